"""To whom the person was referred and what comes next, the ledger of who has what, and the records."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from victimcase.domain.outputs import PURPOSES
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.referral_rows import ReferralRows
from victimcase.gui.pages.case.sheets import SheetList
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, clear, column, frame, row
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.words import day_near
from victimcase.i18n import N_, tr
from victimcase.services import case_sheets, disclosures
from victimcase.services.disclosures import Line
from victimcase.services.papers import TITLES

_STATES = {
    "issued": Status("check-circle", N_("given out"), "ok"),
    "not_issued": Status("prohibit", N_("not given out"), "neutral"),
    "prepared": Status("hourglass-medium", N_("being prepared"), "neutral"),
}


class Referrals(QWidget):
    """Referrals with their next steps, what went out of the program about this case, and the records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("case.referrals")
        self.sheets = SheetList(desk, kinds.REFERRALS)
        self._ledger = Card(tr(N_("Who has what")), name="case.ledger")
        self._rows = column(space=0)
        self._ledger.body.addLayout(self._rows)
        self.rows = ReferralRows(desk)
        outer = column(self.rows, self._ledger, self.sheets, space=16)
        outer.addStretch(1)
        self.setLayout(outer)

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self.sheets.begin()
        clear(self._rows)

    def read(self, number: str) -> None:
        """Read referrals and ledger."""
        self.rows.read(number)
        wanted = {cls.kind for cls in kinds.kinds_of(kinds.REFERRALS)}
        self._desk.look(case_sheets.of_kinds, number, wanted).then(
            self, self.sheets.show_sheets, failed=self.sheets.show_problem, key="sheets"
        )
        self._desk.look(disclosures.listed, number).then(self, self._came, key="ledger")

    def _came(self, found: list[Line]) -> None:
        clear(self._rows)
        self._ledger.say(tr(N_("Who has what")), str(len(found)) if found else "")
        if not found:
            why = tr(N_("Papers and files given to others are listed here, with what was withheld."))
            self._rows.addWidget(Empty("archive", tr(N_("Nothing about this case went out")), why))
        for one in reversed(found):
            self._rows.addWidget(self._row(one))

    def _row(self, one: Line) -> QWidget:
        status = _STATES.get(one.state, _STATES["prepared"])
        paper = tr(TITLES[one.output]) if one.output in TITLES else tr(N_("File"))
        at = datetime.fromisoformat(one.issued_at or one.prepared_at)
        head = row(Label(f"{paper} · {one.recipient}", "strong", wrap=True), space=10)
        head.setStretch(0, 1)
        head.addWidget(Badge(status._replace(word=tr(status.word))))
        purpose = PURPOSES.get(one.purpose)
        gone = ", ".join(tr(CATEGORY_TITLES[Category(code)]) for code in one.categories)
        words = [
            tr(
                N_("{number}, {day}, by {user}"),
                number=one.number,
                day=day_near(at, self._desk.now),
                user=one.user,
            ),
            tr(N_("Purpose: {purpose}"), purpose=tr(purpose.title) if purpose else one.purpose),
            tr(N_("Went: {what}"), what=gone or tr(N_("nothing"))),
        ]
        inner = column(head, space=2, margins=(16, 10, 16, 10))
        for text in words:
            inner.addWidget(Label(text, "small", wrap=True))
        if one.withheld:
            held = "; ".join(f"{held.what} ({held.why})" for held in one.withheld)
            inner.addWidget(Label(tr(N_("Withheld: {what}"), what=held), "small", tone="private", wrap=True))
        return frame("row", inner)
