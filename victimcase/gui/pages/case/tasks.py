"""The tasks of a case: what is due, by when and for whom; done with one press."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.pages.case import kinds
from victimcase.gui.parts.boxes import Card, column, stretched
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import late
from victimcase.i18n import N_, tr
from victimcase.services import tasks
from victimcase.services.tasks import Due

FAR = timedelta(days=3650)


class Tasks(QWidget):
    """Open tasks, the latest first."""

    editing = Signal(str, str)
    adding = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number = ""
        self.setObjectName("case.tasks")
        self._card = Card(tr(N_("Tasks")), name="case.tasks.card")
        self._model: PagedModel[Due] = PagedModel(self._columns())
        self._table = Table(self._model, name="case.tasks.table", aloud=tr(N_("Tasks")))
        self._table.opened.connect(lambda one: self.editing.emit("task", one.id))
        self._table.chosen.connect(self._chosen)
        self._may = desk.may(Right.EDIT_CASE)
        if kinds.may_add(desk, RECORDS["task"]):
            new = Button(tr(N_("New task")), name="case.tasks.add", icon="plus", kind="filled")
            new.clicked.connect(lambda _checked: self.adding.emit("task", ""))
            self._card.tools.addWidget(new)
        self._empty = Empty("check-square", "", name="case.tasks.empty")
        self._card.body.addWidget(self._table, 1)
        self._card.body.addWidget(self._empty, 1)
        self._hint = Label("", "small", wrap=True)
        self._go = Button(tr(N_("Go there")), name="case.tasks.go", icon="arrow-right")
        self._go.clicked.connect(self._go_there)
        self._open = Button(tr(N_("Open")), name="case.tasks.open", icon="pencil-simple")
        self._open.clicked.connect(self._open_task)
        self._done = Button(tr(N_("Done")), name="case.tasks.done", icon="check")
        self._done.clicked.connect(self._complete)
        self._card.set_foot(stretched(self._hint), self._go, self._open, self._done)
        self._chosen(None)
        self.setLayout(column(self._card))

    def _columns(self) -> list[Column[Due]]:
        return [
            Column("subject", tr(N_("What is to be done")), 0, self._subject, False),
            Column("due", tr(N_("Due")), 150, self._due, False),
            Column("who", tr(N_("Who")), 160, lambda one: Cell(one.assignee_name), False, from_width=560),
            Column("priority", tr(N_("Priority")), 120, self._priority, False, from_width=700),
        ]

    def _subject(self, one: Due) -> Cell:
        return Cell(one.subject or tr(N_("Task")), bold=True, icon="clock" if one.rule else "check-square")

    def _due(self, one: Due) -> Cell:
        if not one.due_on:
            return Cell("")
        words, tone = late(date.fromisoformat(one.due_on), self._desk.today)
        return Cell(words, tone=tone, icon="warning-circle-fill" if tone == "danger" else "")

    def _priority(self, one: Due) -> Cell:
        return Cell(tr(self._desk.reference.label("task_priority", one.priority)) if one.priority else "")

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self._model.begin(0)
        self._empty.hide()
        self._table.show()

    def read(self, number: str) -> None:
        """Read the open tasks."""
        self._number = number
        self._desk.look(tasks.listed, number=number, ahead=FAR).then(self, self._came, key="tasks")

    def _came(self, found: list[Due]) -> None:
        self._model.set_rows(found)
        self._table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._card.say(tr(N_("Tasks")), str(len(found)) if found else "")
        if not found:
            self._empty.say(
                tr(N_("Nothing waits to be done")),
                tr(N_("Time limits of the case make tasks by themselves.")),
            )
        self._chosen(self._table.current())

    def _chosen(self, one: Due | None) -> None:
        for button in (self._open, self._done):
            button.setVisible(self._may)
            button.setEnabled(one is not None)
        self._go.setVisible(one is not None and one.about_kind in RECORDS and one.about_kind != "case")
        if one is None:
            self._hint.setText(tr(N_("Choose a task to mark it done.")))
        else:
            self._hint.setText(tr(N_("Made by a time limit.")) if one.rule else "")

    def _go_there(self) -> None:
        one = self._table.current()
        if one is not None:
            self.editing.emit(one.about_kind, one.about_record)

    def _open_task(self) -> None:
        one = self._table.current()
        if one is not None:
            self.editing.emit("task", one.id)

    def _complete(self) -> None:
        one = self._table.current()
        if one is None:
            return
        saved = Saved(tr(N_("Done: {task}"), task=one.subject))
        self._desk.do(tasks.complete, self._number, one.id).then(self, partial(self._after), saved=saved)

    def _after(self, _done: object) -> None:
        self.read(self._number)
