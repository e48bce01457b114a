"""What the program knows of this machine before anybody has unlocked a vault: the look, and where vaults lie.

No login name, no name of an office and nothing of any case is ever in this file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from victimcase import paths
from victimcase.services.look import Look, sound_look
from victimcase.store.folder import explained, write_whole

NAME: Final = "machine.json"
MOST_VAULTS: Final = 12
_MOST_BYTES: Final = 64 * 1024


@dataclass(frozen=True)
class Machine:
    """The look of the page that asks for the passphrase, and folders of vaults opened here, newest first."""

    look: Look = field(default_factory=Look)
    vaults: tuple[Path, ...] = ()


def load() -> Machine:
    """What this machine remembers. A file that is missing or damaged is as if nothing had been chosen."""
    try:
        file = paths.config_folder() / NAME
        if file.stat().st_size > _MOST_BYTES:
            return Machine()
        kept: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Machine()
    if not isinstance(kept, dict):
        return Machine()
    found = kept.get("vaults")
    named = [one for one in found if isinstance(one, str) and one] if isinstance(found, list) else []
    return Machine(
        sound_look(kept.get("look")), tuple(Path(one) for one in dict.fromkeys(named))[:MOST_VAULTS]
    )


def keep(machine: Machine) -> None:
    """Write it down whole or not at all. Raises DiskFull or DiskTrouble; what was kept is still there."""
    folder = paths.config_folder()
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    look = {**asdict(machine.look), "calendars": list(machine.look.calendars)}
    said = {"look": look, "vaults": [str(one) for one in machine.vaults]}
    write_whole(folder / NAME, json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8"))


def keep_look(look: Look) -> None:
    """Let the page before unlocking look like this from now on. Raises as `keep`."""
    keep(replace(load(), look=look))


def remember_vault(folder: Path) -> None:
    """Put the folder of a vault first among those known. Raises as `keep`."""
    known, here = load(), folder.absolute()
    keep(replace(known, vaults=(here, *(one for one in known.vaults if one != here))[:MOST_VAULTS]))


def forget_vault(folder: Path) -> None:
    """Take a folder from the list; the vault itself stays where it is. Raises as `keep`."""
    known, gone = load(), folder.absolute()
    keep(replace(known, vaults=tuple(one for one in known.vaults if one not in (folder, gone))))
