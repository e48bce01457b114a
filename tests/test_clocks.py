"""Clocks: what stands open on a day, named so that asking twice makes nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import victimcase.domain.kinds  # noqa: F401  # importing it fills RECORDS
from tests.case_files import TODAY, File, adult, ago, ahead, child, consent, contact
from victimcase.domain import clocks
from victimcase.domain.clock_rules import RULES
from victimcase.domain.clocks import due_tasks, months_later
from victimcase.domain.profiles import Profile
from victimcase.domain.records.care import PropertyHeld
from victimcase.domain.records.case import Override
from victimcase.domain.records.identification import Screening
from victimcase.domain.records.protection import Risk, RiskAssessment
from victimcase.domain.records.reintegration import Grant, Instalment, ReintegrationPlan
from victimcase.domain.records.repatriation import FitToTravel, ReceivingAgencyAcceptance, TravelDocument
from victimcase.domain.spec import RECORDS, Day, category_of, specs
from victimcase.domain.words import Category
from victimcase.services.profiles import load

PROFILE: Profile = load()["default"]


def quiet() -> File:
    """A case in care without a return, in which nothing is due."""
    return adult().without(
        "travel", "hand_over", "reception", "document", "option", "first", "second", "grant"
    )


def due(file: File, today: date = TODAY) -> dict[str, date]:
    """The open rules of a case and their days."""
    return {task.rule: task.due for task in due_tasks(file.dossier(), PROFILE, today)}


def test_nothing_is_due_in_a_quiet_case() -> None:
    assert due(quiet()) == {}


def test_every_rule_a_field_names_exists_and_says_something() -> None:
    named = {
        spec.makes_task
        for cls in RECORDS.values()
        for spec in specs(cls).values()
        if isinstance(spec, Day) and spec.makes_task
    }
    assert named - set(RULES) == {"nationality_answer"}
    assert set(RULES) - named == set()
    assert all(rule.title and rule.name == name for name, rule in RULES.items())


def test_every_field_that_settles_a_rule_exists() -> None:
    """A misspelt field would leave its task open for ever."""
    for rule in RULES.values():
        users = [
            cls
            for cls in RECORDS.values()
            if any(isinstance(spec, Day) and spec.makes_task == rule.name for spec in specs(cls).values())
        ]
        for name in (*rule.done, *(rule.by_newer or ())):
            assert any(name in specs(cls) for cls in users), (rule.name, name)


FIELDS: list[tuple[str, File, str, dict[str, Any]]] = [
    ("reflection_end", quiet().change("reflection", ends_on=ahead(3), confirmed_by=None), "reflection",
     {"confirmed_by": "sup"}),
    ("consent_expiry", quiet().change("return_consent", expires_on=ahead(14)), "return_consent",
     {"withdrawn_on": TODAY}),
    ("document_expiry", quiet().add("paper", TravelDocument(type="passport", valid_until=ahead(30))), "paper",
     {"used_on": TODAY}),
    ("property_return", quiet().add("phone", PropertyHeld(return_due_on=ahead(7))), "phone",
     {"returned_on": TODAY}),
    ("retention", quiet().change("case", retention_until=ahead(30)), "case", {"legal_hold": True}),
    ("risk_measure", quiet().change("care_risk", due_on=ahead(7)), "care_risk", {"closed_on": TODAY}),
    ("instalment", quiet().add("aid", Grant()).add("part", Instalment(due_on=ahead(7)), "aid"), "part",
     {"paid_on": TODAY}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "file", "name", "settled"), FIELDS, ids=[row[0] for row in FIELDS])
def test_a_day_that_comes_near_makes_one_task(
    rule: str, file: File, name: str, settled: dict[str, Any]
) -> None:
    assert set(due(file)) == {rule}
    assert due(file, TODAY - timedelta(days=1)) == {}  # not before its time
    assert set(due(file, TODAY + timedelta(days=400))) >= {rule}  # and it stays until somebody acts
    assert due(file.change(name, **settled)) == {}


def test_a_newer_consent_or_paper_ends_the_old_ones_task() -> None:
    expiring = quiet().change("return_consent", expires_on=ahead(5))
    asked_again = expiring.add("again", consent("voluntary_return", given_on=TODAY))
    assert due(asked_again) == {}
    assert "consent_expiry" in due(expiring.add("other", consent("police", given_on=TODAY)))
    paper = quiet().add("paper", TravelDocument(type="passport", valid_until=ahead(5)))
    renewed = paper.add("renewed", TravelDocument(type="passport", valid_until=ahead(900)))
    assert due(renewed) == {}


def test_a_paper_of_a_kind_without_types_replaces_the_older_one() -> None:
    paper = quiet().add("fit", FitToTravel(valid_until=ahead(5)))
    assert due(paper) == {"document_expiry": ahead(5)}
    assert due(paper.add("again", FitToTravel(valid_until=ahead(900)))) == {}


def test_an_administrative_day_of_a_guarded_record_tells_what_the_record_does() -> None:
    file = quiet().without("plan").add("plan", ReintegrationPlan(review_on=TODAY))
    task = next(one for one in due_tasks(file.dossier(), PROFILE, TODAY) if one.rule == "plan_review")
    assert category_of(ReintegrationPlan, "review_on") is Category.ADMINISTRATIVE
    assert task.kind == "reintegration_plan" and task.category is Category.ACCOUNT


def test_a_refused_consent_makes_no_task() -> None:
    assert due(quiet().change("return_consent", given=False, expires_on=ahead(5))) == {}


def test_a_new_risk_assessment_ends_the_review_of_the_old() -> None:
    old = quiet().change("care_risks", review_on=TODAY)
    assert set(due(old)) == {"risk_review"}
    assert due(old.add("new", RiskAssessment(purpose="care"))) == {}
    assert set(due(old.add("new", RiskAssessment(purpose="return")))) == {"risk_review"}


def test_nationality_is_overdue_after_the_days_of_the_profile() -> None:
    waiting = quiet().change("nationality", answered_on=None, result="pending", asked_on=ago(30))
    assert due(waiting) == {"nationality_answer": TODAY}
    assert due(waiting.change("nationality", asked_again_on=ago(1))) == {}
    assert due(waiting.change("nationality", answered_on=TODAY, result="confirmed")) == {}
    assert due(waiting, TODAY - timedelta(days=1)) == {}


def test_a_receiving_agency_that_does_not_answer() -> None:
    asked = ReceivingAgencyAcceptance(asked_on=ago(14))
    waiting = quiet().without("acceptance").add("acceptance", asked)
    assert due(waiting) == {"receiving_answer": TODAY}
    assert due(waiting.change("acceptance", answer="declined")) == {}


def test_an_arrival_is_an_alert_after_24_hours() -> None:
    expected = datetime(2026, 3, 13, 18, tzinfo=UTC)
    under_way = quiet().add("trip", replace(travel(), arrives_at=expected))
    assert due(under_way) == {"arrival_not_confirmed": TODAY}
    assert due(under_way, date(2026, 3, 13)) == {}
    assert due(under_way.change("trip", cancelled_on=TODAY)) == {}
    arrived = under_way.change("trip", arrived_at=expected)
    assert "arrival_not_confirmed" not in due(arrived)
    unplanned = under_way.change("trip", arrives_at=None)
    assert due(unplanned, date(2026, 3, 14)) == {"arrival_not_confirmed": date(2026, 3, 14)}


def travel() -> Any:
    """A journey that began yesterday."""
    record, _ = adult().change("travel", departs_on=ago(1), arrived_at=None).records["travel"]
    return record


def back() -> File:
    """Back home for two days: no plan, no contact yet."""
    return adult().without("plan", "month_1", "month_3", "month_6", "month_12", "document", "second")


def test_the_plan_is_due_within_a_month_of_the_return() -> None:
    returned = date(2026, 3, 12)
    assert due(back()) == {"plan_due": returned + timedelta(days=30)}
    agreed = adult().without("document", "second")
    assert "plan_due" not in due(agreed)
    assert "plan_due" in due(agreed.change("plan", agreed_by_person=None))


def test_follow_ups_are_due_in_their_months() -> None:
    returned = date(2026, 3, 12)
    late = due(back(), months_later(returned, 6))
    assert {rule: day for rule, day in late.items() if rule.startswith("follow_up")} == {
        "follow_up_1": date(2026, 4, 12),
        "follow_up_3": date(2026, 6, 12),
        "follow_up_6": date(2026, 9, 12),
    }
    made = back().add("one", contact(1)).add("three", contact(3, outcome="declined"))
    assert "follow_up_6" in due(made, months_later(returned, 6))
    assert not {"follow_up_1", "follow_up_3"} & set(due(made, months_later(returned, 6)))
    ended = back().add("one", contact(1, further_contact="no"))
    assert not [rule for rule in due(ended, months_later(returned, 24)) if rule.startswith("follow_up")]


def test_a_case_that_stays_counts_from_the_choice() -> None:
    stay = back().without("travel", "hand_over", "reception").change("option", choice="stay")
    assert due(stay, ago(30) + timedelta(days=1)) == {"plan_due": TODAY}


def test_an_override_waits_for_its_second_person() -> None:
    made = datetime(2026, 3, 11, 12, tzinfo=UTC)
    waiting = quiet().add("override", Override(of="gate", basis="danger_to_life", made_at=made))
    assert due(waiting) == {"override_confirmation": TODAY}
    assert due(waiting.change("override", confirmed_by="other")) == {}


def test_a_closed_case_keeps_what_is_owed() -> None:
    everything = (
        back()
        .change("case", open_steps=(), retention_until=TODAY)
        .add("phone", PropertyHeld(return_due_on=TODAY))
        .add("override", Override(made_at=datetime(2026, 3, 1, tzinfo=UTC)))
    )
    assert set(due(everything)) == {"retention", "property_return", "override_confirmation"}


def test_a_task_tells_no_more_than_its_field() -> None:
    risky = quiet().change("care_risk", due_on=TODAY)
    (task,) = due_tasks(risky.dossier(), PROFILE, TODAY)
    assert task.category is Category.ACCOUNT
    assert (task.kind, task.field) == ("risk", "due_on")
    assert task.record_id == risky.id("care_risk")
    assert "Thiri" not in task.title


def test_one_rule_and_record_is_one_task() -> None:
    twice = quiet().add("more", Risk(due_on=ahead(1)), "care_risks").change("care_risk", due_on=TODAY)
    tasks = due_tasks(twice.dossier(), PROFILE, TODAY)
    assert len(tasks) == 2 == len({task.key for task in tasks})


@given(st.sampled_from([adult, back, quiet, child]), st.integers(-400, 800))
def test_asking_twice_is_asking_once(whole: Any, days: int) -> None:
    today = TODAY + timedelta(days=days)
    first = due_tasks(whole().dossier(), PROFILE, today)
    assert first == due_tasks(whole().dossier(), PROFILE, today)
    assert len({task.key for task in first}) == len(first)
    assert list(first) == sorted(first, key=lambda task: (task.due, task.rule, task.record_id))
    assert all(task.kind in RECORDS for task in first)


def test_the_kinds_that_move_clocks_are_known() -> None:
    for kind in ("consent", "travel_plan", "follow_up", "property_held", "override", "case"):
        assert clocks.is_read(kind), kind
    assert not clocks.is_read("office_settings") and not clocks.is_read("shelf_document")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_months_later_is_in_the_right_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day and (later.day == day.day or (later + timedelta(days=1)).day == 1)


def test_limits_are_proposed_from_the_profile() -> None:
    assert clocks.retention_until(adult().dossier(), PROFILE, TODAY) == date(2036, 3, 14)
    assert clocks.retention_until(child().dossier(), PROFILE, TODAY) == date(2044, 3, 14)
    ended = adult().add("again", Screening(outcome="not_indicated"))
    assert clocks.retention_until(ended.dossier(), PROFILE, TODAY) == date(2027, 3, 14)
    assert clocks.reflection_until(adult().dossier(), PROFILE, TODAY) == ahead(30)
