"""How the rows of a screening are painted: question, weight as three bars, answers, source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from victimcase.gui import icons, theme
from victimcase.gui.pages.screening.sheet import ANSWERS, Line
from victimcase.gui.parts import badge
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.painting import draw
from victimcase.gui.tables import Index
from victimcase.i18n import N_, tr

if TYPE_CHECKING:
    from victimcase.gui.pages.screening.questions import Questions

BARS: Final = {"strong": 3, "medium": 2, "weak": 1}
MET: Final = Status("check-circle", N_("met"), "ok")
NOT_MET: Final = Status("circle-dashed", N_("not met yet"), "neutral")


def _widths(answers: Sequence[tuple[str, str]]) -> list[int]:
    metrics = QFontMetrics(theme.font("smallstrong"))
    return [metrics.horizontalAdvance(tr(text)) + theme.px(22) for _, text in answers]


def answers_width() -> int:
    """How wide all answers beside each other are."""
    return sum(_widths(ANSWERS))


def segments(rect: QRect, answers: Sequence[tuple[str, str]], *, mirrored: bool) -> list[tuple[str, QRect]]:
    """Where each answer stands in its cell."""
    tall = theme.px(28)
    top = rect.center().y() - tall // 2
    found, used = [], 4
    for (code, _), wide in zip(answers, _widths(answers), strict=True):
        left = rect.right() - used - wide + 1 if mirrored else rect.left() + used
        found.append((code, QRect(left, top, wide, tall)))
        used += wide
    return found


class QuestionPainter(QStyledItemDelegate):
    """Paints every cell of the questions."""

    def __init__(self, view: Questions) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have their heights from the view."""
        return QSize(80, theme.px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        line = self._view.questions.lines[index.row()]
        mirrored = self._view.isRightToLeft()
        current = index.row() == self._view.currentIndex().row() and not line.head
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        if current or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            if index.column() == 0:
                edge = QRect(rect.right() - 2 if mirrored else rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(edge, theme.colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if line.head:
            self._head(painter, rect, line, mirrored=mirrored)
        elif index.column() == 0:
            painter.setFont(theme.font())
            painter.setPen(theme.colour("text"))
            area = rect.adjusted(8, 0, -16, 0) if mirrored else rect.adjusted(16, 0, -8, 0)
            draw(painter, area, line.text, from_right=mirrored, wrap=True)
        elif index.column() == 1:
            self._weight(painter, rect, line, mirrored=mirrored)
        elif index.column() == 2:
            self._answers(painter, rect, line, mirrored=mirrored, current=current)
        else:
            self._source(painter, rect, line, mirrored=mirrored, current=current)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, line: Line, *, mirrored: bool) -> None:
        room = QRectF(rect.adjusted(16, 0, -16, 0))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        positive = self._view.positive(line.group)
        if positive is None:
            draw(painter, room, line.text, from_right=mirrored)
            return
        status = MET if positive else NOT_MET
        shown = status._replace(word=tr(status.word))
        wide = badge.width(shown)
        words = room.adjusted(wide + 8, 0, 0, 0) if mirrored else room.adjusted(0, 0, -wide - 8, 0)
        draw(painter, words, line.text, from_right=mirrored)
        at = QRectF(room.left() if mirrored else room.right() - wide, room.top(), wide, room.height())
        badge.paint(painter, at, shown, Qt.LayoutDirection.LeftToRight)

    def _weight(self, painter: QPainter, rect: QRect, line: Line, *, mirrored: bool) -> None:
        full = BARS.get(line.strength, 0)
        if not full:
            return
        wide, tall, gap = theme.px(5), theme.px(10), theme.px(2)
        x = rect.right() - 8 - wide if mirrored else rect.left() + 8
        for number in range(3):
            box = QRectF(x, rect.center().y() - tall / 2 + 0.5, wide, tall)
            painter.setPen(QPen(theme.colour("neutral"), 1))
            painter.setBrush(theme.colour("neutral") if number < full else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 1, 1)
            x += -(wide + gap) if mirrored else wide + gap
        used = 3 * (wide + gap) + 14
        words = rect.adjusted(0, 0, -used, 0) if mirrored else rect.adjusted(used, 0, 0, 0)
        text = self._view.questions.words(line, 1)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        if QFontMetrics(painter.font()).horizontalAdvance(text) <= words.width():
            draw(painter, words, text, from_right=mirrored)

    def _answers(self, painter: QPainter, rect: QRect, line: Line, *, mirrored: bool, current: bool) -> None:
        sheet = self._view.questions.sheet
        boxes = segments(rect, line.answers, mirrored=mirrored)
        whole = QRectF(boxes[0][1]).united(QRectF(boxes[-1][1]))
        shape = QPainterPath()
        shape.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(shape, theme.colour("surface"))
        answer = sheet.answer(line) if sheet else ""
        for (code, box), (_, text) in zip(boxes, line.answers, strict=True):
            chosen = code == answer
            painter.save()
            painter.setClipPath(shape)
            if chosen:
                # Not asked is no answer: it holds quietly until somebody asks.
                painter.fillRect(box, theme.colour("accent"))
            painter.setPen(theme.colour("line"))
            if code != line.answers[0][0] and not chosen:
                x = box.right() if mirrored else box.left()
                painter.drawLine(x, box.top(), x, box.bottom())
            painter.restore()
            painter.setFont(theme.font("smallstrong" if chosen else "small"))
            painter.setPen(theme.colour("onaccent" if chosen else "text"))
            draw(painter, box, tr(text), middle=True, elide=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawPath(shape)
        if current and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(whole.adjusted(-3, -3, 3, 3), 8, 8)

    def _source(self, painter: QPainter, rect: QRect, line: Line, *, mirrored: bool, current: bool) -> None:
        text = self._view.questions.source(line)
        room = QRectF(rect.adjusted(4, 0, -6, 0))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        if not text and current:
            painter.setPen(theme.colour("accenttext"))
            text = tr(N_("who says so?"))
        if text:
            draw(painter, room, text, from_right=mirrored)
        if current:
            side = theme.px(10)
            at = room.left() if mirrored else room.right() - side
            icons.paint(
                painter,
                QRectF(at, room.center().y() - side / 2, side, side),
                "caret-down",
                theme.colour("text2"),
            )
