"""What the columns of a file show before a row is taken: order of dates, columns out of place, rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from victimcase.domain.errors import UserError
from victimcase.exchange import dates, limits
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.header import Header
from victimcase.exchange.reading import Cell, Column, Oddity, letter
from victimcase.exchange.shifted import NAMES, POSTAL, Seen, shifted
from victimcase.exchange.texts import empty, plain, tidy
from victimcase.i18n import N_

_TELLING: Final = 200  # so many different texts of a column are looked at
_KINDS: Final = (Kind.CHOICE, Kind.CHOICES, Kind.DATE, Kind.YES_NO)


class Table(Protocol):
    """Rows of cells that can be gone through again; see `workbook` and `delimited`."""

    @property
    def sheet(self) -> str | None:
        """The name of the sheet, if the file has sheets."""

    @property
    def mac(self) -> bool:
        """Whether days count from 1904."""

    def rows(self) -> Iterator[tuple[int, list[Cell] | Oddity]] | Iterator[tuple[int, list[str] | Oddity]]:
        """Rows by number, from the first."""

    def lost(self, row: int) -> Mapping[int, str]:
        """Columns of a row whose value the file does not hold."""


@dataclass(frozen=True)
class Evidence:
    """What was seen: rows with content, the order of dates by column, columns left out, and what is odd."""

    total: int
    orders: Mapping[int, dates.Order]
    left_out: frozenset[int]
    warnings: tuple[Oddity, ...]


def gather(table: Table, header: Header, lists: CodeLists) -> Evidence:
    """Go through the whole table once.

    Raises `UserError` when there are no rows, too many, or when columns hold each other's values.
    """
    watched = {column.index: column for column in header.columns if _watched(column)}
    seen = {index: Seen() for index in {*watched, *header.unnamed}}
    date_texts: dict[int, dict[str, int]] = {
        index: {} for index, column in watched.items() if column.field.kind is Kind.DATE
    }
    fed = [column.index for column in header.columns]
    total = 0
    for number, cells in table.rows():
        if not cells or number <= header.last_row or isinstance(cells, Oddity):
            continue
        if not any(index < len(cells) and not empty(cells[index]) for index in fed):
            continue
        total += 1
        if total > limits.MAX_ROWS:
            raise _too_many()
        for index, column in seen.items():
            if index < len(cells):
                _note(column, cells[index])
        for index, texts in date_texts.items():
            if index < len(cells) and isinstance(cell := cells[index], str) and cell:
                texts.setdefault(cell, number)
    orders, warnings = _orders(date_texts, watched)
    left_out, slipped = shifted(watched, seen, lists)
    warnings += slipped + _unnamed(header, seen)
    return Evidence(total, orders, left_out, tuple(warnings))


def _watched(column: Column) -> bool:
    return column.option is None and (column.field.kind in _KINDS or column.field.name in (*NAMES, POSTAL))


def _note(seen: Seen, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    seen.filled += 1
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        seen.numbers += 1
        seen.rising = seen.rising and cell > seen.last
        seen.last = cell
    elif isinstance(cell, str):
        seen.rising = seen.rising and cell.strip().isdigit()
        if len(seen.texts) < _TELLING or cell in seen.texts:
            seen.texts[cell] += 1
    else:
        seen.rising = False


def _too_many() -> UserError:
    return UserError(
        N_("The file has more than {most} rows. Nothing was changed."),
        N_("Split it into several files and import them one after the other."),
        most=limits.MAX_ROWS,
    )


def _orders(
    texts: Mapping[int, Mapping[str, int]], columns: Mapping[int, Column]
) -> tuple[dict[int, dates.Order], list[Oddity]]:
    orders: dict[int, dates.Order] = {}
    warnings = []
    for index, found in texts.items():
        column = columns[index]
        if column.date_format is not None:
            continue
        order, shown, open_texts = dates.order_of(found)
        if order is None or shown is None:
            continue
        orders[index] = order
        if open_texts:
            message = _DAY_FIRST if order == "dmy" else _MONTH_FIRST
            said = Oddity(message, dates.WAYS, values={"count": open_texts, "row": found[shown]})
            warnings.append(said.at(None, column.letter, column.label))
    return orders, warnings


_DAY_FIRST = N_(
    "{count} different dates can be read two ways; they were read with the day first, as row {row} shows."
)
_MONTH_FIRST = N_(
    "{count} different dates can be read two ways; they were read with the month first, as row {row} shows."
)


def _unnamed(header: Header, seen: Mapping[int, Seen]) -> list[Oddity]:
    """Columns without any heading; a running number, as the official templates have one, is passed over."""
    warnings = []
    for index in sorted(header.unnamed):
        column = seen[index]
        if (
            not column.filled
            or column.rising
            or (all(empty(text) for text in column.texts) and not column.numbers)
        ):
            continue
        message = N_("This column has no heading; its {count} values were left out.")
        step = N_("Write the name of the field above it.")
        warnings.append(Oddity(message, step, values={"count": column.filled}).at(None, letter(index)))
    return warnings


def shown(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A row as texts, to tell a heading that is repeated among the data."""
    return tuple(tidy(plain(cell)) for cell in cells)
