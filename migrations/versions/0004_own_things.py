"""What users keep for themselves: drafts that tell nothing of their form, preferences; and backups made.

Imports only SQLAlchemy, Alembic and the standard library: a step must mean the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

rows_change: tuple[str, ...] = ()
"""Tables in which this step adds or removes rows on purpose; in all others the number must stay."""


def upgrade() -> None:
    """Take the step. There is none back: the copy made before the upgrade is the way back."""
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_column("kind")
        batch_op.drop_column("record")
    op.create_table(
        "preference",
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user", "key", name=op.f("pk_preference")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "backup_made",
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_made")),
    )
