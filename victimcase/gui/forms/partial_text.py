"""What is known of a day in part, from what was typed to EDTF and back. Knows no Qt."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import from_age
from victimcase.gui.forms.lines import digits
from victimcase.gui.forms.typed_days import Calendar, understood
from victimcase.i18n import N_

FULL, MONTH, YEAR, ABOUT, AGE, BETWEEN, WRITTEN = (
    "full",
    "month",
    "year",
    "about",
    "age",
    "between",
    "written",
)
"""The ways a day may be known."""

YEAR_SO: Final = N_("Write a year like 2008, BE 2551 or SH 1387.")


def whole(day: date | None) -> str:
    """A day that is known in full."""
    return day.isoformat() if day else ""


def month(year: str, number: object, today: date) -> str:
    """A month of a Gregorian or Buddhist year. Raises Invalid where one of the two is missing."""
    if not year.strip() and number is None:
        return ""
    if not isinstance(number, int) or not year.strip():
        raise Invalid(N_("The month or its year is missing."), YEAR_SO)
    found = understood(year, today)
    if found.calendar is Calendar.SOLAR_HIJRI or found.month is not None:
        raise Invalid(N_("A month here needs a Gregorian or BE year."), YEAR_SO)
    first = found.span()[0]
    later = found.calendar is Calendar.BUDDHIST and first.month == 4 and number < 4
    return f"{first.year + later:04}-{number:02}"


def year(typed: str, mark: str, today: date) -> str:
    """A year of any calendar, perhaps only about."""
    if not typed.strip():
        return ""
    found = understood(typed, today)
    if found.month is not None:
        raise Invalid(N_("Only a year stands here."), YEAR_SO)
    first, last = found.span()
    if (first.month, last.month) == (1, 12):
        return f"{first.year:04}{mark}"
    return f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"


def age(typed: str, on: date | None) -> str:
    """The days somebody may be born on who is of an age (17, 16–17) on a day."""
    text = digits(typed.strip())
    if not text:
        return ""
    years = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", text)
    if years is None or on is None:
        raise Invalid(N_("The age or its day is missing."), N_("Write the age in years, like 17 or 16–17."))
    return from_age(int(years[1]), on, int(years[2]) if years[2] else None).text


def between(first: date | None, last: date | None) -> str:
    """A span of days, perhaps open at one end."""
    if first is None and last is None:
        return ""
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def way_of(text: str) -> str:
    """The way a value is known."""
    side = r"(\d{4}-\d{2}-\d{2}|\.\.)"
    for way, pattern in (
        (FULL, r"\d{4}-\d{2}-\d{2}"),
        (MONTH, r"\d{4}-\d{2}"),
        (YEAR, r"\d{4}"),
        (ABOUT, r"\d{4}~"),
        (BETWEEN, rf"{side}/{side}"),
    ):
        if re.fullmatch(pattern, text):
            return way
    return WRITTEN if text else FULL
