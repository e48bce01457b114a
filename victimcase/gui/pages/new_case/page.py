"""A new case: who the person is and how they were met, and whether they are known already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import category_of, specs
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.forms.editor import WIDE
from victimcase.gui.forms.editor import Place as FieldPlace
from victimcase.gui.forms.field_row import QUESTION, FieldRow, Width
from victimcase.gui.forms.footer import Footer
from victimcase.gui.known_people import KnownPeople
from victimcase.gui.page import Page
from victimcase.gui.parts.boxes import clear, column, frame, holder, scrolling
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import drafts, known_people, registration
from victimcase.services.cases import Opened
from victimcase.services.drafts import Draft
from victimcase.services.forms import FormData
from victimcase.services.known_people import Known
from victimcase.services.records import OFFICE
from victimcase.services.session import Changed, Done

ASKED: Final = (
    (
        N_("Who is it?"),
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
    (
        N_("How did you meet?"),
        "contact_event",
        ("happened_on", "channel", "place", "country", "danger", "health"),
    ),
)
"""What is asked for before a case is opened; everything else has time."""

NAMES: Final = ("given_names", "family_name", "own_script_name", "birth", "citizenships")
"""Fields a person is compared by."""

DRAFT: Final = "new_case"
PAUSE: Final = 350
BESIDE_FROM: Final = 1020
"""Pixels of width from which people known stand beside the form."""


ENOUGH: Final = N_(
    "A name is enough to begin. What is marked as required is asked for by a later step; it can wait."
)


class NewCase(Page):
    """The form of a new case. People alike are shown while it is typed; nobody is registered twice unseen."""

    NAME = "new_case"
    KINDS = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.lead((tr(N_("Cases")), Place("cases")), (tr(N_("New case")), None))
        self._rows: dict[tuple[str, str], FieldRow] = {}
        self._begun = False
        self._saving = False
        self._drafting = Drafting(desk, self._draft, self)
        self._drafting.is_for(DRAFT, OFFICE, "", "")
        self._foot = Footer()
        self._foot.setObjectName("new_case.foot")
        self._foot.save.connect(self.save)
        self._foot.cancel.connect(self._leave)
        self._foot.look.connect(self._go_to)
        self._drafting.said.connect(self._foot.say_draft)
        self._notices = column(space=8, margins=(24, 16, 24, 0))
        self._known = KnownPeople()
        self._known.opened.connect(lambda number: desk.go(Place("case", number)))
        self._known.again.connect(lambda number: self.save(same_as=number))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(16)
        self._beside.addWidget(self._sheet(), 1)
        self._beside.addWidget(self._known)
        self.inside.addLayout(self._beside, 1)
        self._compare = QTimer(self, singleShot=True, interval=PAUSE)
        self._compare.timeout.connect(self._look_for)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _sheet(self) -> QWidget:
        fields = column(space=8, margins=(24, 16, 24, 24))
        fields.addWidget(Label(tr(ENOUGH), "small", wrap=True))
        for title, kind, names in ASKED:
            allowed = [name for name in names if self._may_write(kind, name)]
            if not allowed:
                continue
            head = column(Label(tr(title), "smallstrong"), frame("line"), space=6, margins=(0, 8, 0, 0))
            fields.addWidget(holder(head))
            for name in allowed:
                fields.addWidget(self._row(kind, name))
        fields.addStretch(1)
        self._notice_box = holder(self._notices)
        self._notice_box.hide()
        inside = column(self._notice_box, space=0, margins=(1, 1, 1, 1))
        self._area = scrolling(holder(fields))
        inside.addWidget(self._area, 1)
        inside.addWidget(self._foot)
        card = frame("card", inside)
        card.setMinimumHeight(theme.px(320))
        return card

    def _may_write(self, kind: str, name: str) -> bool:
        cls = RECORDS[kind]
        return cls.category in self.desk.me.writable and category_of(cls, name) in self.desk.me.writable

    def _row(self, kind: str, name: str) -> FieldRow:
        data = FormData(OFFICE, kind, None, {}, {}, (), {}, (), None, {}, None)
        made = FieldRow(FieldPlace(self.desk, data, kind, name, specs(RECORDS[kind])[name]))
        made.load(None)
        made.edited.connect(partial(self._edited, kind))
        self._rows[kind, name] = made
        return made

    def row(self, kind: str, name: str) -> FieldRow | None:
        """A question of the form; none where this person is not asked it."""
        return self._rows.get((kind, name))

    def arrive(self, place: Place) -> None:
        """Begin with what is kept of this form, or with the name somebody searched for."""
        super().arrive(place)
        if not self._begun:
            self._begun = True
            self.desk.look(drafts.read, DRAFT).then(self, partial(self._begin, place), key="draft")
        elif place.text:
            self._begin_with(place.text)

    def _begin(self, place: Place, draft: Draft | None) -> None:
        if draft is not None:
            self._drafting.kept = True
            for (kind, name), shown in self._rows.items():
                kept = draft.content.get(kind, {})
                if isinstance(kept, Mapping) and name in kept:
                    shown.put(kept[name])
            notice = Notice(
                tr(N_("Your form is kept")),
                tr(N_("You had begun a new case and not saved it yet.")),
                tone="ok",
                name="new_case.kept",
                closable=True,
            )
            notice.add_way(tr(N_("Begin anew")), self._throw_away, name="new_case.kept.drop")
            self._put_notice(notice)
            self._look_for()
        elif not place.text:
            self._usual()
        if place.text:
            self._usual()
            self._begin_with(place.text)

    def _usual(self) -> None:
        """What most new cases begin with: today."""
        shown = self._rows.get(("contact_event", "happened_on"))
        if shown is not None and not shown.changed():
            shown.load(None)
            shown.put(self.desk.today.isoformat())

    def _begin_with(self, text: str) -> None:
        latin = text.isascii() or any("a" <= letter.casefold() <= "z" for letter in text)
        names = text.split() if latin else [text]
        said = {"own_script_name": text}
        if latin:
            said = {"given_names": " ".join(names[:-1]) or names[0]} if names else {}
            if len(names) > 1:
                said["family_name"] = names[-1]
        for name, value in said.items():
            self._rows["person", name].put(value)
        self._look_for()

    def _edited(self, kind: str, name: str) -> None:
        self._drafting.touched()
        if kind == "person" and name in NAMES:
            self._compare.start()

    def given(self, kind: str) -> dict[str, Any]:
        """What is typed of a kind."""
        return {
            name: shown.given() for (of, name), shown in self._rows.items() if of == kind and shown.changed()
        }

    def _look_for(self) -> None:
        """Look for people alike, as far as what is typed can be understood."""
        wanted = {
            name: shown.given()
            for (kind, name), shown in self._rows.items()
            if kind == "person" and name in NAMES and shown.changed() and not shown.blocked()
        }
        if not any(wanted.get(name) for name in NAMES[:3]):
            self._show_known([])
            return
        self.desk.look(known_people.alike, wanted).then(self, self._show_known, key="alike")

    def _show_known(self, found: list[Known]) -> None:
        if self._known.show_people(found):
            self._arrange()

    def save(self, same_as: str = "") -> None:
        """Open the case, or go to what has to be looked at first."""
        if self._saving:
            return
        found = [(shown.name, shown.place.label) for shown in self._rows.values() if shown.check()]
        names = ("given_names", "family_name", "own_script_name")
        if not same_as and not any(self._rows["person", name].given() for name in names):
            self._say(
                tr(N_("There is no name yet")),
                tr(N_("Write any name the person uses, in any script. It can be changed later.")),
            )
            self._go_to("given_names")
            return
        blocked = [shown for shown in self._rows.values() if shown.blocked()]
        self._foot.say_problems(found)
        if blocked:
            self._go_to(blocked[0].name)
            return
        self._saving = True
        self._foot.busy(busy=True)
        person, contact = self.given("person"), self.given("contact_event")
        self.desk.do(registration.open_case, person, contact, same_as=same_as).then(
            self, self._opened, failed=self._failed, saved=Saved(tr(N_("Case opened")))
        )

    def _opened(self, done: Done[Opened]) -> None:
        self._drafting.drop()
        self._empty()
        self.desk.go(Place("case", done.value.number))

    def _empty(self) -> None:
        self._saving = self._begun = False
        self._foot.busy(busy=False)
        self._foot.say_problems([])
        self._foot.say_draft("")
        self._compare.stop()
        clear(self._notices)
        self._notice_box.hide()
        for shown in self._rows.values():
            shown.load(None)
        self._show_known([])

    def _failed(self, problem: UserError) -> None:
        self._saving = False
        self._foot.busy(busy=False)
        self._say(what(problem), next_step(problem))

    def _say(self, words: str, more: str) -> None:
        self._put_notice(Notice(words, more, tone="danger", name="new_case.trouble", closable=True))

    def _put_notice(self, notice: Notice) -> None:
        clear(self._notices)
        self._notices.addWidget(notice)
        notice.destroyed.connect(self._notice_box.hide)
        self._notice_box.show()

    def _throw_away(self) -> None:
        self._drafting.drop()
        self._empty()
        self._begun = True
        self._usual()

    def _leave(self) -> None:
        """Back to the list; what is typed stays in its draft."""
        self.desk.go(Place("cases"))

    def _go_to(self, name: str) -> None:
        shown = next((one for (_, of), one in self._rows.items() if of == name), None)
        if shown is not None:
            self._area.ensureWidgetVisible(shown)
            shown.target().setFocus()

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        """A field that was left is looked at."""
        if before is None or not self.isVisible():
            return
        left = next((one for one in self._rows.values() if one.isAncestorOf(before)), None)
        if left is not None and (_now is None or not left.isAncestorOf(_now)):
            left.leave()

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        said = {kind: self.given(kind) for kind in ("person", "contact_event")}
        return (DRAFT, said) if self._is_typed(said) else None

    def _is_typed(self, said: Mapping[str, Mapping[str, Any]]) -> bool:
        """Whether anything but the day of today was written."""
        return bool(said["person"]) or set(said["contact_event"]) - {"happened_on"} != set()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        draft = self._draft()
        return dict([draft]) if draft else {}

    def wrote(self, changed: Changed) -> None:
        """Nothing here follows from what others write, but who is known."""
        if "person" in changed.kinds and self.isVisible():
            self._compare.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes go below their fields, and people known below the form, where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._known.setMaximumWidth(theme.px(320) if wide else 16777215)
        self._known.setMinimumWidth(theme.px(320) if wide else 0)
        room = self.width() - 96 - (theme.px(336) if wide and not self._known.isHidden() else 0)
        full, middle = theme.px(QUESTION + WIDE + 32 + 140), theme.px(QUESTION + 16 + 260)
        width = Width.WIDE if room >= full else Width.MIDDLE if room >= middle else Width.NARROW
        for shown in self._rows.values():
            shown.arrange(width, room)

    def first_focus(self) -> QWidget | None:
        """The first name."""
        return self._rows["person", "given_names"].target()
