"""Whether a paper somebody holds is ours, for whoever sees cases."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimcase.domain.words import Category
from victimcase.gui.desk import Desk
from victimcase.gui.page import Page
from victimcase.gui.paper_check import PaperCheck
from victimcase.gui.parts.text import Wrapped
from victimcase.i18n import N_, tr


class CheckPaperPage(Page):
    """A page of its own: whoever asks says no name, so no case is open when somebody calls."""

    NAME = "check_paper"
    KINDS = frozenset[str]()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line.say(tr(N_("Check a paper")))
        self.card = PaperCheck(desk, name=self.NAME)
        self.inside.addWidget(self.card)
        self.inside.addWidget(Wrapped(self._whose(), "small"))
        self.inside.addStretch(1)

    def _whose(self) -> str:
        """What may be said to a caller, and which papers this user can check."""
        say = tr(N_("Say no more than whether it is ours: not who it is about, and not to whom it went."))
        if Category.ACCOUNT in self.desk.me.readable:
            return say
        own = tr(N_("You can check the papers you gave out yourself. For others ask a caseworker."))
        return f"{say} {own}"

    def first_focus(self) -> QWidget:
        """The number of a paper."""
        return self.card.number


PAGE = CheckPaperPage
