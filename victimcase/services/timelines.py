"""What happened in a case, newest first: its records by the day that tells most, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.domain.kinds import RECORDS
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, Spec, remembered, sealed, specs
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import history, reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store.rows import Seen

SAID: Final = 3
"""Fields a summary names at most."""
SHORT: Final = 120
"""Letters of a summary."""


class Sort(StrEnum):
    """What an entry of a timeline is, for the filters above it."""

    RECORD = "record"
    CONTACT = "contact"
    CHANGE = "change"


CONTACTS: Final = frozenset(
    {"contact_event", "interview", "note", "follow_up", "psychosocial_session", "legal_aid", "referral"}
)
"""Kinds that stand for talking with somebody."""

LEFT_OUT: Final = frozenset({"case", "person", "task", "flag", "case_link"})
"""Kinds shown elsewhere on the page of a case; rows of other records stand in those."""

_TELLING: Final = {
    "consent": "given_on",
    "travel_plan": "departs_on",
    "travel_document": "issued_on",
    "referral": "outgoing_on",
    "shelter_stay": "from_on",
    "document": "received_on",
}
"""The day that tells most, where it is not the first one a form asks for."""


@dataclass(frozen=True)
class Entry:
    """One line of a timeline. `day` is ISO 8601, `at` a moment where one is known; `summary` is one line.

    `known_day` is false where the record names no day, and the day it was written stands there.
    """

    day: str
    at: str
    sort: Sort
    kind: str
    record: str
    title: str
    summary: str
    known_day: bool = True
    user: str = ""


@query(N_("See the timeline of a case"), needs=Right.SEE_CASES)
def of_case(tx: Tx, number: str, *, changes: bool = False) -> list[Entry]:
    """The timeline of a case, newest first; with `changes`, which read its history: a viewing."""
    card = tx.case(number)
    found = entries(tx, reading.records(tx, card), reading.names(tx))
    if changes:
        found += _changes(history.of_case(tx, number))
        found.sort(key=lambda one: (one.day, one.at), reverse=True)
    return found


def entries(tx: Tx, records: Iterable[tuple[str, Seen]], names: Mapping[str, str]) -> list[Entry]:
    """The entries of records as the user may see them, newest first. Nothing sealed is said in them."""
    found = [
        _entry(tx, one, names) for kind, one in records if kind not in LEFT_OUT and not RECORDS[kind].parent
    ]
    return sorted(found, key=lambda one: (one.day, one.at, one.record), reverse=True)


def _entry(tx: Tx, one: Seen, names: Mapping[str, str]) -> Entry:
    cls = type(one.record)
    name, day, at = _day(one)
    return Entry(
        day=day,
        at=at,
        sort=Sort.CONTACT if cls.kind in CONTACTS else Sort.RECORD,
        kind=cls.kind,
        record=one.id,
        title=tr(cls.title),
        summary=summary(tx, one, names, without=name),
        known_day=bool(name),
    )


def written_at(record: RecordId) -> datetime:
    """When a record was made: its id says so (UUIDv7)."""
    return datetime.fromtimestamp(int(record[:12], 16) / 1000, UTC)


def _day(one: Seen) -> tuple[str, str, str]:
    """The field, day and moment a record is put in order by."""
    for name in _days(type(one.record)):
        value = getattr(one.record, name)
        if isinstance(value, datetime):
            at = value.astimezone()
            return name, at.date().isoformat(), str(values.to_plain(value))
        if isinstance(value, PartialDate) and value.earliest != date.min:
            return name, value.earliest.isoformat(), ""
        if isinstance(value, date):
            return name, value.isoformat(), ""
    at = written_at(one.id)
    return "", at.astimezone().date().isoformat(), ""


@remembered
def _days(cls: type[Record]) -> tuple[str, ...]:
    """The days of a kind, the most telling first; sealed ones are never shown by the way."""
    days = {
        name: spec
        for name, spec in specs(cls).items()
        if isinstance(spec, s.Day | s.Instant | s.PartialDay) and not sealed(cls, name)
    }
    most = _TELLING.get(cls.kind, "")
    return tuple(sorted(days, key=lambda name: (name != most, not days[name].required)))


@remembered
def _telling(cls: type[Record]) -> tuple[tuple[str, Spec], ...]:
    """The fields that say in a few words what a record is about, in the order of the form."""
    shown = (s.Text, s.Choice, s.Choices, s.Country, s.Link, s.Money)
    return tuple(
        (name, spec)
        for name, spec in specs(cls).items()
        if isinstance(spec, shown) and not sealed(cls, name) and name not in ("by", "note")
    )


def summary(tx: Tx, one: Seen, names: Mapping[str, str], *, without: str = "") -> str:
    """A record in one line: the first few things it says in short, as far as the user may read them."""
    said: list[str] = []
    for name, spec in _telling(type(one.record)):
        value = getattr(one.record, name)
        if name == without or name in one.withheld or values.empty(value):
            continue
        text = (
            names.get(str(value), "") if isinstance(spec, s.Link) else values.show(spec, value, tx.reference)
        )
        if text:
            said.append(text)
        if len(said) == SAID:
            break
    line = " · ".join(said)
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def _changes(acts: list[history.Act]) -> list[Entry]:
    """One entry for all fields an act wrote of one record."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for act in acts:
        fields = found.setdefault((act.at, act.user, act.action, f"{act.kind} {act.record}"), [])
        spec = specs(RECORDS[act.kind]).get(act.field) if act.kind in RECORDS else None
        if spec is not None:
            fields.append(tr(spec.label))
    entries = []
    for (at, user, action, about), fields in found.items():
        kind, record = about.split(" ", 1)
        title = tr(RECORDS[kind].title) if kind in RECORDS else tr(action)
        line = ", ".join([tr(action), *dict.fromkeys(fields)] if kind in RECORDS else fields)
        day = datetime.fromisoformat(at).astimezone().date().isoformat()
        short = line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"
        entries.append(Entry(day, at, Sort.CHANGE, kind, record, title, short, user=user))
    return entries
