"""How many beds of a house are free on the next nights, and who has which bed over a week or a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimcase.gui import theme
from victimcase.gui.pages.shelter.words import bed_name, how_long, who
from victimcase.gui.parts.painting import draw
from victimcase.gui.words import LOCALE, day_short
from victimcase.i18n import N_, tr
from victimcase.services.beds import BedShown, HouseShown, Night

MOST_CELLS = 12
"""Small boxes drawn one for each bed; larger houses get one bar."""


def week_day(day: date) -> str:
    """The short name of a day of the week."""
    return format_date(day, "EEEEEE", locale=LOCALE)


class Nights(QWidget):
    """Free beds by night. Arrows go from night to night, Enter shows the plan of one."""

    chosen = Signal(object)
    """A night somebody wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shelter.nights")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._nights: tuple[Night, ...] = ()
        self._at, self._today = 0, date.min
        self._house = ""

    def show_house(self, house: HouseShown, today: date) -> None:
        """Show the nights of a house."""
        self._nights, self._at, self._today = house.nights, 0, today
        self._house = house.name
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the boxes."""
        most = max((one.beds for one in self._nights), default=4)
        return QSize(theme.px(300), theme.px(80) + min(most, MOST_CELLS) * theme.px(10))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow; numbers stay."""
        return QSize(theme.px(180), self.sizeHint().height())

    def _say(self) -> None:
        if not self._nights:
            return
        night = self._nights[self._at]
        day = day_short(date.fromisoformat(night.day), self._today)
        self.setAccessibleName(
            tr(
                N_("Free beds in {house}, {day}: {free} of {beds}"),
                house=self._house,
                day=day,
                free=night.free,
                beds=night.beds,
            )
        )

    def _box(self, number: int) -> QRectF:
        gap = 4.0
        wide = (self.width() - gap * (len(self._nights) - 1)) / max(1, len(self._nights))
        at = number
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            at = len(self._nights) - 1 - number
        return QRectF(at * (wide + gap), 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one column for each night."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, night in enumerate(self._nights):
            box = self._box(number).adjusted(0.5, 0.5, -0.5, -0.5)
            full = night.free == 0
            here = number == self._at
            painter.setPen(QPen(theme.colour("danger" if full else "accent" if here else "line"), 1))
            painter.setBrush(theme.colour("dangersoft" if full else "selected" if here else "surface"))
            painter.drawRoundedRect(box, 6, 6)
            self._column(painter, box, night, full=full)

    def _column(self, painter: QPainter, box: QRectF, night: Night, *, full: bool) -> None:
        day = date.fromisoformat(night.day)
        line = theme.px(16)
        area = QRectF(box.left(), box.top() + theme.px(5), box.width(), line)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        draw(painter, area, week_day(day), middle=True)
        draw(painter, area.translated(0, line - 1), str(day.day), middle=True)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("danger" if full else "text"))
        draw(painter, area.translated(0, 2 * line + 4), str(night.free), middle=True)
        painter.setFont(theme.font("smallstrong" if full else "small"))
        painter.setPen(theme.colour("danger" if full else "text2"))
        word = tr(N_("full")) if full else tr(N_("free"))
        if painter.fontMetrics().horizontalAdvance(word) <= box.width():
            draw(painter, area.translated(0, 3 * line + 6), word, middle=True)
        top = box.top() + 4 * line + theme.px(12)
        count = min(night.beds, MOST_CELLS)
        tall = theme.px(10)
        free = round(night.free * count / max(1, night.beds))
        for number in range(count):
            cell = QRectF(box.left() + 5, top + number * tall, box.width() - 10, tall - 3)
            if number < free:
                painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("chart2"))
                painter.drawRoundedRect(cell, 1, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from night to night."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        if step and 0 <= self._at + step < len(self._nights):
            self._at += step
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._nights:
            self.chosen.emit(date.fromisoformat(self._nights[self._at].day))
        elif not step:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the plan of the night that is pressed."""
        for number in range(len(self._nights)):
            if self._box(number).contains(event.position()):
                self._at = number
                self._say()
                self.chosen.emit(date.fromisoformat(self._nights[number].day))
                return


class Spans(QWidget):
    """The beds of a house one below the other, and who has each over the coming days."""

    chosen = Signal(object)
    """The bed somebody chose."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shelter.spans")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._beds: Sequence[BedShown] = ()
        self._from, self._days, self._at = date.min, 7, 0
        self._today = date.min

    def show_house(self, house: HouseShown, first: date, days: int, today: date) -> None:
        """Show a house over some days."""
        self._beds, self._from, self._days, self._today = house.beds, first, days, today
        self._at = min(self._at, max(0, len(self._beds) - 1))
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a bed."""
        return QSize(theme.px(300), theme.px(36) + len(self._beds) * theme.px(32) + 4)

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(theme.px(240), self.sizeHint().height())

    def _say(self) -> None:
        if not self._beds:
            return
        bed = self._beds[self._at]
        people = "; ".join(f"{who(one)}, {how_long(one, self._today)}" for one in bed.sleepers)
        self.setAccessibleName(f"{bed_name(bed)}: {people or tr(N_('Free'))}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint days above, beds at the start, and bars where they are somebody's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, head, tall = theme.px(56), theme.px(34), theme.px(32)
        wide = (self.width() - side) / self._days
        self._head(painter, side, wide, head)
        for number, bed in enumerate(self._beds):
            line = QRectF(0, head + number * tall, self.width(), tall)
            if number == self._at and self.hasFocus():
                painter.fillRect(line, theme.colour("selected"))
            painter.fillRect(QRectF(0, line.bottom(), self.width(), 1), theme.colour("line"))
            painter.setFont(theme.font("smallstrong"))
            painter.setPen(theme.colour("text2"))
            self._text(painter, QRectF(0, line.top(), side - 6, tall), bed_name(bed))
            self._bars(painter, bed, line.top() + 4, tall - 8, side, wide)

    def _at_x(self, rect: QRectF) -> QRectF:
        """The same place, counted from where reading begins."""
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())
        return rect

    def _text(self, painter: QPainter, rect: QRectF, text: str, *, middle: bool = False) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        draw(painter, self._at_x(rect), text, from_right=mirrored, middle=middle)

    def _head(self, painter: QPainter, side: float, wide: float, tall: float) -> None:
        every = 1 if wide >= theme.px(22) else 5
        for number in range(self._days):
            day = self._from + timedelta(days=number)
            weekend = day.weekday() >= 5
            if weekend:
                column = QRectF(side + number * wide, tall, wide, self.height() - tall)
                painter.fillRect(self._at_x(column), theme.colour("subtle"))
            if number % every:
                continue
            painter.setFont(theme.font("smallstrong" if day == self._today else "small"))
            painter.setPen(theme.colour("accenttext" if day == self._today else "text2"))
            text = f"{week_day(day)} {day.day}" if self._days <= 7 else str(day.day)
            self._text(
                painter, QRectF(side + number * wide - 4, 0, wide * every + 8, tall), text, middle=every == 1
            )

    def _bars(
        self, painter: QPainter, bed: BedShown, top: float, tall: float, side: float, wide: float
    ) -> None:
        end = self._from + timedelta(days=self._days)
        for one in bed.sleepers:
            last = date.fromisoformat(one.until) if one.until and not one.overdue else end
            held = date.fromisoformat(bed.held_from) if bed.held_from else end
            nights = max(1, (min(last, held, end) - self._from).days)
            box = self._at_x(QRectF(side, top, nights * wide - 2, tall))
            ink = QColor(theme.colour("danger" if bed.trouble else "accent"))
            painter.setPen(QPen(ink, 1))
            painter.setBrush(theme.colour("dangersoft" if bed.trouble else "selected"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(theme.font("smallstrong"))
            painter.setPen(theme.colour("private" if one.hidden else "text"))
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            draw(painter, box.adjusted(8, 0, -8, 0), who(one), from_right=mirrored)
        if bed.held_from and date.fromisoformat(bed.held_from) < end:
            start = max(0, (date.fromisoformat(bed.held_from) - self._from).days)
            box = self._at_x(QRectF(side + start * wide, top, (self._days - start) * wide - 2, tall))
            painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QBrush(theme.colour("track"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bed to bed."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._at + step < len(self._beds):
            self._at += step
            self._say()
            self.update()
            self.chosen.emit(self._beds[self._at])
        elif not step:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bed that is pressed."""
        at = int((event.position().y() - theme.px(34)) // theme.px(32))
        if 0 <= at < len(self._beds):
            self._at = at
            self._say()
            self.update()
            self.chosen.emit(self._beds[at])
