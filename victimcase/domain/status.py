"""Facts about a case that follow from its records: child, presumed, domestic, status, stage, return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.partial_date import CHILD_UNDER, age
from victimcase.domain.records.case import Case, Closure
from victimcase.domain.records.decision import AgeAssessment, IdentificationDecision
from victimcase.domain.records.identification import Interview, Screening
from victimcase.domain.records.person import Guardian, Person, StatedAge
from victimcase.domain.records.protection import OptionDecision
from victimcase.domain.records.reintegration import Reception
from victimcase.domain.records.travel import TravelPlan
from victimcase.domain.words import Stage, Step, stage_reached

ACTIVE = "Active"
FOLLOW_UP = "FollowUp"
CLOSED = "Closed"
CLOSED_REFERRED = "ClosedReferred"


def case_of(dossier: Dossier) -> Case:
    """The case record; an empty one where none was read."""
    kept = dossier.latest(Case)
    return kept.record if kept else Case()


def person_of(dossier: Dossier) -> Person:
    """The person record; an empty one where none was read."""
    kept = dossier.latest(Person)
    return kept.record if kept else Person()


def open_steps(dossier: Dossier) -> frozenset[Step]:
    """The steps that stand open; codes this program does not know are left out."""
    known = {str(step) for step in Step}
    return frozenset(Step(code) for code in case_of(dossier).open_steps if code in known)


def stage(dossier: Dossier) -> Stage:
    """The furthest stage with an open step."""
    return stage_reached(open_steps(dossier))


def derived(dossier: Dossier) -> str:
    """The code of HTCDS `cas_Status` that follows from the open steps and the closure."""
    steps = open_steps(dossier)
    if not steps:
        closure = dossier.latest(Closure)
        return CLOSED_REFERRED if closure and closure.record.reason == "referred" else CLOSED
    return FOLLOW_UP if Step.FOLLOW_UP in steps and steps <= {Step.FOLLOW_UP, Step.CLOSURE} else ACTIVE


def is_child(dossier: Dossier) -> bool:
    """Whether the person is treated as a child today: under 18, or perhaps so.

    An age assessment settles a dispute; without one a disputed age counts as a child's (case model §1), and
    so does a date of birth or a stated age that leaves it open. Where nothing at all is known of the age,
    nothing speaks for a child.
    """
    person, today = person_of(dossier), dossier.today
    assessed = dossier.latest(AgeAssessment)
    if assessed is not None and assessed.record.result is not None:
        return _child_as_assessed(assessed.record, person, today)
    if person.age_disputed:
        return True
    if person.birth is not None and person.birth.treated_as_child(today):
        return True
    if person.birth is not None and person.age_disputed is False:
        return False
    return any(_stated_child(kept.record, today) for kept in dossier.all(StatedAge))


_BEFORE_ANYBODY, _AFTER_EVERYBODY = date(1890, 1, 1), date(2200, 1, 1)


def child_until(dossier: Dossier) -> date:
    """The first day on which the person is not treated as a child, whatever today is.

    `date.min` for somebody who never is, `date.max` while no day ends it. Nobody becomes a child again as
    time goes by, so the day is found by halving.
    """
    if not is_child(replace(dossier, today=_BEFORE_ANYBODY)):
        return date.min
    if is_child(replace(dossier, today=_AFTER_EVERYBODY)):
        return date.max
    low, high = _BEFORE_ANYBODY.toordinal(), _AFTER_EVERYBODY.toordinal()
    while high - low > 1:
        middle = (low + high) // 2
        if is_child(replace(dossier, today=date.fromordinal(middle))):
            low = middle
        else:
            high = middle
    return date.fromordinal(high)


def _child_as_assessed(found: AgeAssessment, person: Person, today: date) -> bool:
    if found.result == "adult":
        return False
    grown = age(found.assessed_on, today) if found.assessed_on else 0
    if (found.youngest or 0) + grown >= CHILD_UNDER:
        return False
    settled = found.result == "child" and not person.age_disputed and person.birth is not None
    if settled and found.assessed_on and person.birth.child_on(found.assessed_on):  # type: ignore[union-attr]
        return person.birth.treated_as_child(today)  # type: ignore[union-attr]
    return True


def _stated_child(stated: StatedAge, today: date) -> bool:
    if stated.birth is not None:
        return stated.birth.treated_as_child(today)
    if stated.age is None:
        return False
    return stated.age + (age(stated.stated_on, today) if stated.stated_on else 0) < CHILD_UNDER


def counts_as_guardian(guardian: Guardian, today: date) -> bool:
    """Whether a guardian may speak for the child: checked, not suspected, and still in office."""
    ended = guardian.ended_on is not None and guardian.ended_on <= today
    return guardian.checked is True and not guardian.suspected and not ended


def guardians(dossier: Dossier) -> tuple[Kept[Guardian], ...]:
    """The guardians that count."""
    return tuple(kept for kept in dossier.all(Guardian) if counts_as_guardian(kept.record, dossier.today))


def screening_outcome(dossier: Dossier) -> str | None:
    """The outcome of the latest screening that has one."""
    outcomes = [kept.record.outcome for kept in dossier.all(Screening) if kept.record.outcome]
    return outcomes[-1] if outcomes else None


def is_presumed(dossier: Dossier) -> bool:
    """Whether the person is presumed or found to be a victim. A negative decision ends it, not the help."""
    decision = decision_of(dossier)
    if decision is not None and decision.record.outcome in ("identified", "not_identified"):
        return decision.record.outcome == "identified"
    return screening_outcome(dossier) in ("presumed", "child_presumed")


def decision_of(dossier: Dossier) -> Kept[IdentificationDecision] | None:
    """The decision that counts: the latest one that is not merely reported by an import."""
    found = [kept for kept in dossier.all(IdentificationDecision) if not kept.record.imported]
    return found[-1] if found else None


def is_domestic(dossier: Dossier) -> bool:
    """Whether the case stays inside one country: said so, or found in the country of citizenship."""
    case, person = case_of(dossier), person_of(dossier)
    if case.domestic is not None:
        return case.domestic
    return case.found_in is not None and case.found_in in person.citizenships


def choice_of(dossier: Dossier) -> str | None:
    """The option chosen last: stay, return, third_country or undecided."""
    choices = [kept.record.choice for kept in dossier.all(OptionDecision) if kept.record.choice]
    return choices[-1] if choices else None


def planned_travel(dossier: Dossier) -> Kept[TravelPlan] | None:
    """The latest travel plan that was not called off."""
    found = [kept for kept in dossier.all(TravelPlan) if kept.record.cancelled_on is None]
    return found[-1] if found else None


def interviews_so_far(dossier: Dossier) -> int:
    """How often the person was interviewed already, shown before one more is added (case model §3).

    Those written here, and those told of from before the first of them, by whoever held them.
    """
    held = dossier.all(Interview)
    told = max(((kept.record.earlier_interviews or 0) - at for at, kept in enumerate(held)), default=0)
    return len(held) + max(told, 0)


def return_date(dossier: Dossier) -> date | None:
    """The day plan and follow-up are counted from: arrival, else reception, else the choice to stay."""
    plan = planned_travel(dossier)
    if plan is not None and plan.record.arrived_at is not None:
        return plan.record.arrived_at.date()
    received = _last(kept.record.received_on for kept in dossier.all(Reception))
    if received is not None:
        return received
    if choice_of(dossier) != "stay":
        return None
    return _last(kept.record.decided_on for kept in dossier.all(OptionDecision) if kept.record.choice)


def _last(days: Iterable[date | None]) -> date | None:
    found = [day for day in days if day is not None]
    return found[-1] if found else None


def members(case: Case) -> frozenset[str]:
    """The login names a restricted case is open to."""
    return frozenset(name.strip() for name in (case.restricted_members or "").split(",") if name.strip())
