"""What each glyph of a piece stands for, so that the words can be searched and copied as they were written.

From left to right, a word whose glyphs cannot be matched one by one is `broken`: its text is said beside it.
From right to left, readers turn text around code by code; there every code stands for one character, in the
order seen, and a glyph that draws several characters shares its width with codes that draw nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from victimcase.report import fonts
from victimcase.report.shaping import Glyph, Piece

_UNWRITTEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Shown(NamedTuple):
    """One code: a glyph (None: nothing is drawn), its text, its width in thousandths of an em (None: own).

    A mark is shown `later` than the letters, without text, so that it does not come between them.
    """

    glyph: Glyph | None
    text: str
    width: int | None = None
    later: bool = False


@dataclass(slots=True)
class Word:
    """Codes that are searched as one, or the space between two words."""

    text: str
    codes: list[Shown]
    broken: bool = False


def one_by_one(piece: Piece, source: str) -> bool:
    """Whether each character is one glyph, from left to right, and all of them were written."""
    return (
        piece.item.level % 2 == 0
        and len(piece.glyphs) == piece.end - piece.start
        and all(each.cluster == at for at, each in enumerate(piece.glyphs, piece.start))
        and not _UNWRITTEN.search(source, piece.start, piece.end)
    )


def words(piece: Piece, source: str) -> Iterator[Word]:
    """The piece's words in the order they are shown."""
    leftward = bool(piece.item.level % 2)
    texts = _texts(piece, source, leftward)
    word: Word | None = None
    for cluster, group in groupby(piece.glyphs, lambda each: each.cluster):
        glyphs, text = list(group), texts.get(cluster, "")
        if not text and not any(each.advance for each in glyphs):
            continue
        codes = (
            _leftward(glyphs, text, 1000 / piece.item.face.units) if leftward else _rightward(glyphs, text)
        )
        broken = len(glyphs) > 1 and not leftward
        if word and word.text.isspace() == text.isspace():
            word.text += text
            word.codes += codes
            word.broken |= broken
        else:
            if word:
                yield word
            word = Word(text, codes, broken)
    if word:
        yield word


def _texts(piece: Piece, source: str, leftward: bool) -> dict[int, str]:
    """What each cluster stands for: marks of direction are not part of what was written.

    From right to left, a joiner goes with the letter before it: alone, it would be a code without width.
    """
    starts = sorted({each.cluster for each in piece.glyphs})
    ends = [*starts[1:], piece.end]
    texts: dict[int, str] = {}
    before: int | None = None
    for start, end in zip(starts, ends, strict=True):
        text = _UNWRITTEN.sub("", source[start:end])
        if leftward and before is not None and all(map(fonts.invisible, text)):
            texts[before] += text
        else:
            texts[start], before = text, start
    return texts


def _rightward(glyphs: Sequence[Glyph], text: str) -> list[Shown]:
    return [Shown(glyphs[0], text), *(Shown(each, "") for each in glyphs[1:])]


def _leftward(glyphs: Sequence[Glyph], text: str, scale: float) -> list[Shown]:
    """One character a code, the last of the text at the left."""
    letter = max(glyphs, key=lambda each: each.advance)
    around = [Shown(each, "", None, each.advance == 0) for each in glyphs if each is not letter]
    if len(text) <= 1:
        return [*around, Shown(letter, text)]
    share = round(letter.advance * scale) // len(text)
    return [*around, Shown(letter, text[-1], share), *(Shown(None, one, share) for one in text[-2::-1])]
