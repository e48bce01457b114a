"""Which printer a paper goes to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.paper_print import printers
from victimcase.gui.parts.boxes import column
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.i18n import N_, tr


class PrintOn(Dialog):
    """Offers the printers that print on paper; those that write files are left out."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        more = N_("Stand beside it while it prints. That it was printed is noted with the case.")
        super().__init__(parent, tr(N_("Which printer?")), tr(more), name="print")
        found = printers()
        self._pick = Pick([(one, one) for one in found], name="print.printer", aloud=tr(N_("Printer")))
        if found:
            label = Label(tr(N_("Printer")), "small")
            label.setBuddy(self._pick)
            self.inside.addLayout(column(label, self._pick, space=4))
        else:
            none = N_("No printer is set up on this computer. Set one up, or save the paper as PDF.")
            self.inside.addWidget(Wrapped(tr(none), "second"))
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        button = self.add_button(tr(N_("Print")), self._print, name="go", kind="filled")
        button.not_yet("" if found else tr(N_("There is no printer.")))
        self.finished.connect(self.deleteLater)

    def _print(self) -> None:
        self.accept()
        self.chosen.emit(str(self._pick.value()))
