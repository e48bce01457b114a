"""Things that prove what happened, and every hand they went through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.spec import (
    Attachment,
    Choice,
    Day,
    Instant,
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
class EvidenceItem(
    Record,
    kind="evidence_item",
    title=N_("Evidence item"),
    step=Step.CARE,
    category=Category.LEGAL,
    help=N_("The original is never changed; its hash is taken on arrival, each hand-over is a row."),
):
    """One thing that proves something, with its source, place, time and the hash taken when it came."""

    type: Annotated[str | None, Choice(N_("Type"), codes="evidence_type", required=True)] = None
    description: Annotated[
        str | None, Text(N_("Description"), max_length=500, search="text", required=True)
    ] = None
    item_number: Annotated[str | None, Text(N_("Item number"), search="code")] = None
    source: Annotated[
        str | None, Text(N_("Source"), required=True, help=N_("Who or what it comes from."))
    ] = None
    collected_at: Annotated[
        datetime | None, Instant(N_("Collected at"), not_in_future=True, required=True)
    ] = None
    collected_where: Annotated[str | None, Text(N_("Place of collection"), required=True)] = None
    collector: Annotated[str | None, Text(N_("Collected by"), required=True)] = None
    independent: Annotated[
        bool | None,
        YesNo(
            N_("Independent of testimony?"),
            required=True,
            help=N_("Proves something by itself, so that the person may not need to testify."),
        ),
    ] = None
    original: Annotated[str | None, Attachment(N_("Original file"))] = None
    sha256: Annotated[
        str | None,
        Text(
            N_("Hash on arrival"),
            max_length=64,
            search="code",
            help=N_("SHA-256, filled in when the file is added."),
        ),
    ] = None
    media_type: Annotated[str | None, Text(N_("Kind of file"))] = None
    size: Annotated[int | None, Number(N_("Size"), low=0, unit=N_("bytes"))] = None
    working_copy: Annotated[str | None, Attachment(N_("Working copy"))] = None
    seal_number: Annotated[str | None, Text(N_("Seal number"), search="code")] = None
    kept_where: Annotated[str | None, Text(N_("Kept where"), category=Category.LOCATION_OF_SHELTER)] = None
    proceeding: Annotated[str | None, Link(N_("Proceeding"), to="proceeding")] = None
    consent: Annotated[str | None, Link(N_("Consent"), to="consent")] = None
    received_on: Annotated[date | None, Day(N_("Received on"), not_in_future=True)] = None
    received_by: Annotated[str | None, User(N_("Received by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class CustodyStep(
    Record,
    kind="custody_step",
    title=N_("Custody step"),
    step=Step.CARE,
    category=Category.LEGAL,
    parent="evidence_item",
):
    """One hand-over of an evidence item."""

    handed_at: Annotated[
        datetime | None, Instant(N_("Handed over at"), not_in_future=True, required=True)
    ] = None
    from_whom: Annotated[str | None, Text(N_("From"), required=True)] = None
    to_whom: Annotated[str | None, Text(N_("To"), required=True)] = None
    organisation: Annotated[str | None, Link(N_("Organisation"), to="organisation")] = None
    reason: Annotated[str | None, Text(N_("Reason"), required=True, prose=True)] = None
    condition: Annotated[str | None, Text(N_("Condition"), prose=True)] = None
    seal_number: Annotated[str | None, Text(N_("Seal number"), search="code")] = None
    seal_intact: Annotated[bool | None, YesNo(N_("Is the seal intact?"), alert_when=False)] = None
    hash_matches: Annotated[bool | None, YesNo(N_("Is the hash still the same?"), alert_when=False)] = None
    receipt: Annotated[str | None, Attachment(N_("Signed receipt"))] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
