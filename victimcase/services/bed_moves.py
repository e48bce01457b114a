"""Giving somebody a bed, moving them to another, and what would speak against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from victimcase.domain.errors import Invalid, NotFound
from victimcase.domain.records.directory import Bed
from victimcase.domain.records.protection import ShelterStay
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import bed_ground, records
from victimcase.services.bed_ground import Ground, Stay
from victimcase.services.beds import Trouble
from victimcase.services.records import Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import statements
from victimcase.store.cards import Card

NIGHTS = 400
"""Nights of a stay without an end that are looked at."""


@dataclass(frozen=True)
class Against:
    """Something that speaks against a bed, in words; `forbids` where nobody can go on in spite of it."""

    trouble: Trouble
    text: str
    forbids: bool


_TAKEN = N_("The bed is somebody's from {day} on.")
_OUT_OF_USE = N_("The bed is out of use.")
_NOT_FOR = N_("The bed is meant for others.")
_APART = N_("Somebody in this house is to be kept apart from this person: {name}.")


@query(N_("See what speaks against a bed"), needs=Right.SEE_CASES)
def check(tx: Tx, number: str, bed: str, from_on: date, until_on: date | None = None) -> tuple[Against, ...]:
    """What speaks against giving somebody a bed for these nights."""
    ground = bed_ground.read(tx)
    house, id_, record = _bed(ground, bed)
    return tuple(_against(tx, ground, tx.case(number), (house, id_, record), from_on, until_on))


@use_case(N_("Give a bed"), needs=Right.EDIT_CASE)
def give(
    tx: Tx,
    number: str,
    bed: str,
    from_on: date,
    until_on: date | None = None,
    *,
    more: Mapping[str, object] = MappingProxyType({}),
    anyway: bool = False,
) -> Saved:
    """Begin a stay in a bed; `more` are other fields of the stay.

    Raises Invalid for a bed that is taken or out of use; and, without `anyway`, for one that is meant for
    others or stands in a house with somebody to be kept apart.
    """
    ground, card = bed_ground.read(tx), tx.case(number)
    house, id_, record = _bed(ground, bed)
    _refuse(_against(tx, ground, card, (house, id_, record), from_on, until_on), anyway)
    fields = {
        **more,
        "house": house,
        "bed": _said(ground, house, id_, record),
        "from_on": from_on.isoformat(),
        "until_on": until_on.isoformat() if until_on else None,
    }
    return records.save(tx, number, "shelter_stay", fields)


@use_case(N_("Move to another bed"), needs=Right.EDIT_CASE)
def move(tx: Tx, stay: str, bed: str, *, anyway: bool = False) -> Saved:
    """Move somebody to another bed from tonight on: in the same house the stay goes on, in another it ends
    today and a new one begins. Raises as `give`, and NotFound for a stay there is not.
    """
    ground = bed_ground.read(tx)
    now = next((one for one in ground.stays if one.id == stay and one.card is not None), None)
    if now is None or now.card is None:
        raise NotFound(
            N_("There is no such stay among those you may see. Nothing was changed."),
            N_("Open the plan of beds again and choose the person there."),
        )
    house, id_, record = _bed(ground, bed)
    from_on = max(tx.today, now.record.from_on or tx.today)
    until = now.record.until_on if now.record.until_on and now.record.until_on > from_on else None
    _refuse(_against(tx, ground, now.card, (house, id_, record), from_on, until), anyway)
    said = _said(ground, house, id_, record)
    if now.record.house == house:
        return records.save(tx, now.card.number, "shelter_stay", {"bed": said}, record=stay)
    if now.record.from_on is not None and now.record.from_on >= tx.today:
        changed = {"house": house, "bed": said, "address": None}
        return records.save(tx, now.card.number, "shelter_stay", changed, record=stay)
    records.save(tx, now.card.number, "shelter_stay", {"left_on": tx.today.isoformat()}, record=stay)
    return records.save(tx, now.card.number, "shelter_stay", _next(now.record, house, said, from_on, until))


def _next(before: ShelterStay, house: str, bed: str, from_on: date, until: date | None) -> dict[str, object]:
    """The stay that follows in another house: what was agreed goes on."""
    kept = {name: getattr(before, name) for name in ("voluntary", "free_to_leave", "why_not_free", "leave")}
    days = {"from_on": from_on.isoformat(), "until_on": until.isoformat() if until else None}
    return {**kept, **days, "house": house, "bed": bed}


@use_case(N_("End a stay"), needs=Right.EDIT_CASE)
def leave(tx: Tx, number: str, stay: str, left_on: date, *, left_to: str = "") -> Saved:
    """Write that somebody left the house."""
    fields: dict[str, object] = {"left_on": left_on.isoformat()}
    return records.save(
        tx, number, "shelter_stay", fields | ({"left_to": left_to} if left_to else {}), record=stay
    )


Place = tuple[RecordId, RecordId, Bed]


def _bed(ground: Ground, bed: str) -> Place:
    for house, beds in ground.beds.items():
        for id_, record in beds:
            if id_ == bed:
                return house, id_, record
    raise NotFound(
        N_("There is no such bed in the houses of this office. Nothing was changed."),
        N_("Open the plan of beds again and choose one there."),
    )


def _said(ground: Ground, house: RecordId, id_: RecordId, bed: Bed) -> str:
    """What a stay calls a bed: by its name, and with its room where another bed is called alike."""
    alike = [one for other, one in ground.beds[house] if other != id_ and one.name == bed.name]
    return f"{bed.room} {bed.name}" if alike or not bed.name else bed.name


def _against(
    tx: Tx, ground: Ground, card: Card, place: Place, first: date, last: date | None
) -> Iterator[Against]:
    """What speaks against a bed for these nights, of what the user may know."""
    house, id_, bed = place
    span = (last - first).days if last else NIGHTS
    nights = [first + timedelta(days=days) for days in range(max(span, 1))]
    others = [one for one in ground.in_house(house) if one.case_id != card.case_id]
    in_bed = [one for one in others if ground.bed_of(one) == id_]
    taken = next((night for night in nights if any(one.holds(night) for one in in_bed)), None)
    if taken is not None:
        yield Against(Trouble.SAME_BED, tr(_TAKEN, day=taken.isoformat()), forbids=True)
    if any(not bed_ground.is_usable(bed, night) for night in nights[:span]):
        yield Against(Trouble.OUT_OF_USE, tr(_OUT_OF_USE), forbids=True)
    if not bed_ground.fits(bed.serves or ground.houses[house].serves, _as_stay(tx, ground, card)):
        yield Against(Trouble.NOT_FOR, tr(_NOT_FOR), forbids=False)
    for one in others:
        close = frozenset((one.case_id, card.case_id)) in ground.apart
        if close and one.card is not None and any(one.holds(night) for night in nights):
            name = one.card.name or one.card.number
            yield Against(Trouble.APART, tr(_APART, name=name), forbids=False)


def _as_stay(tx: Tx, ground: Ground, card: Card) -> Stay:
    """Who the person is as far as beds go by it."""
    statement = (
        "SELECT coalesce(p.gender, ''), c.child_until FROM card c JOIN \"r_person\" p ON p.id = c.person_id "
        "WHERE c.case_id = ?"
    )
    gender, until = statements.first(tx.conn, statement, (card.case_id,)) or ("", "")
    child = str(until) > tx.today.isoformat()
    return Stay(RecordId(""), ShelterStay(), card.case_id, card, ground.today, str(gender), child)


def _refuse(against: Iterator[Against], anyway: bool) -> None:
    standing = [one for one in against if one.forbids or not anyway]
    if standing:
        raise Invalid(
            N_("This bed was not given: {why} Nothing was changed."),
            N_("Choose another bed; the plan shows which are free."),
            why=" ".join(one.text for one in standing),
        )
