"""The one window of the program: an entry (first run, unlock) or, once somebody signed in, the shell."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.focus import FocusRing
from victimcase.gui.shell import Shell
from victimcase.services.session import Session

SMALLEST = QSize(1024, 640)


class Window(QMainWindow):
    """Holds the entry or the shell, and brings a session to its end in the right order."""

    locked = Signal()
    """The session is closed: nothing of it is in memory that Python lets go of."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("victimcase")
        self.setMinimumSize(SMALLEST)
        self.jobs = jobs
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.shell: Shell | None = None
        self.ring = FocusRing(self)

    def show_entry(self, entry: QWidget) -> None:
        """Show a page that needs no vault."""
        self._put(entry)

    def open_session(self, session: Session) -> Shell:
        """Show the pages of whoever signed in."""
        desk = Desk(session, self.jobs, self)
        self.shell = Shell(desk)
        self._put(self.shell)
        self.shell.begin()
        return self.shell

    def _put(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the lanes."""
        self.jobs.close()
        super().closeEvent(event)
