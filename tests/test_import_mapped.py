"""A spreadsheet of an office's own comes in with a mapping file, into fields of ours or of the standard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.vaults import SignIn
from victimcase.services import cases, imports
from victimcase.services.session import Session

TABLE = """Naam;Born;Nation;Clan;Disability;Seen
Rukmini;2004;Nepal;Magar;uses a crutch;03.02.2026
Bishal;1999-05-04;NP;;;"""
MAP = """
[columns]
"Naam" = "prs_FirstName"
"Born" = "prs_Birthdate"
"Nation" = "prs_Citizenship"
"Clan" = "person.ethnicity"
"Disability" = "person.disability"
"Seen" = "contact_event.happened_on"
"""


def fields(session: Session, number: str, kind: str) -> list[Any]:
    """The records of one kind of a case."""
    return [seen.record for name, seen in session.look(cases.shown, number).records if name == kind]


def test_fields_of_ours_and_of_the_standard(sign_in: SignIn, tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "map.toml"
    table.write_text(TABLE, encoding="utf-8")
    mapping.write_text(MAP, encoding="utf-8")
    with sign_in("caseworker") as session:
        report = imports.run(session, imports.understand(table, form="csv", mapping=mapping))
        assert (report.created, report.rejected) == (2, [])
        [person] = fields(session, report.cases[0], "person")
        assert (person.given_names, person.ethnicity, person.disability) == (
            "Rukmini",
            "Magar",
            "uses a crutch",
        )
        assert person.citizenships == ("NP",)
        [contact] = fields(session, report.cases[0], "contact_event")
        assert contact.happened_on.isoformat() == "2026-02-03"
        assert fields(session, report.cases[1], "contact_event") == []


def test_a_row_is_left_out_and_a_person_is_known_already(sign_in: SignIn, tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "map.toml"
    table.write_text(TABLE, encoding="utf-8")
    mapping.write_text(MAP, encoding="utf-8")
    with sign_in("caseworker") as session:
        known = session.do(cases.new, {"given_names": "Rukmini", "city": "Ilam"}).value
        reading = imports.understand(table, form="csv", mapping=mapping)
        report = imports.run(session, reading, skip=frozenset({3}), same={2: known.number})
        assert [(one.row, one.decision) for one in report.decisions] == [(2, "create"), (3, "skip")]
        [person] = fields(session, report.cases[0], "person")
        assert (person.city, person.ethnicity, person.citizenships) == ("Ilam", "Magar", ("NP",))
        assert session.look(cases.person_of, report.cases[0]) == known.person
