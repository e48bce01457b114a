"""What can be special about a case of the demo, how often, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from victimcase.domain.words import Step
from victimcase.services.demo_life import ADULT, ALONE, DISPUTED, STAY, Life

AGAIN_OPEN = 16
"""Days for which the story of a reopened case goes on after it was first closed."""


_SOME_WAY = frozenset(Step) - {Step.INTAKE, Step.SCREENING}


_LATER = _SOME_WAY - {Step.REFLECTION, Step.DECISION}


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
    Mark(
        "foreign", 0.05, lambda life: _beyond_decision(life) and not life.marks & {"not_sought", "negative"}
    ),
    Mark("imported", 0.06, lambda life: life.stop in _LATER and life.story.form != ""),
    Mark("waived", 0.12, lambda life: _plain_adult(life) and life.past(Step.REFLECTION)),
    Mark("claim", 0.06, _not_going),
    Mark("witness", 0.04, lambda life: _not_going(life) and not life.has("claim")),
    Mark("override", 0.04, lambda life: life.past(Step.CARE) and life.story.form != ""),
    Mark("death", 0.01, lambda life: _CLOSED(life) and life.past(Step.FOLLOW_UP)),
    Mark("reopened", 0.2, lambda life: _CLOSED(life) and _plain_adult(life) and not life.has("death")),
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
    Mark("complaint", 0.06, lambda life: life.stop in _SOME_WAY),
    Mark("assistance", 0.05, lambda life: life.past(Step.DECISION)),
)
"""In the order in which they are drawn; a later one may look at the earlier."""


def marked(rng: Random, life: Life, given: set[str]) -> Life:
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
