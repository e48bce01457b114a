"""A real vault with its users and the schema as it is, made once per process and copied for each test.

Registered as a plugin of pytest by `conftest.py`: `vault_folder` is the test's own copy, and `sign_in` opens
it as one of the users, without waiting for Argon2id.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from victimcase.domain.rights import Role
from victimcase.services import cases, directory, people, records, vaults
from victimcase.services.cases import Opened
from victimcase.services.records import Saved
from victimcase.services.session import Session
from victimcase.store import header, slots, vault
from victimcase.store.folder import Folder
from victimcase.store.kdf import FLOOR
from victimcase.store.slots import Unlocked

FOUNDER, PASSPHRASE = "founder", "velvet-orbit-museum-carbon-drift"
ROLES: Mapping[str, frozenset[Role]] = {
    FOUNDER: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    "caseworker": frozenset({Role.CASEWORKER}),
    "colleague": frozenset({Role.CASEWORKER}),
    "consul": frozenset({Role.CONSULAR_OFFICER}),
    "supervisor": frozenset({Role.SUPERVISOR}),
    "admin": frozenset({Role.ADMINISTRATOR}),
}
TEAMS = {"caseworker": "north", "colleague": "south"}
START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The time of the tests: it stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: float) -> None:
        """Let some time go by, or back, as `timedelta` names it."""
        self.now += timedelta(**span)


T = TypeVar("T")
SignIn = Callable[..., AbstractContextManager[Session]]


@cache
def founded() -> Path:
    """The vault all tests of this process copy."""
    place = Path(tempfile.mkdtemp(prefix="vaults-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = place / "office.vault"
    founding = vaults.Founding("KUP", "TH", login=FOUNDER, quick=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        vaults.create(folder, PASSPHRASE, founding, Clock())
        with vaults.opened(folder, FOUNDER, PASSPHRASE, Clock()) as session:
            for login, roles in ROLES.items():
                if login != FOUNDER:
                    team = TEAMS.get(login, "")
                    session.do(people.add, login, PASSPHRASE, roles, team=team, kdf=FLOOR)
    return folder


@cache
def unlocked(login: str) -> Unlocked:
    """What a user holds once they are in; Argon2id runs once for each of them."""
    return slots.unlock(header.read(Folder(founded())), login, PASSPHRASE)


def copied(place: Path, source: Path | None = None) -> Path:
    """A copy of the vault, or of another closed one, in a folder of the test's own."""
    return Path(shutil.copytree(source or founded(), place / "office.vault", copy_function=_copy))


def prepared(place: Path, login: str, write: Callable[[Session], T]) -> tuple[Path, T]:
    """A vault in which somebody has written what several tests read or copy, closed again."""
    folder = copied(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        with signed_in(folder, login, Clock()) as session:
            return folder, write(session)


def _copy(source: str, target: str) -> None:
    """Copy a file; the reserve is only linked, as nobody writes into it."""
    if Path(source).name == "reserve":
        os.link(source, target)
    else:
        shutil.copyfile(source, target)


@contextmanager
def signed_in(folder: Path, login: str, clock: Callable[[], datetime]) -> Iterator[Session]:
    """A session of a user in a copy of the vault whose users are still those it was founded with.

    All copies are one vault to a witness, so each has its own beside it.
    """
    options = replace(vaults.options(), state=folder.with_name(f"{folder.name}.state"))
    session = vaults.open_session(vault.enter(folder, lambda _: unlocked(login), options), clock)
    try:
        yield session
    finally:
        session.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of the test's sessions."""
    return Clock()


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """The test's own vault, closed."""
    return copied(tmp_path)


@pytest.fixture
def sign_in(vault_folder: Path, clock: Clock) -> SignIn:
    """Opens the test's vault as one of its users: `with sign_in("consul") as session`."""

    def enter(login: str = "caseworker", folder: Path | None = None) -> AbstractContextManager[Session]:
        return signed_in(folder or vault_folder, login, clock)

    return enter


PERSON: Mapping[str, object] = {"given_names": "Thiri", "family_name": "Aung", "citizenships": ["MM"]}


def new_case(session: Session, **fields: object) -> Opened:
    """A new case at intake; the fields are the person's."""
    return session.do(cases.new, {**PERSON, **fields}).value


def save(
    session: Session,
    number: str,
    kind: str,
    /,
    *,
    id: str | None = None,
    under: str | None = None,
    **fields: Any,
) -> Saved:
    """Save a record of a case; `under` is the record it is a row of."""
    if number == records.OFFICE:
        return session.do(directory.save, kind, fields, record=id, parent=under).value
    return session.do(records.save, number, kind, fields, record=id, parent=under).value


def notify(session: Session, number: str, country: str = "MM") -> Saved:
    """Decide that the mission is told of a case, so that the consul sees it."""
    return save(session, number, "consular_notification", country=country, decision="notify")
