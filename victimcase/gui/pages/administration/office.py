"""The office: its settings, in the form every record has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.boxes import clear
from victimcase.services.records import OFFICE

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm


class OfficeSheet(Sheet):
    """The form of the settings; it is put up anew once it was saved or left."""

    KINDS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.office")
        self._form: RecordForm | None = None

    def read(self) -> None:
        """Put the form up, unless something is typed in the one that is there."""
        if self._form is not None and self._form.dirty():
            return
        self._put_up()

    def _put_up(self) -> None:
        from victimcase.gui.forms.record_form import RecordForm

        clear(self.inside)
        self._form = RecordForm(self.desk, OFFICE, "office_settings")
        self._form.saved.connect(lambda _saved: self._put_up())
        self._form.left.connect(self._put_up)
        self.inside.addWidget(self._form, 1)

    def first_focus(self) -> QWidget | None:
        """The form takes it itself."""
        return None

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        draft = self._form.draft() if self._form is not None else None
        return dict([draft]) if draft else {}


SHEET = OfficeSheet
