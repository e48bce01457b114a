"""The records of demo cases as they stand while they are written, so that rules need not read them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Record, sealed, specs
from victimcase.domain.values import Plain, build, from_plain
from victimcase.domain.words import RecordId
from victimcase.services.demo_pen import Gone, Make, Put
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card

READ_BACK = ("case", "task", "override")
"""Kinds the program itself writes to while a case moves on."""


@dataclass
class Chronicle:
    """Follows what is written to people and cases, so that a gate can be asked at once."""

    _kept: dict[RecordId, dict[RecordId, Kept[Record]]] = field(default_factory=dict)
    """By what a record belongs to: its records, in the order in which they were made."""
    _scope: dict[RecordId, RecordId] = field(default_factory=dict)

    def make(self, one: Make) -> None:
        """A record was made."""
        record = build(RECORDS[one.kind], _unsealed(one.kind, one.values))
        self._kept.setdefault(one.scope, {})[one.id] = Kept(one.id, record, one.parent)
        self._scope[one.id] = one.scope

    def put(self, one: Put) -> None:
        """Fields of a record were given other values."""
        if scope := self._scope.get(one.id):
            before = self._kept[scope][one.id]
            known = specs(type(before.record))
            changes = {
                name: from_plain(known[name], value)
                for name, value in _unsealed(one.kind, one.values).items()
            }
            self._kept[scope][one.id] = replace(before, record=replace(before.record, **changes))  # type: ignore[type-var]

    def gone(self, one: Gone) -> None:
        """A record was taken out."""
        if scope := self._scope.pop(one.id, None):
            del self._kept[scope][one.id]

    def dossier(self, tx: Tx, card: Card) -> Dossier:
        """A case as `reading.dossier` would read it."""
        found: dict[str, list[Kept[Record]]] = {}
        for scope in (card.person_id, card.case_id):
            for kept in self._kept.get(scope, {}).values():
                if kept.record.kind not in READ_BACK:
                    found.setdefault(kept.record.kind, []).append(kept)
        for kind in READ_BACK:
            seen = rows.bare(rows.of_scope(tx.conn, kind, card.case_id))
            found[kind] = [Kept(one.id, one.record, one.parent) for one in seen]
        records = {kind: tuple(kept) for kind, kept in found.items() if kept}
        return Dossier(case=card.case_id, person=card.person_id, today=tx.today, records=records)


def _unsealed(kind: str, values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Rules never read what is sealed."""
    return {name: value for name, value in values.items() if not sealed(RECORDS[kind], name)}
