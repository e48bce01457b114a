"""What may be shared without consent becomes a paper: which one, then the paper itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Symbol, Wrapped
from victimcase.i18n import N_, tr
from victimcase.services import case_papers
from victimcase.services.case_papers import Makeable
from victimcase.services.case_view import Header
from victimcase.services.compose.order import Order
from victimcase.services.overrides import Declared


class WhichPaper(Dialog):
    """The papers that serve a purpose; one that lacks its record says which."""

    chosen = Signal(str)
    """Output of the paper somebody wants to make."""

    def __init__(self, parent: QWidget, recipient: str, found: list[Makeable]) -> None:
        more = tr(N_("For {recipient}. You see what goes before anything leaves."), recipient=recipient)
        super().__init__(parent, tr(N_("Which paper?")), more, name="which")
        lines = column(space=0)
        for one in found:
            lines.addWidget(self._line(one))
        lines.addStretch(1)
        area = scrolling(holder(lines))
        high = theme.px(52) * len(found)
        area.setMinimumHeight(min(high, max(140, parent.window().height() - theme.px(320))))
        self.inside.addWidget(area, 1)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self.finished.connect(self.deleteLater)

    def _line(self, one: Makeable) -> QWidget:
        make = Button(tr(N_("Make it…")), name=f"which.{one.output}", small=True)
        make.setAccessibleName(tr(N_("Make it: {paper}"), paper=one.title))
        make.clicked.connect(lambda _checked: self._choose(one.output))
        words = column(Wrapped(one.title, "strong"), space=0)
        if one.lacks:
            reason = tr(N_("Nothing is written yet for it: {what}."), what=one.lacks)
            make.not_yet(reason)
            words.addWidget(Wrapped(reason, "small"))
        line = row(Symbol("file-text"), space=10, margins=(0, 8, 8, 8))
        line.addLayout(words, 1)
        line.addWidget(make)
        return frame("row", line)

    def _choose(self, output: str) -> None:
        self.accept()
        self.chosen.emit(output)


@dataclass(frozen=True)
class Sharing:
    """One override that counts, and what it lets go: over which page, and what is told once a paper went."""

    over: QWidget
    desk: Desk
    header: Header
    one: Declared
    given: Callable[[], object]

    def begin(self) -> None:
        """Make the paper; ask which one where several serve the purpose."""
        self.desk.look(case_papers.makeable, self.header.number).then(self.over, self._choose, key="which")

    def _choose(self, found: list[Makeable]) -> None:
        fitting = [one for one in found if self.one.purpose in dict(one.purposes)]
        if len(fitting) == 1:
            self._write(fitting[0].output)
            return
        dialog = WhichPaper(self.over, self.one.recipient, fitting)
        # A signal does not keep the owner of a bound method alive; a partial does.
        dialog.chosen.connect(partial(Sharing._write, self))
        dialog.open()

    def _write(self, output: str) -> None:
        told = frozenset(map(Category, self.one.categories))
        order = Order(self.header.number, self.one.recipient_id, self.one.purpose, told)
        dialog = PaperDialog(self.over, self.desk, self.header, output, start=order)
        dialog.given.connect(self.given)
        dialog.open()
