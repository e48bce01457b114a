"""Find anything: one line over every page for cases, people to call, pages and things to do."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.case_words import step_words
from victimcase.gui.desk import Desk, Place
from victimcase.gui.finder_line import FinderLine, Found
from victimcase.gui.parts.boxes import STRETCH, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.text import Label
from victimcase.gui.places import DEEDS, PAGES
from victimcase.gui.words import day_short
from victimcase.i18n import N_, tr
from victimcase.services import finder
from victimcase.services.directory import Known
from victimcase.services.finder import Named

WIDE = 640
SURE = 4
"""Letters with which a word of a thing to do has to begin for it to stand before a new case."""
MOST = 6
"""Findings of a sort at most."""


class Finder(QFrame):
    """The sheet over the page. Typing searches, arrows choose, Enter goes, Escape closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("finder")
        self.setAccessibleName(tr(N_("Find anything")))
        self.setProperty("part", "box")
        self.line = SearchLine(tr(N_("Case, person to call, page or action")), name="finder.search")
        self.line.textChanged.connect(self._typed)
        self.line.searched.connect(self._search)
        self.line.installEventFilter(self)
        self._list = column(space=2, margins=(8, 4, 8, 8))
        self._area = scrolling(holder(self._list))
        foot = frame(
            "foot",
            row(
                Label(tr(N_("↑ ↓ choose · Enter open · Esc close")), "small"),
                STRETCH,
                Label(tr(N_("Only what your role may see is searched.")), "small"),
                margins=(16, 6, 16, 6),
            ),
        )
        outer = column(row(self.line, margins=(8, 8, 8, 4)), space=0, margins=(1, 1, 1, 1))
        outer.addWidget(self._area, 1)
        outer.addWidget(foot)
        self.setLayout(outer)
        self._lines: list[FinderLine] = []
        self._at = 0
        self._from_vault: list[tuple[str, list[Found]]] = []
        self._answered = ""
        """The words the vault has answered."""
        self._going = False
        """Enter was pressed before the vault had answered: what it finds first is opened then."""
        self.hide()

    def open_over(self, window: QWidget) -> None:
        """Open over a window, empty."""
        self.line.clear_quietly()
        self._from_vault, self._answered, self._going = [], "", False
        self._show()
        self.show()
        self.place_over(window)
        self.raise_()
        self.line.setFocus()

    def place_over(self, window: QWidget) -> None:
        """Stand in the middle near the top."""
        if not self.isVisible():
            return
        wide = min(theme.px(WIDE), window.width() - 32)
        self.setFixedSize(wide, min(theme.px(446), window.height() - 64))
        self.move(QPoint((window.width() - wide) // 2 + 50, 48))

    def _typed(self, text: str) -> None:
        self._going = False
        if not text.strip():
            self._from_vault = []
        self._show()

    def _search(self, text: str) -> None:
        if text.strip():
            came = partial(self._came, text.strip())
            self.desk.look(finder.find, text, most=MOST).then(self, came, key="find")

    def _came(self, text: str, found: finder.Found) -> None:
        self._answered = text
        if not self.line.text().strip():
            return
        groups = [
            (tr(N_("Cases")), [_case(one) for one in found.cases]),
            (tr(N_("People to call")), [self._known(one) for one in found.contacts]),
            (tr(N_("Organisations")), [self._known(one) for one in found.organisations]),
        ]
        self._from_vault = [(title, lines) for title, lines in groups if lines]
        self._show()
        if self._going and self.isVisible() and self._lines:
            self._go(self._lines[0].found.place)

    def _known(self, one: Known) -> Found:
        """Somebody of the directory; their number is one press further, where its limits are seen first."""
        where = one.organisation_name or one.city or self.desk.reference.country(one.country)
        if one.kind == "contact_person":
            second = ", ".join(part for part in (one.position, where) if part)
        else:
            second = where
        checked = tr(N_("never checked"))
        if one.checked_on:
            day = day_short(date.fromisoformat(one.checked_on), self.desk.today)
            checked = tr(N_("checked {day}"), day=day)
        icon = "address-book" if one.kind == "contact_person" else "buildings"
        return Found(icon, one.name, second, checked, Place("directory", kind=one.kind, record=one.id))

    def _own(self, typed: str) -> list[tuple[str, list[Found]]]:
        """Pages and things to do that fit what was typed."""
        key = typed.casefold().strip()
        pages: list[Found] = []
        deeds: list[Found] = []
        for entry in PAGES.values():
            if not entry.open_to(self.desk.me.rights) or entry.name in ("case", "screening"):
                continue
            title = tr(entry.title)
            if key and key not in title.casefold():
                continue
            found = Found(entry.icon, title, "", "", Place(entry.name))
            (pages if entry.group else deeds).append(found)
        for deed in DEEDS:
            if deed.needs <= self.desk.me.rights and key in tr(deed.title).casefold():
                deeds.append(Found(deed.icon, tr(deed.title), "", "", deed.place))
        if key and self.desk.may(Right.CREATE_CASE):
            words = tr(N_("New case for “{typed}”"), typed=typed.strip())
            new = Found("plus", words, "", "Ctrl+N", Place("new_case", text=typed.strip()))
            meant = [one for one in deeds if len(key) >= SURE and f" {key}" in f" {one.text.casefold()}"]
            deeds = [*meant, new, *(one for one in deeds if one not in meant)]
        return [(tr(N_("Do")), deeds), (tr(N_("Pages")), pages)]

    def _show(self) -> None:
        typed = self.line.text()
        clear(self._list)
        self._lines = []
        for title, found in [*self._from_vault, *self._own(typed)]:
            if not found:
                continue
            self._list.addWidget(Label(title, "smallstrong"))
            for one in found:
                line = FinderLine(one, typed.strip())
                line.clicked.connect(lambda _checked=False, place=one.place: self._go(place))
                self._list.addWidget(line)
                self._lines.append(line)
        if not self._lines:
            self._list.addWidget(Label(tr(N_("Nothing you may see has these words.")), "second", wrap=True))
        self._list.addStretch(1)
        self._choose(0)

    def _choose(self, at: int) -> None:
        self._at = max(0, min(at, len(self._lines) - 1))
        for index, line in enumerate(self._lines):
            line.chosen = index == self._at
            line.update()
        if self._lines:
            self._area.ensureWidgetVisible(self._lines[self._at])
            self.line.setAccessibleDescription(self._lines[self._at].accessibleName())

    def _enter(self) -> None:
        """Open what is chosen; the first of the list only once the vault has answered these very words, as
        another case, or none, would stand first until then.
        """
        typed = self.line.text().strip()
        if typed and typed != self._answered and self._at == 0:
            self._going = True
            self._search(typed)
        else:
            self._go(self._lines[self._at].found.place)

    def _go(self, place: Place) -> None:
        self._going = False
        self.hide()
        self.desk.go(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Escape belong to the list while somebody types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._choose(self._at + (1 if key == Qt.Key.Key_Down else -1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._lines:
                self._enter()
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
        if event.type() is QEvent.Type.FocusOut and watched is self.line and not self.underMouse():
            self.hide()
        return super().eventFilter(watched, event)


def _case(one: Named) -> Found:
    """A case, with the other name of the person where that was found."""
    line = one.line
    second = tr(N_("also called {name}"), name=one.also) if one.also else line.name_in_script
    note = f"{line.number} · {step_words(line.step)}"
    name = line.name or line.name_in_script or line.number
    return Found("folder", name, second, note, Place("case", number=line.number))
