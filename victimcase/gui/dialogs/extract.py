"""The extract for liaison officers: which patterns, for whom; what it would hold is shown before a place is
chosen.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.place import choose_place
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.organisations import OrganisationPick
from victimcase.gui.parts.boxes import clear, column
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import counted, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, extracts
from victimcase.services.disclosures import Given
from victimcase.services.extracts import Choosing
from victimcase.services.patterns import Known

WIDE, NAMED = 560, 6
SPANS = (
    (0, N_("All patterns")),
    (30, N_("Written in the last 30 days")),
    (365, N_("Written in the last year")),
)
ONE = -1


class ExtractDialog(Dialog):
    """Asks which patterns go to whom, says what that is, and writes the paper."""

    def __init__(self, parent: QWidget, desk: Desk, chosen: Known | None) -> None:
        super().__init__(
            parent,
            tr(N_("What goes to the liaison officer?")),
            tr(N_("Recruiters, documents and places; no person and no case. That it went is noted.")),
            name="extract",
            wide=WIDE,
        )
        self._desk, self._chosen = desk, chosen
        self._names: list[str] = []
        spans: list[tuple[object, str]] = [(days, tr(words)) for days, words in SPANS]
        if chosen is not None:
            spans.append((ONE, tr(N_("Only “{name}”"), name=chosen.name)))
        self._which = Pick(spans, name="extract.which", aloud=tr(N_("Which patterns")))
        self._which.picked.connect(lambda _code: self._foresee())
        self._to = OrganisationPick(name="extract.to", aloud=tr(N_("Recipient")))
        self._to.edited.connect(self._allow)
        self.inside.addLayout(column(Label(tr(N_("Which patterns")), "small"), self._which, space=4))
        self.inside.addLayout(column(Label(tr(N_("Recipient")), "small"), self._to, space=4))
        self._outcome = column(space=4)
        self._trouble = column(space=0)
        self.inside.addLayout(self._outcome)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self._save = self.add_button(tr(N_("Save as PDF…")), self._choose_place, name="save", kind="filled")
        self.finished.connect(self.deleteLater)
        desk.look(case_papers.addressees).then(self, self._to.know, failed=self._failed)
        self._foresee()

    def _choosing(self) -> Choosing:
        span = self._which.value()
        if span == ONE and self._chosen is not None:
            return Choosing(ids=(self._chosen.id,))
        days = span if isinstance(span, int) else 0
        return Choosing(since=(self._desk.today - timedelta(days=days)).isoformat() if days else "")

    def _foresee(self) -> None:
        self._names = []
        clear(self._outcome)
        clear(self._trouble)
        self._allow()
        asked = self._desk.look(extracts.foreseen, self._choosing())
        asked.then(self, self._foreseen, failed=self._failed, key="foreseen")

    def _foreseen(self, found: list[str]) -> None:
        self._names = found
        self._outcome.addWidget(
            Label(counted(len(found), N_("1 pattern goes"), N_("{count} patterns go")), "strong")
        )
        for name in found[:NAMED]:
            self._outcome.addWidget(Label(name, "small", wrap=True))
        if len(found) > NAMED:
            self._outcome.addWidget(Label(tr(N_("and {count} more"), count=len(found) - NAMED), "small"))
        self._allow()

    def _allow(self) -> None:
        reason = "" if self._to.value() else tr(N_("Say for whom it is."))
        self._save.not_yet(reason or ("" if self._names else tr(N_("No pattern would go."))))

    def _choose_place(self) -> None:
        proposed = f"extract-{self._desk.today.isoformat()}.pdf"
        title = tr(N_("Where does the extract go?"))
        choose_place(self, proposed, self.give, name="extract.place", title=title)

    def give(self, file: str) -> None:
        """Write the extract: through the door, numbered, once."""
        to = self._to.value()
        if not to or not self._names:
            return
        self._save.not_yet(tr(N_("It is being written.")))
        clear(self._trouble)
        job = self._desk.work(extracts.give, self._desk.session, to, self._choosing(), Path(file))
        job.then(self, self._given, failed=self._failed, key="give")

    def _given(self, given: Given) -> None:
        words = tr(N_("Given out as {number}: {file}"), number=given.disclosure, file=Path(given.file).name)
        self._desk.saved.emit(Saved(words, undoable=False))
        self.accept()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="extract.trouble")
        self._trouble.addWidget(notice)
        self._allow()
