"""What the tabs of help have in common: each answers to the one search line above them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.parts.boxes import column


class HelpSheet(QWidget):
    """One tab of help."""

    counted = Signal()
    """It has found something else; `hits` says how much."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.text = ""
        """What is looked for."""
        self.hits: int | None = None
        """How much fits it; None while what is searched is not here yet."""
        self.inside = column(space=16)
        self.setLayout(self.inside)

    def search(self, text: str) -> None:
        """Show what fits the words, and count it."""
        self.text = text.strip()
        self.hits = self.narrow()
        self.counted.emit()

    def narrow(self) -> int | None:
        """Show what fits `text`, and give how much that is."""
        return None

    def choose(self, code: str) -> None:
        """Show one thing by its code, where the tab has such."""
