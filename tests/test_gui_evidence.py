"""Evidence in the window: added, shown, checked, handed over, turned, and copied."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests import planted_files as planted
from tests.test_evidence import CAME, POLICE, added, agree, original, spoil
from tests.test_gui_copy_out import pick
from tests.vaults import SignIn, new_case, notify, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.copy_out import CopyOut
from victimcase.gui.dialogs.picture_edit import PictureEdit
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.pages.case.custody import CustodyLine
from victimcase.gui.pages.case.evidence import EvidenceCard, EvidenceRow
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.text import Label
from victimcase.gui.window import Window
from victimcase.services import documents_out, evidence, forms
from victimcase.services.documents_out import Copying
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    with sign_in() as opened:
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    save(session, "office", "organisation", name=POLICE, country="TH")
    return new_case(session).number


def documents_tab(window: Window, number: str) -> QWidget:
    page = go(window, Place("case", number, tab="documents"))
    settle(window)
    return page


def press(window: Window, within: QWidget, name: str) -> None:
    find(within, QAbstractButton, name).click()
    settle(window)


def words(within: QWidget) -> str:
    """All labels and badges that are shown."""
    found = [one.text() for one in within.findChildren(Label) if one.isVisible()]
    return " | ".join(found + [one.accessibleName() for one in within.findChildren(Badge) if one.isVisible()])


def test_an_item_says_where_it_comes_from_and_who_has_it(
    session: Session, number: str, open_window: OpenWindow
) -> None:
    item = added(session, number).id
    window = open_window(session)
    page = documents_tab(window, number)
    row = page.findChildren(EvidenceRow)[0]
    assert "Photograph of the gate" in words(row) and "original kept" in words(row)
    press(window, page, f"case.evidence.{item}.check")
    assert "unchanged since it came" in words(row)
    press(window, page, f"case.evidence.{item}.track")
    line = find(page, CustodyLine, f"case.evidence.{item}.line")
    assert "Malee to caseworker" in words(line) and "same hash" in words(line)
    assert "Nobody has opened it here." in words(line) and "No copy went out." in words(line)
    press(window, page, f"case.evidence.{item}.track")
    assert not page.findChildren(CustodyLine, f"case.evidence.{item}.line")


def test_a_changed_original_is_said_aloud(session: Session, number: str, open_window: OpenWindow) -> None:
    item = added(session, number).id
    spoil(session)
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.check")
    assert "not what came" in words(page) and "unchanged since" not in words(page)


def test_adding_opens_a_form_in_which_the_file_is_chosen(
    session: Session, number: str, open_window: OpenWindow
) -> None:
    window = open_window(session)
    page = documents_tab(window, number)
    assert "No evidence yet" in words(page)
    press(window, page, "case.evidence.add")
    form = page.findChildren(RecordForm)[0]
    assert form.kind == "evidence_item" and form.data is not None
    assert "original" not in form.data.closed and {"sha256", "working_copy"} <= form.data.closed.keys()
    files = {"original": ("gate.jpg", planted.jpeg())}
    item = session.do(forms.save, number, "evidence_item", CAME, files).value
    assert session.look(evidence.verify, number, item.id).unchanged is True
    closed = session.look(forms.read, number, "evidence_item", item.id).closed
    assert {"original", "sha256", "working_copy"} <= closed.keys()


def test_a_hand_over_begins_with_who_has_it(
    session: Session, number: str, open_window: OpenWindow, qtbot: QtBot
) -> None:
    item = added(session, number).id
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.hand_over")
    form = page.findChildren(RecordForm)[0]
    assert form.kind == "custody_step" and form.parent_record == item
    qtbot.waitUntil(lambda: "caseworker" in {one.text() for one in form.findChildren(QLineEdit)})


def test_a_picture_is_shown_turned_and_cropped_and_the_original_stays(
    session: Session, number: str, open_window: OpenWindow
) -> None:
    item = added(session, number, "gate.png", planted.png()).id
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.show")
    shown = find(window, Dialog, "preview")
    assert find(shown, Label, "preview.picture").isVisible()
    press(window, shown, "preview.edit")
    sheet = find(window, PictureEdit, "picture_edit").sheet
    press(window, sheet.window(), "picture_edit.left")
    assert sheet.image.width() == 40 and sheet.kept == QRect(0, 0, 40, 60)
    QTest.keyClick(sheet, Qt.Key.Key_Left)
    assert sheet.kept.width() == 39
    area = sheet._area()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=area.topLeft() + QPoint(1, 1))
    QTest.mouseMove(sheet, area.center())
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=area.center())
    assert 1 < sheet.kept.width() < 40 and 1 < sheet.kept.height() < 60
    size = sheet.kept.size()
    press(window, sheet.window(), "picture_edit.save")
    made = Image.open(io.BytesIO(original(session, number, item, "working_copy")))
    assert made.size == (size.width(), size.height())
    assert original(session, number, item) == planted.png()


def test_showing_the_original_is_a_way_of_its_own(
    session: Session, number: str, open_window: OpenWindow
) -> None:
    item = added(session, number).id
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.show")
    press(window, find(window, Dialog, "preview"), "preview.original")
    shown = [one for one in window.findChildren(Dialog, "preview") if one.isVisible()]
    assert len(shown) == 1 and not shown[0].findChildren(QAbstractButton, "preview.edit")
    assert len(session.look(evidence.history, number, item).viewings) == 2


def test_a_copy_for_a_proceeding_may_go_as_it_came(
    session: Session, number: str, open_window: OpenWindow, tmp_path: Path
) -> None:
    item = added(session, number).id
    agree(session, number, "legal", "account")
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.copy")
    dialog = find(window, CopyOut, "copy")
    untouched = find(dialog, Check, "copy.untouched")
    assert untouched.isHidden()
    pick(window, dialog, "copy.recipient", POLICE)
    pick(window, dialog, "copy.purpose", "Police")
    assert untouched.isVisible()
    untouched.setChecked(True)
    settle(window)
    dialog.give(str(tmp_path / "a.jpg"))
    settle(window)
    assert (tmp_path / "a.jpg").read_bytes() == planted.jpeg()
    press(window, page, f"case.evidence.{item}.track")
    assert "as it came" in words(page)


def test_the_box_is_forgotten_where_no_court_is(
    session: Session, number: str, open_window: OpenWindow
) -> None:
    """Ticked for the police, then another purpose: the copy is the cleaned one."""
    item = added(session, number).id
    window = open_window(session)
    page = documents_tab(window, number)
    press(window, page, f"case.evidence.{item}.copy")
    dialog = find(window, CopyOut, "copy")
    pick(window, dialog, "copy.recipient", POLICE)
    pick(window, dialog, "copy.purpose", "Police")
    find(dialog, Check, "copy.untouched").setChecked(True)
    pick(window, dialog, "copy.recipient", "The own office")
    order = dialog._order()
    assert order == Copying(number, item, "own", kind="evidence_item")
    assert session.look(documents_out.foreseen, order).goes


def test_a_mission_sees_no_card(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session).number
        added(session, number)
        notify(session, number)
    with sign_in("consul") as session:
        window = open_window(session)
        page = documents_tab(window, number)
        assert all(not card.isVisible() for card in page.findChildren(EvidenceCard))
        assert page.findChildren(EvidenceRow) == [] and shell_of(window) is not None
