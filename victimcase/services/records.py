"""Writing a record: what was typed is understood, checked against rights, and written field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain import values
from victimcase.domain.errors import Conflict, Invalid, NotFound
from victimcase.domain.rights import Right
from victimcase.domain.spec import Link, Record, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import SEALED, Category, RecordId, Scope
from victimcase.i18n import N_, tr
from victimcase.services import (
    attached,
    chores,
    custody,
    hand_overs,
    links,
    naming,
    reading,
    recalls,
    writable,
)
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.services.writable import check_fields
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Head, Row, Seen

OFFICE: Final = "office"
"""In place of a case number: the records of the office itself (directory, settings)."""

HOLDING: Final = frozenset({Category.PROTECTION_CLAIM, Category.WITNESS})
"""Writing a record of these categories holds the return, as a bare fact without its reason."""

HOLDING_ANSWERS: Final = {("option_decision", "protection_claim_check", "asked_fear")}
"""Answers in other records that hold it too: kind, field, code."""


@dataclass(frozen=True)
class Saved:
    """The record that was written, and the version its writer now knows."""

    id: RecordId
    version: int


def understood(
    tx: Tx, cls: type[Record], given: Mapping[str, object], card: Card | None = None
) -> dict[str, Plain]:
    """What was typed, as plain values; links are looked for in the case of `card` and in the office.

    Raises Invalid for a field there is not, a value it cannot hold, or a record there is not.
    """
    known = specs(cls)
    found: dict[str, Plain] = {}
    for name, value in given.items():
        if name not in known:
            raise Invalid(
                N_("A record of kind “{kind}” has no field “{name}”."),
                N_("Its fields are: {fields}. Nothing was changed."),
                kind=cls.kind,
                name=name,
                fields=", ".join(known),
            )
        plain = values.to_plain(values.parse(known[name], value, tx.reference))
        spec = known[name]
        found[name] = links.found(tx, spec, str(plain), card) if plain and isinstance(spec, Link) else plain
    return found


def changed_since(row: Row, base: Mapping[str, Head], names: Mapping[str, object]) -> list[str]:
    """The fields to be written that somebody wrote after they were read."""
    empty = Head((), 0)
    return [name for name in names if row.heads.get(name, empty).ids != base.get(name, empty).ids]


@use_case(N_("Save record"), needs=Right.EDIT_CASE)
def save(
    tx: Tx,
    number: str,
    kind: str,
    given: Mapping[str, object],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of a case, or of the office named as one: only the fields given, so that what was
    withheld stays.

    Without `record` a new one is made, or the only one of its kind is written. `base` is what the writer
    read; a field that somebody wrote since is a Conflict, and nothing is overwritten.
    """
    cls = reading.kind_of(kind)
    return write(tx, cls, place(tx, cls, number), given, record=record, parent=parent, base=base)


def write(
    tx: Tx,
    cls: type[Record],
    card: Card | None,
    given: Mapping[str, object],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of the case of a card, or without one of the office, inside an entry that is open."""
    tx.scope = card.case_id if card else tx.me.office
    changes = understood(tx, cls, given, card)
    check_fields(tx, cls, changes)
    row = _row(tx, cls, card, record)
    _check_rules(tx, cls, card, row, changes)
    if cls.kind == "task":
        changes = chores.completed(tx, row, changes)
    if row is None:
        scope, above = reading.scope_id(tx, cls, card), _parent(tx, cls, card, parent)
        if cls.kind == "custody_step":
            changes = custody.completed(tx, above, changes)
        made = tx.write.make(cls.kind, scope, changes, parent=above)
    else:
        if base is not None and (since := changed_since(row, base.heads, changes)):
            raise Conflict(
                N_("Somebody wrote “{fields}” after you opened this record. Their values are kept."),
                N_("Open the record again, compare, and save what should stand."),
                fields=", ".join(tr(specs(cls)[name].label) for name in since),
            )
        if cls.kind == "document" and "tells_about" in changes:
            attached.reseal_all(tx, row, changes["tells_about"])
        tx.write.put(row, _with_what_is_hidden(tx, row, changes))
        made = row.id
    if card is not None and tx.write.row(cls.kind, made) is not None:
        _hold(tx, cls, card, changes)
        _call_back(tx, cls, card, made, changes)
        chores.follow(tx, card, cls)
    return _saved(tx, cls.kind, made)


def _check_rules(
    tx: Tx, cls: type[Record], card: Card | None, row: Row | None, changes: Mapping[str, Plain]
) -> None:
    """The rules of single kinds: who sees a restricted case, when a mission is told, how referrals go on."""
    if cls.kind == "case" and row is not None:
        writable.check_restriction(tx, row, changes)
    if cls.kind == "consular_notification" and card is not None:
        writable.check_notification(tx, card, changes)
    if cls.kind == "referral" and row is not None:
        hand_overs.check_typed(row, changes)
    if cls.kind == "consent" and row is not None:
        recalls.check_same(tx, row, changes)
    if cls.kind == "pattern":
        naming.check(tx, cls, changes)


def _with_what_is_hidden(tx: Tx, row: Row, changes: Mapping[str, Plain]) -> dict[str, Plain]:
    """The changes, with the categories of a consent kept that its writer was not shown."""
    found = dict(changes)
    given = found.get("categories")
    if row.kind == "consent" and isinstance(given, list):
        unseen = SEALED - tx.me.readable
        kept = [one for one in row.values["categories"] or () if one in unseen and one not in given]
        found["categories"] = [*given, *kept]
    return found


def place(tx: Tx, cls: type[Record], number: str) -> Card | None:
    """The card of the case of this number; none for the office, where a kind belongs to it."""
    if number.strip() != OFFICE:
        card = tx.case(number)
        if cls.scope is Scope.OFFICE:
            tx.require(Right.EDIT_DIRECTORY)
        return card
    if cls.scope is not Scope.OFFICE:
        raise Invalid(
            N_("A record of kind “{kind}” belongs to a case or its person, not to the office."),
            N_("Give the number of the case instead of “office”. Nothing was changed."),
            kind=cls.kind,
        )
    tx.require(Right.EDIT_DIRECTORY)
    return None


def _row(tx: Tx, cls: type[Record], card: Card | None, record: str | None) -> Row | None:
    if record is not None:
        return reading.row_of(tx, cls, card, record)
    if cls.many:
        return None
    found = rows.of_scope(tx.conn, cls.kind, reading.scope_id(tx, cls, card))
    return found[0] if found else None


def _parent(tx: Tx, cls: type[Record], card: Card | None, parent: str | None) -> RecordId | None:
    if not cls.parent:
        return None
    above = reading.kind_of(cls.parent)
    if parent is not None:
        return reading.row_of(tx, above, card, parent).id
    found = rows.of_scope(tx.conn, above.kind, reading.scope_id(tx, above, card))
    if not found:
        raise NotFound(
            N_("A record of kind “{kind}” is a row of a “{above}”, and this case has none yet."),
            N_("Save the “{above}” first, then this row. Nothing was changed."),
            kind=cls.kind,
            above=above.kind,
        )
    return found[-1].id


def _hold(tx: Tx, cls: type[Record], card: Card, changes: Mapping[str, Plain]) -> None:
    """Hold the return when what was written speaks against it; only the supervisor lifts that again."""
    answers = {(cls.kind, name, value) for name, value in changes.items() if isinstance(value, str)}
    if cls.category not in HOLDING and not answers & HOLDING_ANSWERS:
        return
    case = rows.one(tx.conn, "case", card.case_id)
    if case is not None:
        tx.write.put(case, {"return_hold": True})


def _call_back(tx: Tx, cls: type[Record], card: Card, made: RecordId, changes: Mapping[str, Plain]) -> None:
    """Ask for what was given out on a consent that is withdrawn now, whichever way that was written."""
    row = tx.write.row(cls.kind, made) if cls.kind == "consent" and changes.get("withdrawn_on") else None
    if row is not None:
        recalls.ask(tx, card, row)


def _saved(tx: Tx, kind: str, record: RecordId) -> Saved:
    row = tx.write.row(kind, record) or rows.one(tx.conn, kind, record)
    assert row is not None
    return Saved(record, rows.seen(row, tx.me.readable, tx.world.keys).version)


@use_case(N_("Delete record"), needs=Right.EDIT_CASE)
def delete(tx: Tx, number: str, kind: str, record: str) -> Saved:
    """Take a record out of a case. It stays in the log, and undo brings it back."""
    cls = reading.kind_of(kind)
    return remove(tx, cls, place(tx, cls, number), record)


def remove(tx: Tx, cls: type[Record], card: Card | None, record: str) -> Saved:
    """Take a record out of the case of a card, or of the office, inside an entry that is open."""
    writable.check_deletion(tx, cls)
    tx.scope = card.case_id if card else tx.me.office
    row = reading.row_of(tx, cls, card, record)
    if cls.kind == "referral":
        hand_overs.check_removal(row)
    if cls.kind == "consent":
        recalls.check_unused(tx, row)
    tx.write.set_gone(row, True)
    if card is not None:
        chores.follow(tx, card, cls)
    return Saved(RecordId(record), 0)
