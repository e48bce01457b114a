"""What each role may see and write, as one card: read from the rights themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt

from victimcase.domain.rights import READABLE, RIGHTS, ROLE_TITLES, WRITABLE, Right, Role
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category
from victimcase.gui import theme
from victimcase.gui.parts.boxes import Card, column, frame, row
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr

SHORT = {
    Role.CASEWORKER: N_("Caseworker"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.CONSULAR_OFFICER: N_("Consular"),
    Role.ADMINISTRATOR: N_("Admin"),
}
"""Words of the roles for narrow columns, in their order there."""

WIDTHS = {
    Role.CASEWORKER: 98,
    Role.SUPERVISOR: 98,
    Role.CONSULAR_OFFICER: 88,
    Role.ADMINISTRATOR: 78,
}

USERS_AND_BACKUP = N_("Users, backup")


@dataclass(frozen=True)
class Line:
    """One kind of data, or none for what is no data of a case."""

    category: Category | None


def _cell(line: Line, role: Role) -> Cell:
    who = tr(ROLE_TITLES[role])
    if line.category is None:
        word, tone = ("write", "accenttext") if Right.MANAGE_USERS in RIGHTS[role] else ("none", "")
    elif line.category in WRITABLE[role]:
        word, tone = "write", "private" if line.category in SEALED else "accenttext"
    elif line.category in READABLE[role]:
        word, tone = "read", ""
    else:
        word, tone = "none", ""
    words = {"write": tr(N_("write")), "read": tr(N_("read")), "none": tr(N_("none"))}[word]
    icon = {"write": "pencil-simple", "read": "eye", "none": "minus"}[word]
    if tone == "private":
        icon = "lock-key"
    return Cell(words, icon=icon, tone=tone, bold=word == "write", aloud=f"{who}: {words}")


def _kind(line: Line) -> Cell:
    title = tr(CATEGORY_TITLES[line.category]) if line.category else tr(USERS_AND_BACKUP)
    return Cell(title, bold=True)


def roles_card(name: str) -> Card:
    """The card: a line each kind of data, a column each role; `name` begins the names of its parts."""
    columns: list[Column[Line]] = [Column("kind", tr(N_("Kind of data")), 0, _kind, sortable=False)]
    for role, words in SHORT.items():
        columns.append(Column(str(role), tr(words), WIDTHS[role], partial(_cell, role=role), sortable=False))
    model: PagedModel[Line] = PagedModel(columns)
    table = Table(model, name=f"{name}.table", aloud=tr(N_("What each role may see")))
    table.setMinimumHeight(theme.px(240))
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    model.set_rows([*(Line(one) for one in Category), Line(None)])
    card = Card(name=f"{name}.card")
    card.setAccessibleName(tr(N_("What each role may see")))
    said = tr(
        N_(
            "Caseworkers: own cases and those of the team. Consular officers: only people who agreed that"
            " their mission is told. A consent can only narrow this, never widen it."
        )
    )
    head = frame(
        "head",
        column(
            Label(tr(N_("What each role may see")), "section"),
            Label(said, "small", wrap=True),
            space=2,
            margins=(16, 12, 16, 12),
        ),
    )
    card.body.addWidget(head)
    card.body.addWidget(table, 1)
    sealed = Label(tr(N_("Kept under a key of its own, which only these roles hold.")), "small", wrap=True)
    foot = row(Symbol("lock-key", "private"), sealed, space=8)
    foot.setStretch(1, 1)
    card.set_foot(foot)
    return card
