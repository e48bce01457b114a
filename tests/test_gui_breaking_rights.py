"""Places somebody forged: no page, form, draft or finder tells of a case a person may not know of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.vaults import SignIn, new_case, notify, save
from tests.window_ground import OpenWindow, go, open_window, qapp, settle, shell_of
from victimcase.domain.errors import UserError
from victimcase.domain.words import Step
from victimcase.gui.desk import Place
from victimcase.gui.places import PAGES
from victimcase.services import drafts, finder

__all__ = ["open_window", "qapp"]

NAMES = ("Zinmarlwin", "Kyawkyaw", "Secretplace")
"""What stands in the case the consul was never told of."""


def words_in(widget: QWidget) -> Iterator[str]:
    """Every word a page holds, seen or read aloud, in its tables too."""
    for one in (widget, *widget.findChildren(QWidget)):
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle())
        if isinstance(one, QLabel | QLineEdit | QAbstractButton):
            yield one.text()
        elif isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        elif isinstance(one, QAbstractItemView) and (model := one.model()) is not None:
            for row in range(min(200, model.rowCount())):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                        yield str(model.data(index, role))


def hidden_case(sign_in: SignIn) -> tuple[str, str, str]:
    """A case of a caseworker the mission was never told of: its number, its contact, the key of a draft."""
    with sign_in("caseworker") as session:
        number = new_case(session, given_names="Zinmarlwin", family_name="Kyawkyaw").number
        note = save(session, number, "note", text="Secretplace").id
        key = f"{number}/person/new"
        session.do(drafts.keep, key, {"given": {"given_names": "Zinmarlwin"}}, number=number, kind="person")
        told = new_case(session, given_names="Open").number
        notify(session, told)
    return number, note, key


@pytest.mark.parametrize("login", ["consul", "admin"])
def test_forged_places_tell_nothing(sign_in: SignIn, open_window: OpenWindow, login: str) -> None:
    """Every page with the number and records of a hidden case, and with nonsense: not one name is held."""
    number, note, key = hidden_case(sign_in)
    forged = [
        Place("", number=number),
        Place("", number=number, tab="documents"),
        Place("", number=number, tab="person", kind="person"),
        Place("", number=number, kind="note", record=note),
        Place("", number="nonsense", kind="nonsense", record="nonsense", field="nonsense"),
        Place("", kind="note", record=note, parent=note),
        Place("", number=number, step=str(list(Step)[1])),
    ]
    with sign_in(login) as session:
        window = open_window(session)
        shell = shell_of(window)
        for page in PAGES:
            for place in forged:
                before = shell.place.page
                go(window, place.at(page=page))
                if not PAGES[page].open_to(session.me.rights):
                    assert shell.place.page == before
        for word in words_in(window):
            assert not any(name in word for name in NAMES), word
        with pytest.raises(UserError):
            session.look(drafts.read, key) or session.do(
                drafts.keep, key, {"given": {}}, number=number, kind="person"
            )


def test_who_may_sees_them_so_the_search_finds(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The twin: with the same eyes, the caseworker's own page of the case does hold the name."""
    number, _, _ = hidden_case(sign_in)
    with sign_in("caseworker") as session:
        window = open_window(session)
        go(window, Place("case", number=number, tab="person", kind="person"))
        assert any("Zinmarlwin" in word for word in words_in(window))


def test_the_finder_answers_alike_for_hidden_and_for_nobody(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Name and number of a hidden case find what a made-up name finds: nothing."""
    number, _, _ = hidden_case(sign_in)
    with sign_in("consul") as session:
        nothing = session.look(finder.find, "Nobodyatall", most=6)
        for words in ("Zinmarlwin", "Kyawkyaw", number, "Zinmar", number[-7:]):
            assert session.look(finder.find, words, most=6) == nothing
    with sign_in("caseworker") as session:
        assert session.look(finder.find, "Zinmarlwin", most=6).cases


def test_pages_built_for_one_case_hold_nothing_of_it_after_a_refusal(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    """From a case one may see to one that is hidden: nothing of the first stays."""
    number, _, _ = hidden_case(sign_in)
    with sign_in("consul") as session:
        told = session.look(finder.find, "Open", most=6).cases[0].line.number
        window = open_window(session)
        go(window, Place("case", number=told))
        page = go(window, Place("case", number=number))
        settle(window)
        shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
        assert not any("Open" in word.split() for word in shown)
