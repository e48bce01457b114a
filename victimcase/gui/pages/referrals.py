"""Referrals out and in: where each stands, how long somebody has waited, and the next step."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from victimcase.domain.reference import Reference
from victimcase.domain.words import Category
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.referral_acts import VERBS
from victimcase.gui.dialogs.which_case import WhichCase
from victimcase.gui.page import Page
from victimcase.gui.parts.act_bar import ActBar
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.filters import Facet, FilterChip
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.referral_words import SIGNS, act, acts_of, may_refer
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import day_short, late
from victimcase.i18n import N_, tr
from victimcase.services import referrals
from victimcase.services.referrals import WAITING, Referred, State


def waited(one: Referred) -> str:
    """How long nobody has answered, in words."""
    if one.waiting is None:
        return ""
    if one.waiting == 0:
        return tr(N_("since today"))
    return tr(N_("1 day")) if one.waiting == 1 else tr(N_("{days} days"), days=one.waiting)


class Cells:
    """The cells of the list."""

    def __init__(self, reference: Reference, today: date) -> None:
        self.reference, self.today = reference, today

    def name(self, one: Referred) -> Cell:
        """Whose case, and what to know at once."""
        badges = []
        if one.urgent:
            badges.append(Status("warning", tr(N_("Urgent")), "danger"))
        if one.hand_over:
            badges.append(Status("arrows-left-right", tr(N_("Hand-over")), "accent"))
        return Cell(one.name, one.number, bold=True, badges=tuple(badges))

    def other(self, one: Referred) -> Cell:
        """The other side."""
        return Cell(one.with_whom or tr(N_("not named yet")), tone="" if one.with_whom else "text2")

    def services(self, one: Referred) -> Cell:
        """What is asked for."""
        words = ", ".join(self.reference.label("service_type", code) for code in one.services)
        return Cell(words, tone="text2")

    def state(self, one: Referred) -> Cell:
        """Where it stands."""
        icon, words, tone = SIGNS[one.state]
        return Cell(badges=(Status(icon, tr(words), tone),))

    def waiting(self, one: Referred) -> Cell:
        """How long somebody has waited."""
        return Cell(waited(one), tone="text2")

    def due(self, one: Referred) -> Cell:
        """When the answer is due, or when it came."""
        if one.answered_on:
            day = day_short(date.fromisoformat(one.answered_on), self.today)
            return Cell(tr(N_("answered {day}"), day=day), tone="text2")
        if not one.due_on or one.state not in WAITING:
            return Cell()
        words, tone = late(date.fromisoformat(one.due_on), self.today)
        icon = {"danger": "warning-circle-fill", "warn": "clock"}.get(tone, "")
        return Cell(words, bold=tone == "danger", icon=icon, tone=tone)

    def columns(self) -> list[Column[Referred]]:
        """The columns, in the order they are read."""
        return [
            Column("name", tr(N_("Person")), 0, self.name),
            Column("other", tr(N_("With whom")), 220, self.other),
            Column("services", tr(N_("Asked for")), 180, self.services, from_width=900),
            Column("state", tr(N_("State")), 128, self.state),
            Column("waiting", tr(N_("Waiting")), 96, self.waiting, from_width=640),
            Column("due", tr(N_("Answer due")), 150, self.due),
        ]


class ReferralsPage(Page):
    """Both lists, and below them the next step of the referral the cursor is on."""

    NAME = "referrals"
    KINDS = frozenset({"referral", "organisation", "person", "case"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Referrals")))
        check = Button(tr(N_("Check a paper…")), name="referrals.check_paper", icon="shield-check")
        check.clicked.connect(lambda _checked: desk.go(Place("check_paper")))
        self.title_line.tools.addWidget(check)
        self.cells = Cells(desk.reference, desk.today)
        self._all: list[Referred] = []
        self._beyond = 0
        self._order, self._down = "", False
        self.card = ListCard(
            self.cells.columns(),
            name="referrals",
            aloud=tr(N_("Referrals")),
            icon="paper-plane-tilt",
            search=tr(N_("Person, number or organisation")),
            hints=tr(N_("Enter opens the referral")),
        )
        self.card.tabs.set_tabs([("out", tr(N_("Sent out")), ""), ("in", tr(N_("Came in")), "")])
        self.card.tabs.changed.connect(lambda _code: self._show())
        self.card.search.searched.connect(lambda _text: self._show())
        self.card.table.opened.connect(lambda one: desk.go(self.place(one)))
        self.card.table.chosen.connect(self._chosen)
        self.card.table.sorted_by.connect(self._sort)
        options = tuple((str(state), tr(words)) for state, (_, words, _) in SIGNS.items())
        self._states = FilterChip(Facet("state", tr(N_("State")), options), name="referrals.filter.state")
        self._waits = FilterChip(
            Facet(
                "waits",
                tr(N_("Waiting")),
                (("waiting", tr(N_("For an answer"))), ("late", tr(N_("Answer is late")))),
                many=False,
            ),
            name="referrals.filter.waits",
        )
        for chip in (self._states, self._waits):
            chip.changed.connect(self._show)
            self.card.chips.addWidget(chip)
        if may_refer(desk):
            asked = Button(tr(N_("We were asked")), name="referrals.asked", icon="tray")
            asked.clicked.connect(lambda _checked: desk.go(Place("incoming")))
            new = Button(tr(N_("New referral")), name="referrals.new", icon="paper-plane-tilt")
            new.clicked.connect(lambda _checked: self._new())
            self.card.add_beside_tabs(asked, new)
        self.acts = ActBar(name="referrals.act")
        self.card.body.addWidget(self.acts)
        self.inside.addWidget(self.card, 1)

    def place(self, one: Referred) -> Place:
        """Where a referral is worked on."""
        if one.state is State.PREPARED and one.out and may_refer(self.desk):
            return Place("referral", number=one.number, record=one.id)
        return Place("case", number=one.number, tab="referrals", kind="referral", record=one.id)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.card.first_focus()

    def arrive(self, place: Place) -> None:
        """Come to those sent out, or those that came in."""
        if place.tab in ("out", "in"):
            self.card.tabs.choose(place.tab)
            self._stale = True
        super().arrive(place)

    def read(self) -> None:
        """Ask for both lists; somebody whose role does not read referrals is told so."""
        if Category.NOTE not in self.desk.me.readable:
            self.card.show_empty(
                tr(N_("Referrals are withheld")),
                tr(N_("Your role does not read what is asked of others for a person.")),
                "eye-slash",
            )
            return
        self.cells.today = self.desk.today
        self.desk.look(referrals.listed).then(
            self, self._came, failed=partial(self.card.show_problem, again=self.read), key="listed"
        )
        self.desk.look(referrals.beyond).then(self, self._leaves_out, key="beyond")

    def _leaves_out(self, count: int) -> None:
        """Say that the list is not all there is: whose case it is has its own list, without a limit."""
        self._beyond = count
        self._show()

    def _came(self, found: list[Referred]) -> None:
        self._all = found
        self._show()

    def _fits(self, one: Referred) -> bool:
        words = self.card.search.text().casefold().split()
        text = f"{one.name} {one.number} {one.with_whom}".casefold()
        waits = self._waits.chosen
        return (
            all(word in text for word in words)
            and (not self._states.chosen or one.state in self._states.chosen)
            and (not waits or (one.late if "late" in waits else one.state in WAITING))
        )

    def _show(self) -> None:
        fitting = [one for one in self._all if self._fits(one)]
        for code in ("out", "in"):
            count = sum(one.out is (code == "out") for one in fitting)
            self.card.tabs.set_number(code, str(count) if count else "")
        out = self.card.tabs.current() != "in"
        shown = [one for one in fitting if one.out is out]
        if self._order:
            shown.sort(key=self._key, reverse=self._down)
        waiting = sum(one.state in WAITING for one in shown)
        words = tr(N_("{count} referrals, {waiting} waiting"), count=len(shown), waiting=waiting)
        if self._beyond:
            words += " · " + tr(N_("{count} older ones stand in their cases"), count=self._beyond)
        self.card.counted.setText(words)
        if shown:
            self.card.show_rows(shown, lambda one: one.id)
        else:
            self.acts.hide()
            self._nothing(out)

    def _key(self, one: Referred) -> tuple[object, ...]:
        if self._order == "state":
            return (list(State).index(one.state),)
        if self._order == "waiting":
            return (one.waiting is not None, one.waiting or 0)
        if self._order == "due":
            return (one.answered_on or one.due_on or "9999",)
        column = next(col for col in self.card.model.columns if col.code == self._order)
        return (column.cell(one).text.casefold(),)

    def _sort(self, code: str, downwards: bool) -> None:
        self._order, self._down = code, downwards
        self._show()

    def _nothing(self, out: bool) -> None:
        if self.card.search.text().strip() or self._states.chosen or self._waits.chosen:
            empty = self.card.show_empty(
                tr(N_("No referral has all of this")), tr(N_("Take a word or a filter away."))
            )
            empty.add_way(tr(N_("Show all")), self._clear, name="referrals.empty.clear")
            return
        why = (
            tr(N_("“New referral” asks for a case and goes through it step by step."))
            if out
            else tr(N_("When another office asks you to take somebody, it is listed here."))
        )
        self.card.show_empty(
            tr(N_("No referral was sent out yet") if out else N_("Nobody was referred to you")), why
        )

    def _clear(self) -> None:
        for chip in (self._states, self._waits):
            chip.set_chosen(())
        self.card.search.say_quietly("")
        self._show()

    def _chosen(self, one: Referred | None) -> None:
        if one is None:
            self.acts.hide()
            return
        _, words, _ = SIGNS[one.state]
        other = one.with_whom or tr(N_("not named yet"))
        more = [tr(words), waited(one)] if one.waiting is not None else [tr(words)]
        self.acts.say(f"{one.name} · {other}", " · ".join(part for part in more if part))
        there = Place("case", number=one.number, tab="referrals")
        self.acts.add_way(tr(N_("Open the case")), partial(self.desk.go, there), code="case")
        codes = acts_of(one) if may_refer(self.desk) else []
        for code in reversed(codes[1:3]):
            self.acts.add_way(tr(VERBS[code]), partial(self._act, one, code), code=code)
        if codes:
            words = tr(VERBS[codes[0]])
            self.acts.add_way(words, partial(self._act, one, codes[0]), code="next", kind="filled")
        else:
            there = self.place(one)
            words = tr(N_("Open the referral"))
            self.acts.add_way(words, partial(self.desk.go, there), code="next", kind="filled")

    def _act(self, one: Referred, code: str) -> None:
        act(self.window(), self.desk, one, code)

    def _new(self) -> None:
        """Ask whom a new referral is about."""
        title, more = tr(N_("Whom is it about?")), tr(N_("A referral begins in a case."))
        dialog = WhichCase(self.window(), self.desk, title, more)
        dialog.picked.connect(lambda number: self.desk.go(Place("referral", number)))
        dialog.open()


PAGE = ReferralsPage
