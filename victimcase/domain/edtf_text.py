"""EDTF texts read as spans of days: the common forms in our own words, the rest by the library edtf."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from victimcase.domain.calendars import days_in_month
from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

_SIDE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?", re.ASCII)
_LONGEST = 120  # the grammar of EDTF has lists without end; nobody was born on one


class Span(NamedTuple):
    """What one EDTF text covers: the days it names, and the widest days it may stand for."""

    first: date
    last: date
    widest_first: date
    widest_last: date
    approximate: bool = False
    uncertain: bool = False


def read(text: str) -> Span:
    """The span of an EDTF text; raises `Invalid` for a text that is none we work with."""
    lower, slash, upper = text.partition("/")
    if not slash:
        return _side(text, text)
    first, last = _open_or(lower, text), _open_or(upper, text)
    if (first is None and last is None) or (first and last and first.first > last.last):
        raise not_a_date(text)
    low, high = first or last, last or first
    assert low and high
    return Span(
        first.first if first else date.min,
        last.last if last else date.max,
        first.widest_first if first else date.min,
        last.widest_last if last else date.max,
        low.approximate or high.approximate,
        low.uncertain or high.uncertain,
    )


def _open_or(side: str, text: str) -> Span | None:
    """One end of an interval; open (..) and unknown (empty) ends are both None.

    edtf guesses an unknown end ten years off; a guess must not make a child an adult.
    """
    return None if side in ("", "..") else _side(side, text)


def _side(side: str, text: str) -> Span:
    """A year, month or day with its mark; anything else EDTF knows is left to the library."""
    match = _SIDE.fullmatch(side)
    if match is None:
        return _library_side(side, text)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, days_in_month(year, month or 12))
    except ValueError:
        if month > 12:  # a season, perhaps
            return _library_side(side, text)
        raise not_a_date(text) from None
    if not match[4]:
        return Span(first, last, first, last)
    times = 2 if match[4] == "%" else 1
    months, days = (13 if month else 12) * times, times if day else 0
    return Span(
        first,
        last,
        _shift(first, -months, -days),
        _shift(last, months, days),
        match[4] in "~%",
        match[4] in "?%",
    )


def _shift(day: date, months: int, days: int) -> date:
    """The day so many months and days off, held inside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, min(day.day, days_in_month(year, month + 1))) + timedelta(days=days)
    except (ValueError, OverflowError):
        return date.min if months < 0 else date.max


def _library_side(side: str, text: str) -> Span:
    if len(side) > _LONGEST:
        raise not_a_date(text[:_LONGEST])
    from victimcase.domain import rare_dates  # edtf is slow to import

    found = rare_dates.read(side)
    if found is rare_dates.SEASON:
        raise Invalid(
            N_("“{text}” names a season, and seasons fall in different months in different countries."),
            N_("Write the months instead, for example 2001-03/2001-05."),
            text=text,
        )
    if not isinstance(found, tuple):
        raise not_a_date(text)
    return Span(*found)


def not_a_date(text: str) -> Invalid:
    """The error that says so, and how a date is written."""
    return Invalid(
        N_("“{text}” could not be read as a date; nothing was changed."),
        N_(
            "Write a day as 1998-05-04, a month as 1998-05 or a year as 1998; add ~ for about, "
            "or give a span as 1998/2000."
        ),
        text=text,
    )
