"""The names of the months in the languages of the region and of those who work there."""

from __future__ import annotations

import functools
import unicodedata

_LANGUAGES = "en id ms vi th km lo my bn hi ne si ta ur fil zh fr pt es de ru tr mn ko ja"


def month_called(word: str) -> int | None:
    """The month, 1 to 12, a word names in full or in short; None when no language or two disagree."""
    return _months().get(_key(word))


def _key(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip(" .").removeprefix("of ")


@functools.cache
def _months() -> dict[str, int]:
    from babel import Locale

    found: dict[str, set[int]] = {}
    for code in _LANGUAGES.split():
        months = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found.setdefault(_key(name), set()).add(number)
    return {
        name: next(iter(numbers))
        for name, numbers in found.items()
        if len(numbers) == 1 and not name.isdigit()
    }
