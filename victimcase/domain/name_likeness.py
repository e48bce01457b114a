"""How alike two names are, whatever the spelling, the script and the order of their words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from victimcase.domain.sounds import LATIN, Name, Word, names_of
from victimcase.domain.spelling_costs import letter_likeness, likeness

SAME: Final = 0.95
"""Names at or above this are one name written in two ways."""
ALIKE: Final = 0.75
"""Names at or above this may be one name; people at or above it are worth showing as possible duplicates."""
_FOREIGN: Final = 0.8  # the most that consonants alone tell, of one name in two scripts
_TOGETHER: Final = 0.85  # what two words written as one must reach


def name_likeness(a: str, b: str) -> float:
    """How alike two names are, 0 to 1; the best of the names each text holds."""
    return max((form_likeness(x, y)[0] for x in names_of(a) for y in names_of(b)), default=0.0)


def form_likeness(a: Name, b: Name) -> tuple[float, float]:
    """Likeness of two forms of names, and the weight of the words they have in common."""
    if a.script != b.script:
        return min(_FOREIGN, _bone_likeness(a, b)), 1.0
    if a.plain == b.plain:
        return 1.0, max(sum(word.weight for word in name.words) for name in (a, b))
    return _aligned(a, b) if a.plain < b.plain else _aligned(b, a)  # the same answer either way round


def _aligned(a: Name, b: Name) -> tuple[float, float]:
    """The best words taken pairwise, in any order; then words one writes together and the other apart.

    A word only the longer name has costs little (a middle name left out); one that stands against another
    costs all its weight.
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
            if value >= _TOGETHER:
                gained += value * max(whole.weight, (first.weight + second.weight) / 2)
                del one[i], one[j], other[k]
                break
    return gained


def _bone_likeness(a: Name, b: Name) -> float:
    """Likeness of names in two scripts by the consonants of their words."""
    left = [frozenset(word.bones) for word in a.words]
    right = [frozenset(word.bones) for word in b.words]
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
