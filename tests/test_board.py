"""The repatriation board: what is ready, what waits and with whom; and what a mission is not shown."""

from __future__ import annotations

from typing import Any

from tests.demo_ground import demo_vault, entered
from tests.vaults import Clock, SignIn, notify, save
from victimcase.domain.words import Step
from victimcase.services import board, board_cells, cases
from victimcase.services.board import Board, Cell, Need, State
from victimcase.services.demo import Made
from victimcase.services.session import Session

__all__ = ["demo_vault"]


def going_home(session: Session, **case: Any) -> str:
    """A case whose clearance has begun."""
    given = {"given_names": "Siti", "birth": "1990", "citizenships": ["ID"]}
    fields = {"found_in": "TH", **case}
    return session.do(cases.new, given, step=Step.CLEARANCE, case_fields=fields).value.number


def look(session: Session) -> Board:
    """The board as the user sees it."""
    return session.look(board.board)


def cells(session: Session) -> dict[Need, Cell]:
    """What stands in the only line."""
    (line,) = look(session).lines
    return dict(line.cells)


def test_a_line_goes_from_to_do_over_asked_to_ready(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = going_home(session)
        assert {cell.state for cell in cells(session).values()} == {State.TO_DO}
        asked = save(session, number, "nationality_verification", country="ID", asked_on="2026-03-04").id
        receiver = save(session, "office", "organisation", name="Social office").id
        accepts = save(
            session,
            number,
            "receiving_agency_acceptance",
            organisation=receiver,
            asked_on="2026-03-10",
            answer="pending",
        ).id
        found = cells(session)
        assert found[Need.NATIONALITY] == Cell(State.ASKED, 10, record=asked)
        assert found[Need.RECEIVER] == Cell(State.ASKED, 4, record=accepts)
        save(
            session,
            number,
            "nationality_verification",
            id=asked,
            result="confirmed",
            answered_on="2026-03-14",
        )
        save(session, number, "receiving_agency_acceptance", id=accepts, answer="accepted", in_writing=True)
        save(session, number, "travel_plan", departs_on="2026-04-02", destination="Surabaya")
        save(session, number, "travel_document", type="laissez_passer", valid_until="2026-03-30")
        risk = save(session, number, "risk_assessment", purpose="return", conclusion="acceptable").id
        agreed: dict[str, Any] = {
            "purpose": "voluntary_return",
            "given": True,
            "given_by": "person",
            "risk_assessment": risk,
        }
        save(session, number, "consent", **agreed, given_on="2026-03-13", categories=["identity"])
        found = cells(session)
        ready = {need for need, cell in found.items() if cell.state is State.READY}
        assert ready == {Need.IDENTITY, Need.NATIONALITY, Need.RECEIVER, Need.RISK, Need.CONSENT}
        assert (found[Need.DOCUMENT].state, found[Need.DOCUMENT].day) == (State.ATTENTION, "2026-03-30")
        assert (found[Need.TRAVEL].state, found[Need.TRAVEL].day) == (State.ASKED, "2026-04-02")
        line = look(session).lines[0]
        assert (line.next, line.destination) == ("Renew the travel document", "Surabaya")
        save(session, number, "travel_document", type="laissez_passer", valid_until="2026-09-30")
        assert look(session).ready_to_release == 1
        assert look(session).lines[0].next_kind == "supervisor_release"
        clock.go(days=40)
        found_later = look(session)
        assert (found_later.longest, found_later.over_long) == (40, 1)
        assert found_later.lines[0].cells[Need.CONSENT].state in (State.ATTENTION, State.TO_DO)


def test_whose_turn_it_is(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = going_home(session)
        notify(session, number, "ID")
        assert look(session).with_me == 1
        save(session, number, "identity_document", type="passport", number="B1")
        save(session, number, "nationality_verification", country="ID", asked_on="2026-03-04")
    with sign_in("consul") as session:
        found = look(session)
        assert (found.lines[0].next, found.with_me) == ("Issue a travel document", 1)


def test_a_mission_sees_withheld_alike_in_every_line(sign_in: SignIn) -> None:
    with sign_in() as session:
        plain, other = going_home(session), going_home(session)
        unseen = going_home(session)
        for number in (plain, other):
            notify(session, number, "ID")
    with sign_in("consul") as session:
        before = {one.number: one for one in look(session).lines}
        assert set(before) == {plain, other} and unseen not in str(before)
    with sign_in() as session:
        save(session, other, "risk_assessment", purpose="return", conclusion="not_acceptable")
        save(session, other, "protection_claim", claimed_on="2026-03-01")
        save(session, other, "fit_to_travel", result="not_fit", examined_on="2026-03-10")
        assert {one.number: one.cells[Need.RISK].state for one in look(session).lines} == {
            plain: State.TO_DO,
            other: State.ATTENTION,
            unseen: State.TO_DO,
        }
    with sign_in("consul") as session:
        assert {one.number: one for one in look(session).lines} == before
        assert {one.cells[Need.RISK] for one in before.values()} == {board_cells.WITHHELD}


def test_a_case_inside_one_country_needs_no_border_papers(sign_in: SignIn) -> None:
    with sign_in() as session:
        going_home(session, domestic=True)
        found = cells(session)
        assert found[Need.NATIONALITY].state is found[Need.DOCUMENT].state is State.NOT_NEEDED


def test_the_demo_has_a_board_for_everybody_who_sees_cases(demo_vault: Made) -> None:
    for login in ("supervisor", "caseworker", "consul"):
        with entered(demo_vault, login) as session:
            found = look(session)
            assert found.lines, login
            assert [one.waiting for one in found.lines] == sorted(
                (one.waiting for one in found.lines), reverse=True
            )
            assert all(one.next for one in found.lines)
