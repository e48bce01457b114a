"""Looking after a person: health, counsel, safety, and the things held for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Amount,
    Attachment,
    Choice,
    Day,
    Language,
    Link,
    LongText,
    Money,
    Number,
    Phone,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class PropertyHeld(
    Record,
    kind="property_held",
    title=N_("Property and documents held"),
    step=Step.CARE,
    category=Category.TRAVEL,
    help=N_("What the office keeps for the person. It stays theirs: receipt now, return by a date."),
):
    """A thing or paper kept for the person, with its receipt and the day it goes back."""

    type: Annotated[str | None, Choice(N_("Type"), codes="property_type", required=True)] = None
    description: Annotated[str | None, Text(N_("Description"), max_length=500, required=True)] = None
    identity_document: Annotated[str | None, Link(N_("Identity document"), to="identity_document")] = None
    amount: Annotated[Amount | None, Money(N_("Amount of money"), category=Category.MONEY)] = None
    condition: Annotated[str | None, Text(N_("Condition"), prose=True)] = None
    received_on: Annotated[date | None, Day(N_("Received on"), not_in_future=True, required=True)] = None
    received_from: Annotated[str | None, Text(N_("Received from"))] = None
    received_by: Annotated[str | None, User(N_("Received by"))] = None
    receipt_number: Annotated[str | None, Text(N_("Receipt number"), search="code", required=True)] = None
    person_agreed: Annotated[
        bool | None,
        YesNo(
            N_("Did the person ask for it to be kept?"),
            alert_when=False,
            help=N_("Papers are never kept against a person's wish."),
        ),
    ] = None
    kept_where: Annotated[str | None, Text(N_("Kept where"), category=Category.LOCATION_OF_SHELTER)] = None
    photograph: Annotated[str | None, Attachment(N_("Photograph"))] = None
    return_due_on: Annotated[
        date | None, Day(N_("To be returned by"), makes_task="property_return", required=True)
    ] = None
    returned_on: Annotated[date | None, Day(N_("Returned on"), not_in_future=True)] = None
    returned_to: Annotated[str | None, Text(N_("Returned to"))] = None
    return_receipt: Annotated[str | None, Attachment(N_("Signed receipt of return"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class HealthRecord(
    Record,
    kind="health_record",
    title=N_("Health record"),
    step=Step.CARE,
    category=Category.HEALTH,
    help=N_("One visit, examination or finding. Only what those who care for the person need."),
):
    """One visit, examination or finding about the person's health."""

    type: Annotated[str | None, Choice(N_("Type"), codes="health_visit", required=True)] = None
    seen_on: Annotated[date | None, Day(N_("Seen on"), not_in_future=True, required=True)] = None
    provider: Annotated[str | None, Link(N_("Clinic or hospital"), to="organisation")] = None
    provider_name: Annotated[str | None, Text(N_("Seen by doctor or nurse"))] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    consent: Annotated[str | None, Link(N_("Consent to the examination"), to="consent", required=True)] = None
    urgent: Annotated[bool | None, YesNo(N_("Urgent?"), alert_when=True)] = None
    complaints: Annotated[str | None, LongText(N_("What the person complains of"), search="text")] = None
    findings: Annotated[str | None, LongText(N_("Findings"), search="text")] = None
    diagnosis: Annotated[str | None, Text(N_("Diagnosis"), max_length=500, search="text")] = None
    injuries_recorded: Annotated[
        bool | None,
        YesNo(N_("Injuries recorded for evidence?"), help=N_("Keep the report as an evidence item too.")),
    ] = None
    treatment: Annotated[str | None, LongText(N_("Treatment"), search="text")] = None
    medication: Annotated[
        str | None,
        LongText(N_("Medication and dose"), search="text", help=N_("Needed for the journey as well.")),
    ] = None
    allergies: Annotated[str | None, Text(N_("Allergies"))] = None
    pregnant: Annotated[bool | None, YesNo(N_("Pregnant?"))] = None
    infectious: Annotated[
        bool | None,
        YesNo(N_("Care needed against infection?"), help=N_("Say what to do, not what the illness is.")),
    ] = None
    follow_up_on: Annotated[date | None, Day(N_("Next visit"), makes_task="health_visit")] = None
    report: Annotated[str | None, Attachment(N_("Medical report"))] = None
    cost: Annotated[Amount | None, Money(N_("Cost"))] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class PsychosocialSession(
    Record,
    kind="psychosocial_session",
    title=N_("Psychosocial session"),
    step=Step.CARE,
    category=Category.HEALTH,
    help=N_("One talk or group. The counsellor's own notes need not be written here."),
):
    """One meeting with a counsellor, and what follows from it for the care of the person."""

    type: Annotated[str | None, Choice(N_("Type"), codes="psychosocial_session", required=True)] = None
    held_on: Annotated[date | None, Day(N_("Held on"), not_in_future=True, required=True)] = None
    minutes: Annotated[int | None, Number(N_("Length"), low=0, high=1440, unit=N_("minutes"))] = None
    counsellor: Annotated[str | None, Text(N_("Counsellor"), required=True)] = None
    provider: Annotated[str | None, Link(N_("Provider"), to="organisation")] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    attended: Annotated[bool | None, YesNo(N_("Did the person come?"))] = None
    wellbeing: Annotated[
        int | None,
        Number(
            N_("How the person feels"),
            low=0,
            high=10,
            help=N_("As the person says: 0 very bad, 10 very well."),
        ),
    ] = None
    topics: Annotated[str | None, LongText(N_("What was spoken about"), search="text")] = None
    self_harm: Annotated[
        bool | None,
        YesNo(N_("Danger of self-harm?"), alert_when=True, help=N_("If yes, write a safety plan today.")),
    ] = None
    agreed: Annotated[str | None, LongText(N_("What was agreed"), search="text")] = None
    referred_on: Annotated[bool | None, YesNo(N_("Specialist needed?"))] = None
    next_on: Annotated[date | None, Day(N_("Next session"), makes_task="psychosocial_session")] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class LegalAid(
    Record,
    kind="legal_aid",
    title=N_("Legal aid"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_("Advice or representation for the person. Never a condition of any other help."),
):
    """A lawyer's advice or representation, from asking to its end."""

    type: Annotated[str | None, Choice(N_("Type"), codes="legal_aid", required=True)] = None
    state: Annotated[str | None, Choice(N_("State"), codes="service_state")] = None
    subject: Annotated[str | None, Text(N_("Matter"), max_length=500, required=True)] = None
    provider: Annotated[str | None, Link(N_("Provider"), to="organisation")] = None
    lawyer: Annotated[str | None, Link(N_("Lawyer"), to="contact_person")] = None
    chosen_freely: Annotated[bool | None, YesNo(N_("Lawyer chosen by the person?"))] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True)] = None
    first_met_on: Annotated[date | None, Day(N_("First met on"))] = None
    ended_on: Annotated[date | None, Day(N_("Ended on"), not_in_future=True)] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    power_of_attorney: Annotated[
        str | None,
        Attachment(N_("Power of attorney"), help=N_("Lets a lawyer go on after the person has left.")),
    ] = None
    cost: Annotated[Amount | None, Money(N_("Cost"), category=Category.MONEY)] = None
    outcome: Annotated[str | None, LongText(N_("Outcome"), search="text")] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class SafetyPlan(
    Record,
    kind="safety_plan",
    title=N_("Safety plan"),
    step=Step.CARE,
    category=Category.NOTE,
    help=N_("Made together with the person: what to watch for, what to do, whom to call."),
):
    """What the person and those around them do when danger comes near."""

    made_on: Annotated[date | None, Day(N_("Made on"), not_in_future=True, required=True)] = None
    made_by: Annotated[str | None, User(N_("Made by"))] = None
    language: Annotated[str | None, Language(N_("Language of the plan"))] = None
    dangers: Annotated[str | None, LongText(N_("Dangers"), search="text", required=True)] = None
    warning_signs: Annotated[str | None, LongText(N_("Warning signs"), search="text")] = None
    actions: Annotated[str | None, LongText(N_("What to do"), search="text", required=True)] = None
    safe_place: Annotated[
        str | None, Text(N_("Where to go"), max_length=500, category=Category.LOCATION_OF_SHELTER)
    ] = None
    trusted_people: Annotated[str | None, LongText(N_("People to turn to"))] = None
    emergency_phone: Annotated[str | None, Phone(N_("Emergency phone"), required=True)] = None
    code_word: Annotated[
        str | None,
        Text(N_("Agreed sign"), help=N_("A word that says: I cannot speak, send help.")),
    ] = None
    phone_safety: Annotated[
        str | None,
        LongText(
            N_("Safety of phone and accounts"),
            search="text",
            help=N_("Location sharing, shared passwords, tracking."),
        ),
    ] = None
    children: Annotated[str | None, LongText(N_("Plan for the children"), search="text")] = None
    given_to_person: Annotated[
        bool | None, YesNo(N_("Does the person have a copy?"), help=N_("Only when it is safe to carry one."))
    ] = None
    review_on: Annotated[date | None, Day(N_("Look at again on"), makes_task="safety_plan")] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None
