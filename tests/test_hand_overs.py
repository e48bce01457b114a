"""No second hand-over while one is open: tried by every way of writing, and a twin without the guard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Terminal, terminal
from tests.referral_ground import Ground, begun, came, ground, in_state, standing
from tests.vaults import SignIn, save
from victimcase.domain.errors import Refused
from victimcase.domain.referral_rules import is_open_hand_over
from victimcase.services import forms, hand_overs, imported_rows, referral_flow, undo
from victimcase.services.session import Session

__all__ = ["terminal"]

OPEN = ["out draft", "out sent", "out accepted", "in received", "in accepted"]
ENDED = ["out rejected", "out completed", "out revoked", "in rejected", "in completed", "in revoked"]

Act = Callable[[Session, Ground], object]


def draft(session: Session, on: Ground) -> str:
    """A referral beside it that hands nothing over."""
    return begun(session, on, hand_over=False)


SECOND: dict[str, Act] = {
    "begun": lambda s, on: begun(s, on, hand_over=True),
    "came": lambda s, on: came(s, on, hand_over=True),
    "record": lambda s, on: save(s, on.number, "referral", direction="out", state="draft", hand_over=True),
    "no state": lambda s, on: save(s, on.number, "referral", direction="in", hand_over=True),
    "form": lambda s, on: s.do(
        forms.save, on.number, "referral", {"direction": "in", "state": "received", "hand_over": True}, {}
    ),
    "edit": lambda s, on: s.do(referral_flow.edit, on.number, draft(s, on), {"hand_over": True}),
    "changed": lambda s, on: save(s, on.number, "referral", id=draft(s, on), hand_over=True),
}


def open_ones(session: Session, on: Ground) -> int:
    """How many hand-overs of a case are open."""

    def count(tx: Any) -> int:
        case = tx.case(on.number).case_id
        return sum(is_open_hand_over(one.record) for one in hand_overs.of_case(tx.conn, case))

    return session.look(count)


@pytest.mark.parametrize("first", OPEN)
def test_there_is_no_second_one_by_any_way(sign_in: SignIn, first: str) -> None:
    direction, state = first.split()
    with sign_in() as session:
        on = ground(session)
        in_state(session, on, direction, state, Path(), hand_over=True)
        for way, act in SECOND.items():
            with pytest.raises(Refused, match="open already"):
                act(session, on)
            assert open_ones(session, on) == 1, way


@pytest.mark.parametrize("ended", ENDED)
def test_after_the_first_has_ended_there_may_be_another(sign_in: SignIn, ended: str) -> None:
    direction, state = ended.split()
    with sign_in() as session:
        on = ground(session)
        in_state(session, on, direction, state, Path(), hand_over=True)
        begun(session, on, hand_over=True)
        assert open_ones(session, on) == 1


@pytest.mark.parametrize("way", SECOND)
def test_without_the_guard_there_would_be_two(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The twin: each way of writing does make a second one when nobody looks."""
    monkeypatch.setattr(hand_overs, "check", lambda conn, writer: None)
    with sign_in() as session:
        on = ground(session)
        begun(session, on, hand_over=True)
        SECOND[way](session, on)
        assert open_ones(session, on) == 2


def test_another_case_and_other_referrals_are_free(sign_in: SignIn) -> None:
    with sign_in() as session:
        on, other = ground(session), ground(session)
        first = begun(session, on, hand_over=True)
        begun(session, other, hand_over=True)
        for hand_over in (False, None):
            begun(session, on, hand_over=hand_over)
        save(session, on.number, "referral", id=first, note="A word more.")
        assert open_ones(session, on) == 1


def test_an_undo_does_not_bring_a_second_one_back(sign_in: SignIn) -> None:
    """Somebody ends the first, another begins a second, and the first one takes the end back."""
    with sign_in() as session:
        on = ground(session)
        first = in_state(session, on, "out", "accepted", Path(), hand_over=True)
        session.do(referral_flow.completed, on.number, first, "Done.")
    with sign_in("supervisor") as session:
        begun(session, on, hand_over=True)
    with sign_in() as session:
        with pytest.raises(Refused, match="open already"):
            session.do(undo.last)
        assert standing(session, on, first).state == "completed" and open_ones(session, on) == 1


def test_where_two_came_about_elsewhere_they_can_be_ended(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two offices may each have begun one before they met: both can be written on, and ended."""
    with sign_in() as session:
        on = ground(session)
        with monkeypatch.context() as patch:
            patch.setattr(hand_overs, "check", lambda conn, writer: None)
            first, second = (begun(session, on, hand_over=True) for _ in range(2))
        save(session, on.number, "referral", id=first, note="Which one holds?")
        session.do(referral_flow.revoked, on.number, second, "sent_in_error")
        assert open_ones(session, on) == 1


def test_no_file_hands_a_case_over(terminal: Terminal, tmp_path: Path) -> None:
    """A mapping cannot name it, and a row that comes again does not turn a referral back."""
    assert not {"referral.hand_over", "referral.disclosure"} & imported_rows.own_fields().keys()
    assert "referral.needed_why" in imported_rows.own_fields()
    rows = "prs_FirstName,prs_Citizenship,cas_ReferredOrganisation,_id\nSokha,KH,{house},row-1\n"
    source = tmp_path / "people.csv"
    source.write_text(rows.format(house="Blue House"), "utf-8")
    number = terminal.json("import", str(source))["cases"][0]
    [found] = terminal.json("referral", "list", number)
    assert found["state"] == "sent"
    terminal.json("referral", "revoke", number, "--why", "no_answer")
    source.write_text(rows.format(house="Red House"), "utf-8")
    terminal.json("import", str(source))
    assert {one["state"] for one in terminal.json("referral", "list", number)} == {"revoked"}


@pytest.mark.parametrize(("first", "wanted"), list(product(("draft", "sent"), (True, False))))
def test_what_becomes_a_hand_over_on_the_way_is_looked_at(sign_in: SignIn, first: str, wanted: bool) -> None:
    """Two begin as plain referrals; only one of them can become a hand-over."""
    with sign_in() as session:
        on = ground(session)
        one, other = (in_state(session, on, "out", first, Path()) for _ in range(2))
        save(session, on.number, "referral", id=one, hand_over=True)
        if wanted:
            with pytest.raises(Refused, match="open already"):
                save(session, on.number, "referral", id=other, hand_over=True)
        else:
            save(session, on.number, "referral", id=other, hand_over=False)
        assert open_ones(session, on) == 1
