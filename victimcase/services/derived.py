"""What follows from records: cards, search, likeness. Brought into line in the transaction that wrote the
records.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from sqlalchemy import Connection

from victimcase.domain import consular, status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.kinds import RECORDS
from victimcase.domain.names import PersonTraits, blocking_keys
from victimcase.domain.operations import GONE
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.records.repatriation import ConsularNotification
from victimcase.domain.rights import READABLE, Role
from victimcase.domain.spec import specs
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.store import cards, rows, search, statements
from victimcase.store.journal import Writer
from victimcase.store.rows import Row


@cache
def _marked(kind: str) -> frozenset[str]:
    cls = RECORDS[kind]
    return frozenset(name for name, spec in specs(cls).items() if spec.search) | {GONE}


@cache
def _naming_kinds() -> tuple[str, ...]:
    return tuple(
        kind
        for kind, cls in RECORDS.items()
        if cls.scope is Scope.PERSON and any(spec.search == search.NAME for spec in specs(cls).values())
    )


@cache
def _telling(kind: str) -> frozenset[str]:
    """The fields of a record that say who somebody is: what they are found, listed and compared by."""
    cls = RECORDS[kind]
    own = (
        {"birth", "citizenships", "mobile_phone", "home_phone", "identity_number"}
        if kind == "person"
        else set()
    )
    return frozenset(
        name for name, spec in specs(cls).items() if spec.search == search.NAME or name in own
    ) | {GONE}


class _Found:
    """Records behind what follows: as the entry wrote them, read only where older ones may stand beside."""

    def __init__(self, conn: Connection, writer: Writer | None = None) -> None:
        self._conn, self._writer = conn, writer
        self._written: dict[tuple[str, RecordId], list[Row]] = {}
        for one in writer.touched if writer else ():
            row = self.one(one.kind, one.id)
            if row is not None and not row.gone:
                self._written.setdefault((one.kind, one.scope), []).append(row)

    def one(self, kind: str, record: RecordId) -> Row | None:
        """One record by its id."""
        written = self._writer.row(kind, record) if self._writer else None
        return written or rows.one(self._conn, kind, record)

    def is_fresh(self, scope: RecordId) -> bool:
        """Whether the entry brought this person or case into being, so that nothing older is kept of it."""
        return self._writer is not None and self._writer.made(scope)

    def of_scope(self, kind: str, scope: RecordId) -> list[Row]:
        """The records of a person or case that are there, oldest first."""
        if self.is_fresh(scope):
            return sorted(self._written.get((kind, scope), ()), key=lambda row: row.id)
        return rows.of_scope(self._conn, kind, scope)


def follow(conn: Connection, writer: Writer) -> None:
    """Bring cards, search and likeness into line with the records an entry wrote."""
    persons: dict[RecordId, None] = {}
    cases: dict[RecordId, None] = {}
    for one in writer.touched:
        if one.kind == "stated_age" or (one.kind == "person" and "age_disputed" in one.fields):
            cases |= dict.fromkeys(card.case_id for card in cards.of_person(conn, one.scope))
        if one.kind == "person" or one.kind in _naming_kinds():
            if one.fields & _telling(one.kind) or writer.made(one.id):
                persons[one.scope] = None
        elif one.kind in ("case", "consular_notification", "age_assessment"):
            cases[one.scope] = None
        row = writer.row(one.kind, one.id) if _marked(one.kind) & one.fields else None
        if row is not None:
            search.index_codes(conn, row, fresh=writer.made(row.id))
            search.index_texts(conn, row, fresh=writer.made(row.id))
    found = _Found(conn, writer)
    for person in persons:
        _follow_person(conn, person, found)
        if not writer.made(person):
            cases |= dict.fromkeys(card.case_id for card in cards.of_person(conn, person))
    for case in cases:
        _follow_case(conn, case, found)
    for case in dict.fromkeys(one.scope for one in writer.touched if one.kind == "task"):
        _follow_tasks(conn, case)


def _follow_person(conn: Connection, person: RecordId, found: _Found) -> None:
    """Index all names of a person, and what they are compared by."""
    naming = [row for kind in _naming_kinds() for row in found.of_scope(kind, person)]
    fresh = found.is_fresh(person)
    search.index_names(conn, person, search.name_key(naming), fresh=fresh)
    own = next((row for row in naming if row.kind == "person"), None)
    keys = blocking_keys(traits(own)) if own is not None else ()
    search.index_likeness(conn, person, keys, fresh=fresh)


def traits(person: Row) -> PersonTraits:
    """What a person is compared by."""
    said = person.values
    names = [cards.full_name(person), str(said["own_script_name"] or ""), str(said["other_names"] or "")]
    return PersonTraits(
        names=tuple(name for name in names if name),
        birth=PartialDate.parse(said["birth"]) if said["birth"] else None,
        citizenships=frozenset(said["citizenships"] or ()),
        phones=frozenset(str(said[name]) for name in ("mobile_phone", "home_phone") if said[name]),
        documents=frozenset(str(said[name]) for name in ("identity_number",) if said[name]),
    )


def _follow_case(conn: Connection, case: RecordId, found: _Found) -> None:
    """Bring the card of a case into line with its case, its person and the decision to notify a mission."""
    own = found.one("case", case)
    if own is None:
        return
    person = own.values.get("person")
    notes = rows.bare(found.of_scope("consular_notification", case))
    kept = [Kept(one.id, one.record) for one in notes if isinstance(one.record, ConsularNotification)]
    of = found.one("person", RecordId(str(person))) if person else None
    cards.put(
        conn,
        own,
        of,
        notified=consular.notified(kept),
        child_until=_child_until(case, of, found) if of is not None else "",
        fresh=found.is_fresh(case),
    )


def _child_until(case: RecordId, person: Row, found: _Found) -> str:
    """The day from which the person of a case is no child; empty for somebody who is none on any day."""
    rows_of_age = {
        "person": [person],
        "stated_age": found.of_scope("stated_age", person.id),
        "age_assessment": found.of_scope("age_assessment", case),
    }
    records = {
        kind: tuple(Kept(one.id, one.record, one.parent) for one in rows.bare(of_kind))
        for kind, of_kind in rows_of_age.items()
    }
    until = status.child_until(Dossier(case, person.id, date.min, records))
    return "" if until == date.min else until.isoformat()


_OPEN_BY_CATEGORY = """
SELECT coalesce(tells_about, ''), min(due_on) FROM "r_task"
WHERE scope_id = ? AND gone = 0 AND (state IS NULL OR state IN ('open', 'under_way')) AND due_on IS NOT NULL
GROUP BY tells_about
"""


def _follow_tasks(conn: Connection, case: RecordId) -> None:
    """Note the next day something is due in a case, for each role as far as it may know of the task."""
    first = {category: str(day) for category, day in statements.every(conn, _OPEN_BY_CATEGORY, (case,))}
    mission, casework, everything = (
        min((day for category, day in first.items() if not category or category in readable), default="")
        for readable in REACHES
    )
    cards.put_dues(conn, case, (mission, casework, everything))


REACHES = (READABLE[Role.CONSULAR_OFFICER], READABLE[Role.CASEWORKER], frozenset(Category))
"""What may be read by those for whom each of `cards.DUES` is; each reaches further than the one before."""


def due_column(readable: frozenset[Category]) -> str:
    """The column of a card with the next day something is due, as a reader of these categories knows it."""
    fitting = [name for name, reach in zip(cards.DUES, REACHES, strict=True) if reach <= readable]
    return fitting[-1] if fitting else cards.DUES[0]


def complete(conn: Connection, most: int) -> int:
    """Fill in what lists sort by where cards were made before they did, some of them; how many were."""
    waiting = statements.every(
        conn, "SELECT case_id FROM card WHERE child_until = ? LIMIT ?", (cards.UNKNOWN, most)
    )
    found = _Found(conn)
    for (case,) in waiting:
        _follow_case(conn, case, found)
        _follow_tasks(conn, case)
    return len(waiting)


def rebuild(conn: Connection) -> None:
    """Make every card and every index again from the records."""
    found = _Found(conn)
    for case in cards.rebuild(conn):
        _follow_case(conn, case, found)
        _follow_tasks(conn, case)
    search.forget(conn)
    for (person,) in conn.exec_driver_sql('SELECT DISTINCT scope_id FROM "r_person"').all():
        _follow_person(conn, RecordId(person), found)
    for kind in RECORDS:
        for row in rows.read(conn, kind, "gone = 0") if len(_marked(kind)) > 1 else ():
            search.index_codes(conn, row)
            search.index_texts(conn, row)
