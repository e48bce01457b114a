"""The one log: operations and entries, their seals, and the state a set of operations leads to.

An operation gives one field of one record a value and names the operations it replaces. The value of a
field is
what no other operation replaces; several of these are a conflict that a person settles. An entry is one use
case: it seals the seals of its operations and the entry before it, so that no entry of a replica can be
changed, dropped or moved without the chain showing it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

MADE: Final = "_made"
"""Field of the operation that brings a record into being; its value is the id of the parent record, or
null.
"""
GONE: Final = "_gone"
"""Field of the operation that deletes a record (true) or takes the deletion back (null)."""

NULL: Final = "null"

_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def canonical(value: object) -> str:
    """The one JSON text of a plain value: sorted keys, no spaces, UTF-8 text as it is."""
    return _CANONICAL.encode(value)


class OpId(NamedTuple):
    """Where an operation was made and its running number there."""

    replica: str
    number: int


class Operation(NamedTuple):
    """One field of one record gets one value.

    `value` is canonical JSON (or sealed text as JSON), and None once it was erased; `clock` is a hybrid
    logical
    clock (milliseconds shifted by 16 bits, plus a counter); `replaces` lists the operations that held the
    field before; `seal` = SHA-256 of salt and the canonical rest, in hexadecimal digits.
    """

    replica: str
    number: int
    entry: int
    clock: int
    scope: str
    kind: str
    record: str
    field: str
    value: str | None
    replaces: str
    salt: bytes | None
    seal: str

    @property
    def id(self) -> OpId:
        """Its place in the log."""
        return OpId(self.replica, self.number)

    @property
    def erased(self) -> bool:
        """Whether the value was emptied; the seal stays, so the chain still holds."""
        return self.salt is None


def seal_of(parts: Sequence[Any], salt: bytes) -> str:
    """SHA-256 over the salt and the canonical text of the nine parts before the salt, in their order."""
    return hashlib.sha256(salt + _parts_text(parts).encode()).hexdigest()


def _parts_text(parts: Sequence[str | int | None]) -> str:
    """`canonical` of texts and numbers; an encoder made anew each time costs more than all else of a seal."""
    return f"[{','.join([_part_text(part) for part in parts])}]"


def _part_text(part: str | int | None) -> str:
    return encode_basestring(part) if isinstance(part, str) else NULL if part is None else str(part)


def intact(operation: Operation) -> bool:
    """Whether an operation still says what was sealed; an erased one cannot be told and counts as intact."""
    if operation.salt is None:
        return operation.value is None
    return seal_of(operation[:10], operation.salt) == operation.seal


def pack(ids: Iterable[OpId]) -> str:
    """Ids of operations as the text kept in `replaces`: `replica:number` joined by spaces."""
    return " ".join(f"{one.replica}:{one.number}" for one in sorted(ids))


def unpack(text: str) -> tuple[OpId, ...]:
    """The ids kept in a `replaces` text."""
    return tuple(
        OpId(replica, int(number)) for replica, _, number in (part.partition(":") for part in text.split())
    )


@dataclass(frozen=True)
class Entry:
    """One use case that one user ran on one replica.

    `action` is the name of the use case, `scope` the case (or office) it concerned, `undoes` the number of
    the
    entry it took back, `parent` the entry it is a part of (one row of an import), `subject` what was done
    to whom
    in ids only, and `sealed` the seal over all of it, the seals of its operations and the entry before.
    """

    replica: str
    number: int
    at: str
    user: str
    office: str
    action: str
    scope: str = ""
    reason: str = ""
    subject: str = ""
    undoes: int | None = None
    parent: int | None = None
    previous: str = ""
    seal: str = ""

    def sealed(self, operations: Iterable[str]) -> Entry:
        """The entry with its seal, over the seals of its operations in their order."""
        parts = [
            self.replica,
            self.number,
            self.at,
            self.user,
            self.office,
            self.action,
            self.scope,
            self.reason,
            self.subject,
            self.undoes,
            self.parent,
            self.previous,
            list(operations),
        ]
        return replace(self, seal=hashlib.sha256(canonical(parts).encode()).hexdigest())


class Break(NamedTuple):
    """The first place where a chain does not hold, and why."""

    entry: int
    why: str


def first_break(chain: Iterable[tuple[Entry, Sequence[Operation]]]) -> Break | None:
    """The first entry of one replica's chain that was altered, or that hides a dropped or added one.

    `chain` gives every entry of one replica with its operations, both in order of their numbers.
    """
    before, expected, operation_number = "", 1, 1
    for entry, operations in chain:
        if entry.number != expected or entry.previous != before:
            return Break(entry.number, "an entry before it is missing or was moved")
        for operation in operations:
            if operation.number != operation_number:
                return Break(entry.number, "an operation is missing or was added")
            if not intact(operation):
                return Break(entry.number, "the value of an operation was changed")
            operation_number += 1
        if entry.sealed(o.seal for o in operations).seal != entry.seal:
            return Break(entry.number, "the entry or its list of operations was changed")
        before, expected = entry.seal, expected + 1
    return None


def heads(operations: Iterable[Operation]) -> Mapping[tuple[str, str], tuple[Operation, ...]]:
    """What holds each field: record and field -> the operations no other one replaces, the shown one first.

    A pure function of the set of operations: order of arrival and doubles do not matter. The one shown is
    that with the highest clock, then replica and number; several mean a conflict.
    """
    every: dict[OpId, Operation] = {}
    for operation in operations:  # of doubles the erased one wins
        every[operation.id] = max(
            every.get(operation.id, operation), operation, key=lambda o: (o.erased, o.seal)
        )
    replaced = {one for operation in every.values() for one in unpack(operation.replaces)}
    found: dict[tuple[str, str], list[Operation]] = {}
    for one, operation in every.items():
        if one not in replaced:
            found.setdefault((operation.record, operation.field), []).append(operation)
    return {
        place: tuple(sorted(holding, key=lambda o: (o.clock, o.replica, o.number), reverse=True))
        for place, holding in found.items()
    }


def tick(last: int, now_ms: int) -> int:
    """The next reading of a hybrid logical clock: never back, even when the wall clock is."""
    return max(now_ms << 16, last + 1)
