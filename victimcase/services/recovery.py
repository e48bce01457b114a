"""The printed recovery code: typed back when a vault is made, split into sheets, and the way in with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from victimcase.services import vaults
from victimcase.services.session import Session, wall_clock
from victimcase.store import recovery, vault
from victimcase.store.vault import Options


def typed_back(shown: str, typed: str) -> bool:
    """Whether what was typed from the sheet is the code of the vault just made, however it is spelt.

    Compares the two codes alone, so it is done at once and unlocks nothing. Raises Invalid, saying what is
    wrong, for what is no code at all: signs are missing, or its last group does not fit.
    """
    return recovery.read_recovery_code(typed) == recovery.read_recovery_code(shown)


def sheets_of(code: str) -> list[str]:
    """Three sheets of words, of which any two give the code back. Raises Invalid for what is no code."""
    return recovery.shares_of(code)


def code_from_sheets(sheets: Sequence[str]) -> str:
    """The code two of the sheets give back. Raises Invalid where they do not belong together."""
    return recovery.code_from_shares(sheets)


@contextmanager
def opened(
    folder: Path, code: str, clock: Callable[[], datetime] = wall_clock, how: Options | None = None
) -> Iterator[Session]:
    """A session with the printed code, for as long as the block runs: an administrator without a login.

    It sees no case and no sealed value; it can give a user a new passphrase (`people.give_passphrase`), add a
    user and make a backup. Raises as `vaults.opened`, Invalid for a mistyped code, WrongRecoveryCode.
    """
    found = vaults.open_session(vault.open_with_recovery(folder, code, how or vaults.options()), clock)
    try:
        yield found
    finally:
        found.close()
