"""Dates as people and spreadsheet programs write them, read as a day or as a date known in part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import PartialDate, from_buddhist, from_jalali
from victimcase.exchange.month_words import month_called
from victimcase.exchange.reading import Cell, Oddity, Weight
from victimcase.i18n import N_

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]
"""Which number of three stands first."""

WAYS: Final = N_("Write dates as year-month-day, for example 1998-04-12.")

_ERA: Final = N_(
    "The year is counted in the Buddhist Era; it was read as the same day of the common calendar."
)
_SOLAR: Final = N_(
    "The year is counted in the Solar Hijri calendar; it was read as the same day of the common one."
)
_SHORT_YEAR: Final = N_("The year has two digits; 00 to 29 was read as 2000 to 2029, the rest as 19xx.")
_SERIAL: Final = N_("A plain number stands here; it was read as the spreadsheet program's number of a day.")
_YEAR_ONLY: Final = N_("Only a year stands here; it was kept as a year.")

_THREE = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?:[T ]\s*\d{1,2}:\d{2}.*)?")
_WHOLE_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{2})")
_VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2}) (?:tháng|thg) (\d{1,2}),? (?:năm )?(\d{4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./,]*([^\d\s,\-/][^\d,\-/]*?)[\s\-./,]+(\d{4}|\d{2})")
_WORD_DAY = re.compile(r"([^\d\s,\-/][^\d,\-/]*?)[\s\-./]*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})")
_WORD_YEAR = re.compile(r"([^\d\s,\-/][^\d,\-/]*?)[\s\-./,]+(\d{4})")
_CLOSED_UP = re.compile(r"(\d{4})(\d{2})(\d{2})")

_BUDDHIST = range(2400, 2700)
_JALALI = range(1250, 1450)
_COMMON = range(1850, 2201)
_SERIALS = range(1, 73_051)  # to the end of 2099
_WRITTEN_SERIALS = range(10_000, 73_051)
_MOST = 100_000_000
_TODAY_SHORT = 30  # the rule of the spreadsheet programs


@dataclass(frozen=True, slots=True)
class Read:
    """A day, or an EDTF text, with what should be said about it; or nothing and why."""

    value: date | str | None = None
    oddity: Oddity | None = None


def read(cell: Cell, order: Order | None = None, *, mac: bool = False) -> Read:
    """The date in a cell; `order` settles texts like 04/05/1998, `mac` says that days count from 1904.

    Answers with an oddity that rejects the cell when there is no such day, when the text is none, or when day
    and month cannot be told apart.
    """
    if isinstance(cell, bool | timedelta):
        return _refused(N_("This is not a date."))
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float):
        return _number(cell, mac)
    return _text(_ascii_digits(str(cell)), order, mac)


def order_of(texts: Iterable[str]) -> tuple[Order | None, str | None, int]:
    """Which order a column of dates uses, a text that shows it, and how many texts could be read two ways.

    Only texts with one number above 12 in first or second place show the order; a column that shows both
    shows neither.
    """
    shown: dict[Order, str] = {}
    open_texts = 0
    for text in texts:
        match = _THREE.fullmatch(_ascii_digits(text))
        if match is None or match[2] == "." or len(match[1]) > 2:
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            shown.setdefault("dmy", text)
        elif second > 12 >= first:
            shown.setdefault("mdy", text)
        elif first != second and first <= 12:
            open_texts += 1
    if len(shown) != 1:
        return None, None, open_texts
    [(order, text)] = shown.items()
    return order, text, open_texts


def _refused(message: str, next_step: str = WAYS) -> Read:
    return Read(None, Oddity(message, next_step, weight=Weight.CELL))


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0 to 9, spaces trimmed and single."""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))
        text = text.replace("年", "-").replace("月", "-").replace("日", "")
    return " ".join(text.split())


def _number(number: float, mac: bool) -> Read:
    if not -_MOST < number < _MOST:  # also what is no number at all
        return _refused(N_("This number is not a date."))
    whole = int(number)
    if whole == number and (whole in _COMMON or whole in _BUDDHIST):
        year = _part(whole)
        return Read(year.value, year.oddity or Oddity(_YEAR_ONLY))
    if whole == number and len(str(whole)) == 8:
        return _text(str(whole), None, mac)
    if whole not in _SERIALS:
        return _refused(N_("This number is not a date."))
    return _serial(whole, mac)


def _serial(number: int, mac: bool) -> Read:
    """Day 60 of the usual count is 29 February 1900, which never was; the days before it stand one later."""
    start = date(1899, 12, 31) if number < 60 else date(1899, 12, 30)
    start = date(1904, 1, 1) if mac else start
    return Read(start + timedelta(days=number), Oddity(_SERIAL))


def _text(text: str, order: Order | None, mac: bool) -> Read:
    if match := _WHOLE_DAY.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _THREE.fullmatch(text):
        return _three(match, order)
    if match := _CLOSED_UP.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _VIETNAMESE.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_MONTH.fullmatch(text):
        return _part(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _part(int(match[2]), int(match[1]))
    if text.isdigit():
        if len(text) == 4:
            return _part(int(text))
        if len(text) == 5 and int(text) in _WRITTEN_SERIALS:
            return _serial(int(text), mac)
    named = _named(text)
    return named if named is not None else _partial(text)


def _three(match: re.Match[str], order: Order | None) -> Read:
    first, separator, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) >= 3:
        return _day(int(first), second, int(third))
    if order == "ymd":
        return _with_short_year(first, second, int(third))
    one = int(first)
    if separator == ".":
        return _with_short_year(third, second, one)
    if one > 12 >= second or one == second or (order == "dmy" and one <= 31):
        return _with_short_year(third, second, one)
    if second > 12 >= one or order == "mdy":
        return _with_short_year(third, one, second)
    if one > 12:
        return _refused(N_("There is no such day."))
    return _refused(
        N_("Day and month cannot be told apart, and no other date of the column shows which stands first."),
        N_("Write the date as year-month-day, for example 1998-04-12, or name the order in a mapping file."),
    )


def _with_short_year(year: str, month: int, day: int) -> Read:
    if len(year) > 2:
        return _day(int(year), month, day)
    short = int(year)
    read_as = _day(short + (2000 if short < _TODAY_SHORT else 1900), month, day)
    return Read(read_as.value, read_as.oddity or Oddity(_SHORT_YEAR))


def _day(year: int, month: int, day: int) -> Read:
    try:
        if year in _COMMON:
            return Read(date(year, month, day))
        if year in _BUDDHIST:
            return Read(from_buddhist(year, month, day).earliest, Oddity(_ERA))
        if year in _JALALI:
            return Read(from_jalali(year, month, day).earliest, Oddity(_SOLAR))
    except (ValueError, Invalid):
        return _refused(N_("There is no such day."))
    return _refused(N_("The year is too far off to be meant."))


def _part(year: int, month: int | None = None) -> Read:
    """A year, or a month of a year, as EDTF."""
    try:
        if year in _BUDDHIST:
            return Read(from_buddhist(year, month).text, Oddity(_ERA))
        if year in _JALALI:
            return Read(from_jalali(year, month).text, Oddity(_SOLAR))
        if year in _COMMON:
            text = f"{year:04}" if month is None else f"{year:04}-{month:02}"
            return Read(PartialDate.parse(text).text)
    except Invalid:
        return _refused(N_("There is no such month."))
    return _refused(N_("The year is too far off to be meant."))


def _partial(text: str) -> Read:
    try:
        found = PartialDate.parse(text)
    except Invalid:
        return _refused(N_("This could not be read as a date."))
    return Read(found.earliest if found.precise else found.text)


def _named(text: str) -> Read | None:
    """A date whose month is a word, in any of the languages of the region."""
    day: str | None
    if match := _DAY_WORD.fullmatch(text):
        day, word, year = match[1], match[2], match[3]
    elif match := _WORD_DAY.fullmatch(text):
        word, day, year = match[1], match[2], match[3]
    elif match := _WORD_YEAR.fullmatch(text):
        word, day, year = match[1], None, match[2]
    else:
        return None
    month = month_called(word)
    if month is None:
        return None
    return _part(int(year), month) if day is None else _with_short_year(year, month, int(day))
