"""A new case: who the person is and how they were met, and whether they are known already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import category_of
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.forms.field_row import FieldRow
from victimcase.gui.forms.footer import Footer
from victimcase.gui.parts.boxes import clear, column, frame, holder, scrolling
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.taking_in import PERSON, TakingIn
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import drafts, registration
from victimcase.services.cases import Opened
from victimcase.services.drafts import Draft
from victimcase.services.session import Changed, Done

ASKED: Final = (
    (
        N_("Who is it?"),
        "person",
        PERSON,
    ),
    (
        N_("How did you meet?"),
        "contact_event",
        ("happened_on", "channel", "place", "country", "danger", "health"),
    ),
)
"""What is asked for before a case is opened; everything else has time."""

DRAFT: Final = "new_case"
ENOUGH: Final = N_(
    "A name is enough to begin. What is marked as required is asked for by a later step; it can wait."
)


class NewCase(TakingIn):
    """The form of a new case. People alike are shown while it is typed; nobody is registered twice unseen."""

    NAME = "new_case"
    KINDS = frozenset()
    DRAFT = DRAFT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.lead((tr(N_("Cases")), Place("cases")), (tr(N_("New case")), None))
        self._foot = Footer()
        self._foot.setObjectName("new_case.foot")
        self._foot.save.connect(self.save)
        self._foot.cancel.connect(self._leave)
        self._foot.look.connect(self._go_to)
        self.drafting.said.connect(self._foot.say_draft)
        self._notices = column(space=8, margins=(24, 16, 24, 0))
        self.put_sheet(self._sheet())
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
                fields.addWidget(self.add_row(kind, name))
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

    def row(self, kind: str, name: str) -> FieldRow | None:
        """A question of the form; none where this person is not asked it."""
        return self.rows.get((kind, name))

    def arrive(self, place: Place) -> None:
        """Begin with what is kept of this form, or with the name somebody searched for."""
        super().arrive(place)
        if not self.begun:
            self.begun = True
            self.desk.look(drafts.read, DRAFT).then(self, partial(self._begin, place), key="draft")
        elif place.text:
            self._begin_with(place.text)

    def _begin(self, place: Place, draft: Draft | None) -> None:
        if draft is not None:
            self.put_kept(draft)
            notice = Notice(
                tr(N_("Your form is kept")),
                tr(N_("You had begun a new case and not saved it yet.")),
                tone="ok",
                name="new_case.kept",
                closable=True,
            )
            notice.add_way(tr(N_("Begin anew")), self._throw_away, name="new_case.kept.drop")
            self._put_notice(notice)
        elif not place.text:
            self._usual()
        if place.text:
            self._usual()
            self._begin_with(place.text)

    def _usual(self) -> None:
        """What most new cases begin with: today."""
        shown = self.rows.get(("contact_event", "happened_on"))
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
            self.rows["person", name].put(value)
        self.look_for()

    def save(self, same_as: str = "") -> None:
        """Open the case, or go to what has to be looked at first."""
        if self.busy:
            return
        found = [(shown.name, shown.place.label) for shown in self.rows.values() if shown.check()]
        if not same_as and not self.is_named():
            self._say(
                tr(N_("There is no name yet")),
                tr(N_("Write any name the person uses, in any script. It can be changed later.")),
            )
            self._go_to("given_names")
            return
        blocked = [shown for shown in self.rows.values() if shown.blocked()]
        self._foot.say_problems(found)
        if blocked:
            self._go_to(blocked[0].name)
            return
        self.busy = True
        self._foot.busy(busy=True)
        person, contact = self.given("person"), self.given("contact_event")
        self.desk.do(registration.open_case, person, contact, same_as=same_as).then(
            self, self._opened, failed=self._failed, saved=Saved(tr(N_("Case opened")))
        )

    def _opened(self, done: Done[Opened]) -> None:
        self.drafting.drop()
        self._empty()
        self.desk.go(Place("case", done.value.number))

    def _empty(self) -> None:
        self._foot.busy(busy=False)
        self._foot.say_problems([])
        self._foot.say_draft("")
        clear(self._notices)
        self._notice_box.hide()
        self.put_away()

    def _failed(self, problem: UserError) -> None:
        self.busy = False
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
        self.drafting.drop()
        self._empty()
        self.begun = True
        self._usual()

    def _leave(self) -> None:
        """Back to the list; what is typed stays in its draft."""
        self.desk.go(Place("cases"))

    def _go_to(self, name: str) -> None:
        shown = next((one for (_, of), one in self.rows.items() if of == name), None)
        if shown is not None:
            self._area.ensureWidgetVisible(shown)
            shown.target().setFocus()

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        """A field that was left is looked at."""
        if before is None or not self.isVisible():
            return
        left = next((one for one in self.rows.values() if one.isAncestorOf(before)), None)
        if left is not None and (_now is None or not left.isAncestorOf(_now)):
            left.leave()

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        said = {kind: self.given(kind) for kind in ("person", "contact_event")}
        return (DRAFT, said) if self._is_typed(said) else None

    def _is_typed(self, said: Mapping[str, Mapping[str, Any]]) -> bool:
        """Whether anything but the day of today was written."""
        return bool(said["person"]) or set(said["contact_event"]) - {"happened_on"} != set()

    def wrote(self, changed: Changed) -> None:
        """Nothing here follows from what others write, but who is known."""
        if "person" in changed.kinds and self.isVisible():
            self.compare.start()

    def first_focus(self) -> QWidget | None:
        """The first name."""
        return self.rows["person", "given_names"].target()
