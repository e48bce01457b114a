"""In what some papers differ: what they ask besides, for whom they usually are, what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.parts.boxes import column
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Wrapped
from victimcase.gui.words import month
from victimcase.i18n import N_, tr
from victimcase.services.compose.consent_words import WHAT_FOR
from victimcase.services.recipients import PERSON

MONTHS: Final = 24
"""Months back that can be counted from the window; earlier ones from the command line."""


class Ask(QWidget):
    """A question of one paper. `more` are its answers, as the order of the paper has them."""

    changed = Signal()
    """The paper would look different now."""

    def more(self) -> Mapping[str, str]:
        """The answers; what is not answered is left out."""
        raise NotImplementedError


class MonthAsk(Ask):
    """Which month is counted; the one that is over comes first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        options = []
        for first in _months(desk.today):
            words = month(first)
            if (first.year, first.month) == (desk.today.year, desk.today.month):
                words = tr(N_("{month}, up to today"), month=words)
            options.append((f"{first:%Y-%m}", words))
        self._pick = Pick(options, name="paper.month", aloud=tr(N_("Month")))
        self._pick.set_value(options[1][0])
        self._pick.picked.connect(lambda _code: self.changed.emit())
        label = Wrapped(tr(N_("Month")), "small")
        label.setBuddy(self._pick)
        self.setLayout(column(label, self._pick, space=4))

    def more(self) -> Mapping[str, str]:
        """The month, as 2026-11."""
        return {"month": str(self._pick.value())}


def _months(today: date) -> list[date]:
    """First days of this month and of those before it, the latest first."""
    found = [today.replace(day=1)]
    while len(found) <= MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


class FormAsk(Ask):
    """What a form to fill in is for, and for whom; both may be left to be written by hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        label = desk.reference.label
        options = [("", tr(N_("To be ticked by hand"))), *((c, tr(label("purpose", c))) for c in WHAT_FOR)]
        self._purpose = Pick(options, name="paper.form.purpose", aloud=tr(N_("What is asked")))
        self._purpose.picked.connect(lambda _code: self.changed.emit())
        self._recipient = QLineEdit()
        self._recipient.setObjectName("paper.form.recipient")
        words = (N_("What is asked"), N_("Who would be told (may be left to be written by hand)"))
        labels = [Wrapped(tr(one), "small") for one in words]
        for one, field in zip(labels, (self._purpose, self._recipient), strict=True):
            one.setBuddy(field)
        self._recipient.setAccessibleName(labels[1].text())
        first = column(labels[0], self._purpose, space=4)
        self.setLayout(column(first, column(labels[1], self._recipient, space=4), space=12))

    def more(self) -> Mapping[str, str]:
        """Purpose (a code) and recipient (a text)."""
        said = {"purpose": str(self._purpose.value() or ""), "recipient": self._recipient.text().strip()}
        return {key: text for key, text in said.items() if text}


class NamesAsk(Ask):
    """Whether the note a person carries names the organisations that have something."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._names = Check(tr(N_("Name the organisations on it")), name="paper.names")
        self._names.setChecked(True)
        self._names.toggled.connect(lambda _on: self.changed.emit())
        why = N_(
            "Take it off where somebody might look into the person's bag: then only numbers stand there."
        )
        self.setLayout(column(self._names, Wrapped(tr(why), "small"), space=4))

    def more(self) -> Mapping[str, str]:
        """`no` where nobody is named."""
        return {} if self._names.isChecked() else {"names": "no"}


ASKS: Final[Mapping[str, Callable[[Desk], Ask]]] = {
    "statistics_report": MonthAsk,
    "consent_form_blank": FormAsk,
    "person_note": NamesAsk,
}
"""Output of a paper -> what it asks besides."""

ORGANISATION: Final = "organisation"
USUAL_WHOM: Final = {
    "offences_letter": ORGANISATION,
    "travel_document_request": ORGANISATION,
    "mission_note": ORGANISATION,
    "legal_assistance_annex": ORGANISATION,
    "reflection_certificate": PERSON,
}
"""For whom a paper is by its nature; others begin with the own office where they can."""
SIGNED: Final = frozenset({"consent_form", "consent_form_blank"})
"""Papers read and signed by the person, whoever keeps them."""
FROM_CONSENTS: Final = frozenset({"consent_form", "person_note"})
"""Papers filled from what the person agreed to: there is nothing to leave out."""
WHOLE: Final = frozenset({"person_note"})
"""Papers of all records of their kind, never of one."""
OF_ALL: Final = WHOLE | {
    "intake_sheet",
    "screening_record",
    "offences_letter",
    "evidence_list",
    "grant_agreement",
    "follow_up_report",
    "financial_annex",
}
"""Papers that tell of all records of their kind, unless one of them is chosen."""
NOTHING: Final = N_("It tells nothing that is written in the case. Read it through before it goes.")
TOLD: Final = {
    "consent_form": N_("It is filled from the consent. Read it through together with the person."),
    "person_note": N_("It tells who has which papers, in words a stranger learns nothing from."),
    "statistics_report": N_("It counts the cases you may see, and names nobody. It stays in the office."),
}
"""What is said of a paper that is not chosen by categories."""
