"""Which state of a referral follows which, by a table written by hand; what is missing; who has the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from victimcase.domain.dossier import Kept
from victimcase.domain.records.referrals import Referral
from victimcase.domain.referral_rules import (
    AFTER,
    FIRST,
    OPEN,
    STATE_TITLES,
    State,
    is_open_hand_over,
    lacking,
    may_follow,
    responsible,
    steps,
)
from victimcase.domain.words import RecordId

# direction, from: what can follow
TABLE = {
    "out draft":     "sent revoked",
    "out sent":      "accepted rejected revoked",
    "out accepted":  "completed revoked",
    "out rejected":  "",
    "out completed": "",
    "out revoked":   "",
    "out received":  "",
    "in received":   "accepted rejected revoked",
    "in accepted":   "completed revoked",
    "in draft":      "",
    "in sent":       "",
    "in rejected":   "",
    "in completed":  "",
    "in revoked":    "",
}  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), list(product(TABLE, State)))
def test_what_follows(line: str, wanted: State) -> None:
    direction, state = line.split()
    one = Referral(direction=direction, state=state)
    assert may_follow(one, wanted) is (wanted.value in TABLE[line].split())
    assert {step.value for step in steps(one)} == set(TABLE[line].split())


def test_the_table_names_every_state_both_ways() -> None:
    assert {tuple(line.split()) for line in TABLE} == set(product(AFTER, (state.value for state in State)))
    assert set(STATE_TITLES) == set(State)


def test_one_that_says_no_state_has_only_begun() -> None:
    for direction, state in FIRST.items():
        assert steps(Referral(direction=direction)) == steps(Referral(direction=direction, state=state))
    assert steps(Referral()) == (State.SENT, State.REVOKED)


@pytest.mark.parametrize(("direction", "state"), list(product(("in", "out", None), [*State, None])))
def test_which_hand_over_is_open(direction: str | None, state: State | None) -> None:
    open_ = state is None or state in OPEN
    one = Referral(direction=direction, state=state, hand_over=True)
    assert is_open_hand_over(one) is open_
    assert not is_open_hand_over(replace(one, hand_over=False))
    assert not is_open_hand_over(replace(one, hand_over=None))
    assert frozenset({"draft", "sent", "received", "accepted"}) == OPEN


READY = Referral(
    direction="out",
    state="draft",
    referred_organisation="a" * 32,
    purpose="referral",
    needed_why="No lawyer here.",
    alternatives="Two were asked.",
    risks_discussed=True,
    categories=("identity",),
)
EMPTY = {
    "referred_organisation": None,
    "purpose": None,
    "needed_why": "  ",
    "alternatives": None,
    "risks_discussed": False,
    "categories": (),
}


def test_nothing_is_missing() -> None:
    assert lacking(READY, consent=True) == ()
    assert [one.field for one in lacking(READY, consent=False)] == ["consent"]


@pytest.mark.parametrize("field", EMPTY)
def test_each_thing_is_missed_by_its_name(field: str) -> None:
    one = replace(READY, **{field: EMPTY[field]})  # type: ignore[arg-type]
    assert [lack.field for lack in lacking(one, consent=True)] == [field]
    assert all(lack.text for lack in lacking(one, consent=True))


def test_all_is_missing_at_once() -> None:
    assert [lack.field for lack in lacking(Referral(), consent=False)] == list(EMPTY)


def kept(id_: str, **fields: object) -> Kept[Referral]:
    """A hand-over that was answered."""
    given = {"hand_over": True, "state": "accepted", "direction": "out", "referred_organisation": "p" * 32}
    return Kept(RecordId(id_), Referral(**{**given, **fields}))  # type: ignore[arg-type]


def test_who_is_responsible() -> None:
    first = kept("1", answered_on=date(2026, 1, 5))
    other = kept("2", answered_on=date(2026, 2, 5), referred_organisation="q" * 32)
    assert responsible([]) is None
    assert responsible([first]) == "p" * 32
    assert responsible([other, first]) == "q" * 32, "the last that was accepted"
    back = kept("3", direction="in", answered_on=date(2026, 3, 5), referring_organisation="p" * 32)
    assert responsible([first, back]) is None, "it came back to us"
    for state in ("draft", "sent", "rejected", "revoked"):
        assert responsible([kept("1", state=state)]) is None
    assert responsible([kept("1", hand_over=False)]) is None
    assert responsible([kept("1", state="completed")]) == "p" * 32
