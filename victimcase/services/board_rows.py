"""The records the repatriation board looks at, of all its cases at once, in the fields it reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from victimcase.domain import spec as s
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Record, specs
from victimcase.domain.values import many, reader
from victimcase.domain.words import RecordId, Scope
from victimcase.services.tx import Tx
from victimcase.store import statements
from victimcase.store.cards import Card

READ: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("open_steps", "found_in", "domestic", "jurisdiction_profile", "return_hold"),
    "person": ("birth", "age_disputed", "citizenships"),
    "stated_age": ("age", "birth", "stated_on"),
    "guardian": ("checked", "suspected", "ended_on"),
    "age_assessment": ("result", "assessed_on", "youngest"),
    "consent": (
        *("purpose", "recipient", "recipient_text", "given", "given_by", "guardian", "child_assent"),
        *("categories", "risk_assessment", "given_on", "expires_on", "withdrawn_on", "reported_by_import"),
    ),
    "risk_assessment": ("purpose", "conclusion", "officials_suspected"),
    "risk": ("measure", "closed_on", "residual", "severity", "likelihood"),
    "identity_document": ("number",),
    "identity_claim": ("asked_on", "answered_on", "result"),
    "nationality_verification": (
        *("country", "authority", "asked_on", "asked_again_on", "answered_on", "result"),
    ),
    "travel_document": (
        *("type", "issuer", "asked_on", "issued_on", "valid_from", "valid_until", "single_use", "used_on"),
    ),
    "receiving_agency_acceptance": (
        *("organisation", "asked_on", "answer", "answered_on", "in_writing", "waived", "waived_in_writing"),
    ),
    "travel_plan": (
        *("departs_on", "arrives_at", "arrived_at", "destination", "destination_country", "cancelled_on"),
    ),
    "supervisor_release": ("decision",),
    "best_interests_report": ("recommendation", "receiver", "receiver_assessed"),
    "option_decision": ("choice",),
}
"""Kind -> the fields the rules of a return ask for."""

_ONLY: Final = {"consent": "AND purpose = 'voluntary_return'", "risk_assessment": "AND purpose = 'return'"}


def dossiers(tx: Tx, found: Sequence[Card]) -> dict[RecordId, Dossier]:
    """Case -> its dossier, with these kinds and fields alone."""
    by_scope: dict[str, dict[str, list[Kept[Record]]]] = {}
    for kind in READ:
        scopes = [_scope(kind, card) for card in found]
        for scope, kept in _read(tx, kind, scopes):
            by_scope.setdefault(scope, {}).setdefault(kind, []).append(kept)
    return {card.case_id: _dossier(tx, card, by_scope) for card in found}


def _scope(kind: str, card: Card) -> RecordId:
    return card.person_id if RECORDS[kind].scope is Scope.PERSON else card.case_id


def _dossier(tx: Tx, card: Card, by_scope: Mapping[str, Mapping[str, list[Kept[Record]]]]) -> Dossier:
    of_both = (*by_scope.get(card.case_id, {}).items(), *by_scope.get(card.person_id, {}).items())
    return Dossier(card.case_id, card.person_id, tx.today, {kind: tuple(kept) for kind, kept in of_both})


def _read(tx: Tx, kind: str, scopes: Sequence[str]) -> list[tuple[str, Kept[Record]]]:
    cls, names = RECORDS[kind], READ[kind]
    known = specs(cls)
    lists = [place for place, name in enumerate(names) if many(known[name])]
    truths = [place for place, name in enumerate(names) if isinstance(known[name], s.YesNo)]
    readers = [reader(known[name]) for name in names]
    columns = ", ".join(f'"{name}"' for name in ("id", "scope_id", "parent", *names))
    statement = (
        f'SELECT {columns} FROM "r_{kind}" WHERE gone = 0 {_ONLY.get(kind, "")} '
        "AND scope_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    found = []
    for id_, scope, parent, *values in statements.every(tx.conn, statement, (json.dumps(scopes),)):
        _understand(values, lists, truths)
        said = {
            name: value if read is None else read(value)
            for name, value, read in zip(names, values, readers, strict=True)
            if value is not None
        }
        record = cls(**said)
        found.append((str(scope), Kept(RecordId(id_), record, parent)))
    return found


def _understand(values: list[Any], lists: Sequence[int], truths: Sequence[int]) -> None:
    """Read lists and truths of a row as the database keeps them."""
    for place in lists:
        if values[place] is not None:
            values[place] = json.loads(values[place])
    for place in truths:
        if values[place] is not None:
            values[place] = bool(values[place])
