"""How a table looks and is used: one delegate, a flat head that sorts, Enter opens, no grid, no zebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from victimcase.gui import icons, theme
from victimcase.gui.parts import badge, painting, stages
from victimcase.gui.tables import CELL, Cell, Index, PagedModel

PAD = 16
"""Pixels before and after the words of a cell."""
LEAST = 160
"""Pixels a column that takes the rest has at least."""


class CellPainter(QStyledItemDelegate):
    """Paints every cell of every table."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self._view = parent
        self._look: object = None
        self._fonts: dict[str, tuple[QFont, QFontMetrics]] = {}

    def font(self, role: str) -> tuple[QFont, QFontMetrics]:
        """A font and its measures, kept until the look changes."""
        if self._look is not theme.now():
            self._look, self._fonts = theme.now(), {}
        if role not in self._fonts:
            made = theme.font(role)
            self._fonts[role] = made, QFontMetrics(made)
        return self._fonts[role]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Cells say nothing about their size; columns have widths."""
        return QSize(80, theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, edge and words of a cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
            if self._is_first(index):
                edge = QRect(rect.right() - 2 if mirrored else rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(edge, theme.colour("accent"))
        elif index.row() == self._view.property("hovered"):
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if selected and self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        cell = index.data(CELL)
        if cell is not None:
            self._cell(painter, QRectF(rect), cell, mirrored=mirrored)

    def _is_first(self, index: Index) -> bool:
        header = self._view.horizontalHeader()
        return header.visualIndex(index.column()) == 0

    def _cell(self, painter: QPainter, rect: QRectF, cell: Cell, *, mirrored: bool) -> None:
        direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        room = rect.adjusted(PAD / 2 if not mirrored else 4, 0, -4 if not mirrored else -PAD / 2, 0)
        if cell.soft and cell.tone:
            soft = theme.colour(f"{cell.tone}soft")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawRoundedRect(rect.adjusted(2, 8, -10, -9), 6, 6)
        if cell.steps is not None:
            room = _after(
                room, stages.paint_small(painter, room, cell.steps, direction) + 4, mirrored=mirrored
            )
        if cell.icon:
            side = theme.px(16)
            at = room.right() - side if mirrored else room.left()
            sign = QRectF(at, room.center().y() - side / 2, side, side)
            icons.paint(painter, sign, cell.icon, theme.colour(cell.tone or "text2"))
            room = _after(room, side + 6, mirrored=mirrored)
        badges = sum(badge.width(one) + 8 for one in cell.badges)
        words = QRectF(room)
        if badges:
            words = _before(words, min(badges, room.width() * 0.7), mirrored=mirrored)
        used = self._words(painter, words, cell, mirrored=mirrored)
        for one in cell.badges:
            room = _after(room, used + (8 if used else 0), mirrored=mirrored)
            used = badge.paint(painter, room, one, direction)

    def _words(self, painter: QPainter, rect: QRectF, cell: Cell, *, mirrored: bool) -> float:
        """Paint text and second text; returns the width used."""
        ink = theme.colour(cell.tone or ("text" if cell.bold else "text2" if cell.icon else "text"))
        first, measure = self.font("strong" if cell.bold else "body")
        upper = QRectF(rect)
        if cell.below and cell.second:
            upper.setBottom(rect.center().y() + 2)
            upper.setTop(rect.top() + 5)
        painter.setFont(first)
        if cell.match:
            self._mark(painter, upper, cell, measure, mirrored=mirrored)
        painter.setPen(ink)
        used = painting.draw(painter, upper, cell.text, from_right=mirrored)
        if not cell.second:
            return used
        second, measure = self.font("small" if cell.below else "body")
        lower = (
            QRectF(rect.left(), rect.center().y() + 1, rect.width(), rect.height() / 2 - 5)
            if cell.below
            else _after(rect, used + 10, mirrored=mirrored)
        )
        if lower.width() < measure.horizontalAdvance("……"):
            return used
        painter.setFont(second)
        painter.setPen(theme.colour("text2"))
        more = painting.draw(painter, lower, cell.second, from_right=mirrored)
        return rect.width() if cell.below else used + 10 + more

    def _mark(
        self, painter: QPainter, rect: QRectF, cell: Cell, measure: QFontMetrics, *, mirrored: bool
    ) -> None:
        at = cell.text.casefold().find(cell.match.casefold())
        if at < 0 or mirrored:
            return
        left = rect.left() + measure.horizontalAdvance(cell.text[:at])
        wide = measure.horizontalAdvance(cell.text[at : at + len(cell.match)])
        tall = measure.height()
        painter.fillRect(QRectF(left, rect.center().y() - tall / 2, wide, tall) & rect, theme.colour("match"))


def _after(rect: QRectF, used: float, *, mirrored: bool) -> QRectF:
    return rect.adjusted(0, 0, -used, 0) if mirrored else rect.adjusted(used, 0, 0, 0)


def _before(rect: QRectF, used: float, *, mirrored: bool) -> QRectF:
    return rect.adjusted(used, 0, 0, 0) if mirrored else rect.adjusted(0, 0, -used, 0)


class Head(QHeaderView):
    """The flat head of a table. The column it is sorted by shows a caret."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.px(33))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(40)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one title."""
        painter.save()
        painter.fillRect(rect, theme.colour("subtle"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("text2"))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = rect.adjusted(4 if mirrored else PAD // 2, 0, -(PAD // 2) if mirrored else -4, 0)
        words = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetrics(painter.font())
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        wide = room.width() - (18 if sorted_by else 0)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, wide))
        painting.draw(painter, room, shown, from_right=mirrored)
        if sorted_by:
            used = metrics.horizontalAdvance(shown) + 6
            at = room.right() - used - 12 if mirrored else room.left() + used
            sign = "caret-up" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "caret-down"
            icons.paint(painter, QRectF(at, rect.center().y() - 5, 12, 12), sign, theme.colour("text2"))
        painter.restore()


class Table(QTableView):
    """A table of whole rows. Enter or a double click opens one; the head sorts."""

    opened = Signal(object)
    """The row somebody wants to open."""
    chosen = Signal(object)
    """The row the cursor is on, or None."""
    sorted_by = Signal(str, bool)
    """Column code, downwards."""

    def __init__(self, model: PagedModel[Any], *, name: str, aloud: str, two_lines: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self._paged = model
        self._tall = 48 if two_lines else 40
        self.setItemDelegate(CellPainter(self))
        self.setHorizontalHeader(Head(self))
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setProperty("hovered", -1)
        self._heights()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))
        self.horizontalHeader().sectionClicked.connect(self._sort)
        model.arrived.connect(lambda: self._tell(self.currentIndex()))
        self._last_told: object = None

    def _heights(self) -> None:
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(theme.px(28))
        vertical.setDefaultSectionSize(theme.px(self._tall))

    def set_order(self, code: str, *, downwards: bool) -> None:
        """Show which column rows are sorted by."""
        columns = [one.code for one in self._paged.columns]
        if code in columns:
            order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicatorShown(True)
            self.horizontalHeader().setSortIndicator(columns.index(code), order)

    def _sort(self, section: int) -> None:
        column = self._paged.columns[section]
        if not column.sortable:
            return
        header = self.horizontalHeader()
        same = self._paged.order == column.code
        self._paged.order, self._paged.downwards = column.code, same and not self._paged.downwards
        header.setSortIndicatorShown(True)
        self.set_order(column.code, downwards=self._paged.downwards)
        self.sorted_by.emit(column.code, self._paged.downwards)

    def current(self) -> Any:
        """The row the cursor is on, if it is here."""
        index = self.currentIndex()
        return self._paged.row(index.row()) if index.isValid() else None

    def selectRow(self, row: int) -> None:
        """Put the cursor on a row. Qt's own looks for a column below the edge, and finds none in a table that
        is read from the right and not laid out yet.
        """
        self.setCurrentIndex(self._paged.index(row, 0))

    def choose(self, wanted: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first row that is wanted among those here."""
        for number in range(min(self._paged.rowCount(), 500)):
            row = self._paged.row(number)
            if row is not None and wanted(row):
                self.go_to(number)
                return True
        return False

    def go_to(self, number: int) -> None:
        """Put the cursor on a row; `selectRow` finds none where reading goes from the right and nothing was
        laid out yet.
        """
        self.setCurrentIndex(self._paged.index(number, 0))

    def _tell(self, index: QModelIndex) -> None:
        row = self._paged.row(index.row()) if index.isValid() else None
        if row is not self._last_told:
            self._last_told = row
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self._paged.row(index.row())
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the first and last row."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._paged.rowCount():
            self.go_to(0 if key == Qt.Key.Key_Home else self._paged.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row the mouse is over."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: Any) -> None:
        """Show it no more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before = self.property("hovered")
        if row != before:
            self.setProperty("hovered", row)
            for one in (before, row):
                if one is not None and one >= 0:
                    top = self.rowViewportPosition(one)
                    self.viewport().update(
                        QRect(QPoint(0, top), QSize(self.viewport().width(), self.rowHeight(one)))
                    )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns their widths anew."""
        super().resizeEvent(event)
        self.share_width()

    def changeEvent(self, event: Any) -> None:
        """Measure rows anew when letters grow."""
        super().changeEvent(event)
        if hasattr(self, "_tall"):
            self._heights()

    def share_width(self) -> None:
        """Give each column its width; those without one share the rest, and those without room are hidden."""
        room = self.viewport().width()
        shown = []
        for number, column in enumerate(self._paged.columns):
            hide = bool(column.from_width) and self.width() < theme.px(column.from_width)
            self.setColumnHidden(number, hide)
            if not hide:
                shown.append((number, column))
        fixed = sum(theme.px(column.width) for _, column in shown)
        elastic = [number for number, column in shown if column.width == 0]
        rest = max(theme.px(LEAST) * len(elastic), room - fixed)
        shrink = min(1.0, (room - theme.px(LEAST) * len(elastic)) / fixed) if fixed else 1.0
        for number, column in shown:
            wide = (
                rest // len(elastic) if column.width == 0 else int(theme.px(column.width) * max(0.6, shrink))
            )
            self.setColumnWidth(number, wide)
