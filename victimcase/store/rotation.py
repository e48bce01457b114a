"""Which backups to keep: the newest of each of the last days, weeks and months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from victimcase.domain.errors import UserError
from victimcase.store.archive import Manifest, peek
from victimcase.store.backup import SUFFIX
from victimcase.store.folder import explained


@dataclass(frozen=True)
class Keep:
    """How many of each are kept; older ones go."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def kept(made: Mapping[Path, datetime], keep: Keep) -> set[Path]:
    """The backups to keep, out of all of one vault and when each was made. The newest is among them."""
    newest_first = sorted(made, key=lambda path: made[path], reverse=True)
    chosen = set(newest_first[:1])
    for form, count in (("%Y-%m-%d", keep.days), ("%G-%V", keep.weeks), ("%Y-%m", keep.months)):
        seen: dict[str, Path] = {}
        for path in newest_first:
            seen.setdefault(made[path].strftime(form), path)
        chosen.update(list(seen.values())[:count])
    return chosen


def listed(folder: Path, vault: str) -> dict[Path, Manifest]:
    """The backups of one vault in a folder, as they describe themselves; other files are passed over."""
    found: dict[Path, Manifest] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            manifest = peek(path)
        except UserError:
            continue
        if manifest.vault == vault:
            found[path] = manifest
    return found


def rotate(folder: Path, vault: str, keep: Keep = Keep()) -> list[Path]:
    """Delete the backups of this vault that are no longer to be kept, and tell which. Raises DiskTrouble."""
    made = {path: datetime.fromisoformat(one.made_at) for path, one in listed(folder, vault).items()}
    gone = sorted(set(made) - kept(made, keep))
    with explained(folder):
        for path in gone:
            path.unlink()
    return gone
