"""A vault that was left half way: its code was never typed back. Go on with it, or remove it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.gui.entry.question import Question
from victimcase.gui.entry.secret import Secret
from victimcase.gui.parts.boxes import STRETCH, column, frame, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr


class HalfWay(QWidget):
    """Shows the two ways on."""

    go_on = Signal(str, str)
    """Login and passphrase of whoever began."""
    remove = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        more = tr(
            N_(
                "The vault “{name}” was made, but its recovery code was not typed back. Nothing is in it "
                "yet. Go on with it and you get a new code; the old paper opens nothing then."
            ),
            name=folder.name.partition(".")[0],
        )
        self.login = QLineEdit()
        self.login.setObjectName("half_way.login")
        self.secret = Secret(name="half_way.passphrase", aloud=tr(N_("Passphrase")))
        self.secret.line.returnPressed.connect(self._go_on)
        button = Button(tr(N_("Go on")), name="half_way.go_on", kind="filled", pressed=self._go_on)
        away = Button(
            tr(N_("Remove it and begin anew")),
            name="half_way.remove",
            kind="careful",
            pressed=self.remove.emit,
        )
        box = column(
            column(
                Label(tr(N_("Setting up was not finished")), "title", wrap=True),
                Label(more, "second", wrap=True),
                space=4,
            ),
            Question(tr(N_("Your login")), self.login),
            Question(tr(N_("Your passphrase")), self.secret),
            row(button, STRETCH),
            frame("line"),
            Label(tr(N_("Or remove this empty vault and begin with the first step.")), "second", wrap=True),
            row(away, STRETCH),
            space=14,
        )
        box.addStretch(1)
        self.setLayout(box)

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.login

    def _go_on(self) -> None:
        login = self.login.text().strip()
        if login and self.secret.line.text():
            self.go_on.emit(login, self.secret.take())
        else:
            (self.secret.line if login else self.login).setFocus()
