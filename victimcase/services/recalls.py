"""Who holds what because of a consent, and the tasks to call it back once it is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from victimcase.domain.consent import Basis, came_later
from victimcase.domain.errors import Refused
from victimcase.domain.records.around import Task
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services.recipients import GIVEN_TO
from victimcase.services.released import Released
from victimcase.services.tx import Tx
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row

RECALL: Final = N_("A consent was withdrawn: call back what was given out")
"""Subject of the task, without a name."""
SOON: Final = timedelta(days=3)
LETTER: Final = "recall_letter"
"""The output that calls something back."""
_FOR: Final = ("purpose", "recipient", "recipient_text")
MARK: Final = "called_back/"
"""Begins, among the fields of a letter's line in the ledger, the number of each line it calls back."""


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
    """A recipient as they are called today, and all that was given to them on one consent, oldest first.

    `whom` is their id, empty where nothing leads to it; `then` are names the ledger has for them besides.
    """

    recipient: str
    disclosures: tuple[Held, ...]
    whom: str = ""
    then: tuple[str, ...] = ()


_LINES = f"""
SELECT d.id, d.recipient, d.number, coalesce(d.issued_at, d.prepared_at), d.output, d.categories, {GIVEN_TO},
       d.basis, d."user"
FROM disclosure d WHERE d.state != 'not_issued' AND d.output != '{LETTER}' AND d.id IN (
    SELECT disclosure FROM disclosed_case WHERE case_id IN (SELECT case_id FROM card WHERE person_id = ?))
ORDER BY d.prepared_at, d.number
"""
_CASES = "SELECT case_id FROM disclosed_case WHERE disclosure = ?"


def holders(tx: Tx, row: Row, *, everybody: bool = False) -> tuple[Holder, ...]:
    """Who holds what because of the consent in this row, or of another the person gave for the same purpose
    and recipient: as far as the user may read the ledger; `everybody` for what the program does by itself.
    """
    found: dict[tuple[str, str], list[Held]] = {}
    then: dict[tuple[str, str], list[str]] = {}
    consents = _alike(tx, row)
    for id_, recipient, number, at, output, categories, whom, basis, user in statements.every(
        tx.conn, _LINES, (row.scope,)
    ):
        case = _case(tx, id_, everybody=everybody)
        told = everybody or user == tx.me.login or Category.ACCOUNT in tx.me.readable
        if case is not None and told and _rests_on(json.loads(basis), row, consents):
            told_about = set(json.loads(categories))
            about = tuple(str(one) for one in Category if one in told_about)
            key = (whom or "", called_today(tx, whom, recipient))
            found.setdefault(key, []).append(Held(number, at[:10], output, about, case))
            then.setdefault(key, []).append(recipient)
    return tuple(
        Holder(name, tuple(held), whom, tuple(dict.fromkeys(one for one in then[whom, name] if one != name)))
        for (whom, name), held in found.items()
    )


def called_today(tx: Tx, whom: str | None, recipient: str) -> str:
    """Today's name of an organisation, by its id; what the ledger calls it (`recipient`) where it is gone."""
    row = rows.one(tx.conn, "organisation", RecordId(whom)) if whom else None
    return str(row.values["name"] or recipient) if row else recipient


def tied(released: Released, consent: RecordId, numbers: Iterable[str]) -> Released:
    """A recall letter with the withdrawn consent it goes by, and the lines of the ledger it calls back."""
    basis = Basis(released.purpose.code, (consent,))
    contents = tuple(replace(content, bases=(basis,)) for content in released.contents)
    return replace(released, contents=contents, fields=(*released.fields, *(MARK + one for one in numbers)))


def check_unused(tx: Tx, row: Row) -> None:
    """Raise Refused when something went out on a consent: what it rests on has to stay, withdrawn or not."""
    if _is_used(tx, row):
        raise Refused(
            N_("Something was given out because of this consent, so it is not deleted."),
            N_("Nothing was changed. Withdraw it instead; nothing more goes then, and you see who has it."),
        )


def check_same(tx: Tx, row: Row, changes: Mapping[str, Plain]) -> None:
    """Raise Refused where a consent something went out on would be for another purpose or recipient."""
    changed = any(name in changes and (changes[name] or None) != (row.values[name] or None) for name in _FOR)
    if changed and _is_used(tx, row):
        raise Refused(
            N_("Something was given out because of this consent, so its purpose and recipient stay."),
            N_("Nothing was changed. Withdraw it where it ends, and write another consent."),
        )


def _is_used(tx: Tx, row: Row) -> bool:
    lines = statements.every(tx.conn, _LINES, (row.scope,))
    return any(row.id in _ids(json.loads(basis)) for *_, basis, _user in lines)


def _rests_on(bases: Iterable[Iterable[str]], row: Row, alike: Mapping[str, Row]) -> bool:
    """Whether something rests on the consent in this row, or on an earlier one it stands in the place of.

    What rests on a later word for the same purpose and recipient stays where it is: the person agreed anew.
    """

    def word(one: Row) -> tuple[str, date | None]:
        on = one.values["given_on"]
        return one.id, date.fromisoformat(str(on)) if on else None

    for basis in bases:
        spoken = [alike[id_] for id_ in basis if id_ in alike]
        renewed = any(came_later(word(one), word(row)) for one in spoken)
        if spoken and (not renewed or row.id in basis):
            return True
    return False


def _alike(tx: Tx, row: Row) -> dict[str, Row]:
    """All consents of the person for the same purpose and recipient, by id."""

    def towards(one: Row) -> tuple[object, ...]:
        return (
            one.values["purpose"],
            one.values["recipient"],
            str(one.values["recipient_text"] or "").strip().casefold(),
        )

    found = rows.of_scope(tx.conn, row.kind, row.scope)
    return {row.id: row, **{one.id: one for one in found if towards(one) == towards(row)}}


def _case(tx: Tx, disclosure: str, *, everybody: bool) -> str | None:
    """The number of a case of the line that the user may see; empty where it does not matter."""
    cards = (tx.visible(str(case)) for (case,) in statements.every(tx.conn, _CASES, (disclosure,)))
    return next((card.number for card in cards if card is not None), "" if everybody else None)


def _ids(basis: Any) -> Iterable[str]:
    """The ids in what a line rests on, however deep its lists are."""
    return [basis] if isinstance(basis, str) else [id_ for one in basis for id_ in _ids(one)]


_HELD_BY: Final = N_("Held by: {recipient}")


def ask(tx: Tx, card: Card, row: Row) -> None:
    """Make a task for each recipient who holds something on a consent that was withdrawn, once."""
    asked = {
        str(task.values["note"] or "")
        for task in rows.of_scope(tx.conn, Task.kind, card.case_id)
        if task.values["about_record"] == row.id and not task.values["rule"]
    }
    for holder in holders(tx, row, everybody=True):
        note, *before = (tr(_HELD_BY, recipient=name) for name in (holder.recipient, *holder.then))
        if asked.intersection((note, *before)):
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
