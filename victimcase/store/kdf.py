"""From a passphrase to a key: Argon2id within bounds, and what counts as a passphrase."""

from __future__ import annotations

import math
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import choice, token_bytes

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from victimcase.domain.errors import Invalid, UserError
from victimcase.i18n import N_

FASTEST, SLOWEST = 0.5, 1.5
"""Seconds an unlock may take: below, guessing is cheap; above, people leave vaults open."""

ENOUGH_GUESSES = 1e11
"""What a passphrase must withstand, as zxcvbn counts (design/vault.md)."""

_MIB = 1024
_LONGEST_SCORED = 72  # zxcvbn takes no more; a passphrase is at least as strong as its first 72 characters


@dataclass(frozen=True)
class Kdf:
    """What one Argon2id derivation costs: memory in KiB, passes over it, lanes.

    Raises ValueError out of bounds: the floor (64 MiB, 3 passes) keeps a changed header from making guesses
    cheap, the ceiling (1 GiB, 20 passes, 16 lanes) from exhausting the machine that reads it.
    """

    memory: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        inside = 64 * _MIB <= self.memory <= 1024 * _MIB and 3 <= self.passes <= 20 and 1 <= self.lanes <= 16
        if not inside:
            raise ValueError("key derivation out of bounds")


USUAL = Kdf(memory=256 * _MIB, passes=3, lanes=4)
FLOOR = Kdf(memory=64 * _MIB, passes=3, lanes=4)


def derive(kdf: Kdf, secret: str, salt: bytes, length: int = 32) -> bytes:
    """The key a secret opens with. Takes about a second and `kdf.memory` KiB. Raises UserError without
    memory."""
    return _argon2id(secret, salt, length, kdf.memory, kdf.passes, kdf.lanes)


def label(login: str, salt: bytes) -> bytes:
    """How a login is written in the header: 16 bytes from which the login cannot be read.

    One pass costs 50 ms and 19 MiB (the least OWASP names for Argon2id), so that a list of staff names tried
    against a stolen laptop takes its time. Capitals, spacing around and the Unicode form do not matter.
    """
    same = unicodedata.normalize("NFKC", login).casefold().strip()
    return _argon2id(same, salt, 16, 19 * _MIB, 2, 1)


def _argon2id(secret: str, salt: bytes, length: int, memory: int, passes: int, lanes: int) -> bytes:
    """One derivation; secrets typed on different keyboards agree (NFC)."""
    try:
        run = Argon2id(salt=salt, length=length, iterations=passes, lanes=lanes, memory_cost=memory)
        return run.derive(unicodedata.normalize("NFC", secret).encode("utf-8"))
    except MemoryError:
        raise UserError(
            N_("There is not enough free memory to open the vault. Nothing was changed."),
            N_("Close other programs, then try again."),
        ) from None


def seconds(kdf: Kdf) -> float:
    """How long one derivation takes here."""
    start = time.perf_counter()
    derive(kdf, "measure", token_bytes(16))
    return time.perf_counter() - start


def calibrate(measure: Callable[[Kdf], float] = seconds) -> Kdf:
    """The parameters whose derivation takes half a second to one and a half on this machine, never below
    the floor."""
    took = measure(USUAL)
    if took < FASTEST:
        passes = math.ceil(USUAL.passes * FASTEST * 1.2 / max(took, 0.01))
        return Kdf(memory=USUAL.memory, passes=min(passes, 20), lanes=USUAL.lanes)
    kdf = USUAL
    while took > SLOWEST and kdf.memory > FLOOR.memory:
        kdf = Kdf(memory=kdf.memory // 2, passes=kdf.passes, lanes=kdf.lanes)
        took = measure(kdf)
    return kdf


def guesses(passphrase: str, about: Sequence[str] = ()) -> float:
    """How many guesses zxcvbn expects; `about` are words close to the person (login, name, office)."""
    from zxcvbn import zxcvbn

    if not passphrase:
        return 0.0
    return float(zxcvbn(passphrase[:_LONGEST_SCORED], user_inputs=list(about))["guesses"])


def require_strong(passphrase: str, about: Sequence[str] = ()) -> None:
    """Pass a passphrase that withstands guessing; no rule asks for digits or signs. Raises Invalid."""
    if guesses(passphrase, about) < ENOUGH_GUESSES:
        raise Invalid(
            N_("This passphrase could be guessed. Nothing was saved."),
            N_("Use five words that have nothing to do with each other, or let the program propose them."),
        )


def five_words() -> str:
    """A new passphrase of five words out of 1,024 (50 bits), joined by hyphens.

    The words are SLIP-0039's, as the package shamir-mnemonic carries them (MIT licence): four to eight
    letters, told apart by their first four.
    """
    from shamir_mnemonic.wordlist import WORDLIST

    return "-".join(choice(WORDLIST) for _ in range(5))


def pause_after(failures: int) -> float:
    """Seconds to wait before the next try: nothing for two slips, then doubling up to a minute.

    A courtesy against hands on the keyboard; whoever copied the folder is held up by Argon2id alone.
    """
    return 0.0 if failures < 3 else min(60.0, 2.0 ** (failures - 3))
