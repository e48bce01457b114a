"""Second step of setting up: the first person, and the passphrase that opens the vault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.gui.entry.question import Question, beside
from victimcase.gui.entry.secret import Secret
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.boxes import column
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.strength import StrengthLine
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr


@dataclass(frozen=True)
class Person:
    """The answers of this step."""

    name: str
    login: str
    passphrase: str = field(repr=False)


class PersonStep(QWidget):
    """Asks for the first person; `changed` when an answer changed."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed in the last line."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.name, self.login = QLineEdit(), QLineEdit()
        self.name.setObjectName("first_run.person")
        self.login.setObjectName("first_run.login")
        self._own_login = False
        self.name.textEdited.connect(self._propose)
        self.login.textEdited.connect(self._named)
        self.secret = Secret(name="first_run.passphrase", aloud=tr(N_("Passphrase")))
        self.again = Secret(name="first_run.again", aloud=tr(N_("The same once more")))
        self.strength = StrengthLine(jobs, name="first_run.strength")
        self.secret.line.textChanged.connect(self._typed)
        self.again.line.textChanged.connect(self._typed)
        self.again.line.returnPressed.connect(self.entered)
        propose = Button(tr(N_("Propose one")), name="first_run.propose", pressed=self._five)
        note = tr(N_("Five words that have nothing to do with each other are easy to type, hard to guess."))
        self.questions = {
            "name": Question(tr(N_("What is your name?")), self.name),
            "login": Question(
                tr(N_("With which login do you sign in?")),
                self.login,
                tr(N_("Short, without spaces. It stands in the log beside what you do.")),
            ),
            "passphrase": Question(tr(N_("Your passphrase")), self.secret, note, beside=propose),
            "again": Question(tr(N_("The same once more")), self.again),
        }
        more = tr(
            N_("You will administer and supervise this vault. Others you add later, under Administration.")
        )
        upper = beside(self.questions["name"], self.questions["login"])
        box = column(
            column(
                Label(tr(N_("First person")), "title"),
                Label(more, "second", wrap=True),
                space=4,
            ),
            upper,
            self.questions["passphrase"],
            self.strength,
            self.questions["again"],
            space=14,
        )
        box.addStretch(1)
        self.setLayout(box)
        self._pause = QTimer(self, singleShot=True, interval=200)
        self._pause.timeout.connect(self._weigh)

    def _propose(self, name: str) -> None:
        if not self._own_login:
            words = re.findall(r"[a-z0-9]+", name.lower())
            self.login.setText(words[0] if words else "")
        self.changed.emit()

    def _named(self, text: str) -> None:
        self._own_login = bool(text)
        self.changed.emit()

    def _five(self) -> None:
        from victimcase.services import entrance

        self.secret.line.setText(entrance.five_words())
        self.secret.show_letters(True)
        self.again.line.setFocus()

    def _typed(self, _text: str) -> None:
        self._pause.start()
        self.changed.emit()

    def _weigh(self) -> None:
        self.strength.weigh(self.secret.line.text(), (self.login.text(), self.name.text()))

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.name

    def forget(self) -> None:
        """Empty the lines of the passphrase."""
        self.secret.take()
        self.again.take()

    def answers(self) -> Person | None:
        """The answers, or None while something is missing: then that is said beside it."""
        name, login = self.name.text().strip(), self.login.text().strip()
        typed = self.secret.line.text()
        same = typed == self.again.line.text()
        missing = {
            "name": "" if name else tr(N_("Still needed: colleagues see it beside what you write.")),
            "login": "" if login and not re.search(r"\s", login) else tr(N_("Still needed, without spaces.")),
            "passphrase": "" if typed else tr(N_("Still needed.")),
            "again": "" if same else tr(N_("The two are not the same yet. Type this one again.")),
        }
        for key, words in missing.items():
            self.questions[key].complain(words)
        if any(missing.values()):
            self.questions[next(key for key, words in missing.items() if words)].field.setFocus()
            return None
        return Person(name, login, typed)
