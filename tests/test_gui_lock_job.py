"""Locking while a paper is made, taking back from the line at the bottom, and two who write at once: each in
the window with a real vault, ended cleanly and told in words.
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.test_gui_case_papers import consented
from tests.test_gui_lock import let_go
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from tests.window_hands import click, fill
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.conflict import ConflictDialog
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.successor import Locked
from victimcase.gui.window import Window
from victimcase.services import case_sheets, disclosures, papers, records
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


def letter(window: Window, number: str, house: str) -> PaperDialog:
    """The dialog of a letter that may be given out."""
    page = go(window, Place("case", number))
    assert isinstance(page, CasePage)
    page.print_paper("referral_letter")
    settle(window)
    dialog = find(page, PaperDialog, "paper")
    dialog.choose(house)
    find(dialog, Pick, "paper.purpose").set_value("referral")
    dialog._offer_categories()
    settle(window)
    return dialog


def test_locking_while_a_letter_is_made_leaves_no_half_letter(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter is being set when somebody locks: the window is empty at once, no file and no number is
    left, and the vault opens again.
    """
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    give = papers.give

    def slow(*asked: object) -> object:
        begun.set()
        go_on.wait(20)
        try:
            return give(*asked)  # type: ignore[arg-type]
        finally:
            ended.set()

    monkeypatch.setattr(papers, "give", slow)
    monkeypatch.setattr("victimcase.gui.window.PATIENCE", 0.1)
    file = tmp_path / "paper.pdf"
    with sign_in("supervisor") as session:
        number, house = consented(session)
        window = open_window(session)
        dialog = letter(window, number, house)
        dialog.give(str(file))
        assert begun.wait(20)
        told: list[Locked] = []
        window.locked.connect(told.append)
        window.lock()
        assert window.shell is None and window.steps[-1] == "vault"
        go_on.set()
        assert ended.wait(20)
    let_go(told)
    with sign_in("supervisor") as again:
        assert not file.exists() and not list(tmp_path.glob("*.pdf*"))
        assert again.look(disclosures.listed, number) == []


def test_a_letter_nobody_locks_away_is_given(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    """The twin: without locking the same letter is a file with a number."""
    file = tmp_path / "paper.pdf"
    with sign_in("supervisor") as session:
        number, house = consented(session)
        window = open_window(session)
        letter(window, number, house).give(str(file))
        settle(window)
        assert file.read_bytes().startswith(b"%PDF-")
        assert [line.state for line in session.look(disclosures.listed, number)] == ["issued"]


def written(window: Window, number: str, note: str) -> RecordForm:
    """The form of a note, with other words typed into it and not saved."""
    page = go(window, Place("case", number, kind="note", record=note))
    settle(window)
    form = find(page, RecordForm, "form")
    assert form.sheet is not None
    form.sheet.build_now()
    settle(window)
    fill(form.sheet.rows["text"], "Her aunt calls on Mondays.")
    return form


def notes(session: Session, number: str) -> list[str]:
    """The ids of the notes of a case."""
    return [one.record for one in session.look(case_sheets.of_kinds, number, {"note"})]


def test_undo_says_what_it_took_back_and_the_record_is_there_again(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    """A record that was taken out comes back with the button of the line that told of it."""
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="Her aunt calls on Sundays.").id
        window = open_window(session)
        page = go(window, Place("case", number, tab="person"))
        assert isinstance(page, CasePage)
        [sheet] = session.look(case_sheets.of_kinds, number, {"note"})
        page.delete(sheet)
        settle(window)
        line = shell_of(window).saved_line
        assert "Deleted" in line.accessibleName() and notes(session, number) == []
        click(find(line, QWidget, "saved.undo"))
        settle(window)
        assert "Taken back" in line.accessibleName() and "elet" in line.accessibleName()
        assert notes(session, number) == [note]
        assert not find(line, QWidget, "saved.undo").isVisible(), "taking back is not taken back"


def test_a_record_that_changed_under_an_open_form_is_shown_from_both_sides(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    """What was written meanwhile is shown beside one's own; what is chosen is what stands, the other is in
    the history.
    """
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="Her aunt calls on Sundays.").id
        window = open_window(session)
        form = written(window, number, note)
        session.do(records.save, number, "note", {"text": "Nobody calls any more."}, record=note)
        form.save()
        settle(window)
        dialog = find(window, ConflictDialog, "conflict")
        assert dialog.isVisible() and shell_of(window).place.kind == "note"
        click(find(dialog, QWidget, "conflict.text.mine"))
        click(find(dialog, QWidget, "conflict.save"))
        settle(window)
        [sheet] = session.look(case_sheets.of_kinds, number, {"note"})
        assert "Mondays" in str(sheet)


def test_without_another_hand_nothing_is_asked(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The twin: the same form saved alone asks nobody."""
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="Her aunt calls on Sundays.").id
        window = open_window(session)
        form = written(window, number, note)
        form.save()
        settle(window)
        assert window.findChild(ConflictDialog, "conflict") is None
        [sheet] = session.look(case_sheets.of_kinds, number, {"note"})
        assert "Mondays" in str(sheet)
