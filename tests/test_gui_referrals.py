"""Referrals and the directory in the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, save
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.referral_acts import ReferralAct
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.pages.directory import DirectoryPage
from victimcase.gui.pages.referrals import ReferralsPage
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.window import Window
from victimcase.services import directory, referral_gate, referrals, undo
from victimcase.services.demo import Made
from victimcase.services.demo_pen import CONSUL, WORKER
from victimcase.services.records import OFFICE
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]


@pytest.fixture
def session(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to its caseworker."""
    with entered(demo_vault, WORKER) as opened:
        yield opened


def referrals_page(window: Window, tab: str = "") -> ReferralsPage:
    """The referrals, read."""
    page = go(window, Place("referrals", tab=tab))
    assert isinstance(page, ReferralsPage)
    return page


def directory_page(window: Window) -> DirectoryPage:
    """The directory, read."""
    page = go(window, Place("directory"))
    assert isinstance(page, DirectoryPage)
    return page


def rows(card: ListCard) -> list[str]:
    """The ids of the rows."""
    return [one.id for at in range(card.model.rowCount()) if (one := card.model.row(at)) is not None]


@pytest.mark.parametrize(("tab", "out"), [("out", True), ("in", False)])
def test_referrals_out_and_in(session: Session, open_window: OpenWindow, tab: str, out: bool) -> None:
    """Those that wait longest are first, as the service gives them."""
    page = referrals_page(open_window(session), tab)
    wanted = [one.id for one in session.look(referrals.listed, out=out)]
    assert wanted and rows(page.card) == wanted


def test_the_next_step_leads_into_the_case(session: Session, open_window: OpenWindow) -> None:
    """What comes next is the filled button, and asks what it needs on a small sheet; a draft goes on."""
    window = open_window(session)
    page = referrals_page(window)
    page.card.table.choose(lambda one: one.state == "sent")
    one = page.card.table.current()
    places: list[Place] = []
    desk = shell_of(window).desk
    desk.went.disconnect(shell_of(window).go)
    desk.went.connect(places.append)
    button = find(page, QPushButton, "referrals.act.next")
    assert button.accessibleName() == "Accepted" and button.property("kind") == "filled"
    button.click()
    sheet = find(window, ReferralAct, "referral_act")
    sheet.save()
    settle(window)
    assert session.look(referral_gate.standing, one.number, one.id).state == "accepted"
    session.do(undo.last)
    page.card.table.choose(lambda one: one.state == "prepared" and one.out)
    draft = page.card.table.current()
    button = find(page, QPushButton, "referrals.act.next")
    assert button.accessibleName() == "Go on with it"
    button.click()
    assert places == [Place("referral", draft.number, record=draft.id)] == [page.place(draft)]


def test_referrals_can_be_narrowed(session: Session, open_window: OpenWindow) -> None:
    """By state, by who waits, by words; and a way back where nothing is left."""
    window = open_window(session)
    page = referrals_page(window)
    page._waits._choose(("late",))
    assert page.card.model.rowCount() > 0
    assert all(one.late for one in page._all if one.id in rows(page.card))
    page.card.search.setText("zzqx")
    page.card.search._send()
    assert page.card.model.rowCount() == 0 and not page.acts.isVisible()
    find(page, QPushButton, "referrals.empty.clear").click()
    assert len(rows(page.card)) == sum(one.out for one in page._all)


def test_referrals_are_withheld_from_who_does_not_read_them(
    demo_vault: Made, open_window: OpenWindow
) -> None:
    """A role that does not read notes is told that they are withheld, not that there are none."""
    with entered(demo_vault, CONSUL) as session:
        page = referrals_page(open_window(session))
        told = page.card.empty.accessibleName()
        from victimcase.domain.words import Category

        assert (Category.NOTE in session.me.readable) is ("withheld" not in told)


def test_the_directory_is_searched_and_narrowed(session: Session, open_window: OpenWindow) -> None:
    """Words, tabs and countries narrow it; what has not been checked for long is marked."""
    window = open_window(session)
    page = directory_page(window)
    everybody = session.look(directory.listed)
    assert set(rows(page.card)) == {one.id for one in everybody}
    find(page, QToolButton, "directory.tab.contact_person").click()
    assert set(rows(page.card)) == {one.id for one in everybody if one.kind == "contact_person"}
    name = next(one.name for one in everybody if one.kind == "contact_person")
    page.card.search.setText(name)
    page.card.search._send()
    settle(window)
    assert name in [one.name for one in page._all if one.id in rows(page.card)]
    find(page, QToolButton, "directory.filter.old").setChecked(True)
    kept = [one for one in page._all if one.id in rows(page.card)]
    assert all(page.cells.checked(one).tone == "warn" for one in kept)


def test_an_entry_is_added_and_mended(sign_in: SignIn, open_window: OpenWindow, qtbot: QtBot) -> None:
    """The form stands in place of the list; saving goes back to it, and the new entry is there."""
    with sign_in("caseworker") as session:
        window = open_window(session)
        page = directory_page(window)
        assert "The directory is empty" in page.card.empty.accessibleName()
        saved = save(session, OFFICE, "organisation", name="Nile Clinic", type="ngo", country="TH")
        page.read()
        settle(window)
        assert rows(page.card) == [saved.id]
        form = page.open_form("organisation", saved.id)
        assert isinstance(form, RecordForm)
        settle(window)
        assert page._stack.currentIndex() == 1
        form.leave()
        settle(window)
        assert page._stack.currentIndex() == 0 and page.form is None


def test_who_may_not_write_the_directory_is_offered_no_new_entry(
    demo_vault: Made, open_window: OpenWindow
) -> None:
    """The button is there for those with the right, and only for them."""
    from victimcase.domain.rights import Right

    for login in (WORKER, CONSUL):
        with entered(demo_vault, login) as session:
            page = directory_page(open_window(session))
            there = page.findChild(QPushButton, "directory.new") or page.title_line.findChild(
                QPushButton, "directory.new"
            )
            assert (there is not None) is (Right.EDIT_DIRECTORY in session.me.rights)
