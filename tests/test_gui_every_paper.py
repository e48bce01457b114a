"""Every paper there is can be made somewhere in the window, by each role that may make it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.test_gui_consents import opened
from tests.test_withdrawals import CLINIC, agree, give, withdraw
from tests.vaults import SignIn, new_case, notify, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.domain import outputs
from victimcase.domain.outputs import Output
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.finder_line import FinderLine
from victimcase.gui.pages.administration.papers import PapersSheet
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.window import Window
from victimcase.services import disclosures

__all__ = ["open_window", "qapp"]

CASE, CONSENTS, LEDGER = "case.papers.", "case.consent.blank", "case.ledger."
PATTERNS, OFFICE = "patterns.extract", "administration.papers.monthly"
EXTRACT: Final = "extract"

# paper: where its button is; caseworker, consular officer, supervisor
WHERE = {
    "referral_letter":         (CASE, "yes yes yes"),
    "case_sheet":              (CASE, "yes yes yes"),
    "intake_sheet":            (CASE, "yes yes yes"),
    "screening_record":        (CASE, "yes yes yes"),
    "presumption_note":        (CASE, "yes yes yes"),
    "reflection_certificate":  (CASE, "yes yes yes"),
    "identification_decision": (CASE, "yes yes yes"),
    "support_plan":            (CASE, "yes yes yes"),
    "option_decision":         (CASE, "yes yes yes"),
    "offences_letter":         (CASE, "yes yes yes"),
    "evidence_list":           (CASE, "yes yes yes"),
    "consent_form":            (CASE, "yes yes yes"),
    "consent_form_blank":      (CONSENTS, "yes yes yes"),
    "person_note":             (CASE, "yes yes yes"),
    "data_protection_receipt": (CASE, "yes -   yes"),
    "recall_letter":           (LEDGER, "yes -   yes"),
    "access_request":          (CASE, "yes -   yes"),
    "repatriation_file":       (CASE, "yes yes yes"),
    "return_clearance":        (CASE, "yes yes yes"),
    "travel_document_request": (CASE, "yes yes yes"),
    "mission_note":            (CASE, "yes yes yes"),
    "handover_protocol":       (CASE, "yes yes yes"),
    "reception_note":          (CASE, "yes yes yes"),
    "reintegration_plan":      (CASE, "yes yes yes"),
    "grant_agreement":         (CASE, "yes yes yes"),
    "follow_up_report":        (CASE, "yes yes yes"),
    "closure_report":          (CASE, "yes yes yes"),
    "legal_assistance_annex":  (CASE, "yes yes yes"),
    "financial_annex":         (CASE, "yes yes yes"),
    "liaison_extract":         (PATTERNS, "-   -   yes"),
    "statistics_report":       (OFFICE, "-   -   yes"),
}  # fmt: skip

ROLES = ("caseworker", "consul", "supervisor")


def places_of(window: Window, number: str) -> dict[str, str]:
    """Paper -> where its button is, found by going there; those beside the card are pressed."""
    found: dict[str, str] = {}
    page = go(window, Place("case", number, tab="documents"))
    for button in page.findChildren(Button):
        if button.objectName().startswith(CASE) and button.isVisibleTo(page):
            found[button.objectName().removeprefix(CASE)] = CASE
    beside = (
        (Place("case", number, tab="consent"), CONSENTS, ""),
        (Place("case", number, tab="referrals"), LEDGER, ".recall"),
        (Place("patterns"), PATTERNS, ""),
        (Place("administration", tab="papers"), OFFICE, ""),
    )
    shell = shell_of(window)
    for place, begin, end in beside:
        go(window, place)
        if shell.place != place:
            continue
        for button in shell.findChildren(Button):
            name = button.objectName()
            if name.startswith(begin) and name.endswith(end) and button.isVisible():
                found[pressed(window, button)] = begin
                break
    return found


def pressed(window: Window, button: Button) -> str:
    """The paper a button begins: that of the dialog it opens."""
    assert button.isEnabled(), button.toolTip()
    button.click()
    settle(window)
    dialog = dialog_open()
    titles = {one.title: code for code, one in outputs.OUTPUTS.items()}
    code = "liaison_extract" if dialog.objectName() == EXTRACT else titles[dialog.accessibleName()]
    dialog.reject()
    settle(window)
    return code


def dialog_open() -> Dialog:
    """The one dialog that is open."""
    [found] = [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
    return found


def lost(found: dict[str, str], role: str) -> set[str]:
    """The papers a role may make that it finds nowhere, or elsewhere than the table says."""
    column = ROLES.index(role)
    wanted = {one.code for one in outputs.papers()} | set(WHERE)
    told = {
        code: WHERE[code][0] if code in WHERE and WHERE[code][1].split()[column] == "yes" else ""
        for code in wanted
    }
    return {code for code in wanted if found.get(code, "") != told[code] or code not in WHERE}


def walked(sign_in: SignIn, open_window: OpenWindow, folder: Path, role: str) -> dict[str, str]:
    """What a role finds in a case of which something went that is to be called back."""
    with sign_in() as session:
        save(session, "office", "organisation", name=CLINIC, country="TH")
        number = new_case(session).number
        consent = agree(session, number)
        give(session, number, folder / "a.pdf")
        withdraw(session, number, consent)
        notify(session, number)
    with sign_in(role) as session:
        return places_of(open_window(session), number)


@pytest.mark.parametrize("role", ROLES)
def test_every_paper_has_a_place(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, role: str) -> None:
    assert lost(walked(sign_in, open_window, tmp_path, role), role) == set()


def test_a_paper_without_a_place_is_found(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new one nobody thought of, one that is elsewhere than the table says, one a role does not get."""
    new = Output("lost_sheet", "Lost sheet", frozenset({"internal"}), records=False)
    monkeypatch.setattr(outputs, "OUTPUTS", {**outputs.OUTPUTS, "lost_sheet": new})
    found = walked(sign_in, open_window, tmp_path, "caseworker")
    assert lost(found, "caseworker") == {"lost_sheet"}
    monkeypatch.setitem(WHERE, "lost_sheet", (OFFICE, "yes yes yes"))
    assert lost(found, "caseworker") == {"lost_sheet"}, "to say where it is does not bring it there"
    monkeypatch.setitem(WHERE, "person_note", (OFFICE, "yes yes yes"))
    monkeypatch.setitem(WHERE, "statistics_report", (OFFICE, "yes yes yes"))
    assert lost(found, "caseworker") == {"lost_sheet", "person_note", "statistics_report"}


def finder(window: Window, words: str) -> None:
    """Type into the line that finds anything, and press Enter: no mouse."""
    shell = shell_of(window)
    shell.open_finder()
    line = find(shell, QLineEdit, "finder.search")
    line.setText(words)
    settle(window)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)


def test_the_monthly_sheet_is_made_from_the_keyboard(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in("supervisor") as session:
        new_case(session)
        window = open_window(session)
        finder(window, "monthly")
        dialog = opened(PaperDialog)
        month = find(dialog, Pick, "paper.month")
        assert month.value() == "2026-02" and month.itemText(0) == "March 2026, up to today"
        assert not find(dialog, QWidget, "paper.whom").isVisible()
        month.set_value("2026-03")
        month.picked.emit("2026-03")
        settle(window)
        assert dialog.order().more == {"month": "2026-03"} and dialog.order().case == ""
        out = tmp_path / "sheet.pdf"
        dialog.give(str(out))
        settle(window)
        [line] = session.look(disclosures.listed)
        assert (line.output, line.state, line.purpose) == ("statistics_report", "issued", "internal")
        with pypdfium2.PdfDocument(out) as paper:
            assert "Monthly sheet" in paper[0].get_textpage().get_text_range()
        sheet = find(shell_of(window), QWidget, "administration.papers")
        assert isinstance(sheet, PapersSheet) and sheet.model.rowCount() == 1, "the list read again"


def test_a_caseworker_is_not_offered_the_monthly_sheet(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        window = open_window(session)
        shell_of(window).open_finder()
        find(shell_of(window), QLineEdit, "finder.search").setText("monthly")
        settle(window)
        texts = [one.found.text for one in shell_of(window).findChildren(FinderLine)]
        assert "Make the monthly sheet" not in texts
