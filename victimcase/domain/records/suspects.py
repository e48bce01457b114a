"""Those said to have done it, and the money that moved; neither travels with the person."""

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
    Countries,
    Country,
    Day,
    Link,
    LongText,
    Money,
    PartialDay,
    Phone,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class AllegedPerpetrator(
    Record,
    kind="alleged_perpetrator",
    title=N_("Alleged perpetrator"),
    step=Step.SCREENING,
    category=Category.PERPETRATOR,
    help=N_("Somebody said to have taken part. Never sent along with the person's own papers."),
):
    """Somebody said to have taken part in the trafficking; an allegation, never a finding."""

    name: Annotated[str | None, Text(N_("Name"), search="name")] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    alias: Annotated[str | None, Text(N_("Alias or nickname"), search="name")] = None
    gender: Annotated[str | None, Choice(N_("Gender"), codes="prs_Gender")] = None
    birth: Annotated[PartialDate | None, PartialDay(N_("Date of birth or age"), not_in_future=True)] = None
    citizenships: Annotated[tuple[str, ...], Countries(N_("Citizenships"))] = ()
    roles: Annotated[
        tuple[str, ...],
        Choices(N_("Roles"), codes="per_RoleInProcess", htcds="per_RoleInProcess", required=True),
    ] = ()
    role_details: Annotated[
        str | None, LongText(N_("Details of the role"), htcds="per_RoleDetails", search="text")
    ] = None
    organisation: Annotated[
        str | None, Text(N_("Organisation or business"), htcds="per_Organisation", search="name")
    ] = None
    relationship: Annotated[
        str | None, Choice(N_("Relationship to the person"), codes="vic_RelationshipToTrafficker")
    ] = None
    relative: Annotated[str | None, Link(N_("Is this relative"), to="relative")] = None
    official: Annotated[
        bool | None,
        YesNo(
            N_("Is this an official?"),
            alert_when=True,
            help=N_("In police, border, mission or other public office. Tell the supervisor at once."),
        ),
    ] = None
    phone: Annotated[str | None, Phone(N_("Phone"), search="code")] = None
    platform: Annotated[str | None, Choice(N_("Platform"), codes="vic_RecruitmentWebsitesAndApps")] = None
    handle: Annotated[str | None, Text(N_("Name on the platform"), search="code")] = None
    country: Annotated[str | None, Country(N_("Last known country"))] = None
    place: Annotated[str | None, Text(N_("Last known place"), search="text")] = None
    description: Annotated[str | None, LongText(N_("Description"), search="text")] = None
    still_a_danger: Annotated[
        bool | None,
        YesNo(N_("Still a danger to the person?"), help=N_("Put the danger into the risk assessment too.")),
    ] = None
    known_to_police: Annotated[bool | None, YesNo(N_("Known to the police?"))] = None
    source: Annotated[str | None, Choice(N_("How it is known"), codes="fact_source")] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Payment(
    Record,
    kind="payment",
    title=N_("Payment or debt"),
    step=Step.SCREENING,
    category=Category.MONEY,
    help=N_("Money asked, owed, taken or paid in the course of the trafficking."),
):
    """Money asked, owed, taken or paid in the course of the trafficking."""

    type: Annotated[str | None, Choice(N_("Type"), codes="payment_type", required=True)] = None
    amount: Annotated[Amount | None, Money(N_("Amount"), required=True)] = None
    still_owed: Annotated[Amount | None, Money(N_("Said to be still owed"))] = None
    paid_on: Annotated[PartialDate | None, PartialDay(N_("Date"), not_in_future=True)] = None
    paid_by: Annotated[str | None, Text(N_("Paid by"))] = None
    paid_to: Annotated[str | None, Text(N_("Paid to"), category=Category.PERPETRATOR, search="name")] = None
    perpetrator: Annotated[
        str | None, Link(N_("Alleged perpetrator"), to="alleged_perpetrator", category=Category.PERPETRATOR)
    ] = None
    method: Annotated[str | None, Choice(N_("How paid"), codes="payment_method")] = None
    bank: Annotated[str | None, Text(N_("Bank or service"))] = None
    account: Annotated[
        str | None, Text(N_("Receiving account"), category=Category.PERPETRATOR, search="code")
    ] = None
    wallet: Annotated[
        str | None,
        Text(
            N_("Receiving wallet"),
            category=Category.PERPETRATOR,
            search="code",
            help=N_("Address of a mobile or crypto-currency wallet, letter by letter."),
        ),
    ] = None
    reference: Annotated[str | None, Text(N_("Transaction reference"), search="code")] = None
    terms: Annotated[
        str | None,
        LongText(N_("Terms of the debt"), search="text", help=N_("Interest, deductions, what was pledged.")),
    ] = None
    proof: Annotated[str | None, Attachment(N_("Proof"))] = None
    source: Annotated[str | None, Choice(N_("How it is known"), codes="fact_source")] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
