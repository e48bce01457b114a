"""The head of a table: which rows name the columns, and which field each column feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from victimcase.exchange import limits
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.columns import (
    Heads,
    columns_of,
    field_named,
    left_out,
    missing,
    option_named,
)
from victimcase.exchange.reading import Cell, Column, Oddity
from victimcase.exchange.shifted import fits
from victimcase.exchange.texts import empty, plain, tidy
from victimcase.i18n import N_

SOURCE_IDS: Final = ("meta/instanceid", "instanceid", "_uuid")
"""What survey programs call the id of a filled form, the surest first."""

_KEPT_BY_SURVEYS: Final = """
start end today deviceid username phonenumber subscriberid simserial simid audit __version__
_version_ _id _uuid _submission_time _validation_status _notes _status _submitted_by _tags _index
_parent_index _parent_table_name _attachments _geolocation _duration _edited _xform_id
meta/instanceid meta/instancename meta/rootuuid meta/deprecatedid instanceid instancename
formhub/uuid key submissiondate submitterid submittername attachmentspresent attachmentsexpected
reviewstate edits formversion status
"""
_HOUSEKEEPING: Final = frozenset(_KEPT_BY_SURVEYS.split())
_ONLY_SURVEYS: Final = _HOUSEKEEPING - {
    "start",
    "end",
    "today",
    "username",
    "phonenumber",
    "key",
    "edits",
    "status",
}
_MOST_LABELLED = 0.8
_SURE = 5  # so many names in one row cannot be data


@dataclass(frozen=True)
class Header:
    """What the names say; rows count from 1, and `last_row` is the last that is not data."""

    last_row: int
    columns: tuple[Column, ...]
    warnings: tuple[Oddity, ...] = ()
    repeated: tuple[tuple[str, ...], ...] = ()
    unnamed: frozenset[int] = frozenset()
    source_id: int | None = None
    survey: bool = False


def recognised(cells: Sequence[Cell], lists: CodeLists) -> int:
    """How many cells of a row name a field of the standard."""
    return sum(1 for cell in cells if isinstance(cell, str) and (_named(cell, lists) or lists.labelled(cell)))


def _named(text: str, lists: CodeLists) -> bool:
    """Whether a text names a field, or one choice of a field."""
    return field_named(text, lists) is not None or option_named(text, lists) is not None


def find(rows: Sequence[tuple[int, Sequence[Cell]]], lists: CodeLists) -> Header | None:
    """The head of a table from its first rows, or None when they name no field.

    The official templates carry a hidden row of machine names above the labels, and the two disagree in
    places. A label of a core field wins over the machine name, since that is what people typed under.
    """
    heads = _heads(rows, lists)
    if heads is None:
        return None
    foreign = _foreign_labels(heads, rows, lists)
    columns, warnings = columns_of(heads, lists)
    widest = max(len(cells) for number, cells in rows if number in (heads.names_row, heads.labels_row))
    named = {*heads.names, *heads.labels}
    house = {i for i, text in (*heads.names.items(), *heads.labels.items()) if _house(text)}
    survey = any(_path(text) in _ONLY_SURVEYS for text in (*heads.names.values(), *heads.labels.values()))
    fed = {column.index for column in columns}
    return Header(
        last_row=_last_row(heads, rows),
        columns=tuple(columns),
        warnings=(
            *foreign,
            *warnings,
            *left_out(heads, fed | (house if survey else set()), lists),
            *missing(columns, lists),
        ),
        repeated=tuple(
            tuple(tidy(plain(cell)) for cell in cells)
            for number, cells in rows
            if number in (heads.names_row, heads.labels_row)
        ),
        unnamed=frozenset(range(widest)) - named,
        source_id=_source_id(heads) if survey else None,
        survey=survey,
    )


def _foreign_labels(
    heads: Heads, rows: Sequence[tuple[int, Sequence[Cell]]], lists: CodeLists
) -> list[Oddity]:
    """Take the row below machine names for labels in another language, when it looks so.

    It has a text over nearly every column, all different and nothing else; none is a value its column could
    hold, and below it one is.
    """
    by_number = dict(rows)
    below, next_row = (by_number.get((heads.names_row or 0) + step, ()) for step in (1, 2))
    if heads.names_row is None or heads.labels_row is not None:
        return []
    texts = {i: cell for i, cell in enumerate(below) if isinstance(cell, str) and not empty(cell)}
    fields = {i: lists.fields[name] for i, text in heads.names.items() if (name := field_named(text, lists))}
    typed = [Column(i, "", "", one) for i, one in fields.items() if one.list or one.kind in _TYPED]
    if len(typed) < _TWO or len(set(texts.values())) < sum(not empty(cell) for cell in below):
        return []
    if len(texts) < _MOST_LABELLED * len(fields) or any(_holds(below, column, lists) for column in typed):
        return []
    if not any(_holds(next_row, column, lists) for column in typed):
        return []
    heads.labels, heads.labels_row = texts, heads.names_row + 1
    return [Oddity(_FOREIGN).at(heads.labels_row)]


_TYPED = (Kind.DATE, Kind.YES_NO)
_TWO = 2  # one wrong value of a person is no label


def _holds(cells: Sequence[Cell], column: Column, lists: CodeLists) -> bool:
    """Whether this row has a value in the column that the column could hold."""
    cell = cells[column.index] if column.index < len(cells) else None
    if empty(cell):
        return False
    return not isinstance(cell, str) or fits(cell, column, lists)


_FOREIGN = N_("This row was taken for headings in another language; the names above it were followed.")


def _last_row(heads: Heads, rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """The last row that is not data; a row of #tags (HXL) below the names is none either."""
    last = max(row for row in (heads.names_row, heads.labels_row) if row is not None)
    for number, cells in rows:
        filled = [cell for cell in cells if not empty(cell)]
        if number == last + 1 and filled and all(isinstance(cell, str) and cell[0] == "#" for cell in filled):
            return number
    return last


def _path(text: str) -> str:
    return text.strip().lower().replace(" ", "")


def _house(text: str) -> bool:
    return _path(text) in _HOUSEKEEPING or _path(text).endswith("/instanceid")


def _heads(rows: Sequence[tuple[int, Sequence[Cell]]], lists: CodeLists) -> Heads | None:
    heads, best_names, best_labels = Heads(), 0, 0
    for number, cells in rows[: limits.HEADER_ROWS]:
        texts = {i: cell for i, cell in enumerate(cells) if isinstance(cell, str) and not empty(cell)}
        names = sum(_named(text, lists) for text in texts.values())
        labels = sum(bool(lists.labelled(text)) for text in texts.values())
        filled = sum(not empty(cell) and not (isinstance(cell, str) and _house(cell)) for cell in cells)
        if names > best_names and names >= labels and _enough(names, filled):
            heads.names, heads.names_row, best_names = texts, number, names
        elif labels > best_labels and _enough(labels, filled):
            heads.labels, heads.labels_row, best_labels = texts, number, labels
    if heads.names_row is None and heads.labels_row is None:
        return None
    return _together(heads, best_names, best_labels)


def _enough(found: int, filled: int) -> bool:
    return found >= _SURE or (found >= 1 and found * 2 >= filled)


def _together(heads: Heads, names: int, labels: int) -> Heads:
    """Names and labels belong together when they stand close; otherwise the richer row is the head."""
    if heads.names_row is None or heads.labels_row is None:
        return heads
    if abs(heads.names_row - heads.labels_row) <= 3 and (labels >= _SURE or labels * 2 >= names):
        return heads
    if names >= labels:
        return replace(heads, labels={}, labels_row=None)
    return replace(heads, names={}, names_row=None)


def _source_id(heads: Heads) -> int | None:
    paths = {_path(text): index for index, text in (*heads.labels.items(), *heads.names.items())}
    for wanted in SOURCE_IDS:
        for path, index in paths.items():
            if path == wanted or path.endswith("/" + wanted):
                return index
    return None
