"""The list of cases as the window shows it: filtered, in the order of any column, from any place of it.

Each order has an index that also holds who may see a case and what is filtered by, so a page far down costs
the entries passed by and not as many cards. Columns with few values (owner, citizenship, step, risk) are put
in the order a reader knows by asking for one value after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from victimcase.store import statements
from victimcase.store.cards import SELECT, Card, Reader, allowed, cards_of
from victimcase.store.lists import Way, way_to

Given = list[Any]
MOST_VALUES: Final = 400
"""Values of a column that are put in order one by one; SQLite joins no more than 500 queries."""
VALUED: Final = frozenset({"steps", "risk", "citizenships", "owner"})
BLANK_LAST: Final = frozenset({"birth", "due_mission", "due_casework", "due_all"})
PLAIN: Final = frozenset({"name_key", "number", "opened_on"})
_INDEX: Final = {"name_key": "ix_card_by_name", "opened_on": "ix_card_by_opened"}


@dataclass(frozen=True)
class Asked:
    """What a list is asked for. Each of `within` is a column and the values it may have, none are no bound.

    `between` bounds columns by a first and a last text, both included. `cases` are ids found elsewhere.
    """

    reader: Reader
    within: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    between: tuple[tuple[str, str, str], ...] = ()
    text: str = ""
    cases: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Order:
    """The column a list is ordered by, which way, and for a column of few values the values in order."""

    column: str = "opened_on"
    descending: bool = True
    values: tuple[str, ...] = field(default=())


def _may(reader: Reader) -> tuple[str, Given]:
    """`cards.allowed` for indexes that do not hold the id of a case."""
    condition, given = allowed(reader)
    named = "EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = c.case_id AND m.login = ?)"
    inside = (
        "c.rowid IN (SELECT k.rowid FROM case_member m JOIN card k ON k.case_id = m.case_id "
        "WHERE m.login = ?)"
    )
    return condition.replace(named, inside), given


def _conditions(asked: Asked) -> tuple[str, Given]:
    may, given = _may(asked.reader)
    found = [may]
    for column, values in asked.within:
        found.append(f"c.{column} IN ({', '.join('?' * len(values))})")
        given += values
    for column, first, last in asked.between:
        found.append(f"c.{column} BETWEEN ? AND ?")
        given += [first, last]
    if asked.cases is not None:
        found.append(f"c.case_id IN ({', '.join('?' * len(asked.cases))})")
        given += asked.cases
    return " AND ".join(found), given


def page(conn: Connection, asked: Asked, order: Order, *, offset: int, limit: int) -> list[Card]:
    """A page of the cases that fit, as the reader may see them."""
    where, given = _conditions(asked)
    if asked.text:
        way = way_to(conn, asked.reader, asked.text)
        statement, given = _found(way, where, given, order)
    elif asked.cases is not None:
        statement, given = _found(Way(), where, given, order)
    else:
        statement, given = _walk(where, given, order)
    rows = statements.every(conn, f"{statement} LIMIT ? OFFSET ?", (*given, limit, offset))
    places = [row[0] for row in rows]
    return in_places(conn, places)


def in_places(conn: Connection, places: Sequence[int]) -> list[Card]:
    """The cards in these rows of the table, in this order."""
    if not places:
        return []
    statement = (
        f"{SELECT.replace(' FROM', ', c.rowid FROM')} WHERE c.rowid IN ({', '.join('?' * len(places))})"
    )
    known = {row[-1]: row[:-1] for row in statements.every(conn, statement, places)}
    return cards_of(known[place] for place in places if place in known)


def _found(way: Way, where: str, given: Given, order: Order) -> tuple[str, Given]:
    """What a text found, all of it put in order: few rows, or the order in which they are found."""
    statement = f"SELECT c.rowid FROM {way.tables} WHERE {way.matching} AND {where}"
    given = [*way.given, *given]
    if order.column == "opened_on" and way.order:
        return f"{statement} ORDER BY {way.order}", given
    back = " DESC" if order.descending else ""
    if order.column in VALUED:
        ranks = " ".join(f"WHEN ? THEN {rank}" for rank in range(len(order.values)))
        given += order.values
        ranked = f"CASE c.{order.column} {ranks} ELSE {len(order.values)} END" if ranks else "1"
        return f"{statement} ORDER BY {ranked}, c.name_key, c.rowid", given
    blank = f"c.{order.column} = '', " if order.column in BLANK_LAST else ""
    return f"{statement} ORDER BY {blank}c.{order.column}{back}, c.rowid{back}", given


def _walk(where: str, given: Given, order: Order) -> tuple[str, Given]:
    """All cases in order, along an index."""
    column = order.column
    back = " DESC" if order.descending else ""
    table = f"card c INDEXED BY {_INDEX.get(column, f'ix_card_by_{column}')}"
    select = f"SELECT c.rowid FROM {table} WHERE"
    if column in BLANK_LAST:
        name = "" if column == "birth" else ", c.name_key"
        parts = [f"c.{column} > '' AND {where} ORDER BY c.{column}{back}{name and name + back}"]
        parts.append(f"c.{column} = '' AND {where}{' ORDER BY' + name[1:] if name else ''}")
        return _one_after_the_other(select, parts), [*given, *given]
    if column in VALUED:
        values = order.values[:MOST_VALUES]
        parts = [f"c.{column} = ? AND {where} ORDER BY c.name_key"] * len(values)
        return _one_after_the_other(select, parts), [one for value in values for one in (value, *given)]
    return f"{select} {where} ORDER BY c.{column}{back}", given


def _one_after_the_other(select: str, parts: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({select} {part})" for part in parts)


def count(conn: Connection, asked: Asked) -> int:
    """How many cases fit, of those the reader may see."""
    where, given = _conditions(asked)
    way = way_to(conn, asked.reader, asked.text) if asked.text else Way()
    statement = f"SELECT count(*) FROM {way.tables} WHERE {way.matching} AND {where}"
    found = statements.first(conn, statement, (*way.given, *given))
    return int(found[0]) if found else 0


def values(conn: Connection, column: str) -> list[str]:
    """Every value a column has on any card, whoever may see it: for building queries, never to be shown."""
    statement = (
        f"WITH RECURSIVE v(x) AS (SELECT min({column}) FROM card UNION ALL "
        f"SELECT (SELECT min(c.{column}) FROM card c WHERE c.{column} > v.x) FROM v WHERE v.x IS NOT NULL) "
        "SELECT x FROM v WHERE x IS NOT NULL"
    )
    return [str(row[0]) for row in statements.every(conn, statement)]


def seen_values(conn: Connection, reader: Reader, column: str) -> list[str]:
    """The values a column has on the cards a reader may see."""
    may, given = _may(reader)
    statement = (
        f"SELECT EXISTS (SELECT 1 FROM card c INDEXED BY ix_card_by_{column} WHERE c.{column} = ? AND {may})"
    )
    return [
        value
        for value in values(conn, column)
        if (found := statements.first(conn, statement, (value, *given))) and found[0]
    ]


def sums(conn: Connection, reader: Reader, column: str, where: str = "1") -> dict[str, int]:
    """How many of the cases a reader may see have each value of a column."""
    may, given = _may(reader)
    statement = f"SELECT c.{column}, count(*) FROM card c WHERE {may} AND {where} GROUP BY c.{column}"
    return {str(value): int(number) for value, number in statements.every(conn, statement, given)}
