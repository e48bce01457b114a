"""The window of a session, for tests: opened offscreen, settled, and put away again.

Registered as a plugin of pytest by those who import `open_window`:
`window = open_window(session)` gives the `Window` with its `Shell` (`window.shell`), laid out and painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from victimcase.gui import theme
from victimcase.gui.app import make_app, turn
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Place
from victimcase.gui.jobs import Jobs
from victimcase.gui.pictures import settle as settle_jobs
from victimcase.gui.shell import Shell
from victimcase.gui.window import Window
from victimcase.services.session import Session

Found = TypeVar("Found", bound=QObject)
OpenWindow = Callable[..., Window]
BUGS: list[object] = []
"""What ended a job and is no UserError; every test that opens a window ends by looking that there is none."""


@pytest.fixture
def qapp() -> QApplication:
    """The one application of the tests, with the fonts of the program."""
    return make_app()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens the window of a session: `open_window(session, size=(1366, 768), rtl=False, text_size=100)`."""
    app = make_app()
    made: list[Window] = []
    BUGS.clear()

    def enter(
        session: Session,
        *,
        size: tuple[int, int] = (1366, 768),
        rtl: bool = False,
        text_size: int = 100,
        mode: Mode = Mode.LIGHT,
    ) -> Window:
        turn(app, right_to_left=rtl)
        theme.apply(app, mode, text_size)
        window = Window(Jobs())
        window.jobs.bug.connect(BUGS.append)
        made.append(window)
        window.resize(QSize(*size))
        window.open_session(session)
        window.show()
        settle(window)
        return window

    yield enter
    for window in made:
        put_away(window)
    turn(app, right_to_left=False)
    assert not BUGS, BUGS


def put_away(window: Window) -> None:
    """Close a window for good."""
    window.jobs.close()
    window.close()
    window.deleteLater()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.processEvents()


def settle(window: Window) -> None:
    """Let everything that is under way arrive, and be painted."""
    settle_jobs(window.jobs)


def shell_of(window: Window) -> Shell:
    """The shell of whoever signed in."""
    assert window.shell is not None
    return window.shell


def go(window: Window, place: Place) -> QWidget:
    """Go somewhere, and wait until the page has what it asked for."""
    shell = shell_of(window)
    shell.desk.go(place)
    settle(window)
    return shell.page


def find(within: QWidget, kind: type[Found], name: str) -> Found:
    """The widget of this objectName. Fails, naming the alike, where there is none."""
    found = within.findChild(kind, name)
    if found is None:
        alike = sorted(one.objectName() for one in within.findChildren(QWidget) if one.objectName())
        raise AssertionError(f"no {kind.__name__} “{name}” among {alike}")
    return found


def write(widget: QWidget, text: str) -> None:
    """Type a text of any script, as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
