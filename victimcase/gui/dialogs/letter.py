"""A paper about a case: to whom, why, what goes and what is withheld; read here before a copy leaves."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.outputs import INTERNAL, PURPOSES
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import Flow, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Check
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Symbol, Wrapped
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, papers
from victimcase.services.case_papers import Addressee, Foreseen
from victimcase.services.case_view import Header
from victimcase.services.disclosures import Given
from victimcase.services.documents import Content
from victimcase.services.papers import Order

WIDE = 760
SHORTEST = 8
"""Letters a password must have at least."""


class LetterDialog(Dialog):
    """Composes a referral letter or a case sheet. Nothing is given out before a place for it is chosen."""

    given = Signal()
    """A copy left the vault."""

    def __init__(self, parent: QWidget, desk: Desk, header: Header, output: str) -> None:
        sheet = output == "case_sheet"
        title = N_("What goes into the case sheet?") if sheet else N_("To whom does the letter go?")
        more = N_("Only what the consent allows goes. You see all of it before anything leaves.")
        inside_more = N_("A sheet for the own office. Keep it locked away like the case itself.")
        super().__init__(parent, tr(title), tr(inside_more if sheet else more), name="letter", wide=WIDE)
        self._desk, self._number, self._output, self._sheet = desk, header.number, output, sheet
        self._chips: dict[Category, Chip] = {}
        self._seen: Foreseen | None = None
        fields = column(space=12)
        self._recipient = Pick((), name="letter.recipient", aloud=tr(N_("Recipient")))
        self._purpose = Pick(case_papers.purposes(output), name="letter.purpose", aloud=tr(N_("Purpose")))
        if not sheet:
            fields.addLayout(column(Label(tr(N_("Recipient")), "small"), self._recipient, space=4))
            fields.addLayout(column(Label(tr(N_("Purpose")), "small"), self._purpose, space=4))
        self._parts = Flow(8)
        self._parts_label = Label(tr(N_("Leave out what is not needed")), "small")
        fields.addLayout(column(self._parts_label, holder(self._parts), space=6))
        fields.addLayout(self._password_fields())
        fields.addStretch(1)
        both = row(holder(fields), self._outcome_box(), space=20)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        self.inside.addLayout(both, 1)
        self._put_foot()
        self.finished.connect(self.deleteLater)
        self._recipient.picked.connect(lambda _code: self._foresee())
        self._purpose.picked.connect(lambda _code: self._new_purpose())
        self._new_purpose()
        if not sheet:
            desk.look(case_papers.addressees).then(self, self._addressees, failed=self._failed)

    def _outcome_box(self) -> QWidget:
        self._outcome = column(space=0)
        inner = column(self._outcome)
        inner.addStretch(1)
        area = scrolling(holder(inner))
        area.setMinimumHeight(theme.px(240))
        return area

    def _password_fields(self) -> QBoxLayout:
        self._protect = Check(tr(N_("Protect it with a password")), name="letter.protect")
        self._word = QLineEdit()
        self._word.setObjectName("letter.password")
        self._word.setAccessibleName(tr(N_("Password of the file")))
        self._word.setPlaceholderText(tr(N_("At least {count} letters"), count=SHORTEST))
        self._word.setEchoMode(QLineEdit.EchoMode.Password)
        self._word.hide()
        self._word_note = Label(
            tr(N_("Tell it to the recipient another way than the file.")), "small", wrap=True
        )
        self._word_note.hide()
        self._protect.toggled.connect(self._word.setVisible)
        self._protect.toggled.connect(self._word_note.setVisible)
        self._protect.toggled.connect(lambda _on: self._allow())
        self._word.textChanged.connect(lambda _text: self._allow())
        return column(self._protect, self._word, self._word_note, space=4)

    def _put_foot(self) -> None:
        words = N_("What has been given out cannot be called back. The copy is no longer encrypted here.")
        self._warning = Notice(
            tr(N_("A copy leaves the vault")), tr(words), tone="warn", name="letter.warning"
        )
        self.inside.addWidget(self._warning)
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self._read = self.add_button(tr(N_("Read it through")), self._preview, name="read")
        self._save = self.add_button(tr(N_("Save as PDF…")), self._choose_place, name="save", kind="filled")
        self._allow()

    def _addressees(self, found: list[Addressee]) -> None:
        options: list[tuple[object, str]] = [("", tr(N_("Choose an organisation")))]
        for one in found:
            options.append((one.id, f"{one.name} · {one.country}" if one.country else one.name))
        self._recipient.set_options(options)
        self._recipient.set_value("")
        if not found:
            self._say(
                tr(N_("There is no organisation in the directory yet")),
                tr(N_("Add the one you write to on the page “Directory”.")),
            )

    def _new_purpose(self) -> None:
        """Offer what can go for this purpose at all."""
        clear(self._parts)
        self._chips = {}
        purpose = PURPOSES[self._code()]
        for one in Category:
            if one in purpose.categories and one in self._desk.me.readable:
                chip = Chip(tr(CATEGORY_TITLES[one]), name=f"letter.part.{one}", checkable=True)
                chip.setChecked(True)
                chip.toggled.connect(lambda _on: self._foresee())
                self._chips[one] = chip
                self._parts.addWidget(chip)
        self._foresee()

    def _code(self) -> str:
        return INTERNAL if self._sheet else str(self._purpose.value())

    def _order(self) -> Order:
        asked = frozenset(one for one, chip in self._chips.items() if chip.isChecked())
        every = len(asked) == len(self._chips)
        password = self._word.text() if self._protect.isChecked() else None
        recipient = "own" if self._sheet else str(self._recipient.value() or "")
        return Order(self._number, recipient, self._code(), None if every else asked, password=password)

    def _ready(self) -> bool:
        chosen = self._sheet or bool(self._recipient.value())
        return chosen and any(one.isChecked() for one in self._chips.values())

    def _foresee(self) -> None:
        """Ask the door what would go."""
        self._seen = None
        self._allow()
        clear(self._trouble)
        if not self._ready():
            self._say(tr(N_("Choose a recipient")), tr(N_("Then you see here what goes and what does not.")))
            return
        self._desk.look(case_papers.foreseen, self._output, self._order()).then(
            self, self._foreseen, failed=self._failed, key="foreseen"
        )

    def _say(self, words: str, why: str) -> None:
        clear(self._outcome)
        self._outcome.addWidget(Wrapped(words, "strong"))
        self._outcome.addWidget(Wrapped(why, "small"))

    def _foreseen(self, found: Foreseen) -> None:
        self._seen = found
        clear(self._outcome)
        goes = len(found.categories) if found.records else 0
        title = tr(N_("{goes} go, {held} withheld"), goes=goes, held=len(found.withheld))
        self._outcome.addWidget(Wrapped(title, "strong"))
        if found.records:
            for _, words in found.categories:
                self._outcome.addWidget(outcome_line("check-circle", "ok", words, tr(N_("goes"))))
        for held in found.withheld:
            self._outcome.addWidget(outcome_line("eye-slash", "private", held.what, held.why))
        if not found.records:
            why = N_("Nothing may go to this recipient for this purpose. Ask the person for consent first.")
            self._outcome.addWidget(Wrapped(tr(why), "second"))
        self._allow()

    def _allow(self) -> None:
        """Which buttons can be pressed, and why not."""
        reason = ""
        if self._seen is None:
            reason = tr(N_("Choose a recipient first."))
        elif not self._seen.records:
            reason = tr(N_("There is nothing that may go."))
        self._read.not_yet(reason)
        if not reason and self._protect.isChecked() and len(self._word.text()) < SHORTEST:
            reason = tr(N_("The password is still too short."))
        self._save.not_yet(reason)
        self._warning.setVisible(not reason)

    def _preview(self) -> None:
        """Show the paper as it would look; nothing is given out."""
        ask = partial(self._desk.session.look, case_papers.foreseen, self._output, self._order(), paper=True)
        self._desk.work(ask).then(self, self._show, failed=self._failed, key="preview")

    def _show(self, found: Foreseen) -> None:
        if found.paper:
            name = tr(N_("{paper}, not given out yet"), paper=tr(papers.TITLES[self._output]))
            preview(self, Content(name, "application/pdf", found.paper))

    def _choose_place(self) -> None:
        """Ask where the copy goes; its name holds the number of the case and no name."""
        dialog = QFileDialog(self, tr(N_("Where does the copy go?")))
        dialog.setObjectName("letter.place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.selectFile(f"{self._number}-{'sheet' if self._sheet else 'letter'}.pdf")
        dialog.fileSelected.connect(self.give)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def give(self, file: str) -> None:
        """Give the paper out to a file: through the door, numbered, once."""
        self._save.not_yet(tr(N_("It is being written.")))
        clear(self._trouble)
        job = self._desk.work(papers.give, self._desk.session, self._output, self._order(), Path(file))
        job.then(self, self._given, failed=self._failed, key="give")

    def _given(self, given: Given) -> None:
        words = tr(N_("Given out as {number}: {file}"), number=given.disclosure, file=Path(given.file).name)
        self.given.emit()
        self._desk.saved.emit(Saved(words, undoable=False))
        self.accept()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="letter.trouble")
        self._trouble.addWidget(notice)
        self._allow()


def outcome_line(icon: str, tone: str, words: str, second: str) -> QWidget:
    """One thing that goes or stays, with the reason below it."""
    sign = Symbol(icon, tone)
    line = row(sign, space=10, margins=(0, 6, 8, 6))
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    line.addLayout(column(Wrapped(words, "strong"), Wrapped(second, "small"), space=0), 1)
    return frame("row", line)
