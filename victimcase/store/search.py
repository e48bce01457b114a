"""Finding: what is indexed of a record, and the queries over it. Everything here is folded by
`names.search_key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from victimcase.domain.names import search_key
from victimcase.domain.spec import Record, category_of, remembered, sealed, specs
from victimcase.domain.words import Category, RecordId
from victimcase.store import statements
from victimcase.store.rows import Row

NAME, CODE, TEXT = "name", "code", "text"

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@remembered
def _marked(cls: type[Record], mark: str) -> tuple[str, ...]:
    """The fields of a kind that are found in this way."""
    return tuple(name for name, spec in specs(cls).items() if spec.search == mark and not sealed(cls, name))


def _said(row: Row, name: str) -> str:
    value = row.values.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def name_key(rows: Iterable[Row]) -> str:
    """All names of a person, folded, one blank between two of them, for the index.

    Names of others (a guardian, a relative) are of another category and are not found this way.
    """
    found = (
        _said(row, name)
        for row in rows
        if not row.gone
        for name in _marked(row.cls, NAME)
        if category_of(row.cls, name) is Category.IDENTITY
    )
    return " ".join(dict.fromkeys(key for text in found if (key := search_key(text))))


def index_names(conn: Connection, person: RecordId, key: str, *, fresh: bool = False) -> None:
    """Make the names of a person found by any part, and by the beginning of any word."""
    known = "SELECT seq, key FROM search_name WHERE person_id = ?"
    before = None if fresh else statements.first(conn, known, (person,))
    if before is not None and before[1] == key:
        return
    if before is None:
        seq = statements.run(conn, "INSERT INTO search_name (person_id, key) VALUES (?, ?)", (person, key))
    else:
        seq = before[0]
        statements.run(
            conn, "INSERT INTO search_name_fts (search_name_fts, rowid, key) VALUES ('delete', ?, ?)", before
        )
        statements.run(conn, "UPDATE search_name SET key = ? WHERE seq = ?", (key, seq))
        statements.run(conn, "DELETE FROM name_start WHERE person_id = ?", (person,))
    statements.run(conn, "INSERT INTO search_name_fts (rowid, key) VALUES (?, ?)", (seq, key))
    words = [(word[:80], person) for word in dict.fromkeys(_starts(key))]
    statements.run_each(conn, "INSERT OR IGNORE INTO name_start (word, person_id) VALUES (?, ?)", words)


def _starts(key: str) -> Iterator[str]:
    """Where somebody may begin to type: at each word, and in Chinese characters at each of them, as a given
    name follows the family name without a blank.
    """
    for word in key.split():
        yield word
        yield from (word[place:] for place in range(1, len(word)) if _HAN.match(word[place]))


def forget(conn: Connection) -> None:
    """Empty every index, to be made again from the records."""
    for table in ("search_name_fts", "search_text_fts"):
        statements.run(conn, f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    for table in ("search_name", "name_start", "search_code", "search_text", "likeness"):
        statements.run(conn, f"DELETE FROM {table}")


def index_codes(conn: Connection, row: Row, *, fresh: bool = False) -> None:
    """Make the numbers of a record (documents, case files) found by their beginning."""
    wanted = _marked(row.cls, CODE)
    if not wanted:
        return
    if not fresh:
        statements.run(conn, "DELETE FROM search_code WHERE record = ? AND scope = ?", (row.id, row.scope))
    if row.gone:
        return
    for name in wanted:
        if code := code_key(_said(row, name)):
            statements.run(
                conn,
                "INSERT OR IGNORE INTO search_code (code, record, scope, category) VALUES (?, ?, ?, ?)",
                (code[:80], row.id, row.scope, category_of(row.cls, name)),
            )


def index_texts(conn: Connection, row: Row, *, fresh: bool = False) -> None:
    """Make what people tell found by word: one row for each category, so rights hold before anything is
    counted.
    """
    wanted = _marked(row.cls, TEXT)
    if not wanted:
        return
    texts: dict[Category, list[str]] = {}
    for name in wanted:
        texts.setdefault(category_of(row.cls, name), [])
        if not row.gone and (text := _said(row, name)):
            texts[category_of(row.cls, name)].append(search_key(text))
    for category, parts in texts.items():
        _index_text(conn, row, category, "\n".join(parts), fresh)


def _index_text(conn: Connection, row: Row, category: Category, text: str, fresh: bool) -> None:
    known = "SELECT seq, text FROM search_text WHERE record = ? AND category = ?"
    before = None if fresh else statements.first(conn, known, (row.id, category))
    if (before[1] if before else "") == text:
        return
    seq = before[0] if before else None
    if before is not None:
        statements.run(
            conn, "INSERT INTO search_text_fts (search_text_fts, rowid, text) VALUES ('delete', ?, ?)", before
        )
    if not text:
        statements.run(conn, "DELETE FROM search_text WHERE seq = ?", (seq,))
        return
    if seq is not None:
        statements.run(conn, "UPDATE search_text SET text = ? WHERE seq = ?", (text, seq))
    else:
        said = (row.id, row.scope, category, text)
        insert = "INSERT INTO search_text (record, scope, category, text) VALUES (?, ?, ?, ?)"
        seq = statements.run(conn, insert, said)
    statements.run(conn, "INSERT INTO search_text_fts (rowid, text) VALUES (?, ?)", (seq, text))


def phrase(text: str) -> str:
    """What was typed as an FTS5 query: every word as a quoted string, so that nothing typed is an
    operator.
    """
    return " ".join(f'"{word}"' for word in text.replace('"', " ").split())


def index_likeness(conn: Connection, person: RecordId, keys: Iterable[str], *, fresh: bool = False) -> None:
    """Note the keys under which a person is compared with others (`names.blocking_keys`)."""
    if not fresh:
        statements.run(conn, "DELETE FROM likeness WHERE person_id = ?", (person,))
    pairs = [(key[:80], person) for key in keys]
    statements.run_each(conn, "INSERT OR IGNORE INTO likeness (key, person_id) VALUES (?, ?)", pairs)


def alike(conn: Connection, keys: Iterable[str], may: str, given: Sequence[Any], most: int) -> list[RecordId]:
    """Persons who share a key with somebody: those who share most first, at most `most`.

    `may` and `given` are the condition over card `c` that says whose cases the reader may see
    (`cards.allowed`): rights hold before anything is counted.
    """
    wanted = tuple(key[:80] for key in keys)
    if not wanted:
        return []
    marks = ", ".join("?" * len(wanted))
    found = statements.every(
        conn,
        f"SELECT l.person_id, count(*) FROM likeness l WHERE l.key IN ({marks}) "
        f"AND EXISTS (SELECT 1 FROM card c WHERE c.person_id = l.person_id AND {may}) "
        "GROUP BY l.person_id ORDER BY count(*) DESC, l.person_id LIMIT ?",
        (*wanted, *given, most),
    )
    return [RecordId(person) for person, _ in found]


def code_key(text: str) -> str:
    """A number of a document, folded: without blanks and hyphens."""
    return search_key(text).replace(" ", "").replace("-", "")
