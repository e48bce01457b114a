"""${message}.

Imports only SQLAlchemy, Alembic and the standard library: a step must mean the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

rows_change: tuple[str, ...] = ()
"""Tables in which this step adds or removes rows on purpose; in all others the number must stay."""


def upgrade() -> None:
    """Take the step. There is none back: the copy made before the upgrade is the way back."""
    ${upgrades if upgrades else "pass"}
