"""Time limits by country: each figure with where it is from, and whether somebody read it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from victimcase.domain.profiles import UNVERIFIED
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr
from victimcase.services import directory, limits
from victimcase.services.limits import CountryLimits, Limit, OfficeLimits
from victimcase.services.records import OFFICE

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm

FIGURE: Final = "jurisdiction_profile"
UNITS: Final = {
    "days": N_("{value} days"),
    "hours": N_("{value} hours"),
    "years": N_("{value} years"),
    "months": N_("after {value} months"),
}


class LimitsSheet(Sheet):
    """One country's limits at a time; the office works by one of them, and may put its own in place."""

    KINDS: ClassVar[frozenset[str]] = frozenset({FIGURE, "office_settings"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.profiles")
        self._found: OfficeLimits | None = None
        self._form: RecordForm | None = None
        self.country = Pick(name="administration.profiles.country", aloud=tr(N_("Country")))
        self.country.setMinimumContentsLength(18)
        self.country.picked.connect(lambda _key: self._fill())
        self.choose = Button(
            tr(N_("Work by these limits")), name="administration.profiles.choose", pressed=self._choose
        )
        self.model: PagedModel[Limit] = PagedModel(_columns())
        self.table = Table(self.model, name="administration.profiles.table", aloud=tr(N_("Time limits")))
        self.table.setMinimumHeight(theme.px(260))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open)
        self._notes = column(space=8)
        self._card = Card(tr(N_("Time limits")), name="administration.profiles.card")
        self._card.tools.addWidget(self.country)
        self._card.tools.addWidget(self.choose)
        self._card.body.addWidget(self.table, 1)
        self._source = Label("", "small", wrap=True)
        self.own = Button("", name="administration.profiles.own", pressed=self._open_current)
        self.own.hide()
        foot = row(self._source, STRETCH, self.own)
        foot.setStretch(0, 1)
        self._card.set_foot(foot)
        lines = column(space=16)
        lines.addLayout(self._notes)
        lines.addWidget(self._card, 1)
        self._form_box = column(space=0)
        self._stack = QStackedWidget()
        self._stack.addWidget(holder(lines))
        self._stack.addWidget(holder(self._form_box))
        self.inside.addWidget(self._stack, 1)

    def first_focus(self) -> QWidget | None:
        """The list of countries."""
        return self.country

    def read(self) -> None:
        """Ask for the limits of every country."""
        self.desk.look(limits.shown).then(self, self._came, failed=self.trouble, key="limits")

    def _came(self, found: OfficeLimits) -> None:
        picked = self.country.value() or found.chosen
        self._found = found
        options = [
            (
                one.key,
                tr(N_("{country} (yours)"), country=tr(one.title))
                if one.key == found.chosen
                else tr(one.title),
            )
            for one in found.countries
        ]
        self.country.set_options(options)
        self.country.set_value(picked)
        self._fill()

    def _country(self) -> CountryLimits | None:
        if self._found is None:
            return None
        return next((one for one in self._found.countries if one.key == self.country.value()), None)

    def _fill(self) -> None:
        country, found = self._country(), self._found
        if country is None or found is None:
            return
        chosen = self.table.current()
        self.model.set_rows(country.limits)
        if chosen is None or not self.table.choose(lambda one: one.name == chosen.name):
            self.table.selectRow(0)
        mine = country.key == found.chosen
        self._card.say(tr(N_("Time limits")), tr(N_("your office works by these")) if mine else "")
        self.choose.setVisible(not mine and self.desk.may(Right.EDIT_DIRECTORY))
        unread = sum(not one.verified for one in country.limits)
        clear(self._notes)
        if unread:
            words = tr(N_("{count} of these figures were not checked at their source yet"), count=unread)
            more = tr(N_("Look them up in the law before you rely on them, then enter them as your own."))
            self._notes.addWidget(Notice(words, more, tone="warn", name="administration.profiles.unverified"))

    def _chosen(self, limit: Limit | None) -> None:
        self.own.setVisible(limit is not None and self.desk.may(Right.EDIT_DIRECTORY))
        if limit is None:
            return
        self._source.setText(limit.source or tr(N_("No source is named.")))
        self.own.say(tr(N_("Change your figure")) if limit.own else tr(N_("Enter your own figure")))

    def _choose(self) -> None:
        country, found = self._country(), self._found
        if country is None or found is None or found.settings is None:
            return
        asked = self.desk.do(
            directory.save,
            "office_settings",
            {"profile": country.key},
            record=found.settings.id,
            base=found.settings,
        )
        saved = Saved(tr(N_("Time limits of {country}"), country=tr(country.title)))
        asked.then(self, lambda _done: self.read(), failed=self.trouble, saved=saved)

    def _open_current(self) -> None:
        self._open(self.table.current())

    def _open(self, limit: Limit | None) -> None:
        """Open the office's own figure in its form, or begin one."""
        country = self._country()
        if limit is None or country is None or not self.desk.may(Right.EDIT_DIRECTORY):
            return
        from victimcase.gui.forms.record_form import RecordForm

        begin = {} if limit.own else {"profile": country.key, "figure": limit.name, "value": limit.value}
        self._close_form()
        self._form = RecordForm(self.desk, OFFICE, FIGURE, record=limit.own, begin=begin, focus="value")
        self._form.saved.connect(lambda _saved: self._back())
        self._form.left.connect(self._back)
        self._form_box.addWidget(self._form)
        self._stack.setCurrentIndex(1)

    def _close_form(self) -> None:
        clear(self._form_box)
        self._form = None

    def _back(self) -> None:
        self._close_form()
        self._stack.setCurrentIndex(0)
        self.read()
        self.table.setFocus()


def _columns() -> list[Column[Limit]]:
    def value(one: Limit) -> Cell:
        return Cell(tr(UNITS[one.unit], value=one.value), bold=bool(one.own))

    return [
        Column("title", tr(N_("Limit")), 0, lambda one: Cell(tr(one.title), bold=True), sortable=False),
        Column("value", tr(N_("Figure")), 150, value, sortable=False),
        Column("state", tr(N_("State")), 220, _state, sortable=False),
        Column("source", tr(N_("Where it is from")), 320, lambda one: Cell(one.source), False, 900),
    ]


def _state(one: Limit) -> Cell:
    """Whether somebody read the figure at its source, and whether it is the office's own."""
    known = Status("check-circle", tr(N_("Checked")), "ok")
    if not one.verified:
        known = Status("warning", tr(N_("Not checked yet")), "warn")
    badges = (Status("pencil-simple", tr(N_("Yours")), "accent"), known) if one.own else (known,)
    return Cell(badges=badges, aloud="" if one.verified else tr(UNVERIFIED))


SHEET = LimitsSheet
