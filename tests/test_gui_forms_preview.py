"""A file is shown inside the program, from memory alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.form_ground import PNG, app
from victimcase.gui.dialogs.preview import inside, preview
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.notice import Empty
from victimcase.services.documents import Content


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """The lanes a window has."""
    made = Jobs()
    yield made
    made.close()


def test_pictures_and_text_are_shown(qtbot: QtBot, jobs: Jobs) -> None:
    """Each kind has what shows it; the dialog is opened, never waited for."""
    app()
    window = QWidget()
    window.jobs = jobs  # type: ignore[attr-defined]  # as the window of the program has them
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    dialog = preview(window, Content("scan.png", "image/png", PNG))
    shown = dialog.findChild(QLabel, "preview.picture")
    assert shown is not None and not shown.pixmap().isNull()
    dialog.reject()
    text = inside(Content("note.txt", "text/plain", "ไทย".encode()), jobs)
    qtbot.addWidget(text)
    assert isinstance(text, QPlainTextEdit) and text.toPlainText() == "ไทย" and text.isReadOnly()


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("audio/mpeg", b"ID3"), ("image/png", b"no")],
)
def test_what_cannot_be_shown_says_so(media_type: str, data: bytes, qtbot: QtBot, jobs: Jobs) -> None:
    """The twin: a broken or unknown file is a sentence, not an empty sheet."""
    app()
    shown = inside(Content("file", media_type, data), jobs)
    qtbot.addWidget(shown)
    assert isinstance(shown, Empty)
