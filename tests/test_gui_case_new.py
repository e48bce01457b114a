"""A new case: what is asked, who is shown to be known already, and that nothing typed is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.vaults import SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of, write
from victimcase.gui.desk import Place
from victimcase.gui.pages.new_case import DRAFT, NewCase
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.window import Window
from victimcase.services import cases, drafts, known_people, records
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


def at(window: Window, text: str = "") -> NewCase:
    """The page of a new case, settled."""
    page = go(window, Place("new_case", text=text))
    assert isinstance(page, NewCase)
    return page


def fill(page: NewCase, kind: str, **fields: object) -> None:
    """Write into fields as an editor does."""
    for name, value in fields.items():
        row = page.row(kind, name)
        assert row is not None
        row.put(value)
        row.edited.emit(name)


def test_saving_opens_the_case_with_the_first_contact(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        window = open_window(session)
        page = at(window, "Thiri Aung")
        fill(page, "person", citizenships=["MM"], birth="2002")
        fill(page, "contact_event", channel="hotline", place="By phone")
        page.save()
        settle(window)
        place = shell_of(window).place
        shown = session.look(cases.shown, place.number)
        assert place.page == "case" and shown.card.name == "Thiri Aung"
        contact = next(one.record for kind, one in shown.records if kind == "contact_event")
        assert contact.place == "By phone" and contact.happened_on == session.today()  # type: ignore[attr-defined]
        assert page.given("person") == {} and session.look(drafts.read, DRAFT) is None


def test_without_any_name_nothing_is_opened(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        window = open_window(session)
        page = at(window)
        page.save()
        settle(window)
        assert find(page, Notice, "new_case.trouble").isVisible()
        assert session.look(cases.listed) == []


def test_a_name_in_another_script_is_enough(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        window = open_window(session)
        page = at(window)
        row = page.row("person", "own_script_name")
        assert row is not None
        write(row.target(), "สมชาย")
        page.save()
        settle(window)
        assert session.look(cases.listed)[0].name_in_script == "สมชาย"


def known(session: Session) -> str:
    """Somebody who is written down already."""
    return new_case(session, given_names="Thiri", family_name="Aung", birth="2002-05-01").number


def test_who_is_known_is_shown_as_the_name_is_typed_and_gets_a_further_episode(
    sign_in: SignIn, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with sign_in() as session:
        number = known(session)
        window = open_window(session)
        page = at(window)
        fill(page, "person", given_names="Thiri", family_name="Aung", birth="2002")
        qtbot.waitUntil(lambda: page.findChild(Button, f"new_case.known.{number}.episode") is not None)
        find(page, Button, f"new_case.known.{number}.episode").click()
        settle(window)
        first, second = session.look(cases.listed)
        assert first.person_id == second.person_id
        person = next(one for kind, one in session.look(cases.shown, number).records if kind == "person")
        assert str(person.record.birth) == "2002-05-01"  # type: ignore[attr-defined]


def test_nobody_out_of_sight_is_shown(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("supervisor") as session:
        number = known(session)
        hidden = {"restricted": True, "restricted_members": "supervisor"}
        session.do(records.save, number, "case", hidden)
        assert session.look(known_people.alike, {"given_names": "Thiri", "family_name": "Aung"})
    with sign_in() as session:
        window = open_window(session)
        page = at(window, "Thiri Aung")
        assert not find(page, QWidget, "new_case.known").isVisible()


def test_what_is_typed_is_there_again(sign_in: SignIn, open_window: OpenWindow, qtbot: QtBot) -> None:
    with sign_in() as session:
        window = open_window(session)
        page = at(window)
        fill(page, "person", given_names="Nok")
        qtbot.waitUntil(lambda: session.look(drafts.read, DRAFT) is not None)
        assert page.drafts()[DRAFT]["person"] == {"given_names": "Nok"}
        again = at(open_window(session))
        assert again is not page and again.given("person") == {"given_names": "Nok"}
        find(again, Button, "new_case.kept.drop").click()
        settle(window)
        assert again.given("person") == {} and session.look(drafts.read, DRAFT) is None


def test_a_consul_is_not_asked_what_only_others_write(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("consul") as session:
        window = open_window(session)
        page = at(window, "Nok Dee")
        assert page.row("contact_event", "danger") is None
        page.save()
        settle(window)
        assert shell_of(window).place.page == "case"
