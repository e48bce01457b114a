"""Whether a text names somebody who is helped: by name in any script, phone, or number of a document.

For what several cases have in common and what is told to others about recruiters: there nobody who was
helped may stand, not even by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from victimcase.domain.errors import Refused
from victimcase.domain.names import search_key
from victimcase.domain.spec import Record, specs
from victimcase.domain.values import Plain
from victimcase.i18n import N_, tr
from victimcase.services.tx import Tx
from victimcase.store import statements

_WORDS: Final = re.compile(r"[^\W_]+(?:[^\W_]|[\u0300-\u036f\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e])*")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that write words without blanks: there a name is found by its letters alone."""
_RUNS: Final = re.compile(r"\+?\d(?:[\s().\-/]{0,2}\d){6,}")
_NEAR: Final = 2
"""Words that may stand between the parts of a name."""
_SHORTEST_WORD, _SHORTEST_NUMBER, _TAIL = 3, 6, 8

_NAMES: Final = (
    "SELECT given_names, middle_names, family_name, other_names, own_script_name, home_phone, mobile_phone, "
    "identity_number FROM r_person WHERE gone = 0"
)
_NUMBERS: Final = (
    "SELECT number, name_on_document FROM r_identity_document WHERE gone = 0",
    "SELECT number, NULL FROM r_travel_document WHERE gone = 0",
)


@dataclass
class _People:
    """What everybody who is helped is called, and their numbers, folded."""

    words: set[frozenset[str]] = field(default_factory=set)
    unspaced: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def add_name(self, text: object) -> None:
        """Take a name in: as its words, or as its letters where its script has no blanks."""
        key = search_key(str(text or ""))
        if _UNSPACED.search(key):
            letters = "".join(_WORDS.findall(key))
            if len(letters) >= (2 if _is_han(letters) else _SHORTEST_WORD):
                self.unspaced.add(letters)
        elif words := frozenset(word for word in _WORDS.findall(key) if len(word) > 1):
            self.words.add(words)

    def add_number(self, text: object) -> None:
        """Take the number of a document in; a short one would be met by chance."""
        number = _compact(str(text or ""))
        if len(number) >= _SHORTEST_NUMBER and any(sign.isdigit() for sign in number):
            self.numbers.add(number)


def _is_han(text: str) -> bool:
    return all("\u3400" <= sign <= "\u9fff" for sign in text)


def _compact(text: str) -> str:
    return "".join(_WORDS.findall(search_key(text)))


def _digits(text: str) -> str:
    return "".join(sign for sign in search_key(text) if sign.isdigit())


def _people(tx: Tx) -> _People:
    """Everybody of the vault, whether this user sees them or not."""
    found = _People()
    for given, middle, family, others, own, home, mobile, number in statements.every(tx.conn, _NAMES):
        found.add_name(" ".join(str(part) for part in (given, family) if part))
        if middle:
            found.add_name(" ".join(str(part) for part in (given, middle, family) if part))
        found.add_name(own)
        for other in re.split("[,;،、]", str(others or "")):
            found.add_name(other)
        found.phones |= {
            tail for text in (home, mobile) if len(tail := _digits(str(text or ""))[-_TAIL:]) > 6
        }
        found.add_number(number)
    for statement in _NUMBERS:
        for number, name in statements.every(tx.conn, statement):
            found.add_number(number)
            found.add_name(name)
    return found


@dataclass(frozen=True)
class Naming:
    """Asks of texts whether somebody who is helped is named in them."""

    people: _People

    def what(self, text: str, *, alias: bool = False) -> str:
        """`name`, `phone` or `number` where a text names somebody, or nothing.

        In an alias a single word is no name: many people share one.
        """
        runs = {_digits(run)[-_TAIL:] for run in _RUNS.findall(search_key(text))}
        if not self.people.phones.isdisjoint(runs):
            return "phone"
        if any(number in self.people.numbers for number in _pieces(text)):
            return "number"
        return "name" if self._names(text, alias) else ""

    def _names(self, text: str, alias: bool) -> bool:
        key = search_key(text)
        letters = _compact(text)
        if _UNSPACED.search(letters) and any(name in letters for name in self.people.unspaced):
            return True
        words = _WORDS.findall(key)
        known = set(words)
        least = 2 if alias else 1
        return any(
            name <= known and len(name) >= least and _stand_together(name, words)
            for name in self.people.words
            if len(name) > 1 or len(next(iter(name))) >= _SHORTEST_WORD
        )


def _stand_together(name: frozenset[str], words: list[str]) -> bool:
    """Whether all words of a name stand close to each other, in any order."""
    room = len(name) + _NEAR
    return any(name <= set(words[start : start + room]) for start in range(len(words)))


def _pieces(text: str) -> Iterator[str]:
    """What may be the number of a document: each word, and neighbours written with blanks between them."""
    words = [_compact(word) for word in re.split(r"[\s,;:()“”\"]+", text)]
    for start in range(len(words)):
        joined = ""
        for word in words[start : start + 5]:
            joined += word
            yield joined


def of_vault(tx: Tx) -> Naming:
    """Ready to be asked about many texts; everybody is read once."""
    return Naming(_people(tx))


_SAID: Final = {
    "name": N_("“{place}” holds the name of a person the office helps. Nothing was saved."),
    "phone": N_("“{place}” holds the phone number of a person the office helps. Nothing was saved."),
    "number": N_("“{place}” holds the number of a document of a person the office helps. Nothing was saved."),
}
ALIASES: Final = frozenset({"name", "alias", "handle", "company"})
"""Fields that call the recruiter."""


def check(tx: Tx, cls: type[Record], changes: Mapping[str, Plain]) -> None:
    """Raise Refused, with the place but not whose it is, where a text among the changes of a record names
    somebody who is helped.
    """
    naming = of_vault(tx)
    for name, text in changes.items():
        what = naming.what(text, alias=name in ALIASES) if isinstance(text, str) else ""
        if what:
            raise Refused(
                _SAID[what],
                N_("Take it out: what is said about recruiters names nobody who was helped."),
                place=tr(specs(cls)[name].label),
            )
