"""The list of houses: how full each is tonight, and what is wrong there. Where they are is never told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from victimcase.domain.reference import Reference
from victimcase.gui import theme
from victimcase.gui.pages.shelter.words import house_line
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row, scrolling
from victimcase.gui.parts.painting import draw
from victimcase.gui.parts.pressing import PaintedToggle
from victimcase.gui.parts.text import Label, Symbol
from victimcase.i18n import N_, tr
from victimcase.services.beds import HouseShown, Plan


class HouseButton(PaintedToggle):
    """One house; arrows go to the next."""

    def __init__(self, house: HouseShown, reference: Reference) -> None:
        super().__init__()
        self.house = house
        self._line = house_line(house, reference)
        self._alerts = [
            (text, tone)
            for count, text, tone in (
                (house.problems, tr(N_("{count} to look at"), count=house.problems), "danger"),
                (house.arriving, tr(N_("{count} arrive today"), count=house.arriving), "accenttext"),
            )
            if count
        ]
        self._count = tr(N_("{taken} of {beds}"), taken=house.taken, beds=len(house.beds))
        self.setCheckable(True)
        self.setObjectName(f"shelter.house.{house.name}")
        spoken = [house.name, self._line, self._count, *(text for text, _ in self._alerts)]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(theme.px(180), theme.px(68 + 20 * len(self._alerts)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrower; words are cut."""
        return QSize(theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, use, how full it is, and what is wrong."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(area, theme.colour("selected"))
            painter.fillRect(
                QRectF(area.right() - 3 if mirrored else 0, 0, 3, area.height()), theme.colour("accent")
            )
        elif self.underMouse():
            painter.fillRect(area, theme.colour("hover"))
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.colour("line"))
        room = area.adjusted(16, theme.px(8), -16, 0)
        line = theme.px(18)
        first = QRectF(room.left(), room.top(), room.width(), line + 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text"))
        wide = painter.fontMetrics().horizontalAdvance(self._count)
        draw(painter, first, self._count, from_right=mirrored, trailing=True, elide=False)
        painter.setFont(theme.font("strong"))
        names = first.adjusted(wide + 8, 0, 0, 0) if mirrored else first.adjusted(0, 0, -wide - 8, 0)
        draw(painter, names, self.house.name, from_right=mirrored)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        second = first.translated(0, line + 1)
        draw(painter, second, self._line, from_right=mirrored)
        self._bar(painter, QRectF(room.left(), second.bottom() + 5, room.width(), theme.px(6)), mirrored)
        below = second.translated(0, line + theme.px(13))
        painter.setFont(theme.font("smallstrong"))
        for text, tone in self._alerts:
            painter.setPen(theme.colour(tone))
            draw(painter, below, text, from_right=mirrored)
            below = below.translated(0, line)

    def _bar(self, painter: QPainter, rect: QRectF, mirrored: bool) -> None:
        beds, taken = max(1, len(self.house.beds)), self.house.taken
        wide = (rect.width() - 2 * (beds - 1)) / beds
        for number in range(beds):
            x = (
                rect.right() - (number + 1) * wide - number * 2
                if mirrored
                else rect.left() + number * (wide + 2)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if number < taken else "track"))
            painter.drawRoundedRect(QRectF(x, rect.top(), wide, rect.height()), 1, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the houses beside it; Enter opens, as Space does."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            above = self.parentWidget()
            others = (
                [one for one in above.findChildren(HouseButton) if one.isVisible()]
                if above is not None
                else []
            )
            at = others.index(self) + step if self in others else -1
            if 0 <= at < len(others):
                others[at].setFocus(Qt.FocusReason.TabFocusReason)
                others[at].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Houses(Card):
    """The houses of the office."""

    chosen = Signal(str)

    def __init__(self, reference: Reference) -> None:
        super().__init__(tr(N_("Houses")), name="shelter.houses")
        self._reference = reference
        self.tools.addWidget(self.note)
        self._list = column(space=0)
        self._buttons: dict[str, HouseButton] = {}
        inside = column(self._list, STRETCH, space=0)
        self.body.addWidget(scrolling(holder(inside)), 1)
        words = Label(tr(N_("Addresses are withheld on this screen.")), "small", wrap=True)
        sign = Symbol("eye-slash", "private")
        line = row(sign, words, space=8, margins=(16, 12, 16, 12))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._withheld = holder(line)
        self.body.addWidget(self._withheld)

    def show_plan(self, plan: Plan, current: str, day: date) -> None:
        """Show the houses of a night."""
        taken = sum(one.taken for one in plan.houses)
        beds = sum(len(one.beds) for one in plan.houses)
        self.note.setText(tr(N_("{taken} of {beds}"), taken=taken, beds=beds))
        focused = next((id_ for id_, one in self._buttons.items() if one.hasFocus()), "")
        clear(self._list)
        self._buttons = {}
        for house in plan.houses:
            button = HouseButton(house, self._reference)
            button.setChecked(house.id == current)
            button.clicked.connect(lambda _checked, id_=house.id: self.chosen.emit(id_))
            self._buttons[house.id] = button
            self._list.addWidget(button)
        if focused in self._buttons:
            self._buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def needed(self) -> int:
        """How high it is when nothing of it has to be scrolled."""
        lines = sum(one.sizeHint().height() for one in self._buttons.values())
        return lines + self.head.sizeHint().height() + self._withheld.sizeHint().height() + 8

    def choose(self, current: str) -> None:
        """Light another house."""
        for id_, button in self._buttons.items():
            button.setChecked(id_ == current)
