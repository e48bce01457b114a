"""Made-up cases for measuring, written the way every case is: one use case and one journal entry each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from victimcase.domain import spec as s
from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Record, Spec, specs
from victimcase.domain.words import Scope
from victimcase.services import cases, records, writable
from victimcase.services.demo_words import table
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store.rows import sealed_fields

CHUNK = 500
"""Cases a transaction: what a commit costs is spread, and little waits for it."""
FULL = 60
"""Records of a full case."""
FIRST_DAY = date(2015, 1, 1)
DAYS = 4000


@dataclass(frozen=True)
class Made:
    """One made-up case: what is known of the person, and what the case says."""

    person: Mapping[str, object]
    case: Mapping[str, object]


def people(seed: int = 1) -> Iterator[Made]:
    """Made-up people without end, in all scripts of the region; the same seed gives the same people."""
    rng = Random(seed)
    by_country: dict[str, list[dict[str, str]]] = {}
    for row in table("names"):
        by_country.setdefault(row["citizenship"], []).append(row)
    countries = sorted(country for country in by_country if country)
    number = 0
    while True:
        number += 1
        country = rng.choice(countries)
        named, other = rng.choice(by_country[country]), rng.choice(by_country[country])
        born = FIRST_DAY - timedelta(days=rng.randrange(3_000, 22_000))
        person = {
            "given_names": f"{named['given']} {rng.choice(by_country[country])['given']}",
            "family_name": other["family"] or named["family"],
            "own_script_name": named["own_script"],
            "gender": named["gender"],
            "birth": born.isoformat() if number % 5 else str(born.year),
            "citizenships": [country],
            "other_languages": [named["language"]],
            "mobile_phone": f"+66{800_000_000 + number}" if number % 3 == 0 else "",
            "identity_number": f"{country}{rng.randrange(10**7, 10**8)}" if number % 4 == 0 else "",
        }
        opened = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        yield Made(
            person,
            {
                "opened_on": opened.isoformat(),
                "found_in": "TH",
                "risk": rng.choice(["low", "medium", "high"]),
            },
        )


def fill(session: Session, count: int, progress: Callable[[int, int], None]) -> None:
    """Write so many cases, in transactions of CHUNK."""
    waiting = islice(people(), count)
    done = 0
    while chunk := list(islice(waiting, CHUNK)):
        session.do(_write, chunk)
        done += len(chunk)
        progress(done, count)


def _write(tx: Tx, chunk: list[Made]) -> None:
    for one in chunk:
        cases.new(tx, one.person, case_fields=one.case)


def full_case(session: Session) -> str:
    """Make a case with FULL records of as many kinds as there are, every field said; return its number.

    Sealed kinds are left out: that somebody looks at them is written down first, which costs a save.
    """
    number = session.do(cases.new, next(people(seed=2)).person, case_fields={"found_in": "TH"}).value.number
    kinds = sorted((cls for cls in ORDERED if _plain(cls)), key=lambda cls: bool(cls.parent))
    for cls in islice(cycle(kinds), FULL - 2):
        session.do(records.save, number, cls.kind, said(cls, session.world.reference))
    return number


def _plain(cls: type[Record]) -> bool:
    """Whether a record of this kind can be made by itself, and read without a trace."""
    by_itself = cls.kind == "task" or cls.kind in writable.BY_ITS_OWN_WAY
    if cls.scope is Scope.OFFICE or by_itself or not cls.many or sealed_fields(cls):
        return False
    return not cls.parent or _plain(RECORDS[cls.parent])


def said(cls: type[Record], reference: Reference) -> dict[str, object]:
    """Something in every field a person could type into."""
    kept = writable.KEPT_BY_PROGRAM.get(cls.kind, frozenset())
    values = {name: _value(spec, reference) for name, spec in specs(cls).items() if name not in kept}
    return {name: value for name, value in values.items() if value is not None}


def _value(spec: Spec, reference: Reference) -> object:
    match spec:
        case s.Choice(codes=codes):
            return next(iter(reference.lists[codes].codes), None) if codes in reference.lists else None
        case s.Choices(codes=codes):
            return list(reference.lists[codes].codes)[:2] if codes in reference.lists else None
        case s.YesNo():
            return True
        case s.Number():
            return max(spec.low or 0, 1)
        case s.Day() | s.PartialDay():
            return "2024-03-05"
        case s.Instant():
            return "2024-03-05T08:30:00Z"
        case s.Money():
            return "1250.00 THB"
        case s.LongText():
            return "A few sentences, as somebody told them. " * 12
        case s.Link() | s.Attachment() | s.User():
            return None
    return _words(spec)


def _words(spec: Spec) -> object:
    match spec:
        case s.Country():
            return "KH"
        case s.Countries():
            return ["KH", "TH"]
        case s.Language():
            return "khm"
        case s.Languages():
            return ["khm", "tha"]
        case s.Phone():
            return "+66812345678"
    return "A few words"
