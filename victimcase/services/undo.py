"""Taking back the user's last act, as a new entry: nothing is ever removed from the log.

An act is one entry, or an import with the entries of all its rows. It is taken back as a whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from victimcase.domain.errors import Refused
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import GONE, MADE, Operation, OpId, unpack
from victimcase.domain.rights import Right
from victimcase.domain.spec import category_of, sealed
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId, Scope
from victimcase.i18n import N_, tr
from victimcase.services import writable
from victimcase.services.tx import Tx
from victimcase.services.use_case import USE_CASES, called, use_case
from victimcase.store import rows, statements
from victimcase.store.rows import Row

BY_ITSELF: Final = ("vaults.hand_on", "disclosures.tidy", "chores.catch_up")
"""What the program does when a user opens the vault; no act of theirs."""

IMPORT: Final = "imports.begin"

_LAST = f"""
SELECT coalesce(e.parent, e.number), e.number, e.action, e.at, e.scope FROM entry e
WHERE e.replica = ? AND e."user" = ? AND e.undoes IS NULL AND e.action NOT LIKE 'view.%'
AND e.action NOT IN {BY_ITSELF}
AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.replica = e.replica AND u.undoes IN (e.number, e.parent))
ORDER BY e.number DESC LIMIT 1
"""
_OPERATIONS = """
SELECT o.replica, o.number, o.entry, o.clock, o.scope, o.kind, o.record, o.field, o.value, o.replaces, o.salt,
       o.seal
FROM entry e JOIN operation o ON o.replica = e.replica AND o.number BETWEEN e.first AND e.last
WHERE e.replica = ? AND (e.number = ? OR e.parent = ?) ORDER BY o.number
"""
_MADE_BY = """
SELECT e.undoes, o.replaces FROM operation o JOIN entry e ON e.replica = o.replica AND e.number = o.entry
WHERE o.replica = ? AND o.number = ?
"""


@dataclass(frozen=True)
class Undone:
    """What was taken back: the words of the use case, when it ran, and how many fields are as before."""

    title: str
    at: str
    fields: int


@use_case(N_("Undo"), needs=Right.UNDO)
def last(tx: Tx) -> Undone:
    """Take back the user's last act.

    Raises Refused when there is none, when it cannot be undone by its nature, or when something it wrote was
    changed or built upon since.
    """
    found = statements.first(tx.conn, _LAST, (tx.me.replica, tx.me.user))
    if found is None:
        raise Refused(N_("There is nothing of yours to undo."), N_("Nothing was changed."))
    whole, number, action, at, scope = found
    if whole != number:
        action, at, scope = _head(tx, whole)
    act = _Act(tx, whole)
    _check_kind(tx, act, action)
    _check_sight(tx, scope)
    act.check()
    act.take_back()
    if action == IMPORT:
        act.forget_sources()
    tx.scope, tx.undoes = scope, whole
    return Undone(USE_CASES[action].title, at, sum(one.field not in (MADE, GONE) for one in act.operations))


def _head(tx: Tx, number: int) -> tuple[Any, ...]:
    """What an entry does, when it ran, and where."""
    found = statements.first(
        tx.conn,
        "SELECT action, at, scope FROM entry WHERE replica = ? AND number = ?",
        (tx.me.replica, number),
    )
    assert found is not None
    return found


def _check_kind(tx: Tx, act: _Act, action: str) -> None:
    """Raise Refused for an act that cannot be undone by its nature."""
    known = called(action)
    overrides = any(one.kind == "override" for one in act.made.values())
    opens = any(one.kind == "case" for one in act.made.values())
    made = {one.kind for one in act.made.values()}
    handed = "custody_step" in made and "evidence_item" not in made
    if known is None or not known.undoable or overrides or handed or (opens and writable.is_mission(tx)):
        raise Refused(
            N_(
                "Your last act, “{title}”, cannot be undone: it left the program, concerns keys or users, or "
                "others rely on it."
            ),
            N_("Nothing was changed."),
            title=tr(known.title) if known else action,
        )


def _check_sight(tx: Tx, scope: str) -> None:
    """Raise Refused when the act concerns a case that was closed to the user since."""
    case = statements.first(tx.conn, "SELECT 1 FROM card WHERE case_id = ?", (scope,))
    if case and tx.visible(scope) is None:
        raise Refused(
            N_("Your last act concerns a case you may no longer see, so it cannot be undone."),
            N_("Nothing was changed. Ask a supervisor."),
        )


class _Act:
    """An entry, or an import with all its rows: what it wrote, and whether it can be taken back."""

    def __init__(self, tx: Tx, whole: int) -> None:
        self.tx = tx
        found = statements.every(tx.conn, _OPERATIONS, (tx.me.replica, whole, whole))
        self.operations = [Operation._make(one) for one in found]
        self._mine = {one.id: one for one in self.operations}
        self.made = {one.record: one for one in self.operations if one.field == MADE}

    def check(self) -> None:
        """Raise Refused when a field was written again since, or a record is used by others."""
        for record, operation in self.made.items():
            row = self._row(operation)
            heads = [one for head in row.heads.values() for one in head.ids]
            if not self._is_left_alone(row) and not (
                self._stands(heads) and not self._built_upon(record, row)
            ):
                _refuse(row)
        for operation in self._on_older_records():
            row = self._row(operation)
            lacking = operation.field not in (GONE,) and sealed(row.cls, operation.field)
            if lacking and category_of(row.cls, operation.field) not in self.tx.world.keys:
                _refuse(row)
            if not self._is_left_alone(row) and not self._stands(row.heads[operation.field].ids):
                _refuse(row)

    def take_back(self) -> None:
        """Give every field its value from before, and let records that were made be gone."""
        for record in reversed(self.made):
            row = self._row(self.made[record])
            if not self._is_left_alone(row):
                self.tx.write.set_gone(row, True)
        firsts: dict[tuple[str, str], Operation] = {}
        for operation in self._on_older_records():
            firsts.setdefault((operation.record, operation.field), operation)
        for operation in reversed(firsts.values()):
            row = self._row(operation)
            if not self._is_left_alone(row):
                self._give_back(row, operation)

    def _on_older_records(self) -> Iterable[Operation]:
        return (one for one in self.operations if one.record not in self.made)

    def _row(self, operation: Operation) -> Row:
        record = RecordId(operation.record)
        row = self.tx.write.row(operation.kind, record) or rows.one(self.tx.conn, operation.kind, record)
        assert row is not None
        return row

    def _is_left_alone(self, row: Row) -> bool:
        """Whether a record stays as it is: a task the clocks look after, once others moved it, or an
        organisation of the directory that others name by now.
        """
        if _is_chore(row):
            return not self._stands(_heads(row))
        return row.cls.scope is Scope.OFFICE and row.id in self.made and self._named_by_others(row.id)

    def _named_by_others(self, record: str) -> bool:
        every = statements.every(
            self.tx.conn, "SELECT replica, number FROM operation WHERE value = ?", (json.dumps(record),)
        )
        return any(OpId(*one) not in self._mine for one in every)

    def _stands(self, heads: Iterable[OpId]) -> bool:
        """Whether these operations are the act's own, or brought it back after others were undone."""
        foreign = (one for one in heads if one not in self._mine)
        return all(origin is None or origin in self._mine for origin in map(self._origin, foreign))

    def _origin(self, one: OpId) -> OpId | None:
        """The operation whose value an undo brought back; the operation itself when no undo made it."""
        while True:
            found = statements.first(self.tx.conn, _MADE_BY, one)
            if found is None or found[0] is None:
                return one
            before = self._before(unpack(found[1]), one.replica, found[0])
            if before is None:
                return None
            one = before

    def _before(self, replaced: tuple[OpId, ...], replica: str, undone: int) -> OpId | None:
        """What stood in a field before an undone act first wrote it."""
        while replaced:
            wrote = self._origin(replaced[-1])
            if wrote is None:
                return None
            found = statements.first(
                self.tx.conn,
                f"{_MADE_BY} AND e.replica = ? AND ? IN (e.number, e.parent)",
                (*wrote, replica, undone),
            )
            if found is None:
                return wrote
            replaced = unpack(found[1])
        return None

    def _built_upon(self, record: str, row: Row) -> bool:
        """Whether others wrote into a case or person that was made, or added rows to a record."""
        conn, below = self.tx.conn, [kind for kind, cls in RECORDS.items() if cls.parent == row.kind]
        inside = rows.kinds_present(conn, RecordId(record)) if row.kind in ("case", "person") else ()
        found = [one for kind in inside for one in rows.of_scope(conn, kind, RecordId(record))]
        found += [
            one for kind in below for one in rows.of_scope(conn, kind, row.scope) if one.parent == record
        ]
        return any(
            one.id not in self.made and not (one.kind == "task" and one.values["rule"]) for one in found
        )

    def _give_back(self, row: Row, operation: Operation) -> None:
        before = [one for one in unpack(operation.replaces) if one not in self._mine]
        value = self._value(row, operation.field, before[-1]) if before else None
        if operation.field == GONE:
            self.tx.write.set_gone(row, value is True)
        else:
            self.tx.write.put(row, {operation.field: value})

    def _value(self, row: Row, name: str, one: OpId) -> Plain:
        found = statements.first(
            self.tx.conn, "SELECT value FROM operation WHERE replica = ? AND number = ?", one
        )
        if found is None or found[0] is None:
            return None
        if name == GONE:
            return json.loads(found[0])  # type: ignore[no-any-return]  # true or null
        return rows.open_field(row.kind, row.id, name, json.loads(found[0]), self.tx.world.keys)

    def forget_sources(self) -> None:
        """Let rows of a file that became cases here come in again."""
        cases = {one.scope for one in self.operations}
        for case in cases:
            made = case in self.made
            statement = "DELETE FROM source_row" if made else "UPDATE source_row SET content = ''"
            statements.run(self.tx.conn, f"{statement} WHERE case_id = ?", (case,))


def _heads(row: Row) -> list[OpId]:
    """Every operation that holds a field of a record."""
    return [one for head in row.heads.values() for one in head.ids]


def _is_chore(row: Row) -> bool:
    """Whether the record is a task that a clock made."""
    return row.kind == "task" and bool(row.values["rule"])


def _refuse(row: Row) -> None:
    raise Refused(
        N_("“{title}” was changed or added to since, so your last act cannot be undone as a whole."),
        N_("Nothing was changed. Open the record and write the value that should stand."),
        title=tr(row.cls.title),
    )
