"""Who may leave a step, and what follows it."""

from __future__ import annotations

from collections.abc import Collection

from victimcase.domain import status
from victimcase.domain.dossier import Dossier
from victimcase.domain.rights import Role
from victimcase.domain.words import Step
from victimcase.i18n import N_

_CASEWORK = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})

DECIDES: dict[Step, str] = {
    Step.INTAKE: N_("caseworker"),
    Step.SCREENING: N_("caseworker; the consular officer with the short form"),
    Step.REFLECTION: N_("supervisor"),
    Step.DECISION: N_("competent authority, recorded by the supervisor"),
    Step.CARE: N_("caseworker and supervisor; for a child the best-interests panel"),
    Step.OPTION: N_("the person; for a child the panel"),
    Step.CLEARANCE: N_("supervisor"),
    Step.TRAVEL: N_("escort or receiving officer"),
    Step.RECEPTION: N_("receiving agency"),
    Step.PLAN: N_("the person and the case manager"),
    Step.FOLLOW_UP: N_("caseworker"),
    Step.CLOSURE: N_("supervisor"),
}
"""Who decides that a step may be left (case model §2)."""

LEAVES: dict[Step, frozenset[Role]] = {
    Step.INTAKE: _CASEWORK,
    Step.SCREENING: _CASEWORK | {Role.CONSULAR_OFFICER},
    Step.REFLECTION: _SUPERVISOR,
    Step.DECISION: _SUPERVISOR,
    Step.CARE: _SUPERVISOR,
    Step.OPTION: _CASEWORK,
    Step.CLEARANCE: _SUPERVISOR,
    Step.TRAVEL: _CASEWORK | {Role.CONSULAR_OFFICER},
    Step.RECEPTION: _CASEWORK,
    Step.PLAN: _CASEWORK,
    Step.FOLLOW_UP: _CASEWORK,
    Step.CLOSURE: _SUPERVISOR,
}
"""The roles that record that a step is left. Persons, panels and authorities decide through what is
recorded.
"""

AFTER: dict[Step, Step] = {
    Step.INTAKE: Step.SCREENING,
    Step.CLEARANCE: Step.TRAVEL,
    Step.TRAVEL: Step.RECEPTION,
    Step.RECEPTION: Step.PLAN,
    Step.PLAN: Step.FOLLOW_UP,
    Step.FOLLOW_UP: Step.CLOSURE,
}

PRESUMED = frozenset({Step.REFLECTION, Step.DECISION, Step.CARE, Step.OPTION})
"""What opens together as soon as a screening says presumed."""


def who_decides(step: Step) -> str:
    """Who decides that a step may be left, in words."""
    return DECIDES[step]


def may_leave(step: Step, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles records that a step is left."""
    return not LEAVES[step].isdisjoint(roles)


def may_override(step: Step, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles may leave a step against its gate, with a reason that is
    journalled.
    """
    return Role.SUPERVISOR in roles


def next_steps(step: Step, dossier: Dossier) -> frozenset[Step]:
    """The steps that open when a step is left; those already open stay so.

    Screening opens reflection, decision, care and option together unless trafficking was not indicated.
    “Not yet” leaves the option open. Where nothing else would stay open, the way goes on to care and
    option, or to closure.
    """
    if step in AFTER:
        return frozenset({AFTER[step]})
    if step is Step.SCREENING:
        ended = status.screening_outcome(dossier) == "not_indicated"
        return frozenset({Step.CLOSURE}) if ended else PRESUMED
    if step is Step.OPTION:
        return _after_option(status.choice_of(dossier))
    if step is Step.CLOSURE or status.open_steps(dossier) - {step}:
        return frozenset()
    if step is Step.CARE:
        chosen = status.choice_of(dossier)
        return frozenset({Step.OPTION if chosen in (None, "undecided") else Step.CLOSURE})
    return frozenset({Step.CARE, Step.OPTION})


def _after_option(choice: str | None) -> frozenset[Step]:
    if choice == "stay":
        return frozenset({Step.PLAN})
    if choice in ("return", "third_country"):
        return frozenset({Step.CLEARANCE})
    return frozenset({Step.OPTION})
