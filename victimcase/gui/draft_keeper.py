"""Keeps the draft of one form while somebody writes: quietly, a moment after the last key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from victimcase.gui.desk import Desk
from victimcase.gui.jobs import Lane
from victimcase.services import drafts
from victimcase.services.records import OFFICE
from victimcase.services.session import Session

PAUSE: Final = 1200
"""Milliseconds without a change before a draft is kept."""


class DraftKeeper(QObject):
    """One form and its draft. `collect` gives what stands in the form; an empty answer keeps nothing."""

    kept = Signal()
    """The draft is in the vault."""

    def __init__(self, desk: Desk, collect: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._collect = desk, collect
        self.key, self.number, self.kind = "", OFFICE, ""
        self.dirty = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)

    def begin(self, key: str, *, number: str = OFFICE, kind: str = "") -> None:
        """From now on the form is this one; what was typed into the one before is kept first."""
        self.keep()
        self.key, self.number, self.kind = key, number, kind

    def changed(self) -> None:
        """Something was typed."""
        self.dirty = True
        self._pause.start()

    def keep(self) -> None:
        """Keep what stands in the form now, if something was typed since."""
        self._pause.stop()
        content = self._collect() if self.dirty and self.key else {}
        self.dirty = False
        if content:
            write = partial(
                _keep, self._desk.session, self.key, dict(content), number=self.number, kind=self.kind
            )
            self._run(write, self.kept.emit)

    def drop(self) -> None:
        """The form was saved, or is not wanted: forget its draft."""
        self._pause.stop()
        self.dirty = False
        if self.key:
            self._run(partial(_drop, self._desk.session, self.key), None)

    def _run(self, write: Callable[[], None], done: Callable[[], None] | None) -> None:
        """A draft is no record: no page has to read again, so this goes past `Desk.do`."""
        self._desk.jobs.start(
            Lane.WRITE,
            write,
            owner=self,
            done=lambda _: done() if done is not None else None,
            failed=self._desk.trouble.emit,
        )


def _keep(session: Session, key: str, content: Mapping[str, Any], *, number: str, kind: str) -> None:
    session.do(drafts.keep, key, content, number=number, kind=kind)


def _drop(session: Session, key: str) -> None:
    session.do(drafts.drop, key)
