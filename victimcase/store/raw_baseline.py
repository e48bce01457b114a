"""What the database alone costs: the same statements on raw sqlcipher3, with none of our code in between.

The baseline of `victimcase bench`: same data, same settings, statements written by hand. It leans on nothing
but the driver, so that anyone can run it alone: `python -m victimcase.store.raw_baseline [CASES]` makes a
throw-away encrypted database of made-up cards and names and prints what each thing took, in milliseconds.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as driver

from victimcase.store.raw_data import fill

CARD = (
    "c.case_id, c.person_id, c.number, c.name, c.name_in_script, c.name_key, c.stage, c.steps, c.status, "
    "c.risk, c.citizenships, c.birth, c.opened_on, c.owner, c.team, c.restricted, c.notified"
)
MAY_SEE = (
    "(((1)) AND c.restricted = 0 OR (c.restricted = 1 AND "
    "EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = c.case_id AND m.login = ?)))"
)
ORDERS = {
    "opened": "c.opened_on DESC, c.case_id DESC",
    "name": "c.name_key, c.case_id",
    "number": "c.number",
}
PAGE = 50
LOGIN = "admin"
LAST = "\U0010ffff"


def opened(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """A connection with the settings of the vault's own."""
    connection = driver.connect(str(path), isolation_level=None, timeout=10, cached_statements=512)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute("PRAGMA cipher_memory_security = OFF").fetchall()
    connection.set_key(f"x'{key.hex()}'")
    connection.execute("PRAGMA cipher_compatibility = 4").fetchall()
    for setting in (
        "cache_size = -65536",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def first_rows(path: Path, key: bytes, login: str) -> list[Any]:
    """Open the database and read the first page of the list."""
    connection = opened(path, key, read_only=True)
    try:
        return page(connection, login)
    finally:
        connection.close()


def page(connection: Any, login: str, order: str = "opened", stage: str = "", offset: int = 0) -> list[Any]:
    """A page of the list, in the order and of the stage asked for."""
    only = " AND c.stage = ?" if stage else ""
    where = f"1 AND {MAY_SEE}{only}"
    statement = f"SELECT {CARD} FROM card c WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
    given = (login, stage, PAGE, offset) if stage else (login, PAGE, offset)
    return _rows(connection, statement, given)


def found(connection: Any, login: str, text: str) -> list[Any]:
    """The first cases whose names hold the text, or begin a word with it where it is one or two letters."""
    if len(text) >= 3:
        tables = (
            "search_name_fts f CROSS JOIN search_name n ON n.seq = f.rowid "
            "CROSS JOIN card c ON c.person_id = n.person_id"
        )
        where, order, given = "search_name_fts MATCH ?", "f.rowid DESC", [f'"{text}"']
    else:
        tables = "name_start w CROSS JOIN card c ON c.person_id = w.person_id"
        where = (
            "w.word >= ? AND w.word < ? AND NOT EXISTS (SELECT 1 FROM name_start e "
            "WHERE e.person_id = w.person_id AND e.word >= ? AND e.word < w.word)"
        )
        order, given = "w.word, w.person_id", [text, text + LAST, text]
    statement = f"SELECT {CARD} FROM {tables} WHERE {where} AND {MAY_SEE} ORDER BY {order} LIMIT ? OFFSET ?"
    return _rows(connection, statement, (*given, login, PAGE, 0))


def _rows(connection: Any, statement: str, given: Sequence[Any]) -> list[Any]:
    connection.execute("BEGIN")
    try:
        return connection.execute(statement, given).fetchall()  # type: ignore[no-any-return]
    finally:
        connection.execute("COMMIT")


@dataclass
class Log:
    """How far the log goes: by hand, in memory, without asking for it."""

    replica: str
    entry: int
    operation: int


def log_of(connection: Any) -> Log:
    """How far the log of a database goes."""
    replica, entry, last = connection.execute(
        "SELECT replica, number, last FROM entry ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Log(replica, entry, last)


def save(connection: Any, log: Log, record: str, scope: str, text: str) -> None:
    """Save the text of a note: operation, row, search text, entry, one commit. Nothing is checked."""
    log.entry, log.operation = log.entry + 1, log.operation + 1
    key, seal, at = text.lower(), "0" * 64, "2026-01-01T00:00:00.000Z"
    run = connection.execute
    run("BEGIN IMMEDIATE")
    seq, before = run("SELECT seq, text FROM search_text WHERE record = ?", (record,)).fetchone()
    run("INSERT INTO search_text_fts (search_text_fts, rowid, text) VALUES ('delete', ?, ?)", (seq, before))
    run("UPDATE search_text SET text = ? WHERE seq = ?", (key, seq))
    run("INSERT INTO search_text_fts (rowid, text) VALUES (?, ?)", (seq, key))
    heads = f'{{"{log.replica}":{{"_made":1,"text":[{log.operation},2]}}}}'
    run('UPDATE "r_note" SET text = ?, heads = ? WHERE id = ?', (text, heads, record))
    written = (log.replica, log.operation, log.entry, 1)
    made = (*written, scope, "note", record, "text", text, "", bytes(16), seal)
    run("INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", made)
    of = (log.replica, log.entry, at, "0" * 32, "BEN", "records.save", scope, "", "")
    entry = (None, *of, None, None, seal, seal, log.operation, log.operation)
    run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry)
    run("COMMIT")


def whole_case(connection: Any, case: str, person: str) -> int:
    """Read every record of a case and its person, kind by kind; how many there are."""
    connection.execute("BEGIN")
    kinds = connection.execute(
        "SELECT DISTINCT kind FROM operation WHERE scope IN (?, ?)", (case, person)
    ).fetchall()
    count = 0
    for (kind,) in kinds:
        statement = f'SELECT * FROM "r_{kind}" WHERE scope_id IN (?, ?) AND gone = 0 ORDER BY id'
        count += len(connection.execute(statement, (case, person)).fetchall())
    connection.execute("COMMIT")
    return count


def backup(connection: Any, target: Path, key: bytes) -> None:
    """Copy the database with the backup API, encrypted under the same key."""
    copy = opened(target, key)
    try:
        connection.backup(copy, pages=2048)
    finally:
        copy.close()


def took(act: Callable[[], object], times: int = 21) -> float:
    """Milliseconds an act takes, the middle of several times."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1000)
    return round(median(spent), 3)


def main(count: int) -> dict[str, float]:
    """Make a throw-away database, and say what each thing takes in it, in milliseconds."""
    with TemporaryDirectory() as folder:
        path, key = Path(folder) / "raw.db", secrets.token_bytes(32)
        connection = opened(path, key)
        told = {"fill": took(lambda: fill(connection, count), 1)}
        for order in ORDERS:
            told[f"page by {order}"] = took(partial(page, connection, LOGIN, order))
        for text in ("phan", "cha", "ma"):
            told[f"search {text}"] = took(partial(found, connection, LOGIN, text))
        told["backup"] = took(lambda: backup(connection, Path(folder) / "copy.db", key), 3)
        connection.close()
        told["open to first rows"] = took(partial(first_rows, path, key, LOGIN))
    return told


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), sys.stdout, indent=2)
