"""The keys: what can be done without the mouse, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from victimcase.domain.folding import search_key
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.boxes import Card
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr


@dataclass(frozen=True)
class Key:
    """Keys, what they do, and where they do it."""

    keys: str
    what: str
    where: str


EVERYWHERE = N_("Everywhere")
FORMS = N_("In forms")
LISTS = N_("In lists")
GROUP = N_("When many are registered")

KEYS: Final = (
    Key("Ctrl+K", N_("Find anything: a case, a contact, a page"), EVERYWHERE),
    Key("Ctrl+L", N_("Lock"), EVERYWHERE),
    Key("F12", N_("Hide behind a picture and lock"), EVERYWHERE),
    Key("F1", N_("Help on the page you are on"), EVERYWHERE),
    Key("Ctrl+N", N_("New case"), EVERYWHERE),
    Key("Ctrl+Z", N_("Take back what you saved last"), EVERYWHERE),
    Key("Alt+Left", N_("Go back"), EVERYWHERE),
    Key("Ctrl+1 … Ctrl+9", N_("Open the pages at the side, from the top"), EVERYWHERE),
    Key("Tab, Shift+Tab", N_("To the next thing, to the one before"), EVERYWHERE),
    Key("Space, Enter", N_("Press the button you are on"), EVERYWHERE),
    Key("Escape", N_("Close what opened last, leave a form"), EVERYWHERE),
    Key("Ctrl+S", N_("Save"), FORMS),
    Key("Alt+Down", N_("Open the calendar"), FORMS),
    Key("Up, Down", N_("A day later, a day earlier"), FORMS),
    Key("Backspace, Delete", N_("Take the last chosen thing away again"), FORMS),
    Key("Ctrl+V", N_("Paste a picture or a file"), FORMS),
    Key("Enter", N_("Open the line"), LISTS),
    Key("Space", N_("Show a person shortly"), LISTS),
    Key("Ctrl+F", N_("Search"), LISTS),
    Key("Home, End", N_("To the first line, to the last"), LISTS),
    Key("Ctrl+D", N_("As in the line above"), GROUP),
    Key("Ctrl+G", N_("Same family as the line above"), GROUP),
)


class Keys(HelpSheet):
    """The list of keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns: list[Column[Key]] = [
            Column("keys", tr(N_("Keys")), 220, lambda one: Cell(one.keys, bold=True), sortable=False),
            Column("what", tr(N_("What they do")), 0, lambda one: Cell(tr(one.what)), sortable=False),
            Column("where", tr(N_("Where")), 260, lambda one: Cell(tr(one.where)), sortable=False),
        ]
        self.model: PagedModel[Key] = PagedModel(columns)
        self.table = Table(self.model, name="help.keys.table", aloud=tr(N_("Keys")))
        self.table.setMinimumHeight(theme.px(240))
        card = Card(name="help.keys.card")
        card.setAccessibleName(tr(N_("Keys")))
        card.body.addWidget(self.table, 1)
        self.inside.addWidget(card, 1)

    def narrow(self) -> int | None:
        """Narrow the list."""
        words = search_key(self.text).split()
        hits = [
            one
            for one in KEYS
            if all(word in search_key(f"{one.keys} {tr(one.what)} {tr(one.where)}") for word in words)
        ]
        self.model.set_rows(hits)
        return len(hits)
