"""Whether a vault is sound: pages, journal and its signatures, lists, records against the log, documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import GONE, MADE, OpId, first_break
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import blobs, cards, checkpoints, journal, rows, slots, statements
from victimcase.store.rows import Row


@dataclass(frozen=True)
class Check:
    """Whether a vault is sound, and what is wrong in plain words."""

    ok: bool
    problems: tuple[str, ...]
    entries: int
    cases: int


@query(N_("Check the vault"), needs=Right.CHECK_VAULT)
def check(tx: Tx) -> Check:
    """Look at everything that can be looked at, and name what is wrong without a word of anybody's."""
    keys = {user: pair[1] for user, pair in slots.public_keys(tx.session.vault.header).items()}
    found = [
        *tx.session.vault.problems(),
        *journal_problems(tx.conn),
        *checkpoints.problems(tx.conn, keys, former_keys(tx.conn)),
        *list_problems(tx.conn),
        *record_problems(tx.conn),
        *_blob_problems(tx),
    ]
    entries = int(tx.conn.exec_driver_sql("SELECT count(*) FROM entry").scalar() or 0)
    return Check(not found, tuple(found), entries, cards.count(tx.conn))


def former_keys(conn: Connection) -> frozenset[tuple[str, str]]:
    """Users with keys they signed with before an administrator gave them new ones, as the journal says."""
    found = statements.every(
        conn, "SELECT subject FROM entry WHERE action IN ('people.give_passphrase', 'people.enable')"
    )
    told = [json.loads(subject) for (subject,) in found]
    return frozenset((one["user"], key) for one in told for key in one["former"])


_COUNTED = {
    "operations belong to no entry": """
        SELECT count(*) FROM operation o
        WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.replica = o.replica AND e.number = o.entry)""",
    "operations were emptied without an erasure": """
        SELECT count(*) FROM operation o
        WHERE o.salt IS NULL AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.scope = o.scope)""",
    "entries do not name their own operations": """
        SELECT count(*) FROM entry e WHERE e.last - e.first + 1 !=
            (SELECT count(*) FROM operation o
             WHERE o.replica = e.replica AND o.number BETWEEN e.first AND e.last AND o.entry = e.number)""",
    "places of the journal are empty": "SELECT max(seq) - count(*) + abs(min(seq) - 1) FROM entry",
    "entries were moved": """
        SELECT count(*) FROM entry e WHERE EXISTS
            (SELECT 1 FROM entry b
             WHERE b.replica = e.replica AND b.number = e.number - 1 AND b.seq > e.seq)""",
}


def journal_problems(conn: Connection) -> Iterator[str]:
    """What was changed in the journal, dropped from it, moved in it or added to it."""
    for (replica,) in statements.every(conn, "SELECT replica FROM entry UNION SELECT replica FROM operation"):
        broken = first_break(journal.chain(conn, replica))
        if broken:
            yield f"journal of {replica}: entry {broken.entry}: {broken.why}"
    for words, statement in _COUNTED.items():
        found = statements.first(conn, statement)
        if found and found[0]:
            yield f"{found[0]} {words}"


def list_problems(conn: Connection) -> Iterator[str]:
    """Cases that are in the list and not among the records, or the other way round."""
    stray = statements.first(
        conn,
        "SELECT count(*) FROM card k WHERE NOT EXISTS "
        "(SELECT 1 FROM r_case c WHERE c.id = k.case_id AND c.gone = 0)",
    )
    missing = statements.first(
        conn,
        "SELECT count(*) FROM r_case c WHERE c.gone = 0 AND NOT EXISTS "
        "(SELECT 1 FROM card k WHERE k.case_id = c.id)",
    )
    counts = (stray or (0,))[0], (missing or (0,))[0]
    if any(counts):
        yield f"the list of cases disagrees with the records ({counts[0]} too many, {counts[1]} missing)"


BATCH = 500


def record_problems(conn: Connection) -> Iterator[str]:
    """Records that do not say what the log says."""
    for kind in RECORDS:
        ids = [one for (one,) in statements.every(conn, f'SELECT id FROM "r_{kind}" ORDER BY id')]
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            found = rows.read(conn, kind, "id BETWEEN ? AND ?", batch[0], batch[-1])
            logged = _logged(conn, (one for row in found for head in row.heads.values() for one in head.ids))
            for row in found:
                if wrong := sorted(_differing(row, logged)):
                    yield f"{kind} {row.id} is not what the journal says: {', '.join(wrong)}"


def _logged(conn: Connection, ids: Iterable[OpId]) -> dict[OpId, tuple[str, str, str | None]]:
    """Record, field and value of operations."""
    of: dict[str, list[int]] = {}
    for replica, number in ids:
        of.setdefault(replica, []).append(number)
    return {
        OpId(replica, number): (record, field, value)
        for replica, numbers in of.items()
        for chunk in (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH))
        for number, record, field, value in statements.every(
            conn,
            "SELECT number, record, field, value FROM operation WHERE replica = ? "
            f"AND number IN ({', '.join('?' * len(chunk))})",
            (replica, *chunk),
        )
    }


def _differing(row: Row, logged: Mapping[OpId, tuple[str, str, str | None]]) -> Iterator[str]:
    said = {**row.values, MADE: row.parent, GONE: True if row.gone else None}
    for name in said.keys() - row.heads.keys():
        if said[name] not in (None, []):
            yield name
    for name, head in row.heads.items():
        if len(head.ids) != 1:
            continue  # in conflict: which one is shown is settled by the clocks, and by a person
        record, field, value = logged.get(head.ids[0], ("", "", None))
        if (record, field) != (row.id, name) or (value and json.loads(value)) != said.get(name):
            yield name


def _blob_problems(tx: Tx) -> list[str]:
    kept = dict(
        tuple(row) for row in tx.conn.exec_driver_sql("SELECT name, id FROM blob WHERE key IS NOT NULL")
    )
    broken = blobs.verify(tx.session.vault.folder, kept)
    return [f"document {kept[name]} is missing or was changed" for name in broken]
