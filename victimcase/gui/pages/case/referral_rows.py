"""The referrals of a case as lines: with whom, where each stands, and what can be done with it next."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from victimcase.domain.words import Category
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.referral_acts import VERBS
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button, MenuButton
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.referral_words import SIGNS, act, acts_of, may_refer
from victimcase.gui.words import day_short
from victimcase.i18n import N_, tr
from victimcase.services import referrals
from victimcase.services.referrals import Referred


class ReferralRows(Card):
    """A line for each referral, those that wait longest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Referrals")), name="case.referral_rows")
        self._desk = desk
        self._number = ""
        self._rows = column(space=0)
        self.body.addLayout(self._rows)
        if may_refer(desk):
            asked = Button(tr(N_("We were asked")), name="case.referrals.asked", icon="tray")
            asked.clicked.connect(lambda _checked: desk.go(Place("incoming", self._number)))
            new = Button(
                tr(N_("New referral")), name="case.referrals.new", icon="paper-plane-tilt", kind="filled"
            )
            new.clicked.connect(lambda _checked: desk.go(Place("referral", self._number)))
            for button in (asked, new):
                self.tools.addWidget(button)

    def read(self, number: str) -> None:
        """Read the referrals of a case."""
        self._number = number
        if Category.NOTE not in self._desk.me.readable:
            clear(self._rows)
            why = tr(N_("Your role does not read what is asked of others for a person."))
            self._rows.addWidget(Empty("eye-slash", tr(N_("Referrals are withheld")), why))
            return
        self._desk.look(referrals.listed, number=number).then(self, self._came, key="rows")

    def _came(self, found: list[Referred]) -> None:
        clear(self._rows)
        self.say(tr(N_("Referrals")), str(len(found)) if found else "")
        if not found:
            why = tr(N_("When somebody else can help better, ask them together with the person."))
            self._rows.addWidget(Empty("paper-plane-tilt", tr(N_("Nobody was asked yet")), why))
        for one in found:
            self._rows.addWidget(self._row(one))

    def _row(self, one: Referred) -> QWidget:
        head = Flow(8)
        head.addWidget(Label(one.with_whom or tr(N_("not named yet")), "strong"))
        head.addWidget(Badge(SIGNS[one.state]._replace(word=tr(SIGNS[one.state].word))))
        if one.hand_over:
            head.addWidget(Badge(Status("arrows-left-right", tr(N_("Hand-over")), "accent")))
        if one.urgent:
            head.addWidget(Badge(Status("warning", tr(N_("Urgent")), "danger")))
        words = column(holder(head), Wrapped(self._facts(one), "small"), space=2)
        line = row(space=16, margins=(16, 10, 16, 10))
        line.addLayout(words, 1)
        if may_refer(self._desk):
            line.addLayout(self._ways(one))
        return frame("row", line)

    def _facts(self, one: Referred) -> str:
        today, label = self._desk.today, self._desk.reference.label
        asked = ", ".join(tr(label("service_type", code)) for code in one.services)
        due = (
            day_short(date.fromisoformat(one.due_on), today) if one.due_on and one.waiting is not None else ""
        )
        return " · ".join(
            filter(
                None,
                (
                    tr(N_("we ask")) if one.out else tr(N_("they ask")),
                    asked,
                    day_short(date.fromisoformat(one.began), today),
                    tr(N_("answer due {day}"), day=due) if due else "",
                    one.disclosure,
                ),
            )
        )

    def _ways(self, one: Referred) -> QBoxLayout:
        codes = acts_of(one)
        name = f"case.referrals.{one.id}"
        ways = row(space=8)
        ways.setAlignment(Qt.AlignmentFlag.AlignTop)
        for code in codes[:2]:
            press = partial(act, self.window(), self._desk, one, code)
            button = Button(tr(VERBS[code]), name=f"{name}.{code}", small=True, pressed=press)
            button.setAccessibleName(f"{tr(VERBS[code])} {one.with_whom}")
            ways.addWidget(button)
        if len(codes) > 2:
            menu = QMenu(self)
            menu.setObjectName(f"{name}.menu")
            for code in codes[2:]:
                action = menu.addAction(tr(VERBS[code]))
                action.triggered.connect(partial(self._act, one, code))
            more = MenuButton(tr(N_("More")), menu, name=f"{name}.more")
            more.setAccessibleName(tr(N_("More for {name}"), name=one.with_whom))
            more.setProperty("size", "row")
            ways.addWidget(more)
        return ways

    def _act(self, one: Referred, code: str, _checked: bool = False) -> None:
        act(self.window(), self._desk, one, code)
