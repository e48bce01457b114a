"""Code lists, countries, languages and indicator sets, as records name them and as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from victimcase.domain.folding import search_key


@dataclass(frozen=True)
class Code:
    """One entry of a code list: `code` is kept in records, `label` is shown (translate it where shown)."""

    code: str
    label: str
    order: int = 0
    note: str = ""
    local: bool = False
    """Added by this program to a list of the standard."""
    htcds: str = ""
    """The code it leaves as in HTCDS 2.0; empty when the standard has no such list."""


@dataclass(frozen=True)
class CodeList:
    """The codes of one list in the order they are offered, and other words they are read by."""

    name: str
    codes: Mapping[str, Code]
    source: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Code by a text somebody may have written instead of code or label."""

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def label(self, code: str) -> str:
        """The words of a code; a code from elsewhere, unknown here, is shown as it is."""
        known = self.codes.get(code)
        return known.label if known else code

    def find(self, text: str) -> str | None:
        """The code meant by a code, label or other spelling, in any case and with any spaces and signs."""
        return text if text in self.codes else self._spellings.get(_spelling(text))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Where two codes are spelt alike, a code beats a label and a label beats an alias."""
        found = {_spelling(text): code for text, code in self.aliases.items() if code in self.codes}
        found |= {_spelling(one.label): one.code for one in self}
        found |= {_spelling(one.code): one.code for one in self}
        found.pop("", None)
        return found


@dataclass(frozen=True)
class Indicator:
    """One sign of trafficking; `strength` is strong, medium, weak or not weighted."""

    code: str
    dimension: str
    strength: str
    wording: str
    verified: bool
    """Found in a public source; otherwise the wording is marked wherever it is shown."""


@dataclass(frozen=True)
class IndicatorSet:
    """The indicators for one population, in one version that screenings keep."""

    population: str
    version: str
    source: str
    indicators: tuple[Indicator, ...]

    @property
    def verified(self) -> bool:
        """Every wording was found in a public source; otherwise the set carries a mark at its head."""
        return all(one.verified for one in self.indicators)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in the order of the set."""
        return tuple(dict.fromkeys(one.dimension for one in self.indicators))

    def of(self, dimension: str) -> tuple[Indicator, ...]:
        """The indicators of one dimension, in the order of the set."""
        return tuple(one for one in self.indicators if one.dimension == dimension)

    def get(self, code: str) -> Indicator | None:
        """The indicator with this code, if the set has it."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {one.code: one for one in self.indicators}


@dataclass(frozen=True)
class Country:
    """A country or territory of ISO 3166-1: `code` has two letters, `alpha3` three."""

    code: str
    alpha3: str
    name: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """A language: `code` has the three letters of ISO 639-3, which for ISO 639-2 is the terminology code."""

    code: str
    name: str
    alpha2: str = ""
    bibliographic: str = ""
    htcds: str = ""
    """The ISO 639-2 code it leaves as in HTCDS; empty when that standard has none for it."""
    offered: bool = False
    """Among the languages a form offers; any other can still be written."""
    other_names: tuple[str, ...] = ()


COUNTRY, LANGUAGE = "country", "language"


@dataclass(frozen=True)
class Reference:
    """Everything records refer to by a key. Made once by `services.reference.load`; never changes.

    `countries` and `languages` may be read from their library only when first asked for.
    """

    lists: Mapping[str, CodeList]
    indicator_sets: tuple[IndicatorSet, ...] = ()
    countries: Mapping[str, Country] = field(default_factory=dict, repr=False)
    languages: Mapping[str, Language] = field(default_factory=dict, repr=False)
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """For countries and languages: code by a text somebody may have written."""

    def codes(self, name: str) -> CodeList:
        """A code list; also `country`, and `language` with those a form offers.

        Raises `KeyError` when there is no such list.
        """
        if name == COUNTRY:
            return self._country_list
        return self._offered_languages if name == LANGUAGE else self.lists[name]

    def label(self, name: str, code: str) -> str:
        """The words of a code in a list; an unknown code is shown as it is. Raises `KeyError` for no list."""
        return self.codes(name).label(code)

    def find(self, name: str, text: str) -> str | None:
        """The code meant by a code, label or other spelling; None when the list has none like it.

        Raises `KeyError` for no list.
        """
        if name == LANGUAGE:
            return self.find_language(text)
        return self.codes(name).find(text)

    def country(self, code: str) -> str:
        """The name of a country by its two letters; an unknown code is shown as it is."""
        known = self.countries.get(code)
        return known.name if known else code

    def language(self, code: str) -> str:
        """The name of a language by its three letters; an unknown code is shown as it is."""
        known = self.languages.get(code)
        return known.name if known else code

    def find_country(self, text: str) -> str | None:
        """The two letters of a country meant by its name, in English or as HTCDS has it, or its letters."""
        return text if text in self.countries else self._country_list.find(text)

    def find_language(self, text: str) -> str | None:
        """The three letters of a language meant by its name or by any of its ISO 639 codes."""
        return text if text in self.languages else self._language_list.find(text)

    def indicator_set(self, population: str, version: str = "") -> IndicatorSet | None:
        """The set of a population in one version, or in the newest; None when there is no such set."""
        fitting = [one for one in self.indicator_sets if one.population == population]
        if version:
            fitting = [one for one in fitting if one.version == version]
        return max(fitting, key=lambda one: _version_key(one.version), default=None)

    @cached_property
    def _country_list(self) -> CodeList:
        names = {
            name: one.code
            for one in self.countries.values()
            for name in (one.alpha3, *one.other_names)
            if name
        }
        return _named(COUNTRY, "ISO 3166-1", self.countries.values(), names, self.aliases.get(COUNTRY, {}))

    @cached_property
    def _language_list(self) -> CodeList:
        known = self.languages.values()
        names = {name: one.code for one in known for name in one.other_names}
        names |= {code: one.code for one in known for code in (one.bibliographic, one.alpha2) if code}
        return _named(LANGUAGE, "ISO 639", known, names, self.aliases.get(LANGUAGE, {}))

    @cached_property
    def _offered_languages(self) -> CodeList:
        offered = (one for one in self.languages.values() if one.offered)
        return _named(LANGUAGE, "ISO 639", offered, {}, {})


def _named(
    name: str,
    source: str,
    known: Iterable[Country | Language],
    names: Mapping[str, str],
    aliases: Mapping[str, str],
) -> CodeList:
    ordered = sorted(known, key=lambda one: search_key(one.name))
    codes = {
        one.code: Code(one.code, one.name, order, htcds=one.htcds if isinstance(one, Language) else one.code)
        for order, one in enumerate(ordered, 1)
    }
    return CodeList(name, codes, source, {**names, **aliases})


def _spelling(text: str) -> str:
    return "".join(letter for letter in search_key(text) if letter.isalnum())


def _version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Version 10 comes after version 9."""
    parts = version.replace("-", ".").split(".")
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
