"""Attached documents: each a file encrypted under a key of its own, so that destroying the key destroys it.

The keys are kept in the database; the files carry the hash of their ciphertext as name, so that whether one
is whole can be told without any key.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from victimcase.store.errors import DamagedBlob
from victimcase.store.folder import PART, Folder, create_private, explained, settle, sync_folder

CHUNK = 1024 * 1024
_MAGIC, _SALT, _TAG = b"VCBLOB1\n", 32, 16
_NAME = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class BlobRef:
    """A stored document: `name` is the SHA-256 of its ciphertext in hexadecimal digits, `size` its clear
    bytes."""

    name: str
    size: int


def write_blob(folder: Folder, key: bytes, content: bytes | BinaryIO) -> BlobRef:
    """Store a document under its own key (`keyring.new_key`), synced before this returns.

    Never more than two chunks of it are in memory. Raises DiskFull or DiskTrouble; nothing stays behind then.
    Store first, then commit the row that names it: a crash between leaves a stray (`strays`), never a gap.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    part = folder.blobs / f"{token_hex(8)}{PART}"
    digest, size = hashlib.sha256(), 0
    with explained(part):
        try:
            folder.blobs.mkdir(exist_ok=True, mode=0o700)
            with create_private(part, exclusive=True) as file:
                for piece, clear in _sealed(key, source):
                    file.write(piece)
                    digest.update(piece)
                    size += clear
                settle(file)
            os.replace(part, folder.blobs / digest.hexdigest())
            sync_folder(folder.blobs)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return BlobRef(digest.hexdigest(), size)


def read_blob(folder: Folder, key: bytes, ref: BlobRef) -> bytes:
    """The document. Raises DamagedBlob where it is missing, changed, cut short or under another key."""
    return b"".join(stream_blob(folder, key, ref))


def stream_blob(folder: Folder, key: bytes, ref: BlobRef) -> Iterator[bytes]:
    """The document in chunks, each proved; that it is whole is proved with the last one. Raises
    DamagedBlob."""
    path, size = _path(folder, ref.name), 0
    if not path.is_file():
        raise DamagedBlob
    with explained(path), path.open("rb") as file:
        head = file.read(len(_MAGIC) + _SALT)
        if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
            raise DamagedBlob
        cipher, number = _cipher(key, head), 0
        piece = file.read(CHUNK + _TAG)
        while True:
            following = file.read(CHUNK + _TAG)
            try:
                clear = cipher.decrypt(_nonce(number, last=not following), piece, head)
            except (InvalidTag, ValueError):
                raise DamagedBlob from None
            size, number = size + len(clear), number + 1
            if not following and size != ref.size:
                raise DamagedBlob
            yield clear
            if not following:
                return
            piece = following


def delete_blob(folder: Folder, name: str) -> None:
    """Delete the file of a document whose key is gone. Raises DiskTrouble; one already gone is no error."""
    path = _path(folder, name)
    with explained(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def verify(folder: Folder, names: Collection[str]) -> list[str]:
    """The names whose files are missing or not as they were written. Needs no key."""
    return [name for name in sorted(names) if not _is_whole(_path(folder, name), name)]


def strays(folder: Folder, names: Collection[str]) -> list[str]:
    """Stored documents none of these names: what a crash between storing and committing left."""
    if not folder.blobs.is_dir():
        return []
    return sorted({path.name for path in folder.blobs.iterdir() if _NAME.match(path.name)} - set(names))


def _is_whole(path: Path, name: str) -> bool:
    if not path.is_file():
        return False
    with explained(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == name


def _sealed(key: bytes, source: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Pieces of ciphertext, each with how many clear bytes it holds."""
    head = _MAGIC + token_bytes(_SALT)
    yield head, 0
    cipher, number, clear = _cipher(key, head), 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield cipher.encrypt(_nonce(number, last=not following), clear, head), len(clear)
        if not following:
            return
        number, clear = number + 1, following


def _cipher(key: bytes, head: bytes) -> ChaCha20Poly1305:
    """A cipher for this file alone: the salt in its head makes counting nonces safe even under one key."""
    return ChaCha20Poly1305(HKDF(SHA256(), 32, head, b"victimcase 1 document").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    """The chunk's number and whether it ends the document, so that none is dropped, moved or cut off."""
    return struct.pack(">3xQB", number, last)


def _path(folder: Folder, name: str) -> Path:
    if not _NAME.match(name):
        raise ValueError("a document's name has 64 hexadecimal digits")
    return folder.blobs / name
