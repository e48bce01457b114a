"""Who the people of the demo are and how far their cases have come: every sort is there early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import cycle
from random import Random

from victimcase.domain.words import Step
from victimcase.services.demo_life import (
    ADULT,
    ALONE,
    DISPUTED,
    GUARDED,
    RETURN,
    STAY,
    THIRD,
    UNDECIDED,
    Life,
)
from victimcase.services.demo_marks import marked
from victimcase.services.demo_pen import here, new_id
from victimcase.services.demo_words import Name, Words

_ON_THE_WAY_HOME = frozenset({Step.CLEARANCE, Step.TRAVEL, Step.RECEPTION})
_FIRST: tuple[tuple[Step | None, bool], ...] = (
    (Step.CARE, True), (Step.CLEARANCE, True), (Step.FOLLOW_UP, True), (None, True),
    (Step.OPTION, True), (Step.TRAVEL, False), (Step.INTAKE, True), (Step.SCREENING, True),
    (Step.CARE, False), (Step.DECISION, True), (Step.CLEARANCE, False), (Step.PLAN, True),
    (Step.REFLECTION, True), (Step.CLOSURE, True), (None, True), (Step.RECEPTION, True),
    (Step.OPTION, False), (Step.INTAKE, False), (Step.FOLLOW_UP, False), (Step.DECISION, False),
    (Step.TRAVEL, True), (Step.PLAN, False), (Step.SCREENING, False), (None, True),
    (Step.REFLECTION, False), (Step.RECEPTION, False), (Step.CLOSURE, False),
    (None, True), (None, True),
)  # fmt: skip
"""Where the first cases stand, and whether they are ready to go on: everywhere once."""

_NOT_INDICATED = 3
"""Of the first cases the one in which the screening found no sign of trafficking."""

_NOT_ARRIVED = 5
"""Of the first cases the one whose arrival was due the day before yesterday."""

_OFTEN: tuple[tuple[Step | None, int], ...] = (
    (None, 9), (Step.CARE, 4), (Step.FOLLOW_UP, 5), (Step.OPTION, 3), (Step.CLEARANCE, 4),
)  # fmt: skip
_THEN = [*_FIRST, *((step, step is None) for step, times in _OFTEN for _ in range(times))]


def draw(rng: Random, words: Words, cases: int, today: date) -> list[Life]:
    """As many lives as asked for, by the day their cases were opened."""
    places = iter(_FIRST)
    ages = cycle(
        [ADULT, ADULT, GUARDED, ADULT, ADULT, ADULT, ALONE, ADULT, ADULT, GUARDED, DISPUTED, ADULT, ADULT]
    )
    found: list[Life] = []
    given: set[str] = set()
    while len(found) < cases:
        stop, ready = next(places, None) or rng.choice(_THEN)
        life = _one(rng, words, len(found), stop, ready, next(ages), today)
        found.append(marked(rng, life, given))
    return sorted(found, key=lambda life: (life.opened_on, life.index))


def _one(
    rng: Random, words: Words, index: int, stop: Step | None, ready: bool, age: str, today: date
) -> Life:
    name = words.next_name()
    choice = _choice(rng, stop, name)
    days = _days(rng, choice)
    indicated = index != _NOT_INDICATED and (stop is not None or index < len(_FIRST) or rng.random() < 0.8)
    story = words.story(
        child=age in (GUARDED, ALONE), woman=name.gender == "Feminine" and age == ADULT, indicated=indicated
    )
    if not indicated:
        days = {step: day for step, day in days.items() if step in (Step.INTAKE, Step.SCREENING)}
        days[Step.CLOSURE] = days[Step.SCREENING] + rng.randint(2, 6)
    halt = _halt(rng, index, stop, ready, days)
    idle = 1 + _idle(rng, stop, ready)
    if index == _NOT_ARRIVED:
        idle = days[Step.TRAVEL] + 1 - halt
    elif not ready and (stop is Step.TRAVEL or (stop is Step.CLEARANCE and index % 3 == 0)):
        idle = 1
    opened_on = today - timedelta(days=halt + idle)
    born, birth = _birth(rng, opened_on, age)
    at = here(opened_on, 1) + timedelta(milliseconds=index)
    person, case = new_id(at, 0), new_id(at, 1)
    return Life(
        index, name, story, birth, born, age, choice, stop, ready, days, halt, opened_on, person, case
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


def _halt(rng: Random, index: int, stop: Step | None, ready: bool, days: Mapping[Step, int]) -> int:
    """The last day on which something was written: just before the step is left, or somewhere on the way."""
    if stop is None:
        return days[Step.CLOSURE]
    if ready:
        return days[stop] - 1
    if stop is Step.CLEARANCE and index % 3 == 0:  # near the journey, and something is missing yet
        return days[stop] - 2 - index % 5
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
