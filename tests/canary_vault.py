"""Fills one real vault with canaries: cases, directory, files, drafts, what was overwritten and undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest

from tests.canaries import (
    ACCUSED,
    OFFICE,
    SEEN_BY,
    SETTLED,
    TEAM_OF,
    TELLING,
    Canary,
    Planted,
    canary_of,
    of_scope,
    plain_fields,
    tells_of,
)
from tests.vaults import Clock, copied, signed_in
from victimcase.domain import spec as s
from victimcase.domain.fixed import FIXED
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Record, Spec, category_of, specs
from victimcase.domain.words import Category, RecordId, Scope, Step
from victimcase.services import attached, cases, drafts, preferences, reading, records, undo
from victimcase.services.preferences import View
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.writable import KEPT_BY_PROGRAM
from victimcase.store import rows

OWNERS: Final = {
    "main": "caseworker",
    "unnotified": "caseworker",
    "elsewhere": "colleague",
    "restricted": "colleague",
    "earlier": "colleague",
}
LEADS_TO: Final = {"main": "unnotified"}
"""Case -> the case its link leads to; the others lead to `main`."""


@dataclass
class Sower:
    """Writes records of one case or of the office with a canary in every field."""

    planted: Planted
    persons: dict[str, RecordId] = field(default_factory=dict)

    def cases_of(self, cls: type[Record], place: str) -> frozenset[str]:
        """The cases of which one must be seen to be shown a record of a place."""
        if cls.scope is Scope.OFFICE:
            return frozenset()
        both = place in ("main", "earlier") and cls.scope is Scope.PERSON
        return frozenset({"main", "earlier"}) if both else frozenset({place})

    def canary(self, cls: type[Record], name: str, place: str) -> Canary:
        """What somebody must be to be shown a field of a record of a place."""
        return canary_of(cls, name, self.cases_of(cls, place), ACCUSED.get(place, "colleague"))

    def fields(
        self, tx: Tx, cls: type[Record], place: str, *, told: Category | None = None, days: bool = True
    ) -> dict[str, Any]:
        """A value for every field of a kind, as far as nothing but the value decides it."""
        given: dict[str, Any] = {}
        kept = KEPT_BY_PROGRAM.get(cls.kind, frozenset())
        for name, spec in plain_fields(cls):
            if name in kept or (not days and _is_about_time(spec)):
                continue
            if (cls.kind, name) in SETTLED:
                given[name] = SETTLED[cls.kind, name]
                continue
            canary = self.canary(cls, name, place)
            if told is not None:
                canary = replace(canary, categories=canary.categories | {told})
            given[name] = self.planted.value(spec, canary, tx.reference)
        if told is not None:
            given[TELLING[cls.kind]] = tells_of(told, cls.kind)
        if cls.kind == "complaint":
            given["accused"] = ACCUSED.get(place, "colleague")
            given["accused_team"] = TEAM_OF[given["accused"]]
        return {name: value for name, value in given.items() if value is not None}

    def write(
        self, tx: Tx, cls: type[Record], place: str, given: dict[str, Any], record: str | None = None
    ) -> str:
        """Write a record into the entry that is open, whatever rules its kind has, and remember it."""
        card = tx.case(self.planted.number(place)) if place != OFFICE else None
        plain = records.understood(tx, cls, given, card)
        scope = reading.scope_id(tx, cls, card)
        known = record or next(iter(self.planted.ids(place, cls.kind) if not cls.many else ()), None)
        row = rows.one(tx.conn, cls.kind, RecordId(known)) if known else None
        if row is not None:
            tx.write.put(row, plain)
            return row.id
        above = RecordId(self.planted.ids(place, cls.parent)[-1]) if cls.parent else None
        id_ = tx.write.make(cls.kind, scope, plain, parent=above)
        self.remember(cls, id_, place)
        return id_

    def remember(self, cls: type[Record], id_: str, place: str) -> None:
        """Keep the id of a record; not even that is told to those who may not know of the record."""
        known = self.planted.records.setdefault(place, [])
        if (cls.kind, id_) in known:
            return
        known.append((cls.kind, id_))
        self.planted.found[id_] = self.canary(cls, "id", place)

    def sow(self, tx: Tx, scopes: tuple[Scope, ...], place: str) -> None:
        """One record of every kind; of those that say what they tell about, one for each category."""
        for cls in (cls for scope in scopes for cls in of_scope(scope)):
            for told in Category if cls.kind in TELLING else (None,):
                id_ = self.write(tx, cls, place, self.fields(tx, cls, place, told=told))
                if told is not None:
                    canary = self.planted.found[id_]
                    self.planted.found[id_] = replace(canary, categories=canary.categories | {told})

    def sow_lively(self, tx: Tx, scopes: tuple[Scope, ...], place: str) -> None:
        """Another record of every kind there are many of, without days: nothing in it is over."""
        for cls in (cls for scope in scopes for cls in of_scope(scope)):
            if cls.many and cls.kind not in TELLING and cls.kind not in FIXED:
                self.write(tx, cls, place, self.fields(tx, cls, place, days=False))

    def overwrite(self, tx: Tx, place: str) -> None:
        """Write other words into every text: what stood there before is told by histories alone."""
        for kind, id_ in list(self.planted.records[place]):
            cls = RECORDS[kind]
            if kind in TELLING:
                continue
            given = {
                name: value
                for name, value in self.fields(tx, cls, place, days=False).items()
                if isinstance(specs(cls)[name], s.Text | s.LongText)
                and (kind, name) not in SETTLED
                and name not in FIXED.get(kind, ())
                if name not in FIXED.get(kind, ())
            }
            self.write(tx, cls, place, given, id_)

    def tie(self, tx: Tx, place: str) -> None:
        """Fill in links and users: each link leads to the first record of its kind at hand."""
        for kind, id_ in list(self.planted.records[place]):
            cls = RECORDS[kind]
            links: dict[str, Any] = {}
            for name, spec in specs(cls).items():
                if name in KEPT_BY_PROGRAM.get(kind, ()) or (kind, name) in SETTLED:
                    continue
                if isinstance(spec, s.User):
                    links[name] = ACCUSED.get(place, "colleague")
                elif isinstance(spec, s.Link):
                    links[name] = self._target(spec, place, id_)
            if links := {name: value for name, value in links.items() if value}:
                self.write(tx, cls, place, links, id_)

    def _target(self, spec: s.Link, place: str, own: str) -> str | None:
        if spec.to == "case":
            return None if place == OFFICE else self.planted.number(LEADS_TO.get(place, "main"))
        if spec.to == "person":
            person = self.persons["elsewhere" if place == "main" else "main"]
            self.planted.found.pop(person, None)
            return person
        # the id in a link is told with the field that holds it; what it leads to is not
        every = self.planted.ids(place, spec.to) + self.planted.ids(OFFICE, spec.to)
        if place == "earlier":
            every += self.planted.ids("main", spec.to) if RECORDS[spec.to].scope is Scope.PERSON else []
        found = next((one for one in every if one != own), None)
        self.planted.found.pop(found or "", None)
        return found

    def attach(self, tx: Tx, place: str) -> None:
        """Keep a file with a canary in it in every field that takes one, in the first record of each kind."""
        for kind, id_ in list(self.planted.records[place]):
            cls = RECORDS[kind]
            if kind not in TELLING and id_ != self.planted.ids(place, kind)[0]:
                continue
            told = self._told(kind, id_, place)
            for name, spec in specs(cls).items():
                if not isinstance(spec, s.Attachment) or (kind, name) in SETTLED:
                    continue
                canary = self.canary(cls, name, place)
                canary = replace(canary, categories=canary.categories | told, field=f"{name} (file)")
                data = f"{self.planted.new(canary)} is in the file\n".encode()
                blob = attached.new_blob()
                self.write(tx, cls, place, {name: blob}, id_)
                card = tx.case(self.planted.number(place)) if place != OFFICE else None
                sealing = attached.sealed_of([*(told if kind == "document" else ()), category_of(cls, name)])
                attached.store(tx, blob, reading.scope_id(tx, cls, card), data, sealing)

    def _told(self, kind: str, id_: str, place: str) -> frozenset[Category]:
        if kind not in TELLING:
            return frozenset()
        return frozenset({tuple(Category)[self.planted.ids(place, kind).index(id_)]})


def _is_about_time(spec: Spec) -> bool:
    return isinstance(spec, s.Day | s.PartialDay | s.Instant)


def _open(session: Session, sower: Sower, place: str) -> None:
    """A case on its way home."""
    person = sower.persons["main"] if place == "earlier" else None
    given: dict[str, Any] = {} if person else {"citizenships": ["MM"]}
    made = session.do(cases.new, given, step=Step.CLEARANCE, person=person).value
    sower.planted.numbers[place] = made.number
    sower.persons[place] = made.person
    sower.remember(RECORDS["case"], made.id, place)
    if person is None:
        sower.remember(RECORDS["person"], made.person, place)
    del sower.planted.found[made.id]  # those who open it keep it in their own list of cases opened last
    sower.planted.found[made.number] = sower.canary(RECORDS["case"], "number", place)


def _fill(session: Session, sower: Sower) -> None:
    """Everything a supervisor writes into the cases and the directory."""

    def everything(tx: Tx) -> None:
        with tx.entry("records.save"):
            sower.sow(tx, (Scope.OFFICE,), OFFICE)
            sower.sow_lively(tx, (Scope.OFFICE,), OFFICE)
            for place in OWNERS:
                own = (Scope.CASE,) if place == "earlier" else (Scope.PERSON, Scope.CASE)
                sower.sow(tx, own, place)
            sower.sow_lively(tx, (Scope.PERSON, Scope.CASE), "main")
        with tx.entry("records.save"):
            sower.overwrite(tx, "main")
            for place in (OFFICE, "main", "unnotified"):
                sower.tie(tx, place)
            for place in (OFFICE, "main", "restricted"):
                sower.attach(tx, place)

    session.do(everything)


def _enliven(session: Session, sower: Sower) -> None:
    """What holds today: beds, consents, the decision to tell the mission, who was in which event."""
    planted = sower.planted
    partner = planted.ids(OFFICE, "organisation")[0]
    house = planted.ids(OFFICE, "house")[-1]
    consent: dict[str, Any] = {
        "given": True,
        "given_by": "person",
        "given_on": "2026-03-01",
        "how": "signature",
    }

    def write(tx: Tx, kind: str, place: str, **given: Any) -> None:
        cls = RECORDS[kind]
        texts = {
            name: planted.value(spec, sower.canary(cls, name, place), tx.reference)
            for name, spec in plain_fields(cls)
            if isinstance(spec, s.Text | s.LongText) and name not in given
        }
        sower.write(tx, cls, place, {**texts, **given})

    def living(tx: Tx) -> None:
        with tx.entry("records.save"):
            holds(tx)

    def holds(tx: Tx) -> None:
        write(tx, "consular_notification", "main", country="MM", decision="notify")
        for place in OWNERS:
            write(tx, "shelter_stay", place, house=house, from_on="2026-03-01", until_on="2026-04-01")
        write(tx, "case_link", "main", other=planted.number("unnotified"), type="keep_apart")
        every = [str(one) for one in Category]
        for purpose in ("consulate", "referral", "case_transfer", "voluntary_return", "services"):
            write(tx, "consent", "main", purpose=purpose, recipient=partner, categories=every, **consent)
        out: dict[str, Any] = {"direction": "out", "referred_organisation": partner, "purpose": "referral"}
        out |= {"services": ["medical"], "categories": ["identity"], "risks_discussed": True}
        for state in ("draft", "sent", "accepted"):
            write(tx, "referral", "main", state=state, until_on="2026-06-01", **out)
        for place in ("main", "unnotified"):
            given = {"alias": "Zqaaaav", "handle": None}  # the same in two cases: a pattern
            write(tx, "alleged_perpetrator", place, **given)

    session.do(living)


def _hide(session: Session, sower: Sower) -> None:
    """What is told by its being there: a consent to a claim alone, and lines in the list of an event."""
    planted = sower.planted

    def hidden(tx: Tx) -> None:
        with tx.entry("records.save"):
            held_back(tx)

    def held_back(tx: Tx) -> None:
        told = frozenset({Category.PROTECTION_CLAIM, Category.HEALTH})
        cls = RECORDS["consent"]
        given: dict[str, Any] = {}
        for name in ("limits", "note", "interpreter", "witness"):
            canary = replace(sower.canary(cls, name, "main"), any_of=told, field=f"{name} (of health)")
            given[name] = planted.new(canary)
        given |= {"purpose": "medical_exam", "categories": sorted(str(one) for one in told), "given": True}
        id_ = sower.write(tx, cls, "main", given)
        planted.found[id_] = replace(planted.found[id_], any_of=told)
        given = {
            "of": "consent",
            "basis": "danger_to_life",
            "categories": ["health"],
            "made_by": "caseworker",
        }
        given |= {"made_at": "2026-03-13T09:00:00Z", "purpose": "referral", "ends_on": "2026-03-20"}
        for name in ("reason", "law"):
            canary = sower.canary(RECORDS["override"], name, "main")
            closed = canary.categories | {Category.NOTE, Category.HEALTH}
            given[name] = planted.new(replace(canary, categories=closed, field=f"{name} (of consent)"))
        id_ = sower.write(tx, RECORDS["override"], "main", given)
        planted.found[id_] = replace(
            planted.found[id_], categories=frozenset({Category.NOTE, Category.HEALTH})
        )
        member = RECORDS["group_member"]
        for place in OWNERS:
            names = {
                name: planted.new(replace(canary_of(member, name, frozenset()), cases=frozenset({place})))
                for name in ("given_names", "family_name", "own_script_name", "tag", "note", "urgent_need")
            }
            id_ = sower.write(tx, member, OFFICE, {**names, "case": planted.number(place), "state": "opened"})
            planted.found[id_] = replace(planted.found[id_], cases=frozenset({place}))

    session.do(hidden)


def _undo(session: Session, sower: Sower) -> None:
    """Values and a record that were written and taken back."""
    number = sower.planted.number("main")
    for kind, name in (("person", "health_alert"), ("person", "given_names"), ("note", "text")):
        canary = replace(sower.canary(RECORDS[kind], name, "main"), field=f"{name} (undone)")
        session.do(records.save, number, kind, {name: sower.planted.new(canary)})
        session.do(undo.last)
    canary = replace(sower.canary(RECORDS["health_record"], "findings", "main"), field="findings (deleted)")
    made = session.do(records.save, number, "health_record", {"findings": sower.planted.new(canary)}).value
    session.do(records.delete, number, "health_record", made.id)


def _keep(session: Session, planted: Planted, login: str) -> None:
    """A draft and a saved view of a user's own."""
    place = sorted(SEEN_BY[login])[0] if SEEN_BY[login] else OFFICE
    own = Canary("draft", "content", frozenset(), frozenset(), only=frozenset({login}))
    kind = "note" if login in ("caseworker", "supervisor", "colleague") else ""
    session.do(
        drafts.keep, f"draft of {login}", {"text": planted.new(own)}, number=planted.number(place), kind=kind
    )
    view = replace(own, kind="preference", field="view")
    session.do(preferences.save_view, View("Mine", {"text": planted.new(view)}))
    session.do(preferences.put, "opened", [id_ for kind, id_ in _every_record(planted) if kind == "case"])


def _every_record(planted: Planted) -> Iterator[tuple[str, str]]:
    for found in planted.records.values():
        yield from found


def sown(folder: Path, clock: Clock) -> Planted:
    """Fill a vault, and say what was planted where."""
    sower = Sower(Planted())
    for login in ("caseworker", "colleague"):
        with signed_in(folder, login, clock) as session:
            for place, owner in OWNERS.items():
                if owner == login:
                    _open(session, sower, place)
    with signed_in(folder, "supervisor", clock) as session:
        _fill(session, sower)
        _enliven(session, sower)
        _hide(session, sower)
        number = sower.planted.number("restricted")
        session.do(records.save, number, "case", {"restricted": True, "restricted_members": "colleague"})
        _undo(session, sower)
    for login in SEEN_BY:
        with signed_in(folder, login, clock) as session:
            _keep(session, sower.planted, login)
    return sower.planted


@contextmanager
def canary_vault(place: Path) -> Iterator[tuple[Path, Planted]]:
    """A vault with canaries in a folder of the test's own, closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        folder = copied(place)
        yield folder, sown(folder, Clock())
