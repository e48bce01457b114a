"""Tables: pages are asked for when looked at, late ones are dropped, nothing is asked while painting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from victimcase.gui import theme
from victimcase.gui.app import make_app
from victimcase.gui.table_view import Table
from victimcase.gui.tables import CELL, KEPT, PAGE, Cell, Column, PagedModel

COLUMNS: list[Column[int]] = [
    Column("name", "Name", 0, lambda row: Cell(f"Person {row}", bold=True)),
    Column("number", "Number", 120, lambda row: Cell(str(row)), from_width=400),
]


class Shelf:
    """Answers pages when it is told to, so that tests own the order."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, Callable[[list[int]], None]]] = []

    def fetch(
        self, offset: int, limit: int, order: str, downwards: bool, done: Callable[[list[int]], None]
    ) -> None:
        """Take a question."""
        self.asked.append((offset, done))

    def answer(self) -> list[int]:
        """Answer every question; says which pages were asked for."""
        asked, self.asked = self.asked, []
        for offset, done in asked:
            done(list(range(offset, offset + PAGE)))
        return [offset // PAGE for offset, _ in asked]


def words(model: PagedModel[int], row: int) -> object:
    """What a row shows."""
    return model.data(model.index(row, 0))


def test_a_page_is_asked_for_once_and_never_while_painting(qtbot: QtBot) -> None:
    """Rows that are not here are blank; their page is asked for at the next turn, once."""
    shelf = Shelf()
    model = PagedModel(COLUMNS, shelf.fetch)
    model.begin(100_000)
    assert words(model, 50_010) is None
    assert words(model, 50_011) is None
    assert shelf.asked == []
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.answer() == [500]
    assert words(model, 50_010) == "Person 50010"


def test_pages_dragged_past_are_not_asked_for(qtbot: QtBot) -> None:
    """Somebody who drags the bar from top to bottom wants the end, not every page between."""
    shelf = Shelf()
    model = PagedModel(COLUMNS, shelf.fetch)
    model.begin(100_000)
    for row in range(0, 100_000, PAGE):
        words(model, row)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.answer() == [999, 998, 997]


def test_answers_to_an_earlier_search_are_dropped(qtbot: QtBot) -> None:
    """When rows begin anew, what was asked before never shows."""
    shelf = Shelf()
    model = PagedModel(COLUMNS, shelf.fetch)
    model.begin(1000)
    words(model, 500)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    model.begin(3, [7, 8, 9])
    shelf.answer()
    assert [words(model, row) for row in range(3)] == ["Person 7", "Person 8", "Person 9"]
    assert model.rowCount() == 3


def test_only_so_many_pages_are_kept(qtbot: QtBot) -> None:
    """Memory does not grow with the way a person scrolled."""
    shelf = Shelf()
    model = PagedModel(COLUMNS, shelf.fetch)
    model.begin(100_000)
    for page in range(KEPT + 5):
        words(model, page * PAGE)
        qtbot.waitUntil(lambda: bool(shelf.asked))
        shelf.answer()
    words(model, 0)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.answer() == [0]


def test_a_cell_is_read_aloud_with_its_column() -> None:
    """A screen reader says what a number is."""
    model = PagedModel(COLUMNS)
    model.set_rows([4])
    assert model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "Number: 4"
    assert isinstance(model.data(model.index(0, 1), CELL), Cell)
    assert model.rowCount(model.index(0, 0)) == 0 == model.columnCount(model.index(0, 0))
    assert model.rowCount(QModelIndex()) == 1


def test_enter_opens_and_the_head_sorts(qtbot: QtBot) -> None:
    """The keyboard alone opens a row; a title pressed twice turns the order."""
    theme.apply(make_app(), theme.now().mode)
    model = PagedModel(COLUMNS)
    model.set_rows([1, 2, 3])
    table = Table(model, name="t", aloud="People")
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_End)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [3]
    order: list[tuple[str, bool]] = []
    table.sorted_by.connect(lambda code, downwards: order.append((code, downwards)))
    head = table.horizontalHeader()
    for _ in range(2):
        head.sectionClicked.emit(0)
    assert order == [("name", False), ("name", True)]
    assert table.isColumnHidden(1)
    table.resize(600, 300)
    assert not table.isColumnHidden(1)
