"""How alike two people are, by all that is known of both; and the keys under which people worth comparing meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple

from victimcase.domain.folding import search_key
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.sounds import LATIN, Name, Word, bones, names_of
from victimcase.domain.spelling_costs import letter_likeness, likeness
from victimcase.i18n import N_

SAME: Final = 0.95
"""Names at or above this are one name written in two ways."""
ALIKE: Final = 0.75
"""Names at or above this may be one name; people at or above it are shown as possible duplicates."""
LIKELY: Final = 0.85
"""People at or above this are probably one person."""

_FOREIGN: Final = 0.8  # the most a name tells about the same name in a script whose vowels are not compared
_NAME_ALONE: Final = 0.9  # what one name and nothing else can be worth

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
    """What a person is compared by: whole names in any script and order, birth, countries (alpha-2), numbers."""

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


def name_likeness(a: str, b: str) -> float:
    """How alike two names are, 0 to 1, whatever the order of their words; the best of the names each text holds."""
    return max((_form_likeness(x, y)[0] for x in names_of(a) for y in names_of(b)), default=0.0)


def similarity(a: PersonTraits, b: PersonTraits) -> Likeness:
    """How alike two people are. What is not known of either speaks neither for nor against it.

    At or above `ALIKE` they are worth showing to a caseworker, at or above `LIKELY` they are probably one person;
    a document number in common is always worth showing, a name in common alone never quite certain.
    """
    name, told, reasons = _names(a.name_forms, b.name_forms)
    score = name * (_NAME_ALONE - 0.15 * (1.0 - min(1.0, told)))
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
    latin, own, told = 0.0, None, 0.0
    foreign = 0.0
    for x in a:
        for y in b:
            value, weight = _form_likeness(x, y)
            if x.script != y.script:
                foreign = max(foreign, value)
            elif x.script == LATIN:
                latin, told = max((latin, told), (value, weight))
            else:
                own = value if own is None else max(own, value)
    if own is None:
        best = max(latin, foreign)
        told = told if latin >= foreign else 1.0
        return best, told, _name_reasons(best)
    if own >= SAME:
        return own, 1.0, (*_name_reasons(latin), SAME_SCRIPT_NAME)
    if own < ALIKE <= latin:
        return latin * 0.8, told, (*_name_reasons(latin), OTHER_SCRIPT_NAME)
    best = max(own, latin, foreign)
    return best, max(told, 1.0 if own >= latin else 0.0), _name_reasons(best)


def _name_reasons(value: float) -> tuple[str, ...]:
    return (SAME_NAME,) if value >= SAME else (LIKE_NAME,) if value >= ALIKE else ()


def _form_likeness(a: Name, b: Name) -> tuple[float, float]:
    """Likeness of two forms of names, and the weight of the words they have in common."""
    if a.script != b.script:
        return min(_FOREIGN, _bone_likeness(a, b)), 1.0
    if a.plain == b.plain:
        return 1.0, sum(word.weight for word in a.words)
    return _aligned(a, b) if a.plain < b.plain else _aligned(b, a)  # the same answer either way round


def _aligned(a: Name, b: Name) -> tuple[float, float]:
    """The best words taken pairwise, whatever their order; then words written together by one and apart by the other.

    A word only the longer name has costs little (a middle name left out); one that stands against another costs
    all its weight.
    """
    left, right = dict(enumerate(a.words)), dict(enumerate(b.words))
    matched = weight = 0.0
    for value, i, j in sorted(_likely_pairs(a, b), reverse=True):
        if i in left and j in right:
            share = (left.pop(i).weight + right.pop(j).weight) / 2
            matched, weight = matched + value * share, weight + share
    for one, other, script in ((left, right, a.script), (right, left, a.script)):
        gained = _joined(one, other, script)
        matched, weight = matched + gained, weight + gained
    loose = sorted((_weight(left), _weight(right)))
    total = weight + 2 * loose[0] + 0.35 * (loose[1] - loose[0])
    return (matched / total if total else 0.0), weight


def _weight(words: dict[int, Word]) -> float:
    return sum(word.weight for word in words.values())


def _likely_pairs(a: Name, b: Name) -> Iterator[tuple[float, int, int]]:
    for i, x in enumerate(a.words):
        for j, y in enumerate(b.words):
            value = _word_likeness(x, y, a.script)
            if value >= ALIKE:
                yield value, i, j


def _word_likeness(x: Word, y: Word, script: str) -> float:
    if x.text == y.text:
        return 1.0
    if script != LATIN:
        return letter_likeness(x.text, y.text)
    if x.known and y.known:
        return 1.0 if x.known == y.known else 0.0
    if len(x.text) == 1 or len(y.text) == 1:
        return 0.8 if x.sound[:1] == y.sound[:1] else 0.0
    best = likeness(x.sound, y.sound, short=x.short or y.short)
    if best < ALIKE and (x.full or y.full):
        best = max(
            likeness(x.full or x.sound, y.sound, short=False),
            likeness(x.sound, y.full or y.sound, short=False),
        )
    return best


def _joined(one: dict[int, Word], other: dict[int, Word], script: str) -> float:
    """The weight of words one name writes together and the other apart; they are taken out of both."""
    gained = 0.0
    for i, j in combinations(sorted(one), 2):
        if j != i + 1 or i not in one or j not in one:
            continue
        first, second = one[i], one[j]
        for k, whole in other.items():
            if script == LATIN:
                value = likeness(first.sound + second.sound, whole.sound, short=False)
            else:
                value = letter_likeness(first.text + (second.full or second.text), whole.text)
            if value >= 0.85:
                gained += value * max(whole.weight, (first.weight + second.weight) / 2)
                del one[i], one[j], other[k]
                break
    return gained


def _bone_likeness(a: Name, b: Name) -> float:
    """Likeness of names in two scripts by the consonants of their words."""
    left = [frozenset(bones(word, a.script)) for word in a.words]
    right = [frozenset(bones(word, b.script)) for word in b.words]
    if "".join(map(min, left)) == "".join(map(min, right)):
        return 1.0
    rest = list(right)
    for one in left:
        found = next((other for other in rest if one & other), None)
        if found is not None:
            rest.remove(found)
    matched = len(right) - len(rest)
    loose = sorted((len(left) - matched, len(right) - matched))
    total = matched + 2 * loose[0] + 0.35 * (loose[1] - loose[0])
    return matched / total if total else 0.0


def blocking_keys(traits: PersonTraits) -> frozenset[str]:
    """The keys under which a person is kept for comparison: people worth comparing have one in common.

    For each telling word of a name its consonants with each possible year of birth; each two words of a name
    without a year; a name of one word; a name in a script of its own as it stands; the ends of phone numbers;
    document numbers. A key is at most 80 characters.
    """
    keys = {f"t:{number}" for number in traits.phone_keys} | {
        f"d:{number}" for number in traits.document_keys
    }
    years = _years(traits.birth)
    for form in traits.name_forms:
        keys.update(_name_keys(form, years))
    return frozenset(key[:80] for key in keys)


def _name_keys(form: Name, years: tuple[str, ...]) -> Iterator[str]:
    words = sorted(form.words, key=lambda word: -word.weight)[:4]
    telling = [word for word in words if word.weight >= 0.5] or words
    readings = [bones(word, form.script) for word in telling]
    for reading in {one for word in readings for one in word}:
        yield from (f"w:{reading}:{year}" for year in years)
    for first, second in combinations(readings, 2):
        yield from ("p:" + "+".join(sorted((x, y))) for x in first for y in second)
    if len(telling) == 1:
        yield from (f"o:{reading}" for reading in readings[0])
    if form.script != LATIN:
        yield f"s:{form.plain}"


def _years(birth: PartialDate | None) -> tuple[str, ...]:
    """The years of a birth, when they are few enough to tell anything."""
    if birth is None:
        return ()
    first, last = birth.about_earliest.year, birth.about_latest.year
    return tuple(str(year) for year in range(first, last + 1)) if last - first <= 6 else ()
