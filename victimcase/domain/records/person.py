"""The person through all episodes: who they are, who speaks for a child, what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Attachment,
    Choice,
    Countries,
    Country,
    Day,
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
from victimcase.domain.words import Category, Scope, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Person(
    Record,
    kind="person",
    title=N_("Person"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    many=False,
    category=Category.IDENTITY,
):
    """The one who is protected."""

    salutation: Annotated[str | None, Text(N_("Form of address"), htcds="prs_Salutation")] = None
    title_held: Annotated[
        str | None,
        Text(N_("Title"), htcds="prs_Title", help=N_("Position or title the person uses, for example “Dr”.")),
    ] = None
    given_names: Annotated[
        str | None, Text(N_("Given names"), htcds="prs_FirstName", search="name", required=True)
    ] = None
    middle_names: Annotated[str | None, Text(N_("Middle names"), htcds="prs_MiddleName", search="name")] = (
        None
    )
    family_name: Annotated[
        str | None,
        Text(
            N_("Family name"),
            htcds="prs_SecondName",
            search="name",
            help=N_("Leave empty for people who use one name only."),
        ),
    ] = None
    other_names: Annotated[
        str | None,
        Text(
            N_("Other names"),
            search="name",
            max_length=500,
            help=N_("Nicknames, names before marriage, names given by others. Separate them with a comma."),
        ),
    ] = None
    own_script_name: Annotated[
        str | None,
        Text(
            N_("Name in own script"),
            search="name",
            help=N_("The full name as the person writes it, in Thai, Burmese, Arabic or any other script."),
        ),
    ] = None
    gender: Annotated[
        str | None, Choice(N_("Gender"), codes="prs_Gender", htcds="prs_Gender", required=True)
    ] = None
    birth: Annotated[
        PartialDate | None,
        PartialDay(
            N_("Date of birth"),
            htcds="prs_Birthdate",
            required=True,
            not_in_future=True,
            help=N_("A year alone, or “about 2004”, is enough."),
        ),
    ] = None
    age_disputed: Annotated[
        bool | None,
        YesNo(
            N_("Is the age disputed?"),
            help=N_("Then the person is treated as a child until an assessment says otherwise."),
        ),
    ] = None
    place_of_birth: Annotated[str | None, Text(N_("Place of birth"))] = None
    country_of_birth: Annotated[str | None, Country(N_("Country of birth"))] = None
    citizenships: Annotated[
        tuple[str, ...], Countries(N_("Citizenships"), htcds="prs_Citizenship", required=True)
    ] = ()
    stateless: Annotated[
        bool | None,
        YesNo(N_("Stateless?"), help=N_("No country sees the person as its citizen, as far as is known.")),
    ] = None
    residence_status: Annotated[
        str | None, Choice(N_("Residence status"), codes="residence_status", category=Category.LEGAL)
    ] = None
    permanent_residence: Annotated[
        str | None,
        Country(
            N_("Right of permanent residence in"),
            help=N_("Somebody without citizenship may still have the right to live in a country."),
        ),
    ] = None
    ethnicity: Annotated[str | None, Text(N_("Ethnicity"))] = None
    religion: Annotated[
        str | None, Text(N_("Religion"), help=N_("Only where it matters for care, food or safety."))
    ] = None
    primary_language: Annotated[
        str | None, Language(N_("First language"), htcds="prs_PrimaryLanguage", required=True)
    ] = None
    secondary_language: Annotated[
        str | None, Language(N_("Second language"), htcds="prs_SecondaryLanguage")
    ] = None
    other_languages: Annotated[tuple[str, ...], Languages(N_("Other languages"))] = ()
    interpreter_needed: Annotated[bool | None, YesNo(N_("Interpreter needed?"))] = None
    interpreter_wish: Annotated[
        str | None,
        Text(
            N_("Wishes about the interpreter"),
            help=N_("For example a woman, or nobody from the same village."),
            prose=True,
        ),
    ] = None
    marital_status: Annotated[
        str | None,
        Choice(
            N_("Marital status"),
            codes="prs_MaritalStatus",
            htcds="prs_MaritalStatus",
            category=Category.FAMILY,
        ),
    ] = None
    children: Annotated[
        int | None,
        Number(
            N_("Number of children"),
            htcds="prs_NumberOfChildren",
            low=0,
            high=40,
            category=Category.FAMILY,
        ),
    ] = None
    children_with: Annotated[
        int | None,
        Number(N_("Children who are with the person"), low=0, high=40, category=Category.FAMILY),
    ] = None
    education: Annotated[
        str | None,
        Choice(
            N_("Highest level of education"),
            codes="prs_HighestLevelOfEducation",
            htcds="prs_HighestLevelOfEducation",
        ),
    ] = None
    reads: Annotated[bool | None, YesNo(N_("Can read?"))] = None
    occupation: Annotated[str | None, Text(N_("Work before"))] = None
    disability: Annotated[
        str | None,
        Text(N_("Disability"), category=Category.HEALTH, help=N_("And what makes things easier.")),
    ] = None
    health_alert: Annotated[
        str | None,
        Text(
            N_("Health alert"),
            category=Category.HEALTH,
            help=N_("What every helper must know: allergy, pregnancy, medicine that must not stop."),
        ),
    ] = None
    safe_contact_method: Annotated[
        str | None,
        Choice(
            N_("Safe way to make contact"),
            codes="safe_contact",
            category=Category.CONTACT,
            help=N_("Shown before any number. Ask what is safe, and who else may hear or read it."),
        ),
    ] = None
    safe_contact_times: Annotated[str | None, Text(N_("Safe times"), category=Category.CONTACT)] = None
    safe_contact_note: Annotated[
        str | None,
        Text(
            N_("What to say if somebody else answers"),
            category=Category.CONTACT,
            max_length=500,
        ),
    ] = None
    home_phone: Annotated[
        str | None, Phone(N_("Home phone"), htcds="prs_HomePhone", category=Category.CONTACT)
    ] = None
    mobile_phone: Annotated[
        str | None, Phone(N_("Mobile phone"), htcds="prs_MobilePhone", category=Category.CONTACT)
    ] = None
    email: Annotated[str | None, Text(N_("E-mail"), htcds="prs_Email", category=Category.CONTACT)] = None
    messenger: Annotated[str | None, Text(N_("Messenger or social network"), category=Category.CONTACT)] = (
        None
    )
    street: Annotated[
        str | None, Text(N_("Street"), htcds="prs_MailingStreet", category=Category.CONTACT, max_length=500)
    ] = None
    city: Annotated[str | None, Text(N_("City"), htcds="prs_MailingCity", category=Category.CONTACT)] = None
    state: Annotated[
        str | None, Text(N_("State or province"), htcds="prs_MailingState", category=Category.CONTACT)
    ] = None
    postal_code: Annotated[
        str | None, Text(N_("Postal code"), htcds="prs_MailingPostalCode", category=Category.CONTACT)
    ] = None
    country: Annotated[
        str | None, Country(N_("Country"), htcds="prs_MailingCountry", category=Category.CONTACT)
    ] = None
    longitude: Annotated[
        Decimal | None,
        Number(
            N_("Longitude"),
            htcds="prs_MailingLongitude",
            low=-180,
            high=180,
            decimals=5,
            category=Category.CONTACT,
        ),
    ] = None
    latitude: Annotated[
        Decimal | None,
        Number(
            N_("Latitude"),
            htcds="prs_MailingLatitude",
            low=-90,
            high=90,
            decimals=5,
            category=Category.CONTACT,
        ),
    ] = None
    identity_number: Annotated[
        str | None,
        Text(
            N_("National identity number"),
            htcds="prs_IdentityNumber",
            search="code",
            help=N_("Every search by this number is written into the journal."),
        ),
    ] = None
    photo: Annotated[
        str | None, Attachment(N_("Photograph"), help=N_("Only with a consent for photographs."))
    ] = None
    deceased: Annotated[bool | None, YesNo(N_("Has died"), htcds="prs_Deceased")] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class StatedAge(
    Record,
    kind="stated_age",
    title=N_("Stated age"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.IDENTITY,
    help=N_("People state several ages. Keep each one with its source; never overwrite an earlier one."),
):
    """One age or date of birth that somebody or some paper stated."""

    age: Annotated[int | None, Number(N_("Age"), low=0, high=120, unit=N_("years"), required=True)] = None
    birth: Annotated[PartialDate | None, PartialDay(N_("Date of birth"), not_in_future=True)] = None
    stated_on: Annotated[date | None, Day(N_("Stated on"), not_in_future=True, required=True)] = None
    source: Annotated[str | None, Choice(N_("Source"), codes="age_source", required=True)] = None
    source_detail: Annotated[str | None, Text(N_("Which paper, or who"), prose=True)] = None
    by: Annotated[str | None, User(N_("Written down by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Guardian(
    Record,
    kind="guardian",
    title=N_("Guardian"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.FAMILY,
    help=N_("A guardian who is suspected or not yet checked counts as none."),
):
    """An adult who may speak for a child."""

    name: Annotated[str | None, Text(N_("Name"), search="name", required=True)] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    relation: Annotated[str | None, Choice(N_("Relation"), codes="guardian_relation", required=True)] = None
    organisation: Annotated[str | None, Link(N_("Organisation"), to="organisation")] = None
    phone: Annotated[str | None, Phone(N_("Phone"), category=Category.CONTACT)] = None
    address: Annotated[str | None, Text(N_("Address"), category=Category.CONTACT, max_length=500)] = None
    safe_to_contact: Annotated[
        bool | None, YesNo(N_("Safe to contact?"), category=Category.CONTACT, alert_when=False)
    ] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    appointed_by: Annotated[
        str | None, Text(N_("Appointed by"), help=N_("Court, welfare office, or “parent by law”."))
    ] = None
    appointed_on: Annotated[date | None, Day(N_("Appointed on"), not_in_future=True)] = None
    checked: Annotated[
        bool | None,
        YesNo(
            N_("Checked?"),
            required=True,
            help=N_("Identity, relation to the child, and no part in what happened."),
        ),
    ] = None
    checked_on: Annotated[date | None, Day(N_("Checked on"), not_in_future=True)] = None
    checked_by: Annotated[str | None, User(N_("Checked by"), category=Category.ADMINISTRATIVE)] = None
    suspected: Annotated[
        bool | None,
        YesNo(N_("Suspected of a part in what happened?"), required=True, alert_when=True),
    ] = None
    ended_on: Annotated[date | None, Day(N_("Guardian until"), not_in_future=True)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
