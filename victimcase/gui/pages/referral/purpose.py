"""Step 2: what for, and whether it has to be: why, what else was considered, the risks, until when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from victimcase.domain.records.referrals import Referral
from victimcase.domain.spec import specs
from victimcase.domain.values import to_plain
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.forms.editor import WIDE
from victimcase.gui.forms.editor import Place as FieldPlace
from victimcase.gui.forms.field_row import QUESTION, FieldRow, Width
from victimcase.gui.pages.referral.step import Step
from victimcase.gui.parts.boxes import Card, column, holder, row, scrolling
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, referral_gate
from victimcase.services.forms import FormData
from victimcase.services.records import OFFICE
from victimcase.services.referral_gate import Standing

ASKED: Final = (
    "services",
    "needed_why",
    "alternatives",
    "risks_discussed",
    "risks",
    "hand_over",
    "urgent",
    "until_on",
)
"""The questions of this step, in the order they are asked."""


class PurposeStep(Step):
    """A short form. What is missing here is asked for again before anything is sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.purpose = Pick((), name="referral.purpose.purpose", aloud=tr(N_("Purpose")))
        options: list[tuple[object, str]] = [(None, tr(N_("Choose the purpose")))]
        options += case_papers.purposes(referral_gate.LETTER)
        self.purpose.set_options(options)
        self.purpose.picked.connect(lambda _code: self.changed.emit())
        data = FormData(OFFICE, Referral.kind, None, {}, {}, (), {}, (), None, {}, None)
        known = specs(Referral)
        self.rows = {
            name: FieldRow(FieldPlace(desk, data, Referral.kind, name, known[name])) for name in ASKED
        }
        fields = column(space=12, margins=(24, 16, 24, 24))
        self._question = Label(tr(N_("Purpose")), "body", wrap=True)
        self._question.setBuddy(self.purpose)
        self._first = row(self._question, self.purpose, space=16)
        self._first.addStretch(1)
        fields.addWidget(holder(self._first))
        for name in ASKED:
            self.rows[name].load(None)
            self.rows[name].edited.connect(lambda _name: self.changed.emit())
            fields.addWidget(self.rows[name])
        fields.addStretch(1)
        self.card = Card(tr(N_("What for, and does it have to be?")), name="referral.purpose.card")
        told = N_(
            "Before it is sent, these are needed: why, what else was considered, and a yes to the risks."
        )
        fields.insertWidget(0, Label(tr(told), "small", wrap=True))
        self._area = scrolling(holder(fields))
        self.card.body.addWidget(self._area, 1)
        self.card.setMinimumHeight(theme.px(240))
        self.box.addWidget(self.card, 1)

    def show_referral(self, standing: Standing | None) -> None:
        """Show what is written."""
        super().show_referral(standing)
        record = standing.record if standing else Referral()
        self.purpose.set_value(record.purpose)
        for name, shown in self.rows.items():
            shown.load(to_plain(getattr(record, name)))

    def put(self, kept: Mapping[str, Any]) -> None:
        """Show what was typed before and not saved."""
        if "purpose" in kept:
            self.purpose.set_value(kept["purpose"])
        for name, value in kept.items():
            if name in self.rows:
                self.rows[name].put(value)

    def given(self) -> dict[str, Any]:
        """The answers somebody changed."""
        before = self.standing.record.purpose if self.standing else None
        code = self.purpose.value()
        found: dict[str, Any] = {"purpose": code} if code != before else {}
        return found | {name: shown.given() for name, shown in self.rows.items() if shown.changed()}

    def stands_against(self) -> str:
        """The purpose has to be known, and what was typed understood."""
        blocked = next((shown for shown in self.rows.values() if shown.blocked()), None)
        if blocked is not None:
            return tr(N_("Look at “{label}” first."), label=blocked.place.label)
        return "" if self.purpose.value() else tr(N_("Choose the purpose."))

    def seek(self, field: str) -> None:
        """The question of a field."""
        shown = self.rows.get(field)
        self._area.ensureWidgetVisible(shown or self.purpose)
        (shown.target() if shown else self.purpose).setFocus()

    def first_focus(self) -> QWidget | None:
        """The purpose."""
        return self.purpose

    def arrange(self, room: int) -> None:
        """Questions beside their fields, or above them."""
        full, middle = theme.px(QUESTION + WIDE + 32 + 140), theme.px(QUESTION + 16 + 260)
        width = Width.WIDE if room >= full else Width.MIDDLE if room >= middle else Width.NARROW
        for shown in self.rows.values():
            shown.arrange(width, room)
        self._question.setFixedWidth(theme.px(QUESTION if width is not Width.NARROW else 90))
        self.purpose.setFixedWidth(max(120, min(theme.px(WIDE), room - self._question.width() - 16)))
