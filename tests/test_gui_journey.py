"""The journey in the window: from an empty computer to a closed case, as somebody presses and types it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from tests import journey_people
from tests.journey import AGREED, Person
from tests.window_ground import find, qapp
from tests.window_hands import fill, trouble_of, type_in
from tests.window_journey import Casework, sitting
from victimcase.domain.rights import Role
from victimcase.gui.entry.first_run import FirstRun
from victimcase.gui.pages.new_case import NewCase
from victimcase.gui.parts.buttons import Button
from victimcase.services import disclosures, history, machine, soundness

__all__ = ["qapp"]

OFFICE_WORDS = "harbour candle seven willow plane"
HER_WORDS = "lantern gravel pocket north reed"
SUPERVISOR, CASEWORKER = "supervisor", "caseworker"
WORDS = {SUPERVISOR: OFFICE_WORDS, CASEWORKER: HER_WORDS}
CLINIC = {
    "name": "Harbour Clinic",
    "type": "HealthServiceOrganisation",
    "country": "ID",
    "city": "Kupang",
}
REFERRED = {**AGREED, "purpose": "referral", "categories": ["identity", "health"]}
TO_BE_REFERRED = {
    False: {**REFERRED, "given_by": "person"},
    True: {**REFERRED, "given_by": "guardian", "child_assent": True},
}
"""Whether it is a child -> the consent to be referred."""
WHO = {
    "an adult who is returned": {
        "given_names": "Sokha",
        "family_name": "Chann",
        "own_script_name": "\u1785\u17b6\u1793\u17cb \u179f\u17bb\u1781\u17b6",
        "gender": "Feminine",
        "birth": "1996-04-12",
        "citizenships": ["KH"],
    },
    "a child": {
        "given_names": "Hnin",
        "family_name": "Thida",
        "gender": "Feminine",
        "birth": "2012-09-30",
        "citizenships": ["MM"],
    },
    "an adult who stays": {
        "given_names": "Rahima",
        "family_name": "Begum",
        "gender": "Feminine",
        "birth": "1989",
        "citizenships": ["BD"],
    },
}


@pytest.fixture
def person(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Casework]:
    """Somebody at a computer on which nothing is set up yet."""
    with sitting(tmp_path / "KUP.vault") as one:
        yield one


def first_run(one: Casework) -> None:
    """Office, first person, the code typed back."""
    one.start()
    page = one.window.entry()
    assert isinstance(page, FirstRun)
    one.write("first_run.name", "Kupang shelter office")
    find(page, QLineEdit, "first_run.code").selectAll()
    one.write("first_run.code", "KUP")
    find(page, QLineEdit, "first_run.folder").selectAll()
    one.write("first_run.country.line", "Indonesia")
    one.write("first_run.folder", str(one.vault))
    one.press("first_run.next")
    assert page.step == 1
    one.write("first_run.person", "Maria Tefa")
    find(page, QLineEdit, "first_run.login").selectAll()
    one.write("first_run.login", SUPERVISOR)
    one.write("first_run.passphrase", OFFICE_WORDS)
    one.write("first_run.again", OFFICE_WORDS)
    one.press("first_run.next")
    assert page.step == 2 and page.code_step is not None
    for number, group in enumerate(page.code_step.groups, 1):
        assert not one.see(Button, "first_run.next").isEnabled()
        one.write(f"first_run.group.{number}", group.lower())
    one.press("first_run.next")
    one.who = SUPERVISOR
    assert one.shell.place.page == "today" and machine.load().vaults == (one.vault,)


def add_caseworker(one: Casework) -> None:
    """A caseworker is added on the page of administration."""
    one.press("nav.administration")
    one.press("administration.add_person")
    one.write("administration.add.name", "Dewi Lestari")
    one.write("administration.add.login", CASEWORKER)
    line = one.see(QLineEdit, "administration.add.passphrase")
    line.selectAll()
    type_in(line, HER_WORDS)
    assert one.see(QCheckBox, f"administration.add.role.{Role.CASEWORKER}").isChecked()
    one.press("administration.add.yes")


def register(one: Casework, way: Person) -> str:
    """The person is registered on the page of a new case; its number."""
    one.press("nav.cases")
    one.press("cases.new")
    page = one.shell.page
    assert isinstance(page, NewCase)
    met = next(fields for kind, fields in way.steps[0].records if kind == "contact_event")
    for kind, given in (("person", WHO[way.title]), ("contact_event", met)):
        for name, value in given.items():
            if (kind, name) in page.rows:
                page._area.ensureWidgetVisible(page.rows[kind, name])
                fill(page.rows[kind, name], value)
    one.keys(Qt.Key.Key_S)
    assert one.shell.place.page == "case", trouble_of(one.window)
    return one.shell.place.number


def go_all_the_way(one: Casework, way: Person, number: str, paper: Path | None = None) -> None:
    """Every step, each by whom it belongs to, with locking and unlocking between; in care the letter."""
    met = replace(way.steps[0], names="interpreter")  # danger was asked when the case was opened
    for leaving in [met, *way.steps[1:]]:
        one.become(leaving.who, WORDS[leaving.who])
        if one.shell.place.number != number:
            one.open_case(number)
        if leaving.step == "care" and paper is not None:
            one.refer(TO_BE_REFERRED[way.title == "a child"], CLINIC, paper)
        one.leave(leaving, number)


def check_the_end(one: Casework, number: str, paper: Path) -> None:
    """The case is closed, its letter is out and counted, what was done is told, the vault is sound."""
    assert one.gate._gate is None and "closed" in one.gate.title.text().casefold()
    one.press("case.tabs.history")
    table = one.see(QTableView, "case.history.table")
    assert table.model().rowCount() > 20
    assert paper.read_bytes().startswith(b"%PDF-") and paper.stat().st_size > 5000
    session = one.shell.desk.session
    given = session.look(disclosures.listed, number)
    assert [(line.purpose, line.state) for line in given] == [("referral", "issued")]
    assert {CASEWORKER, SUPERVISOR} <= {act.user for act in session.look(history.of_case, number)}
    found = session.look(soundness.check)
    assert not found.problems, found.problems


@pytest.mark.parametrize("make", [journey_people.returning_adult])
def test_from_an_empty_computer_to_a_closed_case(
    make: Callable[[], Person], person: Casework, tmp_path: Path
) -> None:
    """First run, screened, decided, protected, referred, returned, received, followed up, closed."""
    lead(person, make(), tmp_path / "letter.pdf")
    assert len(person.lefts) == 6, "who sits there changes six times"


@pytest.mark.soak
@pytest.mark.parametrize("make", [journey_people.returning_child, journey_people.staying_adult])
def test_the_other_two_ways(make: Callable[[], Person], person: Casework, tmp_path: Path) -> None:
    """A child with a guardian who is returned, and an adult who stays, through the same window."""
    lead(person, make(), tmp_path / "letter.pdf")


def lead(one: Casework, way: Person, paper: Path) -> None:
    """Lead one person the whole way, from a computer on which nothing is set up."""
    first_run(one)
    add_caseworker(one)
    one.become(CASEWORKER, HER_WORDS)
    number = register(one, way)
    go_all_the_way(one, way, number, paper)
    check_the_end(one, number, paper)
