"""A copy of a document for somebody: the only way a kept file leaves, through the same door as every paper.

A file is whole or not at all: where one thing it tells about may not go, it stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from victimcase.domain import outputs
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.outputs import INTERNAL
from victimcase.domain.records.around import Document
from victimcase.domain.rights import Right
from victimcase.domain.words import CATEGORY_TITLES, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, documents, door, reading
from victimcase.services.disclosures import Given
from victimcase.services.door import OWN, Piece, Released, Withheld
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row

OUTPUT: Final = "document_copy"


@dataclass(frozen=True)
class Copying:
    """Whose document a copy is asked of, for whom and why. `recipient` is `own` for the own office."""

    case: str
    document: str
    recipient: str
    purpose: str = INTERNAL


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
        files.append(documents.opened(tx, card, Document, row.id, documents.FILE).data)
        return released

    return disclosures.give(session, decide, lambda _released: files[-1], out)


def _row(tx: Tx, order: Copying) -> tuple[Card, Row]:
    """The case and the document, which has a file that is told to this user."""
    card = tx.case(order.case)
    row = reading.row_of(tx, Document, card, order.document)
    if not row.values[documents.FILE]:
        raise NotFound(
            N_("This document has no file here, so there is nothing to copy. Nothing was given out."),
            N_("It may be kept on paper: its description says where."),
        )
    return card, row


def _judged(tx: Tx, order: Copying, card: Card, row: Row) -> Released:
    """The copy as the door lets it through, with whatever is in its way; the name of the file stays here."""
    recipient = door.recipient_called(tx, order.recipient)
    purpose = door.fitting(OUTPUT, order.purpose, recipient)
    told = frozenset(Category(one) for one in reading.tells(row))
    if not told:
        raise Refused(
            N_("It was never said what this document tells about, so no copy may go."),
            N_("Say it first: open its description. Nothing was given out."),
        )
    content, held = door.judged(tx, card, purpose, recipient, told)
    said = rows.seen(row, tx.me.readable, tx.world.keys).record
    assert isinstance(said, Document)
    plain = Document(
        tells_about=said.tells_about,
        file=said.file,
        sha256=said.sha256,
        media_type=said.media_type,
        size=said.size,
    )
    pieces = () if held else (Piece(Document.kind, RecordId(row.id), plain),)
    released = Released(OUTPUT, purpose, recipient, (replace(content, pieces=pieces),), tuple(held), told)
    return door.closed(released)


def _refuse(held: tuple[Withheld, ...]) -> None:
    reasons = "; ".join(f"{one.what}: {one.why}" for one in held)
    raise Refused(
        N_("This document may not go to this recipient for this purpose. {reasons}. Nothing was given out."),
        N_("Ask the person for consent first, or give out less: a file goes whole or not at all."),
        reasons=reasons,
    )


def purposes() -> list[tuple[str, str]]:
    """Code and words of the purposes a copy can leave the own office for."""
    return [(code, tr(one.title)) for code, one in outputs.PURPOSES.items() if code != INTERNAL]


__all__ = ["OWN", "Copying", "Foreseen", "foreseen", "give", "purposes"]
