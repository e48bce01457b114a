"""How the words of a name sound: spellings and scripts brought to letters that can be compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from victimcase.domain.folding import search_key
from victimcase.domain.letters import CONSONANTS, indic_to_latin
from victimcase.domain.name_words import (
    AFTER_DE,
    ATTACHED,
    COMMON,
    LEANING,
    NOBODY,
    PARTICLES,
    SPELLINGS,
    SUFFIXES,
    TITLES,
)

LATIN = "latin"
_SCRIPTS: Final = (
    *((0x0000, LATIN), (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, "other"), (0x0600, "arabic")),
    *((0x0780, "other"), (0x0900, "indic"), (0x0E00, "thai"), (0x0E80, "lao"), (0x0F00, "other")),
    *((0x1000, "burmese"), (0x10A0, "other"), (0x1780, "khmer"), (0x1800, "other"), (0x1E00, LATIN)),
    *((0x1F00, "greek"), (0x2000, "other"), (0x3400, "han"), (0xA000, "other"), (0xAC00, "hangul")),
    *((0xD7B0, "other"), (0xF900, "han"), (0xFB00, "other"), (0x20000, "han")),
)
_STARTS: Final = [start for start, _ in _SCRIPTS]

# Letters of the sound of a Latin word, beside a to z: T th, X kh, P ph, S sh, c ch, N ng, Y ny, A ai, O au.
_GRAPHS: Final = {
    **{"tch": "c", "chh": "c", "sch": "S", "ngh": "N", "ngg": "N", "ng": "N", "ny": "Y", "nh": "Y"},
    **{"kh": "X", "th": "T", "ph": "P", "sh": "S", "ch": "c", "gh": "g", "dh": "d", "bh": "b", "jh": "j"},
    **{"zh": "z", "rh": "r", "lh": "l", "ck": "k", "tj": "c", "dj": "j", "ks": "x", "q": "k", "w": "v"},
    **{"oe": "u", "oo": "u", "ou": "u", "ee": "i", "ea": "ia"},
}
_GRAPH: Final = re.compile("|".join(sorted(_GRAPHS, key=len, reverse=True)))
_RULES: Final = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"^h(?=[tlnm][aeiouyw])", ""),  # Burmese ht, hl, hn, hm
        (r"ch(?=[mn])", "h"),  # older Indonesian: Achmad, Rachmat
        (r"s[yj](?=[aeou])", "sh"),  # Indonesian, Malay: Syarif, Sjarif
        (r"([ae])i(?=[aeiou])", r"\1y"),
        (r"[ae][iy](?![aeiou])", "A"),
        (r"a[uow](?![aeiou])", "O"),
        (r"(?<=[ei])w(?![aeiouy])", "o"),  # Thai kaew, kaeo
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)|ch(?=[lr])", "k"),
        (r"^x", "sh"),  # Lao, Vietnamese, pinyin: Xay, Xuan
    )
)
_AFTER: Final = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"y(?![aeiouAO])", "i"),
        (r"(?<=[aeiouAO])h$", ""),
        (r"k(?=X)|t(?=T)|p(?=P)|s(?=S)|n(?=[NY])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = "aeiouAO"
_VOWEL_GROUP: Final = re.compile(f"[{_VOWELS}]+")
_COARSE: Final = str.maketrans(
    {
        **dict.fromkeys("gXqk", "k"), **dict.fromkeys("tdT", "t"), **dict.fromkeys("sSzcjx", "s"),
        **dict.fromkeys("pbfvP", "p"), **dict.fromkeys("nNY", "n"), **dict.fromkeys("hy" + _VOWELS, None),
    }
)  # fmt: skip
_COARSE_VOWELS: Final = str.maketrans(
    {**dict.fromkeys("eiAy", "i"), **dict.fromkeys("ouO", "o"), "a": "a"}
    | dict.fromkeys("bcdfghjklmnpqrstvwxzTXPSNY", None)
)
_SILENT_R: Final = re.compile(r"(?<=[aeiouAO])r(?![aeiouyAO])")
_TITLE, _INITIAL = 0.15, 0.3  # how much they tell
_SILENCED: Final = re.compile("[ก-ฮ][ิุ]?์")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as folded, as it sounds, as which name it is known, how much it tells (0 to 1)."""

    text: str
    sound: str
    known: str
    weight: float
    full: str
    """The sound with the particles written before it: Delacruz for De la Cruz."""
    short: bool
    """One syllable; there every sound counts double."""
    bones: tuple[str, ...]
    """The consonants left when all that people confuse is thrown together; a few readings at most."""


@dataclass(frozen=True)
class Name:
    """One name in one script."""

    script: str
    words: tuple[Word, ...]

    @cached_property
    def plain(self) -> str:
        """All words joined, for the same name with other spaces."""
        return "".join(word.text for word in self.words)

    def run_together(self, *, turned: bool) -> frozenset[str]:
        """The consonants of all words as one, which other spaces do not change.

        Turned, also with the last word first and with the first word last.
        """
        texts = [word.text for word in self.words if word.weight > _TITLE] or [self.plain]
        orders = [texts, texts[-1:] + texts[:-1], texts[1:] + texts[:1]] if turned else [texts]
        return frozenset(one for order in orders for one in _word("".join(order), self.script, "").bones)


def names_of(text: str) -> tuple[Name, ...]:
    """The names a text holds: one for each script in it, and one for each part between ; or | or line ends.

    Indic scripts are compared as they sound in Latin letters, so they come as Latin names.
    """
    found = []
    for part in re.split(r"[;|\n]| / ", text):
        scripts: dict[str, list[str]] = {}
        for word in search_key(part.replace("-", " ")).replace("-", " ").split():
            scripts.setdefault(_script(word), []).append(word)
        for script, words in scripts.items():
            if not NOBODY.issuperset(words) and (name := _name(script, words)):
                found.append(name)
    return tuple(found)


def _script(word: str) -> str:
    letter = next((letter for letter in word if letter.isalpha()), "0")
    return _SCRIPTS[bisect_right(_STARTS, ord(letter)) - 1][1]


def _name(script: str, texts: list[str]) -> Name | None:
    words: list[Word] = []
    before = ""
    last = len(texts) - 1
    for index, given in enumerate(texts):
        text = _cleaned(given, script)
        if not text:
            continue
        if (text in PARTICLES and index < last) or (text in AFTER_DE and before == "de"):
            before += text if text in LEANING else ""
            continue
        if words and text in SUFFIXES:
            continue
        words.append(_word(text, script, before))
        before = ""
    if not words:
        return None
    return Name(LATIN if script == "indic" else script, tuple(words))


def _cleaned(word: str, script: str) -> str:
    if word in PARTICLES:
        return word
    if word == "ma.":  # Filipino for Maria; the Burmese title carries no dot
        return "maria"
    if script == "thai":
        word = _SILENCED.sub("", word)
    if script not in (LATIN, "indic", "arabic"):
        for title in ATTACHED:
            if word.startswith(title) and len(word) > len(title) + 2:
                word = word.removeprefix(title)
                break
    return "".join(letter for letter in word if letter.isalnum() or not letter.isascii())


@lru_cache(maxsize=8192)  # few names make up most of a list
def _word(text: str, script: str, before: str) -> Word:
    if script not in (LATIN, "indic"):
        article = text.startswith("ال") and len(text) > 4
        bare = text[2:] if article else text
        return Word(bare, bare, "", 1.0, text if article else "", len(bare) < 3, _letter_bones(bare, script))
    latin = text if script == LATIN else indic_to_latin(text)
    known = SPELLINGS.get(latin, "")
    sound = sound_of(known or latin)
    weight = _TITLE if latin in TITLES else _INITIAL if len(latin) == 1 else COMMON.get(known or latin, 1.0)
    full = sound_of(before + latin) if before else ""
    bones = _sound_bones(sound) + (_sound_bones(full) if full else ())
    return Word(latin, sound, known, weight, full, len(_VOWEL_GROUP.findall(sound)) < 2, bones)


def sound_of(word: str) -> str:
    """How a folded Latin word sounds, a letter for each sound; other letters stay as they are."""
    for pattern, becomes in _RULES:
        word = pattern.sub(becomes, word)
    word = _GRAPH.sub(lambda found: _GRAPHS[found[0]], word)
    for pattern, becomes in _AFTER:
        word = pattern.sub(becomes, word)
    return word


def _sound_bones(sound: str) -> tuple[str, ...]:
    sound = _SILENT_R.sub("", sound)
    readings = {sound}
    if "X" in sound:
        readings.add(sound.replace("X", "h"))
    if "j" in sound[1:]:  # older Indonesian j is y
        readings.add(sound[0] + sound[1:].replace("j", "y"))
    return tuple(sorted({_grown(reading.translate(_COARSE), sound) for reading in readings}))


def _letter_bones(word: str, script: str) -> tuple[str, ...]:
    """A word in a script whose consonants are not known here stands for itself."""
    table = CONSONANTS.get(script)
    if table is None:
        return (word,)
    return ("".join(table.get(ord(letter), "") for letter in word) or word,)


def _grown(reading: str, sound: str) -> str:
    """A skeleton of one consonant says too little: its vowels are put back, thrown together likewise."""
    return reading if len(reading) > 1 else f"{reading}.{sound.translate(_COARSE_VOWELS)}"
