"""The cards beside the tasks: what to keep an eye on, cases by stage, cases opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from victimcase.gui.case_words import step_words
from victimcase.gui.desk import Desk, Place
from victimcase.gui.pages.today.bars import StageLine
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.press_line import PressLine, Said
from victimcase.gui.parts.text import Label, LinkButton
from victimcase.gui.words import day_short
from victimcase.i18n import N_, tr
from victimcase.services.case_list import Line
from victimcase.services.today import Alert, Today, Watch

SHOWN = 5

_SIGNS: Final = {
    Alert.ARRIVAL: ("warning-octagon", "danger"),
    Alert.OVERRIDE: ("users", "danger"),
    Alert.BEDS: ("bed", "danger"),
    Alert.CONSENT: ("clock", "warn"),
    Alert.DOCUMENT: ("identification-card", "warn"),
}
_ENDED: Final = {
    Alert.CONSENT: (
        N_("A consent has ended"),
        N_("A consent ends today"),
        N_("A consent ends tomorrow"),
        N_("A consent ends in {days} days"),
    ),
    Alert.DOCUMENT: (
        N_("A travel document has ended"),
        N_("A travel document ends today"),
        N_("A travel document ends tomorrow"),
        N_("A travel document ends in {days} days"),
    ),
}


def title(one: Watch) -> str:
    """What is to be kept an eye on, with how many days are left."""
    if one.alert is Alert.BEDS:
        return tr(N_("Two to be kept apart, in one house"))
    words = _ENDED.get(one.alert)
    if words is None:
        return one.title
    return tr(words[0 if one.days < 0 else min(one.days + 1, 3)], **_days(one))


def _days(one: Watch) -> dict[str, object]:
    return {"days": one.days} if one.days > 1 else {}


class Watched(Card):
    """What clocks warn of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Keep an eye on")), name="today.watch")
        self.desk = desk
        self._all = False
        self._found: Sequence[Watch] = ()
        self._count = Label("", "small")
        self.tools.addWidget(self._count)
        self._lines = column(space=0)
        self.body.addLayout(self._lines)

    def show_watch(self, found: Sequence[Watch]) -> None:
        """Show it, the most urgent first."""
        self._found = found
        self._count.setText(str(len(found)) if found else "")
        clear(self._lines)
        for index, one in enumerate(found if self._all else found[:SHOWN]):
            icon, ink = _SIGNS[one.alert]
            below = ", ".join((one.name, day_short(date.fromisoformat(one.day), self.desk.today)))
            if one.alert is Alert.BEDS:
                below = one.name
            said = Said(title(one), below=below, icon=icon, ink=ink)
            line = PressLine(said, name=f"today.watch.{index}")
            line.clicked.connect(partial(self._go, one))
            self._lines.addWidget(line)
        if not found:
            why = tr(N_("No consent, paper or arrival needs you now."))
            self._lines.addLayout(row(Label(why, "second", wrap=True), margins=(16, 14, 16, 14)))
        elif len(found) > SHOWN and not self._all:
            more = LinkButton(tr(N_("Show {count} more"), count=len(found) - SHOWN), name="today.watch.more")
            more.clicked.connect(self._show_all)
            self._lines.addLayout(row(more, STRETCH, margins=(14, 8, 16, 10)))

    def _show_all(self) -> None:
        self._all = True
        self.show_watch(self._found)

    def _go(self, one: Watch, _checked: bool = False) -> None:
        if one.alert is Alert.BEDS:
            self.desk.go(Place("shelter", record=one.record))
        else:
            self.desk.go(Place("case", number=one.number, kind=one.kind, record=one.record))


class Stages(Card):
    """How many cases stand where."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Cases by stage")), name="today.stages")
        self.desk = desk
        self._open = Label("", "small")
        self.tools.addWidget(self._open)
        self._lines = column(space=0, margins=(0, 8, 0, 8))
        self.body.addLayout(self._lines)

    def show_sums(self, found: Today) -> None:
        """Show the sums; the longest bar is that of most cases."""
        clear(self._lines)
        self._open.setText(tr(N_("{count} open"), count=found.open_cases))
        most = max((one.cases for one in found.stages), default=0)
        for one in found.stages:
            line = StageLine(one, most)
            values = {"stages": [str(one.stage)], "open": True}
            line.clicked.connect(partial(self._go, values))
            self._lines.addWidget(line)

    def _go(self, values: dict[str, object], _checked: bool = False) -> None:
        self.desk.go(Place("cases", values=values))


class Lately(Card):
    """The cases somebody opened last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Opened lately")), name="today.lately")
        self.desk = desk
        self._lines = column(space=0)
        self.body.addLayout(self._lines)

    def show_lines(self, found: Sequence[Line]) -> None:
        """Show them, the latest first."""
        clear(self._lines)
        for one in found:
            said = Said(one.name, second=one.name_in_script, end=step_words(one.step), steps=one.steps)
            line = PressLine(said, name=f"today.lately.{one.case_id}", caret=False)
            line.clicked.connect(partial(self._go, one.number))
            self._lines.addWidget(line)
        if not found:
            self._lines.addWidget(nothing_lately())

    def _go(self, number: str, _checked: bool = False) -> None:
        self.desk.go(Place("case", number=number))


def nothing_lately() -> QWidget:
    """What stands where no case was opened yet."""
    return holder(
        row(
            Empty(
                "clock-counter-clockwise",
                tr(N_("Nothing opened yet")),
                tr(N_("The last cases you worked on stay one press away.")),
                name="today.lately.empty",
            )
        )
    )
