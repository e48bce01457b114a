"""What goes away is kept on Python's side until Qt has taken it apart, and no longer."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from victimcase.gui.parts import going
from victimcase.gui.parts.boxes import clear


def test_a_widget_that_is_let_go_outlives_its_last_name(qtbot: QtBot) -> None:
    """Nobody names it any more, Qt still has it: its Python side is there until that is over."""
    frame = QFrame()
    seen = weakref.ref(frame)
    layout = QVBoxLayout()
    layout.addWidget(frame)
    layout.addWidget(QLabel("beside"))
    del frame
    clear(layout)
    assert seen() in going._going and isValid(seen())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    going.let_go(QLabel("next"))
    assert seen() not in going._going
    assert all(isValid(one) for one in going._going)
