"""Letters of other scripts in Latin ones: the scripts of India as they sound, the others by their consonants."""

from __future__ import annotations

from typing import Final

# The scripts of India stand in Unicode in one order (that of ISCII), each in a block of 128.
_INDIC_BLOCKS: Final = range(0x0900, 0x0D80, 0x80)
_SINHALA: Final = 0x0D80
_TAMIL, _BENGALI = 0x0B80, 0x0980
_DROPS_LAST_A: Final = frozenset({0x0900, 0x0980, 0x0A00, 0x0A80, 0x0B00})

_VOWELS: Final = dict(
    zip(range(0x05, 0x15), "a a i i u u ri l e e e ai o o o au".split(), strict=True)
)  # letters of their own
_SIGNS: Final = {
    **dict(zip(range(0x3E, 0x45), "a i i u u ri ri".split(), strict=True)),
    **dict(zip(range(0x45, 0x4D), "e e e ai o o o au".split(), strict=True)),
}
_CONSONANTS: Final = dict(
    zip(
        range(0x15, 0x3A),
        "k kh g gh ng ch chh j jh ny t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h".split(),
        strict=True,
    )
)
_NUKTA, _VIRAMA, _NASAL = 0x3C, 0x4D, (0x01, 0x02)
_WITH_NUKTA: Final = {0x1C: "z", 0x21: "r", 0x22: "rh", 0x2B: "f", 0x2F: "y"}

_SINHALA_VOWELS: Final = dict(
    zip(range(0x05, 0x17), "a a e e i i u u ri ri l l e e ai o o au".split(), strict=True)
)
_SINHALA_CONSONANTS: Final = dict(
    zip(
        (*range(0x1A, 0x32), *range(0x33, 0x3C), 0x3D, *range(0x40, 0x47)),
        "k kh g gh ng ng ch chh j jh ny gn nj t th d dh n nd t th d dh n nd p ph b bh m mb y r l v sh sh s h l f".split(),
        strict=True,
    )
)
_SINHALA_SIGNS: Final = {
    **dict(zip(range(0x4F, 0x55), "a e e i i u".split(), strict=True)),
    **{0x56: "u", 0x58: "ru"},
    **dict(zip(range(0x59, 0x5F), "e e ai o o au".split(), strict=True)),
}


def indic_to_latin(word: str) -> str:
    """A word in a script of India or Sri Lanka roughly as it is written in Latin letters; long vowels as short."""
    parts: list[str] = []
    bare = False  # the last consonant still carries its own a
    for position, letter in enumerate(word):
        block, offset = divmod(ord(letter), 0x80)
        block *= 0x80
        if block == _SINHALA:
            consonant, vowel = _SINHALA_CONSONANTS.get(offset), _SINHALA_VOWELS.get(offset)
            sign, silent, nasal = _SINHALA_SIGNS.get(offset), offset == 0x4A, offset == 0x02
        elif block in _INDIC_BLOCKS:
            consonant, vowel, sign = _CONSONANTS.get(offset), _VOWELS.get(offset), _SIGNS.get(offset)
            silent, nasal = offset == _VIRAMA, offset in _NASAL
            if offset == _NUKTA and position:
                before = ord(word[position - 1]) % 0x80
                parts[-1] = _WITH_NUKTA.get(before, parts[-1])
                continue
            consonant = _local(block, offset, position, consonant)
        else:
            consonant = vowel = sign = None
            silent = nasal = False
        if bare and not (silent or sign):
            parts.append("a")
        bare = consonant is not None
        parts.append(consonant or vowel or sign or ("n" if nasal else ""))
    if bare and ord(word[-1]) // 0x80 * 0x80 not in _DROPS_LAST_A:
        parts.append("a")
    return "".join(parts)


def _local(block: int, offset: int, position: int, consonant: str | None) -> str | None:
    """Where one script reads a letter its own way."""
    if block == _TAMIL and offset == 0x1A:
        return "s"
    if block == _BENGALI and offset == 0x2F and position == 0:
        return "j"
    return "t" if block == _BENGALI and offset == 0x4E else consonant


def _table(consonants: str, classes: str) -> dict[int, str]:
    return {
        ord(letter): "" if to == "-" else to
        for letter, to in zip(consonants.split(), classes.split(), strict=True)
    }


# Consonants in the classes `sounds.bones` throws them into; those not named are vowels and signs, and go.
CONSONANTS: Final[dict[str, dict[int, str]]] = {
    "thai": _table(
        "ก ข ฃ ค ฅ ฆ ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห ฬ อ ฮ",
        "k k k k k k n s s s s s n t t t t t n t t t t t n p p p p p p p m - r l p s s s - l - -",
    ),
    "lao": _table(
        "ກ ຂ ຄ ງ ຈ ຊ ຍ ສ ດ ຕ ຖ ທ ນ ບ ປ ຜ ຝ ພ ຟ ມ ຢ ຣ ລ ວ ຫ ອ ຮ ໜ ໝ ຼ",
        "k k k n s s - s t t t t n p p p p p p m - r l p - - - n m l",
    ),
    "khmer": _table(
        "ក ខ គ ឃ ង ច ឆ ជ ឈ ញ ដ ឋ ឌ ឍ ណ ត ថ ទ ធ ន ប ផ ព ភ ម យ រ ល វ ស ហ ឡ អ",
        "k k k k n s s s s n t t t t n t t t t n p p p p m - r l p s - l -",
    ),
    "burmese": _table(
        "က ခ ဂ ဃ င စ ဆ ဇ ဈ ည ဉ ဋ ဌ ဍ ဎ ဏ တ ထ ဒ ဓ န ပ ဖ ဗ ဘ မ ယ ရ လ ဝ သ ဟ ဠ အ",
        "k k k k n s s s s n n t t t t n t t t t n p p p p m - - l p t - l -",
    ),
    "arabic": _table(
        "ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ك گ ل م ن ں و ه ي ا ء",
        "p p t t s s s - k t t s r r s s s s s s t s - k p k k k l m n n - - - - -",
    ),
}
