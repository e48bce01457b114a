"""Whether a paper is ours, asked by whoever sees cases; and what the choice of a paper begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests import page_checks as checks
from tests.test_gui_consents import opened, press, said, words
from tests.test_gui_every_paper import finder
from tests.vaults import SignIn, new_case, notify, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.app import make_app
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Place
from victimcase.gui.dialogs import print_on
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.print_on import PrintOn
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.pages.check_paper import CheckPaperPage
from victimcase.gui.pages.referral import sending
from victimcase.gui.paper_check import compared
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.chips import Chip, Segments
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.window import Window
from victimcase.services import directory, disclosures, papers
from victimcase.services.papers import Order
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


def given(session: Session, number: str, out: Path) -> disclosures.Line:
    """The line of a case sheet that went."""
    made = papers.give(session, "case_sheet", Order(number, "own", "internal"), out)
    return next(one for one in session.look(disclosures.listed) if one.number == made.disclosure)


@pytest.mark.parametrize("role", ["caseworker", "consul"])
def test_a_paper_is_checked_without_a_mouse(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, role: str
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
    with sign_in(role) as session:
        line = given(session, number, tmp_path / "a.pdf")
        window = open_window(session)
        finder(window, "check")
        page = shell_of(window).page
        assert isinstance(page, CheckPaperPage) and page.card.number.hasFocus()
        page.card.number.setText(f" {line.number.lower()} ")
        QTest.keyClick(page.card.number, Qt.Key.Key_Return)
        settle(window)
        text = words(page)
        assert "Case sheet" in text and "given out on 14 Mar 2026" in text and line.content_hash[:8] in text
        assert number not in text and "Thiri" not in text and session.me.name not in text
        typed = find(page, QLineEdit, "check_paper.compare")
        typed.setText(f"{line.content_hash[:8].upper()} {line.content_hash[8:16]}")
        settle(window)
        assert "Fits" in said(page) and typed.accessibleDescription() == "Fits"
        typed.setText("0" if line.content_hash[0] != "0" else "1")
        settle(window)
        assert "do not rely on it" in said(page) and "Fits" not in said(page)


def test_the_beginning_of_a_fingerprint_vouches_for_nothing() -> None:
    known = "ab12cd34" * 8
    assert compared("", known) is None and compared("AB12 cd3", known) is None
    fits, differs = compared("AB12CD34", known), compared("ab12cd35", known)
    assert fits and differs and (fits.tone, differs.tone) == ("ok", "danger")
    longer = compared(known + "a", known)
    assert longer is not None and longer.tone == "danger"


def test_a_mission_checks_what_it_gave_out_itself(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
        line = given(session, number, tmp_path / "a.pdf")
    with sign_in("consul") as session:
        window = open_window(session)
        page = go(window, Place("check_paper"))
        assert "papers you gave out yourself" in words(page)
        find(page, QLineEdit, "check_paper.number").setText(line.number)
        press(page, "check_paper.check", window)
        assert "may not be ours" in words(page) and line.content_hash[:8] not in words(page)


def test_it_is_reached_from_the_referrals_and_from_the_papers_of_a_case(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        for place, name in (
            (Place("referrals"), "referrals.check_paper"),
            (Place("case", number, tab="documents"), "case.check_paper"),
        ):
            go(window, place)
            press(shell_of(window), name, window)
            assert shell_of(window).place.page == "check_paper"


@pytest.mark.parametrize(
    "look",
    [{"size": (1024, 640)}, {"rtl": True}, {"text_size": 200}, {"mode": Mode.DARK}],
    ids=lambda one: next(iter(one)),
)
def test_nothing_is_cut_however_it_is_shown(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, look: dict[str, Any]
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        line = given(session, number, tmp_path / "a.pdf")
        window = open_window(session, **look)
        page = go(window, Place("check_paper"))
        find(page, QLineEdit, "check_paper.number").setText(line.number)
        press(page, "check_paper.check", window)
        find(page, QLineEdit, "check_paper.compare").setText("zz")
        settle(window)
        wrong = [*checks.nameless(page), *checks.clipped(page), *checks.scrolls_sideways(page)]
        for output in ("consent_form_blank", "data_protection_receipt"):
            dialog = begun(window, number, output)
            wrong += [*checks.nameless(dialog), *checks.clipped(dialog)]
            assert dialog.height() <= window.height()
            dialog.reject()
            settle(window)
    theme.apply(make_app(), Mode.LIGHT)
    assert not wrong, "\n" + "\n".join(wrong)


def begun(window: Window, number: str, output: str) -> PaperDialog:
    """The choice of a paper, settled."""
    page = go(window, Place("case", number))
    assert isinstance(page, CasePage)
    page.print_paper(output)
    settle(window)
    found = opened(PaperDialog)
    assert isinstance(found, PaperDialog)
    return found


def languages(dialog: PaperDialog) -> tuple[str, ...]:
    """The languages a paper would be in."""
    return dialog.order().languages


@pytest.mark.parametrize(
    ("language", "office", "wanted"),
    [
        ("mya", None, ("my", "en")),
        ("prs", None, ("fa", "en")),
        ("my", "th", ("my", "th")),
        ("th", "th", ("th",)),
        ("vi", None, ("en",)),
        ("vi", "th", ("th",)),
        ("eng", "th", ("en", "th")),
    ],
)
def test_what_a_person_takes_along_is_in_their_language(
    sign_in: SignIn, open_window: OpenWindow, language: str, office: str | None, wanted: tuple[str, ...]
) -> None:
    if office:
        with sign_in("supervisor") as session:
            save(session, "office", "office_settings", language=office)
    with sign_in() as session:
        number = new_case(session, primary_language=language).number
        window = open_window(session)
        for output in ("data_protection_receipt", "consent_form_blank"):
            dialog = begun(window, number, output)
            assert languages(dialog) == wanted
            told = "Papers cannot be made in Vietnamese yet" in words(dialog)
            assert told is (language == "vi")
            dialog.reject()
            settle(window)


def test_others_get_it_in_english_the_office_in_its_own_and_a_choice_is_kept(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in("supervisor") as session:
        save(session, "office", "office_settings", language="th")
    with sign_in() as session:
        number = new_case(session, primary_language="my").number
        window = open_window(session)
        dialog = begun(window, number, "intake_sheet")
        whom = find(dialog, Segments, "paper.whom")
        seen = []
        for one in ("own", "organisation", "person"):
            find(whom, QWidget, f"paper.whom.{one}").click()  # type: ignore[attr-defined]
            settle(window)
            seen.append(languages(dialog))
        assert seen == [("th",), ("en",), ("my", "th")]
        first = find(dialog, Pick, "paper.language")
        first.set_value("fa")
        first.picked.emit("fa")
        find(whom, QWidget, "paper.whom.own").click()  # type: ignore[attr-defined]
        settle(window)
        assert languages(dialog) == ("fa", "th")


def consents(session: Session) -> str:
    """A case with two consents whose words are longer than the list is wide."""
    number = new_case(session).number
    said: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-10"}
    for purpose in ("referral", "services"):
        told = "identity,contact,family,health"
        save(
            session,
            number,
            "consent",
            purpose=purpose,
            categories=told,
            recipient_text="House of the Old Harbour",
            **said,
        )
    return number


def test_a_form_of_a_consent_is_chosen_by_its_words_and_nothing_is_left_out(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        window = open_window(session, size=(1024, 640))
        dialog = begun(window, consents(session), "consent_form")
        about = find(dialog, Pick, "paper.about")
        assert about.count() == 2 and about.cuts(about.currentText())
        assert about.currentText() in words(dialog) and "14 Mar 2026" in about.currentText()
        assert not dialog.findChildren(Chip) and "filled from the consent" in words(dialog)
        order = dialog.order()
        assert order.asked is None and order.about == about.value()
        assert find(dialog, QWidget, "paper.save").isEnabled()
        dialog.reject()
        settle(window)
        dialog = begun(window, order.case, "intake_sheet")
        assert find(dialog, Chip, f"paper.part.{Category.IDENTITY}").isVisible(), "others are narrowed"


def test_a_note_is_about_all_consents_and_may_name_nobody(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        window = open_window(session)
        dialog = begun(window, consents(session), "person_note")
        assert not find(dialog, Pick, "paper.about").isVisible() and dialog.order().about == ""
        assert dialog.order().more == {}
        find(dialog, Check, "paper.names").setChecked(False)
        assert dialog.order().more == {"names": "no"}


def test_a_list_is_of_all_unless_one_is_chosen(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session).number
        for what in ("Phone", "Notebook"):
            save(session, number, "evidence_item", description=what)
        window = open_window(session)
        dialog = begun(window, number, "evidence_list")
        about = find(dialog, Pick, "paper.about")
        assert about.currentText() == "All of them" and dialog.order().about == ""
        about.set_value(about.itemData(1))
        assert dialog.order().about == about.itemData(1)


def test_a_note_to_a_mission_begins_with_the_mission(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        made = session.do(directory.save, "organisation", {"name": "Mission", "country": "MM"}).value
        number = new_case(session).number
        save(session, number, "consular_notification", country="MM", decision="notify", mission=made.id)
        window = open_window(session)
        order = begun(window, number, "mission_note").order()
        assert (order.recipient, order.purpose) == (made.id, "consulate")


def test_a_form_to_fill_in_is_for_what_was_said(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        dialog = begun(window, number, "consent_form_blank")
        assert dialog.order().more == {}
        find(dialog, Pick, "paper.form.purpose").set_value("police")
        find(dialog, QLineEdit, "paper.form.recipient").setText(" Unit 7 ")
        assert dialog.order().more == {"purpose": "police", "recipient": "Unit 7"}


def test_where_a_paper_goes_is_read_aloud(
    sign_in: SignIn, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_on, "printers", lambda: ["Hall"])
    with sign_in() as session:
        window = open_window(session)
        dialog = PrintOn(window)
        pick = find(dialog, Pick, "print.printer")
        assert pick.accessibleName() == "Printer" and buddies(dialog) == {"Printer": pick}
        dialog.reject()
        step = sending.SendingStep(shell_of(window).desk)
        assert step.where.accessibleName() == "Where does the letter go?"
        assert buddies(step)["Where does the letter go?"] is step.where
        step.deleteLater()


def buddies(within: QWidget) -> dict[str, QWidget | None]:
    """The words of labels -> what each of them is the label of."""
    return {one.text(): one.buddy() for one in within.findChildren(QLabel) if one.buddy() is not None}
