"""A month of tasks: a grid one walks with the arrows, other calendars beside, the chosen day in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from babel.dates import format_date
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from victimcase.gui import calendar_words, icons, task_words, theme
from victimcase.gui.parts import painting
from victimcase.gui.parts.boxes import clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.press_line import PressLine, Said
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.table_view import Head
from victimcase.gui.words import LOCALE, counted, day_long
from victimcase.i18n import N_, tr
from victimcase.services.tasks import Planned

Index = QModelIndex | QPersistentModelIndex
WEEKS = 6
_NONE = QModelIndex()


def first_shown(month: date) -> date:
    """The Monday the grid of a month begins with."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def last_of(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


class MonthModel(QAbstractTableModel):
    """Six weeks of days, and the tasks of each."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today, self.month = today, today.replace(day=1)
        self.tasks: Mapping[str, Sequence[Planned]] = {}
        self.calendars: tuple[str, ...] = ()

    def show(self, month: date, tasks: Mapping[str, Sequence[Planned]]) -> None:
        """Show a month and its tasks."""
        self.beginResetModel()
        self.month, self.tasks = month.replace(day=1), tasks
        self.endResetModel()

    def day_at(self, index: Index) -> date:
        """The day of a cell."""
        return first_shown(self.month) + timedelta(days=index.row() * 7 + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day."""
        days = (day - first_shown(self.month)).days
        return self.index(days // 7, days % 7)

    def of(self, day: date) -> Sequence[Planned]:
        """The tasks of a day."""
        return self.tasks.get(day.isoformat(), ())

    def rowCount(self, parent: Index = _NONE) -> int:
        """Six weeks hold any month."""
        return WEEKS

    def columnCount(self, parent: Index = _NONE) -> int:
        """Seven days."""
        return 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day in words, with its tasks, to be read aloud."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        day = self.day_at(index)
        tasks = self.of(day)
        count = counted(len(tasks), N_("1 task"), N_("{count} tasks")) if tasks else tr(N_("nothing due"))
        beside = calendar_words.beside(day, self.calendars)
        return ", ".join([day_long(day), *beside, count, *(one.subject for one in tasks[:3])])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The days of the week."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return format_date(date(2024, 1, 1) + timedelta(days=section), "EEE", locale=LOCALE)
        return None


class DayPainter(QStyledItemDelegate):
    """Paints one day: its number, ours and the other calendar's, and the first of its tasks."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        view = self.parent()
        assert isinstance(view, MonthGrid)
        rect: QRect = option.rect
        day, tasks = view.days.day_at(index), view.days.of(view.days.day_at(index))
        inside = day.month == view.days.month.month
        right = painting.mirrored(view.layoutDirection())
        chosen = index == view.currentIndex()
        ground = "selected" if chosen else "surface" if inside else "subtle"
        painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(
            rect.topLeft() if right else rect.topRight(), rect.bottomLeft() if right else rect.bottomRight()
        )
        if chosen:
            painter.setPen(QPen(theme.colour("focus" if view.hasFocus() else "accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        area = QRectF(rect).adjusted(8, 4, -8, -4)
        tall = QFontMetrics(theme.font("small")).height() + 2
        head = QRectF(area.left(), area.top(), area.width(), tall)
        painter.setFont(theme.font("smallstrong" if inside else "small"))
        ink = "accenttext" if day == view.days.today else "text" if inside else "text3"
        painter.setPen(theme.colour(ink))
        number = tr(N_("{day} today"), day=day.day) if day == view.days.today else str(day.day)
        painting.draw(painter, head, number, from_right=right)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text3"))
        other = calendar_words.small_day(day, view.days.calendars)
        painting.draw(painter, head, other, from_right=right, trailing=True)
        self._tasks(painter, area.adjusted(0, tall + 1, 0, 0), tasks, tall, view)

    def _tasks(
        self, painter: QPainter, area: QRectF, tasks: Sequence[Planned], tall: int, view: MonthGrid
    ) -> None:
        right = painting.mirrored(view.layoutDirection())
        room = max(1, int(area.height() // tall))
        shown = tasks if len(tasks) <= room else tasks[: max(0, room - 1)]
        top = area.top()
        for one in shown:
            line = QRectF(area.left(), top, area.width(), tall)
            ink = "danger" if one.overdue else "text2" if one.done_on else "text"
            side = theme.px(12)
            name = "warning-circle-fill" if one.overdue else "check" if one.done_on else "circle"
            left = line.right() - side if right else line.left()
            icons.paint(
                painter, QRectF(left, line.center().y() - side / 2, side, side), name, theme.colour(ink)
            )
            painter.setPen(theme.colour(ink))
            words = line.adjusted(0, 0, -side - 4, 0) if right else line.adjusted(side + 4, 0, 0, 0)
            painting.draw(painter, words, one.subject, from_right=right)
            top += tall
        if len(shown) < len(tasks):
            painter.setPen(theme.colour("text2"))
            line = QRectF(area.left(), top, area.width(), tall)
            more = tr(N_("{count} more"), count=len(tasks) - len(shown)) if shown else str(len(tasks))
            painting.draw(painter, line, more, from_right=right)


class MonthGrid(QTableView):
    """The grid. Arrows walk, Page Up and Down change the month, Home is today, Enter goes to the day."""

    moved = Signal(int)
    """Months to go on, or back."""
    home = Signal()
    opened = Signal()

    def __init__(self, days: MonthModel) -> None:
        super().__init__()
        self.days = days
        self.setObjectName("tasks.month")
        self.setAccessibleName(tr(N_("Month")))
        self.setModel(days)
        self.setItemDelegate(DayPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(Head(self))
        self.verticalHeader().hide()
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setMinimumSectionSize(20)
        self.horizontalHeader().setSectionsClickable(False)
        self.setMinimumHeight(theme.px(28) + WEEKS * theme.px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a calendar."""
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.moved.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.home.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif not self._over_the_edge(key):
            super().keyPressEvent(event)

    def _over_the_edge(self, key: int) -> bool:
        """Walk on into the next week, or the next month, where the grid ends."""
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if painting.mirrored(self.layoutDirection()):
            forward, back = back, forward
        days = {forward: 1, back: -1, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}.get(Qt.Key(key), 0)
        if not days:
            return False
        to = self.days.day_at(self.currentIndex()) + timedelta(days=days)
        first = first_shown(self.days.month)
        if not first <= to < first + timedelta(days=7 * WEEKS):
            return True
        self.setCurrentIndex(self.days.index_of(to))
        return True


class MonthView(QWidget):
    """Grid and day beside each other. `asked` wants another month, `chosen` a task."""

    asked = Signal(object)
    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.days = MonthModel(today)
        self.grid = MonthGrid(self.days)
        self._day = today
        self._title, self._beside = Label("", "section"), Elided("", "small")
        before = IconButton(
            "caret-left", tr(N_("The month before")), name="tasks.month.before", hint="Page Up"
        )
        after = IconButton(
            "caret-right", tr(N_("The next month")), name="tasks.month.after", hint="Page Down"
        )
        now = Button(tr(N_("Today")), name="tasks.month.today", small=True, hint="Home")
        before.clicked.connect(lambda: self.move_on(-1))
        after.clicked.connect(lambda: self.move_on(1))
        now.clicked.connect(self.go_home)
        head = row(before, after, now, 8, self._title, self._beside, margins=(16, 8, 16, 8))
        head.setStretch(5, 1)
        self.grid.moved.connect(self.move_on)
        self.grid.home.connect(self.go_home)
        self.grid.opened.connect(self._to_lines)
        self.grid.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now))
        self._lines = column(space=0)
        self._day_title = Label("", "smallstrong", wrap=True)
        side = column(row(self._day_title, margins=(16, 12, 16, 6)), space=0)
        side.addWidget(scrolling(holder(self._lines)), 1)
        self._side = holder(side, ground="subtle")
        self._box = row(space=0)
        self._box.addWidget(self.grid, 68)
        self._box.addWidget(frame("upright"))
        self._box.addWidget(self._side, 32)
        outer = column(head, frame("line"), space=0)
        outer.addLayout(self._box, 1)
        self.setLayout(outer)
        self._say()

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day the grid shows."""
        first = first_shown(self.days.month)
        return first, first + timedelta(days=7 * WEEKS - 1)

    def know_calendars(self, calendars: tuple[str, ...]) -> None:
        """Show other calendars beside ours."""
        self.days.calendars = calendars
        self._say()
        self.grid.viewport().update()

    def show_tasks(self, today: date, tasks: Sequence[Planned]) -> None:
        """Show the tasks of the month."""
        by_day: dict[str, list[Planned]] = {}
        for one in tasks:
            by_day.setdefault(one.due_on, []).append(one)
        self.days.today = today
        self.days.show(self.days.month, by_day)
        self.grid.setCurrentIndex(self.days.index_of(self._day))
        self._say()

    def move_on(self, months: int) -> None:
        """Go some months on; the cursor stays on the same day of the month where there is one."""
        first = self.days.month
        number = first.year * 12 + first.month - 1 + months
        month = date(number // 12, number % 12 + 1, 1)
        self.go_to(month, self._day.day)

    def go_home(self) -> None:
        """Go to today."""
        self.go_to(self.days.today, self.days.today.day)

    def go_to(self, day: date, number: int) -> None:
        """Go to a day of a month."""
        last = last_of(day)
        self._day = day.replace(day=min(number, last.day))
        self.days.show(self._day, {})
        self.grid.setCurrentIndex(self.days.index_of(self._day))
        self._say()
        self.asked.emit(self.span)

    def _say(self) -> None:
        month = self.days.month
        self._title.setText(format_date(month, "MMMM yyyy", locale=LOCALE))
        beside = calendar_words.beside_month(month, last_of(month), self.days.calendars)
        self._beside.setText(" · ".join(beside))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self._day = self.days.day_at(index)
        beside = calendar_words.beside(self._day, self.days.calendars)
        self._day_title.setText(" · ".join([day_long(self._day), *beside]))
        clear(self._lines)
        tasks = self.days.of(self._day)
        for one in tasks:
            words, icon, tone = task_words.due(one.due_on, self.days.today)
            if one.done_on:
                words, icon, tone = tr(N_("done")), "check", "ok"
            said = Said(one.subject, below=f"{one.name} · {one.number}", end=words, end_icon=icon, tone=tone)
            line = PressLine(said, name=f"tasks.day.{one.id}")
            line.clicked.connect(partial(self._press, one))
            self._lines.addWidget(line)
        if not tasks:
            self._lines.addLayout(
                row(Label(tr(N_("Nothing is due on this day.")), "second", wrap=True), margins=(16, 4, 16, 4))
            )
        self._lines.addStretch(1)
        self.grid.viewport().update()

    def _press(self, one: Planned, _checked: bool = False) -> None:
        self.chosen.emit(one)

    def _to_lines(self) -> None:
        line = self._side.findChild(PressLine)
        if line is not None:
            line.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: object) -> None:
        """Put the day below the month where the room is short."""
        beside = self.width() >= theme.px(720)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not way:
            self._box.setDirection(way)
