"""Beside the plan: what is wrong tonight, who comes and goes, and what can be done with the chosen bed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.reference import Reference
from victimcase.gui.desk import Place
from victimcase.gui.pages.shelter.words import (
    TROUBLES,
    bed_name,
    bed_title,
    day_of,
    free_words,
    how_long,
    serves,
    who,
)
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Elided, Label, LinkButton, Symbol
from victimcase.i18n import N_, tr
from victimcase.services.beds import BedShown, HouseShown, Passage, Plan, Problem, Trouble

MOST_PASSAGES = 8
FREE_NAMED = 2
"""Free beds named in a problem."""


def free_elsewhere(plan: Plan, problem: Problem) -> str:
    """Some beds free on the same night in other houses; empty when there is none."""
    found = [
        tr(N_("{house}, bed {bed}"), house=house.name, bed=bed_name(bed))
        for house in plan.houses
        if house.id != problem.house or problem.trouble is not Trouble.APART
        for bed in house.beds
        if bed.free and not bed.held_from
    ]
    return "; ".join(found[:FREE_NAMED])


class Side(QWidget):
    """Everything beside the plan of beds."""

    move_out = Signal(str, str)
    """A stay to be moved, and the name of who has it."""
    end = Signal(str, str, str)
    """A stay to be ended: stay, number of its case, name."""
    give = Signal(object)
    """A bed to be given."""
    went = Signal(object)

    def __init__(self, reference: Reference, *, may_write: bool) -> None:
        super().__init__()
        self._reference, self._may_write = reference, may_write
        self._problems = column(space=8)
        self._bed_card = Card(name="shelter.chosen")
        self._bed = column(space=6, margins=(16, 14, 16, 14))
        self._bed_card.body.addLayout(self._bed)
        self._passages = Card(tr(N_("Coming and going")), name="shelter.passages")
        self._lines = column(space=0)
        self._passages.body.addLayout(self._lines)
        self.setLayout(column(self._problems, self._bed_card, self._passages, STRETCH, space=16))
        self._has_problem = False

    def show_plan(self, plan: Plan, today: date) -> None:
        """Show what is wrong and who comes and goes on a night."""
        clear(self._problems)
        self._has_problem = bool(plan.problems)
        for number, problem in enumerate(plan.problems[:3]):
            self._problems.addWidget(self._problem(plan, problem, first=number == 0))
        if len(plan.problems) > 3:
            more = tr(N_("{count} more to look at"), count=len(plan.problems) - 3)
            self._problems.addWidget(Label(more, "small", wrap=True))
        clear(self._lines)
        for passage in plan.passages[:MOST_PASSAGES]:
            self._lines.addWidget(self._passage(passage, today))
        if not plan.passages:
            nobody = Label(tr(N_("Nobody comes or goes within a week.")), "second", wrap=True)
            self._lines.addWidget(holder(column(nobody, margins=(16, 12, 16, 12))))

    def _problem(self, plan: Plan, problem: Problem, *, first: bool) -> QWidget:
        title = tr(TROUBLES[problem.trouble])
        head = row(Symbol("warning-circle-fill", "danger", 18), Label(title, "strong", wrap=True), space=10)
        head.setStretch(1, 1)
        inside = column(head, Label(problem.text, "small", wrap=True), space=6, margins=(16, 12, 16, 14))
        free = free_elsewhere(plan, problem)
        if free:
            inside.addWidget(Label(tr(N_("Free: {beds}."), beds=free), "small", wrap=True))
        ways = Flow(8)
        if self._may_write and problem.stays:
            stay, name = problem.stays[-1], problem.names[-1]
            ways.addWidget(
                Button(
                    tr(N_("Move {name}"), name=_short(name)),
                    name="shelter.move_apart",
                    kind="filled" if first else "plain",
                    pressed=lambda: self.move_out.emit(stay, name),
                )
            )
        if problem.numbers:
            place = Place("case", number=problem.numbers[0])
            ways.addWidget(Button(tr(N_("Why?")), name="shelter.why", pressed=lambda: self.went.emit(place)))
        inside.addWidget(holder(ways))
        made = frame("notice", inside, tone="danger" if first else "warn")
        made.setAccessibleName(f"{title}. {problem.text}")
        return made

    def _passage(self, passage: Passage, today: date) -> QWidget:
        way = "in" if passage.coming else "out"
        name = LinkButton(
            passage.name or passage.number, name=f"shelter.passage.{passage.number}.{way}", shortens=True
        )
        name.setProperty("quiet", True)
        name.clicked.connect(lambda: self.went.emit(Place("case", number=passage.number)))
        words = N_("{day}, to {house}") if passage.coming else N_("leaves {day}, {house}")
        second = Elided(tr(words, day=day_of(passage.day, today), house=passage.house_name), "small")
        sign = Symbol("airplane-landing" if passage.coming else "airplane-takeoff", "text2")
        both = column(row(name, STRETCH, space=0), row(7, second, space=0), space=0)
        line = row(sign, space=10, margins=(16, 6, 12, 8))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.addLayout(both, 1)
        return frame("row", line)

    def show_bed(self, bed: BedShown | None, house: HouseShown, night: date, today: date) -> None:
        """Show the chosen bed and what can be done with it."""
        clear(self._bed)
        self._bed_card.setVisible(bed is not None)
        if bed is None:
            return
        self._bed_card.setAccessibleName(bed_title(bed))
        self._bed.addWidget(Label(bed_title(bed), "strong", wrap=True))
        whom = serves(self._reference, bed.serves or house.serves)
        extra = [whom, tr(N_("step-free")) if bed.step_free else ""]
        facts = ". ".join(part for part in extra if part)
        if not bed.sleepers:
            state = free_words(bed, night, today)
            first = f"{tr(N_('Free'))} {state}" if bed.usable else tr(N_("Out of use"))
            self._bed.addWidget(Label(". ".join(p for p in (first, facts) if p) + ".", "small", wrap=True))
            if self._may_write and bed.usable:
                kind = "plain" if self._has_problem else "filled"
                self._bed.addWidget(
                    Button(
                        tr(N_("Give this bed")),
                        name="shelter.give",
                        kind=kind,
                        icon="plus",
                        pressed=lambda: self.give.emit(bed),
                    )
                )
            return
        if facts:
            self._bed.addWidget(Label(facts + ".", "small", wrap=True))
        for sleeper in bed.sleepers:
            tone = "private" if sleeper.hidden else ""
            age = f", {sleeper.age}" if sleeper.age else ""
            self._bed.addWidget(Label(who(sleeper) + age, "strong", tone=tone, wrap=True))
            self._bed.addWidget(Label(how_long(sleeper, today), "small", wrap=True))
            if not sleeper.hidden:
                self._bed.addWidget(self._ways(sleeper.stay, sleeper.number, who(sleeper)))

    def _ways(self, stay: str, number: str, name: str) -> QWidget:
        ways = Flow(8)
        place = Place("case", number=number)
        ways.addWidget(
            Button(tr(N_("Open case")), name="shelter.open", pressed=lambda: self.went.emit(place))
        )
        if self._may_write:
            ways.addWidget(
                Button(tr(N_("Move")), name="shelter.move", pressed=lambda: self.move_out.emit(stay, name))
            )
            ways.addWidget(
                Button(
                    tr(N_("End stay")), name="shelter.end", pressed=lambda: self.end.emit(stay, number, name)
                )
            )
        return holder(ways)


def _short(name: str) -> str:
    """A name that fits a button."""
    return name if len(name) <= 18 else name[:17].rstrip() + "…"


__all__: Sequence[str] = ["Side", "free_elsewhere"]
