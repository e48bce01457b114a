"""First step of setting up: what the office is called, how its case numbers begin, where its vault lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFileDialog, QLineEdit, QWidget

from victimcase import paths
from victimcase.gui.entry.question import Question, beside
from victimcase.gui.parts.boxes import column
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services import reference

CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")


@dataclass(frozen=True)
class Office:
    """The answers of this step."""

    name: str
    code: str
    country: str
    country_name: str
    folder: Path


class OfficeStep(QWidget):
    """Asks for the office; `changed` when an answer changed."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed in the last line."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.code, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        for line, name in ((self.name, "name"), (self.code, "code"), (self.folder, "folder")):
            line.setObjectName(f"first_run.{name}")
        self.name.setPlaceholderText(tr(N_("Bangkok shelter")))
        self.name.textEdited.connect(self._propose)
        self.code.setMaxLength(8)
        self.code.setPlaceholderText("BKK")
        self.code.textEdited.connect(self._coded)
        self._own_code = self._own_folder = False
        self._build_country()
        self.folder.textEdited.connect(self._placed)
        self.folder.returnPressed.connect(self.entered)
        browse = Button(tr(N_("Choose…")), name="first_run.browse", pressed=self._browse)
        self.questions = {
            "name": Question(tr(N_("What is the office called?")), self.name),
            "code": Question(
                tr(N_("How do its case numbers begin?")),
                self.code,
                tr(N_("Two to eight letters or digits, as BKK. It stays as it is for good.")),
            ),
            "country": Question(tr(N_("In which country is it?")), self.country),
            "folder": Question(
                tr(N_("Where on this computer shall the vault lie?")),
                self.folder,
                tr(N_("On its own disk: not on a network drive or in a folder that is synchronised.")),
                beside=browse,
            ),
        }
        more = tr(
            N_(
                "Everything is kept encrypted in one folder on this computer. Nothing is sent anywhere, "
                "and no account is needed."
            )
        )
        top = column(
            Label(tr(N_("Your office")), "title"),
            Label(more, "second", wrap=True),
            space=4,
        )
        upper = beside(self.questions["code"], self.questions["country"])
        box = column(top, self.questions["name"], upper, self.questions["folder"], space=16)
        box.addStretch(1)
        self.setLayout(box)

    def _build_country(self) -> None:
        """A list of countries in which one finds by typing."""
        book = reference.load()
        names = sorted(((code, book.country(code)) for code in book.countries), key=lambda one: one[1])
        self.country = Pick(names, name="first_run.country", aloud=tr(N_("Country")))
        self.country.setEditable(True)
        self.country.setInsertPolicy(Pick.InsertPolicy.NoInsert)
        self.country.set_value(None)
        finder = QCompleter([words for _, words in names], self.country)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = finder.popup()
        if popup is not None:
            popup.setProperty("part", "popup")
        self._starts, self._finder = [words.casefold() for _, words in names], finder
        self.country.setCompleter(finder)
        typed = self.country.lineEdit()
        assert typed is not None
        typed.setPlaceholderText(tr(N_("Begin to type its name")))
        typed.setAccessibleName(tr(N_("Country")))
        typed.setObjectName("first_run.country.line")
        finder.activated.connect(self._picked)
        typed.textEdited.connect(self._narrow)
        self.country.currentTextChanged.connect(lambda _text: self.changed.emit())

    def _propose(self, name: str) -> None:
        if not self._own_code:
            words = re.findall(r"[A-Za-z0-9]+", name)
            letters = words[0][:3] if words else ""
            self.code.setText(letters.upper())
        self._propose_folder()
        self.changed.emit()

    def _coded(self, text: str) -> None:
        self._own_code = bool(text)
        at = self.code.cursorPosition()
        self.code.setText(text.upper())
        self.code.setCursorPosition(at)
        self._propose_folder()
        self.changed.emit()

    def _placed(self, text: str) -> None:
        self._own_folder = bool(text)
        self.changed.emit()

    def _propose_folder(self) -> None:
        if not self._own_folder:
            code = self.code.text()
            self.folder.setText(str(paths.data_folder() / f"{code}.vault") if code else "")

    def _browse(self) -> None:
        dialog = QFileDialog(self, tr(N_("Choose the folder the vault shall lie in")))
        dialog.setObjectName("first_run.folders")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._found)
        dialog.open()

    def _found(self, folder: str) -> None:
        self._own_folder = True
        self.folder.setText(str(Path(folder) / f"{self.code.text() or 'office'}.vault"))
        self.changed.emit()

    def _narrow(self, typed: str) -> None:
        """Names that begin as typed; only where there is none, those that have it further on."""
        begins = any(name.startswith(typed.casefold()) for name in self._starts)
        self._finder.setFilterMode(Qt.MatchFlag.MatchStartsWith if begins else Qt.MatchFlag.MatchContains)

    def _picked(self, words: str) -> None:
        self.country.setCurrentIndex(self.country.findText(words))

    def _country(self) -> tuple[str, str]:
        index = self.country.findText(self.country.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if index < 0:
            return "", ""
        return str(self.country.itemData(index)), self.country.itemText(index)

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.name

    def answers(self) -> Office | None:
        """The answers, or None while something is missing: then that is said beside it."""
        code, country = self.code.text().strip(), self._country()
        said = self.folder.text().strip()
        missing = {
            "name": "" if self.name.text().strip() else tr(N_("Still needed: papers carry this name.")),
            "code": "" if CODE.fullmatch(code) else tr(N_("Still needed: a letter first, no spaces.")),
            "country": "" if country[0] else tr(N_("Still needed: pick one of the list.")),
            "folder": "" if said and Path(said).is_absolute() else tr(N_("Still needed: a whole path.")),
        }
        for name, words in missing.items():
            self.questions[name].complain(words)
        if any(missing.values()):
            first = next(name for name, words in missing.items() if words)
            self.questions[first].field.setFocus()
            return None
        return Office(self.name.text().strip(), code, country[0], country[1], Path(said))
