"""The first run: from the first step to the pages, left half way, the demo, the code on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.entry_ground import Begin, begin, entry_of, first_run, notice_of, unlock_page
from tests.vaults import FOUNDER, PASSPHRASE, copied
from tests.window_ground import find, qapp, settle
from victimcase.gui.entry import printing
from victimcase.gui.entry.first_run import FirstRun
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Label
from victimcase.gui.shell import Shell
from victimcase.services import entrance, machine, vault_folders, vaults

__all__ = ["begin", "qapp"]


def fill_office(page: FirstRun, folder: Path) -> None:
    """Answer the first step."""
    office = page.office_step
    office.name.setText("Bangkok shelter")
    office.code.setText("BKK")
    office.country.setCurrentIndex(office.country.findText("Thailand"))
    office.folder.setText(str(folder))
    page.go_on()


def fill_person(page: FirstRun, passphrase: str = PASSPHRASE) -> None:
    """Answer the second step."""
    person = page.person_step
    person.name.setText("Pranee Suksai")
    person.login.setText("pranee")
    person.secret.line.setText(passphrase)
    person.again.line.setText(passphrase)
    page.go_on()
    settle(page.window())  # type: ignore[arg-type]


def type_back(page: FirstRun) -> None:
    """Type the code back, as somebody does: small letters, a space."""
    assert page.code_step is not None
    for line, group in zip(page.code_step.lines, page.code_step.groups, strict=True):
        typed = f" {group.lower()}"
        line.line.setText(typed)
        line.line.textEdited.emit(typed)


def test_the_first_run_ends_on_the_first_page(begin: Begin, tmp_path: Path) -> None:
    """Office, person, code typed back: the vault has its name, its founder theirs, and the pages open."""
    program, folder = begin(), tmp_path / "BKK.vault"
    page = first_run(program)
    fill_office(page, folder)
    assert page.step == 1
    fill_person(page)
    assert page.step == 2
    assert not folder.exists(), "not done before the code was typed back"
    assert not find(page, Button, "first_run.next").isEnabled()
    type_back(page)
    assert page.code_step is not None
    code = "-".join(page.code_step.groups)
    find(page, Button, "first_run.next").click()
    settle(program.window_)
    entry_of(program, Shell)
    desk = program.window_.desk
    assert desk is not None and desk.me.login == "pranee" and desk.me.name == "Pranee Suksai"
    assert vault_folders.is_vault(folder) and machine.load().vaults == (folder,)
    desk.session.close()
    entrance.enter_with_code(folder, code).close()


def test_a_wrong_group_is_marked_and_nothing_is_finished(begin: Begin, tmp_path: Path) -> None:
    """A slip in one group is seen in that group, and there is no finishing with it."""
    page = first_run(begin())
    code = "7K3M-9QXT-2WHD-V5CE-HN4J-8RZ1-GPB6-T0YS-K7AB"
    page._show_code(vaults.Created(tmp_path, "pranee", code), "Bangkok shelter")
    type_back(page)
    assert page.code_step is not None and find(page, Button, "first_run.next").isEnabled()
    line = page.code_step.lines[3]
    line.line.setText("V5CF")
    line.line.textEdited.emit("V5CF")
    assert line.property("state") == "problem" and page.code_step.to_go == 1
    assert not find(page, Button, "first_run.next").isEnabled()
    page.go_on()
    assert page.step == 2 and not page.window().jobs.under_way  # type: ignore[attr-defined]


def test_enter_in_the_last_line_of_a_step_goes_on(begin: Begin, tmp_path: Path) -> None:
    """Who types does not have to take the mouse for each step; in other lines Enter does nothing."""
    page = first_run(begin())
    QTest.keyClick(page.office_step.name, Qt.Key.Key_Return)
    assert not page.office_step.questions["name"].problem
    QTest.keyClick(page.office_step.folder, Qt.Key.Key_Return)
    assert page.step == 0 and page.office_step.questions["name"].problem
    fill_office(page, tmp_path / "BKK.vault")
    QTest.keyClick(page.person_step.again.line, Qt.Key.Key_Return)
    assert page.step == 1 and page.person_step.questions["name"].problem


def test_countries_that_begin_as_typed_are_offered_before_others(begin: Begin) -> None:
    """“ind” is India, not the British Indian Ocean Territory; words further on are still found."""
    office = first_run(begin()).office_step
    typed, finder = office.country.lineEdit(), office.country.completer()
    assert typed is not None and finder is not None
    for text, first in (("ind", "India"), ("ocean", "British Indian Ocean Territory")):
        typed.setText("")
        QTest.keyClicks(typed, text)
        finder.setCompletionPrefix(text)
        assert finder.currentCompletion() == first


def test_missing_answers_are_said_beside_the_question(begin: Begin) -> None:
    """Next with an empty step stays there and says what is missing."""
    page = first_run(begin())
    page.go_on()
    assert page.step == 0
    assert all(one.problem for one in page.office_step.questions.values())
    assert page.office_step.name.hasFocus() or not page.isActiveWindow()


def test_a_weak_passphrase_is_refused_kindly(begin: Begin, tmp_path: Path) -> None:
    """A passphrase that could be guessed makes no vault, and the page says what would help."""
    program = begin()
    page = first_run(program)
    fill_office(page, tmp_path / "BKK.vault")
    fill_person(page, "password1")
    assert page.step == 1 and "five words" in notice_of(page)
    assert not list(tmp_path.iterdir())


def test_two_different_passphrases_make_no_vault(begin: Begin, tmp_path: Path) -> None:
    """The passphrase has to be typed twice alike."""
    page = first_run(begin())
    fill_office(page, tmp_path / "BKK.vault")
    page.person_step.name.setText("Pranee")
    page.person_step.login.setText("pranee")
    page.person_step.secret.line.setText(PASSPHRASE)
    page.person_step.again.line.setText(PASSPHRASE + "x")
    page.go_on()
    assert page.step == 1 and page.person_step.questions["again"].problem


def test_strength_is_said_in_words(begin: Begin, qtbot: QtBot) -> None:
    """From weak to very good, in words and not only in colour."""
    page = first_run(begin())
    line = page.person_step.strength
    for typed, level in (("", 0), ("secret", 1), (PASSPHRASE, 4)):
        line.weigh(typed, ())
        settle(page.window())  # type: ignore[arg-type]
        assert line.strength.level == level
    assert "Very good" in line.accessibleName()


def half_made(tmp_path: Path) -> Path:
    """A vault whose code was never typed back, as a crash leaves it."""
    folder = copied(tmp_path).rename(tmp_path / f"BKK.vault{vault_folders.SETTING_UP}")
    machine.remember_vault(folder)
    return folder


def test_a_vault_left_half_way_is_gone_on_with(begin: Begin, tmp_path: Path) -> None:
    """The next start shows it; its founder gets a new code, and typing that back finishes it."""
    half_made(tmp_path)
    program = begin()
    page = first_run(program)
    assert page.half_way is not None
    page.half_way.login.setText(FOUNDER)
    page.half_way.secret.line.setText(PASSPHRASE)
    find(page, Button, "half_way.go_on").click()
    settle(program.window_)
    assert page.step == 2
    type_back(page)
    page.go_on()
    settle(program.window_)
    entry_of(program, Shell)
    assert machine.load().vaults == (tmp_path / "BKK.vault",)


def test_a_vault_left_half_way_is_removed(begin: Begin, tmp_path: Path) -> None:
    """Whoever does not want it begins anew, and nothing of it stays."""
    half_made(tmp_path)
    program = begin()
    page = first_run(program)
    find(page, Button, "half_way.remove").click()
    settle(program.window_)
    assert page.step == 0 and page.half_way is None
    assert not list(tmp_path.iterdir()) and not machine.load().vaults


def test_only_an_unfinished_vault_can_be_removed(vault_folder: Path) -> None:
    """The way back of the first run never touches a vault that is in use."""
    with pytest.raises(Exception, match="left half way"):
        entrance.give_up(vault_folder)
    assert vault_folders.is_vault(vault_folder)


def test_the_demo_is_made_and_filled_in(
    begin: Begin, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One press makes a demo of this person's own, and the unlock page has its login and passphrase."""
    monkeypatch.setattr("victimcase.gui.entry.first_run.DEMO_CASES", 2)
    program = begin()
    page = first_run(program)
    find(page, QWidget, "first_run.demo").click()  # type: ignore[attr-defined]
    settle(program.window_)
    opened = unlock_page(program)
    assert opened.chosen() == own_state / "vaults" / "demo.vault"
    opened.unlock()
    settle(program.window_)
    entry_of(program, Shell)


def test_the_paper_holds_every_group(qtbot: QtBot) -> None:
    """The sheet is painted on whatever device prints; with other groups it is another picture."""
    pictures = []
    for last in ("K7AB", "K7AC"):
        image = QImage(600, 800, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        groups = ["7K3M", "9QXT", "2WHD", "V5CE", "HN4J", "8RZ1", "GPB6", "T0YS", last]
        assert printing.paint(image, groups, "Bangkok shelter", date(2026, 3, 14))
        pictures.append(image)
    assert pictures[0] != pictures[1]


def test_without_a_printer_the_hand_writes(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No printer is no dead end."""
    monkeypatch.setattr(printing, "printers", list)
    page = first_run(begin())
    fill_office(page, tmp_path / "BKK.vault")
    fill_person(page)
    find(page, Button, "first_run.print").click()
    assert "by hand" in find(page, Label, "first_run.keep").text()
