"""Workbooks as tables: calamine reads them quickly; openpyxl, row by row, those it would swell up on."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from victimcase.domain.errors import Damaged, UserError
from victimcase.exchange import limits
from victimcase.exchange.container import ASK_AGAIN, locked, too_large
from victimcase.exchange.inspection import BROKEN, Contents, inspect, shared_text
from victimcase.exchange.lost_cells import lost_cells
from victimcase.exchange.markup import Sheet
from victimcase.exchange.old_workbook import open_old
from victimcase.exchange.reading import Cell, Oddity, letter
from victimcase.exchange.sheets import MACROS, SheetTable, Workbook
from victimcase.exchange.source import Source
from victimcase.i18n import N_

_CHUNK: Final = 500  # rows taken at a time


def open_workbook(source: Source, *, old: bool) -> Workbook:
    """A workbook, looked through before a reader opens it; `old` is the format of before 2007.

    Raises `Damaged` when it is broken or asks for more than `limits` allow, `UserError` when locked.
    """
    if source.size() > (limits.MAX_OLD_WORKBOOK_BYTES if old else limits.MAX_WORKBOOK_BYTES):
        raise too_large(source.name)
    return open_old(source) if old else _open_new(source)


def _open_new(source: Source) -> Workbook:
    from python_calamine import SheetTypeEnum

    with source.open() as stream:
        contents = inspect(stream, source.name)
        heavy = {sheet.name for sheet in contents.sheets if not _light(sheet, contents, stream, source.name)}
    book = _calamine(source)
    known = {sheet.name: sheet for sheet in contents.sheets if sheet.cells}
    sheets = [
        _loader(source, book, meta, known[meta.name], contents, heavy)
        for meta in book.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet and meta.name in known
    ]
    return Workbook(tuple(sheets), (Oddity(MACROS),) if contents.macros else ())


def _loader(
    source: Source, book: Any, meta: Any, sheet: Sheet, contents: Contents, heavy: set[str]
) -> Callable[[], SheetTable]:
    from python_calamine import SheetVisibleEnum

    def load() -> SheetTable:
        visible = meta.visible == SheetVisibleEnum.Visible
        odd = sheet.formulas or sheet.errors
        lost = _guarded(source.name, lambda: lost_cells(source, sheet)) if odd else {}
        if meta.name in heavy:
            return SheetTable(meta.name, visible, contents.mac, _slow_rows(source, meta.name), list, lost)
        read = _guarded(source.name, lambda: book.get_sheet_by_name(meta.name))
        return SheetTable(meta.name, visible, contents.mac, _quick_rows(read), lambda: _merged(read), lost)

    return load


def _light(sheet: Sheet, contents: Contents, stream: BinaryIO, name: str) -> bool:
    """Whether calamine can hold the sheet: it makes a full rectangle, and a copy of each shared text."""
    if sheet.rows > limits.SHEET_ROWS or sheet.columns > limits.SHEET_COLUMNS:
        raise Damaged(N_("The workbook has cells where no spreadsheet program can have any."), ASK_AGAIN)
    if sheet.unplaced > limits.MAX_UNPLACED_CELLS:
        raise too_large(sheet.name)
    if sheet.unplaced or sheet.rows * sheet.columns > limits.MAX_DENSE_CELLS:
        return False
    if sheet.cells * contents.longest_shared <= limits.MAX_SHARED_TEXT_BYTES:
        return True
    text = _guarded(name, lambda: shared_text(stream, sheet))
    return text is not None and text <= limits.MAX_SHARED_TEXT_BYTES


def _calamine(source: Source) -> Any:
    from python_calamine import CalamineWorkbook

    with source.open() as stream:
        return _guarded(source.name, lambda: CalamineWorkbook.from_filelike(stream))


def _guarded(name: str, read: Callable[[], Any]) -> Any:
    """Do what the reader does with a damaged file: its errors, and its panics, become one we can show."""
    from python_calamine import CalamineError, PasswordError

    try:
        return read()
    except PasswordError as error:
        raise locked(name) from error
    except (CalamineError, *BROKEN) as error:
        raise _damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a slip of the reader; it derives from BaseException
            raise
        raise _damaged(name) from error


def _damaged(name: str) -> UserError:
    return Damaged(N_("The workbook “{name}” is broken off or damaged."), ASK_AGAIN, name=name)


def _quick_rows(sheet: Any) -> Callable[[], Iterator[tuple[int, list[Cell]]]]:
    """calamine begins at row 1, but at the first column that holds anything."""
    start = sheet.start
    before: list[Cell] = [None] * (start[1] if start else 0)

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        if before:
            yield from ((number, before + row) for number, row in enumerate(sheet.iter_rows(), 1))
        else:
            yield from enumerate(sheet.iter_rows(), 1)

    return rows


def _slow_rows(source: Source, name: str) -> Callable[[], Iterator[tuple[int, list[Cell]]]]:
    """openpyxl row by row; whatever it trips over on a damaged sheet becomes one error that can be shown."""

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        from openpyxl import load_workbook

        with source.open() as stream:
            book = _quietly(source.name, lambda: load_workbook(stream, read_only=True, data_only=True))
            try:
                found = _quietly(source.name, lambda: _ragged(book[name]))
                number = 0
                while chunk := _quietly(source.name, lambda: list(islice(found, _CHUNK))):
                    for row in chunk:
                        number += 1
                        yield number, list(row[: limits.MAX_COLUMNS])
            finally:
                book.close()

    return rows


def _ragged(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """Rows only as wide as their last cell: a million empty ones then cost next to nothing."""
    sheet.reset_dimensions()
    rows: Iterator[tuple[Cell, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _quietly(name: str, read: Callable[[], Any]) -> Any:
    """Do what the reader does, without its warnings of what it leaves out, none of which are values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _guarded(name, read)


def _merged(sheet: Any) -> list[tuple[int, str]]:
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        found.append((top + 1, f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"))
    return found
