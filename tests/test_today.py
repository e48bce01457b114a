"""The first page of a day: my tasks, what needs an eye, how many cases stand where, the numbers beside it."""

from __future__ import annotations

from typing import Any

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.words import Stage, Step
from victimcase.services import bed_moves, cases, today
from victimcase.services.demo import Made
from victimcase.services.today import Alert, When

__all__ = ["demo_vault"]


def test_my_tasks_stand_in_groups_by_when_they_are_due(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        for subject, day in (("late", 10), ("now", 14), ("soon", 20), ("later", 28)):
            save(session, number, "task", subject=subject, due_on=f"2026-03-{day}", assignee="caseworker")
        save(session, number, "task", subject="of others", due_on="2026-03-14", assignee="colleague")
        save(session, number, "task", subject="of nobody", due_on="2026-03-14")
        done = save(session, number, "task", subject="done", due_on="2026-03-14").id
        save(session, number, "task", id=done, state="done")
        page = session.look(today.today, recent=[number, "no such case"])
        assert [one.subject for one in page.of(When.OVERDUE)] == ["late"]
        assert [one.subject for one in page.of(When.TODAY)] == ["now", "of nobody"]
        assert [(one.subject, one.days) for one in page.of(When.WEEK)] == [("soon", 6)]
        assert (page.after, page.tasks[0].name, page.tasks[0].days) == (1, "Thiri Aung", -4)
        assert [one.number for one in page.recent] == [number]
        assert session.look(today.counts)["today"] == 3
        assert session.look(today.counts)["tasks"] == 4


def test_alerts_name_what_to_mend_and_only_to_those_who_may_know(sign_in: SignIn) -> None:
    with sign_in() as session:
        made = session.do(cases.new, {"given_names": "Siti", "gender": "Feminine"}, step=Step.TRAVEL).value
        other = new_case(session, gender="Feminine")
        plan = save(session, made.number, "travel_plan", departs_on="2026-03-10", destination="Home").id
        save(session, made.number, "travel_document", type="passport", valid_until="2026-03-20")
        agreed: dict[str, Any] = {"purpose": "services", "given": True, "given_on": "2026-01-01"}
        save(session, made.number, "consent", **agreed, expires_on="2026-03-16", categories=["health"])
        house = save(session, "office", "house", name="House").id
        for person, name in ((made, "1"), (other, "2")):
            bed = save(session, "office", "bed", under=house, room="A", name=name).id
            session.do(bed_moves.give, person.number, bed, session.today())
        save(session, made.number, "case_link", other=other.id, type="keep_apart")
        found = session.look(today.today).watch
        alerts = [one.alert for one in found]
        assert alerts == [Alert.ARRIVAL, Alert.BEDS, Alert.CONSENT, Alert.DOCUMENT]
        assert (found[0].kind, found[0].record, found[0].number) == ("travel_plan", plan, made.number)
        assert session.look(today.counts)["shelter"] == 2
        notify(session, made.number, "ID")
    with sign_in("consul") as session:
        alerts = [one.alert for one in session.look(today.today).watch]
        assert Alert.BEDS not in alerts and Alert.ARRIVAL in alerts
        assert session.look(today.counts)["shelter"] == session.look(today.counts)["referrals"] == 0
    with sign_in("colleague") as session:
        assert session.look(today.today).watch == ()


def test_cases_are_counted_by_stage_and_step(sign_in: SignIn) -> None:
    with sign_in() as session:
        for step in (Step.INTAKE, Step.INTAKE, Step.CARE, Step.CLEARANCE):
            session.do(cases.new, {"given_names": "A"}, step=step)
        page = session.look(today.today)
        sums = {one.stage: (one.cases, one.steps) for one in page.stages}
        assert sums[Stage.IDENTIFICATION] == (2, ((Step.INTAKE, 2),))
        assert sums[Stage.REINTEGRATION] == (0, ())
        numbers = session.look(today.counts)
        assert (page.open_cases, numbers["cases"], numbers["repatriation"]) == (4, 4, 1)
        number = new_case(session).number
        save(session, number, "case", restricted=True, restricted_members="supervisor")
        assert session.look(today.counts) == numbers
        assert session.look(today.today, recent=[number]).recent == ()


def test_everybody_who_sees_cases_has_a_page_in_the_demo(demo_vault: Made) -> None:
    for login in ("supervisor", "caseworker", "consul"):
        with entered(demo_vault, login) as session:
            page = session.look(today.today)
            assert page.open_cases == session.look(today.counts)["cases"] > 0
