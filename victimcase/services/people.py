"""Users: adding, listing, disabling, and everybody's own passphrase."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from victimcase.domain.errors import Conflict, Invalid, NotFound, Refused
from victimcase.domain.rights import Right, Role, readable
from victimcase.domain.words import SEALED
from victimcase.i18n import N_
from victimcase.services import drafts, vaults
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import roster, statements
from victimcase.store.kdf import FLOOR, USUAL, Kdf, five_words
from victimcase.store.slots import Standing, public_keys

__all__ = [
    "Member",
    "add",
    "change_passphrase",
    "change_standing",
    "disable",
    "enable",
    "five_words",
    "give_passphrase",
    "kdf",
    "last_seen",
    "listed",
    "rename",
    "shut_out",
]


def kdf(*, quick: bool) -> Kdf:
    """The floor for demo vaults and tests; otherwise what is usual."""
    return FLOOR if quick else USUAL


@dataclass(frozen=True)
class Member:
    """A user as the others of the office know them."""

    login: str
    roles: tuple[Role, ...]
    team: str
    disabled: bool
    name: str = ""
    """What they are called; the login where nobody said."""


@query(N_("See who uses the vault"), needs=Right.OWN_ACCOUNT)
def listed(tx: Tx) -> list[Member]:
    """All users, in the order of their logins."""
    found = tx.conn.exec_driver_sql("SELECT login, roles, team, disabled, name FROM member ORDER BY login")
    return [
        Member(login, tuple(Role(role) for role in roles.split(",") if role), team, bool(disabled), name)
        for login, roles, team, disabled, name in found
    ]


@use_case(N_("Add a user"), needs=Right.MANAGE_USERS, undoable=False)
def add(
    tx: Tx,
    login: str,
    passphrase: str,
    roles: frozenset[Role],
    *,
    team: str = "",
    name: str = "",
    kdf: Kdf = USUAL,
) -> str:
    """Give somebody a slot of their own, and the keys of sealed categories their roles may read.

    `name` is what they are called; the login where nothing is said. Raises Conflict for a login that is
    taken, Invalid for a passphrase that could be guessed or a name nobody could write on one line.
    """
    login, called = login.strip(), _called(name)
    if tx.conn.exec_driver_sql("SELECT 1 FROM member WHERE login = ?", (login,)).scalar():
        raise Conflict(
            N_("Somebody signs in, or once signed in, with the login “{login}”. Nothing was changed."),
            N_("Choose another login: entries of the journal name people by it."),
            login=login,
        )
    vault = tx.session.vault
    standing = Standing(tuple(sorted(str(role) for role in roles)), team)
    header, user = roster.add_user(vault.header, vault.unlocked, login, passphrase, standing, kdf=kdf)
    vaults.wrap(tx.conn, user, public_keys(header)[user][0], tx.world.keys, roles)
    vaults.put_member(tx.conn, user, login, roles, team, name=called)
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user, "roles": sorted(str(role) for role in roles)})
    vault.save_header(header, tx.conn)
    return user


@use_case(N_("Change the name of a user"), needs=Right.MANAGE_USERS, undoable=False)
def rename(tx: Tx, login: str, name: str) -> None:
    """Say what somebody is called. The login they sign in with stays, and so does the journal.

    They themselves are greeted by it from their next signing in. Raises NotFound when nobody has this login,
    Invalid for a name that is empty or does not fit on one line.
    """
    user = statements.first(tx.conn, "SELECT id FROM member WHERE login = ?", (login.strip(),))
    if user is None:
        raise NotFound(
            N_("Nobody has the login “{login}”. Nothing was changed."),
            N_("The list of users names everybody who may sign in."),
            login=login,
        )
    called = _called(name)
    if not called:
        raise Invalid(
            N_("A name is missing, so nothing was changed."), N_("Write what this person is called.")
        )
    statements.run(tx.conn, "UPDATE member SET name = ? WHERE id = ?", (called, user[0]))
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user[0]})


MOST_LETTERS = 120
"""As long as a name of a user may be."""


def _called(name: str) -> str:
    """A name as it is kept: on one line, without spaces around it."""
    called = " ".join(name.split())
    if len(called) > MOST_LETTERS or not called.isprintable():
        raise Invalid(
            N_("This name is too long, or holds signs that cannot be shown. Nothing was changed."),
            N_("Write it shorter, in letters of any script."),
        )
    return called


def _user_called(tx: Tx, login: str) -> str:
    user = tx.conn.exec_driver_sql(
        "SELECT id FROM member WHERE login = ? AND disabled = 0", (login.strip(),)
    ).scalar()
    if user is None:
        raise NotFound(
            N_("Nobody who may sign in is called “{login}”. Nothing was changed."),
            N_("The list of users names everybody who may sign in."),
            login=login,
        )
    return str(user)


@use_case(N_("Disable a user"), needs=Right.MANAGE_USERS, undoable=False)
def disable(tx: Tx, login: str) -> str:
    """Shut a user out: everybody else gets a new vault key, and the database is written anew under it.

    Call `Vault.finish_rekey` once the transaction is committed. What the user wrote stays theirs. Raises
    Refused when nobody else could open what is sealed then.
    """
    user = _user_called(tx, login)
    _check_not_last(tx, user, login)
    vault = tx.session.vault
    header, holds = roster.disable_user(vault.header, vault.unlocked, user)
    tx.conn.exec_driver_sql("UPDATE member SET disabled = 1 WHERE id = ?", (user,))
    tx.conn.exec_driver_sql('DELETE FROM compartment WHERE "user" = ?', (user,))
    drafts.forget_user(tx, user)
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user})
    vault.save_header(header, tx.conn, holds)
    return user


def shut_out(session: Session, login: str) -> None:
    """Disable a user and write the database anew under the new key: `disable` with what belongs after it."""
    session.do(disable, login)
    session.vault.finish_rekey()


def _check_not_last(tx: Tx, user: str, login: str, lost: Iterable[str] | None = None) -> None:
    """Raise Refused when this user alone holds the key of a sealed category: it would be lost for ever.

    `lost` names the categories that are taken away; none means all of them.
    """
    alone = tx.conn.exec_driver_sql(
        'SELECT c.category FROM compartment c WHERE c."user" = ? AND NOT EXISTS '
        '(SELECT 1 FROM compartment o JOIN member m ON m.id = o."user" '
        'WHERE o.category = c.category AND o."user" != c."user")',
        (user,),
    ).all()
    if any(lost is None or category in lost for (category,) in alone):
        raise Refused(
            N_("“{login}” is the only one who can open some protected values; nobody could any more."),
            N_("Nothing was changed. Add another supervisor first, and let “{login}” sign in once more."),
            login=login,
        )


@use_case(N_("Change own passphrase"), needs=Right.OWN_ACCOUNT, undoable=False)
def change_passphrase(tx: Tx, old: str, new: str, *, kdf: Kdf = USUAL) -> None:
    """Give the user's own slot another passphrase. Raises WrongPassphrase, or Invalid when it could be
    guessed.
    """
    vault = tx.session.vault
    header = roster.change_passphrase(vault.header, vault.unlocked, old, new, kdf=kdf)
    tx.scope = tx.me.office
    vault.save_header(header, tx.conn)


@use_case(N_("Change what a user may do"), needs=Right.MANAGE_USERS, undoable=False)
def change_standing(tx: Tx, login: str, roles: frozenset[Role], *, team: str = "") -> None:
    """Give a user other roles and another team; it holds from their next signing in.

    Keys of sealed categories they may not read any more are taken from the vault; what they read before they
    have read. Raises NotFound, Invalid without a role, Refused for oneself, for the last administrator, and
    where nobody else could open what is sealed.
    """
    user = _user_called(tx, login)
    if not roles:
        raise Invalid(
            N_("A user needs at least one role. Nothing was changed."),
            N_("Choose a role. Somebody who has left is disabled instead."),
        )
    if user == tx.me.user:
        raise Refused(
            N_("What you may do yourself is changed by another administrator. Nothing was changed."),
            N_("Ask one, or add one first: two pairs of eyes keep mistakes out."),
        )
    lost = {str(one) for one in SEALED - readable(roles)}
    _check_not_last(tx, user, login, lost)
    vault = tx.session.vault
    standing = Standing(tuple(sorted(str(role) for role in roles)), team)
    header = roster.set_standing(vault.header, vault.unlocked, user, standing)
    names = ",".join(standing.roles)
    statements.run(tx.conn, "UPDATE member SET roles = ?, team = ? WHERE id = ?", (names, team, user))
    for category in sorted(lost):
        statements.run(tx.conn, 'DELETE FROM compartment WHERE category = ? AND "user" = ?', (category, user))
    vaults.wrap(tx.conn, user, public_keys(header)[user][0], tx.world.keys, roles)
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user, "roles": list(standing.roles)})
    vault.save_header(header, tx.conn)


@use_case(N_("Give a user a new passphrase"), needs=Right.MANAGE_USERS, undoable=False)
def give_passphrase(tx: Tx, login: str, passphrase: str, *, kdf: Kdf = USUAL) -> None:
    """Give somebody who forgot theirs a new passphrase, with new keys; the old one opens nothing any more.

    Their drafts and preferences are gone with the old keys. Keys of sealed categories follow at once from an
    administrator who holds them, else when a supervisor signs in. Raises NotFound, Invalid for a passphrase
    that could be guessed, Refused for oneself and where nobody else could open what is sealed.
    """
    user = _user_called(tx, login)
    _check_not_last(tx, user, login, SEALED - tx.world.keys.keys())
    vault = tx.session.vault
    former = _former_keys(tx, user) | {public_keys(vault.header)[user][1].hex()}
    header = roster.reset_user(vault.header, vault.unlocked, user, passphrase, kdf=kdf)
    _begin_anew(tx, user, _roles_of(tx, user), public_keys(header)[user][0], former)
    vault.save_header(header, tx.conn)


@use_case(N_("Let a user in again"), needs=Right.MANAGE_USERS, undoable=False)
def enable(
    tx: Tx, login: str, passphrase: str, roles: frozenset[Role], *, team: str = "", kdf: Kdf = USUAL
) -> None:
    """Let somebody in again who was disabled, under the same name, with a first passphrase and roles.

    Raises NotFound when no disabled user has this login, Invalid for a passphrase that could be guessed.
    """
    user = statements.first(
        tx.conn, "SELECT id FROM member WHERE login = ? AND disabled = 1", (login.strip(),)
    )
    if user is None:
        raise NotFound(
            N_("Nobody called “{login}” was disabled. Nothing was changed."),
            N_("Look at the list of users; somebody new is added instead."),
            login=login,
        )
    vault = tx.session.vault
    standing = Standing(tuple(sorted(str(role) for role in roles)), team)
    header, _ = roster.add_user(
        vault.header, vault.unlocked, login.strip(), passphrase, standing, user=user[0], kdf=kdf
    )
    vaults.put_member(tx.conn, user[0], login.strip(), roles, team)
    _begin_anew(tx, user[0], roles, public_keys(header)[user[0]][0], _former_keys(tx, user[0]))
    vault.save_header(header, tx.conn)


@query(N_("See when users last worked"), needs=Right.MANAGE_USERS)
def last_seen(tx: Tx) -> dict[str, str]:
    """Login -> the moment of the user's last entry in the journal; users without one are left out."""
    found = statements.every(
        tx.conn,
        'SELECT m.login, max(e.at) FROM entry e JOIN member m ON m.id = e."user" GROUP BY m.login',
    )
    return {login: at for login, at in found}


def _begin_anew(tx: Tx, user: str, roles: frozenset[Role], agree: bytes, former: set[str]) -> None:
    """Wrap what a user with new keys may read, drop what the old ones sealed, and note the old ones.

    Signatures made with them stay good: the journal says they were this user's (`soundness`).
    """
    statements.run(tx.conn, 'DELETE FROM compartment WHERE "user" = ?', (user,))
    vaults.wrap(tx.conn, user, agree, tx.world.keys, roles)
    drafts.forget_user(tx, user)
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user, "former": sorted(former)})


def _former_keys(tx: Tx, user: str) -> set[str]:
    """The keys a user has signed the journal with so far."""
    found = statements.every(tx.conn, 'SELECT DISTINCT public_key FROM checkpoint WHERE "user" = ?', (user,))
    return {key for (key,) in found}


def _roles_of(tx: Tx, user: str) -> frozenset[Role]:
    found = statements.first(tx.conn, "SELECT roles FROM member WHERE id = ?", (user,))
    return frozenset(Role(role) for role in str(found[0] if found else "").split(",") if role)
