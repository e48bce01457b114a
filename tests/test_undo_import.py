"""Undoing an import: all rows or none, and the file can come in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import Refused
from victimcase.services import cases, history, imports, undo
from victimcase.services.import_report import Report
from victimcase.services.session import Session

HEAD = "prs_FirstName,prs_SecondName,prs_Citizenship,con_Consent,cas_ReferringOrganisation\n"


def file_of(place: Path, *rows: str) -> Path:
    """A CSV file of the standard."""
    file = place / "people.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return file


def taken(session: Session, file: Path) -> Report:
    return imports.run(session, imports.understand(file))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return file_of(
        tmp_path, "Sokha,Chann,KH,Yes,Harbour Clinic", "Thiri,Aung,MM,No,", "Nok,Saetang,TH,,Harbour Clinic"
    )


def listed(session: Session) -> list[str]:
    return [card.name for card in session.look(cases.listed, order="number")]


def directory(session: Session) -> int:
    with session.vault.read.begin() as conn:
        return int(conn.exec_driver_sql('SELECT count(*) FROM "r_organisation" WHERE gone = 0').scalar() or 0)


def test_a_whole_import_is_taken_back_in_one_act(sign_in: SignIn, file: Path) -> None:
    with sign_in() as session:
        own = new_case(session).number
        report = taken(session, file)
        assert (report.created, len(listed(session)), directory(session)) == (3, 4, 1)
        done = session.do(undo.last).value
        assert done.title == "Import a file"
        assert done.fields > 10
        assert (listed(session), directory(session)) == (["Thiri Aung"], 0)
        assert session.look(cases.listed, text="Sokha") == []
        again = taken(session, file)
        assert (again.created, again.unchanged) == (3, 0)
        assert not set(again.cases) & set(report.cases)
        session.do(undo.last)
        assert session.do(undo.last).value.title == "Open a new case"
        assert own and listed(session) == []


def test_the_import_is_undone_after_signing_in_anew(sign_in: SignIn, file: Path) -> None:
    with sign_in() as session:
        taken(session, file)
    with sign_in() as session:
        assert session.do(undo.last).value.title == "Import a file"
        assert listed(session) == []


def test_an_import_somebody_worked_on_is_not_undone_at_all(sign_in: SignIn, file: Path) -> None:
    with sign_in() as session:
        number = taken(session, file).cases[1]
    with sign_in("supervisor") as session:
        save(session, number, "note", text="Called her.")
    with sign_in() as session:
        with pytest.raises(Refused, match="added to since"):
            session.do(undo.last)
        assert len(listed(session)) == 3
    with sign_in("supervisor") as session:
        session.do(undo.last)
    with sign_in() as session:
        session.do(undo.last)
        assert listed(session) == []


def test_an_organisation_that_others_name_by_now_stays(sign_in: SignIn, file: Path) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session, given_names="Htay").number
    with sign_in() as session:
        taken(session, file)
    with sign_in("supervisor") as session:
        save(session, number, "consent", purpose="referral", recipient="harbour clinic", given=True)
    with sign_in() as session:
        session.do(undo.last)
        assert (listed(session), directory(session)) == ([], 1)


def test_the_history_tells_each_row_and_its_undoing(sign_in: SignIn, file: Path) -> None:
    with sign_in() as session:
        number = taken(session, file).cases[0]
        titles = {act.action for act in session.look(history.of_case, number)}
        assert titles == {"Import a row"}


def test_an_import_of_nothing_is_undone_too(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        new_case(session)
        assert taken(session, file_of(tmp_path)).rows == 0
        assert session.do(undo.last).value.title == "Import a file"
        assert session.do(undo.last).value.title == "Open a new case"
