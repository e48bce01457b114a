"""What is drawn and not set: badges, boxes to tick, lines to write on, the square code, panels."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import segno
from reportlab.platypus.flowables import Flowable

from victimcase.report import look
from victimcase.report.flowable import ShapedParagraph
from victimcase.report.grid import cut_cell
from victimcase.report.tagging import Node

_NEARLY_A_PAGE = 500.0


class _Drawn(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """Something drawn that does not split; `node` None makes it decoration."""

    node: Node | None = None

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """It stays whole."""
        return []

    def echo(self) -> Any:
        """The same as decoration."""
        twin = copy.copy(self)
        twin.node = None
        return twin


class Badge(_Drawn):
    """A word on a soft ground, as wide as the word."""

    def __init__(self, paragraph: ShapedParagraph, ground: Any, *, leftward: bool = False) -> None:
        super().__init__()
        self.paragraph, self.ground, self.leftward = paragraph, ground, leftward
        self.side, self.rim = 5.0, 1.2

    @property
    def ascent(self) -> float:
        """From the top to the baseline of the word."""
        return self.paragraph.ascent + self.rim

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The room it is given, and the height of the word and its rim."""
        self.width = availWidth
        inner = min(self.paragraph.natural_width, availWidth - 2 * self.side)
        self.height = self.paragraph.wrap(inner, 0)[1] + 2 * self.rim
        self.ground_width = inner + 2 * self.side
        return self.width, self.height

    def draw(self) -> None:
        """The ground, then the word."""
        x = self.width - self.ground_width if self.leftward else 0.0
        canvas = self.canv
        canvas.write([canvas.mark(None)])
        canvas.setFillColor(self.ground)
        canvas.roundRect(x, 0, self.ground_width, self.height, 3, stroke=0, fill=1)
        canvas.write(["EMC"])
        self.paragraph.drawOn(canvas, x + self.side, self.rim)


class Box(_Drawn):
    """A box to tick, or ticked."""

    def __init__(self, ticked: bool, node: Node | None, *, leftward: bool = False, size: float = 9.0) -> None:
        super().__init__()
        self.ticked, self.node, self.leftward, self.size = ticked, node, leftward, size
        self.ascent = size

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The room it is given; as tall as a line."""
        self.width, self.height = availWidth, self.size + 1.5
        return self.width, self.height

    def draw(self) -> None:
        """A square, and a tick in it."""
        canvas, size = self.canv, self.size
        x = self.width - size if self.leftward else 0.0
        canvas.write([canvas.mark(self.node)])
        canvas.setStrokeColor(look.ACCENT if self.ticked else look.BORDER)
        canvas.setLineWidth(0.8)
        canvas.roundRect(x, 0.5, size, size, 1.5, stroke=1, fill=0)
        if self.ticked:
            canvas.setLineWidth(1.5)
            canvas.lines([(x + 2, 4.8, x + 4, 2.6), (x + 4, 2.6, x + 7.2, 7.2)])
        canvas.write(["EMC"])


class WritingLine(_Drawn):
    """A line to write on by hand; what is known already stands on it."""

    def __init__(self, height: float = 18.0, written: ShapedParagraph | None = None) -> None:
        super().__init__()
        self.line_height, self.written = height, written

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """As wide as there is room."""
        above = self.written.wrap(availWidth, 0)[1] + 2 if self.written else 0.0
        self.width, self.height = availWidth, max(self.line_height, above)
        return self.width, self.height

    def draw(self) -> None:
        """The line, and what stands on it."""
        canvas = self.canv
        canvas.write([canvas.mark(None)])
        canvas.setStrokeColor(look.BORDER)
        canvas.setLineWidth(0.6)
        canvas.line(0, 1.5, self.width, 1.5)
        canvas.write(["EMC"])
        if self.written:
            self.written.drawOn(canvas, 0, 2)


class Frame(_Drawn):
    """An empty frame, for a thumbprint or a stamp."""

    def __init__(self, width: float, height: float, *, leftward: bool = False) -> None:
        super().__init__()
        self.frame_width, self.frame_height, self.leftward = width, height, leftward

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """The room it is given, and its height with a little air above."""
        self.width, self.height = availWidth, self.frame_height + 8
        return self.width, self.height

    def draw(self) -> None:
        """The frame."""
        canvas = self.canv
        x = self.width - self.frame_width if self.leftward else 0.0
        canvas.write([canvas.mark(None)])
        canvas.setStrokeColor(look.BORDER)
        canvas.setLineWidth(0.6)
        canvas.roundRect(x, 1, self.frame_width, self.frame_height, 4, stroke=1, fill=0)
        canvas.write(["EMC"])


class SquareCode(_Drawn):
    """A QR code, drawn as shapes; `node` says in words what it holds."""

    def __init__(self, content: str, size: float, node: Node | None) -> None:
        super().__init__()
        self.size, self.node = size, node
        self.modules = [bytes(line) for line in segno.make(content, error="m", micro=False).matrix]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """A square."""
        self.width = self.height = self.size
        return self.size, self.size

    def draw(self) -> None:
        """Dark modules, joined along each row."""
        canvas = self.canv
        step = self.size / len(self.modules)
        canvas.write([canvas.mark(self.node)])
        canvas.setFillColor(look.TEXT)
        for row, first, count in _runs(self.modules):
            y = self.size - (row + 1) * step
            canvas.write([f"{first * step:.3f} {y:.3f} {count * step:.3f} {step:.3f} re"])
        canvas.write(["f", "EMC"])


class Panel(_Drawn):
    """Blocks on a subtle ground with an edge, and beside them perhaps a figure on white."""

    def __init__(
        self, blocks: Sequence[Any], figure: SquareCode | None = None, *, leftward: bool = False
    ) -> None:
        super().__init__()
        self.blocks, self.figure, self.leftward = list(blocks), figure, leftward
        self.padding, self.quiet = 11.0, 7.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """As tall as its blocks or its figure, whichever is taller."""
        self.width = availWidth
        content = sum(height for _, height in self._stacked())
        figure = self.figure.size + 2 * self.quiet if self.figure else 0.0
        self.height = max(content, figure) + 2 * self.padding
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """A panel stays whole, unless it would not fit a page of its own."""
        self.wrap(availWidth, availHeight)
        if availHeight < _NEARLY_A_PAGE:
            return []
        fitting, rest = cut_cell(self.blocks, self._inner, availHeight - 2 * self.padding)
        if not fitting or not rest:
            return []
        return [Panel(fitting, self.figure, leftward=self.leftward), Panel(rest, leftward=self.leftward)]

    def draw(self) -> None:
        """The ground, the figure at the far side, the blocks."""
        canvas = self.canv
        canvas.write([canvas.mark(None)])
        canvas.setFillColor(look.SUBTLE)
        canvas.setStrokeColor(look.LINE)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=1)
        canvas.write(["EMC"])
        top = self.height - self.padding
        for block, height in self._stacked():
            top -= height
            block.drawOn(
                canvas, self.width - self.padding - self._inner if self.leftward else self.padding, top
            )
        if self.figure:
            self._draw_figure(self.figure)

    def _draw_figure(self, figure: SquareCode) -> None:
        canvas, side = self.canv, figure.size + 2 * self.quiet
        x = self.padding if self.leftward else self.width - self.padding - side
        y = self.height - self.padding - side
        canvas.write([canvas.mark(None)])
        canvas.setFillColor(look.PAPER)
        canvas.roundRect(x, y, side, side, 4, stroke=1, fill=1)
        canvas.write(["EMC"])
        figure.wrap(0, 0)
        figure.drawOn(canvas, x + self.quiet, y + self.quiet)

    def _stacked(self) -> Iterator[tuple[Any, float]]:
        """Each block with the height it takes, the space above it with it."""
        for at, block in enumerate(self.blocks):
            yield block, block.wrap(self._inner, 0)[1] + (block.getSpaceBefore() if at else 0.0)

    @property
    def _inner(self) -> float:
        figure = self.figure.size + 2 * self.quiet + self.padding if self.figure else 0.0
        return float(self.width - 2 * self.padding - figure)


def _runs(modules: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """Each stretch of dark modules as (row, first, count)."""
    for number, row in enumerate(modules):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end]:
                end += 1
            if end > at:
                yield number, at, end - at
            at = max(end, at + 1)
