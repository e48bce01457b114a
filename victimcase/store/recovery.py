"""The recovery code: 160 bits on a sheet of paper, typed back by a person, or shared among three."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from secrets import token_bytes

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011", " -–—_.\t\n")
_SECRET_CHARACTERS, _CHECK_CHARACTERS, _GROUP = 32, 4, 4


def new_recovery_code() -> str:
    """A new code: nine groups of four Crockford characters, the last group a checksum."""
    return code_of(token_bytes(20))


def code_of(secret: bytes) -> str:
    """The code that spells a secret of 20 bytes. Raises ValueError for another length."""
    if len(secret) != 20:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret, "big")
    shifts = range(5 * (_SECRET_CHARACTERS - 1), -1, -5)
    body = "".join(_CROCKFORD[number >> shift & 31] for shift in shifts)
    whole = body + _checksum(body)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def as_read(typed: str) -> str:
    """What a person typed, as it is read: capital letters, O as 0, I and L as 1, without spaces and
    hyphens.
    """
    return typed.upper().translate(_READ_AS)


def read_recovery_code(typed: str) -> bytes:
    """The secret of 20 bytes a person typed: O is read as 0, I and L as 1, spaces and hyphens do not matter.

    Raises Invalid where characters are missing, strange, or do not fit the checksum.
    """
    whole = as_read(typed)
    length = _SECRET_CHARACTERS + _CHECK_CHARACTERS
    if len(whole) != length or not set(whole) <= set(_CROCKFORD):
        raise Invalid(
            N_(
                "A recovery code has {length} letters and digits; this has {count}, or a sign that is"
                " never used."
            ),
            N_("Compare it with the sheet, group by group."),
            length=length,
            count=len(whole),
        )
    body = whole[:_SECRET_CHARACTERS]
    if _checksum(body) != whole[_SECRET_CHARACTERS:]:
        raise Invalid(
            N_("The recovery code has a slip of the pen somewhere: its last group does not fit the others."),
            N_("Compare it with the sheet, group by group."),
        )
    number = 0
    for character in body:
        number = number << 5 | _CROCKFORD.index(character)
    return number.to_bytes(20, "big")


def _checksum(body: str) -> str:
    """Four characters that change with any of the others (one slip in a million goes unnoticed)."""
    digest = hashlib.sha256(body.encode("ascii")).digest()
    return "".join(_CROCKFORD[byte & 31] for byte in digest[:_CHECK_CHARACTERS])


def shares_of(code: str) -> list[str]:
    """Three sheets of 23 words (SLIP-0039), of which any two give the code back and one alone tells
    nothing."""
    from shamir_mnemonic import generate_mnemonics

    (group,) = generate_mnemonics(1, [(2, 3)], read_recovery_code(code), iteration_exponent=0)
    return [str(words) for words in group]


def code_from_shares(sheets: Sequence[str]) -> str:
    """The code two of the three sheets give back. Raises Invalid where they are too few, mistyped or
    strangers."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    try:
        return code_of(
            combine_mnemonics([" ".join(sheet.lower().split()) for sheet in dict.fromkeys(sheets)])
        )
    except (MnemonicError, ValueError, OverflowError):
        raise Invalid(
            N_(
                "These sheets do not give the recovery code: one has a wrong word, or they belong to "
                "different vaults."
            ),
            N_("Two different sheets of the same printing are needed. Compare them word by word."),
        ) from None
