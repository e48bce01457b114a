"""The read side of lists: pages of cases, and finding them as somebody types. One query a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection

from victimcase.domain.names import search_key
from victimcase.domain.words import Category, Stage
from victimcase.store import search, statements
from victimcase.store.cards import COLUMNS, Card, Reader, allowed, cards_of

_CARD: Final = ", ".join(f"c.{column}" for column in COLUMNS)
_LAST: Final = "\U0010ffff"

ORDERS: Final = {
    "opened": "c.opened_on DESC, c.case_id DESC",
    "name": "c.name_key, c.case_id",
    "number": "c.number",
}

_BEGINS: Final = (
    "EXISTS (SELECT 1 FROM name_start b WHERE b.person_id = c.person_id AND b.word >= ? AND b.word < ?)"
)


@dataclass(frozen=True)
class Way:
    """A way to cases: tables, what has to match there, and the order in which rows come out of an index.

    In that order the first page of a text that fits many thousands costs what fifty rows cost.
    """

    tables: str = "card c"
    matching: str = "1"
    order: str = ORDERS["opened"]
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """What a page has whatever is looked for: who may see, in which order, how many rows from where on."""

    may: str
    given: list[Any]
    order: str
    limit: int
    offset: int


def page(
    conn: Connection,
    reader: Reader,
    *,
    stage: Stage | None = None,
    text: str = "",
    order: str = "",
    offset: int = 0,
    limit: int = 50,
) -> list[Card]:
    """A page of the cases a reader may see: newest first, or in one of ORDERS.

    `text` finds case numbers by their beginning, and names in any script by any part of three letters or
    more, or by the beginning of a word with one or two. Without an order those found by part come last known
    first, those found by a beginning in the order of the words. Rights hold before anything is counted or
    ranked.
    """
    may, given = allowed(reader)
    if stage is not None:
        may, given = f"{may} AND c.stage = ?", [*given, str(stage)]
    frame = _Frame(may, given, order, limit, offset)
    if not text.strip():
        return _page(conn, Way(), frame)
    number = text.strip().upper()
    if _like_a_number(number) and (found := _page(conn, _numbered(number), frame)):
        return found
    return _page(conn, _named(text), frame)


def way_to(conn: Connection, reader: Reader, text: str) -> Way:
    """The way to the cases a text finds: by the beginning of a number the reader may see, or by a name."""
    number = text.strip().upper()
    if _like_a_number(number):
        way, (may, given) = _numbered(number), allowed(reader)
        statement = f"SELECT 1 FROM {way.tables} WHERE {way.matching} AND {may} LIMIT 1"
        if statements.first(conn, statement, (*way.given, *given)):
            return way
    return _named(text)


def by_number_of_document(
    conn: Connection, reader: Reader, text: str, readable: Iterable[Category], *, limit: int, offset: int = 0
) -> list[Card]:
    """The cases a reader may see that hold a number beginning like this, in the categories they may read."""
    code, categories = search.code_key(text), sorted(readable)
    if not code or not categories:
        return []
    holding = (
        "SELECT s.scope FROM search_code s WHERE s.code >= ? AND s.code < ? "
        f"AND s.category IN ({', '.join('?' * len(categories))})"
    )
    said = (code, code + _LAST, *categories)
    may, given = allowed(reader)
    statement = (
        f"SELECT {_CARD} FROM card c WHERE (c.case_id IN ({holding}) OR c.person_id IN ({holding})) "
        f"AND {may} ORDER BY c.number LIMIT ? OFFSET ?"
    )
    return cards_of(statements.every(conn, statement, (*said, *said, *given, limit, offset)))


def _page(conn: Connection, way: Way, frame: _Frame) -> list[Card]:
    order = ORDERS[frame.order] if frame.order else way.order
    given = (*way.given, *frame.given, frame.limit, frame.offset)
    return cards_of(statements.every(conn, _statement(way.tables, way.matching, frame.may, order), given))


@lru_cache(maxsize=256)
def _statement(tables: str, matching: str, may: str, order: str) -> str:
    return f"SELECT {_CARD} FROM {tables} WHERE {matching} AND {may} ORDER BY {order} LIMIT ? OFFSET ?"


def _like_a_number(text: str) -> bool:
    """Whether this may be the beginning of a case number; names have no digits, and few have hyphens."""
    return "-" in text or any(character.isdigit() for character in text)


def _numbered(start: str) -> Way:
    return Way("card c", "c.number >= ? AND c.number < ?", "c.number", (start, start + _LAST))


def _named(text: str) -> Way:
    """Where names like this are found: by the word that is rarest, every other one as a condition."""
    words = search_key(text).split() or [""]
    parts, starts = [word for word in words if len(word) >= 3], [word for word in words if len(word) < 3]
    way = _by_part(parts) if parts else _by_start(starts.pop(0))
    matching = " AND ".join([way.matching, *([_BEGINS] * len(starts))])
    given = (*way.given, *(end for start in starts for end in (start, start + _LAST)))
    return replace(way, matching=matching, given=given)


def _by_part(words: list[str]) -> Way:
    """Names that hold all these texts; who became known last comes first."""
    tables = (
        "search_name_fts f CROSS JOIN search_name n ON n.seq = f.rowid "
        "CROSS JOIN card c ON c.person_id = n.person_id"
    )
    return Way(tables, "search_name_fts MATCH ?", "f.rowid DESC", (search.phrase(" ".join(words)),))


def _by_start(word: str) -> Way:
    """Names with a word that begins like this, in the order of these words; everybody once."""
    matching = (
        "w.word >= ? AND w.word < ? AND NOT EXISTS (SELECT 1 FROM name_start e "
        "WHERE e.person_id = w.person_id AND e.word >= ? AND e.word < w.word)"
    )
    tables = "name_start w CROSS JOIN card c ON c.person_id = w.person_id"
    return Way(tables, matching, "w.word, w.person_id", (word, word + _LAST, word))
