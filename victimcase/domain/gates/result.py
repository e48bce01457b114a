"""What a gate says: its conditions in words, each with a link to the field, and what a role may be told of
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from victimcase.domain.spec import Record, category_of
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True)
class Condition:
    """One thing that must hold: words for a caseworker, the field to go to, and whether it holds."""

    text: str
    kind: str
    field: str
    category: Category
    met: bool


@dataclass(frozen=True)
class GateResult:
    """Whether a step may be left. `released` says whether the supervisor has released: known to every
    reader.
    """

    step: Step
    conditions: tuple[Condition, ...]
    released: bool = False

    @property
    def holds(self) -> bool:
        """Every condition shown here is met."""
        return all(condition.met for condition in self.conditions)

    @cached_property
    def missing(self) -> tuple[Condition, ...]:
        """The conditions that are not met, in the order they are asked for."""
        return tuple(condition for condition in self.conditions if not condition.met)


def condition(
    text: str, cls: type[Record], field: str, met: object, *, category: Category | None = None
) -> Condition:
    """A condition about a field of a kind of record; it tells what that field tells."""
    return Condition(text, cls.kind, field, category or category_of(cls, field), bool(met))


RELEASE_LINE = N_("Supervisor's release")


def folded(
    result: GateResult, readable: frozenset[Category], told: Mapping[Step, frozenset[Category]]
) -> GateResult:
    """The result as a reader of these categories may know it; `told` = what each gate's conditions may tell.

    Conditions of other categories, and always the supervisor's release itself, become one line. The line is
    there for every case of a step alike, and for readers who may not read releases it follows nothing but
    the release: two cases that differ only in what the reader may not read give the same result.
    """
    block = [one for one in result.conditions if one.category is Category.RELEASE]
    shown = [one for one in result.conditions if one.category in readable and one not in block]
    if told[result.step] <= readable - {Category.RELEASE}:
        return replace(result, conditions=tuple(shown))
    met = _all_met(block) if block and Category.RELEASE in readable else result.released
    line = Condition(RELEASE_LINE, "supervisor_release", "decision", Category.RELEASE, met)
    return replace(result, conditions=(*shown, line))


def _all_met(conditions: Iterable[Condition]) -> bool:
    return all(condition.met for condition in conditions)
