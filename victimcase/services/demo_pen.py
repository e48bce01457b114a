"""How a demo case is written down: a pen notes acts on their days, and stops where the story has come to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeAlias

from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Value, specs
from victimcase.domain.values import Plain, parse, to_plain
from victimcase.domain.words import RecordId, Scope, Step
from victimcase.services import reference

WORKER, SUPERVISOR, CONSUL, ADMIN = "caseworker", "supervisor", "consul", "admin"

RECORDED, OPENED, MOVED = "records.save", "cases.new", "cases.advance"
"""What entries of the journal say was done: names of use cases."""

HERE = timedelta(hours=7)
"""How far the clocks of the demo office are ahead of UTC."""


@dataclass(frozen=True)
class Make:
    """A record to be made."""

    kind: str
    id: RecordId
    scope: RecordId
    values: Mapping[str, Plain]
    parent: RecordId | None = None


@dataclass(frozen=True)
class Put:
    """Fields of a record to be given other values."""

    kind: str
    id: RecordId
    values: Mapping[str, Plain]


@dataclass(frozen=True)
class Gone:
    """A record to be taken out again."""

    kind: str
    id: RecordId


@dataclass(frozen=True)
class Settle:
    """Open tasks of a case to be ended: all of them, or those due before a day."""

    case: RecordId
    before: date | None = None


Written: TypeAlias = Make | Put | Gone | Settle


@dataclass(frozen=True)
class Act:
    """What one user did at one moment: records written in one entry, or a step that was left."""

    at: datetime
    by: str
    scope: RecordId
    action: str = RECORDED
    written: tuple[Written, ...] = ()
    leaves: Step | None = None
    to: Step | None = None
    override: str = ""


def new_id(at: datetime, order: int) -> RecordId:
    """An id (UUIDv7) of a moment in the past; `order` (below 4096) tells records of one moment apart."""
    ms = int(at.timestamp() * 1000)
    chance = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    return RecordId(f"{ms << 80 | 0x7 << 76 | (order & 0xFFF) << 64 | 0x2 << 62 | chance:032x}")


def here(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a day where the demo office stands, in UTC."""
    return datetime.combine(day, time(hour, minute), UTC) - HERE


@dataclass
class Pen:
    """Writes the acts of one case (or of the office) in the order in which they are told.

    `last` is the day the story has reached: what would come later is not written.
    """

    rng: Random
    first: date
    last: date
    case: RecordId
    person: RecordId
    office: RecordId
    acts: list[Act] = field(default_factory=list)
    _clocks: dict[date, datetime] = field(default_factory=dict)
    _open: bool = False
    _made: int = 0

    def day(self, number: int) -> date:
        """A day counted from the first."""
        return self.first + timedelta(days=number)

    def on(self, day: int, by: str) -> bool:
        """Go to a day: what is written next is one act of this user. False when the story ends before it.

        What the same user writes next on the same day belongs to the same act.
        """
        when = self.day(day)
        self._open = when <= self.last
        if self._open and not self._goes_on(when, by):
            self._begin(when, by)
        return self._open

    def _begin(self, day: date, by: str) -> None:
        self.acts.append(Act(self._tick(day), by, self.case))

    def _goes_on(self, day: date, by: str) -> bool:
        act = self.acts[-1] if self.acts else None
        if act is None or act.by != by or act.action != RECORDED:
            return False
        return self.today == day

    def _tick(self, day: date) -> datetime:
        """The next moment of a day, by the clock of this machine: so its date is the day everywhere."""
        at = self._clocks.get(day)
        if at is None:
            at = datetime.combine(day, time(8, self.rng.randrange(60))).astimezone(UTC)
            at += timedelta(minutes=self.rng.randrange(240))
        else:
            at += timedelta(minutes=self.rng.randrange(1, 9), seconds=self.rng.randrange(60))
        self._clocks[day] = at
        return at

    @property
    def today(self) -> date:
        """The day of the act being written."""
        return self.acts[-1].at.astimezone().date()

    def ago(self, days: int) -> date:
        """So many days before the act being written."""
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """So many days after the act being written."""
        return self.today + timedelta(days=days)

    def make(
        self, kind: str, parent: RecordId | None = None, record: RecordId | None = None, **values: Value
    ) -> RecordId:
        """Write a record; the id it has from now on. Past the end of the story nothing is written."""
        self._made += 1
        made = record or new_id(self.acts[-1].at, self._made)
        scope = {Scope.PERSON: self.person, Scope.CASE: self.case, Scope.OFFICE: self.office}
        self._write(Make(kind, made, scope[RECORDS[kind].scope], _plain(kind, values), parent))
        return made

    def change(self, kind: str, record: RecordId, **values: Value) -> None:
        """Give fields of a record other values."""
        self._write(Put(kind, record, _plain(kind, values)))

    def take_out(self, kind: str, record: RecordId) -> None:
        """Delete a record."""
        self._write(Gone(kind, record))

    def settle(self, before: date | None = None) -> None:
        """End every open task, or those due before a day."""
        self._write(Settle(self.case, before))

    def _write(self, written: Written) -> None:
        if self._open:
            act = self.acts[-1]
            self.acts[-1] = replace(act, written=(*act.written, written))

    def leave(self, day: int, by: str, step: Step, *, to: Step | None = None, override: str = "") -> bool:
        """Leave a step on a day. False when the story ends before it."""
        if self.day(day) > self.last:
            return False
        self._begin(self.day(day), by)
        self.acts[-1] = replace(self.acts[-1], action=MOVED, leaves=step, to=to, override=override)
        self._open = False
        return True


def _plain(kind: str, values: Mapping[str, Value]) -> dict[str, Plain]:
    """Values as they are kept: several codes in the order of their list, numbers without idle zeros."""
    known = specs(RECORDS[kind])
    return {
        name: to_plain(parse(known[name], value, reference.load()) if isinstance(value, tuple) else value)
        for name, value in values.items()
    }
