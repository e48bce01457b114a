"""Sheets of a workbook as tables, whatever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from victimcase.exchange.reading import Cell, Oddity
from victimcase.i18n import N_

MACROS: Final = N_("The workbook holds macros. They were not run, and nothing of them was taken.")
_MERGED: Final = N_(
    "Cells {cells} are merged: only the first of them holds the value, the others were read as empty."
)


@dataclass
class SheetTable:
    """A sheet: `rows()` starts anew each time; `lost(row)` names cells whose value the file does not hold."""

    sheet: str
    visible: bool
    mac: bool
    _rows: Callable[[], Iterator[tuple[int, list[Cell]]]] = field(repr=False)
    _merged: Callable[[], list[tuple[int, str]]] = field(repr=False)
    _lost: dict[int, dict[int, str]] = field(default_factory=dict, repr=False)

    def rows(self) -> Iterator[tuple[int, list[Cell] | Oddity]]:
        """Rows by number, their cells from column A on."""
        yield from self._rows()

    def lost(self, row: int) -> dict[int, str]:
        """Columns of a row that hold a formula without a result (`formula`) or an error (`#N/A` and such)."""
        return self._lost.get(row, {})

    def merged(self, after: int) -> list[Oddity]:
        """What is to be said of merged cells that begin below row `after`."""
        return [
            Oddity(_MERGED, values={"cells": cells}).at(row) for row, cells in self._merged() if row > after
        ]


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook that hold cells, each loaded when asked for, and what is odd about it."""

    sheets: tuple[Callable[[], SheetTable], ...]
    warnings: tuple[Oddity, ...] = ()
