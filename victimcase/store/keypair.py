"""A person's two keys in one: X25519 to be sent secrets, Ed25519 to sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_bytes

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True)
class KeyPair:
    """The private halves, as 64 random bytes; never written down unsealed."""

    seed: bytes = field(repr=False)

    @classmethod
    def new(cls) -> KeyPair:
        """A fresh pair."""
        return cls(token_bytes(64))

    @property
    def agree(self) -> bytes:
        """The public key (32 bytes) others seal to."""
        return X25519PrivateKey.from_private_bytes(self.seed[:32]).public_key().public_bytes_raw()

    @property
    def check(self) -> bytes:
        """The public key (32 bytes) others check signatures with."""
        return Ed25519PrivateKey.from_private_bytes(self.seed[32:]).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature (64 bytes)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed[32:]).sign(message)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to this pair with the same info. Raises ValueError where it was not."""
        try:
            return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(self.seed[:32]), info)
        except InvalidTag:
            raise ValueError("sealed to another key or changed") from None


def seal_to(agree: bytes, message: bytes, info: bytes) -> bytes:
    """Seal a message so that only the holder of this public key opens it, beside the same info (RFC 9180).

    Raises ValueError where the public key is none.
    """
    return _SUITE.encrypt(message, X25519PublicKey.from_public_bytes(agree), info)


def signed_by(check: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of this public key signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(check).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
