"""What every step of the wizard does, and what it knows of the referral."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts.boxes import column
from victimcase.services.referral_gate import Standing

CATEGORY_SIGNS: Final = {
    "identity": "identification-card",
    "contact": "phone",
    "family": "users",
    "account": "chat-text",
    "health": "first-aid-kit",
    "legal": "scales",
    "travel": "airplane-tilt",
    "money": "wallet",
    "note": "note",
    "administrative": "folder",
    "perpetrator": "warning-octagon",
    "protection_claim": "shield-chevron",
    "location_of_shelter": "house-line",
    "witness": "shield-chevron",
}
"""The icon of a category."""


class Step(QWidget):
    """One step. `changed` is sent when somebody answers; the page asks `given` before it goes on."""

    changed = Signal()
    on = Signal()
    """Somebody wants to go on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.standing: Standing | None = None
        self.box = column(space=16)
        self.setLayout(self.box)

    def show_referral(self, standing: Standing | None) -> None:
        """A referral was read, or there is none yet."""
        self.standing = standing

    def enter(self) -> None:
        """Somebody came to this step."""

    def given(self) -> dict[str, Any]:
        """The fields of the referral somebody changed here."""
        return {}

    def put(self, kept: Mapping[str, Any]) -> None:
        """Show what was typed before and not saved."""

    def seek(self, field: str) -> None:
        """Bring the question of a field into sight, and the keyboard there."""

    def ask_person(self, categories: list[str], back_to: str) -> None:
        """The form of a new consent, with what is known of it. The referral waits; the form leads back to
        its step `back_to`.
        """
        if self.standing is None:
            return
        record, number = self.standing.record, self.standing.number
        values = {
            "purpose": record.purpose,
            "recipient": record.referred_organisation,
            "categories": categories,
        }
        back = Place("referral", number, record=self.standing.id, step=back_to)
        self.desk.go(Place("case", number, tab="consent", kind="consent", values=values, back=back))

    def stands_against(self) -> str:
        """Why one cannot go on yet; empty where one can."""
        return ""

    def first_focus(self) -> QWidget | None:
        """What has the keyboard when the step is opened."""
        return None

    def arrange(self, room: int) -> None:
        """Follow the width there is, in pixels."""
