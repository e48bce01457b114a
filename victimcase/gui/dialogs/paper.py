"""A paper about a case: for whom, why, what goes and what is withheld; read here before a copy leaves."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase import i18n
from victimcase.domain.errors import UserError
from victimcase.domain.outputs import INTERNAL, OUTPUTS, PURPOSES
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.outcome import outcome_line
from victimcase.gui.dialogs.paper_asks import (
    ASKS,
    FROM_CONSENTS,
    NOTHING,
    OF_ALL,
    ORGANISATION,
    SIGNED,
    TOLD,
    USUAL_WHOM,
    WHOLE,
    Ask,
)
from victimcase.gui.dialogs.paper_parts import AboutPick, LanguagePick, PasswordBox
from victimcase.gui.dialogs.place import choose_place
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.dialogs.print_on import PrintOn
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.organisations import OrganisationPick
from victimcase.gui.paper_print import deliver_to
from victimcase.gui.parts.boxes import Flow, clear, column, holder, row, scrolling
from victimcase.gui.parts.chips import Chip, Segments
from victimcase.gui.parts.free_text import TextsToRead
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Wrapped
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, papers
from victimcase.services.case_papers import Begun, Foreseen
from victimcase.services.case_view import Header
from victimcase.services.disclosures import Given
from victimcase.services.documents import Content
from victimcase.services.free_texts import CODE
from victimcase.services.papers import Order
from victimcase.services.recipients import OWN, PERSON

WIDE: Final = 900
AROUND, LEAST = 220, 120
"""Pixels title, warning and buttons need; pixels the inside has at least, however large letters are."""
_WHOM: Final = ((OWN, N_("Own office")), (PERSON, N_("The person")), (ORGANISATION, N_("Somebody else")))


class PaperDialog(Dialog):
    """Composes any paper. Nothing is given out before a place or a printer is chosen.

    Without a `header` it is about no case. `start` fixes what is known already: recipient, purpose and what
    only this paper asks for.
    """

    given = Signal()
    """A copy left the vault."""

    def __init__(
        self, parent: QWidget, desk: Desk, header: Header | None, output: str, *, start: Order | None = None
    ) -> None:
        more = N_("Only what may go is on it. You see all of it before anything leaves.")
        super().__init__(parent, tr(OUTPUTS[output].title), tr(more), name="paper", wide=WIDE)
        self._desk, self._output, self._start = desk, output, start
        self._number = header.number if header else ""
        self._room = parent.window().height()
        self._chips: dict[Category, Chip] = {}
        self._parts_chips: dict[str, Chip] = {}
        self._seen: Foreseen | None = None
        self._begun: Begun | None = None
        self._put_inside()
        self._put_foot()
        self.finished.connect(lambda _done: self._password.forget())
        self.finished.connect(self.deleteLater)
        desk.look(case_papers.begun, self._number, output).then(self, self._came, failed=self._failed)

    def _put_inside(self) -> None:
        possible = OUTPUTS[self._output].purposes
        people = {PERSON for one in possible if PURPOSES[one].to_person}
        others = {ORGANISATION for one in possible if one != INTERNAL and not PURPOSES[one].to_person}
        known = people | others | ({OWN} if INTERNAL in possible else set())
        options = [(code, tr(words)) for code, words in _WHOM if code in known]
        self._whom = Segments(
            options, name="paper.whom", aloud=tr(N_("For whom")), optional=False, wraps=True
        )
        mission = Category.ACCOUNT not in self._desk.me.readable
        usual = USUAL_WHOM.get(self._output, options[-1 if mission else 0][0])
        self._whom.set_value(ORGANISATION if self._start else usual)
        self._whom.setVisible(len(options) > 1 and self._start is None)
        self._whom.changed.connect(lambda _code: self._turn())
        self._recipient = OrganisationPick(name="paper.recipient", aloud=tr(N_("Recipient")))
        self._purpose = Pick(name="paper.purpose", aloud=tr(N_("Purpose")))
        self._about = AboutPick(name="paper")
        self._recipient_box = holder(column(Label(tr(N_("Recipient")), "small"), self._recipient, space=4))
        self._purpose_box = holder(column(Label(tr(N_("Purpose")), "small"), self._purpose, space=4))
        self._chosen_parts, self._categories = Flow(8), Flow(8)
        label = Label(tr(N_("Parts of the paper")), "small")
        self._parts_box = holder(column(label, holder(self._chosen_parts), space=6))
        label = Label(tr(N_("Leave out what is not needed")), "small")
        self._categories_box = holder(column(label, holder(self._categories), space=6))
        self._languages = LanguagePick(name="paper")
        self._password = PasswordBox(name="paper")
        self._ask = None if self._start else self._asks()
        boxes = [self._recipient_box, self._purpose_box, self._about, self._parts_box, self._categories_box]
        boxes += [self._ask] if self._ask is not None else []
        fields = column(self._whom, *boxes, self._languages, self._password, space=12)
        fields.setContentsMargins(0, 0, 8, 0)
        fields.addStretch(1)
        self._outcome = column(space=0)
        self._texts = TextsToRead(name="paper")
        self._texts.answered.connect(self._answered)
        head = Wrapped(tr(N_("Free texts: read each one")), "strong")
        intro = Wrapped(tr(N_("Known names, places and numbers are marked; look for others too.")), "small")
        self._texts_head = holder(column(head, intro, space=0))
        self._texts_head.hide()
        told = column(self._outcome, column(self._texts_head, self._texts, space=0), space=12)
        told.addStretch(1)
        left, right = scrolling(holder(fields)), scrolling(holder(told))
        room = self._room - theme.px(AROUND)
        for area in (left, right):
            area.setMinimumHeight(max(LEAST, min(theme.px(260), room)))
        both = row(left, right, space=20)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        self.inside.addLayout(both, 1)
        self._recipient.edited.connect(self._foresee)
        self._purpose.picked.connect(lambda _code: self._offer_categories())
        self._about.picked.connect(self._foresee)
        self._languages.changed.connect(self._allow)

    def _asks(self) -> Ask | None:
        """What this paper asks besides."""
        if self._output not in ASKS:
            return None
        made = ASKS[self._output](self._desk)
        made.changed.connect(self._foresee)
        return made

    def _put_foot(self) -> None:
        words = N_("What has been given out cannot be called back. The copy is no longer encrypted here.")
        title = tr(N_("A copy leaves the vault"))
        self._warning = Notice(title, tr(words), tone="warn", name="paper.warning")
        self.inside.addWidget(self._warning)
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self._why = Wrapped("", "small")
        self.inside.addWidget(self._why)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self._read = self.add_button(tr(N_("Read it through")), self._preview, name="read")
        self._print = self.add_button(tr(N_("Print…")), self._choose_printer, name="print")
        self._save = self.add_button(tr(N_("Save as PDF…")), self._choose_place, name="save", kind="filled")
        self._allow()

    def _came(self, begun: Begun) -> None:
        self._begun = begun
        self._recipient.know(begun.addressees)
        self.choose(self._start.recipient if self._start else begun.usual)
        self._recipient.setEnabled(self._start is None)
        said = [(one, f"{words} · {day(date.fromisoformat(on))}") for one, words, on in begun.records]
        self._about.set_options([("", tr(N_("All of them"))), *said] if self._output in OF_ALL else said)
        self._about.setVisible(len(begun.records) > 1 and self._output not in WHOLE)
        for code, title in begun.paper.parts:
            chip = Chip(title, name=f"paper.section.{code}", checkable=True)
            chip.setChecked(True)
            chip.toggled.connect(lambda _on: self._foresee())
            self._parts_chips[code] = chip
            self._chosen_parts.addWidget(chip)
        self._parts_box.setVisible(bool(begun.paper.parts))
        self._turn()

    def choose(self, recipient: str) -> None:
        """Show an organisation as the recipient; none where it is not in the directory."""
        self._recipient.set_value(recipient)

    def _turn(self) -> None:
        """Offer the purposes that fit whom it is for."""
        whom = self._whom.value()
        self._recipient_box.setVisible(whom == ORGANISATION)
        fitting = [
            (code, words)
            for code, words in case_papers.purposes(self._output)
            if (code == INTERNAL) == (whom == OWN) and PURPOSES[code].to_person == (whom == PERSON)
        ]
        self._purpose.set_options(fitting)
        if self._start is not None:
            self._purpose.set_value(self._start.purpose)
        self._purpose_box.setVisible(len(fitting) > 1 and self._start is None)
        if whom == ORGANISATION and self._begun is not None and not self._begun.addressees:
            more = tr(N_("Add the one you write to on the page “Directory”."))
            self._say(tr(N_("There is no organisation in the directory yet")), more)
        self._propose_languages()
        self._offer_categories()

    def _propose_languages(self) -> None:
        """What the person takes along or signs is in their language, with that of the office beside it."""
        begun = self._begun
        if begun is None:
            return
        if self._whom.value() == PERSON or self._output in SIGNED:
            theirs = begun.theirs or begun.office
            self._languages.propose(theirs, begun.office, unspoken=begun.unspoken)
        else:
            self._languages.propose(begun.office if self._whom.value() == OWN else i18n.SOURCE)

    def _offer_categories(self) -> None:
        """Offer what can go for this purpose at all, where the paper is not filled from what was agreed."""
        clear(self._categories)
        self._chips = {}
        code = str(self._purpose.value() or "")
        records = OUTPUTS[self._output].records and self._output not in FROM_CONSENTS
        asked = self._start.asked if self._start else None
        for one in Category:
            if records and code and one in PURPOSES[code].categories & self._desk.me.readable:
                chip = Chip(tr(CATEGORY_TITLES[one]), name=f"paper.part.{one}", checkable=True)
                chip.setChecked(asked is None or one in asked)
                chip.toggled.connect(lambda _on: self._foresee())
                self._chips[one] = chip
                self._categories.addWidget(chip)
        self._categories_box.setVisible(bool(self._chips))
        self._foresee()

    def order(self) -> Order:
        """What is asked for now."""
        asked = frozenset(one for one, chip in self._chips.items() if chip.isChecked())
        parts = tuple(code for code, chip in self._parts_chips.items() if chip.isChecked())
        whom = str(self._whom.value() or OWN)
        recipient = self._recipient.value() if whom == ORGANISATION else whom
        return Order(
            self._number,
            self._start.recipient if self._start else recipient,
            str(self._purpose.value() or ""),
            None if len(asked) == len(self._chips) else asked,
            self._languages.languages(),
            self._password.password(),
            about=self._about.value() if not self._about.isHidden() else "",
            texts=self._texts.told(),
            parts=() if len(parts) == len(self._parts_chips) else parts,
            more=self._start.more if self._start else self._ask.more() if self._ask else {},
        )

    def _ready(self) -> bool:
        """Whether everything is said that the door has to know."""
        order = self.order()
        parts = not self._parts_chips or any(one.isChecked() for one in self._parts_chips.values())
        some = not self._chips or any(one.isChecked() for one in self._chips.values())
        return bool(self._begun and order.recipient and order.purpose and some and parts)

    def _foresee(self) -> None:
        """Ask the door what would go."""
        self._seen = None
        self._allow()
        clear(self._trouble)
        if not self._ready():
            if self._begun is not None and (self._begun.addressees or self._whom.value() != ORGANISATION):
                more = tr(N_("Then you see here what goes and what does not."))
                self._say(tr(N_("Choose for whom it is")), more)
            return
        self._ask_door()

    def _ask_door(self) -> None:
        self._desk.look(case_papers.foreseen, self._output, self.order()).then(
            self, self._foreseen, failed=self._failed, key="foreseen"
        )

    def _answered(self) -> None:
        """A text was read: what goes may be another thing now."""
        self._allow()
        self._ask_door()

    def _say(self, words: str, why: str) -> None:
        clear(self._outcome)
        self._texts.put_away()
        self._texts_head.hide()
        self._outcome.addWidget(Wrapped(words, "strong"))
        self._outcome.addWidget(Wrapped(why, "small"))

    def _foreseen(self, found: Foreseen) -> None:
        self._seen = found
        clear(self._outcome)
        records = OUTPUTS[self._output].records
        held = [one for one in found.withheld if one.code != CODE]
        goes = found.categories if found.records and self._chips else ()
        if records and self._chips:
            title = tr(N_("{goes} go, {held} withheld"), goes=len(goes), held=len(held))
            self._outcome.addWidget(Wrapped(title, "strong"))
        else:
            self._outcome.addWidget(Wrapped(tr(TOLD.get(self._output, NOTHING)), "second"))
        for _, words in goes:
            self._outcome.addWidget(outcome_line("check-circle", "ok", words, tr(N_("goes"))))
        for one in held:
            self._outcome.addWidget(outcome_line("eye-slash", "private", one.what, one.why))
        if records and not found.records:
            why = N_("Nothing may go to this recipient for this purpose. Ask the person for consent first.")
            self._outcome.addWidget(Wrapped(tr(why), "second"))
        self._texts.show_texts(found.texts)
        self._texts_head.setVisible(bool(found.texts))
        self._allow()

    def _allow(self) -> None:
        """Which buttons can be pressed, and why not."""
        reason = ""
        if self._seen is None:
            reason = tr(N_("Say for whom it is first."))
        elif OUTPUTS[self._output].records and not self._seen.records:
            reason = tr(N_("There is nothing that may go."))
        self._read.not_yet(reason)
        reason = reason or self._texts.unread()
        self._save.not_yet(reason)
        self._print.not_yet(reason)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        self._warning.setVisible(not reason)

    def _preview(self) -> None:
        """Show the paper as it would look; nothing is given out."""
        ask = partial(self._desk.session.look, case_papers.foreseen, self._output, self.order(), paper=True)
        self._desk.work(ask).then(self, self._show, failed=self._failed, key="preview")

    def _show(self, found: Foreseen) -> None:
        if found.paper:
            name = tr(N_("{paper}, not given out yet"), paper=tr(OUTPUTS[self._output].title))
            preview(self, Content(name, "application/pdf", found.paper))

    def _choose_place(self) -> None:
        """Ask where the copy goes; its name holds the number of the case and no name."""
        proposed = f"{self._number}-{self._output.replace('_', '-')}.pdf"
        choose_place(self, proposed, self.give, name="paper.place")

    def _choose_printer(self) -> None:
        """Ask which printer it goes to."""
        dialog = PrintOn(self)
        dialog.chosen.connect(self.print_on)
        dialog.open()

    def give(self, file: str) -> None:
        """Give the paper out to a file: through the door, numbered, once."""
        self._begin(tr(N_("It is being written.")))
        job = self._desk.work(papers.give, self._desk.session, self._output, self.order(), Path(file))
        job.then(self, self._given, failed=self._failed, key="give")

    def print_on(self, printer: str) -> None:
        """Give the paper out on a printer: through the door, numbered, once."""
        self._begin(tr(N_("It is being printed.")))
        order, deliver = self.order(), deliver_to(printer)
        job = self._desk.work(papers.printed, self._desk.session, self._output, order, deliver)
        job.then(self, self._given, failed=self._failed, key="give")

    def _begin(self, words: str) -> None:
        for button in (self._save, self._print):
            button.not_yet(words)
        clear(self._trouble)

    def _given(self, given: Given) -> None:
        name = Path(given.file).name or tr(N_("printed"))
        words = tr(N_("Given out as {number}: {file}"), number=given.disclosure, file=name)
        self.given.emit()
        self._desk.saved.emit(Saved(words, undoable=False))
        self.accept()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="paper.trouble")
        self._trouble.addWidget(notice)
        self._allow()
