"""Ways into a vault that end in a session: a passphrase, the recovery code, a vault that is being set up.

A vault is done only when its recovery code was typed back. Until then its folder has another name
(`SETTING_UP` at its end), so that one abandoned half way is never mistaken for an office's vault.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from victimcase.domain.errors import Conflict, NotFound, UserError
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import vaults
from victimcase.services.session import Session, wall_clock
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.services.vault_folders import SETTING_UP, is_unfinished
from victimcase.services.vaults import Created, Founding
from victimcase.store import kdf, recovery, roster, vault
from victimcase.store.errors import VaultInUse, WrongPassphrase, WrongRecoveryCode
from victimcase.store.folder import Folder, explained, sync_folder
from victimcase.store.lockfile import Lock

Clock = Callable[[], datetime]


def enter(
    folder: Path,
    login: str,
    passphrase: str,
    clock: Clock = wall_clock,
    *,
    handed: int | None = None,
    wait: float = 0.0,
) -> Session:
    """A session for as long as it is wanted; whoever asked closes it. Raises what `store.vault.open`
    raises.
    """
    how = replace(vaults.options(), handed=handed, wait=wait)
    return vaults.open_session(vault.open(folder, login, passphrase, how), clock)


def enter_with_code(
    folder: Path, code: str, clock: Clock = wall_clock, *, handed: int | None = None, wait: float = 0.0
) -> Session:
    """A session of the administrator without a login that the recovery code opens. Raises what
    `store.vault.open_with_recovery` raises.
    """
    how = replace(vaults.options(), handed=handed, wait=wait)
    return vaults.open_session(vault.open_with_recovery(folder, code, how), clock)


def is_wrong_secret(problem: UserError) -> bool:
    """Whether somebody could not show that they may come in; only this makes the next try wait."""
    return isinstance(problem, WrongPassphrase | WrongRecoveryCode)


def is_in_use(problem: UserError) -> bool:
    """Whether another process holds the vault."""
    return isinstance(problem, VaultInUse)


def pause_after(failures: int) -> float:
    """Seconds to wait after so many wrong tries."""
    return kdf.pause_after(failures)


@dataclass(frozen=True)
class Strength:
    """How well a passphrase withstands guessing: 0 nothing yet, 1 weak, 2 nearly, 3 enough, 4 plenty."""

    level: int

    @property
    def enough(self) -> bool:
        """Whether the vault takes it."""
        return self.level >= 3


def strength(passphrase: str, about: Sequence[str] = ()) -> Strength:
    """How strong a passphrase is; `about` are words close to the person. Some milliseconds, longer at
    first.
    """
    if not passphrase:
        return Strength(0)
    found = kdf.guesses(passphrase, about)
    steps = (kdf.ENOUGH_GUESSES / 1e4, kdf.ENOUGH_GUESSES, kdf.ENOUGH_GUESSES * 1e4)
    return Strength(1 + sum(found >= step for step in steps))


def five_words() -> str:
    """A passphrase nobody will guess, for whoever wants one proposed."""
    return kdf.five_words()


def groups(code: str) -> tuple[str, ...]:
    """The recovery code in the groups it is printed and typed in."""
    return tuple(code.split("-"))


def same_group(typed: str, group: str) -> bool:
    """Whether what was typed is this group: O is read as 0, I and L as 1, case and spaces do not matter."""
    return recovery.as_read(typed) == group


def require_code(code: str) -> None:
    """Pass a well-formed recovery code. Raises Invalid for a slip of the pen, before any vault is asked."""
    recovery.read_recovery_code(code)


def set_up(folder: Path, passphrase: str, founding: Founding, clock: Clock = wall_clock) -> Created:
    """Make a vault that is not done yet, beside the place where it will lie; `finish` puts it there.

    Raises what `vaults.create` raises, and Conflict where something lies at the place already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _taken()
    return vaults.create(folder.with_name(folder.name + SETTING_UP), passphrase, founding, clock)


def finish(unfinished: Path) -> Path:
    """Put a vault in its place, now that its recovery code was typed back. Raises Conflict, DiskTrouble."""
    place = unfinished.with_name(unfinished.name.removesuffix(SETTING_UP))
    with explained(place):
        if place.exists():
            if not place.is_dir() or any(place.iterdir()):
                raise _taken()
            place.rmdir()
        unfinished.rename(place)
        sync_folder(place.parent)
    return place


def take_up(unfinished: Path, login: str, passphrase: str, clock: Clock = wall_clock) -> Created:
    """Go on setting up a vault: whoever founded it gets another recovery code. Raises as `enter`."""
    session = enter(unfinished, login, passphrase, clock)
    try:
        code = session.do(renew_code).value
    finally:
        session.close()
    return Created(unfinished, login, code)


def give_up(unfinished: Path) -> None:
    """Remove a vault that was never finished, and nothing else. Raises NotFound, VaultInUse, DiskTrouble."""
    if not is_unfinished(unfinished):
        raise NotFound(
            N_("This is not a vault that was left half way. Nothing was removed."),
            N_("Open it with its passphrase, or choose another folder."),
        )
    Lock(Folder(unfinished).lock).release()
    with explained(unfinished):
        shutil.rmtree(unfinished)


@use_case(N_("Print a new recovery code"), needs=Right.MANAGE_USERS, undoable=False)
def renew_code(tx: Tx) -> str:
    """Put another recovery code in place of the old one, which opens nothing any more."""
    found = tx.session.vault
    code = recovery.new_recovery_code()
    header = roster.renew_recovery(found.header, found.unlocked, code)
    vaults.wrap_for_sheet(tx.conn, header, tx.world.keys)
    tx.scope = tx.me.office
    found.save_header(header, tx.conn)
    return code


def _taken() -> Conflict:
    return Conflict(
        N_("There is already something at this place. Nothing was changed."), N_("Choose another name.")
    )
