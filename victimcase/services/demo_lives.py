"""Who the people of the demo are and how far their cases have come: drawn so that every sort is there early."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from random import Random

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_words import HOME, Name, Story, Words
from victimcase.store.journal import new_id

RICH = 400
"""So many cases are told in full; those beyond are short."""

ADULT, GUARDED, ALONE, DISPUTED = "adult", "guarded", "alone", "disputed"
STAY, RETURN, THIRD, UNDECIDED = "stay", "return", "third_country", "undecided"

AGAIN_OPEN = 16
"""Days for which the story of a reopened case goes on after it was first closed."""

_ON_THE_WAY_HOME = frozenset({Step.CLEARANCE, Step.TRAVEL, Step.RECEPTION})
_SOME_WAY = frozenset(Step) - {Step.INTAKE, Step.SCREENING}
_LATER = _SOME_WAY - {Step.REFLECTION, Step.DECISION}


@dataclass(frozen=True)
class Kin:
    """Somebody of the family whose case is here too: who they are to this person."""

    relation: str
    name: Name
    person: RecordId
    case: RecordId


@dataclass(frozen=True)
class Life:
    """One case to be: who it is about, where it stands, and what is special about it.

    `stop` is the step the case stands at (none = closed), `ready` whether its gate holds. `days` says on which
    day, counted from the opening, each step is left; `halt` is the last day on which anything was written.
    """

    index: int
    name: Name
    story: Story
    birth: str
    born: date
    age: str
    choice: str
    stop: Step | None
    ready: bool
    days: Mapping[Step, int]
    halt: int
    opened_on: date
    person: RecordId
    case: RecordId
    marks: frozenset[str] = frozenset()
    kin: tuple[Kin, ...] = ()
    earlier: RecordId | None = None
    """The case of an earlier episode of the same person."""
    event: RecordId | None = None

    @property
    def child(self) -> bool:
        """Under eighteen, or treated so until somebody finds otherwise."""
        return self.age != ADULT

    @property
    def rich(self) -> bool:
        """Told in full."""
        return self.index < RICH

    @property
    def domestic(self) -> bool:
        """Of this country."""
        return self.name.citizenship == HOME

    def has(self, mark: str) -> bool:
        """Whether something special was drawn for this life."""
        return mark in self.marks

    def past(self, step: Step) -> bool:
        """Whether the case has left a step."""
        return self.days.get(step, 99_999) <= self.halt


@dataclass(frozen=True)
class Mark:
    """Something special: how often, and for whom it can be."""

    name: str
    chance: float
    fits: Callable[[Life], bool]


def _reached(*steps: Step | None) -> Callable[[Life], bool]:
    return lambda life: life.stop in steps


def _beyond_decision(life: Life) -> bool:
    return life.past(Step.DECISION) and life.story.form != ""


def _not_going(life: Life) -> bool:
    """Nothing that a hold on the return would stand against."""
    waiting = life.stop is Step.CLEARANCE and not life.ready
    return _beyond_decision(life) and life.stop is not None and (life.choice == STAY or waiting)


def _plain_adult(life: Life) -> bool:
    return life.age == ADULT and life.story.form != ""


_CLOSED = _reached(None)

MARKS: tuple[Mark, ...] = (
    Mark("found_child", 0.4, lambda life: life.age == DISPUTED),
    Mark("partner", 0.62, lambda life: life.age not in (ALONE, DISPUTED)),
    Mark("partner_services", 0.4, lambda life: life.has("partner")),
    Mark("not_sought", 0.07, _beyond_decision),
    Mark("negative", 0.06, lambda life: _beyond_decision(life) and not life.has("not_sought")),
    Mark("foreign", 0.05, lambda life: _beyond_decision(life) and not life.marks & {"not_sought", "negative"}),
    Mark("imported", 0.06, lambda life: life.stop in _LATER and life.story.form != ""),
    Mark("waived", 0.12, lambda life: _plain_adult(life) and life.past(Step.REFLECTION)),
    Mark("claim", 0.06, _not_going),
    Mark("witness", 0.04, lambda life: _not_going(life) and not life.has("claim")),
    Mark("override", 0.04, lambda life: life.past(Step.CARE) and life.story.form != ""),
    Mark("reopened", 0.2, lambda life: _CLOSED(life) and life.halt > 60 and _plain_adult(life)),
    Mark("north", 0.12, lambda life: life.index > 3),
    Mark(
        "restricted",
        0.04,
        lambda life: life.stop in _SOME_WAY and not life.marks & {"partner", "north", "reopened"},
    ),
    Mark("notified", 0.55, lambda life: not life.domestic and not life.marks & {"claim", "restricted"}),
    Mark("expired", 0.3, lambda life: life.halt > 200),
    Mark("withdrawn", 0.15, lambda life: life.halt > 20),
    Mark("imported_case", 0.08, lambda life: not life.has("north")),
    Mark("missing", 0.05, lambda life: life.stop in (Step.CARE, Step.OPTION, None)),
    Mark("death", 0.01, lambda life: _CLOSED(life) and not life.has("reopened") and not life.has("partner")),
    Mark("complaint", 0.06, lambda life: life.stop in _SOME_WAY),
    Mark("assistance", 0.05, lambda life: life.past(Step.DECISION)),
    Mark("waits", 0.25, lambda life: life.choice == RETURN and life.past(Step.OPTION)),
)
"""In the order in which they are drawn; a later one may look at the earlier."""

_FIRST = [
    (Step.CARE, True), (Step.CLEARANCE, True), (Step.FOLLOW_UP, True), (None, True), (Step.OPTION, True),
    (Step.TRAVEL, False), (Step.INTAKE, True), (Step.SCREENING, True), (Step.CARE, False), (Step.DECISION, True),
    (Step.CLEARANCE, False), (Step.PLAN, True), (Step.REFLECTION, True), (Step.CLOSURE, True), (None, True),
    (Step.RECEPTION, True), (Step.OPTION, False), (Step.INTAKE, False), (Step.FOLLOW_UP, False),
    (Step.DECISION, False), (Step.TRAVEL, True), (Step.PLAN, False), (Step.SCREENING, False), (None, True),
    (Step.REFLECTION, False), (Step.RECEPTION, False), (Step.CLOSURE, False),
]  # fmt: skip
"""Where the first cases stand: everywhere once."""

_THEN = [
    *[(None, True)] * 9, *[(Step.CARE, False)] * 4, *[(Step.FOLLOW_UP, False)] * 5, *[(Step.OPTION, False)] * 3,
    *[(Step.CLEARANCE, False)] * 4, *_FIRST,
]  # fmt: skip


def draw(rng: Random, words: Words, cases: int, today: date) -> list[Life]:
    """As many lives as asked for, by the day their cases were opened."""
    places: Iterator[tuple[Step | None, bool]] = iter(_FIRST)
    ages = cycle([ADULT, ADULT, GUARDED, ADULT, ADULT, ADULT, ALONE, ADULT, ADULT, GUARDED, DISPUTED, ADULT, ADULT])
    found: list[Life] = []
    given: set[str] = set()
    while len(found) < cases:
        stop, ready = next(places, None) or rng.choice(_THEN)
        life = _one(rng, words, len(found), stop, ready, next(ages), today)
        found.append(_marked(rng, life, given))
    return sorted(found, key=lambda life: (life.opened_on, life.index))


def _one(
    rng: Random, words: Words, index: int, stop: Step | None, ready: bool, age: str, today: date
) -> Life:
    name = words.next_name()
    choice = _choice(rng, stop, name)
    days = _days(rng, choice)
    indicated = stop not in (None, Step.CLOSURE) or index % 3 != 0
    story = words.story(
        child=age in (GUARDED, ALONE), woman=name.gender == "Feminine" and age == ADULT, indicated=indicated
    )
    if not indicated:
        days = {step: day for step, day in days.items() if step in (Step.INTAKE, Step.SCREENING)}
        days[Step.CLOSURE] = days[Step.SCREENING] + rng.randint(2, 6)
    halt = _halt(rng, stop, ready, days)
    idle = 1 + _idle(rng, stop, ready)
    opened_on = today - timedelta(days=halt + idle)
    born, birth = _birth(rng, opened_on, age)
    return Life(
        index, name, story, birth, born, age, choice, stop, ready, days, halt, opened_on, new_id(), new_id()
    )


def _choice(rng: Random, stop: Step | None, name: Name) -> str:
    if not name.citizenship:
        return THIRD if stop in _ON_THE_WAY_HOME else rng.choice([STAY, STAY, THIRD])
    if stop in _ON_THE_WAY_HOME:
        return rng.choice([RETURN] * 6 + [THIRD])
    if stop is Step.OPTION:
        return rng.choice([RETURN, STAY, UNDECIDED])
    return rng.choice([RETURN, RETURN, RETURN, STAY, STAY])


def _days(rng: Random, choice: str) -> dict[Step, int]:
    """The day each step is left, when nothing holds it up."""
    day = {Step.INTAKE: rng.randint(2, 4)}
    day[Step.SCREENING] = day[Step.INTAKE] + rng.randint(2, 5)
    day[Step.REFLECTION] = day[Step.SCREENING] + rng.randint(48, 53)
    day[Step.DECISION] = day[Step.REFLECTION] + rng.randint(5, 20)
    day[Step.CARE] = day[Step.DECISION] + rng.randint(3, 12)
    day[Step.OPTION] = day[Step.CARE] + rng.randint(3, 10)
    home = day[Step.OPTION]
    if choice in (RETURN, THIRD):
        day[Step.CLEARANCE] = home + rng.randint(28, 60)
        day[Step.TRAVEL] = day[Step.CLEARANCE] + rng.randint(4, 8)
        home = day[Step.TRAVEL] - 1
        day[Step.RECEPTION] = day[Step.TRAVEL] + rng.randint(2, 4)
    day[Step.PLAN] = home + rng.randint(14, 28)
    day[Step.FOLLOW_UP] = home + 366 + rng.randint(2, 12)
    day[Step.CLOSURE] = day[Step.FOLLOW_UP] + rng.randint(4, 14)
    return day


def _halt(rng: Random, stop: Step | None, ready: bool, days: Mapping[Step, int]) -> int:
    """The last day on which something was written: just before the step is left, or somewhere on the way."""
    if stop is None:
        return days[Step.CLOSURE]
    if ready:
        return days[stop] - 1
    steps = [step for step in Step if step in days]
    before = steps[steps.index(stop) - 1] if stop is not Step.INTAKE else None
    opened = days[before] if before else 0
    return rng.randint(opened, max(opened, (opened + days[stop]) // 2 - 1))


def _idle(rng: Random, stop: Step | None, ready: bool) -> int:
    if stop is None:
        return rng.choice([2, 5, 20, 60, 150])
    if ready:
        return rng.randint(0, 2)
    return rng.choice([0, 1, 3, 6, 10, 20, 45])


def _birth(rng: Random, opened_on: date, age: str) -> tuple[date, str]:
    """A birth, and how much of it is known (EDTF)."""
    if age == ADULT:
        years = rng.choice([19, 20, 21, 22, 23, 24, 26, 28, 29, 31, 33, 34, 36, 39, 42, 47, 55])
    else:
        years = 16 if age == DISPUTED else rng.randint(8, 14)
    born = opened_on - timedelta(days=years * 365 + rng.randint(100, 330))
    if age == DISPUTED:
        return born, ""
    whole, month, year = born.isoformat(), born.isoformat()[:7], f"{born.year}"
    span = f"{born.year - 1}/{born.year}"
    if years in (19, 20):
        return born, whole
    return born, rng.choice([whole, whole, whole, whole, month, year, f"{year}~", f"{year}?", span])


def _marked(rng: Random, life: Life, given: set[str]) -> Life:
    """The life with what is special about it: each mark goes to the first it fits, then by chance."""
    taken = 0
    for mark in MARKS:
        if not mark.fits(life):
            continue
        first = mark.name not in given and taken < 3 and mark.chance < 0.5
        if first or rng.random() < mark.chance:
            taken += first
            given.add(mark.name)
            life = replace(life, marks=life.marks | {mark.name})
    if life.has("reopened"):
        more = timedelta(days=AGAIN_OPEN)
        life = replace(life, halt=life.halt + more.days, opened_on=life.opened_on - more)
    return life

