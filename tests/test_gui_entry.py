"""The entry: the first run from the first step to the pages, unlocking, what can stand in the way, and the
front door.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.vaults import FOUNDER, PASSPHRASE, copied, new_case
from tests.window_ground import find, put_away, qapp, settle
from victimcase.gui import theme
from victimcase.gui.app import Program, make_app
from victimcase.gui.colours import Mode
from victimcase.gui.entry import printing
from victimcase.gui.entry.first_run import FirstRun
from victimcase.gui.entry.secret import Secret
from victimcase.gui.entry.unlock import Unlock
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.shell import Shell
from victimcase.gui.window import Window
from victimcase.services import entrance, machine, vault_folders, vaults
from victimcase.services.look import Look
from victimcase.store.folder import Folder
from victimcase.store.lockfile import Lock

__all__ = ["qapp"]

Begin = Callable[..., Program]


@pytest.fixture
def begin(qtbot: QtBot) -> Iterator[Begin]:
    """Begins the program as a start does, without a process of its own."""
    made: list[Window] = []

    def start(**options: object) -> Program:
        make_app()
        window = Window(Jobs())
        made.append(window)
        program = Program(window, on_locked=lambda locked: None, **options)  # type: ignore[arg-type]
        window.resize(1366, 768)
        program.begin()
        window.show()
        settle(window)
        return program

    yield start
    for window in made:
        window.close()
        put_away(window)


def entry_of(program: Program, kind: type[QWidget]) -> QWidget:
    """The page the window shows, which is of this kind."""
    page = program.window_.entry()
    assert isinstance(page, kind), page
    return page


def unlock_page(program: Program) -> Unlock:
    """The unlock page that is shown."""
    page = entry_of(program, Unlock)
    assert isinstance(page, Unlock)
    return page


def first_run(program: Program) -> FirstRun:
    """The first run that is shown, deriving keys at the floor."""
    page = entry_of(program, FirstRun)
    assert isinstance(page, FirstRun)
    page._quick = True
    return page


def try_in(program: Program, login: str, passphrase: str) -> None:
    """Type login and passphrase and press Enter."""
    page = unlock_page(program)
    page.user.setText(login)
    page.secret.line.setText(passphrase)
    QTest.keyClick(page.secret.line, Qt.Key.Key_Return)
    settle(program.window_)


def notice_of(page: QWidget) -> str:
    """What the page's notice says; nothing where there is none."""
    found = [one for one in page.findChildren(Notice) if one.isVisible()]
    return found[0].accessibleName() + " " + found[0].accessibleDescription() if found else ""


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


def test_the_right_passphrase_opens(begin: Begin, vault_folder: Path) -> None:
    """Login and passphrase open the vault, and its folder is known from then on."""
    program = begin(vault=vault_folder)
    try_in(program, FOUNDER, PASSPHRASE)
    entry_of(program, Shell)
    assert machine.load().vaults == (vault_folder,)
    assert program.idle is not None and program.idle.milliseconds == 5 * 60_000


def test_a_wrong_passphrase_opens_nothing(begin: Begin, vault_folder: Path) -> None:
    """The page says so without saying which of the two was wrong, and the line is empty again."""
    program = begin(vault=vault_folder)
    try_in(program, FOUNDER, "wrong-passphrase-altogether")
    page = unlock_page(program)
    assert "do not fit together" in notice_of(page)
    assert page.secret.line.text() == "" and page.user.text() == FOUNDER
    assert page.button.isEnabled()


def test_wrong_tries_make_the_next_wait(begin: Begin, vault_folder: Path) -> None:
    """Two slips are free; after the third the button waits some seconds, says so, and comes back."""
    program = begin(vault=vault_folder)
    page = unlock_page(program)
    for _ in range(2):
        try_in(program, FOUNDER, "wrong-passphrase-altogether")
        assert page.button.isEnabled()
    try_in(program, FOUNDER, "wrong-passphrase-altogether")
    seconds = round(entrance.pause_after(3))
    assert seconds > 0 and not page.button.isEnabled()
    assert f"{seconds} seconds" in find(page, Label, "lock.state").text()
    for _ in range(seconds):
        page._wait_on()
    assert page.button.isEnabled() and not page._second.isActive()


def test_a_held_vault_says_so_and_offers_to_try_again(begin: Begin, vault_folder: Path) -> None:
    """A second process is refused in words; once the first lets go, trying again opens."""
    held = Lock(Folder(vault_folder).lock)
    program = begin(vault=vault_folder)
    try_in(program, FOUNDER, PASSPHRASE)
    page = unlock_page(program)
    said = notice_of(page)
    assert "open in another window" in said and "since" in said
    assert page.secret.line.text() == PASSPHRASE
    held.release()
    find(page, Button, "lock.again").click()
    settle(program.window_)
    entry_of(program, Shell)


def test_what_is_no_vault_is_told(begin: Begin, tmp_path: Path) -> None:
    """A folder that is none, and one whose header is damaged, are told in words; the page stays."""
    program = begin(vault=tmp_path)
    try_in(program, FOUNDER, PASSPHRASE)
    assert "is not a vault" in notice_of(unlock_page(program))
    broken = copied(tmp_path)
    Folder(broken).header.write_bytes(b"{}")
    unlock_page(program).add_vault(broken)
    try_in(program, FOUNDER, PASSPHRASE)
    assert "damaged" in notice_of(unlock_page(program))


def test_a_vault_that_was_put_back_opens_for_reading_and_says_why(
    begin: Begin, vault_folder: Path, tmp_path: Path
) -> None:
    """Nothing can be written then, and the first page says so and who can change it."""
    earlier = copied(tmp_path / "earlier", vault_folder)
    session = entrance.enter(vault_folder, FOUNDER, PASSPHRASE)
    new_case(session)
    session.close()
    shutil.rmtree(vault_folder)
    earlier.rename(vault_folder)
    program = begin(vault=vault_folder)
    try_in(program, FOUNDER, PASSPHRASE)
    shell = entry_of(program, Shell)
    assert "reading only" in find(shell, Notice, "shell.read_only").accessibleName()


def test_the_recovery_code_is_another_way_in(begin: Begin, tmp_path: Path) -> None:
    """A slip of the pen is said before any key is derived; the right code opens as administrator."""
    founding = vaults.Founding("BKK", "TH", login=FOUNDER, quick=True)
    created = vaults.create(tmp_path / "BKK.vault", PASSPHRASE, founding)
    program = begin(vault=created.folder)
    page = unlock_page(program)
    find(page, QWidget, "lock.use_code").click()  # type: ignore[attr-defined]
    page.code.setText(created.recovery_code[:-1])
    page.unlock()
    settle(program.window_)
    assert "letters and digits" in notice_of(page)
    page.code.setText(created.recovery_code.lower().replace("-", " "))
    page.unlock()
    settle(program.window_)
    entry_of(program, Shell)


def test_the_window_lives_while_the_key_is_derived(begin: Begin, vault_folder: Path, qtbot: QtBot) -> None:
    """Argon2id runs aside: the page says that it opens, and cannot be pressed twice."""
    program = begin(vault=vault_folder)
    page = unlock_page(program)
    page.user.setText(FOUNDER)
    page.secret.line.setText(PASSPHRASE)
    with qtbot.waitSignal(page.entered, timeout=20_000):
        page.unlock()
        assert not page.button.isEnabled() and page.button.accessibleName() == "Opening…"
        page.unlock()
        assert program.window_.jobs.under_way == 1


def press(widget: QWidget, letter: str, *, shift: bool = False) -> None:
    """One letter from a keyboard, its case as Caps Lock and Shift made it."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, letter))


def test_caps_lock_is_noticed(qtbot: QtBot) -> None:
    """A capital nobody held Shift for shows the word; a small letter takes it away."""
    secret = Secret(name="x", aloud="x")
    qtbot.addWidget(secret)
    word = find(secret, QWidget, "x.capitals")
    press(secret.line, "A")
    assert not word.isHidden()
    press(secret.line, "a")
    assert word.isHidden()
    press(secret.line, "A", shift=True)
    assert word.isHidden()
    press(secret.line, "a", shift=True)
    assert not word.isHidden()


def test_nothing_is_typed_in_the_clear(qtbot: QtBot) -> None:
    """What is typed is hidden, shown while asked for, and hidden again once it was taken."""
    secret = Secret(name="x", aloud="x")
    qtbot.addWidget(secret)
    secret.line.setText("abc")
    assert secret.line.displayText() != "abc"
    secret.show_letters(True)
    assert secret.line.displayText() == "abc"
    assert secret.take() == "abc" and secret.line.text() == ""
    assert secret.line.echoMode() is secret.line.EchoMode.Password


def test_look_of_the_entry_is_kept_for_the_next_start(begin: Begin, vault_folder: Path) -> None:
    """Size of text chosen before unlocking holds at once and at the next start; the login stays typed."""
    program = begin(vault=vault_folder)
    page = unlock_page(program)
    page.user.setText("somebody")
    page.look_chosen.emit(replace(Look(), text_size=150))
    assert theme.now().text_size == 150 and machine.load().look.text_size == 150
    assert unlock_page(program).user.text() == "somebody"
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, Mode.LIGHT)


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


def test_every_widget_of_the_entry_has_a_name(begin: Begin, vault_folder: Path) -> None:
    """What can be operated has an objectName and says aloud what it is; a nameless one is found."""
    program = begin(vault=vault_folder)
    assert not nameless(unlock_page(program))
    program.show_first_run(None)
    page = first_run(program)
    assert not nameless(page)
    page.office_step.name.setObjectName("")
    assert nameless(page) == [page.office_step.name]


def nameless(page: QWidget) -> list[QWidget]:
    """What can be operated on a page and has no objectName, or nothing to be told aloud."""
    return [
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for widget in page.findChildren(kind)
        if not widget.objectName() or not widget.accessibleName()
    ]


def test_without_a_screen_it_says_so() -> None:
    """No display and no offscreen platform: words and status 1, no crash of Qt."""
    around = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    around["QT_QPA_PLATFORM"] = "xcb"
    for display in ({}, {"DISPLAY": ":947"}):
        ended = subprocess.run(
            [sys.executable, "-m", "victimcase"],
            env=around | display,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 1 and "no screen" in ended.stderr
        assert "Traceback" not in ended.stderr
