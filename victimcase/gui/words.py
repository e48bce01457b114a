"""How the window says days, ages, times and problems."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time

from victimcase.domain.errors import UserError
from victimcase.i18n import N_, tr

LOCALE = "en_GB"
"""Babel's name of the language texts are in."""


def what(problem: UserError) -> str:
    """What happened, and what it means for the data."""
    return tr(problem.message, **problem.values)


def next_step(problem: UserError) -> str:
    """What to do next."""
    return tr(problem.next_step, **problem.values)


def day(value: date) -> str:
    """A day with its year: 3 Dec 2026."""
    return format_date(value, "d MMM yyyy", locale=LOCALE)


def day_short(value: date, today: date) -> str:
    """A day as short as it is clear: today, Wed 25 Nov within two weeks, 3 Dec, or with its year."""
    if value == today:
        return tr(N_("today"))
    if abs(value - today) <= timedelta(days=14):
        return format_date(value, "EEE d MMM", locale=LOCALE)
    if value.year == today.year:
        return format_date(value, "d MMM", locale=LOCALE)
    return day(value)


def day_brief(value: date, today: date) -> str:
    """A day where there is little room: today, 27 Nov, or with its year."""
    if value == today:
        return tr(N_("today"))
    return format_date(value, "d MMM", locale=LOCALE) if abs(value - today).days < 300 else day(value)


def day_long(value: date) -> str:
    """A day written out: Monday 23 November 2026."""
    return format_date(value, "EEEE d MMMM yyyy", locale=LOCALE)


def time(value: datetime) -> str:
    """The time of a moment, here: 09:20."""
    return format_time(value.astimezone(), "HH:mm", locale=LOCALE)


def day_near(value: datetime, now: datetime) -> str:
    """A moment: today 08:10, or its day."""
    here, today = value.astimezone().date(), now.astimezone().date()
    if here == today:
        return tr(N_("today {time}"), time=time(value))
    return day_short(here, today)


def late(value: date, today: date) -> tuple[str, str]:
    """How a due day stands: words and the meaning of their colour."""
    days = (today - value).days
    if days == 1:
        return tr(N_("1 day late")), "danger"
    if days > 1:
        return tr(N_("{days} days late"), days=days), "danger"
    if days == 0:
        return tr(N_("today")), "warn"
    return day_short(value, today), ""


def month(value: date) -> str:
    """A month with its year: November 2026."""
    return format_date(value, "LLLL yyyy", locale=LOCALE)


def size(count: int) -> str:
    """How large a file is: 340 KB, 2.4 MB."""
    if count >= 1_000_000:
        return tr(N_("{size} MB"), size=f"{count / 1_000_000:.1f}")
    return tr(N_("{size} KB"), size=max(1, round(count / 1000)))


def counted(number: int, one: str, many: str) -> str:
    """How many, in words: `one` where it is one, else `many` with its {count}."""
    return tr(one) if number == 1 else tr(many, count=f"{number:,}")
