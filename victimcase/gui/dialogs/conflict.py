"""Two people wrote in one record at the same time: what was, theirs, yours, side by side. You choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import column, frame, holder, scrolling
from victimcase.gui.parts.buttons import Radio
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr

WIDE = 720
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Contested:
    """One field both wrote: its question, and what it was and is, in words."""

    field: str
    label: str
    before: str
    theirs: str
    yours: str
    who: str = ""
    """Who wrote theirs, and when, where that is known."""


class ConflictDialog(Dialog):
    """Field by field: keep theirs, or write yours. Nothing is chosen for you but what changes nothing."""

    def __init__(
        self, parent: QWidget, fields: Sequence[Contested], then: Callable[[Mapping[str, str]], object]
    ) -> None:
        super().__init__(
            parent,
            tr(N_("Two people wrote at the same time")),
            tr(N_("Choose field by field what should stand. What you do not choose stays in the history.")),
            name="conflict",
            wide=WIDE,
        )
        self._then = then
        self._groups: dict[str, QButtonGroup] = {}
        sheets = column(space=12, margins=(0, 0, 8, 0))
        for one in fields:
            sheets.addWidget(self._field(one))
        sheets.addStretch(1)
        area = scrolling(holder(sheets))
        area.setMinimumHeight(min(420, 150 * len(fields)))
        self.inside.addWidget(area)
        self.add_button(tr(N_("Go on writing")), self.reject, name="back", safe=True)
        self.add_button(tr(N_("Save as chosen")), self._chosen, name="save", kind="filled")
        self.finished.connect(self.deleteLater)

    def _field(self, one: Contested) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(one.label, "strong", wrap=True), 0, 0, 1, 2)
        grid.addWidget(Label(tr(N_("Before")), "small"), 1, 0)
        grid.addWidget(Label(one.before or "–", "second", wrap=True), 1, 1)
        group = QButtonGroup(self)
        theirs = tr(N_("Theirs")) if not one.who else tr(N_("Theirs ({who})"), who=one.who)
        for line, (code, words, value) in enumerate(
            ((THEIRS, theirs, one.theirs), (MINE, tr(N_("Yours")), one.yours)), 2
        ):
            radio = Radio(words, name=f"conflict.{one.field}.{code}", checked=code == THEIRS)
            radio.setAccessibleName(f"{one.label}, {words}: {value or '–'}")
            radio.setProperty("code", code)
            group.addButton(radio)
            grid.addWidget(radio, line, 0)
            grid.addWidget(Label(value or "–", "body", wrap=True), line, 1)
        self._groups[one.field] = group
        return frame("box", grid)

    def choices(self) -> dict[str, str]:
        """Field -> `mine` or `theirs`."""
        return {
            name: next((str(one.property("code")) for one in group.buttons() if one.isChecked()), THEIRS)
            for name, group in self._groups.items()
        }

    def _chosen(self) -> None:
        found = self.choices()
        self.accept()
        self._then(found)
