"""Tables: rows that come by pages from the vault, one way to paint a cell, no style sheet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from victimcase.gui.parts.badge import Status

T = TypeVar("T")

PAGE: Final = 100
"""Rows fetched at once."""

KEPT: Final = 40
"""Pages kept; those seen least lately go first."""

CELL = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives the whole Cell."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell. `second` stands beside the text, or `below` it; `steps` draws the small stage
    bar first; `tone` is the meaning of the colour; `aloud` is read where it differs from what is shown.
    """

    text: str = ""
    second: str = ""
    bold: bool = False
    below: bool = False
    icon: str = ""
    tone: str = ""
    badges: tuple[Status, ...] = ()
    steps: tuple[str, ...] | None = None
    soft: bool = False
    """The cell itself stands on the soft colour of its tone."""
    match: str = ""
    """What was searched for, to be marked in the text."""
    aloud: str = ""

    def spoken(self) -> str:
        """What a screen reader says."""
        parts = [self.aloud or self.text, "" if self.aloud else self.second, *(b.word for b in self.badges)]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its code (for sorting and names), title, width in pixels (0 = takes the rest), and the cell
    it makes of a row. `from_width`: it is shown only where the table is at least so wide.
    """

    code: str
    title: str
    width: int
    cell: Callable[[T], Cell]
    sortable: bool = True
    from_width: int = 0


Fetch = Callable[[int, int, str, bool, Callable[[list[Any]], None]], None]
"""fetch(offset, limit, column to sort by, downwards, done)."""


class PagedModel(QAbstractTableModel, Generic[T]):
    """Rows of which only pages that are looked at are fetched. It never asks while it is painted: a row
    that is not here yet is blank, and its page is asked for at the next turn.
    """

    arrived = Signal()
    """Rows came."""

    def __init__(self, columns: Sequence[Column[T]], fetch: Fetch | None = None) -> None:
        super().__init__()
        self.columns = list(columns)
        self._fetch = fetch
        self._count = 0
        self._epoch = 0
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._flying = 0
        self.order, self.downwards = "", False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._ask)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show rows that are all here."""
        self.begin(len(rows))
        for page in range(0, len(rows), PAGE):
            self._pages[page // PAGE] = list(rows[page : page + PAGE])
        self._asked = set(self._pages)
        if rows:
            self._changed(0, len(rows))
        self.arrived.emit()

    def add_rows(self, rows: Sequence[T]) -> None:
        """Show more rows below those that are all here, and stay where one is."""
        if not rows:
            return
        here = [one for page in sorted(self._pages) for one in self._pages[page]]
        self.beginInsertRows(QModelIndex(), self._count, self._count + len(rows) - 1)
        everything = [*here, *rows]
        self._count = len(everything)
        for page in range(0, len(everything), PAGE):
            self._pages[page // PAGE] = everything[page : page + PAGE]
        self._asked = set(self._pages)
        self.endInsertRows()

    def begin(self, count: int, first: Sequence[T] = ()) -> None:
        """Begin anew with a number of rows, and the first of them where they are here already."""
        self.beginResetModel()
        self._epoch += 1
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        self._flying = 0
        if first:
            self._pages[0] = list(first[:PAGE])
            self._asked.add(0)
        self.endResetModel()
        if first:
            self.arrived.emit()

    def row(self, number: int) -> T | None:
        """A row, if it is here; otherwise its page is asked for."""
        page = self._pages.get(number // PAGE)
        if page is None:
            if 0 <= number < self._count and number // PAGE not in self._asked and self._fetch is not None:
                self._wanted[number // PAGE] = None
                if not self._later.isActive():
                    self._later.start()
            return None
        self._pages.move_to_end(number // PAGE)
        at = number % PAGE
        return page[at] if at < len(page) else None

    def _ask(self) -> None:
        """Ask for the pages that were missing, the latest first: somebody who drags past rows wants none of
        those passed. While some are on their way no others are asked for, so that answers never queue up.
        """
        if self._flying:
            return
        wanted, self._wanted = list(self._wanted)[-3:], {}
        for page in reversed(wanted):
            self._asked.add(page)
            self._flying += 1
            epoch = self._epoch

            def came(rows: list[T], page: int = page, epoch: int = epoch) -> None:
                if epoch != self._epoch:
                    return
                self._asked.discard(page)
                self._flying -= 1
                if self._wanted and not self._flying:
                    self._later.start()
                self._pages[page] = rows
                while len(self._pages) > KEPT:
                    self._pages.popitem(last=False)
                self._changed(page * PAGE, len(rows))
                self.arrived.emit()

            assert self._fetch is not None
            self._fetch(page * PAGE, PAGE, self.order, self.downwards, came)

    def _changed(self, first: int, count: int) -> None:
        self.dataChanged.emit(
            self.index(first, 0), self.index(first + max(0, count - 1), len(self.columns) - 1)
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Cell, or its words."""
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        cell = self.columns[index.column()].cell(row)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.columns[index.column()].title
            return f"{title}: {cell.spoken()}" if title else cell.spoken()
        return cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None
