"""The gate of closure."""

from __future__ import annotations

from victimcase.domain import status
from victimcase.domain.dossier import Dossier
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.around import Task
from victimcase.domain.records.case import Closure
from victimcase.domain.words import Category
from victimcase.i18n import N_

OPEN_TASKS = ("open", "under_way", None)
"""States of the list `task_state` in which a task still has to be done."""


def closure(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Reason and date, open tasks handled, the supervisor approves."""
    found = closure_of(dossier)
    return (
        condition(N_("The reason for closing is given"), Closure, "reason", found.reason),
        condition(N_("The date of closing is given"), Closure, "closed_on", found.closed_on),
        *_tasks(dossier),
        condition(N_("The supervisor approves"), Closure, "approved_by", found.approved_by),
    )


def closure_of(dossier: Dossier) -> Closure:
    """The closure that speaks of now; one from before the case was opened again does not."""
    kept = dossier.latest(Closure)
    if kept is None:
        return Closure()
    reopened = status.case_of(dossier).reopened_on
    closed = kept.record.closed_on
    return Closure() if reopened and closed and closed < reopened else kept.record


def _tasks(dossier: Dossier) -> tuple[Condition, ...]:
    """One condition for each category open tasks tell about, and always one for those everybody may see."""
    waiting = {
        Category(kept.record.tells_about) if kept.record.tells_about else Category.ADMINISTRATIVE
        for kept in dossier.all(Task)
        if kept.record.state in OPEN_TASKS and kept.record.done_on is None
    }
    asked = {Category.ADMINISTRATIVE, *waiting}
    return tuple(
        condition(
            N_("Open tasks are done or no longer needed"),
            Task,
            "state",
            category not in waiting,
            category=category,
        )
        for category in Category
        if category in asked
    )
