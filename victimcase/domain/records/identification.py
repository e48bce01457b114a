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
    place: Annotated[str | None, Text(N_("Place"), required=True, category=Category.ACCOUNT, prose=True)] = (
        None
    )
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
    danger_note: Annotated[str | None, LongText(N_("What was done about it"), category=Category.ACCOUNT)] = (
        None
    )
    health: Annotated[
        str | None,
        Choice(N_("Urgent health need"), codes="urgency", required=True, category=Category.HEALTH),
    ] = None
    health_note: Annotated[str | None, LongText(N_("What was done for health"), category=Category.HEALTH)] = (
        None
    )
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
    place: Annotated[str | None, Text(N_("Place"), prose=True)] = None
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
    language: Annotated[str | None, Language(N_("Language spoken"), category=Category.ADMINISTRATIVE)] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"), category=Category.ADMINISTRATIVE)] = None
    interpreter_check: Annotated[
        str | None,
        Choice(N_("Interpreter checked"), codes="interpreter_check", category=Category.ADMINISTRATIVE),
    ] = None
    interviewers: Annotated[str | None, Text(N_("Asked by"), category=Category.ADMINISTRATIVE)] = None
    present: Annotated[
        str | None, Text(N_("Who else was there"), help=N_("Support person, guardian, lawyer."), prose=True)
    ] = None
    account: Annotated[
        str | None,
        LongText(N_("What the person said"), search="text", help=N_("In their own words where you can.")),
    ] = None
    refusals: Annotated[str | None, LongText(N_("What the person did not want to talk about"))] = None
    condition: Annotated[str | None, LongText(N_("How the person was"), category=Category.HEALTH)] = None
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
    category=Category.ADMINISTRATIVE,
    help=N_("Not known counts in favour of the person. The score advises; people decide."),
):
    """Whether there are reasons to treat the person as a victim."""

    screened_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    form: Annotated[str | None, Choice(N_("Form"), codes="screening_form")] = None
    population: Annotated[
        str | None,
        Choice(
            N_("Indicators for"),
            codes="indicator_population",
            required=True,
            category=Category.ACCOUNT,
        ),
    ] = None
    indicator_version: Annotated[
        str | None,
        Text(
            N_("Version of the indicator set"),
            required=True,
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
    act_source: Annotated[
        str | None, Choice(N_("Source for the act"), codes="screening_source", category=Category.ACCOUNT)
    ] = None
    means: Annotated[
        str | None,
        Choice(
            N_("Means"),
            codes="yes_no_unknown",
            required=True,
            help=N_("Force, threat, deception, debt, abuse of a weak position. Not needed under 18."),
        ),
    ] = None
    means_source: Annotated[
        str | None, Choice(N_("Source for the means"), codes="screening_source", category=Category.ACCOUNT)
    ] = None
    purpose: Annotated[
        str | None,
        Choice(
            N_("Purpose"), codes="yes_no_unknown", required=True, help=N_("For exploitation of any kind?")
        ),
    ] = None
    purpose_source: Annotated[
        str | None, Choice(N_("Source for the purpose"), codes="screening_source", category=Category.ACCOUNT)
    ] = None
    refused: Annotated[bool | None, YesNo(N_("Did the person refuse the screening?"))] = None
    refusals: Annotated[
        str | None, LongText(N_("Questions the person did not want to answer"), category=Category.ACCOUNT)
    ] = None
    outcome: Annotated[
        str | None,
        Choice(N_("Outcome"), codes="screening_outcome", required=True),
    ] = None
    outcome_reason: Annotated[
        str | None, LongText(N_("Reason"), category=Category.ACCOUNT, search="text")
    ] = None
    referred_elsewhere: Annotated[
        str | None,
        Text(
            N_("Referred elsewhere"),
            max_length=500,
            help=N_("When trafficking is not indicated: who else can help."),
        ),
    ] = None
    language: Annotated[str | None, Language(N_("Language spoken"))] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    by: Annotated[str | None, User(N_("Screened by"), required=True)] = None
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
    answer: Annotated[str | None, Choice(N_("Answer"), codes="indicator_answer", required=True)] = None
    source: Annotated[str | None, Choice(N_("Source"), codes="screening_source")] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.ACCOUNT)] = None
