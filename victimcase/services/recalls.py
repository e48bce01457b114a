"""Who holds what because of a consent, and the tasks to call it back once it is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from victimcase.domain.errors import Refused
from victimcase.domain.records.around import Task
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services.tx import Tx
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row

RECALL: Final = N_("A consent was withdrawn: call back what was given out")
"""Subject of the task, without a name."""
SOON: Final = timedelta(days=3)


@dataclass(frozen=True)
class Held:
    """One line of the ledger that rests on a consent: number, day (ISO 8601), output and codes of
    categories.
    """

    number: str
    day: str
    paper: str
    categories: tuple[str, ...]
    case: str


@dataclass(frozen=True)
class Holder:
    """A recipient, and all that was given to them on one consent, oldest first."""

    recipient: str
    disclosures: tuple[Held, ...]


_LINES = """
SELECT d.id, d.recipient, d.number, coalesce(d.issued_at, d.prepared_at), d.output, d.categories, d.basis,
       d."user"
FROM disclosure d WHERE d.state != 'not_issued' AND d.id IN (
    SELECT disclosure FROM disclosed_case WHERE case_id IN (SELECT case_id FROM card WHERE person_id = ?))
ORDER BY d.prepared_at, d.number
"""
_CASES = "SELECT case_id FROM disclosed_case WHERE disclosure = ?"


def holders(tx: Tx, row: Row, *, everybody: bool = False) -> tuple[Holder, ...]:
    """Who holds what because of the consent in this row, or of another the person gave for the same purpose
    and recipient: as far as the user may read the ledger; `everybody` for what the program does by itself.
    """
    found: dict[str, list[Held]] = {}
    consents = _alike(tx, row)
    for id_, recipient, number, at, output, categories, basis, user in statements.every(
        tx.conn, _LINES, (row.scope,)
    ):
        case = _case(tx, id_, everybody=everybody)
        told = everybody or user == tx.me.login or Category.ACCOUNT in tx.me.readable
        if case is not None and told and not consents.isdisjoint(_ids(json.loads(basis))):
            told_about = set(json.loads(categories))
            about = tuple(str(one) for one in Category if one in told_about)
            held = Held(number, at[:10], output, about, case)
            found.setdefault(recipient, []).append(held)
    return tuple(Holder(recipient, tuple(held)) for recipient, held in found.items())


def check_unused(tx: Tx, row: Row) -> None:
    """Raise Refused when something went out on a consent: what it rests on has to stay, withdrawn or not."""
    lines = statements.every(tx.conn, _LINES, (row.scope,))
    if any(row.id in _ids(json.loads(basis)) for *_, basis, _user in lines):
        raise Refused(
            N_("Something was given out because of this consent, so it is not deleted."),
            N_("Nothing was changed. Withdraw it instead; nothing more goes then, and you see who has it."),
        )


def _alike(tx: Tx, row: Row) -> frozenset[str]:
    """The ids of all consents of the person for the same purpose and recipient."""

    def towards(one: Row) -> tuple[object, ...]:
        return (
            one.values["purpose"],
            one.values["recipient"],
            str(one.values["recipient_text"] or "").strip().casefold(),
        )

    found = rows.of_scope(tx.conn, row.kind, row.scope)
    return frozenset({row.id, *(one.id for one in found if towards(one) == towards(row))})


def _case(tx: Tx, disclosure: str, *, everybody: bool) -> str | None:
    """The number of a case of the line that the user may see; empty where it does not matter."""
    cards = (tx.visible(str(case)) for (case,) in statements.every(tx.conn, _CASES, (disclosure,)))
    return next((card.number for card in cards if card is not None), "" if everybody else None)


def _ids(basis: Any) -> Iterable[str]:
    """The ids in what a line rests on, however deep its lists are."""
    return [basis] if isinstance(basis, str) else [id_ for one in basis for id_ in _ids(one)]


def ask(tx: Tx, card: Card, row: Row) -> None:
    """Make a task for each recipient who holds something on a consent that was withdrawn, once."""
    asked = {
        str(task.values["note"] or "")
        for task in rows.of_scope(tx.conn, Task.kind, card.case_id)
        if task.values["about_record"] == row.id and not task.values["rule"]
    }
    for holder in holders(tx, row, everybody=True):
        note = tr(N_("Held by: {recipient}"), recipient=holder.recipient)
        if note in asked:
            continue
        tx.write.make(
            Task.kind,
            card.case_id,
            {
                "subject": RECALL,
                "due_on": (tx.today + SOON).isoformat(),
                "assignee": card.owner,
                "priority": "high",
                "state": "open",
                "made_by": tx.me.login,
                "about_kind": row.kind,
                "about_record": row.id,
                "tells_about": str(Category.ACCOUNT),
                "note": note,
            },
        )
