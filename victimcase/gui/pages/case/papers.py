"""Every paper that can be made of a case, by part of the work, with what one still lacks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QScrollArea

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts.boxes import Card, Flow, clear, column, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers
from victimcase.services.case_papers import Makeable

_PARTS: Final = (
    (
        N_("Identification"),
        "intake_sheet screening_record presumption_note reflection_certificate identification_decision",
    ),
    (N_("Protection"), "support_plan option_decision offences_letter evidence_list"),
    (N_("Consent and own data"), "consent_form person_note data_protection_receipt access_request"),
    (
        N_("Repatriation"),
        "repatriation_file return_clearance travel_document_request mission_note handover_protocol",
    ),
    (
        N_("Reintegration"),
        "reception_note reintegration_plan grant_agreement follow_up_report closure_report",
    ),
    (N_("Other offices and states"), "referral_letter legal_assistance_annex financial_annex case_sheet"),
)
"""Which paper belongs to which part of the work; one that is not named stands with the last."""


SETTLING: Final = 2000
"""Milliseconds within which the cards above are filled."""


class Papers(Card):
    """A button for each paper. One that lacks its record says which."""

    wanted = Signal(str)
    """Output of the paper somebody wants to make."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Make a paper")), name="case.papers")
        self._desk = desk
        self._sought = QTimer(self)
        self._sought.setSingleShot(True)
        self._sought.setInterval(SETTLING)
        check = Button(tr(N_("Check a paper…")), name="case.check_paper", icon="shield-check")
        check.clicked.connect(lambda _checked: desk.go(Place("check_paper")))
        self.tools.addWidget(check)
        self._rows = column(space=12, margins=(16, 12, 16, 16))
        self.body.addLayout(self._rows)
        self.setVisible(desk.may(Right.RELEASE))

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        clear(self._rows)
        self._rows.addWidget(Loading(4))

    def seek(self) -> None:
        """Bring the card into sight, and keep it there while what stands above it is still being filled."""
        self._sought.start()
        self._into_sight()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Follow what stands above, for as long as it is being filled."""
        super().moveEvent(event)
        if self._sought.isActive():
            QTimer.singleShot(0, self, self._into_sight)

    def _into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and (inside := above.widget()) is not None:
            above.verticalScrollBar().setValue(self.mapTo(inside, QPoint(0, 0)).y())

    def read(self, number: str) -> None:
        """Read which papers there are."""
        if self._desk.may(Right.RELEASE):
            self._desk.look(case_papers.makeable, number).then(
                self, self._came, failed=self._failed, key="papers"
            )

    def _failed(self, problem: UserError) -> None:
        clear(self._rows)
        self._rows.addWidget(Wrapped(what(problem), "strong"))
        self._rows.addWidget(Wrapped(next_step(problem), "small"))

    def _came(self, found: list[Makeable]) -> None:
        clear(self._rows)
        left = {one.output: one for one in found}
        groups = [
            (title, [left.pop(code) for code in codes.split() if code in left]) for title, codes in _PARTS
        ]
        groups[-1][1].extend(left.values())
        for title, papers in groups:
            if papers:
                buttons = Flow(8)
                for one in papers:
                    buttons.addWidget(self._button(one))
                self._rows.addLayout(column(Label(tr(title), "small"), holder(buttons), space=6))
        if self._sought.isActive():
            QTimer.singleShot(0, self, self._into_sight)

    def _button(self, one: Makeable) -> Button:
        button = Button(one.title, name=f"case.papers.{one.output}", icon="file-text", small=True)
        button.clicked.connect(lambda _checked: self.wanted.emit(one.output))
        if one.lacks:
            button.not_yet(tr(N_("Nothing is written yet for it: {what}."), what=one.lacks))
        return button
