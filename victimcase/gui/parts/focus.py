"""The ring around whatever has the keyboard: one overlay for the whole window, so that it is always seen."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
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

OFF = 2
"""Pixels between a widget and its ring."""


class FocusRing(QWidget):
    """Follows the focus inside one window. Cells of tables draw their own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._followed: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        now = self._ringed(now) if now is not None else None
        self._followed = now
        if now is None or now.window() is not self.window():
            self.hide()
            return
        above: QWidget | None = now
        while above is not None and above is not self.window():
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along when what is followed moves, grows or leaves."""
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.LayoutRequest,
        ):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        followed = self._followed
        if followed is not None and not shiboken6.isValid(followed):
            followed = self._followed = None  # its form went; an error in here would end the program
        if followed is None or not followed.isVisible():
            self.hide()
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
            self.hide()
            return
        self.setGeometry(room.adjusted(-4, -4, 4, 4))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
