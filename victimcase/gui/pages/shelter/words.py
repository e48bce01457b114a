"""How the shelter page says days, people and beds."""

from __future__ import annotations

from datetime import date
from typing import Final

from victimcase.domain.reference import Reference
from victimcase.gui.words import day_short
from victimcase.i18n import N_, tr
from victimcase.services.beds import BedShown, HouseShown, Sleeper, Trouble

TROUBLES: Final = {
    Trouble.APART: N_("To be kept apart"),
    Trouble.SAME_BED: N_("Two people, one bed"),
    Trouble.NOT_FOR: N_("A bed meant for others"),
    Trouble.OUT_OF_USE: N_("A bed out of use"),
}


def day_of(text: str, today: date) -> str:
    """A day as short as it is clear; nothing where none is known."""
    return day_short(date.fromisoformat(text), today) if text else ""


def serves(reference: Reference, codes: tuple[str, ...]) -> str:
    """For whom a house or bed is: women, children."""
    words = [tr(reference.label("house_for", code)) for code in codes]
    return ", ".join(word if number == 0 else word.lower() for number, word in enumerate(words))


def bed_name(bed: BedShown) -> str:
    """A bed as short as it is clear: its name often begins with its room."""
    return bed.name if bed.name.startswith(bed.room) else f"{bed.room} {bed.name}"


def bed_title(bed: BedShown) -> str:
    """A bed by its name, and its room where that does not say it."""
    if bed.name.startswith(bed.room):
        return tr(N_("Bed {bed}"), bed=bed.name)
    return tr(N_("Bed {bed}, room {room}"), bed=bed.name, room=bed.room)


def how_long(sleeper: Sleeper, today: date) -> str:
    """Until when a bed is somebody's."""
    if sleeper.hidden:
        return tr(N_("withheld"))
    if sleeper.overdue:
        return tr(N_("was to go {day}"), day=day_of(sleeper.until, today))
    if not sleeper.until:
        return tr(N_("open end"))
    return tr(N_("until {day}"), day=day_of(sleeper.until, today))


def who(sleeper: Sleeper) -> str:
    """Somebody's name; somebody of a case one may not know of is only taken room."""
    return tr(N_("Taken")) if sleeper.hidden else sleeper.name or sleeper.number


def free_words(bed: BedShown, night: date, today: date) -> str:
    """From when, or until when, a bed is free."""
    if not bed.usable:
        return tr(N_("out of use"))
    if bed.held_from:
        return tr(N_("until {day}"), day=day_of(bed.held_from, today))
    return tr(N_("from today")) if night == today else tr(N_("that night"))


def aloud(bed: BedShown, night: date, today: date) -> str:
    """A bed in one sentence."""
    title = bed_title(bed)
    if not bed.sleepers:
        state = tr(N_("Free")) if bed.usable else tr(N_("Out of use"))
        return f"{title}: {state}, {free_words(bed, night, today)}"
    people = "; ".join(f"{who(one)}, {how_long(one, today)}" for one in bed.sleepers)
    troubles = ", ".join(tr(TROUBLES[one]) for one in bed.trouble)
    return f"{title}: {people}" + (f". {troubles}" if troubles else "")


def house_line(house: HouseShown, reference: Reference) -> str:
    """For whom a house is, or for how long."""
    if house.longest_stay is not None and house.longest_stay <= 14:
        return tr(N_("up to {nights} nights"), nights=house.longest_stay)
    return serves(reference, house.serves)
