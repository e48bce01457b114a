"""Referrals: which state follows which, what stands before sending, and who is responsible for a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from victimcase.domain.dossier import Kept
from victimcase.domain.records.referrals import Referral
from victimcase.domain.words import RecordId
from victimcase.i18n import N_


class State(StrEnum):
    """Where a referral stands; the codes of `referral_state`."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    COMPLETED = "completed"
    REVOKED = "revoked"


IN, OUT = "in", "out"
"""Codes of `referral_direction`."""

OPEN: Final = frozenset({State.DRAFT, State.SENT, State.RECEIVED, State.ACCEPTED})
"""States in which something is still to come of a referral."""

WITH_FEEDBACK: Final = frozenset({State.SENT, State.ACCEPTED, State.COMPLETED})
"""States in which the other side can be asked how it went, or has told it."""

_END: Final = frozenset({State.COMPLETED, State.REVOKED})

AFTER: Final[Mapping[str, Mapping[State, frozenset[State]]]] = {
    OUT: {
        State.DRAFT: frozenset({State.SENT, State.REVOKED}),
        State.SENT: frozenset({State.ACCEPTED, State.REJECTED, State.REVOKED}),
        State.ACCEPTED: _END,
    },
    IN: {
        State.RECEIVED: frozenset({State.ACCEPTED, State.REJECTED, State.REVOKED}),
        State.ACCEPTED: _END,
    },
}
"""Direction -> state -> the states that can follow. Nothing follows an end; who begins anew writes anew."""

FIRST: Final = {OUT: State.DRAFT, IN: State.RECEIVED}
"""Where a referral of a direction begins."""

STATE_TITLES: Final = {
    State.DRAFT: N_("being written"),
    State.SENT: N_("sent"),
    State.RECEIVED: N_("received"),
    State.ACCEPTED: N_("accepted"),
    State.REJECTED: N_("declined"),
    State.COMPLETED: N_("completed"),
    State.REVOKED: N_("taken back"),
}


def state_of(referral: Referral) -> State:
    """Where a referral stands; one that does not say has only been begun."""
    return State(referral.state) if referral.state else FIRST[direction_of(referral)]


def direction_of(referral: Referral) -> str:
    """Which way it goes; out where nothing is said."""
    return IN if referral.direction == IN else OUT


def may_follow(referral: Referral, wanted: State) -> bool:
    """Whether a referral can come into a state from where it stands."""
    return wanted in AFTER[direction_of(referral)].get(state_of(referral), frozenset())


def steps(referral: Referral) -> tuple[State, ...]:
    """The states that can follow, in the order of the list."""
    following = AFTER[direction_of(referral)].get(state_of(referral), frozenset())
    return tuple(one for one in State if one in following)


def is_open_hand_over(referral: Referral) -> bool:
    """Whether it hands over the case, in or out, and is neither declined, completed nor taken back."""
    return referral.hand_over is True and state_of(referral) in OPEN


@dataclass(frozen=True)
class Lack:
    """Something a referral needs before it is sent: the field where it is written, and what is missing."""

    field: str
    text: str


def lacking(referral: Referral, *, consent: bool) -> tuple[Lack, ...]:
    """What stands before sending. `consent`: whether one (or a legal override) lets anything go to this
    recipient for this purpose.
    """
    asked = (
        ("referred_organisation", bool(referral.referred_organisation), N_("to whom it goes")),
        ("purpose", bool(referral.purpose), N_("the purpose")),
        ("needed_why", bool(_said(referral.needed_why)), N_("why it is needed")),
        ("alternatives", bool(_said(referral.alternatives)), N_("what else was considered")),
        (
            "risks_discussed",
            referral.risks_discussed is True,
            N_("a yes to: were the risks talked through with the person?"),
        ),
        ("categories", bool(referral.categories), N_("what exactly may go")),
        ("consent", consent, N_("a consent of the person for this recipient and this purpose")),
    )
    known = bool(referral.referred_organisation and referral.purpose and referral.categories)
    return tuple(
        Lack(field, text) for field, there, text in asked if not there and (field != "consent" or known)
    )


def _said(text: str | None) -> str:
    return (text or "").strip()


def responsible(referrals: Iterable[Kept[Referral]]) -> RecordId | None:
    """The organisation a case was handed over to and that accepted it; none: the own office.

    The last hand-over that was accepted counts, in or out; one taken back counts no more.
    """
    accepted = [
        one
        for one in referrals
        if one.record.hand_over is True and state_of(one.record) in (State.ACCEPTED, State.COMPLETED)
    ]
    last = max(accepted, key=_when, default=None)
    if last is None or direction_of(last.record) == IN or not last.record.referred_organisation:
        return None
    return RecordId(last.record.referred_organisation)


def _when(one: Kept[Referral]) -> tuple[str, str]:
    return one.record.answered_on.isoformat() if one.record.answered_on else "", one.id
