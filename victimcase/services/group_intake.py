"""Registering many people of one event at once: checked row by row, then each a case, all in one entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from victimcase.domain import partial_date
from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.names import ALIKE, search_key, search_keys, similarity
from victimcase.domain.records.office import GroupEvent
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import cases, derived, directory, imports, reading, records, writable
from victimcase.services.cases import Opened
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import cards, rows, search

MOST: Final = 500
"""People of one registration; more come in as a file."""
CANDIDATES: Final = 10
_AGE: Final = re.compile(r"^(?P<low>\d{1,3})(\s*[-–]\s*(?P<high>\d{1,3}))?(?P<about>~?)$")
_CHANNELS: Final = {"vessel": "vessel", "raid": "raid", "compound": "raid", "border": "immigration"}
"""Type of the event -> how contact was made."""
PERSON: Final = ("given_names", "family_name", "own_script_name", "gender", "citizenships", "stateless")


@dataclass(frozen=True)
class Member:
    """One row of the grid, as somebody typed it. `family` is a letter people who belong together share."""

    given_names: str = ""
    family_name: str = ""
    own_script_name: str = ""
    gender: str = ""
    age: str = ""
    citizenships: Sequence[str] | str = ()
    stateless: bool | None = None
    language: str = ""
    family: str = ""
    alone: bool | None = None
    urgent_need: str = ""
    tag: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody has typed anything yet."""
        return self == Member()


@dataclass(frozen=True)
class Problem:
    """What cannot be taken as it stands: the column, and words for who typed it."""

    field: str
    text: str


@dataclass(frozen=True)
class Alike:
    """A case whose person may be the one of a row, or another row that is alike (`number` is empty then)."""

    number: str
    row: int | None
    name: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What is to be said of a row before it becomes a case; `row` counts from 0."""

    row: int
    problems: tuple[Problem, ...] = ()
    alike: tuple[Alike, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be taken; people who are alike are only a warning."""
        return not self.problems


@dataclass(frozen=True)
class Registered:
    """What came of a registration. With problems in any row nothing was written, and `opened` is empty."""

    event: str
    opened: tuple[Opened, ...]
    checked: tuple[Checked, ...]
    links: int = 0


@dataclass
class _Row:
    """A row as it is understood."""

    person: dict[str, Plain] = field(default_factory=dict)
    language: Plain = None
    problems: list[Problem] = field(default_factory=list)


@query(N_("Check the rows of a group"), needs=Right.CREATE_CASE)
def check(tx: Tx, members: Sequence[Member], *, on: date | None = None) -> tuple[Checked, ...]:
    """What stands against each row, and whom it is like; nothing is written. Ages are counted back from a
    day.
    """
    return _checked(tx, members, [_understood(tx, one, on or tx.today) for one in members])


@use_case(N_("Register a group"), needs=Right.CREATE_CASE)
def register(
    tx: Tx, event: Mapping[str, object] | str, members: Sequence[Member], *, number_from: int = 1
) -> Registered:
    """Make a case of every row, tied to the event and, within a family, to each other; all or nothing.

    `event` is the id of one that is kept, or the fields of a new one. Rows nobody typed into are passed over.
    `number_from` is the place of the first row in the list of the event.
    """
    given = [one for one in members if not one.empty]
    _check_many(given)
    on = _day(tx, event)
    understood = [_understood(tx, one, on) for one in given]
    checked = _checked(tx, given, understood)
    if any(not one.ready for one in checked):
        return Registered(event if isinstance(event, str) else "", (), checked)
    id_ = event if isinstance(event, str) else directory.save(tx, GroupEvent.kind, event).id
    kept = _event(tx, id_)
    opened = []
    for place, (member, row) in enumerate(zip(given, understood, strict=True)):
        opened.append(_open(tx, member, row, RecordId(id_), kept, on, place + number_from))
    links = _tie(tx, given, opened)
    tx.scope = tx.me.office
    return Registered(id_, tuple(opened), checked, links)


def _check_many(given: Sequence[Member]) -> None:
    if not given or len(given) > MOST:
        raise Invalid(
            N_("Nobody was written down yet.")
            if not given
            else N_("These are {count} people; {most} can be registered at once."),
            N_("Nothing was changed. Write the names first; longer lists can be imported as a file."),
            count=len(given),
            most=MOST,
        )


def _event(tx: Tx, id_: str) -> GroupEvent:
    """The event of an id. Raises NotFound."""
    row = tx.write.row(GroupEvent.kind, RecordId(id_)) if tx.writing else None
    row = row or reading.row_of(tx, GroupEvent, None, id_)
    record = reading.seen(tx, row).record
    return record if isinstance(record, GroupEvent) else GroupEvent()


def _day(tx: Tx, event: Mapping[str, object] | str) -> date:
    """The day of the event, which ages are counted back from."""
    if isinstance(event, str):
        at = _event(tx, event).happened_at
        return at.astimezone().date() if at else tx.today
    try:
        said = datetime.fromisoformat(str(event.get("happened_at") or ""))
    except ValueError:
        return tx.today
    return min(said.astimezone().date(), tx.today)


def _understood(tx: Tx, member: Member, on: date) -> _Row:
    """A row as plain values, with what cannot be read of it."""
    row, cls = _Row(), RECORDS["person"]
    for name in PERSON:
        _take(tx, row, name, getattr(member, name), name)
    _take(tx, row, "primary_language", member.language, "language")
    row.language = row.person.get("primary_language")
    if member.age.strip():
        birth = _birth(member.age, on)
        if birth is None:
            row.problems.append(Problem("age", tr(N_("Write a number, or “about 20”."))))
        else:
            row.person["birth"] = birth
    if not any(row.person.get(name) for name in ("given_names", "family_name", "own_script_name")):
        row.problems.append(Problem("given_names", tr(N_("Write a name, as far as it is known."))))
    if member.family and len(member.family.strip()) > 10:
        row.problems.append(Problem("family", tr(N_("A letter or two are enough."))))
    writable.check_fields(tx, cls, row.person)
    return row


def _take(tx: Tx, row: _Row, name: str, value: object, column: str) -> None:
    if value in ("", (), [], None):
        return
    try:
        row.person |= records.understood(tx, RECORDS["person"], {name: value})
    except UserError as error:
        row.problems.append(Problem(column, tr(error.message, **error.values)))


def _birth(text: str, on: date) -> str | None:
    """The birth of somebody of an age as it is typed: 29, about 35, 35~, 16-18; or a year or day of birth."""
    said = text.strip().casefold()
    for word in {"about", tr(N_("about {age}"), age="").strip().casefold()} - {""}:
        if said.startswith(word):
            said = f"{said.removeprefix(word).strip()}~"
    found = _AGE.match(said)
    try:
        if found is None:
            return partial_date.PartialDate.parse(text.strip()).text if len(said) >= 4 else None
        low, high = int(found["low"]), int(found["high"] or found["low"])
        return partial_date.from_age(low, on, high, mark=found["about"]).text
    except Invalid:
        return None


def _checked(tx: Tx, members: Sequence[Member], understood: Sequence[_Row]) -> tuple[Checked, ...]:
    same: dict[str, list[int]] = {}
    for place, row in enumerate(understood):
        if name := _name(row):
            same.setdefault(name, []).append(place)
    found = []
    for place, (member, row) in enumerate(zip(members, understood, strict=True)):
        if member.empty:
            found.append(Checked(place))
            continue
        others = [one for one in same.get(_name(row), ()) if one != place]
        twins = [Alike("", one, members[one].given_names, 1.0, (tr(N_("same name")),)) for one in others]
        found.append(Checked(place, tuple(row.problems), (*twins, *_alike(tx, row))))
    return tuple(found)


def _name(row: _Row) -> str:
    said = [str(row.person.get(name) or "") for name in ("given_names", "family_name", "own_script_name")]
    return search_key(" ".join(said)).strip()


def _alike(tx: Tx, row: _Row) -> tuple[Alike, ...]:
    """Known people the row may be about, of the cases the user may see; the likest first."""
    traits = imports.traits_of(row.person)
    if not traits.names:
        return ()
    may, given = cards.allowed(tx.me.reader)
    near = search.alike(tx.conn, search_keys(traits), may, given, most=CANDIDATES)
    found = []
    for known in rows.several(tx.conn, "person", near) if near else ():
        score, why = similarity(traits, derived.traits(known))
        card = next((one for one in cards.of_person(tx.conn, known.id) if tx.visible(one.case_id)), None)
        if score >= ALIKE and card is not None:
            said = tuple(tr(one) for one in why)
            found.append(Alike(card.number, None, card.name or card.name_in_script, round(score, 2), said))
    return tuple(sorted(found, key=lambda one: -one.score))


def _open(
    tx: Tx, member: Member, row: _Row, event: RecordId, kept: GroupEvent, on: date, place: int
) -> Opened:
    """The case of one row: person, case, first contact, and the line in the list of the event."""
    opened = cases.new(tx, row.person, case_fields={"group_event": event, "found_in": kept.country})
    contact = {
        "happened_on": on.isoformat(),
        "place": kept.place,
        "country": kept.country,
        "channel": _CHANNELS.get(kept.type or "", "other"),
        "group_event": event,
        "referred_by": kept.referred_by,
        "language": row.language,
        "health": "open" if member.urgent_need else None,
        "health_note": member.urgent_need or None,
        "by": tx.me.login,
    }
    _make(tx, "contact_event", opened.id, contact)
    line = {
        **{name: getattr(member, name) or None for name in (*PERSON, "age", "language", "tag", "note")},
        "stateless": member.stateless,
        "alone": member.alone,
        "family": member.family.strip() or None,
        "urgent_need": member.urgent_need or None,
        "order": place,
    }
    plain = records.understood(tx, RECORDS["group_member"], line)
    writable.check_fields(tx, RECORDS["group_member"], plain)
    tx.write.make("group_member", tx.me.office, {**plain, "state": "opened", "case": opened.id}, parent=event)
    return opened


def _make(tx: Tx, kind: str, scope: RecordId, given: Mapping[str, object]) -> None:
    """A record of a case that is being made: checked as any, without asking for its card, which is not there
    yet.
    """
    cls = RECORDS[kind]
    plain = {name: value for name, value in records.understood(tx, cls, given).items() if value is not None}
    writable.check_fields(tx, cls, plain)
    tx.write.make(kind, scope, plain)


def _tie(tx: Tx, members: Sequence[Member], opened: Sequence[Opened]) -> int:
    """Link the cases of a family: everybody with the first of them, both ways; how many links were made."""
    families: dict[str, list[Opened]] = {}
    for member, one in zip(members, opened, strict=True):
        if letter := member.family.strip().casefold():
            families.setdefault(letter, []).append(one)
    made = 0
    for first, *others in families.values():
        for other in others:
            for one, to in ((first, other), (other, first)):
                link: dict[str, Plain] = {"other": to.id, "type": "family", "linked_by": tx.me.login}
                tx.write.make("case_link", one.id, {**link, "since": tx.today.isoformat()})
                made += 1
    return made
