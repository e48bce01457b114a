"""The first page of a new vault: what to do first, and what is done already."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.pages.today.sides import nothing_lately
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Symbol
from victimcase.i18n import N_, tr
from victimcase.services import keeping, people
from victimcase.services.keeping import LastBackup
from victimcase.services.people import Member


class Beginning(QWidget):
    """What to do in a vault that is ready and empty; the first thing not done is the next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._backed_up = False
        self._members = 1
        self._steps = column(space=0)
        card = Card(name="today.beginning")
        head = column(
            Label(tr(N_("The vault is ready and empty")), "title", wrap=True),
            Label(tr(N_("A few things to begin with, in the order that suits you.")), "second", wrap=True),
            space=4,
            margins=(24, 20, 24, 20),
        )
        card.setAccessibleName(tr(N_("The vault is ready and empty")))
        card.body.addLayout(head)
        card.body.addWidget(frame("line"))
        card.body.addLayout(self._steps)
        card.body.addStretch(1)
        due = Card(name="today.beginning.due")
        due.body.addWidget(
            Empty(
                "check-square",
                tr(N_("Nothing is due")),
                tr(N_("Tasks appear here by themselves: a consent about to end, papers to renew, a call.")),
                name="today.beginning.nothing",
            )
        )
        lately = Card(name="today.beginning.lately")
        lately.body.addWidget(nothing_lately())
        side = column(due, lately, space=16)
        side.addStretch(1)
        self._columns = row(card, holder(side), space=16)
        self._columns.setStretch(0, 68)
        self._columns.setStretch(1, 32)
        self.setLayout(self._columns)

    def read(self) -> None:
        """Ask what is done already, as far as this person may know it."""
        self._fill()
        if self.desk.may(Right.BACK_UP):
            self.desk.look(keeping.last_backup).then(self, self._know_backup, key="backup")
        if self.desk.may(Right.MANAGE_USERS):
            self.desk.look(people.listed).then(self, self._know_members, key="members")

    def _know_backup(self, found: LastBackup) -> None:
        self._backed_up = bool(found.at)
        self._fill()

    def _know_members(self, found: list[Member]) -> None:
        self._members = len(found)
        self._fill()

    def _fill(self) -> None:
        clear(self._steps)
        may = self.desk.may
        found: list[tuple[str, str, str, str, Place | None, bool]] = [
            (
                "shield-check",
                tr(N_("Recovery code")),
                tr(N_("Written down and typed back. Keep the paper in the safe.")),
                "",
                None,
                True,
            )
        ]
        if may(Right.BACK_UP) and may(Right.MANAGE_OFFICE):
            words = tr(N_("A USB stick or a second disk. Without a backup a lost laptop is a lost vault."))
            place = Place("administration", tab="backup")
            found.append(
                (
                    "hard-drives",
                    tr(N_("Make the first backup")),
                    words,
                    tr(N_("Make a backup")),
                    place,
                    self._backed_up,
                )
            )
        if may(Right.MANAGE_USERS):
            words = tr(N_("Everyone has their own name and passphrase."))
            place = Place("administration", tab="people")
            found.append(
                (
                    "user-plus",
                    tr(N_("Invite the people you work with")),
                    words,
                    tr(N_("Invite")),
                    place,
                    self._members > 1,
                )
            )
        if may(Right.CREATE_CASE):
            words = tr(N_("Two minutes: name, language, what is urgent. Everything else can wait."))
            found.append(
                (
                    "folder",
                    tr(N_("Register the first person")),
                    words,
                    tr(N_("New case")),
                    Place("new_case"),
                    False,
                )
            )
        next_ = next((index for index, one in enumerate(found) if not one[5]), -1)
        for index, one in enumerate(found):
            self._steps.addWidget(self._step(index, *one, filled=index == next_))

    def _step(
        self,
        index: int,
        icon: str,
        title: str,
        why: str,
        verb: str,
        place: Place | None,
        done: bool,
        *,
        filled: bool,
    ) -> QWidget:
        """One thing to do: its sign, what and why, and the button that leads there."""
        words = column(Label(title, "strong", wrap=True), Label(why, "second", wrap=True), space=2)
        sign = Symbol("check-circle-fill", "ok", 24) if done else Symbol(icon, "accenttext", 24)
        line = row(sign, space=20, margins=(24, 14, 24, 14))
        line.addLayout(words, 1)
        if done:
            line.addWidget(Badge(Status("check-circle", tr(N_("done")), "ok")))
        elif place is not None:
            kind = "filled" if filled else "plain"
            button = Button(verb, name=f"today.begin.{index}", kind=kind)
            button.clicked.connect(partial(self._go, place))
            line.addWidget(button)
        return frame("row", line)

    def _go(self, place: Place, _checked: bool = False) -> None:
        self.desk.go(place)

    def resizeEvent(self, event: object) -> None:
        """Put the columns below each other where the room is short."""
        beside = self.width() >= theme.px(760)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
