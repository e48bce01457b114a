"""Houses and beds as a plan: who sleeps where and until when, what speaks against it, who comes and goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final

from victimcase.domain.records.directory import Bed
from victimcase.domain.records.protection import ShelterStay
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import ages
from victimcase.services.bed_ground import Ground, Stay, fits, is_usable, read
from victimcase.services.tx import Tx
from victimcase.services.use_case import query

AHEAD: Final = 14
"""Days for which the plan says how many beds are free."""
COMING: Final = timedelta(days=7)
"""How far ahead comings and goings are told."""


class Trouble(StrEnum):
    """What speaks against a bed."""

    APART = "apart"
    SAME_BED = "same_bed"
    NOT_FOR = "not_for"
    OUT_OF_USE = "out_of_use"


@dataclass(frozen=True)
class Sleeper:
    """Somebody who has a bed. Of a case that is not for the user nothing is told but that the bed is taken.

    `until` is empty where no day is planned. `room` and `bed` are empty for somebody who has no bed yet.
    """

    stay: str
    case_id: str
    number: str
    name: str
    age: str
    child: bool
    restricted: bool
    from_on: str
    until: str
    room: str
    bed: str
    overdue: bool
    hidden: bool = False


TAKEN: Final = Sleeper("", "", "", "", "", False, False, "", "", "", "", False, hidden=True)
"""Somebody whose case is not for the user."""


@dataclass(frozen=True)
class BedShown:
    """One bed on a night: who sleeps in it, or from when on it is somebody's."""

    id: str
    room: str
    name: str
    type: str
    serves: tuple[str, ...]
    step_free: bool
    usable: bool
    sleepers: tuple[Sleeper, ...]
    held_from: str
    """The day from which somebody has it who is not there yet; empty where nobody is to come."""
    trouble: tuple[Trouble, ...]

    @property
    def free(self) -> bool:
        """Whether somebody could sleep in it that night."""
        return self.usable and not self.sleepers


@dataclass(frozen=True)
class Night:
    """How many beds of a house are free on a night."""

    day: str
    free: int
    beds: int


@dataclass(frozen=True)
class Problem:
    """What speaks against where somebody sleeps, in words, with the stays it is about."""

    trouble: Trouble
    house: str
    house_name: str
    text: str
    stays: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class HouseShown:
    """A house on a night. `elsewhere` are those who live there without a bed of the plan."""

    id: str
    name: str
    type: str
    serves: tuple[str, ...]
    longest_stay: int | None
    beds: tuple[BedShown, ...]
    elsewhere: tuple[Sleeper, ...]
    nights: tuple[Night, ...]
    problems: int
    arriving: int

    @property
    def rooms(self) -> dict[str, tuple[BedShown, ...]]:
        """Room -> its beds, in the order of the house."""
        names = dict.fromkeys(one.room for one in self.beds)
        return {room: tuple(one for one in self.beds if one.room == room) for room in names}

    @property
    def taken(self) -> int:
        """How many beds somebody sleeps in."""
        return sum(bool(one.sleepers) for one in self.beds)

    @property
    def free(self) -> int:
        """How many beds are free."""
        return sum(one.free for one in self.beds)


@dataclass(frozen=True)
class Passage:
    """Somebody who comes or goes."""

    day: str
    coming: bool
    name: str
    number: str
    house: str
    house_name: str
    bed: str


@dataclass(frozen=True)
class Plan:
    """All houses on a night."""

    day: str
    houses: tuple[HouseShown, ...]
    problems: tuple[Problem, ...]
    passages: tuple[Passage, ...]


@query(N_("See the beds of the shelter"), needs=Right.SEE_CASES)
def plan(tx: Tx, *, day: date | None = None) -> Plan:
    """Houses, rooms and beds on a night. Where a house is, is never in it.

    Raises Refused for those who may not know who lives in a shelter. As the house of a stay is sealed, seeing
    the plan is a viewing.
    """
    ground, night = read(tx), day or tx.today
    if any(one.card is not None for one in ground.stays):
        tx.viewing("view.sealed_fields", tx.me.office, ShelterStay.kind)
    problems = found_problems(tx, ground, night)
    houses = tuple(_house(tx, ground, house, night, problems) for house in ground.houses)
    return Plan(night.isoformat(), houses, tuple(problems), tuple(_passages(tx, ground, night)))


def sleeper(tx: Tx, ground: Ground, stay: Stay) -> Sleeper:
    """Who has a bed, as the user may know."""
    card, record = stay.card, stay.record
    if card is None:
        return TAKEN
    bed = dict(ground.beds.get(RecordId(record.house or ""), ())).get(ground.bed_of(stay) or RecordId(""))
    return Sleeper(
        stay=stay.id,
        case_id=card.case_id,
        number=card.number,
        name=card.name or card.name_in_script,
        age=ages.in_words(card.birth, tx.today),
        child=stay.child,
        restricted=card.restricted,
        from_on=record.from_on.isoformat() if record.from_on else "",
        until=record.until_on.isoformat() if record.until_on else "",
        room=(bed.room or "") if bed else "",
        bed=(bed.name or "") if bed else "",
        overdue=stay.overdue,
    )


def _house(tx: Tx, ground: Ground, house: RecordId, night: date, problems: Iterable[Problem]) -> HouseShown:
    record, there = ground.houses[house], ground.in_house(house)
    mine = [one for one in problems if one.house == house]
    held: dict[RecordId | None, list[Stay]] = {}
    for stay in there:
        held.setdefault(ground.bed_of(stay), []).append(stay)
    beds = tuple(_bed(tx, ground, pair, held.get(pair[0], []), night, mine) for pair in ground.beds[house])
    return HouseShown(
        id=house,
        name=record.name or "",
        type=record.type or "",
        serves=record.serves,
        longest_stay=record.longest_stay,
        beds=beds,
        elsewhere=tuple(sleeper(tx, ground, one) for one in held.get(None, ()) if one.holds(night)),
        nights=tuple(_night(ground.beds[house], held, night + timedelta(days=days)) for days in range(AHEAD)),
        problems=len(mine),
        arriving=sum(one.record.from_on == night for one in there),
    )


def _bed(
    tx: Tx,
    ground: Ground,
    pair: tuple[RecordId, Bed],
    stays: Iterable[Stay],
    night: date,
    problems: Iterable[Problem],
) -> BedShown:
    id_, bed = pair
    here = [one for one in stays if one.holds(night)]
    coming = [one.record.from_on for one in stays if one.record.from_on and one.record.from_on > night]
    mine = {one.id for one in here}
    return BedShown(
        id=id_,
        room=bed.room or "",
        name=bed.name or "",
        type=bed.type or "",
        serves=bed.serves,
        step_free=bool(bed.step_free),
        usable=is_usable(bed, night),
        sleepers=tuple(sleeper(tx, ground, one) for one in here),
        held_from=min(coming).isoformat() if coming else "",
        trouble=tuple(dict.fromkeys(one.trouble for one in problems if mine & set(one.stays))),
    )


def _night(
    beds: Iterable[tuple[RecordId, Bed]], held: Mapping[RecordId | None, list[Stay]], day: date
) -> Night:
    usable = [id_ for id_, bed in beds if is_usable(bed, day)]
    free = sum(not any(one.holds(day) for one in held.get(id_, ())) for id_ in usable)
    return Night(day.isoformat(), free, len(usable))


_TEXTS: Final = {
    Trouble.APART: N_("{names} are to be kept apart, and sleep in one house: {house}."),
    Trouble.SAME_BED: N_("{names} have the same bed in {house}."),
    Trouble.NOT_FOR: N_("{names} sleeps in {house} in a bed that is meant for others."),
    Trouble.OUT_OF_USE: N_("{names} sleeps in {house} in a bed that is out of use."),
}


def found_problems(tx: Tx, ground: Ground, night: date) -> list[Problem]:
    """What speaks against where people sleep on a night, as far as the user may see their cases."""
    found = []
    for house in ground.houses:
        there = [one for one in ground.in_house(house) if one.card is not None and one.holds(night)]
        known = dict(ground.beds[house])
        for one, other in combinations(there, 2):
            if frozenset((one.case_id, other.case_id)) in ground.apart:
                found.append(_problem(ground, house, Trouble.APART, one, other))
            bed = ground.bed_of(one)
            if bed is not None and bed == ground.bed_of(other):
                found.append(_problem(ground, house, Trouble.SAME_BED, one, other))
        for one in there:
            bed = ground.bed_of(one)
            if bed is None:
                continue
            if not is_usable(known[bed], night):
                found.append(_problem(ground, house, Trouble.OUT_OF_USE, one))
            if not fits(known[bed].serves or ground.houses[house].serves, one):
                found.append(_problem(ground, house, Trouble.NOT_FOR, one))
    return found


def _problem(ground: Ground, house: RecordId, trouble: Trouble, *stays: Stay) -> Problem:
    known = [one.card for one in stays if one.card is not None]
    names = tuple(card.name or card.name_in_script or card.number for card in known)
    name = ground.houses[house].name or ""
    text = tr(_TEXTS[trouble], names=", ".join(names), house=name)
    return Problem(
        trouble, house, name, text, tuple(one.id for one in stays), names, tuple(c.number for c in known)
    )


def _passages(tx: Tx, ground: Ground, night: date) -> list[Passage]:
    """Who comes and goes within a week, by day."""
    found = []
    for stay in ground.stays:
        house, card, record = ground.houses.get(RecordId(stay.record.house or "")), stay.card, stay.record
        if house is None or card is None:
            continue
        for day, coming in ((record.from_on, True), (record.left_on or record.until_on, False)):
            if day is not None and night <= day <= night + COMING:
                name = card.name or card.name_in_script
                where = (record.house or "", house.name or "", record.bed or "")
                found.append(Passage(day.isoformat(), coming, name, card.number, *where))
    return sorted(found, key=lambda one: (one.day, not one.coming, one.name))
