"""Letting widgets go in the order PySide6 survives."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

_going: list[QObject] = []


def let_go(thing: QObject) -> None:
    """Have something taken apart at the next turn of events.

    Its Python side is kept until then. Where that went first, the Python sides of what stands inside went
    with it while Qt still had them, and now and then the program ended with a fault (PySide6 6.11.3).
    """
    _going[:] = [one for one in _going if shiboken6.isValid(one)]
    _going.append(thing)
    if isinstance(thing, QWidget):
        thing.hide()
    thing.deleteLater()
