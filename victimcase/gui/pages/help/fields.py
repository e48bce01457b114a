"""Words and fields: every kind of record with every field, in one list that narrows as one types."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from victimcase.domain.dictionary import FieldEntry, KindEntry, data_dictionary
from victimcase.domain.folding import search_key
from victimcase.domain.words import CATEGORY_TITLES, STAGE_TITLES, Category, Stage
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.badge import Status
from victimcase.gui.parts.boxes import Card, column
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr

TYPES = {
    "text": N_("words"),
    "long_text": N_("longer words"),
    "day": N_("a day"),
    "partial_day": N_("a day, or part of one"),
    "instant": N_("a day and a time"),
    "choice": N_("one of a list"),
    "choices": N_("some of a list"),
    "yes_no": N_("yes or no"),
    "number": N_("a number"),
    "money": N_("an amount"),
    "country": N_("a country"),
    "countries": N_("countries"),
    "language": N_("a language"),
    "languages": N_("languages"),
    "phone": N_("a phone number"),
    "link": N_("another record"),
    "user": N_("a colleague"),
    "attachment": N_("a file"),
}
"""Kind of field -> what is written into it, in plain words."""


@dataclass(frozen=True)
class Line:
    """One field, in the words of the reader's language."""

    kind: str
    label: str
    about: str
    """What it asks for."""
    type: str
    category: str
    sealed: bool
    required: bool
    standard: str
    """The field of the international standard it leaves as."""
    whole: str
    """Everything to be said of it, for the foot."""
    key: str


def lines() -> list[Line]:
    """Every field of every kind of record."""
    return [_line(kind, field) for kind in data_dictionary() for field in kind["fields"]]


def _line(kind: KindEntry, field: FieldEntry) -> Line:
    title, label = tr(kind["title"]), tr(field["label"])
    about = tr(field["help"])
    category = tr(CATEGORY_TITLES[Category(field["category"])])
    type_ = tr(TYPES.get(field["type"], field["type"]))
    stage = tr(STAGE_TITLES[Stage(kind["stage"])]) if kind["stage"] else ""
    parts = [f"{title}: {tr(kind['help'])}" if kind["help"] else title, about]
    if stage:
        parts.append(tr(N_("Stage: {stage}."), stage=stage))
    if field["required"]:
        parts.append(tr(N_("A step or a paper asks for it.")))
    if field["htcds"]:
        parts.append(tr(N_("Leaves as {name} of the standard HTCDS."), name=field["htcds"]))
    key = search_key(" ".join([title, label, about, category, type_, field["htcds"], field["name"]]))
    return Line(
        title,
        label,
        about,
        type_,
        category,
        field["sealed"],
        field["required"],
        field["htcds"],
        " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts if part),
        key,
    )


class Fields(HelpSheet):
    """The data dictionary, in plain words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[Line] | None = None
        self.model: PagedModel[Line] = PagedModel(self._columns())
        self.table = Table(self.model, name="help.fields.table", aloud=tr(N_("Fields")))
        self.table.setMinimumHeight(theme.px(240))
        self.table.chosen.connect(self._say)
        self._empty = Empty(
            "magnifying-glass",
            tr(N_("No field has all of these words")),
            tr(N_("Try one word, or the first letters of one.")),
            name="help.fields.empty",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._said = Label("", "body", wrap=True)
        self._said.setMinimumHeight(theme.px(40))
        card = Card(name="help.fields.card")
        card.setAccessibleName(tr(N_("Fields")))
        card.body.addWidget(self._stack, 1)
        card.set_foot(column(self._said))
        self.inside.addWidget(card, 1)
        desk.work(lines).then(self, self._came, key="lines")

    def _columns(self) -> list[Column[Line]]:
        def label(one: Line) -> Cell:
            return Cell(one.label, bold=True, match=self.text)

        def category(one: Line) -> Cell:
            badges = (Status("lock-key", tr(N_("Sealed")), "private"),) if one.sealed else ()
            return Cell(one.category, badges=badges)

        return [
            Column("label", tr(N_("Field")), 230, label, sortable=False),
            Column("kind", tr(N_("Record")), 210, lambda one: Cell(one.kind), sortable=False),
            Column("about", tr(N_("What it is")), 0, lambda one: Cell(one.about), False, 900),
            Column("type", tr(N_("Written as")), 150, lambda one: Cell(one.type), sortable=False),
            Column("category", tr(N_("Kind of data")), 230, category, sortable=False),
        ]

    def _came(self, found: list[Line]) -> None:
        self._lines = found
        self.search(self.text)

    def narrow(self) -> int | None:
        """Narrow the list."""
        if self._lines is None:
            return None
        words = search_key(self.text).split()
        hits = [one for one in self._lines if all(word in one.key for word in words)]
        self.model.set_rows(hits)
        self._stack.setCurrentWidget(self.table if hits else self._empty)
        if hits:
            self.table.selectRow(0)
        else:
            self._say(None)
        return len(hits)

    def _say(self, line: Line | None) -> None:
        self._said.setText(line.whole if line else "")
