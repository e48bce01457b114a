"""What every page is: a title line, an inside, and what it does when somebody comes, writes, or locks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts.boxes import STRETCH, clear, column, row
from victimcase.gui.parts.text import Elided, Label, LinkButton, Symbol
from victimcase.services.session import Changed


class TitleLine(QWidget):
    """The line above a page: where one is, and at its end what can be done on the page as a whole."""

    went = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided("", "title")
        self.note = Label("", "small")
        self.crumbs = row(space=8)
        self.tools = row(space=8)
        self._words = row(self.crumbs, self.title, self.note, STRETCH, space=8)
        outer = row(self._words, self.tools)
        outer.setStretch(0, 1)
        self.setLayout(outer)

    def say(self, title: str, note: str = "") -> None:
        """Show a title, and a note beside it."""
        clear(self.crumbs)
        self.title.show()
        self.title.setText(title)
        self.note.setText(note)
        self.setAccessibleName(title)

    def lead(self, *crumbs: tuple[str, Place | None] | QWidget) -> None:
        """Show the way here: words that lead back, the last of them where one is; badges stand between."""
        clear(self.crumbs)
        self.title.hide()
        self.note.setText("")
        words = [one for one in crumbs if isinstance(one, tuple)]
        for one in crumbs:
            if isinstance(one, QWidget):
                self.crumbs.addWidget(one)
                continue
            text, place = one
            if one is not words[0]:
                self.crumbs.addWidget(Symbol("caret-right", "text3", 14))
            if place is None:
                self.crumbs.addWidget(Label(text, "strong"))
            else:
                link = LinkButton(text, name=f"crumb.{place.page}")
                link.setProperty("quiet", True)
                link.clicked.connect(lambda _checked, place=place: self.went.emit(place))
                self.crumbs.addWidget(link)
        self.crumbs.addStretch(1)
        self.setAccessibleName(" › ".join(text for text, _ in words))


class Page(QWidget):
    """One page of the window. Subclasses build their inside once and fill it whenever they are asked to."""

    NAME: ClassVar[str] = ""
    KINDS: ClassVar[frozenset[str] | None] = None
    """Kinds of records it shows: when one of them was written it reads again. None: any."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(self.NAME)
        self.title_line = TitleLine()
        self.title_line.went.connect(desk.go)
        self.inside = column(space=16, margins=(24, 0, 24, 24))
        self.setLayout(self.inside)
        self._stale = True

    def arrive(self, place: Place) -> None:
        """Somebody came here. The first time, and when something it shows was written since, it reads."""
        if self._stale:
            self._stale = False
            self.read()

    def read(self) -> None:
        """Ask the vault for what the page shows, and show it."""

    def wrote(self, changed: Changed) -> None:
        """Something was written, here or elsewhere: read again, now or when somebody comes."""
        if self.KINDS is not None and not changed.kinds & self.KINDS and changed.kinds:
            return
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    def may_leave(self) -> bool:
        """Whether somebody may go elsewhere now; a form with unsaved words keeps a draft and says yes."""
        return True

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved, by key of its draft; kept in the vault when the window locks."""
        return {}

    def narrow(self, narrow: bool) -> None:
        """The window became narrow, or wide again: margins and layout follow."""
        self.inside.setContentsMargins(*((16, 0, 16, 16) if narrow else (24, 0, 24, 24)))

    def first_focus(self) -> QWidget | None:
        """What has the keyboard when the page is opened; nothing in particular by default."""
        return None


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side reading begins on."""
    mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft


__all__ = ["STRETCH", "Page", "TitleLine", "leading"]
