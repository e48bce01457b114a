"""The head of a table: which rows name the columns, and which field each column feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from victimcase.domain.errors import UserError
from victimcase.exchange import limits
from victimcase.exchange.cells import empty, plain, tidy
from victimcase.exchange.code_lists import CodeLists, Kind, Level, fold
from victimcase.exchange.reading import Cell, Column, Oddity, letter
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
_SURE = 5  # so many names in one row cannot be data


@dataclass(frozen=True)
class Header:
    """Where the names stand and what they say; row numbers count from 1, `last_row` is the last that is not data."""

    last_row: int
    columns: tuple[Column, ...]
    warnings: tuple[Oddity, ...] = ()
    repeated: tuple[tuple[str, ...], ...] = ()
    unnamed: frozenset[int] = frozenset()
    source_id: int | None = None
    survey: bool = False


@dataclass
class _Heads:
    """The texts over the columns: machine names and labels, either of which may be missing."""

    names: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    names_row: int | None = None
    labels_row: int | None = None


def recognised(cells: Sequence[Cell], lists: CodeLists) -> int:
    """How many cells of a row name a field of the standard."""
    return sum(1 for cell in cells if isinstance(cell, str) and (_name(cell, lists) or lists.labelled(cell)))


def find(
    rows: Sequence[tuple[int, Sequence[Cell]]], lists: CodeLists, *, visible: bool = True
) -> Header | None:
    """The head of a table from its first rows, or None when they name no field.

    The official templates carry a hidden row of machine names above the labels, and the two disagree in
    places. A label of a core field wins over the machine name, since that is what people typed under. Raises
    `UserError` when two columns are for the same field.
    """
    heads = _heads(rows, lists)
    if heads is None:
        return None
    columns, warnings = _columns(heads, lists)
    _refuse_doubled(columns)
    widest = max(len(cells) for _, cells in rows)
    named = {*heads.names, *heads.labels}
    house = {i for i, text in (*heads.names.items(), *heads.labels.items()) if _house(text)}
    survey = any(_path(text) in _ONLY_SURVEYS for text in (*heads.names.values(), *heads.labels.values()))
    fed = {column.index for column in columns}
    return Header(
        last_row=_last_row(heads, rows),
        columns=tuple(columns),
        warnings=(
            *warnings,
            *_left_out(heads, fed | (house if survey else set()), lists),
            *_missing(columns, lists),
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


def _last_row(heads: _Heads, rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """The last row that is not data; a row of #tags (HXL) below the names is none either."""
    last = max(row for row in (heads.names_row, heads.labels_row) if row is not None)
    for number, cells in rows:
        filled = [cell for cell in cells if not empty(cell)]
        if number == last + 1 and filled and all(isinstance(cell, str) and cell[0] == "#" for cell in filled):
            return number
    return last


def _name(text: str, lists: CodeLists) -> str | None:
    """The field of a machine name; survey programs put groups before it."""
    if len(text) > 200:
        return None
    found = lists.name(text)
    return found if found or "/" not in text else lists.name(text.rsplit("/", 1)[1])


def _path(text: str) -> str:
    return text.strip().lower().replace(" ", "")


def _house(text: str) -> bool:
    return _path(text) in _HOUSEKEEPING or _path(text).endswith("/instanceid")


def _heads(rows: Sequence[tuple[int, Sequence[Cell]]], lists: CodeLists) -> _Heads | None:
    heads, best_names, best_labels = _Heads(), 0, 0
    for number, cells in rows[: limits.HEADER_ROWS]:
        texts = {i: cell for i, cell in enumerate(cells) if isinstance(cell, str) and not empty(cell)}
        names = sum(_name(text, lists) is not None for text in texts.values())
        labels = sum(bool(lists.labelled(text)) for text in texts.values())
        filled = sum(not empty(cell) for cell in cells)
        if names > best_names and names >= labels and _enough(names, filled):
            heads.names, heads.names_row, best_names = texts, number, names
        elif labels > best_labels and _enough(labels, filled):
            heads.labels, heads.labels_row, best_labels = texts, number, labels
    if heads.names_row is None and heads.labels_row is None:
        return None
    return _together(heads, best_names, best_labels)


def _enough(found: int, filled: int) -> bool:
    return found >= _SURE or (found >= 1 and found * 2 >= filled)


def _together(heads: _Heads, names: int, labels: int) -> _Heads:
    """Names and labels belong together when they stand close; otherwise the richer row is the head."""
    if heads.names_row is None or heads.labels_row is None:
        return heads
    if abs(heads.names_row - heads.labels_row) <= 3 and (labels >= _SURE or labels * 2 >= names):
        return heads
    if names >= labels:
        return replace(heads, labels={}, labels_row=None)
    return replace(heads, names={}, names_row=None)


def _columns(heads: _Heads, lists: CodeLists) -> tuple[list[Column], list[Oddity]]:
    columns: list[Column] = []
    warnings: list[Oddity] = []
    by_name = {i: _name(text, lists) for i, text in heads.names.items()}
    claimed = {name for name in by_name.values() if name}
    for index in sorted({*heads.names, *heads.labels}):
        label = tidy(heads.labels.get(index) or heads.names[index])
        name, said = _settle(by_name.get(index), heads.labels.get(index), lists)
        if name is None and (option := _option(heads.names.get(index) or heads.labels[index], lists)):
            name = option.field.name
            columns.append(replace(option, index=index, letter=letter(index), label=label))
        elif name is not None:
            columns.append(Column(index, letter(index), label, lists.fields[name]))
        warnings += [oddity.at(heads.labels_row or heads.names_row, letter(index), label) for oddity in said]
    return _undouble(columns, by_name, claimed, warnings, lists)


def _settle(name: str | None, label: str | None, lists: CodeLists) -> tuple[str | None, list[Oddity]]:
    """One field from a machine name and a label that may disagree."""
    labelled = lists.labelled(label) if label else ()
    if name is None and len(labelled) > 1:
        values = {"fields": ", ".join(labelled)}
        return None, [Oddity(_SHARED_LABEL, _SHARED_LABEL_STEP, values=values)]
    if name is None:
        return (labelled[0] if labelled else None), []
    if not labelled or name in labelled:
        return name, []
    if len(labelled) == 1 and lists.fields[labelled[0]].level is Level.CORE:
        values = {"name": name, "field": labelled[0]}
        return labelled[0], [Oddity(_DISAGREE, values=values)]
    return name, [Oddity(_LABEL_IGNORED, values={"name": name})]


_SHARED_LABEL = N_("Several fields have this label ({fields}); the column was left out.")
_SHARED_LABEL_STEP = N_("Write the field's name, such as hte_City, instead of the label.")
_DISAGREE = N_(
    "The hidden row of names says {name}, the label says otherwise; the label was followed ({field}), since that is what"
    " people see when they type. This is a known fault of the official template."
)
_LABEL_IGNORED = N_("The label does not fit the name {name} in the row of names; the name was followed.")


def _option(text: str, lists: CodeLists) -> Column | None:
    """A column `group/field/choice` that holds yes or no for one choice."""
    parts = text.rsplit("/", 2)
    if len(parts) < 2:
        return None
    name = lists.name(parts[-2])
    if name is None or lists.fields[name].kind is not Kind.CHOICES:
        return None
    code = lists.code(lists.fields[name].list, parts[-1])
    return Column(0, "", "", lists.fields[name], option=code) if code else None


def _undouble(
    columns: list[Column],
    by_name: dict[int, str | None],
    claimed: set[str],
    warnings: list[Oddity],
    lists: CodeLists,
) -> tuple[list[Column], list[Oddity]]:
    """Where following a label doubles a field that another column has by name and label, the name stands after all.

    The official survey form labels its question for the title "Second Name" too; exports of labels alone show
    it after the citizenship.
    """
    whole = {column.field.name for column in columns if column.option is None}
    columns = [column for column in columns if column.option is None or column.field.name not in whole]
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        name = column.field.name
        first = places.setdefault(name, place)
        if first == place or column.option is not None:
            continue
        renamed = next(
            (at for at in (place, first) if by_name.get(columns[at].index) not in (None, name, *whole)), None
        )
        if renamed is not None:
            one = columns[renamed]
            own = by_name[one.index] or name
            columns[renamed] = replace(one, field=lists.fields[own])
            warnings = [said for said in warnings if said.column != one.letter]
            warnings.append(Oddity(_LABEL_IGNORED, values={"name": own}).at(None, one.letter, one.label))
        elif name == "prs_SecondName" and "prs_Title" not in claimed | whole:
            columns[place] = replace(column, field=lists.fields["prs_Title"])
            warnings.append(Oddity(_TITLE).at(None, column.letter, column.label))
    return columns, warnings


_TITLE = N_(
    "The official survey form labels the question for the title “Second Name” too; this column was read as the title."
)


def _refuse_doubled(columns: Sequence[Column]) -> None:
    seen: dict[tuple[str, str | None], Column] = {}
    for column in columns:
        first = seen.setdefault((column.field.name, column.option), column)
        if first is not column:
            raise UserError(
                N_("Columns {first} ({first_label}) and {second} ({second_label}) are both for {field}, so it is not"
                   " clear which one counts. Nothing was changed."),
                N_("Delete or rename one of the two columns and import the file again."),
                first=first.letter,
                first_label=first.label,
                second=column.letter,
                second_label=column.label,
                field=column.field.name,
            )  # fmt: skip


def _left_out(heads: _Heads, known: set[int], lists: CodeLists) -> list[Oddity]:
    found = []
    for index in sorted({*heads.names, *heads.labels} - known):
        label = tidy(heads.labels.get(index) or heads.names[index])
        if lists.labelled(label):  # told already: several fields share it
            continue
        near = _nearest(label, lists)
        message = N_("This column is not part of the standard; it was left out.")
        step = N_("If it should be “{near}”, correct its name.") if near else ""
        found.append(Oddity(message, step, values={"near": near}).at(None, letter(index), label[:80]))
    return found


def _nearest(label: str, lists: CodeLists) -> str:
    from difflib import get_close_matches

    known = {fold(one): one for field_ in lists.fields.values() for one in (field_.name, field_.label)}
    close = get_close_matches(fold(label)[:80], known, n=1, cutoff=0.85)
    return known[close[0]] if close else ""


def _missing(columns: Sequence[Column], lists: CodeLists) -> list[Oddity]:
    present = {column.field.name for column in columns}
    missing = [one.label for one in lists.core if one.name not in present]
    if not missing:
        return []
    message = N_("{count} of the 38 core columns are not in the file: {labels}. The cases will lack them.")
    return [Oddity(message, values={"count": len(missing), "labels": ", ".join(missing)})]


def _source_id(heads: _Heads) -> int | None:
    paths = {_path(text): index for index, text in (*heads.labels.items(), *heads.names.items())}
    for wanted in SOURCE_IDS:
        for path, index in paths.items():
            if path == wanted or path.endswith("/" + wanted):
                return index
    return None
