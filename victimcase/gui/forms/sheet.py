"""The questions of a form below each other, in groups; built a few at a time so that no key waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import category_of, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.forms.children import Children
from victimcase.gui.forms.editor import WIDE, Place
from victimcase.gui.forms.field_row import QUESTION, FieldRow, Width
from victimcase.gui.forms.groups import Group, groups
from victimcase.gui.parts.boxes import column, frame, holder, scrolling
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services.forms import FormData

AT_ONCE = 0.005
"""Seconds of building between two looks at the keyboard."""


class Sheet(QWidget):
    """Every field of one record. `built` is sent when the last one stands."""

    built = Signal()
    edited = Signal(str)
    wants_new = Signal(str, str)
    """A field wants a new record of a kind to lead to."""
    moved = Signal(int)
    """The group that is in sight."""

    def __init__(self, desk: Desk, data: FormData) -> None:
        super().__init__()
        self._desk, self.data = desk, data
        self.cls = RECORDS[data.kind]
        self.groups: tuple[Group, ...] = self._shown_groups()
        self.rows: dict[str, FieldRow] = {}
        self.children_shown: dict[str, Children] = {}
        self._heads: list[QWidget] = []
        self._width, self._room = Width.WIDE, 800
        self._column = column(space=8, margins=(24, 16, 24, 24))
        self._inside = holder(self._column)
        self._part = self._column
        self.area: QScrollArea = scrolling(self._inside)
        self.area.verticalScrollBar().valueChanged.connect(lambda _at: self._tell_group())
        self.setLayout(column(self.area))
        self._work: Iterator[Callable[[], None]] | None = iter(list(self._steps()))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        QTimer.singleShot(0, self, self._build_some)

    def _shown_groups(self) -> tuple[Group, ...]:
        """Of a new record, what cannot be written is not asked."""
        closed = self.data.closed if self.data.seen is None else {}
        found = (
            Group(one.title, tuple(name for name in one.fields if name not in closed))
            for one in groups(self.cls)
        )
        return tuple(one for one in found if one.fields)

    def _steps(self) -> Iterator[Callable[[], None]]:
        for group in self.groups:
            yield partial(self._begin, group)
            for name in group.fields:
                yield partial(self._add, name)
        for kind in self.data.children:
            yield partial(self._add_children, kind)

    def _build_some(self) -> None:
        until = perf_counter() + AT_ONCE
        while perf_counter() < until:
            if not self._step():
                return
        QTimer.singleShot(0, self, self._build_some)

    @property
    def stands(self) -> bool:
        """Whether the last question is there."""
        return self._work is None

    def build_now(self) -> None:
        """Build what is not there yet at once: before a field is gone to."""
        while self._step():
            pass

    def _step(self) -> bool:
        """Build one more thing; False when there is nothing more."""
        if self._work is None:
            return False
        step = next(self._work, None)
        if step is not None:
            step()
            return True
        self._work = None
        self._column.addStretch(1)
        self.built.emit()
        return False

    def _begin(self, group: Group) -> None:
        self._part = column(space=8)
        self._column.addWidget(holder(self._part))
        if group.title:
            self._head(tr(group.title))
        else:
            self._heads.append(self._inside)
        if self._holds_reach(group) and self.data.safe_contact is not None:
            self._put(self._safe_contact(self.data.safe_contact))

    def _head(self, title: str) -> None:
        words = Label(title, "smallstrong")
        line = frame("line")
        box = holder(column(words, line, space=6, margins=(0, 8 if self._heads else 0, 0, 0)))
        self._heads.append(box)
        self._put(box)

    def _put(self, widget: QWidget) -> None:
        self._part.addWidget(widget)

    def _holds_reach(self, group: Group) -> bool:
        known = specs(self.cls)
        return any(
            isinstance(known[name], s.Phone) and category_of(self.cls, name) is Category.CONTACT
            for name in group.fields
        )

    def _safe_contact(self, limits: tuple[str, ...]) -> QWidget:
        if not limits:
            return Notice(
                tr(N_("Nobody has written down yet what is safe")),
                tr(N_("Ask how contact is safe, and who else may hear or read it, before anybody calls.")),
                tone="warn",
                name="form.safe_contact",
            )
        return Notice(
            tr(N_("Safe contact: {limits}"), limits=" · ".join(limits)),
            tr(N_("Read this before you call or write.")),
            tone="accent",
            name="form.safe_contact",
        )

    def _add(self, name: str) -> None:
        place = Place(self._desk, self.data, self.data.kind, name, specs(self.cls)[name])
        made = FieldRow(place, self.data.closed.get(name, ""))
        made.load(self.kept(name))
        made.arrange(self._width, self._room)
        made.edited.connect(self.edited)
        if made.editor is not None:
            made.editor.wants_new.connect(lambda kind: self.wants_new.emit(name, kind))
        self.rows[name] = made
        self._put(made)

    def _add_children(self, kind: str) -> None:
        made = Children(kind)
        made.show_rows(self.data)
        self._part = self._column
        self._head(made.title)
        self._put(made)
        self.children_shown[kind] = made

    def kept(self, name: str) -> Plain:
        """A value as it was read."""
        return kept(self.data, name)

    def changed(self) -> dict[str, FieldRow]:
        """The fields somebody wrote in since they were read."""
        return {name: one for name, one in self.rows.items() if one.changed()}

    def given(self) -> dict[str, Any]:
        """What was typed, field by field, without files."""
        return {name: one.given() for name, one in self.changed().items() if one.file() is None}

    def problems(self) -> list[tuple[str, str]]:
        """The fields with something to be looked at, and their questions."""
        return [(name, one.place.label) for name, one in self.rows.items() if one.problem]

    def check_all(self) -> list[str]:
        """Look at every field that was written in; those that cannot be saved as they are."""
        for one in self.rows.values():
            if one.changed() or one.problem:
                one.leave()
        return [name for name, one in self.rows.items() if one.blocked()]

    def put(self, given: Mapping[str, Any]) -> None:
        """Show what was typed before, or what a new record begins with."""
        for name, value in given.items():
            if name in self.rows:
                self.rows[name].put(value)

    def take(self, data: FormData) -> None:
        """Show what was read anew, but where somebody is writing; rows below are always those there are."""
        before = self.data
        self.data = data
        for name, one in self.rows.items():
            one.know(data)
            if not one.changed() and kept(before, name) != kept(data, name):
                one.load(kept(data, name))
        for below in self.children_shown.values():
            below.show_rows(data)

    def go_to(self, name: str) -> None:
        """Bring a field in sight and give it the keyboard."""
        self.build_now()
        found = self.rows.get(name)
        if found is None:
            return
        self.area.ensureWidgetVisible(found, 0, 80)
        found.target().setFocus()

    def go_to_group(self, number: int) -> None:
        """Bring a group in sight, and give its first field the keyboard."""
        self.build_now()
        bar = self.area.verticalScrollBar()
        bar.setValue(self._top(self._heads[number]) - 8)
        if number < len(self.groups):
            self.rows[self.groups[number].fields[0]].target().setFocus()

    def _top(self, head: QWidget) -> int:
        return 0 if head is self._inside else head.mapTo(self._inside, QPoint(0, 0)).y()

    def _tell_group(self) -> None:
        top = self.area.verticalScrollBar().value() + 40
        above = [number for number, head in enumerate(self._heads) if self._top(head) <= top]
        self.moved.emit(above[-1] if above else 0)

    def _row_of(self, widget: QWidget | None) -> FieldRow | None:
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        return widget

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left, entered = self._row_of(before), self._row_of(now)
        mine = self.rows.values()
        if left is not None and left is not entered and any(left is one for one in mine):
            left.leave()
            self.edited.emit("")
        if entered is not None and any(entered is one for one in mine):
            self._group_entered(entered)

    def _group_entered(self, entered: FieldRow) -> None:
        for number, group in enumerate(self.groups):
            if entered.name in group.fields:
                self.moved.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes go below their fields where there is little room."""
        super().resizeEvent(event)
        room = self._room = self.width() - 48 - 14
        wide = theme.px(QUESTION + WIDE + 32 + 140)
        middle = theme.px(QUESTION + 16 + 260)
        width = Width.WIDE if room >= wide else Width.MIDDLE if room >= middle else Width.NARROW
        self._width = width
        for one in self.rows.values():
            one.arrange(width, self._room)


def kept(data: FormData, name: str) -> Plain:
    """A value of a record as it was read, in the form the log has it."""
    if data.seen is None:
        return None
    return values.to_plain(getattr(data.seen.record, name))
