"""For every condition of every gate a whole case from which one thing was taken: that condition and no
other fails.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.case_files import TODAY, File, adult, ago, child, consent, money
from victimcase.domain import gates
from victimcase.domain.profiles import Profile
from victimcase.domain.records.around import Task
from victimcase.domain.records.case import Case
from victimcase.domain.records.decision import AgeAssessment
from victimcase.domain.records.person import Person
from victimcase.domain.records.protection import RiskAssessment, TestimonyArrangement
from victimcase.domain.spec import RECORDS, specs
from victimcase.domain.words import Category, Step
from victimcase.services.profiles import load

Change = Callable[[File], File]


@pytest.fixture(scope="module")
def profile() -> Profile:
    """The profile that holds where no other does."""
    return load()["default"]


def change(name: str, **fields: object) -> Change:
    """Change fields of one record."""
    return lambda file: file.change(name, **fields)


def without(*names: str) -> Change:
    """Take records out."""
    return lambda file: file.without(*names)


NOT_INDICATED = {"outcome": "not_indicated", "purpose": "no", "referred_elsewhere": "Labour office"}


def not_indicated() -> File:
    """An adult where trafficking was not indicated."""
    return adult().change("screening", **NOT_INDICATED)


def recognised() -> File:
    """An adult whom another country has identified, which is recognised here."""
    return adult().change("decision", foreign=True, authority_country="MY", recognised=True)


ADULT: list[tuple[Step, str, str, Change]] = [
    (Step.INTAKE, "contact_event", "danger", change("contact", danger="open")),
    (Step.INTAKE, "contact_event", "danger", change("contact", danger=None)),
    (Step.INTAKE, "contact_event", "health", change("contact", health="open")),
    (Step.INTAKE, "contact_event", "interpreter_check", change("contact", interpreter_check="conflict")),
    (Step.INTAKE, "contact_event", "interpreter_check", change("contact", interpreter_check="unchecked")),
    (Step.INTAKE, "consent", "given", without("speak")),
    (Step.INTAKE, "consent", "given", change("speak", given=False)),
    (Step.INTAKE, "consent", "given", change("speak", withdrawn_on=ago(1))),
    (Step.INTAKE, "consent", "given", change("speak", expires_on=ago(1))),
    (Step.INTAKE, "consent", "given", change("speak", reported_by_import=True)),
    (Step.INTAKE, "consent", "given", lambda file: file.add("later", consent("interview", given=False))),
    (Step.SCREENING, "screening", "outcome", change("screening", outcome=None)),
    (Step.REFLECTION, "reflection_period", "ends_on", change("reflection", ends_on=TODAY)),
    (Step.REFLECTION, "reflection_period", "starts_on", change("reflection", starts_on=ago(60))),
    (Step.REFLECTION, "reflection_period", "confirmed_by", change("reflection", confirmed_by=None)),
    (Step.DECISION, "identification_decision", "outcome", change("decision", authority=None)),
    (Step.DECISION, "identification_decision", "outcome", change("decision", deciding_body=None)),
    (Step.DECISION, "identification_decision", "outcome", change("decision", decided_on=None)),
    (Step.DECISION, "identification_decision", "reasons", change("decision", reasons="")),
    (Step.DECISION, "identification_decision", "how_to_review", change("decision", how_to_review=None)),
    (
        Step.DECISION,
        "identification_decision",
        "outcome",
        change("decision", outcome="not_sought", not_sought_reason=None),
    ),
    (Step.CARE, "needs_assessment", "assessed_on", without("needs")),
    (Step.CARE, "risk", "measure", change("care_risk", measure=None)),
    (Step.CARE, "risk", "measure", change("return_risk", measure="")),
    (Step.OPTION, "option_decision", "decided_by", change("option", decided_by="guardian")),
    (Step.CLEARANCE, "consent", "given", without("return_consent")),
    (Step.CLEARANCE, "consent", "risk_assessment", change("return_consent", risk_assessment=None)),
    (
        Step.CLEARANCE,
        "consent",
        "risk_assessment",
        lambda file: file.add("newer", RiskAssessment(purpose="return", conclusion="acceptable")),
    ),
    (Step.CLEARANCE, "consent", "given_on", change("return_consent", given_on=ago(31))),
    (Step.CLEARANCE, "risk_assessment", "conclusion", change("return_risks", conclusion="not_acceptable")),
    (Step.CLEARANCE, "risk_assessment", "conclusion", change("return_risk", measure=None)),
    (Step.CLEARANCE, "nationality_verification", "result", change("nationality", result="pending")),
    (Step.CLEARANCE, "nationality_verification", "result", change("nationality", result="not_confirmed")),
    (Step.CLEARANCE, "travel_document", "valid_until", without("document")),
    (Step.CLEARANCE, "travel_document", "valid_until", change("document", valid_until=ago(3))),
    (Step.CLEARANCE, "travel_document", "valid_until", change("document", valid_from=ago(1))),
    (Step.CLEARANCE, "travel_document", "valid_until", change("document", used_on=ago(5))),
    (Step.CLEARANCE, "travel_plan", "departs_on", without("travel")),
    (Step.CLEARANCE, "travel_plan", "departs_on", change("travel", cancelled_on=ago(3))),
    (Step.CLEARANCE, "consular_notification", "decision", change("notification", decision=None)),
    (Step.CLEARANCE, "receiving_agency_acceptance", "answer", change("acceptance", answer="declined")),
    (Step.CLEARANCE, "receiving_agency_acceptance", "answer", change("acceptance", in_writing=False)),
    (Step.CLEARANCE, "identification_decision", "outcome", change("decision", imported=True)),
    (Step.CLEARANCE, "supervisor_release", "decision", change("release", decision="withdrawn")),
    (Step.CLEARANCE, "supervisor_release", "decision", change("release", decision="not_released")),
    (
        Step.CLEARANCE,
        "supervisor_release",
        "protection_claim_considered",
        change("release", protection_claim_considered=None),
    ),
    (
        Step.CLEARANCE,
        "supervisor_release",
        "testimony_considered",
        change("release", testimony_considered=False),
    ),
    (
        Step.CLEARANCE,
        "supervisor_release",
        "officials_considered",
        change("release", officials_considered=None),
    ),
    (Step.CLEARANCE, "supervisor_release", "health_considered", change("release", health_considered=None)),
    (Step.CLEARANCE, "case", "return_hold", change("case", return_hold=True)),
    (
        Step.CLEARANCE,
        "supervisor_release",
        "decided_on",
        lambda file: file.add("hearing", TestimonyArrangement(presence_needed=True)),
    ),
    (Step.TRAVEL, "travel_plan", "arrived_at", change("travel", arrived_at=None)),
    (Step.TRAVEL, "hand_over", "signed_by_giver", change("hand_over", signed_by_giver=None)),
    (Step.TRAVEL, "hand_over", "signed_by_receiver", change("hand_over", signed_by_receiver=False)),
    (Step.RECEPTION, "reception", "case_owner", change("reception", case_owner=None)),
    (Step.RECEPTION, "reception", "acknowledged_on", change("reception", acknowledged_on=None)),
    (Step.PLAN, "reintegration_plan", "agreed_by_person", change("plan", agreed_by_person=False)),
    (Step.PLAN, "reintegration_plan", "agreed_by_manager", change("plan", agreed_by_manager=None)),
    (Step.PLAN, "grant", "budget", without("second")),
    (Step.PLAN, "grant", "budget", change("grant", budget=None)),
    (Step.PLAN, "grant", "budget", change("first", receipt_number=None)),
    (Step.PLAN, "grant", "budget", change("second", amount=money("200.00", "THB"))),
    (Step.PLAN, "grant", "budget", change("second", amount=None)),
    (Step.FOLLOW_UP, "follow_up", "outcome", without("month_6")),
    (Step.FOLLOW_UP, "follow_up", "outcome", change("month_3", outcome="not_reached")),
    (Step.FOLLOW_UP, "risk", "residual", change("care_risk", residual="high")),
    (Step.FOLLOW_UP, "risk", "residual", change("care_risk", residual=None)),
    (Step.FOLLOW_UP, "risk", "residual", change("month_6", retrafficking_risk="high")),
    (Step.CLOSURE, "closure", "reason", change("closure", reason=None)),
    (Step.CLOSURE, "closure", "closed_on", change("closure", closed_on=None)),
    (Step.CLOSURE, "closure", "approved_by", change("closure", approved_by=None)),
    (Step.CLOSURE, "task", "state", lambda file: file.add("task", Task(subject="Call", state="open"))),
]

CHILD: list[tuple[Step, str, str, Change]] = [
    (Step.INTAKE, "consent", "child_assent", without("speak_assent")),
    (Step.INTAKE, "consent", "child_assent", change("speak_assent", given=False)),
    (Step.INTAKE, "guardian", "checked", without("speak")),
    (Step.INTAKE, "guardian", "checked", change("guardian", suspected=True)),
    (Step.INTAKE, "guardian", "checked", change("guardian", checked=None)),
    (Step.INTAKE, "guardian", "checked", change("guardian", ended_on=ago(1))),
    (
        Step.REFLECTION,
        "reflection_period",
        "ends_on",
        change("reflection", ends_on=TODAY, waived=True, waived_in_writing=True),
    ),
    (Step.CARE, "best_interests_report", "care_agreed", change("best_interests", care_agreed=None)),
    (Step.OPTION, "option_decision", "decided_by", change("option", decided_by="person")),
    (Step.CLEARANCE, "consent", "given", without("return_assent")),
    (Step.CLEARANCE, "consent", "given", change("guardian", suspected=True)),
    (Step.CLEARANCE, "consent", "given", change("return_consent", given_by="person")),
    (Step.CLEARANCE, "consent", "given_on", change("return_assent", given_on=ago(31))),
    (
        Step.CLEARANCE,
        "receiving_agency_acceptance",
        "answer",
        change("acceptance", answer=None, waived=True, waived_in_writing=True),
    ),
    (
        Step.CLEARANCE,
        "best_interests_report",
        "recommendation",
        change("best_interests", recommendation="more_time"),
    ),
    (Step.CLEARANCE, "best_interests_report", "receiver", change("best_interests", receiver=None)),
    (
        Step.CLEARANCE,
        "best_interests_report",
        "receiver_assessed",
        change("best_interests", receiver_assessed=False),
    ),
]

OTHERS: list[tuple[Callable[[], File], Step, str, str, Change]] = [
    (not_indicated, Step.SCREENING, "screening", "act", change("screening", purpose="unknown")),
    (
        not_indicated,
        Step.SCREENING,
        "screening",
        "referred_elsewhere",
        change("screening", referred_elsewhere=None),
    ),
    (
        recognised,
        Step.DECISION,
        "identification_decision",
        "recognised",
        change("decision", recognised=None),
    ),
    (
        recognised,
        Step.CLEARANCE,
        "identification_decision",
        "outcome",
        change("decision", recognised=False),
    ),
]

TABLE = [(adult, *row) for row in ADULT] + [(child, *row) for row in CHILD] + OTHERS


@pytest.mark.parametrize("whole", [adult, child, not_indicated, recognised])
@pytest.mark.parametrize("step", list(Step))
def test_a_whole_case_holds_every_gate(whole: Callable[[], File], step: Step, profile: Profile) -> None:
    result = gates.gate(step, whole().dossier(), profile)
    assert [one.text for one in result.missing] == []
    assert result.holds


@pytest.mark.parametrize(("whole", "step", "kind", "field", "take"), TABLE)
def test_one_thing_missing_is_the_one_thing_named(
    whole: Callable[[], File], step: Step, kind: str, field: str, take: Change, profile: Profile
) -> None:
    result = gates.gate(step, take(whole()).dossier(), profile)
    assert [(one.kind, one.field) for one in result.missing] == [(kind, field)]
    assert not result.holds


def test_no_choice_lacks_the_choice_and_whose_it_is(profile: Profile) -> None:
    result = gates.gate(Step.OPTION, adult().without("option").dossier(), profile)
    assert [one.field for one in result.missing] == ["choice", "decided_by"]


def test_every_condition_has_its_row(profile: Profile) -> None:
    files = [adult(), child(), not_indicated(), recognised(), adult().without("travel")]
    asked = {
        (step, one.kind, one.field)
        for file in files
        for step in Step
        for one in gates.gate(step, file.dossier(), profile).conditions
    }
    rows = {(step, kind, field) for _, step, kind, field, _ in TABLE}
    assert asked - rows == {(Step.OPTION, "option_decision", "choice")}  # it never fails alone, see above


def test_every_condition_tells_only_what_its_gate_is_said_to_tell(profile: Profile) -> None:
    for whole, _, _, _, take in TABLE:
        for step in Step:
            for one in gates.gate(step, take(whole()).dossier(), profile).conditions:
                assert one.category in gates.TELLS[step] | {Category.RELEASE}, (step, one)


def test_every_condition_leads_to_a_field() -> None:
    for _, _, kind, field, _ in TABLE:
        assert field in specs(RECORDS[kind])


def test_an_empty_case_holds_no_gate(profile: Profile) -> None:
    empty = File().add("case", Case()).add("person", Person())
    held = [step for step in Step if gates.gate(step, empty.dossier(), profile).holds]
    assert held == []


def test_an_exact_sum_is_asked_for(profile: Profile) -> None:
    off = adult().change("second", amount=money("200.01"))
    assert not gates.gate(Step.PLAN, off.dossier(), profile).holds


def test_an_unsettled_age_makes_the_gates_those_of_a_child(profile: Profile) -> None:
    disputed = child().change("person", birth=None, age_disputed=True)
    assert gates.gate(Step.CLEARANCE, disputed.dossier(), profile).holds
    assert not gates.gate(Step.CLEARANCE, disputed.without("return_assent").dossier(), profile).holds
    settled = adult().change("person", birth=None, age_disputed=True)
    assert not gates.gate(Step.CLEARANCE, settled.dossier(), profile).holds
    settled = settled.add("age", AgeAssessment(assessed_on=ago(3), result="adult"))
    assert gates.gate(Step.CLEARANCE, settled.dossier(), profile).holds
