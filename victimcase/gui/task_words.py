"""How a task is said, where it leads, and what can be done with it from any page."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from victimcase.gui.desk import Asked, Desk, Place
from victimcase.gui.words import day_short, late
from victimcase.i18n import N_, tr
from victimcase.services import tasks
from victimcase.services.records import Saved
from victimcase.services.session import Done


class Task(Protocol):
    """What every page knows of a task."""

    @property
    def id(self) -> str:
        """The record."""

    @property
    def subject(self) -> str:
        """What is to be done."""

    @property
    def about_kind(self) -> str:
        """The kind of the record it is about."""

    @property
    def about_record(self) -> str:
        """The record it is about."""


def place(number: str, task: Task) -> Place:
    """Where the task can be done: the record it is about, else the tasks of the case."""
    if task.about_kind and task.about_record:
        return Place("case", number=number, kind=task.about_kind, record=task.about_record)
    return Place("case", number=number, tab="tasks")


def due(day: str, today: date) -> tuple[str, str, str]:
    """When a task is due: words, icon, and the meaning of their colour."""
    if not day:
        return tr(N_("no day")), "", ""
    when = date.fromisoformat(day)
    words, tone = late(when, today)
    if tone == "danger":
        return words, "warning-circle-fill", tone
    if tone == "warn":
        return words, "clock", tone
    return day_short(when, today), "calendar-blank", ""


def complete(desk: Desk, number: str, record: str) -> Asked[Done[Saved]]:
    """Have a task marked as done today, by whoever sits here."""
    return desk.do(tasks.complete, number, record)
