"""A line for a day, typed in any of three calendars, with a calendar to choose from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import Invalid
from victimcase.gui import theme
from victimcase.gui.forms import typed_days
from victimcase.gui.forms.calendar_popup import CalendarPopup
from victimcase.gui.forms.lines import TextLine
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.buttons import IconButton
from victimcase.gui.words import day
from victimcase.i18n import N_, tr


class DayLine(QWidget):
    """A day: typed, stepped with the arrows, or chosen from a calendar (Alt+Down)."""

    edited = Signal()

    def __init__(self, today: date, *, name: str, aloud: str) -> None:
        super().__init__()
        self._today = today
        self._kept: tuple[str, date | None] = ("", None)
        self.line = _Line(name=name, aloud=aloud)
        self.line.setPlaceholderText(tr(N_("day month year")))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.stepped.connect(self._step)
        self.line.asked.connect(self.open)
        self.button = IconButton(
            "calendar-blank",
            tr(N_("{label}: open the calendar"), label=aloud),
            name=f"{name}.calendar",
            hint="Alt+↓",
        )
        self.button.clicked.connect(lambda _checked: self.open())
        box = row(self.line, self.button, space=4)
        box.setStretch(0, 1)
        self.setLayout(box)

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text().strip()

    def day(self) -> date | None:
        """The day that was understood; none where nothing stands. Raises Invalid for what is no day."""
        text = self.text()
        if not text:
            return None
        if text == self._kept[0]:
            return self._kept[1]
        return typed_days.read_day(text, self._today)

    def set_day(self, value: date | None) -> None:
        """Show a day, without a word to anybody."""
        self._kept = (day(value) if value else "", value)
        self.line.setText(self._kept[0])
        self.line.setCursorPosition(0)

    def settle(self) -> None:
        """Write what was understood in its usual form."""
        try:
            found = self.day()
        except Invalid:
            return
        self.set_day(found)

    def open(self) -> None:
        """Open the calendar under the line."""
        try:
            shown = self.day() or self._today
        except Invalid:
            shown = self._today
        popup = CalendarPopup(self, shown, self._today, name=f"{self.line.objectName()}.popup")
        popup.chosen.connect(self._chosen)
        popup.open_at(self.mapToGlobal(QPoint(0, self.height() + theme.px(4))))

    def _chosen(self, value: date) -> None:
        self.set_day(value)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edited.emit()

    def _step(self, days: int) -> None:
        try:
            found = self.day()
        except Invalid:
            return
        shown = date.fromordinal(found.toordinal() + days) if found else self._today
        self.set_day(shown)
        self.edited.emit()


class _Line(TextLine):
    """The line itself: arrows go a day on, Alt+Down opens the calendar."""

    stepped = Signal(int)
    asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is a day later, Down a day earlier."""
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)
