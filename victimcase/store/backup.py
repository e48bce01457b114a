"""Backups of an open vault: made while work goes on, proved by opening, put back without overwriting
anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from victimcase.domain.errors import Conflict
from victimcase.i18n import N_
from victimcase.store import archive, blobs, connect, header, integrity, meta
from victimcase.store.archive import DATABASE, FORMAT, VERSION, Manifest
from victimcase.store.canonical import decode, encode
from victimcase.store.errors import DamagedBackup, DamagedDatabase
from victimcase.store.folder import PART, Folder, explained, sync_folder
from victimcase.store.header import Header
from victimcase.store.lockfile import Lock, refuse_network_share
from victimcase.store.rekey import working_key
from victimcase.store.slots import Unlocked
from victimcase.store.vault import Vault
from victimcase.store.witness import Witnessed

SUFFIX = ".vcbackup"
_PAGES_A_STEP = 2048

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Origin:
    """What a restored vault came from: when the backup was made, and how far its journal went."""

    made_at: str
    head: Witnessed | None


def make(
    vault: Vault, target: Path, *, now: datetime, program: str, progress: Progress | None = None
) -> Manifest:
    """Write a backup of an open vault and prove it by opening; writing to the vault goes on meanwhile.

    Needs room for a second copy of the database in the vault's folder while it runs. `progress` is told the
    share of the database copied. Raises DamagedDatabase where the vault itself is damaged, DamagedBackup
    where the file does not hold what was written (it is then deleted), DiskFull or DiskTrouble.
    """
    copy = vault.folder.path / f"backup.db{PART}"
    try:
        head = _copy_database(vault, copy, progress)
        names = blobs.strays(vault.folder, ())
        places = [copy, *(vault.folder.blobs / name for name in names)]
        labels = [DATABASE, *(f"blobs/{name}" for name in names)]
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            vault=vault.id,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            program=program,
            head=head,
            members=tuple(archive.member(name, path) for name, path in zip(labels, places, strict=True)),
        )
        archive.write(target, vault.header, vault.unlocked.vault_key, manifest, places)
    finally:
        _drop(copy)
    try:
        return archive.open_proved(target, lambda _: vault.unlocked)[0]
    except DamagedBackup:
        target.unlink(missing_ok=True)
        raise


def _copy_database(vault: Vault, copy: Path, progress: Progress | None) -> Witnessed | None:
    """Copy the database as of one moment, under the same key, check it, and tell how far its journal went."""
    _drop(copy)
    with connect.told(copy), vault.read.connect() as connection:
        # The transaction pins the moment: what is written meanwhile neither is copied nor restarts the copy.
        meta.recall(connection, meta.VAULT)
        journal = vault.options.journal
        head = None if journal is None else journal.head(connection)
        source: Any = connection.connection.driver_connection
        taken = connect.connect(copy, vault.database_key, create=True)
        try:
            for setting in (
                "journal_mode = OFF",
                "synchronous = OFF",
            ):  # a crash leaves nothing of it to keep
                taken.execute(f"PRAGMA {setting}").fetchall()
            source.backup(taken, pages=_PAGES_A_STEP, progress=_told(progress))
        finally:
            taken.close()
    if integrity.problems(copy, vault.database_key):
        raise DamagedDatabase
    return head


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    """The driver's progress (status, pages left, pages) as a share."""
    if progress is None:
        return None
    return lambda _, left, pages: progress(1 - left / max(pages, 1))


def verify(path: Path, unlock: Callable[[Header], Unlocked], work: Path) -> Manifest:
    """Prove a backup: every byte sealed, every file as the manifest says, the database opened and checked.

    `work` is a folder with room for the database while that runs. Raises DamagedBackup, NewerBackup,
    DiskFull, DiskTrouble, and whatever `unlock` does.
    """
    manifest, _, unlocked = archive.open_proved(path, unlock)
    room = Folder(work / f"verify{PART}")
    shutil.rmtree(room.path, ignore_errors=True)
    try:
        archive.extract(path, manifest, room.path, lambda member: member.name == DATABASE)
        _require_sound(room, unlocked)
    finally:
        shutil.rmtree(room.path, ignore_errors=True)
    return manifest


def _require_sound(folder: Folder, unlocked: Unlocked) -> bytes:
    """The key of an extracted database without a problem. Raises DamagedBackup."""
    key = working_key(folder, unlocked)
    if integrity.problems(folder.database, key):
        raise DamagedBackup
    return key


def restore(
    path: Path,
    vault_path: Path,
    unlock: Callable[[Header], Unlocked],
    *,
    now: datetime,
    on_restored: Callable[[Connection], None] = lambda _: None,
) -> Manifest:
    """Put a backup back as a vault; a vault already there stays beside it as `NAME.before-restore-…`.

    Everything is proved before anything is replaced. The vault remembers under `meta.RESTORED_FROM` where it
    came from and opens read-only until someone accepts it and gives it a new replica id
    (`Vault.allow_writing`); `on_restored` may do that at once, in the schema the backup was made with. People
    shut out since the backup was made are in it again. Raises as `verify`, and VaultInUse, NetworkShare,
    Conflict.
    """
    refuse_network_share(vault_path)
    lock = _hold(vault_path)
    unfinished = Folder(vault_path.with_name(vault_path.name + PART))
    try:
        shutil.rmtree(unfinished.path, ignore_errors=True)
        with explained(vault_path):
            vault_path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.path.mkdir(mode=0o700)
        manifest, found, unlocked = archive.open_proved(path, unlock)
        archive.extract(path, manifest, unfinished.path, lambda _: True)
        with explained(vault_path):
            unfinished.blobs.mkdir(exist_ok=True, mode=0o700)
        header.write(unfinished, found)
        key = _require_sound(unfinished, unlocked)
        _remember(unfinished, key, Origin(manifest.made_at, manifest.head), on_restored)
        if lock is not None:
            lock.release()
        _swap(unfinished.path, vault_path, now)
    finally:
        shutil.rmtree(unfinished.path, ignore_errors=True)
        if lock is not None:
            lock.release()
    return manifest


def origin(connection: Connection) -> Origin | None:
    """What this vault was restored from, until someone has accepted it. Raises ValueError for a strange
    note."""
    note = meta.recall(connection, meta.RESTORED_FROM)
    return None if note is None else decode(Origin, note.encode("ascii"))


def _hold(vault_path: Path) -> Lock | None:
    """Lock the vault that is to be replaced, if there is one. Raises Conflict where something else is
    there."""
    if not vault_path.exists() or (vault_path.is_dir() and not any(vault_path.iterdir())):
        return None
    folder = Folder(vault_path)
    if not folder.header.is_file() and not folder.database.is_file():
        raise Conflict(
            N_("There is something else than a vault at this place. Nothing was changed."),
            N_("Choose another name for the vault."),
        )
    return Lock(folder.lock)


def _remember(folder: Folder, key: bytes, came: Origin, on_restored: Callable[[Connection], None]) -> None:
    """Let the extracted database know that it was restored."""
    opened = connect.engine(folder.database, key)
    try:
        with opened.begin() as connection:
            meta.remember(connection, meta.RESTORED_FROM, encode(came).decode("ascii"))
            on_restored(connection)
    finally:
        opened.dispose()


def _swap(unfinished: Path, vault_path: Path, now: datetime) -> None:
    """Put the proved folder in its place; what was there is moved aside, never deleted."""
    with explained(vault_path):
        if vault_path.exists():
            stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            vault_path.rename(vault_path.with_name(f"{vault_path.name}.before-restore-{stamp}"))
        unfinished.rename(vault_path)
        sync_folder(vault_path.parent)


def _drop(copy: Path) -> None:
    for path in copy.parent.glob(f"{copy.name}*"):
        path.unlink(missing_ok=True)
