"""The one window of the program: an entry (first run, unlock) or, once somebody signed in, the shell.

Locking never asks and never loses typing. Its order: what writes is carried out, dialogs close, what was
copied is taken back, drafts go into the vault, the pages go, the vault is closed; then `locked` is sent, and
the program puts a fresh one in its own place.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import traces, watch
from victimcase.gui.bugs import Bugs
from victimcase.gui.clipboard import ClipboardGuard
from victimcase.gui.entry.ground import EntryPage
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.focus import FocusRing
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.hills import Hills
from victimcase.gui.successor import Locked, Why

if TYPE_CHECKING:
    from victimcase.gui.desk import Desk
    from victimcase.gui.shell import Shell
    from victimcase.services.session import Session

log = logging.getLogger(__name__)

T = TypeVar("T")

SMALLEST = QSize(1024, 640)
PATIENCE = 2.0
"""Seconds long work gets to end when the window locks; what it has not sealed by then is as never begun."""


class Cover(Hills):
    """The neutral picture over everything; a key or a click takes it away where it may be."""

    opened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("cover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "own")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def cover(self) -> None:
        """Be there at once, before anything else is done."""
        window = self.window()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.repaint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows what is below."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key shows what is below, but for one held down since the picture came."""
        if not event.isAutoRepeat():
            self.opened.emit()


class Window(QMainWindow):
    """Holds the entry or the shell, and brings a session to its end in the right order."""

    locked = Signal(object)
    """The session is closed: nothing of it is in memory that Python lets go of. Carries `Locked`."""

    look_chosen = Signal(object)
    """A page asks for another look: `services.preferences.Look`."""
    idle_chosen = Signal(int)
    """A page asks to lock after so many minutes without a touch."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("victimcase")
        self.setMinimumSize(SMALLEST)
        self.jobs = jobs
        self.bugs = Bugs(self)
        jobs.bug.connect(self.bugs.take)
        self.bugs.found.connect(self.tell)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.shell: Shell | None = None
        self.desk: Desk | None = None
        self.folder, self._owns = Path(), False
        self.ring = FocusRing(self)
        self.cover = Cover(self)
        self.cover.opened.connect(self._uncover)
        self.clipboard = ClipboardGuard(self)
        self.steps: list[str] = []
        """What locking has done, in its order."""

    def show_entry(self, entry: QWidget) -> None:
        """Show a page that needs no vault."""
        self._put(entry)

    def open_session(self, session: Session, folder: Path | None = None) -> Shell:
        """Show the pages of whoever signed in. Named with its folder, the session ends with the window."""
        from victimcase.gui.desk import Desk  # with all that pages need: not for the entry

        self.folder, self._owns = folder or Path(), folder is not None
        self.desk = Desk(session, self.jobs, self)
        self.desk.look_chosen.connect(self.look_chosen)
        self.desk.idle_chosen.connect(self.idle_chosen)
        return self._open_shell(self.desk)

    def entry(self) -> QWidget | None:
        """The page of the entry that is shown, or the shell."""
        return self._stack.currentWidget()

    def rebuild(self, page: str) -> Shell | None:
        """Build the pages anew, as the size of text or the language changed; what is typed is kept."""
        if self.desk is None or self.shell is None:
            return None
        self._keep_drafts(self.desk.session, self.shell)
        for signal in (self.desk.went, self.desk.wrote, self.desk.saved, self.desk.trouble):
            signal.disconnect()
        from victimcase.gui.desk import Place

        shell = self._open_shell(self.desk)
        shell.go(Place(page))
        return shell

    def _open_shell(self, desk: Desk) -> Shell:
        from victimcase.gui.shell import Shell

        self.shell = Shell(desk)
        self.shell.lock.connect(lambda: self.lock(Why.BUTTON))
        self.shell.hide_all.connect(lambda: self.lock(Why.HIDE))
        self._put(self.shell)
        self.shell.begin()
        return self.shell

    def _put(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            let_go(before)

    def tell(self, problem: UserError) -> None:
        """Say what no page said: above the page, or over the entry."""
        if self.desk is not None and not self.desk.closing:
            self.desk.trouble.emit(problem)
        elif isinstance(self._stack.currentWidget(), EntryPage):
            from victimcase.gui.dialogs.question import say  # seldom needed
            from victimcase.gui.words import next_step, what

            say(self, what(problem), next_step(problem), name="trouble")

    def hide_content(self) -> None:
        """Cover what is shown with the neutral picture until somebody presses a key."""
        self.cover.cover()

    def _uncover(self) -> None:
        if self.shell is not None or self.desk is not None:
            return  # it is being locked: only the next program shows something
        self.cover.hide()
        page = self._stack.currentWidget()
        if isinstance(page, EntryPage):
            page.first_focus().setFocus()

    def lock(self, why: Why = Why.BUTTON) -> None:
        """Lock, in the order that loses nothing and leaves nothing behind."""
        if self.desk is None or self.desk.closing:
            return
        self.cover.cover()
        frame, login = self.geometry(), "" if why is Why.HIDE else self.desk.me.login
        kept, handed = self._put_away(hand_over=True)
        place = (frame.x(), frame.y(), frame.width(), frame.height())
        self.locked.emit(Locked(str(self.folder), why, kept, handed, place, self.isMaximized(), login))

    def _put_away(self, *, hand_over: bool) -> tuple[bool, int | None]:
        """Bring the session to its end; whether drafts were kept, and the handle of the vault's lock."""
        desk, shell = self.desk, self.shell
        assert desk is not None and shell is not None
        desk.closing = True
        self.steps = []
        self._step("jobs", self._finish_jobs)
        self._step("dialogs", self._close_dialogs)
        self._step("clipboard", self.clipboard.clear)
        kept = self._step("drafts", lambda: self._keep_drafts(desk.session, shell))
        self._step("pages", lambda: self._drop_pages(desk, shell))
        return bool(kept), self._step("vault", lambda: desk.session.close(hand_over=hand_over))

    def _step(self, name: str, act: Callable[[], T]) -> T | None:
        """One step towards the end. What is wrong in it is told as any bug, and the next ones are done."""
        self.steps.append(name)
        try:
            return act()
        except Exception:
            sys.excepthook(*sys.exc_info())
            return None

    def _finish_jobs(self) -> None:
        if not self.jobs.finish(PATIENCE):
            log.info("long work was cut when the window locked")

    def _close_dialogs(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if widget is not self and widget.isVisible() and not isinstance(widget, QMainWindow):
                widget.hide()
                widget.close()
        traces.forget()

    def _keep_drafts(self, session: Session, shell: Shell) -> bool:
        from victimcase.services import drafts

        kept = False
        for page in shell.pages.values():
            for key, content in page.drafts().items():
                try:
                    before = session.look(drafts.read, key)
                    number, kind, record = (
                        (before.number, before.kind, before.record) if before else _of_key(key)
                    )
                    session.do(drafts.keep, key, content, number=number, kind=kind, record=record)
                    kept = True
                except UserError as problem:  # out of sight by now, read-only, or the disk is full
                    log.warning("a draft was not kept: %s", type(problem).__name__)
        return kept

    def _drop_pages(self, desk: Desk, shell: Shell) -> None:
        self._stack.removeWidget(shell)
        shell.hide()
        shell.setParent(None)
        let_go(shell)
        let_go(desk)
        self.shell, self.desk = None, None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the window out of pictures of the screen where the system can."""
        super().showEvent(event)
        watch.hide_from_capture(int(self.winId()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture covers all of it at any size."""
        super().resizeEvent(event)
        self.cover.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """End as locking does, and let the vault go."""
        page = self._stack.currentWidget()
        if isinstance(page, EntryPage):
            page.stop()
        if self._owns and self.desk is not None and not self.desk.closing:
            self._put_away(hand_over=False)
        self.jobs.close()
        super().closeEvent(event)


def _of_key(key: str) -> tuple[str, str, str]:
    """Case, kind and record of the key of a form's draft, `number/kind/record` (`new` for a new one), or of
    a page's, `page:number`. Nothing of these belongs to the office.
    """
    page, _, number = key.partition(":")
    if number:
        return number, "", ""
    number, _, rest = page.partition("/")
    kind, _, record = rest.partition("/")
    return (number, kind, "" if record == "new" else record) if kind else ("office", "", "")
