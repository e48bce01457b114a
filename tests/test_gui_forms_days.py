"""Days as people type them, in three calendars; and days known in part."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.form_ground import DeskOf, desk_of, open_form, save, type_in
from tests.vaults import SignIn, new_case
from victimcase.domain.calendars import jalali_span
from victimcase.domain.errors import Invalid
from victimcase.gui.forms import typed_days
from victimcase.gui.forms.calendar_popup import Month
from victimcase.gui.forms.days import DayEditor, InstantEditor
from victimcase.gui.forms.partial_days import PartialDayEditor
from victimcase.gui.forms.sheet import kept
from victimcase.gui.forms.typed_days import Calendar, read_day, solar

__all__ = ["desk_of"]

TODAY = date(2026, 11, 23)
DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3 Dec 2026", "3 december 2026", "Dec 3, 2026", "03/12/2026", "3.12.2026", "2026-12-03", "20261203",
        "3 Dec 2569", "3/12/2569", "BE 2569-12-03", "๓ ธ.ค. ๒๕๖๙", "12 Qaws 1405", "1405/9/12",
        "12 Azar 1405 SH", "۱۲ قوس ۱۴۰۵",
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_calendar(text: str) -> None:
    """One day, as people in the region write it."""
    assert read_day(text, TODAY) == DAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31 Feb 2026", "February 2026 has 28 days."),
        ("3/12/26", "Write the year with four digits."),
        ("Dec 2026", "A day needs its month and its number."),
        ("3 Foo 2026", "“foo” is no month here."),
        ("30 Hut 1404", "That calendar has no such day."),
        ("soon", "This day could not be read."),
    ],
)
def test_what_is_no_day_is_said_in_words(text: str, words: str) -> None:
    """The twin: what is not understood is never guessed."""
    with pytest.raises(Invalid, match=words.replace(".", r"\.")):
        read_day(text, TODAY)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_told_in_another_calendar_reads_as_the_same_day(day: date) -> None:
    """Telling and reading are each other's mirror."""
    found = solar(day)
    assert found is not None and jalali_span(*found) == (day, day)
    assert read_day(typed_days.day_in(day, Calendar.SOLAR_HIJRI), TODAY) == day
    assert read_day(typed_days.day_in(day, Calendar.GREGORIAN), TODAY) == day
    if day.year > 1940:
        assert read_day(typed_days.day_in(day, Calendar.BUDDHIST), TODAY) == day


def test_near_days_have_words() -> None:
    """Today needs no numbers."""
    assert read_day("yesterday", TODAY) == date(2026, 11, 22)


def test_a_year_in_part_is_kept_as_it_is_known(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Each way of knowing a birth gives its EDTF, and opens again the same way."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "person", shown=False)
        assert form.sheet is not None
        field = form.sheet.rows["birth"].editor
        assert isinstance(field, PartialDayEditor)
        for way, part, text, edtf in (
            ("year", "year", "BE 2551", "2008"),
            ("about", "about", "1998", "1998~"),
            ("full", "day", "12/9/1386", "2007-12-03"),
        ):
            field._chosen(way)
            line = getattr(field, part)
            type_in(getattr(line, "line", line), text)
            assert field.value() == edtf
        field._chosen("age")
        type_in(field.age, "17")
        assert field.value() == "2008-03-15/2009-03-14"
        assert field.says() == ("Born 15 Mar 2008 to 14 Mar 2009", "BE 2551 to 2552 · SH 1386 to 1387")
        type_in(field.age, "many")
        assert field.mistake().startswith("The age or its day is missing.")
        type_in(field.age, "17")
        assert len(save(form)) == 1
        assert form.data is not None and kept(form.data, "birth") == "2008-03-15/2009-03-14"
        assert field._way == "between"


def test_a_day_that_lies_ahead_is_marked_and_still_saved(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """What speaks against a day is said beside it; the person decides."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "stated_age")
        assert form.sheet is not None
        row = form.sheet.rows["stated_on"]
        assert isinstance(row.editor, DayEditor)
        type_in(row.editor.day.line, "3 Dec 2569")
        row.leave()
        assert row.problem == "This day lies in the future."
        assert row.editor.day.text() == "3 Dec 2026"
        type_in(row.editor.day.line, "31 Feb 2026")
        assert save(form) == []
        assert row.problem.startswith("February 2026 has 28 days.")
        row.editor.day._step(1)
        row.editor.day.set_day(DAY)
        assert len(save(form)) == 1


def test_a_moment_is_kept_in_utc_and_shown_as_clocks_here_had_it(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """Day and time are typed; a time alone is said to lack its day."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "incident", shown=False)
        assert form.sheet is not None
        field = form.sheet.rows["happened_at"].editor
        assert isinstance(field, InstantEditor)
        type_in(field.time, "9.30")
        assert field.mistake().startswith("The day is missing.")
        type_in(field.day.line, "3 Mar 2026")
        assert field.mistake() == ""
        assert len(save(form)) == 1
        assert form.data is not None
        assert str(kept(form.data, "happened_at")).startswith("2026-03-0")
        assert field.time.text() == "09:30" and field.day.text() == "3 Mar 2026"


def test_the_calendar_is_walked_with_keys(desk_of: DeskOf, qtbot: QtBot) -> None:
    """Arrows, Page keys and Enter are enough, in each calendar."""
    from PySide6.QtCore import Qt

    from tests.form_ground import app

    app()
    month = Month(DAY, TODAY, name="month")
    qtbot.addWidget(month)
    month.show()
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert month.day == date(2026, 12, 11)
    month.calendar = Calendar.SOLAR_HIJRI
    assert month.title() == "Qaws 1405"
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert month.title() == "Jadi 1405"
    month.calendar = Calendar.BUDDHIST
    assert month.title() == "January 2570"
    with qtbot.waitSignal(month.chosen) as chosen:
        QTest.keyClick(month, Qt.Key.Key_Return)
    assert chosen.args == [month.day]
