"""The slots of the header: how a passphrase, or the recovery code, opens the vault."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from secrets import token_bytes
from uuid import uuid4

from victimcase.domain.errors import NotFound
from victimcase.i18n import N_
from victimcase.store.canonical import decode, encode
from victimcase.store.errors import DamagedHeader, WrongPassphrase, WrongRecoveryCode
from victimcase.store.header import FORMAT, VERSION, Header, Person, Roster, Slot, endorse, is_authentic
from victimcase.store.kdf import FLOOR, USUAL, Kdf, derive, label, require_strong
from victimcase.store.keypair import KeyPair, seal_to
from victimcase.store.keyring import new_key, pending_key, seal, standing_key, unseal
from victimcase.store.recovery import code_of, read_recovery_code

ADMINISTRATOR = "administrator"
"""The role whose holders sign the roster."""


@dataclass(frozen=True)
class Standing:
    """What a person is in this vault."""

    roles: tuple[str, ...]
    team: str


@dataclass(frozen=True)
class Unlocked:
    """One person who has opened the vault, with the keys that came out. `recovery`: by the printed code.

    `previous_key` is the vault key the database may still be under, while it is being rekeyed.
    """

    vault: str
    user: str
    standing: Standing
    recovery: bool
    vault_key: bytes = field(repr=False)
    previous_key: bytes | None = field(repr=False)
    pair: KeyPair = field(repr=False)


def create(
    login: str,
    passphrase: str,
    recovery_code: str,
    standing: Standing,
    *,
    user: str | None = None,
    kdf: Kdf = USUAL,
) -> tuple[Header, Unlocked]:
    """The header of a new vault with its first user, an administrator, and the slot of the recovery code.

    Raises Invalid for a passphrase that could be guessed or a code that is none.
    """
    require_strong(passphrase, [login])
    if ADMINISTRATOR not in standing.roles:
        raise ValueError("the first user administers the vault")
    vault, pair, rescue, salt = uuid4().hex, KeyPair.new(), KeyPair.new(), token_bytes(16)
    user, rescuer = user or uuid4().hex, uuid4().hex
    by = Unlocked(vault, user, standing, False, new_key(), None, pair)
    people = (
        line_for(by, 1, user, label(login, salt), pair, standing),
        line_for(by, 1, rescuer, token_bytes(16), rescue, Standing((ADMINISTRATOR,), ""), recovery=True),
    )
    header = Header(
        format=FORMAT,
        version=VERSION,
        roster=Roster(vault, salt, 0, 1, people, user, b"").signed(user, pair),
        lineage=(endorse(vault, pair.check, pair), endorse(vault, rescue.check, pair)),
        slots={
            user: slot_for(vault, user, pair, passphrase, kdf),
            rescuer: slot_for(vault, rescuer, rescue, code_of(read_recovery_code(recovery_code)), FLOOR),
        },
        pending=None,
        mac=b"",
    )
    return header.sealed(by.vault_key), by


def unlock(header: Header, login: str, passphrase: str) -> Unlocked:
    """Let a person in. Takes about a second (Argon2id), also for a login nobody has.

    Raises WrongPassphrase (and never says which of the two was wrong) or DamagedHeader.
    """
    wanted = label(login, header.roster.label_salt)
    people = [person for person in header.roster.people if not person.recovery]
    for person in people:
        if person.label == wanted:
            pair = open_slot(header, person.user, passphrase)
            if pair is None:
                raise WrongPassphrase
            return _enter(header, person, pair)
    # An unknown login pays the same: it tries somebody's slot, always the same one, and is refused.
    if people:
        other = header.slots[people[int.from_bytes(wanted, "big") % len(people)].user]
        derive(other.kdf, passphrase, other.salt)
    raise WrongPassphrase


def unlock_with_recovery(header: Header, code: str) -> Unlocked:
    """Let the holder of the printed code in, as an administrator without a login.

    Raises Invalid for a mistyped code, WrongRecoveryCode for another vault's or an old one, DamagedHeader.
    """
    typed = code_of(read_recovery_code(code))
    for person in header.roster.people:
        pair = open_slot(header, person.user, typed) if person.recovery else None
        if pair is not None:
            return _enter(header, person, pair)
    raise WrongRecoveryCode


def person_of(header: Header, user: str) -> Person:
    """The line of a user. Raises NotFound."""
    for person in header.roster.people:
        if person.user == user:
            return person
    raise NotFound(N_("There is no such user in this vault."), N_("Look at the list of users again."))


def standing_of(header: Header, by: Unlocked, user: str) -> Standing:
    """What a user is. Raises NotFound, DamagedHeader."""
    person = person_of(header, user)
    try:
        return decode(Standing, unseal(standing_key(by.vault_key), person.standing, _bound(by.vault, user)))
    except ValueError:
        raise DamagedHeader from None


def public_keys(header: Header) -> dict[str, tuple[bytes, bytes]]:
    """User -> the public keys to seal to and to check signatures with; without the recovery slot."""
    return {p.user: (p.agree, p.check) for p in header.roster.people if not p.recovery}


def open_slot(header: Header, user: str, secret: str) -> KeyPair | None:
    """The pair this secret opens, or None. Takes as long as the slot's key derivation."""
    slot = header.slots[user]
    try:
        return KeyPair(unseal(derive(slot.kdf, secret, slot.salt), slot.pair, _bound(header.vault, user)))
    except ValueError:
        return None


def slot_for(vault: str, user: str, pair: KeyPair, secret: str, kdf: Kdf) -> Slot:
    """A slot in which this secret opens this pair."""
    salt = token_bytes(16)
    sealed = seal(derive(kdf, secret, salt), pair.seed, _bound(vault, user))
    return Slot(kdf, salt, sealed, b"").signed(vault, user, pair)


def line_for(
    by: Unlocked,
    key_number: int,
    user: str,
    tag: bytes,
    pair: KeyPair,
    standing: Standing,
    *,
    recovery: bool = False,
) -> Person:
    """A line of the roster, with the vault key sealed to this pair."""
    return Person(
        user=user,
        label=tag,
        recovery=recovery,
        agree=pair.agree,
        check=pair.check,
        standing=sealed_standing(by, user, standing),
        sealed_key=sealed_key(by, key_number, user, pair.agree),
    )


def sealed_standing(by: Unlocked, user: str, standing: Standing) -> bytes:
    """Roles and team as the header keeps them."""
    return seal(standing_key(by.vault_key), encode(standing), _bound(by.vault, user))


def sealed_key(by: Unlocked, key_number: int, user: str, agree: bytes) -> bytes:
    """The vault key for one person alone."""
    return seal_to(agree, by.vault_key, _key_info(by.vault, user, key_number))


def _enter(header: Header, person: Person, pair: KeyPair) -> Unlocked:
    """What this person holds, once the vault key confirms the whole header. Raises DamagedHeader."""
    try:
        if (pair.agree, pair.check) != (person.agree, person.check):
            raise ValueError("another pair than the roster names")
        info = _key_info(header.vault, person.user, header.roster.key_number)
        vault_key = pair.open(person.sealed_key, info)
        if not is_authentic(header, vault_key):
            raise ValueError("changed by someone without the vault key")
        bound, pending = header.vault.encode("ascii"), header.pending
        previous = None if pending is None else unseal(pending_key(vault_key), pending, bound)
    except ValueError:
        raise DamagedHeader from None
    bare = Unlocked(header.vault, person.user, Standing((), ""), person.recovery, vault_key, previous, pair)
    if ADMINISTRATOR not in standing_of(header, bare, header.roster.signer).roles:
        raise DamagedHeader
    return replace(bare, standing=standing_of(header, bare, person.user))


def _key_info(vault: str, user: str, key_number: int) -> bytes:
    return encode(("victimcase vault key", vault, user, key_number))


def _bound(vault: str, user: str) -> bytes:
    return encode((vault, user))
