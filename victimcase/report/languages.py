"""What a language tells about its text: which way it runs, and which language a script most likely is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from victimcase.report import bidi, fonts

_LEFTWARD = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "pnb", "prs", "ps", "sd", "ug", "ur", "uz-AF", "yi"}
)
_LEFTWARD_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Rohg"})
_OF_SCRIPT = {
    "Arab": ("fa", "prs", "ur", "ps", "ar", "sd", "ug"),
    "Beng": ("bn", "as"),
    "Cakm": ("ccp",),
    "Cyrl": ("ru", "mn"),
    "Deva": ("hi", "ne", "mr"),
    "Grek": ("el",),
    "Gujr": ("gu",),
    "Guru": ("pa",),
    "Hani": ("zh", "ja"),
    "Hira": ("ja",),
    "Kana": ("ja",),
    "Khmr": ("km",),
    "Laoo": ("lo",),
    "Mlym": ("ml",),
    "Mymr": ("my", "shn", "mnw", "kar"),
    "Rohg": ("rhg",),
    "Sinh": ("si",),
    "Taml": ("ta",),
    "Telu": ("te",),
    "Thai": ("th",),
    "Tibt": ("dz", "bo"),
}

_TELLING = {"ur": frozenset("ٹڈڑںہےھۓ"), "ps": frozenset("ټډړږښڼۍېګځڅ"), "sd": frozenset("ٺٿڀٻڦڳڱڻ")}
"""Letters that tell languages of the Arabic script apart; faces draw some letters by the language."""


def leftward(language: str) -> bool:
    """Whether the language (BCP 47) is written from right to left."""
    primary, *rest = language.replace("_", "-").split("-")
    named = next((part for part in rest if len(part) == len("Arab") and part.isalpha()), None)
    if named:
        return named.title() in _LEFTWARD_SCRIPTS
    return primary.lower() in _LEFTWARD or "-".join([primary.lower(), *rest]) in _LEFTWARD


def language_of(text: str, among: Sequence[str]) -> str:
    """The language the text is likely in: one of `among` where script and letters fit, else their first."""
    if text.isascii():
        return among[0]
    counts = Counter(
        script for script in map(fonts.script_of, text) if script and script not in ("Latn", "Zyyy")
    )
    if not counts:
        return among[0]
    script = counts.most_common(1)[0][0]
    if script == "Arab":
        telling = [language for language, letters in _TELLING.items() if not letters.isdisjoint(text)]
        among = [*telling[:1], *among]
    usual = _OF_SCRIPT.get(script, ())
    return next((one for one in among if one.split("-")[0] in usual), next(iter(usual), among[0]))


def base_direction(text: str, language: str) -> int:
    """0 or 1: the way a paragraph runs as a whole.

    The language decides where the text holds any letter that runs its way, so that a Dari sentence may begin
    with a Latin word; else the first letter decides, and digits alone run as codes do, from left to right.
    """
    if text.isascii():
        return 0
    wanted = ("R", "AL") if leftward(language) else ("L",)
    if any(bidi.bidi_class(character) in wanted for character in text):
        return int(leftward(language))
    return bidi.direction_of(text) or 0
