"""Files kept with a record: added, listed, shown. Each opening of one is a viewing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.records.around import Document
from victimcase.domain.rights import Right
from victimcase.domain.spec import Attachment, Record, category_of, sealed, specs
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import attached, file_kinds, photographs, reading, records
from victimcase.services.file_kinds import KINDS, FileKind
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

FILE, UNTOUCHED = "file", "untouched"


@dataclass(frozen=True)
class Added:
    """A document that was kept. `keeps_place`: the file may still say where and with what it was made."""

    id: RecordId
    version: int
    name: str
    media_type: str
    size: int
    cleaned: bool
    """Location and device data were taken out; the file as it came is kept beside it."""
    keeps_place: bool


@dataclass(frozen=True)
class Listed:
    """A document of a case in a list."""

    id: RecordId
    name: str
    type: str
    tells_about: tuple[str, ...]
    media_type: str
    size: int
    received_on: str
    received_from: str
    has_file: bool
    keeps_place: bool


@dataclass(frozen=True)
class Content:
    """A file to be shown, in memory alone: a name for it, what it is, and its bytes."""

    name: str
    media_type: str
    data: bytes


@use_case(N_("Add a document"), needs=Right.EDIT_CASE)
def add(tx: Tx, number: str, name: str, content: bytes, fields: Mapping[str, object] | None = None) -> Added:
    """Keep a file with a case. `fields` are those of a `document`; `tells_about` must be among them.

    A picture is kept without location and device data, and as it came beside that. Raises Invalid for
    a file that is not taken (`file_kinds.judge`), Refused and NotFound as saving a record, DiskFull,
    DiskTrouble; nothing is kept then.
    """
    given = dict(fields or {})
    card = records.place(tx, Document, number)
    kind = file_kinds.judge(name, content)
    clean = photographs.cleaned(content, kind.media_type)
    told = records.understood(tx, Document, {"tells_about": given.get("tells_about")}, card)["tells_about"]
    if not told:
        raise Invalid(
            N_("It was not said what “{name}” tells about, so it was not kept."),
            N_("Choose everything it tells about; only those who may read all of that will open it."),
            name=name,
        )
    categories = attached.sealed_of(told if isinstance(told, list) else [str(told)])
    attached.require_keys(tx, categories)
    first, second = attached.new_blob(), attached.new_blob()
    saved = records.write(tx, Document, card, _filled(tx, given, name, content, kind, first, second, clean))
    scope = reading.scope_id(tx, Document, card)
    attached.store(tx, first, scope, clean, categories)
    if clean != content:
        attached.store(tx, second, scope, content, categories)
    return Added(
        saved.id, saved.version, name, kind.media_type, len(clean), clean != content, kind.keeps_place
    )


@use_case(N_("Add several documents"), needs=Right.EDIT_CASE)
def add_all(
    tx: Tx, number: str, files: Iterable[tuple[str, bytes]], fields: Mapping[str, object]
) -> list[Added]:
    """Keep several files, each a document with these fields, in one entry: all of them or none.

    Raises as `add`.
    """
    return [add(tx, number, name, content, fields) for name, content in files]


def _filled(
    tx: Tx,
    given: Mapping[str, object],
    name: str,
    content: bytes,
    kind: FileKind,
    first: RecordId,
    second: RecordId,
    clean: bytes,
) -> dict[str, object]:
    """The fields of a document, with what the program knows of its file."""
    usual: dict[str, object] = {
        "name": PurePath(name).name,
        "received_on": tx.today.isoformat(),
        "received_by": tx.me.login,
    }
    known: dict[str, object] = {
        FILE: first,
        UNTOUCHED: second if clean != content else None,
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": kind.media_type,
        "size": len(clean),
    }
    return usual | {key: value for key, value in given.items() if value not in (None, "")} | known


@use_case(N_("Attach a file"), needs=Right.EDIT_CASE)
def attach(
    tx: Tx,
    number: str,
    kind: str,
    record: str,
    field: str,
    name: str,
    content: bytes,
    *,
    base: Seen | None = None,
) -> Saved:
    """Keep a file in a field of a record of a case (a signed form, a certificate). Raises as `add`.

    What stood there before is replaced as any value is, and undo brings it back; the file of a document is
    not replaced: another file is another document.
    """
    return _attach(tx, number, reading.kind_of(kind), record, field, name, content, base)


@use_case(N_("Attach a file in the directory"), needs=Right.EDIT_DIRECTORY)
def attach_in_directory(
    tx: Tx, kind: str, record: str, field: str, name: str, content: bytes, *, base: Seen | None = None
) -> Saved:
    """Keep a file in a field of a record of the office (a law on the shelf, the emblem). Raises as `add`."""
    return _attach(tx, OFFICE, reading.kind_of(kind), record, field, name, content, base)


def _attach(
    tx: Tx,
    number: str,
    cls: type[Record],
    record: str,
    field: str,
    name: str,
    content: bytes,
    base: Seen | None,
) -> Saved:
    card = records.place(tx, cls, number)
    _check_field(cls, field)
    row = reading.row_of(tx, cls, card, record)
    if cls is Document and row.values[field]:
        raise Refused(
            N_("This document has its file already, and a file is never replaced. Nothing was changed."),
            N_("Add the other file as a document of its own."),
        )
    kind = file_kinds.judge(name, content)
    clean = photographs.cleaned(content, kind.media_type)
    categories = _categories(row, field)
    attached.require_keys(tx, categories)
    blob = attached.new_blob()
    saved = records.write(tx, cls, card, {field: blob}, record=record, base=base)
    attached.store(tx, blob, row.scope, clean, categories)
    return saved


@query(N_("See documents"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str) -> list[Listed]:
    """The documents of a case the user may know of, oldest first."""
    card = tx.case(number)
    if reading.hidden(Document, tx.me.readable):
        return []
    found = rows.of_scope(tx.conn, Document.kind, reading.scope_id(tx, Document, card))
    return [_listed(tx, reading.seen(tx, row)) for row in found if not reading.secret(tx, row)]


def _listed(tx: Tx, found: Seen) -> Listed:
    said = found.record
    assert isinstance(said, Document)
    kept = attached.size_of(tx.conn, said.file) if said.file else None
    known = KINDS.get(said.media_type or "")
    return Listed(
        id=found.id,
        name=said.name or "",
        type=said.type or "",
        tells_about=said.tells_about,
        media_type=said.media_type or "",
        size=kept if kept is not None else said.size or 0,
        received_on=said.received_on.isoformat() if said.received_on else "",
        received_from=said.received_from or "",
        has_file=kept is not None,
        keeps_place=known is not None and known.keeps_place,
    )


@query(N_("Open an attached file"), needs=Right.SEE_CASES)
def content(tx: Tx, number: str, record: str, *, kind: str = Document.kind, field: str = FILE) -> Content:
    """The file of a record of a case. That it was opened is noted before it is shown.

    Raises NotFound alike when there is none and when it is not for this user, Refused for lack of a key,
    DamagedBlob.
    """
    return opened(tx, tx.case(number), reading.kind_of(kind), record, field)


@query(N_("Open a file of the directory"), needs=Right.SEE_DIRECTORY)
def directory_content(tx: Tx, kind: str, record: str, field: str) -> Content:
    """The file of a record of the office. Raises as `content`."""
    return opened(tx, None, reading.kind_of(kind), record, field)


def opened(tx: Tx, card: Card | None, cls: type[Record], record: str, field: str) -> Content:
    """The file of a record as the user may see it, with the viewing noted, inside a transaction that is
    open.
    """
    _check_field(cls, field)
    row = reading.row_of(tx, cls, card, record)
    directory = frozenset({Category.ADMINISTRATIVE}) if card is None else frozenset()
    said = rows.seen(row, tx.me.readable | directory, tx.world.keys).record
    blob = getattr(said, field)
    if not blob:
        raise NotFound(
            N_("There is no file in “{label}” of this record, or none for you."),
            N_("Nothing was changed. Whoever may write the record can attach one."),
            label=tr(specs(cls)[field].label),
        )
    if card is not None:
        tx.viewing("view.document", card.case_id, row.id)
    data = attached.read(tx, blob, row.scope)
    kind = file_kinds.recognised(data)
    return Content(_name(said, field, kind), kind.media_type if kind else "application/octet-stream", data)


def _name(said: Record, field: str, kind: FileKind | None) -> str:
    """A name for a file: what its document is called, or else the kind of the record and the field."""
    name = (said.name if isinstance(said, Document) else None) or f"{said.kind}-{field}"
    ending = kind.endings[0] if kind else ""
    fits = kind is not None and PurePath(name).suffix.casefold() in kind.endings
    return name if fits else f"{name}{ending}"


def _check_field(cls: type[Record], field: str) -> None:
    if not isinstance(specs(cls).get(field), Attachment):
        raise Invalid(
            N_("No file can be attached to “{field}” of a record of the kind “{kind}”. Nothing was changed."),
            N_("The help names the fields of each kind."),
            field=field,
            kind=tr(cls.title),
        )


def _categories(row: Row, field: str) -> tuple[Category, ...]:
    """The sealed categories a file belongs to: that of its field, and what a document tells about."""
    own = {str(category_of(row.cls, field))} if sealed(row.cls, field) else set()
    about = reading.tells(row) if row.cls is Document else ()
    return attached.sealed_of(own | {str(one) for one in about})
