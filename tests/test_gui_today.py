"""The first page of a day: what is to be done, what needs an eye, and a new vault's first steps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_ground import TODAY, demo_vault, entered
from tests.vaults import FOUNDER, Clock, SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.cases import CasesPage
from victimcase.gui.pages.today import TodayPage
from victimcase.gui.parts.press_line import PressLine, Tick
from victimcase.gui.window import Window
from victimcase.services import preferences, tasks, today
from victimcase.services.demo import Made
from victimcase.services.demo_pen import WORKER
from victimcase.services.preferences import Look
from victimcase.services.today import Alert, When

__all__ = ["demo_vault", "open_window"]


def today_page(window: Window) -> TodayPage:
    """The page, filled."""
    page = go(window, Place("today"))
    assert isinstance(page, TodayPage)
    return page


def words(page: TodayPage) -> list[str]:
    """Every label of the page."""
    return [one.text() for one in page.findChildren(QLabel) if one.text()]


def test_the_day_of_the_caseworker_is_shown(demo_vault: Made, open_window: OpenWindow) -> None:
    """Each group, the sums by stage and what to keep an eye on are those the service gives."""
    with entered(demo_vault, WORKER) as session:
        page = today_page(open_window(session))
        found = session.look(today.today)
        lines = page.to_do.findChildren(PressLine)
        assert [line.text() for line in lines] == [
            one.subject for when in When for one in found.of(when)[:12]
        ]
        assert f"{len(found.of(When.OVERDUE))} overdue, {len(found.of(When.TODAY))} today" in words(page)
        for stage in found.stages:
            line = find(page, QAbstractButton, f"today.stage.{stage.stage}")
            assert line.accessibleName().endswith(f" {stage.cases}")
        assert "Good afternoon, " in page.title_line.title._whole or "Good" in page.title_line.title._whole


def test_one_red_notice_at_most_and_it_leads_to_the_arrival(
    demo_vault: Made, open_window: OpenWindow
) -> None:
    """The first arrival nobody confirmed is red; its button opens the record at the field."""
    with entered(demo_vault, WORKER) as session:
        window = open_window(session)
        page = today_page(window)
        watch = next(one for one in session.look(today.today).watch if one.alert is Alert.ARRIVAL)
        red = [one for one in page.findChildren(QFrame) if one.property("tone") == "danger"]
        assert len([one for one in red if one.property("part") == "notice"]) == 1
        places: list[Place] = []
        desk = shell_of(window).desk
        desk.went.disconnect(shell_of(window).go)
        desk.went.connect(places.append)
        find(page, QPushButton, "today.alert.act").click()
        assert places == [
            Place("case", watch.number, kind=watch.kind, record=watch.record, field="arrived_at")
        ]


def test_a_stage_leads_to_its_cases(demo_vault: Made, open_window: OpenWindow) -> None:
    """A press on the bar lists the open cases of the stage."""
    with entered(demo_vault, WORKER) as session:
        window = open_window(session)
        find(today_page(window), QAbstractButton, "today.stage.protection").click()
        settle(window)
        page = shell_of(window).page
        assert isinstance(page, CasesPage)
        assert page.filters.stages == ("protection",) and page.filters.open is True


def test_a_task_is_ticked_off_and_comes_back(sign_in: SignIn, clock: Clock, open_window: OpenWindow) -> None:
    """The circle completes the task and it leaves the list; undo brings it back."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        day = clock.now.date()
        one = session.do(tasks.add, number, "Call the clinic", day).value
        session.do(tasks.add, number, "Write the report", day + timedelta(days=3))
        window = open_window(session)
        page = today_page(window)
        before = [line.text() for line in page.to_do.findChildren(PressLine)]
        assert before[:1] == ["Call the clinic"] and "Write the report" in before
        find(page, Tick, f"today.done.{one.id}").click()
        settle(window)
        assert "Call the clinic" not in [line.text() for line in page.to_do.findChildren(PressLine)]
        assert shell_of(window).saved_line.accessibleName() == "Done: Call the clinic"
        shell_of(window).undo()
        settle(window)
        assert [line.text() for line in page.to_do.findChildren(PressLine)] == before


@pytest.mark.parametrize(
    ("login", "offered"), [("caseworker", ["New case"]), (FOUNDER, ["Make a backup", "New case"])]
)
def test_a_new_vault_says_what_to_do_first(
    sign_in: SignIn, open_window: OpenWindow, login: str, offered: list[str]
) -> None:
    """One filled button, the first thing that is not done; only what the role may do is offered."""
    with sign_in(login) as session:
        page = today_page(open_window(session))
        assert page._stack.currentWidget() is page._begin
        buttons = [one for one in page.beginning.findChildren(QPushButton) if "begin" in one.objectName()]
        assert [one.accessibleName() for one in buttons] == offered
        assert [one.property("kind") for one in buttons].count("filled") == 1
        assert buttons[0].property("kind") == "filled"


def test_a_vault_with_a_case_is_no_new_one(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The twin: as soon as there is a case the day is shown."""
    with sign_in("caseworker") as session:
        new_case(session)
        page = today_page(open_window(session))
        assert page._stack.currentWidget() is page._full
        assert "Nothing is due this week" in words(page)


def test_calendars_somebody_chose_stand_beside_the_day(
    sign_in: SignIn, open_window: OpenWindow, qtbot: QtBot
) -> None:
    """The Buddhist Era and Solar Hijri are shown to whoever wants them, and to nobody else."""
    with sign_in("caseworker") as session:
        new_case(session)
        assert "BE" not in today_page(open_window(session)).title_line.note.text()
    with sign_in("caseworker") as session:
        session.do(preferences.set_look, Look(calendars=("buddhist", "solar_hijri")))
        note = today_page(open_window(session)).title_line.note.text()
        assert note == "Saturday 14 March 2026 · 2569 BE · 23 Hut 1404 SH"
    assert TODAY.isoformat() == "2026-03-14"
