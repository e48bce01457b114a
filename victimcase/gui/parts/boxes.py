"""How parts stand beside and below each other: rows, columns, cards, and lines that flow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from victimcase.gui import theme
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.text import Label

STRETCH = object()
"""Stands in a row or column for all the room that is left."""

Item = object


def _fill(box: QBoxLayout, items: Sequence[Item]) -> None:
    for item in items:
        if item is STRETCH:
            box.addStretch(1)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        elif isinstance(item, int):
            box.addSpacing(item)


def row(*items: Item, space: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things beside each other; a number is a gap, STRETCH the room that is left."""
    box = QHBoxLayout()
    box.setSpacing(space)
    box.setContentsMargins(*margins)
    _fill(box, items)
    return box


def column(*items: Item, space: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below each other; a number is a gap, STRETCH the room that is left."""
    box = QVBoxLayout()
    box.setSpacing(space)
    box.setContentsMargins(*margins)
    _fill(box, items)
    return box


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            let_go(widget)
        elif inner is not None:
            clear(inner)


def holder(layout: QLayout, *, ground: str = "") -> QWidget:
    """A widget around a layout; `ground` is what it is painted on."""
    made = QWidget()
    made.setLayout(layout)
    if ground:
        made.setProperty("ground", ground)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def frame(part: str, layout: QLayout | None = None, *, tone: str = "") -> QFrame:
    """A frame the style sheet knows: card, foot, head, row, line, box."""
    made = QFrame()
    made.setProperty("part", part)
    if tone:
        made.setProperty("tone", tone)
    if layout is not None:
        made.setLayout(layout)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """Something that may be longer than the room there is; sideways it never scrolls."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setProperty("ground", inside.property("ground") or "none")
    return area


def stretched(widget: QWidget) -> QWidget:
    """The widget, taking all the room its row can spare; for words that wrap beside buttons."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    policy.setHorizontalStretch(1)
    widget.setSizePolicy(policy)
    return widget


def turn(box: QBoxLayout, width: int, *, below: int) -> None:
    """Stand things below each other where there is less width than `below` pixels, else beside each other."""
    stacked = width < theme.px(below)
    wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
    if box.direction() != wanted:
        box.setDirection(wanted)


class Card(QFrame):
    """A sheet with a title line (title, note, tools at its end) and a body. Never a card inside a card."""

    def __init__(self, title: str = "", note: str = "", *, name: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setObjectName(name)
        self.title = Label(title, "section")
        self.note = Label(note, "small")
        self.tools = row()
        self.head = frame("head", row(self.title, self.note, STRETCH, self.tools, margins=(16, 8, 16, 8)))
        self.head.setMinimumHeight(theme.px(48))
        self.head.setVisible(bool(title))
        self.body = column(space=0)
        outer = column(self.head, space=0, margins=(1, 1, 1, 1))
        outer.addLayout(self.body, 1)
        self.setLayout(outer)
        self._outer = outer
        if title:
            self.setAccessibleName(title)

    def say(self, title: str, note: str = "") -> None:
        """Another title and note."""
        self.title.setText(title)
        self.note.setText(note)
        self.head.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_foot(self, *items: Item) -> QFrame:
        """Give the card a foot: what can be done with what it shows."""
        foot = frame("foot", row(*items, margins=(16, 8, 16, 8)))
        foot.setMinimumHeight(theme.px(48))
        self._outer.addWidget(foot)
        return foot


class Flow(QLayout):
    """Things beside each other that go on in the next line where the room ends; mirrored where reading is.

    Things of a line stand in its middle, or with `top` begin at its upper edge; `lines` is the room between
    lines where it is not `space`.
    """

    def __init__(self, space: int = 8, *, top: bool = False, lines: int | None = None) -> None:
        super().__init__()
        self._top = top
        self._items: list[QLayoutItem] = []
        self._space = space
        self._lines = space if lines is None else lines
        self.setContentsMargins(0, 0, 0, 0)

    def set_space(self, space: int) -> None:
        """Another gap between the things of a line."""
        self._space = space
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more thing at the end."""
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Take one more widget before another."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The thing at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the thing at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It asks for no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line, up to a usual width."""
        wide = sum(item.sizeHint().width() + self._space for item in self._shown()) - self._space
        margins = self.contentsMargins()
        width = min(max(wide, 0), 392)
        return QSize(
            width + margins.left() + margins.right(),
            self._place(QRect(0, 0, width + margins.left() + margins.right(), 0), move=False),
        )

    def minimumSize(self) -> QSize:
        """As wide as the widest thing."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        above = self.parentWidget()
        mirrored = above is not None and above.layoutDirection() is Qt.LayoutDirection.RightToLeft
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        used = 0
        for item in self._shown():
            hint = item.sizeHint()
            wide = min(hint.width(), max(area.width(), item.minimumSize().width()))
            widget = item.widget()
            grows = widget is not None and (
                widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
            )
            if lines[-1] and used + wide > area.width():
                lines.append([])
                used = 0
            if grows:
                wide = max(wide, area.width() - used)
            lines[-1].append((item, wide))
            used += wide + self._space
        y = area.y()
        for line in lines:
            tall = max((item.sizeHint().height() for item, _ in line), default=0)
            x = area.x()
            for item, wide in line:
                if move:
                    height = item.sizeHint().height()
                    left = area.x() + area.right() - (x + wide - 1) if mirrored else x
                    item.setGeometry(
                        QRect(QPoint(left, y if self._top else y + (tall - height) // 2), QSize(wide, height))
                    )
                x += wide + self._space
            y += tall + self._lines
        return y - self._lines - rect.y() + margins.bottom()
