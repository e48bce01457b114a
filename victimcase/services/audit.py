"""Who did what in the whole office, from the one log: acts in words, users, cases; never a value.

A case the reader may not see is not hinted at here either: what was done in it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import history, soundness
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards, checkpoints, slots, statements
from victimcase.store.types import moment

PAGE: Final = 100


@dataclass(frozen=True)
class Wanted:
    """What a page of the log is narrowed to; empty means all. Days are those of this place, both included."""

    user: str = ""
    action: str = ""
    case: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Line:
    """One entry of the log: `title` is its act in words, `case` the number of its case, if it has one."""

    seq: int
    at: str
    user: str
    office: str
    action: str
    title: str
    case: str
    replica: str
    number: int
    changes: int
    """How many values it wrote; 0 for one that only says something, as a viewing does."""
    undoes: int | None


@dataclass(frozen=True)
class Page:
    """Entries, newest first. `before` asks for the next page; none where there is no more."""

    lines: tuple[Line, ...]
    before: int | None


@dataclass(frozen=True)
class Chain:
    """Whether the log is as it was written and signed, and what is wrong in plain words."""

    ok: bool
    entries: int
    signatures: int
    problems: tuple[str, ...]


EVERYTHING: Final = Wanted()

_LINES = """
SELECT e.seq, e.at, coalesce(w.login, e."user"), e.office, e.action, coalesce(c.number, ''), e.replica,
       e.number, e.last - e.first + 1, e.undoes
FROM entry e LEFT JOIN card c ON c.case_id = e.scope LEFT JOIN member w ON w.id = e."user"
WHERE {where} ORDER BY e.seq DESC LIMIT ?
"""


@query(N_("See the log of the office"), needs=Right.SEE_AUDIT)
def page(tx: Tx, wanted: Wanted = EVERYTHING, *, before: int | None = None, limit: int = PAGE) -> Page:
    """One page of the log, newest first, narrowed to what is wanted; `before` goes on where a page ended.

    A user or case there is none of, or none for the reader, gives an empty page.
    """
    parts = list(_conditions(tx, wanted))
    if before is not None:
        parts.append(("e.seq < ?", [before]))
    where = " AND ".join(condition for condition, _ in parts)
    given = [one for _, values in parts for one in values]
    found = statements.every(tx.conn, _LINES.format(where=where), (*given, limit + 1))
    lines = tuple(_line(*row) for row in found[:limit])
    return Page(lines, lines[-1].seq if len(found) > limit else None)


def _conditions(tx: Tx, wanted: Wanted) -> Iterator[tuple[str, list[Any]]]:
    allowed, parameters = cards.allowed(tx.me.reader)
    yield f"(c.case_id IS NULL OR {allowed})", list(parameters)
    if wanted.user:
        yield 'e."user" = (SELECT id FROM member WHERE login = ?)', [wanted.user]
    if wanted.action:
        yield "e.action = ?", [wanted.action]
    if wanted.case:
        card = tx.visible(wanted.case.strip())
        yield "e.scope = ?", [card.case_id if card else "none"]
    if wanted.first:
        yield "e.at >= ?", [_midnight(wanted.first)]
    if wanted.last:
        yield "e.at < ?", [_midnight(wanted.last + timedelta(days=1))]


def _midnight(day: date) -> str:
    """When a day begins at this place, as the log says moments."""
    return moment(datetime.combine(day, time()).astimezone().astimezone(UTC))


def _line(
    seq: int, at: str, user: str, office: str, action: str, case: str, replica: str, number: int, *rest: Any
) -> Line:
    changes, undoes = rest
    return Line(
        seq, at, user, office, action, history.title(action), case, replica, number, max(changes, 0), undoes
    )


@query(N_("See which acts the log holds"), needs=Right.SEE_AUDIT)
def actions(tx: Tx) -> list[tuple[str, str]]:
    """The acts there are in the log with their words, for choosing one; in the order of their words."""
    found = statements.every(tx.conn, "SELECT DISTINCT action FROM entry")
    return sorted(((name, history.title(name)) for (name,) in found), key=lambda one: one[1])


@query(N_("Check the log"), needs=Right.SEE_AUDIT)
def chain(tx: Tx) -> Chain:
    """Look at every entry, its seal and its signatures; takes as long as the log is."""
    keys = {user: pair[1] for user, pair in slots.public_keys(tx.session.vault.header).items()}
    found = (
        *soundness.journal_problems(tx.conn),
        *checkpoints.problems(tx.conn, keys, soundness.former_keys(tx.conn)),
    )
    counted = statements.first(
        tx.conn, "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM checkpoint)"
    )
    entries, signatures = counted or (0, 0)
    return Chain(not found, entries, signatures, found)
