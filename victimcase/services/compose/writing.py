"""The desk a paper is written at: what was released, in words of the paper's languages.

Composition sees released pieces only. A field of a category that may not go stands as “withheld” where the
reader may know that there is such a thing, and is not even named where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from victimcase.domain.records.identification import ContactEvent
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Link, Record, Spec, User, category_of, filled, specs
from victimcase.domain.values import empty
from victimcase.domain.words import SEALED, Category, RecordId
from victimcase.i18n import N_, comma, digits, spoken
from victimcase.report.letter import Section
from victimcase.report.paper import Cell, Line, Part, Table, Words
from victimcase.services.compose.order import Order
from victimcase.services.compose.values import country_in, said, shown
from victimcase.services.free_texts import is_prose
from victimcase.services.released import Content, Fact, Released

R = TypeVar("R", bound=Record)
INNER: Final = frozenset({"about_kind", "about_record", "rule"})
"""Fields of a task that the program fills in for itself: ids and inner names say nothing on paper."""
FIRST: Final = {ContactEvent.kind: N_("First contact")}
"""What the first record of a kind is called; “Contact” alone is also what one category is called."""
BLANK: Final = None
"""Value of a line that is left to be written on."""
UNSAID: Final = "–"
"""Stands in a table for a text that may be empty or unread; an empty cell says that nothing is recorded."""


@dataclass(frozen=True)
class Setting:
    """What a paper needs besides what was released: the office, the day, names behind links, code lists.

    `people` are names of users by login; they stand on papers of the own office and of the person only.
    """

    office: str
    today: date
    names: Mapping[str, str]
    reference: Reference
    contact: tuple[tuple[str, str], ...] = ()
    """Labels (marked, not translated yet) and values: how the office is reached."""
    people: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    country: str = ""


@dataclass(frozen=True)
class Kept:
    """A released record with its id and the record it is a row of."""

    id: RecordId
    record: Any
    parent: RecordId | None


@dataclass(frozen=True)
class Writing:
    """What a composer works with: the release, the setting, the order, the languages."""

    released: Released
    setting: Setting
    order: Order

    @property
    def languages(self) -> tuple[str, ...]:
        """One language, or two that stand side by side."""
        return self.order.languages

    @property
    def content(self) -> Content:
        """What may go of the one case."""
        return self.released.contents[0]

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What goes besides records."""
        return self.released.facts

    # words
    def say(self, text: str, /, **values: object) -> Words:
        """A marked text in the languages of the paper, its places filled; a value may itself be `Words`."""
        return one_if_alike(
            tuple(
                spoken(
                    text, language, **{name: _placed(value, at, language) for name, value in values.items()}
                )
                for at, language in enumerate(self.languages)
            )
        )

    def day(self, day: date | None) -> Words:
        """A day in words."""
        return one_if_alike(tuple(said(day, language) for language in self.languages)) if day else ""

    def iso(self, text: str) -> Words:
        """A day that is kept as ISO 8601, in words."""
        return self.day(date.fromisoformat(text))

    def join(self, words: Sequence[Words], between: str = "") -> Words:
        """Several words as one, in each language, with its own comma where nothing else stands `between`.

        Beside each other names are the same in every language, and stay one text.
        """
        if len(self.languages) > 1 and all(isinstance(one, str) for one in words):
            return (between or ", ").join(map(str, words))
        return one_if_alike(
            tuple(
                (between or comma(language)).join(str(_at(one, at)) for one in words)
                for at, language in enumerate(self.languages)
            )
        )

    def country(self, code: str | None) -> Words:
        """The name of a country by its two letters."""
        reference = self.setting.reference
        return one_if_alike(tuple(country_in(code, reference, at) for at in self.languages)) if code else ""

    def code(self, codes: str, code: str | None) -> Words:
        """The label of a code."""
        return self.say(self.setting.reference.label(codes, code)) if code else ""

    # records
    def all(self, cls: type[R]) -> tuple[Kept, ...]:
        """The released records of a kind, oldest first."""
        return tuple(
            Kept(one.id, one.record, one.parent) for one in self.content.pieces if isinstance(one.record, cls)
        )

    def latest(self, cls: type[R]) -> R | None:
        """The newest released record of a kind."""
        found = self.all(cls)
        return found[-1].record if found else None

    def rows(self, cls: type[R], parent: RecordId) -> tuple[Kept, ...]:
        """The released rows of one record."""
        return tuple(one for one in self.all(cls) if one.parent == parent)

    # what may be said
    def goes(self, category: Category) -> bool:
        """Whether what a category tells may be on this paper."""
        return category in self.content.categories

    def told(self, category: Category) -> bool:
        """Whether the paper may say that something of a category is withheld."""
        return category in self.released.purpose.categories - SEALED

    # values and lines
    def value(self, record: Record, name: str) -> Words:
        """A field in words; empty where nothing is recorded or nothing may be said."""
        spec: Spec = specs(type(record))[name]
        value = getattr(record, name)
        if empty(value):
            return ""
        if isinstance(spec, Link):
            return self.setting.names.get(str(value), "")
        if isinstance(spec, User):
            inside = self.released.recipient.own or self.released.recipient.person
            return self.setting.people.get(str(value), str(value)) if inside else ""
        reference = self.setting.reference
        return one_if_alike(tuple(shown(spec, value, reference, language) for language in self.languages))

    def line(self, record: Record | None, cls: type[Record], name: str, label: str = "") -> Line | None:
        """One field as a line: its value, “withheld”, or nothing at all where it may not even be named.

        An empty field gives a line that says so; `label` replaces that of the field.
        """
        words = self.say(label or specs(cls)[name].label)
        field = f"{cls.kind}.{name}"
        category = category_of(cls, name)
        if not self.goes(category):
            return Line(words, field=field, withheld=True) if self.told(category) else None
        return Line(words, self.value(record, name) if record is not None else "", field=field)

    def lines(self, record: Record | None, cls: type[Record], *names: str) -> tuple[Line, ...]:
        """Fields as lines, those that say something and those that are withheld; all of them if none is
        named. Free text that nobody has read, and links that lead nowhere, are left out.
        """
        found = []
        for name in names or specs(cls):
            line = self.line(record, cls, name)
            if line is not None and (line.value or (line.withheld and names)):
                found.append(line)
        return tuple(found)

    def part(self, heading: str, cls: type[Record], *names: str) -> tuple[Part, ...]:
        """A part for each released record of a kind, counted where there are several; none: no part.

        Where the kind as a whole may not go and the reader may know of it, a part says “withheld”.
        """
        found = self.all(cls)
        if not found and not self.goes(cls.category) and self.told(cls.category):
            return (Part(self.say(heading), rows=(Line(self.say(cls.title), withheld=True),)),)
        return tuple(
            Part(self._counted(heading, at, len(found)), rows=lines)
            for at, kept in enumerate(found, 1)
            if (lines := self.lines(kept.record, cls, *names))
        )

    def _counted(self, heading: str, at: int, of: int) -> Words:
        return (
            self.say(N_("{heading} {number}"), heading=self.say(heading), number=at)
            if of > 1
            else self.say(heading)
        )

    def table(
        self, kept: Sequence[Kept], cls: type[Record], *names: str, shares: tuple[float, ...] = ()
    ) -> Table | None:
        """Records as the rows of a table, fields as its columns; those that may not be named are left out."""
        columns = [
            name for name in names if self.goes(category_of(cls, name)) or self.told(category_of(cls, name))
        ]
        if not kept or not columns:
            return None
        widths = tuple(share for name, share in zip(names, shares, strict=False) if name in columns)
        return Table(
            tuple(self.say(specs(cls)[name].label) for name in columns),
            tuple(tuple(self._cell(one.record, cls, name) for name in columns) for one in kept),
            shares=widths,
        )

    def _cell(self, record: Record, cls: type[Record], name: str) -> Cell:
        field = f"{cls.kind}.{name}"
        if not self.goes(category_of(cls, name)):
            return Cell("", field, withheld=True)
        unread = is_prose(specs(cls)[name], category_of(cls, name)) and not self.released.recipient.own
        return Cell(self.value(record, name) or (UNSAID if unread else ""), field)

    def sections(self, *, without: Sequence[str] = ()) -> Iterator[Section]:
        """Every released record as a section of all its fields, in the order of the kinds."""
        kinds = [one for one in dict.fromkeys(one.kind for one in self.content.pieces) if one not in without]
        for kind in kinds:
            same = [one for one in self.content.pieces if one.kind == kind]
            for at, one in enumerate(same, 1):
                cls = type(one.record)
                said = (name for name, _, _ in filled(one.record) if name not in INNER)
                lines = self.lines(one.record, cls, *said)
                if lines:
                    first = FIRST.get(kind) if at == 1 else None
                    yield self.say(first) if first else self._counted(cls.title, at, len(same)), lines


def one_if_alike(words: tuple[str, ...]) -> Words:
    """One text instead of two where both languages say the same."""
    return words[0] if len(set(words)) == 1 else words


def _placed(value: object, at: int, language: str) -> object:
    """A value as it stands in a sentence of a language; a whole number in the digits of that language."""
    one = _at(value, at)
    return digits(str(one), language) if isinstance(one, int) else one


def _at(value: object, at: int) -> object:
    return value[min(at, len(value) - 1)] if isinstance(value, tuple) else value
