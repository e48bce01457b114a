"""Languages: those of the window and of papers, which a speaker has read, and the letters bundled."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontDatabase

from victimcase import i18n, paths
from victimcase.gui import fonts, languages, theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.administration.sheet import Sheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import Card, column, frame, row, turn
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, Catalogue, tr

READ_BY: Final = "x-read-by"
"""The line at the head of a catalogue that names the speaker who has read it; without one it is a draft."""

BESIDE = 900

SCRIPTS: Final = {
    "Noto Sans": (N_("Latin, Vietnamese, Cyrillic, Greek"), "Nguyễn Thị Ánh"),
    "Noto Sans Thai": (N_("Thai"), "ภาษาไทย"),
    "Noto Sans Myanmar": (N_("Burmese, Shan, Karen"), "မြန်မာဘာသာ"),
    "Noto Sans Khmer": (N_("Khmer"), "ភាសាខ្មែរ"),
    "Noto Sans Lao": (N_("Lao"), "ພາສາລາວ"),
    "Noto Sans Bengali": (N_("Bengali"), "বাংলা ভাষা"),
    "Noto Sans Devanagari": (N_("Nepali, Hindi"), "नेपाली भाषा"),
    "Noto Sans Sinhala": (N_("Sinhala"), "සිංහල භාෂාව"),
    "Noto Sans Tamil": (N_("Tamil"), "தமிழ் மொழி"),
    "Vazirmatn": (N_("Dari, Persian, Pashto, Urdu, Arabic"), "زبان دری"),
    "Noto Naskh Arabic": (N_("Sindhi"), "سنڌي ٻولي"),
    "Noto Sans SC": (N_("Chinese"), "中文"),
    "Noto Sans Gujarati": (N_("Gujarati"), "ગુજરાતી"),
    "Noto Sans Gurmukhi": (N_("Punjabi"), "ਪੰਜਾਬੀ"),
    "Noto Sans Telugu": (N_("Telugu"), "తెలుగు"),
    "Noto Sans Malayalam": (N_("Malayalam"), "മലയാളം"),
    "Noto Sans Chakma": (N_("Chakma"), "𑄌𑄋𑄴𑄟𑄳𑄦"),
    "Noto Sans Hanifi Rohingya": (N_("Rohingya"), "𐴌𐴟𐴇𐴥𐴝"),
    "Noto Serif Tibetan": (N_("Dzongkha, Tibetan"), "རྫོང་ཁ"),
}
"""Bundled family -> what is written in it, and a word that shows its letters."""


@dataclass(frozen=True)
class Spoken:
    """One language of the window."""

    code: str
    name: str
    read_by: str
    """Who has read it; empty for a draft made by a machine."""


@dataclass(frozen=True)
class Letters:
    """One bundled family of letters."""

    family: str
    here: bool


def spoken() -> list[Spoken]:
    """The languages there are, and who has read each."""
    found = []
    for code, name in languages.known():
        if code == languages.SOURCE:
            found.append(Spoken(code, name, tr(N_("the makers"))))
            continue
        folder = paths.resources() / "locale"
        said = gettext.translation(languages.DOMAIN, folder, [code], fallback=True)
        found.append(Spoken(code, name, str(said.info().get(READ_BY, ""))))
    return found


class LanguagesSheet(Sheet):
    """Three lists: languages of the window, languages of papers, and letters."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("administration.languages")
        self.spoken: PagedModel[Spoken] = PagedModel(
            [
                Column("name", tr(N_("Language")), 0, lambda one: Cell(one.name, bold=True), sortable=False),
                Column("state", tr(N_("State")), 240, _state, sortable=False),
            ]
        )
        self.papers: PagedModel[Catalogue] = PagedModel(
            [
                Column("name", tr(N_("Language")), 0, lambda one: Cell(one.name, bold=True), sortable=False),
                Column("there", tr(N_("In it")), 190, _there, False, 420),
                Column("state", tr(N_("State")), 200, _read, sortable=False),
            ]
        )
        self.letters: PagedModel[Letters] = PagedModel(
            [
                Column("use", tr(N_("Written in it")), 0, _use, sortable=False),
                Column("sample", tr(N_("A word")), 150, lambda one: Cell(SCRIPTS[one.family][1]), False),
                Column("family", tr(N_("Letters")), 190, lambda one: Cell(one.family), False, 560),
                Column("state", tr(N_("State")), 120, _bundled, sortable=False),
            ]
        )
        first = _card(
            tr(N_("Languages of the window")),
            Table(
                self.spoken, name="administration.languages.table", aloud=tr(N_("Languages of the window"))
            ),
            tr(N_("Each person chooses theirs in My settings. A draft is right in most places, not in all.")),
            "administration.languages.card",
        )
        papers = _card(
            tr(N_("Languages of papers")),
            Table(
                self.papers,
                name="administration.languages.papers.table",
                aloud=tr(N_("Languages of papers")),
            ),
            tr(N_("A paper can stand in two of them side by side; a draft says on it that it is one.")),
            "administration.languages.papers",
        )
        second = _card(
            tr(N_("Letters that come with the program")),
            Table(self.letters, name="administration.letters.table", aloud=tr(N_("Letters"))),
            tr(N_("Names look the same on every machine, whatever is installed there.")),
            "administration.letters.card",
        )
        self._notes = row(space=0)
        self.inside.addLayout(self._notes)
        self._both = row(column(first, papers, space=16), second, space=16)
        self._both.setStretch(0, 2)
        self._both.setStretch(1, 3)
        self.inside.addLayout(self._both, 1)

    def resizeEvent(self, event: object) -> None:
        """Put the cards below each other where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def read(self) -> None:
        """Look which languages and letters are here."""
        self.desk.work(spoken).then(self, self._came, key="spoken")
        self.desk.work(i18n.languages).then(self, self.papers.set_rows, key="papers")
        fonts.load_others()
        here = set(QFontDatabase.families())
        self.letters.set_rows([Letters(family, family in here) for family in theme.FAMILIES])

    def _came(self, found: list[Spoken]) -> None:
        self.spoken.set_rows(found)
        drafts = sum(not one.read_by for one in found)
        if drafts and not self._notes.count():
            words = tr(N_("{count} languages are drafts made by a machine"), count=drafts)
            more = tr(N_("Have a speaker read consents and safety texts before they are used with a person."))
            self._notes.addWidget(Notice(words, more, tone="warn", name="administration.languages.drafts"))


def _card(title: str, table: Table, said: str, name: str) -> Card:
    card = Card(title, name=name)
    table.setMinimumHeight(theme.px(200))
    card.body.addWidget(frame("head", row(Label(said, "small", wrap=True), margins=(16, 8, 16, 8))))
    card.body.addWidget(table, 1)
    return card


def _there(one: Catalogue) -> Cell:
    return Cell(tr(N_("All papers")) if one.whole else tr(N_("Consent and the person's note")))


def _read(one: Catalogue) -> Cell:
    return _state(Spoken(one.code, one.name, one.read_by))


def _state(one: Spoken) -> Cell:
    if one.read_by:
        return Cell(badges=(Status("check-circle", tr(N_("Read by {who}"), who=one.read_by), "ok"),))
    return Cell(badges=(Status("pencil-simple", tr(N_("Draft by a machine")), "warn"),))


def _use(one: Letters) -> Cell:
    return Cell(tr(SCRIPTS[one.family][0]), bold=True)


def _bundled(one: Letters) -> Cell:
    if one.here:
        return Cell(badges=(Status("check-circle", tr(N_("Here")), "ok"),))
    return Cell(badges=(Status("warning", tr(N_("Missing")), "warn"),))


SHEET = LanguagesSheet
