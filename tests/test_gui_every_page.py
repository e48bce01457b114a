"""Every page, as every role, in every look: it opens, is named, reached by keyboard, and nothing is cut."""

from __future__ import annotations

import gettext
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from tests import page_checks as checks
from tests.demo_ground import _made, entered
from tests.vaults import Clock, copied, signed_in
from tests.window_ground import put_away, qapp, settle, shell_of
from victimcase import i18n
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.app import make_app, turn
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Place
from victimcase.gui.jobs import Jobs
from victimcase.gui.navigation import Navigation
from victimcase.gui.pages.referral.page import STEPS
from victimcase.gui.places import PAGES
from victimcase.gui.window import Window
from victimcase.services import case_list, referrals
from victimcase.services.case_list import Column, Filters, Order
from victimcase.services.session import Session

__all__ = ["qapp"]

CASEWORKER, CONSUL, SUPERVISOR, ADMIN, ALL = "caseworker", "consul", "supervisor", "admin", "everything"

# page: caseworker, consular officer, supervisor, administrator
OPEN_TO = {
    "today":          "yes yes yes -",
    "cases":          "yes yes yes -",
    "referrals":      "yes yes yes -",
    "shelter":        "yes -   yes -",
    "repatriation":   "yes yes yes -",
    "tasks":          "yes yes yes -",
    "directory":      "yes yes yes yes",
    "administration": "-   -   yes yes",
    "help":           "yes yes yes yes",
    "case":           "yes yes yes -",
    "new_case":       "yes yes yes -",
    "group_intake":   "yes yes yes -",
    "screening":      "yes yes yes -",
    "patterns":       "yes -   yes -",
    "inside_warnings": "-  -   yes -",
    "settings":       "yes yes yes yes",
    "referral":       "yes yes yes -",
    "incoming":       "yes yes yes -",
    "check_paper":    "yes yes yes -",
}  # fmt: skip

BESIDE_THE_NAVIGATION = {
    "case",
    "new_case",
    "group_intake",
    "screening",
    "patterns",
    "inside_warnings",
    "settings",
    "referral",
    "incoming",
    "check_paper",
}
"""Pages that are reached from others."""

READ_BY = {
    "identity":            "yes yes yes -",
    "contact":             "yes yes yes -",
    "family":              "yes yes yes -",
    "account":             "yes -   yes -",
    "health":              "yes -   yes -",
    "legal":               "yes -   yes -",
    "travel":              "yes yes yes -",
    "money":               "yes -   yes -",
    "note":                "yes -   yes -",
    "administrative":      "yes yes yes -",
    "perpetrator":         "yes -   yes -",
    "protection_claim":    "yes -   yes -",
    "location_of_shelter": "yes -   yes -",
    "witness":             "-   -   yes -",
    "whistle_blower":      "-   -   yes -",
    "release":             "-   -   yes -",
}  # fmt: skip

ROLES = (CASEWORKER, CONSUL, SUPERVISOR, ADMIN)

CASE_TABS = (
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
PARTS = {
    "administration": ("people", "office", "backup", "profiles", "languages", "papers", "journal"),
    "help": ("guide", "fields", "rights", "keys", "indicators", "about"),
    "tasks": ("", "month"),
    "case": CASE_TABS,
}
"""Tabs of a page that are visited each; other pages are visited once."""

TRAPS = frozenset({"group_intake.grid"})
"""Where Tab goes from cell to cell, and Escape leaves: the page says so."""


@dataclass(frozen=True)
class Look:
    """One way the window is shown."""

    name: str
    size: tuple[int, int] = (1366, 768)
    rtl: bool = False
    text_size: int = 100
    pseudo: bool = False


LIGHT = Look("light")
HARD = (
    Look("rtl", rtl=True),
    Look("small", size=(1024, 640)),
    Look("large", text_size=200),
    Look("pseudo", pseudo=True),
)

SOME_TABS = ("timeline", "protection", "documents", "tasks")
"""Tabs of a case that stand for the others in the quick walk: two columns, sheets, files, a table."""

KEYBOARD = {("caseworker", "light"), ("admin", "light"), ("everything", "rtl")}
"""Where the quick walk presses the Tab key all around; size and language change nothing about its way."""

EVERY_TAB = {("caseworker", "light"), ("everything", "large")}
"""Where the quick walk visits every tab of a case."""

QUICK = [(role, LIGHT) for role in ROLES] + [(ALL, look) for look in HARD]
WHOLE = [(role, look) for role in (*ROLES, ALL) for look in (LIGHT, *HARD)]


def may(page: str, role: str) -> bool:
    """Whether a role opens a page, by the table above."""
    if role == ALL:
        return True
    return OPEN_TO[page].split()[ROLES.index(role)] == "yes"


@contextmanager
def signed_in_as(role: str) -> Iterator[Session]:
    """The demo as one of its users; the administrator alone is somebody of the small vault, as the one of the
    demo supervises too (`ALL`).
    """
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(Path(place) / "state"))
        if role == ADMIN:
            with signed_in(copied(Path(place)), ADMIN, Clock()) as session:
                yield session
        else:
            with entered(_made(), ADMIN if role == ALL else role) as session:
                yield session


@dataclass
class Ground:
    """An open window, who is in it, how it looks, and what went wrong that was no error of the user."""

    role: str
    look: Look
    window: Window
    session: Session
    bugs: list[object]
    whole: bool
    """Every tab of a case is visited, and the Tab key pressed everywhere."""

    def referral_steps(self) -> Iterator[Place]:
        """Every step of a referral that is being written, where the role sees one."""
        found = self.session.look(referrals.listed, out=True, states=["prepared"])
        for one in found[:1]:
            yield from (Place("referral", one.number, record=one.id, step=code) for code, _ in STEPS)

    def places(self, page: str) -> list[Place]:
        """The places of a page that are visited."""
        number = ""
        if page in ("case", "screening"):
            order = Order(Column.DUE, descending=False)
            number = self.session.look(case_list.page, Filters(open=True), order, limit=1)[0].number
        if page == "referral":
            return [*self.referral_steps(), Place(page)]
        every = self.whole or page != "case" or (self.role, self.look.name) in EVERY_TAB
        tabs = PARTS.get(page, ("",)) if every else SOME_TABS
        found = [Place(page, number=number, tab=tab) for tab in tabs]
        if page == "case":
            found.append(Place("case", number=number, tab="person", kind="person"))
        return found


@contextmanager
def opened(role: str, look: Look, *, whole: bool = False) -> Iterator[Ground]:
    """A window for all pages of a role in a look, put away for good."""
    app = make_app()
    turn(app, right_to_left=look.rtl)
    theme.apply(app, Mode.LIGHT, look.text_size)
    i18n.use(checks.Pseudo() if look.pseudo else gettext.NullTranslations())
    try:
        with signed_in_as(role) as session:
            window = Window(Jobs())
            bugs: list[object] = []
            window.jobs.bug.connect(bugs.append)
            window.resize(*look.size)
            window.open_session(session)
            window.show()
            window.activateWindow()
            settle(window)
            try:
                yield Ground(role, look, window, session, bugs, whole)
            finally:
                put_away(window)
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    finally:
        turn(app, right_to_left=False)
        theme.apply(app, Mode.LIGHT)
        i18n.use(gettext.NullTranslations())


def problems(ground: Ground, place: Place) -> Iterator[str]:
    """Everything that is wrong with a place."""
    window, shell = ground.window, shell_of(ground.window)
    shell.desk.go(place)
    settle(window)
    checks.still(shell.page)
    if shell.place.page != place.page:
        yield "it does not open"
        return
    if (window.width(), window.height()) != ground.look.size:
        yield f"the window grew to {window.width()} × {window.height()}"
    if any(one.isVisible() for one in shell.findChildren(QWidget, "shell.notice")):
        yield "it opens with a notice"
    yield from checks.nameless(shell)
    yield from checks.clipped(shell)
    yield from checks.scrolls_sideways(shell)
    yield from checks.too_many_steps(shell)
    if ground.whole or (ground.role, ground.look.name) in KEYBOARD:
        yield from checks.lost_on_the_way(shell, traps=TRAPS)
    yield from (f"a bug: {bug!r}" for bug in ground.bugs)


def everything_wrong(ground: Ground) -> Iterator[str]:
    """What is wrong anywhere: a page is not whole, or opens for whom it is not."""
    shell = shell_of(ground.window)
    for page in sorted(OPEN_TO):
        if may(page, ground.role):
            for place in ground.places(page):
                here = "/".join(part for part in (page, place.tab, place.kind) if part)
                yield from (f"{here}: {line}" for line in problems(ground, place))
        else:
            before = shell.place
            shell.desk.go(Place(page))
            if shell.place != before or page in shell.pages:
                yield f"{page}: opens for {ground.role}"


@pytest.mark.parametrize(("role", "look"), QUICK, ids=lambda one: getattr(one, "name", one))
def test_pages_are_whole(role: str, look: Look, qapp: object) -> None:
    """Each opens for whom it is, and all on it can be read, named and reached; for others it stays shut."""
    with opened(role, look) as ground:
        lines = list(everything_wrong(ground))
    assert not lines, "\n" + "\n".join(lines)


@pytest.mark.soak
@pytest.mark.parametrize(("role", "look"), WHOLE, ids=lambda one: getattr(one, "name", one))
def test_every_page_is_whole(role: str, look: Look, qapp: object) -> None:
    """The same for every role in every look, in every tab, with the Tab key pressed all around."""
    with opened(role, look, whole=True) as ground:
        lines = list(everything_wrong(ground))
    assert not lines, "\n" + "\n".join(lines)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_pages_and_categories_of_the_tables(role: str, qapp: object) -> None:
    """The navigation shows exactly the pages of the table, and what the person may read is in it too."""
    with signed_in_as(role) as session:
        navigation = Navigation(session.me, "Office")
        wanted_pages = [p for p in PAGES if p not in BESIDE_THE_NAVIGATION and may(p, role)]
        assert list(navigation.items) == wanted_pages
        column = ROLES.index(role)
        wanted = {name for name, line in READ_BY.items() if line.split()[column] == "yes"}
        assert {str(one) for one in session.me.readable} == wanted
        navigation.deleteLater()


def test_the_tables_name_every_page_and_category() -> None:
    """A new page or category is entered here before anybody sees it."""
    assert set(OPEN_TO) == set(PAGES)
    assert {name for name, entry in PAGES.items() if not entry.group} == BESIDE_THE_NAVIGATION
    assert list(READ_BY) == [str(category) for category in Category]
