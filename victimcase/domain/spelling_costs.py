"""How far two words of names are apart: what a change of one sound for another costs."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

VOWELS: Final = frozenset("aeiouAO")
_OTHER_CONSONANT, _LOST_CONSONANT = 1.8, 1.2


def _pairs(table: str) -> dict[str, float]:
    found = {}
    for item in table.split():
        pair, cost = item.split("=")
        found[pair] = found[pair[::-1]] = float(cost)
    return found


# Sounds people write for one another, in the letters of `sounds.sound_of`.
_SUBSTITUTES: Final = _pairs(
    # vowels
    "ao=.3 ae=.3 au=.45 ai=.6 ei=.2 eo=.7 eu=.7 io=.9 iu=.9 ou=.15 eA=.25 aA=.5 iA=.4 oA=.9 uA=.9 oO=.5 aO=.5 "
    "uO=.6 eO=.9 iO=.9 AO=.9 iy=.1 uv=.2 ey=.4 "
    # aspirates and what is heard for them
    "Tt=.1 Ts=.35 Td=.5 Xk=.15 Xh=.15 Pp=.1 Pf=.1 Pb=.6 Ss=.15 Sc=.4 cX=.5 ck=.5 "
    # voiced for voiceless, and letters that languages lack
    "dt=.4 bp=.45 gk=.35 fp=.3 fv=.5 vb=.3 jy=.35 jz=.25 jc=.4 js=.8 zs=.35 zd=.4 cs=.5 Yn=.2 YN=.35 Nn=.25 mn=.9 "
    "lr=1.0 xs=.4 xk=.6 xS=.4 gX=.6 gj=.6 hX=.15"
)
_WEAK: Final = {"h": 0.3, "y": 0.3, "r": 0.6}


def likeness(a: str, b: str, *, short: bool) -> float:
    """How alike two sounds of Latin words are, 0 to 1; in words of one syllable every change counts double."""
    if a == b:
        return 1.0
    return _rated(a, b, 2.0 if short else 1.0, _sound_cost, max(2, max(len(a), len(b)) // 2))


def letter_likeness(a: str, b: str) -> float:
    """How alike two folded words of another script are, 0 to 1."""
    if a == b:
        return 1.0
    longest = max(len(a), len(b))
    return _rated(a, b, 1.0 if longest > 2 else 2.0, _letter_cost, max(1, longest // 3))


def _rated(a: str, b: str, times: float, price: object, most: int) -> float:
    from rapidfuzz.distance import Levenshtein

    if Levenshtein.distance(a, b, score_cutoff=most) > most:
        return 0.0
    cost = sum(
        price(a, b, *step)
        for step in Levenshtein.editops(a, b).as_list()  # type: ignore[operator]
    )
    return float(max(0.0, 1.0 - 2.0 * times * cost / (len(a) + len(b))))


def _sound_cost(a: str, b: str, tag: str, i: int, j: int) -> float:
    if tag == "replace":
        known = _SUBSTITUTES.get(a[i] + b[j])
        return _OTHER_CONSONANT if known is None else known
    text, at = (a, i) if tag == "delete" else (b, j)
    return _lost_sound(text, at)


def _lost_sound(text: str, at: int) -> float:
    """What it costs that one spelling lacks a sound the other has."""
    letter, last = text[at], len(text) - 1
    if letter not in VOWELS:
        if letter == "r" and 0 < at and (at == last or text[at + 1] not in VOWELS):
            return 0.35  # Thandar, Porn: written for the length of the vowel
        return _WEAK.get(letter, _LOST_CONSONANT)
    if (at and text[at - 1] in VOWELS) or (at < last and text[at + 1] in VOWELS):
        return 0.25
    if at == last:
        return 0.25 if letter == "e" else 1.0  # Sok is not Sokha
    return 0.7 if at == 0 else 0.5


# Arabic letters that sound alike to those who write Persian, Dari, Pashto, Urdu or Malay.
_ARABIC: Final = {
    letter: group
    for group, letters in enumerate(("تطث", "سصث", "زذضظ", "حه", "قغ", "كق", "ءعا", "ڑر", "ٹت", "ڈد"))
    for letter in letters
}
_ARABIC_LONG: Final = {"ا": 0.6, "و": 1.2, "ي": 1.2, "ه": 0.6, "ء": 0.3}
_SPACING_VOWELS: Final = frozenset(map(chr, (*range(0x0E30, 0x0E3B), *range(0x0E40, 0x0E4F), *range(0x0EB0, 0x0EBE),
                                             *range(0x0EC0, 0x0ECF))))  # fmt: skip


@lru_cache(maxsize=2048)
def _is_mark(letter: str) -> bool:
    return letter in _SPACING_VOWELS or unicodedata.category(letter).startswith("M")


def _letter_cost(a: str, b: str, tag: str, i: int, j: int) -> float:
    if tag == "replace":
        if a[i] in _ARABIC and _ARABIC.get(a[i]) == _ARABIC.get(b[j]):
            return 0.3
        return 0.6 if _is_mark(a[i]) and _is_mark(b[j]) else 1.8
    text, at = (a, i) if tag == "delete" else (b, j)
    letter = text[at]
    if letter in _ARABIC_LONG:
        return _ARABIC_LONG[letter]
    if _is_mark(letter):
        return 1.0 if at == len(text) - 1 else 0.6
    return 1.5
