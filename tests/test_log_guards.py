"""The guards of the log inside the database: what was written stays, but for what an erasure empties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from tests.vaults import SignIn, new_case, save
from victimcase.domain.operations import Operation, first_break
from victimcase.services.session import Session
from victimcase.store import journal

COLUMNS = Operation._fields


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    with sign_in() as opened:
        save(opened, new_case(opened).number, "note", text="She is safe.")
        yield opened


def refused(session: Session, statement: str, words: str) -> None:
    with pytest.raises(IntegrityError, match=words), session.vault.write.begin() as conn:
        conn.exec_driver_sql(statement)


def entomb(conn: Connection, scope: str) -> None:
    """Mark a scope as erased."""
    conn.exec_driver_sql("INSERT INTO tombstone (scope, entry, at) VALUES (?, 1, '')", (scope,))


def scope_of(conn: Connection, field: str) -> Any:
    return conn.exec_driver_sql(
        "SELECT scope FROM operation WHERE field = ? ORDER BY number DESC", (field,)
    ).scalar()


def test_operations_and_entries_are_never_deleted(session: Session) -> None:
    refused(session, "DELETE FROM operation WHERE field = 'text'", "operations are never deleted")
    refused(session, "DELETE FROM entry WHERE number = 1", "entries are never deleted")


@pytest.mark.parametrize("column", COLUMNS)
def test_no_part_of_an_operation_is_changed(session: Session, column: str) -> None:
    refused(
        session, f"UPDATE operation SET {column} = NULL WHERE field = 'text'", "fixed once written|NOT NULL"
    )
    refused(session, f"UPDATE operation SET {column} = 1 WHERE field = 'text'", "fixed once written")


def test_no_part_of_an_entry_is_changed(session: Session) -> None:
    with session.vault.read.begin() as conn:
        columns = [row[1] for row in conn.exec_driver_sql("PRAGMA table_info(entry)")]
    for column in columns:
        refused(session, f'UPDATE entry SET "{column}" = 7 WHERE number = 1', "fixed once written")


def test_an_erasure_empties_value_and_salt_and_nothing_else(session: Session) -> None:
    with session.vault.write.begin() as conn:
        entomb(conn, scope_of(conn, "text"))
    refused(session, "UPDATE operation SET value = NULL WHERE field = 'text'", "fixed once written")
    refused(session, "UPDATE operation SET salt = NULL WHERE field = 'text'", "fixed once written")
    for column in set(COLUMNS) - {"value", "salt"}:
        refused(
            session,
            f"UPDATE operation SET value = NULL, salt = NULL, {column} = 1 WHERE field = 'text'",
            "fixed once written",
        )
    with session.vault.write.begin() as conn:
        done = conn.exec_driver_sql("UPDATE operation SET value = NULL, salt = NULL WHERE field = 'text'")
        assert done.rowcount == 1
    with session.vault.read.begin() as conn:
        assert first_break(journal.chain(conn, session.me.replica)) is None


def test_an_erasure_reaches_no_other_scope(session: Session) -> None:
    with session.vault.write.begin() as conn:
        entomb(conn, scope_of(conn, "text"))
    statement = "UPDATE operation SET value = NULL, salt = NULL WHERE field = 'given_names'"
    refused(session, statement, "fixed once written")
    with session.vault.write.begin() as conn:
        entomb(conn, scope_of(conn, "given_names"))
        assert conn.exec_driver_sql(statement).rowcount == 1


def test_nothing_can_be_slipped_in_twice(session: Session) -> None:
    refused(session, "INSERT INTO operation SELECT * FROM operation WHERE field = 'text'", "UNIQUE|PRIMARY")
    columns = (
        'replica, number, at, "user", office, action, scope, reason, subject, previous, seal, first, last'
    )
    refused(session, f"INSERT INTO entry ({columns}) SELECT {columns} FROM entry WHERE number = 1", "UNIQUE")


def test_nothing_is_replaced_by_the_back_door(session: Session) -> None:
    copy = "SELECT * FROM operation WHERE field = 'text'"
    refused(session, f"INSERT OR REPLACE INTO operation {copy}", "operations are never deleted")
    refused(session, "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE number = 1", "never deleted")
