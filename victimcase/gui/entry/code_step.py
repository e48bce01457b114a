"""Third step of setting up: the recovery code, shown once, printed or written down, and typed back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLineEdit, QMenu, QWidget

from victimcase.gui.entry import printing
from victimcase.gui.entry.question import large
from victimcase.gui.parts.boxes import column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Label, Symbol, again
from victimcase.i18n import N_, tr
from victimcase.services import entrance


class TypedGroup(QFrame):
    """One group to be typed back, with a sign once it fits, and another once it is long enough and does
    not.
    """

    changed = Signal()

    def __init__(self, number: int, group: str) -> None:
        super().__init__()
        self._group = group
        self.setProperty("part", "field")
        self.line = QLineEdit()
        self.line.setObjectName(f"first_run.group.{number}")
        self.line.setProperty("part", "bare")
        self.line.setMaxLength(12)
        self.line.setAccessibleName(tr(N_("Group {number} of the recovery code"), number=number))
        self.line.textEdited.connect(self._check)
        self._sign = Symbol("circle-dashed", "text3", 16)
        self.setLayout(row(Label(str(number), "small"), self.line, self._sign, margins=(10, 2, 10, 2)))
        self._sign.hide()

    @property
    def fits(self) -> bool:
        """Whether it is typed as it stands on the paper."""
        return entrance.same_group(self.line.text(), self._group)

    def _check(self) -> None:
        typed = self.line.text()
        wrong = not self.fits and len("".join(typed.split())) >= len(self._group)
        self._sign.setVisible(self.fits or wrong)
        self._sign.show_icon("check-circle-fill", "ok")
        if wrong:
            self._sign.show_icon("warning-circle-fill", "danger")
        said = tr(N_("This is not what stands on the paper yet.")) if wrong else ""
        self.line.setAccessibleDescription(tr(N_("Fits")) if self.fits else said)
        self.line.setToolTip(said)
        self.setProperty("state", "problem" if wrong else "")
        again(self)
        self.changed.emit()


class CodeStep(QWidget):
    """Shows a code and takes it back; `changed` when a group was typed."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed in a line."""

    def __init__(self, code: str, office: str) -> None:
        super().__init__()
        self.groups = entrance.groups(code)
        self._office = office
        more = tr(
            N_(
                "If everybody forgets their passphrase, this code is the only way in. Nobody can send it "
                "to you again, not even the makers of this program."
            )
        )
        self._print = Button(tr(N_("Print on paper")), name="first_run.print", icon="printer")
        self._print.clicked.connect(self.print_code)
        self._keep = Label(
            tr(N_("Keep the paper in a safe away from this computer. Do not take a photo of it.")),
            "small",
            wrap=True,
        )
        self._keep.setObjectName("first_run.keep")
        paper: QBoxLayout = row(self._print, self._keep, space=8)
        if large():
            paper = column(self._print, self._keep)
        paper.setStretch(1, 1)
        self.lines = [TypedGroup(number, group) for number, group in enumerate(self.groups, 1)]
        for number, line in enumerate(self.lines):
            line.changed.connect(partial(self._typed, number))
            line.line.returnPressed.connect(self.entered)
        how = tr(N_("From the paper. Small letters and spaces do not matter. O is read as 0, I and L as 1."))
        box = column(
            column(Label(tr(N_("Your recovery code")), "title"), Label(more, "second", wrap=True), space=4),
            self._shown(self.groups),
            paper,
            frame("line"),
            column(Label(tr(N_("Now type it back")), "section"), Label(how, "small", wrap=True), space=2),
            _grid(self.lines),
            space=12,
        )
        box.addStretch(1)
        self.setLayout(box)

    def _shown(self, groups: Sequence[str]) -> QWidget:
        cells: list[QWidget] = []
        for number, group in enumerate(groups, 1):
            words = Label(group, "section")
            words.setAccessibleName(" ".join(group))
            inside = row(Label(str(number), "small"), words, space=12, margins=(12, 8, 12, 8))
            inside.setStretch(1, 1)
            cell = frame("card", inside)
            cells.append(cell)
        return _grid(cells)

    def _typed(self, number: int) -> None:
        if self.lines[number].fits and self.lines[number].line.hasFocus():
            after = [*self.lines[number + 1 :], *self.lines[:number]]
            for line in after:
                if not line.fits:
                    line.line.setFocus()
                    break
        self.changed.emit()

    @property
    def to_go(self) -> int:
        """How many groups are still to be typed."""
        return sum(not line.fits for line in self.lines)

    def first_focus(self) -> QWidget:
        """Paper first."""
        return self._print

    def print_code(self) -> None:
        """Print it, on the printer there is or one of several; by hand where there is none."""
        found = printing.printers()
        if not found:
            self._keep.setText(
                tr(
                    N_(
                        "There is no printer here. Write the code down by hand, clearly, and keep the paper "
                        "in a safe away from this computer."
                    )
                )
            )
            self._keep.set_tone("warn")
            self.lines[0].line.setFocus()
        elif len(found) == 1:
            self._print_on(found[0])
        else:
            menu = QMenu(self)
            for name in found:
                menu.addAction(name, partial(self._print_on, name))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._print.mapToGlobal(QPoint(0, self._print.height())))

    def _print_on(self, printer: str) -> None:
        taken = printing.print_on(printer, self.groups, self._office, date.today())
        self._keep.setText(
            tr(N_("Sent to “{printer}”. Check that all nine groups can be read."), printer=printer)
            if taken
            else tr(N_("“{printer}” did not take it. Write the code down by hand, clearly."), printer=printer)
        )
        self._keep.set_tone("" if taken else "warn")


def _grid(cells: Sequence[QWidget]) -> QWidget:
    across = 2 if large() else 3
    grid = QGridLayout()
    grid.setSpacing(8)
    grid.setContentsMargins(0, 0, 0, 0)
    for index, cell in enumerate(cells):
        grid.addWidget(cell, index // across, index % across)
    for at in range(across):
        grid.setColumnStretch(at, 1)
    return holder(column(grid, space=0))
