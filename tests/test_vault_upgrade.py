"""Bringing an older vault to this version: on a copy, compared, swapped in at once, with a way back."""

from __future__ import annotations

import logging
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vault_child import Children
from tests.vault_ground import ROWS, Ground, content, count, ground, steps
from victimcase.store import connect, upgrade
from victimcase.store.errors import Busy, DiskFull, NewerVault, NoWayToUpgrade
from victimcase.store.vault import Vault

STEP = '''"""A step."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "a2", "a1", None, None
{extra}

def upgrade():
    """Take the step."""
    {body}
'''
REBUILD = """with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("born", sa.String(10)))
        person.alter_column("name", new_column_name="full_name")"""
FAILS = """op.execute("ALTER TABLE note ADD COLUMN half TEXT")
    op.execute("DELETE FROM entry")
    op.execute("INSERT INTO nowhere VALUES (1)")"""


def older(place: Path, body: str, extra: str = "") -> Ground:
    """A vault that lacks one step."""
    mine = ground(place)
    migrations = steps(place / "newer", STEP.format(body=body, extra=extra))
    return replace(mine, options=replace(mine.options, migrations=migrations))


def columns(opened: Vault, table: str) -> list[str]:
    """The columns of a table."""
    with opened.read.connect() as connection:
        return list(connection.execute(text(f"SELECT name FROM pragma_table_info('{table}')")).scalars())


def test_an_older_vault_is_brought_up_and_the_way_back_stays(tmp_path: Path) -> None:
    mine = older(tmp_path, REBUILD)
    before = mine.folder.database.read_bytes()
    with mine.enter() as opened:
        assert columns(opened, "person") == ["id", "full_name", "born"]
        assert (count(opened, "person"), count(opened, "note"), count(opened, "entry")) == (ROWS, ROWS, 3)
        assert opened.problems() == []
        with opened.read.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        (back,) = opened.folder.ways_back()
        assert back.name == "vault.db.before-a1" and back.read_bytes() == before
    after = content(mine.path)
    mine.enter().close()  # nothing more to do
    assert content(mine.path) == after


def test_the_way_back_leads_back(tmp_path: Path) -> None:
    mine = older(tmp_path, REBUILD)
    mine.enter().close()
    (back,) = mine.folder.ways_back()
    shutil.move(back, mine.folder.database)
    with ground(tmp_path / "again").enter() as reference:
        assert columns(reference, "person") == ["id", "name"]
    old = replace(mine, options=replace(mine.options, migrations=steps(tmp_path / "old")))
    with old.enter() as opened:
        assert columns(opened, "person") == ["id", "name"] and count(opened, "note") == ROWS


def test_unguarded_a_rebuilt_table_takes_its_children_along(tmp_path: Path) -> None:
    from alembic import command

    mine = older(tmp_path, REBUILD)
    assert mine.options.migrations is not None
    loose = connect.engine(mine.folder.database, mine.key, foreign_keys=True)
    with loose.connect() as connection:
        command.upgrade(upgrade._config(mine.options.migrations, connection), "head")
        assert connection.execute(text("SELECT count(*) FROM note")).scalar() == 0
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []  # and nothing looks wrong
    loose.dispose()


def test_a_step_that_fails_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    mine = older(tmp_path, FAILS)
    before = content(mine.path)
    with pytest.raises(NoWayToUpgrade):
        mine.enter()
    assert content(mine.path) == before
    ground(tmp_path / "twin").enter().close()


@pytest.mark.parametrize(
    "body",
    [
        'op.execute("DELETE FROM note WHERE id = 7")',
        'op.execute("DROP TABLE note")',
        'op.execute("DELETE FROM person WHERE id = 7")',  # its note points nowhere
        "op.execute(\"INSERT INTO entry VALUES (9, 'x')\")",
        'op.execute("UPDATE note SET person = 4711 WHERE id = 7")',
    ],
)
def test_a_step_that_loses_rows_is_not_taken(tmp_path: Path, body: str) -> None:
    mine = older(tmp_path, body)
    before = content(mine.path)
    with pytest.raises(NoWayToUpgrade):
        mine.enter()
    assert content(mine.path) == before


def test_a_step_may_say_that_it_changes_rows(tmp_path: Path) -> None:
    mine = older(tmp_path, 'op.execute("DELETE FROM note WHERE id = 7")', 'rows_change = ("note",)')
    with mine.enter() as opened:
        assert count(opened, "note") == ROWS - 1


def test_a_full_text_index_counts_by_its_own_rows(tmp_path: Path) -> None:
    body = """op.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content='note', content_rowid='id')")
    op.execute("INSERT INTO words (words) VALUES ('rebuild')")"""
    mine = older(tmp_path, body)
    with mine.enter() as opened:
        assert count(opened, "words") == ROWS
    later = steps(
        tmp_path / "latest",
        STEP.format(body=body, extra=""),
        STEP.format(body="op.execute(\"INSERT INTO words (words) VALUES ('optimize')\")", extra="").replace(
            '"a2", "a1"', '"a3", "a2"'
        ),
    )
    with replace(mine, options=replace(mine.options, migrations=later)).enter() as opened:
        assert [path.name for path in opened.folder.ways_back()] == ["vault.db.before-a2"]


def test_a_database_still_open_elsewhere_is_not_copied(tmp_path: Path) -> None:
    mine = older(tmp_path, REBUILD)
    holding = connect.connect(mine.folder.database, mine.key)
    holding.execute("INSERT INTO entry VALUES (4, 'x')")
    holding.execute("BEGIN")
    holding.execute("SELECT * FROM entry").fetchall()
    with pytest.raises(Busy):
        mine.enter()
    holding.close()
    with mine.enter() as opened:
        assert count(opened, "entry") == 4


def test_a_newer_vault_is_refused_before_anything_is_copied(tmp_path: Path) -> None:
    mine = older(tmp_path, REBUILD)
    mine.enter().close()
    before = content(mine.path)
    with pytest.raises(NewerVault):
        replace(mine, options=replace(mine.options, migrations=steps(tmp_path / "old"))).enter()
    assert content(mine.path) == before


def open_on_a_full_disk(mine: Ground) -> None:
    """In a child: open where no file can grow beyond 64 KiB."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
    with pytest.raises(DiskFull):
        mine.enter()


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX can")
def test_a_disk_that_fills_up_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    mine = older(tmp_path, REBUILD)
    before = content(mine.path)
    assert len(before["vault.db"]) > 65536
    with Children() as children:
        assert children.killed_after(0, open_on_a_full_disk, mine)[0] == 0
    assert content(mine.path) == before
    mine.enter().close()


def test_a_place_with_a_percent_sign_is_no_trouble(tmp_path: Path) -> None:
    mine = older(tmp_path / "50% done", REBUILD)
    mine.enter().close()


def test_an_upgrade_logs_no_content(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    older(tmp_path, REBUILD).enter().close()
    assert "marker-" not in caplog.text and "Person" not in caplog.text
