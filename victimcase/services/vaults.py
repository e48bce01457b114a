"""Making a vault, opening it, and saying how it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection

from victimcase import __version__
from victimcase.domain.rights import Right, Role, readable
from victimcase.domain.words import SEALED, Category, RecordId
from victimcase.i18n import N_
from victimcase.services import attached, derived, reference
from victimcase.services.profiles import load as load_profiles
from victimcase.services.session import Session, wall_clock
from victimcase.services.tx import Me, Tx, World
from victimcase.services.use_case import query, use_case
from victimcase.store import journal, keyring, meta, slots, vault
from victimcase.store.header import Header
from victimcase.store.journal import Author, Writer, new_id
from victimcase.store.kdf import FLOOR, Kdf
from victimcase.store.slots import Standing, Unlocked
from victimcase.store.vault import Options, Vault

REPLICA, OFFICE, OFFICE_CODE, LETTER, SOURCE_KEY = (
    "replica",
    "office",
    "office_code",
    "replica_letter",
    "source_key",
)


@dataclass(frozen=True)
class Created:
    """A new vault: where it is, its first user, and the recovery code, which is shown once."""

    folder: Path
    login: str
    recovery_code: str


@dataclass(frozen=True)
class Founding:
    """What a new vault starts with."""

    office: str
    country: str
    name: str = ""
    login: str = "admin"
    person: str = ""
    """What the first user is called; the login where nothing is said."""
    roles: tuple[Role, ...] = (Role.ADMINISTRATOR, Role.SUPERVISOR)
    team: str = ""
    quick: bool = False
    """Key derivation at its floor: for demo vaults and tests, where nothing real is kept."""


def options(state: Path | None = None) -> Options:
    """How vaults are opened here; `state` is where a throw-away one is remembered, not on this machine."""
    return Options(journal=journal.Chain(), state=state)


def kdf_of(founding: Founding) -> Kdf | None:
    """The floor for quick vaults; otherwise what this machine can do in about a second."""
    return FLOOR if founding.quick else None


def create(
    folder: Path,
    passphrase: str,
    founding: Founding,
    clock: Callable[[], datetime] = wall_clock,
    how: Options | None = None,
) -> Created:
    """Make a vault with its first user, who administers and supervises, and its office.

    Raises what `store.vault.create` raises, and ValueError for a first user who could not read what is
    sealed: the keys are made here and would be lost.
    """
    if not readable(founding.roles) >= SEALED:
        raise ValueError("the first user reads every sealed category")
    standing = Standing(tuple(str(role) for role in founding.roles), founding.team)
    made, code = vault.create(
        folder,
        founding.login,
        passphrase,
        standing=standing,
        kdf=kdf_of(founding),
        options=how or options(),
    )
    try:
        _found(made, founding, clock)
    finally:
        made.close()
    return Created(folder, founding.login, code)


def _found(made: Vault, founding: Founding, clock: Callable[[], datetime]) -> None:
    office = new_id()
    replica = token_hex(6)
    keys = {category: keyring.new_key() for category in SEALED}
    with made.write.begin() as conn:
        for key, value in (
            (REPLICA, replica),
            (OFFICE, office),
            (OFFICE_CODE, founding.office.upper()),
            (LETTER, "A"),
            (SOURCE_KEY, token_hex(32)),
        ):
            meta.remember(conn, key, value)
        wrap(conn, made.unlocked.user, made.unlocked.pair.agree, keys, frozenset(founding.roles))
        wrap_for_sheet(conn, made.header, keys)
        put_member(
            conn, made.unlocked.user, founding.login, founding.roles, founding.team, name=founding.person
        )
        author = Author(replica, made.unlocked.user, founding.office.upper())
        writer = Writer(conn, author, clock(), keys)
        writer.make(
            "office_settings",
            office,
            {
                "code": founding.office.upper(),
                "name": founding.name or founding.office.upper(),
                "country": founding.country.upper(),
            },
        )
        derived.follow(conn, writer)
        writer.seal(
            "vaults.create", scope=office, subject=f"first administrator {made.unlocked.pair.check.hex()}"
        )


def wrap(conn: Connection, user: str, agree: bytes, keys: Any, roles: frozenset[Role]) -> None:
    """Give a user the keys of the compartments their roles may read, of those the giver holds."""
    for category in SEALED & readable(roles):
        if category in keys:
            wrapped = keyring.wrap_compartment(str(category), keys[category], user, agree)
            conn.exec_driver_sql(
                'INSERT OR REPLACE INTO compartment (category, "user", wrapped) VALUES (?, ?, ?)',
                (str(category), user, wrapped),
            )


def wrap_for_sheet(conn: Connection, header: Header, keys: Any) -> None:
    """Give the printed recovery code the keys of all compartments the giver holds, in place of what it had.

    Without them whoever forgot the only passphrase would lose what is sealed, in spite of the sheet.
    """
    for rescuer in (one for one in header.roster.people if one.recovery):
        conn.exec_driver_sql('DELETE FROM compartment WHERE "user" = ?', (rescuer.user,))
        wrap(conn, rescuer.user, rescuer.agree, keys, frozenset({Role.SUPERVISOR}))


def put_member(conn: Connection, user: str, login: str, roles: Any, team: str, *, name: str = "") -> None:
    """Keep a user's login and name for the eyes of those inside; the header knows only a hash of the login.

    Where no name is given, the one that is known stays, and the login stands for it where there is none.
    """
    known = conn.exec_driver_sql("SELECT name FROM member WHERE id = ?", (user,)).scalar()
    conn.exec_driver_sql(
        "INSERT OR REPLACE INTO member (id, login, name, roles, team, disabled) VALUES (?, ?, ?, ?, ?, 0)",
        (user, login, name or known or login, ",".join(sorted(str(role) for role in roles)), team),
    )


@contextmanager
def opened(
    folder: Path,
    login: str,
    passphrase: str,
    clock: Callable[[], datetime] = wall_clock,
    how: Options | None = None,
) -> Iterator[Session]:
    """A session in the vault for as long as the block runs.

    Raises what `store.vault.open` raises; nothing is changed then.
    """
    found = open_session(vault.open(folder, login, passphrase, how or options()), clock)
    try:
        yield found
    finally:
        found.close()


def open_session(found: Vault, clock: Callable[[], datetime] = wall_clock) -> Session:
    """The session of whoever unlocked a vault."""
    try:
        with found.read.begin() as conn:
            me = _me(conn, found.unlocked)
            keys = _keys(conn, found.unlocked)
        session = Session(found, me, World(reference.load(), load_profiles(), keys), clock)
        if found.read_only_reason is None:
            _settle(session)
    except BaseException:
        found.close()
        raise
    return session


def _me(conn: Connection, unlocked: Unlocked) -> Me:
    row = conn.exec_driver_sql("SELECT login, name FROM member WHERE id = ?", (unlocked.user,)).first()
    return Me(
        user=unlocked.user,
        login=row[0] if row else "recovery",
        name=row[1] if row else "recovery",
        roles=frozenset(Role(role) for role in unlocked.standing.roles),
        team=unlocked.standing.team,
        office=RecordId(str(meta.recall(conn, OFFICE))),
        office_code=str(meta.recall(conn, OFFICE_CODE)),
        replica=str(meta.recall(conn, REPLICA)),
    )


def _keys(conn: Connection, unlocked: Unlocked) -> dict[Category, bytes]:
    found = conn.exec_driver_sql(
        'SELECT category, wrapped FROM compartment WHERE "user" = ?', (unlocked.user,)
    )
    return {
        Category(category): keyring.unwrap_compartment(category, wrapped, unlocked.user, unlocked.pair)
        for category, wrapped in found
    }


def _settle(session: Session) -> None:
    """What whoever opens the vault does for others: finish disclosures, hand on keys, wind the clocks; and
    for oneself: drop drafts about what one may not see any more.
    """
    with session.vault.read.begin() as conn:
        unfinished = conn.exec_driver_sql("SELECT count(*) FROM disclosure WHERE state = 'prepared'").scalar()
        lacking = _lacking(session, conn)
        day = session.today().isoformat()
        due = conn.exec_driver_sql("SELECT 1 FROM wake WHERE day <= ? LIMIT 1", (day,)).scalar()
        drafts_kept = conn.exec_driver_sql(
            'SELECT 1 FROM draft WHERE "user" = ? LIMIT 1', (session.me.user,)
        ).scalar()
    attached.sweep(session.vault)
    if unfinished:
        from victimcase.services import disclosures  # it builds on sessions itself

        session.do(disclosures.tidy)
    if lacking:
        session.do(hand_on)
    if due:
        from victimcase.services import chores  # the clocks are seldom needed at a start

        session.do(chores.catch_up)
    if drafts_kept:
        from victimcase.services import drafts  # it builds on records, which build on this

        session.do(drafts.sweep)


def _lacking(session: Session, conn: Connection) -> list[tuple[str, frozenset[Role]]]:
    """Users who may read a compartment whose key this session holds, and who do not have it yet."""
    have = {tuple(row) for row in conn.exec_driver_sql('SELECT category, "user" FROM compartment')}
    found = []
    for user, roles in conn.exec_driver_sql("SELECT id, roles FROM member WHERE disabled = 0"):
        named = frozenset(Role(role) for role in roles.split(",") if role)
        wanted = {str(one) for one in SEALED & readable(named) & set(session.world.keys)}
        if any((category, user) not in have for category in wanted):
            found.append((user, named))
    return found


@use_case(N_("Hand keys of sealed categories on"), needs=Right.OWN_ACCOUNT, undoable=False)
def hand_on(tx: Tx) -> None:
    """Give users whose roles may read a sealed category the key, when the administrator who added them had
    none.
    """
    session = tx.session
    agree = slots.public_keys(session.vault.header)
    handed = []
    for user, _ in _lacking(session, tx.conn):
        if user in agree:
            roles = frozenset(
                Role(role)
                for role in slots.standing_of(session.vault.header, session.vault.unlocked, user).roles
            )
            wrap(tx.conn, user, agree[user][0], tx.world.keys, roles)
            handed.append(user)
    tx.subject = " ".join(handed)


@query(N_("See facts about the vault"), needs=Right.CHECK_VAULT)
def info(tx: Tx) -> dict[str, Any]:
    """Versions, cipher and sizes; nothing about people."""
    conn = tx.conn
    folder = tx.session.vault.folder
    size = sum(file.stat().st_size for file in folder.path.rglob("*") if file.is_file())
    return {
        "program": __version__,
        "schema": conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar(),
        "cipher": conn.exec_driver_sql("PRAGMA cipher_version").scalar(),
        "sqlite": conn.exec_driver_sql("SELECT sqlite_version()").scalar(),
        "vault": tx.session.vault.id,
        "office": tx.me.office_code,
        "replica": tx.me.replica,
        "users": len(slots.public_keys(tx.session.vault.header)),
        "bytes": size,
        "database_bytes": folder.database.stat().st_size,
        "read_only": str(tx.session.vault.read_only_reason or ""),
    }


SETTINGS = ("name", "country", "profile", "language", "address", "phone", "email", "calendar", "idle_minutes")


def settings(tx: Tx) -> dict[str, Any]:
    """The settings of the office as plain values."""
    row = tx.conn.exec_driver_sql(
        f'SELECT {", ".join(SETTINGS)} FROM "r_office_settings" WHERE scope_id = ? AND gone = 0',
        (tx.me.office,),
    ).first()
    return dict(zip(SETTINGS, row, strict=True)) if row else {}
