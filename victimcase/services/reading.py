"""Reading a case: its records as the user may see them, and all of it as the rules see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.errors import NotFound
from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.records.consents import Consent
from victimcase.domain.spec import Record, category_of, sealed
from victimcase.domain.words import SEALED, Category, RecordId, Scope
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

__all__ = [
    "Card",
    "Seen",
    "dossier",
    "hidden",
    "kind_of",
    "records",
    "row_of",
    "scope_id",
    "secret",
    "secrets",
    "seen",
    "tells",
    "told_categories",
]


REFUGEE: Final = "refugee_document"
"""A travel document only a state gives that protects the person from another."""
_PROTECTED: Final = frozenset({"refugee", "asylum_seeker"})
"""What a residence status is called that nobody has who did not ask not to be sent back."""


def kind_of(name: str) -> type[Record]:
    """The record class of a kind. Raises NotFound with the way to the list of kinds."""
    if name not in RECORDS:
        raise NotFound(
            N_("There is no kind of record called “{name}”."),
            N_("The help lists them all (command line: record kinds). Nothing was changed."),
            name=name,
        )
    return RECORDS[name]


def scope_id(tx: Tx, cls: type[Record], card: Card | None) -> RecordId:
    """What a record of this kind belongs to: the case, its person, or the office."""
    if cls.scope is Scope.OFFICE or card is None:
        return tx.me.office
    return card.case_id if cls.scope is Scope.CASE else card.person_id


def hidden(cls: type[Record], readable: frozenset[Category]) -> bool:
    """Whether records of this kind are not even mentioned: its whole category is closed to the reader."""
    directory = cls.scope is Scope.OFFICE and cls.category is Category.ADMINISTRATIVE
    return cls.category not in readable and not directory


def _present(tx: Tx, card: Card) -> frozenset[str]:
    """The kinds of which the case or its person has a record; the log learns of this entry's at its end."""
    scopes = (card.case_id, card.person_id)
    written = {one.kind for one in tx.write.touched if one.scope in scopes} if tx.writing else set()
    return rows.kinds_present(tx.conn, *scopes) | written


def tells(row: Row) -> frozenset[str]:
    """The categories a record itself says it tells about: a task, a document, a consent or its override; and
    that a state protects the person from another, which a refugee's travel document says by its name.
    """
    if row.kind == "task":
        return frozenset({row.values["tells_about"]} - {None, ""})
    if row.kind == "override":
        of_consent = {str(Category.NOTE)} if row.values["of"] == "consent" else set()
        return frozenset(of_consent.union(row.values["categories"] or ()))
    if row.kind == "travel_document":
        return frozenset({str(Category.PROTECTION_CLAIM)} if row.values["type"] == REFUGEE else ())
    if row.kind in ("document", "consent"):
        return frozenset(row.values["tells_about" if row.kind == "document" else "categories"] or ())
    return frozenset()


def is_protected(residence_status: str | None, readable: frozenset[Category]) -> bool:
    """Whether a residence status tells of a claim to somebody who may not know of one."""
    return residence_status in _PROTECTED and Category.PROTECTION_CLAIM not in readable


def secret(tx: Tx, row: Row) -> bool:
    """Whether a record is not even mentioned to this user: for its kind, for what it tells, or whom it
    accuses.

    A task, document or override of a consent is told to those who may read everything it tells about, a
    consent to those who may read something of it, a complaint to nobody it is about and nobody of their team
    (case model §5), a line in the list of an event to those who may see its case.
    """
    if hidden(row.cls, tx.me.readable):
        return True
    about = tells(row)
    if row.kind == "consent":
        return bool(about) and about.isdisjoint(tx.me.readable)
    if row.kind == "complaint":
        return _accused(tx, row)
    if row.kind == "group_member":
        return _stranger(tx, row)
    return not about <= tx.me.readable


def _accused(tx: Tx, row: Row) -> bool:
    login = row.values["accused"] or ""
    teams = {row.values["accused_team"] or "", tx.team_of(login) if login else ""} - {""}
    return login == tx.me.login or tx.me.team in teams


def _stranger(tx: Tx, row: Row) -> bool:
    """Whether a line in the list of an event is not for this user; one without a case is for the office."""
    case = row.values["case"]
    if case:
        return tx.visible(case) is None
    return not (tx.me.reader.office_wide or tx.me.reader.team_cases)


def secrets(tx: Tx, card: Card) -> frozenset[str]:
    """The ids of records of a case and its person that are not mentioned to the user, nor that they were."""
    present = _present(tx, card)
    return frozenset(
        row.id
        for kind in ("task", "document", "consent", "complaint", "override", "travel_document")
        if kind in present
        for row in rows.read(tx.conn, kind, "scope_id = ?", scope_id(tx, RECORDS[kind], card))
        if secret(tx, row)
    )


def told_categories(tx: Tx, codes: Iterable[str]) -> tuple[str, ...]:
    """The categories a consent covers without those whose very mention hints at records that are not told."""
    return tuple(one for one in codes if one not in SEALED - tx.me.readable)


def seen(tx: Tx, row: Row) -> Seen:
    """A record with everything taken out of it that the user may not read."""
    found = rows.seen(row, tx.me.readable, tx.world.keys)
    if isinstance(found.record, Consent):
        told = told_categories(tx, found.record.categories)
        return replace(found, record=replace(found.record, categories=told))
    return found


def _rows(tx: Tx, card: Card) -> Mapping[str, list[Row]]:
    """The rows of a case and its person, kind by kind; read anew only when something was written since."""
    stamp = card.case_id, statements.changes(tx.conn)
    if tx.read_case is None or tx.read_case[0] != stamp:
        present = _present(tx, card)
        found = {kind: rows.of_scope(tx.conn, kind, scope_id(tx, RECORDS[kind], card)) for kind in present}
        tx.read_case = stamp, found
    return tx.read_case[1]


def records(tx: Tx, card: Card) -> list[tuple[str, Seen]]:
    """Every record of a case and its person that the user may know of, kind by kind, oldest first."""
    found = _rows(tx, card)
    return [
        (cls.kind, seen(tx, row))
        for cls in ORDERED
        if not hidden(cls, tx.me.readable)
        for row in found.get(cls.kind, ())
        if not secret(tx, row)
    ]


def row_of(tx: Tx, cls: type[Record], card: Card | None, record: str) -> Row:
    """One record of the case by its id. Raises NotFound when it is not there or not for this user."""
    row = rows.one(tx.conn, cls.kind, RecordId(record))
    if row is None or row.gone or row.scope != scope_id(tx, cls, card) or secret(tx, row):
        raise NotFound(
            N_("There is no record “{record}” of this kind in this case."),
            N_("Somebody may have taken it out. Look at the case again; nothing was changed."),
            record=record,
        )
    return row


def dossier(tx: Tx, card: Card) -> Dossier:
    """The case as the rules see it: every unsealed field, whoever asks, and the office records beside it."""
    found = {
        kind: tuple(Kept(one.id, one.record, one.parent) for one in rows.bare(of_kind))
        for kind, of_kind in _rows(tx, card).items()
        if of_kind
    }
    return Dossier(case=card.case_id, person=card.person_id, today=tx.today, records=found)


NAMED: Final = ("organisation", "contact_person", "house")
"""Kinds of the directory that lists and papers name when another record leads to them."""


def names(tx: Tx) -> dict[str, str]:
    """Id -> name of what the directory holds, as far as the user may read it."""
    found: dict[str, str] = {}
    for kind in NAMED:
        cls = RECORDS[kind]
        if category_of(cls, "name") in tx.me.readable and not sealed(cls, "name"):
            found |= _names(tx, kind)
    return found


def people(tx: Tx) -> dict[str, str]:
    """Login -> name of those who may sign in, or could: lists tell people by the names others call them."""
    return {
        str(login): str(name)
        for login, name in statements.every(tx.conn, "SELECT login, name FROM member WHERE name != ''")
    }


def _names(tx: Tx, kind: str) -> dict[str, str]:
    """Id -> name alone: a list that names forty organisations does not read all that is known of them."""
    statement = f"SELECT id, name FROM \"r_{kind}\" WHERE scope_id = ? AND gone = 0 AND name != ''"
    return {str(id_): str(name) for id_, name in statements.every(tx.conn, statement, (tx.me.office,))}
