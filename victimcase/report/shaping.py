"""A line of text before it is cut: its items, its glyphs, how far each character reaches, and its height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import uharfbuzz as hb

from victimcase.report import bidi, breaking, codes, fonts
from victimcase.report.itemising import Item, itemise
from victimcase.report.look import TextStyle

_UNSAFE = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
_MARKS_APART = hb.BufferClusterLevel.MONOTONE_CHARACTERS
_MARKS_WITH_LETTERS = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
_LATIN_ASCENT, _LATIN_DESCENT = 1.0, 0.28
_INK_GAP = 0.06
_STAND_IN = "\ufffd"


class Glyph(NamedTuple):
    """One glyph of a shaped item, in font units; `cluster` is the character it belongs to."""

    cluster: int
    glyph: int
    advance: int
    dx: int
    dy: int
    cuttable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of a line in one face, its glyphs in the order they stand from left to right."""

    item: Item
    start: int
    end: int
    glyphs: Sequence[Glyph]
    width: float


class ShapedText:
    """One text without line breaks, shaped. Keeps what it was given only as long as it lives."""

    def __init__(self, text: str, style: TextStyle, language: str, base: int | None = None) -> None:
        cleaned = clean(text)
        self.resolved = bidi.resolve(cleaned, base)
        if not self.resolved.plain and (marked := codes.isolated(cleaned)) != cleaned:
            cleaned, self.resolved = marked, bidi.resolve(marked, self.resolved.base)
        self.text, self.style, self.language = cleaned, style, language
        self.items = itemise(self.text, self.resolved.levels, style.bold)
        self.glyphs = [self._shape(item, item.start, item.end) for item in self.items]
        self.reach = list(accumulate(self._advances(), initial=0.0))
        self._ends: list[int] | None = None
        self._broken = [character for character in dict.fromkeys(text) if "\ud800" <= character <= "\udfff"]

    @property
    def rightward(self) -> bool:
        """Whether the text as a whole runs from left to right."""
        return self.resolved.base == 0

    @cached_property
    def height(self) -> tuple[float, float]:
        """How far lines of this text reach above and below their baseline, in points: ink never meets ink."""
        ascent, descent = _LATIN_ASCENT, _LATIN_DESCENT
        for item, glyphs in zip(self.items, self.glyphs, strict=True):
            inks = [item.face.ink(glyph) for glyph in {each.glyph for each in glyphs}]
            lift = [each.dy / item.face.units for each in glyphs if each.dy]
            high, low = max(lift, default=0.0), min(lift, default=0.0)
            ascent = max(ascent, max((top for top, _ in inks), default=0.0) + max(high, 0) + _INK_GAP)
            descent = max(descent, max((bottom for _, bottom in inks), default=0.0) - min(low, 0) + _INK_GAP)
        size = self.style.size
        spare = max(0.0, self.style.leading - (ascent + descent) * size) / 2
        return ascent * size + spare, descent * size + spare

    @property
    def missing(self) -> list[str]:
        """The characters no face can draw, in reading order, each once."""
        blank = {
            self.text[each.cluster]
            for glyphs in self.glyphs
            for each in glyphs
            if each.glyph == 0 and not fonts.invisible(self.text[each.cluster])
        }
        return [character for character in dict.fromkeys(self.text) if character in blank] + self._broken

    def lines(self, width: float) -> list[tuple[int, int]]:
        """The text cut into lines no wider than `width` points, as (start, end)."""
        if self.reach[-1] <= width:
            return [(0, len(self.text))]
        if self._ends is None:
            self._ends = breaking.line_ends(self.text, self.language)
        return breaking.fill(self.text, self.language, self.reach, self._ends, width)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """One line's pieces from left to right, its closing spaces left out."""
        end = breaking.seen_end(self.text, start, end)
        parts = [
            (item, glyphs, max(item.start, start), min(item.end, end))
            for item, glyphs in zip(self.items, self.glyphs, strict=True)
            if item.start < end and item.end > start
        ]
        if len(parts) > 1:
            levels = bidi.line_levels(self.resolved, start, end)
            parts = [
                parts[at] for at in bidi.visual_order([levels[first - start] for _, _, first, _ in parts])
            ]
        return [self._piece(item, glyphs, first, last) for item, glyphs, first, last in parts]

    def _piece(self, item: Item, glyphs: Sequence[Glyph], start: int, end: int) -> Piece:
        if (start, end) != (item.start, item.end):
            if _may_cut(glyphs, item, start) and _may_cut(glyphs, item, end):
                glyphs = [each for each in glyphs if start <= each.cluster < end]
            else:
                glyphs = self._shape(item, start, end)
        width = sum(each.advance for each in glyphs) * self.style.size / item.face.units
        return Piece(item, start, end, glyphs, width)

    def _shape(self, item: Item, start: int, end: int) -> list[Glyph]:
        """HarfBuzz's answer; it sees the whole text, so letters go on joining across the item's edges."""
        buffer = hb.Buffer()
        buffer.cluster_level = _MARKS_WITH_LETTERS if item.level % 2 else _MARKS_APART
        buffer.add_str(self.text, start, end - start)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = self.language
        hb.shape(item.face.font, buffer)
        return [
            Glyph(
                info.cluster,
                info.codepoint,
                at.x_advance,
                at.x_offset,
                at.y_offset,
                not int(info.flags) & _UNSAFE,
            )
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def _advances(self) -> list[float]:
        advances = [0.0] * len(self.text)
        for item, glyphs in zip(self.items, self.glyphs, strict=True):
            scale = self.style.size / item.face.units
            for each in glyphs:
                advances[each.cluster] += each.advance * scale
        return advances


def clean(text: str) -> str:
    """`text` as one line that can be set: tabs are spaces, characters that draw nothing and mean nothing go.

    Half a surrogate pair becomes the sign for an unreadable character; the preflight names it all the same.
    """
    if text.isprintable():
        return text
    return "".join(map(_settable, text))


def _settable(character: str) -> str:
    if character in "\t\n\r\u2028\u2029\u0085\v\f":
        return " "
    if "\ud800" <= character <= "\udfff":
        return _STAND_IN
    return "" if character < " " or "\x7f" <= character < "\xa0" else character


def _may_cut(glyphs: Sequence[Glyph], item: Item, at: int) -> bool:
    """Whether the item may be cut before this character without shaping it anew."""
    if at in (item.start, item.end):
        return True
    here = [each.cuttable for each in glyphs if each.cluster == at]
    return bool(here) and all(here)
