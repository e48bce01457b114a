"""What happened in a case, by month, the latest first; painted, so that a long life stays quick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from victimcase.gui import icons, theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.parts import painting
from victimcase.gui.parts.boxes import Card, column, row
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.notice import Empty
from victimcase.gui.words import day_near, day_short, month
from victimcase.i18n import N_, tr
from victimcase.services.timelines import Entry, Sort

FILTERS: Final = (
    ("", N_("Everything")),
    (Sort.RECORD, N_("Records")),
    (Sort.CONTACT, N_("Contacts")),
    (Sort.CHANGE, N_("Changes")),
)

LINE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One line: an entry with its day in words, or the title of a month. `last` ends the thread."""

    words: str
    entry: Entry | None = None
    last: bool = False


def lines_of(entries: Iterable[Entry], today: date, now: datetime) -> list[Line]:
    """The lines of a timeline: a title for each month, then what happened in it."""
    found: list[Line] = []
    before = ""
    listed = list(entries)
    for number, one in enumerate(listed):
        if one.day[:7] != before:
            before = one.day[:7]
            found.append(Line(month(date.fromisoformat(one.day))))
        last = number + 1 == len(listed) or listed[number + 1].day[:7] != before
        found.append(Line(_when(one, today, now), one, last))
    return found


def _when(one: Entry, today: date, now: datetime) -> str:
    if one.at and one.sort is Sort.CHANGE:
        return day_near(datetime.fromisoformat(one.at), now)
    return day_short(date.fromisoformat(one.day), today)


class _Lines(QAbstractListModel):
    """The lines of a timeline."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The Line, or its words."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            one = line.entry
            return (
                line.words if one is None else ", ".join(filter(None, (one.title, one.summary, line.words)))
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles of months are read, not chosen."""
        usual = super().flags(index)
        return usual if self.lines[index.row()].entry else Qt.ItemFlag.ItemIsEnabled


class _Painter(QStyledItemDelegate):
    """Paints a line: sign on its thread, title, summary, day at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Months are lower than entries."""
        line: Line = index.data(LINE)
        return QSize(theme.px(120), theme.px(48 if line.entry else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line."""
        line: Line = index.data(LINE)
        area = QRectF(option.rect)
        mirrored = painting.mirrored(option.direction)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.entry is None:
            painter.setFont(theme.font("smallstrong"))
            painter.setPen(theme.colour("text2"))
            painting.draw(painter, area.adjusted(16, 0, -16, 0), line.words, from_right=mirrored)
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(
            state & QStyle.StateFlag.State_HasFocus
        )
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("selected" if chosen else "hover"))
        self._entry(painter, area, line, line.entry, mirrored=mirrored)
        painter.restore()

    def _entry(self, painter: QPainter, area: QRectF, line: Line, one: Entry, *, mirrored: bool) -> None:
        side = theme.px(28)
        middle = area.right() - 16 - side / 2 if mirrored else area.left() + 16 + side / 2
        centre = area.top() + theme.px(20)
        if not line.last:
            painter.setPen(QPen(theme.colour("line"), 2))
            painter.drawLine(round(middle), round(centre + side / 2), round(middle), round(area.bottom()) + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("neutralsoft"))
        painter.drawEllipse(QRectF(middle - side / 2, centre - side / 2, side, side))
        sign = theme.px(16)
        icon = "pencil-simple" if one.sort is Sort.CHANGE else kinds.icon_of(one.kind)
        icons.paint(
            painter, QRectF(middle - sign / 2, centre - sign / 2, sign, sign), icon, theme.colour("text2")
        )
        start = 16 + side + 12
        rest = area.adjusted(16, 0, -start, 0) if mirrored else area.adjusted(start, 0, -16, 0)
        upper = QRectF(rest.left(), area.top() + theme.px(3), rest.width(), theme.px(20))
        lower = QRectF(rest.left(), area.top() + theme.px(23), rest.width(), theme.px(19))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        used = QFontMetrics(painter.font()).horizontalAdvance(line.words) + 12
        painting.draw(painter, upper, line.words, from_right=mirrored, trailing=True)
        painting.draw(painter, lower, one.summary, from_right=mirrored)
        title = upper.adjusted(used, 0, 0, 0) if mirrored else upper.adjusted(0, 0, -used, 0)
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("text"))
        painting.draw(painter, title, one.title, from_right=mirrored)


class _View(QListView):
    """The list; Enter or a double click opens."""

    opened = Signal(object)

    def __init__(self, model: _Lines) -> None:
        super().__init__()
        self.setObjectName("case.timeline")
        self.setAccessibleName(tr(N_("Timeline")))
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(theme.px(96))
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if line is not None and line.entry is not None:
            self.opened.emit(line.entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Timeline(Card):
    """The timeline with its filters. Changes are read only when somebody asks for them: that is a viewing."""

    opened = Signal(object)
    """An Entry whose record somebody wants to see."""
    changes_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Timeline")), name="case.timeline_card")
        self._desk = desk
        self._entries: tuple[Entry, ...] = ()
        self._changes: tuple[Entry, ...] | None = None
        self._model = _Lines()
        self.view = _View(self._model)
        self.view.opened.connect(self.opened)
        self._chips: dict[str, Chip] = {}
        chips = row(space=8)
        for code, words in FILTERS:
            chip = Chip(tr(words), name=f"case.timeline.{code or 'everything'}", checkable=True)
            chip.clicked.connect(lambda _checked, code=code: self.choose(str(code)))
            self._chips[str(code)] = chip
            chips.addWidget(chip)
        self.tools.addLayout(chips)
        self._empty = Empty("clock-counter-clockwise", "", name="case.timeline.empty")
        self._empty.hide()
        self.body.addLayout(column(self.view, self._empty, margins=(0, 8, 0, 8)), 1)
        self.chosen = ""
        self._mark()

    def begin(self) -> None:
        """Another case: show everything again."""
        self.chosen, self._changes = "", None
        self._mark()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show what happened."""
        self._entries = entries
        self._changes = None
        if self.chosen == Sort.CHANGE:
            self.changes_wanted.emit()
        self._fill()

    def show_changes(self, entries: Iterable[Entry]) -> None:
        """Show who changed what, once it was read."""
        self._changes = tuple(one for one in entries if one.sort is Sort.CHANGE)
        self._fill()

    def choose(self, code: str) -> None:
        """Show one sort of entries alone."""
        self.chosen = code
        self._mark()
        if code == Sort.CHANGE and self._changes is None:
            self.changes_wanted.emit()
        self._fill()

    def _mark(self) -> None:
        for code, chip in self._chips.items():
            chip.setChecked(code == self.chosen)

    def _fill(self) -> None:
        if self.chosen == Sort.CHANGE:
            shown = self._changes or ()
        else:
            shown = tuple(one for one in self._entries if not self.chosen or one.sort == self.chosen)
        self._model.set_lines(lines_of(shown, self._desk.today, self._desk.now))
        nothing = not shown and not (self.chosen == Sort.CHANGE and self._changes is None)
        self.view.setVisible(not nothing)
        self._empty.setVisible(nothing)
        if nothing:
            self._empty.say(
                tr(N_("Nothing is written here yet")),
                tr(N_("What you write down about this case shows here by its day.")),
            )

    def narrow(self, narrow: bool) -> None:
        """In a narrow window the filters other than everything and changes make room."""
        for code in (Sort.RECORD, Sort.CONTACT):
            self._chips[str(code)].setVisible(not narrow)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.view
