"""The sheets of tasks: a new one, another day, somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.parts.boxes import clear, column, holder
from victimcase.gui.parts.buttons import Radio
from victimcase.gui.parts.inputs import Pick, SearchLine
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_list, forms, tasks
from victimcase.services.case_list import Filters, Line
from victimcase.services.forms import FormData
from victimcase.services.tasks import Planned

FOUND = 5
"""Cases the sheet of a new task lists."""


class _Sheet(Dialog):
    """A sheet with a place for what is missing."""

    def __init__(self, parent: QWidget, title: str, more: str = "", *, name: str) -> None:
        super().__init__(parent, title, more, name=name)
        self._problem = Label("", "small", tone="danger", wrap=True)
        self._problem.hide()
        self.finished.connect(self.deleteLater)

    def field(self, words: str, editor: QWidget) -> None:
        """Add a question with its editor."""
        label = Label(words, "small")
        label.setBuddy(editor)
        self.inside.addLayout(column(label, editor, space=4))

    def end(self, verb: str, press: Callable[[], object]) -> None:
        """Add the place for problems, and the buttons."""
        self.inside.addWidget(self._problem)
        self.add_button(tr(N_("Cancel")), self.reject, name="no")
        self.add_button(verb, press, name="yes", kind="filled").setDefault(True)

    def say(self, text: str) -> None:
        """Say what is missing."""
        self._problem.setText(text)
        self._problem.show()

    def failed(self, problem: UserError) -> None:
        """Say what went wrong."""
        self.say(f"{what(problem)} {next_step(problem)}")


class NewTask(_Sheet):
    """A new task: for whose case, what, until when, and who does it."""

    def __init__(self, parent: QWidget, desk: Desk, number: str = "", text: str = "") -> None:
        more = tr(N_("Its title is seen on many screens: no name in it, and not what happened."))
        super().__init__(parent, tr(N_("What is to be done?")), more, name="tasks.new")
        self.desk, self._number = desk, number
        self._case = SearchLine(tr(N_("Name or number of the case")), name="tasks.new.case")
        self._case.searched.connect(self._search)
        self._found = column(space=2)
        self._subject = QLineEdit(text)
        self._subject.setObjectName("tasks.new.subject")
        self._subject.setAccessibleName(tr(N_("What is to be done")))
        self._day = DayLine(desk.today, name="tasks.new.due_on", aloud=tr(N_("Due on")))
        self._day.set_day(desk.today + timedelta(days=7))
        self._who = Pick(name="tasks.new.assignee", aloud=tr(N_("Who does it")))
        self._who.set_options([(desk.me.login, tr(N_("I do it myself")))])
        self._who.set_value(desk.me.login)
        self.field(tr(N_("What is to be done")), self._subject)
        self.field(tr(N_("For whose case")), self._case)
        self.inside.addWidget(holder(self._found))
        self.field(tr(N_("Due on")), self._day)
        self.field(tr(N_("Who does it")), self._who)
        self.end(tr(N_("Add the task")), self._add)
        self._search("")

    def _search(self, text: str) -> None:
        filters = Filters(text=text, open=None if text.strip() else True)
        self.desk.look(case_list.page, filters, limit=FOUND).then(self, self._came, key="cases")

    def _came(self, found: list[Line]) -> None:
        clear(self._found)
        for line in found:
            words = f"{line.name or line.name_in_script} · {line.number}"
            box = Radio(words, name=f"tasks.new.case.{line.number}", checked=line.number == self._number)
            box.clicked.connect(partial(self._choose, line.number))
            self._found.addWidget(box)
        if not found:
            self._found.addWidget(Label(tr(N_("No case you may see is called so.")), "small", wrap=True))
        if self._number not in [line.number for line in found]:
            self._number = ""

    def _choose(self, number: str, _checked: bool = False) -> None:
        self._number = number
        self.desk.look(forms.read, number, "task").then(self, self._know_users, key="users")

    def _know_users(self, data: FormData) -> None:
        _offer(self._who, self.desk, data, self._who.value())

    def _add(self) -> None:
        if not self._subject.text().strip():
            self.say(tr(N_("Say in a few words what is to be done.")))
            self._subject.setFocus()
            return
        if not self._number:
            self.say(tr(N_("Choose the case the task belongs to.")))
            self._case.setFocus()
            return
        try:
            day = self._day.day()
        except Invalid as problem:
            self.failed(problem)
            return
        if day is None:
            self.say(tr(N_("Say until when.")))
            return
        asked = self.desk.do(
            tasks.add, self._number, self._subject.text().strip(), day, assignee=str(self._who.value() or "")
        )
        saved = Saved(tr(N_("Saved: task")))
        asked.then(self, lambda _done: self.accept(), failed=self.failed, saved=saved)


class Postpone(_Sheet):
    """Another day for a task."""

    def __init__(self, parent: QWidget, desk: Desk, task: Planned) -> None:
        super().__init__(parent, tr(N_("Until when does it wait?")), task.subject, name="tasks.postpone")
        self.desk, self._task = desk, task
        self._day = DayLine(desk.today, name="tasks.postpone.due_on", aloud=tr(N_("Due on")))
        self._day.set_day(desk.today + timedelta(days=7))
        self.field(tr(N_("Due on")), self._day)
        self.end(tr(N_("Postpone")), self._postpone)
        self._day.line.setFocus()

    def _postpone(self) -> None:
        try:
            day = self._day.day()
        except Invalid as problem:
            self.failed(problem)
            return
        if day is None:
            self.say(tr(N_("Say until when.")))
            return
        asked = self.desk.do(tasks.postpone, self._task.number, self._task.id, day)
        saved = Saved(tr(N_("Postponed: {subject}"), subject=self._task.subject))
        asked.then(self, lambda _done: self.accept(), failed=self.failed, saved=saved)


class Assign(_Sheet):
    """Somebody else for a task."""

    def __init__(self, parent: QWidget, desk: Desk, task: Planned) -> None:
        super().__init__(parent, tr(N_("Who does it?")), task.subject, name="tasks.assign")
        self.desk, self._task = desk, task
        self._who = Pick(name="tasks.assign.assignee", aloud=tr(N_("Who does it")))
        self._who.set_options([(desk.me.login, tr(N_("I do it myself")))])
        self._who.set_value(desk.me.login)
        self.field(tr(N_("Who does it")), self._who)
        self.end(tr(N_("Assign")), self._assign)
        desk.look(forms.read, task.number, "task", task.id).then(self, self._came, failed=self.failed)
        self._who.setFocus()

    def _came(self, data: FormData) -> None:
        _offer(self._who, self.desk, data, self._task.assignee or self.desk.me.login)

    def _assign(self) -> None:
        asked = self.desk.do(tasks.assign, self._task.number, self._task.id, str(self._who.value() or ""))
        saved = Saved(tr(N_("Assigned: {subject}"), subject=self._task.subject))
        asked.then(self, lambda _done: self.accept(), failed=self.failed, saved=saved)


def _offer(pick: Pick, desk: Desk, data: FormData, chosen: object) -> None:
    """Offer the people of the office who are still there, whoever sits here first."""
    others = [(one.id, one.words) for one in data.users if not one.more and one.id != desk.me.login]
    pick.set_options([(desk.me.login, tr(N_("I do it myself"))), *others])
    pick.set_value(chosen)
