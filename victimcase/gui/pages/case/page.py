"""One case: its head, and below it the tab, or the form of one record, somebody wants to see."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import NotFound, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.words import STEP_TITLES, Step
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.dialogs.advance import AdvanceDialog
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.recall import Recalling
from victimcase.gui.dialogs.shared_paper import Sharing
from victimcase.gui.page import Page
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.body import CaseBody
from victimcase.gui.pages.case.form import FormPlace
from victimcase.gui.pages.case.head import CaseHead, badges_of
from victimcase.gui.parts.badge import Badge
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_view, cases, preferences, records
from victimcase.services.case_sheets import Sheet
from victimcase.services.case_view import Overview, Point
from victimcase.services.overrides import Declared
from victimcase.services.session import Changed
from victimcase.services.timelines import Entry


class CasePage(Page):
    """The page of a case. It shows nothing of a case that is not for the person who came, not even that
    there is one.
    """

    NAME = "case"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = Place("case")
        self._found: Overview | None = None
        self._shown = ""
        """The number of the case that is shown."""
        self._head = CaseHead(desk)
        self._head.step_pressed.connect(self._step)
        self._head.tab_chosen.connect(self._tab)
        self._head.adding.connect(lambda kind: self.add(kind, ""))
        self._head.flag_pressed.connect(lambda record: self.edit("flag", record))
        self._head.printing.connect(self._print)
        self._body = CaseBody(desk)
        self._connect_body()
        self._form = FormPlace(desk)
        self._form.closed.connect(self._form_closed)
        self._loading = Loading(10)
        self._nothing = Empty("folder-notch", "", name="case.nothing")
        for widget in (self._loading, self._nothing, self._head):
            self.inside.addWidget(widget)
        self.inside.addWidget(self._body, 1)
        self.inside.addWidget(self._form, 1)
        self._show_only(self._loading)

    def _connect_body(self) -> None:
        body = self._body
        body.adding.connect(self.add)
        body.editing.connect(self.edit)
        body.deleting.connect(self.delete)
        body.printing.connect(self._print)
        body.entry_opened.connect(self._entry)
        body.recalling.connect(self._recall)
        body.making.connect(self._share)
        body.gate.wanted.connect(self._point)
        body.gate.moving.connect(self.move_on)
        body.gate.deciding.connect(self.decide)

    def _show_only(self, *shown: QWidget) -> None:
        for widget in (self._loading, self._nothing, self._head, self._body, self._form):
            widget.setVisible(widget in shown)

    def arrive(self, place: Place) -> None:
        """Somebody wants to see a case, one of its parts, or a record in its form."""
        if place.kind == "override":  # no form writes one: it is looked at beside the consents
            place = Place("case", place.number, tab=kinds.CONSENT)
        before, self.place = self.place, place
        if place.number != self._shown:
            self._found = None
            self._shown = place.number
            self._form.close_form()
            self._body.begin(place.number)
            self.title_line.lead((tr(N_("Cases")), Place("cases")), (place.number, None))
            self._show_only(self._loading)
            self.read()
        elif self._stale or self._found is None or place.step != before.step:
            self.read()
        else:
            self._show_place()
        self._stale = False

    def read(self) -> None:
        """Ask for all that the first page of a case shows, in one go."""
        if not self.place.number:
            return
        step = Step(self.place.step) if self.place.step else None
        self.desk.look(case_view.overview, self.place.number, step=step).then(
            self, self._came, failed=self._failed, key="overview"
        )

    def wrote(self, changed: Changed) -> None:
        """Read again when a record was written, here or elsewhere; what keeps no record changes nothing."""
        if not changed.kinds:
            return
        self._body.outdated()
        super().wrote(changed)

    def _came(self, found: Overview) -> None:
        first = self._found is None
        self._found = found
        self._head.show_case(found)
        self._body.show_overview(found)
        self._show_place()
        if first:
            self._note_opened(found.header.number)

    def _note_opened(self, number: str) -> None:
        """Remember the case among those opened last. No page shows anything new for that."""
        # Where the vault is open for reading only, the case is simply not remembered.
        self.desk.note(preferences.note_opened, number).then(self, failed=lambda _problem: None)

    def _failed(self, problem: UserError) -> None:
        self._found = None
        self._shown = ""
        if not isinstance(problem, NotFound):
            self._nothing.say(what(problem), next_step(problem))
        else:
            self._nothing.say(
                tr(N_("There is no case {number} for you to see"), number=self.place.number),
                tr(N_("Look at the number again, or find the case by name.")),
            )
        self._nothing.add_way(
            tr(N_("Show all cases")), lambda: self.desk.go(Place("cases")), name="case.nothing.cases"
        )
        self.title_line.lead((tr(N_("Cases")), Place("cases")), (self.place.number, None))
        self._show_only(self._nothing)

    def _show_place(self) -> None:
        """Show the part of the case somebody came for."""
        if self._found is None:
            return
        if self.place.kind and self.place.kind in RECORDS:
            self._show_form(self._found)
            return
        self._form.close_form()
        header = self._found.header
        self.title_line.lead((tr(N_("Cases")), Place("cases")), (header.number, None))
        self._show_only(self._head, self._body)
        tab = self.place.tab if self.place.tab in kinds.TABS else kinds.TIMELINE
        self._head.tabs.choose(tab)
        self._body.show_tab(tab)

    def _show_form(self, found: Overview) -> None:
        header = found.header
        record = self.place.record or self._only_record(found, self.place.kind)
        self._form.open_form(self.place.at(record=record))
        back = Place("case", header.number, tab=self._tab_back())
        self.title_line.lead(
            (tr(N_("Cases")), Place("cases")),
            (header.name or header.number, back),
            Label(header.name_in_script, "second"),
            Label(header.number, "small"),
            *(Badge(one) for one in badges_of(header, self.desk)),
            (tr(RECORDS[self.place.kind].title), None),
        )
        self._show_only(self._form)

    def _only_record(self, found: Overview, kind: str) -> str:
        """The record of a kind of which a case has one at most."""
        if RECORDS[kind].many:
            return ""
        fixed = {"person": found.header.person_id, "case": found.header.case_id}
        written = (one.record for one in found.timeline if one.kind == kind)
        return fixed.get(kind) or next(written, "")

    def _tab_back(self) -> str:
        return self.place.tab or (kinds.TIMELINE if self.place.step else kinds.tab_of(self.place.kind))

    def _form_closed(self) -> None:
        """A record was saved, or left: back to where one came from."""
        here = Place("case", self.place.number, tab=self._tab_back(), step=self.place.step)
        self.desk.go(self.place.back or here)

    def _step(self, step: Step) -> None:
        self.desk.go(Place("case", self.place.number, tab=kinds.TIMELINE, step=str(step)))

    def _tab(self, tab: str) -> None:
        self.desk.go(Place("case", self.place.number, tab=tab, step=self.place.step))

    def _point(self, point: Point) -> None:
        if point.kind == "task":
            self._tab(kinds.TASKS)
        elif point.kind in kinds.OWN_PAGE:
            self.desk.go(Place(kinds.OWN_PAGE[point.kind], self.place.number, record=point.record))
        else:
            here = Place("case", self.place.number, tab=kinds.TIMELINE, step=self.place.step)
            record, values = point.record, {}
            if kinds.adds(point):
                record, values = "", self._begin_of(point)
            self.desk.go(here.at(kind=point.kind, record=record, field=point.field, values=values))

    def _begin_of(self, point: Point) -> dict[str, Any]:
        """What a record a step asks for begins with."""
        gate = self._found.gate if self._found is not None else None
        purpose = case_view.purpose_of(gate.step, point.kind) if gate is not None else ""
        return {"purpose": purpose} if purpose else {}

    def _entry(self, entry: Entry) -> None:
        if entry.kind in kinds.OWN_PAGE:
            self.desk.go(Place(kinds.OWN_PAGE[entry.kind], self.place.number, record=entry.record))
        elif entry.kind in RECORDS:
            self._edit(entry.kind, entry.record, kinds.TIMELINE)

    def add(self, kind: str, parent: str) -> None:
        """Open a new record of a kind, in its form or where it is made."""
        if kind == "document":
            self._tab(kinds.DOCUMENTS)
            self._body.choose_files()
        elif kind in kinds.BEGUN_ELSEWHERE:
            self.desk.go(Place(kinds.BEGUN_ELSEWHERE[kind], self.place.number))
        else:
            here = Place("case", self.place.number, tab=self.place.tab, step=self.place.step)
            self.desk.go(here.at(kind=kind, parent=parent))

    def edit(self, kind: str, record: str, field: str = "") -> None:
        """Open a record in its form."""
        if kind in kinds.OWN_PAGE:
            self.desk.go(Place(kinds.OWN_PAGE[kind], self.place.number, record=record))
        else:
            self._edit(kind, record, self.place.tab, field)

    def _edit(self, kind: str, record: str, tab: str, field: str = "") -> None:
        here = Place("case", self.place.number, tab=tab, step=self.place.step)
        self.desk.go(here.at(kind=kind, record=record, field=field))

    def delete(self, sheet: Sheet) -> None:
        """Take a record out; the saved line brings it back."""
        saved = Saved(tr(N_("Deleted: {title}"), title=sheet.title))
        self.desk.do(records.delete, self.place.number, sheet.kind, sheet.record).then(self, saved=saved)

    def move_on(self, step: Step) -> None:
        """Leave a step whose gate holds."""
        title = tr(N_("Moved on from {step}"), step=tr(STEP_TITLES[step]))
        self.desk.do(cases.advance, self.place.number, step=step).then(
            self, partial(self._moved), saved=Saved(title)
        )

    def _moved(self, _done: object) -> None:
        self.desk.go(Place("case", self.place.number, tab=kinds.TIMELINE))

    def decide(self, step: Step) -> None:
        """Ask where a case goes on, and why where its gate does not hold."""
        if self._found is None:
            return
        gate = self._found.gate
        dialog = AdvanceDialog(self, self.desk, self._found.header, step, holds=gate is None or gate.holds)
        dialog.moved.connect(lambda: self._moved(None))
        dialog.open()

    def _print(self, output: str) -> None:
        """A letter that refers somebody has its own page, where it is asked first whether it has to be. Where
        no paper is named, all of them are shown.
        """
        if not output:
            self.desk.go(Place("case", self.place.number, tab=kinds.DOCUMENTS))
            self._body.seek_papers()
        elif output == "referral_letter" and kinds.may_add(self.desk, RECORDS["referral"]):
            self.desk.go(Place("referral", self.place.number))
        else:
            self.print_paper(output)

    def print_paper(self, output: str) -> None:
        """Compose a paper: to whom, for what, what goes and what not."""
        if self._found is not None:
            dialog = PaperDialog(self, self.desk, self._found.header, output)
            dialog.given.connect(self._given)
            dialog.open()

    def _recall(self, consent: str, recipient: str) -> None:
        if self._found is not None:
            Recalling(self, self.desk, self._found.header, consent, self._given).begin(recipient)

    def _share(self, one: Declared) -> None:
        if self._found is not None:
            Sharing(self, self.desk, self._found.header, one, self._given).begin()

    def _given(self) -> None:
        self._body.outdated()
        self.read()

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed in the form and not saved."""
        return self._form.drafts()

    def narrow(self, narrow: bool) -> None:
        """Head and body follow the width of the window."""
        super().narrow(narrow)
        self._head.narrow(narrow)
        self._body.narrow(narrow)

    def first_focus(self) -> QWidget | None:
        """The next step, where there is one."""
        return None if self._form.isVisible() else self._body.first_focus()
