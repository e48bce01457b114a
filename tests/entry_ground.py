"""The entry of the window, for tests: begun as a start does, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.window_ground import put_away, settle
from victimcase.gui.app import Program, make_app
from victimcase.gui.entry.first_run import FirstRun
from victimcase.gui.entry.unlock import Unlock
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.notice import Notice
from victimcase.gui.window import Window

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
