"""The demo fills every page of the window: beds, a day's work, alerts, journeys, scripts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from tests.demo_ground import TODAY, demo_vault, entered
from victimcase.domain.words import RecordId, Step
from victimcase.services import cases, tasks
from victimcase.services.demo import Made
from victimcase.services.demo_pen import ADMIN, CONSUL, WORKER
from victimcase.services.session import Session
from victimcase.store import rows

__all__ = ["demo_vault"]

Found = list[tuple[rows.Row, dict[str, Any]]]
DAY = TODAY.isoformat()
SOON = (TODAY + timedelta(days=14)).isoformat()


def records(session: Session, kind: str) -> Found:
    """The records of a kind with what is in their fields."""
    with session.vault.read.begin() as conn:
        return [
            (row, {name: rows.opened(row, name, session.world.keys) for name in row.values})
            for row in rows.read(conn, kind, "gone = 0")
        ]


def overlaps(stays: Found) -> list[tuple[str, str]]:
    """Beds two people have at the same time."""
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for _, stay in stays:
        spans.setdefault((stay["house"], stay["bed"]), []).append(
            (stay["from_on"], stay["left_on"] or "9999")
        )
    return [
        bed
        for bed, taken in spans.items()
        for before, after in zip(sorted(taken), sorted(taken)[1:], strict=False)
        if after[0] < before[1]
    ]


def here_now(stays: Found) -> list[tuple[RecordId, dict[str, Any]]]:
    """The stays of tonight: the case, and what is said of it."""
    return [(row.scope, one) for row, one in stays if not one["left_on"] and one["from_on"] <= DAY]


def test_every_bed_holds_one_person_at_a_time(demo_vault: Made) -> None:
    """Nobody of the demo sleeps in a bed that is somebody else's."""
    with entered(demo_vault, ADMIN) as session:
        stays = records(session, "shelter_stay")
    assert len(stays) > 20
    assert overlaps(stays) == []
    assert overlaps([*stays, stays[0]]) != []


def test_in_each_house_somebody_sleeps_and_a_bed_is_free(demo_vault: Made) -> None:
    """The plan of each large house shows both, and each bed is one that is there."""
    with entered(demo_vault, ADMIN) as session:
        houses = {row.id: house["name"] for row, house in records(session, "house")}
        beds = Counter(houses[RecordId(str(row.parent))] for row, _ in records(session, "bed"))
        known = {(row.parent, bed["name"]) for row, bed in records(session, "bed")}
        stays = records(session, "shelter_stay")
    taken = Counter(houses[stay["house"]] for _, stay in here_now(stays))
    assert all(0 < taken[name] < beds[name] for name in ("House 1", "House 2", "House 3", "Transit room"))
    assert {(stay["house"], stay["bed"]) for _, stay in stays} <= known


def test_people_come_and_go(demo_vault: Made) -> None:
    """Somebody is to arrive today and later, somebody leaves within days, and some stay without an end."""
    with entered(demo_vault, ADMIN) as session:
        stays = records(session, "shelter_stay")
    open_ = [stay for _, stay in stays if not stay["left_on"]]
    assert {DAY, (TODAY + timedelta(days=3)).isoformat()} <= {stay["from_on"] for stay in open_}
    assert any(DAY <= (stay["until_on"] or "9") <= SOON for stay in open_)
    assert any(stay["until_on"] is None for stay in open_)


def test_two_who_are_to_be_kept_apart_sleep_in_one_house(demo_vault: Made) -> None:
    """There is one conflict of beds to be settled, told in both cases."""
    with entered(demo_vault, ADMIN) as session:
        house = {case: stay["house"] for case, stay in here_now(records(session, "shelter_stay"))}
        apart = {(r.scope, v["other"]) for r, v in records(session, "case_link") if v["type"] == "keep_apart"}
    assert len(apart) == 2 and {(other, one) for one, other in apart} == apart
    assert len({house[one] for one, _ in apart}) == 1


def test_a_day_of_the_caseworker_is_full_but_not_hopeless(demo_vault: Made) -> None:
    """Some work is late, some is for today, more for this week, and more after that."""

    def when(due: tasks.Due) -> str:
        days = (date.fromisoformat(due.due_on) - TODAY).days
        return "late" if days < 0 else "today" if days == 0 else "week" if days < 7 else "later"

    with entered(demo_vault, WORKER) as session:
        counted = Counter(when(one) for one in session.look(tasks.listed, ahead=timedelta(days=60)))
    assert set(counted) == {"late", "today", "week", "later"}
    assert counted["late"] <= 15


def test_something_calls_for_attention_at_once(demo_vault: Made) -> None:
    """An arrival is not confirmed, and consents run out within days."""
    with entered(demo_vault, WORKER) as session:
        due = session.look(tasks.listed, ahead=timedelta(days=10))
    rules = {one.rule for one in due}
    assert {"arrival_not_confirmed", "consent_expiry"} <= rules


def test_a_travel_document_ends_before_the_journey(demo_vault: Made) -> None:
    """The board of returns has a journey still to come with papers that end before it."""
    with entered(demo_vault, ADMIN) as session:
        journeys = {
            row.scope: plan["departs_on"]
            for row, plan in records(session, "travel_plan")
            if not plan["arrived_at"] and plan["departs_on"] > DAY
        }
        ends = {row.scope: one["valid_until"] for row, one in records(session, "travel_document")}
        returns = [v for _, v in records(session, "consent") if v["purpose"] == "voluntary_return"]
    assert any(ends.get(case, "9999") < departs for case, departs in journeys.items())
    assert any(ends.get(case, "") > departs for case, departs in journeys.items())
    assert any(DAY < (one["expires_on"] or "") <= SOON for one in returns)


def test_referrals_wait_on_both_sides(demo_vault: Made) -> None:
    """Somebody was sent here and waits for an answer; others were sent on, in every state."""
    with entered(demo_vault, ADMIN) as session:
        found = records(session, "referral")
    states = {(one["direction"], one["state"]) for _, one in found}
    assert {("in", "received"), ("in", "accepted"), ("in", "completed")} <= states
    for state in ("draft", "sent", "accepted", "rejected", "completed", "revoked"):
        assert ("out", state) in states
    waiting = [one for _, one in found if one["state"] in ("received", "sent", "draft")]
    assert all(one["answered_on"] is None for one in waiting)


def test_the_mission_has_returns_to_work_on(demo_vault: Made) -> None:
    """The consul's board has cases on their way home."""
    with entered(demo_vault, CONSUL) as session:
        steps = Counter(step for card in session.look(cases.listed, limit=1000) for step in card.steps)
    assert steps[Step.CLEARANCE] >= 2


@pytest.mark.parametrize(
    "script",
    "MYANMAR THAI KHMER LAO BENGALI ARABIC SINHALA TAMIL DEVANAGARI CJK".split(),  # noqa: SIM905
)
def test_names_are_written_in_every_script_of_the_region(demo_vault: Made, script: str) -> None:
    """Open cases have names in each script the program draws."""
    with entered(demo_vault, WORKER) as session:
        names = [card.name_in_script or "" for card in session.look(cases.listed, limit=1000) if card.steps]
    assert any(unicodedata.name(name[0], "").startswith(script) for name in names if name)


def test_names_carry_the_marks_of_vietnamese(demo_vault: Made) -> None:
    """Names in Latin letters keep their marks."""
    with entered(demo_vault, WORKER) as session:
        names = [card.name_in_script or "" for card in session.look(cases.listed, limit=1000)]
    assert any("ễ" in name or "ị" in name or "ạ" in name or "ầ" in name for name in names)


def test_a_group_intake_is_half_done(demo_vault: Made) -> None:
    """In one event people wait in every state of a group intake."""
    with entered(demo_vault, ADMIN) as session:
        states = {one["state"] for _, one in records(session, "group_member")}
    assert {"opened", "look", "ready", "writing", "left_out"} <= states
