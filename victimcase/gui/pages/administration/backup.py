"""Backups: making one into a folder somebody chooses, those that were made, and how one comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import Card, column, frame, row, turn
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import day_near, size
from victimcase.i18n import N_, tr
from victimcase.services import keeping
from victimcase.services.keeping import BackedUp, Kept, LastBackup

ENDING = "victimcase-backup"

BESIDE = 900

STEPS = (
    N_("A backup is one encrypted file. Keep it on a stick or disk that lies in another building."),
    N_("It is proved by opening it as soon as it is written."),
    N_("It opens with the passphrases of the day it was made. Keep the recovery sheet of that day with it."),
)
BACK = (
    N_("Ask the person who keeps this machine to open a terminal."),
    N_("They write: victimcase restore FILE FOLDER, with the name of the backup and of a new folder."),
    N_("Nothing is written over: the vault that comes back lies beside the one you have."),
)


class _Progress(QObject):
    """Carries how far the work is from its lane to the window."""

    moved = Signal(int)

    def say(self, done: int, of: int) -> None:
        """So much of it is done."""
        self.moved.emit(round(100 * done / max(1, of)))


class BackupSheet(Sheet):
    """The list of backups, and beside it what a backup is and how one comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.backup")
        self.step = Button(
            tr(N_("Make a backup")),
            name="administration.back_up",
            kind="filled",
            icon="hard-drives",
            pressed=self._ask_where,
        )
        self._progress = _Progress(self)
        self._bar = QProgressBar()
        self._bar.setObjectName("administration.backup.progress")
        self._bar.setAccessibleName(tr(N_("How far the backup is")))
        self._bar.setTextVisible(False)
        self._progress.moved.connect(self._bar.setValue)
        words = Label(tr(N_("The backup is being written and proved. You can go on.")), "body", wrap=True)
        self._under_way = frame("card", column(words, self._bar, space=8, margins=(16, 12, 16, 12)))
        self._under_way.hide()
        self.inside.addWidget(self._under_way)
        self.model: PagedModel[Kept] = PagedModel(_columns(desk))
        self.table = Table(self.model, name="administration.backup.table", aloud=tr(N_("Backups made")))
        self.table.setMinimumHeight(theme.px(200))
        self._empty = Empty(
            "hard-drives",
            tr(N_("No backup was made yet")),
            tr(N_("If this machine is lost, the cases are lost with it. A backup takes about a minute.")),
            name="administration.backup.empty",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._card = Card(tr(N_("Backups made")), name="administration.backup.card")
        self._card.body.addWidget(self._stack, 1)
        self._both = row(self._card, _about(), space=16)
        self._both.setStretch(0, 5)
        self._both.setStretch(1, 3)
        self.inside.addLayout(self._both, 1)

    def first_focus(self) -> QWidget | None:
        """The button that makes one."""
        return self.step

    def resizeEvent(self, event: object) -> None:
        """Put the cards below each other where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def read(self) -> None:
        """Ask which backups were made, and when the next is due."""
        self.desk.look(keeping.backups).then(self, self._came, failed=self.trouble, key="backups")
        self.desk.look(keeping.last_backup).then(self, self._due, key="last")

    def _came(self, found: list[Kept]) -> None:
        self.model.set_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._empty)

    def _due(self, last: LastBackup) -> None:
        if last.days is None:
            note = ""
        elif last.days == 0:
            note = tr(N_("the last one today"))
        elif last.days == 1:
            note = tr(N_("the last one yesterday"))
        else:
            note = tr(N_("the last one {days} days ago"), days=last.days)
        if last.due and note:
            note = tr(N_("{when}: the next is due"), when=note)
        self._card.say(tr(N_("Backups made")), note)
        self._card.note.set_tone("warn" if last.due else "")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), tr(N_("Choose a folder for the backup, best on a stick")))
        dialog.setObjectName("administration.backup.folders")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.make_in)
        dialog.open()

    def make_in(self, folder: str) -> None:
        """Make a backup in a folder, under a name with the day and the time in it."""
        now = self.desk.now.astimezone()
        name = f"{self.desk.me.office_code}-{now:%Y-%m-%d-%H%M}.{ENDING}"
        assert self.step is not None
        self.step.not_yet(tr(N_("A backup is being made.")))
        self.hush()
        self._bar.setValue(0)
        self._under_way.show()
        say: Callable[[int, int], None] = self._progress.say
        self.desk.work(keeping.back_up, self.desk.session, Path(folder) / name, say).then(
            self, self._made, failed=self._not_made
        )

    def _ended(self) -> None:
        self._under_way.hide()
        if self.step is not None:
            self.step.not_yet("")

    def _made(self, done: BackedUp) -> None:
        self._ended()
        more = tr(
            N_("{name}, {size}, with {cases} cases. Take it to another building."),
            name=Path(done.file).name,
            size=size(done.bytes),
            cases=done.cases,
        )
        self.say(tr(N_("The backup was made, and opening it was tried")), more)
        self.desk.saved.emit(Saved(tr(N_("Backup made")), undoable=False))
        self.read()

    def _not_made(self, problem: UserError) -> None:
        self._ended()
        self.trouble(problem)


def _columns(desk: Desk) -> list[Column[Kept]]:
    def when(one: Kept) -> Cell:
        return Cell(day_near(datetime.fromisoformat(one.at), desk.now), bold=True)

    def where(one: Kept) -> Cell:
        place = Path(one.place)
        return Cell(place.name, second=str(place.parent), aloud=one.place)

    return [
        Column("at", tr(N_("When")), 120, when, sortable=False),
        Column("place", tr(N_("Where")), 0, where, sortable=False),
        Column("by", tr(N_("By")), 110, lambda one: Cell(one.by), sortable=False, from_width=620),
        Column("size", tr(N_("Size")), 80, lambda one: Cell(size(one.bytes)), sortable=False),
        Column("state", tr(N_("State")), 140, _state, sortable=False),
    ]


def _state(one: Kept) -> Cell:
    if one.still_there:
        return Cell(badges=(Status("check-circle", tr(N_("Proved")), "ok"),))
    return Cell(badges=(Status("eye-slash", tr(N_("Not in sight")), "neutral"),))


def _about() -> Card:
    card = Card(tr(N_("What a backup is")), name="administration.backup.about")
    lines = column(space=12, margins=(16, 16, 16, 16))
    for icon, words in zip(("lock-key", "check-circle", "key"), STEPS, strict=True):
        lines.addLayout(_line(icon, tr(words)))
    lines.addWidget(Label(tr(N_("How one comes back")), "section"))
    for number, words in enumerate(BACK, 1):
        lines.addLayout(_line(f"number-circle-{('one', 'two', 'three')[number - 1]}", tr(words)))
    lines.addStretch(1)
    card.body.addLayout(lines)
    return card


def _line(icon: str, words: str) -> QHBoxLayout:
    sign = Symbol(icon, "text2", 18)
    line = row(sign, Label(words, "body", wrap=True), space=12)
    line.setStretch(1, 1)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return line


SHEET = BackupSheet
