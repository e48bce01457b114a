"""What cannot be printed is named before a file is made: the character, its field, its part, its page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from victimcase.domain.errors import UserError
from victimcase.i18n import N_, tr
from victimcase.report import fonts

_MOST_NAMED = 5
_PAGE = N_("page {page}")


@dataclass(frozen=True, slots=True)
class Missing:
    """A character no face can draw, and where it would have stood; `page` is 0 before pages are made."""

    character: str
    field: str
    part: str
    page: int = 0

    @property
    def name(self) -> str:
        """The character with its number and Unicode's name, for where it cannot be seen."""
        number = f"U+{ord(self.character):04X}"
        if "\ud800" <= self.character <= "\udfff":
            return f"{number} (half a character)"
        known = unicodedata.name(self.character, "")
        return f"{self.character} ({number}{' ' if known else ''}{known})"


class MissingGlyphs(UserError):
    """A text holds characters that cannot be printed; nothing was made."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(dict.fromkeys(missing))
        named = "; ".join(_place(each) for each in self.missing[:_MOST_NAMED])
        super().__init__(
            N_(
                "Some characters cannot be printed: {named}. No paper was made; the records are as they were."
            ),
            N_("Change these characters in the records, then make the paper again."),
            named=named + (" …" if len(self.missing) > _MOST_NAMED else ""),
        )


def uncovered(text: str) -> tuple[str, ...]:
    """The characters of `text` no face can draw, each once: for a form to say so while it is being filled."""
    return tuple(
        character
        for character in dict.fromkeys(text)
        if character not in "\t\n\r" and not (character < " " or "\x7f" <= character < "\xa0")
        if not fonts.covered(character)
    )


def check(missing: Iterable[Missing]) -> None:
    """Raise `MissingGlyphs` if there is anything in `missing`."""
    found = list(missing)
    if found:
        raise MissingGlyphs(found)


def _place(missing: Missing) -> str:
    where = " › ".join(word for word in (missing.part, missing.field) if word)
    page = tr(_PAGE, page=missing.page) if missing.page else ""
    return f"{missing.name}: {', '.join(word for word in (where, page) if word)}"
