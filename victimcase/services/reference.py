"""The program's own reference, read once from its resources; names of countries when first asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from victimcase import paths
from victimcase.domain.errors import Damaged
from victimcase.domain.reference import (
    Code,
    CodeList,
    Country,
    Indicator,
    IndicatorSet,
    Language,
    Reference,
)
from victimcase.i18n import N_

V = TypeVar("V")

HTCDS = "HTCDS 2.0"
LOCAL = "local"
_EXPORT = "export="


@lru_cache(maxsize=1)
def load() -> Reference:
    """The reference every transaction carries. Raises `Damaged` when a file of the program is broken."""
    return load_from(paths.resources())


def load_from(folder: Path) -> Reference:
    """The reference made of `codes/*.csv`, `indicators/*.csv`, `aliases.csv` and `languages.csv` of a folder.

    Raises `Damaged` for a row that lacks a column or names a code twice.
    """
    aliases = _aliases(folder / "aliases.csv")
    sets = tuple(_indicator_set(path) for path in sorted((folder / "indicators").glob("*.csv")))
    return Reference(
        lists=_code_lists(sorted((folder / "codes").glob("*.csv")), aliases),
        indicator_sets=sets,
        countries=_WhenAsked(_countries),
        languages=_WhenAsked(lambda: _languages(folder / "languages.csv")),
        aliases=aliases,
    )


class _WhenAsked(Mapping[str, V], Generic[V]):
    """A mapping made when somebody first looks into it."""

    def __init__(self, make: Callable[[], dict[str, V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> dict[str, V]:
        return self._make()

    def __getitem__(self, key: str) -> V:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _rows(path: Path, wanted: tuple[str, ...]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The rows of a CSV file, and what its first lines say as `# name: text`."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    said: dict[str, str] = {}
    while lines and lines[0].startswith("#"):
        name, _, text = lines.pop(0).lstrip("# ").partition(":")
        said[name.strip()] = text.strip()
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != wanted:
        raise _damaged(path, 1)
    rows = []
    for number, row in enumerate(reader, 2):
        if None in row or None in row.values():  # a comma too many, or one too few
            raise _damaged(path, number)
        rows.append(row)
    return rows, said


def _code_lists(files: list[Path], aliases: Mapping[str, Mapping[str, str]]) -> dict[str, CodeList]:
    codes: dict[str, dict[str, Code]] = {}
    sources: dict[str, str] = {}
    for path in files:
        rows, _ = _rows(path, ("list", "code", "label", "order", "source", "note"))
        for number, row in enumerate(rows, 2):
            of = codes.setdefault(row["list"], {})
            if row["code"] in of or not row["code"] or not row["label"] or not row["order"].isdecimal():
                raise _damaged(path, number)
            of[row["code"]] = _code(row)
            sources.setdefault(row["list"], row["source"])
    return {
        name: CodeList(
            name,
            {one.code: one for one in sorted(of.values(), key=lambda one: one.order)},
            sources[name],
            aliases.get(name, {}),
        )
        for name, of in codes.items()
    }


def _code(row: dict[str, str]) -> Code:
    export = next((part for part in row["note"].split() if part.startswith(_EXPORT)), "")
    standard = row["code"] if row["source"].startswith(HTCDS) else ""
    return Code(
        code=row["code"],
        label=row["label"],
        order=int(row["order"]),
        note=row["note"],
        local=row["source"] == LOCAL and bool(export),
        htcds=export.removeprefix(_EXPORT).rstrip(";,.") or standard,
    )


def _indicator_set(path: Path) -> IndicatorSet:
    rows, said = _rows(path, ("code", "dimension", "strength", "wording", "verified"))
    distinct = {row["code"] for row in rows}
    if not {"population", "version", "source"} <= said.keys() or len(distinct) != len(rows):
        raise _damaged(path, 1)
    indicators = tuple(
        Indicator(row["code"], row["dimension"], row["strength"], row["wording"], row["verified"] == "yes")
        for row in rows
    )
    return IndicatorSet(said["population"], said["version"], said["source"], indicators)


def _aliases(path: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in _rows(path, ("list", "found", "code", "source", "note"))[0]:
        found.setdefault(row["list"], {})[row["found"]] = row["code"]
    return found


def _countries() -> dict[str, Country]:
    import pycountry  # its tables take a tenth of a second, and most work needs no name

    found = {}
    for one in pycountry.countries:
        others = (getattr(one, "common_name", ""), getattr(one, "official_name", ""))
        found[one.alpha_2] = Country(
            one.alpha_2, one.alpha_3, one.name, tuple(name for name in others if name)
        )
    return found


def _languages(path: Path) -> dict[str, Language]:
    import pycountry

    chosen = {row["code"]: row["export"] for row in _rows(path, ("code", "export", "note"))[0]}
    found = {one.alpha_3: _language(one, chosen) for one in pycountry.languages}
    for one in pycountry.language_families:  # HTCDS may name a family, such as kar or sgn
        found.setdefault(one.alpha_3, _language(one, chosen))
    return found


def _language(one: Any, chosen: Mapping[str, str]) -> Language:
    """A language of pycountry. All with two letters are in ISO 639-2; for the others the file says it."""
    alpha2: str = getattr(one, "alpha_2", "")
    living = getattr(one, "type", "L") == "L"
    return Language(
        code=one.alpha_3,
        name=one.name[0].upper() + one.name[1:].removesuffix(" (macrolanguage)"),
        alpha2=alpha2,
        bibliographic=getattr(one, "bibliographic", ""),
        htcds=one.alpha_3 if alpha2 else chosen.get(one.alpha_3, ""),
        offered=one.alpha_3 in chosen or bool(alpha2 and living),
        other_names=tuple(
            name for name in (getattr(one, "common_name", ""), getattr(one, "inverted_name", "")) if name
        ),
    )


def _damaged(path: Path, row: int) -> Damaged:
    return Damaged(
        N_("The program's own file {file} is not as it was written (row {row}); no case was touched."),
        N_("Install the program again."),
        file=path.name,
        row=row,
    )
