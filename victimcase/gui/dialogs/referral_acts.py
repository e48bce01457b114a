"""The next steps of a referral, as small sheets: accepted, declined, completed, taken back, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.referral_rules import State
from victimcase.gui.desk import Asked, Desk, Saved
from victimcase.gui.dialogs.question import Dialog, say
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.forms.lines import Paragraphs
from victimcase.gui.parts.boxes import clear, column
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import referral_flow
from victimcase.services.referral_flow import Revoked
from victimcase.services.session import Done

FEEDBACK = "feedback"

VERBS: dict[str, str] = {
    State.SENT: N_("Go on with it"),
    State.ACCEPTED: N_("Accepted"),
    State.REJECTED: N_("Declined…"),
    State.COMPLETED: N_("Completed…"),
    State.REVOKED: N_("Take it back…"),
    FEEDBACK: N_("Feedback…"),
}
"""What follows -> the words of its button."""

_TITLES: dict[str, str] = {
    State.ACCEPTED: N_("Was it accepted?"),
    State.REJECTED: N_("Why was it declined?"),
    State.COMPLETED: N_("What came of it?"),
    State.REVOKED: N_("Why is it taken back?"),
    FEEDBACK: N_("How did it go?"),
}
_MORE: dict[str, str] = {
    State.ACCEPTED: N_("What was asked for becomes services of the case, linked to this referral."),
    State.REJECTED: N_("The reason helps to ask better next time."),
    State.COMPLETED: N_("Services of this referral that are still open end with it."),
    State.REVOKED: N_("It holds no more. What was given out stays where it is: you see who holds it."),
    FEEDBACK: N_("What the other side or the person told, or the day on which you ask."),
}
_SAVE: dict[str, str] = {
    State.ACCEPTED: N_("Accepted"),
    State.REJECTED: N_("Declined"),
    State.COMPLETED: N_("Completed"),
    State.REVOKED: N_("Take it back"),
    FEEDBACK: N_("Write it down"),
}
_REASONS: dict[str, str] = {State.REJECTED: "referral_rejection", State.REVOKED: "referral_revocation"}


class ReferralAct(Dialog):
    """Asks what one step needs, and takes it."""

    taken = Signal()

    def __init__(
        self, parent: QWidget, desk: Desk, number: str, referral: str, code: str, partner: str
    ) -> None:
        more = " · ".join(filter(None, (partner, tr(_MORE[code]))))
        super().__init__(parent, tr(_TITLES[code]), more, name="referral_act")
        self._desk, self._number, self._referral, self._code = desk, number, referral, code
        self.why: Pick | None = None
        self.helped: Pick | None = None
        self.words: Paragraphs | None = None
        self._fields = column(space=10)
        self.inside.addLayout(self._fields)
        if code in _REASONS:
            self.why = self._pick("why", N_("Reason"), _REASONS[code], N_("Choose a reason"))
        if code == State.COMPLETED:
            self.helped = self._pick("helped", N_("For its services"), "service_outcome", N_("Not known yet"))
        if code in (State.COMPLETED, State.REJECTED, FEEDBACK):
            self.words = Paragraphs(name="referral_act.words", aloud=tr(N_("In words")), lines=3)
            self._ask(N_("In words"), self.words)
        self.on = DayLine(desk.today, name="referral_act.on", aloud=tr(N_("When")))
        self.on.set_day(desk.today if code != FEEDBACK else None)
        self._ask(N_("When") if code != FEEDBACK else N_("Told on"), self.on)
        self.due = DayLine(desk.today, name="referral_act.due", aloud=tr(N_("Ask on")))
        if code == FEEDBACK:
            self._ask(N_("Or ask on"), self.due)
        self._notes = column(space=8)
        self.inside.addLayout(self._notes)
        self.add_button(tr(N_("Not now")), self.reject, name="no")
        kind = "careful" if code == State.REVOKED else "filled"
        self.yes = self.add_button(tr(_SAVE[code]), self.save, name="yes", kind=kind)
        self.finished.connect(self.deleteLater)

    def _ask(self, words: str, field: QWidget) -> None:
        self._fields.addLayout(column(Label(tr(words), "small"), field, space=4))

    def _pick(self, name: str, words: str, codes: str, none: str) -> Pick:
        reference = self._desk.reference
        made = Pick((), name=f"referral_act.{name}", aloud=tr(words))
        options: list[tuple[object, str]] = [("", tr(none))]
        options += [(one.code, tr(reference.label(codes, one.code))) for one in reference.codes(codes)]
        made.set_options(options)
        made.set_value("")
        self._ask(words, made)
        return made

    def _deed(self) -> Asked[Done[Any]]:
        """What is done. Raises Invalid for what is no day."""
        desk, here = self._desk, (self._number, self._referral)
        on: date | None = self.on.day()
        words = self.words.toPlainText() if self.words is not None else ""
        why = str(self.why.value() or "") if self.why is not None else ""
        match self._code:
            case State.ACCEPTED:
                return desk.do(referral_flow.accepted, *here, on=on)
            case State.REJECTED:
                return desk.do(referral_flow.rejected, *here, why, details=words, on=on)
            case State.COMPLETED:
                helped = str(self.helped.value() or "") if self.helped is not None else ""
                return desk.do(referral_flow.completed, *here, words, helped=helped, on=on)
            case State.REVOKED:
                return desk.do(referral_flow.revoked, *here, why, on=on)
            case _:
                return desk.do(referral_flow.feedback, *here, words, on=on, due_on=self.due.day())

    def save(self) -> None:
        """Take the step."""
        try:
            deed = self._deed()
        except Invalid as problem:
            self._failed(problem)
            return
        self.yes.setEnabled(False)
        saved = Saved(tr(N_("Referral: {what}"), what=tr(_SAVE[self._code])))
        deed.then(self, self._done, failed=self._failed, saved=saved)

    def _done(self, done: Done[Any]) -> None:
        above = self.parentWidget()
        self.taken.emit()
        self.accept()
        if isinstance(done.value, Revoked) and done.value.holds and above is not None:
            say(above, tr(N_("Who still holds what")), holders(done.value), name="referral_act.holds")

    def _failed(self, problem: UserError) -> None:
        self.yes.setEnabled(True)
        clear(self._notes)
        self._notes.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="referral_act.problem")
        )


def holders(done: Revoked) -> str:
    """Who holds what of a referral that was taken back, in words."""
    lines = [
        tr(N_("{name} holds what went out as {number}."), name=one.recipient, number=one.number)
        for one in done.holds
    ]
    return "\n".join([*lines, tr(N_("Ask them in writing to destroy it, or to give it back."))])


def following(state: State, steps: Sequence[State]) -> list[str]:
    """The codes of what can be done next with a referral, the usual one first."""
    found: list[str] = [str(one) for one in steps if one is not State.REVOKED]
    if state in (State.SENT, State.ACCEPTED, State.COMPLETED):
        found.append(FEEDBACK)
    return found + [str(one) for one in steps if one is State.REVOKED]
