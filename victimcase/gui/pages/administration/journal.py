"""The journal of the office: who did what and when, without a single value; and whether it is untouched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.errors import Invalid
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.boxes import Card, Flow, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick, SearchLine
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import day_short, next_step, time, what
from victimcase.i18n import N_, tr
from victimcase.services import audit, people
from victimcase.services.audit import Chain, Line, Wanted
from victimcase.services.people import Member

OTHER_ACTS = {"vaults.create": N_("Make the vault")}
"""Words for what stands in the log and is no use case."""


def _title(action: str, title: str) -> str:
    return tr(OTHER_ACTS.get(action, title))


class JournalSheet(Sheet):
    """Filters above, lines below; older ones come when somebody goes down to the end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.journal")
        self.step = Button(
            tr(N_("Check the journal")),
            name="administration.journal.check",
            kind="filled",
            icon="shield-check",
            pressed=self._check,
        )
        self._before: int | None = None
        self._lines: list[Line] = []
        self._names: dict[str, str] = {}
        self.model: PagedModel[Line] = PagedModel(_columns(desk, self._names))
        self.table = Table(self.model, name="administration.journal.table", aloud=tr(N_("Journal")))
        self.table.setMinimumHeight(theme.px(240))
        self.table.opened.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(self._near_the_end)
        self._card = Card(name="administration.journal.card")
        self._card.setAccessibleName(tr(N_("Journal of the office")))
        self._card.body.addWidget(frame("head", self._filters()))
        self._empty = Empty("magnifying-glass", "", name="administration.journal.empty")
        self._stack = QStackedWidget()
        for one in (Loading(), self._empty, self.table):
            self._stack.addWidget(one)
        self._card.body.addWidget(self._stack, 1)
        self._count = Label("", "small")
        self.more = Button(
            tr(N_("Show older ones")), name="administration.journal.more", pressed=self._more, small=True
        )
        self.more.hide()
        note = Label(tr(N_("The journal says who did what, never what was written.")), "small", wrap=True)
        foot = row(note, self._count, self.more, space=16)
        foot.setStretch(0, 1)
        self._card.set_foot(foot)
        self.inside.addWidget(self._card, 1)

    def _filters(self) -> Any:
        self.who = Pick(name="administration.journal.who", aloud=tr(N_("Who")))
        self.act = Pick(name="administration.journal.act", aloud=tr(N_("What was done")))
        self.act.setMinimumContentsLength(16)
        self.case = SearchLine(tr(N_("Number of a case")), name="administration.journal.case")
        today = self.desk.today
        self.first = DayLine(today, name="administration.journal.first", aloud=tr(N_("From day")))
        self.last = DayLine(today, name="administration.journal.last", aloud=tr(N_("To day")))
        self._wrong = Label("", "small", tone="danger")
        self._wrong.hide()
        for pick in (self.who, self.act):
            pick.picked.connect(lambda _value: self._narrow())
        self.case.searched.connect(lambda _text: self._narrow())
        for line in (self.first, self.last):
            line.line.editingFinished.connect(self._days)
            line.edited.connect(self._day_chosen)
        flow = Flow(12)
        for words, widget, wide in (
            (tr(N_("Who")), self.who, 150),
            (tr(N_("What was done")), self.act, 220),
            (tr(N_("Case")), self.case, 210),
            (tr(N_("From")), self.first, 190),
            (tr(N_("To")), self.last, 190),
        ):
            widget.setMinimumWidth(theme.px(wide))
            flow.addWidget(holder(column(Label(words, "small"), widget, space=2)))
        return column(holder(flow), self._wrong, space=4, margins=(16, 10, 16, 12))

    def first_focus(self) -> QWidget | None:
        """The first filter."""
        return self.who

    def read(self) -> None:
        """Ask for people and acts to choose from, and for the newest lines."""
        self.desk.look(people.listed).then(self, self._people, key="people")
        self.desk.look(audit.actions).then(self, self._acts, key="acts")
        self._narrow()

    def _people(self, found: list[Member]) -> None:
        picked = self.who.value() or ""
        self._names.update({one.login: one.name or one.login for one in found})
        self.who.set_options([("", tr(N_("Everybody"))), *self._names.items()])
        self.who.set_value(picked)

    def _acts(self, found: list[tuple[str, str]]) -> None:
        picked = self.act.value() or ""
        words = sorted(((name, _title(name, title)) for name, title in found), key=lambda one: one[1])
        self.act.set_options([("", tr(N_("Anything"))), *words])
        self.act.set_value(picked)

    def _day_chosen(self) -> None:
        if not self.first.line.hasFocus() and not self.last.line.hasFocus():
            self._days()

    def _days(self) -> None:
        self.first.settle()
        self.last.settle()
        self._narrow()

    def wanted(self) -> Wanted:
        """What the filters say. Raises Invalid for what is no day."""
        return Wanted(
            user=str(self.who.value() or ""),
            action=str(self.act.value() or ""),
            case=self.case.text().strip(),
            first=self.first.day(),
            last=self.last.day(),
        )

    def _narrow(self) -> None:
        try:
            wanted = self.wanted()
        except Invalid as problem:
            self._wrong.setText(f"{what(problem)} {next_step(problem)}")
            self._wrong.show()
            return
        self._wrong.hide()
        self.desk.look(audit.page, wanted).then(self, self._came, failed=self.trouble, key="page")

    def _came(self, page: audit.Page) -> None:
        self._lines = list(page.lines)
        self.model.set_rows(self._lines)
        self.table.scrollToTop()
        if not page.lines:
            self._empty.say(
                tr(N_("Nothing in the journal fits")),
                tr(N_("Take a filter away, or look at other days.")),
            )
            self._empty.add_way(
                tr(N_("Take all filters away")), self._clear, name="administration.journal.clear"
            )
        self._stack.setCurrentWidget(self.table if page.lines else self._empty)
        self._end_of(page)

    def _end_of(self, page: audit.Page) -> None:
        self._before = page.before
        self.more.setVisible(page.before is not None)
        self.more.not_yet("")
        shown = len(self._lines)
        words = N_("{count} lines, and older ones") if page.before is not None else N_("{count} lines")
        self._count.setText(tr(words, count=shown))

    def _clear(self) -> None:
        self.who.set_value("")
        self.act.set_value("")
        self.case.clear_quietly()
        self.first.set_day(None)
        self.last.set_day(None)
        self._narrow()
        self.who.setFocus()

    def _near_the_end(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - bar.pageStep():
            self._more()

    def _more(self) -> None:
        """Ask for the next page, unless it is on its way."""
        if self._before is None or not self.more.isEnabled():
            return
        self.more.not_yet(tr(N_("Older lines are being read.")))
        wanted, before = self.wanted(), self._before
        self.desk.look(audit.page, wanted, before=before).then(
            self, self._older, failed=self.trouble, key="page"
        )

    def _older(self, page: audit.Page) -> None:
        self._lines += page.lines
        self.model.add_rows(page.lines)
        self._end_of(page)

    def _open(self, line: Line) -> None:
        if line.case:
            self.desk.go(Place("case", number=line.case, tab="history"))

    def _check(self) -> None:
        assert self.step is not None
        self.step.not_yet(tr(N_("The journal is being checked.")))
        self.say(tr(N_("Every line of the journal is being checked")), tone="accent")
        self.desk.look(audit.chain).then(self, self._checked, failed=self._not_checked, key="chain")

    def _checked(self, chain: Chain) -> None:
        assert self.step is not None
        self.step.not_yet("")
        if chain.ok:
            more = tr(
                N_(
                    "{entries} lines and {signatures} signatures fit together. Nothing is missing or changed."
                ),
                entries=chain.entries,
                signatures=chain.signatures,
            )
            self.say(tr(N_("The journal is as it was written")), more)
            return
        more = "\n".join(
            [
                *chain.problems[:5],
                tr(N_("Stop writing, leave it as it is, and tell your office. A backup may be whole.")),
            ]
        )
        self.say(tr(N_("The journal is not as it was written")), more, tone="danger")

    def _not_checked(self, problem: Any) -> None:
        assert self.step is not None
        self.step.not_yet("")
        self.trouble(problem)


def _moment(at: str, today: date) -> str:
    here = datetime.fromisoformat(at).astimezone()
    return f"{day_short(here.date(), today)} {time(here)}"


def _columns(desk: Desk, names: Mapping[str, str]) -> list[Column[Line]]:
    def when(one: Line) -> Cell:
        return Cell(_moment(one.at, desk.today))

    def done(one: Line) -> Cell:
        return Cell(_title(one.action, one.title), bold=True)

    def wrote(one: Line) -> Cell:
        if one.undoes is not None:
            return Cell(tr(N_("took back an earlier act")), icon="arrow-u-up-left")
        if not one.changes:
            return Cell("–", aloud=tr(N_("nothing written")))
        return Cell(tr(N_("{count} values"), count=one.changes) if one.changes > 1 else tr(N_("1 value")))

    return [
        Column("at", tr(N_("When")), 160, when, sortable=False),
        Column("user", tr(N_("Who")), 150, lambda one: Cell(names.get(one.user, one.user)), sortable=False),
        Column("act", tr(N_("What was done")), 0, done, sortable=False),
        Column("case", tr(N_("Case")), 150, lambda one: Cell(one.case), sortable=False),
        Column("wrote", tr(N_("Wrote")), 160, wrote, False, 760),
    ]


SHEET = JournalSheet
