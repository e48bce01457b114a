"""Power cuts and full disks: whatever was reported as saved is there, and the vault opens."""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vault_child import ROOT, Children, acknowledge, die_before_change, mark
from tests.vault_ground import (
    LOGIN,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    ROWS,
    Ground,
    content,
    count,
    ground,
    steps,
    two_people,
)
from victimcase.store import backup, blobs, connect, founding, header, roster, slots, vault
from victimcase.store.errors import DamagedDatabase
from victimcase.store.folder import PART
from victimcase.store.header import Header
from victimcase.store.kdf import FLOOR
from victimcase.store.keyring import new_key
from victimcase.store.slots import Unlocked
from victimcase.store.vault import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")

KEY = bytes(range(32))
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


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


def doomed(act: Callable[..., None], change: int, *arguments: object) -> None:
    """In a child: do something, and be killed just before one change of the file system."""
    die_before_change(change)
    act(*arguments)


def each_death(
    children: Children, place: Path, mine: Ground, act: Callable[..., None], *arguments: object
) -> Iterator[Ground]:
    """Do something to a fresh copy of the vault again and again, killed before the first change of a file,
    the second, and so on until it comes to its end; give each copy as it was left."""
    for change in range(1, 200):
        copy = mine.copied(place / f"death-{change}")
        status, _ = children.killed_after(0, doomed, act, change, copy, *arguments)
        assert status in (0, -9)
        yield copy
        shutil.rmtree(copy.path.parent)
        if status == 0:
            assert change > 2
            return
    raise AssertionError("it never comes to its end")


def whole(opened: Vault) -> bool:
    """Whether everything is there."""
    rows = [count(opened, table) for table in ("person", "note", "entry")]
    return rows == [ROWS, ROWS, 3] and opened.problems() == []


SECOND_STEP = '''"""Three statements and a table rebuilt."""

import os
import signal

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "a2", "a1", None, None


def upgrade():
    """Be killed before one of the statements, if so asked."""
    statements = [
        lambda: op.execute("ALTER TABLE note ADD COLUMN colour TEXT"),
        lambda: op.execute("UPDATE note SET colour = 'blue'"),
        rebuild,
        lambda: op.execute("CREATE TABLE more (id INTEGER PRIMARY KEY)"),
        lambda: None,
    ]
    for number, statement in enumerate(statements):
        if os.environ.get("DIE_BEFORE") == str(number):
            os.kill(os.getpid(), signal.SIGKILL)
        statement()


def rebuild():
    """Copy, drop, rename."""
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("born", sa.String(10)))
'''


def upgraded(mine: Ground, statement: int = -1) -> None:
    """In a child: open an older vault; be killed before a statement of the step."""
    os.environ["DIE_BEFORE"] = str(statement)
    mine.enter().close()


def test_an_upgrade_killed_at_each_statement_leaves_the_vault_as_it_was(
    tmp_path: Path, children: Children
) -> None:
    mine = ground(tmp_path)
    before = content(mine.path)
    newer = vault.Options(migrations=steps(tmp_path / "newer", SECOND_STEP), state=mine.options.state)
    for statement in range(5):
        status, _ = children.killed_after(
            0, upgraded, Ground(mine.path, newer, mine.unlocked, mine.header, ""), statement
        )
        left = content(mine.path)
        assert status == -9 and {name: left[name] for name in before} == before
    with mine.enter() as opened:  # the version before goes on with it
        assert whole(opened)
    assert content(mine.path) == before
    with mine.enter(newer) as opened:
        assert whole(opened) and count(opened, "more") == 0


def test_an_upgrade_killed_at_each_change_of_a_file_is_done_or_not(
    tmp_path: Path, children: Children
) -> None:
    mine = ground(tmp_path)
    options = vault.Options(migrations=steps(tmp_path / "newer", SECOND_STEP), state=mine.options.state)
    newer = Ground(mine.path, options, mine.unlocked, mine.header, "")
    for left in each_death(children, tmp_path, newer, upgraded):
        with left.enter() as opened:
            assert whole(opened) and count(opened, "more") == 0
        assert not list(left.path.glob(f"*{PART}*"))


def passphrase_changed(mine: Ground, changed: Header) -> None:
    """In a child: write a header in which Ann has another passphrase."""
    with mine.enter() as opened, opened.write.begin() as connection:
        opened.save_header(changed, connection)


def test_a_killed_change_of_passphrase_leaves_the_old_or_the_new(tmp_path: Path, children: Children) -> None:
    mine = ground(tmp_path)
    changed = roster.change_passphrase(mine.header, mine.unlocked, PASSPHRASE, OTHER_PASSPHRASE, kdf=FLOOR)
    seen = set()
    for left in each_death(children, tmp_path, mine, passphrase_changed, changed):
        found = header.read(left.folder)
        assert found in (mine.header, changed)
        seen.add(found == changed)
        with left.enter() as opened:
            assert whole(opened)
    assert seen == {True, False}


def founded(mine: Ground, made: Header, by: Unlocked) -> None:
    """In a child: make a new vault beside the old one."""
    assert mine.options.migrations is not None
    founding.found(mine.path.with_name("new.vault"), made, by, mine.options.migrations)


def test_a_killed_founding_leaves_a_whole_vault_or_none(tmp_path: Path, children: Children) -> None:
    mine = ground(tmp_path)
    for left in each_death(children, tmp_path, mine, founded, mine.header, mine.unlocked):
        new = left.path.with_name("new.vault")
        if not new.exists():
            founded(left, mine.header, mine.unlocked)
        with vault.enter(new, lambda _: mine.unlocked, mine.options) as opened:
            assert count(opened, "person") == 0 and opened.problems() == []
        assert not list(left.path.parent.glob(f"*{PART}*"))


def stored(mine: Ground, key: bytes) -> None:
    """In a child: store a document."""
    blobs.write_blob(mine.folder, key, bytes(3000))


def test_a_killed_document_is_stored_or_swept(tmp_path: Path, children: Children) -> None:
    mine, key = ground(tmp_path), new_key()
    for left in each_death(children, tmp_path, mine, stored, key):
        with left.enter():
            names = blobs.strays(left.folder, ())
            assert (
                blobs.verify(left.folder, names) == []
                and len(os.listdir(left.folder.blobs)) == len(names) <= 1
            )


def backed_up(mine: Ground) -> None:
    """In a child: make a backup."""
    with mine.enter() as opened:
        backup.make(opened, mine.path.with_name("one.vcbackup"), now=NOW, program="0")


def test_a_killed_backup_is_whole_or_none(tmp_path: Path, children: Children) -> None:
    mine = ground(tmp_path)
    blobs.write_blob(mine.folder, new_key(), bytes(3000))
    for left in each_death(children, tmp_path, mine, backed_up):
        for path in left.path.parent.glob("*.vcbackup"):
            backup.verify(path, lambda _: mine.unlocked, tmp_path)
        with left.enter() as opened:
            assert whole(opened)
        assert not list(left.path.glob(f"*{PART}*"))


def restored(mine: Ground, source: Path) -> None:
    """In a child: put a backup back over the vault."""
    backup.restore(source, mine.path, lambda _: mine.unlocked, now=NOW)


def test_a_killed_restore_loses_neither_the_vault_nor_the_backup(tmp_path: Path, children: Children) -> None:
    mine = ground(tmp_path)
    backed_up(mine)
    source = tmp_path / "one.vcbackup"
    for left in each_death(children, tmp_path, mine, restored, source):
        kept = [left.path, *left.path.parent.glob("office.vault.before-restore-*")]
        for path in kept:
            if path.exists():
                with vault.enter(path, lambda _: mine.unlocked, mine.options) as opened:
                    assert whole(opened)
        assert any(path.exists() for path in kept)
        if not left.path.exists():
            restored(left, source)
        with left.enter() as opened:
            assert whole(opened)


def test_a_disk_full_at_a_hundred_levels_loses_nothing(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=56m none "$1" && exec "$2" -m tests.vault_full_disk "$1"'
    command = [
        "unshare",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        mount,
        "sh",
        str(tmp_path),
        sys.executable,
    ]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command[:3], "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no small file system can be mounted here")
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    outcome = json.loads(run.stdout)
    assert outcome["levels"] == outcome["refused"] == 100
    assert outcome["lost"] == outcome["stray"] == outcome["problems"] == 0
    assert outcome["reserve kept"] == outcome["backup refused"] == 20 and outcome["saved"] > 100


def test_the_right_passphrase_still_opens_after_all_this(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    assert slots.unlock(header.read(mine.folder), LOGIN, PASSPHRASE) == mine.unlocked
