"""The entry: unlocking, what can stand in the way, and the front door."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.entry_ground import Begin, begin, entry_of, first_run, notice_of, try_in, unlock_page
from tests.vaults import FOUNDER, PASSPHRASE, copied, new_case
from tests.window_ground import find, qapp, settle
from victimcase.gui import theme
from victimcase.gui.colours import Mode
from victimcase.gui.entry.secret import Secret
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.shell import Shell
from victimcase.services import entrance, machine, vaults
from victimcase.services.look import Look
from victimcase.store.folder import Folder
from victimcase.store.lockfile import Lock

__all__ = ["begin", "qapp"]


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
