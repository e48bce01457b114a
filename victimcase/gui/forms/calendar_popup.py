"""A month to choose a day from, in the calendar somebody counts in; by mouse or keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from babel.dates import get_day_names, get_month_names
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from victimcase.domain.calendars import jalali_span
from victimcase.domain.errors import Invalid
from victimcase.gui import theme
from victimcase.gui.forms.typed_days import SOLAR_MONTHS, TITLES, Calendar, day_in, others, solar
from victimcase.gui.parts.boxes import STRETCH, column, row
from victimcase.gui.parts.buttons import IconButton
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.text import Label
from victimcase.gui.words import LOCALE, day_long
from victimcase.i18n import N_, tr

CELL: Final = 36
WEEKS: Final = 6


class Month(QWidget):
    """The days of one month; arrows move by days and weeks, Page keys by months, Enter chooses."""

    moved = Signal()
    chosen = Signal(object)

    def __init__(self, shown: date, today: date, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "own")
        self.calendar = Calendar.GREGORIAN
        self.day, self._today = shown, today
        self.setFixedSize(self.sizeHint())
        self._tell()

    def sizeHint(self) -> QSize:
        """Seven days wide, six weeks and their names high."""
        return QSize(theme.px(CELL) * 7, theme.px(CELL) * (WEEKS + 1))

    def span(self) -> tuple[date, date]:
        """First and last day of the month that is shown."""
        if self.calendar is Calendar.SOLAR_HIJRI and (found := solar(self.day)):
            return jalali_span(found[0], found[1])
        first = self.day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def title(self) -> str:
        """The month in words, in its calendar."""
        first = self.span()[0]
        words = day_in(first, self.calendar)
        year = words.rsplit(" ", 1)[-1]
        if self.calendar is Calendar.SOLAR_HIJRI and (found := solar(first)):
            return f"{SOLAR_MONTHS[found[1] - 1][0]} {year}"
        return f"{get_month_names('wide', context='stand-alone', locale=LOCALE)[first.month]} {year}"

    def go(self, value: date) -> None:
        """Stand on another day."""
        self.day = value
        self._tell()
        self.moved.emit()
        self.update()

    def turn(self, months: int) -> None:
        """Show another month, on a day as near as there is one."""
        passed = (self.day - self.span()[0]).days
        for _ in range(abs(months)):
            first, last = self.span()
            self.day = last + timedelta(days=1) if months > 0 else first - timedelta(days=1)
        first, last = self.span()
        self.go(min(first + timedelta(days=passed), last))

    def _tell(self) -> None:
        self.setAccessibleName(day_long(self.day))

    def _cells(self) -> list[tuple[QRect, date]]:
        first, last = self.span()
        side = theme.px(CELL)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        cells = []
        for number in range((last - first).days + 1):
            place = number + first.weekday()
            across = 6 - place % 7 if mirrored else place % 7
            cells.append(
                (QRect(across * side, (place // 7 + 1) * side, side, side), first + timedelta(days=number))
            )
        return cells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, turn or choose."""
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        days = {
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Down: 7,
            Qt.Key.Key_Up: -7,
        }.get(Qt.Key(event.key()))
        months = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if days is not None:
            self.go(self.day + timedelta(days=days))
        elif months is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.turn(months * (12 if shift else 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        elif event.key() == Qt.Key.Key_Home:
            self.go(self._today)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        for area, value in self._cells():
            if area.contains(event.position().toPoint()):
                self.chosen.emit(value)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names of the days and the days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(CELL)
        names = get_day_names("short", context="stand-alone", locale=LOCALE)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for number in range(7):
            across = 6 - number if mirrored else number
            painter.drawText(QRect(across * side, 0, side, side), Qt.AlignmentFlag.AlignCenter, names[number])
        for area, value in self._cells():
            self._paint_day(painter, area, value)

    def _paint_day(self, painter: QPainter, area: QRect, value: date) -> None:
        here = value == self.day
        inner = area.adjusted(2, 2, -2, -2)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(inner, 6, 6)
        elif value == self._today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRoundedRect(inner, 6, 6)
        painter.setFont(theme.font("body", bold=here))
        painter.setPen(theme.colour("onaccent" if here else "text"))
        number = day_in(value, self.calendar).split(" ", 1)[0]
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number)


class CalendarPopup(QFrame):
    """The calendar under a day line. Escape closes it and changes nothing."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, shown: date, today: date, *, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setProperty("part", "box")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendars = Segments(
            [(one, tr(title)) for one, title in TITLES.items()],
            name=f"{name}.which",
            aloud=tr(N_("Calendar")),
            optional=False,
        )
        self._calendars.set_value(Calendar.GREGORIAN)
        self._calendars.changed.connect(self._count_in)
        self.month = Month(shown, today, name=f"{name}.month")
        self.month.moved.connect(self._say)
        self.month.chosen.connect(self._choose)
        before = IconButton(
            "caret-left", tr(N_("Month before")), name=f"{name}.before", kind="quiet", hint="Page Up"
        )
        after = IconButton(
            "caret-right", tr(N_("Month after")), name=f"{name}.after", kind="quiet", hint="Page Down"
        )
        before.clicked.connect(lambda _checked: self.month.turn(-1))
        after.clicked.connect(lambda _checked: self.month.turn(1))
        self._title = Label("", "strong")
        self._others = Label("", "small")
        head = row(before, STRETCH, self._title, STRETCH, after)
        self.setLayout(
            column(
                self._calendars,
                head,
                row(STRETCH, self.month, STRETCH),
                self._others,
                space=8,
                margins=(12, 12, 12, 12),
            )
        )
        self._say()

    def _count_in(self, calendar: object) -> None:
        self.month.calendar = Calendar(str(calendar))
        self.month.go(self.month.day)

    def _say(self) -> None:
        self._title.setText(self.month.title())
        self._others.setText(f"{day_long(self.month.day)}\n{_safe_others(self.month.day)}")

    def _choose(self, value: date) -> None:
        self.chosen.emit(value)
        self.close()

    def open_at(self, place: QPoint) -> None:
        """Show the calendar at a place, inside the screen, with the keyboard on its day."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = place.x()
        above = self.parentWidget()
        if above is not None and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left += above.width() - self.width()
        left = max(screen.left(), min(left, screen.right() - self.width()))
        top = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.adjustSize()


def _safe_others(value: date) -> str:
    try:
        return others(value)
    except Invalid:
        return ""
