"""What the door lets out: redacted content, what was held back, and the hash over all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from victimcase.domain.consent import Basis
from victimcase.domain.operations import canonical
from victimcase.domain.outputs import Purpose
from victimcase.domain.spec import Record, category_of, filled
from victimcase.domain.values import Plain, to_plain
from victimcase.domain.words import Category, RecordId
from victimcase.services.recipients import Recipient
from victimcase.store.cards import Card

FACT: Final = "fact/"
"""Begins, among the fields of a line of the ledger, the name of a fact."""
Fact: TypeAlias = "Plain | list[Fact] | dict[str, Fact]"
"""What JSON can say."""


@dataclass(frozen=True)
class Withheld:
    """Something that did not go: of which case, what, and why, in words."""

    case: str
    what: str
    why: str
    told: bool = True
    """Whether the paper itself says so. What could never go, or is sealed, is not even named there."""
    code: str = ""
    """The category, or the key of the free text, that was held back."""


@dataclass(frozen=True)
class Piece:
    """One record as it may go: only fields that were let through are in it."""

    kind: str
    id: RecordId
    record: Record
    parent: RecordId | None = None
    tells: frozenset[Category] | None = None
    """What it tells about where its fields do not say it: a file says more, a question put to the recipient
    tells nothing of the person that was not agreed to."""


@dataclass(frozen=True)
class Mark:
    """A name, place or number known here, found in a text: characters from `start` up to `end`, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class FreeText:
    """A text somebody has to read through before it goes: its key, of which record and field, itself.

    `key` changes with the text, so what was read is what goes.
    """

    key: str
    title: str
    label: str
    text: str
    category: Category
    marks: tuple[Mark, ...] = ()
    goes: bool = False
    """Whether somebody has read it and lets it go, as it is or with the marked words covered."""


@dataclass(frozen=True)
class Content:
    """What may go of one case."""

    card: Card
    pieces: tuple[Piece, ...]
    categories: frozenset[Category]
    bases: tuple[Basis, ...] = ()
    given_on: tuple[str, ...] = ()
    """Days on which the consents it rests on were given, ISO 8601."""
    limits: tuple[str, ...] = ()
    """What the person does not want, in their own words, as far as it was read through."""
    limited: bool = False
    """Whether the person has set limits at all."""


@dataclass(frozen=True)
class Released:
    """Everything that may go, redacted, with what was held back. Only the door makes one."""

    output: str
    purpose: Purpose
    recipient: Recipient
    contents: tuple[Content, ...]
    withheld: tuple[Withheld, ...]
    asked: frozenset[Category]
    number: str = ""
    content_hash: str = ""
    fields: tuple[str, ...] = field(default=())
    texts: tuple[FreeText, ...] = ()
    """Free texts that were let through or would be, once somebody has read them."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """What goes besides records: what a gate still lacks, lines of the ledger, counts, patterns."""
    besides: frozenset[Category] = frozenset()
    """Categories that the facts tell of, whether or not a record does."""

    @property
    def categories(self) -> frozenset[Category]:
        """The categories that go, of any of the cases."""
        return frozenset[Category]().union(*(content.categories for content in self.contents))

    @property
    def tells(self) -> tuple[Category, ...]:
        """The categories of what goes, not of all that might have gone, in their usual order."""
        found = set(self.besides)
        for piece in (piece for content in self.contents for piece in content.pieces):
            cls = type(piece.record)
            fields = {category_of(cls, name) for name, _, _ in filled(piece.record)}
            found |= fields if piece.tells is None else piece.tells
        return tuple(one for one in Category if one in found)


def closed(released: Released) -> Released:
    """What was let through, with the hash over it and the names of its fields: nothing is added any more."""
    return replace(released, content_hash=_hash(released), fields=_fields(released))


def _hash(released: Released) -> str:
    """SHA-256 over everything that goes, in canonical form: what the code on the paper can be checked
    against.
    """
    said: list[object] = [
        [
            content.card.number,
            [
                [piece.kind, piece.id, {name: to_plain(value) for name, _, value in filled(piece.record)}]
                for piece in content.pieces
            ],
            *([list(content.limits)] if content.limits else []),
        ]
        for content in released.contents
    ]
    if released.facts:
        said.append(dict(released.facts))
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _fields(released: Released) -> tuple[str, ...]:
    found = {
        f"{piece.kind}.{name}"
        for content in released.contents
        for piece in content.pieces
        for name, _, _ in filled(piece.record)
    }
    return tuple(sorted(found | {FACT + name for name in released.facts}))
