"""The page of a case: what it shows to whom, what a press does, and where it leads."""

from __future__ import annotations

from pathlib import Path
from time import thread_time
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.domain.words import Step
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.add_files import AddFiles, Coming
from victimcase.gui.dialogs.advance import AdvanceDialog
from victimcase.gui.dialogs.earlier import EarlierValues
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.pages.case.documents import Documents
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.pages.case.kinds import TABS, kinds_of
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.pages.case.timeline import Timeline
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.notice import Empty, SavedLine
from victimcase.gui.parts.stages import StageBar
from victimcase.gui.window import Window
from victimcase.services import cases, documents, preferences, records
from victimcase.services.demo import Made

__all__ = ["demo_vault", "open_window", "qapp"]


def opened(window: Window, number: str, **more: Any) -> CasePage:
    """The page of a case, settled."""
    page = go(window, Place("case", number, **more))
    assert isinstance(page, CasePage)
    return page


def press(page: QWidget, name: str, window: Window) -> None:
    """Press a button and let what follows arrive."""
    find(page, Button, name).click()
    settle(window)


def test_the_page_says_who_it_is_where_the_case_stands_and_what_comes_next(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session, own_script_name="သီရိ").number
        window = open_window(session)
        page = opened(window, number)
        nodes = {one.objectName(): one.accessibleName() for one in page.findChildren(QWidget)}
        assert "missing" in nodes[f"case.stage_bar.{Step.INTAKE}"]
        filled = [
            one
            for one in page.findChildren(Button)
            if one.isVisible() and one.property("kind") == "filled" and one.isEnabled()
        ]
        assert [one.objectName() for one in filled] == ["case.gate.contact_event.danger"]
        assert session.look(preferences.opened)[0].number == number


def test_a_point_leads_to_the_field_and_saving_there_leads_back(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number)
        press(page, "case.gate.contact_event.danger", window)
        form = page.findChild(RecordForm)
        assert form is not None and form.isVisible() and form.kind == "contact_event"
        made = save(session, number, "contact_event", danger="none")
        form.saved.emit(made)
        settle(window)
        assert page.findChild(StageBar).isVisible()  # type: ignore[union-attr]
        page.read()
        settle(window)
        open_ = find(page, Button, "case.gate.contact_event.health")
        assert open_.text() == "Open"


def test_a_consent_is_asked_for_anew_with_the_purpose_of_the_step(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "consent", purpose="services", given=True, given_by="person")
        window = open_window(session)
        page = opened(window, number)
        press(page, "case.gate.consent.given", window)
        place = shell_of(window).place
        assert (place.kind, place.record, place.values) == ("consent", "", {"purpose": "interview"})


def test_a_yes_without_its_day_is_gone_on_with_and_nobody_is_asked_twice(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    """The point leads to the day that is missing; once the person said no, it is asked for anew."""
    with sign_in() as session:
        number = new_case(session).number
        yes = save(session, number, "consent", purpose="interview", given=True, given_by="person").id
        window = open_window(session)
        page = opened(window, number)
        press(page, "case.gate.consent.given_on", window)
        place = shell_of(window).place
        assert (place.kind, place.record, place.field) == ("consent", yes, "given_on")
        save(session, number, "consent", id=yes, given=False)
        shell_of(window).desk.go(Place("case", number=number))
        page.read()
        settle(window)
        assert find(page, Button, "case.gate.consent.given").text() == "Add"


def test_moving_on_is_one_press_once_all_is_there_and_says_so(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number)
        move = find(page, Button, "case.gate.move_on")
        assert not move.isEnabled() and "missing" in move.toolTip()
        save(session, number, "contact_event", danger="none", health="none", interpreter_check="not_needed")
        agreed: dict[str, Any] = {
            "given": True,
            "given_by": "person",
            "how": "spoken_witnessed",
            "given_on": "2026-03-10",
        }
        save(session, number, "consent", purpose="interview", categories="identity, account", **agreed)
        page.read()
        settle(window)
        assert move.isEnabled()
        press(page, "case.gate.move_on", window)
        assert session.look(cases.shown, number).card.steps == ("screening",)
        assert find(shell_of(window), SavedLine, "saved").isVisible()


def test_a_supervisor_goes_on_with_a_reason_and_never_without(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number)
        page.decide(Step.INTAKE)
        dialog = find(page, AdvanceDialog, "advance")
        yes = find(dialog, Button, "advance.go")
        assert not yes.isEnabled()
        find(dialog, QPlainTextEdit, "advance.reason").setPlainText("The boat leaves today")
        assert yes.isEnabled()
        press(dialog, "advance.go", window)
        shown = session.look(cases.shown, number)
        assert shown.card.steps == ("screening",)
        assert [kind for kind, _ in shown.records if kind == "override"]


def test_a_closed_case_is_opened_again_by_a_supervisor(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        session.do(cases.advance, number, step=Step.CLOSURE, override="a test")
        window = open_window(session)
        page = opened(window, number)
        if session.look(cases.shown, number).card.steps:
            pytest.fail("closing leaves no step open")
        press(page, "case.gate.move_on", window)
        dialog = find(page, AdvanceDialog, "advance")
        press(dialog, "advance.go", window)
        assert session.look(cases.shown, number).card.steps == (str(Step.CARE),)


def test_a_case_that_is_not_for_me_looks_like_one_there_is_not(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        hidden = {"restricted": True, "restricted_members": "caseworker"}
        session.do(records.save, number, "case", hidden)
    with sign_in("colleague") as session:
        window = open_window(session)
        said = []
        for wanted in (number, "KUP-A-09999-X"):
            page = opened(window, wanted)
            nothing = find(page, Empty, "case.nothing")
            assert nothing.isVisible() and not page.findChild(StageBar).isVisible()  # type: ignore[union-attr]
            said.append(nothing.accessibleName().replace(wanted, ""))
        assert said[0] == said[1]
    with sign_in() as session:
        page = opened(open_window(session), number)
        assert page.findChild(StageBar).isVisible()  # type: ignore[union-attr]


def test_nothing_of_one_case_is_left_when_another_is_opened(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        first = new_case(session, given_names="Khin").number
        second = new_case(session, given_names="Daw").number
        window = open_window(session)
        page = opened(window, first, tab="person")
        assert any("Khin" in one.accessibleName() for one in page.findChildren(Facts))
        page = opened(window, second, tab="person")
        shown = [one.accessibleName() for one in page.findChildren(Facts)]
        assert any("Daw" in one for one in shown) and not any("Khin" in one for one in shown)


def test_every_tab_opens_on_a_full_case_for_every_role(demo_vault: Made, open_window: OpenWindow) -> None:
    for login in ("caseworker", "consul"):
        with entered(demo_vault, login) as session:
            number = session.look(cases.listed, limit=1)[0].number
            window = open_window(session, size=(1024, 640))
            for tab in TABS:
                page = opened(window, number, tab=tab)
                assert find(page, QWidget, "case.tabs").isVisible(), tab


def test_the_consul_sees_withheld_fields_as_withheld_and_no_interview(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in("consul") as session:
        number = new_case(session).number
        page = opened(open_window(session), number, tab="person")
        assert any("withheld: " in one.accessibleName() for one in page.findChildren(Facts))
        names = {one.objectName() for one in page.findChildren(Button)}
        assert "case.add.interview" not in names
    with sign_in("supervisor") as session:
        page = opened(open_window(session), new_case(session).number, tab="person")
        assert not any("withheld: " in one.accessibleName() for one in page.findChildren(Facts))


def test_changes_are_read_when_asked_for_and_not_before(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number)
        viewed = "SELECT count(*) FROM entry WHERE action = 'view.history'"

        def count() -> int:
            return session.look(lambda tx: int(tx.conn.exec_driver_sql(viewed).scalar() or 0))

        assert count() == 0
        find(page, Chip, "case.timeline.change").click()
        settle(window)
        timeline = find(page, Timeline, "case.timeline_card")
        assert count() == 1 and timeline.view.model().rowCount() > 1


def test_an_earlier_value_is_brought_back(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session, given_names="Thiri").number
        session.do(records.save, number, "person", {"given_names": "Thida"})
        window = open_window(session)
        page = opened(window, number, tab="history")
        table = page.findChild(QWidget, "case.history.table")
        table.selectRow(0)  # type: ignore[union-attr]
        press(page, "case.history.earlier", window)
        dialog = find(page, EarlierValues, "earlier")
        settle(window)
        (back,) = [one for one in dialog.findChildren(Button) if "restore" in one.objectName()]
        back.click()
        settle(window)
        assert session.look(cases.shown, number).card.name.startswith("Thiri")


def test_a_record_is_deleted_with_a_way_back(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session).number
        made = save(session, number, "note", text="a call").id
        window = open_window(session)
        page = opened(window, number, tab="person")
        press(page, f"case.sheet.note.{made}.delete", window)
        kinds = [kind for kind, _ in session.look(cases.shown, number).records]
        assert "note" not in kinds
        shell_of(window).undo()
        settle(window)
        assert "note" in [kind for kind, _ in session.look(cases.shown, number).records]
        assert page.findChild(Button, f"case.sheet.note.{made}.delete")


def test_a_dropped_file_is_kept_once_it_is_said_what_it_tells_about(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "statement.txt"
    file.write_text("She said she wants to go home.", "utf-8")
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number, tab="documents")
        part = find(page, Documents, "case.documents")
        part.take([Coming(file)])
        dialog = find(page, AddFiles, "add_files")
        save_ = find(dialog, Button, "add_files.save")
        assert not save_.isEnabled()
        find(dialog, Chip, "add_files.about.account").click()
        save_.click()
        settle(window)
        (kept,) = session.look(documents.listed, number)
        assert (kept.name, kept.tells_about) == ("statement.txt", ("account",))
        table = page.findChild(QWidget, "case.documents.table")
        assert table.model().rowCount() == 1  # type: ignore[union-attr]


def test_a_program_among_the_files_is_refused_in_words_and_nothing_is_kept(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"MZ\x90\x00" + bytes(200))
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = opened(window, number, tab="documents")
        find(page, Documents, "case.documents").take([Coming(file)])
        dialog = find(page, AddFiles, "add_files")
        find(dialog, Chip, "add_files.about.note").click()
        press(dialog, "add_files.save", window)
        assert find(dialog, QWidget, "add_files.trouble").accessibleName()
        assert session.look(documents.listed, number) == []


def test_a_pasted_picture_becomes_a_file_of_its_own(qapp: object) -> None:
    from victimcase.gui.pages.case.documents import coming_of

    data = QMimeData()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data.setImageData(image)
    (coming,) = coming_of(data, "3 Dec 2026")
    assert coming.content is not None and coming.content.startswith(b"\x89PNG")
    assert coming_of(QMimeData(), "3 Dec 2026") == []


def test_the_first_page_of_a_case_is_there_at_once(
    demo_vault: Made, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with entered(demo_vault, "supervisor") as session:
        found = session.look(cases.listed, limit=40)
        window = open_window(session)
        opened(window, found[0].number)
        page = shell_of(window).page
        begun = thread_time()
        shell_of(window).desk.go(Place("case", found[-1].number))
        qtbot.waitUntil(lambda: page.findChild(StageBar).isVisible(), timeout=5000)  # type: ignore[union-attr]
        settle(window)
        assert thread_time() - begun < 0.4, "a third of it on a free machine"


def test_every_kind_of_a_case_has_its_tab() -> None:
    from victimcase.domain.kinds import RECORDS
    from victimcase.domain.words import Scope

    placed = {cls.kind for tab in TABS for cls in kinds_of(tab)}
    assert placed == {
        cls.kind for cls in RECORDS.values() if cls.scope is not Scope.OFFICE and not cls.parent
    }
