"""Fields that cannot be written here: shown as they are, or as withheld."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.gui.forms.editor import Place, follow_direction
from victimcase.gui.parts.boxes import STRETCH, frame, row
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.words import day
from victimcase.i18n import N_, tr


def shown(place: Place, closed: str) -> QWidget:
    """A field to be read: its value in words, or that it is withheld."""
    if closed == "withheld":
        return _withheld(place)
    text = words(place)
    line: QLineEdit | QPlainTextEdit
    if isinstance(place.spec, s.LongText) and len(text) > 60:
        line = QPlainTextEdit()
        line.setPlainText(text)
        line.setTabChangesFocus(True)
        line.setFixedHeight(96)
    else:
        line = QLineEdit(text)
        line.setCursorPosition(0)
    line.setReadOnly(True)
    line.setObjectName(place.object_name)
    line.setAccessibleName(place.label)
    line.setAccessibleDescription(tr(closed))
    follow_direction(line, text)
    return line


def _withheld(place: Place) -> QWidget:
    box = row(Symbol("eye-slash", "private"), Label(tr(N_("withheld")), "strong", tone="private"), STRETCH)
    box.setContentsMargins(10, 5, 10, 5)
    made = frame("field", box)
    made.setProperty("state", "withheld")
    made.setObjectName(place.object_name)
    made.setAccessibleName(tr(N_("{label}: withheld"), label=place.label))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def words(place: Place) -> str:
    """The value of a field in words."""
    seen = place.data.seen
    value = getattr(seen.record, place.name) if seen is not None else None
    if values.empty(value):
        return ""
    match place.spec:
        case s.Link():
            options = place.data.links.get(place.name, ())
            return next((one.words for one in options if one.id == value), tr(N_("another record")))
        case s.User():
            return next((one.words for one in place.data.users if one.id == value), str(value))
        case s.Day():
            return day(value)  # type: ignore[arg-type]  # a Day holds a date
        case s.Attachment():
            return tr(N_("A file is kept"))
    return values.show(place.spec, value, place.reference)
