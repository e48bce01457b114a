"""Buttons: filled is the next step, once on a page; plain, quiet and careful are everything else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QMenu,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from victimcase.gui import icons, theme
from victimcase.gui.parts import painting

_INKS = {"filled": "onaccent", "careful": "danger", "quiet": "accenttext", "plain": "text"}


class Button(QPushButton):
    """A button by its kind; `hint` is the key that does the same."""

    def __init__(
        self,
        text: str,
        *,
        name: str,
        kind: str = "plain",
        icon: str = "",
        hint: str = "",
        small: bool = False,
        pressed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._gap = "  " if icon and text else ""
        self.say(text)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if small:
            self.setProperty("size", "row")
        if icon:
            self.setIcon(icons.icon(icon, _INKS[kind]))
            self.setIconSize(QSize(theme.px(16), theme.px(16)))
        if hint:
            self.setToolTip(f"{text} ({hint})")
            self.setAccessibleDescription(hint)
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def say(self, text: str) -> None:
        """Other words on the button."""
        self.setText(self._gap + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def not_yet(self, reason: str) -> None:
        """It cannot be pressed yet, for a reason that is said."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)


class KeyButton(QAbstractButton):
    """A wide button that looks like a field: icon, words, and at its end the key that does the same."""

    def __init__(self, text: str, *, name: str, icon: str, key: str, wide: int, pale: bool = False) -> None:
        super().__init__()
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{text} ({key})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon, self._key, self._wide, self._pale = icon, key, wide, pale
        self.narrow = False

    def sizeHint(self) -> QSize:
        """As wide as was asked, or as its icon."""
        return QSize(theme.px(32) if self.narrow else theme.px(self._wide), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its icon."""
        return QSize(theme.px(32), theme.px(32))

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self.narrow = narrow
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = painting.mirrored(self.layoutDirection())
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(area, 6, 6)
        side = theme.px(16)
        at = area.right() - 9 - side if right else area.left() + 9
        if self.narrow:
            at = area.center().x() - side / 2
        sign = QRectF(at, area.center().y() - side / 2, side, side)
        icons.paint(painter, sign, self._icon, theme.colour("text2"))
        if self.narrow:
            return
        painter.setFont(theme.font("small"))
        key = QFontMetrics(painter.font()).horizontalAdvance(self._key) + 12
        box = QRectF(area.left() + 8 if right else area.right() - 8 - key, 0, key, theme.px(18))
        box.moveTop(area.center().y() - box.height() / 2)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("subtle"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text3"))
        painting.draw(painter, box, self._key, middle=True)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text3" if self._pale else "text"))
        gap, end = side + 18, key + 14
        words = area.adjusted(end, 0, -gap, 0) if right else area.adjusted(gap, 0, -end, 0)
        painting.draw(painter, words, self.text(), from_right=right)


class IconButton(Button):
    """A button with an icon alone; its words are told on hovering and aloud."""

    def __init__(self, icon: str, text: str, *, name: str, kind: str = "plain", hint: str = "") -> None:
        super().__init__("", name=name, kind=kind, icon=icon)
        self.setProperty("shape", "icon")
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({hint})" if hint else text)


class MenuButton(Button):
    """A button that opens a menu."""

    def __init__(self, text: str, menu: QMenu, *, name: str, kind: str = "plain", icon: str = "") -> None:
        super().__init__(f"{text}    ", name=name, kind=kind, icon=icon)
        self.setAccessibleName(text)
        self.setMenu(menu)
        self._ink = _INKS[kind]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and at its end the sign that there is more below."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_caret(painter, self, self._ink)


def paint_caret(painter: QPainter, widget: QWidget, ink: str) -> None:
    """Paint the sign that there is more below at the end of a widget."""
    side = theme.px(12)
    right = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    rect = widget.rect().adjusted(10, 0, -10, 0)
    rect.setLeft(rect.left() if right else rect.right() - side)
    rect.setWidth(side)
    icons.paint(painter, rect, "caret-down", theme.colour(ink))


def _paint_mark(box: QCheckBox | QRadioButton, *, round_: bool) -> None:
    """Paint the mark of a box or a circle with an edge that can be seen in every look."""
    painter = QPainter(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = theme.px(16)
    right = box.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = box.width() - side - 1 if right else 1
    top = (box.height() - side) // 2
    checked, usable = box.isChecked(), box.isEnabled()
    painter.setPen(theme.colour("border" if not checked else "accent" if usable else "text3"))
    painter.setBrush(theme.colour(("accent" if usable else "text3") if checked else "surface"))
    if round_:
        painter.drawEllipse(left, top, side, side)
        if checked:
            painter.setBrush(theme.colour("onaccent"))
            painter.drawEllipse(left + side // 4 + 1, top + side // 4 + 1, side // 2 - 1, side // 2 - 1)
    else:
        painter.drawRoundedRect(left, top, side, side, 4, 4)
        if checked:
            area = box.rect()
            area.setRect(left + 2, top + 2, side - 3, side - 3)
            icons.paint(painter, area, "check", theme.colour("onaccent"))
    painter.setPen(theme.colour("text" if usable else "text3"))
    words = box.rect().adjusted(0 if right else side + 10, 0, -(side + 10) if right else 0, 0)
    painting.draw(painter, words, box.text().replace("&&", "&"), from_right=right, wrap=True)


class Check(QCheckBox):
    """A box to be ticked."""

    def __init__(self, text: str, *, name: str, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setChecked(checked)
        self.setMinimumHeight(theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box and words."""
        _paint_mark(self, round_=False)

    def sizeHint(self) -> QSize:
        """Room for mark and words."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(theme.px(16) + 14 + words, max(theme.px(24), self.fontMetrics().height() + 4))


class Radio(QRadioButton):
    """One of several answers."""

    def __init__(self, text: str, *, name: str, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setChecked(checked)
        self.setMinimumHeight(theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint circle and words."""
        _paint_mark(self, round_=True)

    def sizeHint(self) -> QSize:
        """Room for mark and words."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(theme.px(16) + 14 + words, max(theme.px(24), self.fontMetrics().height() + 4))
