"""The same at the window: every text of every page, for every role, and not a word of what is not for them.

Looked at are all words of all widgets, shown or not: labels, fields, tips, what is read aloud, titles of the
window, rows of tables and lists, and what copying leaves in the clipboard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QMetaType, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.canaries import READERS, Planted, Reader, signs
from tests.canary_vault import canary_vault
from tests.page_checks import still
from tests.vaults import Clock, signed_in
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.places import PAGES
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.EditRole,
)
TABS = (
    "timeline",
    "person",
    "identification",
    "protection",
    "repatriation",
    "reintegration",
    "documents",
    "referrals",
    "consent",
    "tasks",
    "history",
)
LOOKED_INTO = {"consul": "main", "caseworker": "unnotified", "colleague": "earlier"}
"""Reader -> the case whose tabs are opened; a supervisor may read nearly all of any."""
EMPTY = {"new_case", "group_intake", "help", "settings"}
"""Pages that begin without anything of anybody."""
MOST_ROWS = 500
TEXTS: dict[type, list[str]] = {}
"""The names under which a kind of widget holds texts, as far as one was looked at."""


def words_of(one: QObject) -> Iterator[str]:
    """Every text a widget or action holds, by whatever name."""
    if type(one) not in TEXTS:
        about = one.metaObject()
        every = (about.property(index) for index in range(about.propertyCount()))
        TEXTS[type(one)] = [str(of.name()) for of in every if of.typeId() == QMetaType.Type.QString.value]
    for name in TEXTS[type(one)]:
        yield str(one.property(name) or "")


def rows_of(model: QAbstractItemModel) -> Iterator[str]:
    """Every text of the rows of a model."""
    top = QModelIndex()
    for row in range(min(model.rowCount(top), MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top)):
            index = model.index(row, column, top)
            yield from (str(model.data(index, role) or "") for role in ROLES)


def copied_out(within: QWidget) -> Iterator[str]:
    """What is in the clipboard when the words of a field are copied."""
    clipboard = QGuiApplication.clipboard()
    for field in within.findChildren(QLineEdit) + within.findChildren(QPlainTextEdit):
        if field.isVisible():
            field.selectAll()
            field.copy()
            yield clipboard.text()
    clipboard.clear()


def texts_of(within: QWidget) -> Iterator[str]:
    """Everything a window or page says, shown or not."""
    for one in (within, *within.findChildren(QWidget), *within.findChildren(QAction)):
        yield from words_of(one)
        if isinstance(one, QComboBox):
            yield from (one.itemText(index) for index in range(one.count()))
        if isinstance(one, QAbstractItemView) and (model := one.model()) is not None:
            yield from rows_of(model)
    yield from copied_out(within)


def told(
    within: QWidget, planted: Planted, reader: Reader, typed: Iterable[str] = ()
) -> tuple[set[str], list[str]]:
    """The canaries a window or page shows, and those that are not for the reader; `typed` may be quoted."""
    texts = list(texts_of(within))
    return signs("\n".join(texts)) & planted.found.keys(), list(planted.hidden(reader, texts, but=typed))


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Planted]]:
    """A vault with canaries, for all readers one after the other."""
    with canary_vault(tmp_path_factory.mktemp("canaries")) as made:
        yield made


def places(reader: Reader, planted: Planted, session: Session) -> Iterator[Place]:
    """Every page the reader may open, and of one case every tab and the form of its person."""
    case = LOOKED_INTO.get(reader.login, "")
    number = planted.number(case or "main")
    for entry in PAGES.values():
        if not entry.open_to(session.me.rights) or entry.name in {"case", *EMPTY}:
            continue
        record = planted.ids(case or "main", entry.name)
        yield Place(entry.name, number=number, record=record[-1] if record else "")
    if case:
        tabs = TABS if reader.login == "consul" else TABS[::3]  # few who read nearly all of a case
        yield from (Place("case", number=number, tab=tab) for tab in tabs)
        yield Place("case", number=number, tab="person", kind="person")
    elif reader.sees:
        yield Place("case", number=number)
    yield Place("case", number=planted.number("main" if reader.login == "colleague" else "restricted"))


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.login)
def test_no_page_says_what_is_not_for_its_reader(
    vault: tuple[Path, Planted], reader: Reader, open_window: OpenWindow
) -> None:
    folder, planted = vault
    wrong: list[str] = []
    shown: set[str] = set()
    with signed_in(folder, reader.login, Clock()) as session:
        window = open_window(session)
        for place in places(reader, planted, session):
            go(window, place)
            still(shell_of(window))
            here, leaks = told(shell_of(window).page, planted, reader, {place.number})
            shown |= here
            wrong += [f"{place.page} {place.tab}: {leak}" for leak in leaks]
        wrong += told(window, planted, reader, planted.numbers.values())[1]
    assert wrong == []
    assert len(shown) > (100 if reader.login in LOOKED_INTO else 5)


@pytest.mark.parametrize("login", ["consul", "caseworker"])
def test_the_finder_finds_nothing_hidden(
    vault: tuple[Path, Planted], login: str, open_window: OpenWindow
) -> None:
    folder, planted = vault
    reader = Reader(login)
    names = [
        sign
        for sign, one in planted.found.items()
        if (one.kind, one.field) == ("person", "family_name") and sign.startswith("zq")
    ]
    seen: dict[bool, list[str]] = {True: [], False: []}
    with signed_in(folder, login, Clock()) as session:
        window = open_window(session)
        shell = shell_of(window)
        shell.open_finder()
        finder = find(shell, QWidget, "finder")
        for sign in names:
            line = find(finder, QLineEdit, "finder.search")
            line.setText(sign)
            line.returnPressed.emit()  # at once, without waiting for a pause
            settle(window)
            still(finder)
            here, leaks = told(finder, planted, reader, {sign})
            assert leaks == []
            seen[planted.found[sign].may_see(reader)] += sorted(here & set(planted.numbers.values()))
    assert seen[True] and not seen[False]


def test_a_word_in_any_part_of_a_window_is_found(
    vault: tuple[Path, Planted], open_window: OpenWindow
) -> None:
    """The twin: the same word in a label, a tip, a row of a list, a title and a name to be read aloud."""
    folder, planted = vault
    reader = Reader("consul")
    word = next(
        sign for sign, one in planted.found.items() if one.kind == "health_record" and sign.startswith("zq")
    )
    with signed_in(folder, "consul", Clock()) as session:
        window = open_window(session)
        assert told(window, planted, reader)[1] == []
        parts = QComboBox(window), QLabel(word, window), QWidget(window), QLineEdit(window)
        parts[0].addItem(word)
        for part in parts:
            part.setToolTip(word if part is parts[2] else "")
            part.setAccessibleName(word if part is parts[3] else "")
        for part in parts:
            assert told(window, planted, reader)[1]
            part.setParent(None)
        assert told(window, planted, reader)[1] == []
        window.setWindowTitle(word)
        assert told(window, planted, reader)[1]
