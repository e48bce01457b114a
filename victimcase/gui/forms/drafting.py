"""Keeps what is typed while typing pauses, so that it survives a lock and a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from victimcase.domain.errors import UserError
from victimcase.gui.desk import Desk
from victimcase.gui.words import time, what
from victimcase.i18n import N_, tr
from victimcase.services import drafts

PAUSE = 500
"""Milliseconds without a key before a draft is kept."""


class Drafting(QObject):
    """The draft of one form. `said` tells the foot what became of it."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, content: Callable[[], tuple[str, Mapping[str, Any]] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._content = desk, content
        self.number = self.kind = self.record = ""
        self.key = ""
        self.kept = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)

    def is_for(self, key: str, number: str, kind: str, record: str) -> None:
        """What the draft is of."""
        self.key, self.number, self.kind, self.record = key, number, kind, record

    def touched(self) -> None:
        """Somebody typed: keep it when they pause."""
        self._pause.start()

    def keep(self) -> None:
        """Keep what is typed now; what is as it was read needs no draft."""
        self._pause.stop()
        found = self._content()
        if found is None:
            self.drop()
            return
        self.kept = True
        key, content = found
        self._desk.note(
            drafts.keep, key, content, number=self.number, kind=self.kind, record=self.record
        ).then(self, lambda _nothing: self._told(), failed=self._not_kept, key="draft")

    def _told(self) -> None:
        if self.kept:
            self.said.emit(tr(N_("Draft kept {time}"), time=time(self._desk.now)))

    def _not_kept(self, problem: UserError) -> None:
        self.said.emit(tr(N_("No draft kept: {why}"), why=what(problem)))

    def drop(self) -> None:
        """Forget the draft: saved, or not wanted."""
        self._pause.stop()
        if self.kept:
            self.kept = False
            self._desk.note(drafts.drop, self.key).then(self, failed=self._not_kept)
        self.said.emit("")
