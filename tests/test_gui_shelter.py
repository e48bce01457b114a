"""The plan of beds in the window: who sleeps where, what speaks against it, and no address anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.shelter import ShelterPage
from victimcase.gui.pages.shelter.dialogs import EndStay, GiveBed, MoveBed
from victimcase.gui.pages.shelter.rooms import BedButton
from victimcase.gui.window import Window
from victimcase.services import beds
from victimcase.services.beds import BedShown, HouseShown
from victimcase.services.demo import Made
from victimcase.services.demo_pen import CONSUL, WORKER
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]

ADDRESS = "Back door of the old mill"


@pytest.fixture
def demo(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to its caseworker."""
    with entered(demo_vault, WORKER) as opened:
        yield opened


@dataclass(frozen=True)
class House:
    """A vault with one house of three beds; somebody sleeps in the first."""

    session: Session
    number: str


@pytest.fixture
def house(sign_in: SignIn) -> Iterator[House]:
    """A small house: beds A1, A2 and A3; Thiri has A1."""
    with sign_in("founder") as session:
        made = save(session, "office", "house", name="House 1", address=ADDRESS, capacity=3)
        for order, name in enumerate(("A1", "A2", "A3")):
            save(session, "office", "bed", under=made.id, room="A", name=name, order=order)
        number = new_case(session, gender="Feminine").number
        day = session.today().isoformat()
        stay = {"voluntary": True, "free_to_leave": True, "from_on": day}
        fields: dict[str, Any] = {**stay, "house": made.id, "bed": "A1"}
        save(session, number, "shelter_stay", **fields)
        yield House(session, number)


def opened(window: Window) -> ShelterPage:
    """The plan, filled."""
    page = go(window, Place("shelter"))
    assert isinstance(page, ShelterPage)
    return page


def shown(page: ShelterPage) -> HouseShown:
    """The house that is shown."""
    found = page._current()
    assert found is not None
    return found


def bed(page: ShelterPage, name: str) -> BedButton:
    """A bed by its name."""
    return next(one for one in page.rooms.beds if one.bed.name == name)


def everything_said(page: QWidget) -> str:
    """All words of a page, those told aloud too."""
    labels = [one.text() for one in page.findChildren(QLabel)]
    return " ".join([*labels, *(one.accessibleName() for one in page.findChildren(QWidget))])


def test_every_bed_of_the_house_is_a_button(demo: Session, open_window: OpenWindow) -> None:
    """The house with something to look at is open first; each of its beds tells who sleeps there."""
    page = opened(open_window(demo))
    plan = demo.look(beds.plan)
    house = shown(page)
    assert house.problems > 0
    assert {one.bed.id for one in page.rooms.beds} == {one.id for one in house.beds}
    taken = next(one for one in house.beds if one.sleepers and not one.sleepers[0].hidden)
    assert taken.sleepers[0].name in bed(page, taken.name).accessibleName()
    assert len(plan.houses) == len(page.houses._buttons)


def test_of_a_case_that_is_not_for_me_only_the_bed_is_told(demo: Session, open_window: OpenWindow) -> None:
    """A bed with somebody of a restricted case is taken and withheld; no number, no way to the case."""
    window = open_window(demo)
    page = opened(window)
    hidden = [(house, one) for house in demo.look(beds.plan).houses for one in house.beds if _hidden(one)]
    house, one = hidden[0]
    page.choose_house(house.id)
    button = bed(page, one.name)
    assert button.accessibleName().endswith("Taken, withheld")
    button.click()
    assert page.side.findChild(QPushButton, "shelter.open") is None
    seen = next(b for b in page.rooms.beds if b.bed.sleepers and not _hidden(b.bed))
    seen.click()
    settle(window)
    assert find(page.side, QPushButton, "shelter.open").isVisible()


def _hidden(one: BedShown) -> bool:
    return any(sleeper.hidden for sleeper in one.sleepers)


def test_no_address_stands_on_the_page(house: House, open_window: OpenWindow) -> None:
    """Where the house is, is never told here, not even to who may know it."""
    page = opened(open_window(house.session))
    assert "House 1" in everything_said(page)
    assert ADDRESS not in everything_said(page)


def test_arrows_go_from_bed_to_bed(house: House, open_window: OpenWindow) -> None:
    """The plan is walked with arrows, mirrored where reading is; the side shows where one is."""
    window = open_window(house.session)
    page = opened(window)
    bed(page, "A1").setFocus()
    QTest.keyClick(bed(page, "A1"), Qt.Key.Key_Right)
    settle(window)
    assert window.focusWidget() is bed(page, "A2") and bed(page, "A2").isChecked()
    assert find(page.side, QPushButton, "shelter.give").isVisible()
    QTest.keyClick(bed(page, "A2"), Qt.Key.Key_Left)
    settle(window)
    assert window.focusWidget() is bed(page, "A1")
    assert find(page.side, QPushButton, "shelter.end").isVisible()
    mirrored = opened(open_window(house.session, rtl=True))
    QTest.keyClick(bed(mirrored, "A1"), Qt.Key.Key_Left)
    assert bed(mirrored, "A2").isChecked()


def test_a_free_bed_is_given(house: House, open_window: OpenWindow) -> None:
    """Somebody is chosen, both questions are answered, and the bed is theirs; before that it is not given."""
    other = new_case(house.session, given_names="Malee", gender="Feminine").number
    window = open_window(house.session)
    page = opened(window)
    bed(page, "A2").click()
    find(page.side, QPushButton, "shelter.give").click()
    settle(window)
    sheet = find(page, GiveBed, "shelter.give_bed")
    assert not sheet.give_button.isEnabled()
    rows = [sheet.people.item(at).text() for at in range(sheet.people.count())]
    sheet.people.setCurrentRow(next(at for at, text in enumerate(rows) if other in text))
    settle(window)
    assert not sheet.give_button.isEnabled()
    for segments in (sheet.willing, sheet.may_leave):
        segments.buttons[0].click()
    assert sheet.give_button.isEnabled()
    sheet.give_button.click()
    settle(window)
    assert [one.number for one in _bed_now(house, "A2").sleepers] == [other]
    assert bed(page, "A2").bed.sleepers


def _bed_now(house: House, name: str) -> BedShown:
    plan = house.session.look(beds.plan)
    return next(one for one in plan.houses[0].beds if one.name == name)


def test_somebody_moves_and_leaves(house: House, open_window: OpenWindow) -> None:
    """Moving takes the person to another bed, ending the stay frees it."""
    window = open_window(house.session)
    page = opened(window)
    bed(page, "A1").click()
    find(page.side, QPushButton, "shelter.move").click()
    sheet = find(page, MoveBed, "shelter.move_bed")
    assert not sheet.move_button.isEnabled()
    sheet.bed.set_value(_bed_now(house, "A3").id)
    sheet._check()
    settle(window)
    sheet.move_button.click()
    settle(window)
    assert not _bed_now(house, "A1").sleepers
    assert [one.number for one in _bed_now(house, "A3").sleepers] == [house.number]
    bed(page, "A3").click()
    find(page.side, QPushButton, "shelter.end").click()
    find(find(page, EndStay, "shelter.end_stay"), QPushButton, "shelter.end_stay.yes").click()
    settle(window)
    assert not _bed_now(house, "A3").sleepers


def test_a_day_that_is_none_is_told_and_nothing_is_written(house: House, open_window: OpenWindow) -> None:
    """The sheet stays open with words about the day; a day that is one ends the stay."""
    window = open_window(house.session)
    page = opened(window)
    bed(page, "A1").click()
    find(page.side, QPushButton, "shelter.end").click()
    sheet = find(page, EndStay, "shelter.end_stay")
    sheet.day.line.setText("someday")
    find(sheet, QPushButton, "shelter.end_stay.yes").click()
    settle(window)
    assert sheet.isVisible() and sheet.notes.count() == 1
    assert _bed_now(house, "A1").sleepers
    sheet.day.set_day(house.session.today())
    find(sheet, QPushButton, "shelter.end_stay.yes").click()
    settle(window)
    assert not _bed_now(house, "A1").sleepers


def test_another_night_is_shown(demo: Session, open_window: OpenWindow) -> None:
    """A night chosen among the next two weeks opens its plan; a way leads back to tonight."""
    window = open_window(demo)
    page = opened(window)
    page.nights.setFocus()
    QTest.keyClick(page.nights, Qt.Key.Key_Right)
    QTest.keyClick(page.nights, Qt.Key.Key_Return)
    settle(window)
    assert page._plan is not None and page._plan.day == "2026-03-15"
    find(page, QPushButton, "shelter.tonight").click()
    settle(window)
    assert page._plan is not None and page._plan.day == "2026-03-14"


@pytest.mark.parametrize("span", ["week", "month"])
def test_a_week_and_a_month_name_their_beds(demo: Session, open_window: OpenWindow, span: str) -> None:
    """Beds stand below each other; arrows go from one to the next and say who has it."""
    page = opened(open_window(demo))
    page.span.set_value(span)
    page._show_house()
    assert page.spans.isVisible() and not page.rooms.isVisible()
    first = page.spans.accessibleName()
    QTest.keyClick(page.spans, Qt.Key.Key_Down)
    assert page.spans.accessibleName() != first


def test_whom_the_shelter_is_withheld_from_sees_no_plan(demo_vault: Made, open_window: OpenWindow) -> None:
    """A consular officer is not led to the plan, and where asked for it in spite of that sees no bed."""
    with entered(demo_vault, CONSUL) as session:
        window = open_window(session)
        shell = shell_of(window)
        shell.desk.go(Place("shelter"))
        settle(window)
        assert shell.place.page != "shelter"
        page = ShelterPage(shell.desk)
        page.read()
        settle(window)
        assert page.rooms.beds == [] and page._stack.currentWidget() is page._empty
        page.deleteLater()
