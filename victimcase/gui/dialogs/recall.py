"""Calling back what rests on a withdrawn consent: to whom a letter is written, and the letter itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import Symbol, Wrapped
from victimcase.gui.words import counted, day
from victimcase.i18n import N_, tr
from victimcase.services import case_ledger, consents
from victimcase.services.case_ledger import LETTER
from victimcase.services.case_view import Header
from victimcase.services.compose.order import Order
from victimcase.services.consents import Withdrawn
from victimcase.services.recalls import Holder


class RecallDialog(Dialog):
    """Everybody who holds something because of a withdrawn consent, each with the way to a letter."""

    chosen = Signal(str)
    """The name of the recipient a letter is to be written to."""

    def __init__(self, parent: QWidget, found: Withdrawn, written: frozenset[str] = frozenset()) -> None:
        more = N_("The letter names papers by their numbers. Whose they are stands nowhere on it.")
        super().__init__(parent, tr(N_("From whom is it called back?")), tr(more), name="recall")
        lines = column(space=0)
        for number, one in enumerate(found.holders):
            lines.addWidget(self._line(number, one, done=one.recipient in written))
        lines.addStretch(1)
        area = scrolling(holder(lines))
        high = 64 * max(1, len(found.holders))
        area.setMinimumHeight(min(theme.px(high), max(140, parent.window().height() - theme.px(320))))
        self.inside.addWidget(area, 1)
        self.add_button(tr(N_("Close")), self.reject, name="close", safe=True)
        self.finished.connect(self.deleteLater)

    def _line(self, number: int, one: Holder, *, done: bool) -> QWidget:
        papers = counted(len(one.disclosures), N_("1 paper"), N_("{count} papers"))
        newest = max(date.fromisoformat(held.day) for held in one.disclosures)
        told = tr(N_("{papers}, newest {day}"), papers=papers, day=day(newest))
        line = row(Symbol("buildings"), space=10, margins=(0, 8, 8, 8))
        line.addLayout(column(Wrapped(one.recipient, "strong"), Wrapped(told, "small"), space=0), 1)
        if done:
            line.addWidget(Badge(Status("check-circle", tr(N_("letter written")), "ok")))
        else:
            write = Button(tr(N_("Write the letter…")), name=f"recall.letter.{number}", small=True)
            write.setAccessibleName(tr(N_("Write the letter to {recipient}"), recipient=one.recipient))
            write.clicked.connect(lambda _checked: self._choose(one.recipient))
            line.addWidget(write)
        return frame("row", line)

    def _choose(self, recipient: str) -> None:
        self.accept()
        self.chosen.emit(recipient)


@dataclass(frozen=True)
class Recalling:
    """One consent of a case that is called back: over which page, and what is told once a letter went."""

    over: QWidget
    desk: Desk
    header: Header
    consent: str
    given: Callable[[], object]

    def begin(self, recipient: str = "") -> None:
        """Write the letter to a recipient; with none, ask first to whom."""
        if recipient:
            self._ask_order(recipient)
        else:
            self.desk.look(consents.holders, self.header.number, self.consent).then(
                self.over, self._choose, key="recall"
            )

    def _choose(self, found: Withdrawn, written: frozenset[str] = frozenset()) -> None:
        if len(found.holders) == 1:
            self._ask_order(found.holders[0].recipient)
            return

        def again(recipient: str) -> None:
            went = written | {recipient}
            if self.over.isVisible() and not went.issuperset(one.recipient for one in found.holders):
                self._choose(found, went)

        dialog = RecallDialog(self.over, found, written)
        dialog.chosen.connect(lambda recipient: self._ask_order(recipient, again))
        dialog.open()

    def _ask_order(self, recipient: str, then: Callable[[str], object] | None = None) -> None:
        self.desk.look(case_ledger.recall_order, self.header.number, self.consent, recipient).then(
            self.over, lambda order: self._write(order, recipient, then), key="recall"
        )

    def _write(self, order: Order, recipient: str, then: Callable[[str], object] | None) -> None:
        """Open the letter. Who goes away from it, or is locked out, is asked nothing more."""
        dialog = PaperDialog(self.over, self.desk, self.header, LETTER, start=order)
        dialog.given.connect(self.given)
        if then is not None:
            dialog.accepted.connect(lambda: then(recipient))
        dialog.open()
