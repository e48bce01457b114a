"""The shelter: houses, rooms and beds as a plan of tonight, of a week, of a month. No address stands here."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.shelter.dialogs import EndStay, GiveBed, MoveBed
from victimcase.gui.pages.shelter.houses import Houses
from victimcase.gui.pages.shelter.nights import Nights, Spans
from victimcase.gui.pages.shelter.rooms import Rooms
from victimcase.gui.pages.shelter.side import Side
from victimcase.gui.parts.boxes import STRETCH, Card, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.words import day_long, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import beds
from victimcase.services.beds import BedShown, HouseShown, Plan

STACKED_BELOW = 860
"""Pixels below which the parts stand below each other."""


class ShelterPage(Page):
    """Who sleeps where."""

    NAME = "shelter"
    KINDS = frozenset({"shelter_stay", "house", "bed", "person", "case_link", "case"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._plan: Plan | None = None
        self._house = ""
        self._bed = ""
        self._night: date | None = None
        self.houses = Houses(desk.reference)
        self.houses.chosen.connect(self.choose_house)
        self.rooms = Rooms(desk.reference)
        self.rooms.chosen.connect(self._bed_chosen)
        self.spans = Spans()
        self.spans.chosen.connect(self._bed_chosen)
        self.nights = Nights()
        self.nights.chosen.connect(self.show_night)
        self.side = Side(desk.reference, may_write=desk.may(Right.EDIT_CASE))
        self.side.went.connect(desk.go)
        self.side.give.connect(self._give)
        self.side.move_out.connect(self._move)
        self.side.end.connect(self._end)
        self._build()

    def _build(self) -> None:
        self._title = Elided("", "section")
        self._count = Label("", "small")
        self.span = Segments(
            [("night", tr(N_("Tonight"))), ("week", tr(N_("This week"))), ("month", tr(N_("Month")))],
            name="shelter.span",
            aloud=tr(N_("Shown")),
            optional=False,
        )
        self.span.set_value("night")
        self.span.changed.connect(lambda _value: self._show_house())
        self._back = Button(
            tr(N_("Back to tonight")),
            name="shelter.tonight",
            kind="quiet",
            small=True,
            pressed=lambda: self.show_night(self.desk.today),
        )
        head = row(self._title, self._count, self._back, STRETCH, self.span, space=12)
        self._spans_card = Card(name="shelter.spans_card")
        self._spans_card.body.addLayout(column(self.spans, margins=(16, 12, 16, 12)))
        self._nights_card = Card(name="shelter.nights_card")
        self._nights_title = Label("", "strong", wrap=True)
        self._nights_card.body.addLayout(
            column(self._nights_title, self.nights, space=10, margins=(16, 14, 16, 16))
        )
        middle = column(
            head, self.rooms, self._spans_card, self._nights_card, STRETCH, space=12, margins=(4, 0, 4, 4)
        )
        self._middle, self._middle_box = scrolling(holder(middle)), middle
        self._side_box = column(self.side, margins=(4, 0, 4, 4))
        self._side = scrolling(holder(self._side_box))
        self._all = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.setSpacing(12)
        self._all.addWidget(self.houses)
        self._all.addWidget(self._middle, 1)
        self._all.addWidget(self._side)
        self._ground = holder(self._all)
        self._whole = scrolling(self._ground)
        self._empty = Empty("bed", "", name="shelter.empty")
        self._stack = QStackedWidget()
        for one in (Loading(), self._empty, self._whole):
            self._stack.addWidget(one)
        self.inside.addWidget(self._stack, 1)

    def arrive(self, place: Place) -> None:
        """Open the plan; a place may name a house."""
        if place.record:
            self._house = place.record
            self._stale = True
        super().arrive(place)

    def read(self) -> None:
        """Ask for the plan of the night."""
        self.title_line.say(tr(N_("Shelter")), day_long(self._night or self.desk.today))
        asked = self.desk.look(beds.plan, day=self._night)
        asked.then(self, self._came, failed=self._failed, key="plan")

    def show_night(self, night: date) -> None:
        """Show another night."""
        self._night = None if night == self.desk.today else night
        self.read()

    def _failed(self, problem: UserError) -> None:
        self._empty.say(what(problem), next_step(problem), icon="eye-slash")
        self._stack.setCurrentWidget(self._empty)

    def _came(self, plan: Plan) -> None:
        self._plan = plan
        if not plan.houses:
            self._empty.say(
                tr(N_("No house yet")),
                tr(N_("Write a house with its rooms and beds into the directory; it is shown here then.")),
                icon="bed",
            )
            if self.desk.may(Right.EDIT_DIRECTORY):
                self._empty.add_way(
                    tr(N_("Open the directory")),
                    lambda: self.desk.go(Place("directory", kind="house")),
                    name="shelter.directory",
                    kind="filled",
                )
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentWidget(self._whole)
        if self._house not in {one.id for one in plan.houses}:
            troubled = [one for one in plan.houses if one.problems]
            self._house = (troubled or list(plan.houses))[0].id
        self.houses.show_plan(plan, self._house, self._day)
        self.side.show_plan(plan, self.desk.today)
        self._show_house()

    @property
    def _day(self) -> date:
        return self._night or self.desk.today

    def _current(self) -> HouseShown | None:
        houses = self._plan.houses if self._plan else ()
        return next((one for one in houses if one.id == self._house), None)

    def choose_house(self, house: str) -> None:
        """Show another house."""
        self._house, self._bed = house, ""
        self.houses.choose(house)
        self._show_house()

    def _show_house(self) -> None:
        house = self._current()
        if house is None:
            return
        self._title.setText(house.name)
        self._count.setText(tr(N_("{taken} of {beds} beds"), taken=house.taken, beds=len(house.beds)))
        self._back.setVisible(self._night is not None)
        span = self.span.value()
        self.rooms.setVisible(span == "night")
        self._spans_card.setVisible(span != "night")
        if span == "night":
            self.rooms.show_house(house, self._day, self.desk.today, self._bed)
        else:
            self.spans.show_house(house, self._day, 7 if span == "week" else 30, self.desk.today)
        self._nights_title.setText(tr(N_("Free beds in {house}, next two weeks"), house=house.name))
        self.nights.show_house(house, self.desk.today)
        bed = next((one for one in house.beds if one.id == self._bed), None)
        self.side.show_bed(bed, house, self._day, self.desk.today)
        self._share()

    def _bed_chosen(self, bed: BedShown) -> None:
        self._bed = bed.id
        house = self._current()
        if house is not None:
            self.side.show_bed(bed, house, self._day, self.desk.today)

    def _give(self, bed: BedShown) -> None:
        house = self._current()
        if house is not None:
            GiveBed(self, self.desk, house, bed, self._day).open()

    def _move(self, stay: str, name: str) -> None:
        if self._plan is not None:
            MoveBed(self, self.desk, self._plan, stay, name).open()

    def _end(self, stay: str, number: str, name: str) -> None:
        EndStay(self, self.desk, stay, number, name).open()

    def first_focus(self) -> QWidget | None:
        """The plan has the keyboard once somebody presses Tab."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else below each other."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the plan anew when letters grow."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and getattr(self, "_plan", None) is not None:
            self._show_house()

    def _share(self) -> None:
        stacked = self.width() < theme.px(STACKED_BELOW)
        self._all.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        most, room = 16_777_215, self.width()
        wide_house, wide_side = (200, 280) if room > 1080 else (170, 256)
        for widget, wide in ((self.houses, wide_house), (self._side, wide_side)):
            widget.setMinimumWidth(0 if stacked else theme.px(wide))
            widget.setMaximumWidth(most if stacked else theme.px(wide))
        for area, inner in ((self._middle, self._middle_box), (self._side, self._side_box)):
            needed = inner.totalHeightForWidth(room - 64) if stacked else 0
            area.setMinimumHeight(max(0, needed))
        self.houses.setMinimumHeight(self.houses.needed() if stacked else 0)


PAGE = ShelterPage
