"""One thing that goes or stays, as dialogs tell it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from victimcase.gui.parts.boxes import column, frame, row
from victimcase.gui.parts.text import Symbol, Wrapped


def outcome_line(icon: str, tone: str, words: str, second: str) -> QWidget:
    """One thing that goes or stays, with the reason below it."""
    sign = Symbol(icon, tone)
    line = row(sign, space=10, margins=(0, 6, 8, 6))
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    line.addLayout(column(Wrapped(words, "strong"), Wrapped(second, "small"), space=0), 1)
    return frame("row", line)
