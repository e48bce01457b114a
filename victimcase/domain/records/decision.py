"""How old, how long to reflect, and whether a competent authority sees a victim."""

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
    services_offered: Annotated[tuple[str, ...], Choices(N_("Services offered"), codes="need")] = ()
    services_accepted: Annotated[tuple[str, ...], Choices(N_("Services accepted"), codes="need")] = ()
    waived: Annotated[bool | None, YesNo(N_("Did the person give it up?"), help=N_("Only an adult can."))] = (
        None
    )
    waived_on: Annotated[date | None, Day(N_("Given up on"), not_in_future=True)] = None
    waived_in_writing: Annotated[bool | None, YesNo(N_("In writing?"))] = None
    waiver: Annotated[str | None, Attachment(N_("Signed waiver"))] = None
    confirmed_on: Annotated[date | None, Day(N_("Confirmed on"), not_in_future=True)] = None
    confirmed_by: Annotated[str | None, User(N_("Confirmed by supervisor"), required=True)] = None
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
class Review(Record, kind="review", title=N_("Review"), step=Step.DECISION, category=Category.LEGAL):
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
