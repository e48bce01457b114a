"""One question of the entry: the words, the field below them, a note, and what is still missing."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.gui import theme
from victimcase.gui.parts.boxes import column, holder, row
from victimcase.gui.parts.text import Label, Symbol, again

LARGE = 150
"""Size of text in percent from which a line holds one thing."""


class Question(QWidget):
    """Words, field, note. A problem is said below the field with a sign, and edged."""

    def __init__(self, words: str, field: QWidget, note: str = "", *, beside: QWidget | None = None) -> None:
        super().__init__()
        self.field = field
        label = Label(words, "strong", wrap=True)
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(words)
        field.setAccessibleDescription(note)
        line = row(field, space=8)
        line.setStretch(0, 1)
        if beside is not None:
            line.addWidget(beside)
        self._note = Label(note, "small", wrap=True)
        self._note.setVisible(bool(note))
        self._problem = Label("", "small", tone="danger", wrap=True)
        told = row(Symbol("warning-circle-fill", "danger", 14), self._problem, space=6)
        told.setStretch(1, 1)
        self._told = holder(told)
        self._told.hide()
        box = column(label, line, self._note, self._told, space=4)
        box.addStretch(1)
        self.setLayout(box)

    def complain(self, words: str) -> None:
        """Say what is missing; nothing when all is well."""
        self._problem.setText(words)
        self._told.setVisible(bool(words))
        self.field.setProperty("state", "problem" if words else "")
        again(self.field)
        if words:
            self.field.setAccessibleDescription(words)

    @property
    def problem(self) -> str:
        """What is said to be missing."""
        return self._problem.text() if not self._told.isHidden() else ""


def large() -> bool:
    """Whether letters are so large that things stand below each other, not beside."""
    return theme.now().text_size >= LARGE


def beside(*questions: Question) -> QBoxLayout:
    """Short questions beside each other; below each other where letters are large."""
    box: QBoxLayout = column(*questions, space=14) if large() else row(*questions, space=16)
    for at in range(len(questions)):
        box.setStretch(at, 1)
    return box
