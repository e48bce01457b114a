"""The rail at the side of a long form: its groups, what is done in them, where there is something to see."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from victimcase.gui import icons, theme
from victimcase.gui.parts.boxes import column, row
from victimcase.gui.parts.pressing import PaintedToggle
from victimcase.gui.parts.text import Label, Symbol
from victimcase.i18n import N_, tr


class RailItem(PaintedToggle):
    """One group: its title, and at the end a check, or how much is to be looked at."""

    def __init__(self, title: str, *, name: str) -> None:
        super().__init__()
        self.setText(title)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._problems, self._done = 0, False
        self.say(0, done=False)

    def say(self, problems: int, *, done: bool) -> None:
        """Show how the group stands."""
        self._problems, self._done = problems, done
        state = tr(N_("to look at: {number}"), number=problems) if problems else ""
        state = state or (tr(N_("done")) if done else "")
        self.setAccessibleName(f"{self.text()}, {state}" if state else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(120), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title and how the group stands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, mirrored = self.isChecked(), self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        end = theme.px(36) if self._problems else theme.px(24) if self._done else 0
        room = self.rect().adjusted(12, 0, -12, 0)
        words = room.adjusted(end if mirrored else 0, 0, 0 if mirrored else -end, 0)
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.colour("accenttext" if chosen else "text" if self._problems else "text2"))
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter), cut)
        self._paint_end(painter, room, mirrored=mirrored)

    def _paint_end(self, painter: QPainter, room: QRect, *, mirrored: bool) -> None:
        size = theme.px(14)
        top = room.center().y() - size // 2 + 1
        at = room.left() if mirrored else room.right() - size + 1
        if not self._problems:
            if self._done:
                icons.paint(painter, QRect(at, top, size, size), "check", theme.colour("ok"))
            return
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text"))
        number = QRect(at, room.top(), size, room.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(self._problems))
        at += (size + 4) if mirrored else -(size + 4)
        icons.paint(painter, QRect(at, top, size, size), "warning-circle-fill", theme.colour("danger"))


class Rail(QFrame):
    """The groups of a form below each other. `chosen` is sent with the number of the group to go to."""

    chosen = Signal(int)
    WIDE = 208

    def __init__(self, title: str, groups: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("part", "rail")
        self.setObjectName("form.rail")
        self.setFixedWidth(theme.px(self.WIDE))
        heading = Label(title, "title", wrap=True)
        self.items: list[RailItem] = []
        box = column(heading, 8, space=0, margins=(8, 12, 8, 16))
        heading.setContentsMargins(12, 0, 12, 0)
        for number, words in enumerate(groups):
            item = RailItem(words, name=f"form.rail.{number}")
            item.clicked.connect(lambda _checked, number=number: self._go(number))
            self.items.append(item)
            box.addWidget(item)
        box.addStretch(1)
        sign = Symbol("heart", "text2", 16)
        note = Label(tr(N_("Only ask what you need today. The rest can wait.")), "small", wrap=True)
        foot = row(sign, note, space=8, margins=(12, 8, 8, 0))
        foot.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        foot.setStretch(1, 1)
        box.addLayout(foot)
        self.setLayout(box)
        self.stand(0)

    def _go(self, number: int) -> None:
        self.stand(number)
        self.chosen.emit(number)

    def stand(self, number: int) -> None:
        """Mark the group somebody is in."""
        for other, item in enumerate(self.items):
            item.setChecked(other == number)
