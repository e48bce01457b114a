"""Making a vault's folder, and mending its header from the copy beside it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from victimcase.domain.errors import Conflict
from victimcase.i18n import N_
from victimcase.store import connect, header, meta, upgrade
from victimcase.store.folder import PART, Folder, explained, sync_folder, write_whole
from victimcase.store.header import Header
from victimcase.store.keyring import database_key
from victimcase.store.lockfile import Lock
from victimcase.store.rekey import working_key
from victimcase.store.slots import Unlocked


def require_vacant(path: Path) -> None:
    """Pass a place where nothing is yet, or an empty folder. Raises Conflict."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Conflict(
            N_("There is already something at this place. Nothing was changed."), N_("Choose another name.")
        )


def found(path: Path, made: Header, by: Unlocked, migrations: Path) -> None:
    """Make the folder of a new vault; it appears whole or not at all. Raises Conflict, DiskFull,
    DiskTrouble."""
    require_vacant(path)
    unfinished = Folder(path.with_name(path.name + PART))
    with explained(path):
        try:
            shutil.rmtree(unfinished.path, ignore_errors=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.path.mkdir(mode=0o700)
            unfinished.blobs.mkdir(mode=0o700)
            _fill(unfinished, made, database_key(by.vault_key), migrations)
            with contextlib.suppress(FileNotFoundError):
                path.rmdir()
            unfinished.path.rename(path)
            sync_folder(path.parent)
        except BaseException:
            shutil.rmtree(unfinished.path, ignore_errors=True)
            raise


def _fill(folder: Folder, made: Header, key: bytes, migrations: Path) -> None:
    """Database and header of a new vault."""
    upgrade.build(folder.database, key, migrations)
    opened = connect.engine(folder.database, key)
    try:
        with opened.begin() as connection:
            meta.remember(connection, meta.VAULT, made.vault)
            meta.remember(connection, meta.FIRST_ADMINISTRATOR, made.lineage[0].key.hex())
            meta.remember(connection, meta.GENERATION, str(made.roster.generation))
    finally:
        opened.dispose()
    header.write(folder, made)


def put_back_header(path: Path, unlock: Callable[[Header], Unlocked]) -> None:
    """Put the copy beside a damaged header in its place, once it is proved to open the database.

    Raises as `vault.open`; nothing is changed then.
    """
    folder = Folder(path)
    lock = Lock(folder.lock)
    try:
        spare = header.read(folder, spare=True)
        working_key(folder, unlock(spare))
        write_whole(folder.header, header.spelt(spare))
    finally:
        lock.release()
