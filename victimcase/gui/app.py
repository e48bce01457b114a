"""Builds everything once: the application, its look, its window."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QLoggingCategory, Qt
from PySide6.QtWidgets import QApplication

from victimcase.gui import fonts, theme
from victimcase.gui.colours import Mode
from victimcase.gui.jobs import Jobs
from victimcase.gui.window import Window

RTL_LANGUAGES = frozenset({"fa", "ps", "ur", "ar"})

SWITCH = 0.001
"""Seconds a thread keeps the interpreter: short, so that a query never holds up a key."""


def keep_none() -> None:
    """Let no count of references end `None`: each call of PySide6 6.12.0 that returns nothing takes one away
    where Python is older than 3.12, and after some thousand the process would end.
    """
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 60


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """The application with its fonts; the one there is, where there is one."""
    found = QApplication.instance()
    if found is None:
        keep_none()
    app = found if isinstance(found, QApplication) else QApplication(["victimcase", *arguments])
    app.setApplicationName("victimcase")
    app.setApplicationDisplayName("victimcase")
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    sys.setswitchinterval(SWITCH)
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")  # Qt tells of every family it passes over
    fonts.load()
    return app


def turn(app: QApplication, *, right_to_left: bool) -> None:
    """Let reading go from the right, or from the left."""
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    QLocale.setDefault(QLocale("fa_AF" if right_to_left else "en_GB"))


def make_window(mode: Mode = Mode.SYSTEM, text_size: int = 100) -> Window:
    """The window, in a look, with lanes of its own."""
    app = make_app()
    theme.apply(app, mode, text_size)
    return Window(Jobs())
