"""What each glyph of a piece stands for, so that the words can be searched and copied as they were written.

From left to right, a word whose glyphs cannot be matched one by one is `broken`: its text is said beside it.
From right to left, readers turn text around code by code; there every code stands for one character, in the
order seen, and a glyph that draws several characters shares its width with codes that draw nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from victimcase.report import fonts
from victimcase.report.shaping import Glyph, Piece

_UNWRITTEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_WORDS = re.compile(r"\s+|\S+")


class Word(NamedTuple):
    """Glyphs from left to right that are searched as one, or the space between two words."""

    text: str
    glyphs: Sequence[Glyph]
    broken: bool


class Shown(NamedTuple):
    """One code of right-to-left text: a glyph (None: nothing is drawn), its text, its width in thousandths.

    Without a width it is the glyph's own. A mark is drawn `apart` from the letters, and stands for nothing.
    """

    glyph: Glyph | None
    text: str
    width: int | None = None
    apart: bool = False


def one_by_one(piece: Piece, source: str) -> bool:
    """Whether each character is one glyph, from left to right, and all of them were written."""
    return (
        piece.item.level % 2 == 0
        and len(piece.glyphs) == piece.end - piece.start
        and all(each.cluster == at for at, each in enumerate(piece.glyphs, piece.start))
        and not _UNWRITTEN.search(source, piece.start, piece.end)
    )


def texts_of(piece: Piece, source: str) -> dict[int, str]:
    """What each cluster stands for: marks of direction are not part of what was written.

    From right to left, a joiner goes with the letter before it: alone, it would be a code without width.
    """
    starts = sorted({each.cluster for each in piece.glyphs})
    ends = [*starts[1:], piece.end]
    texts: dict[int, str] = {}
    before: int | None = None
    for start, end in zip(starts, ends, strict=True):
        text = _UNWRITTEN.sub("", source[start:end])
        if piece.item.level % 2 and before is not None and all(map(fonts.invisible, text)):
            texts[before] += text
        else:
            texts[start], before = text, start
    return texts


def words(piece: Piece, source: str, texts: Mapping[int, str]) -> Iterator[Word]:
    """The words of a piece that runs from left to right, and the spaces between them."""
    places = [each.cluster for each in piece.glyphs]
    first = 0
    for found in _WORDS.finditer(source, piece.start, piece.end):
        last = bisect_left(places, found.end(), first)
        if last > first:
            clusters = dict.fromkeys(places[first:last])
            text = "".join(texts[cluster] for cluster in clusters)
            yield Word(text, piece.glyphs[first:last], broken=len(clusters) < last - first)
        first = last


def leftward_codes(piece: Piece, texts: Mapping[int, str]) -> Iterator[Shown]:
    """The codes of a piece that runs from right to left, as they stand from left to right."""
    scale = 1000 / piece.item.face.units
    for cluster, group in groupby(piece.glyphs, lambda each: each.cluster):
        glyphs, text = list(group), texts.get(cluster, "")
        if text or any(each.advance for each in glyphs):
            yield from _letter(glyphs, text, scale)


def _letter(glyphs: Sequence[Glyph], text: str, scale: float) -> Iterator[Shown]:
    """One character a code, the last of the text at the left."""
    letter = max(glyphs, key=lambda each: each.advance)
    for each in glyphs:
        if each is not letter:
            yield Shown(each, "", apart=each.advance == 0)
    if len(text) <= 1:
        yield Shown(letter, text)
        return
    share = round(letter.advance * scale) // len(text)
    yield Shown(letter, text[-1], share)
    for character in text[-2::-1]:
        yield Shown(None, character, share)
