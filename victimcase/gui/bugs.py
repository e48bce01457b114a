"""What happens when something is wrong inside the program: it is said in the window, and never in silence.

Neither the log nor the window gets a word of what the program was working on: the text of an exception may
hold a name. Both get its kind and the place in the program alone.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import PurePath
from time import monotonic
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from victimcase.domain.errors import UserError
from victimcase.i18n import N_

log = logging.getLogger(__name__)

AGAIN_AFTER: Final = 60.0
"""Seconds before the same bug is said again: one in the painting of a widget comes with every picture."""


def mark_of(bug: BaseException) -> str:
    """The kind of a bug and where in the program it was: `KeyError in finder.py, line 12`."""
    frames = traceback.extract_tb(bug.__traceback__)
    own = [one for one in frames if "victimcase" in PurePath(one.filename).parts] or frames
    if not own:
        return type(bug).__name__
    return f"{type(bug).__name__} in {PurePath(own[-1].filename).name}, line {own[-1].lineno}"


def words_of(bug: BaseException) -> UserError:
    """What a person is told of a bug; an error meant for people is told as it is."""
    if isinstance(bug, UserError):
        return bug
    return UserError(
        N_(
            "Something is wrong in the program, so what you just asked for may not be done. What was saved "
            "before is safe in the vault."
        ),
        N_(
            "Look whether what you did is there. If this comes again, lock the window and unlock it, and "
            "tell whoever looks after the program: {mark}."
        ),
        mark=mark_of(bug),
    )


class Bugs(QObject):
    """Takes what nobody took: from slots, from the lanes, from other threads, from Qt itself."""

    found = Signal(object)
    """A UserError to be shown. Sent at the next turn, as what went wrong may be the painting itself."""
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said: dict[str, float] = {}
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> Callable[[], None]:
        """Be told of every bug from now on; what is given back ends that."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._thread(args.exc_value)
        qt_before = qInstallMessageHandler(_qt_said)

        def end() -> None:
            sys.excepthook, threading.excepthook = before
            qInstallMessageHandler(qt_before)

        return end

    def take(self, bug: object) -> None:
        """Note a bug and have it said, unless it was said a moment ago."""
        if not isinstance(bug, BaseException):
            return
        mark = mark_of(bug)
        if monotonic() - self._said.get(mark, -AGAIN_AFTER) < AGAIN_AFTER:
            return
        self._said[mark] = monotonic()
        log.error("a bug: %s", mark)
        self._came.emit(bug)

    def _tell(self, bug: BaseException) -> None:
        self.found.emit(words_of(bug))

    def _hook(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
        else:
            self.take(bug.with_traceback(trace))

    def _thread(self, bug: BaseException | None) -> None:
        if bug is not None and not isinstance(bug, SystemExit):
            self.take(bug)


def _qt_said(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What Qt says may name a file or hold a value: only that it said something goes on, but for its last
    words, as the program ends with them.
    """
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{text}\n")
    elif kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
        log.warning("Qt is not content: %s", context.category or "default")
