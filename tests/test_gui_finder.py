"""Find anything: cases by any name, people to call, organisations; only what may be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, open_window, settle, shell_of, write
from victimcase.gui.desk import Place
from victimcase.gui.finder import Finder
from victimcase.gui.finder_line import Found
from victimcase.gui.window import Window
from victimcase.services.records import OFFICE
from victimcase.services.session import Session

__all__ = ["open_window"]


def opened(window: Window) -> Finder:
    """The finder, open."""
    shell = shell_of(window)
    shell.open_finder()
    return shell._finder


def typed(window: Window, finder: Finder, text: str) -> list[Found]:
    """What is listed after a text was typed."""
    finder.line.clear_quietly()
    write(finder.line, text)
    QTest.keyClick(finder.line, Qt.Key.Key_Shift)
    finder.line._send()
    settle(window)
    return [line.found for line in finder._lines]


def fill(session: Session) -> str:
    """A case with a name in its own script and an alias, an organisation, and somebody to call there."""
    number = new_case(session, own_script_name="သီရိအောင်", other_names="Nilar").number
    place = save(session, OFFICE, "organisation", name="Nile Clinic", type="ngo", country="TH", city="Ranong")
    person = {"name": "Nittaya Sook", "role": "other", "country": "TH", "organisation": place.id}
    save(session, OFFICE, "contact_person", **person)
    return number


def test_cases_contacts_and_organisations_are_found(sign_in: SignIn, open_window: OpenWindow) -> None:
    """By name, by alias with the reason, by the name in its own script."""
    with sign_in("caseworker") as session:
        number = fill(session)
        window = open_window(session)
        finder = opened(window)
        found = typed(window, finder, "Nil")
        assert Place("case", number=number) in [one.place for one in found]
        assert "also called Nilar" in [one.second for one in found]
        assert "Nile Clinic" in [one.text for one in found]
        people = typed(window, finder, "Nittaya")
        assert [one.second for one in people if one.text == "Nittaya Sook"] == ["Nile Clinic"]
        own = typed(window, finder, "သီရိ")
        assert [one.place.number for one in own if one.place.page == "case"] == [number]


def test_enter_goes_to_the_chosen_line(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Arrows choose, Enter goes, and the sheet is gone."""
    with sign_in("caseworker") as session:
        number = fill(session)
        window = open_window(session)
        finder = opened(window)
        typed(window, finder, "Thiri")
        places: list[Place] = []
        desk = shell_of(window).desk
        desk.went.disconnect(shell_of(window).go)
        desk.went.connect(places.append)
        QTest.keyClick(finder.line, Qt.Key.Key_Return)
        assert places == [Place("case", number=number)] and not finder.isVisible()


def test_what_may_not_be_seen_is_not_found(sign_in: SignIn, open_window: OpenWindow) -> None:
    """A colleague of another team finds neither the person nor the alias, but the clinic they may see."""
    with sign_in("caseworker") as session:
        fill(session)
    with sign_in("colleague") as session:
        window = open_window(session)
        found = typed(window, opened(window), "Nil")
        assert [one for one in found if one.place.page == "case"] == []
        assert "Nile Clinic" in [one.text for one in found]
        assert not any("Nilar" in one.second for one in found)


def test_an_administrator_finds_no_case(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Whoever may see no case is not offered any, nor a new one."""
    with sign_in("caseworker") as session:
        fill(session)
    with sign_in("admin") as session:
        window = open_window(session)
        found = typed(window, opened(window), "Thiri")
        assert {one.place.page for one in found} <= {"directory", "administration", "help", "settings"}
