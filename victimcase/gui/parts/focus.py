"""The ring around whatever has the keyboard: one overlay for the whole window, so that it is always seen."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from victimcase.gui import theme

LOOK = 40
"""Milliseconds between two looks at where the widget is."""


class FocusRing(QWidget):
    """Follows the focus inside one window. Cells of tables draw their own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._followed: QWidget | None = None
        # It looks where its widget is instead of listening to it and all it stands in: widgets that are being
        # taken apart must not be held up to Python.
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._place)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        now = self._ringed(now) if now is not None else None
        self._followed = now if now is not None and now.window() is self.window() else None
        if self._followed is None:
            self._look.stop()
        else:
            self._look.start()
        self._place()

    def _ringed(self, widget: QWidget) -> QWidget | None:
        """What the ring goes around: the whole field where a bare line stands inside one; nothing where it
        would only be in the way.
        """
        if isinstance(widget, (QAbstractItemView, QMainWindow)) or widget.property("ring") == "own":
            return None
        if isinstance(widget, QScrollArea) or widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            return None  # a page that was opened, before somebody presses Tab
        above = widget.parentWidget()
        while above is not None and widget.property("part") == "bare":
            if above.property("part") in ("field", "search"):
                return above
            above = above.parentWidget()
        return widget

    def _place(self) -> None:
        followed = self._followed
        if followed is not None and not shiboken6.isValid(followed):
            followed = self._followed = None  # its form went; an error in here would end the program
        if followed is None or not followed.isVisible():
            self._leave()
            return
        room = QRect(followed.mapTo(self.window(), QPoint(0, 0)), followed.size())
        seen = QRect(room)
        above = followed.parentWidget()
        while above is not None and above is not self.window():
            if isinstance(above, QAbstractScrollArea):
                port = above.viewport()
                seen &= QRect(port.mapTo(self.window(), QPoint(0, 0)), port.size())
            above = above.parentWidget()
        if seen.isEmpty():
            self._leave()
            return
        around = room.adjusted(-4, -4, 4, 4)
        if around != self.geometry() or not self.isVisible():
            self.setGeometry(around)
            self.show()
            self.raise_()
            self.update()

    def _leave(self) -> None:
        if self.isVisible():
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
