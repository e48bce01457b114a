"""Editors of days and moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from victimcase.domain.errors import Invalid
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms import typed_days
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.forms.lines import TextLine, digits
from victimcase.gui.parts.boxes import STRETCH, row
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr


class DayEditor(Editor):
    """A day that is known."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.day = DayLine(place.desk.today, name=place.object_name, aloud=place.label)
        self.day.setFixedWidth(theme.px(220))
        self.day.edited.connect(self.edited)
        self.setLayout(row(self.day, STRETCH))

    def value(self) -> object:
        """The day as ISO 8601; what is no day, as it was typed."""
        try:
            found = self.day.day()
        except Invalid:
            return self.day.text()
        return found.isoformat() if found else None

    def set_value(self, plain: Plain) -> None:
        """Show a day."""
        try:
            self.day.set_day(date.fromisoformat(str(plain)) if plain else None)
        except ValueError:
            self.day.line.setText(str(plain))

    def mistake(self) -> str:
        """Why what was typed is no day."""
        return mistake_of(self.day)

    def says(self) -> tuple[str, str]:
        """The same day in the two other calendars."""
        try:
            found = self.day.day()
        except Invalid:
            return "", ""
        return "", typed_days.others(found) if found else ""

    def target(self) -> TextLine:
        """The line."""
        return self.day.line

    def settle(self) -> None:
        """Write the day in its usual form."""
        self.day.settle()


def mistake_of(line: DayLine) -> str:
    """Why what stands in a line is no day, and how to write one."""
    try:
        line.day()
    except Invalid as problem:
        return f"{what(problem)} {next_step(problem)}"
    return ""


class InstantEditor(Editor):
    """A moment: day and time here; kept as it is everywhere (UTC)."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.day = DayLine(place.desk.today, name=place.object_name, aloud=place.label)
        self.day.setFixedWidth(theme.px(220))
        self.time = TextLine(
            name=f"{place.object_name}.time", aloud=tr(N_("{label}: time"), label=place.label)
        )
        self.time.setFixedWidth(theme.px(80))
        self.time.setPlaceholderText("09:30")
        self._kept: tuple[tuple[str, str], Plain] = (("", ""), None)
        self.day.edited.connect(self.edited)
        self.time.textEdited.connect(lambda _text: self.edited.emit())
        self.setLayout(row(self.day, Label(tr(N_("at")), "second"), self.time, STRETCH))

    def _typed(self) -> tuple[str, str]:
        return self.day.text(), self.time.text().strip()

    def value(self) -> object:
        """The moment in UTC, as ISO 8601; what is none, as it was typed."""
        if self._typed() == self._kept[0]:
            return self._kept[1]
        if not any(self._typed()):
            return None
        try:
            return self._moment().astimezone(UTC).isoformat()
        except Invalid:
            return " ".join(self._typed())

    def _moment(self) -> datetime:
        found = self.day.day()
        if found is None:
            raise Invalid(N_("The day is missing."), N_("Write the day, or empty the time."))
        clock = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?", digits(self.time.text().strip()) or "-")
        if clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
            raise Invalid(N_("The time is missing."), N_("Write it like 09:30; about is enough."))
        return datetime(found.year, found.month, found.day, int(clock[1]), int(clock[2] or 0))

    def set_value(self, plain: Plain) -> None:
        """Show a moment as the clocks here had it."""
        try:
            at = datetime.fromisoformat(str(plain)).astimezone() if plain else None
        except ValueError:
            at = None
        self.day.set_day(at.date() if at else None)
        self.time.setText(at.strftime("%H:%M") if at else "")
        self._kept = (self._typed(), plain)

    def mistake(self) -> str:
        """What is missing of day and time."""
        if not any(self._typed()) or self._typed() == self._kept[0]:
            return ""
        try:
            self._moment()
        except Invalid as problem:
            return f"{what(problem)} {next_step(problem)}"
        return ""

    def says(self) -> tuple[str, str]:
        """The day in the two other calendars."""
        try:
            found = self.day.day()
        except Invalid:
            return "", ""
        return "", typed_days.others(found) if found else ""

    def target(self) -> TextLine:
        """The line of the day."""
        return self.day.line

    def mark(self, *, problem: bool) -> None:
        """Mark day and time."""
        for line in (self.day.line, self.time):
            set_state(line, "problem" if problem else "")

    def settle(self) -> None:
        """Write the day in its usual form."""
        self.day.settle()
