"""Users: adding, listing, disabling, and everybody's own passphrase."""

from __future__ import annotations

import json
from dataclasses import dataclass

from victimcase.domain.errors import Conflict, NotFound, Refused
from victimcase.domain.rights import Right, Role
from victimcase.i18n import N_
from victimcase.services import vaults
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import roster
from victimcase.store.kdf import FLOOR, USUAL, Kdf, five_words
from victimcase.store.slots import Standing, public_keys

__all__ = ["Member", "add", "change_passphrase", "disable", "five_words", "kdf", "listed"]


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


@query(N_("See who uses the vault"), needs=Right.OWN_ACCOUNT)
def listed(tx: Tx) -> list[Member]:
    """All users, in the order of their logins."""
    found = tx.conn.exec_driver_sql("SELECT login, roles, team, disabled FROM member ORDER BY login")
    return [
        Member(login, tuple(Role(role) for role in roles.split(",") if role), team, bool(disabled))
        for login, roles, team, disabled in found
    ]


@use_case(N_("Add a user"), needs=Right.MANAGE_USERS, undoable=False)
def add(
    tx: Tx, login: str, passphrase: str, roles: frozenset[Role], *, team: str = "", kdf: Kdf = USUAL
) -> str:
    """Give somebody a slot of their own, and the keys of sealed categories their roles may read.

    Raises Conflict for a login that is taken, Invalid for a passphrase that could be guessed.
    """
    name = login.strip()
    if tx.conn.exec_driver_sql("SELECT 1 FROM member WHERE login = ?", (name,)).scalar():
        raise Conflict(
            N_("Somebody signs in, or once signed in, with the login “{login}”. Nothing was changed."),
            N_("Choose another login: entries of the journal name people by it."),
            login=name,
        )
    vault = tx.session.vault
    standing = Standing(tuple(sorted(str(role) for role in roles)), team)
    header, user = roster.add_user(vault.header, vault.unlocked, name, passphrase, standing, kdf=kdf)
    vaults.wrap(tx.conn, user, public_keys(header)[user][0], tx.world.keys, roles)
    vaults.put_member(tx.conn, user, name, roles, team)
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user, "roles": sorted(str(role) for role in roles)})
    vault.save_header(header, tx.conn)
    return user


def _user_called(tx: Tx, login: str) -> str:
    user = tx.conn.exec_driver_sql(
        "SELECT id FROM member WHERE login = ? AND disabled = 0", (login.strip(),)
    ).scalar()
    if user is None:
        raise NotFound(
            N_("Nobody who may sign in is called “{login}”. Nothing was changed."),
            N_("“victimcase user list” names all users."),
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
    tx.scope = tx.me.office
    tx.subject = json.dumps({"user": user})
    vault.save_header(header, tx.conn, holds)
    return user


def _check_not_last(tx: Tx, user: str, login: str) -> None:
    """Raise Refused when this user alone holds the key of a sealed category: it would be lost for ever."""
    alone = tx.conn.exec_driver_sql(
        'SELECT c.category FROM compartment c WHERE c."user" = ? AND NOT EXISTS '
        '(SELECT 1 FROM compartment o WHERE o.category = c.category AND o."user" != c."user")',
        (user,),
    ).all()
    if alone:
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
