"""Years counted another way: the Solar Hijri calendar of Iran and Afghanistan, the Thai Buddhist Era."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

JALALI_YEARS = range(1178, 1634)  # where the 33-year rule agrees with the equinox at Tehran
_JALALI_EPOCH = 226_895  # ordinal of the day before 1 Farvardin 1
_THAI_OFFSET = 543
_LAST_APRIL_YEAR = 2483  # the last year that began on 1 April; it ended on 31 December 1940


def days_in_month(year: int, month: int) -> int:
    """How many days a Gregorian month has; raises `ValueError` outside the years 1 to 9999."""
    if not 1 <= year <= MAXYEAR:
        raise ValueError(year)
    return monthrange(year, month)[1]


def jalali_span(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """First and last Gregorian day of a Solar Hijri year, month or day.

    Leap years follow the 33-year cycle, which agrees with the equinox at Tehran from 1178 to 1633 (1799 to
    2255 CE); the 2820-year rule found elsewhere misplaces 1403. Raises `Invalid` for what the calendar lacks.
    """
    _refuse_day_without_month(month, day)
    if year not in JALALI_YEARS or month not in (None, *range(1, 13)):
        raise _missing(year, month, day)
    if month is None:
        return _jalali_day(year, 1, 1), _jalali_day(year + 1, 1, 1) - timedelta(days=1)
    length = 31 if month <= 6 else 30 if month <= 11 or _is_jalali_leap(year) else 29
    if day is not None and not 1 <= day <= length:
        raise _missing(year, month, day)
    return _jalali_day(year, month, day or 1), _jalali_day(year, month, day or length)


def buddhist_span(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """First and last Gregorian day of a year, month or day of the Thai Buddhist Era (Gregorian year + 543).

    Until 2483 the Thai year began in April (Calendar Year Act, B.E. 2483), so January to March belong to the
    next Gregorian year, and 2483 has no such months. Raises `Invalid` for what the calendar lacks.
    """
    _refuse_day_without_month(month, day)
    try:
        if month is None:
            return _buddhist_year(year)
        if day == 0 or (year == _LAST_APRIL_YEAR and month <= 3):
            raise ValueError(month)
        gregorian = year - _THAI_OFFSET + (year < _LAST_APRIL_YEAR and month <= 3)
        last = days_in_month(gregorian, month)
        return date(gregorian, month, day or 1), date(gregorian, month, day or last)
    except ValueError:
        raise _missing(year, month, day) from None


def _buddhist_year(year: int) -> tuple[date, date]:
    gregorian = year - _THAI_OFFSET
    if year > _LAST_APRIL_YEAR:
        return date(gregorian, 1, 1), date(gregorian, 12, 31)
    short = year == _LAST_APRIL_YEAR
    return date(gregorian, 4, 1), date(gregorian, 12, 31) if short else date(gregorian + 1, 3, 31)


def _is_jalali_leap(year: int) -> bool:
    return (8 * year + 29) % 33 < 8


def _jalali_day(year: int, month: int, day: int) -> date:
    days_before_month = (month - 1) * 30 + min(month - 1, 6)
    days_before_year = 365 * (year - 1) + (8 * year + 21) // 33
    return date.fromordinal(_JALALI_EPOCH + days_before_year + days_before_month + day - 1)


def _refuse_day_without_month(month: int | None, day: int | None) -> None:
    if day is not None and month is None:
        raise Invalid(
            N_("A day needs its month; nothing was changed."), N_("Give the month, or leave the day out.")
        )


def _missing(year: int, month: int | None, day: int | None) -> Invalid:
    text = "-".join(str(part) for part in (year, month, day) if part is not None)
    return Invalid(
        N_("{text} is not a date in this calendar; nothing was changed."),
        N_("Check the calendar and the day, or give only the year."),
        text=text,
    )
