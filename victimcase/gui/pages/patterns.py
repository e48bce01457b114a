"""What several cases have in common: recruiters, phones, accounts; and the extract of it for others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from victimcase.domain.names import search_key
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.extract import ExtractDialog
from victimcase.gui.office_list import OfficeList
from victimcase.gui.parts.boxes import Card, clear, column, frame, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import counted, day
from victimcase.i18n import N_, tr
from victimcase.services import patterns
from victimcase.services.patterns import Known, Proposal

SHOWN = 3
"""Proposals shown until more are asked for."""
NAMED = 3
"""Cases of a proposal that are named, of those one may see."""


class PatternsPage(OfficeList):
    """The patterns, those met in most cases first; above them what is met and not yet written down."""

    NAME = "patterns"
    KIND = "pattern"
    KINDS = frozenset({KIND, "alleged_perpetrator", "payment"})
    TITLE = N_("Patterns")
    ICON = "share-network"
    NEW = N_("New pattern")
    SEARCH = N_("Alias, phone, account, place or words")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all = False
        self._proposals: list[Proposal] = []
        self._met = Card(tr(N_("Met in several cases")), name="patterns.met")
        self._met_rows = column(space=0)
        self._met.body.addLayout(self._met_rows)
        self._met.hide()
        self.above.addWidget(self._met)
        if desk.may(Right.RELEASE_EXTRACT):
            self.add_tool(tr(N_("Extract for liaison officers…")), "extract", "export", self._extract)

    def columns(self) -> Sequence[Column[Known]]:
        """What it is, how it is known, where, and in how many cases it was met."""
        return [
            Column("name", tr(N_("Pattern")), 0, self._name),
            Column("traces", tr(N_("Known by")), 250, _traces, from_width=620),
            Column("where", tr(N_("Where")), 190, self._where, from_width=860),
            Column("cases", tr(N_("Cases")), 80, lambda one: Cell(str(one.cases), bold=True)),
            Column("changed", tr(N_("Written on")), 130, _changed, from_width=760),
            Column("shared", tr(N_("Shared with")), 190, lambda one: Cell(one.shared_with), from_width=1100),
        ]

    def _name(self, one: Known) -> Cell:
        return Cell(one.name, bold=True, icon="share-network", match=self.card.search.text().strip())

    def _where(self, one: Known) -> Cell:
        country = self.desk.reference.country(one.country) if one.country else ""
        return Cell(", ".join(part for part in (one.place, country) if part), tone="text2")

    def fitting(self) -> list[Known]:
        """Those that have every word that is searched for."""
        wanted = search_key(self.card.search.text()).split()
        return [one for one in self.rows if all(word in one.key for word in wanted)]

    def say_nothing(self) -> Empty:
        """Say why there is nothing."""
        if self.card.search.text().strip():
            return self.card.show_empty(tr(N_("No pattern has all of this")), tr(N_("Take a word away.")))
        empty = self.card.show_empty(
            tr(N_("No patterns yet")),
            tr(N_("What several people tell of one recruiter is written down here, without their names.")),
        )
        self.add_first(empty, tr(self.NEW))
        return empty

    def read(self) -> None:
        """Ask for the patterns, and for what the cases have in common."""
        self.desk.look(patterns.listed).then(self, self.came, failed=self.failed, key="listed")
        self.desk.look(patterns.proposals).then(self, self._proposed, key="proposals")

    def _proposed(self, found: list[Proposal]) -> None:
        self._proposals = found
        clear(self._met_rows)
        self._met.setVisible(bool(found) and self.may_write)
        self._met.say(tr(N_("Met in several cases")), str(len(found)) if found else "")
        for place, one in enumerate(found if self._all else found[:SHOWN]):
            self._met_rows.addWidget(self._proposal(place, one))
        if len(found) > SHOWN and not self._all:
            words = tr(N_("Show all {count}"), count=len(found))
            more = Button(words, name="patterns.met.all", small=True, pressed=self._show_all)
            self._met_rows.addLayout(row(more, margins=(16, 6, 16, 6)))

    def _show_all(self) -> None:
        self._all = True
        self._proposed(self._proposals)

    def _proposal(self, place: int, one: Proposal) -> QWidget:
        title = tr(patterns.TITLES[one.field], value=one.value)
        said = column(Label(title, "strong", wrap=True), Label(self._why(one), "second", wrap=True), space=2)
        words = N_("Bring up to date") if one.pattern else N_("Write down")
        button = Button(tr(words), name=f"patterns.met.{place}.take", icon="plus", small=True)
        button.setAccessibleName(f"{tr(words)}: {title}")
        button.clicked.connect(partial(self._take, one))
        line = row(space=12, margins=(16, 8, 16, 8))
        line.addLayout(said, 1)
        line.addWidget(button)
        return frame("row", line)

    def _why(self, one: Proposal) -> str:
        met = counted(one.cases, N_("in 1 case"), N_("in {count} cases"))
        if one.pattern:
            met = tr(N_("{met}, written down are {known}"), met=met, known=one.known)
        mine = ", ".join(one.numbers[:NAMED])
        if len(one.numbers) > NAMED:
            more = len(one.numbers) - NAMED
            mine = tr(N_("{numbers} and {count} more"), numbers=mine, count=more)
        return f"{met}: {mine}" if mine else met

    def _take(self, one: Proposal, _checked: bool = False) -> None:
        saved = Saved(tr(N_("Written down: {what}"), what=tr(patterns.TITLES[one.field], value=one.value)))
        self.desk.do(patterns.take, one.field, one.key).then(self, saved=saved, key="take")

    def _extract(self) -> None:
        chosen = self.card.table.current()
        dialog = ExtractDialog(self.window(), self.desk, chosen if isinstance(chosen, Known) else None)
        dialog.open()


def _traces(one: Known) -> Cell:
    return Cell(
        " · ".join(part for part in (one.alias, one.phone, one.handle, one.account, one.company) if part)
    )


def _changed(one: Known) -> Cell:
    return Cell(day(date.fromisoformat(one.changed_on)) if one.changed_on else "")


PAGE = PatternsPage
