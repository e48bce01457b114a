"""Statements that run thousands of times, on the driver's own connection.

The layer above costs ten times what a small statement does. The transaction is the same one: what is written
here and what is written through SQLAlchemy are kept or undone together, and what the driver raises about
disks, damage and locks becomes the same UserError. Nothing that a driver's error says holds a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from victimcase.store.connect import DATABASE, DriverError, explain


def every(conn: Connection, statement: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows a query finds, as plain tuples. Raises as any transaction of the vault does."""
    driver = _driver(conn)
    try:
        return driver.execute(statement, given).fetchall()  # type: ignore[no-any-return]
    except DriverError as error:
        raise _told(conn, error) from error


def first(conn: Connection, statement: str, given: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The first row a query finds, or none. Raises as any transaction of the vault does."""
    driver = _driver(conn)
    try:
        return driver.execute(statement, given).fetchone()  # type: ignore[no-any-return]
    except DriverError as error:
        raise _told(conn, error) from error


def run(conn: Connection, statement: str, given: Sequence[Any] = ()) -> int:
    """Write, and return the number of an added row. Raises as any transaction of the vault does."""
    driver = _driver(conn)
    try:
        return driver.execute(statement, given).lastrowid or 0
    except DriverError as error:
        raise _told(conn, error) from error


def run_each(conn: Connection, statement: str, given: Sequence[Sequence[Any]]) -> None:
    """Write once for each set of values. Raises as any transaction of the vault does."""
    driver = _driver(conn)
    try:
        driver.executemany(statement, given)
    except DriverError as error:
        raise _told(conn, error) from error


def changes(conn: Connection) -> int:
    """How many rows this connection has written since it was opened: the same number, nothing was written."""
    return int(_driver(conn).total_changes)


def _driver(conn: Connection) -> Any:
    if not conn.in_transaction():
        conn.begin()
    return conn.connection.driver_connection


def _told(conn: Connection, error: Exception) -> Exception:
    path = conn.get_execution_options().get(DATABASE, Path("vault.db"))
    return explain(error, path) or error
