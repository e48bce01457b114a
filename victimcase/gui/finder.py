"""Find anything: one line over every page for cases, people to call, pages and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from victimcase.domain.rights import Right
from victimcase.domain.words import STEP_TITLES, Step
from victimcase.gui import icons, theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts import painting
from victimcase.gui.parts.boxes import STRETCH, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.inputs import SearchLine
from victimcase.gui.parts.text import Label
from victimcase.gui.places import PAGES
from victimcase.i18n import N_, tr
from victimcase.services import cases

WIDE = 640


@dataclass(frozen=True)
class Found:
    """One line of what was found, and where it leads."""

    icon: str
    text: str
    second: str
    note: str
    place: Place


class _Line(QWidget):
    """One line of the list; the list has the keyboard, lines only show which of them is chosen."""

    pressed = Signal()

    def __init__(self, found: Found, typed: str) -> None:
        super().__init__()
        self.found, self._typed, self.chosen = found, typed, False
        self.setAccessibleName(", ".join(part for part in (found.text, found.second, found.note) if part))
        self.setFixedHeight(theme.px(44))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, theme.px(44))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press goes there."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, words with what was typed marked, and the note at the end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect())
        if self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(area, 6, 6)
            edge = area.right() - 3 if mirrored else area.left()
            painter.fillRect(QRectF(edge, area.top() + 4, 3, area.height() - 8), theme.colour("accent"))
        side = theme.px(16)
        at = area.right() - 14 - side if mirrored else area.left() + 14
        sign = QRectF(at, area.center().y() - side / 2, side, side)
        icons.paint(painter, sign, self.found.icon, theme.colour("text2"))
        words = area.adjusted(14, 0, -44, 0) if mirrored else area.adjusted(44, 0, -14, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        note = painting.draw(painter, words, self.found.note, from_right=mirrored, trailing=True) + 16
        words = words.adjusted(note, 0, 0, 0) if mirrored else words.adjusted(0, 0, -note, 0)
        painter.setFont(theme.font("strong" if self.found.place.page == "case" else "body"))
        metrics = QFontMetrics(painter.font())
        start = self.found.text.casefold().find(self._typed.casefold()) if self._typed else -1
        if start >= 0 and not mirrored:
            x = words.left() + metrics.horizontalAdvance(self.found.text[:start])
            wide = metrics.horizontalAdvance(self.found.text[start : start + len(self._typed)])
            tall = metrics.height()
            mark = QRectF(x, area.center().y() - tall / 2, wide, tall)
            painter.fillRect(mark & words, theme.colour("match"))
        painter.setPen(theme.colour("text"))
        used = painting.draw(painter, words, self.found.text, from_right=mirrored) + 12
        words = words.adjusted(0, 0, -used, 0) if mirrored else words.adjusted(used, 0, 0, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text2"))
        painting.draw(painter, words, self.found.second, from_right=mirrored)


class Finder(QFrame):
    """The sheet over the page. Typing searches, arrows choose, Enter goes, Escape closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("finder")
        self.setAccessibleName(tr(N_("Find anything")))
        self.setProperty("part", "box")
        self.line = SearchLine(tr(N_("Case, person to call, page or action")), name="finder.search")
        self.line.textChanged.connect(self._typed)
        self.line.searched.connect(self._search)
        self.line.installEventFilter(self)
        self._list = column(space=2, margins=(8, 4, 8, 8))
        self._area = scrolling(holder(self._list))
        foot = frame(
            "foot",
            row(
                Label(tr(N_("↑ ↓ choose · Enter open · Esc close")), "small"),
                STRETCH,
                Label(tr(N_("Only what your role may see is searched.")), "small"),
                margins=(16, 6, 16, 6),
            ),
        )
        outer = column(row(self.line, margins=(8, 8, 8, 4)), space=0, margins=(1, 1, 1, 1))
        outer.addWidget(self._area, 1)
        outer.addWidget(foot)
        self.setLayout(outer)
        self._lines: list[_Line] = []
        self._at = 0
        self._from_vault: list[tuple[str, list[Found]]] = []
        self.hide()

    def open_over(self, window: QWidget) -> None:
        """Open over a window, empty."""
        self.line.clear_quietly()
        self._from_vault = []
        self._show()
        self.show()
        self.place_over(window)
        self.raise_()
        self.line.setFocus()

    def place_over(self, window: QWidget) -> None:
        """Stand in the middle near the top."""
        if not self.isVisible():
            return
        wide = min(theme.px(WIDE), window.width() - 32)
        self.setFixedSize(wide, min(theme.px(446), window.height() - 64))
        self.move(QPoint((window.width() - wide) // 2 + 50, 48))

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._from_vault = []
        self._show()

    def _search(self, text: str) -> None:
        if text.strip() and self.desk.may(Right.SEE_CASES):
            self.desk.look(cases.listed, text=text, limit=6).then(self, self._came, key="find")

    def _came(self, found: Sequence[object]) -> None:
        self._from_vault = [(tr(N_("Cases")), [_case(one) for one in found])] if found else []
        self._show()

    def _own(self, typed: str) -> list[tuple[str, list[Found]]]:
        """Pages and things to do that fit what was typed."""
        key = typed.casefold().strip()
        pages: list[Found] = []
        deeds: list[Found] = []
        for entry in PAGES.values():
            if not entry.open_to(self.desk.me.rights) or entry.name in ("case", "screening"):
                continue
            title = tr(entry.title)
            if key and key not in title.casefold():
                continue
            found = Found(entry.icon, title, "", "", Place(entry.name))
            (pages if entry.group else deeds).append(found)
        if key and self.desk.may(Right.CREATE_CASE):
            words = tr(N_("New case for “{typed}”"), typed=typed.strip())
            deeds.insert(0, Found("plus", words, "", "Ctrl+N", Place("new_case", text=typed.strip())))
        return [(tr(N_("Do")), deeds), (tr(N_("Pages")), pages)]

    def _show(self) -> None:
        typed = self.line.text()
        clear(self._list)
        self._lines = []
        for title, found in [*self._from_vault, *self._own(typed)]:
            if not found:
                continue
            self._list.addWidget(Label(title, "smallstrong"))
            for one in found:
                line = _Line(one, typed.strip())
                line.pressed.connect(lambda place=one.place: self._go(place))
                self._list.addWidget(line)
                self._lines.append(line)
        if not self._lines:
            self._list.addWidget(Label(tr(N_("Nothing you may see has these words.")), "second", wrap=True))
        self._list.addStretch(1)
        self._choose(0)

    def _choose(self, at: int) -> None:
        self._at = max(0, min(at, len(self._lines) - 1))
        for index, line in enumerate(self._lines):
            line.chosen = index == self._at
            line.update()
        if self._lines:
            self._area.ensureWidgetVisible(self._lines[self._at])
            self.line.setAccessibleDescription(self._lines[self._at].accessibleName())

    def _go(self, place: Place) -> None:
        self.hide()
        self.desk.go(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Escape belong to the list while somebody types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._choose(self._at + (1 if key == Qt.Key.Key_Down else -1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._lines:
                self._go(self._lines[self._at].found.place)
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
        if event.type() is QEvent.Type.FocusOut and watched is self.line and not self.underMouse():
            self.hide()
        return super().eventFilter(watched, event)


def _case(card: object) -> Found:
    step = next(iter(getattr(card, "steps", ())), "")
    where = tr(STEP_TITLES[Step(step)]) if step else tr(N_("closed"))
    number = str(getattr(card, "number", ""))
    return Found(
        "folder",
        str(getattr(card, "name", "")),
        str(getattr(card, "name_in_script", "")),
        f"{number} · {where}",
        Place("case", number=number),
    )
