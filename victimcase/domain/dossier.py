"""One case as the rules see it: all its records, its person's, and the office's it links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar, cast

from victimcase.domain.spec import Record
from victimcase.domain.words import RecordId

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Kept(Generic[R_co]):
    """A record with its place: its id (ids sort by the time they were made) and the record it is a row of."""

    id: RecordId
    record: R_co
    parent: RecordId | None = None


@dataclass(frozen=True)
class Dossier:
    """Everything the gates may look at, read in one transaction. Gates see all fields; what a role may be
    told about the outcome is decided afterwards (`gates.seen_by`).

    `records` maps a kind to its records, oldest first; deleted records are not in it.
    `today` is given by the caller so that rules never ask the clock.
    """

    case: RecordId
    person: RecordId
    today: date
    records: Mapping[str, tuple[Kept[Record], ...]] = field(default_factory=dict)

    def all(self, cls: type[R_co]) -> tuple[Kept[R_co], ...]:
        """The records of one kind, oldest first."""
        return cast("tuple[Kept[R_co], ...]", self.records.get(cls.kind, ()))

    def latest(self, cls: type[R_co]) -> Kept[R_co] | None:
        """The record of one kind that was made last."""
        found = self.all(cls)
        return found[-1] if found else None

    def rows(self, cls: type[R_co], parent: RecordId) -> tuple[Kept[R_co], ...]:
        """The child rows of one record, oldest first."""
        return tuple(kept for kept in self.all(cls) if kept.parent == parent)
