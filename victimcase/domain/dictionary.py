"""The data dictionary: every kind of record and every field of it, as plain data."""

from __future__ import annotations

import re
from typing import TypedDict

import victimcase.domain.kinds  # noqa: F401  # importing it fills RECORDS
from victimcase.domain.spec import RECORDS, Record, Spec, category_of, sealed, specs, stage_of


class FieldEntry(TypedDict):
    """One field as the data dictionary tells it."""

    name: str
    label: str
    type: str
    codes: str
    category: str
    sealed: bool
    required: bool
    htcds: str
    help: str
    unit: str
    link_to: str
    search: str


class KindEntry(TypedDict):
    """One kind of record as the data dictionary tells it; what does not apply is an empty text."""

    kind: str
    title: str
    scope: str
    stage: str
    step: str
    many: bool
    parent: str
    help: str
    fields: list[FieldEntry]


def data_dictionary() -> tuple[KindEntry, ...]:
    """Every kind of record there is, in the order of declaration, as JSON can hold it.

    Keys are those of the command `record kinds` and are never renamed. Titles, labels and helps are the
    English source texts: whoever shows them translates them (`i18n.tr`). `type` is the kind of field.
    """
    return tuple(_kind_entry(cls) for cls in RECORDS.values())


def type_name(spec: Spec) -> str:
    """The name of a kind of field: that of `Text` is `text`, that of `PartialDay` is `partial_day`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(spec).__name__).lower()


def _kind_entry(cls: type[Record]) -> KindEntry:
    return {
        "kind": cls.kind,
        "title": cls.title,
        "scope": cls.scope.value,
        "stage": stage.value if (stage := stage_of(cls)) else "",
        "step": cls.step.value if cls.step else "",
        "many": cls.many,
        "parent": cls.parent,
        "help": cls.help,
        "fields": [_field_entry(cls, name, spec) for name, spec in specs(cls).items()],
    }


def _field_entry(cls: type[Record], name: str, spec: Spec) -> FieldEntry:
    return {
        "name": name,
        "label": spec.label,
        "type": type_name(spec),
        "codes": getattr(spec, "codes", ""),
        "category": category_of(cls, name).value,
        "sealed": sealed(cls, name),
        "required": spec.required,
        "htcds": spec.htcds,
        "help": spec.help,
        "unit": getattr(spec, "unit", ""),
        "link_to": getattr(spec, "to", ""),
        "search": spec.search,
    }
