"""What comes out of reading a file: rows of canonical values, and everything odd that was met on the way."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from victimcase.exchange.code_lists import Field
from victimcase.i18n import N_, tr

Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None
Value: TypeAlias = str | bool | int | float | date | tuple[str, ...]


class Weight(enum.Enum):
    """What an oddity means for the data."""

    NOTE = "note"
    """The value was taken; the reader should know how it was understood."""
    CELL = "cell"
    """This value was left out; the rest of its row was taken."""
    ROW = "row"
    """The row was not taken."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that was not as expected: where, what it means, what to do.

    `message` and `next_step` are `str.format` templates filled by `values`, and never hold what stands in a
    cell; `found` does, for readers who may see it. `row` is the number the spreadsheet program shows,
    `column` its letter.
    """

    message: str
    next_step: str = ""
    row: int | None = None
    column: str | None = None
    label: str | None = None
    weight: Weight = Weight.NOTE
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    found: str | None = None

    @property
    def rejects(self) -> bool:
        """Whether something was left out because of it."""
        return self.weight is not Weight.NOTE

    def at(self, row: int | None, column: str | None = None, label: str | None = None) -> Oddity:
        """The same oddity at this place."""
        return replace(self, row=row, column=column, label=label)

    def text(self) -> str:
        """Place, message and next step as one text without the cell's own content."""
        place = self._place()
        said = f"{tr(self.message, **self.values)} {tr(self.next_step, **self.values)}".strip()
        return f"{place}: {said}" if place else said

    def _place(self) -> str:
        column = self.column or ""
        if self.label and column:
            column = f"{column} ({self.label})"
        if self.row is not None and column:
            return tr(N_("Row {row}, column {column}"), row=self.row, column=column)
        if self.row is not None:
            return tr(N_("Row {row}"), row=self.row)
        return tr(N_("Column {column}"), column=column) if column else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file that is read: where it stands and which field it feeds.

    `option` is set when the column holds yes or no for one choice of the field, as some survey exports do.
    `values` are replacements tried before the code list, by the text without case; `date_format` fixes how
    dates are written.
    """

    index: int
    letter: str
    label: str
    field: Field
    option: str | None = None
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    date_format: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file.

    `values` maps field names to canonical values and holds no empty ones; `written` keeps a text as it was
    found where the canonical value says less (a telephone number with its spaces). `source_id` is the
    survey's own id.
    """

    number: int
    values: Mapping[str, Value]
    oddities: tuple[Oddity, ...] = ()
    source_columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    written: Mapping[str, str] = dataclasses.field(default_factory=dict)
    source_id: str | None = None

    @property
    def rejected(self) -> bool:
        """Whether the row as a whole cannot be taken."""
        return any(oddity.weight is Weight.ROW for oddity in self.oddities)


@dataclass(frozen=True)
class Reading:
    """A file that was understood: its layout, what is odd about it as a whole, and its rows.

    `layout` is one of `htcds-xlsx`, `htcds-csv`, `xlsform-csv`, `xlsform-xlsx`, `csv`, `xlsx`. `total` is the
    number of rows with content. `rows()` starts anew at each call, so that a preview and an import read the
    same.
    """

    layout: str
    warnings: tuple[Oddity, ...]
    columns: tuple[Column, ...]
    total: int
    rows: Callable[[], Iterator[Row]] = dataclasses.field(repr=False)
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None

    def __iter__(self) -> Iterator[Row]:
        """The rows, from the first."""
        return self.rows()


def letter(index: int) -> str:
    """The letter a spreadsheet program shows for a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
