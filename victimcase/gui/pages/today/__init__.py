"""The first page of a day: what is for you to do, what needs an eye, where the cases stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from victimcase.domain.rights import Right
from victimcase.gui import calendar_words, theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.today.beginning import Beginning
from victimcase.gui.pages.today.sides import Lately, Stages, Watched
from victimcase.gui.pages.today.to_do import ToDoCard
from victimcase.gui.parts.boxes import clear, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import day_long, day_short
from victimcase.i18n import N_, tr
from victimcase.services import preferences, today
from victimcase.services.today import Alert, Today, Watch

RECENT = 5
SIDE_BY_SIDE = 860
"""Pixels from which on the two columns have room beside each other."""


class TodayPage(Page):
    """The day of whoever signed in."""

    NAME = "today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._calendars: tuple[str, ...] = ()
        self._new: Button | None = None
        if desk.may(Right.CREATE_CASE):
            self._new = Button(tr(N_("New case")), name="today.new_case", icon="plus", hint="Ctrl+N")
            self._new.clicked.connect(lambda: desk.go(Place("new_case")))
            self.title_line.tools.addWidget(self._new)
        self.to_do = ToDoCard(desk)
        self.watched, self.stages, self.lately = Watched(desk), Stages(desk), Lately(desk)
        self.beginning = Beginning(desk)
        self._notices = column(space=8)
        self._side = column(self.watched, self.stages, self.lately, space=16)
        self._side.addStretch(1)
        self._columns = row(self.to_do, holder(self._side), space=16)
        self._columns.setStretch(0, 63)
        self._columns.setStretch(1, 37)
        full = column(self._notices, space=16)
        full.addLayout(self._columns, 1)
        self._stack = QStackedWidget()
        self._loading = Loading(8)
        self._full = scrolling(holder(full))
        self._begin = scrolling(self.beginning)
        for one in (self._loading, self._full, self._begin):
            self._stack.addWidget(one)
        self.inside.addWidget(self._stack, 1)
        self._greet()

    def read(self) -> None:
        """Ask which cases were opened last, then for everything."""
        self._greet()
        calendar_words.ask(self.desk, self, self._know_calendars)
        self.desk.look(preferences.opened).then(self, self._know_recent, key="today")

    def _know_calendars(self, calendars: tuple[str, ...]) -> None:
        self._calendars = calendars
        self._greet()

    def _greet(self) -> None:
        now = self.desk.now.astimezone()
        hour, name = now.hour, self.desk.me.name.split(" ")[0]
        words = (
            tr(N_("Good morning, {name}"), name=name)
            if hour < 12
            else tr(N_("Good afternoon, {name}"), name=name)
            if hour < 18
            else tr(N_("Good evening, {name}"), name=name)
        )
        day = self.desk.today
        self.title_line.say(words, " · ".join([day_long(day), *calendar_words.beside(day, self._calendars)]))

    def _know_recent(self, cards: Sequence[Any]) -> None:
        recent = [card.case_id for card in cards[:RECENT]]
        self.desk.look(today.today, recent=recent).then(self, self._show, key="today")

    def _show(self, found: Today) -> None:
        new_vault = not (found.open_cases or found.tasks or found.watch or found.recent)
        if new_vault:
            self.beginning.read()
            if self._new is not None:
                self._new.hide()
            self._stack.setCurrentWidget(self._begin)
            return
        if self._new is not None:
            self._new.show()
        first = next((one for one in found.watch if one.alert is Alert.ARRIVAL), None)
        self._alert(first)
        self.to_do.show_tasks(found)
        self.watched.show_watch([one for one in found.watch if one is not first])
        self.stages.show_sums(found)
        self.lately.show_lines(found.recent)
        self._stack.setCurrentWidget(self._full)

    def _alert(self, one: Watch | None) -> None:
        """The one thing that is red: somebody who should have arrived, and nobody has said so."""
        clear(self._notices)
        if one is None:
            return
        words = tr(N_("{name}: arrival is not confirmed"), name=one.name)
        due = day_short(_day(one.day), self.desk.today)
        more = (
            tr(N_("It was to be confirmed by {day}. Ask the receiver, and write down the answer."), day=due)
            if one.days < 0
            else tr(N_("Ask the receiver today, and write down the answer."))
        )
        notice = Notice(words, more, tone="danger", name="today.alert")
        there = Place("case", number=one.number)
        notice.add_way(
            tr(N_("Open the case")), partial(self.desk.go, there), name="today.alert.open", kind="plain"
        )
        if one.kind:
            form = there.at(kind=one.kind, record=one.record, field="arrived_at")
            notice.add_way(
                tr(N_("Confirm arrival")), partial(self.desk.go, form), name="today.alert.act", kind="filled"
            )
        self._notices.addWidget(notice)

    def narrow(self, narrow: bool) -> None:
        """Put the columns below each other where the room is short."""
        super().narrow(narrow)
        self._arrange()

    def resizeEvent(self, event: object) -> None:
        """Follow the width."""
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= theme.px(SIDE_BY_SIDE) or (
            theme.px(100) == 100 and self.width() >= SIDE_BY_SIDE - 20
        )
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not way:
            self._columns.setDirection(way)

    def first_focus(self) -> QWidget | None:
        """What is most urgent has the keyboard."""
        return self.to_do.first()


def _day(text: str) -> date:
    return date.fromisoformat(text)


PAGE = TodayPage
