"""One question of a form: the question, its field, and the note beside or below it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from victimcase.domain import values
from victimcase.domain.errors import Invalid
from victimcase.domain.kinds import RECORDS
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms.editor import WIDE, Editor, Place
from victimcase.gui.forms.editors import editor as editor_for
from victimcase.gui.forms.files import FileEditor
from victimcase.gui.forms.shown import shown
from victimcase.gui.parts.boxes import column, holder, row
from victimcase.gui.parts.text import Label, LinkButton, Symbol
from victimcase.gui.words import what
from victimcase.i18n import N_, tr
from victimcase.services.forms import FormData

QUESTION: Final = 176
QWIDGETSIZE_MAX: Final = 16_777_215


class Width(StrEnum):
    """How much room a form has."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"


class Note(QWidget):
    """What stands beside a field: help, what the value means, and what has to be looked at.

    Its parts are made when there is something to say: most fields of a long form never have any.
    """

    kept = Signal()
    """Somebody wants it kept as it is."""

    def __init__(self, name: str, help_: str) -> None:
        super().__init__()
        self._name = name
        self._box = column(space=0)
        self._help = Label(help_, "small", wrap=True) if help_ else None
        self._strong: Label | None = None
        self._small: Label | None = None
        self._problem: Label | None = None
        self._problem_box: QWidget | None = None
        self.keep: LinkButton | None = None
        if self._help is not None:
            self._box.addWidget(self._help)
        self.setLayout(self._box)

    def say(self, strong: str, small: str, problem: str, *, keepable: bool = False, tone: str = "") -> None:
        """Show what there is to say; the help leaves room where there is more."""
        self._say_problem(problem, keepable=keepable)
        if strong or self._strong is not None:
            self._strong = self._strong or self._made("smallstrong", 0)
            self._strong.set_tone(tone)
            _show(self._strong, strong)
        if small or self._small is not None:
            self._small = self._small or self._made("small", 1 if self._strong is not None else 0)
            _show(self._small, small)
        if self._help is not None:
            self._help.setVisible(not problem and not small and not strong)

    def _made(self, role: str, place: int) -> Label:
        label = Label("", role, wrap=True)
        self._box.insertWidget(place + (2 if self._problem_box is not None else 0), label)
        return label

    def _say_problem(self, problem: str, *, keepable: bool) -> None:
        if self._problem is None or self._problem_box is None or self.keep is None:
            if not problem:
                return
            sign = Symbol("warning-circle-fill", "danger", 14)
            self._problem = Label("", "smallstrong", tone="danger", wrap=True)
            line = row(sign, self._problem, space=6)
            line.setStretch(1, 1)
            line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            self._problem_box = holder(line)
            self.keep = LinkButton(tr(N_("Keep as it is")), name=f"{self._name}.keep")
            self.keep.clicked.connect(lambda _checked: self.kept.emit())
            self._box.insertWidget(0, self._problem_box)
            self._box.insertWidget(1, self.keep)
        self._problem.setText(problem)
        self._problem_box.setVisible(bool(problem))
        self.keep.setVisible(bool(problem) and keepable)


def _show(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


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
        asks = row(self.question, space=8)
        asks.setStretch(0, 1)
        if self._is_required():
            asks.addWidget(Label(tr(N_("required")), "small"))
        self.note = Note(place.object_name, self._help())
        self.note.kept.connect(self._keep)
        asks.setContentsMargins(0, 6, 0, 0)
        self._asks_box = holder(asks)
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

    def arrange(self, width: Width, room: int) -> None:
        """Stand as there is room: note beside the field, below it, or all below each other."""
        middle = width is not Width.NARROW
        field = min(theme.px(WIDE), room - (theme.px(QUESTION) + 16 if middle else 0))
        self.box.setFixedWidth(max(field, 120))
        if width is self._width:
            return
        self._width = width
        top = Qt.AlignmentFlag.AlignTop
        for one in (self._asks_box, self.box, self.note):
            self._grid.removeWidget(one)
        self._asks_box.setMinimumWidth(theme.px(QUESTION) if middle else 0)
        self._asks_box.setMaximumWidth(theme.px(QUESTION) if middle else QWIDGETSIZE_MAX)
        self._grid.addWidget(self._asks_box, 0, 0, 1, 1 if middle else 3, top)
        if middle:
            self._grid.addWidget(self.box, 0, 1, top)
            place = (0, 2, 1, 1) if width is Width.WIDE else (1, 1, 1, 2)
        else:
            self._grid.addWidget(self.box, 1, 0, top)
            place = (2, 0, 1, 3)
        self._grid.addWidget(self.note, *place, top)
        self._grid.setColumnStretch(2, 1)
        self.note.setContentsMargins(0, 6 if width is Width.WIDE else 0, 0, 0)

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

    def know(self, data: FormData) -> None:
        """What the form was told was told anew."""
        self.place = replace(self.place, data=data)
        if self.editor is not None:
            self.editor.place = self.place

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
