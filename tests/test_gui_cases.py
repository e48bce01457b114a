"""The list of cases in the window: search, filters, order, views, a short look; only what may be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.cases import CasesPage
from victimcase.gui.pages.cases.views import built_in, kept, saved
from victimcase.gui.parts.filters import Choices, FilterChip
from victimcase.gui.tables import CELL
from victimcase.gui.window import Window
from victimcase.services import case_list, preferences
from victimcase.services.case_list import Column, Filters, Line, Order
from victimcase.services.demo import Made
from victimcase.services.demo_pen import CONSUL, WORKER
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]

OPEN = Filters(open=True)


@pytest.fixture
def session(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to its caseworker."""
    with entered(demo_vault, WORKER) as opened:
        yield opened


def cases_page(window: Window, **place: object) -> CasesPage:
    """The list, filled."""
    page = go(window, Place("cases", **place))  # type: ignore[arg-type]
    assert isinstance(page, CasesPage)
    return page


def shown(page: CasesPage) -> list[Line]:
    """The rows that are here."""
    return [line for at in range(page.model.rowCount()) if (line := page.model.row(at)) is not None]


def went(window: Window) -> list[Place]:
    """Where the window is asked to go from now on, without going."""
    desk, places = shell_of(window).desk, list[Place]()
    desk.went.disconnect(shell_of(window).go)
    desk.went.connect(places.append)
    return places


def search(window: Window, page: CasesPage, text: str) -> None:
    """Type into the search line and wait for what is found."""
    page.bar.search.setText(text)
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
    settle(window)


def test_the_list_shows_what_the_service_gives(session: Session, open_window: OpenWindow) -> None:
    """Open cases, in the usual order, counted beside all there are; every cell has words to be read aloud."""
    page = cases_page(open_window(session))
    wanted = session.look(case_list.page, OPEN)
    assert [line.number for line in shown(page)] == [line.number for line in wanted]
    count, total = session.look(case_list.count, OPEN), session.look(case_list.count)
    assert count < total
    assert f"{count} of {total} cases" in [one.text() for one in page.findChildren(QLabel)]
    name = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name.startswith(f"Name: {wanted[0].name}")


def test_search_as_one_types_and_the_late_answer_is_dropped(
    session: Session, open_window: OpenWindow, qtbot: QtBot
) -> None:
    """What is typed last counts, whichever answer comes last; letters typed on the list search too."""
    window = open_window(session)
    page = cases_page(window)
    name = shown(page)[3].name
    QTest.keyClick(page.table, Qt.Key.Key_A)
    assert page.bar.search.text() == "a"
    page._narrowed(Filters(text="a"))
    page._narrowed(Filters(text=name))
    settle(window)
    found = session.look(case_list.page, Filters(text=name))
    assert 0 < len(found) < page._total
    assert [line.number for line in shown(page)] == [line.number for line in found]


def test_a_search_pauses_before_it_asks(session: Session, open_window: OpenWindow, qtbot: QtBot) -> None:
    """Nothing is asked for while keys follow each other; after a pause it is."""
    window = open_window(session)
    page = cases_page(window)
    asked: list[Filters] = []
    page.bar.changed.connect(asked.append)
    page.bar.search.setText("ng")
    page.bar.search.setText("ngu")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    settle(window)
    assert [one.text for one in asked] == ["ngu"]


def test_a_filter_narrows_and_goes_again(session: Session, open_window: OpenWindow) -> None:
    """Ticking a choice narrows at once; Delete on the chip takes it away."""
    window = open_window(session)
    page = cases_page(window)
    before = len(shown(page))
    chip = find(page, FilterChip, "cases.filter.risks")
    QTest.keyClick(chip, Qt.Key.Key_Return)
    choices = find(window, Choices, "cases.filter.risks.choices")
    find(choices, QCheckBox, "cases.filter.risks.choices.high").click()
    settle(window)
    assert chip.text() == "Risk: High"
    assert {line.risk for line in shown(page)} == {"high"}
    assert 0 < len(shown(page)) < before
    QTest.keyClick(choices, Qt.Key.Key_Escape)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    settle(window)
    assert chip.text() == "Risk" and len(shown(page)) == before


def test_an_empty_list_names_its_filters_and_offers_a_way_out(
    session: Session, open_window: OpenWindow
) -> None:
    """Where nobody fits it says why, and one press takes a filter away."""
    window = open_window(session)
    page = cases_page(window)
    search(window, page, "zzqx")
    assert page._stack.currentWidget() is page._empty
    assert "“zzqx”" in page._empty.accessibleName()
    find(page, QPushButton, "cases.empty.without.text").click()
    settle(window)
    assert page._stack.currentWidget() is page.table and shown(page)


@pytest.mark.parametrize("column", [Column.NAME, Column.AGE, Column.RISK, Column.DUE, Column.OWNER])
def test_the_head_sorts_both_ways(session: Session, open_window: OpenWindow, column: Column) -> None:
    """A press on the head orders by the column, a second one the other way."""
    window = open_window(session)
    page = cases_page(window)
    section = [one.code for one in page.model.columns].index(column)
    for downwards in (False, True):
        page.table.horizontalHeader().sectionClicked.emit(section)
        settle(window)
        wanted = session.look(case_list.page, OPEN, Order(column, downwards))
        assert [line.number for line in shown(page)][:50] == [line.number for line in wanted][:50]


def test_enter_opens_the_case_and_space_shows_it_shortly(session: Session, open_window: OpenWindow) -> None:
    """Space shows who it is without leaving the list; Escape closes; Enter goes to the case."""
    window = open_window(session)
    page = cases_page(window)
    places = went(window)
    page.table.selectRow(2)
    line = shown(page)[2]
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle(window)
    words = [one.text() for one in page.glance.findChildren(QLabel)]
    assert page.glance.isVisible() and line.name in words and line.number in words
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.glance.isVisible() and places == []
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert places == [Place("case", number=line.number)]


def test_a_place_brings_its_filters(session: Session, open_window: OpenWindow) -> None:
    """Another page may ask for the cases of a stage; the chips say so."""
    window = open_window(session)
    page = cases_page(window, values={"stages": ["protection"], "open": True})
    assert shown(page) and {line.stage for line in shown(page)} == {"protection"}
    assert find(page, FilterChip, "cases.filter.stages").text() == "Stage: Protection"


def test_views_have_counts_and_can_be_saved_and_forgotten(
    sign_in: SignIn, open_window: OpenWindow, qtbot: QtBot
) -> None:
    """A view somebody saves is a tab of theirs, also at the next visit, until they forget it."""
    with sign_in("caseworker") as session:
        new_case(session)
        new_case(session, given_names="Mali", family_name="Sae-tang", citizenships=["TH"])
        window = open_window(session)
        page = cases_page(window)
        search(window, page, "Mali")
        dialog = page.views.ask_name(page.filters, page.order)
        find(dialog, QLineEdit, "cases.save_view.name").setText("Named Mali")
        find(dialog, QPushButton, "cases.save_view.dialog.yes").click()
        settle(window)
        assert [one.name for one in session.look(preferences.views)] == ["Named Mali"]
        tab = find(page, QToolButton, "cases.view.own.Named Mali")
        assert tab.isChecked() and tab.accessibleName() == "Named Mali 1"
        page.views._dropped(page.views._shown["own.Named Mali"])
        settle(window)
        assert session.look(preferences.views) == []
        assert page.filters == built_in(session.me)[0].filters and len(shown(page)) == 2


def test_a_view_without_a_name_is_not_saved(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The sheet stays open and says what is missing."""
    with sign_in("caseworker") as session:
        window = open_window(session)
        page = cases_page(window)
        dialog = page.views.ask_name(page.filters, page.order)
        find(dialog, QPushButton, "cases.save_view.dialog.yes").click()
        settle(window)
        assert dialog.isVisible() and session.look(preferences.views) == []
        assert any("needs a name" in one.text() for one in dialog.findChildren(QLabel))


def test_a_view_is_read_back_as_it_was_kept() -> None:
    """Filters and order come back; what this version does not know is left out."""
    filters, order = Filters(stages=("protection",), child=True, due="week"), Order(Column.DUE, True)
    view = kept("One", filters, order)
    again = saved(view)
    assert (again.filters, again.order, again.own) == (filters, order, True)
    other = preferences.View("Two", {**view.filters, "moon": "full"}, "-shoe_size")
    assert saved(other).filters == filters and saved(other).order == Order()


def test_what_a_role_does_not_read_is_withheld(demo_vault: Made, open_window: OpenWindow) -> None:
    """A consular officer sees no level of risk, and cannot narrow or order by one."""
    with entered(demo_vault, CONSUL) as session:
        page = cases_page(open_window(session))
        column = next(at for at, one in enumerate(page.model.columns) if one.code == Column.RISK)
        rows = shown(page)
        assert rows
        for at in range(len(rows)):
            cell = page.model.index(at, column).data(CELL)
            assert [one.word for one in cell.badges] == ["withheld"]
        assert page.findChild(FilterChip, "cases.filter.risks") is None
        assert not page.model.columns[column].sortable


def test_a_case_of_another_team_is_not_even_counted(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The list of a colleague of another team has neither the row nor the number; one's own has both."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        page = cases_page(open_window(session))
        assert [line.number for line in shown(page)] == [number]
    with sign_in("colleague") as session:
        page = cases_page(open_window(session))
        assert shown(page) == [] and page._total == 0
        assert "No case is open yet" in page._empty.accessibleName()


def test_the_list_reads_again_when_a_case_is_written(sign_in: SignIn, open_window: OpenWindow) -> None:
    """What was saved elsewhere shows, and the cursor stays on its case."""
    from victimcase.services import cases

    with sign_in("caseworker") as session:
        first = new_case(session).number
        window = open_window(session)
        page = cases_page(window)
        page.table.selectRow(0)
        desk = shell_of(window).desk
        desk.do(cases.new, {"given_names": "Anong", "family_name": "Suk"}).then(page)
        settle(window)
        assert len(shown(page)) == 2
        assert page.table.current().number == first


def test_escape_empties_the_search(session: Session, open_window: OpenWindow) -> None:
    """Escape in the search line takes what was typed away and shows everybody again."""
    window = open_window(session)
    page = cases_page(window)
    before = len(shown(page))
    search(window, page, shown(page)[0].name)
    assert len(shown(page)) < before
    QTest.keyClick(page.bar.search, Qt.Key.Key_Escape)
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
    settle(window)
    assert len(shown(page)) == before
