"""Beside what may go: the consent it rests on, what the person holds in hand, and what cannot be undone."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from victimcase.domain.consent import State
from victimcase.domain.errors import UserError
from victimcase.gui.consent_words import status_of
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.dialogs.place import choose_place
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.dialogs.withdraw import WithdrawDialog
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, papers
from victimcase.services.case_papers import Foreseen
from victimcase.services.consents import Held
from victimcase.services.disclosures import Given
from victimcase.services.documents import Content
from victimcase.services.papers import Order
from victimcase.services.recipients import PERSON
from victimcase.services.referral_gate import Standing
from victimcase.services.referral_offer import Offered

NOTE = "person_note"
OWN_COPY = "own_copy"


class Beside(QWidget):
    """Three sheets below each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standing: Standing | None = None
        self._consent = Card(tr(N_("Consent")), name="referral.consent")
        self._badges = row(space=8)
        self._consent.tools.addLayout(self._badges)
        self._inside = column(space=8, margins=(16, 12, 16, 16))
        self._consent.body.addLayout(self._inside)
        self._trouble = column(space=8)
        note = column(
            Wrapped(tr(N_("What the person holds in hand")), "strong"),
            Wrapped(tr(N_("A note: what went, to whom, and how to say stop.")), "small"),
            space=4,
            margins=(16, 12, 16, 16),
        )
        self._print = Button(
            tr(N_("Make their note")), name="referral.note", icon="printer", pressed=self._see_note
        )
        note.addWidget(self._print)
        note.addLayout(self._trouble)
        warning = Notice(
            tr(N_("What has been sent cannot be called back. You can stop anything further.")),
            tone="warn",
            name="referral.warning",
        )
        outer = column(self._consent, frame("card", note), warning, STRETCH, space=16)
        self.setLayout(outer)

    def show_offered(self, found: Offered, standing: Standing | None) -> None:
        """Show the consent for this partner and purpose."""
        self._standing = standing
        clear(self._badges)
        clear(self._inside)
        if found.consent is None:
            text = tr(N_("The person was not asked yet for this partner and this purpose."))
            self._inside.addWidget(Wrapped(text, "second"))
            ask = Button(tr(N_("Ask for consent")), name="referral.consent.ask", icon="hand-palm")
            ask.clicked.connect(lambda _checked: self._ask())
            self._inside.addWidget(ask)
            return
        self._badges.addWidget(Badge(status_of(found.consent, self._desk.today)))
        self._inside.addWidget(self._grid(self._facts(found, found.consent)))
        if found.consent.limits:
            self._inside.addWidget(frame("line"))
            self._inside.addWidget(Wrapped(tr(N_("Limit in their words")), "small"))
            self._inside.addWidget(Wrapped(f"“{found.consent.limits}”"))
        self._inside.addWidget(self._buttons(found.consent))

    def _grid(self, facts: list[tuple[str, str]]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for number, (label, value) in enumerate(facts):
            grid.addWidget(Label(label, "small"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Wrapped(value), number, 1)
        grid.setColumnStretch(1, 1)
        return holder(grid)

    def _facts(self, found: Offered, held: Held) -> list[tuple[str, str]]:
        reference = self._desk.reference
        giver = tr(reference.label("consent_giver", held.given_by)) if held.given_by else ""
        how = tr(reference.label("consent_how", held.how)) if held.how else ""
        facts = [
            (N_("Purpose"), found.purpose),
            (N_("For"), found.partner),
            (N_("Given by"), ", ".join(filter(None, (giver, how)))),
            (N_("Language"), reference.language(held.language) if held.language else ""),
            (N_("Given"), day(date.fromisoformat(held.given_on)) if held.given_on else ""),
            (N_("Ends"), day(date.fromisoformat(held.expires_on)) if held.expires_on else ""),
        ]
        return [(tr(words), value) for words, value in facts if value]

    def _buttons(self, held: Held) -> QWidget:
        buttons = Flow(8)
        open_ = Button(tr(N_("Open consent")), name="referral.consent.open", small=True)
        open_.clicked.connect(lambda _checked: self._open(held.id))
        buttons.addWidget(open_)
        if held.state in (State.VALID, State.NOT_YET):
            stop = Button(
                tr(N_("They withdraw it")), name="referral.consent.stop", icon="hand-palm", small=True
            )
            stop.clicked.connect(lambda _checked: self._withdraw(held))
            buttons.addWidget(stop)
        return holder(buttons)

    def _withdraw(self, held: Held) -> None:
        """Take the consent back; what it means for this referral is read again by the page."""
        assert self._standing is not None
        number = self._standing.number
        WithdrawDialog(self.window(), self._desk, number, held.id, held.recipient).open()

    def _place(self) -> Place:
        assert self._standing is not None
        return Place("case", self._standing.number, tab="consent", kind="consent")

    def _open(self, record: str) -> None:
        self._desk.go(self._place().at(record=record))

    def _ask(self) -> None:
        assert self._standing is not None
        record = self._standing.record
        values = {"purpose": record.purpose, "recipient": record.referred_organisation}
        self._desk.go(self._place().at(values=values))

    def _order(self) -> Order:
        assert self._standing is not None
        return Order(self._standing.number, PERSON, OWN_COPY)

    def _see_note(self) -> None:
        """Show the note; a copy is made from there."""
        if self._standing is None:
            return
        clear(self._trouble)
        ask = partial(self._desk.session.look, case_papers.foreseen, NOTE, self._order(), paper=True)
        self._desk.work(ask).then(self, self._note_came, failed=self._failed, key="note")

    def _note_came(self, found: Foreseen) -> None:
        content = Content(tr(N_("The person's note")), "application/pdf", found.paper)
        preview(self, content, self._choose)

    def _choose(self) -> None:
        assert self._standing is not None
        choose_place(self, f"{self._standing.number}-note.pdf", self._give, name="referral.place")

    def _give(self, file: str) -> None:
        job = self._desk.work(papers.give, self._desk.session, NOTE, self._order(), Path(file))
        job.then(self, self._given, failed=self._failed, key="give")

    def _given(self, given: Given) -> None:
        words = tr(N_("Given out as {number}: {file}"), number=given.disclosure, file=Path(given.file).name)
        self._desk.saved.emit(Saved(words, undoable=False))

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        self._trouble.addWidget(
            Notice(what(problem), next_step(problem), tone="warn", name="referral.note.trouble")
        )
