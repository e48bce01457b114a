"""Other calendars beside a day: the Buddhist Era of Thailand, Solar Hijri of Afghanistan and Iran."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QCalendar, QDate, QObject

from victimcase.gui.desk import Desk
from victimcase.i18n import N_, tr
from victimcase.services import preferences, vaults
from victimcase.services.preferences import Look

BUDDHIST, SOLAR_HIJRI = "buddhist", "solar_hijri"

_MONTHS: Final = (
    N_("Hamal"),
    N_("Sawr"),
    N_("Jawza"),
    N_("Saratan"),
    N_("Asad"),
    N_("Sunbula"),
    N_("Mizan"),
    N_("Aqrab"),
    N_("Qaws"),
    N_("Jadi"),
    N_("Dalw"),
    N_("Hut"),
)
"""Months of Solar Hijri as Dari has them."""


def solar_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day of Solar Hijri."""
    parts = QCalendar(QCalendar.System.Jalali).partsFromDate(QDate(day.year, day.month, day.day))
    return parts.year, parts.month, parts.day


def beside(day: date, calendars: Sequence[str]) -> list[str]:
    """What stands beside a day in the calendars somebody chose: 2569 BE, 2 Qaws 1405 SH."""
    said = []
    if BUDDHIST in calendars:
        said.append(tr(N_("{year} BE"), year=day.year + 543))
    if SOLAR_HIJRI in calendars:
        year, month, number = solar_hijri(day)
        said.append(tr(N_("{day} {month} {year} SH"), day=number, month=tr(_MONTHS[month - 1]), year=year))
    return said


def beside_month(first: date, last: date, calendars: Sequence[str]) -> list[str]:
    """What stands beside a month: 2569 BE, Aqrab – Qaws 1405 SH."""
    said = []
    if BUDDHIST in calendars:
        said.append(tr(N_("{year} BE"), year=first.year + 543))
    if SOLAR_HIJRI in calendars:
        (one, month, _), (other, until, _) = solar_hijri(first), solar_hijri(last)
        begin = tr(_MONTHS[month - 1]) if one == other else f"{tr(_MONTHS[month - 1])} {one}"
        months = begin if (one, month) == (other, until) else f"{begin} – {tr(_MONTHS[until - 1])}"
        said.append(tr(N_("{months} {year} SH"), months=months, year=other))
    return said


def small_day(day: date, calendars: Sequence[str]) -> str:
    """The number of the day in Solar Hijri, for the corner of a day of a month; the Buddhist Era has ours."""
    return str(solar_hijri(day)[2]) if SOLAR_HIJRI in calendars else ""


def ask(desk: Desk, owner: QObject, done: Callable[[tuple[str, ...]], object]) -> None:
    """Ask which calendars stand beside ours: those somebody chose, else the second one of the office."""
    desk.look(preferences.look).then(owner, partial(_came, desk, owner, done), key="calendars")


def _came(desk: Desk, owner: QObject, done: Callable[[tuple[str, ...]], object], look: Look) -> None:
    if look.calendars:
        done(look.calendars)
        return
    desk.look(vaults.settings).then(
        owner, lambda found: done((str(found.get("calendar") or ""),)), key="calendars"
    )
