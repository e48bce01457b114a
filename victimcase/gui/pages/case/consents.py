"""What the person agreed to: for which purpose and whom, how it stands today, and what they do not want."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.consent import STATE_TITLES, State
from victimcase.domain.kinds import RECORDS
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import day
from victimcase.i18n import N_, tr
from victimcase.services import consents
from victimcase.services.case_sheets import Said
from victimcase.services.consents import Held

SOON = 14
"""Days before its end from which a consent is said to end soon."""

_SIGNS = {
    State.EXPIRED: ("hourglass-low", "warn"),
    State.WITHDRAWN: ("hand-palm", "danger"),
    State.NOT_GIVEN: ("prohibit", "neutral"),
    State.NOT_YET: ("hourglass-medium", "neutral"),
}


def status_of(held: Held, today: date) -> Status:
    """How a consent stands, as a badge."""
    if held.state is not State.VALID:
        icon, tone = _SIGNS[held.state]
        return Status(icon, tr(STATE_TITLES[held.state]), tone)
    if not held.expires_on:
        return Status("check-circle", tr(N_("Valid")), "ok")
    days = (date.fromisoformat(held.expires_on) - today).days
    if days == 0:
        return Status("warning", tr(N_("Ends today")), "warn")
    words = N_("Valid, 1 day left") if days == 1 else N_("Valid, {days} days left")
    tone, icon = ("warn", "warning") if days <= SOON else ("ok", "check-circle")
    return Status(icon, tr(words, days=days), tone)


class Consents(QWidget):
    """A row for each consent: those that hold first."""

    editing = Signal(str, str, str)
    adding = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("case.consent")
        self._may = kinds.may_add(desk, RECORDS["consent"])
        self._box = column(space=16)
        self.setLayout(self._box)
        self.begin()

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        clear(self._box)
        self._box.addWidget(Loading(6))
        self._box.addStretch(1)

    def read(self, number: str) -> None:
        """Read the consents."""
        self._desk.look(consents.listed, number).then(self, self._came, key="consents")

    def _came(self, found: list[Held]) -> None:
        clear(self._box)
        ending = [one for one in found if self._ends_soon(one)]
        if ending:
            names = ", ".join(self._title(one) for one in ending)
            more = tr(N_("Ask again in good time: {names}"), names=names)
            self._box.addWidget(
                Notice(tr(N_("Consent ends soon")), more, tone="warn", name="case.consent.ending")
            )
        self._box.addWidget(self._card(found))
        self._box.addStretch(1)

    def _ends_soon(self, one: Held) -> bool:
        if one.state is not State.VALID or not one.expires_on:
            return False
        return (date.fromisoformat(one.expires_on) - self._desk.today).days <= SOON

    def _card(self, found: list[Held]) -> Card:
        valid = sum(one.state is State.VALID for one in found)
        note = tr(N_("{valid} of {all} hold today"), valid=valid, all=len(found)) if found else ""
        card = Card(tr(N_("Consent")), note, name="case.consent.card")
        if self._may:
            ask = Button(tr(N_("Ask for consent")), name="case.consent.add", icon="plus", kind="filled")
            ask.clicked.connect(lambda _checked: self.adding.emit("consent", ""))
            card.tools.addWidget(ask)
        if not found:
            why = tr(N_("Without it nothing about this person goes to anybody outside."))
            card.body.addWidget(Empty("hand-palm", tr(N_("Nothing was agreed to yet")), why))
        ranked = sorted(reversed(found), key=lambda one: one.state is not State.VALID)
        for one in ranked:
            card.body.addWidget(self._row(one))
        return card

    def _title(self, one: Held) -> str:
        purpose = tr(self._desk.reference.label("purpose", one.purpose)) if one.purpose else tr(N_("Consent"))
        return f"{purpose} · {one.recipient}" if one.recipient else purpose

    def _row(self, one: Held) -> QWidget:
        head = Flow(10)
        head.addWidget(Label(self._title(one), "strong"))
        head.addWidget(Badge(status_of(one, self._desk.today)))
        if one.reported_by_import:
            head.addWidget(Badge(Status("download-simple", tr(N_("Only told by an import")), "warn")))
        words = column(holder(head), Facts(self._facts(one)), space=6)
        line = row(space=16, margins=(16, 10, 16, 10))
        line.addLayout(words, 1)
        if self._may:
            line.addLayout(self._buttons(one))
        return frame("row", line)

    def _facts(self, one: Held) -> list[Said]:
        label = self._desk.reference.label
        told = ", ".join(tr(label("category", code)) for code in one.categories)
        giver = tr(label("consent_giver", one.given_by)) if one.given_by else ""
        days = {
            N_("Given on"): one.given_on,
            N_("Ends on"): one.expires_on,
            N_("Withdrawn on"): one.withdrawn_on,
        }
        found = [Said("categories", tr(N_("May be shared")), told or tr(N_("nothing")))]
        if giver:
            found.append(Said("given_by", tr(N_("Given by")), giver))
        found += [
            Said("day", tr(words), day(date.fromisoformat(value))) for words, value in days.items() if value
        ]
        if one.limits:
            found.append(Said("limits", tr(N_("Limit in their words")), f"“{one.limits}”", True))
        return found

    def _buttons(self, one: Held) -> QBoxLayout:
        name = f"case.consent.{one.id}"
        title = self._title(one)
        open_ = Button(tr(N_("Open")), name=f"{name}.open", small=True)
        open_.setAccessibleName(tr(N_("Open {title}"), title=title))
        open_.clicked.connect(lambda _checked: self.editing.emit("consent", one.id, ""))
        buttons = row(open_, space=8)
        if one.state in (State.VALID, State.NOT_YET):
            stop = Button(tr(N_("Withdraw")), name=f"{name}.withdraw", icon="hand-palm", small=True)
            stop.setAccessibleName(tr(N_("Withdraw {title}"), title=title))
            stop.clicked.connect(lambda _checked: self.editing.emit("consent", one.id, "withdrawn_on"))
            buttons.addWidget(stop)
        buttons.setAlignment(Qt.AlignmentFlag.AlignTop)
        return buttons
