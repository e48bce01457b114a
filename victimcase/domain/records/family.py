"""What shows who the person is, and who belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Attachment,
    Choice,
    Country,
    Day,
    Language,
    Link,
    LongText,
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
class IdentityDocument(
    Record,
    kind="identity_document",
    title=N_("Identity document"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.IDENTITY,
    help=N_("A passport, card or certificate the person has, had, or is said to have."),
):
    """A paper that says who the person is, wherever it lies now."""

    type: Annotated[str | None, Choice(N_("Type"), codes="identity_document", required=True)] = None
    number: Annotated[str | None, Text(N_("Number"), search="code", required=True)] = None
    country: Annotated[str | None, Country(N_("Issuing country"), required=True)] = None
    issued_by: Annotated[str | None, Text(N_("Issued by"))] = None
    issued_on: Annotated[PartialDate | None, PartialDay(N_("Issued on"), not_in_future=True)] = None
    valid_until: Annotated[date | None, Day(N_("Valid until"), makes_task="document_expiry")] = None
    name_on_document: Annotated[
        str | None,
        Text(
            N_("Name on the document"),
            search="name",
            help=N_("As printed, also when it is not the person's own name."),
        ),
    ] = None
    birth_on_document: Annotated[PartialDate | None, PartialDay(N_("Date of birth on the document"))] = None
    held_by: Annotated[str | None, Choice(N_("Held by"), codes="document_holder", required=True)] = None
    authenticity: Annotated[
        str | None,
        Choice(
            N_("Authenticity"),
            codes="document_authenticity",
            help=N_("A false document is often part of the trafficking and is not held against the person."),
        ),
    ] = None
    seen_on: Annotated[date | None, Day(N_("Seen on"), not_in_future=True)] = None
    seen_by: Annotated[str | None, User(N_("Seen by"))] = None
    scan: Annotated[str | None, Attachment(N_("Scan or photograph"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class IdentityClaim(
    Record,
    kind="identity_claim",
    title=N_("Identity claim"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.IDENTITY,
    help=N_(
        "One statement about who the person is, with its source. Of a comparison only the result is kept."
    ),
):
    """One statement about who the person is, how well it is supported, and whether a check agreed."""

    about: Annotated[str | None, Choice(N_("About"), codes="identity_claim_about", required=True)] = None
    statement: Annotated[str | None, Text(N_("What is claimed"), max_length=500, required=True)] = None
    source: Annotated[str | None, Choice(N_("Source"), codes="identity_claim_source", required=True)] = None
    source_detail: Annotated[str | None, Text(N_("Who said it, or where it stands"), prose=True)] = None
    grade: Annotated[
        str | None,
        Choice(
            N_("Strength of the evidence"),
            codes="evidence_grade",
            help=N_("How far you would rely on it alone."),
        ),
    ] = None
    checked_with: Annotated[str | None, Link(N_("Checked with"), to="organisation")] = None
    asked_on: Annotated[date | None, Day(N_("Asked on"), not_in_future=True)] = None
    answered_on: Annotated[date | None, Day(N_("Answered on"), not_in_future=True)] = None
    result: Annotated[
        str | None,
        Choice(
            N_("Result of the comparison"),
            codes="match_result",
            help=N_(
                "Fingerprints, face images and other measurements are never kept here, only this result."
            ),
        ),
    ] = None
    reference: Annotated[str | None, Text(N_("Reference of the answer"), search="code")] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Relative(
    Record,
    kind="relative",
    title=N_("Relative"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.FAMILY,
    help=N_("Family and others close to the person. Nobody is called before the person agrees."),
):
    """Somebody close to the person, and whether it is safe to speak to them."""

    name: Annotated[str | None, Text(N_("Name"), search="name", required=True)] = None
    own_script_name: Annotated[str | None, Text(N_("Name in own script"), search="name")] = None
    relation: Annotated[str | None, Choice(N_("Relation to the person"), codes="relation", required=True)] = (
        None
    )
    gender: Annotated[str | None, Choice(N_("Gender"), codes="prs_Gender")] = None
    birth: Annotated[PartialDate | None, PartialDay(N_("Date of birth"), not_in_future=True)] = None
    safe_to_contact: Annotated[
        bool | None,
        YesNo(
            N_("Safe to contact?"),
            required=True,
            help=N_("Ask the person. Unknown counts as no."),
        ),
    ] = None
    safe_contact_how: Annotated[
        str | None,
        Text(
            N_("Safe way and time to contact"),
            max_length=500,
            help=N_("What may be said, by whom, and when."),
        ),
    ] = None
    suspected_part: Annotated[
        bool | None,
        YesNo(
            N_("Suspected of having taken part?"),
            alert_when=True,
            required=True,
            category=Category.PERPETRATOR,
        ),
    ] = None
    suspected_why: Annotated[
        str | None, LongText(N_("Why suspected"), category=Category.PERPETRATOR, search="text")
    ] = None
    knows: Annotated[
        bool | None,
        YesNo(
            N_("Does this relative know what happened?"),
            help=N_("Whether this relative may be spoken to about it at all."),
        ),
    ] = None
    dependent: Annotated[bool | None, YesNo(N_("Does this relative depend on the person?"))] = None
    travels_with: Annotated[bool | None, YesNo(N_("Is this relative here with the person?"))] = None
    phone: Annotated[str | None, Phone(N_("Phone"), search="code")] = None
    country: Annotated[str | None, Country(N_("Country of residence"))] = None
    address: Annotated[str | None, Text(N_("Address"), max_length=500)] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    person: Annotated[
        str | None,
        Link(N_("Own record"), to="person", help=N_("When this relative is helped by this office too.")),
    ] = None
    recorded_on: Annotated[date | None, Day(N_("Recorded on"), not_in_future=True)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
