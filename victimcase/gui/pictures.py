"""Pictures of every page: what `victimcase --screenshot` leaves, and what the makers look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from victimcase.gui import theme
from victimcase.gui.app import make_app, turn
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Place
from victimcase.gui.forms.sheet import Sheet
from victimcase.gui.jobs import Jobs
from victimcase.gui.shell import Shell
from victimcase.gui.window import Window
from victimcase.services.session import Session


@dataclass(frozen=True)
class Look:
    """One way a page is shown."""

    name: str
    mode: Mode = Mode.LIGHT
    right_to_left: bool = False
    size: tuple[int, int] = (1366, 768)
    text_size: int = 100


LOOKS: Final = (
    Look("light"),
    Look("dark", Mode.DARK),
    Look("contrast", Mode.CONTRAST),
    Look("rtl", right_to_left=True),
    Look("small", size=(1024, 640)),
    Look("large", text_size=200, size=(1366, 768)),
)

PATIENCE = 20_000
"""Milliseconds a page may take before its picture is given up."""


@dataclass(frozen=True)
class Scene:
    """One picture: the login it is taken as, where it is, and what is done there first."""

    name: str
    login: str
    place: Callable[[Session], Place]
    act: Callable[[Shell], None] = field(default=lambda shell: None)


def settle(jobs: Jobs) -> None:
    """Let everything that is under way arrive, and be painted."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for _ in range(4):
        app.processEvents()
        if jobs.under_way:
            loop = QEventLoop()
            jobs.settled.connect(loop.quit)
            QTimer.singleShot(PATIENCE, loop.quit)
            loop.exec()
    app.processEvents()


@contextmanager
def signed_in(session: Session, look: Look) -> Iterator[tuple[Window, Shell]]:
    """A window with somebody's pages, in a look."""
    app = make_app()
    turn(app, right_to_left=look.right_to_left)
    theme.apply(app, look.mode, look.text_size)
    window = Window(Jobs())
    window.resize(QSize(*look.size))
    shell = window.open_session(session)
    window.show()
    settle(window.jobs)
    try:
        yield window, shell
    finally:
        window.jobs.close()
        window.close()
        window.deleteLater()
        app.processEvents()
        turn(app, right_to_left=False)


def _finish_forms(shell: Shell, jobs: Jobs) -> None:
    """A form is built a few questions at a time; its picture is that of the whole."""
    for sheet in shell.findChildren(Sheet):
        if sheet.isVisible() and not sheet.stands:
            sheet.build_now()
    settle(jobs)


def take(session: Session, scenes: Iterable[Scene], looks: Iterable[Look], folder: Path) -> list[Path]:
    """Take pictures of scenes in looks; the session is that of the scenes' login."""
    made = []
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(scenes)
    for look in looks:
        with signed_in(session, look) as (window, shell):
            for scene in wanted:
                shell.desk.go(scene.place(session))
                settle(window.jobs)
                scene.act(shell)
                settle(window.jobs)
                _finish_forms(shell, window.jobs)
                file = folder / f"{scene.name}-{look.name}.png"
                window.grab().save(str(file))
                made.append(file)
    return made
