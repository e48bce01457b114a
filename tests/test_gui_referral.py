"""The wizard of a referral in a real window and vault: five steps, a draft that survives, a letter out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTextEdit, QToolButton, QWidget

from tests.referral_ground import Ground, agree, begun, ground, standing
from tests.vaults import SignIn, new_case, notify, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of, write
from victimcase.domain.referral_rules import State
from victimcase.gui.desk import Place
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.pages.referral.page import ReferralPage
from victimcase.gui.pages.referral.partner import PartnerStep
from victimcase.gui.pages.referral.purpose import PurposeStep
from victimcase.gui.parts.buttons import Button, Check
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.window import Window
from victimcase.services import disclosures, referrals
from victimcase.services.session import Changed

__all__ = ["open_window", "qapp"]


def wizard(window: Window, on: Ground, record: str = "") -> ReferralPage:
    """The wizard, read."""
    page = go(window, Place("referral", number=on.number, record=record))
    assert isinstance(page, ReferralPage)
    return page


def press(page: QWidget, window: Window, name: str) -> None:
    """Press a button that can be pressed, and wait."""
    button = find(page, Button, name)
    assert button.isEnabled(), f"{name}: {button.toolTip()}"
    button.click()
    settle(window)


def choose_partner(page: ReferralPage, window: Window, partner: str) -> None:
    """Put the cursor on a partner."""
    step = page.steps["partner"]
    assert isinstance(step, PartnerStep)
    step.card.table.choose(lambda one: one.id == partner)
    settle(window)


def answer_purpose(page: ReferralPage, window: Window) -> None:
    """Answer the questions of the second step as a person does."""
    step = page.steps["purpose"]
    assert isinstance(step, PurposeStep)
    pick = find(page, Pick, "referral.purpose.purpose")
    pick.set_value("referral")
    pick.picked.emit("referral")
    write(step.rows["needed_why"].target(), "Needs a lawyer for wages.")
    write(step.rows["alternatives"].target(), "The court's aid has no place.")
    find(page, QToolButton, "form.referral.risks_discussed.True").click()
    settle(window)


def test_from_the_first_step_to_the_letter(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path) -> None:
    with sign_in() as session:
        on = ground(session, agreed=False)
        agree(session, on.number, on.partner, limits="They must not visit my village.")
        window = open_window(session)
        page = wizard(window, on)
        choose_partner(page, window, on.partner)
        press(page, window, "referral.next")
        assert page.at == "purpose" and not find(page, Button, "referral.next").isEnabled()
        [one] = session.look(referrals.listed, number=on.number)
        assert one.organisation == on.partner
        answer_purpose(page, window)
        press(page, window, "referral.next")
        assert page.at == "parts"
        shown = standing(session, on, one.id).record
        assert (shown.purpose, shown.needed_why) == ("referral", "Needs a lawyer for wages.")
        assert find(page, QWidget, "referral.consent").isVisible()
        press(page, window, "referral.next")
        assert page.at == "read"
        assert standing(session, on, one.id).record.categories == ("identity",)
        texts = ("Needs a lawyer for wages.", "They must not visit my village.")
        for number, text in enumerate(texts):
            assert find(page, QTextEdit, f"referral.text.{number}").toPlainText() == text
            assert not find(page, Button, "referral.next").isEnabled(), "nobody has read the text"
            find(page, QToolButton, f"referral.text.{number}.answer.goes").click()
            settle(window)
        press(page, window, "referral.next")
        assert page.at == "send" and session.look(disclosures.listed) == []
        press(page, window, "referral.next")
        dialog = find(page, QFileDialog, "referral.place")
        out = tmp_path / "letter.pdf"
        dialog.fileSelected.emit(str(out))
        dialog.close()
        settle(window)
        assert out.read_bytes().startswith(b"%PDF")
        found = standing(session, on, one.id)
        [line] = session.look(disclosures.listed)
        assert (found.state, found.record.disclosure) == (State.SENT, line.number)
        assert (line.recipient, line.state, line.categories) == ("Blue House", "issued", ("identity",))
        assert shell_of(window).place.page == "case", "back to the case, where it stands now"
        again = wizard(window, on, one.id)
        assert "on its way" in again._nothing.accessibleName()


def test_what_was_typed_survives_a_lock(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The step, words that were not saved, and what was said of texts."""
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        page.turn_to("purpose")
        settle(window)
        step = page.steps["purpose"]
        assert isinstance(step, PurposeStep)
        write(step.rows["alternatives"].target(), "Another thought. ")
        page._drafting.keep()
        settle(window)
    with sign_in() as session:
        page = wizard(open_window(session), on, made)
        assert page.at == "purpose"
        step = page.steps["purpose"]
        assert isinstance(step, PurposeStep)
        assert "Another thought." in str(step.rows["alternatives"].given())
        assert "Another thought" not in str(standing(session, on, made).record.alternatives)


def test_without_consent_the_way_to_ask_is_shown(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session, agreed=False)
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        assert page.at == "parts"
        assert "ask the person" in find(page, Button, "referral.next").toolTip()
        press(page, window, "referral.part.identity.ask")
        place = shell_of(window).place
        assert (place.page, place.kind) == ("case", "consent")
        assert place.values["recipient"] == on.partner and place.values["purpose"] == "referral"
        agree(session, on.number, on.partner)
        page = wizard(window, on, made)
        settle(window)
        assert find(page, Button, "referral.part.identity.turn").isEnabled()


def test_what_is_left_out_does_not_go(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        save(session, on.number, "person", mobile_phone="+66812345678")
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        press(page, window, "referral.part.contact.turn")
        press(page, window, "referral.next")
        assert standing(session, on, made).record.categories == ("identity",)
        press(page, window, "referral.back")
        assert page.at == "parts"
        press(page, window, "referral.part.contact.turn")
        press(page, window, "referral.next")
        assert set(standing(session, on, made).record.categories) == {"identity", "contact"}


def test_a_partner_is_asked_by_telephone(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        page.turn_to("send")
        settle(window)
        find(page, QToolButton, "referral.send.way.telephone").click()
        assert not find(page, Check, "referral.send.protect").isVisible()
        press(page, window, "referral.next")
        assert standing(session, on, made).state is State.SENT
        assert session.look(disclosures.listed) == []


def test_a_letter_is_printed(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The printer gets the whole paper once; the ledger has its line, and the referral its number."""
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        page.turn_to("send")
        settle(window)
        page.sending.where.set_options([("", "A PDF file"), ("Hall", "Printer: Hall")])
        page.sending.where.set_value("Hall")
        page.sending.where.picked.emit("Hall")
        assert find(page, Button, "referral.next").accessibleName() == "Print and send"
        assert not find(page, Check, "referral.send.protect").isVisible()
        press(page, window, "referral.next")
        assert "did not take" in find(page, Notice, "referral.send.trouble").accessibleName()
        assert standing(session, on, made).state is State.DRAFT
        printed: list[bytes] = []
        page.sending.print_on(printed.append)
        settle(window)
        [data] = printed
        found = standing(session, on, made)
        lines = {line.number: line.state for line in session.look(disclosures.listed)}
        assert data.startswith(b"%PDF") and found.state is State.SENT
        assert lines[found.record.disclosure or ""] == "issued"


def test_a_password_is_made_and_what_is_missing_holds_it(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        ready, lacking = begun(session, on), begun(session, on, needed_why=None)
        window = open_window(session)
        page = wizard(window, on, ready)
        page.turn_to("send")
        settle(window)
        find(page, Check, "referral.send.protect").setChecked(True)
        assert len(find(page, QLineEdit, "referral.send.password").text().split("-")) == 5
        assert find(page, Button, "referral.next").isEnabled()
        page = wizard(window, on, lacking)
        page.turn_to("send")
        settle(window)
        assert find(page, Notice, "referral.send.lacks").isVisible()
        assert not find(page, Button, "referral.next").isEnabled()
        way = find(page, Button, "referral.send.lack.needed_why")
        assert way.accessibleName() == "Go there: why it is needed"


def test_each_missing_thing_leads_to_where_it_is_asked(sign_in: SignIn, open_window: OpenWindow) -> None:
    """And what is written in the last step is there again when one comes back."""
    with sign_in() as session:
        on = ground(session, agreed=False)
        made = begun(session, on, needed_why=None, alternatives=None, categories=["identity"])
        window = open_window(session)
        page = wizard(window, on, made)
        page.turn_to("send")
        settle(window)
        page.sending.feedback.set_day(date(2026, 4, 2))
        page.sending.way.set_value("in_person")
        press(page, window, "referral.send.lack.alternatives")
        step = page.steps["purpose"]
        assert isinstance(step, PurposeStep) and page.at == "purpose"
        assert page.window().focusWidget() is step.rows["alternatives"].target()
        write(step.rows["alternatives"].target(), "The court's aid has no place.")
        write(step.rows["needed_why"].target(), "Needs a lawyer for wages.")
        page.turn_to("send")
        settle(window)
        shown = {one.objectName() for one in page.findChildren(Button) if one.isVisible()}
        assert {name for name in shown if ".lack." in name} == {"referral.send.lack.consent"}
        page.sending.feedback.set_day(date(2026, 4, 3))
        press(page, window, "referral.send.lack.consent")
        place = shell_of(window).place
        assert (place.page, place.kind) == ("case", "consent")
        said = {"purpose": "referral", "recipient": on.partner, "categories": ["identity"]}
        assert dict(place.values) == said
        agree(session, on.number, on.partner)
        page.desk.wrote.emit(Changed(frozenset({"consent"}), frozenset()))
        case = shell_of(window).page
        assert isinstance(case, CasePage)
        case._form_closed()
        settle(window)
        assert shell_of(window).page is page and page.at == "send"
        assert page.sending.feedback.day() == date(2026, 4, 3)
        assert page.sending.way.value() == "in_person"
        assert find(page, Button, "referral.next").isEnabled()


def test_a_second_hand_over_is_refused_in_words(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        on = ground(session)
        begun(session, on, hand_over=True)
        made = begun(session, on)
        window = open_window(session)
        page = wizard(window, on, made)
        page.turn_to("purpose")
        settle(window)
        find(page, QToolButton, "form.referral.hand_over.True").click()
        press(page, window, "referral.next")
        assert "open already" in find(page, Notice, "referral.trouble").accessibleName()
        assert page.at == "purpose"


@pytest.mark.parametrize("login", ["consul", "colleague"])
def test_who_may_not_is_told_so(sign_in: SignIn, open_window: OpenWindow, login: str) -> None:
    with sign_in() as session:
        on = Ground(new_case(session).number, "")
        notify(session, on.number)
    with sign_in(login) as session:
        page = wizard(open_window(session), on)
        assert page._nothing.isVisible() and not page.stepper.isVisible()
