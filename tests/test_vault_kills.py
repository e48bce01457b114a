"""A process killed at any moment of a save or a rekey: whatever was acknowledged is there."""

from __future__ import annotations

import os
import random
import shutil
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vault_child import Children, acknowledge, mark
from tests.vault_ground import (
    ROWS,
    Ground,
    count,
    two_people,
)
from victimcase.store import connect, roster, vault
from victimcase.store.errors import DamagedDatabase
from victimcase.store.header import Header
from victimcase.store.slots import Unlocked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    """The parent of the processes that are killed."""
    with Children() as started:
        yield started


def save_for_ever(path: Path) -> None:
    """In a child: save until killed; a save is an event, a changed field and a line of the journal."""
    engine = connect.engine(path, KEY)
    with engine.connect() as connection:
        number = int(connection.execute(text("SELECT coalesce(max(n), 0) FROM event")).scalar_one())
    while True:
        number += 1
        values = {"n": number, "text": os.urandom(100).hex(), "k": number % 50}
        with engine.begin() as connection:
            mark()
            connection.execute(text("INSERT INTO event VALUES (:n, :text)"), values)
            mark()
            connection.execute(text("INSERT OR REPLACE INTO field VALUES (:k, :n)"), values)
            connection.execute(text("INSERT INTO journal VALUES (:n)"), values)
            mark()
        acknowledge(number)


def lost_saves(folder: Path, children: Children, kills: int, seed: int) -> tuple[int, int]:
    """Kill a saving process that many times; give how many saves were acknowledged, and how often one was
    lost, half done, or the database damaged."""
    path, chance, acknowledged, wrong = folder / "vault.db", random.Random(seed), 0, 0
    made = connect.connect(path, KEY, create=True)
    for table in ("event (n INTEGER PRIMARY KEY, a TEXT)", "field (k INTEGER PRIMARY KEY, n INTEGER)"):
        made.execute(f"CREATE TABLE {table}")
    made.execute("CREATE TABLE journal (n INTEGER PRIMARY KEY)")
    made.close()
    for _ in range(kills):
        status, told = children.killed_after(
            chance.randrange(1, 40), save_for_ever, path, later=chance.random() / 500
        )
        assert status < 0
        acknowledged = max([acknowledged, *(struct.unpack(">Q", one)[0] for one in told if one)])
        opened = connect.connect(path, KEY)
        last, events = opened.execute("SELECT max(n), count(*) FROM event").fetchone()
        (lines,) = opened.execute("SELECT count(*) FROM journal").fetchone()
        (newest,) = opened.execute("SELECT max(n) FROM field").fetchone()
        whole = (last or 0) == events == lines == (newest or 0)
        sound = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        wrong += not (whole and sound and events >= acknowledged)
        opened.close()
    return acknowledged, wrong


def test_no_acknowledged_save_is_lost_when_the_process_is_killed(tmp_path: Path, children: Children) -> None:
    saved, wrong = lost_saves(tmp_path, children, 40, seed=1)
    assert wrong == 0 and saved > 40


@pytest.mark.soak
def test_no_acknowledged_save_is_lost_in_two_thousand_kills(tmp_path: Path, children: Children) -> None:
    assert lost_saves(tmp_path, children, 2000, seed=2)[1] == 0


def save_without_a_transaction(path: Path) -> None:
    """In a child: the same, each statement on its own."""
    loose = connect.connect(path, KEY)
    while True:
        (number,) = loose.execute("SELECT coalesce(max(n), 0) + 1 FROM event").fetchone()
        loose.execute("INSERT INTO event VALUES (?, 'x')", (number,))
        mark()
        loose.execute("INSERT INTO journal VALUES (?)", (number,))


def test_unguarded_a_killed_save_is_half_done(tmp_path: Path, children: Children) -> None:
    path = tmp_path / "vault.db"
    made = connect.connect(path, KEY, create=True)
    made.execute("CREATE TABLE event (n INTEGER PRIMARY KEY, a TEXT)")
    made.execute("CREATE TABLE journal (n INTEGER PRIMARY KEY)")
    made.close()
    halves = 0
    for _ in range(20):
        children.killed_after(7, save_without_a_transaction, path)
        opened = connect.connect(path, KEY)
        counts = [opened.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("event", "journal")]
        halves += counts[0] != counts[1]
        opened.close()
    assert halves > 0


def shut_out(mine: Ground, after: Header, ann: Unlocked) -> None:
    """In a child: write the header without Bo, then bring the database under the new key."""
    opened = mine.enter()
    with opened.write.begin() as connection:
        opened.save_header(after, connection, ann)
    mark()
    opened.finish_rekey()
    mark()


def rekey_outcomes(place: Path, children: Children, kills: int, seed: int) -> dict[str, int]:
    """Kill a process while it rekeys; give how often the old key opened, the new one, and neither."""
    chance = random.Random(seed)
    mine, bo = two_people(place)
    with mine.enter() as opened, opened.write.begin() as connection:
        for number in range(800):
            values = {"text": os.urandom(1500).hex(), "person": number % ROWS + 1}
            connection.execute(text("INSERT INTO note (text, person) VALUES (:text, :person)"), values)
    after, ann = roster.disable_user(mine.header, mine.unlocked, bo)
    outcome = {"old": 0, "new": 0, "neither": 0, "wrong": 0}

    def run(number: int, marks: int, later: float) -> None:
        copy = mine.copied(place / str(number))
        children.killed_after(marks, shut_out, copy, after, ann, later=later)
        try:
            connect.connect(copy.folder.database, copy.key).close()
            outcome["old"] += 1
        except DamagedDatabase:
            outcome["new"] += 1
        try:
            with vault.enter(copy.path, lambda _: ann, mine.options) as opened:
                right = count(opened, "note") == ROWS + 800 and not opened.problems()
                outcome["wrong"] += not (right and opened.header.pending is None)
        except DamagedDatabase:
            outcome["neither"] += 1
        shutil.rmtree(copy.path.parent)

    start = time.perf_counter()
    run(0, 2, 0.0)
    took = time.perf_counter() - start
    for number in range(1, kills + 1):
        run(number, 1, chance.random() * took / 2)
    return outcome


def test_a_killed_rekey_opens_with_the_old_key_or_the_new(tmp_path: Path, children: Children) -> None:
    outcome = rekey_outcomes(tmp_path, children, 14, seed=3)
    assert outcome["neither"] == outcome["wrong"] == 0 and outcome["old"] > 0 and outcome["new"] > 0


@pytest.mark.soak
def test_two_hundred_killed_rekeys(tmp_path: Path, children: Children) -> None:
    outcome = rekey_outcomes(tmp_path, children, 200, seed=4)
    assert outcome["neither"] == outcome["wrong"] == 0
