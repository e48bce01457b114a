"""What the columns of a file show before a row is taken: order of dates, columns out of place, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from victimcase.domain.errors import UserError
from victimcase.exchange import dates, limits
from victimcase.exchange.choices import find
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.header import Header
from victimcase.exchange.reading import Cell, Column, Oddity, letter
from victimcase.exchange.texts import empty, plain, tidy
from victimcase.i18n import N_

_TELLING: Final = 200  # so many different texts of a column are looked at
_ENOUGH: Final = 3
_NAMES: Final = frozenset({"prs_FirstName", "prs_SecondName", "prs_Email"})  # no code is a name or an address
_POSTAL: Final = "prs_MailingPostalCode"
_TOO_COMMON: Final = frozenset({"Other", "Education", "NGO", "Police"})
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


@dataclass
class _Seen:
    """What a column holds: how often each text stands there, up to a limit of different ones."""

    filled: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    rising: bool = True
    last: float = float("-inf")


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
    seen = {index: _Seen() for index in {*watched, *header.unnamed}}
    date_texts: dict[int, dict[str, int]] = {
        index: {} for index, column in watched.items() if column.field.kind is Kind.DATE
    }
    fed = [column.index for column in header.columns]
    total = 0
    for number, cells in table.rows():
        if number <= header.last_row or isinstance(cells, Oddity):
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
    left_out, shifted = _shifted(watched, seen, lists)
    warnings += shifted + _unnamed(header, seen)
    return Evidence(total, orders, left_out, tuple(warnings))


def _watched(column: Column) -> bool:
    return column.option is None and (column.field.kind in _KINDS or column.field.name in (*_NAMES, _POSTAL))


def _note(seen: _Seen, cell: Cell) -> None:
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


def _shifted(
    watched: Mapping[int, Column], seen: Mapping[int, _Seen], lists: CodeLists
) -> tuple[frozenset[int], list[Oddity]]:
    """Columns whose values mostly belong elsewhere: one is left out, several mean that the rows slipped."""
    wrong: list[tuple[Column, str]] = []
    for index, column in watched.items():
        if column.field.name == _POSTAL:
            _refuse_old_address(column, seen[index], lists)
            continue
        better = _belongs(column, seen[index], lists)
        if better:
            wrong.append((column, better))
    if len(wrong) > 1:
        raise UserError(
            N_("Columns seem to have slipped: {columns}. Nothing was changed."),
            N_("Compare the first rows with their headings, move the cells back, and import the file again."),
            columns="; ".join(f"{column.letter} ({column.label}) – {better}" for column, better in wrong),
        )  # fmt: skip
    message = N_("Most values here belong to “{other}”; the column was left out.")
    warnings = [
        Oddity(message, N_("Move the cells under their own heading."), values={"other": other}).at(
            None, column.letter, column.label
        )
        for column, other in wrong
    ]
    return frozenset(column.index for column, _ in wrong), warnings


def _refuse_old_address(column: Column, seen: _Seen, lists: CodeLists) -> None:
    """Countries under the name of the postal code: the template's hidden names with labels in another language.

    Those names are wrong for the whole address, and only the labels, which are not understood, say what is what.
    """
    countries = sum(count for text, count in seen.texts.items() if lists.code("country", text))
    if countries >= max(_ENOUGH, 0.8 * seen.filled):
        raise UserError(
            N_("Column {column} ({label}) is named for postal codes but holds countries. The hidden names of the"
               " official template are wrong for the address, and its labels here are not those of the standard."
               " Nothing was changed."),
            N_("Write the English labels over the address columns: Mailing Street, Mailing City, Mailing"
               " State/Province, Mailing Zip/Postal Code, Mailing Country."),
            column=column.letter,
            label=column.label,
        )  # fmt: skip


def _belongs(column: Column, seen: _Seen, lists: CodeLists) -> str | None:
    """The label of the field most of the texts of this column belong to, when it is not this one."""
    texts = {text: count for text, count in seen.texts.items() if not empty(text) and len(text) < 300}
    filled = sum(texts.values())
    if filled < _ENOUGH or filled * 2 < seen.filled:
        return None
    own = sum(count for text, count in texts.items() if _fits(text, column, lists))
    if own * 2 >= filled and column.field.name not in _NAMES:
        return None
    candidates = {
        other.label: sum(
            count
            for text, count in texts.items()
            if tidy(text) not in _TOO_COMMON and _fits(text, other, lists)
        )
        for other in _others(column, lists)
    }
    label, most = max(candidates.items(), key=lambda pair: pair[1], default=("", 0))
    needed = 0.8 if column.field.name in _NAMES else 0.5
    return label if most >= max(_ENOUGH, filled * needed) else None


def _others(column: Column, lists: CodeLists) -> list[Column]:
    """One column for each other list, and one for dates."""
    found: dict[str, Column] = {}
    for other in lists.fields.values():
        key = other.list or ("date" if other.kind is Kind.DATE else "")
        if not key or (key in (column.field.list, "country") and column.field.name in _NAMES):
            continue
        if (key != column.field.list and other.kind is not column.field.kind) or other.list:
            found.setdefault(key, Column(0, "", other.label, other))
    found.pop(column.field.list, None)
    return list(found.values())


def _fits(text: str, column: Column, lists: CodeLists) -> bool:
    """Whether a text could stand in this column, leaving aside whether it is a good value."""
    match column.field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            found = find(text, column, lists)
            return bool(found.codes) and not any(oddity.rejects for oddity in found.oddities)
        case Kind.DATE:
            return dates.read(text, "dmy").value is not None or dates.read(text, "mdy").value is not None
        case Kind.YES_NO:
            return tidy(text).casefold() in ("true", "false", "yes", "no", "y", "n", "1", "0", "t", "f")
    return False


def _unnamed(header: Header, seen: Mapping[int, _Seen]) -> list[Oddity]:
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
