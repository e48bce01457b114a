"""What brings a lock and what comes after it: watching, the handed-on vault, the next program, kept forms."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.entry_ground import Begin, begin, try_in
from tests.vaults import PASSPHRASE
from tests.window_ground import open_window, qapp
from victimcase.domain.errors import UserError
from victimcase.gui import successor, watch
from victimcase.gui.kept import place_of, words_of
from victimcase.gui.successor import Locked, Why
from victimcase.gui.watch import Asleep, Desktop, Idle
from victimcase.gui.window import _of_key
from victimcase.services import entrance
from victimcase.services.drafts import Draft
from victimcase.store.errors import VaultInUse
from victimcase.store.folder import Folder
from victimcase.store.lockfile import Lock

__all__ = ["begin", "open_window", "qapp"]

ROOT = Path(__file__).resolve().parent.parent
CLOCK_ORDER = ["jobs", "dialogs", "clipboard", "drafts", "pages", "vault"]


def let_go(told: list[Locked]) -> None:
    """End the lock that was handed on, as the next program would at its end."""
    for one in told:
        if one.handed is not None:
            os.close(one.handed)


def test_the_lock_is_handed_on(vault_folder: Path) -> None:
    """A vault that is closed for a successor stays locked; a wrong passphrase does not let go of it, and the
    right one opens through the handle.
    """
    session = entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    handed = session.close(hand_over=True)
    assert handed is not None
    with pytest.raises(VaultInUse):
        entrance.enter(vault_folder, "caseworker", PASSPHRASE)
    with pytest.raises(UserError):
        entrance.enter(vault_folder, "caseworker", "wrong-passphrase-altogether", handed=handed)
    with pytest.raises(VaultInUse):
        Lock(Folder(vault_folder).lock)
    entrance.enter(vault_folder, "caseworker", PASSPHRASE, handed=handed).close()
    os.close(handed)
    entrance.enter(vault_folder, "caseworker", PASSPHRASE).close()


def test_a_foreign_handle_opens_nothing(vault_folder: Path, tmp_path: Path) -> None:
    """A handle of another file is no lock of this vault: the lock is taken as usual, or refused."""
    held = Lock(Folder(vault_folder).lock)
    with (tmp_path / "other").open("w") as other, pytest.raises(VaultInUse):
        entrance.enter(vault_folder, "caseworker", PASSPHRASE, handed=other.fileno())
    held.release()


def test_only_the_machine_s_own_goes_on() -> None:
    """The next program gets no passphrase file, no login and no odd path from the environment."""
    given = {
        "HOME": "h",
        "DISPLAY": ":0",
        "LC_ALL": "C.UTF-8",
        "VICTIMCASE_STATE": "s",
        "VICTIMCASE_USER": "u",
        "VICTIMCASE_PASSWORD_FILE": "p",
        "LD_PRELOAD": "x",
        "PYTHONPATH": "y",
    }
    around = successor.environment(Locked("v"), given)
    assert set(around) == {"HOME", "DISPLAY", "LC_ALL", "VICTIMCASE_STATE", successor.VARIABLE}


def test_what_was_left_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program before left is read once, whole or not at all."""
    locked = Locked("v", Why.HIDE, True, None, (1, 2, 800, 600), True)
    monkeypatch.setenv(successor.VARIABLE, successor.environment(locked, {})[successor.VARIABLE])
    assert successor.take() == locked
    assert successor.take() is None
    for nonsense in ("{", "[]", "{}", '{"vault": "v", "why": "moon", "kept": true, "handed": null}'):
        monkeypatch.setenv(successor.VARIABLE, nonsense)
        assert successor.take() is None


def test_who_was_there_goes_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next program asks for the passphrase alone; the login stands nowhere in the environment."""
    whose = successor._pipe("malee")
    around = successor.environment(Locked("v", login="malee"), {}, whose)
    assert "malee" not in str(around)
    monkeypatch.setenv(successor.VARIABLE, around[successor.VARIABLE])
    found = successor.take()
    assert found is not None and found.login == "malee"
    monkeypatch.setenv(successor.VARIABLE, successor.environment(Locked("v"), {})[successor.VARIABLE])
    found = successor.take()
    assert found is not None and found.login == ""


def test_nobody_there_is_noticed(qtbot: QtBot, qapp: QApplication) -> None:
    """Without a touch the time passes; a key begins it anew, and what is no touch does not."""
    idle = Idle(60)
    with qtbot.waitSignal(idle.passed, timeout=3000):
        pass
    widget = QLineEdit()
    qtbot.addWidget(widget)
    idle._last = 0.0
    assert not idle._timer.isActive()
    widget.show()
    window = widget.windowHandle()
    idle.listen(window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.FontChange))
    assert not idle._timer.isActive()
    QTest.keyClick(window, Qt.Key.Key_A)
    assert idle._timer.isActive()
    idle.stop()
    idle._last = 0.0
    QTest.keyClick(window, Qt.Key.Key_B)
    assert not idle._timer.isActive()


def test_idle_and_sleep_lock(begin: Begin, vault_folder: Path) -> None:
    """The idle time of the office locks the window; so do a sleep of the machine and a locked screen."""
    program = begin(vault=vault_folder)
    told: list[Locked] = []
    program.window_.locked.connect(told.append)
    try_in(program, "caseworker", PASSPHRASE)
    assert program.idle is not None
    program.idle.passed.emit()
    assert [one.why for one in told] == [Why.IDLE] and program.idle is None
    let_go(told)


def test_a_sleep_is_noticed_on_waking(qtbot: QtBot, qapp: QApplication) -> None:
    """A clock that jumped means the machine slept; one that went on as usual does not."""
    asleep, slept = Asleep(), []
    asleep.slept.connect(lambda: slept.append(1))
    start = asleep._last
    asleep.tick(start + 15)
    assert not slept
    asleep.tick(start + 15 + 3600)
    assert slept


def test_sessions_of_the_desktop_are_spelt_as_systemd_does() -> None:
    """Names of login sessions on the bus."""
    assert watch.session_path("2").endswith("/_32")
    assert watch.session_path("c1").endswith("/c1")
    assert watch.session_path("32").endswith("/_332")


def test_the_desktop_s_words_are_understood(qtbot: QtBot, qapp: QApplication) -> None:
    """Going to sleep and locking the screen are passed on; waking and unlocking are not."""
    desktop = Desktop()
    told: list[str] = []
    desktop.sleeps.connect(lambda: told.append("sleep"))
    desktop.screen_locked.connect(lambda: told.append("screen"))
    desktop._sleep(False)
    desktop._screen(False)
    assert not told
    desktop._sleep(True)
    desktop._screen(True)
    desktop._lock()
    assert told == ["sleep", "screen", "screen"]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("KUP-1/person/abc", ("KUP-1", "person", "abc")),
        ("KUP-1/note/new", ("KUP-1", "note", "")),
        ("screening:KUP-1", ("KUP-1", "", "")),
        ("new_case", ("office", "", "")),
    ],
)
def test_keys_of_drafts_tell_where_they_belong(key: str, place: tuple[str, str, str]) -> None:
    """A form's key names case, kind and record; a page's key its case."""
    assert _of_key(key) == place


@pytest.mark.parametrize(
    ("draft", "page", "words"),
    [
        (("new_case", "office", "", ""), "new_case", "New case"),
        (("group_intake", "office", "group_event", ""), "group_intake", "Group event"),
        (("screening:KUP-1", "KUP-1", "screening", ""), "screening", "Screening · KUP-1"),
        (("KUP-1/person/abc", "KUP-1", "person", "abc"), "case", "Person · KUP-1"),
        (("office/organisation/new", "office", "organisation", ""), "directory", "Organisation"),
    ],
)
def test_kept_forms_lead_to_their_page(draft: tuple[str, str, str, str], page: str, words: str) -> None:
    """Each draft has a place and a name that tells nothing about anybody."""
    key, number, kind, record = draft
    found = Draft(key, number, kind, record, dict[str, Any](), "")
    assert place_of(found).page == page
    assert words_of(found).casefold() == words.casefold()
