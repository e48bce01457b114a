"""Dates known in part: a year, about a year, before a day; EDTF (ISO 8601-2) read as a span of days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import total_ordering
from typing import NamedTuple

from victimcase.domain.calendars import buddhist_span, days_in_month, jalali_span
from victimcase.domain.edtf_text import not_a_date, read
from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

CHILD_UNDER = 18  # Palermo Protocol art. 3 (d): "child" means any person under eighteen years of age
OLDEST = 125  # where the earliest day is open, no age above this is thought of


class AgeRange(NamedTuple):
    """The youngest and the oldest age in completed years somebody may have; equal when the age is known."""

    low: int
    high: int

    @property
    def known(self) -> bool:
        """Only one age is possible."""
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.known else f"{self.low}–{self.high}"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known in part; equal when written alike, ordered by the earliest day it covers.

    `earliest` and `latest` are the first and last day the text names, both included; an open or unknown end
    is `date.min` or `date.max`. `about_earliest` and `about_latest` lie further out when the text says about
    (~), perhaps (?) or both (%): by a year, a month and a day of the parts given, twice for %, as the library
    edtf pads them. Make one with `parse`, never by hand.
    """

    text: str
    earliest: date = field(compare=False)
    latest: date = field(compare=False)
    about_earliest: date = field(compare=False)
    about_latest: date = field(compare=False)
    approximate: bool = field(default=False, compare=False)
    uncertain: bool = field(default=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date an EDTF text stands for; seasons, times of day and years outside 1 to 9999 are not taken.

        Raises `Invalid` when the text is no such date.
        """
        text = text.strip()
        if len(text) == 10 and text[4] == text[7] == "-":  # most dates are one whole day
            try:
                day = date.fromisoformat(text)
            except ValueError:
                pass  # 1998-05-XX, or a mistake: both are told apart below
            else:
                return cls(text, day, day, day, day)
        return cls(text, *read(text))

    @property
    def precise(self) -> bool:
        """One day, without doubt."""
        return self.earliest == self.latest and not self.approximate and not self.uncertain

    def age_on(self, day: date) -> AgeRange:
        """The ages in completed years on a day of somebody born on this date.

        The date is taken as written, about is not widened; a birth after the day counts as age 0.
        """
        high = OLDEST if self.earliest == date.min else max(0, age(self.earliest, day))
        return AgeRange(max(0, age(self.latest, day)), high)

    def child_on(self, day: date) -> bool | None:
        """Whether somebody born on this date is under 18 on a day; None when the date leaves it open.

        Here about and perhaps count: "about 2007" is uncertain as long as 2008 would make a child.
        """
        youngest, oldest = age(self.about_latest, day), age(self.about_earliest, day)
        if oldest < CHILD_UNDER:
            return True
        return None if youngest < CHILD_UNDER else False

    def treated_as_child(self, day: date) -> bool:
        """Under 18 on a day, or perhaps so: doubt is counted in favour of the child."""
        return self.child_on(day) is not False

    def may_equal(self, other: PartialDate) -> bool:
        """The two may stand for the same day."""
        return self.about_earliest <= other.about_latest and other.about_earliest <= self.about_latest

    def __lt__(self, other: PartialDate) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest, self.text) < (other.earliest, other.latest, other.text)

    def __str__(self) -> str:
        return self.text


def age(born: date, day: date) -> int:
    """Completed years from a birth to a day, below 0 before the birth.

    Somebody born on 29 February grows a year older on 1 March of a common year. Laws differ (Maryland General
    Provisions § 1-303: 1 March; Taiwan Civil Code art. 121: 28 February); the later day keeps the protection
    of a child one day longer.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def from_jalali(
    year: int, month: int | None = None, day: int | None = None, *, mark: str = ""
) -> PartialDate:
    """The date a year, month or day of the Solar Hijri calendar of Iran and Afghanistan stands for.

    `mark` is one of "", "~", "?", "%". Raises `Invalid` for a day that calendar does not have, or a year
    outside 1178 to 1633.
    """
    return _from_days(jalali_span(year, month, day), mark)


def from_buddhist(
    year: int, month: int | None = None, day: int | None = None, *, mark: str = ""
) -> PartialDate:
    """The date a year, month or day counted in the Thai Buddhist Era stands for.

    `mark` is one of "", "~", "?", "%". Raises `Invalid` for a day that calendar does not have.
    """
    return _from_days(buddhist_span(year, month, day), mark)


def from_age(low: int, on: date, high: int | None = None, *, mark: str = "") -> PartialDate:
    """The birth of somebody aged `low` (to `high`) completed years on a day; `mark` as for `from_jalali`.

    Raises `Invalid` for an age nobody has.
    """
    high = low if high is None else high
    if not 0 <= low <= high <= OLDEST:
        raise Invalid(
            N_("An age between {low} and {high} years cannot be worked with."),
            N_("Give the youngest age first; 0 to 125 are possible."),
            low=low,
            high=high,
        )
    try:
        return _from_days((_birthday(on, -high - 1) + timedelta(days=1), _birthday(on, -low)), mark)
    except (ValueError, OverflowError):
        raise not_a_date(str(on)) from None


def _birthday(day: date, years: int) -> date:
    """The day so many years off; 29 February becomes 28 February, so that `age` gives the age back."""
    year = day.year + years
    return date(year, day.month, min(day.day, days_in_month(year, day.month)))


def _from_days(days: tuple[date, date], mark: str) -> PartialDate:
    """The shortest EDTF text that covers exactly these days: a year, a month, a day, or a span."""
    first, last = days
    if first == last:
        text = first.isoformat()
    elif first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        text = f"{first.year:04}"
    elif first == last.replace(day=1) and last.day == days_in_month(last.year, last.month):
        text = f"{first.year:04}-{first.month:02}"
    else:
        return PartialDate.parse(f"{first}{mark}/{last}{mark}")
    return PartialDate.parse(text + mark)
