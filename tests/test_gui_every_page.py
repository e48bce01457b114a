"""Every page, as every role, in every look: it opens, is named, reached by keyboard, and nothing is cut."""

from __future__ import annotations

import gettext
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

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
from victimcase.gui.parts.boxes import scrolling
from victimcase.gui.places import PAGES
from victimcase.gui.window import Window
from victimcase.services import case_list
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
    "settings":       "yes yes yes yes",
}  # fmt: skip

BESIDE_THE_NAVIGATION = {"case", "new_case", "group_intake", "screening", "settings"}
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
    "administration": ("people", "office", "backup", "profiles", "languages", "journal"),
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

KEYBOARD = {"light", "rtl"}
"""Looks in which the Tab key is pressed all around; size and language change nothing about its way."""

GROUNDS = [(role, LIGHT) for role in (*ROLES, ALL)] + [(ALL, look) for look in HARD]


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

    def places(self, page: str) -> list[Place]:
        """The places of a page that are visited."""
        number = ""
        if page in ("case", "screening"):
            order = Order(Column.DUE, descending=False)
            number = self.session.look(case_list.page, Filters(open=True), order, limit=1)[0].number
        found = [Place(page, number=number, tab=tab) for tab in PARTS.get(page, ("",))]
        if page == "case":
            found.append(Place("case", number=number, tab="person", kind="person"))
        return found


@pytest.fixture(scope="module", params=GROUNDS, ids=lambda one: f"{one[0]}-{one[1].name}")
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """One window for all pages of a role in a look."""
    role, look = request.param
    app = make_app()
    turn(app, right_to_left=look.rtl)
    theme.apply(app, Mode.LIGHT, look.text_size)
    i18n.use(checks.Pseudo() if look.pseudo else gettext.NullTranslations())
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
            yield Ground(role, look, window, session, bugs)
        finally:
            put_away(window)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            turn(app, right_to_left=False)
            theme.apply(app, Mode.LIGHT)
            i18n.use(gettext.NullTranslations())


def problems(ground: Ground, place: Place) -> Iterator[str]:
    """Everything that is wrong with a place."""
    window, shell = ground.window, shell_of(ground.window)
    shell.desk.go(place)
    settle(window)
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
    if ground.look.name in KEYBOARD:
        yield from checks.lost_on_the_way(shell, traps=TRAPS)
    yield from (f"a bug: {bug!r}" for bug in ground.bugs)


@pytest.mark.parametrize("page", sorted(OPEN_TO))
def test_a_page_is_whole(ground: Ground, page: str) -> None:
    """It opens for whom it is, and all on it can be read, named and reached; for others it stays shut."""
    if not may(page, ground.role):
        shell = shell_of(ground.window)
        before = shell.place
        shell.desk.go(Place(page))
        assert shell.place == before and page not in shell.pages
        return
    lines = [
        f"{place.kind or place.tab or page}: {line}"
        for place in ground.places(page)
        for line in problems(ground, place)
    ]
    assert not lines, "\n" + "\n".join(lines)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_pages_and_categories_of_the_tables(role: str, qapp: object) -> None:
    """The navigation shows exactly the pages of the table, and what the person may read is in it too."""
    with signed_in_as(role) as session:
        window = Window(Jobs())
        shell = window.open_session(session)
        settle(window)
        navigation = set(OPEN_TO) - BESIDE_THE_NAVIGATION
        wanted_pages = [page for page in PAGES if page in navigation and may(page, role)]
        assert list(shell.navigation.items) == wanted_pages
        column = ROLES.index(role)
        wanted = {name for name, line in READ_BY.items() if line.split()[column] == "yes"}
        assert {str(one) for one in session.me.readable} == wanted
        put_away(window)


def test_the_tables_name_every_page_and_category() -> None:
    """A new page or category is entered here before anybody sees it."""
    assert set(OPEN_TO) == set(PAGES)
    assert {name for name, entry in PAGES.items() if not entry.group} == BESIDE_THE_NAVIGATION
    assert list(READ_BY) == [str(category) for category in Category]


Build = Callable[[QVBoxLayout], None]


def planted(build: Build) -> QWidget:
    """A small page with a flaw in it, shown."""
    page = QWidget()
    page.setObjectName("planted")
    page.resize(300, 300)
    build(QVBoxLayout(page))
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def _button(name: str, text: str = "Press", **given: object) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    for key, value in given.items():
        made.setProperty(key, value)
    return made


def _sound(layout: QVBoxLayout) -> None:
    layout.addWidget(QLabel("Words"))
    layout.addWidget(_button("planted.one"))
    layout.addWidget(_button("planted.two"))


def _nameless(layout: QVBoxLayout) -> None:
    layout.addWidget(QLineEdit())


def _twice(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one"))
    layout.addWidget(_button("planted.one"))


def _clipped(layout: QVBoxLayout) -> None:
    words = QLabel("Many words that need far more room than there is")
    words.setFixedWidth(40)
    layout.addWidget(words)


def _flat(layout: QVBoxLayout) -> None:
    words = QLabel("Many words that need far more room than there is, and wrap, and wrap once more than that")
    words.setWordWrap(True)
    words.setFixedSize(80, 20)
    layout.addWidget(words)


def _beyond(layout: QVBoxLayout) -> None:
    outer = QWidget()
    outer.setFixedSize(60, 60)
    inner = QLabel("Words", outer)
    inner.move(50, 5)
    layout.addWidget(outer)


def _sideways(layout: QVBoxLayout) -> None:
    wide = QLabel("Words")
    wide.setMinimumWidth(900)
    area: QScrollArea = scrolling(wide)
    area.setObjectName("planted.area")
    layout.addWidget(area)


def _two_steps(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one", kind="filled"))
    layout.addWidget(_button("planted.two", kind="filled"))


def _up(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one"))
    layout.insertWidget(0, _button("planted.two"))


@pytest.mark.parametrize(
    ("build", "found"),
    [
        (_nameless, "no name: QLineEdit"),
        (_nameless, "nothing to read aloud: QLineEdit"),
        (_twice, "named 2 times: planted.one"),
        (_clipped, "cut at the side"),
        (_flat, "cut below"),
        (_beyond, "beyond the edge"),
        (_sideways, "scrolls sideways"),
        (_two_steps, "one more filled button"),
        (_up, "Tab goes up"),
    ],
)
def test_a_flaw_is_found(qapp: object, build: Build, found: str) -> None:
    """Each check finds the flaw it is for."""
    page = planted(build)
    said = _everything(page)
    page.deleteLater()
    assert any(line.startswith(found) for line in said), said


def test_a_sound_page_has_no_flaw(qapp: object) -> None:
    """Nothing is found where nothing is wrong."""
    page = planted(_sound)
    said = _everything(page)
    page.deleteLater()
    assert said == []


def _everything(page: QWidget) -> list[str]:
    return [
        *checks.nameless(page),
        *checks.clipped(page),
        *checks.scrolls_sideways(page),
        *checks.too_many_steps(page),
        *checks.lost_on_the_way(page),
    ]


def test_the_other_language_is_longer_and_keeps_its_places() -> None:
    """Places to be filled stay, everything else is marked, and the whole is 30 % longer."""
    text = "Saved: {what} of {count} cases"
    said = checks.Pseudo().gettext(text)
    assert "{what}" in said and "{count}" in said and said.startswith("[") and said.endswith("]")
    assert len(said) >= len(text) * 1.3 and "Šävéd" in said
