"""Signatures over the head of a journal, each by the own key of the user who wrote last.

The chain alone can be made anew by whoever holds the vault's key; a signature of somebody else cannot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection

from victimcase.store import statements
from victimcase.store.canonical import encode
from victimcase.store.journal import last_number
from victimcase.store.keypair import KeyPair, signed_by

EVERY = 100
"""Entries after which the head is signed, however long a session is."""


def is_due(conn: Connection, replica: str) -> bool:
    """Whether a replica has entries nobody has signed."""
    number, _ = last_number(conn, replica)
    known = statements.first(conn, "SELECT max(number) FROM checkpoint WHERE replica = ?", (replica,))
    return number > ((known[0] if known else 0) or 0)


def sign(conn: Connection, replica: str, user: str, pair: KeyPair) -> None:
    """Sign the head of a replica's chain, if there is anything new to sign."""
    if not is_due(conn, replica):
        return
    number, seal = last_number(conn, replica)
    signature = pair.sign(_message(replica, number, seal, user))
    statements.run(
        conn,
        'INSERT INTO checkpoint (replica, number, seal, "user", public_key, signature) '
        "VALUES (?, ?, ?, ?, ?, ?)",
        (replica, number, seal, user, pair.check.hex(), signature.hex()),
    )


def problems(
    conn: Connection, keys: Mapping[str, bytes], former: Collection[tuple[str, str]] = ()
) -> Iterator[str]:
    """What is wrong with the signatures, in plain words; `keys` are the public keys of known users, `former`
    those (user, key) they had before they were given new ones.
    """
    found = statements.every(
        conn,
        'SELECT c.replica, c.number, c.seal, c."user", c.public_key, c.signature, e.seal FROM checkpoint c '
        "LEFT JOIN entry e ON e.replica = c.replica AND e.number = c.number ORDER BY c.replica, c.number",
    )
    for replica, number, seal, user, key, signature, kept in found:
        place = f"journal of {replica}: entry {number}"
        if seal != kept:
            yield f"{place} is not the one that was signed"
        elif user in keys and keys[user].hex() != key and (user, key) not in former:
            yield f"{place} was signed with a key that is not the user's"
        elif not _holds(replica, number, seal, user, key, signature):
            yield f"{place}: its signature does not hold"


def _holds(replica: str, number: int, seal: str, user: str, key: str, signature: str) -> bool:
    try:
        return signed_by(bytes.fromhex(key), bytes.fromhex(signature), _message(replica, number, seal, user))
    except ValueError:
        return False


def _message(replica: str, number: int, seal: str, user: str) -> bytes:
    return encode(("victimcase head of a journal", replica, number, seal, user))
