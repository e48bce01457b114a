"""Reading a case: its records as the user may see them, and all of it as the rules see it."""

from __future__ import annotations

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.errors import NotFound
from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.spec import Record
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

__all__ = ["Card", "Seen", "dossier", "hidden", "kind_of", "records", "row_of", "scope_id"]


def kind_of(name: str) -> type[Record]:
    """The record class of a kind. Raises NotFound with the way to the list of kinds."""
    if name not in RECORDS:
        raise NotFound(
            N_("There is no kind of record called “{name}”."),
            N_("“victimcase record kinds” lists them all. Nothing was changed."),
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
    return cls.category not in readable


def records(tx: Tx, card: Card) -> list[tuple[str, Seen]]:
    """Every record of a case and its person that the user may know of, kind by kind, oldest first."""
    present = rows.kinds_present(tx.conn, card.case_id, card.person_id)
    return [
        (cls.kind, rows.seen(row, tx.me.readable, tx.world.keys))
        for cls in ORDERED
        if cls.kind in present and not hidden(cls, tx.me.readable)
        for row in rows.of_scope(tx.conn, cls.kind, scope_id(tx, cls, card))
    ]


def row_of(tx: Tx, cls: type[Record], card: Card | None, record: str) -> Row:
    """One record of the case by its id. Raises NotFound when it is not there or not for this user."""
    row = rows.one(tx.conn, cls.kind, RecordId(record))
    if row is None or row.gone or row.scope != scope_id(tx, cls, card) or hidden(cls, tx.me.readable):
        raise NotFound(
            N_("There is no record “{record}” of this kind in this case."),
            N_("“victimcase case show” lists the records with their ids. Nothing was changed."),
            record=record,
        )
    return row


def dossier(tx: Tx, card: Card) -> Dossier:
    """The case as the rules see it: every unsealed field, whoever asks, and the office records beside it."""
    found: dict[str, tuple[Kept[Record], ...]] = {}
    for kind in rows.kinds_present(tx.conn, card.case_id, card.person_id):
        cls = RECORDS[kind]
        kept = rows.bare(rows.of_scope(tx.conn, kind, scope_id(tx, cls, card)))
        if kept:
            found[kind] = tuple(Kept(one.id, one.record, one.parent) for one in kept)
    return Dossier(case=card.case_id, person=card.person_id, today=tx.today, records=found)
