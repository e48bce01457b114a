"""What lists show of a case: one card each, derived from its records, and the queries over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from victimcase.domain.names import search_key, sort_key
from victimcase.domain.words import RecordId, Step, stage_reached
from victimcase.store import rows, statements
from victimcase.store.rows import Row

COLUMNS: Final = (
    "case_id",
    "person_id",
    "number",
    "name",
    "name_in_script",
    "name_key",
    "stage",
    "steps",
    "status",
    "risk",
    "citizenships",
    "birth",
    "opened_on",
    "owner",
    "team",
    "restricted",
    "notified",
)
UNKNOWN: Final = "?"
"""What stands on a card that was made before lists sorted by this; it is filled in as vaults are opened."""
_SORTED_BY: Final = ("child_until", "origin")
"""What lists sort and filter by besides: nothing that a card shows."""
DUES: Final = ("due_mission", "due_casework", "due_all")
"""The next day something is due: as missions, as caseworkers, and as those who may read everything know."""
_KEPT: Final = (*COLUMNS, *_SORTED_BY)
_PUT: Final = (
    f"INSERT INTO card ({', '.join((*_KEPT, *DUES))}) VALUES ({', '.join('?' * len(_KEPT))}, '', '', '') "
    f"ON CONFLICT (case_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _KEPT[1:])}"
)
_PUT_DUES: Final = f"UPDATE card SET {', '.join(f'{name} = ?' for name in DUES)} WHERE case_id = ?"
SELECT: Final = f"SELECT {', '.join('c.' + column for column in COLUMNS)} FROM card c"


class _Columns(NamedTuple):
    """The columns of a card as they are kept."""

    case_id: RecordId
    person_id: RecordId
    number: str
    name: str
    name_in_script: str
    name_key: str
    stage: str
    steps_kept: str
    status: str
    risk: str
    citizenships_kept: str
    birth: str
    opened_on: str
    owner: str
    team: str
    restricted_kept: int
    notified_kept: int


class Card(_Columns):
    """One case as a list shows it. `steps` and `citizenships` are codes, `birth` is EDTF, `opened_on` ISO
    8601.

    A page of them is made with every key that is typed, so a value is understood when somebody asks for it.
    """

    __slots__ = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that stand open."""
        return _codes(self.steps_kept)

    @property
    def citizenships(self) -> tuple[str, ...]:
        """The countries the person is a citizen of."""
        return _codes(self.citizenships_kept)

    @property
    def restricted(self) -> bool:
        """Whether only the people named see the case."""
        return bool(self.restricted_kept)

    @property
    def notified(self) -> bool:
        """Whether a mission may see the case."""
        return bool(self.notified_kept)


@dataclass(frozen=True)
class Reader:
    """Whose list it is: what of all cases this user may see."""

    login: str
    team: str
    office_wide: bool
    team_cases: bool
    notified_cases: bool


_MAKE: Final = partial(tuple.__new__, Card)
"""`Card._make` without its count of the columns: `SELECT` names them."""


@lru_cache(maxsize=4096)
def _codes(text: str) -> tuple[str, ...]:
    """Codes as a card keeps them; the same few texts stand in all rows."""
    return tuple(json.loads(text))


def cards_of(rows: Iterable[tuple[Any, ...]]) -> list[Card]:
    """The cards in rows of `SELECT`."""
    return list(map(_MAKE, rows))


def full_name(person: Row) -> str:
    """Given names, middle names and family name, in this order, as they were written."""
    parts = (person.values.get(name) for name in ("given_names", "middle_names", "family_name"))
    return " ".join(str(part) for part in parts if part)


def ever_open(conn: Connection, case: RecordId) -> set[str]:
    """Every step that ever stood open in a case: how far a closed case has come."""
    found = conn.exec_driver_sql(
        "SELECT value FROM operation WHERE scope = ? AND record = ? AND field = 'open_steps'", (case, case)
    )
    return {step for (value,) in found for step in json.loads(value or "null") or ()} - {str(Step.CLOSURE)}


def put(
    conn: Connection,
    case: Row,
    person: Row | None,
    *,
    notified: bool,
    child_until: str,
    fresh: bool = False,
) -> None:
    """Bring the card of a case into line with its records; a deleted case has none.

    `child_until` is the day, ISO 8601, from which the person is no child; empty for somebody who is none.
    """
    if case.gone or person is None:
        statements.run(conn, "DELETE FROM card WHERE case_id = ?", (case.id,))
        statements.run(conn, "DELETE FROM case_member WHERE case_id = ?", (case.id,))
        return
    steps = [str(step) for step in case.values["open_steps"] or ()]
    name, said = full_name(person), case.values
    own = str(person.values["own_script_name"] or "")
    key = sort_key(
        str(person.values["family_name"] or ""), str(person.values["given_names"] or "")
    ) or search_key(own)
    statements.run(
        conn,
        _PUT,
        (
            case.id,
            person.id,
            said["number"],
            name,
            own,
            key,
            str(stage_reached(frozenset(Step(step) for step in steps or ever_open(conn, case.id)))),
            json.dumps(steps),
            said["status"] or "",
            said["risk"] or "",
            json.dumps(person.values["citizenships"] or []),
            person.values["birth"] or "",
            said["opened_on"] or "",
            said["owner"] or "",
            said["team"] or "",
            int(bool(said["restricted"])),
            int(notified),
            child_until,
            said["origin"] or "",
        ),
    )
    _put_members(conn, case, fresh)


def put_dues(conn: Connection, case: RecordId, dues: tuple[str, str, str]) -> None:
    """Note the next day something is due in a case, for each of DUES; empty where nothing is."""
    statements.run(conn, _PUT_DUES, (*dues, case))


def _put_members(conn: Connection, case: Row, fresh: bool) -> None:
    wanted = {str(login).strip() for login in str(case.values.get("restricted_members") or "").split(",")} - {
        ""
    }
    known = "SELECT login FROM case_member WHERE case_id = ?"
    found = [] if fresh else statements.every(conn, known, (case.id,))
    if {row[0] for row in found} == wanted:
        return
    statements.run(conn, "DELETE FROM case_member WHERE case_id = ?", (case.id,))
    members = [(case.id, login) for login in sorted(wanted)]
    statements.run_each(conn, "INSERT INTO case_member (case_id, login) VALUES (?, ?)", members)


def allowed(reader: Reader) -> tuple[str, list[Any]]:
    """The SQL condition over card `c` that says which cases a reader may see, with its parameters.

    A restricted case is seen by the people named, and by nobody else, whatever their role.
    """
    mine: list[str] = []
    parameters: list[Any] = []
    if reader.office_wide:
        mine.append("1")
    if reader.team_cases:
        mine.append("c.owner = ? OR c.team = ?")
        parameters += [reader.login, reader.team]
    if reader.notified_cases:
        mine.append("c.notified = 1")
    named = "EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = c.case_id AND m.login = ?)"
    seen = " OR ".join(f"({part})" for part in mine) or "0"
    return f"(({seen}) AND c.restricted = 0 OR (c.restricted = 1 AND {named}))", [*parameters, reader.login]


def one(conn: Connection, case: RecordId) -> Card | None:
    """The card of a case by its id, whoever asks."""
    row = statements.first(conn, f"{SELECT} WHERE c.case_id = ?", (case,))
    return next(iter(cards_of([row] if row else [])), None)


def find(conn: Connection, reader: Reader, number: str) -> Card | None:
    """The card of a case by number or id, if this reader may see it; none otherwise, whichever the reason."""
    condition, parameters = allowed(reader)
    where = f"(c.number = ? OR c.case_id = ?) AND {condition}"
    row = statements.first(conn, f"{SELECT} WHERE {where}", (number, number, *parameters))
    return next(iter(cards_of([row] if row else [])), None)


def of_person(conn: Connection, person: RecordId) -> list[Card]:
    """The cards of all episodes of one person, whoever asks."""
    return cards_of(statements.every(conn, f"{SELECT} WHERE c.person_id = ?", (person,)))


def count(conn: Connection, reader: Reader | None = None) -> int:
    """How many cases a reader may see; all there are without a reader."""
    condition, parameters = allowed(reader) if reader else ("1", [])
    found = statements.first(conn, f"SELECT count(*) FROM card c WHERE {condition}", parameters)
    return int(found[0]) if found else 0


def rebuild(conn: Connection) -> Iterator[RecordId]:
    """Throw all cards away and name every case whose card has to be made again."""
    conn.exec_driver_sql("DELETE FROM card")
    conn.exec_driver_sql("DELETE FROM case_member")
    for row in conn.exec_driver_sql('SELECT id FROM "r_case" WHERE gone = 0 ORDER BY id').all():
        yield RecordId(row[0])


def case_rows(conn: Connection, case: RecordId) -> tuple[Row, Row | None] | None:
    """The case and person rows behind a card; none when there is no such case."""
    row = rows.one(conn, "case", case)
    if row is None:
        return None
    person = row.values.get("person")
    return row, rows.one(conn, "person", RecordId(str(person))) if person else None
