"""Free texts are read by a person before they leave: which there are, and what becomes of each.

A text goes when it was read and left as it is, or with the marked words covered; what nobody has read stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from victimcase.domain.records.consents import Consent
from victimcase.domain.spec import LongText, Spec, Text, category_of, filled
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services.marking import Known, covered
from victimcase.services.released import FreeText, Piece, Withheld

GOES: Final = "goes"
COVERED: Final = "covered"
"""What may be said of a text that was read: it goes as it is, or with the marked words covered."""
EVERY: Final = "*"
"""Instead of a key: said of all texts at once, by whoever has read them elsewhere."""

CODE: Final = "free_text"
"""The code under which texts that stay are told."""

_PROSE = 300
"""Characters from which a line of text may tell a story."""
NOT_READ = N_("nobody has read this text through yet")


@dataclass(frozen=True)
class Read:
    """Pieces and limits with only those texts that were read, all texts there are, and those that stayed."""

    pieces: tuple[Piece, ...]
    limits: tuple[str, ...]
    texts: tuple[FreeText, ...]
    withheld: tuple[Withheld, ...]


def is_prose(spec: Spec, category: Category) -> bool:
    """Whether somebody may have told a story in such a field: a long line does, and a short one that says so;
    a name or an address does not.
    """
    if isinstance(spec, Text):
        long = spec.max_length >= _PROSE and category not in (Category.IDENTITY, Category.CONTACT)
        return spec.prose or long
    return isinstance(spec, LongText)


def reviewed(
    case: str,
    pieces: Iterable[Piece],
    limits: Iterable[str],
    said: Mapping[str, str],
    known: Callable[[], Known],
    *,
    mark: bool,
) -> Read:
    """What is left when every free text that was not read is taken out. `said` maps keys to what was said.

    `known` is asked only where something has to be marked: with `mark`, to be shown, or to be covered.
    """
    texts: list[FreeText] = []

    def decide(found: FreeText) -> str:
        what = said.get(found.key, said.get(EVERY, ""))
        marks = known().marks(found.text) if mark or what == COVERED else ()
        texts.append(replace(found, goes=what in (GOES, COVERED), marks=marks))
        if what == COVERED:
            return covered(found.text, marks)
        return found.text if what == GOES else ""

    kept = tuple(_piece(piece, decide) for piece in pieces)
    left = tuple(text for limit in _limits(limits) if (text := decide(limit)))
    return Read(kept, left, tuple(texts), tuple(_held(case, texts)))


def _held(case: str, texts: Iterable[FreeText]) -> Iterator[Withheld]:
    """One line of a case for all its texts that stay."""
    left = [f"{one.title}: {one.label}" for one in texts if not one.goes]
    if left:
        what = tr(N_("Free text ({which})"), which="; ".join(dict.fromkeys(left)))
        yield Withheld(case, what, tr(NOT_READ), told=False, code=CODE)


def _piece(piece: Piece, decide: Callable[[FreeText], str]) -> Piece:
    new = {}
    for name, found in _texts(piece):
        left = decide(found)
        if left != found.text:
            new[name] = left or None
    return replace(piece, record=replace(piece.record, **new)) if new else piece  # type: ignore[type-var]


def _texts(piece: Piece) -> Iterator[tuple[str, FreeText]]:
    cls = type(piece.record)
    for name, spec, value in filled(piece.record):
        if is_prose(spec, category_of(cls, name)):
            text = str(value)
            key = _key(f"{piece.id}.{name}", text)
            yield name, FreeText(key, tr(cls.title), tr(spec.label), text, category_of(cls, name))


def _limits(limits: Iterable[str]) -> Iterator[FreeText]:
    """The limits the person has set."""
    for text in limits:
        key = _key("consent.limits", text)
        label = tr(N_("Limits the person has set"))
        yield FreeText(key, tr(Consent.title), label, text, Category.ADMINISTRATIVE)


def _key(place: str, text: str) -> str:
    return f"{place}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
