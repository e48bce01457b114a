"""The editor of a day that may be known only in part: first what is known, then that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, date
from typing import Final

from babel.dates import get_month_names
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms import partial_text, typed_days
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.forms.lines import TextLine
from victimcase.gui.forms.partial_text import ABOUT, AGE, BETWEEN, FULL, MONTH, WRITTEN, YEAR
from victimcase.gui.parts.boxes import STRETCH, column, holder, row
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Label
from victimcase.gui.words import LOCALE, day, next_step, what
from victimcase.i18n import N_, tr

WAYS: Final = {
    FULL: N_("Full date"),
    MONTH: N_("Month"),
    YEAR: N_("Year"),
    ABOUT: N_("About"),
    AGE: N_("Age on a day"),
    BETWEEN: N_("Between"),
    WRITTEN: N_("As written"),
}
SELDOM: Final = (BETWEEN, WRITTEN)
"""Shown only for values that need them."""


class PartialDayEditor(Editor):
    """A day known in full or in part; kept as EDTF."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self._way = FULL
        self._kept: tuple[tuple[str, ...], Plain] = ((), None)
        born = place.name.startswith("birth")
        ways = [(code, tr(words)) for code, words in WAYS.items() if born or code != AGE]
        self.ways = Segments(
            ways,
            name=f"{place.object_name}.known",
            aloud=tr(N_("{label}: what is known?"), label=place.label),
            optional=False,
            wraps=True,
        )
        self.ways.changed.connect(self._chosen)
        self._stack = QStackedWidget()
        self._sheets: dict[str, int] = {}
        self.setLayout(column(self.ways, self._stack, space=8))
        self.ways.set_value(FULL)
        self._show(FULL)

    def _need(self, way: str) -> None:
        """Make the lines of a way when it is asked for; most forms need one."""
        if way in self._sheets:
            return
        name, label = self.place.object_name, self.place.label
        match way:
            case "full":
                self.day = self._day_line(name, label)
                self.day.setFixedWidth(theme.px(220))
                self._add(FULL, self.day)
            case "month":
                self.month = Pick(
                    list(get_month_names("wide", context="stand-alone", locale=LOCALE).items()),
                    name=f"{name}.month",
                    aloud=tr(N_("{label}: month"), label=label),
                )
                self.month.set_value(None)
                self.month.picked.connect(lambda _month: self.edited.emit())
                self.month_year = self._line("month_year", tr(N_("{label}: year"), label=label))
                self._add(MONTH, self.month, self.month_year)
            case "year":
                self.year = self._line("year", tr(N_("{label}: year"), label=label))
                self._add(YEAR, self.year)
            case "about":
                self.about = self._line("about", tr(N_("{label}: about which year"), label=label))
                self._add(ABOUT, Label(tr(N_("about")), "second"), self.about)
            case "age":
                self.age = self._line("age", tr(N_("{label}: age"), label=label), 56)
                self.on = self._day_line(f"{name}.age_on", tr(N_("{label}: age on which day"), label=label))
                self.on.set_day(self.place.desk.today)
                self._add(AGE, self.age, Label(tr(N_("years, on")), "second"), self.on)
            case "between":
                self.first = self._day_line(f"{name}.first", tr(N_("{label}: not before"), label=label))
                self.last = self._day_line(f"{name}.last", tr(N_("{label}: not after"), label=label))
                self._add(BETWEEN, self.first, Label(tr(N_("and")), "second"), self.last)
            case _:
                self.written = self._line("written", label, 220)
                self._add(WRITTEN, self.written)

    def _day_line(self, name: str, aloud: str) -> DayLine:
        line = DayLine(self.place.desk.today, name=name, aloud=aloud)
        line.edited.connect(self.edited)
        return line

    def _line(self, part: str, aloud: str, wide: int = 100) -> TextLine:
        line = TextLine(name=f"{self.place.object_name}.{part}", aloud=aloud)
        line.setFixedWidth(theme.px(wide))
        line.textEdited.connect(lambda _text: self.edited.emit())
        return line

    def _add(self, way: str, *parts: QWidget) -> None:
        box = row(*parts, STRETCH)
        if any(isinstance(one, DayLine) for one in parts[1:]):
            box = row(*parts)
            box.setStretch(len(parts) - 1, 1)
        self._sheets[way] = self._stack.addWidget(holder(box))

    def _show(self, way: str) -> None:
        self._need(way)
        self._way = way
        self._stack.setCurrentIndex(self._sheets[way])
        for code in SELDOM:
            self.ways.offer(code, offered=way == code)
        self._stack.setFixedHeight(self._sheet(way).sizeHint().height())

    def _sheet(self, way: str) -> QWidget:
        found = self._stack.widget(self._sheets[way])
        assert found is not None
        return found

    def _chosen(self, way: object) -> None:
        before = self._understood()
        self._show(str(way))
        if before is not None:
            self._carry_over(before)
        self.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _carry_over(self, before: PartialDate) -> None:
        """What was known another way, as far as it goes."""
        whole = before.earliest if before.earliest != date.min else before.latest
        if any(part for part in self._typed()[1:]) or whole.year == MAXYEAR:
            return
        match self._way:
            case "full" if before.precise:
                self.day.set_day(whole)
            case "month":
                known = before.earliest.month == before.latest.month
                self.month.set_value(whole.month if known else None)
                self.month_year.setText(str(whole.year))
            case "year":
                self.year.setText(str(whole.year))
            case "about":
                self.about.setText(str(whole.year))

    def _typed(self) -> tuple[str, ...]:
        match self._way:
            case "full":
                parts = [self.day.text()]
            case "month":
                parts = [str(self.month.value() or ""), self.month_year.text().strip()]
            case "year":
                parts = [self.year.text().strip()]
            case "about":
                parts = [self.about.text().strip()]
            case "age":
                parts = [self.age.text().strip(), self.on.text()]
            case "between":
                parts = [self.first.text(), self.last.text()]
            case _:
                parts = [self.written.text().strip()]
        return (self._way, *parts)

    def value(self) -> object:
        """The day as EDTF; what is none, as it was typed."""
        if self._typed() == self._kept[0]:
            return self._kept[1]
        try:
            return self._edtf() or None
        except Invalid:
            return " ".join(self._typed()[1:])

    def _understood(self) -> PartialDate | None:
        try:
            text = self.value()
            return PartialDate.parse(str(text)) if text else None
        except Invalid:
            return None

    def _edtf(self) -> str:
        """EDTF of what was typed. Raises Invalid with words for the person who typed it."""
        today = self.place.desk.today
        reads: dict[str, Callable[[], str]] = {
            FULL: lambda: partial_text.whole(self.day.day()),
            MONTH: lambda: partial_text.month(self.month_year.text(), self.month.value(), today),
            YEAR: lambda: partial_text.year(self.year.text(), "", today),
            ABOUT: lambda: partial_text.year(self.about.text(), "~", today),
            AGE: lambda: partial_text.age(self.age.text(), self.on.day()),
            BETWEEN: lambda: partial_text.between(self.first.day(), self.last.day()),
            WRITTEN: lambda: self.written.text().strip(),
        }
        return reads[self._way]()

    def set_value(self, plain: Plain) -> None:
        """Show a value in the way it is known."""
        text = str(plain or "")
        way = partial_text.way_of(text)
        while self._stack.count():
            old = self._stack.widget(0)
            assert old is not None
            self._stack.removeWidget(old)
            let_go(old)
        self._sheets.clear()
        self.ways.set_value(way)
        self._show(way)
        if text:
            self._put(way, text)
        self._kept = (self._typed(), plain or None)

    def _put(self, way: str, text: str) -> None:
        match way:
            case "full":
                self.day.set_day(date.fromisoformat(text))
            case "month":
                self.month.set_value(int(text[5:7]))
                self.month_year.setText(text[:4])
            case "year":
                self.year.setText(text)
            case "about":
                self.about.setText(text[:4])
            case "between":
                first, last = text.split("/")
                self.first.set_day(date.fromisoformat(first) if first != ".." else None)
                self.last.set_day(date.fromisoformat(last) if last != ".." else None)
            case _:
                self.written.setText(text)

    def mistake(self) -> str:
        """Why what was typed is no day."""
        if self._typed() == self._kept[0]:
            return ""
        try:
            text = self._edtf()
            if text:
                PartialDate.parse(text)
        except Invalid as problem:
            return f"{what(problem)} {next_step(problem)}"
        return ""

    def says(self) -> tuple[str, str]:
        """The days it covers, and the years side by side in the two other calendars."""
        found = self._understood()
        if found is None:
            return "", ""
        first, last = found.about_earliest, found.about_latest
        if first == date.min or last == date.max:
            return "", ""
        born = self.place.name.startswith("birth")
        if first == last:
            return "", typed_days.others(first)
        words = N_("Born {first} to {last}") if born else N_("{first} to {last}")
        return tr(words, first=day(first), last=day(last)), typed_days.years_of(first, last)

    def _fields(self) -> list[QWidget]:
        fields: dict[str, Callable[[], list[QWidget]]] = {
            FULL: lambda: [self.day.line],
            MONTH: lambda: [self.month, self.month_year],
            YEAR: lambda: [self.year],
            ABOUT: lambda: [self.about],
            AGE: lambda: [self.age, self.on.line],
            BETWEEN: lambda: [self.first.line, self.last.line],
            WRITTEN: lambda: [self.written],
        }
        return fields[self._way]()

    def target(self) -> QWidget:
        """The first line of what is known."""
        return self._fields()[0]

    def mark(self, *, problem: bool) -> None:
        """Mark the lines that show."""
        for one in self._fields():
            set_state(one, "problem" if problem else "")

    def settle(self) -> None:
        """Write days in their usual form."""
        for line in self._sheet(self._way).findChildren(DayLine):
            line.settle()
