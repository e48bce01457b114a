"""Tasks that clocks make by themselves: kept in line with the case whenever something they depend on is
written.
"""

from __future__ import annotations

from victimcase.domain import clocks
from victimcase.domain.clocks import DueTask
from victimcase.domain.dossier import Dossier
from victimcase.domain.spec import Record
from victimcase.domain.values import Plain
from victimcase.services import reading
from victimcase.services.profiles import profile_of
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row

_DONE = frozenset({"done", "not_needed"})


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
    due = {
        _key(one): one
        for one in clocks.due_tasks(dossier, profile_of(tx, dossier), tx.today)
        if only in (None, one.kind)
    }
    found = {
        (row.values["rule"], row.values["about_record"] or ""): row
        for row in rows.of_scope(tx.conn, "task", card.case_id)
        if row.values["rule"] and only in (None, row.values["about_kind"])
    }
    for key, one in due.items():
        _put(tx, card, one, found.get(key))
    for key, row in found.items():
        if key not in due and row.values["state"] not in _DONE:
            tx.write.put(row, {"state": "done", "done_on": tx.today.isoformat(), "done_by": tx.me.login})


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
    elif row.values["state"] not in _DONE or row.values["due_on"] != said["due_on"]:
        reopened: dict[str, Plain] = {"state": "open", "done_on": None, "done_by": None}
        tx.write.put(row, {**said, **(reopened if row.values["state"] in _DONE else {})})
