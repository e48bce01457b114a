"""Below the head of a case: one tab at a time, made when it is first asked for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.consents import Consents
from victimcase.gui.pages.case.documents import Documents
from victimcase.gui.pages.case.files import show_file
from victimcase.gui.pages.case.gate import GatePanel
from victimcase.gui.pages.case.history import History
from victimcase.gui.pages.case.referrals import Referrals
from victimcase.gui.pages.case.sheets import SheetList
from victimcase.gui.pages.case.tasks import Tasks
from victimcase.gui.pages.case.timeline import Timeline
from victimcase.gui.parts.boxes import column, holder, scrolling
from victimcase.gui.parts.going import let_go
from victimcase.services import case_sheets, timelines
from victimcase.services.case_view import Overview

SIDE_BY_SIDE_FROM = 760
"""Pixels of width from which gate and timeline stand beside each other."""

_SCROLLED: Final = (kinds.DOCUMENTS, kinds.REFERRALS, kinds.CONSENT)
"""Tabs besides those of records that are as long as they need."""


class CaseBody(QWidget):
    """The tabs of a case. What is out of date is read again when it is shown."""

    adding = Signal(str, str)
    editing = Signal(str, str, str)
    """Kind, record and field somebody wants to change; the field may be empty."""
    deleting = Signal(object)
    entry_opened = Signal(object)
    recalling = Signal(str, str)
    """A withdrawn consent, and the name of the one something is called back from; empty for all of them."""
    printing = Signal(str)
    """Output of a paper somebody wants to make."""
    making = Signal(object)
    """A Declared of which somebody wants to make the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number = ""
        self._tab = ""
        self._found: Overview | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill_first)
        self._fresh: set[str] = set()
        self.gate = GatePanel(desk)
        self.timeline = Timeline(desk)
        self.timeline.opened.connect(self.entry_opened)
        self.timeline.changes_wanted.connect(self._read_changes)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(16)
        self._beside.addWidget(self.gate, 46)
        self._beside.addWidget(self.timeline, 63)
        self._first = holder(self._beside)
        self._parts: dict[str, QWidget] = {kinds.TIMELINE: self._first}
        self._tabs: dict[str, QWidget] = {}
        self._box = column(self._first, space=0)
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def begin(self, number: str) -> None:
        """Another case: nothing of the one before may stay."""
        self._number, self._tab = number, ""
        self._fresh.clear()
        self._found = None
        self.timeline.begin()
        for tab, part in list(self._tabs.items()):
            if isinstance(part, Documents | Tasks | History):
                part.begin()
            else:  # quicker than emptying it, and nothing of the case before can stay
                self._parts[tab].hide()
                let_go(self._parts.pop(tab))
                del self._tabs[tab]

    def outdated(self) -> None:
        """Something was written: what is not shown now is read again when it is."""
        self._fresh.clear()

    def show_overview(self, found: Overview) -> None:
        """Show the gate and the timeline, and read the tab that is shown again."""
        self._found = found
        if self._tab and self._tab != kinds.TIMELINE:
            self._read(self._tab)
        elif self._tab:
            self._later.start()

    def seek_papers(self) -> None:
        """Bring every paper of the case into sight, on the tab of documents, which is shown."""
        made = self._tabs.get(kinds.DOCUMENTS)
        if isinstance(made, Documents):
            made.papers.seek()

    def _fill_first(self) -> None:
        """Fill the gate, and at the next turn the timeline: no key waits for both."""
        found, self._found = self._found, None
        if found is not None:
            self.gate.show_gate(found.gate, found.header)
            QTimer.singleShot(0, self, lambda: self._fill_timeline(found))

    def _fill_timeline(self, found: Overview) -> None:
        if found.header.number == self._number:
            self.timeline.show_entries(found.timeline)

    def show_tab(self, tab: str) -> None:
        """Show a tab."""
        self._tab = tab
        if tab not in self._parts:
            self._make(tab)
        for code, part in self._parts.items():
            part.setVisible(code == tab)
        self._arrange()
        if tab != kinds.TIMELINE:
            self._read(tab)
        elif self._found is not None:
            self._later.start()

    def _make(self, tab: str) -> None:
        made: QWidget
        if tab in kinds.SHEETS:
            made = self._sheets(tab)
        elif tab == kinds.DOCUMENTS:
            made = Documents(self._desk)
            made.editing.connect(self._edit)
            made.deleting.connect(self.deleting)
            made.printing.connect(self.printing)
        elif tab == kinds.REFERRALS:
            made = Referrals(self._desk)
            self._connect_sheets(made.sheets)
            made.ledger.recall.connect(self.recalling)
        elif tab == kinds.CONSENT:
            made = Consents(self._desk)
            made.recalling.connect(lambda consent: self.recalling.emit(consent, ""))
            made.printing.connect(self.printing)
            made.making.connect(self.making)
            made.editing.connect(self.editing)
            made.adding.connect(self.adding)
        elif tab == kinds.TASKS:
            made = Tasks(self._desk)
            made.editing.connect(self._edit)
            made.adding.connect(self.adding)
        else:
            made = History(self._desk)
            made.editing.connect(self._edit)
        self._tabs[tab] = made
        part = scrolling(made) if tab in (*kinds.SHEETS, *_SCROLLED) else made
        self._parts[tab] = part
        self._box.addWidget(part, 1)

    def _sheets(self, tab: str) -> SheetList:
        made = SheetList(self._desk, tab)
        self._connect_sheets(made)
        return made

    def _connect_sheets(self, made: SheetList) -> None:
        made.adding.connect(self.adding)
        made.editing.connect(self._edit)
        made.deleting.connect(self.deleting)
        made.filing.connect(self._file)

    def _read(self, tab: str) -> None:
        if tab in self._fresh:
            return
        self._fresh.add(tab)
        part = self._tabs[tab]
        if isinstance(part, SheetList):
            wanted = {cls.kind for cls in kinds.kinds_of(tab)}
            self._desk.look(case_sheets.of_kinds, self._number, wanted).then(
                part, part.show_sheets, failed=part.show_problem, key="sheets"
            )
        elif isinstance(part, Documents | Referrals | Consents | Tasks | History):
            part.read(self._number)

    def _read_changes(self) -> None:
        self._desk.look(timelines.of_case, self._number, changes=True).then(
            self.timeline, self.timeline.show_changes, key="changes"
        )

    def _edit(self, kind: str, record: str) -> None:
        self.editing.emit(kind, record, "")

    def _file(self, sheet: case_sheets.Sheet, field: str) -> None:
        show_file(self, self._desk, self._number, sheet.record, kind=sheet.kind, field=field)

    def choose_files(self) -> None:
        """Let somebody choose files to keep with the case."""
        part = self._tabs.get(kinds.DOCUMENTS)
        if isinstance(part, Documents):
            part.choose()

    def hasHeightForWidth(self) -> bool:
        """It takes the room there is."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gate and timeline stand below each other where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(SIDE_BY_SIDE_FROM)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """No more than it must have: tabs scroll, and the page must not become as long as what they hold."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Enough to read some lines, and to see what stands below a list."""
        stacked = self._tab == kinds.TIMELINE and self.width() < theme.px(SIDE_BY_SIDE_FROM)
        least = super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), theme.px(560 if stacked else 260)))

    def narrow(self, narrow: bool) -> None:
        """The timeline makes room."""
        self.timeline.narrow(narrow)

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self.gate.first_button() if self._first.isVisible() else None
