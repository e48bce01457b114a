"""Sharing without consent where the law allows it, and the second person who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.legal_override import COURT, DANGER, coverable
from victimcase.domain.outputs import PURPOSES
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.forms.organisations import OrganisationPick
from victimcase.gui.parts.boxes import Flow, clear, column, holder, row, scrolling
from victimcase.gui.parts.chips import Chip, Segments
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, overrides
from victimcase.services.overrides import Declared
from victimcase.services.session import Done

WIDE = 720
HOLDS: Final = timedelta(days=3)
"""How long an override is proposed to hold."""
SAYS: Final = {
    DANGER: N_("It counts at once. A second person has to confirm it within the time your office has set."),
    COURT: N_("It counts once a second person has confirmed it."),
}


class ShareDialog(Dialog):
    """Asks for everything the law asks for, and says whom it concerns. It names only what must be known."""

    declared = Signal(object)
    """What was Declared."""

    def __init__(self, parent: QWidget, desk: Desk, number: str) -> None:
        more = tr(N_("Only in danger to life, or when a court orders it. The person's own word comes first."))
        super().__init__(parent, tr(N_("Share without consent?")), more, name="share", wide=WIDE)
        self._desk, self._number = desk, number
        self._chips: dict[Category, Chip] = {}
        self._make_fields()
        self._trouble = column(space=0)
        fields = column(self._fields(), self._trouble, space=12)
        fields.addStretch(1)
        area = scrolling(holder(fields))
        area.setMinimumHeight(min(theme.px(430), max(160, parent.window().height() - theme.px(230))))
        self.inside.addWidget(area, 1)
        self.add_button(tr(N_("Cancel")), self.reject, name="no", safe=True)
        self._yes = self.add_button(
            tr(N_("Share without consent")), self._declare, name="yes", kind="careful"
        )
        self.finished.connect(self.deleteLater)
        self._offer_parts()
        desk.look(case_papers.addressees).then(self, self._recipient.know, failed=self._failed)

    def _make_fields(self) -> None:
        options = [(DANGER, tr(N_("Danger to life"))), (COURT, tr(N_("Order of a court")))]
        aloud = tr(N_("What the law allows it for"))
        self._basis = Segments(options, name="share.basis", aloud=aloud, optional=False, wraps=True)
        self._basis.changed.connect(lambda _code: self._allow())
        self._says = Label("", "small", wrap=True)
        self._recipient = OrganisationPick(name="share.recipient", aloud=tr(N_("Who has to know")))
        self._recipient.edited.connect(self._allow)
        purposes = [(one.code, tr(one.title)) for one in PURPOSES.values() if one.consent == one.code]
        self._purpose = Pick(purposes, name="share.purpose", aloud=tr(N_("Purpose")))
        self._purpose.picked.connect(lambda _code: self._offer_parts())
        self._parts = Flow(8)
        self._law = QLineEdit()
        self._law.setObjectName("share.law")
        self._law.setAccessibleName(tr(N_("Law or order")))
        self._law.setPlaceholderText(tr(N_("The article, or number and date of the order")))
        self._law.textChanged.connect(lambda _text: self._allow())
        self._reason = QPlainTextEdit()
        self._reason.setObjectName("share.reason")
        self._reason.setAccessibleName(tr(N_("What happened")))
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(theme.px(72))
        self._reason.textChanged.connect(self._allow)
        self._until = DayLine(self._desk.today, name="share.until", aloud=tr(N_("Last day it holds")))
        self._until.set_day(self._desk.today + HOLDS)

    def _fields(self) -> QWidget:
        both = row(
            _field(N_("Who has to know"), self._recipient), _field(N_("Purpose"), self._purpose), space=16
        )
        last = row(
            _field(N_("Law or order"), self._law), _field(N_("Last day it holds"), self._until), space=16
        )
        for line in (both, last):
            line.setStretch(0, 3)
            line.setStretch(1, 2)
        parts = column(
            Label(tr(N_("Only what they have to know")), "small", wrap=True), holder(self._parts), space=6
        )
        told = tr(N_("What happened, and why it cannot wait for the person's word"))
        made = column(
            _field(N_("What the law allows it for"), self._basis), self._says, both, parts, last, space=12
        )
        made.addLayout(column(Label(told, "small", wrap=True), self._reason, space=4))
        return holder(made)

    def _offer_parts(self) -> None:
        """Offer what can go for this purpose at all; nothing is chosen beforehand."""
        chosen = {one for one, chip in self._chips.items() if chip.isChecked()}
        clear(self._parts)
        self._chips = {}
        possible = coverable(str(self._purpose.value() or "")) & self._desk.me.readable
        for one in Category:
            if one in possible:
                chip = Chip(tr(CATEGORY_TITLES[one]), name=f"share.part.{one}", checkable=True)
                chip.setChecked(one in chosen)
                chip.toggled.connect(lambda _on: self._allow())
                self._chips[one] = chip
                self._parts.addWidget(chip)
        self._allow()

    def _allow(self) -> None:
        basis = str(self._basis.value() or "")
        self._says.setText(tr(SAYS[basis]) if basis else "")
        self._says.setVisible(bool(basis))
        self._yes.not_yet(tr(self._missing(basis)) if self._missing(basis) else "")

    def _missing(self, basis: str) -> str:
        if not basis:
            return N_("Choose what the law allows it for.")
        if not self._recipient.value():
            return N_("Choose who has to know.")
        if not any(chip.isChecked() for chip in self._chips.values()):
            return N_("Choose what they have to know.")
        if not self._law.text().strip() or not self._reason.toPlainText().strip():
            return N_("Write the law or order, and what happened.")
        return ""

    def _declare(self) -> None:
        clear(self._trouble)
        try:
            until = self._until.day()
        except Invalid as problem:
            self._failed(problem)
            return
        self._yes.not_yet(tr(N_("It is being written.")))
        asked = self._desk.do(
            overrides.declare,
            self._number,
            purpose=str(self._purpose.value() or ""),
            recipient=self._recipient.value(),
            categories=[str(one) for one, chip in self._chips.items() if chip.isChecked()],
            basis=str(self._basis.value() or ""),
            law=self._law.text().strip(),
            reason=self._reason.toPlainText().strip(),
            ends_on=until or self._desk.today,
        )
        words = tr(N_("Written. The second person is asked to look at it."))
        asked.then(self, self._done, failed=self._failed, saved=Saved(words, undoable=False))

    def _done(self, done: Done[Declared]) -> None:
        self.accept()
        self.declared.emit(done.value)

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        self._trouble.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="share.trouble")
        )
        self._allow()


def _field(words: str, editor: QWidget) -> QWidget:
    """A question with its editor below it."""
    label = Label(tr(words), "small", wrap=True)
    label.setBuddy(editor)
    made = column(label, editor, space=4)
    made.addStretch(1)
    return holder(made)


class SecondPersonDialog(Dialog):
    """The second person reads what was declared, and says yes or no."""

    looked_at = Signal()

    def __init__(self, parent: QWidget, desk: Desk, one: Declared, facts: QWidget) -> None:
        more = tr(N_("You are the second person. Say no, and nothing more goes from this moment on."))
        super().__init__(parent, tr(N_("Was this right?")), more, name="second", wide=WIDE)
        self._desk, self._one = desk, one
        self.inside.addWidget(facts)
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Later")), self.reject, name="later", safe=True)
        words = N_("No, stop it") if one.of == "consent" else N_("No, it was not")
        if one.may_decline:
            self._button(tr(words), overrides.decline, tr(N_("You said no")), "no", "careful")
        if one.may_confirm:
            self._button(tr(N_("Yes, it was right")), overrides.confirm, tr(N_("Confirmed")), "yes", "filled")
        self.finished.connect(self.deleteLater)

    def _button(self, words: str, use_case: Callable[..., Declared], done: str, name: str, kind: str) -> None:
        def press() -> None:
            clear(self._trouble)
            asked = self._desk.do(use_case, self._one.case, self._one.id)
            asked.then(self, self._done, failed=self._failed, saved=Saved(done, undoable=False))

        self.add_button(words, press, name=name, kind=kind)

    def _done(self, _done: object) -> None:
        self.accept()
        self.looked_at.emit()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        self._trouble.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="second.trouble")
        )
