"""A copy of a document for somebody: to whom and why; what is in its way is said before a place is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.outputs import INTERNAL, PURPOSES
from victimcase.domain.records.around import Document
from victimcase.domain.records.evidence import EvidenceItem
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.outcome import outcome_line
from victimcase.gui.dialogs.place import choose_place
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.organisations import OrganisationPick
from victimcase.gui.parts.boxes import clear, column, holder, scrolling
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, documents_out, file_kinds
from victimcase.services.disclosures import Given
from victimcase.services.documents import Content
from victimcase.services.documents_out import OWN, PROCEEDINGS, Copying, Foreseen

WIDE = 560


class CopyOut(Dialog):
    """Asks for whom a copy is and why, shows what stands in its way, and writes it where somebody says."""

    given = Signal()
    """A copy left the vault."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        number: str,
        document: str,
        content: Content,
        *,
        kind: str = Document.kind,
    ) -> None:
        super().__init__(
            parent,
            tr(N_("For whom is the copy?")),
            tr(N_("The whole file goes, or nothing of it. That it went is noted with the case.")),
            name="copy",
            wide=WIDE,
        )
        self._desk, self._number, self._document, self._content = desk, number, document, content
        self._kind = kind
        self._seen: Foreseen | None = None
        self._untouched = Check(
            tr(N_("As it came, with place and device, because a court needs the original")),
            name="copy.untouched",
        )
        self._untouched.toggled.connect(lambda _on: self._foresee())
        self._recipient = OrganisationPick(
            name="copy.recipient", aloud=tr(N_("Recipient")), first=[(OWN, tr(N_("The own office")))]
        )
        self._purpose = Pick((), name="copy.purpose", aloud=tr(N_("Purpose")))
        self._outcome = column(space=0)
        self._trouble = column(space=0)
        to = Label(tr(N_("Recipient")), "small", wrap=True)
        self.inside.addLayout(column(to, self._recipient, space=4))
        why = Label(tr(N_("Purpose")), "small", wrap=True)
        self.inside.addLayout(column(why, self._purpose, space=4))
        self.inside.addWidget(self._untouched)
        self._put_outcome(parent.height())
        self.finished.connect(self.deleteLater)
        self._recipient.edited.connect(self._offer_purposes)
        self._purpose.picked.connect(lambda _code: self._foresee())
        self._offer_purposes()
        desk.look(case_papers.addressees).then(self, self._recipient.know, failed=self._failed)

    def _put_outcome(self, room: int) -> None:
        """What the door says, the warning and trouble share a room that scrolls; then the buttons."""
        self._warning = Notice(
            tr(N_("A copy leaves the vault")),
            tr(N_("It is not encrypted there, and what has been given out cannot be called back.")),
            tone="warn",
            name="copy.warning",
        )
        said = column(self._outcome, self._warning, self._trouble, space=12)
        said.addStretch(1)
        area = scrolling(holder(said))
        high = min(theme.px(190), max(120, room - theme.px(240)))
        area.setMinimumHeight(high)
        self.inside.addWidget(area, 1)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self._save = self.add_button(tr(N_("Save a copy…")), self._choose_place, name="save", kind="filled")

    def _order(self) -> Copying | None:
        """What is asked for; none while it is not said for whom and why."""
        recipient = self._recipient.value()
        purpose = str(self._purpose.value() or "")
        if not recipient or not purpose:
            return None
        untouched = self._untouched.isChecked() and not self._untouched.isHidden()
        return Copying(self._number, self._document, recipient, purpose, self._kind, untouched)

    def _offer_purposes(self) -> None:
        """Offer what a copy can be for: the own office has one purpose of its own, others have theirs."""
        own = self._recipient.value() == OWN
        chosen = self._purpose.value()
        choose = ("", tr(N_("Choose a purpose")))
        inside = [(INTERNAL, tr(PURPOSES[INTERNAL].title))]
        options = inside if own else [choose, *documents_out.purposes(self._kind)]
        self._purpose.set_options(options)
        self._purpose.set_value(chosen if chosen in dict(options) else options[0][0])
        self._purpose.setEnabled(not own)
        self._foresee()

    def _foresee(self) -> None:
        """Ask the door what it would say."""
        court = self._kind == EvidenceItem.kind and self._purpose.value() in PROCEEDINGS
        self._untouched.setVisible(court)
        self._seen = None
        clear(self._outcome)
        clear(self._trouble)
        self._allow()
        order = self._order()
        if order is not None:
            asked = self._desk.look(documents_out.foreseen, order)
            asked.then(self, self._foreseen, failed=self._failed, key="foreseen")

    def _foreseen(self, found: Foreseen) -> None:
        order = self._order()
        if order is None:
            return
        self._seen = found
        clear(self._outcome)
        held = {one.what: one.why for one in found.withheld}
        if held:
            self._outcome.addWidget(Label(tr(N_("This document stays here")), "strong", wrap=True))
        for _, words in found.categories:
            if words in held:
                self._outcome.addWidget(outcome_line("eye-slash", "private", words, held[words]))
            else:
                self._outcome.addWidget(outcome_line("check-circle", "ok", words, tr(N_("may go"))))
        if held:
            more = N_("Ask the person for consent first, or give out another document.")
            self._outcome.addWidget(Label(tr(more), "second", wrap=True))
        self._allow()

    def _allow(self) -> None:
        """Whether the copy can be written, and why not."""
        reason = ""
        if self._order() is None:
            reason = tr(N_("Say for whom it is, and why."))
        elif self._seen is None:
            reason = tr(N_("It is being looked at."))
        elif not self._seen.goes:
            reason = tr(N_("This document may not go there."))
        self._save.not_yet(reason)
        self._warning.setVisible(not reason)

    def _choose_place(self) -> None:
        """Ask where the copy goes; its name holds the number of the case and no name."""
        known = file_kinds.KINDS.get(self._content.media_type)
        ending = known.endings[0] if known else ""
        proposed = f"{self._number}-{'document' if self._kind == Document.kind else 'evidence'}{ending}"
        choose_place(self, proposed, self.give, name="copy.place")

    def give(self, file: str) -> None:
        """Write the copy: through the door, numbered, once. Nothing happens while it is not said for whom."""
        order = self._order()
        if order is None:
            return
        self._save.not_yet(tr(N_("It is being written.")))
        clear(self._trouble)
        job = self._desk.work(documents_out.give, self._desk.session, order, Path(file))
        job.then(self, self._given, failed=self._failed, key="give")

    def _given(self, given: Given) -> None:
        words = tr(N_("Given out as {number}: {file}"), number=given.disclosure, file=Path(given.file).name)
        self.given.emit()
        self._desk.saved.emit(Saved(words, undoable=False))
        self.accept()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="copy.trouble")
        self._trouble.addWidget(notice)
        self._allow()
