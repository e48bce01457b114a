"""The ledger in the window: who has what, looking again, calling back, and whether a paper is ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests import page_checks as checks
from tests.test_gui_consents import opened, press, said, words
from tests.test_gui_consents import tab as consent_tab
from tests.test_withdrawals import CLINIC, SCHOOL, agree, give, withdraw
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.domain.errors import Refused
from victimcase.gui import theme
from victimcase.gui.app import make_app
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.dialogs.recall import RecallDialog
from victimcase.gui.dialogs.withdraw import HoldersDialog
from victimcase.gui.pages.administration.page import AdministrationPage
from victimcase.gui.pages.administration.papers import PapersSheet
from victimcase.gui.pages.case.ledger import Ledger
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.parts.buttons import Button
from victimcase.gui.tables import Cell
from victimcase.gui.window import Window
from victimcase.services import case_papers, directory, disclosures, papers
from victimcase.services.papers import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx

__all__ = ["open_window", "qapp"]


def prepared(session: Session) -> str:
    """A case, and two who may help."""
    for name in (CLINIC, SCHOOL):
        save(session, "office", "organisation", name=name, country="TH")
    return new_case(session, health_alert="Insulin").number


def shown(window: Window, number: str) -> Ledger:
    """The ledger in the tab of referrals."""
    page = go(window, Place("case", number, tab="referrals"))
    found = page.findChild(Ledger)
    assert found is not None
    return found


def sheet_given(session: Session, number: str, out: Path) -> str:
    """A case sheet that was given out; its number."""
    order = Order(number, "own", "internal")
    return papers.give(session, "case_sheet", order, out).disclosure


def no_dialog(kind: type[Dialog]) -> bool:
    """Whether no sheet of a kind is open."""
    return not any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_a_case_says_who_has_what(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path) -> None:
    with sign_in() as session:
        number = prepared(session)
        agree(session, number)
        first = give(session, number, tmp_path / "a.pdf")
        second = give(session, number, tmp_path / "b.pdf")
        ledger = shown(open_window(session), number)
        text = words(ledger)
        assert CLINIC in text and "2 papers, newest 14 Mar 2026" in text
        assert text.index(second.disclosure) < text.index(first.disclosure)
        assert f"by {session.me.name}" in text and "as a file" in text and "Purpose: Referral" in text
        assert "Went: Identity, Health" in text and "Withheld: Contact, Family" in text
        assert text.count("the consent does not cover it") == 2, "each reason once for each paper"
        assert "given out" in said(ledger) and "Consent withdrawn" not in said(ledger)
        assert not [one for one in ledger.findChildren(Button) if one.objectName().endswith(".recall")]


def test_what_did_not_go_says_so(sign_in: SignIn, open_window: OpenWindow) -> None:
    def jammed(data: bytes) -> None:
        raise Refused("The printer did not take it.", "Look at the printer.")

    with sign_in() as session:
        number = prepared(session)
        with pytest.raises(Refused):
            papers.printed(session, "case_sheet", Order(number, "own", "internal"), jammed)
        ledger = shown(open_window(session), number)
        assert "nothing was given out" in words(ledger) and "printed" in words(ledger)
        assert said(ledger) == "not given out" and "Was to go: Identity" in words(ledger)


def test_a_kept_paper_is_looked_at_again_inside(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)
        known = sheet_given(session, number, tmp_path / "a.pdf")
        agree(session, number)
        letter = give(session, number, tmp_path / "b.pdf").disclosure
        window = open_window(session)
        ledger = shown(window, number)
        assert ledger.findChild(Button, f"case.ledger.{letter}.again") is None, "this one was not kept"
        press(ledger, f"case.ledger.{known}.again", window)
        assert known in find(ledger, Dialog, "preview").accessibleName()


def test_something_is_called_back_from_the_ledger(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)
        consent = agree(session, number)
        known = give(session, number, tmp_path / "a.pdf").disclosure
        withdraw(session, number, consent)
        window = open_window(session)
        ledger = shown(window, number)
        assert "Consent withdrawn" in said(ledger)
        press(ledger, f"case.ledger.{known}.recall", window)
        paper = opened(PaperDialog)
        paper.give(str(tmp_path / "recall.pdf"))
        settle(window)
        assert (tmp_path / "recall.pdf").read_bytes().startswith(b"%PDF") and no_dialog(RecallDialog)
    with sign_in("supervisor") as session:
        line = session.look(disclosures.listed)[-1]
        assert (line.output, line.recipient, line.state) == ("recall_letter", CLINIC, "issued")


def taken_back(window: Window, number: str, consent: str) -> None:
    """Press in the tab of consents that the recall letters are to be written."""
    press(consent_tab(window, number), f"case.consent.{consent}.holders", window)
    press(opened(HoldersDialog), "holders.recall", window)


def test_one_who_holds_something_is_written_to_at_once(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)
        consent = agree(session, number)
        give(session, number, tmp_path / "a.pdf")
        withdraw(session, number, consent)
        window = open_window(session)
        taken_back(window, number, consent)
        assert opened(PaperDialog).order().more == {"consent": consent} and no_dialog(RecallDialog)


def test_one_that_was_renamed_gets_one_letter(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    """The ledger has two names for the clinic; it stands below today's, and one letter calls all back."""
    with sign_in() as session:
        number = prepared(session)
        consent = agree(session, number)
        first = give(session, number, tmp_path / "a.pdf").disclosure
        house = next(one for one in session.look(case_papers.addressees) if one.name == CLINIC)
        session.do(directory.save, "organisation", {"name": "Clinic of the Harbour"}, record=house.id)
        give(session, number, tmp_path / "b.pdf", to="Clinic of the Harbour")
        withdraw(session, number, consent)
        window = open_window(session)
        taken_back(window, number, consent)
        assert no_dialog(RecallDialog)
        opened(PaperDialog).give(str(tmp_path / "recall.pdf"))
        settle(window)
        ledger = shown(window, number)
        assert f"Then called “{CLINIC}”" in words(ledger)
        assert words(ledger).count("Called back with a letter on") == 2
        press(ledger, f"case.ledger.{first}.recall", window)
        assert opened(PaperDialog).order().recipient == house.id, "by the old paper, under today's name"


def test_what_a_crash_left_open_is_settled_by_who_has_looked(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)

        def crash(tx: Tx) -> str:
            released = papers.decided(tx, "case_sheet", Order(number, "own", "internal"))
            return disclosures.prepare(tx, released, str(tmp_path / "a.pdf"))[1].number

        known = session.do(crash).value
        session.do(disclosures.tidy)
        window = open_window(session)
        ledger = shown(window, number)
        assert "may have gone out" in words(ledger) and "Look whether it came to be" in words(ledger)
        press(ledger, f"case.ledger.{known}.stayed", window)
        assert "not given out" in words(ledger) and "may have gone out" not in words(ledger)
        assert ledger.findChild(Button, f"case.ledger.{known}.stayed") is None


def test_who_leaves_the_letter_is_asked_no_more(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number = prepared(session)
        consent = agree(session, number)
        known = give(session, number, tmp_path / "a.pdf").disclosure
        withdraw(session, number, consent)
        window = open_window(session)
        ledger = shown(window, number)
        press(ledger, f"case.ledger.{known}.recall", window)
        opened(PaperDialog).reject()
        settle(window)
        assert no_dialog(PaperDialog) and no_dialog(RecallDialog)
        assert len(session.look(disclosures.listed, number)) == 1


@pytest.mark.parametrize(
    "look", [{"size": (1024, 640)}, {"rtl": True}, {"text_size": 200}], ids=lambda one: next(iter(one))
)
def test_the_ledger_is_whole_however_it_is_shown(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, look: dict[str, Any]
) -> None:
    """Named, nothing cut, nothing beyond the edge, and every button reached: long names and all."""
    long = "House of the old harbour with a name nobody can say in one breath"
    with sign_in("supervisor") as session:
        number = prepared(session)
        session.do(directory.save, "organisation", {"name": long, "country": "TH"})
        consent = agree(session, number, long)
        give(session, number, tmp_path / "a.pdf", to=long)
        known = sheet_given(session, number, tmp_path / "b.pdf")
        withdraw(session, number, consent)
        window = open_window(session, **look)
        ledger = shown(window, number)
        settle(window)
        page = shell_of(window).page
        assert len([one for one in ledger.findChildren(Button) if one.isVisible()]) == 2
        wrong = [*checks.nameless(page), *checks.clipped(page), *checks.scrolls_sideways(page)]
        sheet = admin_sheet(window)
        checked(sheet, window, known)
        wrong += [*checks.nameless(sheet), *checks.clipped(sheet), *checks.scrolls_sideways(sheet)]
    theme.apply(make_app(), Mode.LIGHT)
    assert not wrong, "\n" + "\n".join(wrong)


def admin_sheet(window: Window) -> PapersSheet:
    """The tab of papers in administration."""
    page = go(window, Place("administration", tab="papers"))
    assert isinstance(page, AdministrationPage)
    sheet = page.sheets["papers"]
    assert isinstance(sheet, PapersSheet)
    return sheet


def checked(sheet: PapersSheet, window: Window, number: str) -> str:
    """What is said of a number."""
    sheet.checking.number.setText(number)
    press(sheet, "administration.papers.check", window)
    return words(find(sheet, QWidget, "administration.papers.checking"))


def test_a_paper_is_checked_and_nobody_is_named(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in("supervisor") as session:
        number = prepared(session)
        known = sheet_given(session, number, tmp_path / "a.pdf")
        window = open_window(session)
        sheet = admin_sheet(window)
        assert not find(sheet, Button, "administration.papers.check").isEnabled()
        text = checked(sheet, window, f" {known.lower()} ")
        [line] = session.look(disclosures.listed)
        assert "Case sheet" in text and "given out on 14 Mar 2026" in text
        assert line.content_hash[:8] + " " + line.content_hash[8:16] in text
        assert "Thiri" not in text and number not in text
        text = checked(sheet, window, f"{known}0")
        assert "may not be ours" in said(sheet) + text and "given out on" not in text


def test_a_paper_that_never_left_is_not_vouched_for(sign_in: SignIn, open_window: OpenWindow) -> None:
    def jammed(data: bytes) -> None:
        raise Refused("The printer did not take it.", "Look at the printer.")

    with sign_in("supervisor") as session:
        number = prepared(session)
        with pytest.raises(Refused):
            papers.printed(session, "case_sheet", Order(number, "own", "internal"), jammed)
        [line] = session.look(disclosures.listed)
        window = open_window(session)
        text = checked(admin_sheet(window), window, line.number)
        assert "was not given out" in text and line.content_hash[:8] not in text


def test_the_list_of_all_papers_opens_the_case(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in("supervisor") as session:
        number = prepared(session)
        agree(session, number)
        first = give(session, number, tmp_path / "a.pdf").disclosure
        last = sheet_given(session, number, tmp_path / "b.pdf")
        window = open_window(session)
        sheet = admin_sheet(window)
        row = sheet.model.row(0)
        assert row is not None and row.line.number == last and sheet.model.rowCount() == 2
        assert [one.spoken() for one in cells(sheet, 1)][:4] == [first, "today", "Referral letter", CLINIC]
        sheet.table.opened.emit(row)
        settle(window)
        page = shell_of(window).page
        assert isinstance(page, CasePage) and (page.place.number, page.place.tab) == (number, "referrals")


def cells(sheet: PapersSheet, number: int) -> list[Cell]:
    """The cells of a row."""
    row = sheet.model.row(number)
    assert row is not None
    return [column.cell(row) for column in sheet.model.columns]


def test_an_empty_ledger_says_so(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("supervisor") as session:
        number = prepared(session)
        window = open_window(session)
        assert "Nothing was given out yet" in words(admin_sheet(window))
        assert "Nothing about this case went out" in words(shown(window, number))
