"""The consent tab: taking one back, who holds what, sharing without one, and the second person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.test_withdrawals import CLINIC, agree, give
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from tests.window_hands import take
from victimcase.domain.legal_override import Stand
from victimcase.domain.words import Category
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.override import SecondPersonDialog, ShareDialog
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.dialogs.shared_paper import WhichPaper
from victimcase.gui.dialogs.withdraw import HoldersDialog, WithdrawDialog
from victimcase.gui.forms.sheet import Sheet
from victimcase.gui.pages.case.consents import Consents
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.notice import Notice
from victimcase.gui.pictures import _finish_forms
from victimcase.gui.window import Window
from victimcase.services import consents, disclosures, overrides
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]

LAW: dict[str, Any] = {
    "purpose": "referral",
    "recipient": CLINIC,
    "categories": ["health"],
    "basis": "danger_to_life",
    "law": "Art. 374",
    "reason": "Unconscious",
    "ends_on": date(2026, 3, 20),
}


def prepared(session: Session) -> str:
    """A case, and somebody who may help."""
    save(session, "office", "organisation", name=CLINIC, country="TH")
    return new_case(session, health_alert="Insulin").number


def tab(window: Window, number: str) -> Consents:
    """The consent tab of a case, read anew."""
    page = go(window, Place("case", number, tab="consent"))
    found = page.findChild(Consents)
    assert found is not None
    found.read(number)
    settle(window)
    return found


def press(within: QWidget, name: str, window: Window) -> None:
    """Press a button and let what follows arrive."""
    find(within, Button, name).click()
    settle(window)


def opened(kind: type[Any]) -> Any:
    """The sheet of a kind that is open."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(shown) == 1, f"{len(shown)} of {kind.__name__} are open"
    return shown[0]


def said(within: QWidget) -> str:
    """All badges and banners, as they are read out."""
    badges = [one.accessibleName() for one in within.findChildren(Badge) if one.isVisible()]
    notices = [
        f"{one.accessibleName()} {one.accessibleDescription()}"
        for one in within.findChildren(Notice)
        if one.isVisible()
    ]
    return " | ".join([*badges, *notices])


def words(within: QWidget) -> str:
    """Every word a sheet shows or says."""
    return " ".join(
        f"{one.accessibleName()} {getattr(one, 'text', str)()}" for one in within.findChildren(QWidget)
    )


def test_a_consent_is_taken_back_and_it_is_shown_who_holds_what(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)
        agreed = agree(session, number)
        given = give(session, number, tmp_path / "a.pdf")
        window = open_window(session)
        shown = tab(window, number)
        recalled: list[str] = []
        shown.recalling.connect(recalled.append)
        press(shown, f"case.consent.{agreed}.holders", window)
        sheet = opened(HoldersDialog)
        assert given.disclosure in words(sheet) and sheet.findChild(Button, "holders.recall") is None
        sheet.reject()
        press(shown, f"case.consent.{agreed}.withdraw", window)
        asked = opened(WithdrawDialog)
        yes = find(asked, Button, "withdraw.yes")
        assert not yes.isEnabled() and "few words" in yes.toolTip()
        find(asked, QLineEdit, "withdraw.how").setText("By telephone")
        press(asked, "withdraw.yes", window)
        after = opened(HoldersDialog)
        assert CLINIC in words(after) and given.disclosure in words(after)
        press(after, "holders.recall", window)
        assert recalled == [agreed]
        [held] = session.look(consents.listed, number)
        assert (held.withdrawn_on, held.withdrawn_how) == ("2026-03-14", "By telephone")
        settle(window)
        assert "Withdrawn" in said(tab(window, number))


def test_what_cannot_be_is_said_in_the_sheet(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        agreed = agree(session, number)
        window = open_window(session)
        press(tab(window, number), f"case.consent.{agreed}.withdraw", window)
        sheet = opened(WithdrawDialog)
        find(sheet, QLineEdit, "withdraw.how").setText("By telephone")
        find(sheet, QLineEdit, "withdraw.on").setText("1 Jan 2020")
        press(sheet, "withdraw.yes", window)
        assert "between the day" in said(sheet)
        sheet.reject()
        assert session.look(consents.listed, number)[0].withdrawn_on == ""


def test_sharing_without_consent_asks_for_all_the_law_asks_for(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = prepared(session)
        window = open_window(session)
        press(tab(window, number), "case.overrides.share", window)
        sheet = opened(ShareDialog)
        yes = find(sheet, Button, "share.yes")
        assert yes.property("kind") == "careful" and not yes.isEnabled()
        steps = (
            lambda: find(sheet, QWidget, "share.basis.danger_to_life").click(),  # type: ignore[attr-defined]
            lambda: take(sheet, "share.recipient", "harbour"),
            lambda: find(sheet, Chip, "share.part.health").click(),
            lambda: find(sheet, QLineEdit, "share.law").setText("Art. 374"),
            lambda: find(sheet, QPlainTextEdit, "share.reason").setPlainText("Unconscious"),
        )
        for step in steps:
            assert not yes.isEnabled() and yes.toolTip()
            step()
        assert yes.isEnabled()
        assert sheet.findChild(Chip, "share.part.perpetrator") is None
        yes.click()
        settle(window)
        [made] = session.look(overrides.listed, number)
        assert (made.stand, made.recipient, made.categories) == (Stand.OPEN, CLINIC, ("health",))
        find(opened(Dialog), Button, "case.shared.no").click()
        shown = tab(window, number)
        assert "Shared without consent: Referral" in said(shown) and "has to confirm it by" in said(shown)
        assert shown.findChild(Button, f"case.override.{made.id}.look") is None


def test_what_may_be_shared_without_consent_leads_to_its_paper(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    """For whom, why and what is known already; the paper goes through the door as any other."""
    with sign_in() as session:
        number = prepared(session)
        save(session, number, "health_record", findings="Malaria")
        made = session.do(overrides.declare, number, **LAW).value
        window = open_window(session)
        shown = tab(window, number)
        shown._lead_on(made)
        press(opened(Dialog), "case.shared.yes", window)
        which = opened(WhichPaper)
        assert not find(which, Button, "which.presumption_note").isEnabled()
        press(which, "which.referral_letter", window)
        paper = opened(PaperDialog)
        order = paper.order()
        assert (order.recipient, order.purpose) == (made.recipient_id, "referral")
        assert order.asked == {Category.HEALTH}
        for text in paper._seen.texts:
            paper._texts._answer(text.key, "goes")
            settle(window)
        assert find(paper, Button, "paper.save").isEnabled(), paper._why.text()
        paper.give(str(tmp_path / "letter.pdf"))
        settle(window)
        [line] = session.look(disclosures.listed, number)
        assert (line.recipient, line.state, line.categories) == (CLINIC, "issued", ("health",))


def test_no_paper_is_offered_of_what_does_not_count(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        waits = session.do(overrides.declare, number, **LAW | {"basis": "court_order"}).value
        window = open_window(session)
        shown = tab(window, number)
        shown._lead_on(waits)
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog)]
        assert shown.findChild(Button, f"case.override.{waits.id}.paper") is None
    with sign_in("supervisor") as session:
        session.do(overrides.confirm, number, waits.id)
    with sign_in() as session:
        window = open_window(session)
        press(tab(window, number), f"case.override.{waits.id}.paper", window)
        assert CLINIC in words(opened(WhichPaper))


def test_the_second_person_says_yes_or_no(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        numbers = [prepared(session), new_case(session).number]
        made = [session.do(overrides.declare, number, **LAW).value.id for number in numbers]
    with sign_in("supervisor") as session:
        window = open_window(session)
        for number, record, answer, stand in (
            (numbers[0], made[0], "yes", Stand.CONFIRMED),
            (numbers[1], made[1], "no", Stand.DECLINED),
        ):
            press(tab(window, number), f"case.override.{record}.look", window)
            sheet = opened(SecondPersonDialog)
            assert "Unconscious" in words(sheet) and CLINIC in words(sheet)
            press(sheet, f"second.{answer}", window)
            assert session.look(overrides.listed, number)[0].stand is stand
            assert tab(window, number).findChild(Button, f"case.override.{record}.look") is None


def test_a_line_of_the_first_page_leads_to_it(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        session.do(overrides.declare, number, **LAW)
        window = open_window(session)
        page = go(window, Place("today"))
        assert "A second person has to say" in words(page)
        find(page, QWidget, "today.watch.0").click()  # type: ignore[attr-defined]
        settle(window)
        place = shell_of(window).place
        assert (place.page, place.number, place.kind) == ("case", number, "override")
        shown = shell_of(window).page.findChild(Consents)
        assert shown is not None and shown.isVisible()


def test_a_mission_is_offered_nothing_of_it(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        agree(session, number, categories=["identity"])
        session.do(overrides.declare, number, **LAW)
        save(session, number, "consular_notification", country="MM", decision="notify")
    with sign_in("consul") as session:
        shown = tab(open_window(session), number)
        names = {one.objectName() for one in shown.findChildren(QWidget)}
        assert not {name for name in names if "override" in name and "." in name} - {"case.overrides"}
        assert not any(name.endswith(".holders") for name in names)


def test_guardian_and_child_are_told_in_words(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        save(session, number, "person", birth="2012")
        guardian = save(session, number, "guardian", name="Daw Mya", suspected=True).id
        agree(session, number, given_by="guardian", guardian=guardian, child_assent=False)
        shown = tab(open_window(session), number)
        assert "Lacks a checked guardian's consent" in said(shown)
        told = words(shown)
        assert "Daw Mya (not checked, or suspected: does not count)" in told
        assert "the child does not agree" in told


def test_a_new_consent_begins_with_today(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = prepared(session)
        window = open_window(session)
        press(tab(window, number), "case.consent.add", window)
        _finish_forms(shell_of(window), window.jobs)
        [form] = [one for one in shell_of(window).findChildren(Sheet) if one.isVisible()]
        assert form.rows["given_on"].editor is not None
        assert form.given()["given_on"] == "2026-03-14"
        agreed = agree(session, number, given_on="")
        go(window, Place("case", number, tab="consent", kind="consent", record=agreed))
        _finish_forms(shell_of(window), window.jobs)
        [form] = [one for one in shell_of(window).findChildren(Sheet) if one.isVisible()]
        assert "given_on" not in form.given()
