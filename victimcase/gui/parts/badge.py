"""Badges: a status as icon, word and colour, painted by one function for labels and for cells of tables."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from victimcase.gui import icons, theme
from victimcase.gui.colours import Mode
from victimcase.gui.parts import painting


class Status(NamedTuple):
    """What a badge says: its icon, its word, and its colour by meaning (ok, warn, danger, private, neutral,
    accent).
    """

    icon: str
    word: str
    tone: str = "neutral"


RISKS: Final = {
    "high": ("warning-octagon", "danger"),
    "medium": ("warning", "warn"),
    "low": ("minus-circle", "neutral"),
    "": ("question", "neutral"),
}
"""Level of risk -> icon and colour; the word comes from the list of codes."""


def _inks(tone: str) -> tuple[str, str]:
    return ("accenttext", "selected") if tone == "accent" else (tone, f"{tone}soft")


def width(status: Status) -> int:
    """How wide a badge is."""
    metrics = QFontMetrics(theme.font("smallstrong"))
    return theme.px(14) + 5 + 12 + metrics.horizontalAdvance(status.word)


def height() -> int:
    """How high a badge is."""
    return theme.px(20)


def paint(painter: QPainter, rect: QRectF, status: Status, direction: Qt.LayoutDirection) -> float:
    """Paint a badge at the start of a rectangle, in its middle; returns its width.

    In high contrast, where nothing soft lies below, it has an edge.
    """
    ink, soft = _inks(status.tone)
    wide = min(float(width(status)), rect.width())
    tall = height()
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    left = rect.right() - wide if mirrored else rect.left()
    box = QRectF(left, rect.center().y() - tall / 2, wide, tall)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edged = theme.now().mode is Mode.CONTRAST
    painter.setPen(QPen(theme.colour(ink), 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(soft))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if edged else box, 4, 4)
    side = theme.px(14)
    sign = QRectF(
        box.right() - 6 - side if mirrored else box.left() + 6, box.center().y() - side / 2, side, side
    )
    icons.paint(painter, sign, status.icon, theme.colour(ink))
    painter.setFont(theme.font("smallstrong"))
    painter.setPen(theme.colour(ink))
    words = box.adjusted(6, 0, -(side + 11), 0) if mirrored else box.adjusted(side + 11, 0, -6, 0)
    painting.draw(painter, words.adjusted(0, 0, 2, 0), status.word, from_right=mirrored)
    painter.restore()
    return wide


class Badge(QWidget):
    """A badge that stands by itself."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self._status = status
        self.say(status)

    def say(self, status: Status) -> None:
        """Say something else."""
        self._status = status
        self.setAccessibleName(status.word)
        self.setFixedSize(QSize(width(status), height()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self._status, self.layoutDirection())
