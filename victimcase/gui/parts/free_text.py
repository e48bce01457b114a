"""Free texts to be read through before a paper goes: their marks, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from victimcase.gui import theme
from victimcase.gui.forms.editor import direction_of
from victimcase.gui.parts.boxes import clear, column, frame
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.words import counted
from victimcase.i18n import N_, tr
from victimcase.services.free_texts import COVERED, GOES
from victimcase.services.released import FreeText

STAYS: Final = "stays"
ANSWERS: Final = ((GOES, N_("Goes")), (COVERED, N_("Black out the marks")), (STAYS, N_("Leave out")))
SAID: Final = frozenset({GOES, COVERED})
"""Answers the door is told of; what stays is not named."""


class TextToRead(QWidget):
    """A text with its marks, and what becomes of it. `name` is the page it stands on."""

    answered = Signal(str, str)
    """Key of the text, and what was said of it."""

    def __init__(self, one: FreeText, number: int, said: str | None, *, name: str) -> None:
        super().__init__()
        self.key = one.key
        shown = _marked(one)
        shown.setObjectName(f"{name}.text.{number}")
        shown.setAccessibleName(f"{one.title}: {one.label}")
        options: list[tuple[object, str]] = [(code, tr(words)) for code, words in ANSWERS]
        if not one.marks:
            options = [option for option in options if option[0] != COVERED]
        aloud = tr(N_("What becomes of it: {title}, {label}"), title=one.title, label=one.label)
        self.answer = Segments(options, name=f"{name}.text.{number}.answer", aloud=aloud, wraps=True)
        if said is not None:
            self.answer.set_value(said)
        self.answer.changed.connect(lambda code: self.answered.emit(self.key, str(code or "")))
        inside = column(Label(f"{one.title}: {one.label}", "smallstrong", wrap=True), shown, space=6)
        inside.setContentsMargins(16, 8, 16, 12)
        found = "; ".join(
            dict.fromkeys(f"“{one.text[mark.start : mark.end]}”: {mark.why}" for mark in one.marks)
        )
        if found:
            inside.addWidget(Wrapped(tr(N_("Marked: {what}"), what=found), "small"))
        inside.addWidget(self.answer)
        self.setLayout(column(frame("row", inside), space=0))


class TextsToRead(QWidget):
    """Every free text of a paper. What was said of one is kept while the same paper is composed anew."""

    answered = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.answers: dict[str, str] = {}
        """Key of a text -> goes, covered or stays."""
        self._name = name
        self._keys: tuple[str, ...] = ()
        self._box = column(space=0)
        self.setLayout(self._box)

    def show_texts(self, found: Sequence[FreeText]) -> None:
        """Show the texts of a paper; those that are shown already stay as they are."""
        keys = tuple(one.key for one in found)
        self.answers = {key: said for key, said in self.answers.items() if key in keys}
        if keys == self._keys:
            return
        self._keys = keys
        clear(self._box)
        for number, one in enumerate(found):
            shown = TextToRead(one, number, self.answers.get(one.key), name=self._name)
            shown.answered.connect(self._answer)
            self._box.addWidget(shown)

    def put_away(self) -> None:
        """There is no paper to read at present; answers are kept."""
        self._keys = ()
        clear(self._box)

    def _answer(self, key: str, said: str) -> None:
        if said:
            self.answers[key] = said
        else:
            self.answers.pop(key, None)
        self.answered.emit()

    def told(self) -> dict[str, str]:
        """What the door is told of texts that were read."""
        return {key: said for key, said in self.answers.items() if said in SAID}

    def unread(self) -> str:
        """Why the paper cannot go yet; empty where every text was read."""
        left = sum(key not in self.answers for key in self._keys)
        if not left:
            return ""
        return counted(left, N_("1 text is not read yet."), N_("{count} texts are not read yet."))


def _marked(one: FreeText) -> QTextEdit:
    """The text, to be read and not written, with its marks underlined and filled."""
    shown = QTextEdit()
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setPlainText(one.text)
    option = shown.document().defaultTextOption()
    option.setTextDirection(direction_of(one.text, shown.layoutDirection()))
    shown.document().setDefaultTextOption(option)
    mark = QTextCharFormat()
    mark.setBackground(QColor(theme.colour("warnsoft")))
    mark.setForeground(QColor(theme.colour("warn")))
    mark.setFontUnderline(True)
    cursor = QTextCursor(shown.document())
    for found in one.marks:
        cursor.setPosition(_at(one.text, found.start))
        cursor.setPosition(_at(one.text, found.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(mark)
    lines = min(8, max(2, len(one.text) // 52 + one.text.count("\n") + 1))
    shown.setFixedHeight(shown.fontMetrics().lineSpacing() * lines + theme.px(20))
    return shown


def _at(text: str, place: int) -> int:
    """A place in a text as Qt counts: letters beyond the first plane are two."""
    return len(text[:place].encode("utf-16-le")) // 2
