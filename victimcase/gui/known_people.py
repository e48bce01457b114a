"""People known already who may be the one that is being written down."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Elided, Label
from victimcase.i18n import N_, tr
from victimcase.services.known_people import Known


class KnownPeople(Card):
    """A line for each: why it may be them, their case to open, a further episode to add."""

    opened = Signal(str)
    again = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr(N_("Is it one of these?")), name="new_case.known")
        self._people = column(space=0)
        self.body.addLayout(self._people)
        self.body.addStretch(1)
        self.hide()

    def show_people(self, found: list[Known]) -> bool:
        """Show people, or nothing; True when that changed whether anything is shown."""
        clear(self._people)
        for one in found:
            self._people.addWidget(self._person(one))
        turned = self.isHidden() is bool(found)
        self.setVisible(bool(found))
        return turned

    def _person(self, one: Known) -> QWidget:
        head = Flow(8)
        head.addWidget(Label(one.name or one.number, "strong"))
        if one.name_in_script:
            head.addWidget(Label(one.name_in_script, "second"))
        if one.likely:
            head.addWidget(Badge(Status("users", tr(N_("Probably")), "warn")))
        age = tr(N_("{age} years"), age=one.age) if one.age else ""
        state = tr(N_("open")) if one.open else tr(N_("closed"))
        line = " · ".join(filter(None, (one.number, state, age, one.citizenships)))
        words = column(holder(head), Elided(line, "small"), space=2, margins=(16, 10, 16, 10))
        words.addWidget(Label(", ".join(one.why), "hint", wrap=True))
        words.addWidget(self._buttons(one))
        return frame("row", words)

    def _buttons(self, one: Known) -> QWidget:
        name = f"new_case.known.{one.number}"
        see = Button(tr(N_("Open the case")), name=f"{name}.open", small=True)
        see.setAccessibleName(tr(N_("Open the case of {name}"), name=one.name or one.number))
        see.clicked.connect(lambda _checked: self.opened.emit(one.number))
        again = Button(tr(N_("Add an episode")), name=f"{name}.episode", small=True)
        again.setAccessibleName(tr(N_("Add an episode for {name}"), name=one.name or one.number))
        again.setToolTip(tr(N_("A further case for the same person; what is known of them stays.")))
        again.clicked.connect(lambda _checked: self.again.emit(one.number))
        buttons = Flow(8)
        buttons.addWidget(see)
        buttons.addWidget(again)
        return holder(buttons)
