"""Writes the acts of the demo into its vault, one after the other, each by its user at its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection

from victimcase.domain.words import RecordId, Step
from victimcase.services import cases, chores
from victimcase.services.demo_chronicle import Chronicle
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import RECORDED, SUPERVISOR, Act, Gone, Make, Put, Settle, Written
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store import cards, rows

T = TypeVar("T")

_STILL_LATE = timedelta(days=9)
_WAITS_FOR_SOMEBODY = frozenset({"arrival_not_confirmed", "override_confirmation"})
"""Alerts, which no morning's clearing up ends."""

AT_ONCE = 500
"""Acts to a transaction."""


@dataclass
class Calendar:
    """A clock that stands where the story is."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it is in the story."""
        return self.now


@dataclass
class Scribe:
    """Holds the pen for every user of the demo."""

    calendar: Calendar
    users: Mapping[str, Session]
    """Everybody's session over one open vault, so that each entry is signed by whose it is."""
    chronicle: Chronicle = field(default_factory=Chronicle)

    def perform(self, acts: Iterable[Act]) -> None:
        """Write acts in their order, many to a transaction."""
        for batch in _batches(acts, AT_ONCE):
            with self.users[SUPERVISOR].vault.write.begin() as conn:
                for act in batch:
                    self.calendar.now = act.at
                    self._act(self._tx(conn, act.by), act)

    def wake(self, lives: Sequence[Life]) -> None:
        """Ask the clocks of every open case what is due on the morning on which the demo begins.

        In a case ready to be closed nothing is left to do.
        """
        waking = [life for life in lives if life.rich and (life.has("reopened") or life.stop is not None)]
        for batch in _batches(waking, AT_ONCE):
            with self.users[SUPERVISOR].vault.write.begin() as conn:
                for life in batch:
                    tx = self._tx(conn, SUPERVISOR)
                    tx.scope = life.case
                    with tx.entry(RECORDED):
                        self._ask_clocks(tx, life.case)
                        self._catch_up(tx, life)

    def _tx(self, conn: Connection, by: str) -> Tx:
        return Tx(
            conn=conn,
            me=self.users[by].me,
            world=self.users[by].world,
            now=self.calendar.now,
            note_viewing=_shown,
            session=self.users[by],
        )

    def _act(self, tx: Tx, act: Act) -> None:
        tx.scope = act.scope
        with tx.entry(act.action):
            if act.leaves:
                card = tx.case(act.scope)
                dossier = self.chronicle.dossier(tx, card)
                cases.leave(tx, card, dossier, act.leaves, to=act.to, override=act.override)
            for one in act.written:
                self._write(tx, one)

    def _write(self, tx: Tx, one: Written) -> None:
        match one:
            case Make():
                values = one.values
                if one.kind == "case":
                    number = cases.next_number(tx.conn, tx.me.office_code)
                    values = {**values, "number": number, "office": tx.me.office_code}
                tx.write.make(one.kind, one.scope, values, parent=one.parent, record=one.id)
                self.chronicle.make(one)
            case Put():
                tx.write.put(_row(tx, one), one.values)
                self.chronicle.put(one)
            case Gone():
                tx.write.set_gone(_row(tx, one), True)
                self.chronicle.gone(one)
            case Settle():
                self._settle(tx, one)

    def _catch_up(self, tx: Tx, life: Life) -> None:
        """Work that is late was seen to, but for a little in some cases: nobody begins a day with heaps."""
        if life.stop is Step.CLOSURE and life.ready:
            self._end_tasks(tx, life.case, "9999")
        kept = tx.today - _STILL_LATE if life.index % 4 == 1 else tx.today
        self._end_tasks(tx, life.case, kept.isoformat(), but=_WAITS_FOR_SOMEBODY)

    def _settle(self, tx: Tx, one: Settle) -> None:
        self._ask_clocks(tx, one.case)
        self._end_tasks(tx, one.case, one.before.isoformat() if one.before else "9999")

    def _end_tasks(self, tx: Tx, case: RecordId, until: str, but: frozenset[str] = frozenset()) -> None:
        today = tx.today.isoformat()
        for row in rows.of_scope(tx.conn, "task", case):
            open_ = row.values["state"] in ("open", "under_way") and row.values["rule"] not in but
            if open_ and row.values["due_on"] < until:
                tx.write.put(row, {"state": "not_needed", "done_on": today, "done_by": tx.me.login})

    def _ask_clocks(self, tx: Tx, case: RecordId) -> None:
        """Bring the tasks that follow from the dates of a case into line."""
        card = cards.one(tx.conn, case)
        if card is not None:
            chores.bring_in_line(tx, card, self.chronicle.dossier(tx, card))


def _row(tx: Tx, one: Put | Gone) -> rows.Row:
    found = rows.one(tx.conn, one.kind, one.id)
    if found is None:
        raise LookupError(one.kind)
    return found


def _shown(action: str, scope: RecordId, subject: str) -> None:
    """Nothing is shown to anybody while the demo is written, so there is no viewing to note."""
    raise RuntimeError("the demo shows nothing")


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    following = iter(items)
    while batch := list(islice(following, size)):
        yield batch
