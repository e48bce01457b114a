"""The signs of trafficking a screening asks for: every set with its source, and every sign of it."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain.folding import search_key
from victimcase.domain.indicators import UNVERIFIED_MARK
from victimcase.domain.reference import Indicator, IndicatorSet
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import Card, frame, row, turn
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr

BESIDE = 900


@dataclass(frozen=True)
class Found:
    """A set, and those of its signs that fit what was typed."""

    set: IndicatorSet
    signs: tuple[Indicator, ...]


class Indicators(HelpSheet):
    """Sets at one side, the signs of one at the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        label = desk.reference.label
        self.sets: PagedModel[Found] = PagedModel(
            [
                Column("set", tr(N_("Set")), 0, self._set, sortable=False),
                Column("count", tr(N_("Signs")), 70, lambda one: Cell(str(len(one.signs))), sortable=False),
            ]
        )
        self.signs: PagedModel[Indicator] = PagedModel(
            [
                Column("sign", tr(N_("Sign")), 0, lambda one: Cell(tr(one.wording)), sortable=False),
                Column(
                    "dimension",
                    tr(N_("Belongs to")),
                    200,
                    lambda one: Cell(tr(label("indicator_dimension", one.dimension))),
                    False,
                    560,
                ),
                Column("strength", tr(N_("Strength")), 110, self._strength, sortable=False),
            ]
        )
        self.table = Table(
            self.sets, name="help.indicators.sets", aloud=tr(N_("Sets of signs")), two_lines=True
        )
        self.table.setMinimumHeight(theme.px(200))
        self.table.chosen.connect(self._show)
        self._list = Table(self.signs, name="help.indicators.signs", aloud=tr(N_("Signs")))
        self._list.setMinimumHeight(theme.px(240))
        left = Card(name="help.indicators.left")
        left.setAccessibleName(tr(N_("Sets of signs")))
        left.body.addWidget(self.table, 1)
        self._source = Label("", "small", wrap=True)
        right = Card(name="help.indicators.right")
        right.setAccessibleName(tr(N_("Signs")))
        right.body.addWidget(frame("head", row(self._source, margins=(16, 10, 16, 10))))
        right.body.addWidget(self._list, 1)
        self._both = row(left, right, space=16)
        self._both.setStretch(0, 2)
        self._both.setStretch(1, 5)
        if not all(one.verified for one in desk.reference.indicator_sets):
            more = tr(N_("Signs with this mark were written by the makers from memory of the source."))
            self.inside.addWidget(
                Notice(tr(UNVERIFIED_MARK), more, tone="warn", name="help.indicators.unverified")
            )
        self.inside.addLayout(self._both, 1)

    def resizeEvent(self, event: object) -> None:
        """Below each other where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def _set(self, one: Found) -> Cell:
        title = tr(self.desk.reference.label("indicator_population", one.set.population))
        version = tr(N_("version {number}"), number=one.set.version)
        return Cell(title, second=version, bold=True, below=True)

    def _strength(self, one: Indicator) -> Cell:
        words = tr(self.desk.reference.label("indicator_strength", one.strength))
        if one.verified:
            return Cell(words)
        return Cell(words, badges=(Status("warning", tr(N_("from memory")), "warn"),))

    def narrow(self) -> int | None:
        """Narrow to signs that say the words."""
        words = search_key(self.text).split()
        hits = []
        for one in self.desk.reference.indicator_sets:
            signs = tuple(
                sign for sign in one.indicators if all(word in search_key(tr(sign.wording)) for word in words)
            )
            if signs:
                hits.append(Found(one, signs))
        self.sets.set_rows(hits)
        if hits:
            self.table.selectRow(0)
        else:
            self._show(None)
        return sum(len(one.signs) for one in hits)

    def _show(self, found: Found | None) -> None:
        self.signs.set_rows(found.signs if found else ())
        self._source.setText(found.set.source if found else tr(N_("No sign has all of these words.")))
