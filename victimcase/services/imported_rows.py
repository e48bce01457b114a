"""What one row of a file becomes: plain values for a person, a case, and the records beside them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from victimcase.domain import htcds, status
from victimcase.domain.errors import Invalid
from victimcase.domain.htcds import CONSENT, RECIPIENT_FREE_PURPOSES
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import canonical
from victimcase.domain.reference import Reference
from victimcase.domain.spec import (
    Attachment,
    Day,
    Language,
    Languages,
    Link,
    LongText,
    PartialDay,
    Phone,
    Spec,
    Text,
    YesNo,
    category_of,
    sealed,
    specs,
)
from victimcase.domain.values import Plain, many, parse, to_plain
from victimcase.domain.words import Category, Scope, Step
from victimcase.exchange.code_lists import Field, Kind
from victimcase.exchange.reading import Row, Value
from victimcase.services.writable import KEPT_BY_PROGRAM

ORGANISATION, CONTACT = "organisation", "contact_person"


@dataclass
class Draft:
    """The records of one row, before they have ids.

    `slots` maps (kind, direction) to plain values; `links` names, for a field of a slot, the organisation or
    contact person it leads to, by name. `problems` are values that cannot be kept: column letter and message.
    """

    slots: dict[tuple[str, str], dict[str, Plain]] = field(default_factory=dict)
    links: dict[tuple[str, str], dict[str, tuple[str, str]]] = field(default_factory=dict)
    consent: bool | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    source: tuple[str, str, str] = ("", "", "")
    """Keyed hash the row is known by, which of equal rows it is, and keyed hash of what it says."""

    def of(self, kind: str, direction: str = "") -> dict[str, Plain]:
        """The values of one record; empty when the row says nothing of it."""
        return self.slots.get((kind, direction), {})

    @property
    def status(self) -> str:
        """What the file says of the state of the case (HTCDS `cas_Status`), or nothing."""
        return str(self.of("case").get("status") or "")

    @property
    def open_steps(self) -> list[str]:
        """The steps an imported case stands at: what its status allows to say, intake otherwise."""
        if self.status in (status.CLOSED, status.CLOSED_REFERRED):
            return []
        return [str(Step.FOLLOW_UP if self.status == status.FOLLOW_UP else Step.INTAKE)]


def plain(spec: Spec, value: Value) -> Plain:
    """A canonical value of a file in the plain form of the field it goes to."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value) if many(spec) else "; ".join(value)
    if many(spec):
        return [str(value)]
    if isinstance(value, float):
        return int(value) if value.is_integer() and not isinstance(spec, Text | LongText) else str(value)
    if isinstance(spec, Text | LongText | Language | Languages) and not isinstance(value, bool):
        return str(value)
    return value


def drafted(row: Row, reference: Reference) -> Draft:
    """The records of a row. Fields that no record of ours carries are left out; the report names their
    columns.
    """
    draft = Draft()
    known = htcds.places()
    for name, value in row.values.items():
        if name == CONSENT:
            draft.consent = bool(value)
            continue
        place = known.get(name)
        if place is None:
            _take_own(draft, row, name, value, reference)
            continue
        given = row.written.get(name, value) if isinstance(place.spec, Text | LongText) else value
        if isinstance(place.spec, Link):
            draft.links.setdefault(place.slot, {})[place.field] = (place.spec.to, str(given))
            continue
        if isinstance(place.spec, Text | LongText) and len(str(given)) > place.spec.max_length:
            draft.problems.append((row.source_columns.get(name, ""), name))
            continue
        if isinstance(place.spec, Day) and not isinstance(given, date):
            draft.problems.append((row.source_columns.get(name, ""), name))
            continue
        draft.slots.setdefault(place.slot, {})[place.field] = plain(place.spec, given)
    return draft


NEVER_FROM_FILES: Final = frozenset(
    {
        ("referral", "hand_over"),
        ("referral", "disclosure"),
        ("guardian", "checked"),
        ("guardian", "suspected"),
    }
)
"""A file cannot say that a case is handed over, that something left this vault, or that a guardian counts."""


NO_FILE_WRITES: Final = frozenset({"override", "consent", "task", "identification_decision"})
"""Kinds no file brings: what a person or an authority has said is written by who heard it. A tick for consent
has a way of its own (`consents`).
"""


def own_fields() -> dict[str, Field]:
    """Every field of ours a mapping file may name as `kind.field`: of a person, a case and what is with it.

    What is sealed, what a supervisor decides and what the program keeps itself never comes from a file.
    """
    kinds = {Day: Kind.DATE, PartialDay: Kind.DATE, YesNo: Kind.YES_NO, Phone: Kind.PHONE}
    return {
        f"{kind}.{name}": Field(f"{kind}.{name}", spec.label, kinds.get(type(spec), Kind.TEXT))
        for kind, cls in RECORDS.items()
        if cls.scope is not Scope.OFFICE and kind not in NO_FILE_WRITES
        for name, spec in specs(cls).items()
        if not isinstance(spec, Link | Attachment)
        and not sealed(cls, name)
        and category_of(cls, name) is not Category.RELEASE
        and name not in KEPT_BY_PROGRAM.get(kind, ())
        and (kind, name) not in NEVER_FROM_FILES
    }


def _take_own(draft: Draft, row: Row, name: str, value: Value, reference: Reference) -> None:
    """Take a field named in our own words, as a mapping file may name it, understood as if it was typed."""
    kind, _, field_name = name.partition(".")
    cls = RECORDS.get(kind)
    if cls is None or field_name not in specs(cls):
        return
    given = value.isoformat() if isinstance(value, date) else row.written.get(name, value)
    try:
        understood = to_plain(parse(specs(cls)[field_name], given, reference))
    except Invalid:
        draft.problems.append((row.source_columns.get(name, ""), name))
        return
    draft.slots.setdefault((kind, ""), {})[field_name] = understood


def consents(given: bool | None) -> list[dict[str, Plain]]:
    """What one tick of a file is worth: two consents without a recipient, or a refusal that is remembered.

    The file does not say when it was given, so no day is noted.
    """
    if given is None:
        return []
    purposes = RECIPIENT_FREE_PURPOSES if given else RECIPIENT_FREE_PURPOSES[:1]
    return [{"purpose": purpose, "reported_by_import": True, "given": given} for purpose in purposes]


def fingerprint(row: Row, key: bytes) -> str:
    """A keyed hash of what a row says, or of the survey's own id: nothing of the row can be read from it."""
    if row.source_id:
        return hmac.digest(key, f"id {row.source_id}".encode(), hashlib.sha256).hex()
    return content_hash(row.values, key)


def content_hash(values: Mapping[str, Value], key: bytes) -> str:
    """A keyed hash of the canonical values of a row."""
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return hmac.digest(key, canonical(said).encode(), hashlib.sha256).hex()
