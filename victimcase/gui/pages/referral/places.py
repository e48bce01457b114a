"""Where a copy goes: the question every step asks alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from victimcase.i18n import N_, tr


def choose_place(parent: QWidget, name: str, then: Callable[[str], object]) -> QFileDialog:
    """Ask where a PDF goes; `then` gets its path. The name that is proposed names no person."""
    dialog = QFileDialog(parent, tr(N_("Where does the copy go?")))
    dialog.setObjectName("referral.place")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
    dialog.setDefaultSuffix("pdf")
    dialog.setNameFilters(["PDF (*.pdf)"])
    dialog.selectFile(name)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
