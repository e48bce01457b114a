"""What happened to a case: who changed which field when, from the one log, as far as the reader may know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from victimcase.domain.errors import Damaged
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import GONE, MADE, unpack
from victimcase.domain.records.consents import Consent
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, category_of, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import called, query
from victimcase.store import rows

VIEWINGS = {
    "view.restricted_case": N_("Opened a restricted case"),
    "view.sealed_fields": N_("Saw sealed fields"),
    "view.history": N_("Read the history"),
    "view.search_by_number": N_("Searched by the number of a document"),
    "view.document": N_("Opened a document"),
}


@dataclass(frozen=True)
class Act:
    """One line of a history. `field` is empty for an act that changed none; values are plain.

    `reason` stands behind an override, and is told to those who may read releases.
    """

    at: str
    user: str
    office: str
    action: str
    reason: str
    kind: str
    record: str
    field: str
    old: Plain
    new: Plain


_CHANGES = """
SELECT e.at, coalesce(m.login, e."user"), e.office, e.action, e.reason, o.kind, o.record, o.field, o.value,
       o.replaces, o.replica, o.number
FROM operation o
JOIN entry e ON e.replica = o.replica AND e.number = o.entry
LEFT JOIN member m ON m.id = e."user"
WHERE o.scope IN (?, ?) ORDER BY e.at, e.seq, o.number
"""
_OTHERS = """
SELECT e.at, coalesce(m.login, e."user"), e.office, e.action, e.reason, e.subject
FROM entry e LEFT JOIN member m ON m.id = e."user"
WHERE e.scope = ? AND e.last < e.first ORDER BY e.seq
"""


@query(N_("See the history of a case"), needs=Right.SEE_CASES)
def of_case(tx: Tx, number: str) -> list[Act]:
    """Every act on a case and its person, oldest first. Reading a history is itself a viewing.

    Changes to what the reader may not read are not listed; acts that changed nothing (papers given out,
    viewings) are listed for those who may see the office's audit or write in every part of the case.
    """
    card = tx.case(number)
    tx.viewing("view.history", card.case_id)
    values: dict[tuple[str, int], str | None] = {}
    acts: list[Act] = []
    secret = reading.secrets(tx, card)
    for *head, kind, record, name, value, replaces, replica, count in tx.conn.exec_driver_sql(
        _CHANGES, (card.case_id, card.person_id)
    ):
        values[replica, count] = value
        cls = RECORDS.get(kind)
        if cls is None or record in secret or not _told(tx, cls, name):
            continue
        before = [values.get(one) for one in unpack(replaces)]
        old = before[-1] if before else None
        acts.append(_act(tx, cls, head, record, name, old, value))
    if Right.SEE_AUDIT in tx.me.rights or Right.IMPORT in tx.me.rights:
        acts += _others(tx, card.case_id)
        acts.sort(key=lambda act: act.at)
    return acts


def _told(tx: Tx, cls: type[Record], name: str) -> bool:
    if reading.hidden(cls, tx.me.readable):
        return False
    return name in (MADE, GONE) or (name in specs(cls) and category_of(cls, name) in tx.me.readable)


def _act(
    tx: Tx, cls: type[Record], head: list[Any], record: str, name: str, old: str | None, new: str | None
) -> Act:
    at, user, office, action, reason = head
    return Act(
        at=at,
        user=user,
        office=office,
        action=title(action),
        reason=_reason(tx, reason),
        kind=cls.kind,
        record=record,
        field="" if name == MADE else name,
        old=plain_value(tx, cls, record, name, old),
        new=None if name == MADE else plain_value(tx, cls, record, name, new),
    )


def _reason(tx: Tx, reason: str) -> str:
    return reason if Category.RELEASE in tx.me.readable else ""


def title(action: str) -> str:
    """The words for a use case or a viewing in the journal."""
    known = called(action)
    return known.title if known else VIEWINGS.get(action, action)


def plain_value(tx: Tx, cls: type[Record], record: str, name: str, text: str | None) -> Plain:
    """The plain value of a field as the log holds it; none where it was erased or its key is not held."""
    if text is None or name == MADE:
        return None
    try:
        plain = rows.open_field(cls.kind, record, name, json.loads(text), tx.world.keys)
    except (KeyError, Damaged):
        return None
    if cls is Consent and name == "categories" and isinstance(plain, list):
        return list(reading.told_categories(tx, plain))
    return plain


def _others(tx: Tx, case: RecordId) -> Iterator[Act]:
    for at, user, office, action, reason, subject in tx.conn.exec_driver_sql(_OTHERS, (case,)):
        yield Act(at, user, office, title(action), _reason(tx, reason), "", subject, "", None, None)
