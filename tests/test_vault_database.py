"""The encrypted database: the traps of the driver, each with what it would do unguarded."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2 as driver

from victimcase.store import connect
from victimcase.store.errors import Busy, DamagedDatabase, DiskTrouble, NotAVault, OnlyReading, PlainDatabase
from victimcase.store.keyring import new_key

KEY = bytes(range(32))
HEX = f"x'{KEY.hex()}'"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A closed database of about forty pages."""
    path = tmp_path / "vault.db"
    connection = connect.connect(path, KEY, create=True)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?)", ((n, f"text {n} " * 90) for n in range(200)))
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture
def write(database: Path) -> Iterator[Engine]:
    """Its write engine."""
    made = connect.engine(database, KEY)
    yield made
    made.dispose()


def rows(engine: Engine) -> int:
    """How many rows the table has."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM t")).scalar_one())


def test_every_setting_is_as_the_design_says(database: Path) -> None:
    connection = connect.connect(database, KEY, cache_mib=80)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "cipher_page_size": "4096",
        "page_size": "4096",
        "cache_size": -80 * 1024,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": connect.BUSY_SECONDS * 1000,
        "cipher_log_level": "NONE",
        "cipher_memory_security": "0",
        "query_only": 0,
    }
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted and connection.isolation_level is None
    connection.close()
    guarded = connect.connect(database, KEY, guard_memory=True, read_only=True)
    assert guarded.execute("PRAGMA cipher_memory_security").fetchone()[0] == "1"
    assert guarded.execute("PRAGMA query_only").fetchone()[0] == 1
    guarded.close()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_raw_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "vault.db"
    with pytest.raises(ValueError, match="32 bytes"):
        connect.connect(path, b"k" * length, create=True)
    assert not path.exists()


def test_unguarded_a_short_raw_key_is_taken_for_a_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    loose = driver.connect(str(path))
    loose.set_key(f"x'{KEY[:16].hex()}'")
    loose.execute("CREATE TABLE t (a)")
    loose.commit()
    loose.close()
    assert path.read_bytes()[:16] != connect.PLAIN  # it is encrypted, but not under the key that was meant


def test_a_plain_database_is_refused_at_each_opening(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    plain = driver.connect(str(path))  # no key at all: the driver says nothing
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    assert before[:16] == connect.PLAIN
    with pytest.raises(PlainDatabase):
        connect.connect(path, KEY)
    with pytest.raises((PlainDatabase, DamagedDatabase)):
        connect.connect(path, KEY, create=True)
    assert path.read_bytes() == before


def test_what_was_created_is_encrypted(database: Path) -> None:
    data = database.read_bytes()
    assert data[:16] != connect.PLAIN and b"text 1 " not in data and b"CREATE" not in data


@pytest.mark.parametrize("content", [None, b"", b"short", b"\x00" * 15])
def test_a_missing_or_empty_file_is_not_created_by_opening(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "vault.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotAVault):
        connect.connect(path, KEY)
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_wrong_key_and_a_foreign_file_are_refused_and_left_alone(database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(DamagedDatabase):
        connect.connect(database, new_key())
    assert database.read_bytes() == before
    foreign = os.urandom(20_000)
    database.write_bytes(foreign)
    with pytest.raises(DamagedDatabase):
        connect.connect(database, KEY)
    assert database.read_bytes() == foreign


def test_a_failing_change_of_tables_is_undone_whole(write: Engine) -> None:
    with pytest.raises(RuntimeError), write.begin() as connection:
        connection.execute(text("ALTER TABLE t ADD COLUMN b TEXT"))
        connection.execute(text("CREATE TABLE half (a)"))
        raise RuntimeError
    with write.connect() as connection:
        listed = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        columns = connection.execute(text("SELECT name FROM pragma_table_info('t')")).scalars().all()
    assert (listed, columns) == (["t"], ["id", "a"])


def test_unguarded_a_failing_change_of_tables_is_half_applied(database: Path) -> None:
    loose = driver.connect(str(database))
    loose.set_key(HEX)
    loose.execute("ALTER TABLE t ADD COLUMN b TEXT")  # no transaction was opened before it
    loose.rollback()
    assert [row[1] for row in loose.execute("PRAGMA table_info(t)")] == ["id", "a", "b"]
    loose.close()


def test_a_write_transaction_takes_the_lock_at_its_start(database: Path, write: Engine) -> None:
    with write.connect() as connection:
        connection.execute(text("SELECT 1"))
        other = connect.connect(database, KEY)
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(driver.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_lock_held_by_another_is_told_kindly(database: Path, write: Engine) -> None:
    other = connect.connect(database, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy), write.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
        connection.execute(text("SELECT 1"))
    other.execute("ROLLBACK")
    other.close()
    assert rows(write) == 200


def test_the_read_engine_reads_while_another_writes_and_never_writes(database: Path, write: Engine) -> None:
    read = connect.engine(database, KEY, read_only=True)
    with write.begin() as writing:
        writing.execute(text("DELETE FROM t"))
        assert rows(read) == 200
    assert rows(read) == 0
    with pytest.raises(OnlyReading), read.begin() as reading:
        reading.execute(text("INSERT INTO t VALUES (1, 'x')"))
    read.dispose()


def test_a_second_connection_inside_a_transaction_is_a_bug_that_shows(database: Path) -> None:
    made = connect.engine(database, KEY)
    made.pool._timeout = 0  # type: ignore[attr-defined]
    with made.begin(), pytest.raises(PoolTimeout), made.connect():
        pass
    made.dispose()


def test_no_parameter_is_told_in_an_error(write: Engine) -> None:
    with pytest.raises(OperationalError) as caught, write.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Sok Dara"})
    assert "Sok Dara" not in str(caught.value)


def test_threads_take_turns_and_lose_nothing(database: Path, write: Engine) -> None:
    failures: list[BaseException] = []

    def save(first: int) -> None:
        try:
            for number in range(first, first + 60):
                with write.begin() as connection:
                    total = connection.execute(text("SELECT count(*) FROM t")).scalar_one()
                    values = {"id": number, "a": str(total)}
                    connection.execute(text("INSERT INTO t VALUES (:id, :a)"), values)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(1000 * n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and rows(write) == 200 + 8 * 60
    with write.connect() as connection:
        seen = connection.execute(text("SELECT a FROM t WHERE id >= 1000")).scalars().all()
    assert sorted(map(int, seen)) == list(range(200, 680))  # no two saw the same state


@pytest.mark.soak
def test_eight_threads_with_a_thousand_writes_each_lose_nothing(write: Engine) -> None:
    def save(first: int) -> None:
        for number in range(first, first + 1000):
            with write.begin() as connection:
                connection.execute(text("INSERT INTO t VALUES (:id, 'x')"), {"id": number})

    threads = [threading.Thread(target=save, args=(10_000 * n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(write) == 8200


def test_a_folder_that_went_away_is_told_kindly(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble):
        connect.connect(tmp_path / "gone" / "vault.db", KEY, create=True)
