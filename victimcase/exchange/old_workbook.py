"""Workbooks of before 2007 (.xls), read by xlrd.

calamine, which reads the new ones, ends the whole program on one damaged .xls in a hundred; xlrd raises.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from victimcase.domain.errors import Damaged
from victimcase.exchange.container import ASK_AGAIN, locked
from victimcase.exchange.reading import Cell, Oddity
from victimcase.exchange.sheets import MACROS, SheetTable, Workbook
from victimcase.exchange.source import Source
from victimcase.i18n import N_


def open_old(source: Source) -> Workbook:
    """The sheets of an .xls workbook. Raises `Damaged` when it is broken, `UserError` when locked."""
    import xlrd  # type: ignore[import-untyped]

    with source.open() as stream:
        content = stream.read()
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)
        sheets = [_sheet(sheet, book.datemode) for sheet in book.sheets()]
    except Exception as error:  # it raises whatever its parsing ran into
        if "encrypted" in str(error):
            raise locked(source.name) from error
        raise Damaged(
            N_("The workbook “{name}” is broken off or damaged."), ASK_AGAIN, name=source.name
        ) from error
    macros = "_VBA_PROJECT".encode("utf-16-le") in content
    return Workbook(tuple(_given(sheet) for sheet in sheets), (Oddity(MACROS),) if macros else ())


def _given(table: SheetTable) -> Callable[[], SheetTable]:
    return lambda: table


def _sheet(sheet: Any, datemode: int) -> SheetTable:
    from xlrd import XL_CELL_ERROR, error_text_from_code

    lost: dict[int, dict[int, str]] = {}
    for number in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(number)):
            if kind == XL_CELL_ERROR:
                name = error_text_from_code.get(sheet.cell_value(number, column), "#VALUE!")
                lost.setdefault(number + 1, {})[column] = name

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        for number in range(sheet.nrows):
            kinds, values = sheet.row_types(number), sheet.row_values(number)
            yield (
                number + 1,
                [_cell(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)],
            )

    return SheetTable(sheet.name, sheet.visibility == 0, datemode == 1, rows, list, lost)


def _cell(kind: int, value: Any, datemode: int) -> Cell:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR
    from xlrd.xldate import XLDateError, xldate_as_datetime  # type: ignore[import-untyped]

    if kind == XL_CELL_DATE:
        try:
            day: Cell = xldate_as_datetime(value, datemode)
        except (XLDateError, ValueError, OverflowError):
            return float(value)
        return day
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    return None if kind == XL_CELL_ERROR else value
