"""The command line at a test's own vault, run in this process: what it prints and the status it ends with."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import PASSPHRASE
from victimcase.cli import app


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed as JSON."""
        return json.loads(self.out)


@dataclass
class Terminal:
    """Somebody who types commands; who they are and where their vault lies is in the environment."""

    vault: Path
    secret: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def as_(self, login: str) -> Terminal:
        """The same terminal, another user."""
        self.patch.setenv("VICTIMCASE_USER", login)
        return self

    def __call__(self, *words: str, given: str | None = None) -> Answer:
        """Run a command; `given` is what is typed or piped into it."""
        with self.patch.context() as patch:
            if given is not None:
                patch.setattr("sys.stdin", io.StringIO(given))
            status = app.main(list(words))
        out, err = self.capture.readouterr()
        return Answer(status, out, err)

    def json(self, *words: str, given: str | None = None) -> Any:
        """What a command that has to end well prints as JSON."""
        answer = self(*words, "--json", given=given)
        assert answer.status == 0, answer.err
        return answer.data


@pytest.fixture
def terminal(
    vault_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal at the test's own vault, with the caseworker before it."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    monkeypatch.setenv("VICTIMCASE_VAULT", str(vault_folder))
    monkeypatch.setenv("VICTIMCASE_USER", "caseworker")
    monkeypatch.setenv("VICTIMCASE_PASSWORD_FILE", str(secret))
    return Terminal(vault_folder, secret, capsys, monkeypatch)
