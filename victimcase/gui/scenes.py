"""The pictures there are: every page, as those who use it see it, with something on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea

from victimcase.domain.words import Step
from victimcase.gui.desk import Place, Saved
from victimcase.gui.pictures import LOOKS, Look, Scene, take
from victimcase.gui.shell import Shell
from victimcase.i18n import N_, tr
from victimcase.services import case_ledger, case_list, demo_visit, evidence, referrals
from victimcase.services.case_list import Column, Filters, Order
from victimcase.services.session import Session

CASEWORKER, CONSUL, SUPERVISOR, ADMIN = "caseworker", "consul", "supervisor", "admin"


def _nothing(shell: Shell) -> None:
    """The page as it opens."""


def _to(page: str, tab: str = "", text: str = "") -> Callable[[Session], Place]:
    """Always the same place."""
    return lambda session: Place(page, tab=tab, text=text)


def _case(session: Session, step: Step = Step.CLEARANCE, **place: str) -> Place:
    """The case at a step that has the most to show: the one with something due first."""
    found = session.look(
        case_list.page, Filters(steps=(str(step),)), Order(Column.DUE, descending=False), limit=1
    )
    if not found:
        found = session.look(case_list.page, limit=1)
    return replace(Place("case", number=found[0].number), **place)  # type: ignore[arg-type]


def _proven(session: Session) -> Place:
    """The first case of the caseworker with a file kept as evidence."""
    for card in session.look(case_list.page, limit=200):
        if any(one.has_original for one in session.look(evidence.listed, card.number)):
            return Place("case", number=card.number, tab="documents")
    return Place("cases")


def _track(shell: Shell) -> None:
    """Check the last item that came, and show where it has been."""
    for code in ("check", "track"):
        _press_first("case.evidence.", f".{code}", shell)


def _press_first(begin: str, end: str, shell: Shell) -> None:
    """Press the first shown button whose name begins and ends so, and bring it into view."""
    for button in shell.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName().startswith(begin) and button.objectName().endswith(end):
            for area in shell.findChildren(QScrollArea):
                if area.isAncestorOf(button):
                    area.ensureWidgetVisible(button, 0, 400)
            button.click()
            return


def _referral(step: str, session: Session) -> Place:
    """A referral that is being written, at a step; that of the list where nothing is."""
    found = session.look(referrals.listed, out=True, states=["prepared"])
    if not found:
        return Place("referrals")
    return Place("referral", number=found[0].number, record=found[0].id, step=step)


def _check_paper(shell: Shell) -> None:
    """Check the paper that went last."""
    line = shell.findChild(QLineEdit, "administration.papers.number")
    lines = shell.desk.session.look(case_ledger.every)
    if line is not None and lines:
        line.setText(next((one.line.number for one in lines if one.line.state == "issued"), ""))
        _press("administration.papers.check", shell)


def _press(name: str, shell: Shell) -> None:
    """Press the button of a name, where it is shown."""
    for button in shell.findChildren(QAbstractButton, name):
        if button.isVisible():
            button.click()
            return


def _find(text: str, shell: Shell) -> None:
    """Open the line that finds anything and type."""
    shell.open_finder()
    line = shell.findChild(QLineEdit, "finder.search")
    if line is not None:
        line.setText(text)
        QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def _saved(shell: Shell) -> None:
    shell.desk.saved.emit(Saved(tr(N_("Saved: {what}"), what=tr(N_("Travel document")))))


TABS: Final = (
    "timeline",
    "person",
    "identification",
    "protection",
    "repatriation",
    "reintegration",
    "documents",
    "referrals",
    "consent",
    "tasks",
    "history",
)

SCENES: Final = (
    Scene("today", CASEWORKER, _to("today")),
    Scene("cases", CASEWORKER, _to("cases")),
    Scene("find-anything", CASEWORKER, _to("cases"), partial(_find, "nur")),
    *(
        Scene(f"case-{tab}", CASEWORKER, partial(_case, tab=tab), _saved if tab == "timeline" else _nothing)
        for tab in TABS
    ),
    Scene("form-person", CASEWORKER, partial(_case, kind="person", tab="person")),
    Scene("form-travel-document", CASEWORKER, partial(_case, kind="travel_document", tab="repatriation")),
    Scene("form-risk-assessment", CASEWORKER, partial(_case, kind="risk_assessment", tab="repatriation")),
    Scene("new-case", CASEWORKER, _to("new_case", text="Nur")),
    Scene("group-intake", CASEWORKER, _to("group_intake")),
    Scene("screening", CASEWORKER, partial(_case, step=Step.SCREENING, page="screening")),
    Scene("referrals", CASEWORKER, _to("referrals")),
    *(
        Scene(f"referral-{step}", CASEWORKER, partial(_referral, step))
        for step in ("partner", "purpose", "parts", "read", "send")
    ),
    Scene("referral-came-in", CASEWORKER, _to("incoming")),
    Scene("shelter", CASEWORKER, _to("shelter")),
    Scene("tasks", CASEWORKER, _to("tasks")),
    Scene("tasks-month", CASEWORKER, _to("tasks", tab="month")),
    Scene("directory", CASEWORKER, _to("directory")),
    Scene("evidence", CASEWORKER, _proven, _track),
    Scene("form-custody-step", CASEWORKER, _proven, partial(_press_first, "case.evidence.", ".hand_over")),
    Scene("patterns", CASEWORKER, _to("patterns")),
    Scene("patterns-extract", SUPERVISOR, _to("patterns"), partial(_press, "patterns.extract")),
    Scene("inside-warnings", SUPERVISOR, _to("inside_warnings")),
    Scene("help", CASEWORKER, _to("help")),
    Scene("settings", CASEWORKER, _to("settings")),
    Scene("repatriation", CONSUL, _to("repatriation")),
    Scene("consul-today", CONSUL, _to("today")),
    Scene("consul-case", CONSUL, _case),
    Scene("supervisor-repatriation", SUPERVISOR, _to("repatriation")),
    Scene("papers-given-out", SUPERVISOR, _to("administration", tab="papers"), _check_paper),
    Scene("journal", SUPERVISOR, _to("administration", tab="journal")),
    *(
        Scene(f"administration-{tab}", ADMIN, _to("administration", tab=tab))
        for tab in ("people", "office", "backup", "profiles", "languages")
    ),
)


def visit(vault: Path, folder: Path, *, only: str = "", looks: Sequence[Look] = LOOKS) -> list[Path]:
    """Take every picture of a demo vault, as each of its users. Pictures are readable by anybody, so of any
    other vault none is taken.

    Raises Refused when it is not a demo vault.
    """
    made: list[Path] = []
    for login in (CASEWORKER, CONSUL, SUPERVISOR, ADMIN):
        scenes = [scene for scene in SCENES if scene.login == login and only in scene.name]
        if not scenes:
            continue
        with demo_visit.opened(vault, login) as session:
            made += take(session, scenes, looks, folder)
    return made
