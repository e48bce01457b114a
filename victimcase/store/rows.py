"""Rows of records: how a record stands in its table, and how it is read back.

`heads` names, for each field, the operation that holds it, as JSON: replica -> field -> number of the
operation,
or [number, times written]. The latter counts how often the field was written in this vault; the sum over
the fields a reader may see is the version that reader is told, so nothing unseen shows in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection

from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import OpId, canonical
from victimcase.domain.spec import (
    Choices,
    Countries,
    Languages,
    Record,
    YesNo,
    category_of,
    remembered,
    sealed,
    specs,
)
from victimcase.domain.values import Plain, build
from victimcase.domain.words import Category, RecordId
from victimcase.store import statements
from victimcase.store.keyring import open_value, seal_value


class Head(NamedTuple):
    """The operations that hold a field (more than one is a conflict) and how often it was written here."""

    ids: tuple[OpId, ...]
    written: int


SEALED_MARK = "sealed:"
"""How a sealed value begins in its column; what follows opens only in its own place."""


class Heads(Mapping[str, Head]):
    """The heads a `heads` column holds, unpacked when somebody asks: most readers never do."""

    def __init__(self, packed: str) -> None:
        self._packed = packed

    @cached_property
    def _unpacked(self) -> dict[str, Head]:
        return unpack_heads(self._packed)

    def __getitem__(self, name: str) -> Head:
        return self._unpacked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._unpacked)

    def __len__(self) -> int:
        return len(self._unpacked)


@dataclass(frozen=True)
class Row:
    """One record as it stands in the vault; sealed values still sealed."""

    id: RecordId
    kind: str
    scope: RecordId
    parent: RecordId | None
    gone: bool
    heads: Mapping[str, Head]
    values: Mapping[str, Any]
    extra: Mapping[str, Plain] = field(default_factory=dict)

    @property
    def cls(self) -> type[Record]:
        """The record class of its kind."""
        return RECORDS[self.kind]


def pack_heads(heads: Mapping[str, Head]) -> str:
    """The text of the `heads` column."""
    packed: dict[str, dict[str, int | list[int]]] = {}
    for name, head in heads.items():
        for one in head.ids:
            place = packed.setdefault(one.replica, {})
            place[name] = one.number if head.written == 1 else [one.number, head.written]
    return json.dumps(packed, separators=(",", ":"))


def unpack_heads(text: str) -> dict[str, Head]:
    """The heads a `heads` column holds."""
    found: dict[str, Head] = {}
    for replica, fields in json.loads(text).items():
        for name, kept in fields.items():
            number, written = (kept, 1) if isinstance(kept, int) else kept
            before = found.get(name)
            ids = (OpId(replica, number),) if before is None else (*before.ids, OpId(replica, number))
            found[name] = Head(ids, max(written, before.written if before else 0))
    return found


@cache
def _select(kind: str, where: str) -> tuple[str, tuple[str, ...], tuple[tuple[int, str], ...]]:
    """The statement that reads rows of a kind, its field names, and which columns need reading (index,
    how).
    """
    cls = RECORDS[kind]
    names = tuple(specs(cls))
    columns = ", ".join(
        f'"{name}"' for name in ("id", "scope_id", "parent", "gone", "heads", "extra", *names)
    )
    fixes = []
    for index, (name, spec) in enumerate(specs(cls).items()):
        if sealed(cls, name):
            continue
        if isinstance(spec, Choices | Countries | Languages):
            fixes.append((index, "list"))
        elif isinstance(spec, YesNo):
            fixes.append((index, "bool"))
    return f'SELECT {columns} FROM "r_{kind}" WHERE {where} ORDER BY id', names, tuple(fixes)


def read(conn: Connection, kind: str, where: str, *parameters: Any) -> list[Row]:
    """Rows of one kind by an SQL condition over the common columns (id, scope_id, parent, gone), oldest
    first.
    """
    statement, names, fixes = _select(kind, where)
    found = []
    for id_, scope, parent, gone, heads, extra, *values in statements.every(conn, statement, parameters):
        for index, how in fixes:
            value = values[index]
            if value is not None:
                values[index] = json.loads(value) if how == "list" else bool(value)
        found.append(
            Row(
                id=id_,
                kind=kind,
                scope=scope,
                parent=parent,
                gone=bool(gone),
                heads=Heads(heads),
                values=dict(zip(names, values, strict=True)),
                extra=json.loads(extra) if extra else {},
            )
        )
    return found


def one(conn: Connection, kind: str, record: RecordId) -> Row | None:
    """One record of a kind by its id, deleted ones included; none when there is no such row."""
    found = read(conn, kind, "id = ?", record)
    return found[0] if found else None


def several(conn: Connection, kind: str, records: Sequence[RecordId]) -> list[Row]:
    """Records of a kind by their ids, deleted ones included, oldest first; unknown ids are passed over."""
    return read(conn, kind, f"id IN ({', '.join('?' * len(records))})", *records)


def of_scope(conn: Connection, kind: str, scope: RecordId) -> list[Row]:
    """The records of one kind that belong to a person, a case or the office, oldest first, without deleted
    ones.
    """
    return read(conn, kind, "scope_id = ? AND gone = 0", scope)


def kinds_present(conn: Connection, *scopes: RecordId) -> frozenset[str]:
    """The kinds of which a person, case or office has ever had a record, out of those known here."""
    marks = ", ".join("?" * len(scopes))
    found = statements.every(conn, f"SELECT DISTINCT kind FROM operation WHERE scope IN ({marks})", scopes)
    return frozenset(kind for (kind,) in found if kind in RECORDS)


def seal_field(kind: str, record: str, name: str, plain: Plain, key: bytes) -> str:
    """A plain value as a sealed column holds it, bound to kind, record and field, so that it opens nowhere
    else.
    """
    return SEALED_MARK + seal_value(key, f"{kind}/{record}/{name}".encode(), canonical(plain))


def open_field(kind: str, record: str, name: str, kept: Plain, keys: Mapping[Category, bytes]) -> Plain:
    """The plain value of a field as it is kept; a sealed one is opened with the key of its compartment.

    Raises KeyError when the reader does not hold that key, Damaged when it was changed or moved.
    """
    if not isinstance(kept, str) or not kept.startswith(SEALED_MARK) or not sealed(RECORDS[kind], name):
        return kept
    key = keys[category_of(RECORDS[kind], name)]
    text = open_value(key, f"{kind}/{record}/{name}".encode(), kept.removeprefix(SEALED_MARK))
    return json.loads(text)  # type: ignore[no-any-return]  # sealed values are JSON of plain values


def opened(row: Row, name: str, keys: Mapping[Category, bytes]) -> Plain:
    """The plain value of a field of a row. Raises as `open_field`."""
    return open_field(row.kind, row.id, name, row.values[name], keys)


@dataclass(frozen=True)
class Seen:
    """A record as one reader may see it: fields withheld are empty in `record` and named in `withheld`.

    What holds a field that is withheld is not told either: neither in `heads` nor in what follows from them.
    """

    id: RecordId
    record: Record
    withheld: frozenset[str] = frozenset()
    parent: RecordId | None = None
    held: Mapping[str, Head] = field(default_factory=dict, repr=False)

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What holds each field the reader may see."""
        return {name: head for name, head in self.held.items() if name not in self.withheld}

    @property
    def version(self) -> int:
        """How often these fields were written here."""
        return sum(head.written for head in self.heads.values())

    @property
    def conflicts(self) -> frozenset[str]:
        """The fields that several operations hold."""
        return frozenset(name for name, head in self.heads.items() if len(head.ids) > 1)


@remembered
def sealed_fields(cls: type[Record]) -> frozenset[str]:
    """The fields of a kind that are kept as ciphertext."""
    return frozenset(name for name in specs(cls) if sealed(cls, name))


@remembered
def _unreadable(cls: type[Record], readable: frozenset[Category]) -> frozenset[str]:
    return frozenset(name for name in specs(cls) if category_of(cls, name) not in readable)


def seen(row: Row, readable: frozenset[Category], keys: Mapping[Category, bytes]) -> Seen:
    """The record of a row with everything the reader may not read taken out of it.

    A sealed field whose key the reader lacks is withheld too, whatever the role says.
    """
    withheld = _unreadable(row.cls, readable)
    plain = {name: kept for name, kept in row.values.items() if kept is not None and name not in withheld}
    for name in sealed_fields(row.cls) & plain.keys():
        try:
            plain[name] = opened(row, name, keys)
        except KeyError:
            del plain[name]
            withheld |= {name}
    return Seen(row.id, build(row.cls, plain), withheld, row.parent, row.heads)


def bare(rows: Iterable[Row]) -> list[Seen]:
    """Records as the rules see them: every unsealed field, no sealed one."""
    everything = frozenset(Category)
    return [seen(row, everything, {}) for row in rows]
