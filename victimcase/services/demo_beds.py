"""Who sleeps where in the demo: every bed holds one person at a time, some are free, two are too close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, cycle

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_life import Life

NEVER = date.max

TRANSIT_NIGHTS = timedelta(days=3)

_KEPT_FREE: Mapping[str, tuple[str, ...]] = {
    "House 1": ("B3", "C3"),
    "House 2": ("A4", "B3"),
    "House 3": ("A4", "B3", "B4"),
    "Transit room": ("A1", "A2", "A3", "A4"),
    "Flat 1": ("A2",),
}
"""Beds nobody sleeps in on the morning on which the demo begins. C3 of House 1 is broken."""

_ARRIVALS = (("Transit room", "A1", 0), ("Transit room", "A2", 0), ("House 2", "A4", 3))
"""Beds held for somebody who is to come: in how many days."""

_QUIET = ("House 2", "C")
"""A room for one person, given to somebody whose case is restricted."""

_STAYS_FOR = (2, 5, 26, None, 12, 9, 20, 33, 16, None, 7, 40, 24, -2, 60, 14)
"""Days for which those who are here now are to stay; none = nobody has said."""


@dataclass(frozen=True)
class Bed:
    """One bed that can be given to somebody."""

    house: RecordId
    house_name: str
    address: str
    serves: frozenset[str]
    transit: bool
    room: str
    name: str

    @property
    def kept_free(self) -> bool:
        """Whether it is free on the morning on which the demo begins."""
        return self.name in _KEPT_FREE.get(self.house_name, ())


@dataclass(frozen=True)
class Night:
    """A bed somebody has: since when or from when on, and until when it is theirs."""

    bed: Bed
    from_on: date
    until_on: date | None


@dataclass
class Beds:
    """The beds of the office and who has them, by the number of a life. Somebody for whom there is none lives
    elsewhere.
    """

    given: dict[int, Night] = field(default_factory=dict)
    apart: dict[int, Life] = field(default_factory=dict)
    """Two people who share a house and should not: who the other is."""

    @classmethod
    def planned(cls, beds: Sequence[Bed], lives: Iterable[Life], today: date) -> Beds:
        """Give out the beds for the whole time of the demo: to those who are here now first."""
        rich = [life for life in lives if life.rich]
        here = sorted((one for one in rich if left_after(one) is None), key=_now_first)
        plan = cls()
        plan._who_comes(beds, here, today)
        plan._who_is_here([bed for bed in beds if not bed.kept_free], here, today)
        plan._who_was_here([bed for bed in beds if not bed.transit], rich)
        plan._too_close(here)
        return plan

    def _who_comes(self, beds: Sequence[Bed], here: Sequence[Life], today: date) -> None:
        known = {(bed.house_name, bed.name): bed for bed in beds}
        new = [life for life in here if life.stop is Step.INTAKE and not life.has("restricted")]
        for house, name, days in _ARRIVALS:
            bed = known.get((house, name))
            life = next((one for one in new if bed and suits(bed, one) and one.index not in self.given), None)
            if bed and life:
                first = today + timedelta(days=days)
                until = first + TRANSIT_NIGHTS if bed.transit else None
                self.given[life.index] = Night(bed, first, until)

    def _who_is_here(self, beds: Sequence[Bed], here: Sequence[Life], today: date) -> None:
        free = {bed: None for bed in sorted(beds, key=lambda bed: (bed.name[1:], bed.house_name))}
        spans = cycle(_STAYS_FOR)
        for life in here:
            fitting = [bed for bed in free if suits(bed, life)]
            fitting = [bed for bed in fitting if _quiet(bed) == life.has("restricted")] or fitting
            if life.index in self.given or not fitting:
                continue
            span = next(spans)
            until = None if span is None else max(today + timedelta(days=span), came_on(life))
            self.given[life.index] = Night(fitting[0], came_on(life), until)
            del free[fitting[0]]

    def _who_was_here(self, beds: Sequence[Bed], lives: Sequence[Life]) -> None:
        taken: dict[Bed, list[tuple[date, date]]] = {}
        for night in self.given.values():
            taken.setdefault(night.bed, []).append((night.from_on, NEVER))
        for life in lives:
            day = left_after(life)
            if day is None:
                continue
            span = came_on(life), life.opened_on + timedelta(days=day)
            for bed in beds:
                others = taken.setdefault(bed, [])
                if suits(bed, life) and all(span[1] <= start or end <= span[0] for start, end in others):
                    others.append(span)
                    self.given[life.index] = Night(bed, span[0], span[0] + timedelta(days=120))
                    break

    def _too_close(self, here: Sequence[Life]) -> None:
        """Two in one house of whom one was named by the other: each case had begun before the other's last
        word.
        """
        known = [
            one
            for one in sorted(here, key=lambda one: (one.opened_on, one.index))
            if one.index in self.given
            and not one.kin
            and not one.marks & {"restricted", "north"}
            and one.stop is not Step.INTAKE
            and self.given[one.index].from_on == came_on(one)
        ]
        pairs = [
            (one, other)
            for one, other in combinations(known, 2)
            if self.given[one.index].bed.house == self.given[other.index].bed.house
            and self.given[one.index].bed.room != self.given[other.index].bed.room
            and other.opened_on <= one.opened_on + timedelta(days=one.halt)
            and one.person != other.person
        ]
        in_two = [pair for pair in pairs if self.given[pair[0].index].bed.house_name == _QUIET[0]]
        for one, other in (in_two or pairs)[:1]:
            self.apart = {one.index: other, other.index: one}


def came_on(life: Life) -> date:
    """The day somebody got a bed: the one after the case was opened."""
    return life.opened_on + timedelta(days=1)


def left_after(life: Life) -> int | None:
    """The day, counted from the opening, on which a stay ended; none while it goes on."""
    day = life.days.get(Step.OPTION, life.days.get(Step.CLOSURE, life.halt + 1)) - 1
    return day if day <= life.halt else None


def suits(bed: Bed, life: Life) -> bool:
    """Whether a bed is for people like this one."""
    if life.name.gender.endswith("Feminine"):
        wanted = {"girls", "mothers_children"} if life.child else {"women"}
    elif life.name.gender.endswith("Masculine"):
        wanted = {"boys"} if life.child else {"men"}
    else:
        wanted = set()
    return bool(wanted & bed.serves)


def _quiet(bed: Bed) -> bool:
    return (bed.house_name, bed.room) == _QUIET


def _now_first(life: Life) -> tuple[bool, int, int]:
    """Restricted cases first, as one room waits for them; then those who came last."""
    return not life.has("restricted"), -life.opened_on.toordinal(), life.index
