"""Step 1: who is asked. A list of the directory, narrowed by name, place and service."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from victimcase.domain.folding import search_key
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.pages.referral.step import Step
from victimcase.gui.parts.boxes import column, holder
from victimcase.gui.parts.filters import Facet, FilterChip
from victimcase.gui.parts.list_card import ListCard
from victimcase.gui.parts.text import Label
from victimcase.gui.tables import Cell, Column
from victimcase.i18n import N_, tr
from victimcase.services import referral_offer
from victimcase.services.referral_gate import Standing
from victimcase.services.referral_offer import Partner


class PartnerStep(Step):
    """The partner is the row the cursor is on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[Partner] = []
        self._touched = False
        label = desk.reference.label

        def services(one: Partner) -> Cell:
            return Cell(", ".join(tr(label("service_type", code)) for code in one.services), tone="text2")

        columns: list[Column[Partner]] = [
            Column(
                "name", tr(N_("Organisation")), 0, lambda one: Cell(one.name, one.own_script_name, bold=True)
            ),
            Column(
                "country",
                tr(N_("Where")),
                200,
                lambda one: Cell(", ".join(filter(None, (one.city, one.country))), tone="text2"),
            ),
            Column("services", tr(N_("Services")), 300, services, from_width=760),
        ]
        self.card = ListCard(
            columns,
            name="referral.partner",
            aloud=tr(N_("Whom do you ask?")),
            icon="address-book",
            search=tr(N_("Name, place or service")),
            hints=tr(N_("Enter goes on")),
            tabs=False,
        )
        codes = desk.reference.codes("service_type")
        options = tuple((one.code, tr(one.label)) for one in codes)
        self.services = FilterChip(
            Facet("service", tr(N_("Service")), options), name="referral.partner.service"
        )
        self.services.changed.connect(self._show)
        self.card.chips.addWidget(self.services)
        self.card.search.searched.connect(lambda _text: self._show())
        self.card.table.chosen.connect(lambda _one: self.changed.emit())
        self.card.table.opened.connect(lambda _one: self.on.emit())
        title = column(
            Label(tr(N_("Whom do you ask?")), "section", wrap=True),
            Label(
                tr(N_("Nothing is told to anybody before step 5; until then you can choose somebody else.")),
                "small",
                wrap=True,
            ),
            space=2,
            margins=(16, 12, 16, 8),
        )
        self.card.body.insertWidget(0, holder(title))
        self.box.addWidget(self.card, 1)

    def enter(self) -> None:
        """Read the directory."""
        if self.desk.may(Right.SEE_DIRECTORY):
            asked = self.desk.look(referral_offer.partners)
            asked.then(self, self._came, failed=self._failed, key="partners")

    def _failed(self, problem: Any) -> None:
        self.card.show_problem(problem, self.enter)

    def _came(self, found: list[Partner]) -> None:
        self._all = found
        self._show()
        wanted = self.standing.record.referred_organisation if self.standing else None
        self.card.table.choose(lambda one: one.id == wanted)
        self.changed.emit()

    def _fits(self, one: Partner) -> bool:
        label = self.desk.reference.label
        services = " ".join(tr(label("service_type", code)) for code in one.services)
        text = search_key(f"{one.name} {one.own_script_name} {one.country} {one.city} {services}")
        words = search_key(self.card.search.text()).split()
        chosen = self.services.chosen
        return all(word in text for word in words) and (not chosen or bool(set(chosen) & set(one.services)))

    def _show(self) -> None:
        shown = [one for one in self._all if self._fits(one)]
        self.card.counted.setText(tr(N_("{count} organisations"), count=len(shown)))
        if shown:
            self.card.show_rows(shown, lambda one: one.id)
        elif self._all:
            self.card.show_empty(tr(N_("No organisation fits")), tr(N_("Take a word or a filter away.")))
        else:
            empty = self.card.show_empty(
                tr(N_("The directory is empty")),
                tr(N_("Write down there whom you work with, then come back.")),
            )
            if self.desk.may(Right.EDIT_DIRECTORY):
                empty.add_way(
                    tr(N_("Open the directory")),
                    lambda: self.desk.go(Place("directory")),
                    name="referral.partner.directory",
                )
        self.changed.emit()

    def partner(self) -> Partner | None:
        """Who is chosen."""
        if self.card.stack.currentWidget() is not self.card.table:
            return None
        found = self.card.table.current()
        return found if isinstance(found, Partner) else None

    def given(self) -> dict[str, Any]:
        """The partner, where it is another than before."""
        chosen = self.partner()
        before = self.standing.record.referred_organisation if self.standing else None
        return {"referred_organisation": chosen.id} if chosen is not None and chosen.id != before else {}

    def stands_against(self) -> str:
        """Somebody has to be chosen."""
        return "" if self.partner() is not None else tr(N_("Choose whom you ask."))

    def show_referral(self, standing: Standing | None) -> None:
        """Put the cursor on whom is asked."""
        super().show_referral(standing)
        if standing is not None and self._all:
            wanted = standing.record.referred_organisation
            self.card.table.choose(lambda one: one.id == wanted)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.card.first_focus()
