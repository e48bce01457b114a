"""The card of what is for you to do: late, today, this week; each line can be ticked off or opened."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from victimcase.domain.rights import Right
from victimcase.gui import task_words, theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.press_line import PressLine, Said, Tick
from victimcase.gui.parts.text import Label, LinkButton
from victimcase.gui.words import counted
from victimcase.i18n import N_, tr
from victimcase.services.today import Today, ToDo, When

SHOWN = 12
"""Lines a group shows; the others are one press away."""

_GROUPS = (
    (When.OVERDUE, N_("Overdue")),
    (When.TODAY, N_("Today")),
    (When.WEEK, N_("This week")),
)


class ToDoCard(Card):
    """Everything that is for you to do within a week."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("For you to do")), name="today.to_do")
        self.desk = desk
        self._first: QWidget | None = None
        if desk.may(Right.EDIT_CASE):
            new = Button(tr(N_("Task")), name="today.new_task", icon="plus", small=True)
            new.setAccessibleName(tr(N_("New task")))
            new.clicked.connect(lambda: desk.go(Place("tasks", kind="task")))
            self.tools.addWidget(new)
        self._lines = column(space=0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def first(self) -> QWidget | None:
        """The first line."""
        return self._first

    def show_tasks(self, found: Today) -> None:
        """Show the tasks of a day."""
        self.say(tr(N_("For you to do")), _sums(found))
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        clear(self._lines)
        self._first = None
        shown = 0
        for when, title in _GROUPS:
            tasks = found.of(when)
            if not tasks:
                continue
            head = Label(tr(title), "smallstrong")
            self._lines.addLayout(row(head, margins=(16, 10, 16, 4)))
            self._lines.addWidget(frame("line"))
            for task in tasks[:SHOWN]:
                self._lines.addWidget(self._line(task))
            if len(tasks) > SHOWN:
                self._more(when, len(tasks) - SHOWN)
            shown += len(tasks)
        if not shown:
            self._nothing(found.after)
        else:
            self._after(found.after)
        if kept:
            again = self.findChild(QWidget, kept)
            if again is not None:
                again.setFocus()

    def _line(self, task: ToDo) -> QWidget:
        tick = Tick(tr(N_("Done: {subject}"), subject=task.subject), name=f"today.done.{task.id}")
        tick.setVisible(self.desk.may(Right.EDIT_CASE))
        tick.clicked.connect(partial(self._done, task, tick))
        words, icon, tone = task_words.due(task.due_on, self.desk.today)
        said = Said(
            task.subject,
            second=task.name,
            bold=task.when is not When.WEEK,
            end=words,
            end_icon=icon,
            tone=tone,
        )
        line = PressLine(said, name=f"today.task.{task.id}", edge=False, pad=8)
        line.clicked.connect(partial(self._go, task))
        self._first = self._first or line
        inside = row(tick, line, space=0, margins=(10, 0, 8, 0))
        inside.setStretch(1, 1)
        made = frame("row", inside)
        made.setFixedHeight(theme.px(40) + 1)
        return made

    def _go(self, task: ToDo, _checked: bool = False) -> None:
        self.desk.go(task_words.place(task.number, task))

    def _done(self, task: ToDo, tick: Tick, _checked: bool = False) -> None:
        tick.setEnabled(False)
        saved = Saved(tr(N_("Done: {subject}"), subject=task.subject))
        task_words.complete(self.desk, task.number, task.id).then(
            tick, saved=saved, failed=partial(self._not_done, tick)
        )

    def _not_done(self, tick: Tick, problem: object) -> None:
        tick.setEnabled(True)
        self.desk.trouble.emit(problem)

    def _more(self, when: When, count: int) -> None:
        link = LinkButton(tr(N_("{count} more"), count=count), name=f"today.more.{when}")
        tab = "late" if when is When.OVERDUE else "mine"
        link.clicked.connect(lambda: self.desk.go(Place("tasks", tab=tab)))
        self._lines.addWidget(frame("row", row(link, STRETCH, margins=(48, 6, 16, 6))))

    def _after(self, after: int) -> None:
        words = tr(N_("{count} more after this week"), count=after) if after else ""
        link = LinkButton(tr(N_("Show all tasks")), name="today.all_tasks")
        link.clicked.connect(lambda: self.desk.go(Place("tasks")))
        self._lines.addLayout(row(Label(words, "small"), link, STRETCH, margins=(16, 10, 16, 12)))

    def _nothing(self, after: int) -> None:
        why = (
            counted(
                after,
                N_("One task comes due after this week."),
                N_("{count} tasks come due after this week."),
            )
            if after
            else tr(N_("Tasks appear here by themselves: a consent about to end, papers to renew."))
        )
        empty = Empty("check-square", tr(N_("Nothing is due this week")), why, name="today.nothing")
        empty.add_way(
            tr(N_("Show all tasks")), lambda: self.desk.go(Place("tasks")), name="today.nothing.tasks"
        )
        self._lines.addWidget(holder(column(24, empty, 24)))


def _sums(found: Today) -> str:
    said = []
    late, now = len(found.of(When.OVERDUE)), len(found.of(When.TODAY))
    if late:
        said.append(tr(N_("{count} overdue"), count=late))
    if now:
        said.append(tr(N_("{count} today"), count=now))
    return ", ".join(said)
