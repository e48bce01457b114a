"""Case numbers: office, letter of the replica, counter, check character, as in `KUP-A-00042-7`."""

from __future__ import annotations

from typing import Final

_CHARACTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    """Whether the check character of a number is right."""
    body, _, check = number.strip().upper().rpartition("-")
    return bool(body) and check == check_character(body)
