"""The plan of beds: who sleeps where, what speaks against it, and what others are not told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import bed_moves, beds
from victimcase.services.beds import Plan, Trouble
from victimcase.services.demo import Made
from victimcase.services.session import Session

__all__ = ["demo_vault"]

TODAY = date(2026, 3, 14)
WOMAN = {"gender": "Feminine", "birth": "1995"}


@dataclass(frozen=True)
class Houses:
    """Two houses for women with a bed or two."""

    first: str
    second: str
    a1: str
    a2: str
    b1: str


def built(session: Session) -> Houses:
    """Make the houses and their beds."""
    first = save(session, "office", "house", name="House 1", serves=["women"], address="Hidden street").id
    second = save(session, "office", "house", name="House 2").id
    a1 = save(session, "office", "bed", under=first, room="A", name="A1", order=1).id
    a2 = save(session, "office", "bed", under=first, room="A", name="A2", order=2).id
    b1 = save(session, "office", "bed", under=second, room="B", name="1", serves=["men"]).id
    return Houses(first, second, a1, a2, b1)


def plan(session: Session, days: int = 0) -> Plan:
    """The plan of a night."""
    return session.look(beds.plan, day=TODAY + timedelta(days=days))


def test_a_bed_is_given_and_shown_with_nights_and_passages(sign_in: SignIn) -> None:
    with sign_in() as session:
        houses = built(session)
        number = new_case(session, **WOMAN).number
        until = TODAY + timedelta(days=3)
        session.do(bed_moves.give, number, houses.a1, TODAY, until, more={"voluntary": True})
        found = plan(session)
        house = found.houses[0]
        bed = house.rooms["A"][0]
        assert (house.taken, house.free, bed.sleepers[0].number) == (1, 1, number)
        assert (bed.sleepers[0].until, bed.sleepers[0].bed) == (until.isoformat(), "A1")
        assert [night.free for night in house.nights] == [1, 1, 1] + [2] * 11
        days = [(one.day, one.coming, one.number) for one in found.passages]
        assert days == [("2026-03-14", True, number), ("2026-03-17", False, number)]
        assert house.arriving == 1 and not found.problems
        assert "Hidden street" not in str(found)
        assert plan(session, 3).houses[0].taken == 0
        stay = bed.sleepers[0].stay
        session.do(bed_moves.leave, number, stay, TODAY)
        assert plan(session).houses[0].taken == 0


def test_what_speaks_against_a_bed_is_said_before_it_is_given(sign_in: SignIn) -> None:
    with sign_in() as session:
        houses = built(session)
        one, other = new_case(session, **WOMAN), new_case(session, given_names="Mala", **WOMAN)
        session.do(bed_moves.give, one.number, houses.a1, TODAY)
        with pytest.raises(Invalid):
            session.do(bed_moves.give, other.number, houses.a1, TODAY, anyway=True)
        found = session.look(bed_moves.check, other.number, houses.b1, TODAY)
        assert [(why.trouble, why.forbids) for why in found] == [(Trouble.NOT_FOR, False)]
        with pytest.raises(Invalid):
            session.do(bed_moves.give, other.number, houses.b1, TODAY)
        session.do(bed_moves.give, other.number, houses.b1, TODAY, anyway=True)
        assert [one.trouble for one in plan(session).problems] == [Trouble.NOT_FOR]
        save(session, "office", "bed", id=houses.a2, out_of_use_from="2026-03-01")
        with pytest.raises(Invalid):
            session.do(bed_moves.give, other.number, houses.a2, TODAY, anyway=True)
        assert not plan(session).houses[0].beds[1].usable


def test_parties_of_one_case_are_kept_apart_and_a_move_settles_it(sign_in: SignIn) -> None:
    with sign_in() as session:
        houses = built(session)
        one, other = new_case(session, **WOMAN), new_case(session, given_names="Mala", **WOMAN)
        session.do(bed_moves.give, one.number, houses.a1, TODAY - timedelta(days=2))
        session.do(bed_moves.give, other.number, houses.a2, TODAY)
        save(session, one.number, "case_link", other=other.id, type="keep_apart")
        problem = plan(session).problems[0]
        assert (problem.trouble, set(problem.numbers)) == (Trouble.APART, {one.number, other.number})
        assert plan(session).houses[0].beds[0].trouble == (Trouble.APART,)
        stay = plan(session).houses[0].beds[0].sleepers[0].stay
        save(session, "office", "bed", id=houses.b1, serves=["women"])
        session.do(bed_moves.move, stay, houses.b1)
        found = plan(session)
        assert not found.problems
        assert [house.taken for house in found.houses] == [1, 1]
        with pytest.raises(NotFound):
            session.do(bed_moves.move, "0" * 32, houses.a1)


def test_moving_within_a_house_keeps_the_stay(sign_in: SignIn) -> None:
    with sign_in() as session:
        houses = built(session)
        number = new_case(session, **WOMAN).number
        stay = session.do(bed_moves.give, number, houses.a1, TODAY).value.id
        session.do(bed_moves.move, stay, houses.a2)
        sleepers = [bed.sleepers for bed in plan(session).houses[0].beds]
        assert sleepers[0] == () and sleepers[1][0].stay == stay


def test_a_case_of_others_is_a_bed_that_is_taken_and_nothing_more(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        houses = built(session)
        hidden = new_case(session, given_names="Zarni", **WOMAN)
        session.do(bed_moves.give, hidden.number, houses.a1, TODAY, TODAY + timedelta(days=1))
        save(session, hidden.number, "case", restricted=True, restricted_members="supervisor")
    with sign_in() as session:
        found = plan(session)
        bed = found.houses[0].beds[0]
        assert bed.sleepers == (beds.TAKEN,)
        assert "Zarni" not in str(found) and hidden.number not in str(found) and not found.passages
        own = new_case(session, **WOMAN).number
        with pytest.raises(Invalid):
            session.do(bed_moves.give, own, houses.a1, TODAY, anyway=True)
        with pytest.raises(NotFound):
            session.do(bed_moves.move, bed.sleepers[0].stay, houses.a2)
    with sign_in("consul") as session, pytest.raises(Refused):
        session.look(beds.plan)


def test_somebody_who_was_to_go_and_did_not_still_has_the_bed(sign_in: SignIn) -> None:
    with sign_in() as session:
        houses = built(session)
        number = new_case(session, **WOMAN).number
        session.do(bed_moves.give, number, houses.a1, date(2026, 3, 1), date(2026, 3, 10))
        sleeper = plan(session).houses[0].beds[0].sleepers[0]
        assert sleeper.overdue
        assert plan(session, 1).houses[0].taken == 0


def test_the_demo_has_a_plan_without_two_in_one_bed(demo_vault: Made) -> None:
    with entered(demo_vault, "supervisor") as session:
        found = session.look(beds.plan)
        assert any(house.taken for house in found.houses)
        assert Trouble.SAME_BED not in {one.trouble for one in found.problems}
