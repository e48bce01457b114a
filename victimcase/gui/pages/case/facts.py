"""Labels and words in two columns, painted: a record is read at a glance, and made in no time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimcase.gui import icons, theme
from victimcase.gui.parts import painting
from victimcase.gui.words import day, time
from victimcase.i18n import N_, tr
from victimcase.services.case_sheets import Said

LABEL, COLUMN, GAP = 176, 440, 24
"""Pixels for a label, the least width of a column, and between columns."""
WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
WRAP = int(Qt.TextFlag.TextWordWrap)


class Facts(QWidget):
    """What a record says: labels and words. Long texts take the whole width; what is withheld comes last."""

    def __init__(self, said: Sequence[Said], withheld: Sequence[str] = ()) -> None:
        super().__init__()
        self._said = [replace(one, text=in_words(one.text, one.form)) for one in said]
        self._withheld = ", ".join(withheld)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}
        spoken = [f"{one.label}: {one.text}" for one in self._said]
        if self._withheld:
            spoken.append(tr(N_("withheld: {fields}"), fields=self._withheld))
        self.setAccessibleName(". ".join(spoken))

    def hasHeightForWidth(self) -> bool:
        """Words are wrapped."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the longer column."""
        if width not in self._heights:
            self._heights[width] = self._lay(width, None)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """A usual width."""
        return QSize(theme.px(COLUMN), self.heightForWidth(max(self.width(), theme.px(COLUMN))))

    def minimumSizeHint(self) -> QSize:
        """Narrow pages wrap more."""
        return QSize(theme.px(160), theme.px(24))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when letters grow."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint labels and words."""
        self._lay(self.width(), QPainter(self))

    def _lay(self, width: int, painter: QPainter | None) -> int:
        """Put everything in its place, and paint it where there is a painter; returns the height."""
        columns = 2 if width >= theme.px(2 * COLUMN) + GAP else 1
        wide = (width - GAP * (columns - 1)) / columns
        y = 0.0
        line: list[Said] = []
        for one in [*self._said, None]:
            alone = one is not None and (one.long or len(one.text) > 160)
            if line and (one is None or alone or len(line) == columns):
                y += self._line(line, y, wide, width, painter)
                line = []
            if one is not None and alone:
                y += self._pair(one, QRectF(0, y, width, 0), painter)
            elif one is not None:
                line.append(one)
        if self._withheld:
            y += self._hidden(y, width, painter)
        return round(y)

    def _line(
        self, line: Sequence[Said], y: float, wide: float, width: int, painter: QPainter | None
    ) -> float:
        mirrored = painting.mirrored(self.layoutDirection())
        tall = 0.0
        for index, one in enumerate(line):
            left = index * (wide + GAP)
            if mirrored:
                left = width - left - wide
            tall = max(tall, self._pair(one, QRectF(left, y, wide, 0), painter))
        return tall

    def _pair(self, one: Said, area: QRectF, painter: QPainter | None) -> float:
        """One label with its words; returns the height."""
        mirrored = painting.mirrored(self.layoutDirection())
        body, small = theme.font("body"), theme.font("small")
        beside = area.width() >= theme.px(300)
        label = min(theme.px(LABEL), area.width() * 0.45) if beside else area.width()
        rest = area.width() - label - 8 if beside else area.width()
        words = _tall(body, one.text, rest)
        head = _tall(small, one.label, label)
        tall = max(words, head) if beside else words + head
        if painter is not None:
            left = area.right() - label if mirrored else area.left()
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            lead = 2 if beside else 0
            painting.draw(
                painter,
                QRectF(left, area.top() + lead, label, head),
                one.label,
                from_right=mirrored,
                wrap=True,
            )
            at = area.left() if mirrored or not beside else area.left() + label + 8
            painter.setFont(body)
            painter.setPen(theme.colour("text"))
            top = area.top() if beside else area.top() + head
            painting.draw(painter, QRectF(at, top, rest, words), one.text, from_right=mirrored, wrap=True)
        return tall + theme.px(4)

    def _hidden(self, y: float, width: int, painter: QPainter | None) -> float:
        """One line in the private colour: what is closed to this person, whether filled or not."""
        side = theme.px(16)
        font = theme.font("small")
        text = tr(N_("withheld: {fields}"), fields=self._withheld)
        tall = max(_tall(font, text, width - side - 10), side)
        if painter is not None:
            mirrored = painting.mirrored(self.layoutDirection())
            left = width - side if mirrored else 0
            icons.paint(painter, QRectF(left, y + 6, side, side), "eye-slash", theme.colour("private"))
            painter.setFont(font)
            painter.setPen(theme.colour("private"))
            at = 0 if mirrored else side + 8
            painting.draw(
                painter, QRectF(at, y + 5, width - side - 8, tall), text, from_right=mirrored, wrap=True
            )
        return tall + 10


def in_words(text: str, form: str) -> str:
    """A value as the window says it: days and moments are not shown as they are kept."""
    if form == "day" and WHOLE_DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    if form == "moment" and text:
        at = datetime.fromisoformat(text)
        return f"{day(at.astimezone().date())} {time(at)}"
    return text


def _tall(font: QFont, text: str, wide: float) -> float:
    metrics = QFontMetrics(font)
    area = QRect(0, 0, max(40, int(wide)), 100_000)
    return float(max(metrics.boundingRect(area, WRAP, text).height(), metrics.height()) + 2)
