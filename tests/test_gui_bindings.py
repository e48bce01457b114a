"""The bindings of Qt that are pinned keep count of what they borrow; one release did not."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

TIMES = 5_000


class One(QObject):
    """Something that tells yes and no."""

    told = Signal(bool)


def lost(act: Callable[[], object]) -> int:
    """How many references to None, True and False go when something is done often."""
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(TIMES):
        act()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    return max(was - now for was, now in zip(before, after, strict=True))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="these Pythons never let go of None")
def test_calls_and_signals_give_back_what_they_borrowed(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses one reference a call here; after some thousand of them Python ends the program."""
    one = One()
    one.told.connect(lambda _said: None)
    assert lost(one.parent) < TIMES / 10
    assert lost(lambda: one.told.emit(True)) < TIMES / 10
    assert lost(lambda: one.setObjectName("x")) < TIMES / 10
