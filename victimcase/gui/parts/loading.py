"""While something is being read: nothing at first, and grey bars when it takes longer than a blink."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from victimcase.gui import theme
from victimcase.i18n import N_, tr

AFTER = 300
"""Milliseconds before anything is shown."""


class Loading(QWidget):
    """Grey bars in place of lines that are not here yet."""

    def __init__(self, lines: int = 6) -> None:
        super().__init__()
        self._lines = lines
        self._late = False
        self.setObjectName("loading")
        self.setAccessibleName(tr(N_("Being read")))
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._show_bars)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to wait."""
        self._late = False
        self._timer.start()

    def _show_bars(self) -> None:
        self._late = True
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the lines."""
        return QSize(240, theme.px(40) * self._lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, once it has taken long enough."""
        if not self._late:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("track"))
        painter.setBrush(theme.colour("track"))
        step = theme.px(40)
        for line in range(self._lines):
            wide = self.width() * (0.7 if line % 2 == 0 else 0.45)
            painter.drawRoundedRect(QRectF(16, 16 + line * step, max(24.0, wide - 32), theme.px(12)), 4, 4)
