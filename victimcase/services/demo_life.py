"""One case of the demo to be: who it is about, how far it has come, what is special about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_words import HOME, Name, Story

RICH = 400
"""So many cases are told in full; those beyond are short."""


ADULT, GUARDED, ALONE, DISPUTED = "adult", "guarded", "alone", "disputed"


STAY, RETURN, THIRD, UNDECIDED = "stay", "return", "third_country", "undecided"


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

    `stop` is the step the case stands at (none = closed), `ready` whether its gate holds. `days` says on
    which day, counted from the opening, each step is left; `halt` is the last day on which anything was
    written.
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
