"""Before files are kept with a case: what they are, and what they tell about, so that it is known who may
open them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.words import Category
from victimcase.gui.desk import Asked, Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.files import taken
from victimcase.gui.jobs import Lane
from victimcase.gui.parts.boxes import Flow, column, holder
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import documents
from victimcase.services.session import Done, Session

WIDE = 560
LISTED = 6


@dataclass(frozen=True)
class Coming:
    """A file about to be kept: where it lies, or its bytes where it lies nowhere."""

    place: Path
    content: bytes | None = None


def _keep(session: Session, number: str, one: Coming, fields: dict[str, object]) -> Done[documents.Added]:
    """Read a file and keep it. Raises Invalid for one that is not taken."""
    content = one.content if one.content is not None else taken(one.place).data
    return session.do(documents.add, number, one.place.name, content, fields)


class AddFiles(Dialog):
    """Asks for type and content of some files, and keeps one after the other."""

    def __init__(self, parent: QWidget, desk: Desk, number: str, coming: Sequence[Coming]) -> None:
        title = tr(N_("What do these {count} files tell about?"), count=len(coming))
        if len(coming) == 1:
            title = tr(N_("What does this file tell about?"))
        more = tr(N_("Only those who may read all of that will open it."))
        super().__init__(parent, title, more, name="add_files", wide=WIDE)
        self._desk, self._number, self._left = desk, number, list(coming)
        self._kept = 0
        names = [one.place.name for one in coming]
        for name in names[:LISTED]:
            self.inside.addWidget(Elided(name, "strong"))
        if len(names) > LISTED:
            self.inside.addWidget(Label(tr(N_("and {count} more"), count=len(names) - LISTED), "small"))
        codes = desk.reference.codes("document_type")
        options = [("", tr(N_("Not said")))] + [(one.code, tr(one.label)) for one in codes]
        self._type = Pick(options, name="add_files.type", aloud=tr(N_("Type of document")))
        self.inside.addLayout(column(Label(tr(N_("Type of document")), "small"), self._type, space=4))
        self._chips = self._categories()
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel")
        self._save = self.add_button(tr(N_("Keep")), self._begin, name="save", kind="filled")
        self.finished.connect(self.deleteLater)
        self._allow()

    def _categories(self) -> dict[Category, Chip]:
        flow = Flow(8)
        chips: dict[Category, Chip] = {}
        for one in Category:
            if one not in self._desk.me.readable or one is Category.RELEASE:
                continue
            words = tr(self._desk.reference.label("category", str(one)))
            chips[one] = Chip(words, name=f"add_files.about.{one}", checkable=True)
            chips[one].toggled.connect(lambda _on: self._allow())
            flow.addWidget(chips[one])
        box = holder(flow)
        self.inside.addLayout(column(Label(tr(N_("It tells about")), "small"), box, space=6))
        return chips

    def _allow(self) -> None:
        any_ = any(one.isChecked() for one in self._chips.values())
        self._save.not_yet("" if any_ else tr(N_("Choose what it tells about first.")))

    def _begin(self) -> None:
        self._save.not_yet(tr(N_("The files are being kept.")))
        self._next()

    def _next(self) -> None:
        if not self._left:
            self.accept()
            return
        told = [str(code) for code, chip in self._chips.items() if chip.isChecked()]
        fields: dict[str, object] = {"tells_about": told, "type": self._type.value() or None}
        one = self._left[0]
        saved = Saved(tr(N_("Kept: {name}"), name=one.place.name))
        run = partial(_keep, self._desk.session, self._number, one, fields)
        Asked(self._desk, Lane.WRITE, run).then(self, self._one_kept, failed=self._failed, saved=saved)

    def _one_kept(self, _done: object) -> None:
        self._left.pop(0)
        self._kept += 1
        self._next()

    def _failed(self, problem: UserError) -> None:
        """Say which file was not kept; the others wait for a second press."""
        self._left.pop(0)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="add_files.trouble")
        self._trouble.addWidget(notice)
        if self._left:
            self._save.say(tr(N_("Keep the others")))
            self._allow()
        else:
            self._save.hide()
