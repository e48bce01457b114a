"""Notices: what happened or needs a look, in words, with the way on beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from victimcase.gui.parts.boxes import STRETCH, clear, column, holder, row
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.text import Label, LinkButton, Symbol
from victimcase.i18n import N_, tr

ICONS: Final = {
    "danger": "warning-octagon",
    "warn": "warning-fill",
    "ok": "check-circle-fill",
    "private": "eye-slash",
    "accent": "info",
}


class Notice(QFrame):
    """One thing to know, and at most two ways on."""

    def __init__(
        self, what: str, more: str = "", *, tone: str = "accent", name: str = "notice", closable: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setProperty("tone", tone)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setAccessibleDescription(more)
        ink = "accenttext" if tone == "accent" else tone
        words = column(Label(what, "strong", tone=ink if tone == "danger" else "", wrap=True), space=0)
        if more:
            words.addWidget(Label(more, "small", wrap=True))
        self.ways = row()
        sign = Symbol(ICONS[tone], ink, 18)
        inside = row(sign, space=14, margins=(16, 12, 16, 12))
        inside.setAlignment(sign, Qt.AlignmentFlag.AlignVCenter)
        inside.addLayout(words, 1)
        inside.addLayout(self.ways)
        if closable:
            close = IconButton("x", tr(N_("Close this notice")), name=f"{name}.close", kind="quiet")
            close.clicked.connect(self.deleteLater)
            inside.addWidget(close)
        self.setLayout(inside)

    def add_way(self, text: str, press: Callable[[], object], *, name: str, kind: str = "plain") -> Button:
        """Give the notice a way on."""
        button = Button(text, name=name, kind=kind, pressed=press)
        self.ways.addWidget(button)
        return button


class SavedLine(QFrame):
    """At the bottom: what was just saved, and the way to take it back. It leaves by itself."""

    undo = Signal()
    SHOWN_FOR = 12_000
    """Milliseconds it stays; undo stays possible by Ctrl+Z."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "saved")
        self.setObjectName("saved")
        self._words = Label("", "body")
        self._undo = LinkButton(tr(N_("Undo")), name="saved.undo")
        self._undo.setToolTip("Ctrl+Z")
        self._undo.clicked.connect(self.undo)
        self.setLayout(
            row(Symbol("check-circle-fill", "ok"), self._words, self._undo, margins=(16, 8, 16, 8), space=10)
        )
        self._timer = QTimer(self, singleShot=True, interval=self.SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, what: str, *, undoable: bool) -> None:
        """Show what was saved."""
        self._words.setText(what)
        self.setAccessibleName(what)
        self._undo.setVisible(undoable)
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()


class Empty(QWidget):
    """Nothing to show: what it means, why, and a way out."""

    def __init__(self, icon: str, what: str, why: str = "", *, name: str = "empty") -> None:
        super().__init__()
        self.setObjectName(name)
        self._sign = Symbol(icon, "text3", 32)
        self._what = Label(what, "section", wrap=True)
        self._why = Label(why, "second", wrap=True)
        for words in (self._what, self._why):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.ways = row(space=8)
        inner = column(space=8)
        inner.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._what)
        inner.addWidget(self._why)
        ways = row(STRETCH, self.ways, STRETCH)
        inner.addSpacing(8)
        inner.addLayout(ways)
        box = holder(inner)
        box.setMaximumWidth(480)
        outer = column(STRETCH, space=0, margins=(16, 24, 16, 24))
        outer.addLayout(row(box, margins=(0, 0, 0, 0)))
        outer.addStretch(1)
        self.setLayout(outer)
        self.say(what, why)

    def say(self, what: str, why: str = "", icon: str = "") -> None:
        """Say something else, without ways out."""
        self._what.setText(what)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.setAccessibleName(f"{what}. {why}" if why else what)
        if icon:
            self._sign.show_icon(icon, "text3")
        clear(self.ways)

    def add_way(self, text: str, press: Callable[[], object], *, name: str, kind: str = "plain") -> Button:
        """Give a way out."""
        button = Button(text, name=name, kind=kind, pressed=press)
        self.ways.addWidget(button)
        return button
