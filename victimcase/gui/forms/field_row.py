"""One question of a form: the question, its field, and the note beside or below it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from victimcase.domain import values
from victimcase.domain.errors import Invalid
from victimcase.domain.kinds import RECORDS
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms.editor import WIDE, Editor, Place
from victimcase.gui.forms.editors import editor as editor_for
from victimcase.gui.forms.files import FileEditor
from victimcase.gui.forms.shown import shown
from victimcase.gui.parts.boxes import column, row
from victimcase.gui.parts.text import Label, LinkButton, Symbol
from victimcase.gui.words import what
from victimcase.i18n import N_, tr

QUESTION: Final = 176


class Width(StrEnum):
    """How much room a form has."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"


class Note(QWidget):
    """What stands beside a field: help, what the value means, and what has to be looked at."""

    def __init__(self, name: str, help_: str) -> None:
        super().__init__()
        self._help = Label(help_, "small", wrap=True)
        self._strong = Label("", "smallstrong", wrap=True)
        self._small = Label("", "small", wrap=True)
        self._sign = Symbol("warning-circle-fill", "danger", 14)
        self._problem = Label("", "smallstrong", tone="danger", wrap=True)
        self.keep = LinkButton(tr(N_("Keep as it is")), name=f"{name}.keep")
        self._problem_box = row(self._sign, self._problem, space=6)
        self._problem_box.setStretch(1, 1)
        self._problem_box.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        box = column(self._problem_box, self.keep, self._strong, self._small, self._help, space=0)
        self.setLayout(box)
        self._has_help = bool(help_)
        self.say("", "", "")

    def say(self, strong: str, small: str, problem: str, *, keepable: bool = False, tone: str = "") -> bool:
        """Show what there is to say; the help leaves room where there is more. True when something shows."""
        for label, text in ((self._strong, strong), (self._small, small), (self._problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))
        self._strong.set_tone(tone)
        self._sign.setVisible(bool(problem))
        self.keep.setVisible(bool(problem) and keepable)
        self._help.setVisible(self._has_help and not problem and not small)
        return bool(strong or small or problem or self._has_help)


class FieldRow(QWidget):
    """A field in its form. What is typed counts as changed only against what was read."""

    edited = Signal(str)

    def __init__(self, place: Place, closed: str = "") -> None:
        super().__init__()
        self.place, self.closed = place, closed
        self.name = place.name
        self.problem = ""
        self._loaded: object = None
        self.editor: Editor | None = None if closed else editor_for(place)
        self.box: QWidget = self.editor or shown(place, closed)
        self.question = Label(place.label, "body", wrap=True)
        self.question.setBuddy(self.target())
        self.required = Label(tr(N_("required")) if self._is_required() else "", "small")
        self.note = Note(place.object_name, self._help())
        self.note.keep.clicked.connect(lambda _checked: self._keep())
        self._asks = column(row(self.question, self.required, space=8), space=0, margins=(0, 6, 0, 0))
        self._asks.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]  # it was just put there
        self._asks_box = QWidget()
        self._asks_box.setLayout(self._asks)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._width: Width | None = None
        if self.editor is not None:
            self.editor.edited.connect(self._edited)
            self.editor.setAccessibleDescription(self._help())
            self.target().setAccessibleDescription(self._described(""))

    def _is_required(self) -> bool:
        return self.place.spec.required and not self.closed

    def _help(self) -> str:
        if self.closed and self.closed != "withheld":
            return tr(self.closed)
        return tr(self.place.spec.help) if self.place.spec.help else ""

    def _described(self, problem: str) -> str:
        parts = (problem, tr(N_("required")) if self._is_required() else "", self._help())
        return ". ".join(part for part in parts if part)

    def arrange(self, width: Width) -> None:
        """Stand as there is room: note beside the field, below it, or all below each other."""
        if width is self._width:
            return
        self._width = width
        for one in (self._asks_box, self.box, self.note):
            self._grid.removeWidget(one)
        wide, middle = width is Width.WIDE, width is not Width.NARROW
        self._asks_box.setFixedWidth(theme.px(QUESTION)) if middle else self._asks_box.setMaximumWidth(
            16777215
        )
        self._asks_box.setMinimumWidth(theme.px(QUESTION) if middle else 0)
        self.box.setMaximumWidth(theme.px(WIDE))
        self.box.setMinimumWidth(theme.px(WIDE) if wide else 0)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, self.box.sizePolicy().verticalPolicy())
        top = Qt.AlignmentFlag.AlignTop
        if not middle:
            for line, one in enumerate((self._asks_box, self.box, self.note)):
                self._grid.addWidget(one, line, 0)
            self._grid.setColumnStretch(0, 1)
            return
        self._grid.addWidget(self._asks_box, 0, 0, top)
        self._grid.addWidget(self.box, 0, 1, top)
        self._grid.addWidget(self.note, *((0, 2) if wide else (1, 1)))
        self._grid.setColumnStretch(0, 0)
        self._grid.setColumnStretch(1, 0 if wide else 1)
        self._grid.setColumnStretch(2, 1 if wide else 0)
        self.note.layout().setContentsMargins(0, 6 if wide else 0, 0, 0)  # type: ignore[union-attr]  # it has one

    def target(self) -> QWidget:
        """What has the keyboard when somebody goes to the field."""
        return self.editor.target() if self.editor is not None else self.box

    def load(self, plain: Plain) -> None:
        """Show a value as it was read; from now on it counts as unchanged."""
        if self.editor is None:
            return
        self.editor.set_value(plain)
        self._loaded = self.editor.value()
        self.problem = ""
        self.tell()

    def put(self, given: object) -> None:
        """Show a value that was typed before, or that a new record begins with; it counts as typed."""
        if self.editor is None:
            return
        try:
            self.editor.set_value(values.to_plain(values.parse(self.place.spec, given, self.place.reference)))
        except Invalid:
            self.editor.set_value(str(given))
        self.tell()

    def settled(self) -> None:
        """What stands here was saved: from now on it counts as unchanged."""
        if self.editor is None:
            return
        self._loaded = self.editor.value()
        if isinstance(self.editor, FileEditor):
            self.editor.set_value(None)
            self._loaded = None

    def given(self) -> object:
        """What stands in the field, as saving takes it."""
        return self.editor.value() if self.editor is not None else None

    def file(self) -> tuple[str, bytes] | None:
        """A file that was chosen and is not kept yet."""
        return self.editor.file() if isinstance(self.editor, FileEditor) else None

    def changed(self) -> bool:
        """Whether somebody wrote here since it was read."""
        if self.editor is None:
            return False
        return self.editor.value() != self._loaded or self.file() is not None

    def blocked(self) -> str:
        """Why what stands here cannot be saved."""
        if self.editor is None or not (self.changed() or self.editor.mistake()):
            return ""
        if mistake := self.editor.mistake():
            return mistake
        try:
            values.parse(self.place.spec, self.editor.value(), self.place.reference)
        except Invalid as problem:
            return what(problem)
        return ""

    def check(self) -> str:
        """What has to be looked at here, shown beside the field."""
        self.problem = self.blocked() or self._doubt()
        self.tell()
        return self.problem

    def _doubt(self) -> str:
        """What speaks against a value that could be saved all the same."""
        if self.editor is None or not self.changed():
            return ""
        value = values.parse(self.place.spec, self.editor.value(), self.place.reference)
        record = RECORDS[self.place.kind](**{self.name: value})
        found = values.problems(record, self.place.desk.today)
        return tr(found[0].message) if found else ""

    def tell(self) -> None:
        """Show what the value means, and the problem there is."""
        if self.editor is None:
            return
        strong, small = self.editor.says()
        self.note.say(
            strong,
            small,
            self.problem,
            keepable=self.editor.can_keep(),
            tone=self.editor.property("tone") or "",
        )
        self.editor.mark(problem=bool(self.problem))
        self.target().setAccessibleDescription(self._described(self.problem))

    def _keep(self) -> None:
        if self.editor is not None and self.editor.keep_as_it_is():
            self.check()
            self.edited.emit(self.name)

    def _edited(self) -> None:
        if self.problem and not self.blocked():
            self.problem = ""
        if isinstance(self.editor, FileEditor):
            self.problem = self.editor.mistake()
        self.tell()
        self.edited.emit(self.name)

    def leave(self) -> None:
        """The keyboard went elsewhere: write it in its usual form, and look at it."""
        if self.editor is not None:
            self.editor.settle()
            self.check()
