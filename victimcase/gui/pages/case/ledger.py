"""Who has what: the ledger of a case by recipient, with the way to look at a paper again or call it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.outputs import PURPOSES
from victimcase.domain.rights import Right
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.ledger_words import medium, state, withheld
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Symbol, Wrapped
from victimcase.gui.words import counted, day, day_near, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_ledger, ledger
from victimcase.services.case_ledger import Entry, Receiver
from victimcase.services.disclosures import NOT_ISSUED, UNSURE

_WENT: Final = {NOT_ISSUED: N_("Was to go: {what}"), UNSURE: N_("May have gone: {what}")}
_LOOK: Final = N_(
    "The program ended while this was being written, and the file is not where it was to be. Look whether it "
    "came to be and who has it, then say so here."
)


class Ledger(Card):
    """A head for each recipient, and below it what they were given, newest first."""

    recall = Signal(str, str)
    """The withdrawn consent something rests on, and the id or name of who it is called back from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Who has what")), name="case.ledger")
        self._desk, self._number = desk, ""
        self._rows = column(space=0)
        self.body.addLayout(self._rows)

    def read(self, number: str) -> None:
        """Read the ledger of a case."""
        self._number = number
        self._desk.look(case_ledger.by_recipient, number).then(
            self, self._came, failed=self._trouble, key="ledger"
        )

    def _trouble(self, problem: UserError) -> None:
        clear(self._rows)
        self._rows.addWidget(Empty("warning-circle", what(problem), next_step(problem)))

    def _came(self, found: list[Receiver]) -> None:
        clear(self._rows)
        out = sum(one.out for one in found)
        self.say(tr(N_("Who has what")), str(out) if out else "")
        if not found:
            why = tr(N_("Papers and files given to others are listed here, with what was withheld."))
            self._rows.addWidget(Empty("archive", tr(N_("Nothing about this case went out")), why))
        for one in found:
            self._rows.addWidget(self._head(one))
            for entry in one.entries:
                self._rows.addWidget(self._row(entry))

    def _head(self, one: Receiver) -> QWidget:
        papers = counted(one.out, N_("1 paper"), N_("{count} papers"))
        told = tr(N_("{papers}, newest {day}"), papers=papers, day=day(one.newest))
        if not one.out:
            told = tr(N_("nothing was given out"))
        head = row(Symbol("buildings"), Wrapped(one.name, "strong"), Label(told, "small"), space=10)
        head.setContentsMargins(16, 8, 16, 8)
        head.setStretch(1, 1)
        return frame("head", head)

    def _row(self, one: Entry) -> QWidget:
        head = Flow(8)
        head.addWidget(Label(one.paper, "strong"))
        head.addWidget(Badge(state(one.line.state)))
        if one.consent:
            head.addWidget(Badge(Status("hand-palm", tr(N_("Consent withdrawn")), "warn")))
        words = column(holder(head), space=2)
        for text in self._facts(one):
            words.addWidget(Wrapped(text, "small"))
        for text in withheld(one.line):
            words.addWidget(Wrapped(text, "small", tone="private"))
        line = row(space=16, margins=(42, 10, 16, 10))
        line.addLayout(words, 1)
        line.addLayout(self._ways(one))
        return frame("row", line)

    def _facts(self, one: Entry) -> list[str]:
        purpose = PURPOSES.get(one.line.purpose)
        gone = ", ".join(tr(CATEGORY_TITLES[each]) for each in Category if each in one.line.categories)
        when = day_near(one.at, self._desk.now)
        gone = gone or tr(N_("nothing that is written in the case"))
        went = _WENT.get(one.line.state, N_("Went: {what}"))
        who = tr(N_("{number}, {day}, by {user}"), number=one.line.number, day=when, user=one.by)
        said = [
            f"{who} · {medium(one.line.medium)}",
            tr(N_("Purpose: {purpose}"), purpose=tr(purpose.title) if purpose else one.line.purpose),
            tr(went, what=gone),
        ]
        if one.line.state == UNSURE:
            said.append(tr(_LOOK))
        if one.then:
            said.append(tr(N_("Then called “{name}”"), name=one.then))
        if one.second:
            said.append(tr(N_("Confirmed by a second person: {name}"), name=one.second))
        if one.called_back:
            said.append(tr(N_("Called back with a letter on {day}"), day=day(one.called_back)))
        return said

    def _ways(self, one: Entry) -> QBoxLayout:
        name = f"case.ledger.{one.line.number}"
        ways = column(space=8)
        ways.setAlignment(Qt.AlignmentFlag.AlignTop)

        def add(code: str, words: str, aloud: str, icon: str, press: Callable[[], object]) -> None:
            made = Button(words, name=f"{name}.{code}", icon=icon, small=True, pressed=press)
            made.setAccessibleName(aloud)
            ways.addWidget(made)

        if one.line.state == UNSURE and self._desk.may(Right.RELEASE):
            for went, code, text in (
                (True, "went", N_("It went out")),
                (False, "stayed", N_("It did not go")),
            ):
                aloud = tr(
                    N_("{paper} {number}: {answer}"), paper=one.paper, number=one.line.number, answer=tr(text)
                )
                add(code, tr(text), aloud, "check" if went else "prohibit", partial(self._settle, one, went))
        if one.again:
            aloud = tr(N_("Look again at {paper} {number}"), paper=one.paper, number=one.line.number)
            add("again", tr(N_("Look at it again")), aloud, "eye", partial(self._look_again, one))
        if one.consent and self._desk.may(Right.RELEASE):
            aloud = tr(N_("Call back {paper} {number}"), paper=one.paper, number=one.line.number)
            add("recall", tr(N_("Call it back…")), aloud, "arrow-u-up-left", partial(self._call_back, one))
        return ways

    def _look_again(self, one: Entry) -> None:
        self._desk.look(ledger.copy_of, one.line.number).then(
            self, lambda content: preview(self, content), key="again"
        )

    def _settle(self, one: Entry, went: bool) -> None:
        """Say whether a paper went, and show what the ledger says now."""
        self._desk.do(ledger.say_went, one.line.number, went=went).then(
            self, lambda _line: self.read(self._number), failed=self._trouble, key="settle"
        )

    def _call_back(self, one: Entry) -> None:
        self.recall.emit(one.consent, one.line.whom or one.line.recipient)
