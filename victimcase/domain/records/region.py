"""What offices and states share beyond one case: requests, patterns, warnings from inside, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Attachment,
    Choice,
    Choices,
    Countries,
    Country,
    Day,
    Languages,
    Link,
    LongText,
    Number,
    PartialDay,
    Phone,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Scope
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class LegalAssistanceRequest(
    Record,
    kind="legal_assistance_request",
    title=N_("Legal assistance request"),
    category=Category.LEGAL,
    help=N_("One state asks another for evidence or a step in a proceeding, through central authorities."),
):
    """A request for mutual legal assistance between two states, and where it stands."""

    reference: Annotated[str | None, Text(N_("Reference"), search="code", required=True)] = None
    state: Annotated[str | None, Choice(N_("State"), codes="legal_assistance_state", required=True)] = None
    requesting_country: Annotated[str | None, Country(N_("Requesting country"), required=True)] = None
    requested_country: Annotated[str | None, Country(N_("Requested country"), required=True)] = None
    basis: Annotated[str | None, Choice(N_("Legal basis"), codes="legal_assistance_basis")] = None
    authority: Annotated[str | None, Link(N_("Central authority"), to="organisation")] = None
    proceeding: Annotated[str | None, Link(N_("Proceeding"), to="proceeding")] = None
    measures: Annotated[tuple[str, ...], Choices(N_("Asked for"), codes="legal_assistance_measure")] = ()
    subject: Annotated[str | None, LongText(N_("Subject"), search="text")] = None
    sent_on: Annotated[date | None, Day(N_("Sent on"), not_in_future=True)] = None
    due_on: Annotated[date | None, Day(N_("Answer due on"), makes_task="legal_assistance")] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    answer: Annotated[str | None, LongText(N_("Answer"), search="text")] = None
    person_told: Annotated[
        bool | None,
        YesNo(N_("Was the person told?"), help=N_("What is asked about them, before it is sent.")),
    ] = None
    handled_by: Annotated[str | None, User(N_("Handled by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class WhistleBlowerRecord(
    Record,
    kind="whistle_blower_record",
    title=N_("Whistle-blower record"),
    scope=Scope.OFFICE,
    category=Category.WHISTLE_BLOWER,
    help=N_("A warning from inside about wrong-doing. Kept apart from every case and sealed."),
):
    """A warning from inside about wrong-doing, kept apart from any case."""

    received_on: Annotated[date | None, Day(N_("Received on"), not_in_future=True, required=True)] = None
    channel: Annotated[str | None, Choice(N_("How it came"), codes="complaint_channel")] = None
    anonymous: Annotated[bool | None, YesNo(N_("Wish to stay unknown?"))] = None
    name: Annotated[str | None, Text(N_("Name"))] = None
    contact: Annotated[str | None, Text(N_("Safe contact"), max_length=500)] = None
    organisation: Annotated[str | None, Text(N_("Organisation concerned"))] = None
    about: Annotated[str | None, Choice(N_("About"), codes="wrongdoing", required=True)] = None
    allegation: Annotated[str | None, LongText(N_("What is said"), required=True)] = None
    accused: Annotated[str | None, Text(N_("Who is said to have done it"))] = None
    proof: Annotated[str | None, Attachment(N_("Proof"))] = None
    protection: Annotated[str | None, LongText(N_("Protection against reprisal"), required=True)] = None
    handled_by: Annotated[str | None, User(N_("Handled by"), required=True)] = None
    passed_to: Annotated[str | None, Text(N_("Passed to"))] = None
    outcome: Annotated[str | None, Choice(N_("Outcome"), codes="complaint_outcome")] = None
    settled_on: Annotated[date | None, Day(N_("Settled on"), not_in_future=True)] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class Pattern(
    Record,
    kind="pattern",
    title=N_("Pattern"),
    scope=Scope.OFFICE,
    category=Category.PERPETRATOR,
    help=N_("A recruiter's trace met in several cases. It names no person helped and no case."),
):
    """A recruiter's trace that several cases have in common; holds no person."""

    name: Annotated[str | None, Text(N_("Short name"), search="text", required=True)] = None
    alias: Annotated[str | None, Text(N_("Recruiter's alias"), search="name")] = None
    phone: Annotated[str | None, Phone(N_("Phone"), search="code")] = None
    platform: Annotated[str | None, Choice(N_("Platform"), codes="vic_RecruitmentWebsitesAndApps")] = None
    handle: Annotated[str | None, Text(N_("Name on the platform"), search="code")] = None
    account: Annotated[str | None, Text(N_("Account or wallet"), search="code")] = None
    company: Annotated[str | None, Text(N_("Company or agency"), search="name")] = None
    document: Annotated[
        str | None,
        Text(
            N_("Document they use"),
            search="code",
            max_length=500,
            help=N_("A forged or borrowed paper, a contract, a visa: kind and number, never a victim's own."),
        ),
    ] = None
    country: Annotated[str | None, Country(N_("Country"))] = None
    place: Annotated[str | None, Text(N_("Place"), search="text")] = None
    route: Annotated[tuple[str, ...], Countries(N_("Countries of the route"))] = ()
    methods: Annotated[
        tuple[str, ...], Choices(N_("How people are recruited"), codes="vic_MethodOfRecruitment")
    ] = ()
    cases: Annotated[
        int | None,
        Number(
            N_("Seen in how many cases"), low=0, required=True, help=N_("A number only; no case is named.")
        ),
    ] = None
    first_seen: Annotated[PartialDate | None, PartialDay(N_("First seen"), not_in_future=True)] = None
    last_seen: Annotated[PartialDate | None, PartialDay(N_("Last seen"), not_in_future=True)] = None
    description: Annotated[
        str | None,
        LongText(N_("Description"), search="text", help=N_("The offer, the words used, the way taken.")),
    ] = None
    shared_with: Annotated[str | None, Text(N_("Shared with"))] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None


@dataclass(frozen=True, kw_only=True)
class ShelfDocument(
    Record,
    kind="shelf_document",
    title=N_("Shelf document"),
    scope=Scope.OFFICE,
    help=N_("Laws, agreements, procedures and forms everyone in the office may look up."),
):
    """A law, agreement, procedure or form kept for everyone in the office."""

    name: Annotated[str | None, Text(N_("Name"), search="text", required=True)] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="shelf_document", required=True)] = None
    countries: Annotated[tuple[str, ...], Countries(N_("Countries"))] = ()
    languages: Annotated[tuple[str, ...], Languages(N_("Languages"))] = ()
    issued_by: Annotated[str | None, Text(N_("Issued by"))] = None
    edition: Annotated[str | None, Text(N_("Edition"))] = None
    in_force_on: Annotated[date | None, Day(N_("In force since"))] = None
    review_on: Annotated[date | None, Day(N_("Look at again on"), makes_task="shelf_document")] = None
    replaced_by: Annotated[str | None, Link(N_("Replaced by"), to="shelf_document")] = None
    file: Annotated[str | None, Attachment(N_("File"), required=True)] = None
    web: Annotated[str | None, Text(N_("Web address"), max_length=500)] = None
    summary: Annotated[str | None, LongText(N_("Summary"), search="text")] = None
    added_on: Annotated[date | None, Day(N_("Added on"), not_in_future=True)] = None
    added_by: Annotated[str | None, User(N_("Added by"))] = None
