"""A small file outside the vault that remembers how far its journal went.

SQLCipher does not notice an older copy put in a vault's place; the witness does, on the computer it lies on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from victimcase.store.canonical import decode, encode
from victimcase.store.folder import explained, write_whole

_ID = re.compile(r"[0-9a-f]{32}\Z")
_REPLICA = re.compile(r"[0-9a-z]{1,32}\Z")


@dataclass(frozen=True)
class Witnessed:
    """The last entry of a chain: its replica, number and seal."""

    replica: str
    number: int
    seal: str


class Journal(Protocol):
    """What the journal can say about itself."""

    def replica(self, connection: Connection, /) -> str:
        """The id under which this vault writes: 1 to 32 hexadecimal digits."""

    def head(self, connection: Connection, /) -> Witnessed | None:
        """The last entry of this vault's own chain, or None before the first."""

    def holds(self, connection: Connection, head: Witnessed, /) -> bool:
        """Whether the journal contains this very entry."""


@dataclass(frozen=True)
class _Note:
    """What the file holds."""

    vault: str
    head: Witnessed


def note(state: Path, vault: str, head: Witnessed) -> None:
    """Remember how far this replica of the vault went. Raises DiskFull or DiskTrouble.

    Each replica has a file of its own: a copy restored beside the vault is no older state of it.
    """
    path = _path(state, vault, head.replica)
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, encode(_Note(vault, head)))


def recall(state: Path, vault: str, replica: str) -> Witnessed | None:
    """What was remembered, or None where this replica was never seen, or the file was damaged."""
    path = _path(state, vault, replica)
    if not path.is_file():
        return None
    with explained(path):
        data = path.read_bytes()
    try:
        found = decode(_Note, data)
    except ValueError:
        return None
    return found.head if (found.vault, found.head.replica) == (vault, replica) else None


def was_put_back(state: Path, vault: str, journal: Journal, connection: Connection) -> bool:
    """Whether the vault lacks an entry this computer has seen it write: an older copy lies in its place."""
    seen = recall(state, vault, journal.replica(connection))
    return seen is not None and not journal.holds(connection, seen)


def _path(state: Path, vault: str, replica: str) -> Path:
    if not _ID.match(vault) or not _REPLICA.match(replica):
        raise ValueError("a vault's id has 32 hexadecimal digits, a replica's at most as many")
    return state / "witness" / f"{vault}-{replica}.json"
