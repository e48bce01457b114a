"""Full-text indexes, and the guards of the log.

Imports only SQLAlchemy, Alembic and the standard library: a step must mean the same for ever.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

rows_change: tuple[str, ...] = ()
"""Tables in which this step adds or removes rows on purpose; in all others the number must stay."""

# Without `secure-delete` FTS5 keeps deleted words in its segments.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE search_name_fts USING fts5("
    "key, content='search_name', content_rowid='seq', tokenize='trigram remove_diacritics 1')",
    "INSERT INTO search_name_fts(search_name_fts, rank) VALUES ('secure-delete', 1)",
    "CREATE VIRTUAL TABLE search_text_fts USING fts5("
    "text, content='search_text', content_rowid='seq', "
    "tokenize=\"unicode61 categories 'L* N* Co Mn Mc'\")",
    "INSERT INTO search_text_fts(search_text_fts, rank) VALUES ('secure-delete', 1)",
)

# The log lets exactly one change through: an operation's value and salt emptied under an erasure.
GUARDS = (
    "CREATE TRIGGER operation_kept BEFORE DELETE ON operation "
    "BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END",
    "CREATE TRIGGER operation_fixed BEFORE UPDATE ON operation "
    "WHEN NOT (NEW.value IS NULL AND NEW.salt IS NULL AND OLD.seal = NEW.seal AND OLD.entry = NEW.entry "
    "AND OLD.replica = NEW.replica AND OLD.number = NEW.number AND OLD.clock = NEW.clock "
    "AND OLD.scope = NEW.scope AND OLD.kind = NEW.kind AND OLD.record = NEW.record "
    "AND OLD.field = NEW.field AND OLD.replaces = NEW.replaces "
    "AND EXISTS (SELECT 1 FROM tombstone WHERE tombstone.scope = OLD.scope)) "
    "BEGIN SELECT RAISE(ABORT, 'an operation is fixed once written'); END",
    "CREATE TRIGGER entry_kept BEFORE DELETE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END",
    "CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'an entry is fixed once written'); END",
)


def upgrade() -> None:
    """Take the step. There is none back: the copy made before the upgrade is the way back."""
    for statement in (*FULL_TEXT, *GUARDS):
        op.execute(statement)
