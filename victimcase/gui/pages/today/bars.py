"""Cases by stage, painted: one bar a stage, its parts the steps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from victimcase.domain.words import STAGE_TITLES, STEP_TITLES
from victimcase.gui import theme
from victimcase.gui.parts import painting
from victimcase.i18n import tr
from victimcase.services.today import StageSum

NAME_WIDE = 108


class StageLine(QAbstractButton):
    """One stage: its name, its bar, its number. A press lists its cases."""

    def __init__(self, shown: StageSum, most: int) -> None:
        super().__init__()
        self._shown, self._most = shown, max(1, most)
        steps = ", ".join(f"{tr(STEP_TITLES[step])} {number}" for step, number in shown.steps)
        self.setObjectName(f"today.stage.{shown.stage}")
        self.setText(tr(STAGE_TITLES[shown.stage]))
        self.setAccessibleName(f"{self.text()} {shown.cases}")
        self.setAccessibleDescription(steps)
        self.setToolTip(steps)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(240, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Room for name, number and a little bar."""
        return QSize(160, theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(whole, theme.colour("hover"))
        right = painting.mirrored(self.layoutDirection())
        room = whole.adjusted(16, 0, -16, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        words = QFontMetrics(painter.font()).horizontalAdvance(self.text())
        wide = min(max(words + 12, theme.px(NAME_WIDE)), room.width() * 0.45)
        name = QRectF(room.right() - wide if right else room.left(), room.top(), wide, room.height())
        painting.draw(painter, name.adjusted(0, 0, -4, 0), self.text(), from_right=right)
        painter.setFont(theme.font("strong"))
        number = str(self._shown.cases)
        end = max(QFontMetrics(painter.font()).horizontalAdvance(number) + 4, theme.px(32))
        area = QRectF(room.left() if right else room.right() - end, room.top(), end, room.height())
        painting.draw(painter, area, number, from_right=right, trailing=True)
        left, span = (room.left() + end + 8, room.width() - wide - end - 16)
        if not right:
            left = room.left() + wide + 8
        self._bar(painter, QRectF(left, room.center().y() - theme.px(6), span, theme.px(12)), right=right)

    def _bar(self, painter: QPainter, bar: QRectF, *, right: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(bar, 3, 3)
        x = 0.0
        for index, (_, number) in enumerate(self._shown.steps):
            wide = bar.width() * number / self._most
            left = bar.right() - x - wide if right else bar.left() + x
            ink = theme.colour("accent" if index % 2 == 0 else "chart2")
            painter.fillRect(QRectF(left, bar.top(), max(1.0, wide - 1), bar.height()), ink)
            x += wide
