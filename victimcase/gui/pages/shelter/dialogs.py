"""Giving a bed, moving somebody, ending a stay: small sheets that say what speaks against it first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.pages.shelter.words import bed_title
from victimcase.gui.parts.boxes import clear, column
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.inputs import Pick, SearchLine
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import bed_moves, case_list
from victimcase.services.bed_moves import Against
from victimcase.services.beds import BedShown, HouseShown, Plan
from victimcase.services.case_list import Filters, Line

YES_NO = ((True, N_("Yes")), (False, N_("No")))
FOUND = 8
"""Cases offered for what was typed."""


def day_line(desk: Desk, value: date | None, *, name: str, aloud: str) -> DayLine:
    """A day to be typed, or chosen from a calendar."""
    made = DayLine(desk.today, name=name, aloud=aloud)
    made.set_day(value)
    return made


class BedDialog(Dialog):
    """What the sheets about beds share: a place where is said what speaks against it, and the answer of the
    vault.
    """

    def __init__(self, parent: QWidget, desk: Desk, title: str, more: str = "", *, name: str) -> None:
        super().__init__(parent, title, more, name=name)
        self.desk = desk
        self.form = QFormLayout()
        self.form.setSpacing(8)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.inside.addLayout(self.form)
        self.notes = column(space=8)
        self.inside.addLayout(self.notes)
        self.finished.connect(self.deleteLater)

    def failed(self, problem: UserError) -> None:
        """Say why it was not done; the sheet stays open."""
        clear(self.notes)
        self.notes.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name=f"{self.objectName()}.problem")
        )

    def against(self, found: Sequence[Against]) -> bool:
        """Show what speaks against it; whether it forbids it."""
        clear(self.notes)
        for one in found:
            self.notes.addWidget(Notice(one.text, tone="danger" if one.forbids else "warn"))
        return any(one.forbids for one in found)


class GiveBed(BedDialog):
    """Who gets a free bed, from when, until when."""

    def __init__(self, parent: QWidget, desk: Desk, house: HouseShown, bed: BedShown, night: date) -> None:
        title = tr(N_("Who gets this bed?"))
        more = f"{house.name}, {bed_title(bed)}"
        super().__init__(parent, desk, title, more, name="shelter.give_bed")
        self._bed = bed
        self._number = ""
        self._against: Sequence[Against] = ()
        self.search = SearchLine(tr(N_("Name or case number")), name="shelter.give_bed.person")
        self.search.searched.connect(self._look)
        self.people = QListWidget()
        self.people.setObjectName("shelter.give_bed.people")
        self.people.setAccessibleName(tr(N_("Cases found")))
        self.people.setFixedHeight(132)
        self.people.currentItemChanged.connect(lambda now, _before: self._choose(now))
        self.inside.insertWidget(0, self.people)
        self.inside.insertWidget(0, self.search)
        self.first = day_line(desk, night, name="shelter.give_bed.from", aloud=tr(N_("From")))
        self.last = day_line(desk, None, name="shelter.give_bed.until", aloud=tr(N_("Planned until")))
        self.willing = self._yes_no("willing", N_("Is the person there by their own will?"))
        self.may_leave = self._yes_no("free", N_("Free to leave?"))
        self.form.addRow(Label(tr(N_("From"))), self.first)
        self.form.addRow(Label(tr(N_("Until, if planned"))), self.last)
        self.form.addRow(Label(tr(N_("By their own will?"))), self.willing)
        self.form.addRow(Label(tr(N_("Free to leave?"))), self.may_leave)
        self.add_button(tr(N_("Not now")), self.reject, name="no")
        self.give_button = self.add_button(tr(N_("Give this bed")), self.give, name="yes", kind="filled")
        for line in (self.first, self.last):
            line.edited.connect(self._check)
        for segments in (self.willing, self.may_leave):
            segments.changed.connect(lambda _value: self._follow())
        self._follow()
        self._look("")
        self.search.setFocus()

    def _yes_no(self, field: str, question: str) -> Segments:
        options = [(code, tr(text)) for code, text in YES_NO]
        return Segments(options, name=f"shelter.give_bed.{field}", aloud=tr(question))

    def _look(self, text: str) -> None:
        asked = self.desk.look(case_list.page, Filters(text=text), limit=FOUND)
        asked.then(self, self._came, failed=self.failed, key="people")

    def _came(self, found: list[Line]) -> None:
        self.people.clear()
        for line in found:
            item = QListWidgetItem(f"{line.name or line.name_in_script}  {line.number}")
            item.setData(Qt.ItemDataRole.UserRole, line.number)
            self.people.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._number = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        self._check()

    def _span(self) -> tuple[date, date | None]:
        """The first and the last day. Raises Invalid for what is no day."""
        return self.first.day() or self.desk.today, self.last.day()

    def _check(self) -> None:
        self._against = ()
        clear(self.notes)
        try:
            span = self._span()
        except Invalid as problem:
            self.failed(problem)
        else:
            if self._number:
                asked = self.desk.look(bed_moves.check, self._number, self._bed.id, *span)
                asked.then(self, self._checked, failed=self.failed, key="check")
        self._follow()

    def _checked(self, found: tuple[Against, ...]) -> None:
        self._against = found
        self.against(found)
        self._follow()

    def _follow(self) -> None:
        reason = ""
        if not self._number:
            reason = tr(N_("Choose who gets the bed."))
        elif self.willing.value() is None or self.may_leave.value() is None:
            reason = tr(N_("Answer both questions first."))
        elif any(one.forbids for one in self._against):
            reason = tr(N_("This bed cannot be given for these nights."))
        self.give_button.not_yet(reason)
        self.give_button.say(tr(N_("Give it anyway")) if self._against else tr(N_("Give this bed")))

    def give(self) -> None:
        """Give the bed."""
        try:
            span = self._span()
        except Invalid as problem:
            self.failed(problem)
            return
        more = {"voluntary": self.willing.value(), "free_to_leave": self.may_leave.value()}
        asked = self.desk.do(
            bed_moves.give, self._number, self._bed.id, *span, more=more, anyway=bool(self._against)
        )
        asked.then(
            self,
            lambda _done: self.accept(),
            failed=self.failed,
            saved=Saved(tr(N_("Given: {bed}"), bed=bed_title(self._bed))),
        )


class MoveBed(BedDialog):
    """Another bed for somebody, from tonight on."""

    def __init__(self, parent: QWidget, desk: Desk, plan: Plan, stay: str, name: str) -> None:
        title = tr(N_("Where does {name} sleep from tonight?"), name=name)
        super().__init__(parent, desk, title, name="shelter.move_bed")
        self._stay, self._name = stay, name
        options = [
            (bed.id, f"{house.name}, {bed_title(bed)}")
            for house in plan.houses
            for bed in house.beds
            if bed.free
        ]
        self.bed = Pick(options, name="shelter.move_bed.bed", aloud=tr(N_("Free beds")))
        self.bed.set_value(None)
        self.inside.insertWidget(0, self.bed)
        if not options:
            self.notes.addWidget(Notice(tr(N_("No bed is free tonight.")), tone="warn"))
        self.number = next(
            (
                one.number
                for house in plan.houses
                for one in [*(s for bed in house.beds for s in bed.sleepers), *house.elsewhere]
                if one.stay == stay
            ),
            "",
        )
        self._against: Sequence[Against] = ()
        self.bed.picked.connect(lambda _bed: self._check())
        self.add_button(tr(N_("Not now")), self.reject, name="no")
        self.move_button = self.add_button(tr(N_("Move")), self.move_there, name="yes", kind="filled")
        self._follow()
        self.bed.setFocus()

    def _check(self) -> None:
        self._against = ()
        asked = self.desk.look(bed_moves.check, self.number, str(self.bed.value()), self.desk.today)
        asked.then(self, self._checked, failed=self.failed, key="check")

    def _checked(self, found: tuple[Against, ...]) -> None:
        """A bed given to somebody later may be slept in until then: the vault says so when it is moved."""
        self._against = found
        self.against(found)
        self._follow()

    def _follow(self) -> None:
        self.move_button.not_yet("" if self.bed.value() else tr(N_("Choose a free bed.")))
        self.move_button.say(tr(N_("Move anyway")) if self._against else tr(N_("Move")))

    def move_there(self) -> None:
        """Move."""
        asked = self.desk.do(bed_moves.move, self._stay, str(self.bed.value()), anyway=bool(self._against))
        saved = Saved(tr(N_("Moved: {name}"), name=self._name))
        asked.then(self, lambda _done: self.accept(), failed=self.failed, saved=saved)


class EndStay(BedDialog):
    """When somebody left, and where to."""

    def __init__(self, parent: QWidget, desk: Desk, stay: str, number: str, name: str) -> None:
        title = tr(N_("When did {name} leave?"), name=name)
        super().__init__(parent, desk, title, name="shelter.end_stay")
        self._stay, self._number, self._name = stay, number, name
        self.day = day_line(desk, desk.today, name="shelter.end_stay.day", aloud=tr(N_("Left on")))
        self.to = QLineEdit()
        self.to.setObjectName("shelter.end_stay.to")
        self.to.setAccessibleName(tr(N_("Left for")))
        self.form.addRow(Label(tr(N_("Left on"))), self.day)
        self.form.addRow(Label(tr(N_("Left for"))), self.to)
        self.add_button(tr(N_("Not now")), self.reject, name="no", safe=True)
        self.add_button(tr(N_("End stay")), self.end, name="yes", kind="filled")

    def end(self) -> None:
        """Write that somebody left."""
        try:
            day = self.day.day() or self.desk.today
        except Invalid as problem:
            self.failed(problem)
            return
        asked = self.desk.do(bed_moves.leave, self._number, self._stay, day, left_to=self.to.text().strip())
        saved = Saved(tr(N_("Stay ended: {name}"), name=self._name))
        asked.then(self, lambda _done: self.accept(), failed=self.failed, saved=saved)
