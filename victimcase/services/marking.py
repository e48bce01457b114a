"""Names, places and numbers known here, found in a text somebody is about to let out.

Looked for as they may be written: in any case, with or without accents, in scripts with and without spaces.
What is found is marked for a person to decide on; what is not found proves nothing, and the page says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from victimcase.domain.records.case import Case
from victimcase.domain.records.person import Person
from victimcase.domain.spec import RECORDS, Country, Record, filled, specs
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.released import Mark
from victimcase.services.tx import Tx
from victimcase.store import cards, rows, statements
from victimcase.store.cards import Card

NAME, PLACE, NUMBER, STAFF = (
    N_("a name"),
    N_("a place"),
    N_("a number or address"),
    N_("somebody who works here"),
)
OTHER = N_("a name of another case")
COVER: Final = "█"

_PLACE_FIELDS = (
    "place city village district region state province street address location where collected_where "
    "place_of_birth birth_place departure destination point"
)
_PLACES: Final = frozenset(_PLACE_FIELDS.split())
_NUMBERS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|@\w{3,}|\+?\d[\d\s()./-]{4,}\d")
_SHORTEST: Final = 3
"""Letters a word of an alphabet must have to be looked for by itself."""
_WITHOUT_SPACES: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uaa60-\uaa7f]")


def covered(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marked words blacked out, letter by letter; the spaces between them stay."""
    letters = list(text)
    for mark in marks:
        for at in range(mark.start, mark.end):
            if not letters[at].isspace():
                letters[at] = COVER
    return "".join(letters)


@dataclass(frozen=True)
class Known:
    """Words known here, each with what it is; and how they are found in a text."""

    words: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """One pattern for each thing a word may be, the longest words first."""
        found: dict[str, dict[str, None]] = {}
        for word, why in self.words:
            folded, _ = _folded(word)
            folded = " ".join(folded.split())
            if len(folded) >= (2 if _WITHOUT_SPACES.search(folded) else _SHORTEST):
                found.setdefault(why, {})[folded] = None
        return tuple((_any_of(words), why) for why, words in found.items())

    def marks(self, text: str) -> tuple[Mark, ...]:
        """What is known in a text, from its beginning to its end; marks do not overlap."""
        folded, places = _folded(text)
        found = [
            Mark(places[hit.start(1)], places[hit.end(1) - 1] + 1, tr(why))
            for pattern, why in self._patterns
            for hit in pattern.finditer(folded)
        ]
        found += [Mark(hit.start(), hit.end(), tr(NUMBER)) for hit in _NUMBERS.finditer(text)]
        return tuple(_apart(_whole(text, mark) for mark in found))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words: whole words where the script has spaces, anywhere where it has none."""
    several = sorted(words, key=len, reverse=True)
    parts = [
        re.escape(word).replace("\\ ", r"\s+")
        if _WITHOUT_SPACES.search(word)
        else rf"(?<!\w){re.escape(word)}(?!\w)".replace("\\ ", r"\s+")
        for word in several
    ]
    return re.compile(f"(?=({'|'.join(parts)}))")  # looked for ahead, so that two may overlap


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is looked for, and for each letter of that the place it comes from."""
    letters, places = [], []
    for at, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf":
                letters.append(letter)
                places.append(at)
    return "".join(letters), places


def _whole(text: str, mark: Mark) -> Mark:
    """The mark with the signs that belong to its last letter."""
    end = mark.end
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc", "Cf"):
        end += 1
    return Mark(mark.start, end, mark.why)


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks in order; where two overlap they become one."""
    last: Mark | None = None
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if last is not None and mark.start < last.end:
            last = Mark(last.start, max(last.end, mark.end), last.why)
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last


def known(tx: Tx, card: Card, allowed: frozenset[Category]) -> Known:
    """What is known around a case: names and places in its records, of linked cases, of the office.

    The person's own name is looked for where it may not go itself (`allowed`).
    """
    every = reading.dossier(tx, card).records.values()
    records = [kept.record for kept in chain.from_iterable(every)]
    found = chain(
        chain.from_iterable(_of_record(tx, one, allowed) for one in records),
        _of_linked(tx, records),
        _of_office(tx),
    )
    return Known(tuple(dict.fromkeys(found)))


def _of_record(tx: Tx, record: Record, allowed: frozenset[Category]) -> Iterator[tuple[str, str]]:
    own = isinstance(record, Person)
    for name, spec, value in filled(record):
        if getattr(spec, "search", "") == "name" and not (own and Category.IDENTITY in allowed):
            yield from _parts(str(value), NAME)
        elif name in _PLACES and isinstance(value, str):
            shown = tx.reference.country(value) if isinstance(spec, Country) else value
            yield from _parts(shown, PLACE)
        elif getattr(spec, "search", "") == "code" and isinstance(value, str):
            yield value, NUMBER


def _of_linked(tx: Tx, records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """People of cases this one is linked with, and of the same event, as far as the user sees those cases."""
    linked = {
        str(one.other) for one in records if getattr(one, "kind", "") == "case_link" and hasattr(one, "other")
    }
    events = {one.group_event for one in records if isinstance(one, Case) and one.group_event}
    for event in events:
        linked |= {
            str(id_)
            for (id_,) in statements.every(
                tx.conn, 'SELECT scope_id FROM "r_case" WHERE group_event = ?', (event,)
            )
        }
    for case in sorted(linked - {"None", ""}):
        other = cards.find(tx.conn, tx.me.reader, case)
        if other is not None:
            for name in (other.name, other.name_in_script):
                yield from _parts(name, OTHER)


def _of_office(tx: Tx) -> Iterator[tuple[str, str]]:
    for login, name in reading.people(tx).items():
        yield from _parts(name or login, STAFF)
    for kind in ("house", "contact_person"):
        cls = RECORDS[kind]
        for row in rows.of_scope(tx.conn, kind, tx.me.office):
            one = rows.seen(row, tx.me.readable | {Category.ADMINISTRATIVE}, tx.world.keys).record
            for name in ("name", "own_script_name"):
                if name in specs(cls) and getattr(one, name):
                    yield from _parts(str(getattr(one, name)), PLACE if kind == "house" else NAME)
            for name in ("address", "city"):
                if getattr(one, name, None):
                    yield str(getattr(one, name)), PLACE


_WORDS = "the and for from with who has was not her his she him they man woman house"
_COMMON: Final = frozenset(_WORDS.split())


def _parts(text: str, why: str) -> Iterator[tuple[str, str]]:
    """A name as a whole and each of its words; a word of the language is no name by itself."""
    yield text, why
    for part in re.split(r"[\s,;()/]+", text):
        if part and part != text and part.casefold() not in _COMMON:
            yield part, why
