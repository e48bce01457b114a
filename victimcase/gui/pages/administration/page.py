"""The page of administration: its tabs, as many as the person's rights open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.boxes import column, frame
from victimcase.gui.parts.chips import Tabs
from victimcase.i18n import N_, tr
from victimcase.services.session import Changed


@dataclass(frozen=True)
class Tab:
    """One tab: its words, the right that opens it, and the module that is loaded at the first visit."""

    title: str
    needs: Right
    module: str


TABS: Final = {
    "people": Tab(N_("People and roles"), Right.MANAGE_USERS, "people"),
    "office": Tab(N_("Office"), Right.MANAGE_OFFICE, "office"),
    "backup": Tab(N_("Backup"), Right.BACK_UP, "backup"),
    "profiles": Tab(N_("Time limits by country"), Right.MANAGE_OFFICE, "limits"),
    "languages": Tab(N_("Languages"), Right.MANAGE_OFFICE, "languages"),
    "papers": Tab(N_("Papers given out"), Right.SEE_AUDIT, "papers"),
    "journal": Tab(N_("Journal"), Right.SEE_AUDIT, "journal"),
}


class AdministrationPage(Page):
    """Who works here, how the office works, and whether its vault is safe. No case is shown on it."""

    NAME = "administration"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Administration")))
        self.sheets: dict[str, Sheet] = {}
        self._stale_sheets: set[str] = set()
        self.tabs = Tabs(name="administration.tabs", aloud=tr(N_("Parts of administration")))
        self.codes = [code for code, tab in TABS.items() if desk.may(tab.needs)]
        self.tabs.set_tabs([(code, tr(TABS[code].title), "") for code in self.codes])
        self.tabs.changed.connect(self.show_tab)
        strip = frame("card", column(self.tabs, margins=(0, 2, 0, 0)))
        self._stack = QStackedWidget()
        self.inside.addWidget(strip)
        self.inside.addWidget(self._stack, 1)

    def arrive(self, place: Place) -> None:
        """Open a tab: the one that was asked for, or the one that was open."""
        super().arrive(place)
        wanted = place.tab if place.tab in self.codes else self.tabs.current()
        self.show_tab(wanted)
        if place.kind and wanted in self.sheets:
            self.sheets[wanted].begin(place.kind)

    def show_tab(self, code: str) -> None:
        """Show a tab; at the first visit it is built and reads."""
        self.tabs.choose(code)
        if code not in self.sheets:
            module = import_module(f"victimcase.gui.pages.administration.{TABS[code].module}")
            sheet: Sheet = module.SHEET(self.desk)
            self.sheets[code] = sheet
            self._stack.addWidget(sheet)
            if sheet.step is not None:
                self.title_line.tools.addWidget(sheet.step)
            sheet.read()
        elif code in self._stale_sheets:
            self.sheets[code].read()
        self._stale_sheets.discard(code)
        self._stack.setCurrentWidget(self.sheets[code])
        for other, sheet in self.sheets.items():
            if sheet.step is not None:
                sheet.step.setVisible(other == code)

    def wrote(self, changed: Changed) -> None:
        """What is shown reads again where it shows such a thing; the others when they are opened."""
        current = self.tabs.current() if self.isVisible() else ""
        for code, sheet in self.sheets.items():
            if code == current:
                sheet.wrote(changed)
            else:
                self._stale_sheets.add(code)

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed into the form of the office and not saved."""
        return {key: one for sheet in self.sheets.values() for key, one in sheet.drafts().items()}

    def first_focus(self) -> QWidget | None:
        """What the open tab wants."""
        sheet = self.sheets.get(self.tabs.current())
        return sheet.first_focus() if sheet is not None else None
