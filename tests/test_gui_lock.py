"""Locking: by every way, in its order, with nothing lost, nothing left, and the vault never free between."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.entry_ground import Begin, begin, entry_of, try_in, unlock_page
from tests.vaults import PASSPHRASE, SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, write
from victimcase.gui.clipboard import ClipboardGuard
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.question import Dialog, ask
from victimcase.gui.jobs import Lane
from victimcase.gui.shell import Shell
from victimcase.gui.successor import Locked, Why
from victimcase.gui.window import Window
from victimcase.services import cases, drafts, entrance, preferences
from victimcase.services.session import Session
from victimcase.store.errors import VaultInUse
from victimcase.store.folder import Folder
from victimcase.store.lockfile import Lock

__all__ = ["begin", "open_window", "qapp"]

ROOT = Path(__file__).resolve().parent.parent
CLOCK_ORDER = ["jobs", "dialogs", "clipboard", "drafts", "pages", "vault"]

Signed = Callable[..., tuple[Window, Session, list[Locked]]]


@pytest.fixture
def signed(sign_in: SignIn, open_window: OpenWindow) -> Iterator[Signed]:
    """The window of a user in a vault of the test's own, and what `locked` carried."""
    with ExitStack() as sessions:

        def enter(login: str = "caseworker") -> tuple[Window, Session, list[Locked]]:
            session = sessions.enter_context(sign_in(login))
            window = open_window(session)
            told: list[Locked] = []
            window.locked.connect(told.append)
            return window, session, told

        yield enter


def let_go(told: list[Locked]) -> None:
    """End the lock that was handed on, as the next program would at its end."""
    for one in told:
        if one.handed is not None:
            os.close(one.handed)


def closed(session: Session) -> bool:
    """Whether the vault of a session is closed for good."""
    try:
        session.look(preferences.listed)
    except RuntimeError:
        return True
    return False


def by_button(window: Window) -> None:
    """Lock with the button at the side."""
    find(window, QAbstractButton, "nav.lock").click()


def by_key(window: Window) -> None:
    """Lock with the keyboard."""
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def by_hiding(window: Window) -> None:
    """Hide with one key."""
    QTest.keyClick(window, Qt.Key.Key_F12)


def by_hide_button(window: Window) -> None:
    """Hide with the button above the page."""
    find(window, QWidget, "shell.hide").click()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("way", "why"),
    [(by_button, Why.BUTTON), (by_key, Why.BUTTON), (by_hiding, Why.HIDE), (by_hide_button, Why.HIDE)],
)
def test_every_way_locks(signed: Signed, way: Callable[[Window], None], why: Why) -> None:
    """Button and key lock in the same order; only hiding says that the picture stays."""
    window, session, told = signed()
    window.activateWindow()
    way(window)
    assert [one.why for one in told] == [why]
    assert window.steps == CLOCK_ORDER and closed(session)
    assert window.shell is None and not window.cover.isHidden()
    let_go(told)


def test_nothing_locks_before_somebody_signed_in(qtbot: QtBot, qapp: QApplication) -> None:
    """There is nothing to lock on the entry."""
    from victimcase.gui.jobs import Jobs

    window = Window(Jobs())
    qtbot.addWidget(window)
    told: list[Locked] = []
    window.locked.connect(told.append)
    window.lock()
    assert not told and not window.steps
    window.jobs.close()


def test_locking_twice_is_locking_once(signed: Signed) -> None:
    """A second press while it locks does nothing."""
    window, _, told = signed()
    window.lock()
    window.lock()
    assert len(told) == 1
    let_go(told)


def test_what_was_being_written_is_written(signed: Signed, sign_in: SignIn) -> None:
    """A deed that was sent before locking is in the vault, and told to the page; a question is dropped."""
    window, _, told = signed()
    assert window.desk is not None
    made: list[str] = []
    asked: list[object] = []
    for _ in range(3):
        window.desk.do(cases.new, {"given_names": "Thiri", "citizenships": ["MM"]}).then(
            window, lambda done: made.append(done.value.number)
        )
    window.desk.look(preferences.listed).then(window, asked.append)
    window.lock()
    let_go(told)
    assert len(made) == 3 and not asked
    with sign_in() as again:
        assert {one.number for one in again.look(cases.listed)} >= set(made)


def test_long_work_does_not_hold_the_lock_up(
    signed: Signed, monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    """Work that goes on is cut at its next transaction; what it sealed before is whole."""
    monkeypatch.setattr("victimcase.gui.window.PATIENCE", 0.05)
    window, session, told = signed()
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    problems: list[BaseException] = []

    def work() -> None:
        new_case(session)
        begun.set()
        go_on.wait(20)
        try:
            new_case(session)
        except BaseException as problem:
            problems.append(problem)
        ended.set()

    window.jobs.start(Lane.WORK, work, owner=window)
    assert begun.wait(20)
    window.lock()
    assert told and closed(session)
    go_on.set()
    assert ended.wait(20) and isinstance(problems[0], RuntimeError)
    let_go(told)
    with sign_in() as again:
        assert len(again.look(cases.listed)) == 1


def test_dialogs_and_menus_close(signed: Signed, qtbot: QtBot) -> None:
    """What stands over the window is gone, and no answer was given for anybody."""
    window, _, told = signed()
    answers: list[str] = []
    dialog = ask(window, "Sure?", "", yes="Yes", no="No", then=lambda: answers.append("yes"))
    menu = QMenu(window)
    menu.addAction("x")
    menu.popup(window.mapToGlobal(window.rect().center()))
    window.lock()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
    assert QApplication.activePopupWidget() is None and not answers
    assert dialog is not None
    let_go(told)


def test_what_was_copied_is_taken_back(signed: Signed) -> None:
    """A copy carries the wish not to be kept, and is gone after locking."""
    window, _, told = signed()
    clipboard = QGuiApplication.clipboard()
    line = QLineEdit("0812345678", window)
    line.selectAll()
    line.copy()
    QApplication.processEvents()
    assert clipboard.text() == "0812345678"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    window.lock()
    assert clipboard.text() == ""
    let_go(told)


def test_a_copy_stays_for_a_while_only(qtbot: QtBot, qapp: QApplication) -> None:
    """After its time a copy is taken back; until then it is there."""
    clipboard = QGuiApplication.clipboard()
    guard = ClipboardGuard(kept_for=150)
    clipboard.setText("0812345678")
    QApplication.processEvents()
    assert clipboard.text() == "0812345678"
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=3000)
    guard.deleteLater()


def form_line(qtbot: QtBot, window: Window, shown: str) -> QLineEdit:
    """The line of the family name, once the form is built and shows this."""

    def lines() -> list[QLineEdit]:
        found = window.findChildren(QLineEdit, "form.person.family_name")
        return [one for one in found if one.isVisible() and one.text() == shown]

    qtbot.waitUntil(lambda: bool(lines()), timeout=10_000)
    return lines()[0]


def type_into_form(qtbot: QtBot, window: Window, session: Session, text: str) -> str:
    """Open the form of a new case's person and type; the number of the case."""
    number = new_case(session).number
    go(window, Place("case", number=number, kind="person", tab="person"))
    write(form_line(qtbot, window, "Aung"), text)
    return number


def test_a_form_is_kept_at_once(signed: Signed, sign_in: SignIn, qtbot: QtBot) -> None:
    """What was typed a moment before locking is in the vault, in any script; who locks is told so."""
    window, session, told = signed()
    number = type_into_form(qtbot, window, session, "อรุณ")
    window.lock()
    let_go(told)
    assert told[0].kept
    with sign_in() as again:
        (draft,) = again.look(drafts.listed)
    assert draft.number == number and draft.kind == "person"
    assert "อรุณ" in json.dumps(dict(draft.content), ensure_ascii=False)


def test_without_typing_nothing_is_kept(signed: Signed, sign_in: SignIn) -> None:
    """A form that was only looked at leaves no draft."""
    window, session, told = signed()
    number = new_case(session).number
    go(window, Place("case", number=number, kind="person", tab="person"))
    window.lock()
    let_go(told)
    assert not told[0].kept
    with sign_in() as again:
        assert not again.look(drafts.listed)


def test_a_kept_form_is_offered_and_opens(begin: Begin, vault_folder: Path, qtbot: QtBot) -> None:
    """After unlocking the first page says so; the button opens the form with what was typed."""
    session = entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    number = new_case(session).number
    session.close()
    program = begin(vault=vault_folder)
    try_in(program, "caseworker", PASSPHRASE)
    window = program.window_
    go(window, Place("case", number=number, kind="person", tab="person"))
    write(form_line(qtbot, window, "Aung"), "Chaiyo")
    told: list[Locked] = []
    window.locked.connect(told.append)
    window.lock()
    let_go(told)
    program = begin(vault=vault_folder, before=Locked(str(vault_folder), Why.IDLE, kept=True))
    page = unlock_page(program)
    assert "kept" in page._more.text()
    try_in(program, "caseworker", PASSPHRASE)
    shell = entry_of(program, Shell)
    button = find(shell, QAbstractButton, "shell.kept.open.0")
    assert number in button.accessibleName() and "Chaiyo" not in button.accessibleName()
    button.click()
    settle(program.window_)
    form_line(qtbot, program.window_, "ChaiyoAung")


def test_a_draft_survives_a_kill(vault_folder: Path, own_state: Path) -> None:
    """A process killed while somebody writes: unlocked again, what was typed is there. Until then no second
    process gets in.
    """
    session = entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    number = new_case(session).number
    session.close()
    field = "form.person.family_name"
    child = start_child("type", vault_folder, number, "person", field, "Suriyawong")
    try:
        assert said(child) == "kept"
        with pytest.raises(VaultInUse):
            entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    finally:
        child.kill()
        child.communicate()
    session = entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    (draft,) = session.look(drafts.listed)
    session.close()
    assert "Suriyawong" in json.dumps(dict(draft.content))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_program_is_replaced_for_real(vault_folder: Path, own_state: Path, qtbot: QtBot) -> None:
    """After locking the same process runs a fresh program that knows no passphrase, and the vault was never
    free.
    """
    child = start_child("lock", vault_folder)
    try:
        assert said(child) == "open"
        line = Path(f"/proc/{child.pid}/cmdline")
        qtbot.waitUntil(lambda: b"victimcase" in line.read_bytes().split(b"\0"), timeout=20_000)
        words = line.read_bytes().split(b"\0")
        assert PASSPHRASE.encode() not in words
        assert child.poll() is None
        with pytest.raises(VaultInUse):
            Lock(Folder(vault_folder).lock)
    finally:
        child.kill()
        child.communicate()
    Lock(Folder(vault_folder).lock).release()


def start_child(act: str, vault: Path, *more: str) -> subprocess.Popen[str]:
    """A window in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.window_child", act, str(vault), "caseworker", PASSPHRASE, *more],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def said(child: subprocess.Popen[str]) -> str:
    """The next line a child says."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def test_the_picture_stays_until_a_key(begin: Begin, vault_folder: Path) -> None:
    """After hiding, the next program shows the picture alone; a key shows the way in."""
    program = begin(vault=vault_folder, before=Locked(str(vault_folder), Why.HIDE))
    window = program.window_
    window.hide_content()
    assert window.cover.isVisible() and window.cover.geometry() == window.rect()
    QTest.keyClick(window.cover, Qt.Key.Key_Space)
    assert not window.cover.isVisible()
    window.hide_content()
    QTest.mouseClick(window.cover, Qt.MouseButton.LeftButton)
    assert not window.cover.isVisible()


def test_widgets_are_never_taken_apart_on_a_lane(signed: Signed) -> None:
    """While lanes run, circles of forgotten things are looked for on the GUI thread; after them as usual."""
    window, _, _ = signed()
    assert not gc.isenabled()
    window.jobs.close()
    assert gc.isenabled()


def test_the_title_names_nobody(signed: Signed) -> None:
    """The title of the window is the program's name, whatever is open."""
    window, session, _ = signed()
    number = new_case(session).number
    go(window, Place("case", number=number))
    assert window.windowTitle() == "victimcase"
    titles = [one.title() for one in QGuiApplication.topLevelWindows() if isinstance(one, QWindow)]
    assert all(number not in title and "Aung" not in title for title in titles)
