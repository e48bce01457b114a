"""The questions of a screening: one painted row each, answered with one key, told aloud cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from victimcase.domain.reference import Reference
from victimcase.gui import theme
from victimcase.gui.pages.screening import painting
from victimcase.gui.pages.screening.sheet import ANSWERS, Line, Sheet
from victimcase.gui.table_view import Head
from victimcase.i18n import N_, tr

QUESTION, WEIGHT, ANSWER, SOURCE = range(4)
TITLES: Final = (N_("What happened"), N_("Weight"), N_("Answer"), N_("Source"))
KEYS: Final = {
    Qt.Key.Key_Y: "yes",
    Qt.Key.Key_N: "no",
    Qt.Key.Key_U: "unknown",
    Qt.Key.Key_A: "not_asked",
    Qt.Key.Key_Backspace: "not_asked",
    Qt.Key.Key_Delete: "not_asked",
}
STRENGTHS: Final = {"strong": N_("strong"), "medium": N_("medium"), "weak": N_("weak")}

Index = QModelIndex | QPersistentModelIndex


class QuestionModel(QAbstractTableModel):
    """The lines of a sheet; what a screen reader says of a cell is what is seen in it."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference
        self.sheet: Sheet | None = None
        self.lines: list[Line] = []

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self.lines = list(sheet.lines(self._reference))
        self.endResetModel()

    def source(self, line: Line) -> str:
        """Where an answer comes from, in words."""
        code = self.sheet.sources.get(line.code, "") if self.sheet else ""
        return tr(self._reference.label("screening_source", code)) if code else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Question, weight, answer, source."""
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads of groups are passed by."""
        if self.lines[index.row()].head:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def words(self, line: Line, column: int) -> str:
        """What stands in a cell."""
        if column == QUESTION:
            return line.text
        if line.head or self.sheet is None:
            return ""
        if column == WEIGHT:
            return tr(STRENGTHS[line.strength]) if line.strength in STRENGTHS else ""
        if column == SOURCE:
            return self.source(line)
        answer = self.sheet.answer(line)
        return next((tr(text) for code, text in ANSWERS if code == answer), tr(N_("no answer yet")))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; aloud, a question is told with its answer."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if line.head:
                return line.text
            whole = [self.words(line, column) for column in (QUESTION, WEIGHT, ANSWER, SOURCE)]
            return ", ".join(part for part in whole if part)
        if role == Qt.ItemDataRole.ToolTipRole and not line.verified:
            return tr(N_("This wording was not found in a public source."))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(TITLES[section])
        return None


class Questions(QTableView):
    """The table of questions. Y, N, U and A answer, arrows go up and down, S says where it comes from."""

    answered = Signal()
    """An answer or its source changed."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference
        self.questions = QuestionModel(reference)
        self.locked = False
        self.setObjectName("screening.questions")
        self.setAccessibleName(tr(N_("Questions of the screening")))
        self.setAccessibleDescription(
            tr(N_("Y yes, N no, U unknown, A not asked, S where it comes from, arrow down next question"))
        )
        self.setItemDelegate(painting.QuestionPainter(self))
        self.setHorizontalHeader(Head(self))
        self.setModel(self.questions)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.positive: Callable[[str], bool | None] = lambda _group: None

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, from its first open question."""
        self.questions.show_sheet(sheet)
        self.clearSpans()
        for number, line in enumerate(self.questions.lines):
            if line.head:
                self.setSpan(number, 0, 1, 4)
        self._measure()
        first = next((n for n, one in enumerate(self.questions.lines) if self._open(one)), 1)
        self.setCurrentIndex(self.questions.index(first, ANSWER))
        if first <= 3:
            self.scrollToTop()

    def _open(self, line: Line) -> bool:
        sheet = self.questions.sheet
        return not line.head and sheet is not None and sheet.answer(line) in ("not_asked", "")

    def line(self) -> Line | None:
        """The question the cursor is on."""
        row = self.currentIndex().row()
        found = self.questions.lines[row] if 0 <= row < len(self.questions.lines) else None
        return None if found is None or found.head else found

    def answer(self, code: str) -> None:
        """Answer the question the cursor is on."""
        line, sheet = self.line(), self.questions.sheet
        if line is None or sheet is None or self.locked or code not in dict(line.answers):
            return
        sheet.answers[line.code] = code
        if code == "not_asked":
            del sheet.answers[line.code]
            sheet.sources.pop(line.code, None)
        self._say_changed()

    def set_source(self, code: str) -> None:
        """Say where the answer to the question the cursor is on comes from."""
        line, sheet = self.line(), self.questions.sheet
        if line is None or sheet is None or self.locked:
            return
        sheet.sources[line.code] = code
        if not code:
            del sheet.sources[line.code]
        self._say_changed()

    def _say_changed(self) -> None:
        row = self.currentIndex().row()
        self.questions.dataChanged.emit(self.questions.index(row, 0), self.questions.index(row, 3))
        self.answered.emit()
        self.viewport().update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def go(self, step: int) -> None:
        """Go to the next question, or the one before."""
        row = self.currentIndex().row() + step
        while 0 <= row < len(self.questions.lines):
            if not self.questions.lines[row].head:
                self.setCurrentIndex(self.questions.index(row, ANSWER))
                return
            if row == 0:
                self.scrollToTop()
            row += step

    def open_sources(self) -> QMenu | None:
        """Let somebody say where the answer comes from."""
        line = self.line()
        if line is None or self.locked:
            return None
        menu = QMenu(self)
        menu.setObjectName("screening.sources")
        for code in self._reference.codes("screening_source"):
            menu.addAction(tr(code.label)).setData(code.code)
        menu.addSeparator()
        menu.addAction(tr(N_("Not said"))).setData("")
        menu.triggered.connect(lambda action: self.set_source(str(action.data())))
        menu.aboutToHide.connect(menu.deleteLater)
        at = self.visualRect(self.questions.index(self.currentIndex().row(), SOURCE))
        menu.popup(self.viewport().mapToGlobal(at.bottomLeft()))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a letter, go on with the arrows."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in KEYS:
            self.answer(KEYS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(1)
        elif key == Qt.Key.Key_Up:
            self.go(-1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn(1 if (key == Qt.Key.Key_Right) != self.isRightToLeft() else -1)
        elif key == Qt.Key.Key_S:
            self.open_sources()
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        """The next answer beside the one that holds."""
        line, sheet = self.line(), self.questions.sheet
        if line is None or sheet is None:
            return
        codes = [code for code, _ in line.answers]
        now = sheet.answer(line)
        at = codes.index(now) + step if now in codes else 0
        if 0 <= at < len(codes):
            self.answer(codes[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press an answer, or the place of the source."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self.questions.lines[index.row()].head:
            return
        self.setCurrentIndex(index)
        if index.column() == ANSWER:
            code = self._answer_at(index, event.position().toPoint())
            if code:
                self.answer(code)
        elif index.column() == SOURCE:
            self.open_sources()

    def _answer_at(self, index: QModelIndex, at: QPoint) -> str:
        line = self.questions.lines[index.row()]
        for code, box in painting.segments(
            self.visualRect(index), line.answers, mirrored=self.isRightToLeft()
        ):
            if box.contains(at):
                return code
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns their widths, and questions the lines they need."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: Any) -> None:
        """Measure anew when letters grow."""
        super().changeEvent(event)
        if hasattr(self, "questions"):
            self._measure()

    def _measure(self) -> None:
        room = self.viewport().width()
        narrow = room < theme.px(620)
        answers = painting.answers_width() + 20
        weight = theme.px(52 if narrow else 88)
        source = theme.px(84 if narrow else 116)
        question = max(theme.px(120), room - answers - weight - source)
        for column, wide in ((QUESTION, question), (WEIGHT, weight), (ANSWER, answers), (SOURCE, source)):
            self.setColumnWidth(column, wide)
        metrics = QFontMetrics(theme.font())
        inner = QRect(0, 0, question - 24, 2000)
        for row, line in enumerate(self.questions.lines):
            tall = theme.px(38)
            if not line.head:
                needed = metrics.boundingRect(inner, int(Qt.TextFlag.TextWordWrap), line.text).height()
                tall = max(tall, needed + 10)
            self.setRowHeight(row, tall)
