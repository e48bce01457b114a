"""Writes the Alembic step from what the newest step makes to what the records say now.

Run it after a field was added: `make migration name="blood group"`. It migrates a throw-away encrypted
database, compares it with the tables derived from the records, and writes the difference under
`migrations/versions`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from victimcase import paths
from victimcase.store import connect
from victimcase.store.schema import metadata
from victimcase.store.types import Id, Moment


def plain_type(kind: str, item: Any, _: Any) -> str | bool:
    """Column types of ours by what they are in SQL: a step must not import the program."""
    if kind == "type" and isinstance(item, Id | Moment):
        return "sa.CHAR(32)" if isinstance(item, Id) else "sa.String(24)"
    return False


def ours(_: Any, name: str | None, kind: str, *rest: Any) -> bool:
    """Whether a table is compared: full-text indexes are made by hand."""
    return not (kind == "table" and name is not None and "_fts" in name)


def write(name: str, migrations: Path) -> Path | None:
    """Write the next step and tell where; None when records and tables agree already."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    found: list[Any] = []

    def keep_or_drop(_: Any, __: Any, directives: list[Any]) -> None:
        if directives[0].upgrade_ops.is_empty():
            directives.clear()

    config.attributes["autogenerate"] = {
        "target_metadata": metadata,
        "render_item": plain_type,
        "include_object": ours,
        "process_revision_directives": keep_or_drop,
    }
    with TemporaryDirectory() as folder:
        path, key = Path(folder) / "throw-away.db", token_bytes(32)
        connect.connect(path, key, create=True).close()
        engine = connect.engine(path, key)
        with engine.connect() as conn:
            config.attributes["connection"] = conn
            if number > 1:
                command.upgrade(config, "head")
            found.append(command.revision(config, message=name, rev_id=f"{number:04d}", autogenerate=True))
        engine.dispose()
    made = found[0]
    return Path(made.path) if made is not None and not isinstance(made, list) else None


if __name__ == "__main__":
    step = write(" ".join(sys.argv[1:]) or "change", paths.migrations())
    sys.stdout.write(f"{step or 'records and tables agree; there is no step to take'}\n")
