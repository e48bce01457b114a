"""`vault.hdr`: who may open the vault, and how each of them opens it. Reading, checking and writing the file.

Three seals lie over it. The *roster* (who, with which public keys and standing) is signed by an
administrator, so that a user who holds the vault key cannot promote himself. Each *slot* (how a passphrase
opens a key pair) is signed by its owner, so that everybody can change their passphrase alone. A MAC under
the vault key covers it all.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace

from victimcase.domain.errors import UserError
from victimcase.i18n import N_
from victimcase.store.canonical import decode, encode, said_version
from victimcase.store.errors import DamagedHeader, NewerVault, NotAVault, RolledBackHeader
from victimcase.store.folder import Folder, explained, write_whole
from victimcase.store.kdf import Kdf
from victimcase.store.keypair import KeyPair, signed_by
from victimcase.store.keyring import header_key

FORMAT, VERSION = "victimcase vault", 1
LIMIT = 64 * 1024
"""Bytes a header may have: room for some seventy people."""


@dataclass(frozen=True)
class Person:
    """A line of the roster. `label` is the login's slow hash, `standing` roles and team under the vault key,
    `sealed_key` the vault key for this person's public key alone."""

    user: str
    label: bytes
    recovery: bool
    agree: bytes
    check: bytes
    standing: bytes
    sealed_key: bytes


@dataclass(frozen=True)
class Roster:
    """Everyone who holds the vault key. The generation grows with each change, `key_number` with each vault
    key."""

    vault: str
    label_salt: bytes
    generation: int
    key_number: int
    people: tuple[Person, ...]
    signer: str
    signature: bytes

    def signed(self, signer: str, pair: KeyPair) -> Roster:
        """The roster as this administrator leaves it, one generation later."""
        bare = replace(self, generation=self.generation + 1, signer=signer, signature=b"")
        return replace(bare, signature=pair.sign(_roster_message(bare)))


@dataclass(frozen=True)
class Endorsement:
    """An administrator's key, vouched for by an earlier administrator; the first vouches for itself."""

    key: bytes
    by: bytes
    signature: bytes


@dataclass(frozen=True)
class Slot:
    """How one person's passphrase opens that person's key pair, signed by that pair."""

    kdf: Kdf
    salt: bytes
    pair: bytes
    signature: bytes

    def signed(self, vault: str, user: str, pair: KeyPair) -> Slot:
        """The slot as its owner leaves it."""
        return replace(self, signature=pair.sign(_slot_message(vault, user, self)))


@dataclass(frozen=True)
class Header:
    """The whole file. `pending` keeps the outgoing vault key under the new one while the database is
    rekeyed."""

    format: str
    version: int
    roster: Roster
    lineage: tuple[Endorsement, ...]
    slots: dict[str, Slot]
    pending: bytes | None
    mac: bytes

    @property
    def vault(self) -> str:
        """The vault's id."""
        return self.roster.vault

    def sealed(self, vault_key: bytes) -> Header:
        """With its MAC made anew."""
        return replace(self, mac=_mac(self, vault_key))


def endorse(vault: str, key: bytes, by: KeyPair) -> Endorsement:
    """One administrator vouches for another's key."""
    return Endorsement(key, by.check, by.sign(_endorsement_message(vault, key)))


def parse(data: bytes) -> Header:
    """The header these bytes spell, its signatures checked (no passphrase is needed for that).

    Raises DamagedHeader or NewerVault.
    """
    if len(data) > LIMIT:
        raise DamagedHeader
    try:
        header = decode(Header, data)
    except ValueError:
        raise _unreadable(data) from None
    if (header.format, header.version) != (FORMAT, VERSION) or not is_consistent(header):
        raise _unreadable(data)
    return header


def _unreadable(data: bytes) -> UserError:
    """Why bytes that are no header of this version may be what they are."""
    version = said_version(data)
    if version is not None and version > VERSION and FORMAT.encode("ascii") in data:
        return NewerVault()
    return DamagedHeader()


def is_consistent(header: Header) -> bool:
    """Whether every signature is by whom it says, and people and slots are the same."""
    people = {person.user: person for person in header.roster.people}
    if len(people) != len(header.roster.people) or set(people) != set(header.slots):
        return False
    if len({person.label for person in people.values()}) != len(people):
        return False
    signer, bare = people.get(header.roster.signer), replace(header.roster, signature=b"")
    if signer is None or signer.check not in _trusted(header):
        return False
    return signed_by(signer.check, header.roster.signature, _roster_message(bare)) and all(
        signed_by(people[user].check, slot.signature, _slot_message(header.vault, user, slot))
        for user, slot in header.slots.items()
    )


def _trusted(header: Header) -> set[bytes]:
    """The keys of administrators, each vouched for by one before; none at all where the line is broken."""
    trusted: set[bytes] = set()
    for step in header.lineage:
        vouched = step.by in trusted if trusted else step.by == step.key
        if not vouched or not signed_by(
            step.by, step.signature, _endorsement_message(header.vault, step.key)
        ):
            return set()
        trusted.add(step.key)
    return trusted


def is_authentic(header: Header, vault_key: bytes) -> bool:
    """Whether whoever wrote the header held the vault key."""
    return hmac.compare_digest(header.mac, _mac(header, vault_key))


def check_pinned(header: Header, first_administrator: bytes, generation: int) -> None:
    """Compare the roster with what the database remembers: the first administrator's public key and the last
    generation seen. Raises RolledBackHeader where the roster goes back to someone else, or is older."""
    root = header.lineage[0].key if header.lineage else b""
    if not hmac.compare_digest(root, first_administrator) or header.roster.generation < generation:
        raise RolledBackHeader


def read(folder: Folder, *, spare: bool = False) -> Header:
    """The header of a vault (or the copy kept beside it). Raises NotAVault where none is, else as `parse`."""
    path = folder.header.with_name(folder.header.name + ".bak") if spare else folder.header
    if not path.is_file():
        raise NotAVault(folder.path.name)
    with explained(path), path.open("rb") as file:
        return parse(file.read(LIMIT + 1))


def write(folder: Folder, header: Header) -> None:
    """Put the header in place at once; the one before stays as `vault.hdr.bak`.

    Raises UserError where it would be too long, DiskFull or DiskTrouble; the file is then as it was.
    """
    write_whole(folder.header, spelt(header), keep=True)


def spelt(header: Header) -> bytes:
    """The header's bytes. Raises UserError past the limit."""
    data = encode(header)
    if len(data) > LIMIT:
        raise UserError(
            N_("A vault has room for about seventy users, and this one is full. Nothing was changed."),
            N_("Remove users who have left, or give this office a vault of its own."),
        )
    return data


def _mac(header: Header, vault_key: bytes) -> bytes:
    """HMAC-SHA256 over everything else."""
    return hmac.digest(header_key(vault_key), encode(replace(header, mac=b"")), "sha256")


def _roster_message(bare: Roster) -> bytes:
    return b"victimcase roster " + encode(bare)


def _slot_message(vault: str, user: str, slot: Slot) -> bytes:
    return b"victimcase slot " + encode((vault, user, slot.kdf, slot.salt, slot.pair))


def _endorsement_message(vault: str, key: bytes) -> bytes:
    return b"victimcase administrator " + encode((vault, key))
