"""What the demo office keeps beside its cases: directory, houses, events, patterns, papers on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from victimcase.domain.words import RecordId
from victimcase.services import demo_events, demo_shelf
from victimcase.services.demo_beds import Bed, Beds
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import SUPERVISOR, WORKER, Act, Pen
from victimcase.services.demo_story import tell
from victimcase.services.demo_ties import Event
from victimcase.services.demo_words import HOME, Words, table

PARTNER = "Demo partner"

_POSITIONS = {
    "interpreter": "Interpreter on call",
    "doctor": "Physician",
    "lawyer": "Attorney at law",
    "police": "Liaison officer",
    "receiving_agency": "Head of reception",
}
_HOUSE_RULES = "Doors open from inside at any hour. Visitors by agreement. Everybody cooks once a week."
_FINGERPRINT = ("lotus amber canyon velvet", "river pencil harvest moon", "copper mango lantern sea")


def founded_on(today: date, lives: Sequence[Life]) -> date:
    """The day the demo office began: some weeks before its first case."""
    return min((life.opened_on for life in lives), default=today) - timedelta(days=40)


@dataclass
class Office:
    """The directory as the cases use it, and the acts that wrote it down."""

    id: RecordId
    words: Words
    rng: Random
    founded: date
    today: date
    pen: Pen
    organisations: dict[str, list[tuple[str, RecordId]]] = field(default_factory=dict)
    """By role in the demo: country and id of each."""
    partner: RecordId = field(init=False)
    contacts: dict[str, list[tuple[str, RecordId]]] = field(default_factory=dict)
    beds: Beds = field(default_factory=Beds)
    seen: set[str] = field(default_factory=set)
    """What has happened in some case already."""
    turn: int = 0

    @classmethod
    def found(
        cls,
        id: RecordId,
        rng: Random,
        words: Words,
        founded: date,
        today: date,
        lives: Sequence[Life],
        events: Sequence[Event],
    ) -> Office:
        """The office with everything it has written outside of cases."""
        pen = Pen(rng, founded, today - timedelta(days=1), id, id, id)
        office = cls(id, words, rng, founded, today, pen)
        office._organisations()
        office._people()
        office.beds = Beds.planned(office._houses(), lives, today)
        demo_shelf.write(pen, office.partner)
        demo_events.write(pen, words, office.one_of("police", HOME), events)
        demo_events.write_patterns(pen, words, len(lives))
        demo_events.write_whistle_blower(pen)
        return office

    def one_of(self, role: str, country: str = "") -> RecordId:
        """An organisation of a role, of a country where there is one; who shelters there may receive too."""
        known = self.organisations[role]
        there = [id_ for of, id_ in known if of == country]
        if not there and role == "receiving":
            there = [id_ for of, id_ in self.organisations["shelter"] if of == country]
        return self.rng.choice(there or [id_ for _, id_ in known])

    def contact(self, role: str, country: str = "") -> RecordId:
        """A contact person of a role, of a country where there is one."""
        known = self.contacts[role]
        return self.rng.choice([id_ for of, id_ in known if of == country] or [id_ for _, id_ in known])

    def next_turn(self) -> int:
        """A number that goes up by one each time, for things that take turns."""
        self.turn += 1
        return self.turn - 1

    def tellers(self, lives: Sequence[Life]) -> Iterator[tuple[datetime, Callable[[], list[Act]]]]:
        """The office and every case: the morning of its first day, and what tells its acts."""
        yield _dawn(self.founded), lambda: self.pen.acts
        for life in lives:
            yield _dawn(life.opened_on), lambda life=life: tell(life, self)  # type: ignore[misc]

    def _organisations(self) -> None:
        for number, row in enumerate(table("organisations")):
            if number % 6 == 0:
                self.pen.on(1 + number // 6, SUPERVISOR)
            place = self.words.place(row["country"], "city", "town", "port")
            made = self.pen.make(
                "organisation",
                name=row["name"],
                own_script_name=row["own_script_name"] or None,
                short_name=row["short_name"],
                type=row["type"],
                services=tuple(row["services"].split(";")),
                serves=("women", "girls") if row["role"] == "shelter" else (),
                languages=tuple(row["languages"].split(";")),
                phone=self.words.phone(),
                hotline=self.words.phone() if row["role"] in ("shelter", "police") else None,
                email=row["email"],
                city=place.name,
                state=place.region,
                country=row["country"],
                shelter_address="Given by phone only" if row["role"] == "shelter" else None,
                trusted=row["type"] == "NGO",
                checked_on=self.pen.ago(0),
                checked_by=SUPERVISOR,
            )
            self.organisations.setdefault(row["role"], []).append((row["country"], made))
            if row["name"] == PARTNER:
                self.partner = made

    def _people(self) -> None:
        self.pen.on(9, SUPERVISOR)
        rows = [row for row in table("staff") if not row["login"]]
        missions = [
            {
                "name": f"Consular officer on duty ({country})",
                "role": "mission",
                "country": country,
                "own_script_name": "",
            }
            for country, _ in self.organisations["mission"]
        ]
        for number, row in enumerate([*rows, *missions]):
            role = row["role"]
            of = (
                role
                if role in self.organisations
                else {"lawyer": "legal", "receiving_agency": "receiving"}.get(role)
            )
            made = self.pen.make(
                "contact_person",
                name=row["name"],
                own_script_name=row["own_script_name"] or None,
                organisation=self.one_of(of, row["country"]) if of else None,
                position=_POSITIONS.get(role, "Vice consul"),
                role=role,
                country=row["country"],
                covers=(row["country"], HOME) if role == "mission" else (row["country"],),
                phone=self.words.phone(),
                mobile=self.words.phone(),
                email=f"contact{number}@demo-office.example",
                hours="Mon–Fri 9–16",
                fingerprint=_FINGERPRINT[number % 3] if role == "mission" else None,
                checked_on=self.pen.ago(0),
                checked_by=SUPERVISOR,
            )
            self.contacts.setdefault(role, []).append((row["country"], made))

    def _houses(self) -> list[Bed]:
        found: list[Bed] = []
        self.pen.on(11, SUPERVISOR)
        for row in (one for one in table("houses") if one["country"] == HOME):
            rooms = [room.split(":") for room in row["rooms"].split(";")]
            house = self.pen.make(
                "house",
                name=row["name"],
                type=row["type"],
                serves=tuple(row["serves"].split(";")),
                capacity=sum(int(beds.partition("+")[0]) for _, beds in rooms),
                longest_stay=int(row["longest_stay"]),
                address=row["address"],
                city=row["city"],
                directions="From the market two stops by boat; ring twice.",
                phone=self.words.phone(),
                house_lead=WORKER,
                free_to_leave=True,
                step_free=row["name"] == "House 2",
                rules=_HOUSE_RULES,
                opened_on=self.founded - timedelta(days=900),
            )
            found += self._beds(house, row, rooms)
        return found

    def _beds(self, house: RecordId, row: dict[str, str], rooms: list[list[str]]) -> Iterator[Bed]:
        serves, transit = frozenset(row["serves"].split(";")), row["type"] == "transit"
        order = 0
        for room, beds in rooms:
            whole, _, cots = beds.partition("+")
            for number in range(int(whole) + int(cots or 0)):
                order += 1
                cot = number >= int(whole)
                name = f"{room}{number + 1}"
                broken = (row["name"], name) == ("House 1", "C3")
                self.pen.make(
                    "bed",
                    house,
                    room=room,
                    name=name,
                    order=order,
                    type="cot" if cot else "lower_bunk",
                    out_of_use_from=self.today - timedelta(days=9) if broken else None,
                )
                if not cot:
                    yield Bed(house, row["name"], row["address"], serves, transit, room, name)


def _dawn(day: date) -> datetime:
    """Before the first act of a day."""
    return datetime.combine(day, time(0)).astimezone()
