"""How the cells of the grid are painted: thin lines, families held together, problems edged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from victimcase.gui import icons, theme
from victimcase.gui.pages.group_intake.people import FIELDS, FIRST, NUMBER, STATE, STATES
from victimcase.gui.parts.painting import draw
from victimcase.gui.tables import Index
from victimcase.i18n import tr

if TYPE_CHECKING:
    from victimcase.gui.pages.group_intake.grid import Grid

NAMES: Final = frozenset({FIELDS.index("given_names") + FIRST, FIELDS.index("family_name") + FIRST})
SCRIPT: Final = FIELDS.index("own_script_name") + FIRST
NEED: Final = FIELDS.index("urgent_need") + FIRST


class GridPainter(QStyledItemDelegate):
    """Paints every cell of the grid."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are alike high."""
        return QSize(80, theme.px(31))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        people, mirrored = self._view.people, self._view.isRightToLeft()
        row = people.rows[index.row()]
        here = self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if index.row() == here.row() else "subtle" if row.case else "surface"
        painter.fillRect(rect, theme.colour(ground))
        line = theme.colour("line")
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        side = rect.left() if mirrored else rect.right()
        painter.fillRect(QRect(side, rect.top(), 1, rect.height()), line)
        if index.column() == NUMBER:
            self._number(painter, rect, index.row(), mirrored=mirrored)
        elif index.column() == STATE:
            self._state(painter, rect, index.row(), mirrored=mirrored)
        else:
            self._words(painter, rect, index.row(), index.column(), mirrored=mirrored)
        if index.row() == here.row() and index.column() == here.column() and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
        painter.restore()

    def _number(self, painter: QPainter, rect: QRect, row: int, *, mirrored: bool) -> None:
        people = self._view.people
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        draw(painter, rect.adjusted(10, 0, -10, 0), str(row + 1), from_right=mirrored, trailing=True)
        if people.rows[row].texts.get("family"):
            above, below = people.in_family(row)
            left = rect.right() - 8 if mirrored else rect.left() + 6
            top = rect.top() + (0 if above else 6)
            bottom = rect.bottom() - (0 if below else 6)
            painter.fillRect(QRect(left, top, 3, bottom - top + 1), theme.colour("accent"))

    def _state(self, painter: QPainter, rect: QRect, row: int, *, mirrored: bool) -> None:
        one = self._view.people.rows[row]
        icon, word, ink = STATES[one.state]
        if not icon:
            return
        side = theme.px(14)
        left = rect.right() - 8 - side if mirrored else rect.left() + 8
        sign = QRectF(left, rect.center().y() - side / 2, side, side)
        icons.paint(painter, sign, icon, theme.colour(ink))
        loud = one.state in ("look", "alike", "opened")
        painter.setFont(theme.font("smallstrong" if loud else "small"))
        painter.setPen(theme.colour(ink if loud else "text2"))
        used = side + 13
        words = rect.adjusted(4, 0, -used, 0) if mirrored else rect.adjusted(used, 0, -4, 0)
        draw(painter, words, one.case or tr(word), from_right=mirrored)

    def _words(self, painter: QPainter, rect: QRect, row: int, column: int, *, mirrored: bool) -> None:
        text = self._view.people.text(row, column)
        room = QRectF(rect.adjusted(8, 0, -6, 0))
        if self._view.people.problem(row, column):
            side = theme.px(14)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("danger"), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
            left = room.left() if mirrored else room.right() - side
            sign = QRectF(left, room.center().y() - side / 2, side, side)
            icons.paint(painter, sign, "warning-circle-fill", theme.colour("danger"))
            room = room.adjusted(side + 4, 0, 0, 0) if mirrored else room.adjusted(0, 0, -side - 4, 0)
        elif column == NEED and text:
            side = theme.px(14)
            left = room.right() - side if mirrored else room.left()
            sign = QRectF(left, room.center().y() - side / 2, side, side)
            icons.paint(painter, sign, "first-aid", theme.colour("warn"))
            room = room.adjusted(0, 0, -side - 5, 0) if mirrored else room.adjusted(side + 5, 0, 0, 0)
        painter.setFont(theme.font("strong" if column in NAMES else "body"))
        painter.setPen(theme.colour("text2" if column == SCRIPT else "text"))
        draw(painter, room, text, from_right=mirrored)
