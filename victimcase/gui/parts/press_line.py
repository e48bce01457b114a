"""Lines one can press: an icon, words, what stands at the end. Painted, so that many of them cost little."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from victimcase.gui import icons, theme
from victimcase.gui.parts import badge, painting, stages
from victimcase.gui.parts.badge import Status


@dataclass(frozen=True)
class Said:
    """What a line says. `below` stands on a second line, `second` beside the text; `end` at its end, with
    `end_icon` and `tone`; `steps` draws the small stage bar before `end`.
    """

    text: str
    second: str = ""
    below: str = ""
    icon: str = ""
    ink: str = "text2"
    bold: bool = True
    end: str = ""
    end_icon: str = ""
    tone: str = ""
    steps: tuple[str, ...] | None = None
    badge: Status | None = None
    aloud: str = ""

    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.aloud or self.text, self.second, self.below, self.badge and self.badge.word, self.end)
        return ", ".join(part for part in parts if part)


class PressLine(QAbstractButton):
    """One line that leads somewhere."""

    def __init__(
        self, said: Said, *, name: str, caret: bool = True, edge: bool = True, pad: int = 16
    ) -> None:
        super().__init__()
        self._said, self._caret, self._edge, self._pad = said, caret, edge, pad
        self.setObjectName(name)
        self.setAccessibleName(said.spoken())
        self.setText(said.text)
        self.setToolTip(said.spoken())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """One line, or two."""
        return QSize(200, theme.px(53 if self._said.below else 40))

    def minimumSizeHint(self) -> QSize:
        """What is too long ends in “…”."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.fillRect(whole.adjusted(0, 0, 0, -1), theme.colour("hover"))
        if self._edge:
            painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), theme.colour("line"))
        right = painting.mirrored(self.layoutDirection())
        room = whole.adjusted(self._pad, 0, -self._pad, -1)
        room = self._lead(painter, room, right=right)
        room = self._end(painter, room, right=right)
        self._words(painter, room, right=right)

    def _lead(self, painter: QPainter, room: QRectF, *, right: bool) -> QRectF:
        said = self._said
        if not said.icon:
            return room
        side = theme.px(18)
        at = room.right() - side if right else room.left()
        sign = QRectF(at, room.center().y() - side / 2, side, side)
        icons.paint(painter, sign, said.icon, theme.colour(said.ink))
        return _cut(room, side + 14, start=True, right=right)

    def _end(self, painter: QPainter, room: QRectF, *, right: bool) -> QRectF:
        """Paint what stands at the end, from the outside in."""
        said = self._said
        if self._caret:
            side = theme.px(14)
            at = room.left() if right else room.right() - side
            sign = QRectF(at, room.center().y() - side / 2, side, side)
            icons.paint(painter, sign, "caret-right", theme.colour("text2"))
            room = _cut(room, side + 12, start=False, right=right)
        if said.end:
            role = "smallstrong" if said.tone else "small"
            painter.setFont(theme.font(role if said.steps is None else "body"))
            wide = QFontMetrics(painter.font()).horizontalAdvance(said.end) + 2
            wide = min(wide if said.steps is None else max(wide, theme.px(64)), round(room.width() * 0.5))
            painter.setPen(theme.colour(said.tone or "text2"))
            area = QRectF(room.left() if right else room.right() - wide, room.top(), wide, room.height())
            painting.draw(painter, area, said.end, from_right=right)
            room = _cut(room, wide + 6, start=False, right=right)
            if said.end_icon:
                side = theme.px(14)
                at = room.left() if right else room.right() - side
                sign = QRectF(at, room.center().y() - side / 2, side, side)
                icons.paint(painter, sign, said.end_icon, theme.colour(said.tone or "text2"))
                room = _cut(room, side + 10, start=False, right=right)
        if said.steps is not None:
            wide = stages.small_size().width()
            area = QRectF(room.left() if right else room.right() - wide, room.top(), wide, room.height())
            stages.paint_small(painter, area, said.steps, self.layoutDirection())
            room = _cut(room, wide + 10, start=False, right=right)
        if said.badge is not None:
            wide = badge.width(said.badge)
            area = QRectF(room.left() if right else room.right() - wide, room.top(), wide, room.height())
            badge.paint(painter, area, said.badge, self.layoutDirection())
            room = _cut(room, wide + 10, start=False, right=right)
        return room

    def _words(self, painter: QPainter, room: QRectF, *, right: bool) -> None:
        said = self._said
        upper = QRectF(room)
        if said.below:
            upper.setHeight(room.height() / 2 + 2)
            upper.translate(0, theme.px(4))
        painter.setFont(theme.font("strong" if said.bold else "body"))
        painter.setPen(theme.colour("text"))
        used = painting.draw(painter, upper, said.text, from_right=right)
        painter.setPen(theme.colour("text2"))
        if said.second:
            rest = _cut(upper, used + 8, start=True, right=right)
            if rest.width() > theme.px(24):
                painter.setFont(theme.font("body"))
                painting.draw(painter, rest, said.second, from_right=right)
        if said.below:
            painter.setFont(theme.font("small"))
            lower = QRectF(room)
            lower.setTop(room.center().y() - 1)
            lower.translate(0, -theme.px(3))
            painting.draw(painter, lower, said.below, from_right=right)


def _cut(rect: QRectF, used: float, *, start: bool, right: bool) -> QRectF:
    """What is left of a rectangle when its start, or its end, is used."""
    return rect.adjusted(0, 0, -used, 0) if start is right else rect.adjusted(used, 0, 0, 0)


class Tick(QAbstractButton):
    """A circle to be ticked when something is done."""

    def __init__(self, aloud: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self.setToolTip(aloud)
        self.setFixedSize(theme.px(32), theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the circle; under the mouse it shows what a press does."""
        painter = QPainter(self)
        side = theme.px(20)
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(self.rect()).center())
        shown = self.underMouse() or self.isDown() or not self.isEnabled()
        name = "check-circle-fill" if not self.isEnabled() else "check-circle" if shown else "circle"
        icons.paint(painter, area, name, theme.colour("accent" if shown else "text2"))
