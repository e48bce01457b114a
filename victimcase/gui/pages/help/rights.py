"""Who may do what: the rights of each role with the acts they open, and what each role may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from victimcase.domain.folding import search_key
from victimcase.domain.rights import RIGHT_TITLES, RIGHTS, ROLE_TITLES, Right, Role
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.boxes import Card, row, turn
from victimcase.gui.parts.text import Label
from victimcase.gui.role_table import SHORT, WIDTHS, roles_card
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr
from victimcase.services import use_case

BESIDE = 1000
MOST = 8
"""Acts that are named below the table; the others are found by searching."""


@dataclass(frozen=True)
class Line:
    """One right, and the acts it opens."""

    right: Right
    acts: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its words."""
        return tr(RIGHT_TITLES[self.right])


def lines() -> list[Line]:
    """Every right with its acts, as the program itself knows them."""
    acts: dict[Right, list[str]] = {right: [] for right in Right}
    known: Mapping[str, use_case.UseCase] = use_case.every()
    for one in known.values():
        acts[one.needs].append(tr(one.title))
    return [Line(right, tuple(sorted(acts[right]))) for right in Right]


class Rights(HelpSheet):
    """Two tables: what each role may do, and what it may see."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[Line] = []
        columns: list[Column[Line]] = [
            Column("right", tr(N_("What is done")), 0, lambda one: Cell(one.title, bold=True), sortable=False)
        ]
        for role, words in SHORT.items():
            columns.append(
                Column(str(role), tr(words), WIDTHS[role], partial(_cell, role=role), sortable=False)
            )
        self.model: PagedModel[Line] = PagedModel(columns)
        self.table = Table(self.model, name="help.rights.table", aloud=tr(N_("What each role may do")))
        self.table.setMinimumHeight(theme.px(240))
        self.table.chosen.connect(self._say)
        self._said = Label("", "small", wrap=True)
        self._said.setMinimumHeight(theme.px(48))
        card = Card(tr(N_("What each role may do")), name="help.rights.card")
        card.body.addWidget(self.table, 1)
        foot = row(self._said)
        foot.setStretch(0, 1)
        card.set_foot(foot)
        self._both = row(card, roles_card("help.roles"), space=16)
        self._both.setStretch(0, 6)
        self._both.setStretch(1, 5)
        self.inside.addLayout(self._both, 1)
        desk.work(lines).then(self, self._came, key="lines")

    def resizeEvent(self, event: object) -> None:
        """Below each other where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def _came(self, found: list[Line]) -> None:
        self._lines = found
        self.search(self.text)

    def narrow(self) -> int | None:
        """Narrow to rights that say the words, or open an act that does."""
        if not self._lines:
            return None
        words = search_key(self.text).split()
        hits = [
            one
            for one in self._lines
            if all(word in search_key(" ".join([one.title, *one.acts])) for word in words)
        ]
        self.model.set_rows(hits)
        if hits:
            self.table.selectRow(0)
        return len(hits)

    def _say(self, line: Line | None) -> None:
        acts = line.acts if line is not None else ()
        said = "; ".join(acts[:MOST])
        if len(acts) > MOST:
            said = tr(N_("{acts}; and {count} more"), acts=said, count=len(acts) - MOST)
        self._said.setText(tr(N_("This opens: {acts}."), acts=said) if acts else "")


def _cell(line: Line, role: Role) -> Cell:
    may = line.right in RIGHTS[role]
    words = tr(N_("yes")) if may else tr(N_("no"))
    return Cell(
        words,
        icon="check" if may else "minus",
        tone="accenttext" if may else "",
        bold=may,
        aloud=f"{tr(ROLE_TITLES[role])}: {words}",
    )
