"""The page of help: one search line over all of its tabs, which count what they have found."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.boxes import column, frame
from victimcase.gui.parts.chips import Tabs
from victimcase.gui.parts.inputs import SearchLine
from victimcase.i18n import N_, tr


@dataclass(frozen=True)
class Tab:
    """One tab: its words, and where its sheet is made."""

    title: str
    module: str
    sheet: str


TABS: Final = {
    "guide": Tab(N_("How to"), "guide", "Guide"),
    "fields": Tab(N_("Words and fields"), "fields", "Fields"),
    "rights": Tab(N_("Who may do what"), "rights", "Rights"),
    "keys": Tab(N_("Keys"), "keys", "Keys"),
    "indicators": Tab(N_("Signs of trafficking"), "indicators", "Indicators"),
    "about": Tab(N_("About"), "about", "About"),
}


class HelpPage(Page):
    """Everything there is to know about the program, without leaving it."""

    NAME = "help"
    KINDS = frozenset({"-"})
    """Nothing anybody writes changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Help")))
        self._others = QTimer(self, singleShot=True, interval=0)
        self._others.timeout.connect(self._build_next)
        self.sheets: dict[str, HelpSheet] = {}
        self.line = SearchLine(tr(N_("What are you looking for?")), name="help.search")
        self.line.searched.connect(self._searched)
        self.tabs = Tabs(name="help.tabs", aloud=tr(N_("Parts of help")))
        self.tabs.set_tabs([(code, tr(tab.title), "") for code, tab in TABS.items()])
        self.tabs.changed.connect(self.show_tab)
        top = column(self.line, margins=(16, 12, 16, 4))
        strip = frame("card", column(top, self.tabs, space=0))
        self.line.setMaximumWidth(theme.px(560))
        self._stack = QStackedWidget()
        self.inside.addWidget(strip)
        self.inside.addWidget(self._stack, 1)

    def first_focus(self) -> QWidget | None:
        """The search line: most people come with a word in mind."""
        return self.line

    def arrive(self, place: Place) -> None:
        """Open a tab, with a search (`text`) or one article (`record`) where the place names one."""
        super().arrive(place)
        wanted = place.tab if place.tab in TABS else ("guide" if place.record else self.tabs.current())
        if place.text:
            self.line.say_quietly(place.text)
        elif place.record:
            self.line.clear_quietly()
        self.show_tab(wanted)
        if place.text or place.record:
            self._searched(self.line.text())
        if place.record:
            self.sheets[wanted].choose(place.record)

    def show_tab(self, code: str) -> None:
        """Show a tab; at the first visit it is built."""
        self.tabs.choose(code)
        self._stack.setCurrentWidget(self._sheet(code))

    def _sheet(self, code: str) -> HelpSheet:
        if code not in self.sheets:
            tab = TABS[code]
            module = import_module(f"victimcase.gui.pages.help.{tab.module}")
            sheet: HelpSheet = getattr(module, tab.sheet)(self.desk)
            self.sheets[code] = sheet
            self._stack.addWidget(sheet)
            sheet.counted.connect(self._count)
            sheet.search(self.line.text())
        return self.sheets[code]

    def _searched(self, text: str) -> None:
        for sheet in self.sheets.values():
            sheet.search(text)
        self._count()
        self._others.start()

    def _build_next(self) -> None:
        """Build one more tab, so that it is searched too; one at a turn, so that no key waits."""
        missing = next((code for code in TABS if code not in self.sheets), None)
        if missing is not None:
            self._sheet(missing)
            self._others.start()

    def _count(self) -> None:
        """Show how much each tab has found, once somebody looks for something."""
        for code, sheet in self.sheets.items():
            shown = self.line.text().strip() and sheet.hits is not None
            self.tabs.set_number(code, str(sheet.hits) if shown else "")
