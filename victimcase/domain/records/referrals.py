"""Passing a case, or part of its care, to another organisation and receiving one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Choice,
    Choices,
    Day,
    Link,
    LongText,
    PartialDay,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Referral(
    Record,
    kind="referral",
    title=N_("Referral"),
    category=Category.NOTE,
    help=N_("Asking another organisation to help, or being asked. What may go is decided by the consent."),
):
    """A case or part of its care passed to another organisation, or received from one (HTCDS 2.0)."""

    direction: Annotated[str | None, Choice(N_("Direction"), codes="referral_direction", required=True)] = (
        None
    )
    state: Annotated[str | None, Choice(N_("State"), codes="referral_state", required=True)] = None
    hand_over: Annotated[
        bool | None,
        YesNo(
            N_("Does it hand over the case?"),
            help=N_("Whoever is asked becomes responsible. Only one hand-over may be open at a time."),
        ),
    ] = None
    urgent: Annotated[bool | None, YesNo(N_("Urgent?"), alert_when=True)] = None
    purpose: Annotated[str | None, Choice(N_("Purpose"), codes="purpose")] = None
    services: Annotated[tuple[str, ...], Choices(N_("Services asked for"), codes="service_type")] = ()
    needed_why: Annotated[
        str | None, LongText(N_("Why it is needed"), search="text", help=N_("What the person lacks here."))
    ] = None
    alternatives: Annotated[
        str | None,
        LongText(N_("What else was considered"), search="text", help=N_("And why this is better.")),
    ] = None
    risks_discussed: Annotated[bool | None, YesNo(N_("Were the risks talked through?"))] = None
    risks: Annotated[str | None, LongText(N_("Risks, and what the person says to them"), search="text")] = (
        None
    )
    categories: Annotated[tuple[str, ...], Choices(N_("What exactly may go"), codes="category")] = ()
    until_on: Annotated[
        date | None, Day(N_("Until when"), help=N_("The day on which the other side is to have finished."))
    ] = None
    way: Annotated[str | None, Choice(N_("How it goes"), codes="referral_way")] = None
    referring_organisation: Annotated[
        str | None,
        Link(
            N_("Referring organisation"), to="organisation", htcds="cas_ReferringOrganisation", required=True
        ),
    ] = None
    referring_worker: Annotated[
        str | None,
        Link(N_("Referring caseworker"), to="contact_person", htcds="cas_ReferringPrimaryCaseWorker"),
    ] = None
    incoming_on: Annotated[
        PartialDate | None,
        PartialDay(N_("Incoming referral accepted on"), htcds="cas_IncomingReferralDate", not_in_future=True),
    ] = None
    incoming_reason: Annotated[
        str | None,
        Choice(
            N_("Reason for incoming referral"),
            codes="cas_ReasonForIncomingReferral",
            htcds="cas_ReasonForIncomingReferral",
        ),
    ] = None
    incoming_details: Annotated[
        str | None,
        LongText(N_("Details of incoming referral"), htcds="cas_IncomingReferralDetails", search="text"),
    ] = None
    referred_organisation: Annotated[
        str | None,
        Link(
            N_("Referred to organisation"), to="organisation", htcds="cas_ReferredOrganisation", required=True
        ),
    ] = None
    referred_worker: Annotated[
        str | None,
        Link(N_("Referred to caseworker"), to="contact_person", htcds="cas_ReferredPrimaryCaseWorker"),
    ] = None
    outgoing_on: Annotated[
        PartialDate | None,
        PartialDay(N_("Referred out on"), htcds="cas_OutgoingReferralDate", not_in_future=True),
    ] = None
    outgoing_reason: Annotated[
        str | None,
        Choice(
            N_("Reason for outgoing referral"),
            codes="cas_ReasonForOutgoingReferral",
            htcds="cas_ReasonForOutgoingReferral",
        ),
    ] = None
    outgoing_details: Annotated[
        str | None,
        LongText(N_("Details of outgoing referral"), htcds="cas_OutgoingReferralDetails", search="text"),
    ] = None
    consent: Annotated[str | None, Link(N_("Consent it rests on"), to="consent", required=True)] = None
    disclosure: Annotated[
        str | None,
        Text(N_("Disclosure number"), search="code", help=N_("Number of what was sent, in the ledger.")),
    ] = None
    sent_by: Annotated[str | None, User(N_("Sent by"))] = None
    answer_due_on: Annotated[date | None, Day(N_("Answer due on"), makes_task="referral_answer")] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    rejected_why: Annotated[str | None, Choice(N_("Reason for rejection"), codes="referral_rejection")] = None
    rejected_details: Annotated[str | None, LongText(N_("Details of the rejection"), search="text")] = None
    feedback_due_on: Annotated[date | None, Day(N_("Feedback due on"), makes_task="referral_feedback")] = None
    feedback_on: Annotated[date | None, Day(N_("Feedback came on"), not_in_future=True)] = None
    feedback: Annotated[str | None, LongText(N_("Feedback"), search="text")] = None
    completed_on: Annotated[date | None, Day(N_("Completed on"), not_in_future=True)] = None
    outcome: Annotated[str | None, LongText(N_("Outcome"), search="text")] = None
    revoked_on: Annotated[date | None, Day(N_("Revoked on"), not_in_future=True)] = None
    revoked_why: Annotated[str | None, Choice(N_("Reason for revoking"), codes="referral_revocation")] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None
