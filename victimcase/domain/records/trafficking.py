"""What was done to the person, where and when, and the way they were taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Amount,
    Choice,
    Country,
    Day,
    Link,
    LongText,
    Money,
    Number,
    PartialDay,
    Record,
    Text,
    User,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class TraffickingEvent(
    Record,
    kind="trafficking_event",
    title=N_("Trafficking event"),
    step=Step.SCREENING,
    category=Category.ACCOUNT,
    help=N_("One thing that happened, where and when, as far as it is known."),
):
    """One recruitment, transit or exploitation, placed and dated as far as known (HTCDS 2.0)."""

    type: Annotated[str | None, Choice(N_("Phase"), codes="hte_Type", htcds="hte_Type", required=True)] = None
    happened_on: Annotated[
        PartialDate | None, PartialDay(N_("Date"), htcds="hte_Date", not_in_future=True)
    ] = None
    until: Annotated[PartialDate | None, PartialDay(N_("Until"), not_in_future=True)] = None
    country: Annotated[str | None, Country(N_("Country"), htcds="hte_Country", required=True)] = None
    state: Annotated[str | None, Text(N_("State or province"), htcds="hte_State")] = None
    city: Annotated[str | None, Text(N_("City or village"), htcds="hte_City")] = None
    street: Annotated[str | None, Text(N_("Street"), htcds="hte_Street")] = None
    postal_code: Annotated[str | None, Text(N_("Postal code"), htcds="hte_PostalCode", max_length=20)] = None
    latitude: Annotated[
        Decimal | None, Number(N_("Latitude"), low=-90, high=90, decimals=6, htcds="hte_Latitude")
    ] = None
    longitude: Annotated[
        Decimal | None, Number(N_("Longitude"), low=-180, high=180, decimals=6, htcds="hte_Longitude")
    ] = None
    description: Annotated[
        str | None, LongText(N_("What happened"), htcds="hte_Description", search="text", required=True)
    ] = None
    source: Annotated[str | None, Choice(N_("How it is known"), codes="fact_source")] = None
    group_event: Annotated[
        str | None,
        Link(
            N_("Found in this event"), to="group_event", help=N_("The raid, landing or release it ended in.")
        ),
    ] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class JourneyLeg(
    Record,
    kind="journey_leg",
    title=N_("Journey leg"),
    step=Step.SCREENING,
    category=Category.ACCOUNT,
    help=N_("One part of the way the person was taken, from one place to the next."),
):
    """One part of the way into exploitation, from one place to the next."""

    order: Annotated[int | None, Number(N_("Order"), low=1, high=99)] = None
    from_country: Annotated[str | None, Country(N_("From country"), required=True)] = None
    from_place: Annotated[str | None, Text(N_("From place"), search="text")] = None
    departed: Annotated[PartialDate | None, PartialDay(N_("Departed"), not_in_future=True)] = None
    to_country: Annotated[str | None, Country(N_("To country"), required=True)] = None
    to_place: Annotated[str | None, Text(N_("To place"), search="text")] = None
    arrived: Annotated[PartialDate | None, PartialDay(N_("Arrived"), not_in_future=True)] = None
    transport: Annotated[str | None, Choice(N_("Means of transport"), codes="journey_transport")] = None
    carrier: Annotated[
        str | None, Text(N_("Vessel, flight or plate"), search="code", help=N_("Whatever marks the vehicle."))
    ] = None
    border_point: Annotated[str | None, Text(N_("Border crossing"), search="text")] = None
    crossing: Annotated[str | None, Choice(N_("How the border was crossed"), codes="border_crossing")] = None
    document_used: Annotated[str | None, Choice(N_("Document used"), codes="identity_document")] = None
    document_authenticity: Annotated[
        str | None, Choice(N_("Authenticity of the document"), codes="document_authenticity")
    ] = None
    fee: Annotated[Amount | None, Money(N_("Fee"), category=Category.MONEY)] = None
    fee_paid_to: Annotated[
        str | None, Text(N_("Fee paid to"), category=Category.PERPETRATOR, search="name")
    ] = None
    conditions: Annotated[str | None, LongText(N_("Conditions on the way"), search="text")] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None
