"""The rooms of a house and their beds: who sleeps where and until when; every bed is reached by keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimcase.domain.reference import Reference
from victimcase.gui import icons, theme
from victimcase.gui.pages.shelter.words import aloud, free_words, how_long, serves, who
from victimcase.gui.parts.boxes import Flow, clear, column, frame, row
from victimcase.gui.parts.painting import draw
from victimcase.gui.parts.pressing import PaintedToggle
from victimcase.gui.parts.text import Elided, Label
from victimcase.i18n import N_, tr
from victimcase.services.beds import BedShown, HouseShown

WIDE = 122
"""Pixels a bed is wide on the plan."""


class BedButton(PaintedToggle):
    """One bed: a sheet where somebody sleeps, a dashed edge where it is free."""

    def __init__(self, bed: BedShown, night: date, today: date) -> None:
        super().__init__()
        self.bed, self._night, self._today = bed, night, today
        self.setCheckable(True)
        self.setObjectName(f"shelter.bed.{bed.room}.{bed.name}")
        words = aloud(bed, night, today)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All beds are alike large, so that the plan can be read."""
        return QSize(theme.px(WIDE), theme.px(76))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bed = self.bed
        bad, chosen = bool(bed.trouble), self.isChecked()
        ink = "danger" if bad else "accent" if chosen else "border"
        thick = 2 if bad or chosen else 1
        style = Qt.PenStyle.SolidLine if bed.sleepers or not bed.usable else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour(ink), thick, style))
        ground = "selected" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.colour("subtle" if not bed.usable and not chosen else ground))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), 6, 6
        )
        room = QRectF(self.rect()).adjusted(10, theme.px(7), -8, 0)
        room.setHeight(theme.px(20))
        if bed.sleepers:
            self._people(painter, room)
        else:
            self._free(painter, room)

    def _line(
        self, painter: QPainter, room: QRectF, text: str, *, icon: str = "", ink: str = "text2"
    ) -> QRectF:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.setPen(theme.colour(ink))
        words = QRectF(room)
        if icon:
            side = theme.px(14)
            at = room.right() - side if mirrored else room.left()
            icons.paint(
                painter, QRectF(at, room.center().y() - side / 2, side, side), icon, theme.colour(ink)
            )
            words = room.adjusted(0, 0, -side - 5, 0) if mirrored else room.adjusted(side + 5, 0, 0, 0)
        draw(painter, words, text, from_right=mirrored)
        return room.translated(0, theme.px(18))

    def _people(self, painter: QPainter, room: QRectF) -> None:
        bed, first = self.bed, self.bed.sleepers[0]
        painter.setFont(theme.font("strong"))
        names = who(first) if len(bed.sleepers) == 1 else ", ".join(who(one) for one in bed.sleepers)
        room = self._line(painter, room, names, ink="private" if first.hidden else "text")
        painter.setFont(theme.font("small"))
        tone = "warn" if first.overdue else "private" if first.hidden else "text2"
        room = self._line(
            painter, room, how_long(first, self._today), icon="eye-slash" if first.hidden else "", ink=tone
        )
        painter.setFont(theme.font("smallstrong"))
        if bed.trouble:
            self._line(painter, room, tr(N_("conflict")), icon="warning-circle-fill", ink="danger")
        elif first.restricted:
            self._line(painter, room, tr(N_("restricted")), icon="shield-chevron", ink="private")
        elif first.child:
            cot = tr(N_("child, cot")) if bed.type == "cot" else tr(N_("child"))
            self._line(painter, room, cot, icon="baby", ink="accenttext")

    def _free(self, painter: QPainter, room: QRectF) -> None:
        bed = self.bed
        painter.setFont(theme.font("small"))
        name = tr(N_("Cot {name}")) if bed.type == "cot" else tr(N_("Bed {name}"))
        room = self._line(painter, room, name.format(name=bed.name), icon="bed", ink="text2")
        if bed.usable:
            room = self._line(painter, room, tr(N_("Free")), ink="text")
            self._line(painter, room, free_words(bed, self._night, self._today), ink="text2")
        else:
            self._line(painter, room, tr(N_("out of use")), icon="prohibit", ink="text2")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What has the keyboard is shown at the side."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the bed beside, above or below; Enter chooses as Space does."""
        ways = {
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Up: (0, -1),
        }
        way = ways.get(Qt.Key(event.key()))
        plan = self._plan()
        if way is not None and plan is not None:
            plan.step(self, *way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _plan(self) -> Rooms | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, Rooms):
            above = above.parentWidget()
        return above


class Rooms(QWidget):
    """All rooms of one house on one night."""

    chosen = Signal(object)
    """The bed somebody chose."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference
        self.setObjectName("shelter.rooms")
        self.setAccessibleName(tr(N_("Rooms and beds")))
        self._flow = Flow(12, top=True)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.beds: list[BedButton] = []

    def show_house(self, house: HouseShown, night: date, today: date, chosen: str) -> None:
        """Show the rooms of a house."""
        focused = next((one.bed.id for one in self.beds if one.hasFocus()), "")
        clear(self._flow)
        self.beds = []
        for room, beds in house.rooms.items():
            self._flow.addWidget(self._room(room, beds, night, today, chosen))
        for sleeper in house.elsewhere:
            line = row(
                Label(who(sleeper), "strong"),
                Label(f"{how_long(sleeper, today)}, {tr(N_('no bed chosen yet'))}", "small"),
                margins=(12, 8, 12, 8),
            )
            self._flow.addWidget(frame("box", line, tone="dashed"))
        again = next((one for one in self.beds if one.bed.id == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _room(self, room: str, beds: tuple[BedShown, ...], night: date, today: date, chosen: str) -> QWidget:
        inside = Flow(8)
        for bed in beds:
            button = BedButton(bed, night, today)
            button.setChecked(bed.id == chosen)
            button.clicked.connect(lambda _checked, button=button: self._choose(button))
            inside.addWidget(button)
            self.beds.append(button)
        whom = dict.fromkeys(code for bed in beds for code in bed.serves)
        note = serves(self._reference, tuple(whom))
        count = tr(N_("1 bed")) if len(beds) == 1 else tr(N_("{count} beds"), count=len(beds))
        words = Elided(", ".join(part for part in (note, count) if part), "small")
        words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        title = row(Label(tr(N_("Room {room}"), room=room), "strong"), words, space=12)
        title.setStretch(1, 1)
        made = frame("box", column(title, inside, space=8, margins=(12, 10, 12, 12)))
        columns = min(len(beds), 2)
        made.setFixedWidth(columns * theme.px(WIDE) + (columns - 1) * 8 + 26)
        inner = made.layout()
        if inner is not None:
            made.setFixedHeight(inner.totalHeightForWidth(made.width()))
        made.setAccessibleName(tr(N_("Room {room}"), room=room))
        return made

    def _choose(self, button: BedButton) -> None:
        for one in self.beds:
            one.setChecked(one is button)
        self.chosen.emit(button.bed)

    def choose(self, bed: str) -> None:
        """Light a bed and put the keyboard on it."""
        for one in self.beds:
            one.setChecked(one.bed.id == bed)
            if one.bed.id == bed:
                one.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, start: BedButton, right: int, down: int) -> None:
        """Go from a bed to the nearest one in a direction."""
        here = self._middle(start)

        def far(one: BedButton) -> tuple[float, float]:
            away = self._middle(one) - here
            along = away.x() * right + away.y() * down
            across = abs(away.x() * down) + abs(away.y() * right)
            return along, along + 3 * across

        ahead = [(far(one)[1], index) for index, one in enumerate(self.beds) if far(one)[0] > 4]
        if ahead:
            found = self.beds[min(ahead)[1]]
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            found.click()

    def _middle(self, one: BedButton) -> QPoint:
        return one.mapTo(self, one.rect().center())


__all__ = ["BedButton", "Rooms"]
