"""Which case is meant: found by name or number, for what begins outside a case."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import clear, column
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_list
from victimcase.services.case_list import Filters, Line

FOUND = 8
"""Cases offered for what was typed."""


class WhichCase(Dialog):
    """A line to search with, and the cases that fit. Enter takes the one the cursor is on."""

    picked = Signal(str)
    """The number of a case."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, more: str = "") -> None:
        super().__init__(parent, title, more, name="which_case")
        self._desk = desk
        self.search = SearchLine(tr(N_("Name or case number")), name="which_case.search")
        self.search.searched.connect(self._look)
        self.search.returnPressed.connect(self._take)
        self.cases = QListWidget()
        self.cases.setObjectName("which_case.cases")
        self.cases.setAccessibleName(tr(N_("Cases found")))
        self.cases.setFixedHeight(theme.px(200))
        self.cases.itemActivated.connect(lambda _item: self._take())
        self.cases.currentItemChanged.connect(lambda _now, _before: self._follow())
        self._notes = column(space=8)
        self.inside.addWidget(self.search)
        self.inside.addWidget(self.cases)
        self.inside.addLayout(self._notes)
        self.add_button(tr(N_("Not now")), self.reject, name="no")
        self.yes = self.add_button(tr(N_("Go on")), self._take, name="yes", kind="filled")
        self.finished.connect(self.deleteLater)
        self._follow()
        self._look("")
        self.search.setFocus()

    def _look(self, text: str) -> None:
        asked = self._desk.look(case_list.page, Filters(text=text), limit=FOUND)
        asked.then(self, self._came, failed=self._failed, key="cases")

    def _came(self, found: list[Line]) -> None:
        self.cases.clear()
        for line in found:
            item = QListWidgetItem(f"{line.name or line.name_in_script}  {line.number}")
            item.setData(Qt.ItemDataRole.UserRole, line.number)
            self.cases.addItem(item)
        if found:
            self.cases.setCurrentRow(0)
        self._follow()

    def _failed(self, problem: UserError) -> None:
        clear(self._notes)
        self._notes.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="which_case.problem")
        )

    def _follow(self) -> None:
        self.yes.not_yet("" if self.cases.currentItem() is not None else tr(N_("Choose a case.")))

    def _take(self) -> None:
        item = self.cases.currentItem()
        if item is not None:
            self.accept()
            self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
