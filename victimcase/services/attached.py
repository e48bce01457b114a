"""Attached files beneath the records that name them: their keys in the vault, their ciphertext beside it.

What belongs to a sealed category has its key sealed for those who may read it, so that the vault's key alone
does not open the file either.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from collections.abc import Iterable

from sqlalchemy import Connection

from victimcase.domain.errors import Damaged, NotFound, Refused
from victimcase.domain.words import SEALED, Category, RecordId
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.store import blobs, statements
from victimcase.store.blobs import BlobRef
from victimcase.store.journal import new_id
from victimcase.store.keyring import new_key, open_value, seal_value
from victimcase.store.rows import Row
from victimcase.store.vault import Vault

log = logging.getLogger(__name__)


def sealed_of(categories: Iterable[str]) -> tuple[Category, ...]:
    """The sealed ones among categories, always in the same order."""
    named = set(categories)
    return tuple(one for one in Category if one in SEALED and str(one) in named)


def require_keys(tx: Tx, categories: tuple[Category, ...]) -> None:
    """Raise Refused where the user was not handed the key of one of these categories yet."""
    if not set(categories) <= tx.world.keys.keys():
        raise Refused(
            N_("The key for protected values was not handed to you yet, so this file stays closed."),
            N_("Nothing was changed. Ask a supervisor to open the vault once; that hands the key on."),
        )


def store(tx: Tx, blob: RecordId, scope: RecordId, content: bytes, categories: tuple[Category, ...]) -> None:
    """Write a file of this id, synced, and then the row that names it.

    Whatever happens before the transaction is committed leaves a stray file at most, never a gap.
    """
    key = new_key()
    ref = blobs.write_blob(tx.session.vault.folder, key, content)
    digest = "" if categories else hashlib.sha256(content).hexdigest()  # of the sealed not even that is told
    statements.run(
        tx.conn,
        "INSERT INTO blob (id, scope, name, size, key, content_hash) VALUES (?, ?, ?, ?, ?, ?)",
        (blob, scope, ref.name, ref.size, _wrapped(tx, blob, key, categories), digest),
    )


def new_blob() -> RecordId:
    """An id for a file."""
    return new_id()


def read(tx: Tx, blob: str, scope: RecordId) -> bytes:
    """The file of this id, of the case, person or office it belongs to.

    Raises NotFound where there is none or it was erased, Refused for lack of a key, DamagedBlob.
    """
    found = statements.first(
        tx.conn,
        "SELECT name, size, key FROM blob WHERE id = ? AND scope = ? AND key IS NOT NULL",
        (blob, scope),
    )
    if found is None:
        raise NotFound(
            N_("The file of this record is not in the vault: it was erased, or never came with the record."),
            N_("Attach the original again if you have it."),
        )
    name, size, wrapped = found
    return blobs.read_blob(tx.session.vault.folder, _unwrapped(tx, blob, wrapped), BlobRef(name, size))


def size_of(conn: Connection, blob: str) -> int | None:
    """How many bytes a file has; none where it was erased."""
    found = statements.first(conn, "SELECT size FROM blob WHERE id = ? AND key IS NOT NULL", (blob,))
    return int(found[0]) if found else None


def reseal(tx: Tx, blob: str, categories: tuple[Category, ...]) -> None:
    """Seal the key of a file for other categories than before: what its document tells about was changed."""
    found = statements.first(tx.conn, "SELECT key FROM blob WHERE id = ? AND key IS NOT NULL", (blob,))
    if found is None or tuple(json.loads(found[0])["sealed"]) == categories:
        return
    require_keys(tx, categories)
    key = _unwrapped(tx, blob, found[0])
    statements.run(
        tx.conn, "UPDATE blob SET key = ? WHERE id = ?", (_wrapped(tx, RecordId(blob), key, categories), blob)
    )


def reseal_all(tx: Tx, row: Row, told: object) -> None:
    """Seal the files of a document anew when what it tells about changes."""
    for name in ("file", "untouched"):
        if row.values[name]:
            reseal(tx, row.values[name], sealed_of(told if isinstance(told, list) else ()))


def forget(conn: Connection, scope: str) -> int:
    """Destroy the keys of everything attached to a case, person or the office; how many files that were.

    No one opens them any more from the commit on; the next `sweep` deletes the files themselves.
    """
    statements.run(
        conn,
        "UPDATE blob SET key = NULL, content_hash = '', size = 0 WHERE scope = ? AND key IS NOT NULL",
        (scope,),
    )
    found = statements.first(conn, "SELECT changes()")
    return int(found[0]) if found else 0


def sweep(vault: Vault) -> int:
    """Delete files no row names: left by a crash before its commit, or by an erasure; how many.

    Only while nothing is being attached, as at opening.
    """
    with vault.read.begin() as conn:
        names = [name for (name,) in statements.every(conn, "SELECT name FROM blob WHERE key IS NOT NULL")]
    found = blobs.strays(vault.folder, names)
    for name in found:
        blobs.delete_blob(vault.folder, name)
    if found:
        log.info("%d files without a record swept", len(found))
    return len(found)


def _wrapped(tx: Tx, blob: RecordId, key: bytes, categories: tuple[Category, ...]) -> str:
    require_keys(tx, categories)
    text = base64.b64encode(key).decode("ascii")
    for category in categories:
        text = seal_value(tx.world.keys[category], f"blob/{blob}".encode(), text)
    return json.dumps({"sealed": [str(one) for one in categories], "key": text})


def _unwrapped(tx: Tx, blob: str, wrapped: str) -> bytes:
    said = json.loads(wrapped)
    categories = tuple(Category(one) for one in said["sealed"])
    require_keys(tx, categories)
    text = str(said["key"])
    for category in reversed(categories):
        text = open_value(tx.world.keys[category], f"blob/{blob}".encode(), text)
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Damaged(
            N_(
                "The key of an attached file cannot be read; the record it belongs to is not touched by this."
            ),
            N_("Fetch the document from a backup, or attach the original again."),
        ) from None
