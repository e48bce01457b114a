"""From the first contact to the decision whether somebody is a victim."""

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
    Number,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class ContactEvent(Record, kind="contact_event", title=N_("Contact"), step=Step.INTAKE):
    """How the person came to us, and what could not wait."""

    happened_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    place: Annotated[str | None, Text(N_("Place"), required=True, category=Category.ACCOUNT)] = None
    country: Annotated[str | None, Country(N_("Country"), category=Category.TRAVEL)] = None
    channel: Annotated[
        str | None, Choice(N_("How contact was made"), codes="contact_channel", required=True)
    ] = None
    referred_by: Annotated[str | None, Link(N_("Referred by"), to="organisation")] = None
    referred_by_text: Annotated[
        str | None, Text(N_("Who referred, if not in the directory"), category=Category.ACCOUNT)
    ] = None
    group_event: Annotated[str | None, Link(N_("Group event"), to="group_event")] = None
    danger: Annotated[
        str | None,
        Choice(
            N_("Urgent danger"),
            codes="urgency",
            required=True,
            category=Category.ACCOUNT,
            help=N_("Before any other question: is the person safe right now?"),
        ),
    ] = None
    danger_note: Annotated[
        str | None, LongText(N_("What was done about it"), category=Category.ACCOUNT)
    ] = None
    health: Annotated[
        str | None,
        Choice(N_("Urgent health need"), codes="urgency", required=True, category=Category.HEALTH),
    ] = None
    health_note: Annotated[
        str | None, LongText(N_("What was done for health"), category=Category.HEALTH)
    ] = None
    immediate_needs: Annotated[
        tuple[str, ...], Choices(N_("Immediate needs"), codes="need", category=Category.ACCOUNT)
    ] = ()
    language: Annotated[str | None, Language(N_("Language spoken"), required=True)] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    interpreter_check: Annotated[
        str | None,
        Choice(
            N_("Interpreter checked"),
            codes="interpreter_check",
            required=True,
            help=N_("No tie to anybody involved: not family, employer, recruiter or the same group."),
        ),
    ] = None
    no_guardian_reason: Annotated[
        str | None,
        Choice(
            N_("If a child has no guardian: why"),
            codes="no_guardian_reason",
            category=Category.FAMILY,
        ),
    ] = None
    account: Annotated[
        str | None,
        LongText(
            N_("What the person said first"),
            category=Category.ACCOUNT,
            search="text",
            help=N_("In their own words. This is not the interview; do not ask for the whole story."),
        ),
    ] = None
    by: Annotated[str | None, User(N_("Received by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Interview(
    Record,
    kind="interview",
    title=N_("Interview"),
    step=Step.DECISION,
    category=Category.ACCOUNT,
    help=N_("Every interview costs the person something. Read the earlier ones before you ask again."),
):
    """One conversation about what happened."""

    held_on: Annotated[
        date | None, Day(N_("Date"), not_in_future=True, required=True, category=Category.ADMINISTRATIVE)
    ] = None
    place: Annotated[str | None, Text(N_("Place"))] = None
    purpose: Annotated[str | None, Choice(N_("Purpose"), codes="interview_purpose", required=True)] = None
    earlier_interviews: Annotated[
        int | None,
        Number(
            N_("Earlier interviews"),
            low=0,
            high=200,
            help=N_("By anybody, as far as the person knows: police, embassy, shelter, media."),
        ),
    ] = None
    why_again: Annotated[str | None, Text(N_("Why one more is needed"), max_length=500)] = None
    language: Annotated[
        str | None, Language(N_("Language spoken"), category=Category.ADMINISTRATIVE)
    ] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"), category=Category.ADMINISTRATIVE)] = None
    interpreter_check: Annotated[
        str | None,
        Choice(
            N_("Interpreter checked"), codes="interpreter_check", category=Category.ADMINISTRATIVE
        ),
    ] = None
    interviewers: Annotated[str | None, Text(N_("Asked by"), category=Category.ADMINISTRATIVE)] = None
    present: Annotated[
        str | None, Text(N_("Who else was there"), help=N_("Support person, guardian, lawyer."))
    ] = None
    account: Annotated[
        str | None,
        LongText(N_("What the person said"), search="text", help=N_("In their own words where you can.")),
    ] = None
    refusals: Annotated[str | None, LongText(N_("What the person did not want to talk about"))] = None
    condition: Annotated[
        str | None, LongText(N_("How the person was"), category=Category.HEALTH)
    ] = None
    recording: Annotated[str | None, Attachment(N_("Recording"))] = None
    read_back: Annotated[bool | None, YesNo(N_("Read back and agreed?"))] = None
    by: Annotated[str | None, User(N_("Written by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Screening(
    Record,
    kind="screening",
    title=N_("Screening"),
    step=Step.SCREENING,
    category=Category.ACCOUNT,
    help=N_("Not known counts in favour of the person. The score advises; people decide."),
):
    """Whether there are reasons to treat the person as a victim."""

    screened_on: Annotated[
        date | None, Day(N_("Date"), not_in_future=True, required=True, category=Category.ADMINISTRATIVE)
    ] = None
    form: Annotated[
        str | None, Choice(N_("Form"), codes="screening_form", category=Category.ADMINISTRATIVE)
    ] = None
    population: Annotated[
        str | None,
        Choice(N_("Indicators for"), codes="indicator_population", required=True),
    ] = None
    indicator_version: Annotated[
        str | None,
        Text(
            N_("Version of the indicator set"),
            required=True,
            category=Category.ADMINISTRATIVE,
            help=N_("Kept for ever with this screening, also when a newer set comes."),
        ),
    ] = None
    act: Annotated[
        str | None,
        Choice(
            N_("Act"),
            codes="yes_no_unknown",
            required=True,
            help=N_("Was the person recruited, moved, harboured, received or handed over?"),
        ),
    ] = None
    act_source: Annotated[str | None, Choice(N_("Source for the act"), codes="screening_source")] = None
    means: Annotated[
        str | None,
        Choice(
            N_("Means"),
            codes="yes_no_unknown",
            required=True,
            help=N_("Force, threat, deception, debt, abuse of a weak position. Not needed under 18."),
        ),
    ] = None
    means_source: Annotated[str | None, Choice(N_("Source for the means"), codes="screening_source")] = None
    purpose: Annotated[
        str | None,
        Choice(
            N_("Purpose"), codes="yes_no_unknown", required=True, help=N_("For exploitation of any kind?")
        ),
    ] = None
    purpose_source: Annotated[
        str | None, Choice(N_("Source for the purpose"), codes="screening_source")
    ] = None
    refused: Annotated[bool | None, YesNo(N_("Did the person refuse the screening?"))] = None
    refusals: Annotated[str | None, LongText(N_("Questions the person did not want to answer"))] = None
    outcome: Annotated[
        str | None,
        Choice(
            N_("Outcome"), codes="screening_outcome", required=True, category=Category.LEGAL
        ),
    ] = None
    outcome_reason: Annotated[str | None, LongText(N_("Reason"), search="text")] = None
    referred_elsewhere: Annotated[
        str | None,
        Text(
            N_("Referred elsewhere"),
            max_length=500,
            help=N_("When trafficking is not indicated: who else can help."),
        ),
    ] = None
    language: Annotated[
        str | None, Language(N_("Language spoken"), category=Category.ADMINISTRATIVE)
    ] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"), category=Category.ADMINISTRATIVE)] = None
    by: Annotated[str | None, User(N_("Screened by"), category=Category.ADMINISTRATIVE, required=True)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class ScreeningAnswer(
    Record,
    kind="screening_answer",
    title=N_("Screening answer"),
    step=Step.SCREENING,
    category=Category.ACCOUNT,
    parent="screening",
):
    """One indicator of a screening: seen, not seen, not known, or not asked."""

    indicator: Annotated[str | None, Text(N_("Indicator"), max_length=40, required=True)] = None
    answer: Annotated[
        str | None, Choice(N_("Answer"), codes="indicator_answer", required=True)
    ] = None
    source: Annotated[str | None, Choice(N_("Source"), codes="screening_source")] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.ACCOUNT)] = None


@dataclass(frozen=True, kw_only=True)
class AgeAssessment(
    Record,
    kind="age_assessment",
    title=N_("Age assessment"),
    step=Step.DECISION,
    category=Category.LEGAL,
    help=N_("Papers and talking come first; a medical look comes last, and in doubt the person is a child."),
):
    """What was found out about a disputed age."""

    assessed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    method: Annotated[
        tuple[str, ...],
        Choices(N_("Method"), codes="age_method", category=Category.HEALTH),
    ] = ()
    result: Annotated[
        str | None,
        Choice(N_("Result"), codes="age_result", required=True, category=Category.IDENTITY),
    ] = None
    youngest: Annotated[
        int | None, Number(N_("Youngest possible age"), low=0, high=120, category=Category.IDENTITY)
    ] = None
    oldest: Annotated[
        int | None, Number(N_("Oldest possible age"), low=0, high=120, category=Category.IDENTITY)
    ] = None
    agreed: Annotated[bool | None, YesNo(N_("Did the person agree to it?"))] = None
    assessed_by: Annotated[str | None, Text(N_("Assessed by"))] = None
    findings: Annotated[str | None, LongText(N_("Findings"), category=Category.HEALTH)] = None
    told_how_to_object: Annotated[bool | None, YesNo(N_("Told how to object?"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class ReflectionPeriod(
    Record,
    kind="reflection_period",
    title=N_("Reflection period"),
    step=Step.REFLECTION,
    category=Category.LEGAL,
    help=N_("Time to rest and think, with help, before any choice. A child cannot waive it."),
):
    """The time the person has to recover and decide, whatever they decide."""

    starts_on: Annotated[date | None, Day(N_("From"), required=True)] = None
    ends_on: Annotated[
        date | None,
        Day(
            N_("Until"),
            required=True,
            makes_task="reflection_end",
            help=N_("Proposed by the jurisdiction profile."),
        ),
    ] = None
    legal_basis: Annotated[str | None, Text(N_("Legal basis"))] = None
    services_offered: Annotated[
        tuple[str, ...], Choices(N_("Services offered"), codes="need")
    ] = ()
    services_accepted: Annotated[
        tuple[str, ...], Choices(N_("Services accepted"), codes="need")
    ] = ()
    waived: Annotated[
        bool | None, YesNo(N_("Did the person give it up?"), help=N_("Only an adult can."))
    ] = None
    waived_on: Annotated[date | None, Day(N_("Given up on"), not_in_future=True)] = None
    waived_in_writing: Annotated[bool | None, YesNo(N_("In writing?"))] = None
    waiver: Annotated[str | None, Attachment(N_("Signed waiver"))] = None
    confirmed_on: Annotated[date | None, Day(N_("Confirmed on"), not_in_future=True)] = None
    confirmed_by: Annotated[
        str | None, User(N_("Confirmed by supervisor"), required=True)
    ] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class IdentificationDecision(
    Record,
    kind="identification_decision",
    title=N_("Identification decision"),
    step=Step.DECISION,
    category=Category.LEGAL,
    help=N_("It never depends on a prosecution. A “no” does not end other protection."),
):
    """Whether a competent authority sees the person as a victim, or why none was asked."""

    outcome: Annotated[str | None, Choice(N_("Decision"), codes="decision_outcome", required=True)] = None
    not_sought_reason: Annotated[
        str | None,
        Choice(
            N_("If not sought: why"),
            codes="not_sought_reason",
            help=N_("The person declined, there is no authority, or the person is in their own country."),
        ),
    ] = None
    threshold: Annotated[str | None, Choice(N_("Threshold"), codes="decision_threshold")] = None
    deciding_body: Annotated[
        str | None,
        Choice(
            N_("Kind of deciding body"),
            codes="vic_TraffickingStatusDecisionMakingOrg",
            htcds="vic_TraffickingStatusDecisionMakingOrg",
            required=True,
        ),
    ] = None
    authority: Annotated[
        str | None, Text(N_("Competent authority"), required=True, help=N_("The full name of the body."))
    ] = None
    authority_country: Annotated[str | None, Country(N_("Country of the authority"))] = None
    foreign: Annotated[bool | None, YesNo(N_("Made in another country?"))] = None
    recognised: Annotated[
        bool | None, YesNo(N_("If so: recognised here?"), help=N_("By the body that decides here."))
    ] = None
    imported: Annotated[
        bool | None,
        YesNo(
            N_("Only reported by an import?"),
            help=N_("A status in a file is a message, not a decision: somebody has to see the decision."),
        ),
    ] = None
    team: Annotated[str | None, Text(N_("Team"))] = None
    evidence: Annotated[
        str | None, LongText(N_("Evidence relied on"), category=Category.ACCOUNT, search="text")
    ] = None
    reasons: Annotated[str | None, LongText(N_("Reasons"), required=True, search="text")] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True, required=True)] = None
    reference: Annotated[str | None, Text(N_("Reference"), search="code")] = None
    notice_on: Annotated[date | None, Day(N_("Person told on"), not_in_future=True)] = None
    notice_language: Annotated[str | None, Language(N_("Told in"))] = None
    how_to_review: Annotated[
        str | None,
        LongText(
            N_("How to seek review"),
            required=True,
            help=N_("Where, until when, and who helps, as told to the person."),
        ),
    ] = None
    scan: Annotated[str | None, Attachment(N_("The decision"))] = None
    recorded_by: Annotated[
        str | None, User(N_("Recorded by supervisor"), category=Category.ADMINISTRATIVE)
    ] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Review(
    Record, kind="review", title=N_("Review"), step=Step.DECISION, category=Category.LEGAL
):
    """Somebody asked that a decision be looked at again."""

    decision: Annotated[
        str | None, Link(N_("Of the decision"), to="identification_decision", required=True)
    ] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True, required=True)] = None
    asked_by: Annotated[str | None, Text(N_("Asked by"))] = None
    grounds: Annotated[str | None, LongText(N_("Grounds"), search="text")] = None
    body: Annotated[str | None, Text(N_("Body that reviews"))] = None
    answer_due_on: Annotated[date | None, Day(N_("Answer due on"), makes_task="review_answer")] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True)] = None
    result: Annotated[str | None, Choice(N_("Result"), codes="review_result")] = None
    reasons: Annotated[str | None, LongText(N_("Reasons"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None
