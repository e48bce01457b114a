"""The screening of one person: questions beside each other with their weight, the sum at the side, an outcome
that a person sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.draft_keeper import DraftKeeper
from victimcase.gui.page import Page
from victimcase.gui.pages.screening.adding import LATER, Adding, Outcome
from victimcase.gui.pages.screening.questions import Questions
from victimcase.gui.pages.screening.sheet import Sheet, fields_of, read_sheet
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, scrolling
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.keycap import Keys
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, time, what
from victimcase.i18n import N_, tr
from victimcase.services import case_view, drafts, screening
from victimcase.services.case_view import Header
from victimcase.services.screening import Answer

SIDE, SIDE_NARROW = 360, 284
"""Pixels the side is wide, and in a narrow window."""
STACKED_BELOW = 860
"""Pixels below which the side stands below the questions."""


class ScreeningPage(Page):
    """One screening, newly asked or gone on with."""

    NAME = "screening"
    KINDS = frozenset({"screening", "screening_answer", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._place = Place("screening")
        self._head: Header | None = None
        self._read: screening.Sheet | None = None
        self.sheet: Sheet | None = None
        self.keeper = DraftKeeper(desk, self._collect, self)
        self.keeper.kept.connect(self._say_kept)
        self.questions = Questions(desk.reference)
        self.questions.positive = self._is_positive
        self.questions.answered.connect(self._answered)
        self._positive: dict[str, bool] = {}
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build(self) -> None:
        desk = self.desk
        self.population = Pick(name="screening.population", aloud=tr(N_("Questions for")))
        self.population.picked.connect(lambda code: self._other_questions(str(code)))
        self._asked = Label("", "small")
        self._asked.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._card = Card(name="screening.card")
        self._card.setAccessibleName(tr(N_("Questions")))
        self._card.body.addWidget(self.questions, 1)
        keys = Keys(
            ("Y", tr(N_("yes"))),
            ("N", tr(N_("no"))),
            ("U", tr(N_("unknown"))),
            ("↓", tr(N_("next"))),
            ("S", tr(N_("source"))),
        )
        keys.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._card.set_foot(keys, self._asked)
        self.adding = Adding(desk.reference)
        self.outcome = Outcome()
        self.outcome.changed.connect(self._outcome_changed)
        self.outcome.save.connect(self.save)
        self.outcome.pause.connect(self.pause)
        self._advice = Notice(
            tr(N_("The sum advises. You decide.")),
            tr(N_("An unknown answer counts in favour of the person, never against.")),
            name="screening.advice",
        )
        sums = column(self.adding, STRETCH, space=16)
        self._sums, self._sums_box = scrolling(holder(sums)), sums
        side = column(space=16)
        side.addWidget(self._sums, 1)
        side.addWidget(self._advice)
        side.addWidget(self.outcome)
        self._side = holder(side)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(self._card, 1)
        self._both.addWidget(self._side)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._problem = column(space=0)
        self._ground = scrolling(holder(self._both))
        self.inside.addLayout(self._problem)
        self.inside.addWidget(self._ground, 1)
        self.title_line.tools.addWidget(self.population)

    def arrive(self, place: Place) -> None:
        """Open the screening of a case: what was begun goes on."""
        if place.number and (place.number, place.record) != (self._place.number, self._place.record):
            self.keeper.keep()
            self._place = place
            self.sheet = None
            self._stale = True
        super().arrive(place)

    def read(self) -> None:
        """Ask who it is about; while somebody writes nothing is read over what they wrote."""
        number = self._place.number
        if number and not self.keeper.dirty:
            asked = self.desk.look(case_view.header, number)
            asked.then(self, self._head_came, failed=self._failed, key="header")

    def _head_came(self, head: Header) -> None:
        self._head = head
        self.title_line.lead(
            (tr(N_("Cases")), Place("cases")),
            (head.name or head.name_in_script, Place("case", number=head.number)),
            (tr(N_("Screening")), None),
        )
        self.keeper.begin(f"screening:{head.number}", number=head.number, kind="screening")
        self.desk.look(drafts.read, self.keeper.key).then(self, self._drafted, key="draft")

    def _failed(self, problem: UserError) -> None:
        clear(self._problem)
        self._problem.addWidget(
            Notice(what(problem), next_step(problem), tone="private", name="screening.problem")
        )
        self._ground.hide()

    def _drafted(self, draft: drafts.Draft | None) -> None:
        self._ask(draft.content if draft is not None else {})

    def _ask(self, kept: Mapping[str, Any]) -> None:
        """Ask for the questions, and lay over them what was typed and not saved."""
        asked = self.desk.look(
            screening.sheet,
            self._place.number,
            screening=self._place.record,
            population=str(kept.get("population", "")),
        )
        asked.then(self, lambda found: self._show(found, kept), failed=self._failed, key="sheet")

    def _show(self, found: screening.Sheet, kept: Mapping[str, Any]) -> None:
        clear(self._problem)
        self._ground.show()
        self._read = found
        sheet = self.sheet = read_sheet(found, kept)
        may = self.desk.may(Right.EDIT_CASE)
        self.population.set_options(
            (one, tr(self.desk.reference.label("indicator_population", one))) for one in found.populations
        )
        self.population.set_value(found.population)
        self.questions.locked = not may
        self.questions.show_sheet(sheet)
        self.adding.begin(sheet)
        presumed = "child_presumed" if found.child else "presumed"
        codes = dict.fromkeys(["not_indicated", presumed, *([sheet.outcome] if sheet.outcome else [])])
        label = self.desk.reference.label
        self.outcome.show_sheet(
            sheet, [(code, tr(label("screening_outcome", code))) for code in codes if code != LATER]
        )
        self.outcome.kept.setText(tr(N_("Draft from before, not saved yet")) if kept else "")
        self.outcome.save_button.not_yet("" if may else tr(N_("Your role may read this, not change it.")))
        self._add_up()
        self._share()
        if self.isVisible():
            self.questions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_positive(self, group: str) -> bool | None:
        return self._positive.get(group)

    def _answered(self) -> None:
        self.keeper.changed()
        self._add_up()

    def _add_up(self) -> None:
        """Add up anew; the vault is not asked for it."""
        sheet = self.sheet
        if sheet is None:
            return
        score = sheet.score()
        self._positive = {line.dimension: line.positive for line in score.lines}
        self.adding.show_sum(sheet, score)
        self._asked.setText(
            tr(
                N_("Version {version}. {asked} of {count} asked."),
                version=sheet.questions.version,
                asked=sheet.asked,
                count=len(sheet.questions.indicators),
            )
        )
        self.questions.viewport().update()

    def _outcome_changed(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            sheet.outcome = self.outcome.value()
            sheet.reason = self.outcome.reason.toPlainText()
            sheet.elsewhere = self.outcome.elsewhere.text()
            self.keeper.changed()

    def _other_questions(self, population: str) -> None:
        """Ask the questions of another set; what was answered and stands in both is kept."""
        if self.sheet is not None:
            self._ask({**self.sheet.kept(), "population": population})
            self.keeper.changed()

    def _collect(self) -> Mapping[str, Any]:
        return self.sheet.kept() if self.sheet is not None else {}

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is answered and not saved."""
        return {self.keeper.key: self._collect()} if self.keeper.dirty else {}

    def may_leave(self) -> bool:
        """What was answered is kept as a draft."""
        self.keeper.keep()
        return True

    def _say_kept(self) -> None:
        self.outcome.kept.setText(tr(N_("Draft kept {time}"), time=time(self.desk.now)))

    def pause(self) -> None:
        """Keep what was answered and go back to the case."""
        self.keeper.keep()
        self.desk.go(Place("case", number=self._place.number))

    def save(self) -> None:
        """Save all answers with the outcome in one entry."""
        sheet, found = self.sheet, self._read
        if sheet is None or found is None or self.questions.locked:
            return
        if sheet.outcome == LATER:
            self.pause()
            return
        if not sheet.outcome:
            self.outcome.say_problem(tr(N_("Choose an outcome first, or go on another day.")))
            return
        same = found.seen is not None and found.population == self._kept_population()
        answers = {
            one.code: Answer(sheet.answers.get(one.code, "not_asked"), sheet.sources.get(one.code, ""))
            for one in found.questions
        }
        self.outcome.save_button.setEnabled(False)
        asked = self.desk.do(
            screening.answer,
            self._place.number,
            answers,
            screening=found.screening if same else "",
            population=found.population,
            fields=fields_of(sheet),
        )
        saved = Saved(tr(N_("Saved: Screening")))
        asked.then(self, lambda _done: self._saved(), failed=self._not_saved, saved=saved)

    def _kept_population(self) -> str:
        """The set the saved screening was asked with; another set makes a screening of its own."""
        seen = self._read.seen if self._read else None
        return str(getattr(seen.record, "population", "")) if seen is not None else ""

    def _saved(self) -> None:
        self.outcome.save_button.setEnabled(True)
        self.outcome.kept.setText("")
        self.keeper.drop()
        self.desk.go(Place("case", number=self._place.number))

    def _not_saved(self, problem: UserError) -> None:
        self.outcome.save_button.setEnabled(True)
        self.outcome.say_problem(f"{what(problem)} {next_step(problem)}")

    def first_focus(self) -> QWidget | None:
        """The questions have the keyboard."""
        return self.questions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else below each other."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        stacked = self.width() < theme.px(STACKED_BELOW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if stacked else across)
        wide = theme.px(SIDE if self.width() > theme.px(1080) else SIDE_NARROW)
        self._side.setMinimumWidth(0 if stacked else wide)
        self._side.setMaximumWidth(16_777_215 if stacked else wide)
        self._card.setMinimumHeight(max(theme.px(280), self.height() - 40) if stacked else 0)
        needed = self._sums_box.totalHeightForWidth(self.width() - 64) if stacked else 0
        self._sums.setMinimumHeight(max(0, needed))
        self.population.setMinimumContentsLength(10 if stacked else 22)


PAGE = ScreeningPage
