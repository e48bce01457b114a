"""Links: the record that was meant, found by its id, or by the name or number people know it by."""

from __future__ import annotations

from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Link
from victimcase.domain.words import RecordId, Scope
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.store import cards, rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row

NAMES: Final = ("name", "own_script_name", "short_name", "code")
"""Fields by which people know a record of the directory."""


def found(tx: Tx, spec: Link, text: str, card: Card | None) -> RecordId:
    """The id of the record that is meant: one of this case, its person or the office, or another case.

    Raises Invalid when there is none the user may see, or several of that name.
    """
    known = _cases(tx, text) if spec.to == "case" else _records(tx, spec, text, card)
    if len(known) != 1:
        raise Invalid(
            N_("“{label}” leads to a record of the kind “{kind}”; there is none called “{given}” here.")
            if not known
            else N_("“{label}” could be any of several records called “{given}”."),
            N_("Choose it from the list, or give its id as the case shows it. Nothing was changed."),
            label=tr(spec.label),
            kind=tr(RECORDS[spec.to].title),
            given=text,
        )
    return known[0]


def _cases(tx: Tx, text: str) -> list[RecordId]:
    found = cards.find(tx.conn, tx.me.reader, text)
    return [found.case_id] if found else []


def _records(tx: Tx, spec: Link, text: str, card: Card | None) -> list[RecordId]:
    cls = RECORDS[spec.to]
    row = rows.one(tx.conn, spec.to, RecordId(text))
    if row is not None:
        return [row.id] if not row.gone and _reachable(tx, row, card) else []
    if cls.scope is not Scope.OFFICE:
        return []
    wanted = text.casefold()
    return [
        row.id
        for row in rows.of_scope(tx.conn, spec.to, tx.me.office)
        if wanted in {str(row.values.get(name) or "").casefold() for name in NAMES}
    ]


def _reachable(tx: Tx, row: Row, card: Card | None) -> bool:
    if row.kind == "person":
        return any(tx.visible(one.case_id) for one in cards.of_person(tx.conn, row.id))
    own = {tx.me.office} | ({card.case_id, card.person_id} if card else set())
    return row.scope in own and not reading.secret(tx, row)
