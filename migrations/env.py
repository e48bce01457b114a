"""Runs the steps on the connection the vault hands over; `store/upgrade.py` prepares it and checks what
came out."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    **context.config.attributes.get("autogenerate", {}),
    render_as_batch=True,
    # The connection begins each transaction itself, so that DDL is undone with the rest (store/connect.py).
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
