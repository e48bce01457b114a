"""How alike two people are, by their names and by whatever else is known of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from victimcase.domain.folding import search_key
from victimcase.domain.name_likeness import ALIKE, SAME, form_likeness
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.sounds import LATIN, Name, names_of
from victimcase.i18n import N_

LIKELY: Final = 0.85
"""People at or above this are probably one person."""

_NAME_ALONE: Final = 0.9  # what one name and nothing else can be worth
_ENOUGH: Final = 1.5  # a telling word and a common one: less than that is borne by many
_NICKNAME: Final = 0.8  # what a nickname in common is worth when the whole names differ

SAME_NAME = N_("Same name")
LIKE_NAME = N_("Similar name")
SAME_SCRIPT_NAME = N_("Same name in own script")
OTHER_SCRIPT_NAME = N_("Different name in own script")
SAME_BIRTH = N_("Same date of birth")
MAYBE_BIRTH = N_("Date of birth may be the same")
NEAR_BIRTH = N_("Date of birth nearly the same")
OTHER_BIRTH = N_("Different date of birth")
SAME_CITIZENSHIP = N_("Same citizenship")
OTHER_CITIZENSHIP = N_("Different citizenship")
SAME_PHONE = N_("Same phone number")
SAME_DOCUMENT = N_("Same document number")


@dataclass(frozen=True, kw_only=True)
class PersonTraits:
    """What a person is compared by: whole names in any script and order, birth, countries, numbers."""

    names: tuple[str, ...] = ()
    birth: PartialDate | None = None
    citizenships: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    @cached_property
    def name_forms(self) -> tuple[Name, ...]:
        """The names as they sound, each form once."""
        return tuple(dict.fromkeys(form for text in self.names for form in names_of(text)))

    @cached_property
    def phone_keys(self) -> frozenset[str]:
        """The ends of the phone numbers, which are the same with and without the country."""
        digits = ("".join(sign for sign in search_key(phone) if sign.isdigit()) for phone in self.phones)
        return frozenset(number[-8:] for number in digits if len(number) >= 7)

    @cached_property
    def document_keys(self) -> frozenset[str]:
        """The document numbers without spaces and signs; numbers under five signs tell nothing."""
        plain = ("".join(sign for sign in search_key(text) if sign.isalnum()) for text in self.documents)
        return frozenset(number for number in plain if len(number) >= 5)


class Likeness(NamedTuple):
    """How alike two people are, from 0 to 1, and why: marked texts, to be translated where they are shown."""

    score: float
    reasons: tuple[str, ...] = ()


def similarity(a: PersonTraits, b: PersonTraits) -> Likeness:
    """How alike two people are. What is not known of either speaks neither for nor against it.

    At or above `ALIKE` they are worth showing to a caseworker, at or above `LIKELY` they are probably one; a
    document number in common is always worth showing, a name in common alone never quite certain.
    """
    name, told, reasons = _names(a.name_forms, b.name_forms)
    score = name * (_NAME_ALONE - 0.15 * (1.0 - min(1.0, told / _ENOUGH)))
    trust = max(0.0, 2.0 * name - 1.0)  # other people share a birthday, a country, a phone
    score, reasons = _with_birth(score, trust, reasons, a.birth, b.birth)
    if a.citizenships and b.citizenships:
        if a.citizenships & b.citizenships:
            score, reasons = score + (1.0 - score) * 0.1 * trust, (*reasons, SAME_CITIZENSHIP)
        else:
            score, reasons = score * 0.9, (*reasons, OTHER_CITIZENSHIP)
    if a.phone_keys & b.phone_keys:
        score, reasons = max(0.5, score + (1.0 - score) * 0.6 * trust), (*reasons, SAME_PHONE)
    if a.document_keys & b.document_keys:
        score, reasons = max(score, 0.9 + 0.1 * name), (*reasons, SAME_DOCUMENT)
    return Likeness(round(min(1.0, score), 4), reasons)


def _with_birth(
    score: float, trust: float, reasons: tuple[str, ...], a: PartialDate | None, b: PartialDate | None
) -> tuple[float, tuple[str, ...]]:
    if a is None or b is None:
        return score, reasons
    if a.precise and b.precise and a.earliest == b.earliest:
        # 1 January is written for every unknown day
        gain = 0.4 if (a.earliest.month, a.earliest.day) == (1, 1) else 0.8
        return score + (1.0 - score) * gain * trust, (*reasons, SAME_BIRTH)
    if a.may_equal(b):
        return score + (1.0 - score) * 0.3 * trust, (*reasons, MAYBE_BIRTH)
    if a.precise and b.precise and _one_slip(a.earliest, b.earliest):
        return score + (1.0 - score) * 0.2 * trust, (*reasons, NEAR_BIRTH)
    years = _years_between(a, b)
    factor = 0.95 if years < 2 else 0.75 if years < 6 else 0.5
    return score * factor, (*reasons, OTHER_BIRTH)


def _one_slip(a: date, b: date) -> bool:
    """The two differ by day and month exchanged, or in one of the three parts only."""
    swapped = a.year == b.year and (a.month, a.day) == (b.day, b.month)
    same = (a.year == b.year) + (a.month == b.month) + (a.day == b.day)
    return swapped or (same == 2 and abs(a.year - b.year) in (0, 1, 10))


def _years_between(a: PartialDate, b: PartialDate) -> int:
    first, second = (a, b) if a.about_latest < b.about_earliest else (b, a)
    return second.about_earliest.year - first.about_latest.year


def _names(a: Iterable[Name], b: Iterable[Name]) -> tuple[float, float, tuple[str, ...]]:
    """Likeness of the names, how much the words in common tell, and the reasons."""
    latin = foreign = told = 0.0
    own = full = None
    for x, y in product(a, b):
        value, weight = form_likeness(x, y)
        if x.script != y.script:
            foreign = max(foreign, value)
        elif x.script == LATIN:
            latin, told = max((latin, told), (value, weight))
            if len(x.words) > 1 < len(y.words):
                full = value if full is None else max(full, value)
        else:
            own = value if own is None else max(own, value)
    if full is not None and full < ALIKE:
        latin = min(latin, max(full, _NICKNAME))
    if own is not None and own >= SAME:
        return own, _ENOUGH, (*_name_reasons(latin), SAME_SCRIPT_NAME)
    if own is not None and own < ALIKE <= latin:
        return latin * 0.8, told, (*_name_reasons(latin), OTHER_SCRIPT_NAME)
    best = max(latin, foreign, own or 0.0)
    return best, told if best == latin else _ENOUGH, _name_reasons(best)


def _name_reasons(value: float) -> tuple[str, ...]:
    return (SAME_NAME,) if value >= SAME else (LIKE_NAME,) if value >= ALIKE else ()
