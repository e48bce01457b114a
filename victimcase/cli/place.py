"""Where a command works and as whom: the options that every command shares."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

if TYPE_CHECKING:
    from victimcase.services.session import Session

SHARED: Final = ("--vault", "--user", "--password-file", "--locale")
OWN_PASSWORD_FILE: Final = ({"export"}, {"pdf"}, {"referral", "send"})
"""Commands (sets of words) whose `--password-file` protects what goes out, when it stands behind their
name.
"""

ENVIRONMENT: Final = {
    "--vault": "VICTIMCASE_VAULT",
    "--user": "VICTIMCASE_USER",
    "--password-file": "VICTIMCASE_PASSWORD_FILE",
    "--locale": "VICTIMCASE_LOCALE",
}


@dataclass(frozen=True)
class Place:
    """The vault, the user and the file with the passphrase, from options or the environment."""

    vault: str | None = None
    user: str | None = None
    password_file: str | None = None
    locale: str | None = None

    @property
    def folder(self) -> Path:
        """The folder of the vault. Raises Invalid when none was named."""
        if not self.vault:
            raise Invalid(
                N_("No vault was named, so nothing was done."),
                N_("Name it with “--vault DIR”, or set VICTIMCASE_VAULT."),
            )
        return Path(self.vault)

    @property
    def login(self) -> str:
        """The user's login name. Raises Invalid when none was named."""
        if not self.user:
            raise Invalid(
                N_("No user was named, so nothing was done."),
                N_("Name yourself with “--user NAME”, or set VICTIMCASE_USER."),
            )
        return self.user

    def passphrase(self, prompt: str) -> str:
        """The passphrase: from the file when there is one, otherwise asked for at the terminal."""
        if self.password_file:
            return read_secret(Path(self.password_file))
        if not sys.stdin.isatty():
            raise Invalid(
                N_("There is no terminal to ask for the passphrase, so nothing was done."),
                N_("Name a file that holds it, before the command: “victimcase --password-file FILE …”."),
            )
        return getpass.getpass(prompt)

    def new_passphrase(self, login: str) -> str:
        """A passphrase to be set: from the file, or asked for twice at the terminal."""
        first = self.passphrase(f"New passphrase of {login}: ")
        if not self.password_file and getpass.getpass("The same once more: ") != first:
            raise Invalid(
                N_("The two passphrases are not the same, so nothing was done."),
                N_("Try again; five unconnected words are easy to type and hard to guess."),
            )
        return first

    @contextmanager
    def opened_with(self, passphrase: str) -> Iterator[Session]:
        """The vault, unlocked with this passphrase for as long as the block runs."""
        from victimcase.services import vaults  # heavy, and the window needs only the options

        with vaults.opened(self.folder, self.login, passphrase) as session:
            yield session

    @contextmanager
    def opened(self) -> Iterator[Session]:
        """The vault, unlocked for as long as the block runs."""
        self.folder  # noqa: B018 what is missing is said before the passphrase is asked for
        with self.opened_with(self.passphrase(f"Passphrase of {self.login}: ")) as session:
            yield session


def read_secret(path: Path) -> str:
    """The first line of a file. Raises Invalid when it cannot be read or is empty."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            line = file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        line = ""
    if not line:
        raise Invalid(
            N_("The passphrase could not be read from “{file}”; nothing was done."),
            N_("The file has to be text, with the passphrase as its first line."),
            file=path.name,
        )
    return line


def gather(arguments: Sequence[str]) -> tuple[Place, list[str]]:
    """Take the shared options out of the arguments, wherever they stand, and leave the rest in its order."""
    found: dict[str, str | None] = {name: os.environ.get(variable) for name, variable in ENVIRONMENT.items()}
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *waiting]
            break
        own = name == "--password-file" and any(words <= set(rest) for words in OWN_PASSWORD_FILE)
        if name in SHARED and not own and (equals or waiting):
            found[name] = value if equals else waiting.pop(0)
        else:
            rest.append(argument)
    return Place(*(found[name] for name in SHARED)), rest
