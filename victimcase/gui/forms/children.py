"""The rows below a record (the risks of an assessment, the legs of a journey), each with its own form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.gui.parts.boxes import STRETCH, clear, column, frame, row
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.text import Elided, Label
from victimcase.i18n import N_, tr
from victimcase.services.forms import FormData, Option

MOST = 40
"""Rows shown in a form; a house with more beds has its own page."""


class Children(QWidget):
    """The rows of one kind. They are saved with their own forms, at once."""

    add = Signal(str)
    edit = Signal(str, str)
    remove = Signal(str, str, str)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.title = tr(RECORDS[kind].title)
        self.setObjectName(f"form.rows.{kind}")
        self.setAccessibleName(self.title)
        self._rows = column(space=0)
        self._words = Label("", "second", wrap=True)
        self._new = Button(
            tr(N_("Add: {title}"), title=self.title), name=f"form.rows.{kind}.add", icon="plus", kind="quiet"
        )
        self._new.clicked.connect(lambda _checked: self.add.emit(kind))
        foot = row(self._words, self._new, STRETCH)
        self.setLayout(column(self._rows, foot, space=4))

    def show_rows(self, data: FormData) -> None:
        """Show the rows there are, and whether one may be added."""
        clear(self._rows)
        found = data.children.get(self.kind, ())
        may = self.kind in data.creatable
        for option in found[:MOST]:
            self._rows.addWidget(self._row(option, may=may))
        if data.seen is None:
            words = tr(N_("Save this form first; then they can be written down here."))
        elif not found:
            words = tr(N_("None written down yet."))
        elif len(found) > MOST:
            words = tr(N_("and {number} more"), number=len(found) - MOST)
        else:
            words = ""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._new.setVisible(may and data.seen is not None)

    def _row(self, option: Option, *, may: bool) -> QWidget:
        name = f"form.rows.{self.kind}.{option.id}"
        words = Elided(option.words, "body")
        edit = Button(tr(N_("Edit")) if may else tr(N_("Open")), name=f"{name}.edit", small=True)
        edit.setAccessibleName(tr(N_("Edit: {what}"), what=option.words))
        edit.clicked.connect(lambda _checked: self.edit.emit(self.kind, option.id))
        box = row(words, edit, margins=(0, 4, 0, 4))
        box.setStretch(0, 1)
        if may:
            away = IconButton(
                "trash", tr(N_("Remove: {what}"), what=option.words), name=f"{name}.remove", kind="quiet"
            )
            away.clicked.connect(partial(self._remove, option))
            box.addWidget(away)
        return frame("row", box)

    def _remove(self, option: Option, _checked: bool) -> None:
        self.remove.emit(self.kind, option.id, option.words)
