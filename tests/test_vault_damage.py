"""Damage to the database and what an erasure leaves: found, survived, gone."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as driver

from tests.vault_ground import flipped
from victimcase.store import connect, integrity
from victimcase.store.errors import DamagedDatabase

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


def test_a_flipped_bit_is_found_by_the_page_check_alone(database: Path) -> None:
    data = database.read_bytes()
    assert integrity.problems(database, KEY) == []
    database.write_bytes(flipped(data, 8 * (4096 * 20 + 100)))
    assert integrity.problems(database, KEY)
    connection = connect.connect(database, KEY)
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall()
    connection.close()


def test_a_missing_last_page_is_not_found_by_the_page_check(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:-4096])
    loose = driver.connect(str(database), isolation_level=None)
    loose.set_key(HEX)
    assert loose.execute("PRAGMA cipher_integrity_check").fetchall() == []
    loose.close()
    assert integrity.problems(database, KEY)


def test_a_reference_into_nothing_is_found(database: Path) -> None:
    connection = connect.connect(database, KEY, foreign_keys=False)
    connection.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t)")
    connection.execute("INSERT INTO child VALUES (1, 4711)")
    connection.close()
    (problem,) = integrity.problems(database, KEY)
    assert "child" in problem


def unnoticed_flips(database: Path, runs: int, seed: int) -> int:
    """How many single flipped bits neither opening nor checking notices."""
    chance, data, missed = random.Random(seed), database.read_bytes(), 0
    for _ in range(runs):
        database.write_bytes(flipped(data, chance.randrange(8 * len(data))))
        missed += not integrity.problems(database, KEY)
    database.write_bytes(data)
    return missed


def test_single_flipped_bits_are_all_noticed(database: Path) -> None:
    assert unnoticed_flips(database, 80, seed=1) == 0


@pytest.mark.soak
def test_five_thousand_flipped_bits_are_all_noticed(database: Path) -> None:
    assert unnoticed_flips(database, 5000, seed=2) == 0


def test_a_damaged_page_met_while_working_is_told_kindly(database: Path) -> None:
    database.write_bytes(flipped(database.read_bytes(), 8 * (4096 * 20 + 100)))
    made = connect.engine(database, KEY)
    with pytest.raises(DamagedDatabase), made.connect() as connection:
        connection.execute(text("SELECT sum(length(a)) FROM t")).all()
    made.dispose()


WalDamage = Callable[[bytearray, int, random.Random], bytearray]


def truncated(wal: bytearray, place: int, chance: random.Random) -> bytearray:
    """Cut off."""
    return wal[:place]


def zeroed(wal: bytearray, place: int, chance: random.Random) -> bytearray:
    """A sector of zeros."""
    return overwritten(wal, place // 512 * 512, bytes(512))


def garbled(wal: bytearray, place: int, chance: random.Random) -> bytearray:
    """A sector of noise."""
    return overwritten(wal, place // 512 * 512, chance.randbytes(512))


def lost_sectors(wal: bytearray, place: int, chance: random.Random) -> bytearray:
    """From a page on, half of the sectors never reached the disk."""
    for sector in range(place // 4096 * 4096, len(wal), 512):
        if chance.random() < 0.5:
            wal = overwritten(wal, sector, bytes(512))
    return wal


def overwritten(wal: bytearray, place: int, piece: bytes) -> bytearray:
    """With this piece at this place; never longer."""
    wal[place : place + len(piece)] = piece[: len(wal) - place]
    return wal


def kept_commits(folder: Path, runs: int, seed: int) -> list[int]:
    """Damage the WAL of 60 commits that many times; tell how many commits each opening found.

    Fails unless what was found is a whole number of commits from the first one on.
    """
    path, chance, found = folder / "wal.db", random.Random(seed), []
    connection = connect.connect(path, KEY, create=True)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE event (n INTEGER PRIMARY KEY, a BLOB)")
    connection.execute("CREATE TABLE total (n INTEGER)")
    connection.execute("INSERT INTO total VALUES (0)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for number in range(1, 61):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO event VALUES (?, ?)", (number, os.urandom(300)))
        connection.execute("UPDATE total SET n = ?", (number,))
        connection.execute("COMMIT")
    data, wal = path.read_bytes(), (folder / "wal.db-wal").read_bytes()
    connection.close()
    copy = folder / "copy.db"
    ways: list[WalDamage] = [truncated, zeroed, garbled, lost_sectors]
    for run in range(runs):
        copy.write_bytes(data)
        (folder / "copy.db-shm").unlink(missing_ok=True)
        damaged = ways[run % 4](bytearray(wal), chance.randrange(len(wal)), chance)
        (folder / "copy.db-wal").write_bytes(damaged)
        opened: Any = connect.connect(copy, KEY)
        opened.execute("PRAGMA synchronous = OFF")  # closing need not wait for the disk here
        last, events = opened.execute("SELECT coalesce(max(n), 0), count(*) FROM event").fetchone()
        assert (last, last) == (events, opened.execute("SELECT n FROM total").fetchone()[0])
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        opened.close()
        found.append(events)
    return found


def test_a_damaged_wal_leaves_whole_commits(tmp_path: Path) -> None:
    found = kept_commits(tmp_path, 600, seed=2)
    assert len(set(found)) > 20 and min(found) < 10 and max(found) > 50  # the damage fell everywhere


@pytest.mark.soak
def test_a_damaged_wal_leaves_whole_commits_ten_thousand_times(tmp_path: Path) -> None:
    kept_commits(tmp_path, 10_000, seed=3)


def marked(database: Path, *, secure: bool) -> tuple[int, bytes]:
    """Erase a word from a full-text index and give how often a page still holds it, read with the key."""
    connection = connect.connect(database, KEY)
    connection.execute(f"PRAGMA secure_delete = {'ON' if secure else 'OFF'}").fetchall()
    connection.execute("CREATE VIRTUAL TABLE f USING fts5 (a, content='t', content_rowid='id')")
    if secure:
        connection.execute("INSERT INTO f (f, rank) VALUES ('secure-delete', 1)")
    connection.execute("BEGIN")
    for number in range(300, 600):
        words = f"word{number} " * 20 + ("zzmarkerqq hidden" if number == 450 else "")
        connection.execute("INSERT INTO t VALUES (?, ?)", (number, words))
        connection.execute("INSERT INTO f (rowid, a) VALUES (?, ?)", (number, words))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    (words,) = connection.execute("SELECT a FROM t WHERE id = 450").fetchone()
    connection.execute("INSERT INTO f (f, rowid, a) VALUES ('delete', 450, ?)", (words,))
    connection.execute("DELETE FROM t WHERE id = 450")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    index = b"".join(row[0] for row in connection.execute("SELECT block FROM f_data"))
    connection.close()
    return pages(database).count(b"zzmarkerqq"), index


def pages(path: Path) -> bytes:
    """Every page, opened with the raw key (AES-256-CBC, 80 bytes kept back in each)."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    raw, clear = path.read_bytes(), b""
    for start in range(0, len(raw), 4096):
        page = raw[start : start + 4096]
        opened = Cipher(algorithms.AES(KEY), modes.CBC(page[4016:4032])).decryptor()
        clear += opened.update(page[16 if start == 0 else 0 : 4016])
    return clear


def test_an_erased_word_is_gone_from_pages_and_index(database: Path) -> None:
    left, index = marked(database, secure=True)
    assert left == 0 and b"zzmarkerqq" not in index


def test_unguarded_an_erased_word_stays(database: Path) -> None:
    left, _ = marked(database, secure=False)
    assert left > 0
