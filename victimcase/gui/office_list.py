"""A list of the office's own records, and the form of one in its place while it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.page import Page
from victimcase.gui.parts.boxes import clear, column, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.parts.notice import Empty
from victimcase.gui.tables import Column
from victimcase.i18n import N_, tr


class OfficeList(Page):
    """What pages of one kind of office record have in common. Rows have an `id`."""

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    ICON: ClassVar[str] = ""
    NEW: ClassVar[str] = ""
    SEARCH: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.may_write = desk.may(Right.EDIT_DIRECTORY) and RECORDS[self.KIND].category in desk.me.writable
        self.form: RecordForm | None = None
        self.rows: list[Any] = []
        self.card = ListCard(
            self.columns(),
            name=self.NAME,
            aloud=tr(self.TITLE),
            icon=self.ICON,
            search=tr(self.SEARCH) if self.SEARCH else "",
            hints=tr(N_("Enter opens")),
            tabs=False,
        )
        self.card.table.opened.connect(lambda one: self.open_form(one.id))
        self.card.search.searched.connect(lambda _text: self.show_rows())
        self.above = column(space=12)
        self._form_box = column(space=0)
        self._stack = QStackedWidget()
        listed = column(self.above, space=12)
        listed.addWidget(self.card, 1)
        self._stack.addWidget(holder(listed))
        self._stack.addWidget(holder(self._form_box))
        self.inside.addWidget(self._stack, 1)
        self.tools: list[Button] = []
        if self.may_write:
            self.add_tool(tr(self.NEW), "new", "plus", lambda: self.open_form(""), kind="filled")
        self._title()

    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the list, in the order they are read."""
        raise NotImplementedError

    def fitting(self) -> list[Any]:
        """The rows that are shown now."""
        return self.rows

    def say_nothing(self) -> Empty:
        """Say why there is nothing."""
        raise NotImplementedError

    def add_tool(self, words: str, code: str, icon: str, press: Any, *, kind: str = "plain") -> Button:
        """A button beside the title, while the list is shown."""
        button = Button(words, name=f"{self.NAME}.{code}", icon=icon, kind=kind, pressed=press)
        self.tools.append(button)
        self.title_line.tools.addWidget(button)
        return button

    def came(self, found: Sequence[Any]) -> None:
        """Show what was read."""
        self.rows = list(found)
        self.show_rows()

    def show_rows(self) -> None:
        """Show the rows that fit, or why there are none."""
        shown = self.fitting()
        count = N_("{count} entries") if len(shown) != 1 else N_("1 entry")
        self.card.counted.setText(tr(count, count=len(shown)))
        if shown:
            self.card.show_rows(shown, lambda one: one.id)
        else:
            self.say_nothing()

    def failed(self, problem: Any) -> None:
        """Say that the list could not be read."""
        self.card.show_problem(problem, again=self.read)

    def _title(self, entry: str = "") -> None:
        for button in self.tools:
            button.setVisible(not entry)
        above = (tr(N_("Directory")), Place("directory"))
        if entry:
            self.title_line.lead(above, (tr(self.TITLE), Place(self.NAME)), (entry, None))
        else:
            self.title_line.lead(above, (tr(self.TITLE), None))

    def arrive(self, place: Place) -> None:
        """Come to the list, or to the form of an entry."""
        super().arrive(place)
        if place.kind == self.KIND:
            self.open_form(place.record, begin=place.values)
        elif self.form is not None:
            self.leave()

    def open_form(self, record: str, begin: Mapping[str, Any] | None = None) -> RecordForm:
        """Open the form of an entry in place of the list; without a record that of a new one."""
        clear(self._form_box)
        self.form = RecordForm(self.desk, "office", self.KIND, record=record, begin=begin)
        self.form.saved.connect(lambda _saved: self._saved())
        self.form.left.connect(self.leave)
        self._form_box.addWidget(self.form)
        self._stack.setCurrentIndex(1)
        self._title(tr(RECORDS[self.KIND].title))
        return self.form

    def _saved(self) -> None:
        self.leave()
        self.read()

    def leave(self) -> None:
        """Go back to the list."""
        self.form = None
        clear(self._form_box)
        self._stack.setCurrentIndex(0)
        self._title()
        self.card.first_focus().setFocus()

    def add_first(self, empty: Empty, words: str) -> None:
        """Offer to write the first entry."""
        if self.may_write:
            empty.add_way(words, partial(self.open_form, ""), name=f"{self.NAME}.empty.add")

    def first_focus(self) -> QWidget | None:
        """The list; a form takes the keyboard by itself."""
        return None if self.form is not None else self.card.first_focus()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed in the open form."""
        kept = self.form.draft() if self.form is not None else None
        return {kept[0]: kept[1]} if kept is not None else {}
