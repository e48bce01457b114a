"""What the folder of a vault tells from outside, without its keys; light, as the first page asks it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from victimcase.store.folder import Folder

SETTING_UP: Final = ".setting-up"
"""How the name of a folder ends whose vault is not done yet."""

SUCCESSOR_WAITS: Final = 10.0
"""Seconds a program that took the place of a locked one waits for the lock, where it was not handed on."""


def is_vault(folder: Path) -> bool:
    """Whether there is a vault in this folder, sound or not."""
    inside = Folder(folder)
    return inside.header.is_file() or inside.database.is_file()


def is_unfinished(folder: Path) -> bool:
    """Whether the vault in this folder was never finished."""
    return folder.name.endswith(SETTING_UP) and is_vault(folder)


def held_since(folder: Path) -> datetime | None:
    """Since when another process has held the vault, as far as its folder tells."""
    try:
        return datetime.fromtimestamp(Folder(folder).lock.stat().st_mtime, UTC)
    except OSError:
        return None
