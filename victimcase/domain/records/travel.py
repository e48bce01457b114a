"""The way home, and the hands the person passes through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.spec import (
    Attachment,
    Choice,
    Country,
    Day,
    Instant,
    Link,
    LongText,
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
class TravelPlan(
    Record,
    kind="travel_plan",
    title=N_("Travel plan"),
    step=Step.TRAVEL,
    category=Category.TRAVEL,
):
    """When and how the person travels, with whom, and whether they arrived."""

    departs_on: Annotated[date | None, Day(N_("Departs on"), required=True)] = None
    arrives_at: Annotated[
        datetime | None,
        Instant(N_("Expected to arrive at"), help=N_("Without news 24 hours later an alert is raised.")),
    ] = None
    destination: Annotated[str | None, Text(N_("Destination"), required=True, max_length=500)] = None
    destination_country: Annotated[str | None, Country(N_("Country"))] = None
    escort: Annotated[str | None, Choice(N_("Escort"), codes="escort", required=True)] = None
    escort_name: Annotated[str | None, Text(N_("Name of the escort"))] = None
    escort_phone: Annotated[str | None, Phone(N_("Phone of the escort"), category=Category.CONTACT)] = None
    property_list: Annotated[str | None, LongText(N_("Belongings"))] = None
    document_list: Annotated[str | None, LongText(N_("Documents"))] = None
    met_by: Annotated[str | None, Text(N_("Met on arrival by"))] = None
    arrived_at: Annotated[
        datetime | None, Instant(N_("Arrival confirmed at"), not_in_future=True, required=True)
    ] = None
    arrival_confirmed_by: Annotated[str | None, Text(N_("Arrival confirmed by"))] = None
    incidents: Annotated[
        str | None, LongText(N_("Incidents on the way"), category=Category.ACCOUNT, search="text")
    ] = None
    cancelled_on: Annotated[date | None, Day(N_("Called off on"), not_in_future=True)] = None
    by: Annotated[str | None, User(N_("Planned by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class TravelLeg(
    Record,
    kind="travel_leg",
    title=N_("Leg of the journey"),
    step=Step.TRAVEL,
    category=Category.TRAVEL,
    parent="travel_plan",
):
    """One part of the way."""

    order: Annotated[int | None, Number(N_("Leg"), low=1, high=50)] = None
    transport: Annotated[str | None, Choice(N_("Transport"), codes="transport", required=True)] = None
    carrier: Annotated[str | None, Text(N_("Carrier and number"))] = None
    from_place: Annotated[str | None, Text(N_("From"), required=True)] = None
    from_country: Annotated[str | None, Country(N_("From country"))] = None
    to_place: Annotated[str | None, Text(N_("To"), required=True)] = None
    to_country: Annotated[str | None, Country(N_("To country"))] = None
    departs_at: Annotated[datetime | None, Instant(N_("Departs at"))] = None
    arrives_at: Annotated[datetime | None, Instant(N_("Arrives at"))] = None
    ticket: Annotated[str | None, Text(N_("Ticket"))] = None
    met_by: Annotated[str | None, Text(N_("Met by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class HandOver(
    Record,
    kind="hand_over",
    title=N_("Hand-over"),
    step=Step.TRAVEL,
    category=Category.TRAVEL,
):
    """One person leaves the care of one side and enters that of the other; both sign."""

    handed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    place: Annotated[str | None, Text(N_("Place"), required=True)] = None
    given_by: Annotated[str | None, Text(N_("Handed over by"), required=True)] = None
    given_by_organisation: Annotated[str | None, Link(N_("For"), to="organisation")] = None
    received_by: Annotated[str | None, Text(N_("Received by"), required=True)] = None
    received_by_organisation: Annotated[str | None, Link(N_("Of"), to="organisation")] = None
    signed_by_giver: Annotated[
        bool | None, YesNo(N_("Signed by the side that hands over?"), required=True)
    ] = None
    signed_by_receiver: Annotated[
        bool | None, YesNo(N_("Signed by the side that receives?"), required=True)
    ] = None
    documents: Annotated[str | None, LongText(N_("Documents handed over"))] = None
    belongings: Annotated[str | None, LongText(N_("Belongings handed over"))] = None
    condition: Annotated[str | None, LongText(N_("How the person is"), category=Category.HEALTH)] = None
    scan: Annotated[str | None, Attachment(N_("Signed protocol"))] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None
