"""Power cuts and full disks: whatever was reported as saved is there, and the vault opens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.vault_child import ROOT, Children, die_before_change
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
)
from victimcase.store import backup, blobs, founding, header, roster, slots, vault
from victimcase.store.folder import PART
from victimcase.store.header import Header
from victimcase.store.kdf import FLOOR
from victimcase.store.keyring import new_key
from victimcase.store.slots import Unlocked
from victimcase.store.vault import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forked processes")

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    """The parent of the processes that are killed."""
    with Children() as started:
        yield started


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
