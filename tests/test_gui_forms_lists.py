"""Lists in forms that open by mouse as well as by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.form_ground import DeskOf, desk_of, open_form
from tests.vaults import SignIn, new_case
from victimcase.gui.forms.suggestions import SearchPick

__all__ = ["desk_of"]


def test_pointing_at_an_empty_list_shows_it_and_at_words_lets_them_be(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """Nobody has to know that one types: an empty line opens, and the sign of the list always does."""
    with sign_in("caseworker") as session:
        number = new_case(session, gender=None).number
        form = open_form(qtbot, desk_of(session), number, "person")
        assert form.sheet is not None
        editor = form.sheet.rows["gender"].editor
        assert editor is not None
        pick = editor.findChild(SearchPick)
        assert isinstance(pick, SearchPick)
        QTest.mouseClick(pick.line, Qt.MouseButton.LeftButton)
        assert pick.suggestions.shown
        pick.suggestions.take(pick.suggestions.offers[0])
        QTest.mouseClick(pick.line, Qt.MouseButton.LeftButton)
        assert pick.text() and not pick.suggestions.shown
        QTest.mouseClick(pick, Qt.MouseButton.LeftButton, pos=pick.rect().center())
        assert pick.suggestions.shown
        pick.suggestions.close()
