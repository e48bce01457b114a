"""Warnings from inside about wrong-doing: apart from every case, for supervisors alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from victimcase.domain.names import search_key
from victimcase.gui.desk import Desk
from victimcase.gui.office_list import OfficeList
from victimcase.gui.parts.notice import Empty, Notice
from victimcase.gui.tables import Cell, Column
from victimcase.gui.words import day
from victimcase.i18n import N_, tr
from victimcase.services import inside_warnings
from victimcase.services.inside_warnings import Warned


class InsideWarningsPage(OfficeList):
    """The warnings, the latest first. The list tells no name; opening one is noted."""

    NAME = "inside_warnings"
    KIND = "whistle_blower_record"
    KINDS = frozenset({KIND})
    TITLE = N_("Warnings from inside")
    ICON = "megaphone-simple"
    NEW = N_("Write down a warning")
    SEARCH = N_("What it is about, who handles it")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.above.addWidget(
            Notice(
                tr(N_("Only supervisors see this page")),
                tr(N_("No case leads here, nobody else finds it, and each opening is noted.")),
                tone="private",
                name="inside_warnings.closed",
            )
        )

    def columns(self) -> Sequence[Column[Warned]]:
        """When it came, what it is about, how it stands."""
        return [
            Column(
                "about", tr(N_("About")), 0, lambda one: Cell(self._label("wrongdoing", one.about), bold=True)
            ),
            Column("received", tr(N_("Received on")), 140, _received),
            Column(
                "channel",
                tr(N_("How it came")),
                180,
                lambda one: Cell(self._label("complaint_channel", one.channel)),
                from_width=700,
            ),
            Column("outcome", tr(N_("Outcome")), 200, self._outcome, from_width=560),
            Column("handled", tr(N_("Handled by")), 160, lambda one: Cell(one.handled_by, tone="text2")),
        ]

    def _label(self, codes: str, code: str) -> str:
        return tr(self.desk.reference.label(codes, code)) if code else ""

    def _outcome(self, one: Warned) -> Cell:
        words = self._label("complaint_outcome", one.outcome)
        if one.settled:
            return Cell(words or tr(N_("settled")), icon="check-circle", tone="ok")
        return Cell(words or tr(N_("open")), icon="hourglass-medium", tone="warn")

    def fitting(self) -> list[Warned]:
        """Those that have every word that is searched for."""
        wanted = search_key(self.card.search.text()).split()
        return [one for one in self.rows if all(word in self._key(one) for word in wanted)]

    def _key(self, one: Warned) -> str:
        said = (
            self._label("wrongdoing", one.about),
            self._label("complaint_channel", one.channel),
            one.handled_by,
        )
        return search_key(" ".join(said))

    def say_nothing(self) -> Empty:
        """Say why there is nothing."""
        if self.card.search.text().strip():
            return self.card.show_empty(tr(N_("No warning has all of this")), tr(N_("Take a word away.")))
        empty = self.card.show_empty(
            tr(N_("No warning from inside")),
            tr(N_("What staff or partners tell about wrong-doing is written down here, and stays here.")),
        )
        self.add_first(empty, tr(self.NEW))
        return empty

    def read(self) -> None:
        """Ask for the list."""
        self.desk.look(inside_warnings.listed).then(self, self.came, failed=self.failed, key="listed")


def _received(one: Warned) -> Cell:
    return Cell(day(date.fromisoformat(one.received_on)) if one.received_on else "")


PAGE = InsideWarningsPage
