"""What a safe return needs, the way home, and who receives the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Amount,
    Attachment,
    Choice,
    Choices,
    Country,
    Day,
    Link,
    LongText,
    Money,
    Phone,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class ConsularNotification(
    Record,
    kind="consular_notification",
    title=N_("Consular notification"),
    step=Step.CLEARANCE,
    help=N_("The mission learns of the person only after somebody who may decide it has decided so."),
):
    """Whether the mission of the person's country is told, who decided so, and when it was done."""

    country: Annotated[str | None, Country(N_("Mission of"), category=Category.TRAVEL, required=True)] = None
    mission: Annotated[str | None, Link(N_("Mission"), to="organisation")] = None
    regime: Annotated[
        str | None, Choice(N_("Rule that holds"), codes="consular_regime", category=Category.TRAVEL)
    ] = None
    asked_on: Annotated[
        date | None, Day(N_("Person asked on"), not_in_future=True, category=Category.LEGAL)
    ] = None
    wish: Annotated[
        str | None, Choice(N_("Wish of the person"), codes="consular_wish", category=Category.LEGAL)
    ] = None
    decision: Annotated[
        str | None,
        Choice(N_("Decision"), codes="consular_decision", category=Category.TRAVEL, required=True),
    ] = None
    decided_by: Annotated[
        str | None, Choice(N_("Decided by"), codes="consular_decider", category=Category.LEGAL)
    ] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True)] = None
    notified_on: Annotated[
        date | None, Day(N_("Mission told on"), not_in_future=True, category=Category.TRAVEL)
    ] = None
    withdrawn_on: Annotated[
        date | None,
        Day(
            N_("Withdrawn from the mission on"),
            not_in_future=True,
            help=N_("The mission is given one neutral reason, the same in every case."),
        ),
    ] = None
    visit_wanted: Annotated[bool | None, YesNo(N_("Does the person want a visit?"))] = None
    visited_on: Annotated[date | None, Day(N_("Visited on"), not_in_future=True)] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class NationalityVerification(
    Record,
    kind="nationality_verification",
    title=N_("Nationality verification"),
    step=Step.CLEARANCE,
    category=Category.IDENTITY,
):
    """A country was asked whether the person is its citizen or may live there."""

    country: Annotated[str | None, Country(N_("Country asked"), required=True)] = None
    authority: Annotated[str | None, Text(N_("Authority asked"))] = None
    asked_on: Annotated[
        date | None,
        Day(N_("Asked on"), not_in_future=True, required=True, makes_task="nationality_answer"),
    ] = None
    asked_again_on: Annotated[date | None, Day(N_("Asked again on"), not_in_future=True)] = None
    evidence: Annotated[str | None, LongText(N_("Evidence given"))] = None
    interview_on: Annotated[date | None, Day(N_("Interview with the mission on"))] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    result: Annotated[
        str | None,
        Choice(
            N_("Answer"),
            codes="nationality_result",
            required=True,
            help=N_("A right of permanent residence is enough to go back."),
        ),
    ] = None
    reference: Annotated[str | None, Text(N_("Reference"), search="code")] = None
    scan: Annotated[str | None, Attachment(N_("The answer"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class TravelDocument(
    Record,
    kind="travel_document",
    title=N_("Travel document"),
    step=Step.CLEARANCE,
    category=Category.TRAVEL,
):
    """The paper the person crosses the border with."""

    type: Annotated[str | None, Choice(N_("Type"), codes="travel_document", required=True)] = None
    number: Annotated[str | None, Text(N_("Number"), search="code", required=True)] = None
    issuer: Annotated[str | None, Text(N_("Issued by"), required=True)] = None
    country: Annotated[str | None, Country(N_("Issuing country"))] = None
    asked_on: Annotated[date | None, Day(N_("Asked for on"), not_in_future=True)] = None
    issued_on: Annotated[date | None, Day(N_("Issued on"), not_in_future=True)] = None
    valid_from: Annotated[date | None, Day(N_("Valid from"))] = None
    valid_until: Annotated[
        date | None, Day(N_("Valid until"), required=True, makes_task="document_expiry")
    ] = None
    single_use: Annotated[bool | None, YesNo(N_("For one journey only?"))] = None
    used_on: Annotated[date | None, Day(N_("Used on"), not_in_future=True)] = None
    held_by: Annotated[str | None, Text(N_("Who keeps it now"))] = None
    scan: Annotated[str | None, Attachment(N_("Scan"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class FamilyTracing(
    Record,
    kind="family_tracing",
    title=N_("Family tracing"),
    step=Step.CLEARANCE,
    category=Category.FAMILY,
    help=N_("Only with the person's consent, and asked so that nobody learns why."),
):
    """Somebody looks for the family."""

    sought: Annotated[str | None, Text(N_("Who is sought"), search="name", required=True)] = None
    relation: Annotated[str | None, Choice(N_("Relation"), codes="guardian_relation")] = None
    last_known_place: Annotated[str | None, Text(N_("Last known place"), max_length=500)] = None
    consent: Annotated[str | None, Link(N_("Consent"), to="consent")] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True, required=True)] = None
    asked_of: Annotated[str | None, Link(N_("Asked of"), to="organisation")] = None
    result: Annotated[str | None, Choice(N_("Result"), codes="tracing_result")] = None
    found_on: Annotated[date | None, Day(N_("Found on"), not_in_future=True)] = None
    wants_contact: Annotated[bool | None, YesNo(N_("Does the person want contact?"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class FamilyAssessment(
    Record,
    kind="family_assessment",
    title=N_("Family assessment"),
    step=Step.OPTION,
    category=Category.FAMILY,
):
    """Whether it is safe and good to live with the family, or with whoever receives the person."""

    receiver: Annotated[str | None, Text(N_("Who was assessed"), required=True)] = None
    relation: Annotated[str | None, Choice(N_("Relation"), codes="guardian_relation")] = None
    assessed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    assessed_by: Annotated[str | None, Text(N_("Assessed by"))] = None
    willing: Annotated[bool | None, YesNo(N_("Willing to receive the person?"))] = None
    suspected: Annotated[bool | None, YesNo(N_("Suspected of a part in what happened?"), alert_when=True)] = (
        None
    )
    home: Annotated[str | None, LongText(N_("Home and household"))] = None
    income: Annotated[str | None, LongText(N_("Income and debts"), category=Category.MONEY)] = None
    community: Annotated[str | None, LongText(N_("Neighbours and community"))] = None
    persons_view: Annotated[str | None, LongText(N_("What the person says about it"))] = None
    result: Annotated[str | None, Choice(N_("Result"), codes="family_result", required=True)] = None
    conditions: Annotated[str | None, LongText(N_("Under which conditions"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class ReceivingAgencyAcceptance(
    Record,
    kind="receiving_agency_acceptance",
    title=N_("Acceptance by the receiving agency"),
    step=Step.CLEARANCE,
    category=Category.ADMINISTRATIVE,
):
    """Somebody at the other end says in writing that they will meet and help the person."""

    organisation: Annotated[str | None, Link(N_("Receiving agency"), to="organisation", required=True)] = None
    contact: Annotated[str | None, Text(N_("Contact person"), category=Category.CONTACT)] = None
    phone: Annotated[str | None, Phone(N_("Phone"), category=Category.CONTACT)] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True)] = None
    answer: Annotated[str | None, Choice(N_("Answer"), codes="acceptance", required=True)] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    in_writing: Annotated[bool | None, YesNo(N_("In writing?"), required=True)] = None
    letter: Annotated[str | None, Attachment(N_("The letter"))] = None
    offers: Annotated[
        tuple[str, ...], Choices(N_("What it offers"), codes="need", category=Category.ACCOUNT)
    ] = ()
    waived: Annotated[
        bool | None,
        YesNo(
            N_("Does the person want to go without a receiving agency?"),
            help=N_("An adult may, in writing. A child never."),
        ),
    ] = None
    waived_in_writing: Annotated[bool | None, YesNo(N_("Is that in writing?"))] = None
    waived_on: Annotated[date | None, Day(N_("Signed on"), not_in_future=True)] = None
    waiver: Annotated[str | None, Attachment(N_("Signed waiver"))] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class FitToTravel(
    Record,
    kind="fit_to_travel",
    title=N_("Fit to travel"),
    step=Step.CLEARANCE,
    category=Category.HEALTH,
):
    """What a doctor says about the journey."""

    examined_on: Annotated[date | None, Day(N_("Examined on"), not_in_future=True, required=True)] = None
    examined_by: Annotated[str | None, Text(N_("Doctor"))] = None
    result: Annotated[str | None, Choice(N_("Result"), codes="fit_result", required=True)] = None
    conditions: Annotated[str | None, LongText(N_("Needed on the way"))] = None
    medicine: Annotated[str | None, Text(N_("Medicine to carry"), max_length=500)] = None
    valid_until: Annotated[date | None, Day(N_("Valid until"), makes_task="document_expiry")] = None
    scan: Annotated[str | None, Attachment(N_("Certificate"))] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class ExitPermission(
    Record,
    kind="exit_permission",
    title=N_("Exit permission"),
    step=Step.CLEARANCE,
    category=Category.TRAVEL,
    help=N_("A victim is not punished for an overstay that was part of the trafficking."),
):
    """Leave to go out of the country, or the waiver of an overstay."""

    type: Annotated[str | None, Choice(N_("Type"), codes="exit_permission", required=True)] = None
    authority: Annotated[str | None, Text(N_("Authority"))] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True)] = None
    granted_on: Annotated[date | None, Day(N_("Granted on"), not_in_future=True, required=True)] = None
    valid_until: Annotated[date | None, Day(N_("Valid until"), makes_task="document_expiry")] = None
    number: Annotated[str | None, Text(N_("Number"), search="code")] = None
    fine: Annotated[Amount | None, Money(N_("Fine or fee"), category=Category.MONEY)] = None
    fine_waived: Annotated[bool | None, YesNo(N_("Was the fine waived?"), category=Category.MONEY)] = None
    scan: Annotated[str | None, Attachment(N_("The permission"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None
