"""Bringing a vault to this version of the program: on a copy, checked, and put in place at once.

Alembic is loaded when there are steps to take: that lasts longer than the rest of opening a vault.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from victimcase.domain.errors import UserError
from victimcase.store.connect import DriverError, connect, engine, explain, told
from victimcase.store.errors import Busy, NewerVault, NotAVault, NoWayToUpgrade
from victimcase.store.folder import PART, Folder, explained, sync_file, sync_folder

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_REVISION = re.compile(r'^revision = "(\w+)"\ndown_revision = (?:None|"(\w+)")$', re.MULTILINE)
_HEAD_OF_A_STEP = 2000
"""Characters within which a step says which one it is."""


def build(path: Path, key: bytes, migrations: Path) -> None:
    """Make a new encrypted database by taking every step."""
    connect(path, key, create=True).close()
    made = engine(path, key)
    try:
        with made.connect() as connection:
            _upgrade(migrations, connection)
    finally:
        made.dispose()


def is_newest(read: Engine, migrations: Path) -> bool:
    """Whether a vault took every step there is; False also where only `upgrade` can tell."""
    try:
        with read.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError:
        return False
    return found is not None and found == _newest(migrations)


def upgrade(folder: Folder, key: bytes, migrations: Path) -> bool:
    """Take the steps this vault lacks, and tell whether there were any.

    Nobody else may have the database open. The database as it was stays beside the new one as
    `vault.db.before-REVISION` (one of them: `Folder.ways_back`). Raises NewerVault, NotAVault for a database
    that never took a step of ours, NoWayToUpgrade, DiskFull or DiskTrouble; the vault is then as it was.
    """
    from alembic.script import ScriptDirectory

    before = _revision(folder, key)
    scripts = ScriptDirectory(str(migrations))
    if before == scripts.get_current_head():
        return False
    if before not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerVault
    copy = folder.database.with_name(folder.database.name + PART)
    try:
        _copy(folder, key, copy)
        _take_steps(copy, key, migrations, _exempt(scripts, before))
        _put_in_place(folder, copy, before)
    except BaseException:
        for stray in folder.path.glob(f"{copy.name}*"):
            stray.unlink(missing_ok=True)
        raise
    return True


def _revision(folder: Folder, key: bytes) -> str:
    """The last step the database took; everything in its WAL brought home, and no connection left."""
    with explained(folder.database):
        opened = connect(folder.database, key, foreign_keys=False)
    try:
        found = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except DriverError as error:
        raise explain(error, folder.database) or NotAVault(folder.path.name) from None
    finally:
        opened.close()
    if found is None:
        raise NotAVault(folder.path.name)
    return str(found[0])


def _newest(migrations: Path) -> str | None:
    """The step no other step follows, as the files say it; None where they say it in another way."""
    before: dict[str, str] = {}
    for file in (migrations / "versions").glob("*.py"):
        with file.open(encoding="utf-8") as step:
            said = _REVISION.search(step.read(_HEAD_OF_A_STEP))
        if said is None:
            return None
        before[said[1]] = said[2]
    last = before.keys() - before.values()
    return last.pop() if len(last) == 1 else None


def _copy(folder: Folder, key: bytes, copy: Path) -> None:
    """An exact copy of the closed database. Raises Busy where something still holds the original open."""
    with told(folder.database):
        connection = connect(folder.database, key)
        try:
            connection.execute("PRAGMA busy_timeout = 0").fetchall()  # whoever else has it open will not go
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
    wal = folder.database.with_name(folder.database.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise Busy
    with explained(copy):
        shutil.copyfile(folder.database, copy)
        sync_file(copy)


def _take_steps(copy: Path, key: bytes, migrations: Path, exempt: set[str]) -> None:
    """Upgrade the copy with foreign keys OFF (a rebuilt table would take its children along) and compare.

    Raises NoWayToUpgrade where a step fails, rows are lost, or references point nowhere.
    """
    made = engine(copy, key, foreign_keys=False)
    try:
        with made.connect() as connection:
            before = _counts(connection)
            dangling = _dangling(connection)
            connection.rollback()
            _upgrade(migrations, connection)
            after = _counts(connection)
            if any(after.get(table) != rows for table, rows in before.items() if table not in exempt):
                raise NoWayToUpgrade
            if _dangling(connection) - dangling:
                raise NoWayToUpgrade
        _make_single(made)
    except UserError:
        raise
    except Exception as error:  # whatever a step raises, the vault is as it was, and the reader is told so
        raise NoWayToUpgrade from error
    finally:
        made.dispose()


def _make_single(made: Engine) -> None:
    """Bring everything home into one file, without a WAL beside it."""
    borrowed = made.raw_connection()
    driver: Any = borrowed.driver_connection
    try:
        driver.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        borrowed.close()


def _put_in_place(folder: Folder, copy: Path, before: str) -> None:
    """Swap the upgraded copy in; the old database stays as the way back."""
    back = folder.path / f"vault.db.before-{before}"
    with explained(folder.database):
        sync_file(copy)
        for older in folder.ways_back():
            older.unlink()
        with contextlib.suppress(OSError):
            os.link(folder.database, back)
        if not back.exists():  # a file system without links
            shutil.copyfile(folder.database, back)
            sync_file(back)
        sync_folder(folder.path)
        os.replace(copy, folder.database)
        sync_folder(folder.path)


def _exempt(scripts: ScriptDirectory, before: str) -> set[str]:
    """Tables whose number of rows the steps to take change on purpose (`rows_change`)."""
    steps = scripts.iterate_revisions("head", before)
    return {table for step in steps for table in getattr(step.module, "rows_change", ())}


def _counts(connection: Connection) -> dict[str, int]:
    """Table -> number of rows. Without the tables a full-text index keeps for itself."""
    listed = connection.execute(text("SELECT name, type FROM pragma_table_list WHERE schema = 'main'"))
    names = [
        name
        for name, kind in listed
        if kind in ("table", "virtual") and not name.startswith("sqlite_") and name != "alembic_version"
    ]
    quoted = connection.dialect.identifier_preparer.quote_identifier
    return {
        name: connection.execute(text(f"SELECT count(*) FROM {quoted(name)}")).scalar_one() for name in names
    }


def _dangling(connection: Connection) -> set[tuple[str, int, str]]:
    """References that point nowhere."""
    rows = connection.execute(text("PRAGMA foreign_key_check"))
    return {(str(table), int(row or 0), str(parent)) for table, row, parent, _ in rows}


def _upgrade(migrations: Path, connection: Connection) -> None:
    """Let Alembic take every step that is left."""
    from alembic import command

    command.upgrade(_config(migrations, connection), "head")


def _config(migrations: Path, connection: Connection) -> Config:
    """Alembic's settings; no file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
