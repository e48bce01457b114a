"""Texts folded for finding and sorting: what looks or sounds the same to a reader gets the same key."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Decimal zeros of the scripts people here write numbers in; the nine digits after each follow it.
_ZEROS: Final = (
    *(0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66),
    *(0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90),
    *(0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0),
    *(0x10D30, 0x11136),
)
# Marks that go: those of Latin, Greek and Cyrillic, of Hebrew, of Arabic. Thai, Burmese, Khmer, Lao and the
# scripts of India keep theirs: there a mark is a vowel or a tone, and another word without it.
_MARKS: Final = (
    *((0x0300, 0x036F), (0x0483, 0x0487), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0)),
    (0xFE20, 0xFE2F),
    *((0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7)),
    *((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4)),
    *((0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08CA, 0x08E1), (0x08E3, 0x08FF)),
)
# Signs nobody sees: joiners, direction marks, soft hyphen, variation selectors, Khmer inherent vowels.
_UNSEEN: Final = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
)
_LETTERS: Final = {
    # Latin letters that Unicode does not take apart
    **{"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "þ": "th"},
    **{"æ": "ae", "œ": "oe", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ə": "e", "ɛ": "e", "ɔ": "o", "ĸ": "k"},
    # Arabic script of Arabic, Persian, Dari, Pashto, Urdu, Uyghur, Jawi: one alef, yeh, kaf and heh
    **dict.fromkeys("ٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېۍێۑےۓ", "ي"),
    **dict.fromkeys("کڪګݢ", "ك") | {"ګ": "گ", "ݢ": "گ", "ڬ": "گ"},
    **dict.fromkeys("ةہھەۃۂۀ", "ه"),
    **{"ٶ": "و", "ؤ": "و", "ٸ": "ي", "ـ": ""},
    # One apostrophe and one hyphen
    **dict.fromkeys("‘’‛ʼʻʽʾʿʹ", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}


def _tables() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(letter): kept for letter, kept in _LETTERS.items()}
    for first, last in (*_MARKS, *_UNSEEN):
        table |= dict.fromkeys(range(first, last + 1), None)
    for zero in _ZEROS:
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


_FOLDED: Final = _tables()
_LEADING_VOWEL = re.compile("([เ-ไເ-ໄ])(.)")


def search_key(text: str) -> str:
    """The key under which a text is indexed and looked for.

    NFKC and case folding; marks stripped for Latin, Greek, Cyrillic, Arabic and Hebrew and kept for every
    other script; alef, yeh, kaf, heh and teh marbuta unified, tatweel dropped; digits of any script as ASCII;
    unseen joiners dropped; one kind of space, apostrophe and hyphen. A key is its own key.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    key = unicodedata.normalize("NFKC", text).casefold()
    key = unicodedata.normalize("NFKD", key).translate(_FOLDED)
    return " ".join(unicodedata.normalize("NFC", key).split())


def sort_key(family: str, given: str) -> str:
    """The key by which a person stands in a list: family name first, then given names.

    A name that is part of another comes before it; Thai and Lao words stand under their consonant, not under
    the vowel written before it.
    """
    parts = [search_key(part).lstrip("'-. ") for part in (family, given)]
    return "\x1f".join(_LEADING_VOWEL.sub(r"\2\1", part) for part in parts if part)
