"""Shelter, needs, risks and the choice that comes out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Attachment,
    Choice,
    Choices,
    Country,
    Day,
    Language,
    Link,
    LongText,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class ShelterStay(Record, kind="shelter_stay", title=N_("Shelter stay"), step=Step.CARE):
    """Where the person is safe, and that they are there because they want to be."""

    house: Annotated[
        str | None,
        Link(N_("House"), to="house", category=Category.LOCATION_OF_SHELTER, required=True),
    ] = None
    address: Annotated[
        str | None, Text(N_("Address"), category=Category.LOCATION_OF_SHELTER, max_length=500)
    ] = None
    bed: Annotated[str | None, Text(N_("Bed"), category=Category.LOCATION_OF_SHELTER)] = None
    from_on: Annotated[date | None, Day(N_("From"), required=True)] = None
    until_on: Annotated[date | None, Day(N_("Planned until"), makes_task="stay_end")] = None
    left_on: Annotated[date | None, Day(N_("Left on"), not_in_future=True)] = None
    left_to: Annotated[str | None, Text(N_("Left for"), category=Category.LOCATION_OF_SHELTER)] = None
    voluntary: Annotated[
        bool | None, YesNo(N_("Is the person there by their own will?"), required=True, alert_when=False)
    ] = None
    free_to_leave: Annotated[
        bool | None,
        YesNo(
            N_("Free to leave?"),
            required=True,
            alert_when=False,
            help=N_("“No” raises an alert: a shelter is not a place of detention."),
        ),
    ] = None
    why_not_free: Annotated[str | None, Text(N_("If not: why, and who ordered it"), max_length=500)] = None
    leave: Annotated[
        str | None, Text(N_("Going out"), help=N_("Agreed times, company, phone."), max_length=500)
    ] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class NeedsAssessment(
    Record,
    kind="needs_assessment",
    title=N_("Needs assessment"),
    step=Step.CARE,
    category=Category.HEALTH,
    help=N_("Ask what the person wants first. Leave empty what was not talked about."),
):
    """What the person needs, in their own view and in ours."""

    assessed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    assessed_by: Annotated[str | None, User(N_("Assessed by"), required=True)] = None
    language: Annotated[str | None, Language(N_("Language spoken"))] = None
    wishes: Annotated[str | None, LongText(N_("What the person wants"), category=Category.ACCOUNT)] = None
    needs: Annotated[tuple[str, ...], Choices(N_("Needs"), codes="need", required=True)] = ()
    urgent: Annotated[tuple[str, ...], Choices(N_("Of these urgent"), codes="need")] = ()
    medical: Annotated[str | None, LongText(N_("Body"))] = None
    psychosocial: Annotated[str | None, LongText(N_("Mind and feelings"))] = None
    shelter: Annotated[str | None, LongText(N_("Shelter, food, clothing"), category=Category.ACCOUNT)] = None
    safety: Annotated[str | None, LongText(N_("Safety"), category=Category.ACCOUNT)] = None
    legal: Annotated[str | None, LongText(N_("Law and papers"), category=Category.LEGAL)] = None
    family: Annotated[str | None, LongText(N_("Family and children"), category=Category.FAMILY)] = None
    education: Annotated[str | None, LongText(N_("School and training"), category=Category.ACCOUNT)] = None
    livelihood: Annotated[str | None, LongText(N_("Work and money"), category=Category.MONEY)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class RiskAssessment(
    Record,
    kind="risk_assessment",
    title=N_("Risk assessment"),
    step=Step.CARE,
    category=Category.ACCOUNT,
    help=N_("A new one for the same purpose replaces the last; consent to return is then asked anew."),
):
    """What threatens the person here, or after a return, and what is done about it."""

    purpose: Annotated[str | None, Choice(N_("For"), codes="risk_purpose", required=True)] = None
    assessed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    assessed_by: Annotated[str | None, User(N_("Assessed by"), required=True)] = None
    country: Annotated[str | None, Country(N_("Country looked at"))] = None
    sources: Annotated[str | None, LongText(N_("Sources"), help=N_("Who was asked, what was read."))] = None
    persons_view: Annotated[str | None, LongText(N_("How the person sees it"))] = None
    officials_suspected: Annotated[
        bool | None,
        YesNo(
            N_("Are officials suspected?"),
            help=N_("Then nobody tells a mission anything until the supervisor has decided."),
        ),
    ] = None
    level: Annotated[str | None, Choice(N_("Level over all"), codes="risk_level")] = None
    conclusion: Annotated[str | None, Choice(N_("Conclusion"), codes="risk_conclusion", required=True)] = None
    review_on: Annotated[date | None, Day(N_("Look again on"), makes_task="risk_review")] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Risk(
    Record,
    kind="risk",
    title=N_("Risk"),
    step=Step.CARE,
    category=Category.ACCOUNT,
    parent="risk_assessment",
):
    """One thing that may happen, from whom, and what stands against it."""

    who: Annotated[str | None, Text(N_("From whom"), help=N_("A person, a group, a place, a law."))] = None
    what: Annotated[str | None, Text(N_("What may happen"), max_length=1000, required=True)] = None
    likelihood: Annotated[str | None, Choice(N_("Likelihood"), codes="risk_level", required=True)] = None
    severity: Annotated[str | None, Choice(N_("Severity"), codes="risk_level", required=True)] = None
    measure: Annotated[str | None, LongText(N_("Measure"), required=True)] = None
    responsible: Annotated[str | None, Text(N_("Who does it"))] = None
    due_on: Annotated[date | None, Day(N_("Until"), makes_task="risk_measure")] = None
    residual: Annotated[
        str | None,
        Choice(N_("Risk that remains"), codes="risk_level", help=N_("With the measure in place.")),
    ] = None
    closed_on: Annotated[
        date | None, Day(N_("Gone since"), not_in_future=True, help=N_("Empty: the risk is open."))
    ] = None


@dataclass(frozen=True, kw_only=True)
class ProtectionClaim(
    Record,
    kind="protection_claim",
    title=N_("Protection claim"),
    step=Step.CARE,
    category=Category.PROTECTION_CLAIM,
    help=N_("Asylum or another protection from return. Never told to the country of origin, in any paper."),
):
    """The person asked not to be sent back."""

    type: Annotated[str | None, Choice(N_("Type"), codes="protection_claim_type", required=True)] = None
    claimed_on: Annotated[date | None, Day(N_("Claimed on"), not_in_future=True, required=True)] = None
    country: Annotated[str | None, Country(N_("Claimed in"))] = None
    authority: Annotated[str | None, Text(N_("Authority"))] = None
    number: Annotated[str | None, Text(N_("Number"))] = None
    grounds: Annotated[str | None, LongText(N_("Grounds"))] = None
    lawyer: Annotated[str | None, Text(N_("Lawyer"))] = None
    state: Annotated[str | None, Choice(N_("State"), codes="protection_claim_state", required=True)] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True)] = None
    appeal_until: Annotated[date | None, Day(N_("Appeal until"))] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class WitnessMeasure(
    Record,
    kind="witness_measure",
    title=N_("Witness measure"),
    step=Step.CARE,
    category=Category.WITNESS,
    help=N_("Only the people named for the case read this."),
):
    """What protects somebody who testifies."""

    measure: Annotated[str | None, Choice(N_("Measure"), codes="witness_measure", required=True)] = None
    authority: Annotated[str | None, Text(N_("Ordered by"))] = None
    reference: Annotated[str | None, Text(N_("Reference"))] = None
    from_on: Annotated[date | None, Day(N_("From"))] = None
    until_on: Annotated[date | None, Day(N_("Until"))] = None
    contact: Annotated[str | None, Text(N_("Contact"))] = None
    details: Annotated[str | None, LongText(N_("Details"))] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class TestimonyArrangement(
    Record,
    kind="testimony_arrangement",
    title=N_("Testimony"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_("Help never depends on testifying."),
):
    """How and when the person is heard, and whether they must be here for it."""

    proceeding: Annotated[str | None, Link(N_("Proceeding"), to="proceeding")] = None
    how: Annotated[str | None, Choice(N_("How"), codes="testimony_how", required=True)] = None
    presence_needed: Annotated[bool | None, YesNo(N_("Does the person have to be here?"), required=True)] = (
        None
    )
    planned_on: Annotated[date | None, Day(N_("Planned on"), makes_task="testimony")] = None
    place: Annotated[str | None, Text(N_("Place"))] = None
    protection: Annotated[
        str | None,
        Text(N_("Protection in the hearing"), help=N_("Screen, closed court, support person."), prose=True),
    ] = None
    lawyer: Annotated[str | None, Text(N_("Lawyer"))] = None
    costs_by: Annotated[str | None, Text(N_("Who pays travel and stay"))] = None
    done_on: Annotated[date | None, Day(N_("Heard on"), not_in_future=True)] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


TestimonyArrangement.__test__ = False  # type: ignore[attr-defined]  # pytest collects classes named Test…


@dataclass(frozen=True, kw_only=True)
class BestInterestsReport(
    Record,
    kind="best_interests_report",
    title=N_("Best interests of the child"),
    step=Step.OPTION,
    category=Category.LEGAL,
):
    """What a panel finds best for the child, after hearing the child."""

    reported_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    panel: Annotated[str | None, Text(N_("Panel"), max_length=500, required=True)] = None
    childs_view: Annotated[str | None, LongText(N_("What the child says"), category=Category.ACCOUNT)] = None
    guardians_view: Annotated[
        str | None, LongText(N_("What the guardian says"), category=Category.FAMILY)
    ] = None
    care_agreed: Annotated[
        bool | None, YesNo(N_("Does the panel agree with the safety and support plan?"))
    ] = None
    recommendation: Annotated[
        str | None, Choice(N_("Best for the child"), codes="best_interests", required=True)
    ] = None
    receiver: Annotated[
        str | None,
        Text(N_("Who receives the child"), category=Category.FAMILY, help=N_("Name of the person or home.")),
    ] = None
    receiver_relation: Annotated[
        str | None, Choice(N_("Relation"), codes="guardian_relation", category=Category.FAMILY)
    ] = None
    receiver_assessed: Annotated[
        bool | None, YesNo(N_("Was the receiver assessed and found fit?"), category=Category.FAMILY)
    ] = None
    receiver_assessment: Annotated[
        str | None, Link(N_("Assessment"), to="family_assessment", category=Category.FAMILY)
    ] = None
    reasons: Annotated[str | None, LongText(N_("Reasons"), search="text", required=True)] = None
    review_on: Annotated[date | None, Day(N_("Look again on"), makes_task="best_interests_review")] = None
    scan: Annotated[str | None, Attachment(N_("The report"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class OptionDecision(
    Record,
    kind="option_decision",
    title=N_("Option decision"),
    step=Step.OPTION,
    category=Category.LEGAL,
    help=N_("The person decides; for a child the panel. “Not yet” is an answer too."),
):
    """What the person chose after hearing what is possible."""

    explained_on: Annotated[date | None, Day(N_("Explained on"), not_in_future=True, required=True)] = None
    explained_in: Annotated[str | None, Language(N_("Explained in"), required=True)] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    explained: Annotated[tuple[str, ...], Choices(N_("Options explained"), codes="option")] = ()
    wishes: Annotated[str | None, LongText(N_("What the person wants"), category=Category.ACCOUNT)] = None
    proceedings: Annotated[str | None, LongText(N_("State of proceedings"))] = None
    protection_claim_check: Annotated[
        str | None,
        Choice(
            N_("Asked about fear of return"),
            codes="protection_claim_check",
            category=Category.PROTECTION_CLAIM,
        ),
    ] = None
    choice: Annotated[str | None, Choice(N_("Choice"), codes="option", required=True)] = None
    destination: Annotated[str | None, Country(N_("Country to go to"), category=Category.TRAVEL)] = None
    decided_by: Annotated[str | None, Choice(N_("Decided by"), codes="option_decider", required=True)] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True, required=True)] = None
    best_interests: Annotated[
        str | None, Link(N_("For a child: the panel's report"), to="best_interests_report")
    ] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
