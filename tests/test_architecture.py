"""The floors hold: every import contract is kept, and each reports a wrong import planted in a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]
BY_ID = {contract["id"]: contract for contract in CONTRACTS}

# contract, the file that is planted, its text, the import that must be reported
WRONG = [
    ("floors", "domain/planted.py", "import victimcase.services", "domain.planted -> victimcase.services"),
    ("floors", "store/planted.py", "import victimcase.report", "store.planted -> victimcase.report"),
    ("floors", "report/planted.py", "import victimcase.exchange", "report.planted -> victimcase.exchange"),
    ("floors", "services/planted.py", "import victimcase.cli", "services.planted -> victimcase.cli"),
    ("floors", "cellar.py", "", "cellar"),
    ("domain", "domain/planted.py", "from pathlib import Path", "domain.planted -> pathlib"),
    ("domain", "domain/planted.py", "import os.path", "domain.planted -> os"),
    ("domain", "domain/planted.py", "from sqlalchemy import Table", "domain.planted -> sqlalchemy"),
    ("domain", "domain/planted.py", "import reportlab.pdfgen", "domain.planted -> reportlab"),
    ("domain", "domain/planted.py", "if 1:\n  import victimcase.paths", "domain.planted -> victimcase.paths"),
    ("qt", "cli/planted.py", "from PySide6.QtCore import QObject", "cli.planted -> PySide6"),
    ("qt", "domain/planted.py", "def f():\n    import shiboken6", "domain.planted -> shiboken6"),
    ("touch", "cli/planted.py", "from victimcase import store", "cli.planted -> victimcase.store"),
    ("touch", "cli/planted.py", "import victimcase.exchange", "cli.planted -> victimcase.exchange"),
    ("touch", "cli/planted.py", "import sqlcipher3", "cli.planted -> sqlcipher3"),
    ("sql", "report/planted.py", "from sqlalchemy import select", "report.planted -> sqlalchemy"),
    ("sql", "exchange/planted.py", "import sqlite3", "exchange.planted -> sqlite3"),
    ("touch", "gui/planted.py", "from victimcase.store import cards", "gui.planted -> victimcase.store"),
    ("sql", "gui/parts/planted.py", "import sqlalchemy", "gui.parts.planted -> sqlalchemy"),
    ("pages", "gui/pages/a.py", "from . import cases", "gui.pages.a -> victimcase.gui.pages.cases"),
    ("paper", "services/planted.py", "from reportlab.lib import units", "services.planted -> reportlab"),
]  # fmt: skip


def linted(folder: Path, *options: str) -> tuple[int, str]:
    """Exit status and words of the linter over the package in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    command += ["--no-logo", "--no-cache", "--config", str(folder / "pyproject.toml"), *options]
    env = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts in a folder of their own."""
    shutil.copytree(
        ROOT / "victimcase", tmp_path / "victimcase", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def rooms() -> set[str]:
    """What lies directly in the package, by the name it is imported as."""
    found = {path.stem for path in (ROOT / "victimcase").glob("*.py")} - {"__init__"}
    return found | {path.parent.name for path in (ROOT / "victimcase").glob("*/__init__.py")}


def test_every_contract_is_kept() -> None:
    status, words = linted(ROOT)
    assert status == 0, words
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken" in words


@pytest.mark.parametrize(("contract", "file", "text", "reported"), WRONG)
def test_a_wrong_import_is_reported(copy: Path, contract: str, file: str, text: str, reported: str) -> None:
    planted = copy / "victimcase" / file
    planted.write_text(text + "\n", "utf-8")
    status, words = linted(copy, "--contract", contract)
    assert status == 1, words
    assert "0 kept, 1 broken" in words
    assert f"victimcase.{reported}" in words or f"- {reported}" in words


def test_every_contract_has_its_twin() -> None:
    assert {contract for contract, *_ in WRONG} == set(BY_ID)


@pytest.mark.parametrize(
    ("contract", "owners"), [("qt", {"gui"}), ("sql", {"store", "services"}), ("paper", {"report"})]
)
def test_what_only_one_room_knows_is_forbidden_to_every_other(contract: str, owners: set[str]) -> None:
    others = {f"victimcase.{room}" for room in rooms() - owners}
    assert others == set(BY_ID[contract]["source_modules"])


def test_what_a_person_touches_is_held_by_its_contract() -> None:
    touched = {f"victimcase.{room}" for room in rooms() & {"gui", "cli"}}
    assert touched == set(BY_ID["touch"]["source_modules"])


def test_pages_have_a_contract_as_soon_as_there_are_pages() -> None:
    pages = (ROOT / "victimcase" / "gui" / "pages").is_dir()
    kept_apart = [
        one
        for one in CONTRACTS
        if one["type"] == "independence" and "victimcase.gui.pages.*" in one["modules"]
    ]
    assert bool(kept_apart) == pages


def test_forbidden_contracts_judge_the_import_itself() -> None:
    assert all(one["allow_indirect_imports"] for one in CONTRACTS if one["type"] == "forbidden")
    assert BY_ID["floors"]["exhaustive"] is True
