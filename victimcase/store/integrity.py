"""Is every page of the database as it was written, and does every row point at something?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from victimcase.i18n import N_, tr
from victimcase.store.connect import DriverError, connect

_SHOWN = 20


def problems(path: Path, key: bytes) -> list[str]:
    """What is wrong with a database, in plain words; nothing where all is well. Takes 0.5 s per 100 MB.

    Both of SQLCipher's checks are needed: a flipped bit is found by `cipher_integrity_check`, a missing last
    page by `integrity_check` alone; neither looks at foreign keys.
    """
    found: list[str] = []
    for check in (_pages, _structure, _references):
        # A connection of its own for each: after a damaged page one gives no more answers.
        found.extend(_run(check, path, key))
    return found


def _run(check: Callable[[Any], Iterator[str]], path: Path, key: bytes) -> list[str]:
    """The problems one check finds, or that it could not be carried out."""
    from victimcase.store.errors import DamagedDatabase

    try:
        connection = connect(path, key, read_only=True)
    except DamagedDatabase as error:
        return [tr(error.message)]
    try:
        return list(check(connection))
    except DriverError:
        return [tr(N_("Part of the database could not be read at all."))]
    finally:
        connection.close()


def _pages(connection: Any) -> Iterator[str]:
    """Pages whose seal does not fit."""
    for (text,) in connection.execute("PRAGMA cipher_integrity_check").fetchmany(_SHOWN):
        yield tr(N_("A page of the database was changed from outside ({detail})."), detail=text)


def _structure(connection: Any) -> Iterator[str]:
    """Pages missing, trees and indexes that do not fit together."""
    for (text,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if text != "ok":
            yield tr(N_("The database does not fit together ({detail})."), detail=text)


def _references(connection: Any) -> Iterator[str]:
    """Rows that point at rows which are not there."""
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield tr(
            N_("Row {row} of “{table}” points at something missing in “{parent}”."),
            row=row,
            table=table,
            parent=parent,
        )
