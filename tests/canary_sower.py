"""Plants canaries: a word, day, number or file of its own in every field of every record of a case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from tests.canaries import (
    ACCUSED,
    OFFICE,
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
from victimcase.domain import spec as s
from victimcase.domain.fixed import FIXED
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Record, Spec, category_of, specs
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.services import attached, reading, records
from victimcase.services.tx import Tx
from victimcase.services.writable import KEPT_BY_PROGRAM
from victimcase.store import rows

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
