"""What a form needs to know of a record before it is shown, in one question; saving one with its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.kinds import ORDERED
from victimcase.domain.records.around import Document
from victimcase.domain.records.evidence import EvidenceItem
from victimcase.domain.records.person import Person
from victimcase.domain.rights import Right
from victimcase.domain.spec import Attachment, Link, Phone, Record, category_of, sealed, specs
from victimcase.domain.words import SEALED, RecordId, Scope
from victimcase.i18n import N_, tr
from victimcase.services import (
    attached,
    documents,
    drafts,
    evidence,
    file_kinds,
    photographs,
    reading,
    records,
    timelines,
    writable,
)
from victimcase.services.drafts import Draft
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import cards, lists, rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

FILLED: Final = {
    "document": frozenset({"untouched", "sha256", "media_type", "size"}),
}
"""Fields that follow from the file that is kept."""

CHOSEN: Final = {EvidenceItem.kind: frozenset({evidence.ORIGINAL})}
"""Files that are chosen when a record is made, and kept by the program from then on."""

KEPT: Final = N_("The program keeps this itself.")
NOT_YOURS: Final = N_("Your role does not write this.")
NAMES: Final = ("name", "subject", "number", "profile", "room")
"""Fields that name a record of the directory, the first that says something."""


@dataclass(frozen=True)
class Option:
    """Something a field may lead to: its id or login, and its words."""

    id: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class FormData:
    """Everything a form shows but what is typed. A field in `closed` cannot be written, for the reason
    given.
    """

    number: str
    kind: str
    seen: Seen | None
    closed: Mapping[str, str]
    links: Mapping[str, tuple[Option, ...]]
    users: tuple[Option, ...]
    children: Mapping[str, tuple[Option, ...]]
    parents: tuple[Option, ...]
    safe_contact: tuple[str, ...] | None
    """How the person may be reached; none where the form holds no way to reach the person."""
    files: Mapping[str, int]
    """Field -> bytes of the file that is kept in it."""
    draft: Draft | None
    creatable: frozenset[str] = field(default_factory=frozenset)
    """Kinds of the directory and the case this user may add."""


def draft_key(number: str, kind: str, record: str) -> str:
    """The key of the draft of a form; `new` stands for a record that is not there yet."""
    return f"{number}/{kind}/{record or 'new'}"


@query(N_("Open a form"), needs=Right.OWN_ACCOUNT)
def read(tx: Tx, number: str, kind: str, record: str = "", *, parent: str = "") -> FormData:
    """What the form of a record shows; without `record` that of a new one, or the only one of its kind.

    Raises NotFound alike for what there is not and for what is not for this user.
    """
    cls = reading.kind_of(kind)
    card = _card(tx, cls, number)
    row = _row(tx, cls, card, record)
    seen = reading.seen(tx, row) if row else None
    if card is not None and seen is not None:
        tx.note_sealed(card, [seen])
    if seen is not None and card is None and cls.category in SEALED:
        tx.viewing("view.sealed_fields", tx.me.office, f"{kind} {seen.id}")
    names = reading.names(tx)
    kept = seen.record if seen else cls()
    known = specs(cls)
    if any(isinstance(one, Phone) for one in known.values()):
        values.phone("+")  # its library is slow to load: here no key waits for it
    return FormData(
        number=card.number if card else OFFICE,
        kind=kind,
        seen=seen,
        closed=_closed(tx, cls, seen),
        links={
            name: _options(tx, spec.to, getattr(kept, name), card, names)
            for name, spec in known.items()
            if isinstance(spec, Link)
        },
        users=_users(tx) if any(isinstance(one, s.User) for one in known.values()) else (),
        children=_children(tx, cls, card, seen, names),
        parents=_parents(tx, cls, card, names) if seen is None and not parent else (),
        safe_contact=_safe_contact(tx, cls, card),
        files=_files(tx, kept),
        draft=drafts.read(tx, draft_key(card.number if card else OFFICE, kind, seen.id if seen else "")),
        creatable=frozenset(
            one.kind for one in ORDERED if one.kind not in ("case", "person") and _may_add(tx, one, card)
        ),
    )


def _card(tx: Tx, cls: type[Record], number: str) -> Card | None:
    if number.strip() == OFFICE:
        tx.require(Right.SEE_DIRECTORY)
        if reading.hidden(cls, tx.me.readable) or cls.scope is not Scope.OFFICE:
            raise _nothing()
        return None
    tx.require(Right.SEE_CASES)
    card = tx.case(number)
    if reading.hidden(cls, tx.me.readable):
        raise _nothing()
    return card


def _nothing() -> NotFound:
    return NotFound(
        N_("There is no such form here."), N_("Nothing was changed. Go back and open another record.")
    )


def _row(tx: Tx, cls: type[Record], card: Card | None, record: str) -> Row | None:
    if record:
        return reading.row_of(tx, cls, card, record)
    if cls.many:
        return None
    found = rows.of_scope(tx.conn, cls.kind, reading.scope_id(tx, cls, card))
    return found[0] if found and not reading.secret(tx, found[0]) else None


def _closed(tx: Tx, cls: type[Record], seen: Seen | None) -> dict[str, str]:
    """Field -> why this user cannot write it."""
    kept = writable.KEPT_BY_PROGRAM.get(cls.kind, frozenset()) | FILLED.get(cls.kind, frozenset())
    if seen is None:
        kept -= CHOSEN.get(cls.kind, frozenset())
    found = {}
    for name in specs(cls):
        if seen is not None and name in seen.withheld:
            found[name] = N_("withheld")
        elif name in kept:
            found[name] = KEPT
        elif not _may_write(tx, cls, name):
            found[name] = NOT_YOURS
    return found


def _may_write(tx: Tx, cls: type[Record], name: str) -> bool:
    needed = Right.EDIT_DIRECTORY if cls.scope is Scope.OFFICE else Right.EDIT_CASE
    try:
        tx.require(needed)
        writable.check_fields(tx, cls, [name] if name not in CHOSEN.get(cls.kind, ()) else [])
    except Refused:
        return False
    return True


def _may_add(tx: Tx, cls: type[Record], card: Card | None) -> bool:
    if reading.hidden(cls, tx.me.readable) or (card is None and cls.scope is not Scope.OFFICE):
        return False
    return any(_may_write(tx, cls, name) for name, spec in specs(cls).items() if spec.required)


def _options(
    tx: Tx, kind: str, value: object, card: Card | None, names: Mapping[str, str]
) -> tuple[Option, ...]:
    """The records a link may lead to; of cases and people only the one it leads to, the rest is searched."""
    if kind in ("case", "person"):
        return _known_case(tx, kind, value)
    cls = reading.kind_of(kind)
    if reading.hidden(cls, tx.me.readable) or (card is None and cls.scope is not Scope.OFFICE):
        return ()
    found = rows.of_scope(tx.conn, kind, reading.scope_id(tx, cls, card))
    return tuple(_option(tx, row, names) for row in found if not reading.secret(tx, row))


def _known_case(tx: Tx, kind: str, value: object) -> tuple[Option, ...]:
    if not isinstance(value, str):
        return ()
    of_person = cards.of_person(tx.conn, RecordId(value)) if kind == "person" else ()
    card = tx.visible(of_person[0].case_id if of_person else value)
    return (_case_option(card, kind),) if card else ()


def _case_option(card: Card, kind: str) -> Option:
    words = f"{card.number} · {card.name}" if card.name else card.number
    return Option(card.person_id if kind == "person" else card.case_id, words)


@query(N_("Find a case to lead to"), needs=Right.SEE_CASES)
def cases_like(tx: Tx, text: str, kind: str = "case", *, limit: int = 12) -> tuple[Option, ...]:
    """Cases this user may see whose name or number is like a text, as options of a link to `case` or
    `person`.
    """
    return tuple(
        _case_option(card, kind) for card in lists.page(tx.conn, tx.me.reader, text=text, limit=limit)
    )


def _option(tx: Tx, row: Row, names: Mapping[str, str]) -> Option:
    one = reading.seen(tx, row)
    name = next((str(said) for key in NAMES if (said := getattr(one.record, key, None))), "")
    summary = timelines.summary(tx, one, names)
    if not name:
        return Option(one.id, summary or tr(type(one.record).title))
    return Option(one.id, name, "" if summary == name else summary)


def _users(tx: Tx) -> tuple[Option, ...]:
    found = tx.conn.exec_driver_sql("SELECT login, name, disabled FROM member ORDER BY login")
    return tuple(Option(login, name or login, N_("left") if gone else "") for login, name, gone in found)


def _children(
    tx: Tx, cls: type[Record], card: Card | None, seen: Seen | None, names: Mapping[str, str]
) -> dict[str, tuple[Option, ...]]:
    """Kind of a row -> the rows there are; a kind whose rows are not for this user is not named."""
    found: dict[str, tuple[Option, ...]] = {}
    for below in ORDERED:
        if below.parent != cls.kind or reading.hidden(below, tx.me.readable):
            continue
        every = rows.of_scope(tx.conn, below.kind, reading.scope_id(tx, below, card)) if seen else []
        found[below.kind] = tuple(
            Option(row.id, timelines.summary(tx, reading.seen(tx, row), names) or tr(below.title))
            for row in every
            if seen is not None and row.parent == seen.id and not reading.secret(tx, row)
        )
    return found


def _parents(tx: Tx, cls: type[Record], card: Card | None, names: Mapping[str, str]) -> tuple[Option, ...]:
    return _options(tx, cls.parent, None, card, names) if cls.parent else ()


def _safe_contact(tx: Tx, cls: type[Record], card: Card | None) -> tuple[str, ...] | None:
    """How the person may be reached, for forms that hold a number of the person or of those around them."""
    reaches = any(
        isinstance(spec, Phone) and category_of(cls, name) in tx.me.readable
        for name, spec in specs(cls).items()
    )
    if card is None or cls.scope is not Scope.PERSON or not reaches:
        return None
    found = rows.one(tx.conn, Person.kind, card.person_id)
    person = reading.seen(tx, found) if found else None
    names = ("safe_contact_method", "safe_contact_times", "safe_contact_note")
    if person is None or not person.withheld.isdisjoint(names):
        return None
    known = specs(Person)
    shown = (values.show(known[one], getattr(person.record, one), tx.reference) for one in names)
    return tuple(text for text in shown if text)


def _files(tx: Tx, kept: Record) -> dict[str, int]:
    found = {}
    for name, spec in specs(type(kept)).items():
        blob = getattr(kept, name) if isinstance(spec, Attachment) else None
        size = attached.size_of(tx.conn, blob) if blob else None
        if size is not None:
            found[name] = size
    return found


@use_case(N_("Save a form with its files"), needs=Right.EDIT_CASE)
def save(
    tx: Tx,
    number: str,
    kind: str,
    given: Mapping[str, object],
    files: Mapping[str, tuple[str, bytes]],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of a case and keep files (field -> name and bytes) in it, in one entry.

    Raises as `records.save` and `documents.add`; nothing is kept then.
    """
    cls = reading.kind_of(kind)
    if cls is Document and record is None and documents.FILE in files:
        name, content = files[documents.FILE]
        added = documents.add(tx, number, name, content, given)
        return Saved(added.id, added.version)
    if cls is EvidenceItem and record is None and evidence.ORIGINAL in files:
        name, content = files[evidence.ORIGINAL]
        thing = evidence.add(tx, number, name, content, given)
        return Saved(thing.id, thing.version)
    return _save(tx, cls, records.place(tx, cls, number), given, files, record, parent, base)


@use_case(N_("Save a form of the directory with its files"), needs=Right.EDIT_DIRECTORY)
def save_in_directory(
    tx: Tx,
    kind: str,
    given: Mapping[str, object],
    files: Mapping[str, tuple[str, bytes]],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of the office and keep files in it, in one entry. Raises as `save`."""
    cls = reading.kind_of(kind)
    return _save(tx, cls, records.place(tx, cls, OFFICE), given, files, record, parent, base)


def _save(
    tx: Tx,
    cls: type[Record],
    card: Card | None,
    given: Mapping[str, object],
    files: Mapping[str, tuple[str, bytes]],
    record: str | None,
    parent: str | None,
    base: Seen | None,
) -> Saved:
    row = _row(tx, cls, card, record or "")
    if row is not None and cls is Document and any(row.values[name] for name in files):
        raise Refused(
            N_("This document has its file already, and a file is never replaced. Nothing was changed."),
            N_("Add the other file as a document of its own."),
        )
    told = {str(one) for one in reading.tells(row)} if row else set()
    kept = []
    changes = dict(given)
    for name, (called, content) in files.items():
        kind = file_kinds.judge(called, content)
        own = {str(category_of(cls, name))} if sealed(cls, name) else set()
        categories = attached.sealed_of(own | told)
        attached.require_keys(tx, categories)
        clean = photographs.cleaned(content, kind.media_type)
        blob = attached.new_blob()
        changes[name] = blob
        if cls is Document and name == documents.FILE:
            changes["sha256"] = hashlib.sha256(content).hexdigest()
            changes["media_type"], changes["size"] = kind.media_type, len(clean)
        kept.append((blob, clean, categories))
    saved = records.write(tx, cls, card, changes, record=record, parent=parent, base=base)
    for blob, clean, categories in kept:
        attached.store(tx, blob, reading.scope_id(tx, cls, card), clean, categories)
    return saved


@query(N_("Who wrote a field last"), needs=Right.OWN_ACCOUNT)
def written_by(
    tx: Tx, number: str, kind: str, record: str, names: tuple[str, ...]
) -> dict[str, tuple[str, str]]:
    """Field -> who wrote it last, and when (ISO 8601), of fields this user may read."""
    cls = reading.kind_of(kind)
    card = _card(tx, cls, number)
    row = reading.row_of(tx, cls, card, record)
    seen = reading.seen(tx, row)
    found = {}
    for name in names:
        if name in seen.withheld:
            continue
        last = tx.conn.exec_driver_sql(_LAST, (row.scope, record, kind, name)).first()
        if last is not None:
            found[name] = (str(last[0]), str(last[1]))
    return found


_LAST: Final = """
SELECT coalesce(nullif(m.name, ''), m.login, e."user"), e.at FROM operation o
JOIN entry e ON e.replica = o.replica AND e.number = o.entry
LEFT JOIN member m ON m.id = e."user"
WHERE o.scope = ? AND o.record = ? AND o.kind = ? AND o.field = ? ORDER BY e.at DESC, e.seq DESC LIMIT 1
"""
