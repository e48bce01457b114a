"""Who did what when in a case, and what each field held before, with a way to bring it back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.earlier import EarlierValues
from victimcase.gui.pages.case.facts import in_words
from victimcase.gui.parts.boxes import Card, column, stretched
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import day_near, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_sheets
from victimcase.services.case_sheets import Changed


class History(QWidget):
    """Every act, the latest first. It is read when somebody comes for it: reading it is noted."""

    editing = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number = ""
        self.setObjectName("case.history")
        self._card = Card(tr(N_("History")), tr(N_("That you read it is noted")), name="case.history.card")
        self._model: PagedModel[Changed] = PagedModel(self._columns())
        self._table = Table(self._model, name="case.history.table", aloud=tr(N_("History")), two_lines=True)
        self._table.opened.connect(self._open)
        self._table.chosen.connect(self._chosen)
        self._empty = Empty("clock-counter-clockwise", tr(N_("Nothing to tell")), name="case.history.empty")
        self._empty.hide()
        self._card.body.addWidget(self._table, 1)
        self._card.body.addWidget(self._empty, 1)
        self._hint = Label("", "small", wrap=True)
        self._earlier = Button(tr(N_("Earlier values…")), name="case.history.earlier", icon="clock-clockwise")
        self._earlier.clicked.connect(lambda: self._open(self._table.current()))
        self._card.set_foot(stretched(self._hint), self._earlier)
        self._chosen(None)
        self.setLayout(column(self._card))

    def _columns(self) -> list[Column[Changed]]:
        return [
            Column("at", tr(N_("When and who")), 170, self._when, False),
            Column("what", tr(N_("What")), 260, _what, False),
            Column(
                "before",
                tr(N_("Before")),
                0,
                lambda one: Cell(in_words(one.before, one.form), tone="text3"),
                False,
                620,
            ),
            Column("since", tr(N_("Since")), 0, lambda one: Cell(in_words(one.since, one.form)), False),
        ]

    def _when(self, one: Changed) -> Cell:
        when = day_near(datetime.fromisoformat(one.at), self._desk.now)
        return Cell(when, second=one.user, below=True)

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self._model.begin(0)
        self._empty.hide()
        self._table.show()

    def read(self, number: str) -> None:
        """Read the history; it is noted."""
        self._number = number
        self._desk.look(case_sheets.history_of, number).then(
            self, self._came, failed=self._failed, key="history"
        )

    def _came(self, found: list[Changed]) -> None:
        self._model.set_rows(found)
        self._table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._chosen(self._table.current())

    def _failed(self, problem: UserError) -> None:
        self._came([])
        self._empty.say(what(problem), next_step(problem))

    def _chosen(self, one: Changed | None) -> None:
        self._earlier.setEnabled(one is not None and bool(one.field))
        if one is None:
            self._hint.setText(tr(N_("Choose a line to see what its field held before.")))
        else:
            reason = tr(N_("Reason: {reason}"), reason=one.reason) if one.reason else ""
            self._hint.setText(reason)

    def _open(self, one: Changed | None) -> None:
        if one is None or not one.field:
            return
        restores = self._desk.may(Right.EDIT_CASE)
        EarlierValues(self, self._desk, self._number, one, restores=restores).open()


def _what(one: Changed) -> Cell:
    if not one.what:
        return Cell(one.action, bold=True)
    second = f"{one.label} · {one.action}" if one.label else one.action
    return Cell(one.what, second=second, bold=True, below=True)
