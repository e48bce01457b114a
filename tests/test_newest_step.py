"""Opening a vault asks the files which step is the newest; Alembic is loaded only where they say little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from victimcase import paths
from victimcase.services import bench, vaults
from victimcase.store import upgrade

STEP = '"""A step."""\n\nfrom alembic import op\n\nrevision = "{}"\ndown_revision = {}\n'


def test_the_files_say_what_alembic_says() -> None:
    newest = ScriptDirectory(str(paths.migrations())).get_current_head()
    assert newest is not None
    assert upgrade._newest(paths.migrations()) == newest


@pytest.mark.parametrize(
    ("steps", "newest"),
    [
        ({"a.py": STEP.format("0001", "None")}, "0001"),
        ({"b.py": STEP.format("0001", "None"), "a.py": STEP.format("0002", '"0001"')}, "0002"),
        ({"a.py": STEP.format("0001", "None"), "b.py": STEP.format("0002", "None")}, None),
        ({"a.py": 'revision, down_revision = "0001", None\n'}, None),
        ({}, None),
    ],
)
def test_steps_that_say_it_otherwise_are_left_to_alembic(
    tmp_path: Path, steps: dict[str, str], newest: str | None
) -> None:
    (tmp_path / "versions").mkdir()
    for name, text in steps.items():
        (tmp_path / "versions" / name).write_text(text, "utf-8")
    assert upgrade._newest(tmp_path) == newest


OPEN = """
import sys
from pathlib import Path
from victimcase.services import bench, vaults
how = vaults.options(Path({state!r}))
with vaults.opened(Path({vault!r}), "admin", bench.PASSPHRASE, how=how):
    sys.exit("alembic" in sys.modules)
"""


def test_opening_a_vault_of_today_does_not_load_alembic(tmp_path: Path) -> None:
    state, vault = tmp_path / "state", tmp_path / "some.vault"
    vaults.create(vault, bench.PASSPHRASE, bench.FOUNDING, how=vaults.options(state))
    code = OPEN.format(state=str(state), vault=str(vault))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
