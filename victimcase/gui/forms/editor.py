"""What every editor of a field does, and what it knows of the form it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from victimcase.domain.reference import Reference
from victimcase.domain.spec import Spec
from victimcase.domain.values import Plain
from victimcase.gui.desk import Desk
from victimcase.gui.parts.text import again
from victimcase.i18n import tr
from victimcase.services.forms import FormData

WIDE = 392
"""Pixels a field is wide, at a text size of 100 %."""


@dataclass(frozen=True)
class Place:
    """A field in its form: whose, what it may hold, and what the form was told about it."""

    desk: Desk
    data: FormData
    kind: str
    name: str
    spec: Spec

    @property
    def reference(self) -> Reference:
        """Code lists, countries, languages."""
        return self.desk.reference

    @property
    def label(self) -> str:
        """The question, in the reader's words."""
        return tr(self.spec.label)

    @property
    def object_name(self) -> str:
        """The stable name of the editor."""
        return f"form.{self.kind}.{self.name}"


class Editor(QWidget):
    """One field to be filled. `edited` is sent with every change somebody makes, never for `set_value`."""

    edited = Signal()
    wants_new = Signal(str)
    """Somebody wants to add a record of a kind, to lead to it."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.setObjectName(place.object_name)
        self.setAccessibleName(place.label)

    def value(self) -> object:
        """What stands in the field, as `values.parse` takes it; None where nothing does."""
        raise NotImplementedError

    def set_value(self, plain: Plain) -> None:
        """Show a value as it is kept, without a word to anybody."""
        raise NotImplementedError

    def mistake(self) -> str:
        """Why what was typed cannot be understood; empty where it can."""
        return ""

    def keep_as_it_is(self) -> bool:
        """Whether what cannot be understood may be kept as a note; then it is, and True comes back."""
        return False

    def can_keep(self) -> bool:
        """Whether “Keep as it is” is offered beside the mistake."""
        return False

    def says(self) -> tuple[str, str]:
        """What the value means, in a strong line and a small one, for the note beside the field."""
        return "", ""

    def target(self) -> QWidget:
        """What has the keyboard when somebody goes to the field."""
        return self

    def mark(self, *, problem: bool) -> None:
        """Show, or no longer, that something has to be looked at."""
        set_state(self.target(), "problem" if problem else "")

    def settle(self) -> None:
        """The keyboard left the field: write what was understood in its usual form."""


def set_state(widget: QWidget, state: str) -> None:
    """Give a widget a state the style sheet knows."""
    if (widget.property("state") or "") != state:
        widget.setProperty("state", state)
        again(widget)


_STRONG = {"L": Qt.LayoutDirection.LeftToRight, "R": Qt.LayoutDirection.RightToLeft}


def direction_of(text: str, usual: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """The way a text runs: that of its first letter with a direction of its own."""
    import unicodedata

    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return _STRONG["L" if way == "L" else "R"]
    return usual


def follow_direction(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Let a field run the way its text does; an empty one runs as the window."""
    above = field.parentWidget()
    usual = above.layoutDirection() if above is not None else field.layoutDirection()
    wanted = direction_of(text, usual)
    if isinstance(field, QPlainTextEdit):
        option = field.document().defaultTextOption()
        if option.textDirection() is not wanted:
            option.setTextDirection(wanted)
            field.document().setDefaultTextOption(option)
    elif field.layoutDirection() is not wanted:
        field.setLayoutDirection(wanted)
