"""What Qt and the desktop would remember of this program's work outside the vault, turned off.

A file dialog of Qt writes the folders it showed into the settings of the person at the machine, and those of
a desktop remember every file that was chosen; the name of a folder or of a scan may be the name of a person.
"""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

GROUP: Final = "FileDialog"
"""Under which Qt keeps what its file dialogs showed."""


def leave_none() -> None:
    """Let no dialog remember anything: Qt's own instead of the desktop's, with nowhere to write."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)


def forget() -> None:
    """Take out what was written where the place of settings cannot be turned off: a registry."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove(GROUP)
    settings.sync()
