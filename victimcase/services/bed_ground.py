"""What the plan of beds stands on: houses, beds and stays as they were read, and what is true of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from victimcase.domain.errors import Refused
from victimcase.domain.records.directory import Bed, House
from victimcase.domain.records.protection import ShelterStay
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.store import cards, rows, statements
from victimcase.store.cards import Card

WOMEN, MEN = frozenset({"Feminine", "TransgenderFeminine"}), frozenset({"Masculine", "TransgenderMasculine"})


@dataclass
class Stay:
    """A stay as the plan works with it. `card` is none where the case is not for the user."""

    id: RecordId
    record: ShelterStay
    case_id: RecordId
    card: Card | None
    today: date
    gender: str = ""
    child: bool = False

    @property
    def overdue(self) -> bool:
        """Whether the person was to go before today, and nobody wrote that they did."""
        until = self.record.until_on
        return self.record.left_on is None and until is not None and until < self.today

    def holds(self, day: date) -> bool:
        """Whether the bed is this person's on a night; somebody who was to go and did not has it today."""
        first, left, until = self.record.from_on, self.record.left_on, self.record.until_on
        if first is None or first > day or (left is not None and left <= day):
            return False
        return until is None or until > day or (self.overdue and day == self.today)


@dataclass
class Ground:
    """Houses, beds and stays as they were read."""

    today: date
    houses: dict[RecordId, House]
    beds: dict[RecordId, list[tuple[RecordId, Bed]]]
    stays: list[Stay] = field(default_factory=list)
    apart: frozenset[frozenset[str]] = frozenset()

    def in_house(self, house: str) -> list[Stay]:
        """The stays of one house."""
        return [one for one in self.stays if one.record.house == house]

    def bed_of(self, stay: Stay) -> RecordId | None:
        """The bed a stay names: by its name, by room and name, or by its id."""
        said = (stay.record.bed or "").strip().casefold()
        return self._by_name.get((stay.record.house or "", said)) if said else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], RecordId]:
        """House and what a bed is called there -> the bed; the first in the order of the house."""
        found: dict[tuple[str, str], RecordId] = {}
        for house, beds in self.beds.items():
            for id_, bed in beds:
                for name in names_of(id_, bed):
                    found.setdefault((house, name), id_)
        return found


def names_of(id_: RecordId, bed: Bed) -> frozenset[str]:
    """What a stay may call a bed by."""
    room, name = (bed.room or "").casefold(), (bed.name or "").casefold()
    return frozenset({str(id_), name, f"{room} {name}"} - {""})


def require(tx: Tx) -> None:
    """Raise Refused unless the user may know who lives in a shelter."""
    closed = Category.LOCATION_OF_SHELTER not in tx.me.readable
    if closed or Category.LOCATION_OF_SHELTER not in tx.world.keys:
        raise Refused(
            N_("Who lives in which house is not for your role to see."),
            N_("Nothing was changed. Ask a supervisor of your office."),
        )


def read(tx: Tx) -> Ground:
    """The houses with their beds, and every stay that goes on or is to come. Raises Refused as `require`."""
    require(tx)
    office = tx.me.office
    houses: dict[RecordId, House] = {}
    for row in rows.of_scope(tx.conn, "house", office):
        house = rows.seen(row, tx.me.readable | {Category.ADMINISTRATIVE}, tx.world.keys).record
        if isinstance(house, House) and (house.closed_on is None or house.closed_on > tx.today):
            houses[row.id] = house
    beds: dict[RecordId, list[tuple[RecordId, Bed]]] = {house: [] for house in houses}
    for one in rows.bare(rows.of_scope(tx.conn, "bed", office)):
        if one.parent in beds and isinstance(one.record, Bed):
            beds[one.parent].append((one.id, one.record))
    for found in beds.values():
        found.sort(key=lambda pair: (pair[1].order or 0, pair[1].room or "", pair[1].name or ""))
    ordered = dict(sorted(houses.items(), key=lambda pair: (pair[1].name or "").casefold()))
    ground = Ground(tx.today, ordered, beds)
    ground.stays = _stays(tx)
    ground.apart = _apart(tx)
    return ground


def _stays(tx: Tx) -> list[Stay]:
    """The stays that go on or are to come, whosever case it is; the unseen only as beds that are taken."""
    where = "gone = 0 AND from_on IS NOT NULL AND (left_on IS NULL OR left_on > ?)"
    kept = rows.read(tx.conn, "shelter_stay", where, tx.today.isoformat())
    seen = _cards(tx)
    people = _people(tx)
    found = []
    for row in kept:
        record = rows.seen(row, tx.me.readable | {Category.ADMINISTRATIVE}, tx.world.keys).record
        if not isinstance(record, ShelterStay):
            continue
        gender, until = people.get(row.scope, ("", ""))
        child = until > tx.today.isoformat()
        found.append(Stay(row.id, record, row.scope, seen.get(row.scope), tx.today, gender, child))
    return found


def _cards(tx: Tx) -> Mapping[RecordId, Card]:
    """The cards of those who have a stay, of the cases the user may see."""
    may, given = cards.allowed(tx.me.reader)
    statement = (
        f'{cards.SELECT} WHERE c.case_id IN (SELECT scope_id FROM "r_shelter_stay" WHERE gone = 0 '
        f"AND (left_on IS NULL OR left_on > ?)) AND {may}"
    )
    found = cards.cards_of(statements.every(tx.conn, statement, (tx.today.isoformat(), *given)))
    return {card.case_id: card for card in found}


def _people(tx: Tx) -> Mapping[RecordId, tuple[str, str]]:
    """Case -> gender, and the day from which the person is no child."""
    statement = (
        "SELECT c.case_id, coalesce(p.gender, ''), c.child_until FROM card c JOIN \"r_person\" p "
        'ON p.id = c.person_id WHERE c.case_id IN (SELECT scope_id FROM "r_shelter_stay" WHERE gone = 0)'
    )
    return {case: (gender, until) for case, gender, until in statements.every(tx.conn, statement)}


def _apart(tx: Tx) -> frozenset[frozenset[str]]:
    """Pairs of cases of which somebody wrote that they are kept apart, both for the user to see."""
    if Category.NOTE not in tx.me.readable:
        return frozenset()
    may, given = cards.allowed(tx.me.reader)
    statement = (
        "SELECT l.scope_id, l.other FROM \"r_case_link\" l WHERE l.gone = 0 AND l.type = 'keep_apart' "
        "AND l.other IS NOT NULL AND (l.until IS NULL OR l.until >= ?) AND 2 = ("
        f"SELECT count(*) FROM card c WHERE c.case_id IN (l.scope_id, l.other) AND {may})"
    )
    found = statements.every(tx.conn, statement, (tx.today.isoformat(), *given))
    return frozenset(frozenset(pair) for pair in found)


def is_usable(bed: Bed, day: date) -> bool:
    """Whether a bed is in use on a night."""
    first, last = bed.out_of_use_from, bed.out_of_use_until
    return not ((first or last) and (first is None or first <= day) and (last is None or day <= last))


def fits(serves: Iterable[str], stay: Stay) -> bool:
    """Whether a bed or house is for people like this one; nothing said, or nothing known, is no reason."""
    wanted = set(serves) & {"women", "men", "girls", "boys"}
    if not wanted or set(serves) & {"families"}:
        return True
    if stay.child and "mothers_children" in serves:
        return True
    if stay.gender in WOMEN:
        return bool(wanted & ({"girls"} if stay.child else {"women"})) or (
            not stay.child and "mothers_children" in serves
        )
    if stay.gender in MEN:
        return bool(wanted & ({"boys"} if stay.child else {"men"}))
    return True
