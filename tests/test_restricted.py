"""Restricted cases: for the people named, and for nobody else – not in a list, a count, or a hint."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.mission_view import masked, told
from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import (
    cases,
    consents,
    disclosures,
    door,
    history,
    imports,
    papers,
    records,
    tasks,
    undo,
)
from victimcase.services.papers import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store import cards

NAMED = "caseworker, supervisor"
LONG = timedelta(days=4000)


@pytest.fixture
def number(sign_in: SignIn) -> str:
    """A case the mission was told of, with something of everything, restricted to two people."""
    with sign_in() as session:
        made = new_case(
            session, given_names="Zarni", identity_number="MM-778812", mobile_phone="+95 9 420 123456"
        )
        number = made.number
        notify(session, number)
        save(session, number, "task", subject="Call", due_on="2026-03-15")
        save(session, number, "consent", purpose="services", given=True, categories=["identity"])
        save(session, number, "case", restricted=True, restricted_members=NAMED)
    return number


def viewings(session: Session) -> list[tuple[str, str]]:
    """Who viewed what, oldest first."""
    with session.vault.read.begin() as conn:
        found = conn.exec_driver_sql(
            'SELECT m.login, e.action FROM entry e JOIN member m ON m.id = e."user" '
            "WHERE e.action LIKE 'view.%' ORDER BY e.seq"
        )
        return [(login, action) for login, action in found]


@pytest.mark.parametrize("login", ["colleague", "consul", "founder"])
def test_nobody_else_is_told_that_it_is_there(
    sign_in: SignIn, number: str, login: str, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("prs_FirstName,prs_SecondName,prs_Citizenship\nZarni,Aung,MM\n", "utf-8")
    with sign_in(login) as session:
        assert session.look(cases.listed) == []
        for text in ("Zarni", "za", number, number[:-4], "MM-778812"):
            assert session.look(cases.listed, text=text) == []
        assert session.look(tasks.listed, ahead=LONG) == []
        assert session.look(disclosures.listed) == []
        with session.vault.read.begin() as conn:
            assert cards.count(conn, session.me.reader) == 0
        if login != "consul":
            report = imports.run(session, imports.understand(file), dry_run=True)
            assert (report.created, report.duplicates) == (1, [])
        asks = {
            "show": lambda n: session.look(cases.shown, n),
            "history": lambda n: session.look(history.of_case, n),
            "consents": lambda n: session.look(consents.listed, n),
            "tasks": lambda n: session.look(tasks.listed, number=n),
            "ledger": lambda n: session.look(disclosures.listed, n),
            "save": lambda n: session.do(records.save, n, "person", {"gender": "Feminine"}),
            "advance": lambda n: session.do(cases.advance, n),
            "paper": lambda n: papers.give(
                session, "case_sheet", Order(n, "own", "internal"), tmp_path / "a.pdf"
            ),
        }
        for name, ask in asks.items():
            answers = {masked(str(told(lambda n=n, a=ask: a(n)))) for n in (number, "KUP-A-00009-Z")}  # type: ignore[misc]
            assert len(answers) == 1, f"{name}: {answers}"
            assert "no case" in answers.pop()
        assert set(viewings(session)) == {(login, "view.search_by_number")}


def test_the_people_named_see_it_and_leave_a_trace(sign_in: SignIn, number: str) -> None:
    with sign_in("supervisor") as session:
        assert [card.number for card in session.look(cases.listed)] == [number]
        assert viewings(session) == [], "a list is no opening"
        session.look(cases.shown, number)
        assert viewings(session) == [("supervisor", "view.restricted_case")]
        session.look(tasks.listed, ahead=LONG)
        session.look(consents.listed, number)
        session.look(history.of_case, number)
        assert [action for _, action in viewings(session)][1:] == [
            "view.restricted_case", "view.restricted_case", "view.history",
        ]  # fmt: skip


def test_the_viewing_is_written_before_anything_is_shown(sign_in: SignIn, number: str) -> None:
    """A query that fails after the case was opened leaves its trace all the same."""

    def open_and_fail(tx: Tx) -> None:
        tx.case(number)
        raise ZeroDivisionError

    with sign_in("supervisor") as session:
        with pytest.raises(ZeroDivisionError):
            session.look(open_and_fail)
        assert viewings(session) == [("supervisor", "view.restricted_case")]


def test_a_refused_act_that_showed_something_leaves_a_trace(sign_in: SignIn, number: str) -> None:
    with sign_in("supervisor") as session:
        with pytest.raises(cases.GateStands):
            session.do(cases.advance, number)
        assert viewings(session) == [("supervisor", "view.restricted_case")]
        with pytest.raises(Invalid):
            save(session, number, "note", written_at="noon")
        assert len(viewings(session)) == 2
        note = save(session, number, "note", text="An entry says it by itself.").id
        assert len(viewings(session)) == 2
        save(session, number, "note", id=note)
        assert len(viewings(session)) == 3, "nothing was written, so no entry says it"


def test_an_ordinary_case_leaves_no_trace_of_opening(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        session.look(cases.shown, number)
        assert viewings(session) == []


def test_sealed_fields_leave_a_trace_when_there_are_any(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "shelter_stay", from_on="2026-03-01")
        session.look(cases.shown, number)
        assert viewings(session) == []
        save(session, number, "shelter_stay", address="12 Lotus Lane")
        session.look(cases.shown, number)
        assert viewings(session) == [("caseworker", "view.sealed_fields")]


def test_who_is_taken_off_the_names_sees_it_no_more(sign_in: SignIn, number: str) -> None:
    with sign_in("supervisor") as session:
        save(session, number, "case", restricted_members="supervisor")
    with sign_in() as session:
        assert session.look(cases.listed) == []
        with pytest.raises(NotFound):
            session.look(cases.shown, number)
        with pytest.raises(Refused):
            session.do(undo.last)
    with sign_in("supervisor") as session:
        save(session, number, "case", restricted=False)
    with sign_in() as session:
        assert [card.number for card in session.look(cases.listed)] == [number]


def test_a_ledger_line_over_several_cases_names_only_those_one_may_see(sign_in: SignIn, number: str) -> None:
    def prepare(tx: Tx, numbers: list[str]) -> str:
        own = door.recipient_called(tx, "own")
        chosen = [tx.case(one) for one in numbers]
        released = door.release(tx, chosen, output="export_cases", recipient=own, purpose="internal")
        return disclosures.prepare(tx, released, "cases.age")[1].number

    with sign_in() as session:
        other = new_case(session, given_names="Mya").number
        session.do(prepare, [number, other])
    with sign_in("founder") as session:
        [line] = session.look(disclosures.listed)
        assert line.cases == (other,)
        assert number not in str(line)
    with sign_in("supervisor") as session:
        [line] = session.look(disclosures.listed)
        assert set(line.cases) == {number, other}


def test_a_restricted_case_does_not_crowd_out_a_duplicate(sign_in: SignIn, tmp_path: Path) -> None:
    """Look-alikes are counted among the cases one may see: a hundred hidden ones hide no open one."""
    with sign_in("supervisor") as session:
        for _ in range(110):
            hidden = new_case(session, given_names="Zarni", birth="1996-05-17").number
            save(session, hidden, "case", restricted=True, restricted_members="supervisor")
    with sign_in() as session:
        own = new_case(session, given_names="Zarni", birth="1996-05").number
        file = tmp_path / "people.csv"
        file.write_text(
            "prs_FirstName,prs_SecondName,prs_Citizenship,prs_Birthdate\nZarni,Aung,MM,1996-05-17\n", "utf-8"
        )
        report = imports.run(session, imports.understand(file), dry_run=True)
        assert [one.case for one in report.duplicates] == [own]
