"""The repatriation board in the window: who waits, what is ready, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.repatriation import RepatriationPage
from victimcase.gui.tables import CELL
from victimcase.gui.window import Window
from victimcase.services import board
from victimcase.services.board import BoardLine, Need, State
from victimcase.services.demo import Made
from victimcase.services.demo_pen import CONSUL
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]


@pytest.fixture
def session(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to its consular officer."""
    with entered(demo_vault, CONSUL) as opened:
        yield opened


def opened(window: Window) -> RepatriationPage:
    """The board, filled."""
    page = go(window, Place("repatriation"))
    assert isinstance(page, RepatriationPage)
    return page


def lines(page: RepatriationPage) -> list[BoardLine]:
    """The lines that are shown."""
    return [line for at in range(page.model.rowCount()) if (line := page.model.row(at)) is not None]


def went(window: Window) -> list[Place]:
    """Where the window is asked to go from now on, without going."""
    desk, places = shell_of(window).desk, list[Place]()
    desk.went.disconnect(shell_of(window).go)
    desk.went.connect(places.append)
    return places


def test_everybody_who_waits_stands_on_the_board(session: Session, open_window: OpenWindow) -> None:
    """The longest wait first, and the numbers above are those of the lines."""
    page = opened(open_window(session))
    found = session.look(board.board)
    assert [line.number for line in lines(page)] == [line.number for line in found.lines]
    assert find(page, QToolButton, "repatriation.all").text() == f"All {len(found.lines)}"
    assert [line.waiting for line in lines(page)] == sorted(
        (line.waiting for line in found.lines), reverse=True
    )


def test_filters_take_lines_away_and_give_them_back(session: Session, open_window: OpenWindow) -> None:
    """With me, over 30 days and a destination keep only what fits; all gives everybody back."""
    page = opened(open_window(session))
    everybody = lines(page)
    find(page, QToolButton, "repatriation.mine").click()
    assert lines(page) == [line for line in everybody if line.with_me]
    find(page, QToolButton, "repatriation.long").click()
    assert lines(page) == [line for line in everybody if line.waiting > board.LONG]
    find(page, QToolButton, "repatriation.all").click()
    country = next(line.destination_country for line in everybody if line.destination_country)
    page._go_to(page.desk.reference.country(country))
    assert lines(page) == [line for line in everybody if line.destination_country == country]
    page._go_to("")
    assert lines(page) == everybody


def test_the_foot_says_what_is_missing_and_leads_there(session: Session, open_window: OpenWindow) -> None:
    """The chosen person is named with what they need; the buttons open the case, and the record to write."""
    window = open_window(session)
    page, places = opened(window), went(window)
    line = next(one for one in lines(page) if one.next_kind and State.TO_DO in _states(one))
    assert page.table.choose(lambda one: one.number == line.number)
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert f"{line.name}:" in words and "still to do" in words
    find(page, QPushButton, "repatriation.open").click()
    find(page, QPushButton, "repatriation.next").click()
    assert [(place.page, place.number, place.kind) for place in places] == [
        ("case", line.number, ""),
        ("case", line.number, line.next_kind),
    ]


def _states(line: BoardLine) -> set[State]:
    return {cell.state for cell in line.cells.values()}


def test_what_is_withheld_is_named_and_nothing_more(session: Session, open_window: OpenWindow) -> None:
    """A cell the role may not read says so in words, aloud too; what may be read is shown."""
    page = opened(open_window(session))
    at = [one.code for one in page.model.columns].index(str(Need.RISK))
    index = page.model.index(0, at)
    assert index.data(CELL).text == "withheld"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Risk: withheld"
    identity = page.model.index(0, at - 4).data(CELL)
    assert identity.text != "withheld"


def test_columns_become_words_where_there_is_no_room(session: Session, open_window: OpenWindow) -> None:
    """At a text size of 200 % one column says what is missing; nothing goes sideways."""
    page = opened(open_window(session, text_size=200))
    assert [one.code for one in page.model.columns] == ["person", "waiting", "missing", "next"]
    wide = opened(open_window(session))
    assert len(wide.model.columns) == 3 + len(Need)


def test_the_first_person_is_chosen_mirrored_too(session: Session, open_window: OpenWindow) -> None:
    """Where reading goes from the right the cursor stands on the first line as well."""
    page = opened(open_window(session, rtl=True))
    assert page.table.current() == lines(page)[0]
    assert find(page, QPushButton, "repatriation.next").text()


def test_nobody_waits(sign_in: SignIn, open_window: OpenWindow) -> None:
    """An empty board says so and why; a case at intake is not on it."""
    with sign_in() as session:
        new_case(session)
        window = open_window(session)
        page = opened(window)
        settle(window)
        assert page._stack.currentWidget() is page._empty
        assert page._empty.accessibleName().startswith("Nobody waits to go home")
