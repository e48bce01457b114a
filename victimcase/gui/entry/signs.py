"""Small signs of the entry: an icon on a round ground, and the number of a step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from victimcase.gui import icons, theme


class Round(QWidget):
    """An icon on a round ground."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(theme.px(48), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        painter.drawEllipse(self.rect())
        side = theme.px(24)
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(QRectF(self.rect()).center())
        icons.paint(painter, sign, self._icon, theme.colour("accenttext"))


class StepSign(QWidget):
    """How a step stands: done, here with its number, or still to come."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._state = number, "to_do"
        self.setFixedSize(theme.px(20), theme.px(20))

    def say(self, state: str) -> None:
        """Say how it stands: done, here, to_do."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._state == "done":
            icons.paint(painter, area, "check-circle-fill", theme.colour("ok"))
            return
        here = self._state == "here"
        painter.setPen(theme.colour("accent" if here else "border"))
        painter.setBrush(theme.colour("accent" if here else "surface"))
        painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("onaccent" if here else "text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))
