"""What lists sort and filter by: when a child comes of age, how a case came, the next day something is due.

Imports only SQLAlchemy, Alembic and the standard library: a step must mean the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

rows_change: tuple[str, ...] = ("wake",)
"""Tables in which this step adds or removes rows on purpose; in all others the number must stay."""

ADDED = {"child_until": 10, "origin": 20, "due_mission": 10, "due_casework": 10, "due_all": 10}
LISTED = (
    *("restricted", "owner", "team", "notified", "stage", "steps", "risk", "citizenships", "child_until"),
    *("origin", "status"),
)
LEADING = {
    "name": ("name_key",),
    "number": ("number",),
    "opened": ("opened_on",),
    "birth": ("birth",),
    "steps": ("steps", "name_key"),
    "risk": ("risk", "name_key"),
    "citizenships": ("citizenships", "name_key"),
    "owner": ("owner", "name_key"),
    "due_mission": ("due_mission", "name_key"),
    "due_casework": ("due_casework", "name_key"),
    "due_all": ("due_all", "name_key"),
}


def upgrade() -> None:
    """Take the step. There is none back: the copy made before the upgrade is the way back."""
    for name, length in ADDED.items():
        op.add_column("card", sa.Column(name, sa.String(length), nullable=False, server_default="?"))
    for name, leading in LEADING.items():
        rest = [column for column in LISTED if column not in leading]
        op.create_index(f"ix_card_by_{name}", "card", [*leading, *rest], unique=False)
    # Whoever opens the vault next winds the clocks, and fills in what is not known yet.
    op.execute("INSERT OR REPLACE INTO wake (case_id, day) SELECT case_id, '0001-01-01' FROM card LIMIT 1")
