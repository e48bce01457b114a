"""Single inputs that many pages share: the search line and the list to pick one thing from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from victimcase.gui import icons, theme
from victimcase.gui.parts.buttons import paint_caret

PAUSE = 150
"""Milliseconds without a key before a search begins."""


class SearchLine(QLineEdit):
    """A line to search with. `searched` is sent when typing pauses, or at once on Enter."""

    searched = Signal(str)

    def __init__(self, prompt: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setClearButtonEnabled(True)
        self._last = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._send)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._send)
        self._make_room()

    def _send(self) -> None:
        self._pause.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def clear_quietly(self) -> None:
        """Empty the line without searching."""
        self._pause.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._last = ""

    def say_quietly(self, text: str) -> None:
        """Show other words without searching."""
        self.clear_quietly()
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self._last = text

    def _make_room(self) -> None:
        side = theme.px(16) + 12
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if mirrored else side, 0, side if mirrored else 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the sign at the side reading begins."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line with its sign."""
        super().paintEvent(event)
        side = theme.px(16)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 12 - side if mirrored else 12
        icons.paint(
            QPainter(self),
            QRectF(left, (self.height() - side) / 2, side, side),
            "magnifying-glass",
            theme.colour("text2"),
        )


class Pick(QComboBox):
    """A list to pick one thing from by its code. The wheel scrolls the page, never the answer."""

    picked = Signal(object)

    def __init__(self, options: Iterable[tuple[object, str]] = (), *, name: str, aloud: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.activated.connect(lambda _index: self.picked.emit(self.value()))

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer other things."""
        self.blockSignals(True)
        self.clear()
        for code, text in options:
            self.addItem(text, code)
        self.blockSignals(False)

    def value(self) -> object:
        """The code that is picked."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Pick a code, without a word to anybody; an unknown one picks nothing."""
        self.blockSignals(True)
        self.setCurrentIndex(next((i for i in range(self.count()) if self.itemData(i) == value), -1))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the list closed, with its sign; words that have no room end in “…”."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._fitting(option.currentText)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        paint_caret(painter, self, "text2")

    def _fitting(self, words: str) -> str:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - 4)

    def cuts(self, words: str) -> bool:
        """Whether there is no room for all of the words."""
        return self._fitting(words) != words
