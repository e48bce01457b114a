"""What follows from records: cards, search, likeness. Brought into line in the transaction that wrote the
records.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection

from victimcase.domain import consular
from victimcase.domain.dossier import Kept
from victimcase.domain.kinds import RECORDS
from victimcase.domain.names import PersonTraits, blocking_keys
from victimcase.domain.operations import GONE
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.records.repatriation import ConsularNotification
from victimcase.domain.spec import specs
from victimcase.domain.words import RecordId, Scope
from victimcase.store import cards, rows, search
from victimcase.store.journal import Touched
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


def follow(conn: Connection, touched: Iterable[Touched]) -> None:
    """Bring cards, search and likeness into line with the records an entry wrote."""
    persons: set[RecordId] = set()
    cases: set[RecordId] = set()
    for one in touched:
        cls = RECORDS[one.kind]
        if one.kind == "person" or (cls.scope is Scope.PERSON and one.kind in _naming_kinds()):
            persons.add(one.scope)
        elif one.kind in ("case", "consular_notification"):
            cases.add(one.scope)
        if _marked(one.kind) & one.fields:
            row = rows.one(conn, one.kind, one.id)
            if row is not None:
                search.index_codes(conn, row)
                search.index_texts(conn, row)
    for person in persons:
        follow_person(conn, person)
        cases |= {card.case_id for card in cards.of_person(conn, person)}
    for case in cases:
        follow_case(conn, case)


def follow_person(conn: Connection, person: RecordId) -> None:
    """Index all names of a person, and what they are compared by."""
    found = [row for kind in _naming_kinds() for row in rows.of_scope(conn, kind, person)]
    search.index_names(conn, person, search.name_key(found))
    own = next((row for row in found if row.kind == "person"), None)
    search.index_likeness(conn, person, blocking_keys(traits(own)) if own is not None else ())


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


def follow_case(conn: Connection, case: RecordId) -> None:
    """Bring the card of a case into line with its case, its person and the decision to notify a mission."""
    found = cards.case_rows(conn, case)
    if found is None:
        return
    notes = rows.bare(rows.of_scope(conn, "consular_notification", case))
    kept = [Kept(one.id, one.record) for one in notes if isinstance(one.record, ConsularNotification)]
    cards.put(conn, *found, notified=consular.notified(kept))


def rebuild(conn: Connection) -> None:
    """Make every card and every index again from the records."""
    for case in cards.rebuild(conn):
        follow_case(conn, case)
    for (person,) in conn.exec_driver_sql('SELECT DISTINCT scope_id FROM "r_person"').all():
        follow_person(conn, RecordId(person))
