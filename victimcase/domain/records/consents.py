"""What the person agreed to: for which purpose, towards whom, and covering what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Attachment,
    Choice,
    Choices,
    Day,
    Language,
    Link,
    LongText,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Scope, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Consent(
    Record,
    kind="consent",
    title=N_("Consent"),
    scope=Scope.PERSON,
    step=Step.INTAKE,
    category=Category.ADMINISTRATIVE,
    help=N_("One consent for one purpose and one recipient. Refusing never takes a service away."),
):
    """What the person agreed to, for one purpose and one recipient; refused when `given` is no."""

    purpose: Annotated[str | None, Choice(N_("Purpose"), codes="purpose", required=True)] = None
    recipient: Annotated[
        str | None,
        Link(N_("Recipient"), to="organisation", help=N_("Empty: our own organisation.")),
    ] = None
    recipient_text: Annotated[str | None, Text(N_("Recipient, if not in the directory"))] = None
    given: Annotated[
        bool | None,
        YesNo(
            N_("Agreed?"),
            htcds="con_Consent",
            required=True,
            help=N_("Write “no” when the person refused, so that nobody asks again and again."),
        ),
    ] = None
    given_by: Annotated[str | None, Choice(N_("Given by"), codes="consent_giver", required=True)] = None
    guardian: Annotated[str | None, Link(N_("Guardian"), to="guardian")] = None
    child_assent: Annotated[
        bool | None,
        YesNo(
            N_("Did the child agree too?"),
            help=N_("A guardian's consent for a child counts only together with the child's own agreement."),
        ),
    ] = None
    categories: Annotated[
        tuple[str, ...],
        Choices(
            N_("What may be shared"),
            codes="category",
            required=True,
            help=N_("What is not named here is withheld."),
        ),
    ] = ()
    language: Annotated[str | None, Language(N_("Explained in"), required=True)] = None
    interpreter: Annotated[str | None, Text(N_("Interpreter"))] = None
    how: Annotated[str | None, Choice(N_("How it was given"), codes="consent_how", required=True)] = None
    witness: Annotated[str | None, Text(N_("Witness"))] = None
    risks_explained: Annotated[bool | None, YesNo(N_("Risks explained?"), required=True)] = None
    risk_assessment: Annotated[
        str | None,
        Link(
            N_("Rests on the risk assessment"),
            to="risk_assessment",
            help=N_("A consent to return lapses when this assessment is replaced by a newer one."),
        ),
    ] = None
    given_on: Annotated[date | None, Day(N_("Given on"), not_in_future=True, required=True)] = None
    expires_on: Annotated[date | None, Day(N_("Expires on"), makes_task="consent_expiry")] = None
    limits: Annotated[
        str | None, LongText(N_("Limits"), help=N_("What the person does not want, in their own words."))
    ] = None
    withdrawn_on: Annotated[date | None, Day(N_("Withdrawn on"), not_in_future=True)] = None
    withdrawn_how: Annotated[str | None, Text(N_("How it was withdrawn"), prose=True)] = None
    reported_by_import: Annotated[
        bool | None,
        YesNo(
            N_("Reported by an import?"),
            help=N_("Only a “yes” in a file. It allows help inside the own organisation and nothing else."),
        ),
    ] = None
    taken_by: Annotated[str | None, User(N_("Explained and taken by"))] = None
    scan: Annotated[str | None, Attachment(N_("Signed form"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
