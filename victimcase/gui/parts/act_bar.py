"""The bar below a list: what the chosen row is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from victimcase.gui.parts.boxes import clear, column, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Elided


class ActBar(QFrame):
    """Says what is chosen, and offers the next step as the filled button."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("part", "foot")
        self._title, self._more = Elided("", "strong"), Elided("", "small")
        words = column(self._title, self._more, space=0)
        self._ways = row(space=8)
        box = row(space=16, margins=(16, 8, 16, 8))
        box.addLayout(words, 1)
        box.addLayout(self._ways)
        self.setLayout(box)
        self.hide()

    def say(self, title: str, more: str) -> None:
        """Say what is chosen; ways are added anew after it."""
        self._title.setText(title)
        self._more.setText(more)
        clear(self._ways)
        self.show()

    def add_way(self, text: str, press: Callable[[], object], *, code: str, kind: str = "plain") -> Button:
        """Offer something to do with it."""
        button = Button(text, name=f"{self.objectName()}.{code}", kind=kind, pressed=press)
        self._ways.addWidget(button)
        return button
