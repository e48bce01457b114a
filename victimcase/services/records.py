"""Writing a record: what was typed is understood, checked against rights, and written field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain import values
from victimcase.domain.errors import Conflict, Invalid, NotFound, Refused
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, category_of, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.i18n import N_, tr
from victimcase.services import chores, reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Head, Row, Seen

OFFICE: Final = "office"
"""In place of a case number: the records of the office itself (directory, settings)."""

KEPT_BY_PROGRAM: Final = {
    "case": frozenset({"number", "person", "open_steps", "status", "opened_on", "closed_on", "return_hold"}),
}
"""Fields that follow from what is done with a case and are never typed."""

HOLDING: Final = frozenset({Category.PROTECTION_CLAIM, Category.WITNESS})
"""Writing a record of these categories holds the return, as a bare fact without its reason."""


@dataclass(frozen=True)
class Saved:
    """The record that was written, and the version its writer now knows."""

    id: RecordId
    version: int


def understood(tx: Tx, cls: type[Record], given: Mapping[str, object]) -> dict[str, Plain]:
    """What was typed, as plain values. Raises Invalid for a field there is not, or a value it cannot hold."""
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
        found[name] = values.to_plain(values.parse(known[name], value, tx.reference))
    return found


def check_fields(tx: Tx, cls: type[Record], names: Mapping[str, object]) -> None:
    """Raise Refused when a field is kept by the program, or of a category this user may not write."""
    if kept := set(names) & KEPT_BY_PROGRAM.get(cls.kind, frozenset()):
        raise Refused(
            N_("The program keeps “{fields}” itself; it follows from what is done with the case."),
            N_("Leave it out and save again. Nothing was changed."),
            fields=", ".join(sorted(kept)),
        )
    closed = [name for name in names if category_of(cls, name) not in tx.me.writable]
    if closed or cls.category not in tx.me.writable:
        raise Refused(
            N_("Your role does not write “{fields}” in a record of this kind."),
            N_("Nothing was changed. Leave it out, or ask a supervisor to write it."),
            fields=", ".join(closed or [tr(cls.title)]),
        )


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
    """Write a record of a case (or of the office): only the fields given, so what was withheld stays.

    Without `record` a new one is made, or the only one of its kind is written. `base` is what the writer
    read; a field that somebody wrote since is a Conflict, and nothing is overwritten.
    """
    cls = reading.kind_of(kind)
    card = _place(tx, cls, number)
    tx.scope = card.case_id if card else tx.me.office
    changes = understood(tx, cls, given)
    check_fields(tx, cls, changes)
    row = _row(tx, cls, card, record)
    if row is None:
        made = tx.write.make(
            kind, reading.scope_id(tx, cls, card), changes, parent=_parent(tx, cls, card, parent)
        )
    else:
        if base is not None and (since := changed_since(row, base.heads, changes)):
            raise Conflict(
                N_("Somebody wrote “{fields}” after you opened this record. Their values are kept."),
                N_("Open the record again, compare, and save what should stand."),
                fields=", ".join(tr(specs(cls)[name].label) for name in since),
            )
        tx.write.put(row, changes)
        made = row.id
    follow(tx, cls, card)
    return _saved(tx, kind, made)


def _place(tx: Tx, cls: type[Record], number: str) -> Card | None:
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


def follow(tx: Tx, cls: type[Record], card: Card | None) -> None:
    """What writing a record brings with it: the return is held, the clocks of the case are read."""
    if card is None:
        return
    if cls.category in HOLDING:
        case = rows.one(tx.conn, "case", card.case_id)
        if case is not None:
            tx.write.put(case, {"return_hold": True})
    chores.follow(tx, card, cls)


def _saved(tx: Tx, kind: str, record: RecordId) -> Saved:
    row = rows.one(tx.conn, kind, record)
    assert row is not None
    return Saved(record, rows.seen(row, tx.me.readable, tx.world.keys).version)


@use_case(N_("Delete record"), needs=Right.EDIT_CASE)
def delete(tx: Tx, number: str, kind: str, record: str) -> Saved:
    """Take a record out of a case. It stays in the log, and undo brings it back."""
    cls = reading.kind_of(kind)
    card = _place(tx, cls, number)
    if kind in ("case", "person"):
        raise Refused(
            N_(
                "A case and its person are not deleted; they are closed, and erased when their time has come."
            ),
            N_("Nothing was changed. Close the case instead."),
        )
    tx.scope = card.case_id if card else tx.me.office
    check_fields(tx, cls, {})
    tx.write.set_gone(reading.row_of(tx, cls, card, record), True)
    follow(tx, cls, card)
    return Saved(RecordId(record), 0)
