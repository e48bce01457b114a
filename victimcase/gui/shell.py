"""The shell around the pages: navigation, title line, find anything, notices, what was saved."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from victimcase.domain.errors import NotFound, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.finder import Finder
from victimcase.gui.navigation import Navigation
from victimcase.gui.page import Page
from victimcase.gui.parts import tab_order
from victimcase.gui.parts.boxes import clear, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button, KeyButton
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.notice import Notice, SavedLine
from victimcase.gui.places import PAGES, first_page
from victimcase.gui.words import day_near, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import keeping, today, undo, vaults
from victimcase.services.session import Changed, Done
from victimcase.services.undo import Undone

NARROW_BELOW = 1200
"""Pixels of width below which the navigation shows icons alone."""


class Shell(QWidget):
    """What a signed-in person sees around every page."""

    lock = Signal()
    hide_all = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("shell")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._way: list[Place] = []
        office = desk.session.look(vaults.settings).get("name") or desk.me.office_code
        self.navigation = Navigation(desk.me, str(office))
        self.navigation.chosen.connect(lambda name: desk.go(Place(name)))
        self.navigation.lock.connect(self.lock)
        self.navigation.settings.connect(lambda: desk.go(Place("settings")))
        self._lines = QStackedWidget()
        self._find = KeyButton(
            tr(N_("Find anything")),
            name="shell.find",
            icon="magnifying-glass",
            key="Ctrl+K",
            wide=248,
            pale=True,
        )
        self._find.clicked.connect(self.open_finder)
        self._hide = Button(tr(N_("Hide")), name="shell.hide", icon="eye-closed", hint="F12")
        self._hide.clicked.connect(self.hide_all)
        self._bar_box = row(self._lines, self._find, self._hide, space=8, margins=(24, 0, 24, 0))
        self._bar_box.setStretch(0, 1)
        self._bar = holder(self._bar_box)
        self._notices = column(space=8, margins=(24, 0, 24, 8))
        self._notice_box = holder(self._notices)
        self._notice_box.hide()
        self._stack = QStackedWidget()
        main = column(self._bar, self._notice_box, space=0)
        main.addWidget(self._stack, 1)
        outer = row(self.navigation, space=0)
        outer.addLayout(main, 1)
        self.setLayout(outer)
        self.saved_line = SavedLine(self)
        self.saved_line.undo.connect(self.undo)
        self._finder = Finder(desk, self)
        self._connect()
        self._narrow = False
        self._set_narrow(False)

    def _connect(self) -> None:
        desk = self.desk
        desk.went.connect(self.go)
        desk.wrote.connect(self._wrote)
        desk.saved.connect(self._saved)
        desk.trouble.connect(self.tell)
        for keys, act in (
            ("Ctrl+K", self.open_finder),
            ("Ctrl+L", self.lock.emit),
            ("F12", self.hide_all.emit),
            ("Ctrl+Z", self.undo),
            ("Alt+Left", self.back),
            ("F1", lambda: desk.go(Place("help", record=self.place.page))),
            ("Ctrl+N", self._new),
        ):
            QShortcut(QKeySequence(keys), self, act)
        for number, name in enumerate(list(self.navigation.items)[:9], 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._open, name))

    def begin(self) -> None:
        """Open the first page and ask for the numbers at the side."""
        self.go(Place(first_page(self.desk.me.rights)))
        self.count()

    @property
    def place(self) -> Place:
        """Where somebody is."""
        return self._way[-1]

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.pages[self.place.page]

    def go(self, place: Place) -> None:
        """Open a place, if this person may."""
        entry = PAGES[place.page]
        if not entry.open_to(self.desk.me.rights):
            return
        if self._way and not self.page.may_leave():
            return
        if place.page not in self.pages:
            self._add(place.page, entry.build(self.desk))
        page = self.pages[place.page]
        self._way = [*self._way[-40:], place]
        self._stack.setCurrentWidget(self._areas[place.page])
        self._lines.setCurrentWidget(page.title_line)
        self.navigation.choose(place.page)
        self.setAccessibleName(tr(entry.title))
        page.arrive(place)
        first = page.first_focus()
        (first or page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, page: Page) -> None:
        self.pages[name] = page
        page.narrow(self._narrow)
        self._lines.addWidget(page.title_line)  # first, as the keyboard comes to it first
        self._areas[name] = scrolling(page)  # where letters are large, a page may be longer than the window
        self._stack.addWidget(self._areas[name])

    def back(self) -> None:
        """Go where one came from."""
        if len(self._way) > 1:
            self._way.pop()
            self.go(self._way.pop())

    def _open(self, name: str) -> None:
        self.desk.go(Place(name))

    def _new(self) -> None:
        if self.desk.may(Right.CREATE_CASE):
            self.desk.go(Place("new_case"))

    def open_finder(self) -> None:
        """Open the line that finds anything."""
        self._finder.open_over(self)

    def count(self) -> None:
        """Ask how many things wait where, and when the last backup was made."""
        if self.desk.may(Right.SEE_CASES):
            self.desk.look(today.counts).then(self, self.navigation.set_numbers, key="counts")
        self.desk.look(keeping.last_backup).then(self, self._say_backup, key="backup")

    def _say_backup(self, found: keeping.LastBackup) -> None:
        when = day_near(datetime.fromisoformat(found.at), self.desk.now) if found.at else tr(N_("none yet"))
        self.navigation.say_backup(when, late=found.due)

    def _wrote(self, changed: Changed) -> None:
        for page in self.pages.values():
            page.wrote(changed)
        self.count()

    def _saved(self, saved: Saved) -> None:
        self.saved_line.say(saved.what, undoable=saved.undoable and self.desk.may(Right.UNDO))
        self._place_saved()

    def undo(self) -> None:
        """Take back the last thing this person saved, and say what it was."""
        if not self.desk.may(Right.UNDO):
            return
        self.desk.do(undo.last).then(self, self._undone)

    def _undone(self, done: Done[Undone]) -> None:
        """Say what was taken back: the deed, and the kind of record where it was one."""
        kinds = done.changed.kinds - {"task"} or done.changed.kinds
        what = tr(done.value.title)
        if len(kinds) == 1:
            what = tr(N_("{deed} ({kind})"), deed=what, kind=tr(RECORDS[next(iter(kinds))].title))
        self._saved(Saved(tr(N_("Taken back: {what}"), what=what), undoable=False))

    def tell(self, problem: UserError) -> None:
        """Say what went wrong, what it means for the data, and what to do next."""
        for index in range(self._notices.count()):
            item = self._notices.itemAt(index)
            if item is not None and (old := item.widget()) is not None:
                let_go(old)
        tone = "warn" if isinstance(problem, NotFound) else "danger"
        notice = Notice(what(problem), next_step(problem), tone=tone, name="shell.notice", closable=True)
        notice.destroyed.connect(self._notice_gone)
        self._notices.addWidget(notice)
        self._notice_box.show()
        notice.setFocus()

    def _notice_gone(self) -> None:
        if self._notices.count() == 0:
            self._notice_box.hide()

    def add_notice(self, notice: Notice) -> None:
        """Say something above the page until somebody closes it."""
        notice.destroyed.connect(self._notice_gone)
        self._notices.addWidget(notice)
        self._notice_box.show()

    def clear_notices(self) -> None:
        """Nothing more to say."""
        clear(self._notices)
        self._notice_box.hide()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes as one reads, however late a page built its parts."""
        return tab_order.step(self, forwards=forwards) or super().focusNextPrevChild(forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width of the window."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow is not self._narrow:
            self._set_narrow(narrow)
        self._place_saved()
        self._finder.place_over(self)

    def _set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.navigation.set_narrow(narrow)
        side = 16 if narrow else 24
        self._bar_box.setContentsMargins(side, 0, side, 0)
        self._notices.setContentsMargins(side, 0, side, 8)
        self._bar.setFixedHeight(theme.px(48 if narrow else 56))
        self._hide.setText("" if narrow else "  " + tr(N_("Hide")))
        for page in self.pages.values():
            page.narrow(narrow)

    def _place_saved(self) -> None:
        line = self.saved_line
        line.adjustSize()
        left = self.navigation.width() + (self.width() - self.navigation.width() - line.width()) // 2
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left -= self.navigation.width()
        line.move(QPoint(left, self.height() - line.height() - theme.px(72)))  # above what a card ends with
