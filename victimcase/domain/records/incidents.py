"""What goes wrong: incidents, complaints, a person missing, a death."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Attachment,
    Choice,
    Choices,
    Country,
    Day,
    Instant,
    Link,
    LongText,
    PartialDay,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Incident(
    Record,
    kind="incident",
    title=N_("Incident"),
    step=Step.CARE,
    category=Category.NOTE,
    help=N_("A threat, injury, quarrel, break-in or the like, in the house or on the way."),
):
    """Something that endangered the person or others, and what was done about it."""

    type: Annotated[str | None, Choice(N_("Type"), codes="incident_type", required=True)] = None
    happened_at: Annotated[datetime | None, Instant(N_("Happened at"), not_in_future=True, required=True)] = (
        None
    )
    place: Annotated[str | None, Text(N_("Place"), category=Category.LOCATION_OF_SHELTER)] = None
    severity: Annotated[str | None, Choice(N_("How serious"), codes="incident_severity", required=True)] = (
        None
    )
    what_happened: Annotated[str | None, LongText(N_("What happened"), search="text", required=True)] = None
    people: Annotated[str | None, LongText(N_("People involved"), search="text")] = None
    child_involved: Annotated[bool | None, YesNo(N_("Was a child involved?"))] = None
    injured: Annotated[bool | None, YesNo(N_("Was somebody hurt?"), category=Category.HEALTH)] = None
    measures: Annotated[str | None, LongText(N_("What was done"), search="text", required=True)] = None
    told: Annotated[tuple[str, ...], Choices(N_("Who was told"), codes="incident_told")] = ()
    report_number: Annotated[str | None, Text(N_("Police report number"), search="code")] = None
    follow_up_on: Annotated[date | None, Day(N_("Look at again on"), makes_task="incident")] = None
    settled_on: Annotated[date | None, Day(N_("Settled on"), not_in_future=True)] = None
    learned: Annotated[str | None, LongText(N_("What to do otherwise next time"), search="text")] = None
    reported_by: Annotated[str | None, User(N_("Reported by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Complaint(
    Record,
    kind="complaint",
    title=N_("Complaint"),
    category=Category.NOTE,
    help=N_("Said by or for the person about the help given. Hidden from the one accused and their team."),
):
    """A complaint about the office or a partner, hidden from the accused and their team (case model §5)."""

    received_on: Annotated[date | None, Day(N_("Received on"), not_in_future=True, required=True)] = None
    channel: Annotated[str | None, Choice(N_("How it came"), codes="complaint_channel")] = None
    made_by: Annotated[str | None, Choice(N_("Made by"), codes="complaint_by")] = None
    about: Annotated[str | None, Choice(N_("About"), codes="complaint_about", required=True)] = None
    text: Annotated[str | None, LongText(N_("What is said"), search="text", required=True)] = None
    accused: Annotated[
        str | None,
        User(N_("User complained about"), help=N_("This user and their team will not see the complaint.")),
    ] = None
    accused_team: Annotated[str | None, Text(N_("Team complained about"))] = None
    accused_other: Annotated[str | None, Text(N_("Somebody else complained about"))] = None
    organisation: Annotated[str | None, Link(N_("Organisation complained about"), to="organisation")] = None
    wish: Annotated[str | None, LongText(N_("What the person wants"), search="text")] = None
    handled_by: Annotated[
        str | None,
        User(N_("Handled by"), required=True, help=N_("Somebody outside the team complained about.")),
    ] = None
    protected: Annotated[str | None, LongText(N_("Protection against reprisal"), search="text")] = None
    answer_due_on: Annotated[date | None, Day(N_("Answer due on"))] = None
    findings: Annotated[str | None, LongText(N_("Findings"), search="text")] = None
    outcome: Annotated[str | None, Choice(N_("Outcome"), codes="complaint_outcome")] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    satisfied: Annotated[bool | None, YesNo(N_("Is the person satisfied?"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class MissingReport(
    Record,
    kind="missing_report",
    title=N_("Missing report"),
    category=Category.NOTE,
    help=N_("An adult may leave. Write this when there is reason to fear, and always for a child."),
):
    """The person cannot be found and there is reason to fear for them."""

    last_seen_at: Annotated[
        datetime | None, Instant(N_("Last seen at"), not_in_future=True, required=True)
    ] = None
    last_seen_where: Annotated[
        str | None, Text(N_("Last seen where"), category=Category.LOCATION_OF_SHELTER)
    ] = None
    circumstances: Annotated[str | None, LongText(N_("Circumstances"), search="text", required=True)] = None
    left_freely: Annotated[bool | None, YesNo(N_("Seems to have left freely?"))] = None
    taken: Annotated[bool | None, YesNo(N_("Feared to have been taken?"), alert_when=True)] = None
    appearance: Annotated[
        str | None, LongText(N_("Appearance and clothing"), category=Category.IDENTITY, search="text")
    ] = None
    contacts_tried: Annotated[str | None, LongText(N_("Who was asked"), search="text")] = None
    reported_to: Annotated[
        str | None,
        Link(
            N_("Reported to"), to="organisation", help=N_("Not to an office whose officials are suspected.")
        ),
    ] = None
    reported_on: Annotated[date | None, Day(N_("Reported on"), not_in_future=True)] = None
    report_number: Annotated[str | None, Text(N_("Report number"), search="code")] = None
    found_on: Annotated[date | None, Day(N_("Found or heard from on"), not_in_future=True)] = None
    found_how: Annotated[str | None, Choice(N_("How it ended"), codes="missing_outcome")] = None
    found_details: Annotated[str | None, LongText(N_("Details"), search="text")] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Death(
    Record,
    kind="death",
    title=N_("Death"),
    many=False,
    category=Category.IDENTITY,
    help=N_("What is known of the death, who was told, and what the family wishes."),
):
    """The person has died: what is known, who was told, and what happens with the remains."""

    died_on: Annotated[PartialDate | None, PartialDay(N_("Died on"), not_in_future=True, required=True)] = (
        None
    )
    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    place: Annotated[str | None, Text(N_("Place"))] = None
    cause: Annotated[str | None, Text(N_("Cause"), max_length=500, category=Category.HEALTH)] = None
    manner: Annotated[
        str | None, Choice(N_("Manner of death"), codes="death_manner", category=Category.HEALTH)
    ] = None
    identified_how: Annotated[str | None, Text(N_("How the body was identified"), prose=True)] = None
    certificate_number: Annotated[str | None, Text(N_("Number of the death certificate"), search="code")] = (
        None
    )
    certificate: Annotated[str | None, Attachment(N_("Death certificate"))] = None
    investigation: Annotated[
        str | None, Link(N_("Investigation"), to="proceeding", category=Category.LEGAL)
    ] = None
    family_told_on: Annotated[
        date | None, Day(N_("Family told on"), not_in_future=True, category=Category.FAMILY)
    ] = None
    family_told_by: Annotated[str | None, Text(N_("Family told by"), category=Category.FAMILY)] = None
    family_wishes: Annotated[
        str | None,
        LongText(N_("Wishes of the family"), category=Category.FAMILY, help=N_("Rites, burial, return.")),
    ] = None
    mission_told_on: Annotated[date | None, Day(N_("Mission told on"), not_in_future=True)] = None
    remains: Annotated[str | None, Choice(N_("Remains"), codes="remains_outcome")] = None
    remains_on: Annotated[date | None, Day(N_("Date of burial or return"))] = None
    belongings_to: Annotated[str | None, Text(N_("Belongings handed to"), category=Category.TRAVEL)] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
