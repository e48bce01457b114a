"""Beside the questions: how the answers add up, that the sum only advises, and the outcome a person sets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QWidget

from victimcase.domain.indicators import UNVERIFIED_MARK, Arithmetic, Score
from victimcase.domain.reference import Reference
from victimcase.gui import theme
from victimcase.gui.pages.screening.sheet import Sheet, counted, explained
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button, Radio
from victimcase.gui.parts.text import Label, Symbol
from victimcase.i18n import N_, tr

LATER = "later"
"""The answer that sets no outcome yet."""


class _Sum(QWidget):
    """One dimension added up."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._sign = Symbol("circle-dashed", "neutral")
        self._count = Label("", "small")
        self._why = Label("", "small", wrap=True)
        head = row(Label(title, "strong", wrap=True), self._count, space=8)
        head.setStretch(0, 1)
        words = column(head, self._why, space=0)
        inside = row(self._sign, space=10, margins=(0, 7, 0, 7))
        inside.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self.setLayout(inside)

    def say(self, line: Arithmetic, *, weighted: bool) -> None:
        """Show what the dimension comes to."""
        met = line.positive
        self._sign.show_icon("check-circle-fill" if met else "circle-dashed", "ok" if met else "neutral")
        self._count.setText(counted(line, weighted=weighted))
        self._why.setText(explained(line, weighted=weighted))
        self._why.setVisible(bool(self._why.text()))
        state = tr(N_("met")) if met else tr(N_("not met yet"))
        self.setAccessibleName(f"{self._title}: {state}, {self._count.text()}")


class Adding(Card):
    """How it adds up: the dimensions, and the parts the whole needs. It never says what somebody is."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(name="screening.sum")
        self._reference = reference
        self._rule = Label("", "small", wrap=True)
        self._mark = Label(tr(UNVERIFIED_MARK), "small", tone="warn", wrap=True)
        self._lines = column(space=0)
        self._sums: dict[str, _Sum] = {}
        self._parts = Flow(6)
        self._note = Label("", "small", wrap=True)
        self.body.addLayout(
            column(
                Label(tr(N_("How it adds up")), "section"),
                self._rule,
                self._mark,
                self._lines,
                8,
                self._parts,
                8,
                self._note,
                space=0,
                margins=(16, 14, 16, 14),
            )
        )

    def begin(self, sheet: Sheet) -> None:
        """Show the dimensions of another set."""
        clear(self._lines)
        self._sums = {}
        for number, dimension in enumerate(sheet.questions.dimensions):
            if number:
                self._lines.addWidget(frame("line"))
            self._sums[dimension] = _Sum(tr(self._reference.label("indicator_dimension", dimension)))
            self._lines.addWidget(self._sums[dimension])
        weighted = _weighted(sheet)
        self._rule.setText(
            tr(
                N_(
                    "Enough for a part: 2 strong, or 1 strong and 1 other, or 3 medium, or 2 medium "
                    "and 1 weak."
                )
            )
            if weighted
            else tr(N_("Enough for a part: one sign of it."))
        )
        self._mark.setVisible(not sheet.questions.verified)
        self._note.setText(
            tr(N_("Under 18 no means is needed: how the child was brought to it does not matter."))
            if sheet.child
            else tr(N_("An adult: all parts are looked at together. A weak position can stand in for means."))
        )

    def show_sum(self, sheet: Sheet, score: Score) -> None:
        """Add up anew."""
        weighted = _weighted(sheet)
        for line in score.lines:
            if line.dimension in self._sums:
                self._sums[line.dimension].say(line, weighted=weighted)
        clear(self._parts)
        for number, part in enumerate(score.parts):
            if number:
                self._parts.addWidget(Label("+", "strong"))
            icon, tone = ("check", "ok") if part.met else ("circle-dashed", "neutral")
            self._parts.addWidget(Badge(Status(icon, tr(part.title), tone)))


def _weighted(sheet: Sheet) -> bool:
    return all(one.strength in ("strong", "medium", "weak") for one in sheet.questions.indicators)


class Outcome(Card):
    """What the person who asked decides, in their own words."""

    changed = Signal()
    save = Signal()
    pause = Signal()

    def __init__(self) -> None:
        super().__init__(name="screening.outcome")
        self._group = QButtonGroup(self)
        self._choices = column(space=2)
        self.problem = Label("", "small", tone="danger", wrap=True)
        self.problem.hide()
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("screening.reason")
        self.reason.setAccessibleName(tr(N_("Why, in your words")))
        self.reason.setPlaceholderText(tr(N_("Why, in your words")))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(52))
        self.elsewhere = QLineEdit()
        self.elsewhere.setObjectName("screening.elsewhere")
        self.elsewhere.setAccessibleName(tr(N_("Who else can help")))
        self.elsewhere.setPlaceholderText(tr(N_("Who else can help")))
        self.kept = Label("", "small", wrap=True)
        self.save_button = Button(
            tr(N_("Save outcome")),
            name="screening.save",
            kind="filled",
            hint="Ctrl+S",
            pressed=self.save.emit,
        )
        self.pause_button = Button(tr(N_("Pause")), name="screening.pause", pressed=self.pause.emit)
        buttons = Flow(8)
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.save_button)
        self.body.addLayout(
            column(
                Label(tr(N_("Your outcome")), "strong"),
                Label(tr(N_("Can be changed until the decision.")), "small", wrap=True),
                4,
                self._choices,
                self.problem,
                self.reason,
                self.elsewhere,
                self.kept,
                holder(buttons),
                STRETCH,
                space=6,
                margins=(16, 14, 16, 14),
            )
        )
        self.reason.textChanged.connect(self.changed)
        self.elsewhere.textChanged.connect(lambda _text: self.changed.emit())
        self._group.idClicked.connect(lambda _id: self._pressed())
        self._codes: list[str] = []

    def show_sheet(self, sheet: Sheet, choices: Sequence[tuple[str, str]]) -> None:
        """Offer outcomes, and show what was chosen."""
        clear(self._choices)
        self._codes = []
        for code, text in [*choices, (LATER, tr(N_("Go on another day")))]:
            radio = Radio(text, name=f"screening.outcome.{code}", checked=code == sheet.outcome)
            self._group.addButton(radio, len(self._codes))
            self._codes.append(code)
            self._choices.addWidget(radio)
        for field, text in ((self.reason, sheet.reason), (self.elsewhere, sheet.elsewhere)):
            field.blockSignals(True)
            field.setPlainText(text) if isinstance(field, QPlainTextEdit) else field.setText(text)
            field.blockSignals(False)
        self._follow()

    def value(self) -> str:
        """The outcome chosen, or nothing."""
        at = self._group.checkedId()
        return self._codes[at] if 0 <= at < len(self._codes) else ""

    def _pressed(self) -> None:
        self.problem.hide()
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Who else can help is asked where trafficking is not indicated; later needs no reason."""
        self.elsewhere.setVisible(self.value() == "not_indicated")
        later = self.value() == LATER
        self.save_button.say(tr(N_("Keep for later")) if later else tr(N_("Save outcome")))
        self.pause_button.setVisible(not later)

    def say_problem(self, text: str) -> None:
        """What is still missing."""
        self.problem.setText(text)
        self.problem.show()
