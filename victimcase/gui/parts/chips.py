"""Chips and segments: small answers that can be seen at a glance and changed with one press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from victimcase.gui import icons, theme
from victimcase.gui.parts.boxes import Flow, row
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.pressing import ToggleButton
from victimcase.gui.parts.text import again


class Chip(ToggleButton):
    """A filter or an answer of its own; `checkable` ones are fill and bold when chosen."""

    def __init__(
        self,
        text: str,
        *,
        name: str,
        checkable: bool = False,
        icon: str = "",
        tone: str = "",
        menu: QMenu | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("part", "chip")
        self.setProperty("tone", tone)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.setMenu(menu)
            self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            icon = icon or "caret-down"
            self._icon_last()
        if icon:
            self.set_icon(icon)

    def sizeHint(self) -> QSize:
        """Wide enough for its words when they turn bold."""
        hint = super().sizeHint()
        if not self.isCheckable():
            return hint
        font = theme.font("small")
        font.setBold(True)
        words = QFontMetrics(font).horizontalAdvance(self.text()) + theme.px(28)
        return QSize(max(hint.width(), words), hint.height())

    def set_icon(self, icon: str) -> None:
        """Show an icon beside the words."""
        self.setIcon(icons.icon(icon, "text2", "accenttext"))
        self.setIconSize(QSize(theme.px(12), theme.px(12)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def say(self, text: str) -> None:
        """Other words."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def _icon_last(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft
        )


class ValueChip(Chip):
    """A chosen value that one press, or Delete, takes away again."""

    removed = Signal()

    def __init__(self, text: str, *, name: str, aloud: str) -> None:
        super().__init__(text, name=name, tone="value", icon="x")
        self.setAccessibleName(aloud)
        self._icon_last()
        self.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take it away too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Segments(QWidget):
    """A few answers beside each other, of which one or none holds; arrows move, a second press takes back.

    Where their words may be long, `wraps` lets them go on in the next line, each with a border of its own.
    """

    changed = Signal(object)
    """The code chosen, or None."""

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        *,
        name: str,
        aloud: str,
        optional: bool = True,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self._optional = optional
        self._codes = [code for code, _ in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._flow = Flow(0, lines=4) if wraps else None
        self._wrapped = False
        box = self._flow or row(space=0)
        self.setLayout(box)
        self.buttons: list[QToolButton] = []
        for index, (code, text) in enumerate(options):
            button = ToggleButton()
            button.setObjectName(f"{name}.{code if code not in (None, '') else 'none'}")
            button.setText(text.replace("&", "&&"))
            button.setAccessibleName(f"{aloud}: {text}")
            button.setCheckable(True)
            button.setProperty("part", "segment")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == 0 else Qt.FocusPolicy.ClickFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda checked, index=index: self._pressed(index, checked))
            button.installEventFilter(self)
            self._group.addButton(button, index)
            box.addWidget(button)
            self.buttons.append(button)
        if isinstance(box, QHBoxLayout):
            box.addStretch(1)
        self._ends()

    def value(self) -> object:
        """The code that holds, or None."""
        return next((self._codes[i] for i, one in enumerate(self.buttons) if one.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Let a code hold, without a word to anybody."""
        known = value in self._codes
        for code, button in zip(self._codes, self.buttons, strict=True):
            button.setChecked(known and code == value)
        self._let_one_be_reached()

    def _pressed(self, index: int, checked: bool) -> None:
        if not checked and not self._optional:
            self.buttons[index].setChecked(True)
            return
        for other, button in enumerate(self.buttons):
            button.setChecked(checked and other == index)
        self._let_one_be_reached(index)
        self.changed.emit(self.value())

    def _let_one_be_reached(self, index: int | None = None) -> None:
        """Tab reaches the chosen answer, or the first; arrows reach the others."""
        chosen = next((i for i, one in enumerate(self.buttons) if one.isChecked()), index or 0)
        for other, button in enumerate(self.buttons):
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if other == chosen else Qt.FocusPolicy.ClickFocus
            )
        if self.buttons:
            self.setFocusProxy(self.buttons[chosen])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from answer to answer, the way reading goes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            if step and watched in self.buttons:
                if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                    step = -step
                at = (self.buttons.index(watched) + step) % len(self.buttons)
                self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Round the right corners when reading turns."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._ends()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part the answers where they do not fit beside each other."""
        super().resizeEvent(event)
        shown = [one for one in self.buttons if not one.isHidden()]
        wrapped = self._flow is not None and sum(one.sizeHint().width() for one in shown) > self.width()
        if self._flow is not None and wrapped is not self._wrapped:
            self._wrapped = wrapped
            self._flow.set_space(4 if wrapped else 0)
            self._ends()

    def offer(self, code: object, *, offered: bool) -> None:
        """Show an answer, or leave it out."""
        button = self.buttons[self._codes.index(code)]
        if button.isHidden() is offered:
            button.setVisible(offered)
            self._ends()

    def _ends(self) -> None:
        shown = [one for one in self.buttons if not one.isHidden()]
        last = len(shown) - 1
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for index, button in enumerate(shown):
            first, final = (last, 0) if mirrored else (0, last)
            end = "only" if last == 0 or self._wrapped else {first: "first", final: "last"}.get(index, "")
            button.setProperty("end", end)
            again(button)


class Tabs(QWidget):
    """The parts of a page beside each other, with a number where there is one; Ctrl+Tab is Qt's own."""

    changed = Signal(str)

    def __init__(self, *, name: str, aloud: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(16, 0, 16, 0)
        self._box.setSpacing(20)
        self._box.addStretch(1)
        self._buttons: dict[str, QToolButton] = {}
        self._words: dict[str, str] = {}
        self._more = Chip("…", name=f"{name}.more", menu=QMenu(self))
        self._more.hide()
        self._box.addWidget(self._more)

    def set_tabs(self, tabs: Sequence[tuple[str, str, str]], chosen: str = "") -> None:
        """Show tabs (code, words, number or nothing)."""
        chosen = chosen or self.current()
        for button in self._buttons.values():
            self._box.removeWidget(button)
            button.hide()
            let_go(button)
        self._buttons = {}
        for index, (code, words, number) in enumerate(tabs):
            button = ToggleButton()
            button.setObjectName(f"{self.objectName()}.{code}")
            button.setProperty("part", "tab")
            button.setText(f"{words}  {number}".rstrip().replace("&", "&&"))
            button.setAccessibleName(f"{words} {number}".rstrip())
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked, code=code: self._chosen(code))
            self._box.insertWidget(index, button)
            self._buttons[code] = button
            self._words[code] = words
        self.choose(chosen if chosen in self._buttons else next(iter(self._buttons), ""))
        self._fit()

    def set_number(self, code: str, number: str) -> None:
        """Show another number on a tab."""
        button = self._buttons.get(code)
        if button is not None:
            words = self._words[code]
            button.setText(f"{words}  {number}".rstrip().replace("&", "&&"))
            button.setAccessibleName(f"{words} {number}".rstrip())
            self._fit()

    def current(self) -> str:
        """The tab that is shown."""
        return next((code for code, one in self._buttons.items() if one.isChecked()), "")

    def choose(self, code: str) -> None:
        """Show another tab, without a word to anybody."""
        for other, button in self._buttons.items():
            button.setChecked(other == code)
        self._fit()

    def _chosen(self, code: str) -> None:
        self.choose(code)
        self.changed.emit(code)

    def resizeEvent(self, event: object) -> None:
        """Put what has no room behind “…”."""
        self._fit()

    def sizeHint(self) -> QSize:
        """All tabs beside each other, up to a usual width."""
        return QSize(400, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows put tabs behind “…”."""
        return QSize(160, theme.px(36))

    def _fit(self) -> None:
        room = self.width() - 32
        wide = {code: one.sizeHint().width() + 20 for code, one in self._buttons.items()}
        menu = self._more.menu()
        menu.clear()
        if sum(wide.values()) <= room:
            for button in self._buttons.values():
                button.show()
            self._more.hide()
            return
        left = room - self._more.sizeHint().width() - 20
        current = self.current()
        left -= wide.get(current, 0)
        for code, button in self._buttons.items():
            fits = code == current or wide[code] <= left
            if fits and code != current:
                left -= wide[code]
            elif not fits:
                left = -1
                menu.addAction(button.text(), partial(self._chosen, code))
            button.setVisible(fits)
        self._more.say("…")
        self._more.show()
