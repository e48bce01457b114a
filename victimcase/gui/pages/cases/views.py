"""The views of the list of cases: those everybody has, and those somebody saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from victimcase.domain.words import Step
from victimcase.i18n import N_, tr
from victimcase.services.case_list import Column, Due, Filters, Order
from victimcase.services.preferences import View
from victimcase.services.tx import Me

OWN: Final = "own."
"""What the code of a saved view begins with."""


@dataclass(frozen=True)
class Shown:
    """A view as a tab: its code, its words, what it lets through, and in which order."""

    code: str
    title: str
    filters: Filters
    order: Order

    @property
    def own(self) -> bool:
        """Whether somebody saved it."""
        return self.code.startswith(OWN)


_DUE = Order(Column.DUE, descending=False)


def built_in(me: Me) -> list[Shown]:
    """The views everybody has."""
    first = tr(N_("My team")) if me.team and me.reader.team_cases else tr(N_("Open cases"))
    return [
        Shown("all", first, Filters(open=True), Order()),
        Shown("mine", tr(N_("Mine")), Filters(owners=(me.login,), open=True), Order()),
        Shown(
            "return",
            tr(N_("Waiting for return")),
            Filters(steps=(str(Step.CLEARANCE), str(Step.TRAVEL))),
            _DUE,
        ),
        Shown("week", tr(N_("Needs something this week")), Filters(due=str(Due.WEEK), open=True), _DUE),
        Shown("children", tr(N_("Children")), Filters(child=True, open=True), Order()),
    ]


def saved(view: View) -> Shown:
    """A view somebody saved."""
    return Shown(f"{OWN}{view.name}", view.name, Filters.of(view.filters), order_of(view.order))


def kept(name: str, filters: Filters, order: Order) -> View:
    """A view as it is saved."""
    sign = "-" if order.descending else ""
    return View(name, filters.plain(), f"{sign}{order.column}")


def order_of(text: str) -> Order:
    """The order a saved view has; the usual one where this version does not know it."""
    code = text.removeprefix("-")
    if code not in set(Column):
        return Order()
    return Order(Column(code), text.startswith("-"))
