"""One that comes in, and the next steps of referrals, in a real window: each asks what it needs, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QListWidget

from tests.referral_ground import begun, came, ground, in_state, letter, standing
from tests.vaults import SignIn, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of, write
from tests.window_hands import take
from victimcase.domain.referral_rules import State
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.dialogs.referral_acts import FEEDBACK, ReferralAct, following
from victimcase.gui.dialogs.which_case import WhichCase
from victimcase.gui.pages.referral.incoming import Incoming
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.referral_words import act
from victimcase.gui.window import Window
from victimcase.services import case_view, cases, referral_flow, referrals
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


def sheet(window: Window, session: Session, number: str, code: str) -> ReferralAct:
    """The sheet of a step of the only referral of a case."""
    go(window, Place("case", number=number, tab="referrals"))
    [one] = session.look(referrals.listed, number=number)
    act(window, shell_of(window).desk, one, code)
    settle(window)
    return find(window, ReferralAct, "referral_act")


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        ("out sent", State.ACCEPTED, "accepted"),
        ("out sent", State.REJECTED, "rejected"),
        ("in received", State.ACCEPTED, "accepted"),
        ("in received", State.REJECTED, "rejected"),
        ("out accepted", State.COMPLETED, "completed"),
        ("out draft", State.REVOKED, "revoked"),
        ("out accepted", FEEDBACK, "accepted"),
    ],
)
def test_each_step_is_taken_by_its_sheet(
    sign_in: SignIn, open_window: OpenWindow, before: str, code: str, after: str
) -> None:
    with sign_in() as session:
        on = ground(session)
        direction, state = before.split()
        made = in_state(session, on, direction, state, Path())
        window = open_window(session)
        shown = sheet(window, session, on.number, code)
        if shown.why is not None:
            shown.save()
            settle(window)
            assert find(shown, Notice, "referral_act.problem").isVisible(), "a reason is asked for"
            shown.why.set_value("other" if code == State.REJECTED else "no_answer")
        if shown.words is not None:
            write(shown.words, "They went there on Monday.")
        find(shown, Button, "referral_act.yes").click()
        settle(window)
        found = standing(session, on, made)
        assert found.state == after
        if code == FEEDBACK:
            assert found.record.feedback == "They went there on Monday."


def test_taking_back_names_who_holds_what(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        number = letter(session, on, tmp_path / "letter.pdf")
        session.do(referral_flow.sent, on.number, made, disclosure=number)
        window = open_window(session)
        shown = sheet(window, session, on.number, State.REVOKED)
        assert shown.why is not None
        shown.why.set_value("consent_withdrawn")
        shown.save()
        settle(window)
        told = find(window, Dialog, "referral_act.holds")
        words = " ".join(one.text() for one in told.findChildren(Label))
        assert number in words and "Blue House" in words


def test_what_can_be_done_next() -> None:
    sent = (State.ACCEPTED, State.REJECTED, State.REVOKED)
    assert following(State.SENT, sent) == ["accepted", "rejected", FEEDBACK, "revoked"]
    assert following(State.DRAFT, (State.SENT, State.REVOKED)) == ["sent", "revoked"]
    assert following(State.COMPLETED, ()) == [FEEDBACK]
    assert following(State.REJECTED, ()) == []


def test_one_that_comes_in_opens_a_case(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        post = save(session, "office", "organisation", name="Border Post", country="TH").id
        window = open_window(session)
        page = go(window, Place("incoming"))
        assert isinstance(page, Incoming)
        page.save()
        assert "who asks" in find(page, Notice, "incoming.trouble").accessibleName()
        take(page, "incoming.who", "border")
        assert page.who.value() == post
        page.save()
        assert "no name" in find(page, Notice, "incoming.trouble").accessibleName()
        write(page.rows["person", "given_names"].target(), "Nur")
        write(page.rows["referral", "incoming_details"].target(), "Needs a bed.")
        find(page, Button, "incoming.save").click()
        settle(window)
        place = shell_of(window).place
        assert (place.page, place.tab) == ("case", "referrals")
        [one] = session.look(referrals.listed, out=False)
        assert (one.with_whom, one.state, one.number) == ("Border Post", "received", place.number)
        said = {kind: found.record for kind, found in session.look(cases.shown, place.number).records}
        assert said["case"].origin == "referral"  # type: ignore[attr-defined]
        again = go(window, Place("incoming"))
        assert isinstance(again, Incoming) and again.given("person") == {}, "the form is empty again"


def test_one_that_comes_in_shows_who_is_known_and_joins_a_case(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        on = ground(session)
        window = open_window(session)
        page = go(window, Place("incoming"))
        assert isinstance(page, Incoming)
        for name, text in (("given_names", "Thiri"), ("family_name", "Aung")):
            write(page.rows["person", name].target(), text)
        page.look_for()
        settle(window)
        assert page.known.isVisible() and find(page, Button, f"new_case.known.{on.number}.episode")
        page = go(window, Place("incoming", number=on.number))
        assert isinstance(page, Incoming)
        page.who.set_value(on.partner)
        find(page, Button, "incoming.save").click()
        settle(window)
        [one] = session.look(referrals.listed, number=on.number)
        assert not one.out and len(session.look(cases.listed)) == 1


def test_what_was_typed_of_one_that_comes_in_is_kept(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        window = open_window(session)
        page = go(window, Place("incoming"))
        assert isinstance(page, Incoming)
        page.who.set_value(on.partner)
        write(page.rows["referral", "incoming_details"].target(), "Needs a bed.")
        page.drafting.keep()
        settle(window)
    with sign_in() as session:
        page = go(open_window(session), Place("incoming"))
        assert isinstance(page, Incoming)
        assert page.given("referral") == {"incoming_details": "Needs a bed."}
        assert page.who.value() == on.partner


def test_a_new_one_from_the_list_asks_for_a_case(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        window = open_window(session)
        page = go(window, Place("referrals"))
        find(page, Button, "referrals.new").click()
        settle(window)
        dialog = find(window, WhichCase, "which_case")
        assert find(dialog, QListWidget, "which_case.cases").count() == 1
        find(dialog, Button, "which_case.yes").click()
        settle(window)
        assert shell_of(window).place == Place("referral", on.number)


def test_the_case_says_who_is_responsible_and_what_comes_next(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        on = ground(session)
        made = in_state(session, on, "out", "accepted", Path(), hand_over=True)
        came(session, on)
        window = open_window(session)
        page = go(window, Place("case", number=on.number, tab="referrals"))
        assert find(page, Button, f"case.referrals.{made}.completed").isVisible()
        assert session.look(case_view.header, on.number).responsible == "Blue House"
        assert any("Responsible now: Blue House" in one.text() for one in page.findChildren(Label))
        find(page, Button, "case.referrals.new").click()
        settle(window)
        assert shell_of(window).place.page == "referral"
