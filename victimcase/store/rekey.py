"""Which key the database is under, and bringing it under another."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from victimcase.store.connect import connect, told
from victimcase.store.connect import rekey as rekey_connection
from victimcase.store.errors import Busy, DamagedDatabase, DiskFull
from victimcase.store.folder import Folder
from victimcase.store.keyring import database_key
from victimcase.store.slots import Unlocked


def working_key(folder: Folder, unlocked: Unlocked) -> bytes:
    """The key the database is under: of the new vault key or, while a rekey is unfinished, of the old.

    Raises DamagedDatabase where neither opens it, NotAVault, PlainDatabase.
    """
    for vault_key in (unlocked.vault_key, unlocked.previous_key):
        if vault_key is not None:
            with contextlib.suppress(DamagedDatabase):
                connect(folder.database, database_key(vault_key)).close()
                return database_key(vault_key)
    raise DamagedDatabase


def rekey(folder: Folder, current: bytes, target: bytes) -> None:
    """Write the closed database anew under another key. Raises DiskFull; it then opens with the current
    one."""
    if shutil.disk_usage(folder.path).free < 1.2 * folder.database.stat().st_size:
        raise DiskFull
    connection = connect(folder.database, current)
    try:
        with told(folder.database):
            rekey_connection(connection, target)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


@contextlib.contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold an engine's only connection, closed: meanwhile nobody has the database open through it.

    Raises Busy where a job does not give it back within a minute.
    """
    try:
        borrowed = engine.raw_connection()
    except PoolTimeout:
        raise Busy from None
    driver: Any = borrowed.driver_connection
    try:
        driver.close()
        yield
    finally:
        borrowed.invalidate()
        borrowed.close()
