"""Case numbers: office, letter of the replica, counter, check character, as in `KUP-A-00042-7`."""

from __future__ import annotations

import re
from typing import Final

_CHARACTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM: Final = re.compile(r"[A-Z0-9][A-Z0-9-]*-[A-Z]+-[0-9]{5,}-[0-9A-Z]", re.ASCII)


def check_character(text: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36 over the letters and digits of a text.

    It shows every single wrong character and nearly every swap of two.
    """
    left = 36
    for character in text.upper():
        if character in _CHARACTERS:
            left = (left + _CHARACTERS.index(character)) % 36 or 36
            left = left * 2 % 37
    return _CHARACTERS[(37 - left) % 36]


def case_number(office: str, replica_letter: str, counter: int) -> str:
    """The number of a case, with its check character."""
    body = f"{office.upper()}-{replica_letter}-{counter:05d}"
    return f"{body}-{check_character(body)}"


def well_formed(number: str) -> bool:
    """Whether a text is the whole number of a case: in its form, and with the right check character."""
    text = number.strip().upper()
    body, _, check = text.rpartition("-")
    return _FORM.fullmatch(text) is not None and check == check_character(body)
