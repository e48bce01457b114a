"""What the choice of a paper asks besides what goes: languages, and a password that is made here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase import i18n
from victimcase.gui.parts.boxes import column, holder, row
from victimcase.gui.parts.buttons import Button, Check
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Wrapped
from victimcase.i18n import N_, tr
from victimcase.services import entrance

ENGLISH = N_("English")


class LanguagePick(QWidget):
    """One language, or two side by side. Those nobody has read yet say so."""

    changed = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        found = [(one.code, one.name, one.read_by) for one in i18n.languages()]
        options = [("en", tr(ENGLISH)), *((code, own) for code, own, _ in found)]
        self._unread = {code for code, _, read_by in found if not read_by}
        self.first = Pick(options, name=f"{name}.language", aloud=tr(N_("Language of the paper")))
        beside = [("", tr(N_("No second language"))), *options]
        self.second = Pick(beside, name=f"{name}.language.second", aloud=tr(N_("Second language beside it")))
        self._note = Wrapped(
            tr(N_("Drafted by a machine; no speaker has read it yet. The paper says so.")), "small"
        )
        self._missing = Wrapped("", "small")
        self._missing.hide()
        both = row(self.first, self.second, space=8)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        label = Wrapped(tr(N_("Language")), "small")
        label.setBuddy(self.first)
        self.setLayout(column(label, both, self._missing, self._note, space=4))
        for pick in (self.first, self.second):
            pick.picked.connect(lambda _code: self._choose())
        self._chosen = False
        """Whether somebody chose a language; then none is proposed any more."""
        self._turn()

    def _choose(self) -> None:
        self._chosen = True
        self._turn()

    def propose(self, first: str, second: str = "", *, unspoken: str = "") -> None:
        """Begin with these languages, where nobody chose yet; `unspoken` names the one that is missing."""
        said = tr(
            N_("Papers cannot be made in {language} yet. Let it be read out in that language."),
            language=unspoken,
        )
        self._missing.setText(said if unspoken else "")
        self._missing.setVisible(bool(unspoken))
        if not self._chosen:
            self.first.set_value(first)
            self.second.set_value(second if second != first else "")
            self._turn()

    def _turn(self) -> None:
        self._note.setVisible(bool(self._unread & set(self.languages())))
        self.changed.emit()

    def languages(self) -> tuple[str, ...]:
        """One language, or two that are not the same."""
        both = (str(self.first.value() or "en"), str(self.second.value() or ""))
        return tuple(dict.fromkeys(one for one in both if one))


class AboutPick(QWidget):
    """Which of several records a paper is about. Where the words of one have no room, they stand below."""

    picked = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.pick = Pick(name=f"{name}.about", aloud=tr(N_("About which record")))
        self.pick.picked.connect(lambda _code: self._turn())
        self.pick.picked.connect(lambda _code: self.picked.emit())
        self._whole = Wrapped("", "small")
        self._whole.hide()
        label = Wrapped(tr(N_("About")), "small")
        label.setBuddy(self.pick)
        self.setLayout(column(label, self.pick, self._whole, space=4))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer records: id and words, the first of them picked."""
        self.pick.set_options(options)
        for at, (_, words) in enumerate(options):
            self.pick.setItemData(at, words, Qt.ItemDataRole.ToolTipRole)
        self._turn()

    def value(self) -> str:
        """The id of the record."""
        return str(self.pick.value() or "")

    def _turn(self) -> None:
        words = self.pick.currentText()
        self._whole.setText(words)
        self._whole.setVisible(self.pick.cuts(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With another width other words have room."""
        super().resizeEvent(event)
        self._turn()


class PasswordBox(QWidget):
    """A password of five words, made here and shown once; it is kept nowhere."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.check = Check(tr(N_("Protect it with a password")), name=f"{name}.protect")
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}.password")
        self.line.setAccessibleName(tr(N_("Password of the file")))
        self.line.setReadOnly(True)
        copy = Button(tr(N_("Copy")), name=f"{name}.password.copy", icon="copy", small=True)
        copy.setAccessibleName(tr(N_("Copy the password")))
        copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(self.line.text()))
        words = row(self.line, copy, space=8)
        words.setStretch(0, 1)
        note = Wrapped(
            tr(N_("Note it now: it is shown once and kept nowhere. Tell it another way than the file.")),
            "small",
        )
        self._shown = holder(column(holder(words), note, space=4))
        self._shown.hide()
        self.check.toggled.connect(self._toggled)
        self.setLayout(column(self.check, self._shown, space=4))

    def _toggled(self, on: bool) -> None:
        self.line.setText(entrance.five_words() if on else "")
        self._shown.setVisible(on)

    def password(self) -> str | None:
        """The password, where one was asked for."""
        return self.line.text() if self.check.isChecked() else None

    def forget(self) -> None:
        """Nobody needs it any more."""
        self.line.clear()
