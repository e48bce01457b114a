"""The line above the list of cases: search as you type, and filters as chips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from victimcase.domain.reference import Reference
from victimcase.domain.words import STAGE_TITLES, STEP_TITLES, Category
from victimcase.gui import theme
from victimcase.gui.parts.boxes import Flow, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.filters import Facet, FilterChip
from victimcase.gui.parts.inputs import SearchLine
from victimcase.i18n import N_, tr
from victimcase.services.case_list import RISKS, Due, Facets, Filters
from victimcase.services.tx import Me

ALWAYS: Final = ("stages", "risks", "citizenships", "owners", "due")
"""Filters whose chip is always there; the others wait under “More”."""

_DUE: Final = {
    Due.LATE: N_("Late"),
    Due.TODAY: N_("Today or late"),
    Due.WEEK: N_("This week"),
    Due.MONTH: N_("Within 30 days"),
    Due.SOME_DAY: N_("Some day"),
    Due.NOTHING: N_("Nothing due"),
}


def facets(reference: Reference, me: Me, found: Facets | None) -> dict[str, Facet]:
    """What can be filtered by, with the values there are."""
    levels = tuple(
        (one, reference.label("risk_level", one) if one else tr(N_("Not assessed"))) for one in RISKS
    )
    owners = found.owners if found else ()
    countries = tuple(
        (code, reference.country(code) if code else tr(N_("Not known")))
        for code in (found.citizenships if found else ())
    )
    made = [
        Facet("stages", tr(N_("Stage")), tuple((str(one), tr(STAGE_TITLES[one])) for one in STAGE_TITLES)),
        Facet("steps", tr(N_("Step")), tuple((str(one), tr(STEP_TITLES[one])) for one in STEP_TITLES)),
        Facet("risks", tr(N_("Risk")), levels),
        Facet("citizenships", tr(N_("Country")), countries),
        Facet("owners", tr(N_("Owner")), owners),
        Facet("due", tr(N_("Due")), tuple((str(one), tr(_DUE[one])) for one in _DUE), many=False),
        Facet("child", tr(N_("Age")), ((True, tr(N_("Children"))), (False, tr(N_("Adults")))), many=False),
        Facet(
            "restricted",
            tr(N_("Restricted")),
            ((True, tr(N_("Restricted only"))), (False, tr(N_("Not restricted")))),
            many=False,
        ),
        Facet("open", tr(N_("Status")), ((True, tr(N_("Open"))), (False, tr(N_("Closed")))), many=False),
    ]
    return {one.code: one for one in made if one.code != "risks" or Category.ACCOUNT in me.readable}


def chosen(filters: Filters, facet: Facet) -> tuple[object, ...]:
    """What of a filter is chosen."""
    value = getattr(filters, facet.code)
    if facet.many:
        return tuple(value)
    return () if value in ("", None) else (value,)


def taken(filters: Filters, facet: Facet, values: tuple[object, ...]) -> Filters:
    """The filters with other values of one of them."""
    given: Any = values if facet.many else (values[0] if values else ("" if facet.code == "due" else None))
    changes: dict[str, Any] = {facet.code: given}
    return replace(filters, **changes)


class FilterBar(QWidget):
    """Search line and filter chips. `changed` is sent with the filters as they are now."""

    changed = Signal(object)

    def __init__(self, reference: Reference, me: Me) -> None:
        super().__init__()
        self.filters = Filters()
        self._reference, self._me = reference, me
        self.search = SearchLine(tr(N_("Name in any script, number, phone, document")), name="cases.search")
        self.search.setMinimumWidth(theme.px(220))
        self.search.searched.connect(self._searched)
        self._facets = facets(reference, me, None)
        self._chips: dict[str, FilterChip] = {}
        self._flow = Flow(8)
        for code, facet in self._facets.items():
            chip = FilterChip(facet, name=f"cases.filter.{code}")
            chip.changed.connect(lambda code=code: self._chosen(code))
            self._chips[code] = chip
            self._flow.addWidget(chip)
        self._menu = QMenu(self)
        self._more = Chip(tr(N_("More")), name="cases.filter.more", menu=self._menu)
        self._flow.addWidget(self._more)
        self._clear = Button(tr(N_("Clear")), name="cases.clear", kind="quiet", small=True)
        self._clear.clicked.connect(self.clear)
        self._flow.addWidget(self._clear)
        chips = holder(self._flow)
        policy = chips.sizePolicy()
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        box = row(self.search, chips, space=12, margins=(16, 8, 16, 8))
        box.setStretch(0, 3)
        box.setStretch(1, 7)
        box.setAlignment(self.search, Qt.AlignmentFlag.AlignTop)
        self._box = box
        self.setLayout(box)
        self._show()

    @property
    def facets(self) -> Mapping[str, Facet]:
        """The filters there are."""
        return self._facets

    def offer(self, found: Facets) -> None:
        """Offer the owners and countries there are."""
        self._facets = facets(self._reference, self._me, found)
        for code, chip in self._chips.items():
            chip.set_facet(self._facets[code])

    def set_filters(self, filters: Filters) -> None:
        """Show other filters, without a word to anybody."""
        self.filters = filters
        if self.search.text().strip() != filters.text.strip():
            self.search.say_quietly(filters.text)
        self._show()

    def set_narrowed(self, narrowed: bool) -> None:
        """Whether anything beyond the view can be taken away."""
        self._clear.setVisible(narrowed)

    def clear(self) -> None:
        """Take every filter away but that of the status."""
        self.set_filters(Filters(open=self.filters.open))
        self.changed.emit(self.filters)

    def drop(self, code: str) -> None:
        """Take one filter, or what was searched for, away."""
        if code == "text":
            self.search.say_quietly("")
            self.filters = replace(self.filters, text="")
        else:
            self.filters = taken(self.filters, self._facets[code], ())
        self._show()
        self.changed.emit(self.filters)

    def named(self) -> list[tuple[str, str]]:
        """Code and words of each filter that is set, in the order they narrow most."""
        found = [("text", f"“{self.filters.text.strip()}”")] if self.filters.text.strip() else []
        for code, facet in self._facets.items():
            values = chosen(self.filters, facet)
            if values:
                found.append((code, f"{facet.title}: {facet.words(values)}"))
        return found

    def _show(self) -> None:
        menu = self._menu
        menu.clear()
        for code, chip in self._chips.items():
            values = chosen(self.filters, self._facets[code])
            chip.set_chosen(values)
            there = code in ALWAYS or bool(values)
            chip.setVisible(there)
            if not there:
                action = menu.addAction(self._facets[code].title)
                action.triggered.connect(lambda _checked=False, code=code: self._add(code))
        self._more.setVisible(not menu.isEmpty())
        self._clear.setVisible(len(self.named()) > 0)

    def _add(self, code: str) -> None:
        chip = self._chips[code]
        chip.show()
        self._box.activate()
        chip.open_choices()

    def _chosen(self, code: str) -> None:
        self.filters = taken(self.filters, self._facets[code], self._chips[code].chosen)
        self._show()
        self.changed.emit(self.filters)

    def _searched(self, text: str) -> None:
        self.filters = replace(self.filters, text=text)
        self._show()
        self.changed.emit(self.filters)
