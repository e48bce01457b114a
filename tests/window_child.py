"""The window in a process of its own, to be killed or to be replaced: `python -m tests.window_child ACT …`.

`type VAULT LOGIN PASSPHRASE NUMBER KIND FIELD TEXT` signs in, types into a form, says `kept` once the draft
is in the vault, and waits to be killed. `lock VAULT LOGIN PASSPHRASE` signs in, says `open`, and locks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from victimcase.gui import app
from victimcase.gui.desk import Place
from victimcase.gui.entry.unlock import Unlock
from victimcase.gui.jobs import Jobs
from victimcase.gui.successor import Why
from victimcase.gui.window import Window
from victimcase.services import drafts
from victimcase.store.process import harden

TICK = 30
"""Milliseconds between two looks at what the window does."""


def when(ready: Callable[[], object], then: Callable[[], object]) -> None:
    """Do something as soon as something is true."""
    timer = QTimer(QApplication.instance(), interval=TICK)

    def look() -> None:
        if ready():
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start()


def enter(vault: str, login: str, passphrase: str) -> Window:
    """Show the window and unlock as a person does."""
    window = Window(Jobs())
    program = app.Program(window, vault=Path(vault))
    window.jobs.bug.connect(lambda bug: print("bug", repr(bug), flush=True))
    program.begin()
    window.show()
    page = window.entry()
    assert isinstance(page, Unlock)
    page.user.setText(login)
    page.secret.line.setText(passphrase)
    page.unlock()
    return window


def type_in(window: Window, number: str, kind: str, field: str, text: str) -> None:
    """Open a form, type, and say when the draft is kept."""
    desk = window.desk
    assert desk is not None
    desk.go(Place("case", number=number, kind=kind))

    def there() -> QWidget | None:
        found = window.findChild(QWidget, field)
        return found if found is not None and found.isVisible() and not window.jobs.under_way else None

    def write() -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        line = there()
        assert line is not None
        QApplication.sendEvent(line, event)
        when(lambda: desk.session.look(drafts.listed), lambda: print("kept", flush=True))

    when(there, write)


def lock(window: Window) -> None:
    """Say that it is open, then put the next program in this one's place."""
    print("open", flush=True)
    window.lock(Why.HIDE)


def main() -> int:
    """Carry out what was asked."""
    act, vault, login, passphrase, *rest = sys.argv[1:]
    harden()
    made = app.make_app()
    window = enter(vault, login, passphrase)
    if act == "type":
        number, kind, field, text = rest
        when(lambda: window.desk, lambda: type_in(window, number, kind, field, text))
    else:
        when(lambda: window.desk, lambda: lock(window))
    return made.exec()


if __name__ == "__main__":
    raise SystemExit(main())
