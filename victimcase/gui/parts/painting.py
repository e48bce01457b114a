"""Painting words: they begin where reading begins, and each text keeps the direction of its own script."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

_FROM_RIGHT, _FROM_LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
_PLACED = int(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = _PLACED | int(Qt.AlignmentFlag.AlignHCenter)
_RIGHT, _LEFT = _PLACED | int(Qt.AlignmentFlag.AlignRight), _PLACED | int(Qt.AlignmentFlag.AlignLeft)
_WRAP, _ONE_LINE = int(Qt.TextFlag.TextWordWrap), int(Qt.TextFlag.TextSingleLine)
"""Flags as plain numbers: putting them together anew for each word takes as long as painting it."""


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
    shown, used = text, float(metrics.horizontalAdvance(text))
    if elide and not wrap and used > area.width() + 1:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, round(area.width()) + 1))
        used = float(metrics.horizontalAdvance(shown))
    side = _MIDDLE if middle else _RIGHT if from_right is not trailing else _LEFT
    before = painter.layoutDirection()
    own = _FROM_RIGHT if right_to_left(text) else _FROM_LEFT
    if own is not before:
        painter.setLayoutDirection(own)
    # Tall scripts reach beyond the line's own height: what they need above and below is not cut away.
    painter.drawText(area.adjusted(0, -3, 0, 3), side | (_WRAP if wrap else _ONE_LINE), shown)
    if own is not before:
        painter.setLayoutDirection(before)
    return min(used, area.width())


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
