"""The four stages and their twelve steps: the bar at the head of a case, and the small one in lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from victimcase.domain.words import STAGE_OF, Stage, Step
from victimcase.gui import icons, theme
from victimcase.gui.parts import painting
from victimcase.gui.parts.going import let_go

GROUPS: Final[tuple[tuple[Step, ...], ...]] = tuple(
    tuple(step for step in Step if STAGE_OF[step] is stage) for stage in dict.fromkeys(STAGE_OF.values())
)
"""Steps by stage, in the order of the work; closure, which is possible from anywhere, is last."""


TWO_LINES_BELOW: Final = 800
"""Pixels of width below which the bar takes two lines."""


class StepShown(NamedTuple):
    """One step as the bar shows it: `state` is done, here or todo; `words` say it below the name."""

    step: Step
    name: str
    state: str
    words: str


class StageShown(NamedTuple):
    """One stage as the bar shows it."""

    name: str
    words: str
    steps: tuple[StepShown, ...]


def small_size() -> QSize:
    """The size of the small bar."""
    return QSize(theme.px(98), theme.px(14))


@lru_cache(maxsize=512)
def _bars(steps: tuple[str, ...], closed: bool) -> tuple[str, ...]:
    """done, here or todo for each of the twelve steps."""
    order = list(Step)
    opened = {Step(one) for one in steps}
    if closed or not opened:
        return ("done",) * len(order)
    first = min(order.index(one) for one in opened)
    return tuple("here" if one in opened else "done" if order.index(one) < first else "todo" for one in order)


def paint_small(
    painter: QPainter, rect: QRectF, steps: tuple[str, ...], direction: Qt.LayoutDirection
) -> float:
    """Paint the small bar at the start of a rectangle, in its middle; returns its width."""
    scale = theme.px(100) / 100
    states = iter(_bars(tuple(steps), not steps))
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    x = 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    middle = rect.center().y()
    for group in GROUPS:
        for _ in group:
            state = next(states)
            wide, tall = (7 * scale, 14 * scale) if state == "here" else (6 * scale, 8 * scale)
            ink = {"done": "ok", "here": "accent", "todo": "track"}[state]
            left = rect.right() - x - wide if mirrored else rect.left() + x
            painter.fillRect(QRectF(left, middle - tall / 2, wide, tall), theme.colour(ink))
            x += wide + scale
        x += 3 * scale
    return x


class _Node(QAbstractButton):
    """One step of the bar: something to see, to reach by keyboard, and to press."""

    def __init__(self, shown: StepShown, stage: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setObjectName(f"case.stage_bar.{shown.step}")
        self.setAccessibleName(f"{stage}, {shown.name}: {shown.words}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press; arrows go on."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.focusNextPrevChild((key == Qt.Key.Key_Right) != mirrored)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(theme.px(80), theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the node with its name and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, middle = self.shown.state, QPointF(self.width() / 2, theme.px(15))
        paint_node(painter, middle, state)
        strong = state == "here"
        painter.setPen(theme.colour("accenttext" if strong else "text2"))
        painter.setFont(theme.font("smallstrong" if strong else "small"))
        _words(painter, QRect(0, theme.px(30), self.width(), theme.px(18)), self.shown.name)
        _words(painter, QRect(0, theme.px(46), self.width(), theme.px(18)), self.shown.words)


def _words(painter: QPainter, rect: QRect, text: str) -> None:
    painting.draw(painter, rect, text, middle=True)


def paint_node(painter: QPainter, middle: QPointF, state: str) -> None:
    """Paint the sign of a step: done is a check, here a ringed pin, to do a dashed circle."""
    radius = theme.px(22) / 2
    if state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ok"))
        painter.drawEllipse(middle, radius - 2, radius - 2)
        _sign(painter, middle, "check", theme.colour("surface"), 12)
    elif state == "here":
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(middle, radius + 2, radius + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(middle, radius - 1, radius - 1)
        _sign(painter, middle, "map-pin-fill", theme.colour("onaccent"), 13)
    else:
        painter.setPen(QPen(theme.colour("border"), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(middle, radius - 2, radius - 2)


def _sign(painter: QPainter, middle: QPointF, name: str, ink: QColor, side: float) -> None:
    side = theme.px(side)
    icons.paint(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), name, ink)


class StageBar(QWidget):
    """The stages of a case beside each other; every step is a child that can be reached and pressed."""

    pressed = Signal(object)
    """A step was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case.stage_bar")
        self._stages: tuple[StageShown, ...] = ()
        self._nodes: list[list[_Node]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Where there is little room it takes two lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        return theme.px(104) * len(self._lines(width))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(TWO_LINES_BELOW), theme.px(104))

    def minimumSizeHint(self) -> QSize:
        """Half of the stages beside each other, and one line at least."""
        return QSize(theme.px(320), theme.px(104))

    def show_stages(self, stages: Sequence[StageShown], aloud: str) -> None:
        """Show where a case stands."""
        self.setAccessibleName(aloud)
        kept = next((n.shown.step for line in self._nodes for n in line if n.hasFocus()), None)
        for node in (one for line in self._nodes for one in line):
            node.hide()
            let_go(node)
        self._stages = tuple(stages)
        self._nodes = []
        for stage in self._stages:
            line = []
            for shown in stage.steps:
                node = _Node(shown, stage.name, self)
                node.clicked.connect(partial(self._press, shown.step))
                node.show()
                line.append(node)
                if shown.step == kept:
                    node.setFocus(Qt.FocusReason.OtherFocusReason)
            self._nodes.append(line)
        self._place()
        self.update()

    def _press(self, step: Step) -> None:
        self.pressed.emit(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the steps in their places."""
        self._place()

    def changeEvent(self, event: object) -> None:
        """Put the steps in their places when reading turns."""
        self._place()

    def _lines(self, width: int) -> list[Sequence[StageShown]]:
        """The stages by lines: those before the decision to return or stay, then those after it."""
        if width >= theme.px(TWO_LINES_BELOW) or len(self._stages) < 3:
            return [self._stages]
        return [self._stages[:2], self._stages[2:]]

    def _areas(self) -> list[QRect]:
        """The area of each stage, widths by their steps (a stage of one has room for two in its name)."""
        areas: list[QRect] = []
        for number, line in enumerate(self._lines(self.width())):
            areas += self._areas_of(line, theme.px(104) * number)
        return areas

    def _areas_of(self, line: Sequence[StageShown], top: float) -> list[QRect]:
        weights = [max(len(stage.steps), 1.2) for stage in line]
        gap = 4
        room = self.width() - 24 - gap * (len(weights) - 1)
        areas, x = [], 12.0
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for weight in weights:
            wide = room * weight / max(1.0, sum(weights))
            left = self.width() - x - wide if mirrored else x
            areas.append(QRectF(left, top + 4, wide, theme.px(104) - 8).toRect())
            x += wide + gap
        return areas

    def _place(self) -> None:
        if not getattr(self, "_nodes", None):
            return
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for area, line in zip(self._areas(), self._nodes, strict=True):
            wide = area.width() / max(1, len(line))
            for index, node in enumerate(line):
                at = len(line) - 1 - index if mirrored else index
                top = area.top() - 4 + theme.px(30)
                node.setGeometry(round(area.left() + at * wide), top, round(wide), theme.px(68))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the current stage, the captions, and the lines between steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, stage, line in zip(self._areas(), self._stages, self._nodes, strict=True):
            if any(one.state == "here" for one in stage.steps):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("selected"))
                painter.drawRoundedRect(area, 6, 6)
            self._caption(painter, area, stage)
            y = area.top() - 4 + theme.px(45)
            for one, other in pairwise(line):
                done = one.shown.state == "done"
                painter.setPen(QPen(theme.colour("ok" if done else "border"), 2 if done else 1.4))
                ends = sorted((one.geometry().center().x(), other.geometry().center().x()))
                away = theme.px(13)
                painter.drawLine(ends[0] + away, y, ends[1] - away, y)

    def _caption(self, painter: QPainter, area: QRect, stage: StageShown) -> None:
        rect = area.adjusted(8, 0, -8, 0)
        rect.setHeight(theme.px(24))
        from_right = painting.mirrored(self.layoutDirection())
        here = any(one.state == "here" for one in stage.steps)
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.colour("accenttext" if here else "text"))
        wide = round(painting.draw(painter, rect, stage.name, from_right=from_right)) + 6
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        rest = rect.adjusted(0, 0, -wide, 0) if from_right else rect.adjusted(wide, 0, 0, 0)
        if rest.width() >= QFontMetrics(painter.font()).horizontalAdvance(stage.words):
            painting.draw(painter, rest, stage.words, from_right=from_right)


__all__ = ["Stage", "StageBar", "StageShown", "StepShown", "paint_small", "small_size"]
