"""Changes to the people of a vault: let in, given standing, given a new passphrase, shut out.

Each function takes a header and gives the next one; whoever calls writes it (`header.write`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from secrets import token_bytes
from uuid import uuid4

from victimcase.domain.errors import Conflict, Refused
from victimcase.i18n import N_
from victimcase.store.errors import WrongPassphrase
from victimcase.store.header import Endorsement, Header, Person, Slot, endorse
from victimcase.store.kdf import FLOOR, USUAL, Kdf, label, require_strong
from victimcase.store.keypair import KeyPair
from victimcase.store.keyring import new_key, pending_key, seal
from victimcase.store.recovery import code_of, read_recovery_code
from victimcase.store.slots import (
    ADMINISTRATOR,
    Standing,
    Unlocked,
    line_for,
    open_slot,
    person_of,
    sealed_key,
    sealed_standing,
    slot_for,
    standing_of,
)


def add_user(
    header: Header,
    by: Unlocked,
    login: str,
    passphrase: str,
    standing: Standing,
    *,
    user: str | None = None,
    kdf: Kdf = USUAL,
) -> tuple[Header, str]:
    """The header with one more person, and that person's id.

    Raises Conflict for a login already there, Invalid for a passphrase that could be guessed, Refused for
    anyone but an administrator.
    """
    _require_administrator(by)
    require_strong(passphrase, [login])
    wanted = label(login, header.roster.label_salt)
    if any(person.label == wanted for person in header.roster.people):
        raise Conflict(N_("Somebody already signs in with this login."), N_("Choose another login."))
    user, pair = user or uuid4().hex, KeyPair.new()
    person = line_for(by, header.roster.key_number, user, wanted, pair, standing)
    slots = {**header.slots, user: slot_for(by.vault, user, pair, passphrase, kdf)}
    return _signed(header, by, (*header.roster.people, person), slots), user


def change_passphrase(header: Header, by: Unlocked, old: str, new: str, *, kdf: Kdf = USUAL) -> Header:
    """The header with this person's own passphrase changed; nobody else is needed.

    Raises WrongPassphrase where the old one is not right (an unattended screen changes nothing), Invalid
    where the new one could be guessed.
    """
    require_strong(new)
    if open_slot(header, by.user, old) is None:
        raise WrongPassphrase
    slots = {**header.slots, by.user: slot_for(by.vault, by.user, by.pair, new, kdf)}
    return replace(header, slots=slots).sealed(by.vault_key)


def reset_user(header: Header, by: Unlocked, user: str, passphrase: str, *, kdf: Kdf = USUAL) -> Header:
    """The header with a new key pair and passphrase for someone who forgot theirs.

    What was wrapped for the old pair (compartments) must be given anew by someone who can open it.
    Raises Invalid, NotFound, Refused.
    """
    require_strong(passphrase)
    if user == by.user:
        raise Refused(
            N_("Your own passphrase is changed with the old one in hand."), N_("Use “Change my passphrase”.")
        )
    return _replaced(header, by, user, person_of(header, user).label, passphrase, kdf)


def renew_recovery(header: Header, by: Unlocked, code: str) -> Header:
    """The header with another recovery code; the old sheet opens nothing any more.

    Raises Invalid for a code that is none, Refused for anyone but an administrator with a login.
    """
    (rescuer,) = (person for person in header.roster.people if person.recovery)
    if by.recovery:
        raise Refused(
            N_("The recovery code cannot replace itself."),
            N_("Give an administrator a new passphrase, sign in as that person, then print a new code."),
        )
    secret = code_of(read_recovery_code(code))
    return _replaced(header, by, rescuer.user, token_bytes(16), secret, FLOOR)


def set_standing(header: Header, by: Unlocked, user: str, standing: Standing) -> Header:
    """The header with other roles and another team for a user.

    Raises NotFound; Refused for anyone but an administrator, and where no administrator would be left.
    Someone who *was* an administrator keeps keys that signed rosters: disable the account of a person who is
    no longer trusted.
    """
    _require_administrator(by)
    if ADMINISTRATOR not in standing.roles:
        _require_another_administrator(header, by, user)
    person = replace(person_of(header, user), standing=sealed_standing(by, user, standing))
    return _signed(header, by, _with(header, person), header.slots)


def disable_user(header: Header, by: Unlocked, user: str) -> tuple[Header, Unlocked]:
    """The header without this person and under a new vault key, and what the administrator holds from now on.

    Nobody else's passphrase is needed. The old key stays in `pending` until the database has been rekeyed.
    Raises NotFound; Refused for anyone but an administrator, for oneself and for the last administrator.
    """
    _require_administrator(by)
    if person_of(header, user).recovery or user == by.user:
        raise Refused(N_("You cannot shut yourself out."), N_("Ask another administrator to do it."))
    _require_another_administrator(header, by, user)
    outgoing = by.previous_key or by.vault_key
    after = replace(by, vault_key=new_key(), previous_key=outgoing)
    number = header.roster.key_number + 1
    people = tuple(
        replace(
            person,
            standing=sealed_standing(after, person.user, standing_of(header, by, person.user)),
            sealed_key=sealed_key(after, number, person.user, person.agree),
        )
        for person in header.roster.people
        if person.user != user
    )
    slots = {name: slot for name, slot in header.slots.items() if name != user}
    renumbered = replace(
        header,
        roster=replace(header.roster, key_number=number),
        pending=seal(pending_key(after.vault_key), outgoing, by.vault.encode("ascii")),
    )
    return _signed(renumbered, after, people, slots), after


def settled(header: Header, by: Unlocked) -> tuple[Header, Unlocked]:
    """Header and holdings once the database is under the new vault key."""
    return replace(header, pending=None).sealed(by.vault_key), replace(by, previous_key=None)


def _replaced(header: Header, by: Unlocked, user: str, tag: bytes, secret: str, kdf: Kdf) -> Header:
    """The header with a person's key pair and slot made anew."""
    _require_administrator(by)
    before, pair = person_of(header, user), KeyPair.new()
    standing, number = standing_of(header, by, user), header.roster.key_number
    person = line_for(by, number, user, tag, pair, standing, recovery=before.recovery)
    slots = {**header.slots, user: slot_for(by.vault, user, pair, secret, kdf)}
    return _signed(header, by, _with(header, person), slots)


def _with(header: Header, person: Person) -> tuple[Person, ...]:
    """Everyone, with this line in place of the one it replaces."""
    return tuple(person if one.user == person.user else one for one in header.roster.people)


def _signed(header: Header, by: Unlocked, people: Iterable[Person], slots: dict[str, Slot]) -> Header:
    """The header with these people, signed, every administrator vouched for, and sealed."""
    roster = replace(header.roster, people=tuple(people)).signed(by.user, by.pair)
    after = replace(header, roster=roster, slots=slots)
    return replace(after, lineage=_lineage(after, by)).sealed(by.vault_key)


def _lineage(header: Header, by: Unlocked) -> tuple[Endorsement, ...]:
    """Every administrator's key vouched for, and no key that vouches for none of them (but the first)."""
    known = {step.key for step in header.lineage}
    present = {
        person.check
        for person in header.roster.people
        if ADMINISTRATOR in standing_of(header, by, person.user).roles
    }
    fresh = tuple(endorse(by.vault, key, by.pair) for key in sorted(present - known))
    needed, kept = set(present), list(fresh)
    for step in reversed(header.lineage):
        if step.key in needed or step == header.lineage[0]:
            kept.insert(0, step)
            needed.add(step.by)
    return tuple(kept)


def _require_administrator(by: Unlocked) -> None:
    if ADMINISTRATOR not in by.standing.roles:
        raise Refused(
            N_("Only an administrator can change who opens the vault."), N_("Ask an administrator.")
        )


def _require_another_administrator(header: Header, by: Unlocked, user: str) -> None:
    """Refuse where nobody with a login would be left to administer the vault."""
    others = (p.user for p in header.roster.people if p.user != user and not p.recovery)
    if not any(ADMINISTRATOR in standing_of(header, by, other).roles for other in others):
        raise Refused(
            N_("This is the last administrator. Without one, nobody could let people in or out."),
            N_("Make somebody else administrator first."),
        )
