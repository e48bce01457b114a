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
SAID = 3
"""Files that were not kept and are said one by one."""


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
        self._refused = 0
        names = [one.place.name for one in coming]
        listed: list[QWidget] = [Elided(name, "strong") for name in names[:LISTED]]
        if len(names) > LISTED:
            listed.append(Label(tr(N_("and {count} more"), count=len(names) - LISTED), "small"))
        self._asked = [holder(column(*listed, space=12))]
        self.inside.addWidget(self._asked[0])
        codes = desk.reference.codes("document_type")
        options = [("", tr(N_("Not said")))] + [(one.code, tr(one.label)) for one in codes]
        self._type = Pick(options, name="add_files.type", aloud=tr(N_("Type of document")))
        self._asked.append(holder(column(Label(tr(N_("Type of document")), "small"), self._type, space=4)))
        self.inside.addWidget(self._asked[-1])
        self._chips = self._categories()
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self._away = self.add_button(tr(N_("Cancel")), self.reject, name="cancel")
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
        self._asked.append(holder(column(Label(tr(N_("It tells about")), "small"), holder(flow), space=6)))
        self.inside.addWidget(self._asked[-1])
        return chips

    def _allow(self) -> None:
        any_ = any(one.isChecked() for one in self._chips.values())
        self._save.not_yet("" if any_ else tr(N_("Choose what it tells about first.")))

    def _begin(self) -> None:
        self._save.not_yet(tr(N_("The files are being kept.")))
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end()
            return
        told = [str(code) for code, chip in self._chips.items() if chip.isChecked()]
        fields: dict[str, object] = {"tells_about": told, "type": self._type.value() or None}
        one = self._left.pop(0)
        saved = Saved(tr(N_("Kept: {name}"), name=one.place.name))
        run = partial(_keep, self._desk.session, self._number, one, fields)
        asked = Asked(self._desk, Lane.WRITE, run)
        asked.then(self, lambda _done: self._next(), failed=self._failed, saved=saved)

    def _failed(self, problem: UserError) -> None:
        """Say which file was not kept, and go on with the others."""
        self._refused += 1
        if self._refused <= SAID:
            notice = Notice(what(problem), next_step(problem), tone="danger", name="add_files.trouble")
            self._trouble.addWidget(notice)
        self._next()

    def _end(self) -> None:
        """Close, unless somebody has to know what was not kept."""
        if not self._refused:
            self.accept()
            return
        if self._refused > SAID:
            words = tr(N_("{count} more were not kept."), count=self._refused - SAID)
            self._trouble.addWidget(Label(words, "strong", wrap=True))
        for one in (*self._asked, self._save):
            one.hide()
        self.adjustSize()
        self._away.say(tr(N_("Close")))
        self._away.setFocus()
