"""What a user keeps in the vault for themselves alone, sealed with a key that nobody else has.

The key comes from the user's own key pair, so whoever reads the database with the vault's key sees none of
it. A new passphrase given by an administrator makes a new pair: what was sealed before opens no more.
"""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

from victimcase.services.tx import Tx
from victimcase.store.keyring import derive, seal, unseal


def _key(tx: Tx, purpose: str) -> bytes:
    return derive(tx.session.vault.unlocked.pair.seed, f"own {purpose}")


def name_of(tx: Tx, purpose: str, key: str) -> str:
    """32 hexadecimal digits that stand for a key of this user, and tell nobody else what it is."""
    return hmac.digest(_key(tx, f"{purpose} names"), key.encode("utf-8"), "sha256")[:16].hex()


def sealed(tx: Tx, purpose: str, place: str, value: object) -> str:
    """A value that JSON can say, sealed for this user and bound to its place."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(seal(_key(tx, purpose), text, _bound(tx, purpose, place))).decode("ascii")


def opened(tx: Tx, purpose: str, place: str, kept: str) -> Any:
    """What was sealed; None when it does not open: another pair of keys, moved, or damaged."""
    try:
        raw = base64.b64decode(kept, validate=True)
        return json.loads(unseal(_key(tx, purpose), raw, _bound(tx, purpose, place)))
    except ValueError:
        return None


def _bound(tx: Tx, purpose: str, place: str) -> bytes:
    return f"{tx.me.user}/{purpose}/{place}".encode()
