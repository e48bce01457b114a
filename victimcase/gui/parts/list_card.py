"""A card around a list: tabs, a line to narrow it, the table or why it is empty, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.parts.boxes import Card, Flow, Item, frame, holder, row
from victimcase.gui.parts.chips import Tabs
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Column, PagedModel
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr


class ListCard(Card):
    """A list with everything around it. The page fills it with `show_rows`, or says why it cannot."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        aloud: str,
        icon: str,
        search: str = "",
        hints: str = "",
        tabs: bool = True,
        two_lines: bool = False,
    ) -> None:
        super().__init__(name=f"{name}.card")
        self.setAccessibleName(aloud)
        self.model: PagedModel[Any] = PagedModel(columns)
        self.table = Table(self.model, name=f"{name}.table", aloud=aloud, two_lines=two_lines)
        self.empty = Empty(icon, "", name=f"{name}.empty")
        self._icon = icon
        self.tabs = Tabs(name=f"{name}.tab", aloud=aloud)
        self._tabs_end = row(self.tabs, space=4, margins=(0, 4, 8, 0))
        self._tabs_end.setStretch(0, 1)
        if tabs:
            self.body.addLayout(self._tabs_end)
            self.body.addWidget(frame("line"))
        self.search = SearchLine(search, name=f"{name}.search")
        self.search.setMinimumWidth(theme.px(200))
        self.search.setVisible(bool(search))
        self.search.installEventFilter(self)
        self.chips = Flow(8)
        chips = holder(self.chips)
        policy = chips.sizePolicy()
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        self.line = row(self.search, chips, space=12, margins=(16, 8, 16, 8))
        self.line.setStretch(0, 3)
        self.line.setStretch(1, 7)
        self._line = holder(self.line)
        self.body.addWidget(self._line)
        self._edge = frame("line")
        self.body.addWidget(self._edge)
        self.stack = QStackedWidget()
        self.loading = Loading(8)
        for one in (self.loading, self.table, self.empty):
            self.stack.addWidget(one)
        self.body.addWidget(self.stack, 1)
        self.counted = Label("", "small")
        keys = Elided(hints, "small")
        keys.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        foot = self.set_foot(self.counted, 16, keys)
        foot.setMinimumHeight(32)
        inner = foot.layout()
        assert isinstance(inner, QBoxLayout)
        inner.setContentsMargins(16, 4, 16, 4)
        inner.setStretch(2, 1)

    def add_beside_tabs(self, *items: Item) -> None:
        """Put something at the end of the tabs."""
        for one in items:
            if isinstance(one, QWidget):
                self._tabs_end.addWidget(one)

    def show_rows(self, rows: Sequence[Any], same: Callable[[Any], object]) -> None:
        """Show rows; the cursor stays on the one it was on, told by `same`."""
        now = self.table.current()
        scroll = self.table.verticalScrollBar().value()
        self.model.set_rows(rows)
        if now is None or not self.table.choose(lambda one: same(one) == same(now)):
            if rows:
                self.table.selectRow(0)
        else:
            self.table.verticalScrollBar().setValue(scroll)
        if rows:
            self.stack.setCurrentWidget(self.table)

    def show_empty(self, text: str, why: str = "", icon: str = "") -> Empty:
        """Say why there is nothing; ways out can be added to what comes back."""
        self.model.set_rows([])
        self.empty.say(text, why, icon or self._icon)
        self.stack.setCurrentWidget(self.empty)
        return self.empty

    def show_problem(self, problem: UserError, again: Callable[[], object]) -> None:
        """Say what went wrong, and offer to try again."""
        empty = self.show_empty(what(problem), next_step(problem), "warning-circle")
        empty.add_way(tr(N_("Read again")), again, name=f"{self.objectName()}.again")

    def first_focus(self) -> QWidget:
        """The list where there is one, else the search."""
        return self.table if self.stack.currentWidget() is self.table else self.search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the list, Escape empties the search."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.search:
            if event.key() == Qt.Key.Key_Down and self.stack.currentWidget() is self.table:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)
