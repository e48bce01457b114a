"""The papers the office gave out: whether one is ours, the list of all of them, and the monthly sheet."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.outputs import PURPOSES
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.ledger_words import state
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.paper_check import PaperCheck
from victimcase.gui.parts.boxes import STRETCH, Card
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import counted, day_short
from victimcase.i18n import N_, tr
from victimcase.services import case_ledger
from victimcase.services.case_ledger import Entry

NAME = "administration.papers"
MONTHLY: Final = "statistics_report"


class PapersSheet(Sheet):
    """Above, a number is checked; below stands everything this user may see of the ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName(NAME)
        self.checking = PaperCheck(desk, name=NAME)
        self.inside.addWidget(self.checking)
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
        if desk.may(Right.RELEASE):
            words = tr(N_("Make the monthly sheet…"))
            self.step = Button(words, name=f"{NAME}.monthly", icon="file-text", pressed=self.monthly)

    def first_focus(self) -> QWidget | None:
        """The number of a paper."""
        return self.checking.number

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

    def begin(self, what: str) -> None:
        """The monthly sheet is asked for."""
        if what == MONTHLY and self.step is not None:
            self.monthly()

    def monthly(self) -> None:
        """Ask for which month the sheet is made."""
        dialog = PaperDialog(self.window(), self.desk, None, MONTHLY)
        dialog.given.connect(self.read)
        dialog.open()


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
