"""The house keeps its rules; beside each guard stands a twin that plants a breach and sees it found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import house_rules as rules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "victimcase"
CODE = [
    file
    for name in ("victimcase", "tests", "migrations", "installers")
    for file in rules.python_files(ROOT / name)
]
WRITTEN = [
    file for file in CODE if "versions" not in file.parts
]  # steps of migration are generated, then left
TESTS = list(rules.python_files(ROOT / "tests"))

LIMIT = 400  # the aim is 250
LONG: dict[str, str] = {}  # file: the reason why it may be longer
LONG_FUNCTION = 60  # the aim is 40


def planted(folder: Path, name: str, text: str) -> list[Path]:
    """One file with a breach in it."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return [file]


AT_A_TERMINAL = {PACKAGE / "gui" / "album.py", PACKAGE / "gui" / "app.py"}
"""What is started at a terminal and may have no window to say a word in."""


def outside_cli() -> list[Path]:
    """The modules of the package but for the command line, and what starts at a terminal."""
    return [
        file
        for file in rules.python_files(PACKAGE)
        if PACKAGE / "cli" not in file.parents and file not in AT_A_TERMINAL
    ]


def test_no_file_is_longer_than_its_reason() -> None:
    assert rules.long_files(WRITTEN, ROOT, LIMIT, LONG) == []


def test_a_long_file_and_an_idle_reason_are_found(tmp_path: Path) -> None:
    files = planted(tmp_path, "long.py", "x = 1\n" * (LIMIT + 1)) + planted(
        tmp_path, "short.py", "x = 1\n" * LIMIT
    )
    found = rules.long_files(files, tmp_path, LIMIT, {"short.py": "once"})
    assert found == [f"long.py: {LIMIT + 1} lines", "short.py: needs no reason any more"]
    assert rules.long_files(files, tmp_path, LIMIT, {"long.py": "a table"}) == []


def test_no_function_is_too_long() -> None:
    assert rules.long_functions(WRITTEN, ROOT, LONG_FUNCTION) == []


def test_a_long_function_is_found(tmp_path: Path) -> None:
    files = planted(tmp_path, "long.py", "def f():\n" + "    x = 1\n" * LONG_FUNCTION)
    assert rules.long_functions(files, tmp_path, LONG_FUNCTION) == [
        f"long.py:1: f has {LONG_FUNCTION + 1} lines"
    ]


def test_no_error_is_swallowed() -> None:
    assert rules.swallowed_errors(CODE, ROOT) == []


@pytest.mark.parametrize(
    "breach",
    [
        "try:\n    x()\nexcept Exception:\n    pass\n",
        "try:\n    x()\nexcept:\n    ...\n",
        "for y in z:\n    try:\n        x()\n    except (ValueError, BaseException):\n        continue\n",
        "with contextlib.suppress(Exception):\n    x()\n",
    ],
)
def test_a_swallowed_error_is_found(tmp_path: Path, breach: str) -> None:
    assert len(rules.swallowed_errors(planted(tmp_path, "careless.py", breach), tmp_path)) == 1


def test_tests_neither_wait_nor_pretend() -> None:
    assert rules.waits_and_mocks(TESTS, ROOT) == []


@pytest.mark.parametrize(
    "breach",
    [
        "import time\ntime.sleep(1)\n",
        "from time import sleep\nsleep(1)\n",
        "def test_x(qtbot):\n    qtbot.wait(10)\n",
        "from unittest import mock\n",
        "from unittest.mock import patch\n",
        "def test_x(mocker): ...\n",
    ],
)
def test_a_wait_or_a_mock_is_found(tmp_path: Path, breach: str) -> None:
    assert len(rules.waits_and_mocks(planted(tmp_path, "test_x.py", breach), tmp_path)) == 1


def test_only_the_command_line_prints() -> None:
    assert rules.prints(outside_cli(), ROOT) == []


def test_a_print_is_found(tmp_path: Path) -> None:
    assert rules.prints(planted(tmp_path, "loud.py", "\nprint('x')\n"), tmp_path) == ["loud.py:2: prints"]


def test_the_domain_opens_no_file() -> None:
    assert rules.file_access(rules.python_files(PACKAGE / "domain"), ROOT) == []


def test_an_opened_file_is_found(tmp_path: Path) -> None:
    files = planted(tmp_path, "curious.py", "with open('x') as f: ...\n")
    assert rules.file_access(files, tmp_path) == ["curious.py:1: opens a file"]


@pytest.mark.parametrize("room", ["domain", "store", "exchange"])
def test_what_is_public_says_what_it_is(room: str) -> None:
    assert rules.undocumented(rules.python_files(PACKAGE / room), ROOT) == []


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    text = "def shown(): ...\ndef _hidden(): ...\nclass Shown: ...\n"
    assert rules.undocumented(planted(tmp_path, "mute.py", text), tmp_path) == [
        "mute.py:1: the module has no docstring",
        "mute.py:1: shown has no docstring",
        "mute.py:3: Shown has no docstring",
    ]


def test_names_say_something() -> None:
    assert rules.lazy_names(CODE, ROOT) == []


def test_a_name_that_says_nothing_is_found(tmp_path: Path) -> None:
    files = planted(tmp_path, "utils.py", "class CaseManager: ...\n")
    assert rules.lazy_names(files, tmp_path) == [
        "utils.py: the name says nothing",
        "utils.py:1: CaseManager says nothing",
    ]


def test_migrations_lean_on_nothing_that_moves() -> None:
    allowed = frozenset({"sqlalchemy", "alembic"})
    assert rules.imports_beyond(rules.python_files(ROOT / "migrations"), ROOT, allowed) == []


def test_a_migration_that_imports_the_program_is_found(tmp_path: Path) -> None:
    files = planted(
        tmp_path,
        "versions/0002_x.py",
        "import json\nimport sqlalchemy as sa\nfrom victimcase.store import x\n",
    )
    found = rules.imports_beyond(files, tmp_path, frozenset({"sqlalchemy", "alembic"}))
    assert found == ["versions/0002_x.py:3: imports victimcase.store.x"]


def test_services_know_of_sql_only_the_connection_they_pass_on() -> None:
    assert [line for line in sql_in_services(PACKAGE) if not line.endswith("sqlalchemy.Connection")] == []


def sql_in_services(package: Path) -> list[str]:
    """Imports of the libraries of the store by services."""
    store_only = rules.declared_packages(ROOT / "pyproject.toml") - {"sqlalchemy", "alembic", "sqlcipher3"}
    return rules.imports_beyond(
        rules.python_files(package / "services"), package, store_only | {"victimcase"}
    )


def test_a_service_that_writes_sql_is_found(tmp_path: Path) -> None:
    planted(tmp_path, "services/x.py", "from sqlalchemy import Connection, select\n")
    assert sql_in_services(tmp_path)[-1] == "services/x.py:1: imports sqlalchemy.select"


def test_every_library_in_use_is_declared() -> None:
    declared = rules.declared_packages(ROOT / "pyproject.toml") | {"victimcase"}
    assert rules.imports_beyond(rules.python_files(PACKAGE), ROOT, declared) == []


def test_an_undeclared_library_is_found(tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[project]\ndependencies = ["SQLAlchemy>=2", "python-calamine>=0.5"]\n', "utf-8")
    files = planted(tmp_path, "x.py", "import sqlalchemy.orm\nimport python_calamine\nimport hypothesis\n")
    found = rules.imports_beyond(files, tmp_path, rules.declared_packages(pyproject))
    assert found == ["x.py:3: imports hypothesis"]


def test_the_tree_names_no_registry_no_machine_and_not_how_it_was_made() -> None:
    files = rules.tracked_files(ROOT)
    assert len(files) > len(CODE) / 2
    assert rules.forbidden_text(files, ROOT, rules.REGISTRY, rules.MACHINE_PATH, rules.MADE_HOW) == []


@pytest.mark.parametrize(
    ("pattern", "breach"),
    [
        (rules.REGISTRY, "--index" + "-url https://example.invalid/simple"),
        (rules.REGISTRY, "see https://pypi" + ".org/project/x"),
        (rules.MACHINE_PATH, "DATA = '/ro" + "ot/data'"),
        (rules.MACHINE_PATH, "cd /home" + "/someone/checkout"),
        (rules.MACHINE_PATH, "C:" + "\\Users\\someone"),
        (rules.MADE_HOW, "written by an AI" + " assistant"),
    ],
)
def test_a_forbidden_text_is_found(tmp_path: Path, pattern: re.Pattern[str], breach: str) -> None:
    files = planted(tmp_path, "notes.md", f"\n{breach}\n")
    assert [text.split(": ")[0] for text in rules.forbidden_text(files, tmp_path, pattern)] == ["notes.md:2"]


def test_every_dependency_is_locked_with_hashes() -> None:
    assert rules.unlocked(ROOT / "requirements.lock", ROOT / "pyproject.toml") == []


def test_a_missing_pin_and_a_missing_hash_are_found(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["Typer>=1"]\n[dependency-groups]\ndev = ["ruff", "my_tool"]\n', "utf-8"
    )
    (tmp_path / "requirements.lock").write_text(
        "ruff==1.0\nmy-tool==2.0 ; sys_platform == 'x' \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n",
        "utf-8",
    )
    found = rules.unlocked(tmp_path / "requirements.lock", tmp_path / "pyproject.toml")
    assert found == ["typer: not pinned", "ruff: no hash"]


def test_a_qt_warning_fails_a_test(pytester: pytest.Pytester) -> None:
    pytester.copy_example(str(ROOT / "pyproject.toml"))
    test = pytester.makepyfile(
        test_x="""
        from PySide6.QtCore import qWarning
        def test_loud(): qWarning("a widget is lost")
        def test_quiet(): pass
        """
    )
    pytester.runpytest_subprocess(test).assert_outcomes(failed=1, passed=1)
