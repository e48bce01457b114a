"""The file of a backup: a tar of header, manifest, database and documents, then a seal over every byte.

Database and documents are encrypted as they are in the vault; the header opens with that day's passphrases.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from victimcase.store import header
from victimcase.store.canonical import decode, encode, said_version
from victimcase.store.errors import DamagedBackup, DamagedHeader, NewerBackup, NotAVault
from victimcase.store.folder import PART, create_private, explained, settle, sync_folder
from victimcase.store.header import Header
from victimcase.store.keyring import backup_key
from victimcase.store.slots import Unlocked
from victimcase.store.witness import Witnessed

FORMAT, VERSION = "victimcase backup", 1
SEAL = 32
_BLOCK = 1024 * 1024
_HEADER, _MANIFEST, DATABASE = "vault.hdr", "manifest.json", "vault.db"
_NAME = re.compile(r"(vault\.db|blobs/[0-9a-f]{64})\Z")


@dataclass(frozen=True)
class Member:
    """A file in the backup: its place in the vault's folder, its bytes, their SHA-256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `made_at` is ISO 8601 in UTC, `head` how far the journal went."""

    format: str
    version: int
    vault: str
    made_at: str
    program: str
    head: Witnessed | None
    members: tuple[Member, ...]


class _Sealing:
    """A file that is sealed as it is written."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._mac = file, hmac.new(key, digestmod="sha256")

    def write(self, data: bytes) -> int:
        """Write and take into the seal."""
        self._mac.update(data)
        return self._file.write(data)

    def seal(self) -> None:
        """Put the seal after everything, and wait until it is on the disk."""
        self._file.write(self._mac.digest())
        settle(self._file)


def member(name: str, path: Path) -> Member:
    """A file as the manifest names it."""
    with explained(path), path.open("rb") as file:
        return Member(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write(target: Path, found: Header, vault_key: bytes, manifest: Manifest, places: Sequence[Path]) -> None:
    """Write a backup; `places` are the files of the manifest's members. It appears whole or not at all."""
    part = target.with_name(target.name + PART)
    with explained(target):
        try:
            with create_private(part) as file:
                sealing = _Sealing(file, backup_key(vault_key))
                with tarfile.open(
                    fileobj=cast(BinaryIO, sealing), mode="w|", format=tarfile.PAX_FORMAT
                ) as tar:
                    _add(tar, _HEADER, header.spelt(found))
                    _add(tar, _MANIFEST, encode(manifest))
                    for one, place in zip(manifest.members, places, strict=True):
                        with place.open("rb") as source:
                            tar.addfile(_entry(one.name, one.size), source)
                sealing.seal()
            os.replace(part, target)
            sync_folder(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_entry(name, len(data)), io.BytesIO(data))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    """An entry that tells nothing of the machine it was made on."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def peek(path: Path) -> Manifest:
    """What a file says of itself, unproved: enough for a list of backups. Raises DamagedBackup,
    NewerBackup."""
    with explained(path), path.open("rb") as file:
        return _begun(file)[1]


def open_proved(path: Path, unlock: Callable[[Header], Unlocked]) -> tuple[Manifest, Header, Unlocked]:
    """A backup's manifest and header, every byte of the file proved under the vault key.

    Raises DamagedBackup, NewerBackup, and whatever `unlock` does.
    """
    with explained(path), path.open("rb") as file:
        found, manifest = _begun(file)
        unlocked = unlock(found)
        size = path.stat().st_size - SEAL
        mac = hmac.new(backup_key(unlocked.vault_key), digestmod="sha256")
        file.seek(0)
        while size > 0:
            block = file.read(min(_BLOCK, size))
            if not block:
                raise DamagedBackup
            mac.update(block)
            size -= len(block)
        if not hmac.compare_digest(mac.digest(), file.read(SEAL + 1)):
            raise DamagedBackup
    return manifest, found, unlocked


def _begun(file: BinaryIO) -> tuple[Header, Manifest]:
    """The first two entries."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as tar:
            head, said = tar.next(), tar.next()
            if head is None or said is None or (head.name, said.name) != (_HEADER, _MANIFEST):
                raise DamagedBackup
            if head.size > header.LIMIT or said.size > 256 * _BLOCK:
                raise DamagedBackup
            found, spelt = header.parse(_content(tar, head)), _content(tar, said)
    except (tarfile.TarError, DamagedHeader, NotAVault, OverflowError, ValueError):
        raise DamagedBackup from None
    try:
        manifest = decode(Manifest, spelt)
    except ValueError:
        raise NewerBackup if (said_version(spelt) or 0) > VERSION else DamagedBackup from None
    if (manifest.format, manifest.vault) != (FORMAT, found.vault):
        raise DamagedBackup
    if manifest.version > VERSION:
        raise NewerBackup
    return found, manifest


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(entry)
    if file is None:
        raise DamagedBackup
    return file.read()


def extract(path: Path, manifest: Manifest, into: Path, wanted: Callable[[Member], bool]) -> None:
    """Write the wanted files of a proved backup below a folder, each compared with the manifest and synced.

    Raises DamagedBackup, DiskFull or DiskTrouble.
    """
    expected = {one.name: one for one in manifest.members}
    with explained(into), tarfile.open(path, mode="r:") as tar:
        for entry in tar:
            one = expected.pop(entry.name, None)
            if entry.name in (_HEADER, _MANIFEST) or (one is not None and not wanted(one)):
                continue
            source = tar.extractfile(entry)
            if one is None or not _NAME.match(one.name) or entry.size != one.size or source is None:
                raise DamagedBackup
            digest, place = hashlib.sha256(), into / one.name
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with create_private(place, exclusive=True) as file:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    file.write(block)
                settle(file)
            if digest.hexdigest() != one.digest:
                raise DamagedBackup
    if expected:
        raise DamagedBackup
