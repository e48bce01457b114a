"""One line of what was found: an icon, words with what was typed marked, a note at the end."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from victimcase.gui import icons, theme
from victimcase.gui.desk import Place
from victimcase.gui.parts import painting


@dataclass(frozen=True)
class Found:
    """One line of what was found, and where it leads."""

    icon: str
    text: str
    second: str
    note: str
    place: Place


class FinderLine(QAbstractButton):
    """One line of the list; the list has the keyboard, lines only show which of them is chosen."""

    def __init__(self, found: Found, typed: str) -> None:
        super().__init__()
        self.found, self._typed, self.chosen = found, typed, False
        self.setAccessibleName(", ".join(part for part in (found.text, found.second, found.note) if part))
        self.setFixedHeight(theme.px(44))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, words with what was typed marked, and the note at the end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect())
        if self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(area, 6, 6)
            edge = area.right() - 3 if mirrored else area.left()
            painter.fillRect(QRectF(edge, area.top() + 4, 3, area.height() - 8), theme.colour("accent"))
        side = theme.px(16)
        at = area.right() - 14 - side if mirrored else area.left() + 14
        sign = QRectF(at, area.center().y() - side / 2, side, side)
        icons.paint(painter, sign, self.found.icon, theme.colour("text2"))
        words = area.adjusted(14, 0, -44, 0) if mirrored else area.adjusted(44, 0, -14, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        note = painting.draw(painter, words, self.found.note, from_right=mirrored, trailing=True) + 16
        words = words.adjusted(note, 0, 0, 0) if mirrored else words.adjusted(0, 0, -note, 0)
        painter.setFont(theme.font("strong" if self.found.place.page == "case" else "body"))
        self._mark(painter, words, self.found.text, mirrored=mirrored)
        painter.setPen(theme.colour("text"))
        used = painting.draw(painter, words, self.found.text, from_right=mirrored) + 12
        words = words.adjusted(0, 0, -used, 0) if mirrored else words.adjusted(used, 0, 0, 0)
        painter.setFont(theme.font("body"))
        self._mark(painter, words, self.found.second, mirrored=mirrored)
        painter.setPen(theme.colour("text2"))
        painting.draw(painter, words, self.found.second, from_right=mirrored)

    def _mark(self, painter: QPainter, words: QRectF, text: str, *, mirrored: bool) -> None:
        """Lay the colour of a finding below the letters that were typed."""
        start = text.casefold().find(self._typed.casefold()) if self._typed else -1
        if start < 0:
            return
        metrics = QFontMetrics(painter.font())
        whole = metrics.horizontalAdvance(text)
        left = words.right() - min(whole, words.width()) if mirrored else words.left()
        x = left + metrics.horizontalAdvance(text[:start])
        wide = metrics.horizontalAdvance(text[start : start + len(self._typed)])
        tall = metrics.height()
        mark = QRectF(x, words.center().y() - tall / 2, wide, tall)
        painter.fillRect(mark & words, theme.colour("match"))
