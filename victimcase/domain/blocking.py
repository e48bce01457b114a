"""The keys under which people worth comparing meet, so that one among many is compared with a handful."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from victimcase.domain.likeness import PersonTraits
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.sounds import LATIN, Name

_UNKNOWN, _KNOWN = "?", "*"  # born nobody knows when; born in some year or other
_TELLING = 0.5
_MOST_WORDS, _MOST_YEARS = 4, 6


def blocking_keys(traits: PersonTraits) -> frozenset[str]:
    """The keys a person is kept under, for `search_keys` of somebody else to meet; 80 characters at most.

    Each two telling words of a name, by their consonants, with each year of birth the person may have; all
    words of a name run together, likewise; one word with the whole date of birth; a name in a script of its
    own; phone and document numbers. Who has no year of birth is kept under `?`, others under `*` as well.
    """
    years = _years(traits.birth)
    return _keys(traits, (*years, _KNOWN) if years else (_UNKNOWN,))


def search_keys(traits: PersonTraits) -> frozenset[str]:
    """The keys under which to look for others who may be this person.

    The years before and after count too, as a year is easily a year off; further apart, a name is no reason.
    """
    years = _years(traits.birth)
    if not years:
        return _keys(traits, (_UNKNOWN, _KNOWN), turned=True)
    around = (str(int(years[0]) - 1), *years, str(int(years[-1]) + 1), _UNKNOWN)
    return _keys(traits, around, turned=True)


def _keys(traits: PersonTraits, years: tuple[str, ...], *, turned: bool = False) -> frozenset[str]:
    keys = {f"t:{number}" for number in traits.phone_keys} | {
        f"d:{number}" for number in traits.document_keys
    }
    day = traits.birth.text if traits.birth and traits.birth.precise else ""
    for form in traits.name_forms:
        keys.update(_name_keys(form, years, day, turned=turned))
    return frozenset(key[:80] for key in keys)


def _name_keys(form: Name, years: tuple[str, ...], day: str, *, turned: bool) -> Iterator[str]:
    words = sorted(form.words, key=lambda word: -word.weight)[:_MOST_WORDS]
    telling = [word for word in words if word.weight >= _TELLING] or words
    readings = [word.bones for word in telling]
    if day:
        yield from (f"w:{one}:{day}" for word in readings for one in word)
    found = {"+".join(sorted(pair)) for a, b in combinations(readings, 2) for pair in product(a, b)}
    found |= {f"={one}" for one in form.run_together(turned=turned)}
    if form.script != LATIN:
        found.add(form.plain)
    yield from (f"n:{one}:{year}" for one in found for year in years)


def _years(birth: PartialDate | None) -> tuple[str, ...]:
    """The years of a birth, when they are few enough to tell anything."""
    if birth is None:
        return ()
    first, last = birth.about_earliest.year, birth.about_latest.year
    return tuple(str(year) for year in range(first, last + 1)) if last - first <= _MOST_YEARS else ()
