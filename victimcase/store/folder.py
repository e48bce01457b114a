"""The folder of a vault: what lies where in it, and how a file in it is replaced without a moment of being
half there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import BinaryIO

from victimcase.domain.errors import UserError
from victimcase.store.errors import DiskFull, DiskTrouble

PART = ".part"
"""How the name of every unfinished file ends; what ends so may be deleted while nobody writes."""

RESERVE = 16 * 1024 * 1024
_RANDOM = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True)
class Folder:
    """Where the parts of the vault in this folder lie."""

    path: Path

    @property
    def header(self) -> Path:
        """The key slots."""
        return self.path / "vault.hdr"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

    @property
    def blobs(self) -> Path:
        """The encrypted attachments."""
        return self.path / "blobs"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the vault is open."""
        return self.path / "lock"

    @property
    def reserve(self) -> Path:
        """Room kept back for the day the disk is full."""
        return self.path / "reserve"

    def ways_back(self) -> list[Path]:
        """The databases as they were before an upgrade."""
        return sorted(self.path.glob("vault.db.before-*"))


@contextlib.contextmanager
def explained(place: Path) -> Iterator[None]:
    """Whatever the system refuses inside is told as a UserError (DiskFull or DiskTrouble)."""
    try:
        yield
    except OSError as error:
        raise explain(error, place) from error


def explain(error: OSError, place: Path) -> UserError:
    """The user's words for what the system refused."""
    return DiskFull() if error.errno in _FULL else DiskTrouble(place.name)


def sync_folder(path: Path) -> None:
    """Names created, replaced or deleted in this folder survive a power cut (where the system can promise
    it)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """The content of this file survives a power cut."""
    with path.open("rb+") as file:
        settle(file)


def create_private(path: Path, *, exclusive: bool = False) -> BinaryIO:
    """Open a file to write bytes into, which only this user may read; with `exclusive` it must be new."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if exclusive else os.O_TRUNC)
    return open(os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600), "wb")


def settle(file: BinaryIO) -> None:
    """Wait until what was written is on the disk itself (macOS lets it linger in the drive without this)."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    else:
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes, *, keep: bool = False) -> None:
    """Put data in place of the file at once, so that a reader sees the old content or the new one.

    With `keep` the old content stays beside it as `NAME.bak`. Raises DiskFull or DiskTrouble; the file is
    then as it was.
    """
    part = path.with_name(path.name + PART)
    with explained(path):
        try:
            if keep and path.exists():
                _write_synced(part, path.read_bytes())
                os.replace(part, path.with_name(path.name + ".bak"))
            _write_synced(part, data)
            os.replace(part, path)
            sync_folder(path.parent)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _write_synced(path: Path, data: bytes) -> None:
    """Write a private file and wait until it is on the disk."""
    with create_private(path) as file:
        file.write(data)
        settle(file)


def sweep(folder: Folder) -> list[str]:
    """Delete what a crash left unfinished and tell the names. Only for whoever holds the vault's lock."""
    strays = [path for place in (folder.path, folder.blobs) for path in place.glob(f"*{PART}*")]
    with explained(folder.path):
        for path in strays:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return sorted(path.name for path in strays)


def keep_reserve(folder: Folder) -> bool:
    """Lay the reserve aside if it is not there; False where the disk has no room to spare for it."""
    if folder.reserve.is_file() and folder.reserve.stat().st_size == RESERVE:
        return True
    if shutil.disk_usage(folder.path).free < 2 * RESERVE:
        return False
    try:
        # Random, as a file system that packs zeros would keep no room with them.
        write_whole(folder.reserve, token_bytes(_RANDOM) * (RESERVE // _RANDOM))
    except UserError:
        return False
    return True


def free_reserve(folder: Folder) -> None:
    """Give the reserve back to the disk: on a full disk even a deletion needs room to be written down
    first."""
    with explained(folder.reserve):
        folder.reserve.unlink(missing_ok=True)
        sync_folder(folder.path)
