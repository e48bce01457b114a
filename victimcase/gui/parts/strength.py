"""How well a passphrase withstands guessing, said kindly: a bar, and words that say what would help."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from victimcase.gui import theme
from victimcase.gui.jobs import Jobs, Lane
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services import entrance
from victimcase.services.entrance import Strength

WORDS: Final = (
    ("", ""),
    (N_("Easy to guess so far. Go on: add words."), "danger"),
    (N_("Nearly there. One more word is enough."), "warn"),
    (N_("Good: hard to guess."), "ok"),
    (N_("Very good: very hard to guess."), "ok"),
)
"""Words and colour of each level."""


class _Bar(QWidget):
    """Four parts, as many of them filled as the level is high."""

    def __init__(self) -> None:
        super().__init__()
        self.level = 0
        self.setFixedSize(QSize(theme.px(120), theme.px(8)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = (self.width() - 9) / 4
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for part in range(4):
            tone = WORDS[self.level][1] if part < self.level else "track"
            painter.setBrush(theme.colour(tone))
            at = 3 - part if mirrored else part
            painter.drawRoundedRect(QRectF(at * (wide + 3), 0, wide, self.height()), 3, 3)


class StrengthLine(QWidget):
    """The bar with its words; weighing is done aside, as it may take a blink."""

    def __init__(self, jobs: Jobs, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._jobs = jobs
        self._bar, self._words = _Bar(), Label("", "small", wrap=True)
        box = row(self._bar, self._words, space=12)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.setMinimumHeight(theme.px(20))
        self.strength = Strength(0)

    def weigh(self, passphrase: str, about: Sequence[str]) -> None:
        """Say how strong this is; `about` are words close to the person."""
        run = partial(entrance.strength, passphrase, [one for one in about if one])
        self._jobs.start(Lane.READ, run, owner=self, done=self.show_strength, key="strength")

    def show_strength(self, found: Strength) -> None:
        """Show a strength."""
        self.strength = found
        self._bar.level = found.level
        self._bar.update()
        words, tone = WORDS[found.level]
        self._words.setText(tr(words))
        self._words.set_tone(tone)
        self.setAccessibleName(tr(words))
