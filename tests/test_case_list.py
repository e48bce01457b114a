"""The list of cases: filters, the order of every column, pages, and what a reader is not told."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.demo_ground import demo_vault, entered
from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain import status
from victimcase.domain.errors import Refused
from victimcase.domain.words import Stage, Step
from victimcase.services import ages, case_list, reading
from victimcase.services.case_list import Column, Filters, Line, Order
from victimcase.services.demo import Made
from victimcase.services.session import Session
from victimcase.services.tx import Tx

__all__ = ["demo_vault"]

TODAY = date(2026, 3, 14)


def numbers(session: Session, filters: Filters, order: Order | None = None) -> list[str]:
    """The numbers of the cases in a list, in its order."""
    return [one.number for one in session.look(case_list.page, filters, order or Order())]


@pytest.mark.parametrize("login", ["supervisor", "caseworker", "consul"])
@pytest.mark.parametrize("column", Column)
def test_every_column_orders_all_cases_both_ways_page_by_page(
    demo_vault: Made, login: str, column: Column
) -> None:
    with entered(demo_vault, login) as session:
        if login == "consul" and column is Column.RISK:
            with pytest.raises(Refused):
                session.look(case_list.page, Filters(), Order(column))
            return
        total = session.look(case_list.count)
        assert total > 3
        for descending in (False, True):
            order = Order(column, descending)
            whole = session.look(case_list.page, Filters(), order, limit=1000)
            assert len({one.case_id for one in whole}) == len(whole) == total
            parts = [
                one
                for offset in range(0, total, 7)
                for one in session.look(case_list.page, Filters(), order, offset=offset, limit=7)
            ]
            assert parts == whole
            keys = [key for one in whole if (key := _key(session, column, one)) is not None]
            assert keys == sorted(keys, reverse=descending)
            blank = [_key(session, column, one) is None for one in whole]
            assert not any(before and not after for before, after in pairwise(blank))


def _key(session: Session, column: Column, line: Line) -> Any:
    """What a line is ordered by; none where it says nothing."""
    steps, risks = [str(step) for step in Step], ["low", "medium", "high"]
    match column:
        case Column.NAME:
            return None if not line.name else 0  # the key of a name has its own tests
        case Column.NUMBER:
            return line.number
        case Column.AGE:
            return -int(line.birth[:4]) if line.birth[:4].isdigit() else None
        case Column.CITIZENSHIP:
            names = [session.world.reference.country(code).casefold() for code in sorted(line.citizenships)]
            return names or None
        case Column.STEP:
            return steps.index(line.step) if line.step else None
        case Column.RISK:
            return risks.index(line.risk) if line.risk else None
        case Column.DUE:
            return line.next.due_on if line.next else None
        case Column.OWNER:
            return line.owner_name.casefold() or None
        case Column.OPENED:
            return line.opened_on


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(stages=(Stage.REPATRIATION, Stage.PROTECTION)),
        Filters(steps=(Step.CARE,)),
        Filters(risks=("high", "")),
        Filters(citizenships=("MM", "KH")),
        Filters(due="late"),
        Filters(due="week"),
        Filters(due="nothing"),
        Filters(child=True),
        Filters(child=False),
        Filters(open=True),
        Filters(open=False),
        Filters(origins=("referral",)),
        Filters(restricted=True),
        Filters(text="a", open=True),
        Filters(stages=(Stage.REPATRIATION,), child=False, due="some_day"),
    ],
)
def test_filters_let_through_just_what_fits(demo_vault: Made, filters: Filters) -> None:
    with entered(demo_vault, "supervisor") as session:
        every = session.look(case_list.page, Filters(text=filters.text), limit=1000)
        fitting = {one.number for one in every if _fits(filters, one)}
        if not filters.origins:
            assert {one.number for one in session.look(case_list.page, filters, limit=1000)} == fitting
        for column in Column:
            found = session.look(case_list.page, filters, Order(column), limit=1000)
            assert session.look(case_list.count, filters) == len(found)
        assert Filters.of(filters.plain()) == filters


def _fits(filters: Filters, line: Line) -> bool:
    due = line.next.due_on if line.next else ""
    span = {
        "late": ("0", "2026-03-13"),
        "week": ("0", "2026-03-21"),
        "nothing": ("", ""),
        "some_day": ("0", "9"),
    }
    return all(
        (
            not filters.stages or line.stage in filters.stages,
            not filters.steps or set(line.steps) & set(filters.steps),
            not filters.risks or line.risk in filters.risks,
            not filters.citizenships or set(line.citizenships) & set(filters.citizenships),
            filters.child in (None, line.child),
            filters.open in (None, bool(line.steps)),
            filters.restricted in (None, line.restricted),
            not filters.due or span[filters.due][0] <= due <= span[filters.due][1],
        )
    )


def test_cards_agree_with_the_rules_on_children_and_on_what_is_due(demo_vault: Made) -> None:
    def as_the_rules_say(tx: Tx, number: str) -> bool:
        return status.is_child(reading.dossier(tx, tx.case(number)))

    with entered(demo_vault, "supervisor") as session:
        lines = session.look(case_list.page, limit=1000)
        assert {one.child for one in lines} == {True, False}
        for one in lines:
            assert session.look(as_the_rules_say, one.number) is one.child


def test_a_child_comes_of_age_as_days_go_by(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session, birth="2008-03-15").number
        assert numbers(session, Filters(child=True)) == [number]
        clock.go(days=1)
        assert numbers(session, Filters(child=True)) == []
        save(session, number, "person", age_disputed=True)
        assert numbers(session, Filters(child=True)) == [number]
        save(session, number, "age_assessment", result="adult", assessed_on="2026-03-15")
        assert numbers(session, Filters(child=False)) == [number]


def test_a_stated_age_is_enough(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        assert numbers(session, Filters(child=True)) == []
        save(session, number, "stated_age", age=15, stated_on="2026-03-01")
        assert numbers(session, Filters(child=True)) == [number]


def test_a_task_is_told_to_those_who_may_know_of_it_and_moves_nobody_elses_list(sign_in: SignIn) -> None:
    with sign_in() as session:
        first, second = new_case(session).number, new_case(session, given_names="Zaw").number
        for number in (first, second):
            notify(session, number)
        save(session, second, "task", subject="Visit", due_on="2026-03-16", tells_about="health")
        save(session, first, "task", subject="Call", due_on="2026-03-20", tells_about="travel")
        by_due = Order(Column.DUE, False)
        assert numbers(session, Filters(due="week"), by_due) == [second, first]
    with sign_in("consul") as session:
        assert numbers(session, Filters(), by_due) == [first, second]
        assert numbers(session, Filters(due="week")) == [first]
        lines = session.look(case_list.page, Filters(), by_due)
        assert [one.next.subject if one.next else None for one in lines] == ["Call", None]
        assert {one.risk for one in lines} == {None}
        with pytest.raises(Refused):
            session.look(case_list.count, Filters(risks=("high",)))
    with sign_in("supervisor") as session:
        task = session.look(case_list.page, Filters(), by_due)[0].next
        assert task is not None
        save(session, second, "task", id=task.id, state="done")
        assert numbers(session, Filters(due="week")) == [first]


def test_a_restricted_case_is_in_no_list_count_or_facet_of_others(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, citizenships=["LA"], mobile_phone="+95 9 420 123456").number
        new_case(session)
        notify(session, number, "LA")
        assert numbers(session, Filters(text="9 420 123456")) == [number]
        save(session, number, "case", restricted=True, restricted_members="caseworker")
        assert session.look(case_list.count, Filters(restricted=True)) == 1
        assert session.look(case_list.facets).citizenships == ("LA", "MM")
    for login in ("consul", "founder"):
        with sign_in(login) as session:
            assert number not in numbers(session, Filters())
            assert session.look(case_list.count, Filters(citizenships=("LA",))) == 0
            assert "LA" not in session.look(case_list.facets).citizenships
            for text in (number, "9 420 123456", "Thiri", "th"):
                assert number not in numbers(session, Filters(text=text))


def test_facets_name_the_owners(sign_in: SignIn) -> None:
    with sign_in() as session:
        new_case(session)
        assert session.look(case_list.facets).owners == (("caseworker", "caseworker"),)


@pytest.mark.parametrize(
    ("birth", "words"),
    [("2002-01-05", "24"), ("2008", "17–18"), ("2009~", "about 17"), ("", ""), ("../1990", ""), ("x", "")],
)
def test_ages_are_said_in_words(birth: str, words: str) -> None:
    assert ages.in_words(birth, TODAY) == words
