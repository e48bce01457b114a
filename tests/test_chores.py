"""Tasks that clocks make: with what is written, and by themselves as days go by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.vaults import START, Clock, SignIn, new_case, save
from victimcase.services import cases, soundness, tasks, undo
from victimcase.services.session import Session
from victimcase.services.tasks import Due


def in_days(days: int) -> str:
    return (START + timedelta(days=days)).date().isoformat()


def due(session: Session, number: str | None = None) -> list[Due]:
    return session.look(tasks.listed, number=number, ahead=timedelta(days=4000))


def rules(session: Session, number: str | None = None) -> list[str]:
    return [one.rule for one in due(session, number)]


@pytest.mark.parametrize(
    ("kind", "fields", "rule", "before", "then"),
    [
        ("property_held", {"return_due_on": in_days(30)}, "property_return", 22, 23),
        ("travel_document", {"type": "passport", "valid_until": in_days(100)}, "document_expiry", 9, 100),
        (
            "nationality_verification",
            {"country": "MM", "asked_on": in_days(0)},
            "nationality_answer",
            29,
            100,
        ),
        ("shelter_stay", {"until_on": in_days(60)}, "stay_end", 52, 53),
        ("option_decision", {"choice": "stay", "decided_on": in_days(-10)}, "follow_up_1", 5, 40),
        ("health_record", {"follow_up_on": in_days(300)}, "health_visit", 292, 293),
    ],
)
def test_a_task_appears_when_its_day_comes_near_though_nothing_is_written(
    sign_in: SignIn, clock: Clock, kind: str, fields: dict[str, Any], rule: str, before: int, then: int
) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, kind, **fields)
        assert rule not in rules(session)
    clock.go(days=before)
    with sign_in("colleague") as session:
        pass
    with sign_in() as session:
        assert rule not in rules(session)
    clock.go(days=then - before)
    with sign_in("consul"):
        pass
    with sign_in() as session:
        assert rule in rules(session, number)
        assert session.look(soundness.check).problems == ()


def test_a_closed_vault_catches_up_once(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        for days in (20, 40, 60):
            save(session, number, "property_held", description=f"In {days}", return_due_on=in_days(days))
    clock.go(days=50)
    with sign_in() as session:
        assert [one.overdue for one in due(session)] == [True, True]
        count = session.look(soundness.check).entries
    with sign_in() as session:
        assert session.look(soundness.check).entries == count, "nothing is due a second time on the same day"
    clock.go(days=5)
    with sign_in() as session:
        assert [one.due_on for one in due(session)] == [in_days(20), in_days(40), in_days(60)]


def test_a_task_ends_with_what_it_was_about(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        held = save(session, number, "property_held", description="Phone", return_due_on=in_days(2)).id
        [task] = due(session)
        assert (task.case, task.about_kind, task.about_record) == (number, "property_held", held)
        assert task.subject == "Give back what is held for the person"
        save(session, number, "property_held", id=held, return_due_on=in_days(5))
        assert [one.due_on for one in due(session)] == [in_days(5)]
        save(session, number, "property_held", id=held, returned_on=in_days(0))
        assert due(session) == []
        save(session, number, "property_held", id=held, returned_on="")
        assert [one.id for one in due(session)] == [task.id]


def test_what_people_wrote_is_left_alone(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        own = save(session, number, "task", subject="Buy shoes", due_on=in_days(1)).id
        save(session, number, "property_held", description="Phone", return_due_on=in_days(2))
        chore = next(one.id for one in due(session) if one.rule)
        save(session, number, "task", id=chore, state="not_needed")
        save(session, number, "property_held", description="Keys", return_due_on=in_days(2))
        assert own in {one.id for one in due(session)}
        assert chore not in {one.id for one in due(session)}, "somebody said it is not needed"


def test_writing_of_one_kind_makes_no_task_of_another_appear(sign_in: SignIn, clock: Clock) -> None:
    """Their appearing would tell whoever may not see the first that it was written."""
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "property_held", description="Phone", return_due_on=in_days(10))
        clock.go(days=5)
        save(session, number, "health_record", follow_up_on=in_days(6))
        assert rules(session) == ["health_visit"]
    with sign_in() as session:
        assert set(rules(session)) == {"health_visit", "property_return"}


def test_catching_up_is_nobodys_act(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "property_held", description="Phone", return_due_on=in_days(20))
    clock.go(days=30)
    with sign_in() as session:
        assert rules(session) == ["property_return"]
        assert session.do(undo.last).value.title == "Save record"
        assert session.look(cases.shown, number).card.number == number


def test_a_case_that_is_gone_asks_for_nothing(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "property_held", description="Phone", return_due_on=in_days(20))
        session.do(undo.last)
        session.do(undo.last)
    clock.go(days=30)
    for _ in range(2):
        with sign_in() as session:
            assert due(session) == []
