"""People and roles: who may sign in, what each role may see, and the careful deeds around both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from victimcase.domain.rights import ROLE_TITLES, Role
from victimcase.gui import theme
from victimcase.gui.desk import Asked, Desk, Saved
from victimcase.gui.dialogs.question import ask
from victimcase.gui.jobs import Lane
from victimcase.gui.pages.administration.person_dialogs import (
    AddPerson,
    ChangeRole,
    LetInAgain,
    NewPassphrase,
)
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import Card, row, turn
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.role_table import roles_card
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import day_near
from victimcase.i18n import N_, tr
from victimcase.services import people
from victimcase.services.people import Member
from victimcase.services.session import Session

ROLE_ICONS = {
    Role.CASEWORKER: "user",
    Role.CONSULAR_OFFICER: "identification-card",
    Role.SUPERVISOR: "shield-check",
    Role.ADMINISTRATOR: "sliders-horizontal",
}

BESIDE = 1000
"""Pixels of width below which the two cards stand below each other."""


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    member: Member
    seen: str
    """When they were last here, in words."""

    @property
    def roles(self) -> str:
        """Their roles, in words."""
        return ", ".join(tr(ROLE_TITLES[role]) for role in self.member.roles)


class PeopleSheet(Sheet):
    """The list of people, and beside it what each role may see."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.people")
        self.step = Button(
            tr(N_("Add a person")),
            name="administration.add_person",
            kind="filled",
            icon="user-plus",
            pressed=self._add,
        )
        self.model: PagedModel[Line] = PagedModel(_columns(desk))
        self.table = Table(self.model, name="administration.people.table", aloud=tr(N_("People")))
        self.table.setMinimumHeight(theme.px(240))
        self.table.chosen.connect(self._chosen)
        self.search = SearchLine(tr(N_("Name or role")), name="administration.people.search")
        self.search.setMaximumWidth(theme.px(200))
        self.search.searched.connect(lambda _text: self._fill())
        self._lines: list[Line] = []
        self._card = Card(tr(N_("People")), name="administration.people.card")
        self._card.tools.addWidget(self.search)
        self._card.body.addWidget(self.table, 1)
        self._who = Elided("", "strong")
        self._why = Label("", "hint", wrap=True)
        self.end = Button(tr(N_("End access")), name="administration.end_access", pressed=self._end)
        self.again = Button(tr(N_("Let in again")), name="administration.let_in", pressed=self._let_in)
        self.words = Button(tr(N_("New passphrase")), name="administration.passphrase", pressed=self._words)
        self.role = Button(tr(N_("Change role")), name="administration.change_role", pressed=self._role)
        foot = row(self._who, self._why, self.end, self.again, self.words, self.role)
        foot.setStretch(1, 1)
        self._card.set_foot(foot)
        roles = roles_card("administration.roles")
        self._both = row(self._card, roles, space=16)
        self._both.setStretch(0, 6)
        self._both.setStretch(1, 5)
        self.inside.addLayout(self._both, 1)
        self._chosen(None)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    def resizeEvent(self, event: object) -> None:
        """Put the cards below each other where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def read(self) -> None:
        """Ask who may sign in, and when each was last here."""
        self.desk.look(people.listed).then(self, self._listed, failed=self.trouble, key="people")

    def _listed(self, found: list[Member]) -> None:
        self.desk.look(people.last_seen).then(
            self, partial(self._came, found), failed=self.trouble, key="seen"
        )

    def _came(self, found: list[Member], seen: Mapping[str, str]) -> None:
        now = self.desk.now
        self._lines = [
            Line(
                one,
                day_near(datetime.fromisoformat(seen[one.login]), now)
                if one.login in seen
                else tr(N_("never")),
            )
            for one in sorted(found, key=lambda one: (one.disabled, one.login.casefold()))
        ]
        self._fill()

    def _fill(self) -> None:
        chosen = self.table.current()
        wanted = self.search.text().casefold().split()
        shown = [
            one
            for one in self._lines
            if all(
                word in f"{one.member.login} {one.member.name} {one.member.team} {one.roles}".casefold()
                for word in wanted
            )
        ]
        self.model.set_rows(shown)
        active = sum(not one.member.disabled for one in self._lines)
        self._card.say(tr(N_("People")), tr(N_("{count} may sign in"), count=active))
        if shown:
            login = chosen.member.login if chosen else ""
            if not self.table.choose(lambda one: one.member.login == login):
                self.table.selectRow(0)
        else:
            self._chosen(None)

    def _chosen(self, line: Line | None) -> None:
        """Show what can be done for whom the cursor is on."""
        for button in (self.end, self.words, self.role):
            button.setVisible(line is not None and not line.member.disabled)
        self.again.setVisible(line is not None and line.member.disabled)
        mine = line is not None and line.member.login == self.desk.me.login
        reason = tr(N_("Your own access is changed by another administrator.")) if mine else ""
        for button in (self.end, self.words, self.role):
            button.not_yet(reason)
        self._why.setText(reason)
        self._who.setText(
            line.member.name or line.member.login if line else tr(N_("Nobody fits what you typed"))
        )

    def _current(self) -> Member | None:
        line = self.table.current()
        return line.member if isinstance(line, Line) else None

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(self.read)
        dialog.open()

    def _add(self) -> None:
        self._open(AddPerson(self, self.desk))

    def _role(self) -> None:
        if (member := self._current()) is not None:
            self._open(ChangeRole(self, self.desk, member))

    def _words(self) -> None:
        if (member := self._current()) is not None:
            self._open(NewPassphrase(self, self.desk, member))

    def _let_in(self) -> None:
        if (member := self._current()) is not None:
            self._open(LetInAgain(self, self.desk, member))

    def _end(self) -> None:
        member = self._current()
        if member is None:
            return
        ask(
            self,
            tr(N_("End the access of {name}?"), name=member.login),
            tr(
                N_(
                    "{name} can no longer open this vault. What {name} wrote stays, and so do the cases."
                    " The vault gets a new key, which can take a minute. Copies and backups made before still"
                    " open with the old passphrase: make a new backup after it."
                ),
                name=member.login,
            ),
            yes=tr(N_("End access")),
            no=tr(N_("Keep access")),
            then=partial(self._shut_out, member.login),
            name="administration.end",
            careful=True,
        )

    def _shut_out(self, login: str) -> None:
        self.end.not_yet(tr(N_("The vault is getting its new key.")))
        self.say(tr(N_("The vault is getting its new key.")), tone="accent")
        run = partial(_shut_out, self.desk.session, login)
        Asked(self.desk, Lane.WRITE, run).then(self, self._is_out, failed=self._not_out)

    def _is_out(self, login: str) -> None:
        self.hush()
        self.desk.saved.emit(Saved(tr(N_("Access ended: {name}"), name=login), undoable=False))
        self.read()

    def _not_out(self, problem: object) -> None:
        self.read()
        self.trouble(problem)  # type: ignore[arg-type]


def _shut_out(session: Session, login: str) -> str:
    people.shut_out(session, login)
    return login


def _columns(desk: Desk) -> list[Column[Line]]:
    return [
        Column("name", tr(N_("Name")), 0, _name, sortable=False),
        Column("role", tr(N_("Role")), 190, _role, sortable=False),
        Column("seen", tr(N_("Last here")), 120, lambda one: Cell(one.seen), sortable=False),
        Column("state", tr(N_("Status")), 110, _state, sortable=False),
    ]


def _name(one: Line) -> Cell:
    """What somebody is called, and below it the login where it is another word, and the team."""
    said, login = one.member.name or one.member.login, one.member.login
    team = tr(N_("team {team}"), team=one.member.team) if one.member.team else ""
    second = " · ".join(filter(None, (login if said != login else "", team)))
    return Cell(said, second=second, bold=True)


def _role(one: Line) -> Cell:
    first = one.member.roles[0] if one.member.roles else None
    return Cell(one.roles, icon=ROLE_ICONS[first] if first else "")


def _state(one: Line) -> Cell:
    if one.member.disabled:
        return Cell(badges=(Status("minus-circle", tr(N_("Ended")), "neutral"),))
    return Cell(badges=(Status("check-circle", tr(N_("Active")), "ok"),))


SHEET = PeopleSheet
