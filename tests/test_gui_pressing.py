"""Buttons that stay pressed are heard of however they were pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QToolButton
from pytestqt.qtbot import QtBot

from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.pressing import PaintedToggle, ToggleButton


def heard(button: QAbstractButton) -> list[bool]:
    """What somebody who listens to a button hears."""
    found: list[bool] = []

    def hear(checked: bool) -> None:
        found.append(checked)

    button.clicked.connect(hear)
    return found


@pytest.mark.parametrize("kind", [ToggleButton, PaintedToggle])
def test_a_toggle_from_outside_is_a_press(qtbot: QtBot, kind: type[ToggleButton | PaintedToggle]) -> None:
    """A screen reader toggles without a click; a click is heard once; the program's own choice never."""
    button = kind()
    qtbot.addWidget(button)
    button.setCheckable(True)
    found = heard(button)
    button.setChecked(True)
    assert found == []
    button.toggle()
    assert found == [False]
    button.click()
    assert found == [False, True]


def test_qt_itself_tells_nobody(qtbot: QtBot) -> None:
    """The twin: with Qt's own button somebody who listens with a screen reader would press in vain."""
    button = QToolButton()
    qtbot.addWidget(button)
    button.setCheckable(True)
    found = heard(button)
    button.toggle()
    assert found == []


def test_segments_answer_to_keys_and_readers(qtbot: QtBot) -> None:
    """Arrows move, Space chooses, a toggle from outside chooses too, and one answer holds at a time."""
    segments = Segments([("yes", "Yes"), ("no", "No"), ("", "Not asked")], name="q", aloud="Asked?")
    qtbot.addWidget(segments)
    segments.show()
    answers: list[object] = []
    segments.changed.connect(answers.append)
    segments.buttons[0].setFocus()
    QTest.keyClick(segments.buttons[0], Qt.Key.Key_Right)
    QTest.keyClick(segments.buttons[1], Qt.Key.Key_Space)
    segments.buttons[0].toggle()
    assert answers == ["no", "yes"]
    assert [one.isChecked() for one in segments.buttons] == [True, False, False]
