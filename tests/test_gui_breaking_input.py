"""Anything typed or pasted into a form: it is kept, or said beside the field; never a bug, never two."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.form_ground import DeskOf, desk_of, open_form, settle
from tests.vaults import SignIn, new_case, notify
from tests.window_ground import OpenWindow, go, open_window, qapp
from tests.window_ground import settle as settle_window
from victimcase.domain.errors import UserError
from victimcase.gui.desk import Place
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.parts.notice import Notice
from victimcase.services import cases, forms

__all__ = ["desk_of", "open_window", "qapp"]

ODD = {
    "markup": "<b>Bo</b> <img src=x onerror=alert(1)> &amp;",
    "override": "abc\u202egnp.exe",
    "zero width": "a\u200b\u200db\ufeff",
    "ten thousand": "x" * 10_000,
    "faces": "👩‍👩‍👧‍👦" * 20,
    "storm": "a" + "\u0301" * 180,
    "nul": "a\x00b",
    "half a character": "a\ud800b",
    "lines": "one\ntwo\r\nthree\u2028four",
    "quotes": "'; DROP TABLE person; --",
    "format": "{name} %s %n {0.__class__}",
}


def put(line: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Paste a text as a person does."""
    line.setFocus()
    line.selectAll()
    if isinstance(line, QLineEdit):
        line.insert(text)
        line.textEdited.emit(line.text())
    else:
        data = QMimeData()
        data.setText(text)
        line.insertFromMimeData(data)


def saved_or_said(qtbot: QtBot, form: RecordForm, name: str) -> str:
    """Press save: what became of it, "saved" or "said"."""
    done: list[object] = []
    form.saved.connect(done.append)
    form.save()
    settle(form.desk)
    if done:
        return "saved"
    assert form.sheet is not None
    assert name in form.sheet.check_all() or form.findChildren(Notice, "form.trouble")
    return "said"


@pytest.mark.parametrize("odd", sorted(ODD))
def test_odd_text_in_one_line_is_kept_or_said(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot, odd: str
) -> None:
    """A name of any signs: saved once, or said; the form goes on either way."""
    with sign_in() as session:
        desk = desk_of(session)
        number = new_case(session).number
        form = open_form(qtbot, desk, number, "person")
        line = form.findChild(QLineEdit, "form.person.family_name")
        assert line is not None
        put(line, ODD[odd])
        became = saved_or_said(qtbot, form, "family_name")
        if became == "saved":
            seen = session.look(forms.read, number, "person", form.record).seen
            assert seen is not None
        session.look(cases.listed)


@pytest.mark.parametrize("odd", ["markup", "nul", "half a character", "storm", "faces"])
def test_odd_long_text_is_kept_or_said(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot, odd: str) -> None:
    """Fifty thousand signs and more in paragraphs."""
    with sign_in() as session:
        desk = desk_of(session)
        form = open_form(qtbot, desk, new_case(session).number, "note")
        text = next(iter(form.findChildren(QPlainTextEdit)))
        name = text.objectName().rpartition(".")[2]
        put(text, ODD[odd] * (50_000 // len(ODD[odd])))
        saved_or_said(qtbot, form, name)


def test_pressing_save_twice_makes_one_record(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """A double click, and Ctrl+S on top of it."""
    with sign_in() as session:
        desk = desk_of(session)
        number = new_case(session).number
        form = open_form(qtbot, desk, number, "note")
        put(next(iter(form.findChildren(QPlainTextEdit))), "once")
        done: list[object] = []
        form.saved.connect(done.append)
        for _ in range(3):
            form.save()
        settle(desk)
        settle(desk)
        form.save()
        settle(desk)
        assert len({getattr(one, "id", "") for one in done}) == 1


def test_a_pasted_name_keeps_no_undo_after_locking(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The lines of a form are gone for good when the window locked, and with them what could be undone."""
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = go(window, Place("case", number=number, tab="person", kind="person"))
        lines = page.findChildren(QLineEdit)
        assert lines
        window.lock()
        assert not any(shiboken6.isValid(one) for one in lines)
        assert QGuiApplication.clipboard().text() == ""


def test_the_vault_taken_away_is_said_and_the_window_locks(
    sign_in: SignIn, open_window: OpenWindow, vault_folder: Path
) -> None:
    """Its folder removed while it is open: pages and locking go on, nothing is raised into silence."""
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        shutil.rmtree(vault_folder, ignore_errors=True)
        with pytest.raises(UserError, match="not where it was"):
            new_case(session)
        go(window, Place("case", number=number))
        settle_window(window)
        window.lock()
        assert window.shell is None and window.steps[-1] == "vault"


def test_a_withheld_field_survives_the_consul_saving(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """What the consul cannot read stays as it was when they save what they can."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        notify(session, number)
        before = session.look(forms.read, number, "person", "").seen
        assert before is not None
    with sign_in("consul") as session:
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person")
        line = form.findChild(QLineEdit, "form.person.family_name")
        if line is not None and not line.isReadOnly():
            put(line, "Consulwrote")
            saved_or_said(qtbot, form, "family_name")
    with sign_in("caseworker") as session:
        after = session.look(forms.read, number, "person", "").seen
        assert after is not None
        lost = {name for name, head in before.heads.items() if name not in after.heads}
        assert not lost
