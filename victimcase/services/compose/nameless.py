"""Papers without a name: which texts of a case name somebody who is helped, and must be covered there.

Looked for as they may be written: in any script, a part of a name alone, written without blanks, in an
address. What is covered wrongly costs a question; a name that slips through may cost a life.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final

from victimcase.domain.names import search_key
from victimcase.domain.records.person import Person
from victimcase.domain.spec import RECORDS, Record, Text, category_of, filled, specs
from victimcase.domain.words import Category, Scope
from victimcase.i18n import N_, tr
from victimcase.report.paper import Cell, Words
from victimcase.services import marking, naming, reading
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.marking import Known
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

COVERED: Final = N_("[covered]")
_JOINTS: Final = re.compile(r"[@._\-+/:=&?#\d]+")
"""What joins words in addresses, accounts and references."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_APART: Final = re.compile(r"[\W_]+")
_MOST_PARTS: Final = 4
_SHORTEST: Final = 6
"""Letters a name written without blanks must have, not to be met by chance."""


def naming_fields(tx: Tx, card: Card, categories: frozenset[Category], *kinds: str) -> list[str]:
    """Which texts of these kinds name the person, somebody close to them, or anybody helped here.

    As `id.field`, for `covered`; of those categories alone that may go.
    """
    known, everybody = _known(tx, card), naming.of_vault(tx)
    joined = frozenset(_joined(tx, card))
    found = []
    for kind, one in reading.records(tx, card):
        if kind not in kinds:
            continue
        for name, text in _texts(one.record, categories):
            if _names(text, known, joined) or everybody.what(text):
                found.append(f"{one.id}.{name}")
    return found


def _texts(record: Record, categories: frozenset[Category]) -> Iterator[tuple[str, str]]:
    for name, spec, value in filled(record):
        if isinstance(spec, Text) and category_of(type(record), name) in categories:
            yield name, str(value)


def _names(text: str, known: Known, joined: Iterable[str]) -> bool:
    """Whether a known name stands in a text, by itself or run together with others."""
    apart = _JOINTS.sub(" ", text)
    if any(mark.why != tr(marking.NUMBER) for one in (text, apart) for mark in known.marks(one)):
        return True
    letters = _APART.sub("", search_key(text))
    return any(name in letters for name in joined)


def _known(tx: Tx, card: Card) -> Known:
    """The names of the person and of everybody close to them, whole and in parts."""
    words = []
    for text in _every_name(tx, card):
        words.append((text, marking.NAME))
        words += [(part, marking.NAME) for part in _APART.split(text) if part]
    return Known(tuple(dict.fromkeys(words)))


def _every_name(tx: Tx, card: Card) -> Iterator[str]:
    for kind, kept in reading.dossier(tx, card).records.items():
        if RECORDS[kind].scope is not Scope.PERSON:
            continue
        for one in kept:
            for name, spec, value in filled(one.record):
                if spec.search == "name" or name in ("name_on_document", "sought"):
                    yield str(value)


def _joined(tx: Tx, card: Card) -> Iterator[str]:
    """The person's names run together, in any order, as accounts and addresses have them."""
    for kept in reading.dossier(tx, card).all(Person):
        one = kept.record
        parts = [
            _APART.sub("", search_key(part))
            for text in (one.given_names, one.middle_names, one.family_name)
            for part in (text or "").split()
        ]
        for count in range(2, min(len(parts), _MOST_PARTS) + 1):
            for some in permutations(parts, count):
                if len("".join(some)) >= _SHORTEST:
                    yield "".join(some)


def names_of_others(tx: Tx, card: Card, categories: frozenset[Category]) -> list[str]:
    """Names known around a case that are not the person's own: family, staff, people of linked cases."""
    whose = {marking.NAME, marking.OTHER, marking.STAFF}
    found = marking.known(tx, card, categories | {Category.IDENTITY})
    return [word for word, why in found.words if why in whose]


def without(text: str, names: Iterable[str]) -> str:
    """The text with these names blacked out, also where they stand in an address."""
    found = Known(tuple((name, marking.NAME) for name in names)).marks(text)
    number = tr(marking.NUMBER)
    told = (one for one in found if one.why != number or _LETTER.search(text, one.start, one.end))
    return marking.covered(text, told)


def cell(writing: Writing, kept: Kept, name: str) -> Cell:
    """A field of a record for a table: its value, or that it is covered (fact `covered`)."""
    return Cell(shown(writing, kept, name), f"{type(kept.record).kind}.{name}")


def shown(writing: Writing, kept: Kept, name: str) -> Words:
    """A field in words, covered where it names somebody, empty where it may not go or says nothing."""
    cls: type[Record] = type(kept.record)
    if name not in specs(cls) or not writing.goes(category_of(cls, name)):
        return ""
    covered: Fact = writing.facts["covered"]
    if isinstance(covered, list) and f"{kept.id}.{name}" in covered:
        return writing.say(COVERED)
    return writing.value(kept.record, name)
