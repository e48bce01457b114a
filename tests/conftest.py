"""What every test stands on: no screen, no deadline by the clock, no folder of the person at work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from victimcase.store import kdf

pytest_plugins = ["pytester", "tests.vaults"]

settings.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, database=None)
settings.register_profile("soak", settings.get_profile("house"), max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(autouse=True, scope="session")
def derived_once() -> Iterator[None]:
    """Argon2id gives one secret and salt one key, so a process of tests derives each only once.

    Most of what a command in a test took was this. Processes that tests start derive as anybody's do.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "_argon2id", lru_cache(maxsize=1000)(kdf._argon2id))
        yield


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own; what a person's machine holds never leaks in or out."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("VICTIMCASE_STATE", str(folder))
    for name in ("VICTIMCASE_VAULT", "VICTIMCASE_USER", "VICTIMCASE_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    return folder
