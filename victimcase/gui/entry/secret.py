"""A line to type a passphrase into: hidden, to be shown while a button says so, with a word on Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton

from victimcase.gui import icons, theme
from victimcase.gui.parts.boxes import column, frame, holder, row
from victimcase.gui.parts.text import Label, Symbol
from victimcase.i18n import N_, tr


class _Line(QLineEdit):
    """The line itself; it notices capitals that nobody held Shift for."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._on: bool | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the letter that comes: its case tells of Caps Lock, which systems do not."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._on is not None:
            self._tell(not self._on)
        elif len(letter) == 1 and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(letter.isupper() is not shift)
        super().keyPressEvent(event)

    def _tell(self, on: bool) -> None:
        self._on = on
        self.capitals.emit(on)


class Secret(QFrame):
    """The field: line, button that shows what is typed, and below it the word on Caps Lock."""

    def __init__(self, *, name: str, aloud: str) -> None:
        super().__init__()
        self.line = _Line()
        self.line.setObjectName(name)
        self.line.setAccessibleName(aloud)
        self.line.setProperty("part", "bare")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = QToolButton()
        self._eye.setObjectName(f"{name}.show")
        self._eye.setCheckable(True)
        self._eye.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._eye.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._eye.toggled.connect(self.show_letters)
        field = frame("field", row(self.line, self._eye, space=4, margins=(6, 3, 6, 3)))
        field.setMinimumHeight(theme.px(40))
        words = tr(N_("Caps Lock is on"))
        self._capitals = holder(
            row(Symbol("arrow-fat-up", "warn", 14), Label(words, "smallstrong", tone="warn"), space=6)
        )
        self._capitals.setObjectName(f"{name}.capitals")
        self._capitals.hide()
        self.line.capitals.connect(self._capitals.setVisible)
        self.setLayout(column(field, self._capitals, space=6))
        self.setFocusProxy(self.line)
        self.field = field
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._eye.setIcon(icons.icon("eye-slash" if shown else "eye", "text2"))
        self._eye.setChecked(shown)
        words = tr(N_("Hide what is typed")) if shown else tr(N_("Show what is typed"))
        self._eye.setAccessibleName(words)
        self._eye.setToolTip(words)

    def take(self) -> str:
        """What was typed; the line is empty and hidden after it."""
        typed = self.line.text()
        self.line.clear()
        self.show_letters(False)
        return typed
