"""Step 4: read it through. The letter as it would be; each free text with known names and places marked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.paper_parts import LanguagePick
from victimcase.gui.dialogs.pdf_pages import PdfPages
from victimcase.gui.pages.referral.step import Step
from victimcase.gui.parts.boxes import Card, clear, column, holder, scrolling
from victimcase.gui.parts.free_text import TextsToRead
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Wrapped
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, referral_gate, referral_letters
from victimcase.services.case_papers import Foreseen
from victimcase.services.referral_gate import Standing
from victimcase.services.tx import Tx

BESIDE_FROM = 860
INTRO = N_("Read each one. Known names, places and numbers are marked; look for others too.")
NOTHING = N_("No free text is part of this letter.")


def letter_of(tx: Tx, number: str, referral: str, setting: referral_letters.Setting) -> Foreseen:
    """The letter as it would go now, with texts that were read."""
    order = referral_letters.order_of(tx, number, referral, setting)
    return case_papers.foreseen(tx, referral_gate.LETTER, order, paper=True)


class ReadingStep(Step):
    """Texts nobody has read stay here; an answer to each of them is asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Foreseen | None = None
        self._pages_card = Card(tr(N_("The letter as it would go")), name="referral.letter")
        self._pages = column(space=0)
        self.languages = LanguagePick(name="referral")
        self.languages.changed.connect(self.enter)
        languages = column(self.languages, margins=(16, 8, 16, 8))
        self._pages_card.body.addLayout(languages)
        self._pages_card.body.addLayout(self._pages, 1)
        self._pages_card.setMinimumHeight(theme.px(260))
        self._texts_card = Card(tr(N_("Free texts")), name="referral.texts")
        self._intro = Wrapped("", "small")
        self.free = TextsToRead(name="referral")
        self.free.answered.connect(self._answered)
        inner = column(holder(column(self._intro, margins=(16, 12, 16, 4))), self.free, space=0)
        inner.addStretch(1)
        self._texts_card.body.addWidget(scrolling(holder(inner)), 1)
        self._texts_card.setMinimumHeight(theme.px(260))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(self._pages_card, 6)
        self._both.addWidget(self._texts_card, 5)
        self.box.addLayout(self._both, 1)

    def show_referral(self, standing: Standing | None) -> None:
        """Another referral has other texts."""
        if standing is None or self.standing is None or standing.id != self.standing.id:
            self.free.answers, self.found = {}, None
            self.free.put_away()
        super().show_referral(standing)

    def setting(self) -> referral_letters.Setting:
        """How the letter is written: its languages, and what becomes of the texts."""
        return referral_letters.Setting(languages=self.languages.languages(), texts=self.free.told())

    def enter(self) -> None:
        """Compose the letter as it would go now."""
        if self.standing is None:
            return
        if self.found is None:
            clear(self._pages)
            self._pages.addWidget(Loading(8))
        of = (self.standing.number, self.standing.id, self.setting())
        ask = partial(self.desk.session.look, letter_of, *of)
        self.desk.work(ask).then(self, self._came, failed=self._failed, key="letter")

    def _failed(self, problem: UserError) -> None:
        self.found = None
        clear(self._pages)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="referral.letter.trouble")
        self._pages.addWidget(holder(column(notice, margins=(16, 16, 16, 16))))
        self._pages.addStretch(1)
        self.changed.emit()

    def _came(self, found: Foreseen) -> None:
        self.found = found
        clear(self._pages)
        name = tr(N_("The letter, not given out yet"))
        self._pages.addWidget(PdfPages(found.paper, name, self.desk.jobs), 1)
        self.free.show_texts(found.texts)
        self._intro.setText(tr(INTRO if found.texts else NOTHING))
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        total = len(self.found.texts) if self.found else 0
        read = len(self.free.answers)
        words = tr(N_("{read} of {total} read"), read=read, total=total) if total else ""
        self._texts_card.say(tr(N_("Free texts")), words)

    def _answered(self) -> None:
        self._count()
        self.enter()
        self.changed.emit()

    def put(self, kept: Mapping[str, Any]) -> None:
        """Answers that were given before and not sent."""
        if isinstance(kept.get("texts"), Mapping):
            self.free.answers = {str(key): str(said) for key, said in kept["texts"].items()}

    def stands_against(self) -> str:
        """Every text has to be read."""
        if self.found is None:
            return tr(N_("It is being read."))
        if not self.found.paper:
            return tr(N_("There is nothing that may go."))
        return self.free.unread()

    def arrange(self, room: int) -> None:
        """Letter and texts beside each other, or below each other."""
        wide = room >= theme.px(BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def first_focus(self) -> QWidget | None:
        """The first text nobody has read."""
        return self.findChild(QWidget, "referral.text.0.goes")
