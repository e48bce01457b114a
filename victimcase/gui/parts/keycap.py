"""Keys shown in words: a small cap beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from victimcase.gui import theme
from victimcase.gui.parts.painting import draw


class Keys(QWidget):
    """Keys with what they do, in one line; those without room at the end are left out."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        super().__init__()
        self._pairs = pairs
        self.setAccessibleName(", ".join(f"{key}: {text}" for key, text in pairs))
        self.setMinimumHeight(theme.px(22))

    def sizeHint(self) -> QSize:
        """Room for all of them."""
        return QSize(round(sum(sum(self._widths(*pair)) + 20 for pair in self._pairs)), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        """There may be no room at all."""
        return QSize(0, theme.px(22))

    def _widths(self, key: str, text: str) -> tuple[float, float]:
        metrics = QFontMetrics(theme.font("small"))
        cap = max(theme.px(18), metrics.horizontalAdvance(key) + 10)
        return cap, 6 + metrics.horizontalAdvance(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint caps and words from where reading begins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        used, tall = 0.0, float(theme.px(18))
        for key, text in self._pairs:
            cap, words = self._widths(key, text)
            if used + cap + words > self.width():
                return
            top = (self.height() - tall) / 2
            box = QRectF(self.width() - used - cap if mirrored else used, top, cap, tall)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.colour("text2"))
            draw(painter, box, key, middle=True, elide=False)
            left = box.left() - words - 6 if mirrored else box.right() + 6
            draw(painter, QRectF(left, top, words, tall), text, from_right=mirrored, elide=False)
            used += cap + words + 14
