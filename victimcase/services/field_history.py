"""What one field held before, and writing an earlier value again."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain import values
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, category_of, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.services import history, reading, records
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen


@dataclass(frozen=True)
class Held:
    """A value a field held: since when, who wrote it by which act, the value and its words.

    `key` names it for `restore_field`. The first of a history stands now.
    """

    key: str
    at: str
    user: str
    action: str
    value: Plain
    words: str
    now: bool


_VALUES = """
SELECT o.replica, o.number, e.at, coalesce(m.name, m.login, e."user"), e.action, o.value
FROM operation o
JOIN entry e ON e.replica = o.replica AND e.number = o.entry
LEFT JOIN member m ON m.id = e."user"
WHERE o.scope = ? AND o.record = ? AND o.kind = ? AND o.field = ?
ORDER BY e.at DESC, e.seq DESC, o.number DESC
"""


@query(N_("See what a field held before"), needs=Right.SEE_CASES)
def field_history(tx: Tx, number: str, kind: str, record: str, field: str) -> list[Held]:
    """Every value a field held, the latest first. Reading it is a viewing, as reading any history.

    Raises NotFound for a record or field there is not, or not for this user.
    """
    cls, card, row = _field(tx, number, kind, record, field)
    tx.viewing("view.history", card.case_id if card else tx.me.office, record)
    if field in rows.seen(row, tx.me.readable, tx.world.keys).withheld:
        raise _no_field(field)
    return _values(tx, cls, row, field)


@use_case(N_("Bring an earlier value back"), needs=Right.EDIT_CASE)
def restore_field(
    tx: Tx, number: str, kind: str, record: str, field: str, key: str, *, base: Seen | None = None
) -> Saved:
    """Write a value again that a field held before; as saving does, with the same rights and checks.

    Raises as `records.save`, and NotFound for a value the field did not hold.
    """
    cls, card, row = _field(tx, number, kind, record, field)
    if field in rows.seen(row, tx.me.readable, tx.world.keys).withheld:
        raise _no_field(field)
    found = next((one for one in _values(tx, cls, row, field) if one.key == key), None)
    if found is None:
        raise NotFound(
            N_("The field did not hold this value before, or it was erased. Nothing was changed."),
            N_("Open the history of the field again and choose one of the values it shows."),
        )
    return records.write(tx, cls, card, {field: found.value}, record=record, base=base)


def _field(tx: Tx, number: str, kind: str, record: str, field: str) -> tuple[type[Record], Card | None, Row]:
    cls = reading.kind_of(kind)
    card = None if number == OFFICE else tx.case(number)
    if card is None:
        tx.require(Right.EDIT_DIRECTORY if tx.writing else Right.SEE_DIRECTORY)
    row = reading.row_of(tx, cls, card, record)
    if field not in specs(cls) or category_of(cls, field) not in _readable(tx, card):
        raise _no_field(field)
    return cls, card, row


def _readable(tx: Tx, card: Card | None) -> frozenset[Category]:
    """What may be read of a case, or of the office's own records."""
    return tx.me.readable if card is not None else tx.me.readable | {Category.ADMINISTRATIVE}


def _no_field(field: str) -> Refused:
    return Refused(
        N_("What the field “{field}” held is not for your role to see. Nothing was changed."),
        N_("Ask a supervisor to look at it."),
        field=field,
    )


def _values(tx: Tx, cls: type[Record], row: Row, field: str) -> list[Held]:
    """The values of a field that can still be read; one that was erased is left out."""
    spec = specs(cls)[field]
    standing = {(one.replica, one.number) for head in [row.heads.get(field)] if head for one in head.ids}
    found = []
    given = (row.scope, row.id, cls.kind, field)
    for replica, number, at, user, action, text in statements.every(tx.conn, _VALUES, given):
        if text is None:
            continue
        plain = history.plain_value(tx, cls, row.id, field, text)
        words = values.show(spec, values.from_plain(spec, plain), tx.reference)
        now = (replica, number) in standing
        found.append(Held(f"{replica}:{number}", at, user, history.title(action), plain, words, now))
    return found
