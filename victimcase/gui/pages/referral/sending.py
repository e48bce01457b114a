"""Step 5: send. How it goes, when an answer and feedback are due, a password, and the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.records.referrals import Referral
from victimcase.domain.referral_rules import Lack
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.paper_parts import PasswordBox
from victimcase.gui.dialogs.place import choose_place
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.pages.referral.step import Step
from victimcase.gui.paper_print import deliver_to, printers
from victimcase.gui.parts.boxes import Card, clear, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Symbol, Wrapped
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import referral_flow, referral_letters
from victimcase.services.referral_flow import WITHOUT_PAPER
from victimcase.services.referral_gate import Standing
from victimcase.services.referral_letters import Gone
from victimcase.services.session import Changed

WAYS: Final = ("letter", "in_person", "telephone")
STEP_OF: Final = {"referred_organisation": "partner", "categories": "parts"}
"""Field that is missing -> step in which it is asked; all others are asked with the purpose."""


class SendingStep(Step):
    """The last step. `setting` is how the letter is written: languages and texts of the step before."""

    gone = Signal()
    """The referral is sent."""
    wanted = Signal(str, str)
    """The step, and the field in it, somebody wants to fill in first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setting = referral_letters.Setting()
        self.busy = False
        label = desk.reference.label
        options: list[tuple[object, str]] = [(code, tr(label("referral_way", code))) for code in WAYS]
        self.way = Segments(
            options, name="referral.send.way", aloud=tr(N_("How it goes")), optional=False, wraps=True
        )
        self.way.set_value("letter")
        self.way.changed.connect(lambda _code: self._turn())
        self.feedback = DayLine(
            desk.today, name="referral.send.feedback", aloud=tr(N_("Ask for feedback on"))
        )
        self.feedback.setMaximumWidth(theme.px(260))
        self.feedback.edited.connect(self.changed.emit)
        self.protect = PasswordBox(name="referral.send")
        self.protect.setMaximumWidth(theme.px(460))
        self.where = Pick((), name="referral.send.where", aloud=tr(N_("Where does the letter go?")))
        self.where.setMaximumWidth(theme.px(392))
        self.where.picked.connect(lambda _name: self._turn())
        where = Label(tr(N_("Where does the letter go?")), "strong", wrap=True)
        where.setBuddy(self.where)
        self._where_box = holder(column(where, self.where, space=6))
        self._file = holder(column(self.protect, space=0))
        self._notes = column(space=8)
        self._due = Wrapped("", "second")
        self._lacks = column(space=8)
        fields = column(self._lacks, space=16, margins=(24, 16, 24, 24))
        fields.addLayout(column(Label(tr(N_("How does it go?")), "strong"), self.way, self._due, space=6))
        asks = Label(tr(N_("When do you ask how it went? (may stay empty)")), "strong", wrap=True)
        fields.addLayout(column(asks, self.feedback, space=6))
        fields.addWidget(self._where_box)
        fields.addWidget(self._file)
        fields.addLayout(self._notes)
        self._warning = Notice(
            tr(N_("A copy leaves the vault")),
            tr(N_("What has been sent cannot be called back. The copy is no longer encrypted here.")),
            tone="warn",
            name="referral.send.warning",
        )
        fields.addWidget(self._warning)
        fields.addStretch(1)
        self.card = Card(tr(N_("Send it")), name="referral.send")
        self.card.body.addWidget(scrolling(holder(fields)), 1)
        self.card.setMinimumHeight(theme.px(240))
        self.box.addWidget(self.card, 1)
        self._turn()

    def _turn(self) -> None:
        """What is asked follows from how it goes."""
        paper = self.on_paper()
        self._where_box.setVisible(paper)
        self._file.setVisible(paper and not self.where.value())
        self._warning.setVisible(paper)
        self._due.setText(
            tr(N_("It is written as a PDF, numbered, and noted under “Who has what”."))
            if paper
            else tr(N_("Nothing leaves the program. Tell no more than what you have just read."))
        )
        self.changed.emit()

    def on_paper(self) -> bool:
        """Whether a letter is written."""
        return self.way.value() not in WITHOUT_PAPER

    def show_referral(self, standing: Standing | None) -> None:
        """Show what sending still needs."""
        super().show_referral(standing)
        clear(self._lacks)
        self.busy = False
        if standing is None:
            return
        self.card.say(tr(N_("Send it to {name}"), name=standing.partner))
        self.feedback.set_day(standing.record.feedback_due_on)
        if standing.lacks:
            words = tr(N_("Before it is sent, this is still missing"))
            more = tr(N_("Fill it in together with the person. What is written here stays."))
            self._lacks.addWidget(Notice(words, more, tone="danger", name="referral.send.lacks"))
        for one in standing.lacks:
            self._lacks.addWidget(self._lack(one))

    def _lack(self, one: Lack) -> QWidget:
        """Something that is missing, with the way to it where this person may go it."""
        text = tr(one.text)
        line = row(Symbol("warning-circle", "danger"), Wrapped(text[:1].upper() + text[1:], "body"), space=10)
        line.setStretch(1, 1)
        words = tr(N_("Ask the person")) if one.field == "consent" else tr(N_("Go there"))
        name = f"referral.send.lack.{one.field}"
        way = Button(words, name=name, small=True, pressed=partial(self._go_for, one.field))
        way.setAccessibleName(f"{words}: {text}")
        line.addWidget(way)
        return holder(line)

    def _go_for(self, field: str) -> None:
        if field == "consent" and self.standing is not None:
            self.ask_person(list(self.standing.record.categories), "send")
        else:
            self.wanted.emit(STEP_OF.get(field, "purpose"), field)

    def enter(self) -> None:
        """Begin without old troubles, with the printers there are now."""
        clear(self._notes)
        before = self.where.value()
        options: list[tuple[object, str]] = [("", tr(N_("A PDF file")))]
        options += [(name, tr(N_("Printer: {name}"), name=name)) for name in printers()]
        self.where.set_options(options)
        self.where.set_value(before if any(before == code for code, _ in options) else "")
        self._turn()

    def given(self) -> dict[str, Any]:
        """The day on which feedback is asked for, where it changed."""
        try:
            day = self.feedback.day()
        except Invalid:
            return {}
        before = self.standing.record.feedback_due_on if self.standing else None
        return {"feedback_due_on": day.isoformat() if day else None} if day != before else {}

    def put(self, kept: Mapping[str, Any]) -> None:
        """The day that was chosen before and not saved."""
        if "feedback_due_on" in kept:
            day = kept["feedback_due_on"]
            self.feedback.set_day(date.fromisoformat(str(day)) if day else None)

    def stands_against(self) -> str:
        """Nothing may be missing, and a password has to be long enough."""
        if self.busy:
            return tr(N_("It is being written."))
        if self.standing is None or self.standing.lacks:
            return tr(N_("Something is still missing."))
        try:
            self.feedback.day()
        except Invalid as problem:
            return what(problem)
        return ""

    def verb(self) -> str:
        """What the filled button does."""
        if not self.on_paper():
            return tr(N_("Note it as asked"))
        return tr(N_("Print and send")) if self.where.value() else tr(N_("Save as PDF and send…"))

    def send(self) -> None:
        """Ask where the letter goes, or note that the partner was asked."""
        if self.standing is None or self.stands_against():
            return
        if self.on_paper() and self.where.value():
            self.print_on(deliver_to(str(self.where.value())))
            return
        if self.on_paper():
            proposed = f"{self.standing.number}-letter.pdf"
            choose_place(self, proposed, self.give, name="referral.place")
            return
        self._begin()
        way = str(self.way.value())
        done = self.desk.do(referral_flow.asked, self.standing.number, self.standing.id, way=way)
        words = tr(N_("Noted as asked: {name}"), name=self.standing.partner)
        done.then(self, lambda _done: self.gone.emit(), failed=self._failed, saved=Saved(words))

    def give(self, file: str) -> None:
        """Write the letter to a file, once, and note the referral as sent with its number."""
        if self.standing is None:
            return
        self._begin()
        setting = replace(self.setting, password=self.protect.password())
        job = self.desk.work(
            referral_letters.send,
            self.desk.session,
            self.standing.number,
            self.standing.id,
            Path(file),
            setting=setting,
        )
        job.then(self, self._sent, failed=self._failed, key="send")

    def print_on(self, deliver: Callable[[bytes], None]) -> None:
        """Hand the letter to a printer, once, and note the referral as sent with its number."""
        if self.standing is None:
            return
        self._begin()
        job = self.desk.work(
            referral_letters.send_printed,
            self.desk.session,
            self.standing.number,
            self.standing.id,
            deliver,
            setting=self.setting,
        )
        job.then(self, self._sent, failed=self._failed, key="send")

    def _begin(self) -> None:
        self.busy = True
        clear(self._notes)
        self.changed.emit()

    def _sent(self, gone: Gone) -> None:
        self.protect.forget()
        name = Path(gone.given.file).name or tr(N_("printed"))
        words = tr(N_("Sent as {number}: {file}"), number=gone.given.disclosure, file=name)
        self.desk.wrote.emit(Changed(frozenset({Referral.kind}), frozenset({gone.saved.id})))
        self.desk.saved.emit(Saved(words, undoable=False))
        self.gone.emit()

    def _failed(self, problem: UserError) -> None:
        self.busy = False
        clear(self._notes)
        self._notes.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="referral.send.trouble")
        )
        self.changed.emit()

    def first_focus(self) -> QWidget | None:
        """How it goes."""
        return self.way.buttons[0]
