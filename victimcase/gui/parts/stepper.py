"""The steps of something done in an order: those behind, the one that is open, those to come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from victimcase.gui import icons, theme
from victimcase.gui.parts import painting
from victimcase.gui.parts.boxes import frame, row
from victimcase.i18n import N_, tr

DONE, HERE, AHEAD = "done", "here", "ahead"

_ALOUD = {DONE: N_("done"), HERE: N_("here"), AHEAD: N_("to come")}


class _Node(QAbstractButton):
    """One step: its number or a tick, and its words."""

    def __init__(self, number: int, text: str, *, name: str) -> None:
        super().__init__()
        self._number, self.state = number, AHEAD
        self.setText(text)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.turn(AHEAD, reachable=False)

    def turn(self, state: str, *, reachable: bool) -> None:
        """Stand as done, here or ahead; what is reachable can be pressed."""
        self.state = state
        self.setEnabled(reachable)
        self.setAccessibleName(f"{self._number}. {self.text()}: {tr(_ALOUD[state])}")
        self.setToolTip(self.text())
        hand = Qt.CursorShape.PointingHandCursor if reachable else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        self.updateGeometry()
        self.update()

    def _role(self) -> str:
        return "strong" if self.state == HERE else "body"

    def sizeHint(self) -> QSize:
        """The node and its words."""
        from PySide6.QtGui import QFontMetrics

        words = QFontMetrics(theme.font(self._role())).horizontalAdvance(self.text())
        return QSize(theme.px(20) + 12 + words, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """At least the node."""
        return QSize(theme.px(22), theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the node and the words beside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = painting.mirrored(self.layoutDirection())
        side = theme.px(20)
        whole = QRectF(self.rect())
        node = QRectF(
            whole.right() - side if right else whole.left() + 1, whole.center().y() - side / 2, side, side
        )
        if self.state == DONE:
            icons.paint(painter, node, "check-circle-fill", theme.colour("ok"))
        else:
            here = self.state == HERE
            painter.setPen(theme.colour("accent" if here else "border"))
            painter.setBrush(theme.colour("accent" if here else "surface"))
            painter.drawEllipse(node.adjusted(1, 1, -1, -1))
            painter.setFont(theme.font("smallstrong"))
            painter.setPen(theme.colour("onaccent" if here else "text2"))
            painting.draw(painter, node, str(self._number), middle=True, elide=False)
        painter.setFont(theme.font(self._role()))
        painter.setPen(theme.colour("accenttext" if self.state == HERE else "text2"))
        words = whole.adjusted(0, 0, -(side + 9), 0) if right else whole.adjusted(side + 9, 0, 0, 0)
        painting.draw(painter, words, self.text(), from_right=right)


class Stepper(QFrame):
    """The steps beside each other in one card. Those that were reached can be pressed."""

    pressed = Signal(str)
    """The code of the step somebody wants to see."""

    def __init__(self, steps: Sequence[tuple[str, str]], *, name: str, aloud: str) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self.codes = [code for code, _ in steps]
        self._nodes: list[_Node] = []
        box = row(space=12, margins=(20, 8, 20, 8))
        for number, (code, words) in enumerate(steps, 1):
            if self._nodes:
                box.addWidget(frame("line"), 1)
            node = _Node(number, words, name=f"{name}.{code}")
            node.clicked.connect(partial(self._press, code))
            self._nodes.append(node)
            box.addWidget(node)
        self.setLayout(box)
        self.setMinimumHeight(theme.px(46))

    def _press(self, code: str, _checked: bool = False) -> None:
        self.pressed.emit(code)

    def show_at(self, here: str, reached: int) -> None:
        """Show the step that is open; the first `reached` of them can be gone to."""
        at = self.codes.index(here)
        for number, node in enumerate(self._nodes):
            state = HERE if number == at else DONE if number < at else AHEAD
            node.turn(state, reachable=number < reached and number != at)
