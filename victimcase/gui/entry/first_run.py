"""The first run: three steps that set up a vault (office, first person, recovery code), or the demo.

Until its code is typed back a vault is not done and has another name; one that was left half way is shown at
the next start, to go on with it or to remove it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QStackedWidget, QWidget

from victimcase import paths
from victimcase.domain.errors import UserError
from victimcase.gui.dialogs.question import ask
from victimcase.gui.entry.code_step import CodeStep
from victimcase.gui.entry.ground import EntryPage
from victimcase.gui.entry.half_way import HalfWay
from victimcase.gui.entry.office_step import Office, OfficeStep
from victimcase.gui.entry.opening import Opened, prepared
from victimcase.gui.entry.person_step import Person, PersonStep
from victimcase.gui.entry.question import large
from victimcase.gui.entry.signs import StepSign
from victimcase.gui.jobs import Jobs, Lane
from victimcase.gui.parts.boxes import STRETCH, clear, column, frame, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, LinkButton
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import demo, entrance, machine, vault_folders
from victimcase.services.look import Look
from victimcase.services.vaults import Created, Founding

DEMO_CASES = 60
DEMO_LOGIN = "caseworker"


class _Stopped(Exception):
    """Making the demo was stopped; nothing of it stays."""


class FirstRun(EntryPage):
    """Leads through the steps. `entered` carries the vault that was set up, opened."""

    entered = Signal(object, object)
    demo_made = Signal(object, str, str)
    """Folder, login and passphrase of the demo."""
    other = Signal()
    """Somebody has a vault already."""
    _told = Signal(int, int)

    def __init__(
        self,
        jobs: Jobs,
        look: Look,
        unfinished: Path | None = None,
        *,
        can_open: bool = False,
        quick: bool = False,
    ) -> None:
        super().__init__(look, wide=960)
        self.jobs, self._quick = jobs, quick
        """`quick` derives keys at the floor: for tests alone."""
        self.setAccessibleName(tr(N_("Set up this computer")))
        self._office: Office | None = None
        self._person: Person | None = None
        self._created: Created | None = None
        self._stop = Event()
        self.office_step, self.person_step = OfficeStep(), PersonStep(jobs)
        self.code_step: CodeStep | None = None
        self.half_way: HalfWay | None = None
        self._steps = QStackedWidget()
        self._steps.addWidget(self.office_step)
        self._steps.addWidget(self.person_step)
        self._notices = column(space=0)
        self._back = Button(tr(N_("Back")), name="first_run.back", pressed=self.back)
        self._next = Button(tr(N_("Next")), name="first_run.next", kind="filled", pressed=self.go_on)
        self.office_step.entered.connect(self._next.click)
        self.person_step.entered.connect(self._next.click)
        self._left = Label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("first_run.progress")
        self._bar.hide()
        self._told.connect(self._say_progress)
        foot = row(self._back, STRETCH, self._left, self._next, space=8)
        right = column(self._steps, self._notices, self._bar, foot, space=12, margins=(32, 24, 32, 20))
        right.setStretch(0, 1)
        edge = (1, 1, 1, 1)
        rail = self._rail(can_open)
        whole: QBoxLayout = (
            column(rail, space=0, margins=edge) if large() else row(rail, space=0, margins=edge)
        )
        whole.addLayout(right, 1)
        self.put(whole)
        self._show(0)
        if unfinished is not None:
            self._show_half_way(unfinished)

    def _rail(self, can_open: bool) -> QWidget:
        self._signs: list[StepSign] = []
        self._names: list[Label] = []
        self._notes: list[Label] = []
        lines = column(space=20)
        for number, (name, note) in enumerate(
            (
                (N_("Your office"), N_("Name, country, folder")),
                (N_("First person"), N_("Name and passphrase")),
                (N_("Recovery code"), N_("Print it, then type it back")),
            ),
            1,
        ):
            sign, words, more = (
                StepSign(number),
                Label(tr(name), "strong"),
                Label(tr(note), "small", wrap=True),
            )
            self._signs.append(sign)
            self._names.append(words)
            self._notes.append(more)
            more.setVisible(not large())
            line = row(space=12)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(column(words, more, space=0), 1)
            lines.addLayout(line)
        self._demo = LinkButton(
            tr(N_("Look around in the demo vault")), name="first_run.demo", icon="compass"
        )
        self._demo.clicked.connect(self.look_around)
        own = tr(N_("Open a vault")) if can_open else tr(N_("I have a vault already"))
        self._own = LinkButton(own, name="first_run.other", icon="folder-open")
        self._own.clicked.connect(self.other)
        what_for = tr(N_("Three steps, about five minutes. No internet needed."))
        head = column(
            Label(tr(N_("Set up this computer")), "title", wrap=True),
            Label(what_for, "second", wrap=True),
            space=4,
        )
        space = 12 if large() else 20
        box = column(head, lines, STRETCH, self._own, self._demo, space=space, margins=(24, 24, 16, 20))
        made = frame("rail", box)
        if not large():
            made.setFixedWidth(max(264, self._demo.sizeHint().width() + 48))
        return made

    def _show(self, step: int) -> None:
        """Show a step, and at the side where one is."""
        self._steps.setCurrentIndex(step)
        for number, (sign, words) in enumerate(zip(self._signs, self._names, strict=True)):
            state = "done" if number < step else "here" if number == step else "to_do"
            sign.say(state)
            words.set_tone("accent" if state == "here" else "")
            sign.setAccessibleName(state)
        self._back.setVisible(step > 0)
        self._demo.setEnabled(step < 2)
        self._own.setEnabled(step < 2)
        self._next.say(tr((N_("Next"), N_("Make the vault"), N_("Finish"))[min(step, 2)]))
        self._next.not_yet("")
        self._left.setText("")
        self._tell(None)

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self._steps.currentIndex()

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        if self.half_way is not None:
            return self.half_way.first_focus()
        if self.step == 2 and self.code_step is not None:
            return self.code_step.first_focus()
        return self.office_step.first_focus() if self.step == 0 else self.person_step.first_focus()

    def go_on(self) -> None:
        """Take the answers of this step and go on."""
        if self.step == 0:
            self._office = self.office_step.answers()
            if self._office is not None:
                self._notes[0].setText(
                    tr(N_("{name}, prefix {code}"), name=self._office.name, code=self._office.code)
                )
                self._show(1)
                self.first_focus().setFocus()
        elif self.step == 1:
            self._person = self.person_step.answers()
            if self._person is not None:
                self._notes[1].setText(self._person.name)
                self._make()
        elif self.code_step is not None and not self.code_step.to_go:
            self._finish()

    def back(self) -> None:
        """Go back a step; a vault that was made for it already is removed, as it is empty."""
        if self.step < 2:
            self._show(self.step - 1)
            self.first_focus().setFocus()
            return
        ask(
            self,
            tr(N_("Go back and make the vault anew?")),
            tr(N_("The vault is still empty and is removed. The code on your paper will open nothing then.")),
            yes=tr(N_("Remove and go back")),
            no=tr(N_("Stay here")),
            then=self._undo,
            name="first_run.go_back",
        )

    def _undo(self) -> None:
        created = self._created
        assert created is not None
        self._work(tr(N_("Removing…")), partial(_forget, created.folder), lambda _: self._undone())

    def _undone(self) -> None:
        self._created = None
        self._show(1)
        self.person_step.forget()

    def _make(self) -> None:
        office, person = self._office, self._person
        assert office is not None and person is not None
        founding = Founding(
            office.code,
            office.country,
            office.name,
            login=person.login,
            person=person.name,
            quick=self._quick,
        )
        run = partial(_set_up, office.folder, person.passphrase, founding)
        self._work(tr(N_("Making the vault…")), run, self._made)

    def _made(self, created: Created) -> None:
        self._created = created
        self.person_step.forget()
        self._show_code(created, self._office.name if self._office else "")

    def _show_code(self, created: Created, office: str) -> None:
        if self.code_step is not None:
            self._steps.removeWidget(self.code_step)
            let_go(self.code_step)
        self.code_step = CodeStep(created.recovery_code, office)
        self.code_step.changed.connect(self._count)
        self.code_step.entered.connect(self._next.click)
        self._steps.insertWidget(2, self.code_step)
        self._show(2)
        self._count()
        self.first_focus().setFocus()

    def _count(self) -> None:
        assert self.code_step is not None
        left = self.code_step.to_go
        words = tr(N_("{count} groups to go"), count=left) if left > 1 else tr(N_("1 group to go"))
        self._left.setText(words if left else "")
        self._next.not_yet(words if left else "")

    def _finish(self) -> None:
        created, person = self._created, self._person
        assert created is not None and person is not None
        run = partial(_finish, created.folder, person.login, person.passphrase)
        self._work(tr(N_("Opening…")), run, self._finished)

    def _finished(self, found: tuple[Opened, Path]) -> None:
        self._person = None
        self.entered.emit(*found)

    def _work(self, words: str, run: Callable[[], object], done: Callable[..., object]) -> None:
        """Do something that takes a while; what can be pressed waits, problems are said below."""
        self._tell(None)
        self._set_busy(words)

        def came(result: object) -> None:
            self._set_busy("")
            done(result)

        self.jobs.start(Lane.WORK, run, owner=self, done=came, failed=self._failed)

    def _failed(self, problem: UserError) -> None:
        self._set_busy("")
        self._tell(problem)
        self.first_focus().setFocus()

    def _set_busy(self, words: str) -> None:
        busy = bool(words)
        for widget in (self._steps, self._back, self._next, self._demo, self._own):
            widget.setEnabled(not busy)
        self._left.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._bar.setAccessibleName(words)

    def _tell(self, problem: UserError | None) -> None:
        clear(self._notices)
        if problem is not None:
            notice = Notice(what(problem), next_step(problem), tone="danger", name="first_run.notice")
            self._notices.addWidget(notice)

    def look_around(self) -> None:
        """Make the demo, or show the one there is."""
        folder = paths.data_folder() / "demo.vault"
        if vault_folders.is_vault(folder):
            self.demo_made.emit(folder, DEMO_LOGIN, demo.PASSWORD)
            return
        words = tr(N_("Inventing {count} people for the demo…"), count=DEMO_CASES)
        self._work(words, partial(_make_demo, folder, self._progress), self._demo_came)

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._told.emit(done, of)

    def _say_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def stop(self) -> None:
        """Stop making a demo: the window closes."""
        self._stop.set()

    def _demo_came(self, folder: Path) -> None:
        self.demo_made.emit(folder, DEMO_LOGIN, demo.PASSWORD)

    def _show_half_way(self, unfinished: Path) -> None:
        self.half_way = HalfWay(unfinished)
        self.half_way.go_on.connect(self._take_up)
        self.half_way.remove.connect(self._remove)
        self._steps.addWidget(self.half_way)
        self._steps.setCurrentWidget(self.half_way)
        self._next.hide()
        self._back.hide()

    def _take_up(self, login: str, passphrase: str) -> None:
        assert self.half_way is not None
        self._person = Person(login, login, passphrase)
        run = partial(entrance.take_up, self.half_way.folder, login, passphrase)
        self._work(tr(N_("Opening…")), run, self._taken_up)

    def _taken_up(self, created: Created) -> None:
        self._created = created
        self._leave_half_way()
        self._show_code(created, created.folder.name.partition(".")[0])

    def _remove(self) -> None:
        assert self.half_way is not None
        run = partial(_forget, self.half_way.folder)
        self._work(tr(N_("Removing…")), run, lambda _: self._removed())

    def _removed(self) -> None:
        self._leave_half_way()
        self._show(0)
        self.first_focus().setFocus()

    def _leave_half_way(self) -> None:
        assert self.half_way is not None
        self._steps.removeWidget(self.half_way)
        let_go(self.half_way)
        self.half_way = None
        self._next.show()


def _set_up(folder: Path, passphrase: str, founding: Founding) -> Created:
    """Make the vault, and remember that it is not done."""
    created = entrance.set_up(folder, passphrase, founding)
    machine.remember_vault(created.folder)
    return created


def _forget(folder: Path) -> None:
    """Remove a vault that was never finished, and what is remembered of it."""
    entrance.give_up(folder)
    machine.forget_vault(folder)


def _finish(unfinished: Path, login: str, passphrase: str) -> tuple[Opened, Path]:
    """The code was typed back: the vault gets its name, and is opened."""
    folder = entrance.finish(unfinished)
    machine.forget_vault(unfinished)
    machine.remember_vault(folder)
    return prepared(entrance.enter(folder, login, passphrase)), folder


def _make_demo(folder: Path, progress: Callable[[int, int], None]) -> Path:
    """Make the demo in a folder of this person."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    demo.make(folder, cases=DEMO_CASES, today=date.today(), progress=progress)
    return folder


__all__ = ["FirstRun"]
