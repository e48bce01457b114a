"""The office's own records: whom it knows, its houses, its settings. Whoever keeps them need see no case."""

from __future__ import annotations

from collections.abc import Mapping

from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import reading, records
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.store.rows import Seen


@use_case(N_("Save record of the office"), needs=Right.EDIT_DIRECTORY)
def save(
    tx: Tx,
    kind: str,
    given: Mapping[str, object],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of the office: only the fields given. Raises as `records.save`."""
    cls = reading.kind_of(kind)
    card = records.place(tx, cls, OFFICE)
    return records.write(tx, cls, card, given, record=record, parent=parent, base=base)


@use_case(N_("Delete record of the office"), needs=Right.EDIT_DIRECTORY)
def delete(tx: Tx, kind: str, record: str) -> Saved:
    """Take a record out of the directory. It stays in the log, and undo brings it back."""
    cls = reading.kind_of(kind)
    return records.remove(tx, cls, records.place(tx, cls, OFFICE), record)
