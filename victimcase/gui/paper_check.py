"""A card that checks a paper: its number is asked, its fingerprint compared, and nobody is named."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.ledger_words import state
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Wrapped
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import ledger
from victimcase.services.disclosures import ISSUED
from victimcase.services.ledger import Checked

ENOUGH: Final = 8
"""Signs of a fingerprint that are compared at least: one group of the paper."""
_READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class PaperCheck(Card):
    """A number to be checked, and below it what is known of the paper; its widgets are named by `name`."""

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__(name=f"{name}.checking")
        self._desk, self._name = desk, name
        self._print = ""
        self.setAccessibleName(tr(N_("Check a paper")))
        self.number = QLineEdit()
        self.number.setObjectName(f"{name}.number")
        self.number.setAccessibleName(tr(N_("Number on the paper")))
        self.number.setPlaceholderText(tr(N_("Number on the paper")))
        self.number.setMaximumWidth(theme.px(320))
        self.number.textChanged.connect(lambda _text: self._allow())
        self.number.returnPressed.connect(self._check)
        self.press = Button(tr(N_("Check")), name=f"{name}.check", icon="shield-check", pressed=self._check)
        note = tr(N_("For somebody who holds a paper and asks whether it is ours. Nobody is named here."))
        label = Wrapped(tr(N_("Check a paper")), "strong")
        label.setBuddy(self.number)
        line = row(self.number, self.press, space=8)
        line.addWidget(Wrapped(note, "small"), 1)
        line.setStretch(0, 1)
        self._found = column(space=8)
        self.body.addLayout(column(label, line, self._found, space=6, margins=(16, 10, 16, 12)))
        self._allow()

    def _allow(self) -> None:
        missing = not self.number.text().strip()
        self.press.not_yet(
            tr(N_("Write the number first; it is at the foot of each page.")) if missing else ""
        )

    def _check(self) -> None:
        number = self.number.text().strip()
        if number:
            asked = self._desk.look(ledger.check, number)
            asked.then(self, self._checked, failed=self._unknown, key="check")

    def _checked(self, found: Checked) -> None:
        clear(self._found)
        if found.state != ISSUED:
            more = tr(N_("A paper with this number never left as finished. Do not rely on it."))
            title = tr(N_("{number} was not given out"), number=found.number)
            self._found.addWidget(Notice(title, more, tone="warn", name=f"{self._name}.not_out"))
            return
        when = day(date.fromisoformat(found.issued_on)) if found.issued_on else ""
        told = Wrapped(
            tr(N_("{paper} {number}, given out on {day}"), paper=found.paper, number=found.number, day=when)
        )
        head = row(Badge(state(found.state)), space=8)
        head.addWidget(told, 1)
        self._found.addWidget(holder(head))
        self._found.addWidget(
            Wrapped(
                tr(N_("It is ours only if its fingerprint, printed with the number, is this one:")), "small"
            )
        )
        print_ = Wrapped(ledger.grouped(found.content_hash), "strong")
        print_.setObjectName(f"{self._name}.fingerprint")
        print_.setTextInteractionFlags(_READABLE)
        print_.setAccessibleName(tr(N_("Fingerprint: {groups}"), groups=print_.text()))
        self._found.addWidget(print_)
        self._found.addWidget(self._comparing(found.content_hash))

    def _comparing(self, known: str) -> QWidget:
        """A line to type the fingerprint of the paper into, for whoever has it in the hand."""
        typed = QLineEdit()
        typed.setObjectName(f"{self._name}.compare")
        typed.setMaximumWidth(theme.px(320))
        label = Wrapped(tr(N_("Or type the first two groups that stand on the paper")), "small")
        label.setBuddy(typed)
        typed.setAccessibleName(label.text())
        said = column(space=0)

        def compare(text: str) -> None:
            clear(said)
            status = compared(text, known)
            if status is not None:
                said.addWidget(Badge(status))
            typed.setAccessibleDescription(status.word if status else "")

        typed.textChanged.connect(compare)
        line = row(typed, holder(said), STRETCH, space=8)
        line.setStretch(0, 1)
        return holder(column(label, line, space=4))

    def _unknown(self, problem: UserError) -> None:
        clear(self._found)
        notice = Notice(what(problem), next_step(problem), tone="warn", name=f"{self._name}.unknown")
        self._found.addWidget(notice)


def compared(text: str, known: str) -> Status | None:
    """What is said of the beginning of a fingerprint as somebody types it; nothing while it may yet fit."""
    typed = "".join(text.split()).casefold()
    if not known.casefold().startswith(typed):
        return Status("prohibit", tr(N_("Differs: do not rely on it")), "danger")
    if len(typed) < ENOUGH:
        return None
    return Status("check-circle", tr(N_("Fits")), "ok")
