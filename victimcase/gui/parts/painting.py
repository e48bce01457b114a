"""Painting words: they begin where reading begins, and each text keeps the direction of its own script."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter


def mirrored(direction: Qt.LayoutDirection) -> bool:
    """Whether reading goes from the right."""
    return direction is Qt.LayoutDirection.RightToLeft


def draw(
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    *,
    from_right: bool = False,
    trailing: bool = False,
    middle: bool = False,
    wrap: bool = False,
    elide: bool = True,
) -> float:
    """Draw words at the start of a rectangle (or its end, or middle); returns the width used.

    A name in Latin letters stays as it is where the page is mirrored, and the other way round.
    """
    area = QRectF(rect)
    metrics = QFontMetrics(painter.font())
    shown = text
    if elide and not wrap:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, round(area.width()) + 1))
    if middle:
        side = Qt.AlignmentFlag.AlignHCenter
    elif from_right is not trailing:
        side = Qt.AlignmentFlag.AlignRight
    else:
        side = Qt.AlignmentFlag.AlignLeft
    flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    flags |= int(Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine)
    before = painter.layoutDirection()
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left(text) else Qt.LayoutDirection.LeftToRight
    )
    # Tall scripts reach beyond the line's own height: what they need above and below is not cut away.
    painter.drawText(area.adjusted(0, -3, 0, 3), flags, shown)
    painter.setLayoutDirection(before)
    return min(float(metrics.horizontalAdvance(shown)), area.width())


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction reads from the right."""
    for letter in text:
        if letter.isalpha():
            return (
                "\u0590" <= letter <= "\u08ff"
                or "\ufb1d" <= letter <= "\ufefc"
                or (letter > "\U00010d00" and (letter < "\U00010d40"))
            )
    return False
