"""Keys that come from the vault key, and keys of compartments that do not."""

from __future__ import annotations

import base64
import hmac
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from victimcase.domain.errors import Damaged
from victimcase.i18n import N_
from victimcase.store.canonical import encode
from victimcase.store.keypair import KeyPair, seal_to

_NONCE = 12
_SEALED = "s1:"


def new_key() -> bytes:
    """32 random bytes: a vault key, a compartment key, a document's key."""
    return token_bytes(32)


def derive(key: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose alone (HKDF-SHA256). Knowing it tells nothing about the key above."""
    return HKDF(SHA256(), 32, None, b"victimcase 1 " + purpose.encode("ascii")).derive(key)


def database_key(vault_key: bytes) -> bytes:
    """Opens the database. It changes with the vault key, as do all of these: keep nothing made with them in
    rows."""
    return derive(vault_key, "database")


def header_key(vault_key: bytes) -> bytes:
    """Authenticates the header."""
    return derive(vault_key, "header")


def standing_key(vault_key: bytes) -> bytes:
    """Hides roles and teams in the header from whoever finds the laptop."""
    return derive(vault_key, "standing")


def pending_key(vault_key: bytes) -> bytes:
    """Keeps the outgoing vault key while the database is being rekeyed."""
    return derive(vault_key, "pending")


def backup_key(vault_key: bytes) -> bytes:
    """Authenticates backup files."""
    return derive(vault_key, "backup")


def seal(key: bytes, message: bytes, bound: bytes) -> bytes:
    """Nonce and ciphertext (ChaCha20-Poly1305, random nonce); opens only beside the same `bound` bytes."""
    nonce = token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, message, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """What was sealed under this key beside these bytes. Raises ValueError where it was not."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except InvalidTag:
        raise ValueError("sealed under another key or changed") from None


def seal_value(compartment_key: bytes, bound: bytes, text: str) -> str:
    """A field's text under its compartment's key, as Base64. `bound` names kind, record and field."""
    return base64.b64encode(seal(compartment_key, text.encode("utf-8"), bound)).decode("ascii")


def open_value(compartment_key: bytes, bound: bytes, sealed: str) -> str:
    """The text of a sealed field. Raises Damaged under another key, in another place, or after a change."""
    try:
        return unseal(compartment_key, base64.b64decode(sealed, validate=True), bound).decode("utf-8")
    except ValueError:
        raise Damaged(
            N_("A protected value cannot be opened: it was changed, or moved here from another record."),
            N_("Fetch the record from a backup, and tell whoever is responsible for security."),
        ) from None


def blind_index(compartment_key: bytes, kind: str, field: str, value: str) -> str:
    """32 hexadecimal digits that are equal for equal values of one field, and tell nothing without the key.

    Derived from the compartment's key, not the vault's: with the vault key alone a short list of possible
    values (shelters, districts) could be tried against the index.
    """
    index_key = derive(compartment_key, "blind index")
    return hmac.digest(index_key, encode((kind, field, value)), "sha256")[:16].hex()


def wrap_compartment(category: str, key: bytes, user: str, agree: bytes) -> str:
    """A compartment's key for one user alone (HPKE to the public key), as Base64."""
    return base64.b64encode(seal_to(agree, key, _compartment(category, user))).decode("ascii")


def unwrap_compartment(category: str, wrapped: str, user: str, pair: KeyPair) -> bytes:
    """The key of a compartment this user may open. Raises Damaged where it was wrapped for someone or
    something else."""
    try:
        return pair.open(base64.b64decode(wrapped, validate=True), _compartment(category, user))
    except ValueError:
        raise Damaged(
            N_("The key to protected values that was given to you does not fit you any more."),
            N_("Ask someone who can read these values to give you access again."),
        ) from None


def _compartment(category: str, user: str) -> bytes:
    """What the wrapped key is bound to."""
    return encode(("victimcase compartment", category, user))
