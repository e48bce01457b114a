"""The program that takes the place of a locked one: in Python the only honest way to empty the memory.

What it is told goes through one variable of its environment: which vault, why it was locked, where the window
stood, and the handle the vault's lock hangs on. Nothing of any case. Who was signed in goes through a pipe
only the two processes hold, as an environment can be looked at from outside.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn

VARIABLE: Final = "VICTIMCASE_LOCKED"

_NAMES: Final = {
    "APPDATA", "COMSPEC", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "HOME", "HOMEDRIVE", "HOMEPATH", "LANG",
    "LANGUAGE", "LOCALAPPDATA", "LOGNAME", "PATH", "PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE", "SYSTEMROOT",
    "TEMP", "TMP", "TMPDIR", "TZ", "USER", "USERNAME", "USERPROFILE", "VICTIMCASE_LOCALE", "VICTIMCASE_STATE",
    "WAYLAND_DISPLAY", "WINDIR", "XAUTHORITY",
}  # fmt: skip
_BEGINNINGS: Final = ("LC_", "QT_", "XDG_")


class Why(StrEnum):
    """What locked the window."""

    BUTTON = "button"
    IDLE = "idle"
    SLEEP = "sleep"
    SCREEN = "screen"
    HIDE = "hide"


@dataclass(frozen=True)
class Locked:
    """What the next program has to know to show the same vault's unlock page where the window was."""

    vault: str
    why: Why = Why.BUTTON
    kept: bool = False
    handed: int | None = None
    place: tuple[int, int, int, int] | None = None
    """Left, top, width, height."""
    large: bool = False
    """Whether the window filled the screen."""
    login: str = ""
    """Who was signed in, to be asked for the passphrase alone; never part of the environment."""


def command() -> list[str]:
    """How this program is started again, without a vault or a user."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    safe = ["-P"] if sys.flags.safe_path or (str(Path.cwd()) not in sys.path and "" not in sys.path) else []
    return [sys.executable, *safe, "-m", "victimcase"]


def environment(locked: Locked, given: Mapping[str, str], whose: int | None = None) -> dict[str, str]:
    """What the next program finds around it: the machine's own, and no more of what this one was given."""
    kept = {
        name: value
        for name, value in given.items()
        if name.upper() in _NAMES or name.upper().startswith(_BEGINNINGS)
    }
    told = {name: value for name, value in asdict(locked).items() if name != "login"}
    return {**kept, VARIABLE: json.dumps({**told, "whose": whose})}


def _pipe(login: str) -> int | None:
    """The end of a pipe that holds a login, for the next program to read; None where there is none."""
    if not login or sys.platform == "win32":
        return None
    reading, writing = os.pipe()
    os.write(writing, login.encode()[:512])
    os.close(writing)
    os.set_inheritable(reading, True)
    return reading


def _whose(handle: object) -> str:
    """The login the program before this one left in its pipe."""
    if not isinstance(handle, int) or sys.platform == "win32":
        return ""
    try:
        with os.fdopen(handle, "rb") as pipe:
            return pipe.read(512).decode("utf-8", "replace")
    except OSError:
        return ""


def replace(locked: Locked) -> NoReturn:
    """Put a fresh program in place of this one. It never comes back.

    Windows cannot replace a process: there the next one is started, and this one ends at once.
    """
    around, words = environment(locked, os.environ, _pipe(locked.login)), command()
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        subprocess.Popen(words, env=around, close_fds=True)
        os._exit(0)
    os.execve(words[0], words, around)


def take() -> Locked | None:
    """What the program before this one left to be known, once; None at a first start or for nonsense."""
    said = os.environ.pop(VARIABLE, "")
    try:
        found: Any = json.loads(said)
        place = found.get("place")
        locked = Locked(
            str(found["vault"]),
            Why(found["why"]),
            bool(found["kept"]),
            found["handed"] if isinstance(found["handed"], int) else None,
            (int(place[0]), int(place[1]), int(place[2]), int(place[3])) if place else None,
            bool(found["large"]),
            _whose(found.get("whose")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
    if locked.handed is not None and sys.platform != "win32":
        try:
            os.set_inheritable(locked.handed, False)
        except OSError:
            return dataclasses.replace(locked, handed=None)
    return locked
