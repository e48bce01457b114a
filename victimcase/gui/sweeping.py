"""Forgotten things that hold each other are looked for on the GUI thread alone.

Python looks for them on whichever thread happens to run. A widget that is taken apart on a lane ends in
a warning of Qt at best, in a crash at worst.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Final

from PySide6.QtCore import QObject, QTimer

TICK: Final = 400
"""Milliseconds between two looks."""

WHOLE: Final = 60.0
"""Seconds between two looks at everything there is; each may take some hundredths of a second."""


@contextmanager
def held() -> Iterator[None]:
    """Nothing is looked for meanwhile: while Qt goes through all widgets, none of them may be taken apart."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Sweeper(QObject):
    """While there is one, Python does not look by itself; this does, as often as it would."""

    _there: ClassVar[int] = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        Sweeper._there += 1
        gc.disable()
        self._whole = time.monotonic()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Look, at what is young mostly."""
        young, middle, _ = gc.get_count()
        often, seldom, _ = gc.get_threshold()
        if time.monotonic() - self._whole > WHOLE:
            self._whole = time.monotonic()
            gc.collect()
        elif middle > seldom:
            gc.collect(1)
        elif young > often:
            gc.collect(0)

    def stop(self) -> None:
        """The lanes are at their end: Python looks by itself again."""
        if self._timer.isActive():
            self._timer.stop()
            Sweeper._there -= 1
            if not Sweeper._there:
                gc.enable()
