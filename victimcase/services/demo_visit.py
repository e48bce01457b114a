"""Opening a demo vault, and no other: what is shown of it may be shown to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from victimcase.domain.errors import Refused
from victimcase.i18n import N_
from victimcase.services import demo, vaults
from victimcase.services.session import Session
from victimcase.store import vault
from victimcase.store.errors import WrongPassphrase


@contextmanager
def opened(folder: Path, login: str) -> Iterator[Session]:
    """A demo vault, opened as one of its users. Raises Refused for any other vault: only a demo opens with
    the passphrase everybody knows.
    """
    try:
        found = vault.open(folder, login, demo.PASSWORD, vaults.options())
    except WrongPassphrase as problem:
        raise Refused(
            N_("Pictures are taken of a demo vault only, as anybody can look at a picture."),
            N_("Nothing was written. Make one with “victimcase demo DIR” and name it with “--vault”."),
        ) from problem
    session = vaults.open_session(found)
    try:
        yield session
    finally:
        session.close()
