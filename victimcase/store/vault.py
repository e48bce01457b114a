"""A vault, opened: its folder locked, its user let in, its two engines ready."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from victimcase import paths
from victimcase.domain.errors import UserError
from victimcase.store import connect, header, integrity, meta, roster, slots, upgrade, witness
from victimcase.store.errors import DamagedHeader, DiskFull, NotAVault, OnlyReading, RolledBackHeader
from victimcase.store.folder import Folder, explained, free_reserve, keep_reserve, sweep
from victimcase.store.founding import found, require_vacant
from victimcase.store.header import Header
from victimcase.store.kdf import Kdf, calibrate
from victimcase.store.keyring import database_key
from victimcase.store.lockfile import Lock, refuse_network_share
from victimcase.store.recovery import new_recovery_code
from victimcase.store.rekey import alone, rekey, working_key
from victimcase.store.slots import Standing, Unlocked
from victimcase.store.witness import Journal

log = logging.getLogger(__name__)

FIRST = Standing((slots.ADMINISTRATOR,), "")


class ReadOnlyReason(StrEnum):
    """Why a vault takes no writing until a supervisor accepts it as it is."""

    PUT_BACK = "put_back"
    RESTORED = "restored"


@dataclass(frozen=True)
class Options:
    """How to open a vault. Folders are the installation's own where not given; `wait` for the lock in
    seconds; `handed` is a handle that holds the lock already (`Vault.close`)."""

    migrations: Path | None = None
    state: Path | None = None
    journal: Journal | None = None
    cache_mib: int = 64
    guard_memory: bool = False
    wait: float = 0.0
    handed: int | None = None


USUAL = Options()


class Vault:
    """An open vault. `write` and `read` are engines of one connection each; `close` ends it all.

    `read_only_reason` is why the write engine refuses transactions, or None. `unlocked` and `header` change
    with `save_header` and `finish_rekey`; the engines stay the same objects throughout.
    """

    def __init__(
        self, folder: Folder, lock: Lock, read: Header, unlocked: Unlocked, key: bytes, options: Options
    ) -> None:
        self.folder, self.header, self.unlocked, self.options = folder, read, unlocked, options
        self.state = options.state or paths.state_folder()
        self.read_only_reason: ReadOnlyReason | None = None
        self._lock = lock
        self._key: bytes | None = key
        self.write, self.read = self._engine(read_only=False), self._engine(read_only=True)

        @event.listens_for(self.write, "begin", insert=True)
        def refuse(_: Connection) -> None:
            if self.read_only_reason is not None:
                raise OnlyReading

    def _engine(self, *, read_only: bool) -> Engine:
        return connect.engine(
            self.folder.database,
            lambda: self.database_key,
            read_only,
            self.options.cache_mib,
            guard_memory=self.options.guard_memory,
        )

    @property
    def database_key(self) -> bytes:
        """The key the database is under. Raises RuntimeError after `close`: a job that late is a bug."""
        if self._key is None:
            raise RuntimeError("the vault is closed")
        return self._key

    @property
    def id(self) -> str:
        """The vault's id: 32 hexadecimal digits."""
        return self.header.vault

    def save_header(self, changed: Header, connection: Connection, unlocked: Unlocked | None = None) -> None:
        """Write the next header (from `roster`), and in the given write transaction remember its generation.

        Call it last in the transaction: a header later than the database remembers is taken, an earlier one
        never. After `roster.disable_user` pass what the administrator holds now, commit, and call
        `finish_rekey`. Raises DiskFull or DiskTrouble.
        """
        meta.remember(connection, meta.GENERATION, str(changed.roster.generation))
        header.write(self.folder, changed)
        self.header, self.unlocked = changed, unlocked or self.unlocked

    def finish_rekey(self) -> bool:
        """Bring the database under the new vault key after someone was shut out; False where that was done.

        Waits for both engines to be idle; takes 10 s a gigabyte and as much free disk again. After a crash or
        DiskFull the vault still opens, and the next opening tries again.
        """
        if self.header.pending is None:
            return False
        target = database_key(self.unlocked.vault_key)
        if self.database_key != target:
            with alone(self.read), alone(self.write):
                rekey(self.folder, self.database_key, target)
                self._key = target
        settled, self.unlocked = roster.settled(self.header, self.unlocked)
        header.write(self.folder, settled)
        self.header = settled
        self.forget_ways_back()  # they open with the key that was just taken away
        return True

    def forget_ways_back(self) -> None:
        """Delete the databases kept from before an upgrade: they hold what has been erased since."""
        with explained(self.folder.path):
            for path in self.folder.ways_back():
                path.unlink()

    def checkpoint(self) -> None:
        """Bring the WAL home and empty it: only then is what was erased gone from it too."""
        borrowed = self.write.raw_connection()
        driver: Any = borrowed.driver_connection
        try:
            with connect.told(self.folder.database):
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            borrowed.close()

    def problems(self) -> list[str]:
        """What is wrong with the database, in plain words (`integrity.problems`); 0.5 s per 100 MB."""
        return integrity.problems(self.folder.database, self.database_key)

    def make_room(self) -> None:
        """Give the reserve to a full disk, so that something can be deleted; opening lays it aside again."""
        free_reserve(self.folder)

    def allow_writing(self) -> None:
        """A supervisor accepts the vault as it is.

        Whoever calls this gives the vault a new replica id in its first transaction, forgets
        `meta.RESTORED_FROM` there, and calls `note_head` after it.
        """
        self.read_only_reason = None

    def note_head(self) -> None:
        """Let the witness outside the vault remember how far the journal went. Raises DiskFull,
        DiskTrouble."""
        if self.options.journal is not None and self.read_only_reason is None:
            with self.read.connect() as connection:
                head = self.options.journal.head(connection)
            if head is not None:
                witness.note(self.state, self.id, head)

    def close(self, *, hand_over: bool = False) -> int | None:
        """Close the engines, bring the WAL home, let go of the folder. Doing so twice does nothing.

        With `hand_over` the folder stays locked, by the handle that is given back (`Lock.hand_over`).
        """
        if self._key is None:
            return None
        try:
            with contextlib.suppress(
                UserError
            ):  # a stick pulled out: nothing is lost, and nothing can be done
                self.note_head()
                self.checkpoint()
        finally:
            self._key = None
            self.read.dispose()
            self.write.dispose()
            if not hand_over:
                self._lock.release()
        return self._lock.hand_over() if hand_over else None

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path,
    login: str,
    passphrase: str,
    *,
    standing: Standing = FIRST,
    user: str | None = None,
    recovery_code: str | None = None,
    kdf: Kdf | None = None,
    options: Options = USUAL,
) -> tuple[Vault, str]:
    """Make a vault and open it; its recovery code is to be printed, typed back, and forgotten.

    The folder must not be there yet, or be empty: it appears whole or not at all. Without `kdf` the machine
    is measured first (1-3 s). Raises Conflict, Invalid for a passphrase that could be guessed, NetworkShare,
    DiskFull or DiskTrouble.
    """
    refuse_network_share(path)
    require_vacant(path)
    code = recovery_code or new_recovery_code()
    made, by = slots.create(login, passphrase, code, standing, user=user, kdf=kdf or calibrate())
    found(path, made, by, options.migrations or paths.migrations())
    return enter(path, lambda _: by, options), code


def open(path: Path, login: str, passphrase: str, options: Options = USUAL) -> Vault:
    """Open a vault: about a second, for Argon2id.

    Raises WrongPassphrase, NotAVault, NewerVault, DamagedHeader, DamagedDatabase, PlainDatabase, VaultInUse,
    NetworkShare, RolledBackHeader, NoWayToUpgrade, DiskFull or DiskTrouble; the files are then as they were.
    """
    return enter(path, lambda read: slots.unlock(read, login, passphrase), options)


def open_with_recovery(path: Path, code: str, options: Options = USUAL) -> Vault:
    """Open a vault with its printed code, as an administrator without a login.

    Raises as `open`, with Invalid for a mistyped code and WrongRecoveryCode for another's.
    """
    return enter(path, lambda read: slots.unlock_with_recovery(read, code), options)


def enter(path: Path, unlock: Callable[[Header], Unlocked], options: Options = USUAL) -> Vault:
    """Open a vault with whatever `unlock` makes of its header. Raises as `open`."""
    folder = Folder(path)
    if not folder.header.is_file():
        raise DamagedHeader if folder.database.is_file() else NotAVault(path.name)
    refuse_network_share(path)
    with contextlib.ExitStack() as undo:
        lock = Lock(folder.lock, options.wait, options.handed)
        undo.callback(lock.release)
        read = header.read(folder)
        unlocked = unlock(read)
        connect.require_sealed(folder.database)
        sweep(folder)
        unsure = (
            unlocked.previous_key is not None
        )  # a rekey was not finished; otherwise reading proves the key
        key = working_key(folder, unlocked) if unsure else database_key(unlocked.vault_key)
        vault = Vault(folder, lock, read, unlocked, key, options)
        undo.callback(vault.read.dispose)
        undo.callback(vault.write.dispose)
        migrations = options.migrations or paths.migrations()
        if not upgrade.is_newest(vault.read, migrations):
            vault.read.dispose()
            upgrade.upgrade(folder, key, migrations)
        _settle(vault)
        undo.pop_all()
    return vault


def _settle(vault: Vault) -> None:
    """What is checked and finished before the first page is shown."""
    with vault.read.connect() as connection:
        first = meta.recall(connection, meta.FIRST_ADMINISTRATOR)
        generation = meta.recall(connection, meta.GENERATION)
        if meta.recall(connection, meta.VAULT) != vault.id or first is None or generation is None:
            raise RolledBackHeader
        header.check_pinned(vault.header, bytes.fromhex(first), int(generation))
        journal = vault.options.journal
        if meta.recall(connection, meta.RESTORED_FROM) is not None:
            vault.read_only_reason = ReadOnlyReason.RESTORED
        elif journal is not None and witness.was_put_back(vault.state, vault.id, journal, connection):
            vault.read_only_reason = ReadOnlyReason.PUT_BACK
    with contextlib.suppress(DiskFull):  # it goes on under the old key until there is room
        if vault.finish_rekey():
            log.info("rekey finished at opening")
    keep_reserve(vault.folder)
