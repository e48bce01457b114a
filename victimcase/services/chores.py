"""Tasks that clocks make by themselves: kept in line with the case whenever something they depend on is
written, and as days go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from victimcase.domain import clocks
from victimcase.domain.clocks import DueTask
from victimcase.domain.dossier import Dossier
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId
from victimcase.i18n import N_
from victimcase.services import derived, reading
from victimcase.services.profiles import profile_of
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.store import cards, rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row

_DONE = frozenset({"done", "not_needed"})
"""States in which a task waits for nobody; one that a clock ended by itself names nobody who did it."""


def completed(tx: Tx, row: Row | None, changes: Mapping[str, Plain]) -> dict[str, Plain]:
    """The changes to a task, with who did it and when as soon as somebody says that it is done."""
    said = {**(row.values if row else {}), **changes}
    if changes.get("state") not in _DONE or said.get("done_by"):
        return dict(changes)
    return {"done_on": tx.today.isoformat(), **changes, "done_by": tx.me.login}


def follow(tx: Tx, card: Card, cls: type[Record] | None) -> None:
    """Make, move and end the tasks of a case that follow from its dates, after a record of this kind was
    written.

    None stands for the case as a whole. Tasks that people wrote are left alone, and so are those about other
    kinds where this one has no part in them: what is seen of them would tell that something was written.
    """
    if cls is not None and not clocks.is_read(cls.kind):
        return
    only = None if cls is None or clocks.moves_others(cls.kind) else cls.kind
    bring_in_line(tx, card, reading.dossier(tx, card), only=only)


def bring_in_line(tx: Tx, card: Card, dossier: Dossier, *, only: str | None = None) -> None:
    """Make, move and end the tasks of a case of which these records were read, or those about one kind."""
    profile = profile_of(tx, dossier)
    due = {_key(one): one for one in clocks.due_tasks(dossier, profile, tx.today) if only in (None, one.kind)}
    found = {
        (row.values["rule"], row.values["about_record"] or ""): row
        for row in rows.of_scope(tx.conn, "task", card.case_id)
        if row.values["rule"] and only in (None, row.values["about_kind"])
    }
    for key, one in due.items():
        _put(tx, card, one, found.get(key))
    for key, row in found.items():
        if key not in due and row.values["state"] not in _DONE:
            tx.write.put(row, {"state": "done", "done_on": tx.today.isoformat()})
    _set_clock(tx, card, clocks.next_look(dossier, profile, tx.today), later=only is None)


def _set_clock(tx: Tx, card: Card, day: date, *, later: bool) -> None:
    """Look at a case again on a day; never later than was meant before when only one kind was looked at."""
    day_then = "excluded.day" if later else "min(day, excluded.day)"
    statements.run(
        tx.conn,
        f"INSERT INTO wake (case_id, day) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET day = {day_then}",
        (card.case_id, day.isoformat()),
    )


def look_again(tx: Tx, case: RecordId) -> None:
    """Let the clocks look at a case that was just made when the vault is opened next."""
    statements.run(
        tx.conn,
        "INSERT OR REPLACE INTO wake (case_id, day) VALUES (?, ?)",
        (case, tx.today.isoformat()),
    )


MOST_COMPLETED = 200_000
"""Cards that are completed in one go, once, after the step of the vault that made lists sort by more."""

MOST = 2_000
"""Cases looked at in one go: nobody waits longer for a vault that lay closed for months; the rest follows."""


def waiting(conn: Connection, today: date) -> list[RecordId]:
    """The cases the clocks have to look at by a day, those that wait longest first."""
    found = statements.every(
        conn,
        "SELECT case_id FROM wake WHERE day <= ? ORDER BY day, case_id LIMIT ?",
        (today.isoformat(), MOST),
    )
    return [RecordId(case) for (case,) in found]


@use_case(N_("Make tasks that have come due"), needs=Right.OWN_ACCOUNT, undoable=False)
def catch_up(tx: Tx) -> int:
    """Let the clocks look at every case whose day has come, whoever opens the vault first, and count them.

    As this comes before anything else on a day, what is written later never makes other tasks appear: their
    appearing would tell that something was written.
    """
    derived.complete(tx.conn, MOST_COMPLETED)
    cases = waiting(tx.conn, tx.today)
    for case in cases:
        card = cards.one(tx.conn, case)
        if card is None:
            statements.run(tx.conn, "DELETE FROM wake WHERE case_id = ?", (case,))
        else:
            bring_in_line(tx, card, reading.dossier(tx, card))
    tx.subject = str(len(cases))
    return len(cases)


def _key(one: DueTask) -> tuple[str, str]:
    return one.rule, one.record_id or ""


def _put(tx: Tx, card: Card, one: DueTask, row: Row | None) -> None:
    said: dict[str, Plain] = {"due_on": one.due.isoformat(), "subject": one.title}
    if row is None:
        about = {"rule": one.rule, "about_kind": one.kind, "about_record": one.record_id or ""}
        state = {
            "state": "open",
            "priority": "normal",
            "assignee": card.owner,
            "tells_about": str(one.category),
        }
        tx.write.make("task", card.case_id, {**said, **about, **state})
    elif row.values["state"] not in _DONE:
        tx.write.put(row, said)
    elif row.values["due_on"] != said["due_on"] or not row.values["done_by"]:
        tx.write.put(row, {**said, "state": "open", "done_on": None, "done_by": None})
