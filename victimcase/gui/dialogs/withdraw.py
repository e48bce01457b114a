"""A person takes a consent back: the day and how, and then who holds what because of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.outputs import OUTPUTS
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms.day_line import DayLine
from victimcase.gui.parts.boxes import clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, Symbol, Wrapped
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import consents
from victimcase.services.consents import Withdrawn
from victimcase.services.recalls import Holder
from victimcase.services.session import Done

WIDE = 560


class WithdrawDialog(Dialog):
    """Asks when and how a consent was taken back. Nothing of what it covers goes out from then on."""

    withdrawn = Signal(object)
    """What came of it: Withdrawn."""

    def __init__(self, parent: QWidget, desk: Desk, number: str, consent: str, title: str) -> None:
        more = tr(N_("From now on nothing goes to anybody because of it. No service is lost by that."))
        super().__init__(parent, tr(N_("Take this consent back?")), f"{title}. {more}", name="withdraw")
        self._desk, self._number, self._consent = desk, number, consent
        self._day = DayLine(desk.today, name="withdraw.on", aloud=tr(N_("On which day")))
        self._day.set_day(desk.today)
        self._how = QLineEdit()
        self._how.setObjectName("withdraw.how")
        self._how.setAccessibleName(tr(N_("How the person said it")))
        self._how.setPlaceholderText(tr(N_("By telephone, to whom; or in writing")))
        self._how.textChanged.connect(lambda _text: self._allow())
        for words, editor in (
            (N_("On which day"), self._day),
            (N_("How the person said it"), self._how),
        ):
            label = Label(tr(words), "small", wrap=True)
            label.setBuddy(editor)
            self.inside.addLayout(column(label, editor, space=4))
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Keep it")), self.reject, name="no")
        self._yes = self.add_button(tr(N_("Withdraw")), self._withdraw, name="yes", kind="filled")
        self._yes.setDefault(True)
        self.finished.connect(self.deleteLater)
        self._how.setFocus()
        self._allow()

    def _allow(self) -> None:
        missing = not self._how.text().strip()
        self._yes.not_yet(tr(N_("Write in a few words how the person said it.")) if missing else "")

    def _withdraw(self) -> None:
        clear(self._trouble)
        try:
            said = self._day.day() or self._desk.today
        except Invalid as problem:
            self._failed(problem)
            return
        self._yes.not_yet(tr(N_("It is being written.")))
        asked = self._desk.do(
            consents.withdraw, self._number, self._consent, on=said, how=self._how.text().strip()
        )
        asked.then(self, self._done, failed=self._failed, saved=Saved(tr(N_("Consent withdrawn"))))

    def _done(self, done: Done[Withdrawn]) -> None:
        self.accept()
        self.withdrawn.emit(done.value)

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        self._trouble.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="withdraw.trouble")
        )
        self._allow()


class HoldersDialog(Dialog):
    """Who holds what because of a consent, and the way to call it back."""

    recalling = Signal(str)
    """The consent whose recall letters are to be written."""

    def __init__(self, parent: QWidget, desk: Desk, found: Withdrawn, title: str) -> None:
        super().__init__(parent, tr(N_("Who holds what")), title, name="holders", wide=WIDE)
        self._desk = desk
        lines = column(space=0)
        for holder_ in found.holders:
            lines.addWidget(self._holder(holder_))
        for one in found.referrals:
            state = tr(desk.reference.label("referral_state", one.state))
            words = tr(N_("A referral rests on it: {recipient}"), recipient=one.recipient)
            lines.addWidget(_line("paper-plane-tilt", "warn", words, f"{state} · {one.case}"))
        if not found.holders and not found.referrals:
            words = tr(N_("Nobody outside holds anything because of it"))
            lines.addWidget(_line("check-circle", "ok", words, tr(N_("There is nothing to call back."))))
        lines.addStretch(1)
        area = scrolling(holder(lines))
        high = 66 * max(1, len(found.holders) * 2 + len(found.referrals))
        area.setMinimumHeight(min(theme.px(high), max(140, parent.window().height() - theme.px(320))))
        self.inside.addWidget(area, 1)
        if found.holders and found.on:
            calm = N_(
                "What was sent cannot be unsent. A task for each of them was made; a letter asks for it."
            )
            self.inside.addWidget(Label(tr(calm), "small", wrap=True))
        self.add_button(tr(N_("Close")), self.reject, name="close", safe=True)
        if found.holders and found.on:
            self.add_button(
                tr(N_("Write the recall letters")), lambda: self._recall(found), name="recall", kind="filled"
            )
        self.finished.connect(self.deleteLater)

    def _recall(self, found: Withdrawn) -> None:
        self.accept()
        self.recalling.emit(found.consent)

    def _holder(self, one: Holder) -> QWidget:
        label = self._desk.reference.label
        said = []
        for held in one.disclosures:
            paper = tr(OUTPUTS[held.paper].title) if held.paper in OUTPUTS else tr(N_("File"))
            about = ", ".join(tr(label("category", code)) for code in held.categories)
            said.append(f"{day(date.fromisoformat(held.day))} · {paper} · {held.number}\n{about}")
        return _line("buildings", "text2", one.recipient, "\n".join(said))


def _line(icon: str, ink: str, words: str, second: str) -> QWidget:
    sign = Symbol(icon, ink)
    texts = column(Wrapped(words, "strong"), space=0)
    for part in second.splitlines():
        texts.addWidget(Wrapped(part, "small"))
    line = row(sign, space=10, margins=(0, 8, 8, 8))
    line.addLayout(texts, 1)
    return frame("row", line)
