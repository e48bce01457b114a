"""The day on which the clocks look at a case again.

Imports only SQLAlchemy, Alembic and the standard library: a step must mean the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

rows_change: tuple[str, ...] = ()
"""Tables in which this step adds or removes rows on purpose; in all others the number must stay."""


def upgrade() -> None:
    """Take the step. There is none back: the copy made before the upgrade is the way back."""
    op.create_table(
        "wake",
        sa.Column("case_id", sa.CHAR(32), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_wake")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("wake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wake_day"), ["day"], unique=False)
