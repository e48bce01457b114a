"""Statements at the driver: of one transaction with everything else, and what goes wrong is told alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from victimcase.domain.operations import canonical, seal_of
from victimcase.store import connect, statements
from victimcase.store.errors import Busy, OnlyReading

KEY = bytes(range(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    connect.connect(tmp_path / "some.db", KEY, create=True).close()
    made = connect.engine(tmp_path / "some.db", KEY)
    with made.begin() as conn:
        statements.run(conn, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE)")
    yield made
    made.dispose()


def test_what_is_written_either_way_is_kept_together(engine: Engine) -> None:
    with engine.begin() as conn:
        assert statements.run(conn, "INSERT INTO t (a) VALUES (?)", ("one",)) == 1
        conn.execute(text("INSERT INTO t (a) VALUES ('two')"))
        statements.run_each(conn, "INSERT INTO t (a) VALUES (?)", [("three",), ("four",)])
        assert statements.first(conn, "SELECT count(*) FROM t") == (4,)
    with engine.connect() as conn:
        assert statements.every(conn, "SELECT a FROM t ORDER BY id") == [
            ("one",),
            ("two",),
            ("three",),
            ("four",),
        ]
        assert statements.first(conn, "SELECT a FROM t WHERE id = ?", (9,)) is None


def test_what_is_written_either_way_is_undone_together(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), engine.begin() as conn:
        statements.run(conn, "INSERT INTO t (a) VALUES ('one')")
        conn.execute(text("INSERT INTO t (a) VALUES ('two')"))
        raise ZeroDivisionError
    with engine.connect() as conn:  # no transaction was begun here: the first statement begins one
        statements.run(conn, "INSERT INTO t (a) VALUES ('three')")
        conn.rollback()
        assert statements.every(conn, "SELECT * FROM t") == []


def test_changes_are_counted_so_that_what_was_read_is_known_to_hold(engine: Engine) -> None:
    with engine.begin() as conn:
        before = statements.changes(conn)
        statements.every(conn, "SELECT * FROM t")
        assert statements.changes(conn) == before
        statements.run(conn, "INSERT INTO t (a) VALUES ('one')")
        assert statements.changes(conn) > before


def test_an_error_tells_no_value(engine: Engine) -> None:
    with pytest.raises(connect.DriverError) as caught, engine.begin() as conn:
        statements.run(conn, "INSERT INTO t (a) VALUES (?)", ("Sok Dara",))
        statements.run(conn, "INSERT INTO t (a) VALUES (?)", ("Sok Dara",))
    assert "UNIQUE" in str(caught.value)
    assert "Sok Dara" not in str(caught.value)


def test_what_the_driver_meets_is_told_kindly(engine: Engine, tmp_path: Path) -> None:
    read = connect.engine(tmp_path / "some.db", KEY, read_only=True)
    for act in (statements.run, statements.every, statements.first):
        with pytest.raises(OnlyReading), read.begin() as conn:
            act(conn, "INSERT INTO t (a) VALUES ('one')")
    with pytest.raises(OnlyReading), read.begin() as conn:
        statements.run_each(conn, "INSERT INTO t (a) VALUES (?)", [("one",)])
    read.dispose()
    other = connect.connect(tmp_path / "some.db", KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy), engine.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout = 0")
        statements.first(conn, "SELECT 1")
    other.close()


parts = st.lists(st.text() | st.integers() | st.none(), max_size=12)


@given(parts, st.binary(min_size=16, max_size=16))
def test_a_seal_is_over_the_canonical_text(parts: list[str | int | None], salt: bytes) -> None:
    import hashlib

    assert seal_of(parts, salt) == hashlib.sha256(salt + canonical(parts).encode()).hexdigest()
