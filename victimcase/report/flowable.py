"""A paragraph in any script, as ReportLab lays them out: it splits across pages and inside table cells."""

from __future__ import annotations

import copy
from typing import Any, Literal

from reportlab.platypus.flowables import Flowable

from victimcase.report.languages import base_direction
from victimcase.report.look import BODY, TextStyle
from victimcase.report.painting import Pen
from victimcase.report.shaping import ShapedText
from victimcase.report.tagging import Node

Align = Literal["left", "right", "center", "auto", "start"]
_TOLERANCE = 0.01


class ShapedParagraph(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """Text set in one style. A line break in the text ends a line; each part runs the way of the whole.

    `align` "auto" sets the text at the side it begins on; "start" sets a single line at the side the page
    begins on (`start`) and a longer text at its own. `node` is its element in the structure (None: decoration
    only); `field` and `part` are what the preflight calls it.
    """

    def __init__(
        self,
        text: str,
        style: TextStyle = BODY,
        language: str = "en",
        *,
        align: Align = "auto",
        node: Node | None = None,
        field: str = "",
        part: str = "",
    ) -> None:
        super().__init__()
        self.style, self.align, self.node, self.field, self.part = style, align, node, field, part
        self.width = self.height = 0.0
        self.start: Align = "left"
        self.base = base_direction(text, language)
        rows = text.replace("\r\n", "\n").split("\n")
        self.shaped = [ShapedText(row, style, language, self.base) for row in rows]
        if node is not None and any(shaped.leftward for shaped in self.shaped):
            node.written = text
        self._cut: list[tuple[ShapedText, int, int]] | None = None
        self._pitch: list[tuple[float, float]] = []

    @property
    def ascent(self) -> float:
        """From the top of the paragraph to its first baseline."""
        return self.shaped[0].height[0] if not self._pitch else self._pitch[0][0]

    @property
    def natural_width(self) -> float:
        """How wide the paragraph is where nothing makes it break."""
        return max(shaped.reach[-1] for shaped in self.shaped)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Cut the lines for this width; the width asked for and the height needed."""
        if self._cut is None or self.width != availWidth:
            self.width = availWidth
            self._cut = [(each, start, end) for each in self.shaped for start, end in each.lines(availWidth)]
            self._measure()
        return availWidth, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """The part that fits and the rest, never leaving one line alone; nothing where no part fits."""
        self.wrap(availWidth, availHeight)
        cut, fitting, height = self._cut or [], 0, 0.0
        for ascent, descent in self._pitch:
            height += ascent + descent
            if height > availHeight + _TOLERANCE:
                break
            fitting += 1
        if fitting == len(cut):
            return [self]
        if len(cut) - fitting == 1:
            fitting -= 1
        if fitting <= (1 if len(cut) > 2 else 0):
            return []
        return [self._part(cut[:fitting]), self._part(cut[fitting:])]

    def draw(self) -> None:
        """Draw the lines on the canvas, which must be a `PaperCanvas`."""
        canvas = self.canv
        canvas.setFillColor(self.style.colour)
        if self.style.bold:
            canvas.setStrokeColor(self.style.colour)
        y, missing = self.height, []
        with Pen(canvas, self.node, self.style.size) as pen:
            for (shaped, start, end), (ascent, descent) in zip(self._cut or [], self._pitch, strict=True):
                y -= ascent
                last = shaped is self.shaped[-1] and end == len(shaped.text)
                pen.line(shaped, (start, end), self._indent(shaped, start, end), y, last)
                y -= descent
                missing += [character for at, character in shaped.missing if start <= at < end]
        canvas.note_missing(missing, self.field, self.part)

    def echo(self) -> ShapedParagraph:
        """The same paragraph as decoration: what repeats at the head of a page is not said twice."""
        twin = copy.copy(self)
        twin.node = None
        return twin

    def single(self, width: float) -> bool:
        """Whether the paragraph takes one line at this width."""
        self.wrap(width, 0)
        return len(self._cut or []) == 1

    def _part(self, cut: list[tuple[ShapedText, int, int]]) -> ShapedParagraph:
        part = copy.copy(self)
        part._cut = cut
        part._measure()
        return part

    def _measure(self) -> None:
        self._pitch = [shaped.height for shaped, _, _ in self._cut or []]
        self.height = sum(ascent + descent for ascent, descent in self._pitch)

    def _indent(self, shaped: ShapedText, start: int, end: int) -> float:
        align: str = self.align
        if align == "start" and len(self._cut or []) == 1:
            align = self.start
        elif align in ("auto", "start"):
            align = "right" if self.base else "left"
        if align == "left":
            return 0.0
        spare: float = self.width - sum(piece.width for piece in shaped.pieces(start, end))
        return spare if align == "right" else spare / 2


def fitting(text: str, style: TextStyle, language: str, width: float, **said: Any) -> ShapedParagraph:
    """A paragraph for one line of a running head: what does not fit is left out and shown by an ellipsis."""
    whole = ShapedParagraph(text, style, language, **said)
    while text and not whole.single(width):
        text = text[: max(0, min(len(text) - 1, int(len(text) * 0.95)))]
        whole = ShapedParagraph(text.rstrip() + "…", style, language, **said)
    return whole
