"""A question to be answered before work goes on: a sentence, what follows from it, verbs to press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimcase.gui import theme
from victimcase.gui.parts import tab_order
from victimcase.gui.parts.boxes import STRETCH, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr

WIDE = 480
"""Pixels a dialog is wide at most."""


class Dialog(QDialog):
    """A small sheet over the window: title as a question, an inside, buttons with verbs. It is opened,
    never waited for, so that locking can close it at any time.
    """

    def __init__(self, parent: QWidget, title: str, more: str = "", *, name: str, wide: int = WIDE) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setModal(True)
        self.setWindowTitle(
            "victimcase"
        )  # any program can read titles, and this one may be the name of a file
        self.setAccessibleName(title)
        self.setAccessibleDescription(more)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(12)
        self.buttons = row(STRETCH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(Label(title, "section", wrap=True))
        if more:
            outer.addWidget(Label(more, "second", wrap=True))
        outer.addLayout(self.inside)
        outer.addSpacing(4)
        outer.addLayout(self.buttons)
        room = max(360, parent.window().width() - 48)
        grown = min(theme.px(wide), room)
        self.setMinimumWidth(min(grown, theme.px(360)))
        self.setMaximumWidth(min(max(grown, theme.px(WIDE)), room))
        self.resize(grown, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Be as high as words that wrap and chips that flow need, up to the height of the window."""
        taken = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize):
            layout, above = self.layout(), self.parentWidget()
            needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            most = above.window().height() if above is not None else needed
            if self.isVisible() and self.height() < min(needed, most):
                self.resize(self.width(), min(needed, most))
        return taken

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes as one reads, and stays inside."""
        return tab_order.step(self, forwards=forwards) or super().focusNextPrevChild(forwards)

    def add_button(
        self, text: str, press: Callable[[], object], *, name: str, kind: str = "plain", safe: bool = False
    ) -> Button:
        """One more way to answer; the safe one has the keyboard first."""
        button = Button(text, name=f"{self.objectName()}.{name}", kind=kind, pressed=press)
        self.buttons.addWidget(button)
        if safe:
            button.setFocus()
            button.setDefault(True)
        return button


def ask(
    parent: QWidget,
    title: str,
    more: str,
    *,
    yes: str,
    no: str,
    then: Callable[[], object],
    name: str = "question",
    careful: bool = False,
) -> Dialog:
    """Ask whether to go on; `then` is called when the answer is yes. The way back has the keyboard."""
    dialog = Dialog(parent, title, more, name=name)

    def agreed() -> None:
        dialog.accept()
        then()

    dialog.add_button(no, dialog.reject, name="no", safe=True)
    dialog.add_button(yes, agreed, name="yes", kind="careful" if careful else "filled")
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def say(parent: QWidget, title: str, more: str, *, name: str) -> Dialog:
    """Say something where no page can; closing it is the only answer."""
    dialog = Dialog(parent, title, more, name=name)
    dialog.add_button(tr(N_("Close")), dialog.reject, name="close", kind="filled", safe=True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
