"""The columns of the board: each thing a return needs as icon and word, and what is missing in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from victimcase.domain.reference import Reference
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import day_brief
from victimcase.i18n import N_, tr
from victimcase.services import board
from victimcase.services.board import NEED_TITLES, BoardLine, Need, State

LOOKS: Final = {
    State.READY: ("check-circle-fill", "ok", N_("ready")),
    State.ASKED: ("hourglass-medium", "text2", N_("asked")),
    State.ATTENTION: ("warning-fill", "warn", N_("look")),
    State.TO_DO: ("circle-dashed", "text2", N_("to do")),
    State.WITHHELD: ("eye-slash", "private", N_("withheld")),
    State.NOT_NEEDED: ("minus-circle", "text3", N_("not needed")),
}

LEGEND: Final = (
    ("check-circle-fill", N_("ready"), "ok"),
    ("hourglass-medium", N_("asked, waiting"), "text2"),
    ("warning-fill", N_("needs attention"), "warn"),
    ("circle-dashed", N_("to do"), "text2"),
    ("eye-slash", N_("withheld from your role"), "private"),
)

WAITS: Final = 14
"""Days after which a wait is told in bold."""


def columns(
    reference: Reference, today: Callable[[], date], tight: Callable[[], bool], *, compact: bool
) -> list[Column[BoardLine]]:
    """The columns of the board; `compact` says in words what is missing, where columns have no room."""
    made = [
        Column("person", tr(N_("Person")), 160, partial(_person, reference)),
        Column("waiting", tr(N_("Waiting")), 86, _waiting),
    ]
    if compact:
        made.append(Column("missing", tr(N_("Still needed")), 0, partial(_missing, today), sortable=False))
    else:
        made += [
            Column(str(need), tr(NEED_TITLES[need]), 92, partial(_need, need, today, tight)) for need in Need
        ]
    return [*made, Column("next", tr(N_("Next, and with whom")), 0, _next)]


def _person(reference: Reference, line: BoardLine) -> Cell:
    where = line.destination or (
        reference.country(line.destination_country) if line.destination_country else ""
    )
    second = " · ".join(part for part in (line.number, where) if part)
    return Cell(line.name or line.name_in_script, second, bold=True, below=True)


def _waiting(line: BoardLine) -> Cell:
    words = tr(N_("1 day")) if line.waiting == 1 else tr(N_("{count} days"), count=line.waiting)
    tone = "danger" if line.waiting > board.LONG else ""
    return Cell(words, bold=line.waiting > WAITS, tone=tone)


def _words(cell: board.Cell, today: date) -> str:
    """A day, a number of days, or the word of the state."""
    if cell.state in (State.ATTENTION, State.ASKED) and cell.day:
        return day_brief(date.fromisoformat(cell.day), today)
    if cell.state is State.ASKED and cell.days:
        return tr(N_("1 day")) if cell.days == 1 else tr(N_("{count} days"), count=cell.days)
    return tr(LOOKS[cell.state][2])


def _missing(today: Callable[[], date], line: BoardLine) -> Cell:
    attention = any(cell.state is State.ATTENTION for cell in line.cells.values())
    first, *others = _parts(line, today())
    return Cell(
        first, "; ".join(others), below=bool(others), bold=attention, tone="warn" if attention else ""
    )


def _need(need: Need, today: Callable[[], date], tight: Callable[[], bool], line: BoardLine) -> Cell:
    cell = line.cells[need]
    icon, tone, word = LOOKS[cell.state]
    words = _words(cell, today())
    attention = cell.state is State.ATTENTION
    aloud = words if words == tr(word) else f"{tr(word)}, {words}"
    if cell.state is State.WITHHELD and tight():
        return Cell("", icon=icon, tone=tone, aloud=aloud)
    return Cell(words, icon=icon, tone=tone, bold=attention, soft=attention, aloud=aloud)


def _next(line: BoardLine) -> Cell:
    if line.with_me:
        whom = tr(N_("with you"))
    else:
        whom = tr(N_("with {whom}"), whom=line.with_whom) if line.with_whom else ""
    return Cell(line.next, whom, bold=True, below=True)


def missing(line: BoardLine, today: date) -> str:
    """What somebody still needs, in a sentence."""
    return f"{line.name or line.name_in_script}: {'; '.join(_parts(line, today))}."


def _parts(line: BoardLine, today: date) -> list[str]:
    by: dict[State, list[str]] = {}
    for need, cell in line.cells.items():
        title = tr(NEED_TITLES[need]).lower()
        words = _words(cell, today)
        exact = words if words != tr(LOOKS[cell.state][2]) else ""
        by.setdefault(cell.state, []).append(f"{title} ({exact})" if exact else title)
    parts = [
        tr(words, what=", ".join(by[state]))
        for state, words in (
            (State.ATTENTION, N_("look at {what}")),
            (State.TO_DO, N_("still to do: {what}")),
            (State.ASKED, N_("asked for: {what}")),
        )
        if state in by
    ]
    return parts or [tr(N_("everything is ready that you may see"))]
