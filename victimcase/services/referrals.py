"""Referrals out and in, with where each stands and how long somebody has waited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from victimcase.domain import referral_rules
from victimcase.domain.records.referrals import Referral
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.services import hand_overs, reading
from victimcase.services.timelines import written_at
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards, rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row

MOST: Final = 400
"""Referrals of a list at most: those that wait before the newest of the others."""


class State(StrEnum):
    """Where a referral stands."""

    PREPARED = "prepared"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COMPLETED = "completed"
    REVOKED = "revoked"


_STATES: Final = {
    "draft": State.PREPARED,
    "sent": State.SENT,
    "received": State.RECEIVED,
    "accepted": State.ACCEPTED,
    "rejected": State.DECLINED,
    "completed": State.COMPLETED,
    "revoked": State.REVOKED,
}
CODES: Final = {state: code for code, state in _STATES.items()}
"""The code of `referral_state` behind each."""

WAITING: Final = frozenset({State.PREPARED, State.SENT, State.RECEIVED})
"""States in which somebody waits for an answer, or we have not asked yet."""


@dataclass(frozen=True)
class Referred:
    """One referral. `with_whom` is the other side; `waiting` counts the days since it was sent or came, while
    nobody has answered; `late` when the answer was due before today.
    """

    id: str
    case_id: str
    number: str
    name: str
    out: bool
    state: State
    with_whom: str
    organisation: str
    services: tuple[str, ...]
    hand_over: bool
    urgent: bool
    began: str
    due_on: str
    answered_on: str
    waiting: int | None
    late: bool
    disclosure: str


@query(N_("See referrals"), needs=Right.SEE_CASES)
def listed(
    tx: Tx, *, out: bool | None = None, states: Iterable[str] = (), number: str | None = None
) -> list[Referred]:
    """The referrals of the user's cases, those that wait longest first, then the newest; none for those who
    may not read them. Of all cases no more than `MOST`: `beyond` says how many are left out.
    """
    if Category.NOTE not in tx.me.readable:
        return []
    case = tx.case(number).case_id if number is not None else None
    known = _cards(tx)
    names = reading.names(tx)
    wanted = frozenset(states)
    found = [
        one
        for row in _rows(tx, case)
        if (card := known.get(row.scope)) is not None
        and (one := _referred(tx, card, row, names)) is not None
        and out in (None, one.out)
        and (not wanted or one.state in wanted)
    ]
    return sorted(found, key=lambda one: (one.waiting is None, -(one.waiting or 0), _newest_first(one.id)))


@query(N_("Count referrals a list leaves out"), needs=Right.SEE_CASES)
def beyond(tx: Tx) -> int:
    """How many referrals of the user's cases `listed` leaves out because there are more than `MOST`."""
    if Category.NOTE not in tx.me.readable:
        return 0
    may, given = cards.allowed(tx.me.reader)
    of_cases = 'FROM "r_referral" r JOIN card c ON c.case_id = r.scope_id'
    statement = f"SELECT count(*) {of_cases} WHERE r.gone = 0 AND {may}"
    found = statements.first(tx.conn, statement, given)
    return max(int(found[0]) - MOST, 0) if found else 0


@query(N_("See who is responsible for a case"), needs=Right.SEE_CASES)
def responsible(tx: Tx, number: str) -> str:
    """The organisation a case was handed over to, by name; empty: the own office, or withheld."""
    return responsible_for(tx, tx.case(number))


def responsible_for(tx: Tx, card: Card) -> str:
    """The same of a card."""
    if Referral.category not in tx.me.readable:
        return ""
    found = referral_rules.responsible(hand_overs.of_case(tx.conn, card.case_id))
    return reading.names(tx).get(found, "") if found else ""


def _newest_first(id_: str) -> int:
    return -int(id_, 16)


def _rows(tx: Tx, case: str | None) -> list[Row]:
    if case is not None:
        return rows.read(tx.conn, Referral.kind, "gone = 0 AND scope_id = ?", case)
    may, given = cards.allowed(tx.me.reader)
    statement = (
        'SELECT r.id FROM "r_referral" r JOIN card c ON c.case_id = r.scope_id '
        f"WHERE r.gone = 0 AND {may} "
        "ORDER BY r.state IN ('draft', 'sent', 'received') DESC, r.id DESC LIMIT ?"
    )
    ids = statements.every(tx.conn, statement, (*given, MOST))
    where = f"id IN ({', '.join('?' * len(ids))})"
    return rows.read(tx.conn, Referral.kind, where, *(id_ for (id_,) in ids))


def _cards(tx: Tx) -> dict[str, Card]:
    """The cards of cases that have a referral, of those the user may see."""
    may, given = cards.allowed(tx.me.reader)
    statement = (
        f'{cards.SELECT} WHERE c.case_id IN (SELECT scope_id FROM "r_referral" WHERE gone = 0) AND {may}'
    )
    return {card.case_id: card for card in cards.cards_of(statements.every(tx.conn, statement, given))}


def _referred(tx: Tx, card: Card, row: Row, names: dict[str, str]) -> Referred | None:
    record = reading.seen(tx, row).record
    if not isinstance(record, Referral):
        return None
    out = record.direction != "in"
    state = _STATES.get(record.state or "draft", State.PREPARED)
    other = (record.referred_organisation if out else record.referring_organisation) or ""
    on = record.outgoing_on if out else record.incoming_on
    began = on.earliest if on is not None and on.earliest != date.min else _written(row)
    waits = state in WAITING and record.answered_on is None
    return Referred(
        id=row.id,
        case_id=card.case_id,
        number=card.number,
        name=card.name or card.name_in_script,
        out=out,
        state=state,
        with_whom=names.get(other, ""),
        organisation=other,
        services=record.services,
        hand_over=bool(record.hand_over),
        urgent=bool(record.urgent),
        began=began.isoformat(),
        due_on=record.answer_due_on.isoformat() if record.answer_due_on else "",
        answered_on=record.answered_on.isoformat() if record.answered_on else "",
        waiting=max((tx.today - began).days, 0) if waits else None,
        late=waits and record.answer_due_on is not None and record.answer_due_on < tx.today,
        disclosure=record.disclosure or "",
    )


def _written(row: Row) -> date:
    return written_at(row.id).astimezone().date()
