"""The directory: organisations and people to call, whom the office knows and when they were last checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from victimcase.domain.reference import Reference
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.page import Page
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import clear, column, holder
from victimcase.gui.parts.buttons import Button, MenuButton
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.filters import Facet, FilterChip
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.places import PAGES
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import counted, day_short
from victimcase.i18n import N_, tr
from victimcase.services import directory
from victimcase.services.directory import Known
from victimcase.services.records import OFFICE

CHECKED_FOR: Final = 365
"""Days after which somebody of the directory should be checked again."""

ORGANISATION, PERSON = "organisation", "contact_person"
BESIDE: Final = ("patterns", "inside_warnings")
"""Pages of the office's own records that are reached from here, by those who may open them."""

TITLES: Final = {ORGANISATION: N_("Organisation"), PERSON: N_("Person to call")}


class Cells:
    """The cells of the directory."""

    def __init__(self, reference: Reference, today: date) -> None:
        self.reference, self.today, self.match = reference, today, ""

    def name(self, one: Known) -> Cell:
        """The name in both scripts, and whether somebody is still there."""
        badges = (Status("minus-circle", tr(N_("no longer there")), "neutral"),) if one.ended else ()
        icon = "buildings" if one.kind == ORGANISATION else "user"
        return Cell(
            one.name, one.own_script_name, bold=True, icon=icon, tone="text", badges=badges, match=self.match
        )

    def type(self, one: Known) -> Cell:
        """What kind of organisation, or which part somebody has."""
        return Cell(self.type_words(one.kind, one.type))

    def type_words(self, kind: str, code: str) -> str:
        """The type of an organisation, or the part of a person, in words."""
        return (
            self.reference.label("org_Type" if kind == ORGANISATION else "contact_role", code) if code else ""
        )

    def where(self, one: Known) -> Cell:
        """The organisation somebody works for, or the city."""
        words = ", ".join(part for part in (one.position, one.organisation_name or one.city) if part)
        return Cell(words, tone="text2")

    def country(self, one: Known) -> Cell:
        """The country."""
        return Cell(self.reference.country(one.country) if one.country else "")

    def phone(self, one: Known) -> Cell:
        """A number of the office, never of a person helped."""
        return Cell(one.phone, tone="text2")

    def checked(self, one: Known) -> Cell:
        """When somebody last made sure, and whether that is too long ago."""
        if not one.checked_on:
            return Cell(tr(N_("never checked")), icon="clock", tone="warn")
        day = date.fromisoformat(one.checked_on)
        if is_old(one, self.today):
            return Cell(tr(N_("check again")), day_short(day, self.today), icon="clock", tone="warn")
        return Cell(day_short(day, self.today), icon="check-circle", tone="ok")

    def columns(self) -> list[Column[Known]]:
        """The columns, in the order they are read."""
        return [
            Column("name", tr(N_("Name")), 0, self.name),
            Column("type", tr(N_("Kind")), 176, self.type, from_width=640),
            Column("where", tr(N_("Where")), 180, self.where, from_width=880),
            Column("country", tr(N_("Country")), 116, self.country),
            Column("phone", tr(N_("Phone")), 140, self.phone, from_width=760),
            Column("checked", tr(N_("Checked on")), 200, self.checked),
        ]


def is_old(one: Known, today: date) -> bool:
    """Whether somebody should be checked again."""
    return not one.checked_on or (today - date.fromisoformat(one.checked_on)).days > CHECKED_FOR


class DirectoryPage(Page):
    """The list, and a form in its place while an entry is open."""

    NAME = "directory"
    KINDS = frozenset({ORGANISATION, PERSON})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._may_write = desk.may(Right.EDIT_DIRECTORY)
        self.cells = Cells(desk.reference, desk.today)
        self.form: RecordForm | None = None
        self._all: list[Known] = []
        self._order, self._down = "name", False
        self.card = ListCard(
            self.cells.columns(),
            name="directory",
            aloud=tr(N_("Directory")),
            icon="address-book",
            search=tr(N_("Name, place or phone")),
            hints=tr(N_("Enter opens")),
        )
        self.card.table.opened.connect(lambda one: self.open_form(one.kind, one.id))
        self.card.table.sorted_by.connect(self._sort)
        self.card.search.searched.connect(self._search)
        self.card.tabs.changed.connect(lambda _code: self._show())
        self._chips = {
            "country": FilterChip(Facet("country", tr(N_("Country")), ()), name="directory.filter.country"),
            "type": FilterChip(Facet("type", tr(N_("Kind")), ()), name="directory.filter.type"),
        }
        for chip in self._chips.values():
            chip.changed.connect(self._show)
            self.card.chips.addWidget(chip)
        self._old = Chip(tr(N_("To check again")), name="directory.filter.old", checkable=True)
        self._ended = Chip(tr(N_("No longer there too")), name="directory.filter.ended", checkable=True)
        for box in (self._old, self._ended):
            box.toggled.connect(lambda _on: self._show())
            self.card.chips.addWidget(box)
        self._form_box = column(space=0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.card)
        self._stack.addWidget(holder(self._form_box))
        self.inside.addWidget(self._stack, 1)
        self._add_tools()
        self._title()

    def _add_tools(self) -> None:
        for name in BESIDE:
            page = PAGES[name]
            if page.open_to(self.desk.me.rights):
                button = Button(tr(page.title), name=f"directory.{name}", icon=page.icon)
                button.clicked.connect(partial(self._beside, name))
                self.title_line.tools.addWidget(button)
        if not self._may_write:
            return
        menu = QMenu(self)
        for kind in (ORGANISATION, PERSON):
            action = menu.addAction(tr(TITLES[kind]))
            action.setObjectName(f"directory.new.{kind}")
            action.triggered.connect(partial(self._new, kind))
        self._button = MenuButton(tr(N_("New entry")), menu, name="directory.new", kind="filled", icon="plus")
        self.title_line.tools.addWidget(self._button)

    def _beside(self, name: str, _checked: bool = False) -> None:
        self.desk.go(Place(name))

    def _new(self, kind: str, _checked: bool = False) -> None:
        self.open_form(kind, "")

    def _title(self, entry: str = "") -> None:
        if self._may_write:
            self._button.setVisible(not entry)
        if entry:
            self.title_line.lead((tr(N_("Directory")), Place("directory")), (entry, None))
        else:
            self.title_line.say(tr(N_("Directory")))

    def arrive(self, place: Place) -> None:
        """Come to the list, or to the form of an entry."""
        super().arrive(place)
        if place.kind in TITLES:
            self.open_form(place.kind, place.record, begin=place.values, focus=place.field)
        elif self.form is not None:
            self._leave()

    def first_focus(self) -> QWidget | None:
        """The list; a form takes the keyboard by itself."""
        return None if self.form is not None else self.card.first_focus()

    def read(self) -> None:
        """Ask for everybody; a directory is small, and narrowing it needs no further question."""
        self.cells.today = self.desk.today
        text = self.card.search.text()
        self.desk.look(directory.listed, text=text, ended=True).then(
            self, self._came, failed=partial(self.card.show_problem, again=self.read), key="listed"
        )

    def _search(self, text: str) -> None:
        self.cells.match = text.strip()
        self.read()

    def _came(self, found: list[Known]) -> None:
        self._all = found
        self._offer()
        self._show()

    def _offer(self) -> None:
        countries = sorted({one.country for one in self._all if one.country} | set(self._chosen("country")))
        named = sorted((self.desk.reference.country(code), code) for code in countries)
        self._chips["country"].set_facet(
            Facet("country", tr(N_("Country")), tuple((code, words) for words, code in named))
        )
        types = {(one.kind, one.type) for one in self._all if one.type} | set(self._chosen("type"))
        words = sorted((self.cells.type_words(*pair), pair) for pair in types)
        self._chips["type"].set_facet(
            Facet("type", tr(N_("Kind")), tuple((pair, text) for text, pair in words))
        )

    def _chosen(self, code: str) -> tuple[Any, ...]:
        return self._chips[code].chosen

    def _fits(self, one: Known) -> bool:
        countries, types = self._chosen("country"), self._chosen("type")
        return (
            (not countries or one.country in countries)
            and (not types or (one.kind, one.type) in types)
            and (self._ended.isChecked() or not one.ended)
            and (not self._old.isChecked() or is_old(one, self.cells.today))
        )

    def _show(self) -> None:
        fitting = [one for one in self._all if self._fits(one)]
        tabs = [
            ("all", tr(N_("Everybody")), str(len(fitting))),
            (ORGANISATION, tr(N_("Organisations")), str(sum(one.kind == ORGANISATION for one in fitting))),
            (PERSON, tr(N_("People to call")), str(sum(one.kind == PERSON for one in fitting))),
        ]
        self.card.tabs.set_tabs(tabs)
        now = self.card.tabs.current()
        shown = [one for one in fitting if now in ("all", one.kind)]
        shown.sort(key=self._key, reverse=self._down)
        self.card.counted.setText(counted(len(shown), N_("1 entry"), N_("{count} entries")))
        if shown:
            self.card.show_rows(shown, lambda one: one.id)
            self.card.table.set_order(self._order, downwards=self._down)
        else:
            self._nothing()

    def _key(self, one: Known) -> tuple[str, str]:
        column = next(col for col in self.card.model.columns if col.code == self._order)
        first = one.checked_on if self._order == "checked" else column.cell(one).text.casefold()
        return first, one.name.casefold()

    def _sort(self, code: str, downwards: bool) -> None:
        self._order, self._down = code, downwards
        self._show()

    def _nothing(self) -> None:
        narrowed = (
            self.card.search.text().strip() or self._old.isChecked() or self.card.tabs.current() != "all"
        )
        narrowed = narrowed or any(chip.chosen for chip in self._chips.values())
        if narrowed:
            empty = self.card.show_empty(
                tr(N_("Nobody here has all of this")), tr(N_("Take a word or a filter away."))
            )
            empty.add_way(tr(N_("Show everybody")), self._clear, name="directory.empty.clear")
            return
        empty = self.card.show_empty(
            tr(N_("The directory is empty")),
            tr(N_("Write down whom you call: missions, police, clinics, interpreters, partner offices.")),
        )
        if self._may_write:
            words = tr(N_("Add an organisation"))
            empty.add_way(words, partial(self.open_form, ORGANISATION, ""), name="directory.empty.add")

    def _clear(self) -> None:
        for chip in self._chips.values():
            chip.set_chosen(())
        for box in (self._old, self._ended):
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)
        self.card.tabs.choose("all")
        self.card.search.say_quietly("")
        self._search("")

    def open_form(
        self, kind: str, record: str, begin: Mapping[str, Any] | None = None, focus: str = ""
    ) -> RecordForm:
        """Open the form of an entry in place of the list."""
        clear(self._form_box)
        known = next((one for one in self._all if one.id == record), None)
        title = known.name if known is not None else tr(TITLES[kind])
        self.form = RecordForm(self.desk, OFFICE, kind, record=record, begin=begin, focus=focus)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._leave)
        self._form_box.addWidget(self.form)
        self._stack.setCurrentIndex(1)
        self._title(title)
        return self.form

    def _saved(self, _saved: object) -> None:
        """Go back to the list; the form has said what was saved."""
        self._leave()
        self.read()

    def _leave(self) -> None:
        """Go back to the list."""
        self.form = None
        clear(self._form_box)
        self._stack.setCurrentIndex(0)
        self._title()
        self.card.first_focus().setFocus()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed in the open form."""
        kept = self.form.draft() if self.form is not None else None
        return {kept[0]: kept[1]} if kept is not None else {}


PAGE = DirectoryPage
