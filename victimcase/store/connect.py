"""Connections to the encrypted database: the only module that knows the driver (which carries no types)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

from victimcase.domain.errors import UserError
from victimcase.store.errors import (
    Busy,
    DamagedDatabase,
    DiskFull,
    DiskTrouble,
    NotAVault,
    OnlyReading,
    PlainDatabase,
)
from victimcase.store.folder import explained

PAGE = 4096
PLAIN = b"SQLite format 3\0"
"""How every database without a key begins; an encrypted one begins with sixteen random bytes."""

DriverError = driver.Error
BUSY_SECONDS = 10
DATABASE = "database"
"""Execution option of every connection: the path of its database, for what is told when a disk fails."""
STATEMENTS_KEPT = 512
"""Prepared statements a connection keeps: opening a full case takes one for each kind of record."""
_WAIT_SECONDS = 60
_DIALECT = "victimcase"


def connect(
    path: Path,
    key: bytes,
    *,
    create: bool = False,
    read_only: bool = False,
    foreign_keys: bool = True,
    cache_mib: int = 64,
    guard_memory: bool = False,
) -> Any:
    """A driver connection, the database proved to open with this raw key of 32 bytes.

    `guard_memory` keeps pages out of swap and wipes them, at a fifth of the speed of searching.
    Raises ValueError for a key of another length (SQLCipher would quietly take it for a passphrase),
    PlainDatabase, NotAVault for an empty or missing file, DamagedDatabase where the key does not open it.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")
    if not create:
        require_sealed(path)
    with told(path):
        connection = driver.connect(
            str(path),
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
            cached_statements=STATEMENTS_KEPT,
        )
        try:
            _set_up(connection, key, guard_memory)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            for setting in (
                f"cache_size = -{cache_mib * 1024}",
                f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
                "journal_mode = WAL",
                "synchronous = FULL",
                "fullfsync = ON",
                "checkpoint_fullfsync = ON",
                "secure_delete = ON",
                "trusted_schema = OFF",
                "recursive_triggers = ON",  # without it INSERT OR REPLACE deletes what a trigger guards
                "cell_size_check = ON",
                f"query_only = {'ON' if read_only else 'OFF'}",
            ):
                connection.execute(f"PRAGMA {setting}").fetchall()
            require_sealed(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _set_up(connection: Any, key: bytes, guard_memory: bool) -> None:
    """What must be said before the first page is read."""
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA cipher_memory_security = {'ON' if guard_memory else 'OFF'}").fetchall()
    connection.set_key(f"x'{key.hex()}'")
    connection.execute("PRAGMA cipher_compatibility = 4").fetchall()


def rekey(connection: Any, key: bytes) -> None:
    """Write the whole database anew under another raw key: 10 s a gigabyte, as much free disk again.

    All or nothing: after a crash it opens with the old key or the new one. No other connection may be open.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")
    connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()


def require_sealed(path: Path) -> None:
    """Look at the first sixteen bytes. Raises NotAVault for a missing or empty file, PlainDatabase."""
    if not path.is_file():
        raise NotAVault(path.parent.name)
    with explained(path), path.open("rb") as file:
        start = file.read(len(PLAIN))
    if start == PLAIN:
        raise PlainDatabase
    if len(start) < len(PLAIN):
        raise NotAVault(path.parent.name)


def engine(
    path: Path,
    key: bytes | Callable[[], bytes],
    read_only: bool = False,
    cache_mib: int = 64,
    *,
    foreign_keys: bool = True,
    guard_memory: bool = False,
) -> Engine:
    """An engine with one connection, which threads take in turn; each transaction is BEGIN IMMEDIATE.

    With `read_only` a transaction is a plain BEGIN and every write fails. The key may be a function, asked at
    each new connection, so that the engine lives on through a rekey (`dispose` it). What the driver raises
    about a full disk, a damaged page or a lock becomes a UserError; asking for a second connection inside a
    transaction raises sqlalchemy.exc.TimeoutError.
    """

    def creator() -> Any:
        return connect(
            path,
            key() if callable(key) else key,
            read_only=read_only,
            foreign_keys=foreign_keys,
            cache_mib=cache_mib,
            guard_memory=guard_memory,
        )

    made = create_engine(
        f"{_DIALECT}://",
        module=driver,
        creator=creator,
        begin="BEGIN" if read_only else "BEGIN IMMEDIATE",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        hide_parameters=True,
        execution_options={DATABASE: path},
    )

    @event.listens_for(made.dialect, "handle_error")
    def tell(context: ExceptionContext) -> None:
        known = explain(context.original_exception, path)
        if known is not None:
            raise known from context.original_exception

    return made


class Dialect(SQLiteDialect_pysqlite):
    """SQLite as SQLAlchemy speaks it, with transactions that begin when they are begun.

    The driver opens none before DDL, so a failing migration would be half applied.
    """

    supports_statement_cache = True

    def __init__(self, begin: str, **others: Any) -> None:
        super().__init__(**others)
        self._begin = begin

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin as the engine was told to."""
        dbapi_connection.driver_connection.execute(self._begin)


registry.register(_DIALECT, __name__, Dialect.__name__)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What the driver raises inside about disk, damage and locks is told as a UserError."""
    try:
        yield
    except DriverError as error:
        known = explain(error, path)
        if known is None:
            raise
        raise known from error


def explain(error: BaseException | None, path: Path) -> UserError | None:
    """The user's words for what the driver met, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    match code & 0xFF if isinstance(code, int) else None:
        case driver.SQLITE_FULL:
            return DiskFull()
        case driver.SQLITE_NOTADB | driver.SQLITE_CORRUPT:
            return DamagedDatabase()
        case driver.SQLITE_BUSY | driver.SQLITE_LOCKED:
            return Busy()
        case driver.SQLITE_IOERR | driver.SQLITE_CANTOPEN:
            return DiskTrouble(path.name)
        case driver.SQLITE_READONLY:
            return OnlyReading()
    return None
