"""The small sheets around one person: add, change what they may do, give a new passphrase, let in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.rights import ROLE_TITLES, Role
from victimcase.gui.desk import Asked, Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import clear, column, row
from victimcase.gui.parts.buttons import Button, Check
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import people
from victimcase.services.people import Member
from victimcase.services.session import Done

ROLE_HELP = {
    Role.CASEWORKER: N_("works with people, in own cases and those of the team"),
    Role.CONSULAR_OFFICER: N_("sees those who agreed that their mission is told"),
    Role.SUPERVISOR: N_("sees all cases of the office, decides what needs two"),
    Role.ADMINISTRATOR: N_("keeps users and backups, sees no case"),
}


class PersonDialog(Dialog):
    """What these sheets share: fields, trouble said in place, and a button that waits for the vault."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, more: str, *, name: str, verb: str) -> None:
        super().__init__(parent, title, more, name=name)
        self.desk = desk
        self._verb = verb
        self._trouble = column(space=0)
        self.build()
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Cancel")), self.reject, name="no")
        self.yes: Button = self.add_button(verb, self.go_on, name="yes", kind="filled")

    def build(self) -> None:
        """Put the fields in."""

    def go_on(self) -> None:
        """Do what the button says."""

    def line(self, name: str, title: str, *, text: str = "", hint: str = "") -> QLineEdit:
        """A line with its words above."""
        made = QLineEdit(text)
        made.setObjectName(f"{self.objectName()}.{name}")
        made.setAccessibleName(title)
        made.setMaxLength(120)
        said = column(Label(title, "small"), made, space=4)
        if hint:
            said.addWidget(Label(hint, "hint", wrap=True))
            made.setAccessibleDescription(hint)
        self.inside.addLayout(said)
        return made

    def role_checks(self, chosen: tuple[Role, ...] = ()) -> dict[Role, Check]:
        """A box for each role, with what it is for."""
        checks: dict[Role, Check] = {}
        lines = column(Label(tr(N_("Roles")), "small"), space=2)
        for role, title in ROLE_TITLES.items():
            name = f"{self.objectName()}.role.{role}"
            checks[role] = Check(tr(title), name=name, checked=role in chosen)
            said = Label(tr(ROLE_HELP[role]), "hint", wrap=True)
            said.setContentsMargins(26, 0, 26, 4)
            checks[role].setAccessibleDescription(said.text())
            lines.addWidget(checks[role])
            lines.addWidget(said)
        self.inside.addLayout(lines)
        return checks

    def passphrase(self) -> QLineEdit:
        """A line that begins with five words nobody can guess, and a button for other words."""
        made = QLineEdit()
        made.setObjectName(f"{self.objectName()}.passphrase")
        title = tr(N_("First passphrase"))
        made.setAccessibleName(title)
        other = Button(tr(N_("Other words")), name=f"{self.objectName()}.other_words")
        other.clicked.connect(lambda _checked: self._propose(made))
        both = row(made, other)
        both.setStretch(0, 1)
        hint = tr(
            N_(
                "Tell it face to face, or write it on paper. It is not shown again. They can change it"
                " themselves."
            )
        )
        made.setAccessibleDescription(hint)
        self.inside.addLayout(column(Label(title, "small"), both, Label(hint, "hint", wrap=True), space=4))
        self._propose(made)
        return made

    def _propose(self, line: QLineEdit) -> None:
        """Five words from the program; its list of words is slow to load, so no key waits for it."""
        self.desk.work(people.five_words).then(self, line.setText, key="words")

    def send(self, asked: Asked[Done[Any]], saved: str, then: Callable[[], None] | None = None) -> None:
        """Send a deed; the sheet closes when it is done, and says in place what stands against it."""
        clear(self._trouble)
        self.yes.not_yet(tr(N_("The vault is working.")))
        self.yes.say(tr(N_("One moment")))
        asked.then(
            self,
            lambda _done: self.accept(),
            failed=self._failed,
            saved=Saved(saved, undoable=False),
        )

    def _failed(self, problem: UserError) -> None:
        self.refuse(what(problem), next_step(problem))

    def refuse(self, said: str, more: str = "") -> None:
        """Say what stands against it; nothing was changed and everything typed is still there."""
        clear(self._trouble)
        self.yes.not_yet("")
        self.yes.say(self._verb)
        notice = Notice(said, more, tone="danger", name=f"{self.objectName()}.trouble")
        self._trouble.addWidget(notice)


def _ticked(checks: dict[Role, Check]) -> frozenset[Role]:
    return frozenset(role for role, check in checks.items() if check.isChecked())


class AddPerson(PersonDialog):
    """Adds somebody: a name to sign in with, roles, a team, a first passphrase."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(
            parent,
            desk,
            tr(N_("Who comes to work here?")),
            "",
            name="administration.add",
            verb=tr(N_("Add")),
        )
        self.name.setFocus()

    def build(self) -> None:
        """Name, login, roles, team, passphrase."""
        self.name = self.line("name", tr(N_("Name")))
        hint = tr(N_("The journal names them by it, so it is not given to anybody else later."))
        self.login = self.line("login", tr(N_("Name to sign in with")), hint=hint)
        self.checks = self.role_checks((Role.CASEWORKER,))
        self.team = self.line("team", tr(N_("Team, if there is one")))
        self.words = self.passphrase()

    def go_on(self) -> None:
        """Add them, if a name and a role are there."""
        login, roles = self.login.text().strip(), _ticked(self.checks)
        if not login:
            self.refuse(tr(N_("A name to sign in with is missing")))
            self.login.setFocus()
            return
        if not roles:
            self.refuse(tr(N_("Choose at least one role")))
            return
        name = self.name.text().strip()
        team = self.team.text().strip()
        asked = self.desk.do(people.add, login, self.words.text(), roles, team=team, name=name)
        self.send(asked, tr(N_("Added: {name}"), name=name or login))


class _Known(PersonDialog):
    """A sheet about somebody who is in the list."""

    def __init__(
        self, parent: QWidget, desk: Desk, member: Member, *, title: str, more: str, name: str, verb: str
    ) -> None:
        self.member = member
        super().__init__(parent, desk, title, more, name=name, verb=verb)


class ChangeRole(_Known):
    """Changes roles and team of somebody."""

    def __init__(self, parent: QWidget, desk: Desk, member: Member) -> None:
        super().__init__(
            parent,
            desk,
            member,
            title=tr(N_("What may {name} do?"), name=member.login),
            more=tr(N_("It holds from their next signing in. Your name stays in the journal beside it.")),
            name="administration.role",
            verb=tr(N_("Change")),
        )

    def build(self) -> None:
        """Roles and team."""
        self.checks = self.role_checks(self.member.roles)
        self.team = self.line("team", tr(N_("Team, if there is one")), text=self.member.team)

    def go_on(self) -> None:
        """Change them."""
        login = self.member.login
        asked = self.desk.do(
            people.change_standing, login, _ticked(self.checks), team=self.team.text().strip()
        )
        self.send(asked, tr(N_("Changed: {name}"), name=login))


class NewPassphrase(_Known):
    """Gives somebody who forgot theirs a new passphrase."""

    def __init__(self, parent: QWidget, desk: Desk, member: Member) -> None:
        super().__init__(
            parent,
            desk,
            member,
            title=tr(N_("Give {name} a new passphrase?"), name=member.login),
            more=tr(
                N_(
                    "The old one opens nothing any more. Forms that {name} began and did not save, and views"
                    " {name} kept, are lost with it. What was saved stays."
                ),
                name=member.login,
            ),
            name="administration.new_passphrase",
            verb=tr(N_("Give")),
        )

    def build(self) -> None:
        """The words."""
        self.words = self.passphrase()

    def go_on(self) -> None:
        """Give it."""
        login = self.member.login
        asked = self.desk.do(people.give_passphrase, login, self.words.text())
        self.send(asked, tr(N_("New passphrase: {name}"), name=login))


class LetInAgain(_Known):
    """Lets somebody in whose access had ended, under the same name."""

    def __init__(self, parent: QWidget, desk: Desk, member: Member) -> None:
        super().__init__(
            parent,
            desk,
            member,
            title=tr(N_("Let {name} in again?"), name=member.login),
            more=tr(N_("Under the same name, with the roles you choose and a new passphrase.")),
            name="administration.again",
            verb=tr(N_("Let in")),
        )

    def build(self) -> None:
        """Roles, team, words."""
        self.checks = self.role_checks(self.member.roles)
        self.team = self.line("team", tr(N_("Team, if there is one")), text=self.member.team)
        self.words = self.passphrase()

    def go_on(self) -> None:
        """Let them in, if a role is there."""
        login, roles = self.member.login, _ticked(self.checks)
        if not roles:
            self.refuse(tr(N_("Choose at least one role")))
            return
        asked = self.desk.do(people.enable, login, self.words.text(), roles, team=self.team.text().strip())
        self.send(asked, tr(N_("Let in again: {name}"), name=login))
