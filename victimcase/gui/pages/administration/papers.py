"""The papers the office gave out: whether one somebody holds is ours, and the list of all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.outputs import PURPOSES
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.ledger_words import state
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import counted, day, day_short, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_ledger, ledger
from victimcase.services.case_ledger import Entry
from victimcase.services.disclosures import ISSUED
from victimcase.services.ledger import Checked

NAME = "administration.papers"


class PapersSheet(Sheet):
    """Above, a number is checked; below stands everything this user may see of the ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName(NAME)
        self.number = QLineEdit()
        self.number.setObjectName(f"{NAME}.number")
        self.number.setAccessibleName(tr(N_("Number on the paper")))
        self.number.setPlaceholderText(tr(N_("Number on the paper")))
        self.number.setMaximumWidth(theme.px(320))
        self.number.textChanged.connect(lambda _text: self._allow())
        self.number.returnPressed.connect(self._check)
        self.press = Button(tr(N_("Check")), name=f"{NAME}.check", icon="shield-check", pressed=self._check)
        self._found = column(space=8)
        self.inside.addWidget(self._check_card())
        self.model: PagedModel[Entry] = PagedModel(_columns(desk))
        self.table = Table(self.model, name=f"{NAME}.table", aloud=tr(N_("Papers given out")))
        self.table.setMinimumHeight(theme.px(160))
        self.table.opened.connect(self._open)
        self._empty = Empty("archive", "", name=f"{NAME}.empty")
        self._stack = QStackedWidget()
        for one in (Loading(), self._empty, self.table):
            self._stack.addWidget(one)
        card = Card(name=f"{NAME}.card")
        card.setAccessibleName(tr(N_("Papers given out")))
        card.body.addWidget(self._stack, 1)
        self._count = Label("", "small")
        keys = Label(tr(N_("Enter opens the case.")), "small")
        card.set_foot(keys, STRETCH, self._count)
        self.inside.addWidget(card, 1)
        self._allow()

    def _check_card(self) -> Card:
        card = Card(name=f"{NAME}.checking")
        card.setAccessibleName(tr(N_("Check a paper")))
        note = tr(N_("For somebody who holds a paper and asks whether it is ours. Nobody is named here."))
        label = Wrapped(tr(N_("Check a paper")), "strong")
        label.setBuddy(self.number)
        line = row(self.number, self.press, space=8)
        line.addWidget(Wrapped(note, "small"), 1)
        line.setStretch(0, 1)
        card.body.addLayout(column(label, line, self._found, space=6, margins=(16, 10, 16, 12)))
        return card

    def _allow(self) -> None:
        missing = not self.number.text().strip()
        self.press.not_yet(
            tr(N_("Write the number first; it is at the foot of each page.")) if missing else ""
        )

    def first_focus(self) -> QWidget | None:
        """The number of a paper."""
        return self.number

    def read(self) -> None:
        """Ask for every line."""
        self.desk.look(case_ledger.every).then(self, self._came, failed=self.trouble, key="every")

    def _came(self, found: list[Entry]) -> None:
        self.model.set_rows(found)
        self._count.setText(counted(len(found), N_("1 line"), N_("{count} lines")))
        if not found:
            why = tr(N_("Everything that leaves gets a number and stands here."))
            self._empty.say(tr(N_("Nothing was given out yet")), why)
        self._stack.setCurrentWidget(self.table if found else self._empty)

    def _open(self, one: Entry) -> None:
        if one.line.cases:
            self.desk.go(Place("case", number=one.line.cases[0], tab="referrals"))

    def _check(self) -> None:
        number = self.number.text().strip()
        if number:
            self.desk.look(ledger.check, number).then(self, self._checked, failed=self._unknown, key="check")

    def _checked(self, found: Checked) -> None:
        clear(self._found)
        if found.state != ISSUED:
            more = tr(N_("A paper with this number never left as finished. Do not rely on it."))
            title = tr(N_("{number} was not given out"), number=found.number)
            self._found.addWidget(Notice(title, more, tone="warn", name=f"{NAME}.not_out"))
            return
        when = day(date.fromisoformat(found.issued_on)) if found.issued_on else ""
        told = Label(
            tr(N_("{paper} {number}, given out on {day}"), paper=found.paper, number=found.number, day=when)
        )
        head = row(Badge(state(found.state)), told, STRETCH, space=8)
        self._found.addWidget(holder(head))
        ask = tr(N_("Read this out and compare it with the fingerprint on the paper, group by group:"))
        self._found.addWidget(Wrapped(ask, "small"))
        print_ = Wrapped(ledger.grouped(found.content_hash), "strong")
        print_.setObjectName(f"{NAME}.fingerprint")
        print_.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        print_.setAccessibleName(tr(N_("Fingerprint: {groups}"), groups=print_.text()))
        self._found.addWidget(print_)

    def _unknown(self, problem: UserError) -> None:
        clear(self._found)
        self._found.addWidget(Notice(what(problem), next_step(problem), tone="warn", name=f"{NAME}.unknown"))


def _columns(desk: Desk) -> list[Column[Any]]:
    def purpose(one: Entry) -> Cell:
        known = PURPOSES.get(one.line.purpose)
        return Cell(tr(known.title) if known else one.line.purpose)

    def when(one: Entry) -> Cell:
        return Cell(day_short(one.at.date(), desk.today))

    return [
        Column("number", tr(N_("Number")), 160, lambda one: Cell(one.line.number), sortable=False),
        Column("day", tr(N_("Day")), 90, when, sortable=False),
        Column("paper", tr(N_("Paper")), 200, lambda one: Cell(one.paper, bold=True), sortable=False),
        Column("to", tr(N_("Recipient")), 0, lambda one: Cell(one.line.recipient), sortable=False),
        Column("purpose", tr(N_("Purpose")), 160, purpose, False, 1000),
        Column("state", tr(N_("State")), 140, lambda one: Cell(badges=(state(one.line.state),)), False),
        Column("cases", tr(N_("Cases")), 130, lambda one: Cell(", ".join(one.line.cases)), False, 760),
    ]


SHEET = PapersSheet
