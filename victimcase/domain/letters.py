"""Letters of other scripts in Latin ones: the scripts of India by their sound, others by their consonants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


class _Letter(NamedTuple):
    """What a letter does in a word; a consonant carries an a of its own until a sign or a virama takes it."""

    kind: str
    latin: str = ""


_CONSONANT, _VOWEL, _SIGN, _SILENT, _NUKTA, _NASAL = "consonant", "vowel", "sign", "silent", "nukta", "nasal"


def _row(kind: str, offsets: Iterable[int], latin: str) -> dict[int, _Letter]:
    pairs = zip(offsets, latin.split(), strict=True)
    return {offset: _Letter(kind, "" if to == "-" else to) for offset, to in pairs}


# The scripts of India stand in Unicode in one order (that of ISCII), each in a block of 128.
_INDIC: Final = {
    **_row(_VOWEL, range(0x05, 0x15), "a a i i u u ri l e e e ai o o o au"),
    **_row(_CONSONANT, range(0x15, 0x2A), "k kh g gh ng ch chh j jh ny t th d dh n t th d dh n n"),
    **_row(_CONSONANT, range(0x2A, 0x3A), "p ph b bh m y r r l l l v sh sh s h"),
    **_row(_SIGN, range(0x3E, 0x4D), "a i i u u ri ri e e e ai o o o au"),
    **{0x01: _Letter(_NASAL, "n"), 0x02: _Letter(_NASAL, "n"), 0x03: _Letter(_SIGN, "ah")},
    **{0x3C: _Letter(_NUKTA), 0x4D: _Letter(_SILENT)},
}
_SINHALA: Final = {
    **_row(_VOWEL, range(0x05, 0x17), "a a e e i i u u ri ri l l e e ai o o au"),
    **_row(_CONSONANT, range(0x1A, 0x27), "k kh g gh ng ng ch chh j jh ny gn nj"),
    **_row(_CONSONANT, range(0x27, 0x32), "t th d dh n nd t th d dh n"),
    **_row(_CONSONANT, range(0x33, 0x3C), "nd p ph b bh m mb y r"),
    **_row(_CONSONANT, (0x3D, *range(0x40, 0x47)), "l v sh sh s h l f"),
    **_row(_SIGN, (*range(0x4F, 0x55), 0x56, 0x58, *range(0x59, 0x5F)), "a e e i i u u ru e e ai o o au"),
    **{0x02: _Letter(_NASAL, "n"), 0x03: _Letter(_SIGN, "ah"), 0x4A: _Letter(_SILENT)},
}
_BENGALI, _TAMIL, _SINHALA_BLOCK = 0x0980, 0x0B80, 0x0D80
_LETTERS: Final = {
    **{block + at: letter for block in range(0x0900, 0x0D80, 0x80) for at, letter in _INDIC.items()},
    **{_SINHALA_BLOCK + at: letter for at, letter in _SINHALA.items()},
    **{_TAMIL + 0x1A: _Letter(_CONSONANT, "s"), _BENGALI + 0x4E: _Letter(_CONSONANT, "t")},
}
_WITH_NUKTA: Final = {0x1C: "z", 0x21: "r", 0x22: "rh", 0x2B: "f", 0x2F: "y"}
# Scripts whose words do not end in the a their last consonant carries: Devanagari to Odia.
_WITHOUT_LAST_A: Final = range(0x0900, 0x0B80)
_STRANGE: Final = _Letter(_VOWEL)


def indic_to_latin(word: str) -> str:
    """A word in a script of India or Sri Lanka roughly as Latin letters have it; long vowels as short."""
    parts: list[str] = []
    carries = ""  # the a of the last consonant, until something takes it
    for position, sign in enumerate(word):
        letter = _LETTERS.get(ord(sign), _STRANGE)
        if letter.kind == _NUKTA:
            if parts:
                parts[-1] = _WITH_NUKTA.get(ord(word[position - 1]) % 0x80, parts[-1])
            continue
        if letter.kind not in (_SIGN, _SILENT):
            parts.append(carries)
        carries = "a" if letter.kind == _CONSONANT else ""
        first_y = ord(sign) == _BENGALI + 0x2F and position == 0
        parts.append("j" if first_y else letter.latin)
    last = carries if word and ord(word[-1]) not in _WITHOUT_LAST_A else ""
    return "".join(parts) + last


def _classes(consonants: str, classes: str) -> dict[int, str]:
    return {
        ord(letter): "" if to == "-" else to
        for letter, to in zip(consonants.split(), classes.split(), strict=True)
    }


# Consonants in the classes `sounds.bones` throws them into; those not named are vowels and signs, and go.
CONSONANTS: Final[dict[str, dict[int, str]]] = {
    "thai": _classes(
        "ก ข ฃ ค ฅ ฆ ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห ฬ อ ฮ",
        "k k k k k k n s s s s s n t t t t t n t t t t t n p p p p p p p m - r l p s s s - l - -",
    ),
    "lao": _classes(
        "ກ ຂ ຄ ງ ຈ ຊ ຍ ສ ດ ຕ ຖ ທ ນ ບ ປ ຜ ຝ ພ ຟ ມ ຢ ຣ ລ ວ ຫ ອ ຮ ໜ ໝ ຼ",
        "k k k n s s - s t t t t n p p p p p p m - r l p - - - n m l",
    ),
    "khmer": _classes(
        "ក ខ គ ឃ ង ច ឆ ជ ឈ ញ ដ ឋ ឌ ឍ ណ ត ថ ទ ធ ន ប ផ ព ភ ម យ រ ល វ ស ហ ឡ អ",
        "k k k k n s s s s n t t t t n t t t t n p p p p m - r l p s - l -",
    ),
    "burmese": _classes(
        "က ခ ဂ ဃ င စ ဆ ဇ ဈ ည ဉ ဋ ဌ ဍ ဎ ဏ တ ထ ဒ ဓ န ပ ဖ ဗ ဘ မ ယ ရ လ ဝ သ ဟ ဠ အ",
        "k k k k n s s s s n n t t t t n t t t t n p p p p m - - l p t - l -",
    ),
    "arabic": _classes(
        "ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ك گ ل م ن ں و ه ي ا ء",
        "p p t t s s s - k t t s r r s s s s s s t s - k p k k k l m n n - - - - -",
    ),
}
