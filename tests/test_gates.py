"""Cases as they come: what the gates say of each, and where the way goes on."""

from __future__ import annotations

import pytest

from tests.case_files import TODAY, File, adult, ago, ahead, child, consent, contact
from victimcase.domain import gates, status
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.profiles import Profile
from victimcase.domain.records.around import Task
from victimcase.domain.records.case import Case, Closure
from victimcase.domain.records.decision import IdentificationDecision, ReflectionPeriod
from victimcase.domain.records.identification import ContactEvent, Screening
from victimcase.domain.records.person import Person
from victimcase.domain.records.protection import OptionDecision, ProtectionClaim, RiskAssessment
from victimcase.domain.records.reintegration import FollowUp
from victimcase.domain.records.repatriation import NationalityVerification, ReceivingAgencyAcceptance
from victimcase.domain.words import Step
from victimcase.services.profiles import load


@pytest.fixture(scope="module")
def profile() -> Profile:
    """The profile that holds where no other does."""
    return load()["default"]


def holds(step: Step, file: File, profile: Profile) -> bool:
    """Whether a step may be left."""
    return gates.gate(step, file.dossier(), profile).holds


def fields(step: Step, file: File, profile: Profile) -> list[str]:
    """The fields a gate asks about."""
    return [one.field for one in gates.gate(step, file.dossier(), profile).conditions]


def opened(step: Step, file: File) -> set[Step]:
    """What opens after a step."""
    return set(gates.next_steps(step, file.dossier()))


# --- identification


def test_a_child_without_guardian_says_why(profile: Profile) -> None:
    alone = child().without("guardian", "speak")
    assert not holds(Step.INTAKE, alone, profile)
    said = alone.change("contact", no_guardian_reason="unaccompanied")
    assert holds(Step.INTAKE, said, profile)


def test_a_reason_does_not_stand_for_a_guardian_who_is_there(profile: Profile) -> None:
    refusing = child().without("speak").change("contact", no_guardian_reason="child_objects")
    assert not holds(Step.INTAKE, refusing, profile)


def test_a_suspected_guardian_counts_as_none(profile: Profile) -> None:
    suspected = child().change("guardian", suspected=True)
    said = suspected.change("contact", no_guardian_reason="parents_suspected")
    assert holds(Step.INTAKE, said, profile)
    assert not holds(Step.CLEARANCE, said, profile)


def test_the_latest_contact_that_speaks_of_it_counts(profile: Profile) -> None:
    again = adult().add("phoned", ContactEvent(happened_on=ago(20), channel="phone"))
    assert holds(Step.INTAKE, again, profile)
    danger = adult().add("phoned", ContactEvent(happened_on=ago(20), danger="open"))
    assert not holds(Step.INTAKE, danger, profile)


def test_a_refused_screening_is_presumed_all_the_same(profile: Profile) -> None:
    refused = adult().change("screening", refused=True, act=None, means=None, purpose=None)
    assert holds(Step.SCREENING, refused, profile)
    assert opened(Step.SCREENING, refused) == {Step.REFLECTION, Step.DECISION, Step.CARE, Step.OPTION}


def test_the_means_of_a_child_rule_nothing_out(profile: Profile) -> None:
    no_means = {"outcome": "not_indicated", "means": "no", "purpose": "yes", "referred_elsewhere": "School"}
    assert holds(Step.SCREENING, adult().change("screening", **no_means), profile)
    assert not holds(Step.SCREENING, child().change("screening", **no_means), profile)


def test_not_indicated_leads_to_closure_and_is_not_counted() -> None:
    ended = adult().without("decision").change("screening", outcome="not_indicated")
    assert opened(Step.SCREENING, ended) == {Step.CLOSURE}
    assert not status.is_presumed(ended.dossier())
    assert status.is_presumed(adult().dossier())


def test_an_adult_gives_the_reflection_up_in_writing_and_a_child_cannot(profile: Profile) -> None:
    given_up = {"ends_on": ahead(20), "waived": True, "waived_in_writing": True}
    assert holds(Step.REFLECTION, adult().change("reflection", **given_up), profile)
    assert not holds(Step.REFLECTION, child().change("reflection", **given_up), profile)
    spoken = given_up | {"waived_in_writing": None}
    assert not holds(Step.REFLECTION, adult().change("reflection", **spoken), profile)


def test_the_reflection_is_as_long_as_the_profile_says(profile: Profile) -> None:
    short = adult().change("reflection", starts_on=ago(70), ends_on=ago(35))
    assert holds(Step.REFLECTION, short, profile)
    assert not holds(Step.REFLECTION, short, load()["thailand"])


@pytest.mark.parametrize("reason", ["declined", "no_authority", "national_victim"])
def test_a_decision_not_sought_is_coded(reason: str, profile: Profile) -> None:
    not_sought = IdentificationDecision(outcome="not_sought", not_sought_reason=reason)
    file = adult().without("decision").add("decision", not_sought)
    assert holds(Step.DECISION, file, profile)
    file = file.change("release", decided_on=TODAY)
    assert holds(Step.CLEARANCE, file, profile)


def test_a_negative_decision_leaves_the_step_and_ends_no_protection(profile: Profile) -> None:
    negative = adult().change("decision", outcome="not_identified")
    assert holds(Step.DECISION, negative, profile)
    assert holds(Step.CARE, negative, profile)
    assert holds(Step.CLEARANCE, negative, profile)
    assert opened(Step.OPTION, negative) == {Step.CLEARANCE}


def test_an_imported_status_never_counts_as_decided(profile: Profile) -> None:
    imported = adult().change("decision", imported=True)
    assert not holds(Step.DECISION, imported, profile)
    assert not holds(Step.CLEARANCE, imported, profile)
    later = adult().add("import", IdentificationDecision(outcome="identified", imported=True))
    assert holds(Step.DECISION, later, profile)


def test_a_foreign_decision_counts_once_it_is_recognised(profile: Profile) -> None:
    foreign = adult().change("decision", foreign=True, authority_country="MY")
    assert not holds(Step.DECISION, foreign, profile)
    assert not holds(Step.CLEARANCE, foreign, profile)
    recognised = foreign.change("decision", recognised=True)
    assert holds(Step.DECISION, recognised, profile)
    assert holds(Step.CLEARANCE, recognised, profile)


# --- protection


def test_a_risk_that_is_gone_needs_no_measure(profile: Profile) -> None:
    gone = adult().change("care_risk", measure=None, closed_on=ago(1))
    assert holds(Step.CARE, gone, profile)


def test_a_newer_assessment_replaces_the_risks_of_the_older(profile: Profile) -> None:
    open_risk = adult().change("care_risk", measure=None)
    newer = open_risk.add("newer", RiskAssessment(purpose="care", conclusion="acceptable"))
    assert not holds(Step.CARE, open_risk, profile)
    assert holds(Step.CARE, newer, profile)


@pytest.mark.parametrize(
    ("choice", "after"),
    [
        ("stay", Step.PLAN),
        ("return", Step.CLEARANCE),
        ("third_country", Step.CLEARANCE),
        ("undecided", Step.OPTION),
    ],
)
def test_where_a_choice_leads(choice: str, after: Step, profile: Profile) -> None:
    chosen = adult().change("option", choice=choice)
    assert holds(Step.OPTION, chosen, profile)
    assert opened(Step.OPTION, chosen) == {after}


def test_a_later_choice_counts() -> None:
    changed = adult().add("again", OptionDecision(choice="stay", decided_by="person", decided_on=ago(3)))
    assert opened(Step.OPTION, changed) == {Step.PLAN}
    assert status.return_date(changed.without("travel", "reception").dossier()) == ago(3)


# --- repatriation


def test_a_domestic_case_is_asked_nothing_about_borders(profile: Profile) -> None:
    border = {"result", "valid_until", "departs_on", "decision"}
    here = adult().change("person", citizenships=("TH",)).change("option", destination="TH")
    here = here.without("nationality", "document", "notification", "travel")
    assert holds(Step.CLEARANCE, here, profile)
    assert border & set(fields(Step.CLEARANCE, here, profile)) == {"decision"}  # the release's own
    abroad = here.change("case", domestic=False)
    assert border <= set(fields(Step.CLEARANCE, abroad, profile)) | {"valid_until", "decision"}
    assert not holds(Step.CLEARANCE, abroad, profile)


def test_a_stateless_person_with_a_right_to_live_there_goes_home(profile: Profile) -> None:
    stateless = adult().change("person", citizenships=(), stateless=True).without("notification")
    assert holds(Step.CLEARANCE, stateless, profile)  # no citizenship, no mission to be told
    refused = stateless.change("nationality", result="not_confirmed")
    assert not holds(Step.CLEARANCE, refused, profile)
    resident = refused.add("again", NationalityVerification(country="MM", result="permanent_residence"))
    assert holds(Step.CLEARANCE, resident, profile)


def test_the_last_answer_of_a_country_counts(profile: Profile) -> None:
    withdrawn = adult().add("again", NationalityVerification(country="MM", result="not_confirmed"))
    assert not holds(Step.CLEARANCE, withdrawn, profile)
    other = adult().add("other", NationalityVerification(country="BD", result="not_confirmed"))
    assert holds(Step.CLEARANCE, other, profile)
    asked = adult().add("again", NationalityVerification(country="MM", result="pending"))
    assert holds(Step.CLEARANCE, asked, profile)


def test_an_adult_does_without_a_receiver_in_writing_and_a_child_never(profile: Profile) -> None:
    waived = ReceivingAgencyAcceptance(waived=True, waived_in_writing=True)
    assert holds(Step.CLEARANCE, adult().without("acceptance").add("waiver", waived), profile)
    assert not holds(Step.CLEARANCE, child().without("acceptance").add("waiver", waived), profile)
    spoken = ReceivingAgencyAcceptance(waived=True)
    assert not holds(Step.CLEARANCE, adult().without("acceptance").add("waiver", spoken), profile)


def test_the_panel_favours_the_way_that_was_chosen(profile: Profile) -> None:
    third = child().change("option", choice="third_country")
    assert not holds(Step.CLEARANCE, third, profile)
    assert holds(Step.CLEARANCE, third.change("best_interests", recommendation="third_country"), profile)


def test_a_new_return_consent_on_the_new_assessment_holds_again(profile: Profile) -> None:
    replaced = adult().add("newer", RiskAssessment(purpose="return", conclusion="acceptable"))
    assert not holds(Step.CLEARANCE, replaced, profile)
    asked = replaced.add("asked_again", consent("voluntary_return", given_on=TODAY, risk_assessment="@newer"))
    assert holds(Step.CLEARANCE, asked, profile)


def test_one_consent_has_to_be_both_fresh_and_well_founded(profile: Profile) -> None:
    stale = adult().change("return_consent", given_on=ago(40))
    mixed = stale.add("unfounded", consent("voluntary_return", given_on=TODAY))
    assert not holds(Step.CLEARANCE, mixed, profile)


def test_the_consent_lapses_after_the_days_of_the_profile(profile: Profile) -> None:
    assert profile["return_consent_days"] == 30
    assert holds(Step.CLEARANCE, adult().change("return_consent", given_on=ago(30)), profile)
    assert not holds(Step.CLEARANCE, adult().change("return_consent", given_on=ago(31)), profile)


def test_a_hold_stops_the_return_and_the_claim_behind_it_is_never_read(profile: Profile) -> None:
    claim = adult().add("claim", ProtectionClaim(state="pending", claimed_on=ago(1)))
    assert holds(Step.CLEARANCE, claim, profile)
    assert not holds(Step.CLEARANCE, claim.change("case", return_hold=True), profile)


def test_the_last_word_of_the_supervisor_counts(profile: Profile) -> None:
    taken_back = adult().add("back", adult().change("release", decision="withdrawn").records["release"][0])
    assert not holds(Step.CLEARANCE, taken_back, profile)


def test_a_single_use_document_does_not_carry_a_second_journey(profile: Profile) -> None:
    used = adult().change("document", used_on=ago(10))
    assert not holds(Step.CLEARANCE, used, profile)
    assert holds(Step.CLEARANCE, used.change("document", single_use=False), profile)


# --- reintegration and the end


def test_no_grant_is_a_balanced_ledger(profile: Profile) -> None:
    assert holds(Step.PLAN, adult().without("grant", "first", "second"), profile)


def test_a_wish_for_no_further_contact_ends_the_follow_up(profile: Profile) -> None:
    short = adult().without("month_3", "month_6", "month_12")
    assert not holds(Step.FOLLOW_UP, short, profile)
    assert holds(Step.FOLLOW_UP, short.add("end", contact(3, further_contact="no")), profile)
    back = short.add("end", contact(3, further_contact="no"))
    back = back.add("again", FollowUp(month=6, further_contact="yes"))
    assert not holds(Step.FOLLOW_UP, back, profile)


def test_a_high_risk_that_was_lowered_is_not_open(profile: Profile) -> None:
    high = adult().change("month_3", retrafficking_risk="high")
    assert holds(Step.FOLLOW_UP, high, profile)  # month 6 judged it low again


def test_done_tasks_do_not_keep_a_case_open(profile: Profile) -> None:
    for state in ("done", "not_needed"):
        assert holds(Step.CLOSURE, adult().add("task", Task(subject="Call", state=state)), profile)
    for unfinished in ("open", "under_way", None):
        assert not holds(Step.CLOSURE, adult().add("task", Task(subject="Call", state=unfinished)), profile)


def test_a_case_opened_again_needs_a_closure_of_its_own(profile: Profile) -> None:
    reopened = adult().change("closure", closed_on=ago(50)).change("case", reopened_on=ago(20))
    assert not holds(Step.CLOSURE, reopened, profile)
    closed = reopened.add("closed", Closure(reason="help_completed", closed_on=TODAY, approved_by="sup"))
    assert holds(Step.CLOSURE, closed, profile)


def test_trafficked_again_is_a_case_of_its_own(profile: Profile) -> None:
    again = (
        File()
        .add("case", Case(number="BKK-A-9", found_in="TH"))
        .add("person", Person(given_names="Thiri", citizenships=("MM",), birth=PartialDate.parse("1996")))
        .add("speak", consent("interview"))
    )
    assert not holds(Step.SCREENING, again, profile)
    screened = again.add("screening", Screening(outcome="presumed"))
    assert holds(Step.SCREENING, screened, profile)
    assert not holds(Step.REFLECTION, screened, profile)


def test_an_unfinished_period_is_not_the_last_one(profile: Profile) -> None:
    longer = adult().add("longer", ReflectionPeriod(starts_on=ago(5), ends_on=ahead(40)))
    assert not holds(Step.REFLECTION, longer, profile)
