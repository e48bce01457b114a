"""A referral in five steps: partner, purpose, what may go, reading it through, sending."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.referral_rules import State
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.page import Page
from victimcase.gui.pages.referral.may_go import MayGoStep
from victimcase.gui.pages.referral.partner import PartnerStep
from victimcase.gui.pages.referral.purpose import PurposeStep
from victimcase.gui.pages.referral.reading import ReadingStep
from victimcase.gui.pages.referral.sending import SendingStep
from victimcase.gui.pages.referral.step import Step
from victimcase.gui.parts.boxes import clear, column, frame, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.stepper import Stepper
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_view, drafts, referral_flow, referral_gate
from victimcase.services.case_view import Header
from victimcase.services.drafts import Draft
from victimcase.services.records import Saved as Written
from victimcase.services.referral_gate import Standing
from victimcase.services.session import Changed, Done

STEPS: Final = (
    ("partner", N_("Partner")),
    ("purpose", N_("Purpose")),
    ("parts", N_("What may go")),
    ("read", N_("Read it through")),
    ("send", N_("Send")),
)


class ReferralPage(Page):
    """The wizard of one referral out. Each step is written into the record before the next one opens."""

    NAME = "referral"
    KINDS = frozenset({"referral", "consent", "override"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = Place("referral")
        self.standing: Standing | None = None
        self.at = STEPS[0][0]
        self._busy = False
        self._sought = ""
        """Field to bring into sight in the step that opens next."""
        self._kept: Mapping[str, Any] = {}
        self._drafting = Drafting(desk, self._draft, self)
        words = [(code, tr(title)) for code, title in STEPS]
        self.stepper = Stepper(words, name="referral.steps", aloud=tr(N_("Steps of the referral")))
        self.stepper.pressed.connect(self.turn_to)
        self.sending = SendingStep(desk)
        self.sending.gone.connect(self._gone)
        self.sending.wanted.connect(self._lead_to)
        self.reading = ReadingStep(desk)
        self.steps: dict[str, Step] = {
            "partner": PartnerStep(desk),
            "purpose": PurposeStep(desk),
            "parts": MayGoStep(desk),
            "read": self.reading,
            "send": self.sending,
        }
        self._stack = QStackedWidget()
        for step in self.steps.values():
            step.changed.connect(self._changed)
            step.on.connect(self.go_on)
            self._stack.addWidget(step)
        self._notes = column(space=8)
        self._foot = self._make_foot()
        self._nothing = Empty("paper-plane-tilt", "", name="referral.nothing")
        self.inside.addWidget(self.stepper)
        self.inside.addLayout(self._notes)
        self.inside.addWidget(self._stack, 1)
        self.inside.addWidget(self._foot)
        self.inside.addWidget(self._nothing, 1)
        self._nothing.hide()
        self._lead(None)

    def _make_foot(self) -> QFrame:
        self._back = Button(tr(N_("Back")), name="referral.back", pressed=self.back)
        self._says = Elided("", "small")
        self._next = Button(tr(N_("Go on")), name="referral.next", kind="filled", pressed=self.go_on)
        line = row(self._back, self._says, self._next, space=12, margins=(16, 10, 16, 10))
        line.setStretch(1, 1)
        made = frame("card", line)
        made.setObjectName("referral.foot")
        return made

    def arrive(self, place: Place) -> None:
        """Begin a referral of a case, or go on with one."""
        same = place.number == self.place.number and place.record in ("", self._id())
        self.place = place
        if Category.NOTE not in self.desk.me.writable:
            self._say_nothing(
                tr(N_("Referrals are withheld")),
                tr(N_("Your role does not read what is asked of others for a person.")),
            )
            return
        if not place.number:
            self._say_nothing(
                tr(N_("No case was chosen")), tr(N_("A referral begins in a case: its tab “Referrals”."))
            )
            self._nothing.add_way(
                tr(N_("Show all cases")), lambda: self.desk.go(Place("cases")), name="referral.nothing.cases"
            )
            return
        self._show_wizard(on=True)
        if same and self.standing is not None:
            self._open(place.step or self.at)
            return
        self._begin()

    def _begin(self) -> None:
        self.standing, self._kept = None, {}
        self.at = STEPS[0][0]
        for step in self.steps.values():
            step.show_referral(None)
        clear(self._notes)
        self.desk.look(case_view.header, self.place.number).then(
            self, self._lead, failed=self._missing, key="header"
        )
        if self.place.record:
            self._read(self.place.record)
        else:
            self._open("partner")

    def _id(self) -> str:
        return self.standing.id if self.standing is not None else ""

    def read(self) -> None:
        """Read the referral again; what is typed and not saved stays."""
        if self.standing is not None:
            self._read(self.standing.id)

    def wrote(self, changed: Changed) -> None:
        """A consent that was given or withdrawn meanwhile counts at once."""
        if self.standing is not None and not self._busy and changed.kinds & (self.KINDS or frozenset()):
            self._read(self.standing.id)

    def _read(self, record: str) -> None:
        asked = self.desk.look(referral_gate.standing, self.place.number, record)
        asked.then(self, self._came, failed=self._missing, key="standing")

    def _came(self, found: Standing) -> None:
        first = self.standing is None or self.standing.id != found.id
        typed = {} if first else self._typed()
        self.standing = found
        if found.state is not State.DRAFT:
            self._say_sent(found)
            return
        for step in self.steps.values():
            step.show_referral(found)
            step.put(typed)
        if not first:
            self._open(self.at)
            return
        key = self._key()
        self._drafting.is_for(key, found.number, "referral", found.id)
        self.desk.look(drafts.read, key).then(self, self._draft_came, key="draft")

    def _draft_came(self, draft: Draft | None) -> None:
        """Go on where somebody was, with what they had typed."""
        if draft is not None:
            self._drafting.kept = True
            self._kept = draft.content
            for step in self.steps.values():
                step.put(draft.content.get("given", {}))
                step.put({"texts": draft.content.get("texts", {})})
        wanted = self.place.step or (str(draft.content.get("step", "")) if draft else "")
        self._open(wanted if wanted in self.steps else self._first_open())

    def _first_open(self) -> str:
        """Where a referral goes on that was begun before."""
        record = self.standing.record if self.standing else None
        if record is None or not record.referred_organisation:
            return "partner"
        if not record.purpose or not (record.needed_why or record.alternatives or record.risks_discussed):
            return "purpose"
        return "parts"

    def _missing(self, problem: UserError) -> None:
        self.standing = None
        self._say_nothing(what(problem), next_step(problem))

    def _say_sent(self, found: Standing) -> None:
        self._drafting.drop()
        self._say_nothing(
            tr(N_("This referral is on its way")),
            tr(N_("What was sent is not rewritten. Its next steps stand in the case.")),
        )
        there = Place("case", found.number, tab="referrals")
        self._nothing.add_way(
            tr(N_("Open the case")), lambda: self.desk.go(there), name="referral.nothing.case", kind="filled"
        )

    def _say_nothing(self, words: str, why: str) -> None:
        self._nothing.say(words, why)
        self._show_wizard(on=False)

    def _show_wizard(self, *, on: bool) -> None:
        for one in (self.stepper, self._stack, self._foot):
            one.setVisible(on)
        self._nothing.setVisible(not on)

    def _lead(self, header: Header | None) -> None:
        here = (tr(N_("New referral")), None)
        if header is None:
            self.title_line.lead((tr(N_("Referrals")), Place("referrals")), here)
            return
        back = Place("case", header.number, tab="referrals")
        self.title_line.lead(
            (tr(N_("Cases")), Place("cases")),
            (header.name or header.number, back),
            Label(header.name_in_script, "second"),
            Label(header.number, "small"),
            here,
        )

    def step(self) -> Step:
        """The step that is open."""
        return self.steps[self.at]

    def _open(self, code: str) -> None:
        if self.standing is None:
            code = "partner"
        self.at = code if code in self.steps else "partner"
        clear(self._notes)
        self.sending.setting = self.reading.setting()
        self._stack.setCurrentWidget(self.step())
        self._arrange()
        self.step().enter()
        self._changed()
        if self._sought:
            self.step().seek(self._sought)
            self._sought = ""

    def _lead_to(self, step: str, field: str) -> None:
        """Something is missing: open the step where it is asked, and the question."""
        self._sought = field
        self.turn_to(step)

    def turn_to(self, code: str) -> None:
        """Go to a step that was reached; what was answered here is written first."""
        self._write(code)

    def back(self) -> None:
        """One step back, or out of the wizard."""
        at = self.stepper.codes.index(self.at)
        if at == 0:
            self.desk.go(Place("case", self.place.number, tab="referrals"))
        else:
            self._write(self.stepper.codes[at - 1])

    def go_on(self) -> None:
        """One step on; the last one sends."""
        if reason := self.step().stands_against():
            self._tell(reason)
            return
        at = self.stepper.codes.index(self.at)
        if at + 1 < len(STEPS):
            self._write(self.stepper.codes[at + 1])
        elif self.sending.given():
            self._write("send", then_send=True)
        else:
            self.sending.send()

    def _write(self, to: str, *, then_send: bool = False) -> None:
        """Write what was answered in this step, then open another."""
        if self._busy:
            return
        given = self.step().given()
        if not given:
            self._open(to)
            self._drafting.touched()
            return
        self._busy = True

        def written(done: Done[Written]) -> None:
            self._busy = False
            self.at = to
            self._drafting.drop()
            self.place = self.place.at(record=done.value.id)
            self._read_on(done.value.id, then_send=then_send)

        if self.standing is None:
            deed = self.desk.do(referral_flow.begin, self.place.number, given)
        else:
            seen = self.standing.seen
            deed = self.desk.do(referral_flow.edit, self.place.number, self.standing.id, given, base=seen)
        deed.then(self, written, failed=self._refused, saved=Saved(tr(N_("The referral is kept"))))

    def _read_on(self, record: str, *, then_send: bool) -> None:
        def came(found: Standing) -> None:
            self.standing = found
            self._drafting.is_for(self._key(), found.number, "referral", found.id)
            texts = self.reading.free.answers
            for step in self.steps.values():
                step.show_referral(found)
            self.reading.free.answers = texts
            self._open(self.at)
            self._drafting.touched()
            if then_send:
                self.sending.send()

        asked = self.desk.look(referral_gate.standing, self.place.number, record)
        asked.then(self, came, failed=self._missing, key="standing")

    def _refused(self, problem: UserError) -> None:
        self._busy = False
        clear(self._notes)
        self._notes.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="referral.trouble", closable=True)
        )

    def _tell(self, reason: str) -> None:
        clear(self._notes)
        self._notes.addWidget(Notice(reason, tone="warn", name="referral.reason", closable=True))

    def _gone(self) -> None:
        self._drafting.drop()
        number = self.place.number
        self.standing = None
        self.place = Place("referral")
        self.desk.go(Place("case", number, tab="referrals"))

    def _changed(self) -> None:
        """Something was answered: what the foot says follows, and a draft is kept."""
        at = self.stepper.codes.index(self.at)
        reached = at + 1 if self.standing is None else max(at + 1, self._reached())
        self.stepper.show_at(self.at, reached)
        last = at + 1 == len(STEPS)
        self._next.say(self.sending.verb() if last else tr(STEPS[at + 1][1]))
        reason = self.step().stands_against()
        self._next.not_yet(reason)
        self._says.setText(reason or (tr(N_("Nothing is sent before step 5.")) if not last else ""))
        if self.standing is not None and not self._busy:
            self._drafting.touched()

    def _reached(self) -> int:
        """How many steps can be gone to: those for which enough is written."""
        record = self.standing.record if self.standing else None
        if record is None or not record.referred_organisation:
            return 1
        if not record.purpose:
            return 2
        return 5 if record.categories else 3

    def _key(self) -> str:
        return f"referral/{self.place.number}/{self._id()}"

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for step in self.steps.values():
            found |= step.given()
        return found

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        if self.standing is None or self.standing.state is not State.DRAFT:
            return None
        content = {"step": self.at, "given": self._typed(), "texts": dict(self.reading.free.answers)}
        return self._key(), content

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What was answered and not saved, kept when the window locks."""
        draft = self._draft() if self._stack.isVisible() else None
        return dict([draft]) if draft else {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width of the window."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - theme.px(96)
        for step in self.steps.values():
            step.arrange(room)

    def first_focus(self) -> QWidget | None:
        """What the open step begins with."""
        return self.step().first_focus() if self._stack.isVisible() else None
