"""The people of a group as rows of words: what was typed, what cannot stand so, and whom a row is like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from victimcase.domain.reference import Reference
from victimcase.gui.forms.suggestions import Index as Offers
from victimcase.gui.forms.suggestions import Offer
from victimcase.i18n import N_, tr
from victimcase.services.group_intake import Alike, Checked, Member

COLUMNS: Final = (
    ("given_names", N_("Given names"), 116),
    ("family_name", N_("Family name"), 112),
    ("own_script_name", N_("Own script"), 132),
    ("gender", N_("Sex"), 76),
    ("age", N_("Age or birth"), 92),
    ("citizenships", N_("Citizenship"), 112),
    ("language", N_("Language"), 96),
    ("family", N_("Family"), 62),
    ("urgent_need", N_("Urgent need"), 140),
)
FIELDS: Final = tuple(code for code, _, _ in COLUMNS)
NUMBER, STATE = 0, len(COLUMNS) + 1
"""Columns before and after what is typed."""
FIRST, LAST = 1, len(COLUMNS)
BLANK: Final = 2
"""Empty rows kept below the last that was written."""
LEAST: Final = 15

SEXES: Final = {
    N_("Woman"): "Feminine",
    N_("Man"): "Masculine",
    N_("Girl"): "Feminine",
    N_("Boy"): "Masculine",
}
STATELESS: Final = N_("Stateless")

Index = QModelIndex | QPersistentModelIndex


@dataclass
class Row:
    """One person as typed. `case` is the number of the case once it is open: then it stands."""

    texts: dict[str, str] = field(default_factory=dict)
    case: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[Alike, ...] = ()
    checked: bool = False

    @property
    def empty(self) -> bool:
        """Whether nobody has typed anything."""
        return not any(text.strip() for text in self.texts.values())

    @property
    def state(self) -> str:
        """Where it stands: empty, writing, look, alike, ready, opened."""
        if self.case:
            return "opened"
        if self.empty:
            return ""
        if not self.checked:
            return "writing"
        if self.problems:
            return "look"
        return "alike" if self.alike else "ready"


STATES: Final = {
    "": ("", "", ""),
    "writing": ("pencil-simple", N_("writing"), "accenttext"),
    "look": ("warning-circle-fill", N_("look"), "danger"),
    "alike": ("git-merge", N_("known?"), "warn"),
    "ready": ("check-circle-fill", N_("ready"), "ok"),
    "opened": ("folder", N_("open"), "accenttext"),
}


def offers_of(reference: Reference) -> dict[str, Offers]:
    """What is offered while somebody types into a column."""
    sexes = [Offer(tr(word), tr(word)) for word in SEXES]
    others = [
        Offer(tr(code.label), tr(code.label))
        for code in reference.codes("prs_Gender")
        if code.code not in SEXES.values()
    ]
    countries = [Offer(one.code, tr(one.label)) for one in reference.codes("country")]
    languages = [Offer(one.code, tr(one.label)) for one in reference.codes("language")]
    stateless = Offer("", tr(STATELESS))
    return {
        "gender": Offers([*sexes, *others]),
        "citizenships": Offers([*countries, stateless]),
        "language": Offers(languages),
    }


def _sex(text: str, reference: Reference) -> str:
    for word, code in SEXES.items():
        if text.casefold() in (tr(word).casefold(), tr(word)[:1].casefold()):
            return code
    return reference.find("prs_Gender", text) or text


def member(texts: Mapping[str, str], reference: Reference) -> Member:
    """A row as the vault takes it: words become codes where they are known, and stay words where not."""
    said = {name: texts.get(name, "").strip() for name in FIELDS}
    countries = [part.strip() for part in re.split(r"[,;/]", said["citizenships"]) if part.strip()]
    stateless = [one for one in countries if one.casefold() == tr(STATELESS).casefold()]
    known = [reference.find_country(one) or one for one in countries if one not in stateless]
    return Member(
        given_names=said["given_names"],
        family_name=said["family_name"],
        own_script_name=said["own_script_name"],
        gender=_sex(said["gender"], reference) if said["gender"] else "",
        age=said["age"],
        citizenships=tuple(known),
        stateless=True if stateless else None,
        language=(reference.find_language(said["language"]) or said["language"]) if said["language"] else "",
        family=said["family"],
        urgent_need=said["urgent_need"],
    )


def named(name: str, text: str, reference: Reference) -> str:
    """What was typed as it is shown: the name of a country or language for its letters."""
    text = " ".join(text.split())
    if name == "citizenships" and text and not re.search(r"[,;/]", text):
        code = reference.find_country(text)
        return tr(reference.country(code)) if code else text
    if name == "language" and text:
        code = reference.find_language(text)
        return tr(reference.language(code)) if code else text
    if name == "gender" and len(text) == 1:
        return next((tr(word) for word in SEXES if tr(word)[0].casefold() == text.casefold()), text)
    return text.upper() if name == "family" else text


class PeopleModel(QAbstractTableModel):
    """The grid: a new row appears by itself below the last that is written."""

    typed = Signal()
    """Something was typed."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference
        self.rows: list[Row] = [Row() for _ in range(LEAST)]

    def begin(self, rows: Sequence[Row] = ()) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        self.make_room()

    def make_room(self, least: int = LEAST) -> None:
        """Have empty rows below."""
        last = max((n for n, one in enumerate(self.rows) if not one.empty), default=-1)
        wanted = max(least, last + 1 + BLANK)
        if wanted > len(self.rows):
            self.beginInsertRows(QModelIndex(), len(self.rows), wanted - 1)
            self.rows += [Row() for _ in range(wanted - len(self.rows))]
            self.endInsertRows()

    def waiting(self) -> list[tuple[int, Row]]:
        """The rows that are written and have no case yet."""
        return [(n, one) for n, one in enumerate(self.rows) if not one.empty and not one.case]

    def members(self) -> list[Member]:
        """Those rows as the vault takes them."""
        return [member(one.texts, self._reference) for _, one in self.waiting()]

    def show_checked(self, rows: Sequence[Row], found: Sequence[Checked]) -> None:
        """Show what was found about rows, where they are still as they were sent."""
        for row, checked in zip(rows, found, strict=True):
            row.problems = {one.field: one.text for one in checked.problems}
            row.alike = checked.alike
            row.checked = True
        self._all_changed()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, STATE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number, what is typed, and where the row stands."""
        return 0 if parent.isValid() else len(COLUMNS) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is typed can be changed until the case is open."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if FIRST <= index.column() <= LAST and not self.rows[index.row()].case:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def text(self, row: int, column: int) -> str:
        """The words of a cell."""
        one = self.rows[row]
        if column == NUMBER:
            return str(row + 1)
        if column == STATE:
            return one.case or tr(STATES[one.state][1])
        return one.texts.get(FIELDS[column - 1], "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; aloud with its column, row and problem."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.headerData(index.column(), Qt.Orientation.Horizontal) or tr(N_("Number"))
            words = self.text(index.row(), index.column()) or tr(N_("empty"))
            problem = self.problem(index.row(), index.column())
            said = tr(N_("Row {row}, {column}: {words}"), row=index.row() + 1, column=title, words=words)
            return f"{said}. {problem}" if problem else said
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problem(index.row(), index.column()) or None
        return None

    def problem(self, row: int, column: int) -> str:
        """What cannot stand so in a cell."""
        if not FIRST <= column <= LAST:
            return ""
        return self.rows[row].problems.get(FIELDS[column - 1], "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == STATE:
            return tr(N_("Case"))
        return tr(COLUMNS[section - 1][1]) if section else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        row = self.rows[index.row()]
        if not FIRST <= index.column() <= LAST or row.case:
            return False
        name = FIELDS[index.column() - 1]
        text = named(name, str(value or ""), self._reference)
        if row.texts.get(name, "") == text:
            return False
        row.texts[name] = text
        row.problems = {other: words for other, words in row.problems.items() if other != name}
        row.checked = False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), STATE))
        self.make_room()
        self.typed.emit()
        return True

    def next_letter(self) -> str:
        """A letter no family has yet."""
        used = {one.texts.get("family", "").upper() for one in self.rows}
        return next((chr(c) for c in range(ord("A"), ord("Z") + 1) if chr(c) not in used), "")

    def in_family(self, row: int) -> tuple[bool, bool]:
        """Whether a row belongs together with the row above, and with the one below."""
        letter = self.rows[row].texts.get("family", "")
        above = row > 0 and self.rows[row - 1].texts.get("family", "") == letter
        below = row + 1 < len(self.rows) and self.rows[row + 1].texts.get("family", "") == letter
        return bool(letter) and above, bool(letter) and below
