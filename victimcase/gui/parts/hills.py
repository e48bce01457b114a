"""The picture behind the entry, and over everything when somebody hides the window: hills and a low sun.

It tells nothing: not the program, not the office, not what is done here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from victimcase.gui import theme

WIDE, TALL = 1366.0, 768.0

RIDGES: Final = (
    ((0, 470), (235, 423), (590, 478), (900, 410), (1175, 455), (1366, 430)),
    ((0, 540), (300, 494), (720, 556), (1175, 474), (1366, 520)),
    ((0, 600), (130, 605), (480, 575), (900, 617), (1250, 573), (1366, 590)),
    ((0, 670), (200, 658), (420, 667), (770, 647), (1180, 685), (1345, 659), (1366, 660)),
    ((0, 730), (200, 718), (530, 727), (800, 716), (1100, 724), (1366, 715)),
)
"""Where each ridge passes, farthest first, in a picture of 1366 × 768."""

SUN: Final = (1040.0, 330.0, 64.0)


def paint(painter: QPainter, area: QRectF) -> None:
    """Paint the picture so that it fills an area; the sun stays round."""
    colours = theme.now().colours
    across, down = area.width() / WIDE, area.height() / TALL
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, theme.colour("sky"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sun"))
    x, y, size = SUN
    painter.drawEllipse(
        QPointF(area.left() + x * across, area.top() + y * down),
        size * min(across, down),
        size * min(across, down),
    )
    for hue, points in zip(colours.hills, RIDGES, strict=True):
        ridge = [QPointF(area.left() + x * across, area.top() + y * down) for x, y in points]
        painter.setBrush(QColor(f"#{hue}"))
        painter.drawPath(_hill(ridge, area))
    painter.restore()


def _hill(ridge: list[QPointF], area: QRectF) -> QPainterPath:
    path = QPainterPath(QPointF(area.left(), area.bottom() + 1))
    path.lineTo(ridge[0])
    for before, point in pairwise(ridge):
        middle = (before.x() + point.x()) / 2
        path.cubicTo(QPointF(middle, before.y()), QPointF(middle, point.y()), point)
    path.lineTo(QPointF(area.right() + 1, area.bottom() + 1))
    path.closeSubpath()
    return path


class Hills(QWidget):
    """The picture as a widget."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        paint(QPainter(self), QRectF(self.rect()))
