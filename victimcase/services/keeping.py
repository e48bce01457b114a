"""Keeping the vault: backups, restoring one, and accepting a vault that is not what this machine last saw."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from victimcase import __version__
from victimcase.domain.errors import Invalid
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import vaults
from victimcase.services.session import Session, wall_clock
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.services.vaults import LETTER, REPLICA
from victimcase.store import backup, cards, meta, slots, statements, vault, witness
from victimcase.store.journal import last_number, new_id
from victimcase.store.types import moment
from victimcase.store.vault import Options, ReadOnlyReason
from victimcase.store.witness import Witnessed


@dataclass(frozen=True)
class BackedUp:
    """A backup that was written and proved by opening it."""

    file: str
    bytes: int
    sha256: str
    made_at: str
    cases: int


@dataclass(frozen=True)
class Restored:
    """A vault that came back from a backup, with the replica it goes on as."""

    vault: str
    made_at: str
    replica: str
    cases: int


@use_case(N_("Make a backup"), needs=Right.BACK_UP, undoable=False)
def note_backup(tx: Tx, file: str) -> int:
    """Write in the journal that a backup is made; how many cases there are."""
    tx.scope = tx.me.office
    tx.subject = hashlib.sha256(file.encode()).hexdigest()[:16]
    return cards.count(tx.conn)


def back_up(
    session: Session, file: Path, progress: Callable[[int, int], None] = lambda done, of: None
) -> BackedUp:
    """Write one encrypted file with everything, and prove it by opening it.

    Raises Invalid when the file is there already, DiskFull, DiskTrouble, DamagedBackup; the vault is as it
    was.
    """
    if file.exists():
        raise Invalid(
            N_("“{name}” is there already, and nothing is written over it. No backup was made."),
            N_("Choose another name, best with the day in it."),
            name=file.name,
        )
    count = session.do(note_backup, str(file)).value
    made = backup.make(
        session.vault,
        file,
        now=session.now(),
        program=__version__,
        progress=lambda share: progress(int(share * 100), 100),
    )
    done = BackedUp(str(file), file.stat().st_size, _digest(file), made.made_at, count)
    session.do(note_proved, done)
    return done


@use_case(N_("Note a proved backup"), needs=Right.BACK_UP, undoable=False)
def note_proved(tx: Tx, done: BackedUp) -> None:
    """Keep that a backup was written and proved by opening it: when, where, by whom."""
    statements.run(
        tx.conn,
        'INSERT INTO backup_made (id, at, "user", place, size, sha256, cases) VALUES (?, ?, ?, ?, ?, ?, ?)',
        (
            new_id(),
            moment(tx.now),
            tx.me.user,
            str(Path(done.file).absolute()),
            done.bytes,
            done.sha256,
            done.cases,
        ),
    )
    tx.scope = tx.me.office
    tx.subject = done.sha256


@dataclass(frozen=True)
class Kept:
    """A backup this vault knows of. Each was proved by opening it on the day it was made."""

    at: str
    place: str
    by: str
    bytes: int
    sha256: str
    cases: int
    still_there: bool
    """Whether a file of this size lies at the place now, as far as this machine can see."""


@dataclass(frozen=True)
class LastBackup:
    """For the foot of the window: when the last backup was made, and whether the next is due."""

    at: str
    """Empty where there was none yet."""
    days: int | None
    due: bool


USUAL_BACKUP_DAYS = 7


@query(N_("See backups made"), needs=Right.BACK_UP)
def backups(tx: Tx) -> list[Kept]:
    """The backups that were proved, newest first."""
    found = statements.every(
        tx.conn,
        'SELECT b.at, b.place, coalesce(m.login, b."user"), b.size, b.sha256, b.cases '
        'FROM backup_made b LEFT JOIN member m ON m.id = b."user" ORDER BY b.at DESC, b.id DESC',
    )
    return [
        Kept(at, place, by, size, digest, cases, _is_there(Path(place), size))
        for at, place, by, size, digest, cases in found
    ]


def _is_there(place: Path, size: int) -> bool:
    try:
        return place.is_file() and place.stat().st_size == size
    except OSError:  # a stick that is not plugged in, a folder that is not ours
        return False


@query(N_("See when the last backup was made"), needs=Right.OWN_ACCOUNT)
def last_backup(tx: Tx) -> LastBackup:
    """When the last backup was proved, and whether the office's time between two has gone by."""
    found = statements.first(tx.conn, "SELECT max(at) FROM backup_made")
    at = str((found or ("",))[0] or "")
    said = statements.first(
        tx.conn,
        'SELECT backup_days FROM "r_office_settings" WHERE scope_id = ? AND gone = 0',
        (tx.me.office,),
    )
    limit = int((said or (None,))[0] or USUAL_BACKUP_DAYS)
    if not at:
        return LastBackup("", None, True)
    days = (tx.today - datetime.fromisoformat(at).astimezone().date()).days
    return LastBackup(at, days, days >= limit)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def restore(
    file: Path,
    folder: Path,
    login: str,
    passphrase: str,
    clock: Callable[[], datetime] = wall_clock,
    how: Options | None = None,
) -> Restored:
    """Bring a backup back as a vault that can be worked in, under a new replica id.

    Everything is proved before anything is replaced; a vault at the same place stays beside it under another
    name. The backup opens with the passphrases of the day it was made. Raises what `store.backup.restore`
    raises, and Refused for somebody who may not restore; the new vault is then there, and read-only.
    """
    if not file.is_file():
        raise Invalid(
            N_("There is no file “{name}” at this place, so nothing was restored."),
            N_("Check the name and the folder."),
            name=file.name,
        )
    made = backup.restore(file, folder, lambda found: slots.unlock(found, login, passphrase), now=clock())
    with vaults.opened(folder, login, passphrase, clock, how) as session:
        accept(session)
        return Restored(str(folder), made.made_at, session.me.replica, session.look(_count))


def _count(tx: Tx) -> int:
    return cards.count(tx.conn)


def accept(session: Session) -> str:
    """Take a restored vault, or one put back to an earlier state, as it is: it goes on under a new replica
    id.
    """
    found: vault.Vault = session.vault
    session.require(Right.RESTORE)
    reason = found.read_only_reason
    if reason is None:
        return session.me.replica
    found.allow_writing()
    try:
        replica = session.do(renew).value
    except BaseException:
        found.read_only_reason = reason
        raise
    if reason is ReadOnlyReason.PUT_BACK:
        _outdate(session)
    session.became(replica)
    found.note_head()
    return replica


def _outdate(session: Session) -> None:
    """Let the witness know that the replica has ended, so that a still older copy of it is noticed too.

    Not for a restored vault: the one it was copied from may go on beside it.
    """
    with session.vault.read.connect() as conn:
        number, seal = last_number(conn, session.me.replica)
    witness.note(session.vault.state, session.vault.id, Witnessed(session.me.replica, number, seal))


@use_case(N_("Accept the vault as it is"), needs=Right.RESTORE, undoable=False)
def renew(tx: Tx) -> str:
    """Give the vault a new replica id and the next letter, so that nothing made from now on meets its
    twin.
    """
    replica = token_hex(6)
    letter = str(meta.recall(tx.conn, LETTER) or "A")
    meta.remember(tx.conn, LETTER, chr(ord(letter[-1]) + 1) if letter != "Z" else "ZA")
    meta.remember(tx.conn, REPLICA, replica)
    meta.remember(tx.conn, "case_counter", "0")
    meta.forget(tx.conn, meta.RESTORED_FROM)
    tx.scope = tx.me.office
    tx.subject = f"{tx.me.replica} goes on as {replica}"
    return replica
