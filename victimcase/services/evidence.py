"""Things kept as evidence: the hash of what came, the untouched original, and every hand it went through."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.rights import Right
from victimcase.domain.spec import category_of, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import SEALED, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import (
    attached,
    chores,
    custody,
    disclosures,
    file_kinds,
    photographs,
    reading,
    records,
    writable,
)
from victimcase.services.disclosures import Line
from victimcase.services.file_kinds import KINDS
from victimcase.services.records import Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements
from victimcase.store.rows import Row
from victimcase.store.types import moment

ORIGINAL: Final = "original"
WORKING_COPY: Final = "working_copy"
NEEDED: Final = ("type", "source", "collected_at", "collected_where", "collector")
MARK: Final = "evidence_item/"
"""Before the id of an item among the fields of a line of the ledger."""


@dataclass(frozen=True)
class Added:
    """A file that was kept as evidence; `sha256` is that of the bytes as they came."""

    id: RecordId
    version: int
    name: str
    media_type: str
    size: int
    sha256: str
    working_copy: bool
    """A copy without location and device data is kept beside it, for daily use."""
    keeps_place: bool


@dataclass(frozen=True)
class Item:
    """An item in the list of a case. `holder` has it now, by the last hand-over; days are ISO 8601."""

    id: str
    type: str
    description: str
    item_number: str
    media_type: str
    size: int
    sha256: str
    source: str
    collected_at: str
    collected_where: str
    collector: str
    seal_number: str
    holder: str
    has_original: bool
    has_copy: bool
    keeps_place: bool
    steps: int


@dataclass(frozen=True)
class Verified:
    """Whether an original is still what came; `unchanged` is none where no file is kept here."""

    id: str
    sha256: str
    unchanged: bool | None
    at: str


@dataclass(frozen=True)
class Step:
    """One hand-over."""

    id: str
    at: str
    from_whom: str
    to_whom: str
    reason: str
    condition: str
    seal_number: str
    seal_intact: bool | None
    hash_matches: bool | None
    recorded_by: str


@dataclass(frozen=True)
class Viewing:
    """One opening of the file: when, by whom."""

    at: str
    user: str


@dataclass(frozen=True)
class Track:
    """Where an item has been: its hand-overs, who opened it here, and the copies that went out."""

    steps: tuple[Step, ...]
    viewings: tuple[Viewing, ...]
    copies: tuple[Line, ...] = field(default=())


@use_case(N_("Add evidence"), needs=Right.EDIT_CASE)
def add(tx: Tx, number: str, name: str, content: bytes, fields: Mapping[str, object]) -> Added:
    """Keep a file as evidence: hashed as it came, sealed untouched, its arrival the first hand-over.

    `fields` are those of an `evidence_item`; type, source, time, place and collector must be among them. Of a
    picture a working copy without location and device data is made. Raises as `documents.add`; nothing
    is kept then.
    """
    digest = hashlib.sha256(content).hexdigest()  # before anything else touches it
    card = records.place(tx, EvidenceItem, number)
    assert card is not None
    kind = file_kinds.judge(name, content)
    usual = {
        "description": PurePath(name).name,
        "received_on": tx.today.isoformat(),
        "received_by": tx.me.login,
    }
    given = usual | {key: value for key, value in fields.items() if value not in (None, "")}
    changes = records.understood(tx, EvidenceItem, given, card)
    writable.check_fields(tx, EvidenceItem, changes)
    _check_said(changes)
    copy = photographs.cleaned(content, kind.media_type)
    pictured = kind.media_type.startswith("image/") and not kind.keeps_place
    first, second = attached.new_blob(), attached.new_blob()
    known: dict[str, Plain] = {
        ORIGINAL: first,
        WORKING_COPY: second if pictured else None,
        "sha256": digest,
        "media_type": kind.media_type,
        "size": len(content),
    }
    tx.scope = card.case_id
    made = tx.write.make(EvidenceItem.kind, card.case_id, changes | known)
    attached.store(tx, first, card.case_id, content, ())
    if pictured:
        attached.store(tx, second, card.case_id, copy, ())
    arrival = {"from_whom": changes["collector"], "to_whom": tx.me.name or tx.me.login}
    arrival |= {"reason": tr(N_("Arrival in the office")), "seal_number": changes.get("seal_number")}
    records.write(tx, CustodyStep, card, arrival, parent=made)
    chores.follow(tx, card, EvidenceItem)
    row = tx.write.row(EvidenceItem.kind, made)
    assert row is not None
    return Added(
        id=made,
        version=reading.seen(tx, row).version,
        name=PurePath(name).name,
        media_type=kind.media_type,
        size=len(content),
        sha256=digest,
        working_copy=pictured,
        keeps_place=kind.keeps_place,
    )


def _check_said(changes: Mapping[str, Plain]) -> None:
    lacking = [tr(specs(EvidenceItem)[name].label) for name in NEEDED if changes.get(name) in (None, "")]
    if lacking:
        raise Invalid(
            N_("Evidence says what it is and where it comes from; “{fields}” is empty. Nothing was kept."),
            N_("Fill it in now: afterwards nobody remembers, and these fields are never changed again."),
            fields=", ".join(lacking),
        )


@use_case(N_("Hand evidence over"), needs=Right.EDIT_CASE, undoable=False)
def hand_over(tx: Tx, number: str, item: str, fields: Mapping[str, object]) -> Saved:
    """Write that an item went from one hand to the next; its file is hashed and compared at this moment.

    `fields` are those of a `custody_step`. Raises Invalid where the chain would break, and as `records.save`.
    """
    card = records.place(tx, CustodyStep, number)
    return records.write(tx, CustodyStep, card, fields, parent=item)


@use_case(N_("Turn or crop the working copy of evidence"), needs=Right.EDIT_CASE)
def redraw(tx: Tx, number: str, item: str, content: bytes) -> int:
    """Keep another working copy of a picture, made from the one before; its bytes. The original stays.

    Raises Invalid for what is no JPEG or PNG, or for an item that has no working copy.
    """
    card = records.place(tx, EvidenceItem, number)
    row = reading.row_of(tx, EvidenceItem, card, item)
    kind = file_kinds.judge("", content)
    if not row.values[WORKING_COPY] or kind.media_type not in ("image/jpeg", "image/png"):
        raise Invalid(
            N_("Only of a picture (JPEG or PNG) a working copy is kept. Nothing was changed."),
            N_("The original can be shown as it is."),
        )
    writable.check_fields(tx, EvidenceItem, ["note"])
    clean, blob = photographs.cleaned(content, kind.media_type), attached.new_blob()
    tx.scope = row.scope
    tx.write.put(row, {WORKING_COPY: blob})
    attached.store(tx, blob, row.scope, clean, ())
    return len(clean)


@query(N_("See evidence"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str) -> list[Item]:
    """The evidence of a case, oldest first; nothing where the user does not read what is legal."""
    card = tx.case(number)
    if reading.hidden(EvidenceItem, tx.me.readable):
        return []
    return [_item(tx, row) for row in rows.of_scope(tx.conn, EvidenceItem.kind, card.case_id)]


def _item(tx: Tx, row: Row) -> Item:
    said = {name: value or "" for name, value in row.values.items() if not _is_sealed(name)}
    chain = custody.steps(tx, row)
    known = KINDS.get(str(said["media_type"]))
    original, copy = row.values[ORIGINAL], row.values[WORKING_COPY]
    return Item(
        id=row.id,
        holder=str(chain[-1].values["to_whom"] or "") if chain else "",
        size=int(row.values["size"] or 0),
        has_original=bool(original) and attached.size_of(tx.conn, original) is not None,
        has_copy=bool(copy) and attached.size_of(tx.conn, copy) is not None,
        keeps_place=known is not None and known.keeps_place,
        steps=len(chain),
        **{name: str(said[name]) for name in _TEXTS},
    )


_TEXTS: Final = (
    "type",
    "description",
    "item_number",
    "media_type",
    "sha256",
    "source",
    "collected_at",
    "collected_where",
    "collector",
    "seal_number",
)


def _is_sealed(name: str) -> bool:
    return category_of(EvidenceItem, name) in SEALED


@query(N_("Check evidence against its hash"), needs=Right.SEE_CASES)
def verify(tx: Tx, number: str, item: str) -> Verified:
    """Read the original back and say whether it is still what came. Nothing of it is shown.

    Raises NotFound for an item there is not, or not for this user.
    """
    row = reading.row_of(tx, EvidenceItem, tx.case(number), item)
    return Verified(row.id, str(row.values["sha256"] or ""), custody.unchanged(tx, row), moment(tx.now))


@query(N_("See where evidence has been"), needs=Right.SEE_CASES)
def history(tx: Tx, number: str, item: str) -> Track:
    """The hand-overs of an item, who opened its file, and the copies that went out, oldest first."""
    card = tx.case(number)
    row = reading.row_of(tx, EvidenceItem, card, item)
    found = statements.every(tx.conn, _VIEWINGS, (card.case_id, row.id))
    copies = tuple(one for one in disclosures.listed(tx, number) if MARK + row.id in one.fields)
    return Track(
        tuple(_step(one) for one in custody.steps(tx, row)),
        tuple(Viewing(str(at), str(user)) for at, user in found),
        copies,
    )


_VIEWINGS: Final = """
SELECT e.at, coalesce(nullif(m.name, ''), m.login, e."user") FROM entry e
LEFT JOIN member m ON m.id = e."user"
WHERE e.scope = ? AND e.action = 'view.document' AND e.subject = ? ORDER BY e.seq
"""


def _step(row: Row) -> Step:
    said = row.values
    return Step(
        id=row.id,
        at=str(said["handed_at"] or ""),
        from_whom=str(said["from_whom"] or ""),
        to_whom=str(said["to_whom"] or ""),
        reason=str(said["reason"] or ""),
        condition=str(said["condition"] or ""),
        seal_number=str(said["seal_number"] or ""),
        seal_intact=said["seal_intact"],
        hash_matches=said["hash_matches"],
        recorded_by=str(said["recorded_by"] or ""),
    )
