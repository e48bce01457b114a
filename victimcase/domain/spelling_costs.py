"""How far two words of names are apart: what a change of one sound for another costs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias

VOWELS: Final = frozenset("aeiouAO")
_OTHER_CONSONANT, _LOST_CONSONANT, _FIRST_CONSONANT = 1.8, 1.5, 2.2

Price: TypeAlias = Callable[[str, str, str, int, int], float]


def _pairs(table: str) -> dict[str, float]:
    found = {}
    for item in table.split():
        pair, cost = item.split("=")
        found[pair] = found[pair[::-1]] = float(cost)
    return found


# Sounds people write for one another, in the letters of `sounds.sound_of`.
_SUBSTITUTES: Final = _pairs(
    # vowels
    "ao=.3 ae=.3 au=.45 ai=.6 ei=.2 eo=.7 eu=.7 io=.9 iu=.9 ou=.15 eA=.25 aA=.5 iA=.4 oA=.9 uA=.9 oO=.5 "
    "aO=.5 uO=.6 eO=.9 iO=.9 AO=.9 iy=.1 uv=.2 ov=.3 ey=.4 "
    # aspirates and what is heard for them
    "Tt=.1 Ts=.35 Td=.5 Xk=.15 Xh=.15 Pp=.1 Pf=.1 Pb=.6 Ss=.15 Sc=.6 cX=.5 ck=.5 "
    # voiced for voiceless, and letters that languages lack
    "dt=.4 bp=.45 gk=.35 fp=.3 fv=.5 vb=.3 jy=.35 jz=.25 jc=.4 js=.8 zs=.35 zd=.4 Yn=.2 YN=.35 Nn=.25 mn=.9 "
    "lr=1.0 xs=.4 xk=.6 xS=.4 gX=.6 gj=.6 hX=.15"
)
_WEAK: Final = {"h": 0.3, "y": 0.3}
# Mario is not Maria, Selva not Selvi.
_LAST_VOWELS: Final = frozenset(
    {"ao", "oa", "ai", "ia", "io", "oi", "oe", "eo", "aA", "Aa", "oA", "Ao", "uA"}
)


@lru_cache(maxsize=65_536)  # the same words meet again and again in a long list
def likeness(a: str, b: str, *, short: bool) -> float:
    """How alike two Latin words sound, 0 to 1; in words of one syllable every change counts double."""
    if a == b:
        return 1.0
    return _rated(a, b, _short_cost if short else _sound_cost, max(2, max(len(a), len(b)) // 2))


@lru_cache(maxsize=16_384)
def letter_likeness(a: str, b: str) -> float:
    """How alike two folded words of another script are, 0 to 1."""
    if a == b:
        return 1.0
    return _rated(a, b, _letter_cost, max(1, max(len(a), len(b)) // 3))


def _rated(a: str, b: str, price: Price, most: int) -> float:
    """One less what the cheaper of two ways costs that turn a into b, by the share of the word it is."""
    if abs(len(a) - len(b)) > most:
        return 0.0
    levenshtein = _levenshtein()
    a, b = sorted((a, b))  # the same answer either way round
    if levenshtein.distance(a, b, score_cutoff=most) > most:
        return 0.0
    cost = sum(price(a, b, tag, i, j) for tag, i, j in levenshtein.editops(a, b).as_list())
    if cost > 1.0:  # read from its end, a pair may line up better
        la, lb = len(a) - 1, len(b) - 1
        ops = levenshtein.editops(a[::-1], b[::-1]).as_list()
        cost = min(cost, sum(price(a, b, tag, la - i, lb - j) for tag, i, j in ops))
    return max(0.0, 1.0 - 2.0 * cost / (len(a) + len(b)))


@cache
def _levenshtein() -> Any:
    from rapidfuzz.distance import Levenshtein  # imported when names are first compared

    return Levenshtein


def _short_cost(a: str, b: str, tag: str, i: int, j: int) -> float:
    text, at = (a, i) if tag == "delete" else (b, j)
    if tag != "replace" and text[at] in VOWELS:
        return 2.0
    if tag == "replace" and {a[i], b[j]} == {"n", "N"}:
        return 2.0  # Min is not Ming
    return 2.0 * _sound_cost(a, b, tag, i, j)


def _sound_cost(a: str, b: str, tag: str, i: int, j: int) -> float:
    if tag != "replace":
        return _lost_sound(a, i) if tag == "delete" else _lost_sound(b, j)
    pair = a[i] + b[j]
    if i == len(a) - 1 and j == len(b) - 1 and pair in _LAST_VOWELS:
        return 1.5
    return _SUBSTITUTES.get(pair, _OTHER_CONSONANT if i and j else _FIRST_CONSONANT)


def _lost_sound(text: str, at: int) -> float:
    """What it costs that one spelling lacks a sound the other has."""
    letter, last = text[at], len(text) - 1
    if letter not in VOWELS:
        if letter == "r" and at and (at == last or text[at + 1] not in VOWELS):
            return 0.35 if at >= last - 1 else 0.6  # Thandar, Porn: written for the length of the vowel
        return _WEAK.get(letter, _LOST_CONSONANT if at else _FIRST_CONSONANT)
    if (at and text[at - 1] in VOWELS) or (at < last and text[at + 1] in VOWELS):
        return 0.25
    if at == last:
        return 0.25 if letter == "e" else 1.5  # Sok is not Sokha
    return 0.7 if at == 0 else 0.5


# Arabic letters that sound alike to those who write Persian, Dari, Pashto, Urdu or Malay.
_ARABIC: Final = frozenset(
    x + y
    for group in ("تطثٹ", "سصث", "زذضظ", "حه", "قغ", "كق", "ءعا", "ڑر", "ڈد")
    for x in group
    for y in group
)
_ARABIC_LONG: Final = {"ا": 0.6, "و": 1.2, "ي": 1.2, "ه": 0.6, "ء": 0.3}
# Vowels and tones of Thai and Lao that Unicode counts as letters.
_SPACING: Final = ((0x0E30, 0x0E3A), (0x0E40, 0x0E4E), (0x0EB0, 0x0EBB), (0x0EC0, 0x0ECE))
_SPACING_VOWELS: Final = frozenset(chr(at) for first, last in _SPACING for at in range(first, last + 1))
_TONES: Final = frozenset("့်่้๊๋່້໊໋း់")


def _is_mark(letter: str) -> bool:
    return letter in _SPACING_VOWELS or unicodedata.category(letter).startswith("M")


def _letter_cost(a: str, b: str, tag: str, i: int, j: int) -> float:
    if tag == "replace":
        if a[i] + b[j] in _ARABIC:
            return 0.3
        return 0.6 if _is_mark(a[i]) and _is_mark(b[j]) else _OTHER_CONSONANT
    text, at = (a, i) if tag == "delete" else (b, j)
    letter = text[at]
    if letter in _ARABIC_LONG:
        return _ARABIC_LONG[letter]
    if _is_mark(letter):
        return 2.0 if at == len(text) - 1 and letter not in _TONES else 0.6
    return _LOST_CONSONANT if at else _FIRST_CONSONANT
