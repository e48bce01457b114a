"""To whom the person was referred and what comes next, the ledger of who has what, and the records."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.ledger import Ledger
from victimcase.gui.pages.case.referral_rows import ReferralRows
from victimcase.gui.pages.case.sheets import SheetList
from victimcase.gui.parts.boxes import column
from victimcase.services import case_sheets


class Referrals(QWidget):
    """Referrals with their next steps, what went out of the program about this case, and the records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("case.referrals")
        self.sheets = SheetList(desk, kinds.REFERRALS)
        self.ledger = Ledger(desk)
        self.rows = ReferralRows(desk)
        outer = column(self.rows, self.ledger, self.sheets, space=16)
        outer.addStretch(1)
        self.setLayout(outer)

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self.sheets.begin()

    def read(self, number: str) -> None:
        """Read referrals and ledger."""
        self.rows.read(number)
        wanted = {cls.kind for cls in kinds.kinds_of(kinds.REFERRALS)}
        self._desk.look(case_sheets.of_kinds, number, wanted).then(
            self, self.sheets.show_sheets, failed=self.sheets.show_problem, key="sheets"
        )
        self.ledger.read(number)
