"""Taking back the user's last entry, as a new entry: nothing is ever removed from the log."""

from __future__ import annotations

import json
from dataclasses import dataclass

from victimcase.domain.errors import Refused
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import GONE, MADE, Operation, OpId, unpack
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services.tx import Tx
from victimcase.services.use_case import USE_CASES, use_case
from victimcase.store import journal, rows
from victimcase.store.rows import Row

_LAST = """
SELECT e.number, e.action, e.at, e.scope FROM entry e
WHERE e.replica = ? AND e."user" = ? AND e.undoes IS NULL AND e.action NOT LIKE 'view.%'
AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.replica = e.replica AND u.undoes = e.number)
ORDER BY e.number DESC LIMIT 1
"""


@dataclass(frozen=True)
class Undone:
    """What was taken back: the words of the use case, when it ran, and how many fields are as before."""

    title: str
    at: str
    fields: int


@use_case(N_("Undo"), needs=Right.UNDO)
def last(tx: Tx) -> Undone:
    """Take back the user's last entry.

    Raises Refused when there is none, when it cannot be undone by its nature, or when something it wrote was
    changed since.
    """
    found = tx.conn.exec_driver_sql(_LAST, (tx.me.replica, tx.me.user)).first()
    if found is None:
        raise Refused(N_("There is nothing of yours to undo."), N_("Nothing was changed."))
    number, action, at, scope = found
    known = USE_CASES.get(action)
    if known is None or not known.undoable:
        raise Refused(
            N_("Your last act, “{title}”, cannot be undone: it left the program, or concerns keys or users."),
            N_("Nothing was changed."),
            title=tr(known.title) if known else action,
        )
    operations = journal.operations_of(tx.conn, tx.me.replica, number)
    for operation in operations:
        _check(tx, operation)
    for operation in reversed(operations):
        _take_back(tx, operation, {one.id: one for one in operations})
    tx.scope, tx.undoes = scope, number
    return Undone(known.title, at, sum(one.field not in (MADE, GONE) for one in operations))


def _row(tx: Tx, operation: Operation) -> Row:
    row = rows.one(tx.conn, operation.kind, RecordId(operation.record))
    assert row is not None
    return row


def _check(tx: Tx, operation: Operation) -> None:
    """Raise Refused when the field was written again since, by an entry other than the one to be undone."""
    row = _row(tx, operation)
    changed_by = [one for name, head in row.heads.items() for one in head.ids if name == operation.field]
    if operation.field == MADE:
        changed_by = [one for head in row.heads.values() for one in head.ids]
    for one in changed_by:
        if _entry_of(tx, one) != operation.entry and not _same_place_later(tx, operation, one):
            raise Refused(
                N_("“{title}” was changed again since, so your last act cannot be undone as a whole."),
                N_("Nothing was changed. Open the record and write the value that should stand."),
                title=tr(RECORDS[operation.kind].title),
            )


def _entry_of(tx: Tx, one: OpId) -> int:
    found = tx.conn.exec_driver_sql(
        "SELECT entry FROM operation WHERE replica = ? AND number = ?", tuple(one)
    ).scalar()
    return int(found or 0) if one.replica == tx.me.replica else -1


def _same_place_later(tx: Tx, operation: Operation, one: OpId) -> bool:
    """Whether the later operation only came about through an entry that was undone itself."""
    undone = tx.conn.exec_driver_sql(
        "SELECT 1 FROM operation o JOIN entry e ON e.replica = o.replica AND e.number = o.entry "
        "WHERE o.replica = ? AND o.number = ? AND e.undoes > ?",
        (one.replica, one.number, operation.entry),
    ).scalar()
    return bool(undone)


def _take_back(tx: Tx, operation: Operation, mine: dict[OpId, Operation]) -> None:
    row = _row(tx, operation)
    if operation.field == MADE:
        tx.write.set_gone(row, True)
        return
    before = [one for one in unpack(operation.replaces) if one not in mine]
    if operation.field == GONE:
        tx.write.set_gone(row, bool(before) and _value(tx, row, operation.field, before[-1]) is True)
    elif any(one in mine for one in unpack(operation.replaces)):
        return  # an earlier operation of the same entry on this field takes it further back
    else:
        tx.write.put(row, {operation.field: _value(tx, row, operation.field, before[-1]) if before else None})


def _value(tx: Tx, row: Row, name: str, one: OpId) -> Plain:
    text = tx.conn.exec_driver_sql(
        "SELECT value FROM operation WHERE replica = ? AND number = ?", tuple(one)
    ).scalar()
    if text is None:
        return None
    if name == GONE:
        return json.loads(text)  # type: ignore[no-any-return]  # true or null
    return rows.open_field(row.kind, row.id, name, json.loads(text), tx.world.keys)
