"""Words on the window: always shown as they are, never read as markup, since names may hold anything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from victimcase.gui import icons, theme
from victimcase.gui.parts import painting


class Label(QLabel):
    """Words in a role of the type scale: small, hint, body, second, strong, section, title, lock."""

    def __init__(self, text: str = "", role: str = "body", *, tone: str = "", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words, beginning where reading begins, in whatever script they are."""
        super().setText(text)
        self._lead()

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side when reading turns."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lead()

    def _lead(self) -> None:
        """Qt leads each text by its own direction; several lines of it are led by that of the page."""
        if not self.wordWrap() or self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        along = mirrored is painting.right_to_left(self.text())
        side = Qt.AlignmentFlag.AlignLeft if along else Qt.AlignmentFlag.AlignRight
        self.setAlignment(side | (self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask))

    def set_tone(self, tone: str) -> None:
        """Give the words another colour by its meaning."""
        self.setProperty("tone", tone)
        again(self)


class Wrapped(Label):
    """Words that wrap, and ask for no more height than they need: for rows that scroll."""

    def __init__(self, text: str = "", role: str = "body", *, tone: str = "") -> None:
        super().__init__(text, role, tone=tone, wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Elided(Label):
    """Words that end in “…” where there is no room; the whole is shown on hovering and told aloud."""

    def __init__(self, text: str = "", role: str = "body", *, tone: str = "") -> None:
        self._whole = text
        super().__init__(text, role, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        super().setText(text)
        self.setAccessibleName(text)
        self._measure()

    def sizeHint(self) -> QSize:
        """As wide as the whole text would be."""
        found = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, found.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Cut the text anew when letters grow."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._whole) > self.width()
        self.setToolTip(self._whole if cut and self.isVisible() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        from_right = painting.mirrored(self.layoutDirection())
        trailing = bool(self.alignment() & (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTrailing))
        painting.draw(painter, self.contentsRect(), self._whole, from_right=from_right, trailing=trailing)

    def minimumSizeHint(self) -> QSize:
        """It gives way to everything else."""
        return QSize(24, super().minimumSizeHint().height())


class Symbol(QWidget):
    """One icon. What it means is always said in words beside it."""

    def __init__(self, name: str, ink: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._ink, self._size = name, ink, size
        self.setFixedSize(theme.px(size), theme.px(size))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, ink: str = "text2") -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        icons.paint(painter, self.rect(), self._name, theme.colour(self._ink))


class LinkButton(QToolButton):
    """Words that lead somewhere, to be pressed by mouse or keyboard.

    With `shortens` they end in “…” where there is no room, as a name of any length must.
    """

    def __init__(self, text: str, *, name: str, icon: str = "", shortens: bool = False) -> None:
        super().__init__()
        self._shortens = shortens
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("part", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if icon:
            self.setIcon(icons.icon(icon, "accenttext"))
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if shortens:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """What shortens gives way to everything else."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(48)), least.height()) if self._shortens else least

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        if self._shortens:
            room = self.width() - (
                self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
            )
            option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)


class CutLink(LinkButton):
    """A link that ends in “…” where there is no room; the whole is shown on hovering and told aloud."""

    def __init__(self, text: str, *, name: str) -> None:
        self._whole = text
        super().__init__(text, name=name)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the whole would be."""
        wide = self.fontMetrics().horizontalAdvance(self._whole) + theme.px(16)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It gives way to what stands beside it."""
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        room = self.width() - theme.px(12)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def again(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
