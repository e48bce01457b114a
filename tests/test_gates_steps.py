"""Where a case goes on, who moves it on, and the facts its gates rest on."""

from __future__ import annotations

import pytest

from tests.case_files import File, adult, ago
from victimcase.domain import gates, status
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.records.case import Case, Closure
from victimcase.domain.records.decision import AgeAssessment
from victimcase.domain.records.identification import Interview
from victimcase.domain.records.person import Person, StatedAge
from victimcase.domain.rights import Role
from victimcase.domain.words import Step


def opened(step: Step, file: File) -> set[Step]:
    """What opens after a step."""
    return set(gates.next_steps(step, file.dossier()))


# --- the way on


def test_the_way_through_a_return() -> None:
    file, way = adult(), [Step.CLEARANCE]
    while opened(way[-1], file):
        (following,) = opened(way[-1], file)
        way.append(following)
    assert way == [Step.CLEARANCE, Step.TRAVEL, Step.RECEPTION, Step.PLAN, Step.FOLLOW_UP, Step.CLOSURE]


def test_a_step_left_beside_others_opens_nothing() -> None:
    beside = adult().change("case", open_steps=("reflection", "decision", "care", "option"))
    for step in (Step.REFLECTION, Step.DECISION, Step.CARE):
        assert opened(step, beside) == set()


def test_a_case_that_starts_late_does_not_fall_out_of_its_steps() -> None:
    for step in (Step.REFLECTION, Step.DECISION):
        assert opened(step, adult().change("case", open_steps=(str(step),))) == {Step.CARE, Step.OPTION}
    alone = adult().change("case", open_steps=("care",))
    assert opened(Step.CARE, alone) == {Step.CLOSURE}
    assert opened(Step.CARE, alone.without("option")) == {Step.OPTION}


LEAVE = {
    Step.INTAKE: "caseworker supervisor",
    Step.SCREENING: "caseworker consular_officer supervisor",
    Step.REFLECTION: "supervisor",
    Step.DECISION: "supervisor",
    Step.CARE: "supervisor",
    Step.OPTION: "caseworker supervisor",
    Step.CLEARANCE: "supervisor",
    Step.TRAVEL: "caseworker consular_officer supervisor",
    Step.RECEPTION: "caseworker supervisor",
    Step.PLAN: "caseworker supervisor",
    Step.FOLLOW_UP: "caseworker supervisor",
    Step.CLOSURE: "supervisor",
}


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("role", list(Role))
def test_who_leaves_a_step(step: Step, role: Role) -> None:
    assert gates.may_leave(step, {role}) == (str(role) in LEAVE[step].split())
    assert gates.may_override(step, {role}) == (role is Role.SUPERVISOR)
    assert gates.who_decides(step)


# --- facts


@pytest.mark.parametrize(
    ("birth", "disputed", "assessed", "stated", "child_then"),
    [
        ("1996-05", None, None, None, False),
        ("2011-08", None, None, None, True),
        ("2008-03-14", None, None, None, False),
        ("2008-03-15", None, None, None, True),
        ("2008", None, None, None, True),
        ("2007~", None, None, None, True),
        ("1996", True, None, None, True),
        (None, True, None, None, True),
        (None, None, None, None, False),
        (None, None, None, 16, True),
        (None, None, None, 22, False),
        ("1996", None, None, 16, True),
        ("1996", False, None, 16, False),
        ("1996", True, "adult", None, False),
        ("2011", True, "adult", None, False),
        ("1996", True, "undetermined", None, True),
        ("1996", True, "child", None, True),
        ("2011", None, "child", None, True),
    ],
)
def test_who_is_treated_as_a_child(
    birth: str | None, disputed: bool | None, assessed: str | None, stated: int | None, child_then: bool
) -> None:
    person = Person(birth=PartialDate.parse(birth) if birth else None, age_disputed=disputed)
    file = File().add("case", Case()).add("person", person)
    if assessed:
        file = file.add("assessment", AgeAssessment(result=assessed, assessed_on=ago(30)))
    if stated:
        file = file.add("stated", StatedAge(age=stated, stated_on=ago(30)))
    assert status.is_child(file.dossier()) is child_then


def test_a_child_of_an_old_assessment_grows_up() -> None:
    person = Person(birth=PartialDate.parse("2007-01"), age_disputed=False)
    assessed = AgeAssessment(result="child", assessed_on=ago(800))
    file = File().add("case", Case()).add("person", person).add("assessment", assessed)
    assert not status.is_child(file.dossier())
    youngest = AgeAssessment(result="child", youngest=16, assessed_on=ago(740))
    unknown = File().add("case", Case()).add("person", Person()).add("assessment", youngest)
    assert not status.is_child(unknown.dossier())


@pytest.mark.parametrize(
    ("steps", "reason", "expected"),
    [
        (("intake",), None, "Active"),
        (("care", "option", "follow_up"), None, "Active"),
        (("follow_up",), None, "FollowUp"),
        (("follow_up", "closure"), None, "FollowUp"),
        (("closure",), None, "Active"),
        ((), "help_completed", "Closed"),
        ((), "referred", "ClosedReferred"),
        ((), None, "Closed"),
    ],
)
def test_the_status_follows_from_the_steps(steps: tuple[str, ...], reason: str | None, expected: str) -> None:
    file = File().add("case", Case(open_steps=steps)).add("person", Person())
    if reason:
        file = file.add("closure", Closure(reason=reason))
    assert status.derived(file.dossier()) == expected


def test_the_members_of_a_restricted_case_are_named() -> None:
    assert status.members(Case(restricted_members=" anna, ben ,,")) == {"anna", "ben"}
    assert status.members(Case()) == frozenset()


@pytest.mark.parametrize(
    ("told", "count"), [((), 0), ((None,), 1), ((3,), 4), ((3, 4), 5), ((None, 6), 7), ((0, 1, 2), 3)]
)
def test_earlier_interviews_are_counted_once(told: tuple[int | None, ...], count: int) -> None:
    file = adult()
    for number, earlier in enumerate(told):
        file = file.add(f"interview_{number}", Interview(held_on=ago(9), earlier_interviews=earlier))
    assert status.interviews_so_far(file.dossier()) == count
