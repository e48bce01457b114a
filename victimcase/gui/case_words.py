"""How a case is said wherever one is listed: badges, step, countries, what is due next."""

from __future__ import annotations

from datetime import date

from victimcase.domain.reference import Reference
from victimcase.domain.words import STEP_TITLES, Step
from victimcase.gui.parts.badge import RISKS, Status
from victimcase.gui.tables import Cell
from victimcase.gui.words import late
from victimcase.i18n import N_, tr
from victimcase.services.case_list import Next

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
