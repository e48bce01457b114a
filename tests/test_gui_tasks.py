"""Tasks in the window: lists, the month, and what can be done with a task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton

from tests.vaults import Clock, SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle
from victimcase.gui.calendar_words import beside, beside_month
from victimcase.gui.desk import Place
from victimcase.gui.pages.tasks import TasksPage
from victimcase.gui.pages.tasks.dialogs import Assign, NewTask, Postpone
from victimcase.gui.pages.tasks.month import first_shown, last_of
from victimcase.gui.window import Window
from victimcase.services import tasks
from victimcase.services.session import Session
from victimcase.services.tasks import Planned

__all__ = ["open_window"]


@pytest.fixture
def session(sign_in: SignIn, clock: Clock) -> Iterator[Session]:
    """A caseworker with a late task, one for today, and one for somebody else."""
    today = clock.now.date()
    with sign_in("caseworker") as opened:
        number = new_case(opened).number
        opened.do(tasks.add, number, "Call the clinic", today - timedelta(days=3), priority="high")
        opened.do(tasks.add, number, "Ask for the paper", today)
        opened.do(tasks.add, number, "Visit", today + timedelta(days=20), assignee="colleague")
        yield opened


def page_of(window: Window, tab: str = "") -> TasksPage:
    """The page, filled."""
    page = go(window, Place("tasks", tab=tab))
    assert isinstance(page, TasksPage)
    return page


def listed(page: TasksPage) -> list[str]:
    """The subjects of the rows."""
    rows = (page.card.model.row(at) for at in range(page.card.model.rowCount()))
    return [one.subject for one in rows if one is not None]


def choose(page: TasksPage, subject: str) -> Planned:
    """Put the cursor on a task."""
    assert page.card.table.choose(lambda one: one.subject == subject)
    found = page.card.table.current()
    assert isinstance(found, Planned)
    return found


@pytest.mark.parametrize(
    ("tab", "subjects"),
    [
        ("mine", ["Call the clinic", "Ask for the paper"]),
        ("late", ["Call the clinic"]),
        ("team", ["Call the clinic", "Ask for the paper", "Visit"]),
        ("done", []),
    ],
)
def test_each_tab_has_its_tasks(
    session: Session, open_window: OpenWindow, tab: str, subjects: list[str]
) -> None:
    """Mine, late, everybody's and done, the earliest first."""
    assert listed(page_of(open_window(session), tab)) == subjects


def test_a_task_is_done_and_opened_again(session: Session, open_window: OpenWindow) -> None:
    """Done takes it from the list into the done ones, and there it can be opened again."""
    window = open_window(session)
    page = page_of(window)
    choose(page, "Ask for the paper")
    find(page, QPushButton, "tasks.act.done").click()
    settle(window)
    assert listed(page) == ["Call the clinic"]
    page = page_of(window, "done")
    choose(page, "Ask for the paper")
    find(page, QPushButton, "tasks.act.reopen").click()
    settle(window)
    assert listed(page) == [] and "Ask for the paper" in listed(page_of(window, "mine"))


def test_a_task_is_postponed_and_given_away(session: Session, open_window: OpenWindow) -> None:
    """Another day, and somebody else, each through a sheet."""
    window = open_window(session)
    page = page_of(window)
    choose(page, "Ask for the paper")
    find(page, QPushButton, "tasks.act.postpone").click()
    sheet = find(window, Postpone, "tasks.postpone")
    sheet._day.set_day(date(2026, 4, 1))
    find(sheet, QPushButton, "tasks.postpone.yes").click()
    settle(window)
    assert choose(page, "Ask for the paper").due_on == "2026-04-01"
    find(page, QPushButton, "tasks.act.assign").click()
    settle(window)
    other = find(window, Assign, "tasks.assign")
    other._who.set_value("colleague")
    find(other, QPushButton, "tasks.assign.yes").click()
    settle(window)
    assert listed(page) == ["Call the clinic"]


def test_a_new_task_needs_words_and_a_case(session: Session, open_window: OpenWindow) -> None:
    """The sheet says what is missing and writes nothing; when all is there it writes."""
    window = open_window(session)
    page = page_of(window)
    sheet = page.new_task()
    assert isinstance(sheet, NewTask)
    settle(window)
    add = find(sheet, QPushButton, "tasks.new.yes")
    add.click()
    assert any("in a few words" in one.text() for one in sheet.findChildren(QLabel))
    find(sheet, QLineEdit, "tasks.new.subject").setText("Buy a phone card")
    add.click()
    assert any("Choose the case" in one.text() for one in sheet.findChildren(QLabel))
    assert len(session.look(tasks.between)) == 3
    sheet.findChildren(QRadioButton)[0].click()
    settle(window)
    add.click()
    settle(window)
    assert "Buy a phone card" in listed(page)


def test_the_month_is_walked_by_keyboard(session: Session, open_window: OpenWindow) -> None:
    """Arrows walk over the edge of a week, Page Down changes the month, Home is today."""
    window = open_window(session)
    page = page_of(window, "month")
    grid = page.month.grid
    assert page.month.days.day_at(grid.currentIndex()) == date(2026, 3, 14)
    words = grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Saturday 14 March 2026" in words and "1 task" in words and "Ask for the paper" in words
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert page.month.days.day_at(grid.currentIndex()) == date(2026, 3, 16)
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    settle(window)
    assert page.month.days.day_at(grid.currentIndex()) == date(2026, 4, 16)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    settle(window)
    assert page.month.days.day_at(grid.currentIndex()) == date(2026, 3, 14)


def test_arrows_follow_reading_where_it_goes_from_the_right(
    session: Session, open_window: OpenWindow
) -> None:
    """In a mirrored window the left arrow goes to the next day."""
    page = page_of(open_window(session, rtl=True), "month")
    QTest.keyClick(page.month.grid, Qt.Key.Key_Left)
    assert page.month.days.day_at(page.month.grid.currentIndex()) == date(2026, 3, 15)


def test_a_month_holds_its_days_and_its_other_names() -> None:
    """The grid begins on a Monday; other calendars name the month as they have it."""
    assert first_shown(date(2026, 3, 14)) == date(2026, 2, 23)
    assert last_of(date(2024, 2, 1)) == date(2024, 2, 29)
    both = ("buddhist", "solar_hijri")
    assert beside(date(2026, 3, 21), both) == ["2569 BE", "1 Hamal 1405 SH"]
    assert beside(date(2026, 3, 20), both) == ["2569 BE", "29 Hut 1404 SH"]
    assert beside_month(date(2026, 3, 1), date(2026, 3, 31), both) == ["2569 BE", "Hut 1404 – Hamal 1405 SH"]
