"""Somebody asks us: who asks, for what, and for whom. People known already are shown before a case opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.forms.editor import WIDE
from victimcase.gui.forms.field_row import QUESTION, Width
from victimcase.gui.forms.organisations import OrganisationPick
from victimcase.gui.parts.boxes import clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.taking_in import PERSON, TakingIn
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, drafts, referral_flow
from victimcase.services.drafts import Draft
from victimcase.services.referral_flow import Received
from victimcase.services.session import Done

ASKED: Final = (
    (
        N_("What do they ask?"),
        "referral",
        ("services", "incoming_details", "urgent", "hand_over", "answer_due_on"),
    ),
    (
        N_("For whom?"),
        "person",
        PERSON,
    ),
    (N_("What cannot wait?"), "contact_event", ("danger", "health")),
)
"""What is asked about a referral that comes in; everything else has time."""


class Incoming(TakingIn):
    """One form. It opens a case at intake, or takes the referral into a case that is there."""

    NAME = "incoming"
    KINDS = frozenset({"organisation"})
    DRAFT = "referral/incoming"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        here = (tr(N_("We were asked")), None)
        self.title_line.lead((tr(N_("Referrals")), Place("referrals", tab="in")), here)
        self._number = ""
        self.who = OrganisationPick(name="incoming.who", aloud=tr(N_("Who asks?")))
        self.who.edited.connect(self.drafting.touched)
        self._sheet = self._make_sheet()
        self.put_sheet(self._sheet)
        self._nothing = Empty("paper-plane-tilt", "", name="incoming.nothing")
        self._nothing.hide()
        self.inside.addWidget(self._nothing, 1)

    def _make_sheet(self) -> QWidget:
        fields = column(space=8, margins=(24, 16, 24, 24))
        self._who_label = Label(tr(N_("Who asks?")), "body", wrap=True)
        self._who_label.setBuddy(self.who)
        first = row(self._who_label, self.who, space=16)
        first.addStretch(1)
        fields.addWidget(holder(first))
        for title, kind, names in ASKED:
            head = column(Label(tr(title), "smallstrong"), frame("line"), space=6, margins=(0, 8, 0, 0))
            part = column(holder(head), space=8)
            for name in names:
                part.addWidget(self.add_row(kind, name))
            box = holder(part)
            box.setObjectName(f"incoming.{kind}")
            fields.addWidget(box)
        fields.addStretch(1)
        self._notes = column(space=8, margins=(24, 16, 24, 0))
        self._note_box = holder(self._notes)
        self._note_box.hide()
        self._says = Elided("", "small")
        self.drafting.said.connect(self._says.setText)
        self._save = Button(tr(N_("Open the case")), name="incoming.save", kind="filled", pressed=self.save)
        back = Button(tr(N_("Cancel")), name="incoming.cancel", pressed=self._leave)
        foot = row(self._says, back, self._save, space=12, margins=(24, 12, 24, 12))
        foot.setStretch(0, 1)
        inside = column(self._note_box, space=0, margins=(1, 1, 1, 1))
        inside.addWidget(scrolling(holder(fields)), 1)
        inside.addWidget(frame("foot", foot))
        card = frame("card", inside)
        card.setMinimumHeight(theme.px(320))
        return card

    def arrive(self, place: Place) -> None:
        """Begin with what is kept of this form; with a number the referral joins that case."""
        if Category.NOTE not in self.desk.me.writable:
            self._sheet.hide()
            self._nothing.say(
                tr(N_("Referrals are withheld")),
                tr(N_("Your role does not read what is asked of others for a person.")),
            )
            self._nothing.show()
            return
        self._join(place.number)
        super().arrive(place)
        if not self.begun:
            self.begun = True
            self.desk.look(drafts.read, self.DRAFT).then(self, self._begin, key="draft")

    def _join(self, number: str) -> None:
        """Ask for no person where the case is known."""
        self._number = number
        for kind in ("person", "contact_event"):
            box = self.findChild(QWidget, f"incoming.{kind}")
            if box is not None:
                box.setVisible(not number)
        words = tr(N_("Write it into {number}"), number=number) if number else tr(N_("Open the case"))
        self._save.say(words)

    def read(self) -> None:
        """Ask who could ask us."""
        self.desk.look(case_papers.addressees).then(self, self.who.know, key="partners")

    def _begin(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self.who.set_value(str(draft.content.get("who") or ""))
        self.put_kept(draft)

    def save(self, same_as: str = "") -> None:
        """Take the referral in, or say what is missing."""
        if self.busy:
            return
        if not self.who.value():
            more = (
                N_("Choose the organisation from the list.")
                if self.who.text()
                else N_("Choose the organisation.")
            )
            self._say(tr(N_("It is not said yet who asks")), tr(more))
            return
        wanted = ("referral",) if self._number else ("referral", "person", "contact_event")
        for (kind, _), shown in self.rows.items():
            if kind in wanted and shown.check() and shown.blocked():
                shown.target().setFocus()
                return
        if not self._number and not same_as and not self.is_named():
            self._say(
                tr(N_("There is no name yet")), tr(N_("Write any name the person uses, in any script."))
            )
            return
        self.busy = True
        given = {"referring_organisation": self.who.value(), **self.given("referral")}
        self.desk.do(
            referral_flow.receive,
            given,
            person={} if self._number else self.given("person"),
            contact={} if self._number else self.given("contact_event"),
            case=self._number,
            same_as=same_as,
        ).then(self, self._received, failed=self._failed, saved=Saved(tr(N_("Referral taken in"))))

    def _received(self, done: Done[Received]) -> None:
        self.drafting.drop()
        self.who.set_value("")
        self.put_away()
        clear(self._notes)
        self._note_box.hide()
        self.desk.go(Place("case", done.value.number, tab="referrals"))

    def _failed(self, problem: UserError) -> None:
        self.busy = False
        self._say(what(problem), next_step(problem))

    def _say(self, words: str, more: str) -> None:
        clear(self._notes)
        self._notes.addWidget(Notice(words, more, tone="danger", name="incoming.trouble"))
        self._note_box.show()

    def _leave(self) -> None:
        """Back to the list; what is typed stays in its draft."""
        self.desk.go(Place("referrals", tab="in"))

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        said: dict[str, Any] = {kind: self.given(kind) for _, kind, _ in ASKED}
        if not any(said.values()) and not self.who.value():
            return None
        return self.DRAFT, {**said, "who": self.who.value()}

    def arrange(self, width: Width, room: int) -> None:
        """Who asks stands in line with the other questions."""
        super().arrange(width, room)
        self._who_label.setFixedWidth(theme.px(QUESTION if width is not Width.NARROW else 90))
        self.who.setFixedWidth(max(120, min(theme.px(WIDE), room - self._who_label.width() - 16)))

    def first_focus(self) -> QWidget | None:
        """Who asks."""
        return self.who if self._sheet.isVisible() else None


PAGE = Incoming
