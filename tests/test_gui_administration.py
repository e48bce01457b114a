"""Administration: each role has its tabs; people come and go, backups are made, the journal is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from tests.demo_ground import demo_vault, entered
from tests.vaults import Clock, SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.domain.rights import Role
from victimcase.gui.desk import Place
from victimcase.gui.pages.administration.journal import JournalSheet
from victimcase.gui.pages.administration.limits import LimitsSheet
from victimcase.gui.pages.administration.page import AdministrationPage
from victimcase.gui.pages.administration.people import PeopleSheet
from victimcase.gui.pages.administration.person_dialogs import AddPerson, ChangeRole
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.notice import Notice
from victimcase.gui.window import Window
from victimcase.services import audit, keeping, people
from victimcase.services.audit import Chain, Wanted
from victimcase.services.demo import Made
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]

TABS = {
    "admin": ["people", "office", "backup", "profiles", "languages"],
    "supervisor": ["office", "backup", "profiles", "languages", "papers", "journal"],
    "founder": ["people", "office", "backup", "profiles", "languages", "papers", "journal"],
}


@pytest.fixture
def everything(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to the one who administers and supervises it."""
    with entered(demo_vault, "admin") as session:
        yield session


def opened(window: Window, tab: str) -> AdministrationPage:
    """The page at a tab, filled."""
    page = go(window, Place("administration", tab=tab))
    assert isinstance(page, AdministrationPage)
    return page


def words(widget: QWidget) -> list[str]:
    """What is shown in words."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize("login", list(TABS))
def test_a_role_has_its_tabs(sign_in: SignIn, open_window: OpenWindow, login: str) -> None:
    """The administrator alone sees no journal, as it tells of cases; the supervisor no users."""
    with sign_in(login) as session:
        page = opened(open_window(session), "")
        assert page.codes == TABS[login]
        page = opened(shell_of_window(page), "journal" if login == "admin" else "people")
        assert page.tabs.current() in TABS[login]


def shell_of_window(page: AdministrationPage) -> Window:
    """The window a page is in."""
    window = page.window()
    assert isinstance(window, Window)
    return window


def people_sheet(window: Window) -> PeopleSheet:
    """The list of people."""
    sheet = opened(window, "people").sheets["people"]
    assert isinstance(sheet, PeopleSheet)
    return sheet


def test_somebody_is_added_with_words_of_the_program(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The sheet proposes five words; who was added stands in the list and can sign in with them."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = people_sheet(window)
        find(shell_of(window), QPushButton, "administration.add_person").click()
        dialog = find(sheet, AddPerson, "administration.add")
        settle(window)
        assert dialog.words.text().count("-") == 4
        dialog.login.setText("mali")
        find(dialog, Check, "administration.add.role.supervisor").setChecked(True)
        dialog.words.setText("velvet-orbit-museum-carbon-drift")
        find(dialog, QPushButton, "administration.add.yes").click()
        settle(window)
        made = next(one for one in session.look(people.listed) if one.login == "mali")
        assert set(made.roles) == {Role.CASEWORKER, Role.SUPERVISOR}
        assert "mali" in [line.member.login for line in sheet._lines]


def test_what_is_missing_is_said_in_the_sheet(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Without a name or with a passphrase that could be guessed the sheet stays open, and nothing is lost."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = people_sheet(window)
        sheet._add()
        dialog = find(sheet, AddPerson, "administration.add")
        settle(window)
        dialog.go_on()
        settle(window)
        assert any("name to sign in with is missing" in one for one in words(dialog))
        dialog.login.setText("mali")
        dialog.words.setText("password")
        dialog.go_on()
        settle(window)
        assert dialog.isVisible() and dialog.login.text() == "mali" and dialog.yes.isEnabled()
        assert any("could be guessed" in one for one in words(dialog))
        assert "mali" not in [one.login for one in session.look(people.listed)]


def test_a_role_is_changed_and_ones_own_is_not(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Others can be changed; for oneself the buttons wait, and say why."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = people_sheet(window)
        assert sheet.table.choose(lambda one: one.member.login == "admin")
        assert not sheet.role.isEnabled() and "another administrator" in sheet.role.toolTip()
        assert sheet.table.choose(lambda one: one.member.login == "colleague")
        assert sheet.role.isEnabled()
        sheet.role.click()
        dialog = find(sheet, ChangeRole, "administration.role")
        dialog.checks[Role.SUPERVISOR].setChecked(True)
        dialog.team.setText("west")
        dialog.go_on()
        settle(window)
        changed = next(one for one in session.look(people.listed) if one.login == "colleague")
        assert set(changed.roles) == {Role.CASEWORKER, Role.SUPERVISOR} and changed.team == "west"


def test_access_ends_only_after_a_question(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The safe answer has the keyboard and changes nothing; the other one shuts the person out."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = people_sheet(window)
        sheet.table.choose(lambda one: one.member.login == "colleague")
        sheet.end.click()
        assert find(window, QPushButton, "administration.end.no").isDefault()
        find(window, QPushButton, "administration.end.no").click()
        settle(window)
        assert not any(one.disabled for one in session.look(people.listed))
        sheet._shut_out("colleague")
        settle(window)
        assert [one.login for one in session.look(people.listed) if one.disabled] == ["colleague"]
        assert sheet.table.choose(lambda one: one.member.login == "colleague")
        assert sheet.again.isVisible() and not sheet.end.isVisible()


def test_a_backup_is_made_and_listed(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path, clock: Clock
) -> None:
    """It lies in the folder that was chosen, was opened to prove it, and stands in the list."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = opened(window, "backup").sheets["backup"]
        assert any("No backup was made yet" in one for one in words(sheet))
        sheet.make_in(str(tmp_path))  # type: ignore[attr-defined]
        settle(window)
        (made,) = tmp_path.glob("KUP-*.victimcase-backup")
        kept = session.look(keeping.backups)
        assert [one.place for one in kept] == [str(made)] and kept[0].still_there
        assert find(sheet, Notice, "administration.backup.notice").property("tone") == "ok"
        assert sheet.step is not None and sheet.step.isEnabled()


def test_a_folder_that_cannot_be_written_is_said(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    """The page says what happened, and the next try is possible."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = opened(window, "backup").sheets["backup"]
        sheet.make_in(str(tmp_path / "not there"))  # type: ignore[attr-defined]
        settle(window)
        assert find(sheet, Notice, "administration.backup.notice").property("tone") == "danger"
        assert session.look(keeping.backups) == [] and sheet.step is not None and sheet.step.isEnabled()


def test_another_country_is_chosen(sign_in: SignIn, open_window: OpenWindow) -> None:
    """The office works by the limits it picks; the list says which are its own."""
    with sign_in("admin") as session:
        window = open_window(session)
        sheet = opened(window, "profiles").sheets["profiles"]
        assert isinstance(sheet, LimitsSheet)
        assert sheet.country.value() == "thailand" and not sheet.choose.isVisible()
        sheet.country.set_value("indonesia")
        sheet._fill()
        assert sheet.choose.isVisible()
        sheet.choose.click()
        settle(window)
        assert sheet._found is not None and sheet._found.chosen == "indonesia"
        assert not sheet.choose.isVisible()


def journal(window: Window) -> JournalSheet:
    """The journal."""
    sheet = opened(window, "journal").sheets["journal"]
    assert isinstance(sheet, JournalSheet)
    return sheet


def test_the_journal_goes_on_below(everything: Session, open_window: OpenWindow) -> None:
    """A page at a time, the newest first, and no line twice."""
    window = open_window(everything)
    sheet = journal(window)
    first = everything.look(audit.page)
    assert [one.seq for one in sheet._lines] == [one.seq for one in first.lines]
    sheet.more.click()
    settle(window)
    lines = [one.seq for one in sheet._lines]
    assert len(lines) == 2 * audit.PAGE == sheet.model.rowCount()
    assert lines == sorted(set(lines), reverse=True)
    assert sheet.model.row(150) is sheet._lines[150]


def test_the_journal_is_narrowed(everything: Session, open_window: OpenWindow) -> None:
    """By person and by day; a day that is none is said, and where nothing fits there is a way out."""
    window = open_window(everything)
    sheet = journal(window)
    sheet.who.set_value("consul")
    sheet._narrow()
    settle(window)
    assert sheet._lines and {one.user for one in sheet._lines} == {"consul"}
    assert sheet.wanted() == Wanted(user="consul")
    sheet.first.line.setText("the day after")
    sheet._days()
    assert sheet._wrong.isVisible()
    sheet.first.line.setText("1 Jan 2031")
    sheet._days()
    settle(window)
    assert not sheet._wrong.isVisible() and sheet._lines == []
    find(sheet, QPushButton, "administration.journal.clear").click()
    settle(window)
    assert len(sheet._lines) == audit.PAGE


def test_the_journal_is_checked_and_a_breach_is_said(sign_in: SignIn, open_window: OpenWindow) -> None:
    """A sound journal says so with its numbers; a broken one says what is wrong and what to do."""
    with sign_in("supervisor") as session:
        new_case(session)
        window = open_window(session)
        sheet = journal(window)
        assert sheet.step is not None
        sheet.step.click()
        settle(window)
        notice = find(sheet, Notice, "administration.journal.notice")
        assert notice.property("tone") == "ok" and "as it was written" in notice.accessibleName()
        sheet._checked(Chain(False, 10, 1, ("entry 4 was changed",)))
        settle(window)
        said = " ".join(words(sheet))
        assert "not as it was written" in said and "entry 4 was changed" in said and "Stop writing" in said


def test_the_journal_shows_no_value(everything: Session, open_window: OpenWindow) -> None:
    """Numbers of cases and acts in words; no name of anybody helped, no word of a use case's own name."""
    sheet = journal(open_window(everything))
    shown = [
        str(sheet.model.index(row, column).data() or "")
        for row in range(sheet.model.rowCount())
        for column in range(sheet.model.columnCount())
    ]
    assert shown and not any("." in one and one.replace(".", "").isidentifier() for one in shown)


def test_a_colleague_sees_who_works_here_by_role(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Search narrows by name or role."""
    with sign_in("founder") as session:
        sheet = people_sheet(open_window(session))
        line = find(sheet, QLineEdit, "administration.people.search")
        line.setText("consular")
        sheet._fill()
        assert sheet.model.rowCount() == 1
        line.setText("nobody at all")
        sheet._fill()
        assert sheet.model.rowCount() == 0 and "Nobody fits" in " ".join(words(sheet))
