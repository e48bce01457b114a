"""The list of cases: search as you type, filters, views, a short look, a hundred thousand rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.cases.columns import Cells
from victimcase.gui.pages.cases.filters import FilterBar
from victimcase.gui.pages.cases.glance import Glance
from victimcase.gui.pages.cases.views import Shown
from victimcase.gui.pages.cases.views_bar import ViewsBar
from victimcase.gui.parts.boxes import Card, frame, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import PAGE as ROWS
from victimcase.gui.tables import PagedModel
from victimcase.gui.words import counted, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_list
from victimcase.services.case_list import Column, Facets, Filters, Line, Order

NAMED = 3
"""Filters an empty list names."""


class CasesPage(Page):
    """The list of cases."""

    NAME = "cases"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Cases")))
        if desk.may(Right.CREATE_CASE):
            self._add_tools()
        self.filters, self.order = Filters(open=True), Order()
        self._total = self._count = 0
        self._keep: str | None = None
        self._cells = Cells(desk.reference, desk.today)
        self.model: PagedModel[Line] = PagedModel(
            self._cells.columns(risk_sortable=Category.ACCOUNT in desk.me.readable), self._fetch
        )
        self.table = Table(self.model, name="cases.table", aloud=tr(N_("Cases")))
        self.table.opened.connect(self._open)
        self.table.sorted_by.connect(self._sort)
        self.table.chosen.connect(self._look_at)
        self.table.installEventFilter(self)
        self.bar = FilterBar(desk.reference, desk.me)
        self.bar.search.installEventFilter(self)
        self.bar.set_filters(self.filters)
        self.bar.changed.connect(self._narrowed)
        self.views = ViewsBar(desk)
        self.views.chosen.connect(self._view)
        self.views.wanted.connect(lambda: self.views.ask_name(self.filters, self.order))
        self.glance = Glance(desk)
        self.glance.closed.connect(self._close_glance)
        self.glance.hide()
        self._build()
        QShortcut(QKeySequence.StandardKey.Find, self, self._to_search)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self._glance_now)

    def _add_tools(self) -> None:
        group = Button(tr(N_("Register a group")), name="cases.group", icon="users-three")
        group.clicked.connect(lambda: self.desk.go(Place("group_intake")))
        new = Button(tr(N_("New case")), name="cases.new", kind="filled", icon="plus", hint="Ctrl+N")
        new.clicked.connect(lambda: self.desk.go(Place("new_case", text=self.filters.text.strip())))
        self.title_line.tools.addWidget(group)
        self.title_line.tools.addWidget(new)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._loading, self._empty = Loading(10), Empty("folders", "", name="cases.empty")
        for one in (self._loading, self.table, self._empty):
            self._stack.addWidget(one)
        card = Card(name="cases.card")
        card.setAccessibleName(tr(N_("Cases")))
        card.body.addWidget(self.views)
        card.body.addWidget(frame("line"))
        card.body.addWidget(self.bar)
        card.body.addWidget(frame("line"))
        middle = row(space=0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.glance)
        card.body.addLayout(middle, 1)
        self._counted = Label("", "small")
        self._keys = Elided(
            tr(N_("Enter open · Space short view · Ctrl+F search · Ctrl+N new case")), "small"
        )
        self._keys.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        foot = card.set_foot(self._counted, 16, self._keys)
        foot.setMinimumHeight(32)
        inner = foot.layout()
        assert isinstance(inner, QBoxLayout)
        inner.setContentsMargins(16, 4, 16, 4)
        inner.setStretch(2, 1)
        self.inside.addWidget(card, 1)

    def arrive(self, place: Place) -> None:
        """Come to the list, to a view of it, or to what some other page asks for."""
        if place.values or place.text:
            self.filters = Filters.of({**place.values, "text": place.text})
            self.bar.set_filters(self.filters)
            self.views.choose("")
            self._stale = True
        elif place.tab and place.tab != self.views.current():
            self.views.choose(place.tab)
            self._stale = True
            self._view(self.views.shown(place.tab), read=False)
        super().arrive(place)

    def first_focus(self) -> QWidget:
        """The list has the keyboard; a letter typed there goes to the search."""
        return self.table if self._stack.currentWidget() is self.table else self.bar.search

    def read(self) -> None:
        """Ask for the first page, then for how many there are, then for what stands around them."""
        self._cells.today = self.desk.today
        row_now = self.table.current()
        self._keep = row_now.case_id if row_now is not None else None
        self._ask(scroll=self.table.verticalScrollBar().value())
        self.desk.look(case_list.facets).then(self, self._offer, key="facets")
        self.desk.look(case_list.count).then(self, self._say_total, key="total")
        self.views.read()

    def _ask(self, *, scroll: int = 0) -> None:
        filters, order = self.filters, self.order
        self._cells.match = filters.text.strip()
        self.desk.look(case_list.page, filters, order, limit=ROWS).then(
            self, partial(self._came, filters, scroll), failed=self._failed, key="page"
        )

    def _came(self, filters: Filters, scroll: int, rows: list[Line]) -> None:
        """The first rows are here; where more follow, ask how many."""
        if len(rows) < ROWS:
            self._show(rows, len(rows), scroll)
            return
        self.desk.look(case_list.count, filters).then(
            self, lambda count: self._show(rows, max(count, len(rows)), scroll), key="count"
        )
        if self.model.rowCount() == 0 or scroll == 0:
            self._show(rows, len(rows), 0)

    def _show(self, rows: list[Line], count: int, scroll: int) -> None:
        if not rows:
            self._nothing()
        self.model.begin(count, rows)
        self.table.set_order(str(self.order.column), downwards=self.order.descending)
        self.model.order, self.model.downwards = str(self.order.column), self.order.descending
        if self.order.column is Column.OPENED:
            self.table.horizontalHeader().setSortIndicatorShown(False)
        kept = self._keep is not None and self.table.choose(lambda line: line.case_id == self._keep)
        if rows and not kept and not scroll:
            self.table.selectRow(0)
        if scroll:
            self.table.verticalScrollBar().setValue(scroll)
        had = self._stack.currentWidget() is self.table or self.table.hasFocus()
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        if rows and not had and self.isVisible() and self._lost_keyboard():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count = count
        self._say_counted()

    def _lost_keyboard(self) -> bool:
        now = self.window().focusWidget()
        return now is None or not self.isAncestorOf(now) or not now.isVisible()

    def _fetch(
        self, offset: int, limit: int, order: str, downwards: bool, done: Callable[[list[Any]], None]
    ) -> None:
        asked = case_list.page
        self.desk.look(asked, self.filters, self.order, offset=offset, limit=limit).then(self, done)

    def _say_total(self, total: int) -> None:
        self._total = total
        self._say_counted()

    def _say_counted(self) -> None:
        shown, total = f"{self._count:,}", f"{max(self._total, self._count):,}"
        self._counted.setText(
            tr(N_("{count} of {total} cases"), count=shown, total=total)
            if self._total > self._count
            else counted(self._count, N_("1 case"), N_("{count} cases"))
        )

    def _offer(self, found: Facets) -> None:
        self.bar.offer(found)

    def _failed(self, problem: UserError) -> None:
        self.model.begin(0)
        self._empty.say(what(problem), next_step(problem), "warning-circle")
        self._empty.add_way(tr(N_("Read again")), self.read, name="cases.again", kind="plain")
        self._stack.setCurrentWidget(self._empty)

    def _nothing(self) -> None:
        """Say what narrows the list to nothing, and offer to take one thing away."""
        named = self.bar.named()
        if not named or (self._total == 0 and not self.filters.text):
            self._empty.say(
                tr(N_("No case is open yet")),
                tr(N_("Cases appear here once somebody is registered, or a case is shared with you.")),
                "folders",
            )
            if self.desk.may(Right.CREATE_CASE):
                go = partial(self.desk.go, Place("new_case"))
                self._empty.add_way(tr(N_("New case")), go, name="cases.empty.new")
            return
        words = ", ".join(text for _, text in named[:NAMED])
        self._empty.say(
            tr(N_("No case matches")),
            tr(N_("Nobody you may see has all of this: {filters}. Take one filter away."), filters=words),
            "folders",
        )
        for code, text in named[:NAMED]:
            words = tr(N_("Without {filter}"), filter=text)
            self._empty.add_way(words, partial(self.bar.drop, code), name=f"cases.empty.without.{code}")

    def _narrowed(self, filters: Filters) -> None:
        self.filters = filters
        self._keep = None
        self._ask()

    def _view(self, shown: Shown | None, *, read: bool = True) -> None:
        if shown is None:
            return
        self.filters, self.order = shown.filters, shown.order
        self.bar.set_filters(shown.filters)
        self._keep = None
        if read:
            self._ask()

    def _sort(self, code: str, downwards: bool) -> None:
        self.order = Order(Column(code), downwards)
        self._ask()

    def _open(self, line: Line) -> None:
        self.desk.go(Place("case", number=line.number))

    def _look_at(self, line: Line | None) -> None:
        if self.glance.isVisible() and line is not None:
            self._later.start()

    def _glance_now(self) -> None:
        if self.glance.isVisible():
            self.glance.show_line(self.table.current())

    def _toggle_glance(self) -> None:
        if self.glance.isVisible():
            self._close_glance()
            return
        self.glance.show()
        self.glance.show_line(self.table.current())

    def _close_glance(self) -> None:
        self.glance.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space shows a case shortly; letters typed on the list search; Down goes from the search to it."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, text = event.key(), event.text()
        if watched is self.table:
            if key == Qt.Key.Key_Space:
                self._toggle_glance()
                return True
            if key == Qt.Key.Key_Escape and self.glance.isVisible():
                self._close_glance()
                return True
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and text and text.isprintable():
                self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.bar.search.insert(text)
                return True
        elif key == Qt.Key.Key_Down and self._stack.currentWidget() is self.table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        elif key == Qt.Key.Key_Escape and self.bar.search.text():
            self.bar.search.clear()
            return True
        return super().eventFilter(watched, event)


PAGE = CasesPage
