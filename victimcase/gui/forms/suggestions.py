"""Lists one can search by typing: what is offered, found by any of its names, in any order of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QListView

from victimcase.domain.folding import search_key
from victimcase.gui import theme
from victimcase.gui.forms.lines import TextLine
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.buttons import paint_caret
from victimcase.gui.parts.text import again

MOST = 60
"""Suggestions shown at once; more nobody reads."""


@dataclass(frozen=True)
class Offer:
    """Something to choose: its code, its words, other words it is found by, and what stands beside it."""

    code: str
    words: str
    more: str = ""
    also: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """How it stands in a list."""
        return f"{self.words}  {self.more}" if self.more and self.more != self.words else self.words


class Index:
    """Offers with the words they are found by, folded once."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self.offers = list(offers)
        self.by_code = {one.code: one for one in self.offers}
        self._keys = [search_key(" ".join((one.words, one.more, one.code, *one.also))) for one in self.offers]

    def find(self, text: str) -> list[Offer]:
        """What fits a text, beginnings first."""
        words = search_key(text).split()
        if not words:
            return self.offers[:MOST]
        found = [
            (not key.startswith(words[0]), f" {words[0]}" not in f" {key}", number)
            for number, key in enumerate(self._keys)
            if all(word in key for word in words)
        ]
        return [self.offers[number] for *_, number in sorted(found)[:MOST]]


Finder = Callable[[str, Callable[[Sequence[Offer]], None]], None]
"""Looks for a text and gives what fits, now or later."""


class Suggestions(QObject):
    """The list under a line: opens while somebody types, and on Down."""

    chosen = Signal(object)

    def __init__(self, line: QLineEdit, find: Finder) -> None:
        super().__init__(line)
        self._line, self._find = line, find
        self._offers: list[Offer] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        self._completer.setWidget(line)
        popup = self._popup = QListView()
        self._completer.setPopup(popup)
        popup.setObjectName(f"{line.objectName()}.list")
        popup.setProperty("part", "popup")
        popup.setAccessibleName(line.accessibleName())
        self._completer.activated.connect(self._pressed)
        line.textEdited.connect(self.search)

    def look_in(self, find: Finder) -> None:
        """Look somewhere else from now on."""
        self._find = find

    @property
    def shown(self) -> bool:
        """Whether the list is open."""
        return self._popup.isVisible()

    @property
    def offers(self) -> Sequence[Offer]:
        """What fits now, best first."""
        return self._offers

    def search(self, text: str) -> None:
        """Look for what fits a text, and show it."""
        self._find(text, self._show)

    def _show(self, offers: Sequence[Offer]) -> None:
        self._offers = list(offers)
        self._model.setStringList([one.line for one in self._offers])
        if not self._offers or not self._line.isVisible():
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(self._model.index(0, 0))

    def _pressed(self, _text: str) -> None:
        at = self._popup.currentIndex().row()
        if 0 <= at < len(self._offers):
            self.take(self._offers[at])

    def take(self, offer: Offer) -> None:
        """Choose something."""
        self._popup.hide()
        self.chosen.emit(offer)

    def best(self) -> Offer | None:
        """What Enter chooses: what is marked in the list, or the first that fits."""
        if not self._offers:
            return None
        at = self._popup.currentIndex().row() if self.shown else 0
        return self._offers[max(0, min(at, len(self._offers) - 1))]

    def close(self) -> None:
        """Close the list."""
        self._popup.hide()


class SearchPick(QFrame):
    """A line that holds one thing of a long list: type to search, Enter takes the first, emptying takes
    it away.
    """

    edited = Signal()

    def __init__(self, find: Finder, *, name: str, aloud: str, prompt: str = "") -> None:
        super().__init__()
        self.setProperty("part", "field")
        self._offer: Offer | None = None
        self.line = PickLine(name=name, aloud=aloud)
        self.line.setProperty("part", "bare")
        self.line.setPlaceholderText(prompt)
        self.suggestions = Suggestions(self.line, find)
        self.suggestions.chosen.connect(self._chosen)
        self.line.textEdited.connect(self._typed)
        self.line.down.connect(lambda: self.suggestions.search(""))
        self.line.enter.connect(self._enter)
        self.line.pressed.connect(self._pressed)
        self._box = row(self.line)
        self.setLayout(self._box)
        self._make_room()
        self.setFocusProxy(self.line)
        self.setMinimumHeight(theme.px(32))

    def _make_room(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._box.setContentsMargins(26 if mirrored else 6, 0, 6 if mirrored else 26, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the sign at the side where reading ends."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(theme.px(220), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, and the sign that there is a list."""
        super().paintEvent(event)
        paint_caret(QPainter(self), self, "text2")

    def _pressed(self) -> None:
        """Who points at an empty line sees what there is to choose."""
        if not self.text() and not self.suggestions.shown:
            self.suggestions.search("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The sign of a list opens it."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.suggestions.search("")
        event.accept()

    def offer(self) -> Offer | None:
        """What is chosen."""
        return self._offer

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text().strip()

    def set_offer(self, offer: Offer | None) -> None:
        """Show a choice, without a word to anybody."""
        self._offer = offer
        self.line.setText(offer.words if offer else "")
        self.line.setCursorPosition(0)

    def set_state(self, state: str) -> None:
        """Show a problem, or none."""
        self.setProperty("state", state)
        again(self)

    def _typed(self, text: str) -> None:
        self._offer = None
        if not text.strip():
            self.suggestions.close()
        self.edited.emit()

    def _chosen(self, offer: Offer) -> None:
        self.set_offer(offer)
        self.edited.emit()

    def _enter(self) -> None:
        if self.suggestions.shown and (best := self.suggestions.best()) is not None:
            self.suggestions.take(best)

    def settle(self) -> None:
        """The keyboard left: a text that fits one thing alone, or exactly, is that thing."""
        self.suggestions.close()
        text = search_key(self.text())
        if self._offer is not None or not text:
            return
        fitting = [one for one in self.suggestions.offers if search_key(one.words) == text]
        if not fitting and len(self.suggestions.offers) == 1:
            fitting = list(self.suggestions.offers)
        if fitting:
            self._chosen(fitting[0])


class PickLine(TextLine):
    """The line of a pick: Down opens the list, Enter takes the first."""

    down = Signal()
    enter = Signal()
    back = Signal()
    gone = Signal()
    pressed = Signal()
    """Somebody pointed at it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that somebody pointed here."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the list has to do; everything else is typing."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went elsewhere, but for the list."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.gone.emit()


def offers_now(index: Index) -> Finder:
    """A finder over what is known already."""

    def find(text: str, give: Callable[[Sequence[Offer]], None]) -> None:
        give(index.find(text))

    return find
