"""How the window looks and speaks, as a user or a machine keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

THEMES: Final = ("system", "light", "dark", "contrast")
SIZES: Final = (90, 100, 115, 130, 150, 175, 200)
"""Text sizes in per cent."""


@dataclass(frozen=True)
class Look:
    """How pages look and speak for a user. An empty language is the machine's; no calendars: the office's."""

    theme: str = "system"
    text_size: int = 100
    calendars: tuple[str, ...] = ()
    language: str = ""


def sound_look(kept: object) -> Look:
    """The look kept values tell of; in place of what makes no sense the usual."""
    if not isinstance(kept, Mapping):
        return Look()
    usual = Look()
    calendars = kept.get("calendars")
    language, theme, size = kept.get("language"), kept.get("theme"), kept.get("text_size")
    return Look(
        theme=theme if theme in THEMES else usual.theme,
        text_size=size if isinstance(size, int) and SIZES[0] <= size <= SIZES[-1] else usual.text_size,
        calendars=tuple(str(one) for one in calendars) if isinstance(calendars, list | tuple) else (),
        language=language if isinstance(language, str) else "",
    )
