"""What an office says about itself, its country's limits, and the groups it receives at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Attachment,
    Choice,
    Countries,
    Country,
    Day,
    Instant,
    Language,
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
class OfficeSettings(
    Record,
    kind="office_settings",
    title=N_("Settings of the office"),
    scope=Scope.OFFICE,
    many=False,
    help=N_("What holds for everyone in this office."),
):
    """What an office says about itself and how the program behaves for everyone in it."""

    code: Annotated[
        str | None,
        Text(
            N_("Code"),
            max_length=8,
            required=True,
            search="code",
            help=N_("Begins every case number, as BKK."),
        ),
    ] = None
    name: Annotated[str | None, Text(N_("Name"), required=True)] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"))] = None
    organisation: Annotated[str | None, Text(N_("Organisation"))] = None
    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="org_Type")] = None
    profile: Annotated[
        str | None, Text(N_("Jurisdiction profile"), help=N_("Set of limits and regimes, as TH or default."))
    ] = None
    language: Annotated[str | None, Language(N_("Language of the office"))] = None
    languages: Annotated[tuple[str, ...], Languages(N_("Languages of papers"))] = ()
    calendar: Annotated[str | None, Choice(N_("Second calendar"), codes="calendar")] = None
    time_zone: Annotated[str | None, Text(N_("Time zone"), help=N_("As Asia/Bangkok."))] = None
    address: Annotated[str | None, Text(N_("Address on papers"), max_length=500)] = None
    phone: Annotated[str | None, Phone(N_("Phone on papers"))] = None
    email: Annotated[str | None, Text(N_("E-mail on papers"))] = None
    logo: Annotated[str | None, Attachment(N_("Emblem on papers"))] = None
    complaints_to: Annotated[
        str | None,
        Text(N_("Complaints go to"), max_length=500, help=N_("Printed on consents, so people know where.")),
    ] = None
    data_protection_contact: Annotated[str | None, Text(N_("Data protection contact"))] = None
    idle_minutes: Annotated[
        int | None, Number(N_("Lock when idle for"), low=1, high=60, unit=N_("minutes"))
    ] = None
    retention_years: Annotated[
        int | None,
        Number(
            N_("Keep closed cases for"),
            low=0,
            high=100,
            unit=N_("years"),
            help=N_("Empty: as the profile says."),
        ),
    ] = None
    backup_days: Annotated[
        int | None, Number(N_("Remind of backup after"), low=1, high=90, unit=N_("days"))
    ] = None
    second_person_elsewhere: Annotated[
        bool | None,
        YesNo(
            N_("May another office be the second person?"), help=N_("For an office with only one supervisor.")
        ),
    ] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class JurisdictionProfile(
    Record,
    kind="jurisdiction_profile",
    title=N_("Figure of a jurisdiction profile"),
    scope=Scope.OFFICE,
    help=N_("Replaces one limit of a profile by another, with the law or order it comes from."),
):
    """One figure of a profile replaced by this office, with its source."""

    profile: Annotated[
        str | None, Text(N_("Profile"), max_length=40, required=True, help=N_("As TH or default."))
    ] = None
    country: Annotated[str | None, Country(N_("Country"))] = None
    figure: Annotated[str | None, Choice(N_("Figure"), codes="profile_figure", required=True)] = None
    value: Annotated[
        str | None,
        Text(N_("Value"), max_length=100, required=True, help=N_("A number, or numbers as 1, 3, 6, 12.")),
    ] = None
    source: Annotated[str | None, Text(N_("Source"), max_length=1000, required=True)] = None
    source_date: Annotated[PartialDate | None, PartialDay(N_("Date of the source"))] = None
    source_file: Annotated[str | None, Link(N_("Source on the shelf"), to="shelf_document")] = None
    valid_from: Annotated[date | None, Day(N_("Valid from"))] = None
    valid_until: Annotated[date | None, Day(N_("Valid until"), makes_task="profile_figure")] = None
    read_at_source: Annotated[
        bool | None,
        YesNo(N_("Read at the source?"), help=N_("Until then the figure carries a mark.")),
    ] = None
    entered_by: Annotated[str | None, User(N_("Entered by"))] = None
    checked_by: Annotated[str | None, User(N_("Checked by"))] = None
    note: Annotated[str | None, LongText(N_("Note"))] = None


@dataclass(frozen=True, kw_only=True)
class GroupEvent(
    Record,
    kind="group_event",
    title=N_("Group event"),
    scope=Scope.OFFICE,
    help=N_("A raid, a landing or a release from which many people come at once; each becomes a case."),
):
    """An event from which many people come at once, registered as rows before each becomes a case."""

    name: Annotated[str | None, Text(N_("Short name"), required=True, search="text")] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="group_event", required=True)] = None
    happened_at: Annotated[datetime | None, Instant(N_("Happened at"), not_in_future=True, required=True)] = (
        None
    )
    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    place: Annotated[str | None, Text(N_("Place"), search="text", required=True)] = None
    vessel: Annotated[str | None, Text(N_("Name or mark of the vessel"), search="code")] = None
    referred_by: Annotated[str | None, Link(N_("Referred by"), to="organisation")] = None
    authority: Annotated[str | None, Link(N_("Authority in charge"), to="organisation")] = None
    people: Annotated[int | None, Number(N_("People counted"), low=0, high=100_000)] = None
    children: Annotated[int | None, Number(N_("Children counted"), low=0, high=100_000)] = None
    dead_or_missing: Annotated[int | None, Number(N_("Dead or missing"), low=0, high=100_000)] = None
    citizenships: Annotated[tuple[str, ...], Countries(N_("Citizenships met"))] = ()
    languages: Annotated[tuple[str, ...], Languages(N_("Interpreters needed"))] = ()
    separated: Annotated[
        bool | None,
        YesNo(
            N_("Are suspects held apart?"),
            alert_when=False,
            help=N_("Guards and recruiters often come in the same group."),
        ),
    ] = None
    lead: Annotated[str | None, User(N_("Led by"))] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class GroupMember(
    Record,
    kind="group_member",
    title=N_("Person of a group event"),
    scope=Scope.OFFICE,
    category=Category.IDENTITY,
    parent="group_event",
):
    """One line of the fast list made when many arrive; becomes a person and a case."""

    order: Annotated[int | None, Number(N_("Order"), low=1, high=100_000)] = None
    tag: Annotated[str | None, Text(N_("Wristband"), max_length=40, search="code")] = None
    given_names: Annotated[str | None, Text(N_("Given names"), search="name", required=True)] = None
    family_name: Annotated[str | None, Text(N_("Family name"), search="name")] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    gender: Annotated[str | None, Choice(N_("Gender"), codes="prs_Gender")] = None
    age: Annotated[str | None, Text(N_("Age"), max_length=40, help=N_("A number, or as about 20."))] = None
    citizenships: Annotated[tuple[str, ...], Countries(N_("Citizenship"))] = ()
    stateless: Annotated[bool | None, YesNo(N_("Stateless?"))] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    family: Annotated[
        str | None,
        Text(
            N_("Family"),
            max_length=10,
            category=Category.FAMILY,
            help=N_("The same letter for people who belong together."),
        ),
    ] = None
    alone: Annotated[bool | None, YesNo(N_("Child alone?"), alert_when=True, category=Category.FAMILY)] = None
    urgent_need: Annotated[str | None, Text(N_("Urgent need"), category=Category.HEALTH, prose=True)] = None
    state: Annotated[
        str | None, Choice(N_("State"), codes="group_member_state", category=Category.ADMINISTRATIVE)
    ] = None
    case: Annotated[str | None, Link(N_("Case"), to="case", category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, Text(N_("Note"), category=Category.NOTE)] = None
