"""The ground of every page before a vault is open: picture, day, language, size of text, and a sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDateTime, QLocale, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from victimcase.gui import languages, theme
from victimcase.gui.colours import Mode
from victimcase.gui.parts import hills, tab_order
from victimcase.gui.parts.boxes import STRETCH, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import MenuButton
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services.look import Look

MINUTE = 20_000
"""Milliseconds between two looks at the clock."""


class EntryPage(QWidget):
    """A sheet over the picture. `look_chosen` asks for another language or size of text."""

    look_chosen = Signal(object)

    def __init__(self, look: Look, *, wide: int, foot: str = "") -> None:
        super().__init__()
        self.look = look
        self.setObjectName("entry")
        self._wide = wide
        self._day = Label("", "strong")
        self._time = Label("", "second")
        self._top = row(self._day, self._time, STRETCH, *self._choices(), margins=(32, 16, 32, 4))
        self._sheet = frame("box")
        self._sheet.setObjectName("entry.sheet")
        middle = row(STRETCH, self._sheet, STRETCH, margins=(24, 4, 24, 8))
        area = scrolling(holder(column(STRETCH, middle, STRETCH, space=0)))
        area.viewport().setAutoFillBackground(False)
        self._foot = Label(foot, "smallstrong", wrap=True)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer = column(self._top, space=0)
        outer.addWidget(area, 1)
        bottom = row(self._foot, margins=(32, 4, 32, 16))
        outer.addLayout(bottom)
        self.setLayout(outer)
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self._say_time)
        self._clock.start()
        self._say_time()

    def put(self, layout: QLayout) -> None:
        """What stands on the sheet."""
        self._sheet.setLayout(layout)
        self._sheet.setFixedWidth(min(theme.px(self._wide), 960))

    def first_focus(self) -> QWidget:
        """What has the keyboard first."""
        return self

    def stop(self) -> None:
        """The window closes: what this page began and can leave undone is stopped."""

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes as one reads, and stays inside."""
        return tab_order.step(self, forwards=forwards) or super().focusNextPrevChild(forwards)

    def _choices(self) -> list[QWidget]:
        speech, sizes = QMenu(self), QMenu(self)
        known = languages.known()
        current = self.look.language if self.look.language in dict(known) else languages.SOURCE
        for code, name in known:
            action = speech.addAction(name, partial(self._choose, language=code))
            action.setCheckable(True)
            action.setChecked(code == current)
        for size in theme.TEXT_SIZES:
            action = sizes.addAction(f"{size} %", partial(self._choose, text_size=size))
            action.setCheckable(True)
            action.setChecked(size == self.look.text_size)
        return [
            MenuButton(dict(known)[current], speech, name="entry.language", icon="translate"),
            MenuButton(tr(N_("Text size")), sizes, name="entry.text_size", icon="text-aa"),
        ]

    def _choose(self, *, language: str | None = None, text_size: int | None = None) -> None:
        old = self.look
        self.look_chosen.emit(
            Look(
                old.theme,
                old.text_size if text_size is None else text_size,
                old.calendars,
                old.language if language is None else language,
            )
        )

    def _say_time(self) -> None:
        now, locale = QDateTime.currentDateTime(), QLocale()
        self._day.setText(locale.toString(now.date(), "dddd d MMMM"))
        self._time.setText(locale.toString(now.time(), "HH:mm"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        hills.paint(QPainter(self), QRectF(self.rect()))

    def showEvent(self, event: QShowEvent) -> None:
        """The words on the darkest hill are light in every look."""
        light = theme.now().mode is Mode.LIGHT
        self._foot.setStyleSheet(f"color: {theme.colour('onaccent' if light else 'text').name()};")
