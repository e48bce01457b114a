"""What happens before courts and offices: proceedings, breaches, stay, wages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
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
    Number,
    PartialDay,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Proceeding(
    Record,
    kind="proceeding",
    title=N_("Proceeding"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_("A complaint, investigation or court case, whatever part the person has in it."),
):
    """One investigation or court case, the person's part in it, and its next date."""

    type: Annotated[str | None, Choice(N_("Type"), codes="proceeding_type", required=True)] = None
    role: Annotated[str | None, Choice(N_("Part of the person"), codes="proceeding_role", required=True)] = (
        None
    )
    stage_now: Annotated[
        str | None, Choice(N_("Where it stands"), codes="proceeding_stage", required=True)
    ] = None
    reference: Annotated[str | None, Text(N_("File number"), search="code")] = None
    authority: Annotated[str | None, Link(N_("Police, prosecutor or court"), to="organisation")] = None
    country: Annotated[str | None, Country(N_("Country"))] = None
    subject: Annotated[str | None, Text(N_("Charge or claim"), max_length=500, search="text")] = None
    opened_on: Annotated[PartialDate | None, PartialDay(N_("Opened on"), not_in_future=True)] = None
    next_date_on: Annotated[date | None, Day(N_("Next date"), makes_task="hearing")] = None
    lawyer: Annotated[str | None, Link(N_("Lawyer"), to="contact_person")] = None
    willing: Annotated[
        bool | None,
        YesNo(
            N_("Does the person wish to take part?"), help=N_("No help of any kind depends on the answer.")
        ),
    ] = None
    told_rights: Annotated[bool | None, YesNo(N_("Was the person told of rights and risks?"))] = None
    outcome: Annotated[str | None, Choice(N_("Outcome"), codes="proceeding_outcome")] = None
    outcome_on: Annotated[date | None, Day(N_("Date of the outcome"), not_in_future=True)] = None
    outcome_details: Annotated[str | None, LongText(N_("Details of the outcome"), search="text")] = None
    compensation: Annotated[Amount | None, Money(N_("Compensation awarded"), category=Category.MONEY)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Offence(
    Record,
    kind="offence",
    title=N_("Offence linked to trafficking"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_("A breach held against the person. What a victim was made to do should not be punished."),
):
    """An offence or breach held against the person, and whether it is a consequence of being trafficked."""

    type: Annotated[str | None, Choice(N_("Type"), codes="offence_type", required=True)] = None
    description: Annotated[str | None, Text(N_("Description"), max_length=500, search="text")] = None
    committed_on: Annotated[PartialDate | None, PartialDay(N_("Date of the offence"), not_in_future=True)] = (
        None
    )
    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    linked: Annotated[
        bool | None,
        YesNo(
            N_("Linked to trafficking?"),
            required=True,
            help=N_("Was it a direct consequence of being trafficked?"),
        ),
    ] = None
    linked_why: Annotated[str | None, LongText(N_("How it is linked"), search="text", required=True)] = None
    authority: Annotated[str | None, Link(N_("Authority"), to="organisation")] = None
    proceeding: Annotated[str | None, Link(N_("Proceeding"), to="proceeding")] = None
    reference: Annotated[str | None, Text(N_("File number"), search="code")] = None
    fine: Annotated[Amount | None, Money(N_("Fine"), category=Category.MONEY)] = None
    overstay_days: Annotated[int | None, Number(N_("Overstay"), low=0, high=36_500, unit=N_("days"))] = None
    detained_days: Annotated[
        int | None, Number(N_("Time in detention"), low=0, high=36_500, unit=N_("days"))
    ] = None
    letter_sent_on: Annotated[date | None, Day(N_("Letter to the authority sent on"), not_in_future=True)] = (
        None
    )
    waiver: Annotated[str | None, Choice(N_("Waiver or withdrawal"), codes="waiver_state", required=True)] = (
        None
    )
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    record_cleared: Annotated[bool | None, YesNo(N_("Record cleared?"))] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class ImmigrationStatus(
    Record,
    kind="immigration_status",
    title=N_("Immigration status"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_(
        "The permit or lack of one. A claim for protection has its own sealed record and is not written here."
    ),
):
    """The person's right to be in the country over one span of time."""

    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    status: Annotated[str | None, Choice(N_("Status"), codes="immigration_status", required=True)] = None
    migrant_type: Annotated[str | None, Choice(N_("Reason for the stay"), codes="migrant_type")] = None
    situations: Annotated[tuple[str, ...], Choices(N_("Situation"), codes="migration_situation")] = ()
    permit_number: Annotated[str | None, Text(N_("Permit number"), search="code")] = None
    authority: Annotated[str | None, Link(N_("Authority"), to="organisation")] = None
    entered_on: Annotated[PartialDate | None, PartialDay(N_("Entered on"), not_in_future=True)] = None
    asked_on: Annotated[date | None, Day(N_("Permit asked for on"), not_in_future=True)] = None
    valid_from: Annotated[date | None, Day(N_("Valid from"))] = None
    valid_until: Annotated[date | None, Day(N_("Valid until"), makes_task="permit_expiry")] = None
    may_work: Annotated[bool | None, YesNo(N_("May the person work?"))] = None
    not_removable: Annotated[
        bool | None,
        YesNo(
            N_("Promised in writing not to remove?"),
            help=N_("Nobody is removed during reflection."),
        ),
    ] = None
    detained: Annotated[bool | None, YesNo(N_("In detention?"), alert_when=True)] = None
    detained_where: Annotated[str | None, Text(N_("Place of detention"))] = None
    sponsor: Annotated[str | None, Text(N_("Tied to this employer or sponsor"))] = None
    permit: Annotated[str | None, Attachment(N_("Copy of the permit"))] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class WageClaim(
    Record,
    kind="wage_claim",
    title=N_("Wage or compensation claim"),
    step=Step.CARE,
    category=Category.MONEY,
    help=N_("Unpaid wages, damages or a compensation fund. It can go on after the person has left."),
):
    """A claim for money the person is owed, from counting hours to being paid."""

    type: Annotated[str | None, Choice(N_("Type"), codes="claim_type", required=True)] = None
    against: Annotated[
        str | None, Text(N_("Against"), required=True, search="name", category=Category.PERPETRATOR)
    ] = None
    work: Annotated[str | None, Text(N_("Work done"), search="text", prose=True)] = None
    period_from: Annotated[PartialDate | None, PartialDay(N_("Period from"), not_in_future=True)] = None
    period_until: Annotated[PartialDate | None, PartialDay(N_("Period until"), not_in_future=True)] = None
    hours_a_week: Annotated[int | None, Number(N_("Hours a week"), low=0, high=168)] = None
    promised: Annotated[Amount | None, Money(N_("Wage promised a month"))] = None
    received: Annotated[Amount | None, Money(N_("Received in all"))] = None
    claimed: Annotated[Amount | None, Money(N_("Amount claimed"), required=True)] = None
    claimed_how: Annotated[str | None, LongText(N_("How it was worked out"), search="text")] = None
    body: Annotated[
        str | None, Link(N_("Before"), to="organisation", help=N_("Labour office, court or fund."))
    ] = None
    reference: Annotated[str | None, Text(N_("File number"), search="code")] = None
    lawyer: Annotated[str | None, Link(N_("Lawyer"), to="contact_person")] = None
    filed_on: Annotated[date | None, Day(N_("Filed on"), not_in_future=True)] = None
    file_before: Annotated[
        date | None,
        Day(
            N_("Must be filed before"), makes_task="claim_limit", help=N_("Afterwards it is too late by law.")
        ),
    ] = None
    state: Annotated[str | None, Choice(N_("State"), codes="claim_state", required=True)] = None
    awarded: Annotated[Amount | None, Money(N_("Amount awarded"))] = None
    paid: Annotated[Amount | None, Money(N_("Amount paid to the person"))] = None
    paid_on: Annotated[date | None, Day(N_("Paid on"), not_in_future=True)] = None
    proofs: Annotated[tuple[str, ...], Choices(N_("Proofs at hand"), codes="claim_proof")] = ()
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
