"""Gates: pure functions of the records that say whether a step may be left, and what is missing (case model
§2).

A gate never blocks help or writing. It blocks leaving the step and issuing the step's paper.
"""

from __future__ import annotations

from collections.abc import Callable

from victimcase.domain.dossier import Dossier
from victimcase.domain.gates import closing, identification, protection, reintegration, release, repatriation
from victimcase.domain.gates.result import RELEASE_LINE, Condition, GateResult, folded
from victimcase.domain.gates.steps import may_leave, may_override, next_steps, who_decides
from victimcase.domain.profiles import Profile
from victimcase.domain.words import Category, Step

__all__ = [
    "RELEASE_LINE",
    "TELLS",
    "Condition",
    "GateResult",
    "gate",
    "may_leave",
    "may_override",
    "next_steps",
    "seen_by",
    "who_decides",
]

_GATES: dict[Step, Callable[[Dossier, Profile], tuple[Condition, ...]]] = {
    Step.INTAKE: identification.intake,
    Step.SCREENING: identification.screening,
    Step.REFLECTION: identification.reflection,
    Step.DECISION: identification.decision,
    Step.CARE: protection.care,
    Step.OPTION: protection.option,
    Step.CLEARANCE: repatriation.clearance,
    Step.TRAVEL: repatriation.travel,
    Step.RECEPTION: reintegration.reception,
    Step.PLAN: reintegration.plan,
    Step.FOLLOW_UP: reintegration.follow_up,
    Step.CLOSURE: closing.closure,
}

_C = Category

TELLS: dict[Step, frozenset[Category]] = {
    Step.INTAKE: frozenset({_C.ACCOUNT, _C.HEALTH, _C.ADMINISTRATIVE, _C.FAMILY}),
    Step.SCREENING: frozenset({_C.ADMINISTRATIVE}),
    Step.REFLECTION: frozenset({_C.LEGAL}),
    Step.DECISION: frozenset({_C.LEGAL}),
    Step.CARE: frozenset({_C.HEALTH, _C.ACCOUNT, _C.LEGAL}),
    Step.OPTION: frozenset({_C.LEGAL}),
    Step.CLEARANCE: frozenset(
        {_C.ADMINISTRATIVE, _C.ACCOUNT, _C.IDENTITY, _C.TRAVEL, _C.LEGAL, _C.FAMILY, _C.RELEASE}
    ),
    Step.TRAVEL: frozenset({_C.TRAVEL}),
    Step.RECEPTION: frozenset({_C.ADMINISTRATIVE}),
    Step.PLAN: frozenset({_C.ADMINISTRATIVE, _C.MONEY}),
    Step.FOLLOW_UP: frozenset({_C.ADMINISTRATIVE, _C.ACCOUNT}),
    Step.CLOSURE: frozenset(Category) - {_C.RELEASE},
}
"""The categories the conditions of each gate may tell about, in any case at all."""


def gate(step: Step, dossier: Dossier, profile: Profile) -> GateResult:
    """Whether a step may be left, and what is missing; every condition, for the program's own use.

    Show a user `seen_by` of it and nothing else: a gate result is an output.
    """
    conditions = _GATES[step](dossier, profile)
    approved = step is Step.CLOSURE and bool(closing.closure_of(dossier).approved_by)
    return GateResult(step, conditions, release.is_released(dossier) or approved)


def seen_by(result: GateResult, readable: frozenset[Category]) -> GateResult:
    """The result as somebody who may read these categories sees it.

    Conditions of other categories fold into one line, the supervisor's release, which stands open in every
    case until the supervisor releases; so neither the line nor `holds` tells anything about what is hidden.
    """
    return folded(result, readable, TELLS)
