"""The standard as data: its fields, its pick lists, and the other spellings that stand for them."""

from __future__ import annotations

import csv
import enum
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any


class Kind(enum.Enum):
    """How the cells of a field are read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LANGUAGE = "language"
    WHOLE_NUMBER = "whole_number"
    DEGREES = "degrees"
    PHONE = "phone"
    EMAIL = "email"


class Level(enum.Enum):
    """How firmly the standard asks for a field."""

    CORE = "core"
    OPTIONAL = "optional"
    DEPRECATED = "deprecated"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Field:
    """A field a file can hold: its name in the standard (or our `kind.field`), label, and how it is read."""

    name: str
    label: str
    kind: Kind
    list: str = ""
    level: Level = Level.OWN
    section: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One choice of a pick list; a local one is not in the standard and leaves as `Other`."""

    code: str
    label: str
    local: bool = False


def fold(text: str) -> str:
    """A text as names and labels are compared: letters and digits only, without case or spelling variants."""
    folded = _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())
    return folded.replace("organisation", "organization").replace("labor", "labour")


_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class CodeLists:
    """Fields by name, pick lists by name, and what other spellings mean."""

    fields: Mapping[str, Field]
    codes: Mapping[str, tuple[Code, ...]]
    told: frozenset[tuple[str, str]] = frozenset()
    _names: Mapping[str, str] = field(default_factory=dict, repr=False)
    _labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    _resolved: dict[str, dict[str, str | None]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def core(self) -> tuple[Field, ...]:
        """The 38 fields of the recommended minimum, in the order of the standard."""
        return tuple(field for field in self.fields.values() if field.level is Level.CORE)

    def name(self, text: str) -> str | None:
        """The field whose machine name this is, also misspelt in a known way or with other underscores."""
        return self._names.get(fold(text))

    def labelled(self, text: str) -> tuple[str, ...]:
        """The fields that carry this label; some labels of the standard are shared."""
        return self._labels.get(fold(text), ())

    def code(self, list_name: str, text: str) -> str | None:
        """The code a text stands for: itself, a label or a known spelling, in any case and spacing."""
        known = self._resolved.setdefault(list_name, {})
        if text in known:
            return known[text]
        found = self._spellings.get(list_name, {}).get(fold(text))
        found = found if found is not None else _known_elsewhere(list_name, text.strip())
        if len(known) < _REMEMBERED:
            known[text] = found
        return found

    def tells(self, list_name: str, text: str) -> bool:
        """Whether this spelling stands for a code of slightly other meaning, which the report must say."""
        return (list_name, fold(text)) in self.told

    def labels(self, list_name: str) -> tuple[str, ...]:
        """The labels of a list, for a message that says what may stand in a cell."""
        return tuple(code.label for code in self.codes.get(list_name, ()))

    def standard(self, list_name: str) -> frozenset[str]:
        """The codes of a list that the standard itself has."""
        return frozenset(code.code for code in self.codes.get(list_name, ()) if not code.local)


@functools.lru_cache(maxsize=4096)
def _known_elsewhere(list_name: str, text: str) -> str | None:
    """ISO names and codes the standard does not list itself: of countries (3166-1) and of languages (639)."""
    if list_name not in _ELSEWHERE or not 1 < len(text) <= _LONGEST_NAME:
        return None
    import pycountry

    keys, answer = _ELSEWHERE[list_name]
    place: Any = pycountry.countries if list_name == "country" else pycountry.languages
    for key in keys:
        try:
            found = place.get(**{key: text})
        except KeyError:  # no entry has this key
            continue
        if found is not None:
            return str(getattr(found, answer))
    return None


_REMEMBERED = 5_000  # texts a list, in case a column holds something else altogether
_LONGEST_NAME = 60
_ELSEWHERE = {
    "country": (("alpha_2", "alpha_3", "name", "common_name", "official_name"), "alpha_2"),
    "language": (("alpha_3", "alpha_2", "bibliographic", "name"), "alpha_3"),
}


def load(folder: Traversable) -> CodeLists:
    """The standard from `dictionary.csv`, `codelists.csv` and `aliases.csv` of this folder."""
    fields = {row["field"]: _field(row) for row in _rows(folder, "dictionary.csv")}
    codes: dict[str, list[Code]] = {}
    for row in _rows(folder, "codelists.csv"):
        codes.setdefault(row["list"], []).append(Code(row["code"], row["label"], row["local"] == "yes"))
    return build(fields, {name: tuple(found) for name, found in codes.items()}, _rows(folder, "aliases.csv"))


def build(
    fields: Mapping[str, Field], codes: Mapping[str, tuple[Code, ...]], aliases: Iterable[Mapping[str, str]]
) -> CodeLists:
    """Lists from their parts.

    `aliases` are rows with `kind` (name or code), `list`, `found`, `canonical` and `tell`.
    """
    names = {fold(name): name for name in fields}
    labels: dict[str, tuple[str, ...]] = {}
    for one in fields.values():
        labels[fold(one.label)] = (*labels.get(fold(one.label), ()), one.name)
    spellings: dict[str, dict[str, str]] = {
        name: {fold(text): code.code for code in listed for text in (code.label, code.code)}
        for name, listed in codes.items()
    }
    told: set[tuple[str, str]] = set()
    for row in aliases:
        if row["kind"] == "name":
            names.setdefault(fold(row["found"]), row["canonical"])
            continue
        spellings.setdefault(row["list"], {}).setdefault(fold(row["found"]), row["canonical"])
        if row["tell"]:
            told.add((row["list"], fold(row["found"])))
    return CodeLists(fields, codes, frozenset(told), names, labels, spellings)


def _rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(folder.joinpath(name).read_text(encoding="utf-8").splitlines())


def _field(row: Mapping[str, str]) -> Field:
    return Field(
        row["field"], row["label"], Kind(row["kind"]), row["list"], Level(row["level"]), row["section"]
    )
