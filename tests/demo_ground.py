"""One demo vault for all tests of a process that only read it, and the way in for each of its users.

Registered as a plugin of pytest by those who import `demo_vault`.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import pytest

from victimcase.services import demo, vaults
from victimcase.services.demo import Made
from victimcase.services.session import Session

TODAY = date(2026, 3, 14)
CASES = 90


@cache
def _made() -> Made:
    """The demo all tests of this process look at; each file of tests would make its own otherwise."""
    place = Path(tempfile.mkdtemp(prefix="demo-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        return demo.make(place / "demo.vault", cases=CASES, seed=1, today=TODAY)


@pytest.fixture(scope="session")
def demo_vault() -> Made:
    """A demo of some cases, as it is on TODAY. Look, and change nothing."""
    return _made()


@contextmanager
def entered(made: Made, login: str) -> Iterator[Session]:
    """The demo opened by one of its users, in the morning of TODAY."""
    password = Path(made.password_file).read_text("utf-8").strip()
    now = datetime.combine(TODAY, time(9)).astimezone(UTC)
    with vaults.opened(Path(made.vault), login, password, lambda: now) as session:
        yield session
