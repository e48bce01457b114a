"""Lists in forms open by mouse and by typing, and find by any name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.form_ground import DeskOf, desk_of, open_form, save, type_in
from tests.vaults import SignIn, new_case
from victimcase.gui.forms.codes import ChipsEditor
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


def test_countries_are_chosen_by_keyboard_and_any_of_their_names(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """Type, Enter; Backspace takes the last away; words that are no country hold the save."""
    with sign_in("caseworker") as session:
        number = new_case(session, citizenships=[]).number
        form = open_form(qtbot, desk_of(session), number, "person")
        assert form.sheet is not None
        row = form.sheet.rows["citizenships"]
        assert isinstance(row.editor, ChipsEditor)
        chips = row.editor.chips
        for typed, code in (("viet", "VN"), ("ไทย", "TH"), ("MMR", "MM")):
            type_in(chips.line, typed)
            QTest.keyClick(chips.line, Qt.Key.Key_Return)
            assert chips.codes()[-1] == code
        QTest.keyClick(chips.line, Qt.Key.Key_Backspace)
        assert chips.codes() == ["VN", "TH"]
        type_in(chips.line, "Atlantis")
        assert save(form) == [] and row.problem
        type_in(chips.line, "")
        assert len(save(form)) == 1
