"""The few things the vault remembers about itself, in the table `meta` (key, value)."""

from __future__ import annotations

from sqlalchemy import Connection, text

from victimcase.store import statements

VAULT = "vault"
"""The vault's id: 32 hexadecimal digits."""

FIRST_ADMINISTRATOR = "first_administrator"
"""The public key (hexadecimal) to which every roster must go back."""

GENERATION = "roster_generation"
"""The last roster written; an older one beside the vault is a rollback."""

RESTORED_FROM = "restored_from"
"""Set by a restore: from which backup. Cleared by whoever gives the vault its new replica id."""


def recall(connection: Connection, key: str) -> str | None:
    """A value, or None."""
    found = statements.first(connection, "SELECT value FROM meta WHERE key = ?", (key,))
    return None if found is None else str(found[0])


def remember(connection: Connection, key: str, value: str) -> None:
    """Keep a value, in the transaction of this connection."""
    connection.execute(
        text(
            "INSERT INTO meta (key, value) VALUES (:key, :value) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ),
        {"key": key, "value": value},
    )


def forget(connection: Connection, key: str) -> None:
    """Drop a value."""
    connection.execute(text("DELETE FROM meta WHERE key = :key"), {"key": key})
