"""About the program: its version, the licence it comes under, and everything it is made of."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from typing import Final

from PySide6.QtCore import qVersion

from victimcase import __version__
from victimcase.domain.folding import search_key
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.boxes import Card, column
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr

BUNDLED: Final = (
    (N_("Letters: Noto fonts and Vazirmatn"), "", "SIL Open Font License 1.1"),
    (N_("Signs: Phosphor icons"), "", "MIT"),
    (N_("Lists of codes: Human Trafficking Case Data Standard, IOM"), "2.0", "CC BY 4.0"),
    (N_("Signs of trafficking: after ILO, European Commission and UNODC"), "", N_("wording our own")),
    (N_("Names of countries and languages: Debian iso-codes"), "", "LGPL-2.1-or-later"),
)


@dataclass(frozen=True)
class Piece:
    """Something the program is made of."""

    name: str
    version: str
    licence: str


def pieces() -> list[Piece]:
    """What ships with the program, then every library it stands on, by name."""
    shipped = [Piece(tr(name), version, tr(licence)) for name, version, licence in BUNDLED]
    return [*shipped, *sorted(_libraries(), key=lambda one: one.name.casefold())]


def _libraries() -> list[Piece]:
    try:
        wanted = metadata.requires("victimcase") or []
    except metadata.PackageNotFoundError:  # a copy that was not installed names no libraries
        return []
    found = []
    for line in wanted:
        name = re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0]
        try:
            said = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # one that this system has no need of
            continue
        found.append(Piece(name, metadata.version(name), _licence(said)))
    return found


def _licence(said: metadata.PackageMetadata) -> str:
    given = dict(said.items()) if isinstance(said, Message) else {}
    expression = str(given.get("License-Expression") or "")
    if expression:
        return expression
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if "License" in line]
    short = str(given.get("License") or "").strip().splitlines()
    return ", ".join(classes) or (short[0][:80] if short else tr(N_("see its own papers")))


class About(HelpSheet):
    """Version, licence, and the list of what is inside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pieces: list[Piece] = []
        facts = Card(tr(N_("victimcase {version}"), version=__version__), name="help.about.card")
        words = column(space=8, margins=(16, 12, 16, 16))
        system = (
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}"
        )
        for text in (
            tr(N_("Free software under the GNU General Public License, version 3 or later. No warranty.")),
            tr(
                N_("It makes no connection to any network, and tells nobody anything about you or your work.")
            ),
            tr(N_("Runs on {system}."), system=system),
        ):
            words.addWidget(Label(text, "body", wrap=True))
        facts.body.addLayout(words)
        columns: list[Column[Piece]] = [
            Column("name", tr(N_("Part")), 0, lambda one: Cell(one.name, bold=True), sortable=False),
            Column("version", tr(N_("Version")), 120, lambda one: Cell(one.version), sortable=False),
            Column("licence", tr(N_("Licence")), 360, lambda one: Cell(one.licence), sortable=False),
        ]
        self.model: PagedModel[Piece] = PagedModel(columns)
        self.table = Table(self.model, name="help.about.table", aloud=tr(N_("What the program is made of")))
        self.table.setMinimumHeight(theme.px(240))
        made_of = Card(tr(N_("What it is made of")), name="help.about.pieces")
        made_of.body.addWidget(self.table, 1)
        self.inside.addWidget(facts)
        self.inside.addWidget(made_of, 1)
        desk.work(pieces).then(self, self._came, key="pieces")

    def _came(self, found: list[Piece]) -> None:
        self._pieces = found
        self.search(self.text)

    def narrow(self) -> int | None:
        """Narrow the list."""
        if not self._pieces:
            return None
        words = search_key(self.text).split()
        hits = [
            one
            for one in self._pieces
            if all(word in search_key(f"{one.name} {one.licence}") for word in words)
        ]
        self.model.set_rows(hits)
        return len(hits)
