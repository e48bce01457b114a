"""The grid of a group, written by keyboard alone: Tab and Enter go on, Ctrl+D takes what stands above."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from victimcase.domain.reference import Reference
from victimcase.gui import theme
from victimcase.gui.forms.suggestions import Index as Offers
from victimcase.gui.forms.suggestions import Offer, Suggestions, offers_now
from victimcase.gui.pages.group_intake.painting import GridPainter
from victimcase.gui.pages.group_intake.people import (
    COLUMNS,
    FIELDS,
    FIRST,
    LAST,
    NUMBER,
    STATE,
    PeopleModel,
    offers_of,
)
from victimcase.gui.table_view import Head
from victimcase.gui.tables import Index
from victimcase.i18n import N_, tr

NUMBER_WIDE, STATE_WIDE = 46, 122


class CellLine(QLineEdit):
    """The line in a cell: Tab and Enter keep what is typed and go on, taking what is offered."""

    leave = Signal(int)
    """It goes on by so many cells."""

    def __init__(self, parent: QWidget, aloud: str, offers: Offers | None) -> None:
        super().__init__(parent)
        self.setObjectName("group_intake.cell")
        self.setAccessibleName(aloud)
        self.setProperty("ring", "own")
        edge = theme.colour("focus").name()
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {edge}; border-radius: 0; min-height: 0; padding: 0 4px; }}"
        )
        self.suggestions: Suggestions | None = None
        if offers is not None:
            self.suggestions = Suggestions(self, offers_now(offers))
            self.suggestions.chosen.connect(self._chosen)

    def _chosen(self, offer: Offer) -> None:
        self.setText(offer.words)
        self.leave.emit(1)

    def event(self, event: QEvent) -> bool:
        """Tab and Enter are told before anybody else takes them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.settle()
                self.leave.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self.settle()
                self.leave.emit(-1)
                return True
        return super().event(event)

    def settle(self) -> None:
        """Take the offer that is marked, where a list is open."""
        if self.suggestions is not None and self.suggestions.shown and self.text().strip():
            best = self.suggestions.best()
            if best is not None:
                self.setText(best.words)
        if self.suggestions is not None:
            self.suggestions.close()


class CellEditing(GridPainter):
    """Paints the cells and makes the line in the one that is written."""

    def __init__(self, view: Grid, reference: Reference) -> None:
        super().__init__(view)
        self._grid = view
        self._offers = offers_of(reference)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The line of a cell."""
        name, title, _ = COLUMNS[index.column() - 1]
        aloud = tr(N_("Row {row}, {column}"), row=index.row() + 1, column=tr(title))
        line = CellLine(parent, aloud, self._offers.get(name))
        line.leave.connect(lambda step: self._grid.leave_cell(line, step))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Enter belong to the line; Qt would close it without going to the next row."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                return False
        return super().eventFilter(watched, event)


class Grid(QTableView):
    """Thirty people, written as fast as somebody types."""

    moved = Signal()
    """Another cell has the keyboard."""
    out = Signal()
    """The keyboard wants to leave the grid."""
    open_case = Signal(str)

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self.people = PeopleModel(reference)
        self.setObjectName("group_intake.grid")
        self.setAccessibleName(tr(N_("People of the group")))
        self.setAccessibleDescription(
            tr(
                N_(
                    "Type into a cell; Tab or Enter goes to the next, arrows in any direction. Ctrl+D takes "
                    "what stands above, Ctrl+G gives the family of the row above, Escape leaves the grid"
                )
            )
        )
        self.setItemDelegate(CellEditing(self, reference))
        self.setHorizontalHeader(Head(self))
        self.setModel(self.people)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._moved())
        self._heights()
        self.go_to(0, FIRST)

    def _moved(self) -> None:
        self.viewport().update()
        self.moved.emit()

    def _heights(self) -> None:
        self.verticalHeader().setMinimumSectionSize(theme.px(28))
        self.verticalHeader().setDefaultSectionSize(theme.px(31))

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard on a cell; rows appear as they are needed."""
        self.people.make_room(row + 2)
        self.selectionModel().setCurrentIndex(
            self.people.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(self.people.index(row, column))

    def go(self, step: int) -> None:
        """The next cell that is written, in the next row after the last."""
        at = self.currentIndex()
        column, row = at.column() + step, at.row()
        if column > LAST:
            column, row = FIRST, row + 1
        elif column < FIRST:
            column, row = LAST, row - 1
        if row >= 0:
            self.go_to(row, column)

    def leave_cell(self, line: CellLine, step: int) -> None:
        """Keep what was typed and go on."""
        self.commitData(line)
        self.closeEditor(line, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(step)

    def as_above(self) -> None:
        """Take what stands above."""
        at = self.currentIndex()
        if at.row() > 0 and FIRST <= at.column() <= LAST:
            self.people.setData(at, self.people.text(at.row() - 1, at.column()))
            self.go(1)

    def same_family(self) -> None:
        """The row belongs to the family of the row above; where that has none yet, both get a letter."""
        row = self.currentIndex().row()
        if row < 1 or self.people.rows[row - 1].empty:
            return
        column = FIELDS.index("family") + 1
        letter = self.people.text(row - 1, column)
        if not letter:
            letter = self.people.next_letter()
            self.people.setData(self.people.index(row - 1, column), letter)
        self.people.setData(self.people.index(row, column), letter)

    def paste(self) -> None:
        """Take cells copied elsewhere: tabs part columns, lines part rows."""
        text = QGuiApplication.clipboard().text()
        at = self.currentIndex()
        for down, line in enumerate(text.splitlines()):
            self.people.make_room(at.row() + down + 2)
            for right, words in enumerate(line.split("\t")):
                column = max(FIRST, at.column()) + right
                if column <= LAST:
                    self.people.setData(self.people.index(at.row() + down, column), words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, copy from above, empty a cell; every other key begins to write."""
        key, at = Qt.Key(event.key()), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif control and key == Qt.Key.Key_D:
            self.as_above()
        elif control and key == Qt.Key.Key_G:
            self.same_family()
        elif control:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.people.rows[at.row()].case:
            self.open_case.emit(self.people.rows[at.row()].case)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if back else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.people.setData(at, "")
        elif key == Qt.Key.Key_Escape:
            self.out.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell; before the first and with Escape it leaves the grid."""
        at = self.currentIndex()
        if not forward and at.row() == 0 and at.column() <= FIRST:
            return super().focusNextPrevChild(forward)
        self.go(1 if forward else -1)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns their widths."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: Any) -> None:
        """Measure anew when letters grow."""
        super().changeEvent(event)
        if hasattr(self, "people"):
            self._heights()
            self._share()

    def _share(self) -> None:
        """Widths by what is written there; where there is little room all get less, never a sideways bar."""
        room = self.viewport().width()
        side = theme.px(NUMBER_WIDE) + theme.px(STATE_WIDE)
        wanted = sum(wide for _, _, wide in COLUMNS)
        each = max(room - side, wanted // 2) / wanted
        self.setColumnWidth(NUMBER, theme.px(NUMBER_WIDE))
        for number, (_, _, wide) in enumerate(COLUMNS, FIRST):
            self.setColumnWidth(number, int(wide * each))
        used = sum(self.columnWidth(column) for column in range(STATE))
        self.setColumnWidth(STATE, max(theme.px(STATE_WIDE), room - used))
