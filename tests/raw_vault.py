"""A vault looked at with nothing but its key and a script, as somebody inside could."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.vaults import FOUNDER, unlocked
from victimcase.domain.names import search_key
from victimcase.store import connect
from victimcase.store.folder import Folder
from victimcase.store.keyring import database_key


@contextmanager
def script(vault: Path) -> Iterator[Any]:
    """A driver connection to the database of a closed vault, opened with the vault's key."""
    opened = connect.connect(Folder(vault).database, database_key(unlocked(FOUNDER).vault_key))
    try:
        yield opened
    finally:
        opened.close()


def tables(conn: Any) -> list[str]:
    """Every table, the hidden ones of the full-text indexes included."""
    return [
        name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]


def spellings(text: str) -> list[bytes]:
    """The bytes a text may lie about as: UTF-8 and UTF-16, composed and taken apart, folded for searching."""
    forms = {text, text.casefold(), text.lower(), search_key(text)}
    forms |= {unicodedata.normalize(form, one) for form in ("NFC", "NFD") for one in list(forms)}
    return sorted({one.encode(code) for one in forms for code in ("utf-8", "utf-16-le", "utf-16-be")})


def places_of(conn: Any, texts: Sequence[str]) -> set[str]:
    """The tables and columns in which one of the texts stands, as a part of any value."""
    wanted = [spelling for text in texts for spelling in spellings(text)]
    found = set()
    for table in tables(conn):
        rows = conn.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in rows.description]
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
                if any(spelling in data for spelling in wanted):
                    found.add(f"{table}.{column}")
    return found
