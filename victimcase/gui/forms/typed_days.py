"""Days as people type them, in any of three calendars; and days told in each of them. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from babel.dates import get_month_names

from victimcase.domain.calendars import JALALI_YEARS, buddhist_span, days_in_month, jalali_span
from victimcase.domain.errors import Invalid
from victimcase.gui.forms.lines import digits
from victimcase.gui.words import LOCALE, day
from victimcase.i18n import N_, tr

TRY_SO = N_("Write it like 3 Dec 2026, 03/12/2026 or 2026-12-03. BE and SH years are understood too.")


class Calendar(StrEnum):
    """A way of counting years."""

    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"
    SOLAR_HIJRI = "solar_hijri"


TITLES: Final = {
    Calendar.GREGORIAN: N_("Gregorian"),
    Calendar.BUDDHIST: N_("Buddhist (BE)"),
    Calendar.SOLAR_HIJRI: N_("Solar Hijri (SH)"),
}

_MARKS: Final = {
    "be": Calendar.BUDDHIST,
    "b.e.": Calendar.BUDDHIST,
    "พ.ศ.": Calendar.BUDDHIST,
    "พศ": Calendar.BUDDHIST,
    "sh": Calendar.SOLAR_HIJRI,
    "s.h.": Calendar.SOLAR_HIJRI,
    "هش": Calendar.SOLAR_HIJRI,
    "ه.ش": Calendar.SOLAR_HIJRI,
    "ce": Calendar.GREGORIAN,
    "ad": Calendar.GREGORIAN,
}

SOLAR_MONTHS: Final = (
    ("Hamal", "Farvardin", "حمل", "فروردین"),
    ("Sawr", "Ordibehesht", "ثور", "اردیبهشت"),
    ("Jawza", "Khordad", "جوزا", "خرداد"),
    ("Saratan", "Tir", "سرطان", "تیر"),
    ("Asad", "Mordad", "اسد", "مرداد"),
    ("Sunbula", "Shahrivar", "سنبله", "شهریور"),
    ("Mizan", "Mehr", "میزان", "مهر"),
    ("Aqrab", "Aban", "عقرب", "آبان"),
    ("Qaws", "Azar", "قوس", "آذر"),
    ("Jadi", "Dey", "جدی", "دی"),
    ("Dalw", "Bahman", "دلو", "بهمن"),
    ("Hut", "Esfand", "حوت", "اسفند"),
)
"""Months of the Solar Hijri calendar as Dari and Persian name them."""


@dataclass(frozen=True)
class Read:
    """What was understood: a year, perhaps its month and day, and the calendar they are counted in."""

    year: int
    month: int | None
    day: int | None
    calendar: Calendar

    def span(self) -> tuple[date, date]:
        """First and last Gregorian day. Raises Invalid for what that calendar does not have."""
        match self.calendar:
            case Calendar.BUDDHIST:
                return buddhist_span(self.year, self.month, self.day)
            case Calendar.SOLAR_HIJRI:
                return jalali_span(self.year, self.month, self.day)
        return _gregorian_span(self.year, self.month, self.day)


def _gregorian_span(year: int, month: int | None, number: int | None) -> tuple[date, date]:
    if not 1 <= year <= MAXYEAR or month not in (None, *range(1, 13)):
        raise _odd(tr(N_("There is no such month.")) if month else tr(N_("There is no such year.")))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = days_in_month(year, month)
    if number is None:
        return date(year, month, 1), date(year, month, last)
    if not 1 <= number <= last:
        name = get_month_names("wide", locale=LOCALE)[month]
        raise _odd(tr(N_("{month} {year} has {last} days."), month=name, year=year, last=last))
    return date(year, month, number), date(year, month, number)


def _odd(words: str) -> Invalid:
    return Invalid(words.replace("{", "(").replace("}", ")"), TRY_SO)


def understood(text: str, today: date) -> Read:
    """The year, month and day of what was typed. Raises Invalid with words for the person who typed it."""
    plain = digits(text).strip().casefold()
    near = _near(plain, today)
    if near is not None:
        return Read(near.year, near.month, near.day, Calendar.GREGORIAN)
    calendar, rest = _marked(plain)
    words = re.findall(r"\d+|[^\W\d_][^\d\s,/-]*", rest)
    numbers = [int(one) for one in words if one.isdigit()]
    months = [one for one in words if not one.isdigit()]
    if len(months) > 1 or not numbers or (leftover := _odd_letters(rest, words)):
        raise _odd(tr(N_("This day could not be read.")))
    del leftover
    if months:
        month, own = _month(months[0], calendar)
        return _with_month(numbers, month, calendar or own)
    return _numbers(numbers, [one for one in words if one.isdigit()], calendar)


def _odd_letters(rest: str, words: Iterable[str]) -> str:
    for one in words:
        rest = rest.replace(one, "", 1)
    return rest.translate({ord(one): None for one in " ,./-\u200c\u200f\u200e"})


def _near(plain: str, today: date) -> date | None:
    for words, days in ((N_("today"), 0), (N_("yesterday"), -1), (N_("tomorrow"), 1)):
        if plain in (words, tr(words).casefold()):
            return today + timedelta(days=days)
    return None


def _marked(plain: str) -> tuple[Calendar | None, str]:
    """The calendar that is named, and the rest."""
    for mark, calendar in _MARKS.items():
        found = re.search(rf"(?<![^\W\d_]){re.escape(mark)}(?![^\W\d_])", plain)
        if found:
            return calendar, f"{plain[: found.start()]} {plain[found.end() :]}".strip()
    return None, plain


@cache
def _months() -> dict[str, tuple[int, Calendar | None]]:
    found: dict[str, tuple[int, Calendar | None]] = {}
    for locale in (LOCALE, "en_GB", "th"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                found.setdefault(name.casefold().rstrip("."), (number, None))
    found["sep"] = (9, None)
    for number, names in enumerate(SOLAR_MONTHS, 1):
        for name in names:
            found.setdefault(name.casefold(), (number, Calendar.SOLAR_HIJRI))
    return found


def _month(word: str, calendar: Calendar | None) -> tuple[int, Calendar | None]:
    known = _months()
    bare = word.rstrip(".")
    if bare in known:
        return known[bare]
    near = {known[name] for name in known if len(bare) >= 3 and name.startswith(bare)}
    if len(near) != 1:
        raise _odd(tr(N_("“{word}” is no month here."), word=word))
    return near.pop()


def _with_month(numbers: list[int], month: int, calendar: Calendar | None) -> Read:
    if len(numbers) == 1:
        return _made(numbers[0], month, None, calendar)
    if len(numbers) > 2:
        raise _odd(tr(N_("This day could not be read.")))
    first, second = numbers
    year, number = (first, second) if first > 31 else (second, first)
    return _made(year, month, number, calendar)


def _numbers(numbers: list[int], written: list[str], calendar: Calendar | None) -> Read:
    if len(numbers) == 1 and len(written[0]) == 8:
        text = written[0]
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]), calendar)
    if len(numbers) == 1:
        return _made(numbers[0], None, None, calendar)
    if len(numbers) == 2:
        first, second = numbers
        year, month = (first, second) if first > 31 else (second, first)
        return _made(year, month, None, calendar)
    if len(numbers) != 3:
        raise _odd(tr(N_("This day could not be read.")))
    if numbers[0] > 31:
        return _made(numbers[0], numbers[1], numbers[2], calendar)
    return _made(numbers[2], numbers[1], numbers[0], calendar)


def _made(year: int, month: int | None, number: int | None, calendar: Calendar | None) -> Read:
    if year < 1000:
        raise _odd(tr(N_("Write the year with four digits.")))
    found = Read(year, month, number, calendar or calendar_of(year))
    try:
        found.span()
    except Invalid:
        if found.calendar is Calendar.GREGORIAN:
            raise
        raise _odd(tr(N_("That calendar has no such day."))) from None
    return found


def calendar_of(year: int) -> Calendar:
    """The calendar a year is most likely counted in."""
    if year >= 2400:
        return Calendar.BUDDHIST
    return Calendar.SOLAR_HIJRI if 1178 <= year < 1600 else Calendar.GREGORIAN


def read_day(text: str, today: date) -> date:
    """A whole day from what was typed. Raises Invalid with words for the person who typed it."""
    found = understood(text, today)
    if found.month is None or found.day is None:
        raise _odd(tr(N_("A day needs its month and its number.")))
    return found.span()[0]


def solar(value: date) -> tuple[int, int, int] | None:
    """Year, month and day of the Solar Hijri calendar; none outside the years it is sure for."""
    for year in (value.year - 621, value.year - 622):
        if year not in JALALI_YEARS:
            continue
        first, last = jalali_span(year)
        if first <= value <= last:
            passed = (value - first).days
            month = passed // 31 + 1 if passed < 186 else (passed - 186) // 30 + 7
            return year, month, (value - jalali_span(year, month)[0]).days + 1
    return None


def buddhist_year(value: date) -> int:
    """The year of the Thai Buddhist Era; until 1940 it began in April."""
    return value.year + 543 - (value < date(1941, 1, 1) and value.month <= 3)


def day_in(value: date, calendar: Calendar) -> str:
    """A day told in a calendar: 3 Dec 2569, 12 Qaws 1405."""
    if calendar is Calendar.SOLAR_HIJRI:
        found = solar(value)
        return f"{found[2]} {SOLAR_MONTHS[found[1] - 1][0]} {found[0]}" if found else ""
    words = day(value)
    if calendar is Calendar.BUDDHIST:
        return words.replace(str(value.year), str(buddhist_year(value)))
    return words


def others(value: date) -> str:
    """A day in the two other calendars, side by side: BE 3 Dec 2569 · SH 12 Qaws 1405."""
    said = [tr(N_("BE {day}"), day=day_in(value, Calendar.BUDDHIST))]
    if hijri := day_in(value, Calendar.SOLAR_HIJRI):
        said.append(tr(N_("SH {day}"), day=hijri))
    return " · ".join(said)


def years_of(first: date, last: date) -> str:
    """The years of a span in the two other calendars: BE 2551 to 2552 · SH 1387 to 1388."""
    said = [_years(N_("BE {first}"), N_("BE {first} to {last}"), buddhist_year(first), buddhist_year(last))]
    begin, end = solar(first), solar(last)
    if begin and end:
        said.append(_years(N_("SH {first}"), N_("SH {first} to {last}"), begin[0], end[0]))
    return " · ".join(said)


def _years(one: str, two: str, first: int, last: int) -> str:
    return tr(one, first=first) if first == last else tr(two, first=first, last=last)
