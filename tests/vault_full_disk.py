"""A disk that is full at a hundred levels; run on a small file system: `python -m tests.vault_full_disk
FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from tests.vault_ground import ROWS, Ground, count, ground
from victimcase.store import backup, folder
from victimcase.store.errors import DiskFull
from victimcase.store.vault import Vault


def fill(place: Path, name: str, room: int) -> Path:
    """Leave so many bytes free."""
    filler, space = place / name, os.statvfs(place)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, space.f_bavail * space.f_frsize - room))
    return filler


def save(opened: Vault, outcome: Counter[str]) -> None:
    """Save 120 KB, and count whether it was acknowledged."""
    try:
        with opened.write.begin() as connection:
            values = {"text": os.urandom(60_000).hex()}
            connection.execute(text("INSERT INTO note (text, person) VALUES (:text, 1)"), values)
    except DiskFull:
        outcome["refused"] += 1
    else:
        outcome["saved"] += 1
        outcome["notes"] += 1


def delete(opened: Vault, outcome: Counter[str]) -> None:
    """Delete the notes that were added."""
    with opened.write.begin() as connection:
        gone = connection.execute(text("DELETE FROM note WHERE id > :kept"), {"kept": ROWS}).rowcount
    outcome["notes"] -= gone


def level(opened: Vault, place: Path, room: int, outcome: Counter[str]) -> None:
    """Fill the disk to one level, save until it is refused, go on."""
    filler = fill(place, "filler", room)
    refused = outcome["refused"]
    while outcome["refused"] == refused:
        save(opened, outcome)
    outcome["lost"] += outcome["notes"] != count(opened, "note")
    if outcome["levels"] % 5 == 0:
        try:
            backup.make(opened, place / "one.vcbackup", now=datetime.now(UTC), program="0")
        except DiskFull:
            outcome["backup refused"] += 1
        outcome["stray"] += len(list(place.rglob("*.part*"))) + len(list(place.glob("*.vcbackup")))
        opened.make_room()
        delete(opened, outcome)
        opened.checkpoint()
        filler.unlink()
        outcome["reserve kept"] += write_reserve(opened)
    filler.unlink(missing_ok=True)
    delete(opened, outcome)
    opened.checkpoint()
    outcome["levels"] += 1


def write_reserve(opened: Vault) -> bool:
    """Lay the reserve aside again, with the room that needs."""
    (opened.folder.path.parent / "bulk").unlink()
    kept = folder.keep_reserve(opened.folder)
    fill(opened.folder.path.parent, "bulk", 3 * 1024 * 1024)
    return kept


def main(place: Path) -> None:
    """Walk through the levels and print what happened."""
    outcome: Counter[str] = Counter(notes=ROWS)
    mine: Ground = ground(place)
    with mine.enter() as opened:
        fill(place, "bulk", 3 * 1024 * 1024)
        for step in range(100):
            level(opened, place, step * 12 * 1024, outcome)
    with mine.enter() as opened:
        outcome["lost"] += outcome["notes"] != count(opened, "note")
        outcome["problems"] = len(opened.problems())
    print(json.dumps(outcome))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
