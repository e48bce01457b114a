"""What the person agreed to: for which purpose and whom, how it stands today, and what they do not want."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.consent import State
from victimcase.domain.kinds import RECORDS
from victimcase.domain.legal_override import OF_CONSENT
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.gui.consent_words import SOON, holds, status_of
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.override import SecondPersonDialog, ShareDialog
from victimcase.gui.dialogs.question import ask
from victimcase.gui.dialogs.withdraw import HoldersDialog, WithdrawDialog
from victimcase.gui.pages.case import kinds, overrides
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.pages.case.overrides import Overrides
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import day
from victimcase.i18n import N_, tr
from victimcase.services import consents
from victimcase.services import overrides as declared
from victimcase.services.case_sheets import Said
from victimcase.services.consents import Held, Withdrawn
from victimcase.services.overrides import Declared


class Consents(QWidget):
    """A row for each consent, those that hold first; below, what was shared without one."""

    editing = Signal(str, str, str)
    adding = Signal(str, str)
    recalling = Signal(str)
    """The consent whose recall letters somebody wants to write."""
    printing = Signal(str)
    """Output of the paper somebody wants to make."""
    making = Signal(object)
    """A Declared that counts, of which somebody wants to make the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("case.consent")
        self._number = ""
        self._may = kinds.may_add(desk, RECORDS["consent"])
        self._sees_ledger = Category.ACCOUNT in desk.me.readable
        self._box = column(space=16)
        self.setLayout(self._box)
        self.begin()

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        clear(self._box)
        self._box.addWidget(Loading(6))
        self._box.addStretch(1)

    def read(self, number: str) -> None:
        """Read the consents, and what was shared without one."""
        self._number = number
        self._desk.look(consents.listed, number).then(self, self._know_consents, key="consents")

    def _know_consents(self, found: list[Held]) -> None:
        self._desk.look(declared.listed, self._number).then(
            self, lambda others: self._came(found, others), key="overrides"
        )

    def _came(self, found: list[Held], others: list[Declared]) -> None:
        clear(self._box)
        beside = Overrides(self._desk)
        beside.sharing.connect(self._share)
        beside.looking.connect(self._look_at)
        beside.making.connect(self.making)
        for notice in beside.banners(others):
            self._box.addWidget(notice)
        ending = [one for one in found if self._ends_soon(one)]
        if ending:
            names = ", ".join(self._title(one) for one in ending)
            more = tr(N_("Ask again in good time: {names}"), names=names)
            self._box.addWidget(
                Notice(tr(N_("Consent ends soon")), more, tone="warn", name="case.consent.ending")
            )
        self._box.addWidget(self._card(found))
        beside.show_overrides([one for one in others if one.of == OF_CONSENT])
        self._box.addWidget(beside)
        self._box.addStretch(1)

    def _ends_soon(self, one: Held) -> bool:
        if not holds(one) or not one.expires_on:
            return False
        return (date.fromisoformat(one.expires_on) - self._desk.today).days <= SOON

    def _card(self, found: list[Held]) -> Card:
        valid = sum(map(holds, found))
        note = tr(N_("{valid} of {all} hold today"), valid=valid, all=len(found)) if found else ""
        card = Card(tr(N_("Consent")), note, name="case.consent.card")
        if self._desk.may(Right.RELEASE):
            blank = Button(tr(N_("Form to fill in…")), name="case.consent.blank", icon="printer")
            blank.clicked.connect(lambda _checked: self.printing.emit("consent_form_blank"))
            card.tools.addWidget(blank)
        if self._may:
            ask = Button(tr(N_("Ask for consent")), name="case.consent.add", icon="plus", kind="filled")
            ask.clicked.connect(lambda _checked: self.adding.emit("consent", ""))
            card.tools.addWidget(ask)
        if not found:
            why = tr(N_("Without it nothing about this person goes to anybody outside."))
            card.body.addWidget(Empty("hand-palm", tr(N_("Nothing was agreed to yet")), why))
        for one in sorted(reversed(found), key=lambda one: not holds(one)):
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
        words = column(holder(head), Facts(self._facts(one)), space=6, margins=(16, 10, 16, 10))
        if self._may:
            words.addWidget(holder(self._buttons(one)))
        return frame("row", words)

    def _facts(self, one: Held) -> list[Said]:
        label = self._desk.reference.label
        told = ", ".join(tr(label("category", code)) for code in one.categories)
        said = {N_("Given by"): self._giver(one)}
        said |= {
            words: day(date.fromisoformat(value)) if value else ""
            for words, value in (
                (N_("Given on"), one.given_on),
                (N_("Ends on"), one.expires_on),
                (N_("Withdrawn on"), one.withdrawn_on),
            )
        }
        said[N_("How it was withdrawn")] = one.withdrawn_how
        found = [Said("categories", tr(N_("May be shared")), told or tr(N_("nothing")))]
        found += [Said("said", tr(words), text) for words, text in said.items() if text]
        if one.limits:
            found.append(Said("limits", tr(N_("Limit in their words")), f"“{one.limits}”", True))
        return found

    def _giver(self, one: Held) -> str:
        """Who gave it, and how: a guardian with how they stand, and with what the child says."""
        label = self._desk.reference.label
        giver = tr(label("consent_giver", one.given_by)) if one.given_by else ""
        how = tr(label("consent_how", one.how)) if one.how else ""
        if one.given_by != "guardian":
            return ", ".join(filter(None, (giver, how)))
        counts = ""
        if one.guardian_counts is not None:
            counts = tr(
                N_("checked") if one.guardian_counts else N_("not checked, or suspected: does not count")
            )
        stands = f"{one.guardian} ({counts})" if one.guardian and counts else one.guardian or counts
        agrees = "" if one.child_assent is None else tr(_ASSENTS[one.child_assent])
        return ", ".join(filter(None, (giver, stands, how, agrees)))

    def _buttons(self, one: Held) -> Flow:
        name = f"case.consent.{one.id}"
        title = self._title(one)
        buttons = Flow(8)

        def add(key: str, words: str, aloud: str, press: Callable[[], object], icon: str = "") -> None:
            made = Button(words, name=f"{name}.{key}", icon=icon, small=True, pressed=press)
            made.setAccessibleName(aloud)
            buttons.addWidget(made)

        if self._sees_ledger and one.state is not State.NOT_GIVEN and not one.reported_by_import:
            aloud = tr(N_("Who holds what: {title}"), title=title)
            add("holders", tr(N_("Who holds what")), aloud, lambda: self._ask_holders(one))
        aloud = tr(N_("Open {title}"), title=title)
        add("open", tr(N_("Open")), aloud, lambda: self.editing.emit("consent", one.id, ""))
        if one.state in (State.VALID, State.NOT_YET, State.EXPIRED):
            aloud = tr(N_("Withdraw {title}"), title=title)
            add("withdraw", tr(N_("Withdraw")), aloud, lambda: self._withdraw(one), "hand-palm")
        return buttons

    def _withdraw(self, one: Held) -> None:
        dialog = WithdrawDialog(self, self._desk, self._number, one.id, self._title(one))
        dialog.withdrawn.connect(lambda found: self._show_holders(found, self._title(one)))
        dialog.open()

    def _ask_holders(self, one: Held) -> None:
        self._desk.look(consents.holders, self._number, one.id).then(
            self, lambda found: self._show_holders(found, self._title(one)), key="holders"
        )

    def _show_holders(self, found: Withdrawn, title: str) -> None:
        dialog = HoldersDialog(self, self._desk, found, title)
        dialog.recalling.connect(self.recalling)
        dialog.open()

    def _share(self) -> None:
        dialog = ShareDialog(self, self._desk, self._number)
        dialog.declared.connect(self._lead_on)
        dialog.open()

    def _lead_on(self, one: Declared) -> None:
        """What counts already can go now; ask whether it shall."""
        if overrides.may_make(self._desk, one):
            more = tr(N_("It has gone nowhere yet. You read the paper through before it leaves."))
            ask(
                self,
                tr(N_("Make the paper for {recipient} now?"), recipient=one.recipient),
                more,
                yes=tr(N_("Make the paper…")),
                no=tr(N_("Later")),
                then=lambda: self.making.emit(one),
                name="case.shared",
            )

    def _look_at(self, one: Declared) -> None:
        said = [Said("title", tr(N_("What it is about")), overrides.title(self._desk, one))]
        facts = Facts([*said, *overrides.facts(self._desk, one)])
        SecondPersonDialog(self, self._desk, one, facts).open()


_ASSENTS = {True: N_("the child agrees too"), False: N_("the child does not agree")}
