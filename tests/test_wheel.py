"""The wheel stands alone: built, installed outside the checkout, it starts and finds what it carries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """What a command printed; the test fails with its words when it fails."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel, and borrows the libraries it needs.

    The borrowed folder is named in a .pth file; such files inside it, like the one that points at the
    checkout, are not followed from there.
    """
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    python = commands / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "-q", "--no-index", "--no-deps", wheel, cwd=home)
    return commands


def test_the_wheel_carries_resources_migrations_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "victimcase/_resources/changes.md" in names
    assert any(name.startswith("victimcase/_migrations/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_the_installed_program_starts_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert "victimcase" in run(installed / "victimcase", "--help", cwd=tmp_path).lower()


def test_the_installed_program_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    show = "from victimcase import paths; print(paths.resources(), paths.migrations(), sep='\\n')"
    resources, migrations = map(Path, run(installed / "python", "-c", show, cwd=tmp_path).splitlines())
    assert ROOT not in resources.parents
    assert (resources / "changes.md").read_bytes() == (ROOT / "resources" / "changes.md").read_bytes()
    assert {path.name for path in migrations.rglob("*.py")} == {
        path.name for path in (ROOT / "migrations").rglob("*.py")
    }


def test_the_installed_program_passes_its_own_test(installed: Path, tmp_path: Path) -> None:
    said = json.loads(run(installed / "victimcase", "self-test", "--json", cwd=tmp_path))
    assert said["ok"] is True
    assert [step["name"] for step in said["steps"] if not step["ok"]] == []


def test_a_checkout_finds_its_own_files() -> None:
    from victimcase import paths

    assert paths.resources() == ROOT / "resources"
    assert paths.migrations() == ROOT / "migrations"


def test_a_broken_installation_is_a_bug_with_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from victimcase import paths

    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "victimcase")
    with pytest.raises(FileNotFoundError, match="lacks its folder resources"):
        paths.resources()


def test_the_folders_of_a_person_follow_the_variable(
    own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from victimcase import paths

    assert paths.state_folder() == own_state
    assert paths.config_folder() == own_state / "config"
    monkeypatch.delenv("VICTIMCASE_STATE")
    assert paths.state_folder().name == "victimcase" != own_state.name
    assert paths.config_folder().name == "victimcase"
