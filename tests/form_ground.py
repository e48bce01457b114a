"""Forms for tests: a desk over a real vault, a form that is read and built, and hands that type into it.

Registered as a plugin of pytest by those who import `desk_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from victimcase.gui import theme
from victimcase.gui.app import make_app
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Desk
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.jobs import Jobs
from victimcase.services.session import Session

DeskOf = Callable[[Session], Desk]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63e0"
    "8b2b0000015a00dd590fda8e0000000049454e44ae426082"
)
"""The smallest picture there is."""


@cache
def app() -> QApplication:
    """The one application of the tests, in one look."""
    made = make_app()
    theme.apply(made, Mode.LIGHT)
    return made


@pytest.fixture
def desk_of(qtbot: QtBot) -> Iterator[DeskOf]:
    """Gives a desk over a session; every bug its lanes met fails the test."""
    app()
    bugs: list[object] = []
    made: list[Jobs] = []

    def enter(session: Session) -> Desk:
        jobs = Jobs()
        jobs.bug.connect(bugs.append)
        made.append(jobs)
        desk = Desk(session, jobs)
        desk.trouble.connect(bugs.append)
        return desk

    yield enter
    for jobs in made:
        jobs.close()
    assert not bugs, bugs


def open_form(
    qtbot: QtBot, desk: Desk, number: str, kind: str, *, shown: bool = True, **options: Any
) -> RecordForm:
    """A form that is read and built, and shown unless that does not matter."""
    form = RecordForm(desk, number, kind, **options)
    qtbot.addWidget(form)
    form.resize(1100, 680)
    done: list[bool] = []
    form.ready.connect(lambda: done.append(True))
    form.setVisible(shown)
    qtbot.waitUntil(lambda: form.sheet is not None, timeout=10_000)
    assert form.sheet is not None
    if not done:
        form.sheet.build_now()
    assert done, "the form was built and did not say so"
    settle(desk)
    return form


def settle(desk: Desk) -> None:
    """Let everything that is under way arrive."""
    for _ in range(3):
        app().processEvents()
        if desk.jobs.under_way:
            loop = QEventLoop()
            desk.jobs.settled.connect(loop.quit)
            QTimer.singleShot(10_000, loop.quit)
            loop.exec()
    app().processEvents()


def save(form: RecordForm) -> list[object]:
    """Press Save, and wait; what the form said was saved."""
    said: list[object] = []
    form.saved.connect(said.append)
    desk = form.desk
    form.save()
    settle(desk)
    if shiboken6.isValid(form):
        form.saved.disconnect(said.append)
    return said


def type_in(line: QWidget, text: str) -> None:
    """Write into a line as a person does, whatever script it is in."""
    assert isinstance(line, QLineEdit)
    line.setText(text)
    line.textEdited.emit(text)


def words_of(form: QWidget, name: str) -> str:
    """What a notice of this name says, all of it; empty where there is none."""
    found = form.findChild(QWidget, name)
    if found is None:
        return ""
    return f"{found.accessibleName()} {found.accessibleDescription()}"
