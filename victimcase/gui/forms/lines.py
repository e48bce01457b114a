"""Editors of words and numbers: a line, paragraphs, a number with its unit, an amount with its currency."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from victimcase.domain import spec as s
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms.editor import Editor, Place, follow_direction
from victimcase.gui.parts.boxes import STRETCH, column, row
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr

NEAR = 0.8
"""From which part of the longest text on its length is shown."""
LINES = 8
"""Lines a long text grows to before it scrolls."""


class TextLine(QLineEdit):
    """A line whose direction follows what is typed."""

    def __init__(self, *, name: str, aloud: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self.textChanged.connect(self._follow)

    def _follow(self, text: str) -> None:
        follow_direction(self, text)


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        spec = place.spec
        self._most = spec.max_length if isinstance(spec, s.Text) else 200
        self.line = TextLine(name=place.object_name, aloud=place.label)
        self.setObjectName(f"{place.object_name}.field")
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.setLayout(row(self.line))

    def value(self) -> object:
        """The text, without the spaces around it."""
        return self.line.text().strip() or None

    def set_value(self, plain: Plain) -> None:
        """Show a text."""
        self.line.setText(str(plain or ""))
        self.line.setCursorPosition(0)

    def mistake(self) -> str:
        """Too long a text is said in numbers."""
        return too_long(len(self.line.text().strip()), self._most)

    def says(self) -> tuple[str, str]:
        """How much room is left, when it becomes little."""
        return "", room(len(self.line.text()), self._most)

    def target(self) -> QWidget:
        """The line."""
        return self.line


def room(length: int, most: int) -> str:
    """How much room is left, when it becomes little."""
    if length < most * NEAR or length > most:
        return ""
    return tr(N_("{length} of {most} characters"), length=length, most=most)


def too_long(length: int, most: int) -> str:
    """By how much a text is too long."""
    if length <= most:
        return ""
    return tr(N_("{over} characters too many. There is room for {most}."), over=length - most, most=most)


class Paragraphs(QPlainTextEdit):
    """Paragraphs that grow with what is typed; Tab goes on to the next field."""

    def __init__(self, *, name: str, aloud: str, lines: int = 3) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(aloud)
        self.setTabChangesFocus(True)
        self._least = lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._follow)
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone, never their looks."""
        self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+S and Escape go to the form."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        follow_direction(self, self.toPlainText()[:200])
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = 0
        block = self.document().firstBlock()
        while block.isValid() and lines < LINES:
            lines += max(1, block.layout().lineCount())
            block = block.next()
        wanted = min(LINES, max(self._least, lines))
        height = QFontMetrics(theme.font()).lineSpacing() * wanted + 20
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


class LongTextEditor(Editor):
    """What people tell, in paragraphs."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        spec = place.spec
        self._most = spec.max_length if isinstance(spec, s.LongText) else 50_000
        self.text = Paragraphs(name=place.object_name, aloud=place.label)
        self.setObjectName(f"{place.object_name}.field")
        self._quiet = False
        self.text.textChanged.connect(self._changed)
        self.setLayout(column(self.text))

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> object:
        """The text, without the spaces around it."""
        return self.text.toPlainText().strip() or None

    def set_value(self, plain: Plain) -> None:
        """Show a text."""
        self._quiet = True
        self.text.setPlainText(str(plain or ""))
        self._quiet = False

    def mistake(self) -> str:
        """Too long a text is said in numbers."""
        return too_long(len(self.text.toPlainText().strip()), self._most)

    def says(self) -> tuple[str, str]:
        """How much room is left, when it becomes little."""
        return "", room(self.text.document().characterCount() - 1, self._most)

    def target(self) -> QWidget:
        """The paragraphs."""
        return self.text


def digits(text: str) -> str:
    """A text with digits of any script written as 0 to 9."""
    import unicodedata

    return "".join(
        str(unicodedata.decimal(one)) if unicodedata.category(one) == "Nd" else one for one in text
    )


def plain_number(text: str) -> str:
    """A number as `values.parse` takes it: digits of any script, a comma or a point before decimals."""
    found = digits(text).replace("\u00a0", "").replace(" ", "").replace("٫", ".").replace("−", "-")
    if "." in found:
        return found.replace(",", "")
    whole, comma, part = found.rpartition(",")
    if comma and len(part) == 3 and whole.lstrip("-").replace(",", "").isdigit():
        return whole.replace(",", "") + part
    return found.replace(",", ".")


class NumberEditor(Editor):
    """A whole or decimal number with its unit beside it."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        assert isinstance(place.spec, s.Number)
        self.line = TextLine(name=place.object_name, aloud=place.label)
        self.setObjectName(f"{place.object_name}.field")
        self.line.setFixedWidth(theme.px(120))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        unit = Label(tr(place.spec.unit) if place.spec.unit else "", "second")
        self.setLayout(row(self.line, unit, STRETCH))

    def value(self) -> object:
        """The number as text."""
        return plain_number(self.line.text().strip()) or None

    def set_value(self, plain: Plain) -> None:
        """Show a number."""
        self.line.setText("" if plain is None else str(plain))

    def target(self) -> QWidget:
        """The line."""
        return self.line

    def mistake(self) -> str:
        """Letters in a number are said before anything else."""
        text = plain_number(self.line.text().strip())
        if text and not text.lstrip("+-").replace(".", "", 1).isdigit():
            return tr(N_("Only digits can stand here."))
        return ""
