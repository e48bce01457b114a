"""Buttons that stay pressed, for mouse, keyboard and screen readers alike.

A screen reader toggles such a button without a click. What listens to `clicked` hears of that here too; what
the program itself sets stays without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QAbstractButton, QToolButton


class _Hand:
    """Knows whether a button is being toggled by the program or by a click, and tells of any other way."""

    def __init__(self, button: QAbstractButton) -> None:
        self._button, self._known = button, False
        button.toggled.connect(self._toggled)

    @contextmanager
    def known(self) -> Iterator[None]:
        """What is toggled inside is the program's own, or tells of itself."""
        before, self._known = self._known, True
        try:
            yield
        finally:
            self._known = before

    def _toggled(self, checked: bool) -> None:
        if not self._known and (checked or not self._button.autoExclusive()):
            self._button.clicked[bool].emit(checked)  # type: ignore[index]  # the stubs know one form


class ToggleButton(QToolButton):
    """A tool button that can stay pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._hand = _Hand(self)

    def nextCheckState(self) -> None:
        """A click is under way: it tells of itself."""
        with self._hand.known():
            super().nextCheckState()

    def setChecked(self, checked: bool) -> None:
        """The program decides."""
        with self._hand.known():
            super().setChecked(checked)


class PaintedToggle(QAbstractButton):
    """A button that paints itself and can stay pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._hand = _Hand(self)

    def nextCheckState(self) -> None:
        """A click is under way: it tells of itself."""
        with self._hand.known():
            super().nextCheckState()

    def setChecked(self, checked: bool) -> None:
        """The program decides."""
        with self._hand.known():
            super().setChecked(checked)
