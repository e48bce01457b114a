"""The made-up words of the demo: names, places, stories and phones, drawn in an order the seed decides."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from victimcase import paths

T = TypeVar("T")

HOME = "TH"
"""Where the demo office stands."""

SAID_LIKE = {"jav": "ind", "ceb": "fil", "hmn": "lao", "rhg": "ben", "tet": "ind"}
"""Languages in which no wish is written down, and the one it was said in instead."""


@dataclass(frozen=True)
class Name:
    """A made-up name with what goes with it; `citizenship` is empty for somebody stateless."""

    given: str
    family: str
    own_script: str
    romanised: str
    gender: str
    citizenship: str
    language: str
    script: str

    @property
    def own(self) -> str:
        """The name in its own script where that says more than the plain letters do."""
        return self.own_script if self.own_script != self.romanised else ""


@dataclass(frozen=True)
class Place:
    """A made-up place."""

    country: str
    kind: str
    name: str
    own_script: str
    region: str


@dataclass(frozen=True)
class Story:
    """How it began, the way, what was done, how it was kept up, how it ended; no `form` = no trafficking."""

    form: str
    industry: str
    site: str
    transport: tuple[str, ...]
    methods: tuple[str, ...]
    control: tuple[str, ...]
    recruitment: str
    transit: str
    exploitation: str
    kept_by: str
    ended: str
    forced_to: tuple[str, ...] = ()


FOR_CHILDREN = frozenset({"ForcedBegging", "ChildLabour"})
FOR_WOMEN = frozenset({"Surrogacy", "ForcedMarriage"})


def _folder() -> Path:
    return paths.resources() / "demo"


@lru_cache(maxsize=8)
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table of the demo."""
    with (_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def _narratives() -> dict[str, Any]:
    return tomllib.loads((_folder() / "narratives.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _stories() -> tuple[Story, ...]:
    stories: list[dict[str, Any]] = _narratives()["story"]
    frozen: list[dict[str, Any]] = [
        {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
        for one in stories
    ]
    return tuple(Story(**one) for one in frozen)


class Words:
    """Draws from the tables. A name goes to one person as long as there are names nobody bears yet."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names = tuple(Name(**row) for row in table("names"))
        self._places = tuple(Place(**row) for row in table("places"))
        left = list(self._names)
        rng.shuffle(left)
        by_script: dict[str, list[Name]] = {}
        for name in left:
            by_script.setdefault(name.script, []).append(name)
        columns = [column[:2] for _, column in sorted(by_script.items())]
        first = [name for row in zip_longest(*columns) for name in row if name is not None]
        self._left = dict.fromkeys([*first, *left])
        self._numbers: dict[str, int] = {}

    def next_name(self) -> Name:
        """The next name nobody bears; at first the scripts take turns, so that a few people show all."""
        found: Name | None = next(iter(self._left), None)
        if found is None:
            return self._rng.choice(self._names)
        del self._left[found]
        return found

    def name(self, citizenship: str, *, gender: str = "", language: str = "") -> Name:
        """A name of somebody from the same country, unborne as long as there is one."""

        def fits(name: Name) -> bool:
            return name.citizenship == citizenship and gender in ("", name.gender)

        fitting = [one for one in self._left if fits(one)]
        close = [one for one in fitting if one.language == language] or fitting
        if not close:
            return self._rng.choice([one for one in self._names if fits(one)] or self._names)
        found = self._rng.choice(close)
        del self._left[found]
        return found

    def place(self, country: str, *kinds: str) -> Place:
        """A place of a country, of one of these kinds where there is one; any other place failing that."""
        here = [one for one in self._places if one.country == country] or list(self._places)
        return self._rng.choice([one for one in here if one.kind in kinds] or here)

    def story(self, *, child: bool, woman: bool, indicated: bool = True) -> Story:
        """A story somebody like this may have lived through."""
        if not indicated:
            return next(one for one in _stories() if not one.form)
        fitting = [
            one
            for one in _stories()
            if one.form
            and (child or one.form not in FOR_CHILDREN)
            and (woman or one.form not in FOR_WOMEN)
            and (not child or one.form not in {"OrganRemoval", "Surrogacy", "SexualExploitation"})
        ]
        return self._rng.choice(fitting)

    def text(self, section: str, key: str, **fill: object) -> str:
        """A piece of text of a section, its gaps filled."""
        chosen: str = self._rng.choice(_narratives()[section][key])
        return chosen.format(**fill) if fill else chosen

    def wish(self, language: str) -> str:
        """What a person may want or not want, in their own language."""
        limit: dict[str, str] = self._rng.choice(_narratives()["limit"])
        own = limit.get(SAID_LIKE.get(language, language))
        return own or limit["english"]

    def phone(self, *, suspect: bool = False) -> str:
        """A number that rings nowhere: from a range set aside for fiction.

        Those of suspects end in 0 and no others do: nobody who is helped has the number of a recruiter.
        """
        one = self._rng.choice(_narratives()["phones"]["ranges"])
        number = self._rng.randrange(10 ** one["digits"])
        number += -(number % 10) if suspect else number % 10 == 0
        return f"{one['prefix']}{number:0{one['digits']}d}"

    def number(self, series: str) -> str:
        """The next number of a series, such as a receipt's."""
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return f"{series}-{self._numbers[series]:05d}"

    def interpreter(self, country: str) -> str:
        """Somebody who interprets for people of a country, or a voice on the phone."""
        found = [row["name"] for row in table("staff") if row["role"] == "interpreter"]
        own = [
            row["name"]
            for row in table("staff")
            if row["role"] == "interpreter" and row["country"] == country
        ]
        return self._rng.choice(own or [*found[:1], "Telephone interpreter (demo)"])

    def staff(self, role: str) -> str:
        """Somebody of the office or its partners by what they do."""
        return next(row["name"] for row in table("staff") if row["role"] == role)

    def some(self, items: Sequence[T], low: int, high: int) -> tuple[T, ...]:
        """A few of several things, in the order of the list."""
        count = min(len(items), self._rng.randint(low, high))
        chosen = set(self._rng.sample(range(len(items)), count))
        return tuple(item for index, item in enumerate(items) if index in chosen)


def every_script() -> frozenset[str]:
    """The scripts of the region, by their ISO 15924 codes."""
    return frozenset(chain.from_iterable((row["script"],) for row in table("names")))
