"""The form of one record in place of the tabs of its case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk, Place
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.parts.boxes import column
from victimcase.gui.parts.going import let_go


class FormPlace(QWidget):
    """Holds the form that is open. Opening the same place again keeps what is typed."""

    closed = Signal()
    """The record was saved, or its form left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._form: RecordForm | None = None
        self._key: tuple[str, ...] = ()
        self._field = ""
        self._box = column(space=0)
        self.setLayout(self._box)

    def open_form(self, place: Place) -> None:
        """Show the form of a place."""
        key = (place.number, place.kind, place.record, place.parent)
        if self._form is not None and key == self._key:
            if place.field and place.field != self._field:
                self._field = place.field
                self._form.focus_field(place.field)
            return
        self.close_form()
        self._key, self._field = key, place.field
        form = RecordForm(
            self._desk,
            place.number,
            place.kind,
            record=place.record,
            parent=place.parent,
            begin=self._begin(place),
            focus=place.field,
        )
        form.saved.connect(lambda _saved: self._done(form))
        form.left.connect(lambda: self._done(form))
        self._form = form
        self._box.addWidget(form)

    def _begin(self, place: Place) -> dict[str, Any]:
        """What a new record begins with; a consent is written on the day it is given, as a rule."""
        today = {"given_on": self._desk.today.isoformat()}
        given = today if place.kind == "consent" and not place.record else {}
        return given | dict(place.values)

    def _done(self, form: RecordForm) -> None:
        if form is self._form:
            self.close_form()
            self.closed.emit()

    def close_form(self) -> None:
        """Put the form away."""
        if self._form is not None:
            self._form.hide()
            let_go(self._form)
            self._form, self._key = None, ()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        draft = self._form.draft() if self._form is not None else None
        return dict([draft]) if draft else {}
