"""Organisations and people an office works with, its houses and beds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from victimcase.domain.spec import (
    Choice,
    Choices,
    Countries,
    Country,
    Day,
    Languages,
    Link,
    LongText,
    Number,
    Phone,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Scope
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Organisation(
    Record,
    kind="organisation",
    title=N_("Organisation"),
    scope=Scope.OFFICE,
    help=N_("An agency, mission, clinic, lawyer's office or shelter the office works with."),
):
    """An organisation the office works with (HTCDS 2.0)."""

    name: Annotated[str | None, Text(N_("Name"), htcds="org_Name", search="name", required=True)] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    short_name: Annotated[str | None, Text(N_("Short name"), search="name", max_length=40)] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="org_Type", htcds="org_Type", required=True)] = None
    services: Annotated[tuple[str, ...], Choices(N_("Services"), codes="service_type")] = ()
    serves: Annotated[tuple[str, ...], Choices(N_("For whom"), codes="house_for")] = ()
    languages: Annotated[tuple[str, ...], Languages(N_("Languages"))] = ()
    phone: Annotated[str | None, Phone(N_("Phone"), htcds="org_Phone", search="code")] = None
    hotline: Annotated[str | None, Phone(N_("Phone at night"))] = None
    email: Annotated[str | None, Text(N_("E-mail"), search="code")] = None
    street: Annotated[
        str | None,
        Text(
            N_("Street"),
            htcds="org_ShippingStreet",
            help=N_("Of the office. The address of a shelter goes below."),
        ),
    ] = None
    postal_code: Annotated[
        str | None, Text(N_("Postal code"), htcds="org_ShippingPostalCode", max_length=20)
    ] = None
    city: Annotated[str | None, Text(N_("City"), htcds="org_ShippingCity", search="text")] = None
    state: Annotated[str | None, Text(N_("State or province"), htcds="org_ShippingState")] = None
    country: Annotated[str | None, Country(N_("Country"), htcds="org_ShippingCountry", required=True)] = None
    latitude: Annotated[
        Decimal | None, Number(N_("Latitude"), low=-90, high=90, decimals=6, htcds="org_ShippingLatitude")
    ] = None
    longitude: Annotated[
        Decimal | None, Number(N_("Longitude"), low=-180, high=180, decimals=6, htcds="org_ShippingLongitude")
    ] = None
    shelter_address: Annotated[
        str | None,
        Text(N_("Address of its shelter"), max_length=500, category=Category.LOCATION_OF_SHELTER),
    ] = None
    agreement: Annotated[str | None, Link(N_("Agreement"), to="shelf_document")] = None
    trusted: Annotated[
        bool | None,
        YesNo(N_("Checked and trusted?"), help=N_("Somebody of the office has seen it or knows it well.")),
    ] = None
    officials_suspected: Annotated[
        bool | None, YesNo(N_("Officials suspected?"), alert_when=True, category=Category.PERPETRATOR)
    ] = None
    checked_on: Annotated[date | None, Day(N_("Last checked on"), not_in_future=True)] = None
    checked_by: Annotated[str | None, User(N_("Last checked by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class ContactPerson(
    Record,
    kind="contact_person",
    title=N_("Contact person"),
    scope=Scope.OFFICE,
    help=N_("A focal point in an agency, mission or clinic; also lawyers and interpreters."),
):
    """Somebody to turn to, with the fingerprint of their key and the day it was last checked."""

    name: Annotated[str | None, Text(N_("Name"), search="name", required=True)] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    organisation: Annotated[str | None, Link(N_("Organisation"), to="organisation")] = None
    position: Annotated[str | None, Text(N_("Position"))] = None
    role: Annotated[str | None, Choice(N_("Role"), codes="contact_role", required=True)] = None
    country: Annotated[str | None, Country(N_("Country"), required=True)] = None
    covers: Annotated[tuple[str, ...], Countries(N_("Responsible for countries"))] = ()
    languages: Annotated[tuple[str, ...], Languages(N_("Languages"))] = ()
    phone: Annotated[str | None, Phone(N_("Phone"), search="code")] = None
    mobile: Annotated[str | None, Phone(N_("Mobile phone"), search="code")] = None
    email: Annotated[str | None, Text(N_("E-mail"), search="code")] = None
    hours: Annotated[str | None, Text(N_("When to reach"))] = None
    fingerprint: Annotated[
        str | None,
        Text(
            N_("Key fingerprint"),
            max_length=300,
            search="code",
            help=N_(
                "Twelve words or sixty digits, compared by voice or in person before the first file is sent."
            ),
        ),
    ] = None
    fingerprint_checked_on: Annotated[date | None, Day(N_("Fingerprint compared on"), not_in_future=True)] = (
        None
    )
    checked_on: Annotated[date | None, Day(N_("Last checked on"), not_in_future=True)] = None
    checked_by: Annotated[str | None, User(N_("Last checked by"))] = None
    ended_on: Annotated[date | None, Day(N_("No longer there since"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class House(
    Record,
    kind="house",
    title=N_("House"),
    scope=Scope.OFFICE,
    help=N_(
        "A shelter or safe place of the office. Where it is stays sealed; choose a name that does not tell."
    ),
):
    """A shelter house; everything that tells where it is, is sealed."""

    name: Annotated[
        str | None, Text(N_("Name"), required=True, help=N_("As House 2: without street or district."))
    ] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="house_type")] = None
    serves: Annotated[tuple[str, ...], Choices(N_("For whom"), codes="house_for")] = ()
    capacity: Annotated[int | None, Number(N_("Places"), low=0, high=1000)] = None
    longest_stay: Annotated[int | None, Number(N_("Longest stay"), low=0, high=3650, unit=N_("nights"))] = (
        None
    )
    organisation: Annotated[str | None, Link(N_("Run by"), to="organisation")] = None
    address: Annotated[
        str | None, Text(N_("Address"), max_length=500, category=Category.LOCATION_OF_SHELTER)
    ] = None
    city: Annotated[str | None, Text(N_("City"), category=Category.LOCATION_OF_SHELTER)] = None
    latitude: Annotated[
        Decimal | None,
        Number(N_("Latitude"), low=-90, high=90, decimals=6, category=Category.LOCATION_OF_SHELTER),
    ] = None
    longitude: Annotated[
        Decimal | None,
        Number(N_("Longitude"), low=-180, high=180, decimals=6, category=Category.LOCATION_OF_SHELTER),
    ] = None
    directions: Annotated[
        str | None, LongText(N_("How to get there"), category=Category.LOCATION_OF_SHELTER)
    ] = None
    phone: Annotated[str | None, Phone(N_("Phone"), category=Category.LOCATION_OF_SHELTER)] = None
    house_lead: Annotated[str | None, User(N_("Responsible"))] = None
    free_to_leave: Annotated[
        bool | None,
        YesNo(
            N_("May people go out freely?"),
            alert_when=False,
            help=N_("A shelter is not a place of detention."),
        ),
    ] = None
    step_free: Annotated[bool | None, YesNo(N_("Step-free?"))] = None
    rules: Annotated[str | None, LongText(N_("House rules"))] = None
    opened_on: Annotated[date | None, Day(N_("Opened on"))] = None
    closed_on: Annotated[date | None, Day(N_("Closed on"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.LOCATION_OF_SHELTER)] = None


@dataclass(frozen=True, kw_only=True)
class Bed(
    Record,
    kind="bed",
    title=N_("Bed"),
    scope=Scope.OFFICE,
    parent="house",
):
    """One bed or cot of a house."""

    room: Annotated[str | None, Text(N_("Room"), required=True, max_length=40)] = None
    name: Annotated[str | None, Text(N_("Bed"), required=True, max_length=40)] = None
    order: Annotated[int | None, Number(N_("Order"), low=0, high=999)] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="bed_type")] = None
    serves: Annotated[tuple[str, ...], Choices(N_("For whom"), codes="house_for")] = ()
    step_free: Annotated[bool | None, YesNo(N_("Step-free?"))] = None
    out_of_use_from: Annotated[date | None, Day(N_("Out of use from"))] = None
    out_of_use_until: Annotated[date | None, Day(N_("Out of use until"))] = None
    note: Annotated[str | None, Text(N_("Note"))] = None
