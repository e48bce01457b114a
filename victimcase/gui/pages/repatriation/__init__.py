"""The repatriation board: one line a person who waits to go home, what is ready, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.gui.pages.repatriation.lines import LEGEND, columns, missing
from victimcase.gui.parts.boxes import Card, Flow, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Column, PagedModel
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import board
from victimcase.services.board import Board, BoardLine, Need, State
from victimcase.services.board_cells import KINDS

LONG: Final = 30
"""Days after which a wait is long."""
TIGHT_BELOW: Final = 1080
"""Pixels of width below which words that a sign says too are left out."""
COMPACT_BELOW: Final = 820

Keep = Callable[[BoardLine], bool]


class _Figure(QWidget):
    """A number with its words."""

    def __init__(self, words: str, tone: str = "") -> None:
        super().__init__()
        self._words = words
        self._number = Label("", "title", tone=tone)
        self.setLayout(row(self._number, Label(words, "second"), space=8))

    def say(self, number: str, *, shown: bool) -> None:
        """Show another number."""
        self._number.setText(number)
        self.setAccessibleName(f"{number} {self._words}")
        self.setVisible(shown)


class RepatriationPage(Page):
    """Everybody who waits to go home."""

    NAME = "repatriation"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Going home")))
        self._board: Board | None = None
        self._filter, self._destination = "all", ""
        self._order, self._downwards = "waiting", True
        self._compact = self._tight = False
        self._place = Place("repatriation")
        self.model: PagedModel[BoardLine] = PagedModel(self._columns())
        self.table = Table(
            self.model, name="repatriation.table", aloud=tr(N_("People who wait to go home")), two_lines=True
        )
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda line: desk.go(Place("case", number=line.number, tab="repatriation")))
        self.table.sorted_by.connect(self._sorted)
        self._build()

    def _columns(self) -> list[Column[BoardLine]]:
        return columns(
            self.desk.reference, lambda: self.desk.today, lambda: self._tight, compact=self._compact
        )

    def _build(self) -> None:
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._figures = {
            "all": _Figure(tr(N_("wait to go home"))),
            "mine": _Figure(tr(N_("wait for you")), "accent"),
            "longest": _Figure(tr(N_("longest wait")), "danger"),
            "ready": _Figure(tr(N_("ready to release")), "ok"),
        }
        figures = Flow(24)
        for figure in self._figures.values():
            figures.addWidget(figure)
        self.chips = {
            code: Chip("", name=f"repatriation.{code}", checkable=True) for code in ("all", "mine", "long")
        }
        self._menu = QMenu(self)
        self._menu.triggered.connect(lambda action: self._go_to(str(action.data())))
        self.destination = Chip(
            tr(N_("Destination")), name="repatriation.destination", checkable=True, menu=self._menu
        )
        chips = row(space=8)
        for code, chip in self.chips.items():
            chip.clicked.connect(partial(self._filtered, code))
            chips.addWidget(chip)
        chips.addWidget(self.destination)
        self._head = row(holder(figures), holder(chips), space=16)
        self._head.setStretch(0, 1)
        self.inside.setSpacing(10)
        self.inside.addLayout(self._head)
        self._card = Card(name="repatriation.card")
        self._card.body.addWidget(self.table, 1)
        self._card.setAccessibleName(tr(N_("People who wait to go home")))
        self._build_foot()
        self._empty = Empty("airplane-tilt", "", name="repatriation.empty")
        self._stack = QStackedWidget()
        for one in (Loading(), self._empty, self._card):
            self._stack.addWidget(one)
        self.inside.addWidget(self._stack, 1)

    def _build_foot(self) -> None:
        self._sign = Symbol("warning-fill", "warn", 18)
        self._missing = Label("", "body", wrap=True)
        self.open_button = Button(tr(N_("Open case")), name="repatriation.open", pressed=self._open)
        self.next_button = Button("", name="repatriation.next", kind="filled", pressed=self._next)
        line = row(self._sign, self._missing, self.open_button, self.next_button, margins=(16, 8, 16, 8))
        line.setStretch(1, 1)
        self._foot = frame("row", line)
        self._foot.setMinimumHeight(52)
        self._card.body.addWidget(self._foot)
        legend = Flow(20)
        for icon, words, ink in LEGEND:
            legend.addWidget(holder(row(Symbol(icon, ink, 14), Label(tr(words), "small"), space=6)))
        self._shown = Label("", "small")
        signs = holder(legend)
        both = row(signs, self._shown, space=16)
        both.setStretch(0, 1)
        both.setAlignment(signs, Qt.AlignmentFlag.AlignVCenter)
        self._card.set_foot(both)

    def arrive(self, place: Place) -> None:
        """Open the board; a place may name the person to be shown."""
        self._place = place
        super().arrive(place)
        if place.number and self._board is not None:
            self.table.choose(lambda line: line.number == place.number)

    def read(self) -> None:
        """Ask who waits."""
        self.desk.look(board.board).then(self, self._came, failed=self._failed, key="board")

    def _failed(self, problem: UserError) -> None:
        self._empty.say(what(problem), next_step(problem), icon="eye-slash")
        self._stack.setCurrentWidget(self._empty)

    def _came(self, found: Board) -> None:
        self._board = found
        lines = found.lines
        figures = self._figures
        figures["all"].say(str(len(lines)), shown=True)
        figures["mine"].say(str(found.with_me), shown=found.with_me > 0 and not self._tight)
        figures["longest"].say(_days(found.longest), shown=found.longest > LONG)
        figures["ready"].say(
            str(found.ready_to_release), shown=found.ready_to_release > 0 and not self._tight
        )
        self.chips["all"].say(tr(N_("All {count}"), count=len(lines)))
        self.chips["mine"].say(tr(N_("With me {count}"), count=found.with_me))
        self.chips["long"].say(tr(N_("Over {days} days {count}"), days=LONG, count=found.over_long))
        places = sorted({_where(self.desk, one) for one in lines} - {""})
        self._menu.clear()
        self._menu.addAction(tr(N_("All destinations"))).setData("")
        for one in places:
            self._menu.addAction(one).setData(one)
        if self._destination not in places:
            self._destination = ""
        self._fill()

    def _sorted(self, code: str, downwards: bool) -> None:
        self._order, self._downwards = code, downwards
        self._fill()

    def _filtered(self, code: str, _checked: bool = True) -> None:
        self._filter = code
        self._fill()

    def _go_to(self, destination: str) -> None:
        self._destination = destination
        self._fill()

    def _fill(self) -> None:
        """Show the lines that fit, in their order, and keep the cursor on the person it was on."""
        found = self._board
        if found is None:
            return
        for code, chip in self.chips.items():
            chip.setChecked(code == self._filter)
        self.destination.say(self._destination or tr(N_("Destination")))
        self.destination.setChecked(bool(self._destination))
        keep: dict[str, Keep] = {
            "mine": lambda one: one.with_me,
            "long": lambda one: one.waiting > LONG,
        }
        fits = keep.get(self._filter, _anybody)
        lines = [
            one for one in found.lines if fits(one) and self._destination in ("", _where(self.desk, one))
        ]
        lines.sort(key=partial(_key, self._order, self.desk), reverse=self._downwards)
        kept = self.table.current()
        self.model.set_rows(lines)
        self.model.order, self.model.downwards = self._order, self._downwards
        self.table.set_order(self._order, downwards=self._downwards)
        self._shown.setText(tr(N_("{shown} of {count}"), shown=len(lines), count=len(found.lines)))
        if not lines:
            self._say_empty(found)
            return
        self._stack.setCurrentWidget(self._card)
        number = self._place.number or (kept.number if kept is not None else "")
        self._place = Place("repatriation")
        if not self.table.choose(lambda line: line.number == number):
            self.table.go_to(0)

    def _say_empty(self, found: Board) -> None:
        if not found.lines:
            self._empty.say(
                tr(N_("Nobody waits to go home")),
                tr(N_("A case stands here from the day its clearance begins until it has arrived.")),
                icon="airplane-tilt",
            )
        else:
            self._empty.say(
                tr(N_("Nobody matches")), tr(N_("Take the filter away to see everybody.")), icon="funnel"
            )
            self._empty.add_way(
                tr(N_("Show all")), self._show_all, name="repatriation.show_all", kind="filled"
            )
        self._stack.setCurrentWidget(self._empty)

    def _show_all(self) -> None:
        self._filter, self._destination = "all", ""
        self._fill()

    def _chosen(self, line: BoardLine | None) -> None:
        self._foot.setVisible(line is not None)
        if line is None:
            return
        attention = any(cell.state is State.ATTENTION for cell in line.cells.values())
        self._sign.show_icon(*(("warning-fill", "warn") if attention else ("arrow-right", "text2")))
        self._missing.setText(missing(line, self.desk.today))
        kind = RECORDS.get(line.next_kind)
        writable = kind is not None and self.desk.may(Right.EDIT_CASE)
        self.next_button.setVisible(writable)
        if kind is not None:
            self.next_button.say(_verb(line, tr(kind.title)))

    def _open(self) -> None:
        line = self.table.current()
        if line is not None:
            self.desk.go(Place("case", number=line.number, tab="repatriation"))

    def _next(self) -> None:
        line = self.table.current()
        if line is None:
            return
        record = next(
            (
                cell.record
                for need, cell in line.cells.items()
                if board_kind(need) == line.next_kind and cell.state in (State.ASKED, State.ATTENTION)
            ),
            "",
        )
        self.desk.go(Place("case", number=line.number, kind=line.next_kind, record=record))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for every column, what is missing is said in words instead."""
        super().resizeEvent(event)
        compact, tight = self.width() < theme.px(COMPACT_BELOW), self.width() < theme.px(TIGHT_BELOW)
        if (compact, tight) != (self._compact, self._tight):
            self._compact, self._tight = compact, tight
            self.model.beginResetModel()
            self.model.columns = self._columns()
            self.model.endResetModel()
            self.table.share_width()
            if self._board is not None:
                self._came(self._board)

    def first_focus(self) -> QWidget | None:
        """The board has the keyboard."""
        return self.table


def _anybody(_line: BoardLine) -> bool:
    return True


def board_kind(need: Need) -> str:
    """The kind of record a column is written in."""
    return KINDS[need]


def _days(count: int) -> str:
    return tr(N_("1 day")) if count == 1 else tr(N_("{count} days"), count=count)


def _where(desk: Desk, line: BoardLine) -> str:
    """The country somebody goes to, in words: few enough to choose from."""
    return desk.reference.country(line.destination_country) if line.destination_country else line.destination


_ORDER: Final = (State.ATTENTION, State.TO_DO, State.ASKED, State.WITHHELD, State.NOT_NEEDED, State.READY)


def _key(order: str, desk: Desk, line: BoardLine) -> Any:
    if order == "person":
        return (line.name or line.name_in_script).casefold(), line.number
    if order == "next":
        return line.next, line.with_whom
    if order == "waiting":
        return line.waiting
    return _ORDER.index(line.cells[Need(order)].state), line.waiting


def _verb(line: BoardLine, title: str) -> str:
    """The next step as a verb; a long one is shortened to the paper it needs."""
    return line.next if len(line.next) <= 34 else title


PAGE = RepatriationPage
