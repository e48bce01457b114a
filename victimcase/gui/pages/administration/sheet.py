"""What the tabs of administration have in common: each is a sheet that is built when somebody opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.gui.desk import Desk
from victimcase.gui.parts.boxes import clear, column, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import next_step, what
from victimcase.services.session import Changed


class Sheet(QWidget):
    """One tab: an inside, what was said last above it, and the button that is its next step."""

    KINDS: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records that make it read again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.step: Button | None = None
        """The filled button, shown in the title line while the sheet is open."""
        self._said = column(space=8)
        self._said_box = holder(self._said)
        self._said_box.hide()
        self.inside = column(space=16)
        outer = column(self._said_box, space=16)
        outer.addLayout(self.inside, 1)
        self.setLayout(outer)

    def read(self) -> None:
        """Ask the vault for what the sheet shows."""

    def begin(self, what: str) -> None:
        """Somebody came to do something here at once."""

    def wrote(self, changed: Changed) -> None:
        """Something was written: read again where it is shown here."""
        if self.KINDS & changed.kinds:
            self.read()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        return {}

    def first_focus(self) -> QWidget | None:
        """What has the keyboard when the sheet is opened."""
        return None

    def say(self, words: str, more: str = "", *, tone: str = "ok") -> Notice:
        """Say one thing above the sheet, in place of what was said before."""
        clear(self._said)
        notice = Notice(words, more, tone=tone, name=f"{self.objectName()}.notice", closable=True)
        self._said.addWidget(notice)
        self._said_box.show()
        notice.destroyed.connect(self._said_gone)
        return notice

    def _said_gone(self) -> None:
        if self._said.count() == 0:
            self._said_box.hide()

    def hush(self) -> None:
        """Nothing more to say."""
        clear(self._said)
        self._said_box.hide()

    def trouble(self, problem: UserError) -> None:
        """Say what went wrong here."""
        self.say(what(problem), next_step(problem), tone="danger")
