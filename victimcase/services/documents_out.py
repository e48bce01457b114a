"""A copy of a document or of evidence for somebody: the only way a kept file leaves, through the same door
as every paper.

A file is whole or not at all: where one thing it tells about may not go, it stays. What it hides (authors,
places, devices) is taken out of the copy; only a proceeding gets evidence as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from victimcase.domain import outputs
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.outputs import INTERNAL
from victimcase.domain.records.around import Document
from victimcase.domain.records.evidence import EvidenceItem
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record
from victimcase.domain.words import CATEGORY_TITLES, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, documents, door, evidence, hidden_data, reading
from victimcase.services.disclosures import Given
from victimcase.services.door import OWN, Piece, Released, Withheld
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row

OUTPUTS: Final = {Document.kind: "document_copy", EvidenceItem.kind: "evidence_copy"}
"""Kind of record -> the output a copy of its file is."""

PROCEEDINGS: Final = frozenset({"police", "testimony"})
"""Purposes for which evidence may go as it came: a court looks at the original, with its hash."""

EVIDENCE_TELLS: Final = frozenset({Category.LEGAL, Category.ACCOUNT})
"""What evidence tells about: what happened, and that somebody is asked to answer for it."""


@dataclass(frozen=True)
class Copying:
    """Whose document a copy is asked of, for whom and why. `recipient` is `own` for the own office.

    `kind` is `document` or `evidence_item`. `untouched` asks for evidence as it came, for a proceeding.
    """

    case: str
    document: str
    recipient: str
    purpose: str = INTERNAL
    kind: str = Document.kind
    untouched: bool = False


@dataclass(frozen=True)
class Foreseen:
    """Whether a copy may go to somebody: what the document tells about, and what of that is in the way."""

    recipient: str
    categories: tuple[tuple[Category, str], ...]
    withheld: tuple[Withheld, ...]

    @property
    def goes(self) -> bool:
        """Whether nothing is in the way."""
        return not self.withheld


@query(N_("See whether a copy may go"), needs=Right.RELEASE)
def foreseen(tx: Tx, order: Copying) -> Foreseen:
    """What the door would say to a copy now. Nothing is given out, and the file is not opened.

    Raises NotFound alike for what is not there and what is not for this user, and what the door raises.
    """
    card, row = _row(tx, order)
    released = _judged(tx, order, card, row)
    told = tuple((one, tr(CATEGORY_TITLES[one])) for one in Category if one in released.asked)
    return Foreseen(released.recipient.name, told, released.withheld)


def give(session: Session, order: Copying, out: Path) -> Given:
    """Write a copy of a document to a file: judged, numbered, written once and whole, marked as issued.

    Nothing is written over. Raises Refused with the reason where the copy may not go, NotFound, DamagedBlob,
    DiskFull, DiskTrouble; nothing is out then.
    """
    files: list[bytes] = []

    def decide(tx: Tx) -> Released:
        tx.require(Right.RELEASE)
        card, row = _row(tx, order)
        released = _judged(tx, order, card, row)
        if released.withheld:
            _refuse(released.withheld)
        data = documents.opened(tx, card, row.cls, row.id, _field(order, row)).data
        kind = str(row.values["media_type"] or "")
        files.append(data if order.untouched else hidden_data.without(data, kind))
        return released

    return disclosures.give(session, decide, lambda _released: files[-1], out)


def _row(tx: Tx, order: Copying) -> tuple[Card, Row]:
    """The case and the document, which has a file that is told to this user."""
    if order.kind not in OUTPUTS:
        raise NotFound(
            N_("There are no copies of records of the kind “{kind}”. Nothing was given out."),
            N_("Copies are made of documents and of evidence."),
            kind=order.kind,
        )
    card = tx.case(order.case)
    row = reading.row_of(tx, reading.kind_of(order.kind), card, order.document)
    if not row.values[_field(order, row)]:
        raise NotFound(
            N_("This document has no file here, so there is nothing to copy. Nothing was given out."),
            N_("It may be kept on paper: its description says where."),
        )
    return card, row


def _field(order: Copying, row: Row) -> str:
    """The field whose file goes: of evidence the working copy, where there is one and it is enough."""
    if order.kind == Document.kind:
        return documents.FILE
    copy = row.values[evidence.WORKING_COPY] and not order.untouched
    return evidence.WORKING_COPY if copy else evidence.ORIGINAL


def _judged(tx: Tx, order: Copying, card: Card, row: Row) -> Released:
    """The copy as the door lets it through, with whatever is in its way; the name of the file stays here."""
    output = OUTPUTS[order.kind]
    recipient = door.recipient_called(tx, order.recipient)
    purpose = door.fitting(tx, output, order.purpose, recipient)
    _check_untouched(order)
    told = _told(order, row)
    content, held = door.judged(tx, card, purpose, recipient, told)
    pieces = () if held else (Piece(order.kind, RecordId(row.id), _plain(tx, order, row), tells=told),)
    released = Released(output, purpose, recipient, (replace(content, pieces=pieces),), tuple(held), told)
    closed = door.closed(released)
    if order.kind == Document.kind:
        return closed
    return replace(closed, fields=(*closed.fields, evidence.MARK + row.id))


def _told(order: Copying, row: Row) -> frozenset[Category]:
    if order.kind == EvidenceItem.kind:
        return EVIDENCE_TELLS
    told = frozenset(Category(one) for one in reading.tells(row))
    if not told:
        raise Refused(
            N_("It was never said what this document tells about, so no copy may go."),
            N_("Say it first: open its description. Nothing was given out."),
        )
    return told


def _check_untouched(order: Copying) -> None:
    if order.untouched and (order.kind != EvidenceItem.kind or order.purpose not in PROCEEDINGS):
        raise Refused(
            N_("Only evidence for a proceeding goes as it came, with all it says about place and device."),
            N_("Choose the purpose police or testimony, or give the cleaned copy. Nothing was given out."),
        )


def _plain(tx: Tx, order: Copying, row: Row) -> Record:
    """What the ledger says of the file: of evidence whether it was the original, with its hash, or a copy."""
    said = rows.seen(row, tx.me.readable, tx.world.keys).record
    if isinstance(said, EvidenceItem):
        if order.untouched:
            return EvidenceItem(
                original=said.original, sha256=said.sha256, media_type=said.media_type, size=said.size
            )
        return EvidenceItem(working_copy=said.working_copy or said.original, media_type=said.media_type)
    assert isinstance(said, Document)
    return Document(
        tells_about=said.tells_about,
        file=said.file,
        sha256=said.sha256,
        media_type=said.media_type,
        size=said.size,
    )


def _refuse(held: tuple[Withheld, ...]) -> None:
    reasons = "; ".join(f"{one.what}: {one.why}" for one in held)
    raise Refused(
        N_("This document may not go to this recipient for this purpose. {reasons}. Nothing was given out."),
        N_("Ask the person for consent first, or give out less: a file goes whole or not at all."),
        reasons=reasons,
    )


def purposes(kind: str = Document.kind) -> list[tuple[str, str]]:
    """Code and words of the purposes a copy can leave the own office for."""
    possible = outputs.OUTPUTS[OUTPUTS[kind]].purposes - {INTERNAL}
    return [(code, tr(one.title)) for code, one in outputs.PURPOSES.items() if code in possible]


__all__ = ["OWN", "Copying", "Foreseen", "foreseen", "give", "purposes"]
