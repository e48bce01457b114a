"""Tasks: what is due, for me or for everybody, as a list or as a month."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.rights import Right
from victimcase.gui import calendar_words, task_words
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.page import Page
from victimcase.gui.pages.tasks.dialogs import Assign, NewTask, Postpone
from victimcase.gui.pages.tasks.month import MonthView
from victimcase.gui.parts.act_bar import ActBar
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import counted, day_short
from victimcase.i18n import N_, tr
from victimcase.services import tasks
from victimcase.services.tasks import Planned

MINE, LATE, TEAM, DONE = "mine", "late", "team", "done"
DONE_DAYS: Final = 60
"""Days back from today whose settled tasks are listed."""


class Cells:
    """The cells of the list."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.today, self.match = desk, desk.today, ""

    def due(self, one: Planned) -> Cell:
        """When it is due; for a settled one when it was done."""
        if one.done_on:
            words = tr(N_("done {day}"), day=day_short(date.fromisoformat(one.done_on), self.today))
            return Cell(words, icon="check-circle", tone="ok")
        if one.state == "not_needed":
            return Cell(tr(N_("not needed")), icon="minus-circle", tone="text2")
        words, icon, tone = task_words.due(one.due_on, self.today)
        return Cell(words, icon=icon, tone=tone, bold=tone == "danger")

    def subject(self, one: Planned) -> Cell:
        """What is to be done."""
        return Cell(one.subject, bold=not one.done_on, match=self.match)

    def person(self, one: Planned) -> Cell:
        """Whose case it belongs to."""
        return Cell(one.name, one.number, match=self.match)

    def who(self, one: Planned) -> Cell:
        """Who does it."""
        return Cell(one.assignee_name or tr(N_("whoever has the case")), tone="text2")

    def priority(self, one: Planned) -> Cell:
        """How much it matters."""
        if one.priority not in ("high", "low"):
            return Cell()
        words = self._desk.reference.label("task_priority", one.priority)
        tone = "danger" if one.priority == "high" else "text2"
        return Cell(words, icon="arrow-up" if one.priority == "high" else "arrow-down", tone=tone)

    def columns(self) -> list[Column[Planned]]:
        """The columns, in the order they are read."""
        return [
            Column("due", tr(N_("Due")), 148, self.due),
            Column("subject", tr(N_("What")), 0, self.subject),
            Column("person", tr(N_("Whose case")), 280, self.person),
            Column("who", tr(N_("Who does it")), 150, self.who, from_width=820),
            Column("priority", tr(N_("Priority")), 96, self.priority, from_width=900),
        ]


class TasksPage(Page):
    """The list and the month, and below them what can be done with the task the cursor is on."""

    NAME = "tasks"
    KINDS = frozenset({"task", "case", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Tasks")))
        self.cells = Cells(desk)
        self._all: list[Planned] = []
        self._order, self._down = "due", False
        self._may_write = desk.may(Right.EDIT_CASE)
        if self._may_write:
            new = Button(tr(N_("New task")), name="tasks.new_task", icon="plus", kind="plain")
            new.clicked.connect(self._new)
            self.title_line.tools.addWidget(new)
        self.card = ListCard(
            self.cells.columns(),
            name="tasks",
            aloud=tr(N_("Tasks")),
            icon="check-square",
            search=tr(N_("What, person or number")),
            hints=tr(N_("Enter opens where it is done")),
        )
        tabs = ((MINE, N_("Mine")), (LATE, N_("Late")), (TEAM, N_("Everybody's")), (DONE, N_("Done")))
        self.card.tabs.set_tabs([(code, tr(words), "") for code, words in tabs])
        self.card.tabs.changed.connect(lambda _code: self.read())
        self.card.search.searched.connect(self._search)
        self.card.table.opened.connect(self._open)
        self.card.table.chosen.connect(self._chosen)
        self.card.table.sorted_by.connect(self._sort)
        self._shape = Segments(
            [("list", tr(N_("List"))), ("month", tr(N_("Month")))],
            name="tasks.shape",
            aloud=tr(N_("Shown as")),
            optional=False,
        )
        self._shape.set_value("list")
        self._shape.changed.connect(lambda _value: self._reshape())
        self.card.add_beside_tabs(self._shape)
        self.month = MonthView(desk.today)
        self.month.asked.connect(lambda _span: self.read())
        self.month.chosen.connect(self._pressed)
        self._both = QStackedWidget()
        self._swap()
        self.acts = ActBar(name="tasks.act")
        self.card.body.addWidget(self.acts)
        self.inside.addWidget(self.card, 1)

    def _swap(self) -> None:
        """Let the month stand where the list stands."""
        body, at = self.card.body, self.card.body.indexOf(self.card.stack)
        body.removeWidget(self.card.stack)
        self._both.addWidget(self.card.stack)
        self._both.addWidget(self.month)
        body.insertWidget(at, self._both, 1)

    @property
    def _as_month(self) -> bool:
        return self._shape.value() == "month"

    def _reshape(self) -> None:
        self._both.setCurrentIndex(1 if self._as_month else 0)
        self.acts.hide()
        self.read()

    def first_focus(self) -> QWidget:
        """The list, or the month."""
        return self.month.grid if self._as_month else self.card.first_focus()

    def arrive(self, place: Place) -> None:
        """Come to the list, to a tab of it, or to write a new task."""
        if place.tab == "month":
            self._shape.set_value("month")
            self._both.setCurrentIndex(1)
            self._stale = True
        elif place.tab in (MINE, LATE, TEAM, DONE):
            self.card.tabs.choose(place.tab)
            self._stale = True
        super().arrive(place)
        if place.kind == "task" and self._may_write:
            self.new_task(place.number, place.text)

    def read(self) -> None:
        """Ask for the tasks of the tab, and of the days that are shown."""
        today = self.cells.today = self.desk.today
        tab = self.card.tabs.current()
        first: date | None = None
        last: date | None = None
        if self._as_month:
            first, last = self.month.span
        elif tab == LATE:
            last = today - timedelta(days=1)
        elif tab == DONE:
            first = today - timedelta(days=DONE_DAYS)
        asked = self.desk.look(tasks.between, first, last, mine=tab in (MINE, LATE), done=tab == DONE)
        again = partial(self.card.show_problem, again=self.read)
        asked.then(self, self._came, failed=again, key="tasks")
        calendar_words.ask(self.desk, self, self.month.know_calendars)

    def _came(self, found: list[Planned]) -> None:
        self._all = found
        self._show()

    def _search(self, text: str) -> None:
        self.cells.match = text.strip()
        self._show()

    def _show(self) -> None:
        words = self.card.search.text().casefold().split()
        shown = [
            one
            for one in self._all
            if all(word in f"{one.subject} {one.name} {one.number}".casefold() for word in words)
        ]
        late = sum(one.overdue for one in shown)
        said = counted(len(shown), N_("1 task"), N_("{count} tasks"))
        self.card.counted.setText(f"{said}, {tr(N_('{count} late'), count=late)}" if late else said)
        if self._as_month:
            self.month.show_tasks(self.cells.today, shown)
            return
        shown.sort(key=self._key, reverse=self._down)
        if self.card.tabs.current() == DONE and self._order == "due":
            shown.sort(key=lambda one: one.done_on, reverse=not self._down)
        if shown:
            self.card.show_rows(shown, lambda one: one.id)
            self.card.table.set_order(self._order, downwards=self._down)
        else:
            self.acts.hide()
            self._nothing(bool(words))

    def _key(self, one: Planned) -> tuple[object, ...]:
        if self._order == "due":
            return (one.due_on or "9999", one.number)
        if self._order == "priority":
            return ({"high": 0, "low": 2}.get(one.priority, 1), one.due_on or "9999")
        column = next(col for col in self.card.model.columns if col.code == self._order)
        return (column.cell(one).text.casefold(), one.due_on or "9999")

    def _sort(self, code: str, downwards: bool) -> None:
        self._order, self._down = code, downwards
        self._show()

    def _nothing(self, narrowed: bool) -> None:
        if narrowed:
            empty = self.card.show_empty(tr(N_("No task has these words")), tr(N_("Take a word away.")))
            empty.add_way(tr(N_("Show all")), self._clear, name="tasks.empty.clear")
            return
        said = {
            MINE: (
                N_("Nothing is yours to do"),
                N_("Tasks appear by themselves: a consent about to end, a call."),
            ),
            LATE: (N_("Nothing is late"), N_("What was due is done.")),
            TEAM: (
                N_("Nothing is to be done"),
                N_("Tasks appear by themselves, or when somebody writes one."),
            ),
            DONE: (
                N_("Nothing was done lately"),
                N_("What was ticked off in the last weeks is listed here."),
            ),
        }[self.card.tabs.current() or MINE]
        self.card.show_empty(tr(said[0]), tr(said[1]))

    def _clear(self) -> None:
        self.card.search.say_quietly("")
        self._search("")

    def _open(self, one: Planned) -> None:
        self.desk.go(task_words.place(one.number, one))

    def _pressed(self, one: Planned) -> None:
        """A task of the month was pressed: what can be done with it stands below."""
        self._chosen(one)
        button = self.acts.findChild(Button)
        if button is not None:
            button.setFocus()

    def _chosen(self, one: Planned | None) -> None:
        if one is None:
            self.acts.hide()
            return
        due = self.cells.due(one).text
        self.acts.say(one.subject, " · ".join((one.name, one.number, due)))
        open_ = partial(self._open, one)
        settled = one.state in ("done", "not_needed")
        if self._may_write and settled:
            self._way(tr(N_("Open it again")), "reopen", partial(self._reopen, one))
        elif self._may_write:
            if not one.rule:
                self._way(
                    tr(N_("Postpone")), "postpone", lambda: Postpone(self.window(), self.desk, one).open()
                )
            self._way(tr(N_("Assign")), "assign", lambda: Assign(self.window(), self.desk, one).open())
            self._way(tr(N_("Not needed")), "not_needed", partial(self._complete, one, not_needed=True))
        self._way(tr(N_("Open")), "open", open_)
        if self._may_write and not settled:
            self._way(tr(N_("Done")), "done", partial(self._complete, one), kind="filled")

    def _way(self, words: str, code: str, press: object, kind: str = "plain") -> None:
        assert callable(press)
        self.acts.add_way(words, press, code=code, kind=kind)

    def _complete(self, one: Planned, *, not_needed: bool = False) -> None:
        words = N_("Not needed: {subject}") if not_needed else N_("Done: {subject}")
        saved = Saved(tr(words, subject=one.subject))
        asked = self.desk.do(tasks.complete, one.number, one.id, not_needed=not_needed)
        asked.then(self, saved=saved)

    def _reopen(self, one: Planned) -> None:
        saved = Saved(tr(N_("Open again: {subject}"), subject=one.subject))
        self.desk.do(tasks.reopen, one.number, one.id).then(self, saved=saved)

    def _new(self, _checked: bool = False) -> None:
        self.new_task()

    def new_task(self, number: str = "", text: str = "") -> Dialog:
        """Ask what is to be done."""
        dialog = NewTask(self.window(), self.desk, number, text)
        dialog.open()
        return dialog


PAGE = TasksPage
