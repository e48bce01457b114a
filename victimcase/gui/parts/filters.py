"""Filters: chips that say what a list is narrowed to, each opening its choices over the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QFrame, QWidget

from victimcase.gui import theme
from victimcase.gui.parts.boxes import STRETCH, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button, Check, Radio
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr

SEARCHED_FROM = 9
"""Choices from which on the list of them has a line to search it."""
SHOWN = 2
"""Chosen values a chip names; of more it says how many."""


@dataclass(frozen=True)
class Facet:
    """One thing a list can be narrowed by: its code, its name, and the values with their words."""

    code: str
    title: str
    options: tuple[tuple[object, str], ...]
    many: bool = True
    """Whether several values may be chosen at once."""

    def words(self, chosen: Sequence[object]) -> str:
        """The chosen values in words."""
        known = dict(self.options)
        if len(chosen) > SHOWN:
            return tr(N_("{count} chosen"), count=len(chosen))
        return ", ".join(known.get(one, str(one)) for one in chosen)


class FilterChip(Chip):
    """A filter. Pressed it shows its choices; its cross, or Delete, takes the filter away."""

    changed = Signal()
    """Other values were chosen: they are in `chosen`."""

    def __init__(self, facet: Facet, *, name: str) -> None:
        super().__init__(facet.title, name=name, checkable=True)
        self.facet = facet
        self.chosen: tuple[object, ...] = ()
        self._open: Choices | None = None
        self._icon_last()
        self.clicked.connect(self._pressed)
        self._show()

    def nextCheckState(self) -> None:
        """Being pressed alone chooses nothing."""

    def set_facet(self, facet: Facet) -> None:
        """Offer other values."""
        self.facet = facet
        self._show()

    def set_chosen(self, chosen: Sequence[object]) -> None:
        """Show what is chosen, without a word to anybody."""
        self.chosen = tuple(chosen)
        self._show()

    def _show(self) -> None:
        words = self.facet.words(self.chosen)
        if self.chosen:
            self.say(f"{self.facet.title}: {words}")
            self.setAccessibleDescription(tr(N_("Press to change, Delete to take away")))
            self.setToolTip(", ".join(str(dict(self.facet.options).get(one, one)) for one in self.chosen))
        else:
            self.say(self.facet.title)
            self.setAccessibleDescription(tr(N_("Filter, not set. Press to choose")))
            self.setToolTip("")
        self.setChecked(bool(self.chosen))
        self.set_icon("x" if self.chosen else "caret-down")
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the filter away; Down shows the choices."""
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen:
            self._choose(())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_choices()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the cross takes the filter away."""
        at = event.position().x()
        # The icon stands last by turning the chip round: its start is the end of reading.
        last = at > self.width() - theme.px(26)
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            last = at < theme.px(26)
        if self.chosen and last and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self._choose(())
            return
        super().mouseReleaseEvent(event)

    def _pressed(self) -> None:
        self.open_choices()

    def open_choices(self) -> Choices:
        """Show the choices below the chip."""
        if self._open is not None:
            self._open.close_choices()
        self._open = Choices(self)
        self._open.chose.connect(self._choose)
        self._open.destroyed.connect(self._closed)
        self._open.open_below(self)
        return self._open

    def _closed(self) -> None:
        self._open = None

    def _choose(self, chosen: tuple[object, ...]) -> None:
        self.set_chosen(chosen)
        self.changed.emit()


class Choices(QFrame):
    """The choices of a filter over the page. Each press counts at once; Escape or one beside it closes."""

    chose = Signal(object)

    def __init__(self, chip: FilterChip) -> None:
        super().__init__(chip.window())
        facet = chip.facet
        self._chip, self._many = chip, facet.many
        self.setObjectName(f"{chip.objectName()}.choices")
        self.setAccessibleName(facet.title)
        self.setProperty("part", "box")
        self._line: SearchLine | None = None
        self._below: QWindow | None = None
        self._boxes: list[tuple[object, Check | Radio]] = []
        inside = column(space=2, margins=(12, 8, 12, 8))
        for number, (value, words) in enumerate(facet.options):
            name = f"{self.objectName()}.{value if isinstance(value, str) and value else number}"
            made = Check if facet.many else Radio
            box = made(words, name=name, checked=value in chip.chosen)
            box.clicked.connect(self._ticked)
            inside.addWidget(box)
            self._boxes.append((value, box))
        self._none = Label(tr(N_("None has these words.")), "small", wrap=True)
        self._none.hide()
        inside.addWidget(self._none)
        inside.addStretch(1)
        self._area = scrolling(holder(inside))
        outer = column(space=0, margins=(1, 1, 1, 1))
        if len(self._boxes) >= SEARCHED_FROM:
            self._line = SearchLine(tr(N_("Search")), name=f"{self.objectName()}.search")
            self._line.textChanged.connect(self._narrow)
            outer.addLayout(row(self._line, margins=(8, 8, 8, 4)))
        outer.addWidget(self._area, 1)
        clear = Button(tr(N_("Any")), name=f"{self.objectName()}.any", kind="quiet", small=True)
        clear.clicked.connect(lambda: self._finish(()))
        done = Button(tr(N_("Close")), name=f"{self.objectName()}.close", kind="quiet", small=True)
        done.clicked.connect(self.close_choices)
        outer.addLayout(row(clear, STRETCH, done, margins=(4, 2, 4, 4)))
        self.setLayout(outer)

    def open_below(self, chip: QWidget) -> None:
        """Stand below the chip, inside the window, as high as there is room."""
        window = chip.window()
        words = max((box.sizeHint().width() for _, box in self._boxes), default=0)
        wide = min(max(theme.px(220), words + 56), window.width() - 32)
        under = chip.mapTo(window, QPoint(0, chip.height() + 4))
        head = theme.px(96 if self._line is not None else 48)
        tall = min(head + len(self._boxes) * (theme.px(24) + 4) + 16, theme.px(400))
        left, top = under.x(), under.y()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left += chip.width() - wide
        tall = min(tall, window.height() - 16)
        top = min(top, window.height() - tall - 8)
        self.setGeometry(QRect(max(8, min(left, window.width() - wide - 8)), max(8, top), wide, tall))
        self.show()
        self.raise_()
        first: QWidget | None = self._line or next((box for _, box in self._boxes if box.isChecked()), None)
        first = first or (self._boxes[0][1] if self._boxes else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        for one in (self._line, *(box for _, box in self._boxes)):
            if one is not None:
                one.installEventFilter(self)
        self._below = window.windowHandle()
        if self._below is not None:
            self._below.installEventFilter(self)

    def close_choices(self) -> None:
        """Go away, and give the keyboard back to the chip."""
        if self._below is not None:
            self._below.removeEventFilter(self)
            self._below = None
        if self.isVisible():
            self.hide()
            self._chip.setFocus(Qt.FocusReason.PopupFocusReason)
        let_go(self)

    def _ticked(self) -> None:
        chosen = tuple(value for value, box in self._boxes if box.isChecked())
        if self._many:
            self.chose.emit(chosen)
        else:
            self._finish(chosen)

    def _finish(self, chosen: tuple[object, ...]) -> None:
        self.close_choices()
        self.chose.emit(chosen)

    def _narrow(self, text: str) -> None:
        key = text.casefold().strip()
        for _, box in self._boxes:
            box.setVisible(key in box.accessibleName().casefold())
        self._none.setVisible(not any(key in box.accessibleName().casefold() for _, box in self._boxes))

    def _step(self, down: bool) -> bool:
        """Move the keyboard to the next choice, where it is on one or on the line above them."""
        shown = [box for _, box in self._boxes if box.isVisible()]
        now = self.focusWidget()
        if not shown or not (now is self._line or now in shown):
            return False
        at = shown.index(now) if now in shown else -1
        to = shown[max(0, min(at + (1 if down else -1), len(shown) - 1))]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(to)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes, arrows move; a press anywhere else in the window closes too."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and watched is not self._below
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.close_choices()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                return self._step(event.key() == Qt.Key.Key_Down)
            box = next((box for _, box in self._boxes if box is watched), None)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and box is not None:
                box.click()
                return True
        pressed = isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress
        if pressed and watched is self._below and self._is_beside(event):
            self.close_choices()
        return False

    def _is_beside(self, event: QEvent) -> bool:
        """Whether the window was pressed somewhere else."""
        return isinstance(event, QMouseEvent) and not self.geometry().contains(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes from its buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_choices()
        else:
            super().keyPressEvent(event)
