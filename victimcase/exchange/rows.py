"""Rows of a table as canonical values, each with what is odd about it; one bad row never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from victimcase.exchange import limits
from victimcase.exchange.cells import Habits, Parsed, Reader, reader_of
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.dates import Order
from victimcase.exchange.evidence import Evidence, Table, shown
from victimcase.exchange.header import Header
from victimcase.exchange.local_codes import restore
from victimcase.exchange.reading import Cell, Column, Oddity, Row, Value, Weight
from victimcase.exchange.texts import empty, plain
from victimcase.i18n import N_

_DASHES: Final = frozenset({"-", "–", "—", "--", "n/a", "N/A", "n.a.", "."})
_LONGEST_DASH: Final = 5
_FREE: Final = (Kind.TEXT, Kind.LONG_TEXT)
_FORMATS: Final[Mapping[str, Order]] = {"d": "dmy", "m": "mdy", "y": "ymd"}

_FORMULA = Oddity(
    N_("The cell holds a formula without a result; it was left out."),
    N_("Open the file in a spreadsheet program and save it, or replace the formula by its value."),
    weight=Weight.CELL,
)
_ERROR = N_("The cell shows the error {error}; it was left out.")
_ERROR_STEP = N_("Correct the formula in the spreadsheet, or write the value itself.")
_TOO_WIDE = Oddity(
    N_("The row has more cells than there are headings; it was not taken, as its values may have slipped."),
    N_("Compare the row with the headings; a text that holds the separator must stand in quotation marks."),
    weight=Weight.ROW,
)
_REPEATED = Oddity(N_("The headings stand here once more; the row was passed over."))


def read_rows(
    table: Table,
    header: Header,
    evidence: Evidence,
    lists: CodeLists,
    *,
    region: str | None,
    guarded: bool,
) -> Iterator[Row]:
    """The rows with content, in order; `guarded` as in `cells.Habits`."""
    columns = [column for column in header.columns if column.index not in evidence.left_out]
    readers = [
        (column, reader_of(column, lists, _habits(column, evidence, table, region, guarded)))
        for column in columns
    ]
    places = {column.field.name: column.letter for column in columns}
    last = max(len(row) for row in header.repeated)
    for number, cells in table.rows():
        if not cells or number <= header.last_row:
            continue
        if isinstance(cells, Oddity):
            yield Row(number, {}, (cells.at(number),), places)
            continue
        lost = table.lost(number)
        if guarded and len(cells) > last and not all(empty(cell) for cell in cells[last:]):
            yield Row(number, {}, (_TOO_WIDE.at(number),), places)
            continue
        row = _row(number, cells, readers, lost, places, header, lists)
        if row is not None:
            yield row


def _habits(column: Column, evidence: Evidence, table: Table, region: str | None, guarded: bool) -> Habits:
    order = evidence.orders.get(column.index)
    if column.date_format:
        order = _FORMATS.get(column.date_format.strip().lower()[:1])
    return Habits(order, table.mac, region, guarded)


def _row(
    number: int,
    cells: Sequence[Cell],
    readers: Sequence[tuple[Column, Reader]],
    lost: Mapping[int, str],
    places: Mapping[str, str],
    header: Header,
    lists: CodeLists,
) -> Row | None:
    values: dict[str, Value] = {}
    written: dict[str, str] = {}
    oddities: list[Oddity] = []
    width = len(cells)
    for column, read in readers:
        cell = cells[column.index] if column.index < width else None
        if lost and column.index in lost:
            oddities.append(_lost(lost[column.index]).at(number, column.letter, column.label))
            continue
        if cell is None or cell == "" or _blank(cell, column):
            continue
        parsed = read(cell)
        if parsed.oddities:
            oddities += [oddity.at(number, column.letter, column.label) for oddity in parsed.oddities]
        if parsed.value is not None:
            _put(values, written, column, parsed)
    if not values and not oddities:
        return None
    if header.repeated and _repeats(cells, header):
        return Row(number, {}, (_REPEATED.at(number),), places)
    source_id = _source_id(cells, header)
    return Row(number, restore(values, lists), tuple(oddities), places, written, source_id)


def _blank(cell: Cell, column: Column) -> bool:
    if not isinstance(cell, str):
        return False
    if len(cell) <= _LONGEST_DASH and column.field.kind not in _FREE and cell.strip() in _DASHES:
        return True
    return not cell[0].isalnum() and empty(cell)


def _put(values: dict[str, Value], written: dict[str, str], column: Column, parsed: Parsed) -> None:
    name = column.field.name
    if column.option is not None:
        before = values.get(name, ())
        if parsed.value is True and isinstance(before, tuple):
            values[name] = (*before, column.option)
        return
    assert parsed.value is not None
    values[name] = parsed.value
    if parsed.written is not None:
        written[name] = parsed.written


def _lost(reason: str) -> Oddity:
    if reason == "formula":
        return _FORMULA
    return Oddity(_ERROR, _ERROR_STEP, weight=Weight.CELL, values={"error": reason})


def _repeats(cells: Sequence[Cell], header: Header) -> bool:
    first = [column.index for column in header.columns[:3]]
    for row in header.repeated:
        if all(i < len(cells) and i < len(row) and plain(cells[i]).strip() == row[i] for i in first):
            texts = shown(cells)
            return texts[: len(row)] == row[: len(texts)]
    return False


def _source_id(cells: Sequence[Cell], header: Header) -> str | None:
    if header.source_id is None or header.source_id >= len(cells):
        return None
    return plain(cells[header.source_id]).strip().removeprefix("uuid:")[: limits.MAX_SOURCE_ID_CHARS] or None
