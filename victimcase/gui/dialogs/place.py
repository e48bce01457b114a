"""Where a copy goes: the question everything asks alike that leaves as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtWidgets import QFileDialog, QWidget

from victimcase.i18n import N_, tr


def choose_place(
    parent: QWidget, proposed: str, then: Callable[[str], object], *, name: str, title: str = ""
) -> None:
    """Ask where a file goes; `then` gets its path. The name that is proposed names no person."""
    dialog = QFileDialog(parent, title or tr(N_("Where does the copy go?")))
    dialog.setObjectName(name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
    ending = PurePath(proposed).suffix
    dialog.setDefaultSuffix(ending.removeprefix("."))
    if ending == ".pdf":
        dialog.setNameFilters(["PDF (*.pdf)"])
    dialog.selectFile(proposed)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
