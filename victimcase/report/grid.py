"""Rows of cells: they split across pages, also inside a row, and the head stands on every page again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportlab.platypus.flowables import Flowable

from victimcase.report import look

_TOLERANCE = 0.01
_WORTH_CUTTING = 110.0
_LEAST_LEFT = 40.0


@dataclass(slots=True)
class Row:
    """One row: for each column what stands in it from top to bottom, and how the row is dressed.

    A `whole` row is never cut.
    """

    cells: list[list[Any]]
    rule: Any = None
    fill: Any = None
    above: float = 3.3
    below: float = 3.3
    heights: list[float] = field(default_factory=list)
    lift: float = 0.0
    whole: bool = False

    def measure(self, widths: Sequence[float]) -> float:
        """The height of the row where its columns are so wide."""
        self.heights = [
            sum(block.wrap(width, 0)[1] for block in cell)
            for cell, width in zip(self.cells, widths, strict=True)
        ]
        self.lift = max((_ascent(cell) for cell in self.cells), default=0.0)
        tallest = max((h + self.drop(at) for at, h in enumerate(self.heights)), default=0.0)
        return tallest + self.above + self.below

    def drop(self, column: int) -> float:
        """How far the cell is let down so that the first lines of all cells stand on one baseline."""
        own = _ascent(self.cells[column])
        return self.lift - own if own else 0.0

    def cut(self, widths: Sequence[float], room: float) -> tuple[Row, Row] | None:
        """The row in two, the first no taller than `room`; None where a cell has no part that fits."""
        if self.whole:
            return None
        first: list[list[Any]] = []
        rest: list[list[Any]] = []
        for column, width in enumerate(widths):
            space = room - self.above - self.below - self.drop(column)
            fitting, left = cut_cell(self.cells[column], width, space)
            if self.cells[column] and not fitting:
                return None
            first.append(fitting)
            rest.append(left)
        if not any(rest):
            return None
        return replace(self, cells=first, rule=None), replace(self, cells=rest)

    def echo(self) -> Row:
        """The row as decoration, for the head of a further page."""
        return replace(self, cells=[[block.echo() for block in cell] for cell in self.cells])


class Grid(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """Rows under one head. `shares` are the columns' parts of the width; `leftward` begins at the right."""

    def __init__(
        self,
        shares: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Row | None = None,
        leftward: bool = False,
        gap: float = look.COLUMN_GAP,
    ) -> None:
        super().__init__()
        self.shares, self.rows, self.head, self.leftward, self.gap = (
            list(shares),
            list(rows),
            head,
            leftward,
            gap,
        )
        self._measured = -1.0
        self._heights: list[float] = []

    @property
    def ascent(self) -> float:
        """From the top to the first baseline."""
        rows = self._all()
        return rows[0].above + rows[0].lift if rows else 0.0

    @property
    def least(self) -> float:
        """How much of the grid, once measured, must fit below a heading."""
        heads = 2 if self.head else 1
        first = self._heights[heads - 1] if len(self._heights) >= heads else 0.0
        whole = first <= _WORTH_CUTTING or self.rows[0].whole
        return sum(self._heights[: heads - 1]) + (first if whole else _LEAST_LEFT + 20)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Measure every row for this width."""
        if self._measured != availWidth:
            self._measured = self.width = availWidth
            widths = self._widths()
            self._heights = [row.measure(widths) for row in self._all()]
            self.height = sum(self._heights)
        return availWidth, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """As many rows as fit and the rest; a tall row is cut where too much paper would stay empty."""
        self.wrap(availWidth, availHeight)
        heads = 1 if self.head else 0
        room = availHeight - sum(self._heights[:heads])
        fitting = 0
        for height in self._heights[heads:]:
            if height > room + _TOLERANCE:
                break
            room -= height
            fitting += 1
        if fitting == len(self.rows):
            return [self]
        upper, lower = self.rows[:fitting], self.rows[fitting:]
        if room > _LEAST_LEFT and self._heights[heads + fitting] > _WORTH_CUTTING:
            parts = lower[0].cut(self._widths(), room)
            if parts:
                upper, lower = [*upper, parts[0]], [parts[1], *lower[1:]]
        if not upper:
            return []
        return [self._with(upper, self.head), self._with(lower, self.head and self.head.echo())]

    def draw(self) -> None:
        """Draw fills and rules as decoration, then the cells."""
        y, widths = self.height, self._widths()
        for row, height in zip(self._all(), self._heights, strict=True):
            self._dress(row, y, height)
            for column, cell in enumerate(row.cells):
                x, top = self._left(column, widths), y - row.above - row.drop(column)
                for block in cell:
                    top -= block.wrap(widths[column], 0)[1]
                    block.drawOn(self.canv, x, top)
            y -= height

    def echo(self) -> Grid:
        """The same grid as decoration."""
        return self._with([row.echo() for row in self.rows], self.head and self.head.echo())

    def _dress(self, row: Row, top: float, height: float) -> None:
        canvas = self.canv
        if row.fill is None and row.rule is None:
            return
        canvas.write([canvas.mark(None)])
        if row.fill is not None:
            canvas.setFillColor(row.fill)
            canvas.rect(0, top - height, self.width, height, stroke=0, fill=1)
        if row.rule is not None:
            canvas.setStrokeColor(row.rule)
            canvas.setLineWidth(0.5)
            canvas.line(0, top - height, self.width, top - height)
        canvas.write(["EMC"])

    def _all(self) -> list[Row]:
        return [self.head, *self.rows] if self.head else self.rows

    def _with(self, rows: list[Row], head: Row | None) -> Grid:
        return Grid(self.shares, rows, head=head, leftward=self.leftward, gap=self.gap)

    def _widths(self) -> list[float]:
        room = self.width - self.gap * (len(self.shares) - 1)
        return [share * room / sum(self.shares) for share in self.shares]

    def _left(self, column: int, widths: Sequence[float]) -> float:
        before = sum(widths[:column]) + self.gap * column
        return self.width - before - widths[column] if self.leftward else before


def _ascent(cell: Sequence[Any]) -> float:
    return float(getattr(cell[0], "ascent", 0.0)) if cell else 0.0


def cut_cell(cell: Sequence[Any], width: float, room: float) -> tuple[list[Any], list[Any]]:
    """What fits into `room` of the blocks that stand one below the other, and what is left of them."""
    fitting: list[Any] = []
    for at, block in enumerate(cell):
        height = block.wrap(width, room)[1]
        if height <= room + _TOLERANCE:
            fitting.append(block)
            room -= height
            continue
        parts = block.split(width, room)
        if len(parts) > 1:
            return [*fitting, parts[0]], [parts[1], *cell[at + 1 :]]
        return fitting, list(cell[at:])
    return fitting, []
