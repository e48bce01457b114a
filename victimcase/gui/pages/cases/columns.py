"""The columns of the list of cases, and how each cell says what it shows."""

from __future__ import annotations

from datetime import date

from victimcase.domain.reference import Reference
from victimcase.domain.words import STEP_TITLES, Step
from victimcase.gui.parts.badge import RISKS, Status
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import late
from victimcase.i18n import N_, tr
from victimcase.services.case_list import Column as By
from victimcase.services.case_list import Line, Next

SOON = 7
"""Days before something is due from which on it is marked."""


def child() -> Status:
    """The badge of a child."""
    return Status("baby", tr(N_("Child")), "accent")


def restricted() -> Status:
    """The badge of a restricted case."""
    return Status("shield-chevron", tr(N_("Restricted")), "private")


def withheld() -> Status:
    """The badge of what somebody's role does not read."""
    return Status("eye-slash", tr(N_("withheld")), "private")


def risk(reference: Reference, level: str | None) -> Status:
    """The badge of a level of risk; none is withheld, empty was not assessed."""
    if level is None:
        return withheld()
    icon, tone = RISKS.get(level, RISKS[""])
    return Status(icon, reference.label("risk_level", level) if level else tr(N_("Not assessed")), tone)


def countries(reference: Reference, codes: tuple[str, ...]) -> str:
    """Countries by name."""
    return ", ".join(reference.country(code) for code in codes)


def step_words(step: str) -> str:
    """The step a case is at; closed where none is open."""
    return tr(STEP_TITLES[Step(step)]) if step in set(Step) else step or tr(N_("Closed"))


def next_cell(due: Next | None, today: date) -> Cell:
    """What is due next: when, then what."""
    if due is None:
        return Cell()
    day = date.fromisoformat(due.due_on)
    words, tone = late(day, today)
    soon = 0 <= (day - today).days <= SOON
    icon = "warning-circle-fill" if tone == "danger" else "clock" if soon else ""
    tone = tone or ("warn" if soon else "")
    return Cell(words, due.subject, bold=tone == "danger", icon=icon, tone=tone)


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
