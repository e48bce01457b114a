"""What one field held before: each value with who wrote it when, and a way to bring it back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import day_near, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import field_history
from victimcase.services.case_sheets import Changed
from victimcase.services.field_history import Held

WIDE = 560


class EarlierValues(Dialog):
    """The values of a field, the one that stands now first."""

    def __init__(self, parent: QWidget, desk: Desk, number: str, field: Changed, *, restores: bool) -> None:
        title = tr(N_("What did “{field}” hold before?"), field=field.label)
        super().__init__(parent, title, field.what, name="earlier", wide=WIDE)
        self._desk, self._number, self._field, self._restores = desk, number, field, restores
        self._rows = column(space=0)
        self._rows.addWidget(Loading(3))
        inner = column(self._rows)
        inner.addStretch(1)
        area = scrolling(holder(inner))
        area.setMinimumHeight(theme.px(200))
        self.inside.addWidget(area, 1)
        self.add_button(tr(N_("Close")), self.reject, name="close", safe=True)
        self.finished.connect(self.deleteLater)
        about = (field.kind, field.record, field.field)
        desk.look(field_history.field_history, number, *about).then(self, self._came, failed=self._failed)

    def _came(self, found: list[Held]) -> None:
        clear(self._rows)
        for held in found:
            self._rows.addWidget(self._row(held))
        if not found:
            self._rows.addWidget(Label(tr(N_("Nothing that can still be read.")), "second"))

    def _row(self, held: Held) -> QWidget:
        when = day_near(datetime.fromisoformat(held.at), self._desk.now)
        words = column(
            Label(held.words or tr(N_("empty")), "strong" if held.words else "second", wrap=True),
            Label(tr(N_("{when}, {user}"), when=when, user=held.user), "small", wrap=True),
            space=0,
        )
        line = row(space=12, margins=(0, 8, 0, 8))
        line.addLayout(words, 1)
        if held.now:
            line.addWidget(Badge(Status("check-circle", tr(N_("stands now")), "ok")))
        elif self._restores:
            button = Button(tr(N_("Bring back")), name=f"earlier.restore.{held.key}", small=True)
            button.setAccessibleName(tr(N_("Bring back: {value}"), value=held.words or tr(N_("empty"))))
            button.clicked.connect(lambda _checked: self._restore(held))
            line.addWidget(button)
        return frame("row", line)

    def _restore(self, held: Held) -> None:
        about = (self._field.kind, self._field.record, self._field.field, held.key)
        saved = Saved(tr(N_("Brought back: {field}"), field=self._field.label))
        self._desk.do(field_history.restore_field, self._number, *about).then(
            self, lambda _done: self.accept(), failed=self._failed, saved=saved
        )

    def _failed(self, problem: UserError) -> None:
        clear(self._rows)
        self._rows.addWidget(Notice(what(problem), next_step(problem), tone="danger", name="earlier.trouble"))
