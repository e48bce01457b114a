"""The services a referral asks for: made when it is accepted, settled when it ends."""

from __future__ import annotations

from datetime import date
from typing import Final

from victimcase.domain import referral_rules as rules
from victimcase.domain.records.referrals import Referral
from victimcase.domain.records.support import Service
from victimcase.domain.words import RecordId
from victimcase.services import chores, records
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row

SETTLED: Final = frozenset({"done", "refused", "not_available", "stopped"})
"""States of a service nobody changes any more from here."""

_NOT_BEGUN: Final = frozenset({None, "planned", "asked", "agreed"})


def begin(tx: Tx, card: Card, referral: RecordId, record: Referral, on: date) -> None:
    """Make a service of each thing asked for that is not one yet, inside an entry that is open.

    What goes out is given by the partner, what came in by the own office.
    """
    out = rules.direction_of(record) == rules.OUT
    known = {row.values["type"] for row in _of(tx, card, referral)}
    for code in record.services:
        if code in known:
            continue
        said: dict[str, object] = {
            "type": code,
            "referral": referral,
            "state": "agreed" if out else "planned",
            "offered_on": on.isoformat(),
            "recorded_by": tx.me.login,
        }
        if out:
            said |= {"provider": record.referred_organisation, "provider_person": record.referred_worker}
        if record.until_on:
            said["due_on"] = record.until_on.isoformat()
        records.write(tx, Service, card, said)


def end(
    tx: Tx,
    card: Card,
    referral: RecordId,
    state: str,
    *,
    on: date | None = None,
    outcome: str = "",
    begun: bool = True,
) -> None:
    """Bring the services of a referral that are still open into a state, with the day and what came of it.

    Without `begun` those under way are left to whoever gives them.
    """
    said: dict[str, object] = {"state": state}
    if on is not None:
        said["done_on"] = on.isoformat()
    if outcome:
        said["outcome"] = outcome
    open_ = [row for row in _of(tx, card, referral) if row.values["state"] not in SETTLED]
    changes = records.understood(tx, Service, said, card)
    for row in open_:
        if begun or row.values["state"] in _NOT_BEGUN:
            tx.write.put(row, changes)
    if open_:
        chores.follow(tx, card, Service)


def _of(tx: Tx, card: Card, referral: RecordId) -> list[Row]:
    return [
        row
        for row in rows.of_scope(tx.conn, Service.kind, card.case_id)
        if row.values["referral"] == referral
    ]
