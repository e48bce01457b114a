"""The columns of a table: a field for each, from a machine name and a label that may disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from victimcase.domain.errors import UserError
from victimcase.exchange.code_lists import CodeLists, Kind, Level, fold
from victimcase.exchange.reading import Column, Oddity, letter
from victimcase.exchange.texts import tidy
from victimcase.i18n import N_


@dataclass
class Heads:
    """The texts over the columns: machine names and labels, either of which may be missing."""

    names: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    names_row: int | None = None
    labels_row: int | None = None


def field_named(text: str, lists: CodeLists) -> str | None:
    """The field of a machine name; survey programs put groups before it."""
    if len(text) > 200:
        return None
    found = lists.name(text)
    return found if found or "/" not in text else lists.name(text.rsplit("/", 1)[1])


def columns_of(heads: Heads, lists: CodeLists) -> tuple[list[Column], list[Oddity]]:
    """The columns these heads name, each with its field, and what is odd about them."""
    columns: list[Column] = []
    warnings: list[Oddity] = []
    by_name = {
        i: field_named(text, lists)
        for i, text in (*heads.labels.items(), *heads.names.items())
        if i not in heads.names or text == heads.names[i]
    }
    claimed = {name for name in by_name.values() if name}
    for index in sorted({*heads.names, *heads.labels}):
        shown = heads.labels.get(index) or heads.names[index]
        label = tidy(shown)
        name, said = _settle(by_name.get(index), shown, lists)
        if name is None and (option := option_named(heads.names.get(index) or shown, lists)):
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
    "The hidden row of names says {name}, the label says otherwise. The label was followed ({field}), as that"
    " is what people see when they type. This is a known fault of the official template."
)
_LABEL_IGNORED = N_("The label does not fit the name {name} in the row of names; the name was followed.")


def option_named(text: str, lists: CodeLists) -> Column | None:
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
    """Where following a label doubles a field that another column has too, the name stands after all.

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
    "The official survey form labels the question for the title “Second Name” too; it was read as title."
)


def refuse_doubled(columns: Sequence[Column]) -> None:
    """Raise `UserError` naming both when two columns are for the same field."""
    seen: dict[tuple[str, str | None], Column] = {}
    for column in columns:
        first = seen.setdefault((column.field.name, column.option), column)
        if first is not column:
            raise UserError(
                N_("Columns {first} ({first_label}) and {second} ({second_label}) are both for {field};"
                   " it is not clear which counts. Nothing was changed."),
                N_("Delete or rename one of the two columns and import the file again."),
                first=first.letter,
                first_label=first.label,
                second=column.letter,
                second_label=column.label,
                field=column.field.name,
            )  # fmt: skip


def left_out(heads: Heads, known: set[int], lists: CodeLists) -> list[Oddity]:
    """What is said of columns that feed nothing; `known` are those that need no word."""
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


def missing(columns: Sequence[Column], lists: CodeLists) -> list[Oddity]:
    """What is said of core fields that no column is for."""
    present = {column.field.name for column in columns}
    absent = [one.label for one in lists.core if one.name not in present]
    if not absent:
        return []
    message = N_("{count} of the 38 core columns are not in the file: {labels}. The cases will lack them.")
    return [Oddity(message, values={"count": len(absent), "labels": ", ".join(absent)})]
