"""What the demo is going to tell, before any of it is written: how much, by whom, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.demo_ground import TODAY
from victimcase.domain import status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.kinds import RECORDS
from victimcase.domain.records.case import Case
from victimcase.domain.rights import Role, writable
from victimcase.domain.spec import category_of
from victimcase.domain.values import build
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.services.demo import Plot
from victimcase.services.demo_life import RICH
from victimcase.services.demo_pen import ADMIN, CONSUL, SUPERVISOR, WORKER, Act, Make, Put
from victimcase.services.demo_words import every_script, table

OFFICE = RecordId("0" * 32)
NAMED = ("relative", "guardian", "alleged_perpetrator", "contact_person")
ROLES = {
    WORKER: frozenset({Role.CASEWORKER}),
    CONSUL: frozenset({Role.CONSULAR_OFFICER}),
    SUPERVISOR: frozenset({Role.SUPERVISOR}),
    ADMIN: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
}
SET_BY_PROGRAM = "return_hold"
"""What the program sets of itself when a sealed record is written, whoever writes it."""


def told(cases_: int, seed: int, today: date = TODAY) -> list[Act]:
    """The acts of a demo that nobody writes."""
    return list(Plot.drawn(cases_, seed, today).acts(OFFICE))


def nameless(acts: list[Act]) -> str:
    """Acts as text, in which ids are numbers in the order they come up: they may differ from run to run."""
    known: dict[str, str] = {}
    return re.sub(r"[0-9a-f]{32}", lambda found: known.setdefault(found[0], f"#{len(known)}"), repr(acts))


def made(acts: list[Act]) -> Iterator[Make]:
    return (one for act in acts for one in act.written if isinstance(one, Make))


def name_of(one: Make) -> str:
    said = one.values
    if one.kind in ("person", "group_member"):
        return " ".join(str(said[part]) for part in ("given_names", "family_name") if said.get(part))
    return str(said.get("name") or "") if one.kind in NAMED else ""


def test_the_same_seed_and_day_tell_the_same_and_others_do_not() -> None:
    first = nameless(told(40, 3))
    assert nameless(told(40, 3)) == first
    assert nameless(told(40, 4)) != first
    assert nameless(told(40, 3, TODAY + timedelta(days=1))) != first


def test_two_hundred_cases_hold_three_hundred_names_in_every_script() -> None:
    scripts = {row["romanised"]: row["script"] for row in table("names")}
    acts = told(200, 1)
    names = {name for one in made(acts) if (name := name_of(one))}
    helped = {one.values["own_script_name"] or name_of(one) for one in made(acts) if one.kind == "person"}
    by_own = {row["own_script"]: row["script"] for row in table("names")} | scripts
    assert len(names) >= 300
    assert {by_own[str(name)] for name in helped if name in by_own} == every_script()


@pytest.mark.parametrize("count", [1, 2, 5, 29, 410])
def test_any_number_of_cases_can_be_told(count: int) -> None:
    acts = told(count, count)
    assert sum(one.kind == "case" for one in made(acts)) == count
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert max(act.at.astimezone().date() for act in acts) < TODAY


def test_a_case_told_in_short_has_the_status_of_its_steps() -> None:
    short = [one for one in made(told(RICH + 60, 5)) if one.kind == "case"][-60:]
    for one in short:
        case = build(Case, one.values)
        kept = {Case.kind: (Kept(one.id, case),)}
        assert status.derived(Dossier(one.id, one.id, TODAY, kept)) == one.values["status"]
    assert len({one.values["status"] for one in short}) > 1


def test_nobody_writes_what_is_not_theirs_to_write() -> None:
    wrong = []
    for act in told(60, 2):
        for one in act.written:
            if isinstance(one, Make | Put):
                cls = RECORDS[one.kind]
                may = writable(ROLES[act.by]) | (
                    {Category.ADMINISTRATIVE} if cls.scope is Scope.OFFICE else set()
                )
                wrong += [
                    f"{act.by}: {one.kind}.{name}"
                    for name in one.values
                    if category_of(cls, name) not in may and name != SET_BY_PROGRAM
                ]
    assert wrong == []
