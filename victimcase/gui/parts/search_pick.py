"""A list to pick one thing from by typing any part of its name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from victimcase.gui.parts.inputs import Pick


class SearchPick(Pick):
    """Typing narrows the list to what holds the words anywhere; what fits nothing picks nothing."""

    def __init__(
        self, options: Iterable[tuple[object, str]] = (), *, name: str, aloud: str, prompt: str = ""
    ) -> None:
        super().__init__((), name=name, aloud=aloud)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line, completer = self.lineEdit(), self.completer()
        assert line is not None and completer is not None  # an editable list has both
        line.setObjectName(f"{name}.line")
        line.setAccessibleName(aloud)
        line.setPlaceholderText(prompt)
        line.editingFinished.connect(self._settle)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.set_options(options)
        self.set_value(None)

    def set_value(self, value: object) -> None:
        """Pick a code; an unknown one picks nothing and leaves the line empty."""
        super().set_value(value)
        if self.currentIndex() < 0:
            self.setEditText("")

    def value(self) -> object:
        """The code that is picked; none while what is typed is no name of the list."""
        at = self.currentIndex()
        return self.itemData(at) if at >= 0 and self.itemText(at) == self.currentText() else None

    def _settle(self) -> None:
        """What was typed becomes what is picked, where it is one of the list."""
        at = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if at >= 0 and at != self.currentIndex():
            self.setCurrentIndex(at)
        self.picked.emit(self.value())
