"""Where a case goes on, when it is not the usual way: another step, against a gate, or opened again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.words import STEP_TITLES, Step
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import clear, column
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import cases
from victimcase.services.case_view import Header


class AdvanceDialog(Dialog):
    """Asks for the step to go on to, and for the reason where something is still missing."""

    moved = Signal()

    def __init__(self, parent: QWidget, desk: Desk, header: Header, step: Step, *, holds: bool) -> None:
        self._closed = not header.steps
        self._reasoned = not holds and not self._closed
        title, more = _words(step, closed=self._closed, reasoned=self._reasoned)
        super().__init__(parent, title, more, name="advance")
        self._desk, self._number, self._step = desk, header.number, step
        self._to = Pick(self._options(header), name="advance.to", aloud=tr(N_("Go on to")))
        self._to.set_value("" if not self._closed else str(Step.CARE))
        self.inside.addLayout(column(Label(tr(N_("Go on to")), "small"), self._to, space=4))
        self._reason = QPlainTextEdit()
        self._reason.setObjectName("advance.reason")
        self._reason.setAccessibleName(tr(N_("Reason")))
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(theme.px(84))
        self._reason.textChanged.connect(self._allow)
        if self._reasoned:
            note = tr(N_("Reason, kept on the case for everybody who works on it"))
            self.inside.addLayout(column(Label(note, "small", wrap=True), self._reason, space=4))
        self._trouble = column(space=0)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Stay here")), self.reject, name="cancel", safe=not self._reasoned)
        yes = tr(N_("Open it again")) if self._closed else tr(N_("Go on"))
        kind = "careful" if self._reasoned else "filled"
        self._yes = self.add_button(yes, self._go, name="go", kind=kind)
        self.finished.connect(self.deleteLater)
        if self._reasoned:
            self._reason.setFocus()
        self._allow()

    def _options(self, header: Header) -> list[tuple[object, str]]:
        steps = [one for one in Step if one is not self._step and str(one) not in header.steps]
        found: list[tuple[object, str]] = [(str(one), tr(STEP_TITLES[one])) for one in steps]
        usual = [] if self._closed else [("", tr(N_("Where the work usually goes on")))]
        return [*usual, *found]

    def _allow(self) -> None:
        missing = self._reasoned and not self._reason.toPlainText().strip()
        self._yes.not_yet(tr(N_("Write the reason first.")) if missing else "")

    def _go(self) -> None:
        to = Step(str(self._to.value())) if self._to.value() else None
        step = tr(STEP_TITLES[self._step])
        if self._closed:
            words = tr(N_("Opened again"))
        elif self._reasoned:
            words = tr(N_("Went on from {step} with a reason"), step=step)
        else:
            words = tr(N_("Moved on from {step}"), step=step)
        reason = self._reason.toPlainText() if self._reasoned else ""
        self._yes.not_yet(tr(N_("It is being written.")))
        self._desk.do(cases.advance, self._number, step=self._step, to=to, override=reason).then(
            self, self._done, failed=self._failed, saved=Saved(words, undoable=not self._reasoned)
        )

    def _done(self, _done: object) -> None:
        self.accept()
        self.moved.emit()

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="advance.trouble")
        self._trouble.addWidget(notice)
        self._allow()


def _words(step: Step, *, closed: bool, reasoned: bool) -> tuple[str, str]:
    if closed:
        return tr(N_("Where does the work go on?")), tr(N_("The case is opened again; nothing was lost."))
    title = tr(STEP_TITLES[step])
    if reasoned:
        more = N_("Something is still missing. You can go on all the same; your reason stays on the case.")
        return tr(N_("Leave {step} although something is missing?"), step=title), tr(more)
    return tr(N_("Where does the case go on after {step}?"), step=title), ""
