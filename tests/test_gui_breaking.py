"""When the program itself is wrong: it is said, no word of a case gets out, and locking still ends whole."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, QTimer, qWarning
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.entry_ground import Begin, begin
from tests.vaults import SignIn
from tests.window_ground import BUGS, OpenWindow, find, open_window, qapp, settle, shell_of
from victimcase.domain.errors import Invalid
from victimcase.gui import bugs
from victimcase.gui.bugs import Bugs, mark_of, words_of
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.jobs import Lane
from victimcase.gui.successor import Locked
from victimcase.gui.window import Window
from victimcase.services.session import Session

__all__ = ["begin", "open_window", "qapp"]

SECRET = "Thiri Aung"


def broken(*_: object) -> None:
    """What no test of the program found: an error whose text holds a name."""
    raise KeyError(SECRET)


@contextmanager
def watching(window: Window) -> Iterator[None]:
    """The window as it runs outside of tests: it takes every bug itself."""
    end = window.bugs.watch()
    try:
        yield
        settle(window)
    finally:
        end()


def shown(within: QWidget) -> str:
    """Every word that is shown."""
    return "\n".join(one.text() for one in within.findChildren(QLabel) if one.isVisible())


class Painted(QWidget):
    """A widget whose painting is broken."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fail."""
        broken()


class Resized(QWidget):
    """A widget that cannot be given another size."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fail."""
        broken()


def in_a_slot(window: Window) -> None:
    """Something is wrong behind a button."""
    QTimer.singleShot(0, broken)


def in_a_job(window: Window) -> None:
    """Something is wrong on a lane."""
    window.jobs.start(Lane.READ, broken, owner=window)


def in_an_answer(window: Window) -> None:
    """Something is wrong with what a page does with an answer."""
    window.jobs.start(Lane.READ, lambda: 1, owner=window, done=broken)


def in_a_thread(window: Window) -> None:
    """Something is wrong in a thread of a library."""
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()


def in_painting(window: Window) -> None:
    """A widget cannot be painted."""
    widget = Painted(window)
    widget.resize(50, 50)
    QTimer.singleShot(0, widget.show)


def in_resizing(window: Window) -> None:
    """A widget cannot take a size."""
    widget = Resized(window)
    QCoreApplication.postEvent(widget, QResizeEvent(QSize(33, 33), QSize(1, 1)))


@pytest.mark.parametrize("wrong", [in_a_slot, in_a_job, in_an_answer, in_a_thread, in_painting, in_resizing])
def test_a_bug_is_said_without_a_word_of_a_case(
    sign_in: SignIn,
    open_window: OpenWindow,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    wrong: Callable[[Window], None],
) -> None:
    """Wherever it is, a notice says so with its place in the program; log and terminal hold no name."""
    with sign_in() as session:
        window = open_window(session)
        with watching(window):
            wrong(window)
            settle(window)
            QApplication.processEvents()
        words = shown(shell_of(window))
        assert "wrong in the program" in words and "KeyError in " in words
        assert SECRET not in words
        BUGS.clear()  # it was made for this test
    said = caplog.text + "".join(capfd.readouterr())
    assert SECRET not in said and "KeyError" in said


def test_a_bug_that_comes_back_is_said_once(qtbot: QtBot, qapp: QApplication) -> None:
    """A broken painting would say so with every picture; after a while it is said again."""
    taken = Bugs()
    told: list[object] = []
    taken.found.connect(told.append)
    for _ in range(5):
        try:
            broken()
        except KeyError as bug:
            taken.take(bug)
    QApplication.processEvents()
    assert len(told) == 1
    taken._said = {mark: at - bugs.AGAIN_AFTER for mark, at in taken._said.items()}
    try:
        broken()
    except KeyError as bug:
        taken.take(bug)
    QApplication.processEvents()
    assert len(told) == 2


def test_an_error_for_people_is_told_as_it_is() -> None:
    """A UserError that no page took keeps its own words."""
    problem = Invalid("That is a day.", "Write a number.")
    assert words_of(problem) is problem
    assert mark_of(ValueError(SECRET)) == "ValueError"


def test_what_qt_says_is_not_repeated(
    qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A warning of Qt may name a file: only that there was one goes to the log."""
    end = Bugs().watch()
    try:
        qWarning(f"cannot open {SECRET}.pdf")
    finally:
        end()
    said = caplog.text + "".join(capfd.readouterr())
    assert SECRET not in said and "Qt is not content" in said


def test_a_bug_before_anybody_signed_in_is_said(begin: Begin, vault_folder: Path) -> None:
    """The entry has no line for notices: a sheet says it."""
    window = begin(vault=vault_folder).window_
    with watching(window):
        in_a_slot(window)
        settle(window)
        QApplication.processEvents()
    sheet = find(window, Dialog, "trouble")
    assert sheet.isVisible() and SECRET not in shown(sheet)
    sheet.reject()


@pytest.fixture
def told() -> list[Locked]:
    """What `locked` carried."""
    return []


def bug_in_drafts(window: Window, session: Session, patch: pytest.MonkeyPatch) -> None:
    """A page cannot tell what is typed."""
    patch.setattr(shell_of(window).page, "drafts", broken)


def bug_in_handing_over(window: Window, session: Session, patch: pytest.MonkeyPatch) -> None:
    """A page fails at what was saved."""
    window.jobs.start(Lane.WRITE, lambda: 1, owner=window, done=broken)


def bug_in_closing(window: Window, session: Session, patch: pytest.MonkeyPatch) -> None:
    """The vault cannot be closed in order."""
    patch.setattr(session, "close", lambda **_: broken())


@pytest.mark.parametrize("wrong", [bug_in_drafts, bug_in_handing_over, bug_in_closing])
def test_locking_ends_whatever_is_wrong(
    sign_in: SignIn,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    told: list[Locked],
    wrong: Callable[[Window, Session, pytest.MonkeyPatch], None],
) -> None:
    """A bug in one step of locking does not keep the others from being done: no page stays in memory."""
    with sign_in() as session:
        window = open_window(session)
        window.locked.connect(told.append)
        with monkeypatch.context() as patch, capture_exceptions() as caught:
            wrong(window, session, patch)
            window.lock()
        assert len(caught) == 1 and window.shell is None and window.desk is None
        assert window.steps == ["jobs", "dialogs", "clipboard", "drafts", "pages", "vault"]
        assert len(told) == 1 and window.cover.isVisible()
