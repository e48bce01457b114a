"""Somebody asks us: who asks, for what, and for whom. People known already are shown before a case opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import specs
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.forms.editor import WIDE
from victimcase.gui.forms.editor import Place as FieldPlace
from victimcase.gui.forms.field_row import QUESTION, FieldRow, Width
from victimcase.gui.known_people import KnownPeople
from victimcase.gui.page import Page
from victimcase.gui.parts.boxes import clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import drafts, known_people, referral_flow, referral_offer
from victimcase.services.drafts import Draft
from victimcase.services.forms import FormData
from victimcase.services.known_people import Known
from victimcase.services.records import OFFICE
from victimcase.services.referral_flow import Received
from victimcase.services.referral_offer import Partner
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
        (
            "given_names",
            "family_name",
            "own_script_name",
            "gender",
            "birth",
            "citizenships",
            "primary_language",
            "interpreter_needed",
        ),
    ),
    (N_("What cannot wait?"), "contact_event", ("danger", "health")),
)
"""What is asked about a referral that comes in; everything else has time."""

NAMES: Final = ("given_names", "family_name", "own_script_name", "birth", "citizenships")
"""Fields a person is compared by."""

DRAFT: Final = "referral/incoming"
PAUSE: Final = 350
BESIDE_FROM: Final = 1020


class Incoming(Page):
    """One form. It opens a case at intake, or takes the referral into a case that is there."""

    NAME = "incoming"
    KINDS = frozenset({"organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        here = (tr(N_("We were asked")), None)
        self.title_line.lead((tr(N_("Referrals")), Place("referrals", tab="in")), here)
        self.rows: dict[tuple[str, str], FieldRow] = {}
        self._begun = self._busy = False
        self._number = ""
        self._drafting = Drafting(desk, self._draft, self)
        self._drafting.is_for(DRAFT, OFFICE, "", "")
        self.who = Pick((), name="incoming.who", aloud=tr(N_("Who asks?")))
        self.who.picked.connect(lambda _id: self._edited("", ""))
        self._sheet = self._make_sheet()
        self.known = KnownPeople()
        self.known.opened.connect(lambda number: desk.go(Place("case", number)))
        self.known.again.connect(lambda number: self.save(same_as=number))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(16)
        self._beside.addWidget(self._sheet, 1)
        self._beside.addWidget(self.known)
        self._nothing = Empty("paper-plane-tilt", "", name="incoming.nothing")
        self._nothing.hide()
        self.inside.addLayout(self._beside, 1)
        self.inside.addWidget(self._nothing, 1)
        self._compare = QTimer(self, singleShot=True, interval=PAUSE)
        self._compare.timeout.connect(self._look_for)

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
                part.addWidget(self._row(kind, name))
            box = holder(part)
            box.setObjectName(f"incoming.{kind}")
            fields.addWidget(box)
        fields.addStretch(1)
        self._notes = column(space=8, margins=(24, 16, 24, 0))
        self._note_box = holder(self._notes)
        self._note_box.hide()
        self._says = Elided("", "small")
        self._drafting.said.connect(self._says.setText)
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

    def _row(self, kind: str, name: str) -> FieldRow:
        data = FormData(OFFICE, kind, None, {}, {}, (), {}, (), None, {}, None)
        made = FieldRow(FieldPlace(self.desk, data, kind, name, specs(RECORDS[kind])[name]))
        made.load(None)
        made.edited.connect(lambda name, kind=kind: self._edited(kind, name))
        self.rows[kind, name] = made
        return made

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
        if not self._begun:
            self._begun = True
            self.desk.look(drafts.read, DRAFT).then(self, self._begin, key="draft")

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
        self.desk.look(referral_offer.partners).then(self, self._partners, key="partners")

    def _partners(self, found: list[Partner]) -> None:
        before = self.who.value() or self._wanted
        options: list[tuple[object, str]] = [(None, tr(N_("Choose an organisation")))]
        options += [(one.id, ", ".join(filter(None, (one.name, one.country)))) for one in found]
        self.who.set_options(options)
        self.who.set_value(before)

    _wanted: object = None

    def _begin(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._drafting.kept = True
        self._wanted = draft.content.get("who")
        self.who.set_value(self._wanted)
        for (kind, name), shown in self.rows.items():
            kept = draft.content.get(kind, {})
            if isinstance(kept, Mapping) and name in kept:
                shown.put(kept[name])
        self._look_for()

    def _edited(self, kind: str, name: str) -> None:
        self._drafting.touched()
        if kind == "person" and name in NAMES:
            self._compare.start()

    def given(self, kind: str) -> dict[str, Any]:
        """What is typed of a kind."""
        return {
            name: shown.given() for (of, name), shown in self.rows.items() if of == kind and shown.changed()
        }

    def _look_for(self) -> None:
        """Look for people alike, as far as what is typed can be understood."""
        said = {name: self.rows["person", name] for name in NAMES}
        wanted = {name: one.given() for name, one in said.items() if one.changed() and not one.blocked()}
        if any(wanted.get(name) for name in NAMES[:3]):
            self.desk.look(known_people.alike, wanted).then(self, self._show_known, key="alike")
        else:
            self._show_known([])

    def _show_known(self, found: list[Known]) -> None:
        if self.known.show_people(found):
            self._arrange()

    def save(self, same_as: str = "") -> None:
        """Take the referral in, or say what is missing."""
        if self._busy:
            return
        if not self.who.value():
            self._say(tr(N_("It is not said yet who asks")), tr(N_("Choose the organisation.")))
            return
        wanted = ("referral",) if self._number else ("referral", "person", "contact_event")
        for (kind, _), shown in self.rows.items():
            if kind in wanted and shown.check() and shown.blocked():
                shown.target().setFocus()
                return
        names = ("given_names", "family_name", "own_script_name")
        if not self._number and not same_as and not any(self.rows["person", one].given() for one in names):
            self._say(
                tr(N_("There is no name yet")), tr(N_("Write any name the person uses, in any script."))
            )
            return
        self._busy = True
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
        self._drafting.drop()
        self._busy = self._begun = False
        self.who.set_value(None)
        for shown in self.rows.values():
            shown.load(None)
        self._show_known([])
        clear(self._notes)
        self._note_box.hide()
        self.desk.go(Place("case", done.value.number, tab="referrals"))

    def _failed(self, problem: UserError) -> None:
        self._busy = False
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
        return DRAFT, {**said, "who": self.who.value()}

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        draft = self._draft()
        return dict([draft]) if draft else {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width of the window."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.known.setMaximumWidth(theme.px(320) if wide else 16777215)
        self.known.setMinimumWidth(theme.px(320) if wide else 0)
        room = self.width() - 96 - (theme.px(336) if wide and not self.known.isHidden() else 0)
        full, middle = theme.px(QUESTION + WIDE + 32 + 140), theme.px(QUESTION + 16 + 260)
        width = Width.WIDE if room >= full else Width.MIDDLE if room >= middle else Width.NARROW
        for shown in self.rows.values():
            shown.arrange(width, room)
        self._who_label.setFixedWidth(theme.px(QUESTION if width is not Width.NARROW else 90))
        self.who.setFixedWidth(max(120, min(theme.px(WIDE), room - self._who_label.width() - 16)))

    def first_focus(self) -> QWidget | None:
        """Who asks."""
        return self.who if self._sheet.isVisible() else None


PAGE = Incoming
