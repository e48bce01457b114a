"""The case itself, the supervisor's word on a return, overrides, and how a case ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.spec import (
    Choice,
    Choices,
    Country,
    Day,
    Instant,
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
class Case(Record, kind="case", title=N_("Case"), step=Step.INTAKE, many=False):
    """One episode of help for one person. Trafficked again is a new case linked to the old one."""

    number: Annotated[str | None, Text(N_("Case number"), search="code", required=True)] = None
    person: Annotated[str | None, Link(N_("Person"), to="person", required=True)] = None
    open_steps: Annotated[tuple[str, ...], Choices(N_("Open steps"), codes="step")] = ()
    status: Annotated[
        str | None,
        Choice(
            N_("Status"),
            codes="cas_Status",
            htcds="cas_Status",
            help=N_("Follows from the open steps and the closure."),
        ),
    ] = None
    owner: Annotated[str | None, User(N_("Case owner"), htcds="cas_CaseOwner", required=True)] = None
    team: Annotated[str | None, Text(N_("Team"))] = None
    risk: Annotated[str | None, Choice(N_("Risk"), codes="risk_level", category=Category.ACCOUNT)] = None
    restricted: Annotated[
        bool | None,
        YesNo(
            N_("Restricted?"),
            help=N_("Witness protection, or officials involved: only the people named see the case."),
        ),
    ] = None
    restricted_members: Annotated[
        str | None,
        Text(N_("People named"), max_length=2000, help=N_("Login names, separated by commas.")),
    ] = None
    return_hold: Annotated[
        bool | None,
        YesNo(
            N_("Hold on return?"),
            category=Category.RELEASE,
            help=N_("A bare fact without a reason. It stands until the supervisor lifts it."),
        ),
    ] = None
    opened_on: Annotated[date | None, Day(N_("Opened on"), not_in_future=True, required=True)] = None
    closed_on: Annotated[date | None, Day(N_("Closed on"), not_in_future=True)] = None
    reopened_on: Annotated[date | None, Day(N_("Reopened on"), not_in_future=True)] = None
    office: Annotated[str | None, Text(N_("Office"))] = None
    origin: Annotated[str | None, Choice(N_("How the case came"), codes="case_origin", required=True)] = None
    found_in: Annotated[
        str | None,
        Country(
            N_("Where the person was found"),
            category=Category.TRAVEL,
            required=True,
            help=N_("With the citizenship it decides which consular rules hold."),
        ),
    ] = None
    domestic: Annotated[
        bool | None,
        YesNo(
            N_("A case inside one country?"),
            help=N_("Then nationality, travel document and consulate are not asked for."),
        ),
    ] = None
    jurisdiction_profile: Annotated[
        str | None,
        Text(N_("Jurisdiction profile"), help=N_("Whose limits and rules hold, for example “indonesia”.")),
    ] = None
    group_event: Annotated[str | None, Link(N_("Group event"), to="group_event")] = None
    retention_until: Annotated[date | None, Day(N_("Keep until"), makes_task="retention")] = None
    legal_hold: Annotated[
        bool | None,
        YesNo(N_("Legal hold?"), help=N_("Nothing is erased while a court or a proceeding needs it.")),
    ] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class SupervisorRelease(
    Record,
    kind="supervisor_release",
    title=N_("Supervisor's release"),
    step=Step.CLEARANCE,
    category=Category.RELEASE,
    help=N_(
        "Asked for in every case. The four questions are answered alike in every case; what was found is "
        "written where it belongs, never here."
    ),
):
    """The supervisor's word that a return may go ahead: what was looked at, never what was found."""

    decision: Annotated[str | None, Choice(N_("Decision"), codes="release", required=True)] = None
    protection_claim_considered: Annotated[
        bool | None, YesNo(N_("Looked at: protection claim"), required=True)
    ] = None
    testimony_considered: Annotated[
        bool | None, YesNo(N_("Looked at: testimony that needs the person here"), required=True)
    ] = None
    officials_considered: Annotated[
        bool | None, YesNo(N_("Looked at: officials suspected"), required=True)
    ] = None
    health_considered: Annotated[bool | None, YesNo(N_("Looked at: health"), required=True)] = None
    decided_on: Annotated[date | None, Day(N_("Decided on"), not_in_future=True, required=True)] = None
    decided_by: Annotated[str | None, User(N_("Supervisor"), required=True)] = None


@dataclass(frozen=True, kw_only=True)
class Override(
    Record,
    kind="override",
    title=N_("Override"),
    help=N_("Visible on the case. In danger to life the second person may confirm afterwards."),
):
    """Somebody allowed to did what a gate or a missing consent stood against, and said why."""

    of: Annotated[str | None, Choice(N_("Of what"), codes="override_of", required=True)] = None
    at_step: Annotated[str | None, Choice(N_("Step"), codes="step")] = None
    basis: Annotated[str | None, Choice(N_("Legal basis"), codes="override_basis", required=True)] = None
    reason: Annotated[str | None, LongText(N_("Reason"), category=Category.RELEASE, required=True)] = None
    made_at: Annotated[datetime | None, Instant(N_("Made at"), not_in_future=True, required=True)] = None
    made_by: Annotated[str | None, User(N_("Made by"), required=True)] = None
    confirmed_at: Annotated[datetime | None, Instant(N_("Confirmed at"), not_in_future=True)] = None
    confirmed_by: Annotated[
        str | None,
        User(N_("Second person"), help=N_("A supervisor, of another office if this one has only one.")),
    ] = None
    declined: Annotated[
        bool | None,
        YesNo(N_("Did the second person say no?"), category=Category.NOTE, help=N_("It ends at once then.")),
    ] = None
    purpose: Annotated[str | None, Choice(N_("Purpose"), codes="purpose", category=Category.NOTE)] = None
    recipient: Annotated[str | None, Link(N_("Recipient"), to="organisation", category=Category.NOTE)] = None
    categories: Annotated[
        tuple[str, ...],
        Choices(N_("What may be shared without consent"), codes="category", category=Category.NOTE),
    ] = ()
    law: Annotated[
        str | None,
        Text(
            N_("Law or order"),
            category=Category.NOTE,
            max_length=500,
            help=N_("The article, or the number and date of the order."),
        ),
    ] = None
    ends_on: Annotated[date | None, Day(N_("Ends on"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class Closure(
    Record,
    kind="closure",
    title=N_("Closure"),
    step=Step.CLOSURE,
    help=N_("A closed case can be opened again at any time."),
):
    """Why and when the case ended."""

    reason: Annotated[str | None, Choice(N_("Reason"), codes="closure_reason", required=True)] = None
    reason_text: Annotated[
        str | None,
        LongText(
            N_("Reason in words"), htcds="cas_ReasonForCaseClosure", category=Category.NOTE, search="text"
        ),
    ] = None
    circumstance: Annotated[
        str | None,
        Choice(N_("How the person is now"), codes="closure_circumstance", category=Category.ACCOUNT),
    ] = None
    closed_on: Annotated[date | None, Day(N_("Closed on"), not_in_future=True, required=True)] = None
    referred_to: Annotated[str | None, Link(N_("Referred to"), to="organisation")] = None
    told_person: Annotated[bool | None, YesNo(N_("Does the person know, and know how to come back?"))] = None
    feedback: Annotated[
        str | None,
        LongText(N_("What the person says about the help"), category=Category.NOTE, search="text"),
    ] = None
    retention_until: Annotated[
        date | None, Day(N_("Keep until"), help=N_("Proposed by the jurisdiction profile."))
    ] = None
    legal_hold: Annotated[bool | None, YesNo(N_("Legal hold?"))] = None
    approved_on: Annotated[date | None, Day(N_("Approved on"), not_in_future=True)] = None
    approved_by: Annotated[str | None, User(N_("Approved by supervisor"), required=True)] = None
    by: Annotated[str | None, User(N_("Written by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
