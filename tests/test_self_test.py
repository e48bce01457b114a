"""An installation tells whether it works; beside it stand ways in which one does not, and is told to."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from victimcase.cli import app
from victimcase.services import self_test
from victimcase.services.self_test import Step


def verdicts(result: self_test.Result) -> dict[str, bool]:
    return {step.name: step.ok for step in result.steps}


def test_everything_holds_and_nothing_is_left(
    tmp_path: Path,
    own_state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert app.main(["self-test", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert [step["name"] for step in said["steps"]] == list(self_test.STEPS)
    assert {"name", "title", "ok", "ms", "why"} == set(said["steps"][0])
    assert [*tmp_path.iterdir(), *own_state.iterdir()] == []


def test_a_damaged_backup_is_seen(tmp_path: Path) -> None:
    def damage(step: Step) -> None:
        if step.name == "backup":
            [file] = tmp_path.rglob("*.vcbackup")
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.write_bytes(data)

    result = self_test.run(damage, tmp_path)
    assert not result.ok
    assert [step.name for step in result.steps if not step.ok] == ["restore"]
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_vault_is_seen(tmp_path: Path) -> None:
    def damage(step: Step) -> None:
        if step.name == "restore":
            file = next(path for path in tmp_path.rglob("vault.db") if "restored" not in str(path))
            with file.open("r+b") as database:
                database.seek(-100, 2)
                database.write(bytes(50))

    result = self_test.run(damage, tmp_path)
    assert [step.name for step in result.steps if not step.ok] == ["check"]


def test_a_script_without_a_font_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "NAMES", {**self_test.NAMES, "ᜐᜓᜃ᜔": ("Suk", "Dara")})
    monkeypatch.setattr(self_test, "SEEK", (*self_test.SEEK, "ᜐᜓᜃ᜔"))
    result = self_test.run(folder=tmp_path)
    assert not verdicts(result)["paper"]
    assert verdicts(result)["check"]


def test_the_command_fails_where_a_step_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    some = {name: self_test.STEPS[name] for name in ("vault", "open", "search")}  # nobody was written
    monkeypatch.setattr(self_test, "STEPS", some)
    assert app.main(["self-test"]) == 1
    shown = capsys.readouterr()
    assert "FAILED" in shown.out
    assert "does not work as it should" in shown.err
