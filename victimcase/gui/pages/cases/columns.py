"""The columns of the list of cases, and how each cell says what it shows."""

from __future__ import annotations

from datetime import date

from victimcase.domain.reference import Reference
from victimcase.gui.case_words import child, countries, next_cell, restricted, risk, step_words
from victimcase.gui.tables import Cell, Column
from victimcase.i18n import N_, tr
from victimcase.services.case_list import Column as By
from victimcase.services.case_list import Line


class Cells:
    """Makes the cells; knows the reference lists, the day, and what was searched for."""

    def __init__(self, reference: Reference, today: date) -> None:
        self.reference, self.today = reference, today
        self.match = ""

    def name(self, line: Line) -> Cell:
        """Both names, and what to know at once."""
        badges = (*((restricted(),) if line.restricted else ()), *((child(),) if line.child else ()))
        return Cell(line.name, line.name_in_script, bold=True, badges=badges, match=self.match)

    def number(self, line: Line) -> Cell:
        """The number of the case."""
        return Cell(line.number, tone="text2", match=self.match)

    def age(self, line: Line) -> Cell:
        """The age in words."""
        return Cell(line.age, tone="text2")

    def citizenship(self, line: Line) -> Cell:
        """Countries by name."""
        return Cell(countries(self.reference, line.citizenships))

    def step(self, line: Line) -> Cell:
        """The small stage bar and the step."""
        return Cell(step_words(line.step), steps=line.steps)

    def risk(self, line: Line) -> Cell:
        """The badge of the risk."""
        return Cell(badges=(risk(self.reference, line.risk),))

    def next(self, line: Line) -> Cell:
        """What is due."""
        return next_cell(line.next, self.today)

    def owner(self, line: Line) -> Cell:
        """Who works on it."""
        return Cell(line.owner_name, tone="text2")

    def columns(self, *, risk_sortable: bool) -> list[Column[Line]]:
        """The columns, in the order they are read."""
        return [
            Column(By.NAME, tr(N_("Name")), 0, self.name),
            Column(By.NUMBER, tr(N_("Number")), 118, self.number),
            Column(By.AGE, tr(N_("Age")), 74, self.age, from_width=820),
            Column(By.CITIZENSHIP, tr(N_("Citizenship")), 100, self.citizenship, from_width=980),
            Column(By.STEP, tr(N_("Step")), 178, self.step),
            Column(By.RISK, tr(N_("Risk")), 122, self.risk, sortable=risk_sortable, from_width=680),
            Column(By.DUE, tr(N_("Next")), 176, self.next),
            Column(By.OWNER, tr(N_("Owner")), 88, self.owner, from_width=1000),
        ]
