"""A group registered in the window: typed row by row, told what cannot stand so, opened in one entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.vaults import SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.group_intake import KEY, GroupIntakePage
from victimcase.gui.pages.group_intake.grid import CellLine
from victimcase.gui.pages.group_intake.people import FIELDS, FIRST, Row
from victimcase.gui.window import Window
from victimcase.services import cases, drafts, undo
from victimcase.services.session import Session

__all__ = ["open_window"]

EVENT = {"name": "Vessel at the pier", "type": "vessel", "country": "TH", "place": "Ranong", "people": 3}
Key = Qt.Key


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """The caseworker's session in a vault of the test's own."""
    with sign_in() as opened:
        yield opened


def opened(window: Window, *, event: bool = True) -> GroupIntakePage:
    """The page with its event written, the keyboard on the first cell."""
    page = go(window, Place("group_intake"))
    assert isinstance(page, GroupIntakePage)
    if event:
        page.head.set_values(EVENT)
        page.head.finish()
    return page


def cell(page: GroupIntakePage) -> CellLine:
    """The line that is written in."""
    return page.grid.findChildren(CellLine)[-1]


def type_row(page: GroupIntakePage, words: Sequence[str], end: Key = Key.Key_Return) -> None:
    """Type into the cells of a row as hands do: words, then Enter or Tab."""
    for text in words:
        if text:
            page.grid.edit(page.grid.currentIndex())
            cell(page).setText(text)
            QTest.keyClick(cell(page), end)
        else:
            QTest.keyClick(page.grid, Key.Key_Return)


def row(page: GroupIntakePage, at: int) -> Row:
    """A row of the grid."""
    return page.grid.people.rows[at]


def checked(window: Window, page: GroupIntakePage) -> None:
    """Have the rows checked now rather than when typing pauses."""
    page.check()
    settle(window)


def put(page: GroupIntakePage, at: int, **words: str) -> None:
    """Write words into a row."""
    for name, text in words.items():
        page.grid.people.setData(page.grid.people.index(at, FIELDS.index(name) + FIRST), text)


@pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Tab])
def test_a_row_is_typed_without_a_mouse(session: Session, open_window: OpenWindow, end: Key) -> None:
    """Enter and Tab go from cell to cell and on to the next row; letters of countries become their names."""
    window = open_window(session)
    page = opened(window)
    page.grid.go_to(0, FIRST)
    type_row(page, ["Fatema", "Khatun", "", "w", "29", "BD", "ben", "a", "Milk"], end)
    assert row(page, 0).texts["citizenships"] == "Bangladesh"
    assert row(page, 0).texts["gender"] == "Woman"
    assert (row(page, 0).texts["language"], row(page, 0).texts["family"]) == ("Bengali", "A")
    at = page.grid.currentIndex()
    assert (at.row(), at.column()) == (1, FIRST)
    checked(window, page)
    assert row(page, 0).state == "ready"


def test_rows_appear_by_themselves(session: Session, open_window: OpenWindow) -> None:
    """Below the last row that is written there is always room."""
    page = opened(open_window(session))
    for at in range(31):
        put(page, at, given_names=f"Person {at}")
    assert len(page.grid.people.rows) > 32
    assert row(page, len(page.grid.people.rows) - 1).empty


def test_what_stands_above_is_taken_with_one_key(session: Session, open_window: OpenWindow) -> None:
    """Ctrl+D copies the cell above; Ctrl+G puts both rows into one family."""
    page = opened(open_window(session))
    put(page, 0, given_names="Fatema", citizenships="BD")
    put(page, 1, given_names="Ayas")
    page.grid.go_to(1, FIELDS.index("citizenships") + FIRST)
    QTest.keyClick(page.grid, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.grid, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert row(page, 1).texts["citizenships"] == "Bangladesh"
    assert row(page, 0).texts["family"] == row(page, 1).texts["family"] == "A"
    assert page.grid.people.in_family(0) == (False, True)


def test_what_cannot_stand_is_told_and_the_others_are_opened(
    session: Session, open_window: OpenWindow
) -> None:
    """A row with a problem stays in the grid with words beside it; those ready become cases of one event."""
    before = len(session.look(cases.listed))
    window = open_window(session)
    page = opened(window)
    put(page, 0, given_names="Fatema", family="A")
    put(page, 1, given_names="Ayas", family="A")
    put(page, 2, given_names="Bishnu", age="twenty or so")
    checked(window, page)
    assert [row(page, at).state for at in range(3)] == ["ready", "ready", "look"]
    assert page._words.text().startswith("Row 3, age or birth:")
    find(page, QPushButton, "group_intake.save").click()
    settle(window)
    assert len(session.look(cases.listed)) == before + 2
    assert [bool(row(page, at).case) for at in range(3)] == [True, True, False]
    put(page, 2, age="about 20")
    checked(window, page)
    event = page.event_id
    page.save()
    settle(window)
    assert len(session.look(cases.listed)) == before + 3
    assert page.event_id == event
    assert session.look(drafts.read, KEY) is None


def test_what_is_taken_back_can_be_registered_again(session: Session, open_window: OpenWindow) -> None:
    """After undo the rows have no case any more, and can be written."""
    window = open_window(session)
    page = opened(window)
    put(page, 0, given_names="Fatema")
    checked(window, page)
    page.save()
    settle(window)
    assert row(page, 0).case
    shell_of(window).desk.do(undo.last).then(page)
    settle(window)
    assert (row(page, 0).case, page.event_id) == ("", "")
    checked(window, page)
    page.save()
    settle(window)
    assert len(session.look(cases.listed)) == 1


def test_somebody_known_is_named(session: Session, open_window: OpenWindow) -> None:
    """A row like a case of mine says so and leads there; it can be opened in spite of it."""
    number = new_case(session, given_names="Fatema", family_name="Khatun", birth="1997").number
    window = open_window(session)
    page = opened(window)
    put(page, 0, given_names="Fatema", family_name="Khatun", citizenships="MM")
    put(page, 1, given_names="Zaw", family_name="Min")
    checked(window, page)
    assert [row(page, at).state for at in range(2)] == ["alike", "ready"]
    assert number in page._known.text() and page._known.isVisible()


def test_without_an_event_nobody_is_registered(session: Session, open_window: OpenWindow) -> None:
    """The fields say what is still needed; nothing is written."""
    window = open_window(session)
    page = opened(window, event=False)
    put(page, 0, given_names="Fatema")
    checked(window, page)
    page.save()
    settle(window)
    assert page.head.editing and "a short name" in page.head._problem.text()
    assert session.look(cases.listed) == []


def test_what_was_typed_waits_as_a_draft(session: Session, open_window: OpenWindow) -> None:
    """Pause keeps event and rows; whoever comes back goes on."""
    window = open_window(session)
    page = opened(window)
    put(page, 0, given_names="Fatema", age="29")
    assert KEY in page.drafts()
    page.pause()
    settle(window)
    again = opened(open_window(session), event=False)
    assert again.grid.people.rows[0].texts["age"] == "29"
    assert again.head.values()["place"] == "Ranong" and not again.head.editing


def test_a_cell_is_told_with_its_row_and_problem(session: Session, open_window: OpenWindow) -> None:
    """A screen reader says row, column, words, and what cannot stand so."""
    window = open_window(session)
    page = opened(window)
    put(page, 0, given_names="Bishnu", age="old")
    checked(window, page)
    at = page.grid.people.index(0, FIELDS.index("age") + FIRST)
    aloud = str(page.grid.people.data(at, Qt.ItemDataRole.AccessibleTextRole))
    assert aloud.startswith("Row 1, Age or birth: old. ")
    page.grid.go_to(0, FIRST)
    QTest.keyClick(page.grid, Key.Key_Escape)
    assert window.focusWidget() is page.pause_button
