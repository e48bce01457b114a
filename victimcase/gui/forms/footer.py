"""The foot of a form: what is to be looked at, whether a draft is kept, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from victimcase.gui.parts.boxes import STRETCH, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Elided, Label, LinkButton, Symbol
from victimcase.i18n import N_, tr


class Footer(QFrame):
    """One line below the form. Save is the one filled button."""

    save = Signal()
    cancel = Signal()
    look = Signal(str)
    """Somebody wants to go to a field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "foot")
        self.setObjectName("form.foot")
        self._field = ""
        self._sign = Symbol("warning-circle-fill", "danger")
        self._words = Label("", "body")
        self._link = LinkButton("", name="form.problem")
        self._link.clicked.connect(lambda _checked: self.look.emit(self._field))
        self._pencil = Symbol("pencil-simple", "text2", 14)
        self._draft = Elided("", "small")
        self.cancel_button = Button(tr(N_("Cancel")), name="form.cancel", pressed=self.cancel.emit)
        self.save_button = Button(
            tr(N_("Save")), name="form.save", kind="filled", hint="Ctrl+S", pressed=self.save.emit
        )
        self.save_button.setText(f"{tr(N_('Save'))}   Ctrl+S")
        problem = row(self._sign, self._words, self._link, space=6)
        draft = row(self._pencil, self._draft, space=6)
        outer = row(problem, STRETCH, draft, self.cancel_button, self.save_button, margins=(24, 12, 24, 12))
        outer.setStretch(2, 100)
        self.setLayout(outer)
        self.say_problems([])
        self.say_draft("")

    def say_problems(self, found: list[tuple[str, str]]) -> None:
        """Show how much there is to look at (field, its question), and the way to the first."""
        for one in (self._sign, self._words, self._link):
            one.setVisible(bool(found))
        if not found:
            return
        words = (
            tr(N_("One thing to look at:"))
            if len(found) == 1
            else tr(N_("{number} things to look at, first:"), number=len(found))
        )
        self._words.setText(words)
        self._field, label = found[0]
        self._link.setText(label)
        self._link.setAccessibleName(tr(N_("Go to “{label}”"), label=label))
        self.setAccessibleDescription(f"{words} {label}")

    def say_draft(self, words: str) -> None:
        """Show that a draft is kept."""
        self._draft.setText(words)
        self._draft.setVisible(bool(words))
        self._pencil.setVisible(bool(words))

    def read_only(self) -> None:
        """Nothing can be saved here: one way back."""
        self.save_button.hide()
        self.cancel_button.say(tr(N_("Back")))

    def busy(self, *, busy: bool) -> None:
        """Saving is under way: once is enough."""
        self.save_button.setEnabled(not busy)
