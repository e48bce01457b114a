"""A line of text before it is cut: its items, its glyphs, how far each character reaches, and its height."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

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


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of a line in one face, its glyphs in the order they stand from left to right."""

    item: Item
    start: int
    end: int
    glyphs: Sequence[Glyph]
    width: float


class Run:
    """One shaped item: its glyphs from left to right, and where in them each character stands."""

    def __init__(self, item: Item, glyphs: list[Glyph], infos: list[Any]) -> None:
        self.item, self.glyphs, self._infos = item, glyphs, infos
        self._sign = -1 if item.level % 2 else 1
        self._places = [self._sign * each.cluster for each in glyphs]  # rises from left to right

    def between(self, start: int, end: int) -> list[Glyph] | None:
        """The glyphs of these characters, or None where the item must be shaped anew to be cut there."""
        if not (self._cuttable(start) and self._cuttable(end)):
            return None
        if self._sign > 0:
            return self.glyphs[bisect_left(self._places, start) : bisect_left(self._places, end)]
        return self.glyphs[bisect_right(self._places, -end) : bisect_right(self._places, -start)]

    def _cuttable(self, at: int) -> bool:
        if at in (self.item.start, self.item.end):
            return True
        first, last = bisect_left(self._places, self._sign * at), bisect_right(self._places, self._sign * at)
        return first < last and not any(int(info.flags) & _UNSAFE for info in self._infos[first:last])


class ShapedText:
    """One text without line breaks, shaped. Keeps what it was given only as long as it lives."""

    def __init__(self, text: str, style: TextStyle, language: str, base: int | None = None) -> None:
        cleaned = clean(text)
        self.resolved = bidi.resolve(cleaned, base)
        if not self.resolved.plain and (marked := codes.isolated(cleaned)) != cleaned:
            cleaned, self.resolved = marked, bidi.resolve(marked, self.resolved.base)
        self.text, self.style, self.language = cleaned, style, language
        self.items = itemise(self.text, self.resolved.levels, style.bold)
        strange = "" if text.isprintable() else text
        self._halves = [character for character in strange if _settable(character) == _STAND_IN]
        self._starts = [item.start for item in self.items]
        self.runs = [Run(item, *self._shape(item, item.start, item.end)) for item in self.items]
        self.reach = list(accumulate(self._advances(), initial=0.0))
        self._ends: list[int] | None = None

    @property
    def rightward(self) -> bool:
        """Whether the text as a whole runs from left to right."""
        return self.resolved.base == 0

    @property
    def leftward(self) -> bool:
        """Whether any part of the text runs from right to left."""
        return any(item.level % 2 for item in self.items)

    @cached_property
    def height(self) -> tuple[float, float]:
        """How far lines of this text reach above and below their baseline, in points: ink never meets ink."""
        ascent, descent = _LATIN_ASCENT, _LATIN_DESCENT
        for run in self.runs:
            inks = [run.item.face.ink(glyph) for glyph in {each.glyph for each in run.glyphs}]
            lift = [each.dy / run.item.face.units for each in run.glyphs if each.dy]
            high, low = max(lift, default=0.0), min(lift, default=0.0)
            ascent = max(ascent, max((top for top, _ in inks), default=0.0) + max(high, 0) + _INK_GAP)
            descent = max(descent, max((bottom for _, bottom in inks), default=0.0) - min(low, 0) + _INK_GAP)
        size = self.style.size
        spare = max(0.0, self.style.leading - (ascent + descent) * size) / 2
        return ascent * size + spare, descent * size + spare

    @cached_property
    def missing(self) -> list[tuple[int, str]]:
        """Each character no face can draw, with its place."""
        blank = {each.cluster for run in self.runs for each in run.glyphs if each.glyph == 0}
        found = {at: self.text[at] for at in blank if not fonts.invisible(self.text[at])}
        stand_ins = (
            [at for at, character in enumerate(self.text) if character == _STAND_IN] if self._halves else []
        )
        found |= {at: half for at, half in zip(stand_ins, self._halves, strict=True) if half != _STAND_IN}
        return sorted(found.items())

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
        runs = self.runs[max(0, bisect_right(self._starts, start) - 1) : bisect_left(self._starts, end)]
        if len(runs) > 1:
            levels = bidi.line_levels(self.resolved, start, end)
            first = [levels[max(run.item.start, start) - start] for run in runs]
            runs = [runs[at] for at in bidi.visual_order(first)]
        return [self._piece(run, max(run.item.start, start), min(run.item.end, end)) for run in runs]

    def _piece(self, run: Run, start: int, end: int) -> Piece:
        glyphs = run.between(start, end)
        if glyphs is None:
            glyphs, _ = self._shape(run.item, start, end)
        width = sum(each.advance for each in glyphs) * self.style.size / run.item.face.units
        return Piece(run.item, start, end, glyphs, width)

    def _shape(self, item: Item, start: int, end: int) -> tuple[list[Glyph], list[Any]]:
        """HarfBuzz's answer; it sees the whole text, so letters go on joining across the item's edges."""
        buffer = hb.Buffer()
        buffer.cluster_level = _MARKS_WITH_LETTERS if item.level % 2 else _MARKS_APART
        buffer.add_str(self.text, start, end - start)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = self.language
        hb.shape(item.face.font, buffer)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        glyphs = [
            Glyph(info.cluster, info.codepoint, at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(infos, places, strict=True)
        ]
        return glyphs, infos

    def _advances(self) -> list[float]:
        advances = [0.0] * len(self.text)
        for run in self.runs:
            scale = self.style.size / run.item.face.units
            for each in run.glyphs:
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
