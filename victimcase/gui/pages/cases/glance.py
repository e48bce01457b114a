"""The short view of a case beside the list: who it is, what to know first, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.case_words import child, countries, restricted, risk, step_words
from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.boxes import STRETCH, Flow, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.words import day, late, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_view
from victimcase.services.case_list import Line
from victimcase.services.case_view import Header

WIDE = 320


class Glance(QFrame):
    """A sheet at the end of the list. It follows the cursor, and Escape closes it."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("cases.glance")
        self.setAccessibleName(tr(N_("Short view")))
        self.setProperty("ground", "subtle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(WIDE) if theme.px(WIDE) < 420 else 420)
        self._inside = column(space=12, margins=(16, 12, 16, 16))
        self._open = Button(tr(N_("Open the case")), name="cases.glance.open", kind="plain")
        self._open.clicked.connect(self._go)
        close = IconButton("x", tr(N_("Close the short view")), name="cases.glance.close", kind="quiet")
        close.clicked.connect(self.closed)
        outer = column(row(self._open, STRETCH, close, margins=(16, 8, 8, 4)), space=0)
        outer.addWidget(scrolling(holder(self._inside)), 1)
        self.setLayout(outer)
        self._line: Line | None = None

    def show_line(self, line: Line | None) -> None:
        """Show a case: at once what the list knows, then what is known first about it."""
        same = line is not None and self._line is not None and line.case_id == self._line.case_id
        self._line = line
        self._open.setEnabled(line is not None)
        if line is None:
            clear(self._inside)
            self._inside.addWidget(Label(tr(N_("Choose a case in the list.")), "second", wrap=True))
            self._inside.addStretch(1)
            return
        if not same:
            self._fill(line, None)
        self.desk.look(case_view.header, line.number).then(
            self, self._came, failed=self._failed, key="glance"
        )

    def _came(self, found: Header) -> None:
        if self._line is not None and found.number == self._line.number:
            self._fill(self._line, found)

    def _failed(self, problem: UserError) -> None:
        clear(self._inside)
        self._inside.addWidget(
            Notice(what(problem), next_step(problem), tone="warn", name="cases.glance.problem")
        )
        self._inside.addStretch(1)

    def _fill(self, line: Line, header: Header | None) -> None:
        box = self._inside
        clear(box)
        names = column(Label(line.name, "section", wrap=True), space=2)
        if line.name_in_script:
            names.addWidget(Label(line.name_in_script, "second", wrap=True))
        box.addLayout(names)
        badges = Flow(6)
        shown = [risk(self.desk.reference, line.risk)]
        shown += [child()] if line.child else []
        shown += [restricted()] if line.restricted else []
        for one in shown:
            badges.addWidget(Badge(one))
        box.addWidget(holder(badges))
        if header is not None:
            self._first(header)
        box.addWidget(frame("line"))
        self._facts(line, header)
        box.addStretch(1)

    def _first(self, header: Header) -> None:
        """What to know before anything is done: flags, and how it is safe to be in touch."""
        for flag in header.flags:
            self._inside.addWidget(
                Notice(flag.title, flag.what_to_do, tone="warn", name=f"cases.glance.flag.{flag.record}")
            )
        if header.safe_contact is None:
            self._said(tr(N_("Safe contact")), [tr(N_("withheld"))], sign=("eye-slash", "private"))
        elif header.safe_contact:
            self._said(tr(N_("Safe contact")), header.safe_contact, sign=("phone", "warn"))

    def _facts(self, line: Line, header: Header | None) -> None:
        self._said(tr(N_("Number")), [line.number])
        age = [one for one in (line.age, countries(self.desk.reference, line.citizenships)) if one]
        self._said(tr(N_("Age and citizenship")), [" · ".join(age)] if age else [])
        if header is not None:
            spoken = [one for one in (header.language, header.interpreter) if one]
            self._said(tr(N_("Language")), spoken)
        self._said(tr(N_("Step")), [step_words(one) for one in line.steps] or [step_words("")])
        if line.next is not None:
            words, tone = late(date.fromisoformat(line.next.due_on), self.desk.today)
            self._said(tr(N_("Next")), [words, line.next.subject], tone=tone)
        self._said(tr(N_("Owner")), [line.owner_name])
        if line.opened_on:
            self._said(tr(N_("Opened")), [_day(line.opened_on)])

    def _said(
        self, title: str, lines: Sequence[str], *, tone: str = "", sign: tuple[str, str] | None = None
    ) -> None:
        """One fact: its name, small, and below it what is known."""
        if not lines:
            return
        head = row(Label(title, "smallstrong"), STRETCH, space=6)
        if sign is not None:
            head.insertWidget(0, Symbol(sign[0], sign[1], 14))
        words = column(head, space=2)
        for index, one in enumerate(lines):
            words.addWidget(Label(one, "body", tone=tone if index == 0 else "", wrap=True))
        self._inside.addLayout(words)

    def _go(self) -> None:
        if self._line is not None:
            self.desk.go(Place("case", number=self._line.number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
