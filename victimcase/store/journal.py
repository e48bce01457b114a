"""Writing: operations, the rows that follow from them, and the entry that seals them.

There is one way a field of a record changes: `Writer.put`. It reads what holds the field now, writes an
operation that replaces it, and brings the row into line, all in the transaction of the use case.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from victimcase.domain import fixed
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import (
    GONE,
    MADE,
    NULL,
    Entry,
    Operation,
    OpId,
    canonical,
    pack,
    seal_of,
    tick,
)
from victimcase.domain.spec import category_of, sealed, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, RecordId
from victimcase.store import meta, rows, statements
from victimcase.store.rows import Head, Row
from victimcase.store.types import moment
from victimcase.store.witness import Witnessed

_OPERATION = (
    "INSERT INTO operation "
    "(replica, number, entry, clock, scope, kind, record, field, value, replaces, salt, seal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ENTRY = (
    'INSERT INTO entry (replica, number, at, "user", office, action, scope, reason, subject, undoes, parent, '
    "previous, seal, first, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def new_id() -> RecordId:
    """A new id by the clock of the machine, for what is no record; those come from `Writer.new_id`."""
    return id_at(time.time_ns() // 1_000_000 << 16 | int.from_bytes(os.urandom(2)))


def id_at(clock: int) -> RecordId:
    """A UUIDv7 (RFC 9562) for a reading of the log's clock: milliseconds, counter, then 58 bits of chance."""
    counter, chance = clock & 0xFFFF, int.from_bytes(os.urandom(8)) >> 6
    value = clock >> 16 << 80 | 0x7 << 76 | counter >> 4 << 64 | 0x2 << 62 | (counter & 0xF) << 58 | chance
    return RecordId(f"{value:032x}")


@dataclass(frozen=True)
class Author:
    """Who writes, and where: replica (12 hexadecimal digits), user id, office code."""

    replica: str
    user: str
    office: str


@dataclass(frozen=True)
class Touched:
    """One record an entry wrote: its kind, its id, and the fields it changed."""

    kind: str
    id: RecordId
    scope: RecordId
    fields: frozenset[str]


class Reached(NamedTuple):
    """How far a replica's journal goes: its last entry with its seal, its last operation, the clock there."""

    entry: int = 0
    seal: str = ""
    operation: int = 0
    clock: int = 0


def reached(conn: Connection, replica: str) -> Reached:
    """How far the journal of a replica goes."""
    last = statements.first(
        conn, "SELECT number, seal FROM entry WHERE replica = ? ORDER BY number DESC LIMIT 1", (replica,)
    )
    made = statements.first(
        conn, "SELECT number, clock FROM operation WHERE replica = ? ORDER BY number DESC LIMIT 1", (replica,)
    )
    return Reached(*(last or (0, "")), *(made or (0, 0)))


@cache
def _insert(kind: str) -> str:
    columns = ["id", "scope_id", "parent", "heads", "gone", *specs(RECORDS[kind])]
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "r_{kind}" ({names}) VALUES ({", ".join("?" * len(columns))})'


@cache
def _update(kind: str, fields: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{name}" = ?' for name in (*fields, "heads"))
    return f'UPDATE "r_{kind}" SET {sets} WHERE id = ?'


class Writer:
    """One entry being written, in the transaction of `conn`.

    Numbers continue those of the author's replica, read anew unless `after` says how far the writer before
    got in this very transaction; the clock never runs back. Nothing is final until `seal`, and nothing is
    kept unless the transaction is committed.
    """

    def __init__(
        self,
        conn: Connection,
        author: Author,
        at: datetime,
        keys: Mapping[Category, bytes],
        after: Reached | None = None,
    ) -> None:
        self._conn, self._author, self._keys = conn, author, keys
        self._at = at
        before = after or reached(conn, author.replica)
        self._number, self._previous = before.entry + 1, before.seal
        self._last_operation, self._clock = before.operation, before.clock
        self._now_ms = int(at.timestamp() * 1000)
        self._operations: list[tuple[Any, ...]] = []
        self._touched: dict[tuple[str, RecordId], Touched] = {}
        self._rows: dict[tuple[str, RecordId], Row] = {}
        self._made: set[RecordId] = set()
        self.reached = before

    @property
    def number(self) -> int:
        """Number of the entry being written."""
        return self._number

    @property
    def touched(self) -> tuple[Touched, ...]:
        """The records this entry wrote so far."""
        return tuple(self._touched.values())

    def new_id(self) -> RecordId:
        """An id that sorts after every one this vault has made, whatever the clock of the machine says."""
        self._clock = tick(self._clock, self._now_ms)
        return id_at(self._clock)

    def row(self, kind: str, record: RecordId) -> Row | None:
        """A record this entry wrote, as it stands now; none when the entry did not write it."""
        return self._rows.get((kind, record))

    def made(self, record: RecordId) -> bool:
        """Whether this entry brought the record into being, so that nothing older can belong to it."""
        return record in self._made

    def _operate(self, scope: str, kind: str, record: str, name: str, value: str, replaces: str) -> OpId:
        self._last_operation += 1
        self._clock = tick(self._clock, self._now_ms)
        parts = (
            self._author.replica,
            self._last_operation,
            self._number,
            self._clock,
            scope,
            kind,
            record,
            name,
            value,
            replaces,
        )
        salt = os.urandom(16)
        self._operations.append((*parts, salt, seal_of(parts, salt)))
        return OpId(self._author.replica, self._last_operation)

    def _note(self, row: Row, fields: frozenset[str]) -> None:
        place = row.kind, row.id
        before = self._touched.get(place)
        self._touched[place] = Touched(
            row.kind, row.id, row.scope, fields | before.fields if before else fields
        )
        self._rows[place] = row

    def _kept(self, cls: type[Any], record: RecordId, name: str, plain: Plain) -> tuple[str, Plain]:
        """The value as the operation holds it, and as the row does."""
        if plain is None:
            return NULL, None
        if sealed(cls, name):
            key = self._keys[category_of(cls, name)]
            plain = rows.seal_field(cls.kind, record, name, plain, key)
        return canonical(plain), plain

    def make(
        self,
        kind: str,
        scope: RecordId,
        values: Mapping[str, Plain],
        *,
        parent: RecordId | None = None,
        record: RecordId | None = None,
    ) -> RecordId:
        """Make a record with these plain values and return its id; empty values leave no operation.

        Raises KeyError when a sealed value is given and the author lacks the key of its compartment.
        """
        cls, made = RECORDS[kind], record or self.new_id()
        heads = {MADE: Head((self._operate(scope, kind, made, MADE, canonical(parent), ""),), 1)}
        kept: dict[str, Plain] = {}
        for name, plain in values.items():
            if plain is None or plain in ("", []):
                continue
            value, kept[name] = self._kept(cls, made, name, plain)
            heads[name] = Head((self._operate(scope, kind, made, name, value, ""),), 1)
        row = Row(made, kind, scope, parent, False, heads, dict.fromkeys(specs(cls)) | kept)
        columns = (made, scope, parent, rows.pack_heads(heads), 0, *_columns(row.values))
        statements.run(self._conn, _insert(kind), columns)
        self._made.add(made)
        self._note(row, frozenset(kept))
        return made

    def put(self, row: Row, changes: Mapping[str, Plain]) -> None:
        """Give fields of a record new plain values; a field that already holds the value is left alone.

        A field in conflict is settled by this: the operation replaces all that hold it. Raises Refused for
        one that stands for ever (`domain.fixed`).
        """
        row = self.row(row.kind, row.id) or row  # whoever read it may not know what this entry wrote since
        fixed.check(row.kind, row.values, changes)
        heads, kept = dict(row.heads), dict[str, Plain]()
        for name, plain in changes.items():
            given = None if plain in ("", []) else plain
            head = heads.get(name)
            if self._same(row, name, given) and (head is None or len(head.ids) == 1):
                continue
            value, kept[name] = self._kept(row.cls, row.id, name, given)
            made = self._operate(row.scope, row.kind, row.id, name, value, pack(head.ids) if head else "")
            heads[name] = Head((made,), head.written + 1 if head else 1)
        if kept:
            columns = (*_columns(kept), rows.pack_heads(heads), row.id)
            statements.run(self._conn, _update(row.kind, tuple(kept)), columns)
            self._note(replace(row, heads=heads, values={**row.values, **kept}), frozenset(kept))

    def _same(self, row: Row, name: str, given: Plain) -> bool:
        try:
            kept = rows.opened(row, name, self._keys)
        except KeyError:
            return False
        return (None if kept == [] else kept) == given

    def set_gone(self, row: Row, gone: bool) -> None:
        """Delete a record, or take the deletion back."""
        row = self.row(row.kind, row.id) or row
        if row.gone == gone:
            return
        heads = dict(row.heads)
        head = heads.get(GONE)
        replaces = pack(head.ids) if head else ""
        made = self._operate(row.scope, row.kind, row.id, GONE, "true" if gone else NULL, replaces)
        heads[GONE] = Head((made,), head.written + 1 if head else 1)
        statements.run(
            self._conn,
            f'UPDATE "r_{row.kind}" SET gone = ?, heads = ? WHERE id = ?',
            (int(gone), rows.pack_heads(heads), row.id),
        )
        self._note(replace(row, gone=gone, heads=heads), frozenset({GONE}))

    def seal(
        self,
        action: str,
        *,
        scope: str = "",
        reason: str = "",
        subject: str = "",
        undoes: int | None = None,
        parent: int | None = None,
    ) -> Entry:
        """Write the operations and the entry that seals them; `reached` says how far that goes."""
        entry = Entry(
            replica=self._author.replica,
            number=self._number,
            at=moment(self._at),
            user=self._author.user,
            office=self._author.office,
            action=action,
            scope=scope,
            reason=reason,
            subject=subject,
            undoes=undoes,
            parent=parent,
            previous=self._previous,
        ).sealed(operation[-1] for operation in self._operations)
        if self._operations:
            statements.run_each(self._conn, _OPERATION, self._operations)
        fields = (getattr(entry, name) for name in Entry.__dataclass_fields__)
        first = self._last_operation - len(self._operations) + 1
        statements.run(self._conn, _ENTRY, (*fields, first, self._last_operation))
        self.reached = Reached(entry.number, entry.seal, self._last_operation, self._clock)
        return entry


def _columns(values: Mapping[str, Plain]) -> list[str | bool | int | None]:
    """Values as their columns hold them: several codes as one text."""
    return [canonical(plain) if isinstance(plain, list) else plain for plain in values.values()]


class Chain:
    """The journal as the witness outside the vault asks it (`witness.Journal`)."""

    def replica(self, connection: Connection) -> str:
        """The id under which this vault writes."""
        return str(meta.recall(connection, "replica") or "none")

    def head(self, connection: Connection) -> Witnessed | None:
        """The last entry of this vault's own chain, or None before the first."""
        replica = self.replica(connection)
        number, seal = last_number(connection, replica)
        return Witnessed(replica, number, seal) if number else None

    def holds(self, connection: Connection, head: Witnessed) -> bool:
        """Whether the journal contains this very entry."""
        found = connection.exec_driver_sql(
            "SELECT seal FROM entry WHERE replica = ? AND number = ?", (head.replica, head.number)
        ).scalar()
        return found == head.seal


def last_number(conn: Connection, replica: str) -> tuple[int, str]:
    """Number and seal of a replica's last entry: the head of its chain, (0, "") when it has none."""
    row = conn.exec_driver_sql(
        "SELECT number, seal FROM entry WHERE replica = ? ORDER BY number DESC LIMIT 1", (replica,)
    ).first()
    return (row[0], row[1]) if row else (0, "")


def operations_of(conn: Connection, replica: str, entry: int) -> list[Operation]:
    """The operations of one entry, in the order they were made."""
    found = conn.exec_driver_sql(
        "SELECT o.replica, o.number, o.entry, o.clock, o.scope, o.kind, o.record, o.field, o.value, "
        "o.replaces, o.salt, o.seal FROM entry e "
        "JOIN operation o ON o.replica = e.replica AND o.number BETWEEN e.first AND e.last "
        "WHERE e.replica = ? AND e.number = ? ORDER BY o.number",
        (replica, entry),
    )
    return [Operation(*row) for row in found]


def chain(conn: Connection, replica: str) -> Iterator[tuple[Entry, list[Operation]]]:
    """Every entry of a replica with its operations, in order: what `operations.first_break` verifies."""
    operations = conn.exec_driver_sql(
        "SELECT replica, number, entry, clock, scope, kind, record, field, value, replaces, salt, seal "
        "FROM operation WHERE replica = ? ORDER BY number",
        (replica,),
    )
    waiting = next(operations, None)
    names = ", ".join(f'"{name}"' for name in Entry.__dataclass_fields__)
    for row in conn.exec_driver_sql(
        f"SELECT {names} FROM entry WHERE replica = ? ORDER BY number", (replica,)
    ):
        entry, mine = Entry(*row), []
        while waiting is not None and waiting[2] == entry.number:
            mine.append(Operation(*waiting))
            waiting = next(operations, None)
        yield entry, mine
    if waiting is not None:  # operations no entry knows: give them to the check as what they are
        yield Entry(replica, waiting[2], "", "", "", "", previous="?"), [Operation(*waiting)]
