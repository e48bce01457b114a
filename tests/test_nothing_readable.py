"""Nothing about anybody can be read outside the vault's keys: while open, half saved, killed, and closed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

from tests.marker_child import MARKERS
from tests.raw_vault import spellings
from tests.vaults import SignIn
from victimcase.services import cases, soundness

ROOT = Path(__file__).resolve().parent.parent
WANTED = sorted(
    {spelling for marker in MARKERS for part in (marker, *marker.split()) for spelling in spellings(part)}
)
SHARED_MEMORY = Path("/dev/shm")
PLACES = ("TMPDIR", "SQLITE_TMPDIR", *(f"XDG_{name}" for name in (
    "CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR",
)))  # fmt: skip


def files_with_markers(*folders: Path) -> list[str]:
    """Files below the folders in which a marker stands, in any spelling, or in whose name one stands."""
    return [str(path) for folder in folders for path in sorted(folder.rglob("*")) if _tells(path)]


def _tells(path: Path) -> bool:
    if any(spelling in str(path).encode() for spelling in WANTED):
        return True
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False  # it went while it was looked for
    return any(spelling in data for spelling in WANTED)


def open_files_with_markers(process: int) -> list[str]:
    """Files a process holds open, deleted ones among them, in which a marker stands."""
    folder = Path(f"/proc/{process}/fd")
    return [str(link.resolve()) for link in folder.iterdir() if link.is_file() and _tells(link)]


@dataclass
class Working:
    """A process that works in a vault of its own, with a home of its own."""

    place: Path
    process: subprocess.Popen[str] = field(init=False)

    @property
    def vault(self) -> Path:
        return self.place / "office.vault"

    def start(self) -> None:
        """Start it, and wait until the vault is open."""
        home = self.place / "home"
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH")}
        own = {name: home / name.lower() for name in PLACES} | {
            "HOME": home,
            "VICTIMCASE_STATE": home / "own",
        }
        for folder in own.values():
            folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.marker_child", str(self.vault)],
            env={**kept, **{name: str(folder) for name, folder in own.items()}},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        self._wait()

    def ask(self, word: str) -> None:
        """Have something done."""
        print(word, file=self._stream(self.process.stdin), flush=True)
        self._wait()

    def _wait(self) -> None:
        assert self._stream(self.process.stdout).readline() == "done\n"

    def _stream(self, stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream

    def end(self) -> None:
        """Let it close the vault."""
        self.process.communicate("end\n")
        assert self.process.returncode == 0

    def readable(self) -> list[str]:
        """Every file anywhere it may have written to in which a marker stands."""
        running = self.process.poll() is None
        return [
            *files_with_markers(self.place, SHARED_MEMORY),
            *(open_files_with_markers(self.process.pid) if running else []),
        ]


@pytest.fixture
def working(vault_folder: Path) -> Iterator[Working]:
    made = Working(vault_folder.parent)
    made.start()
    yield made
    if made.process.poll() is None:
        made.process.kill()
    made.process.communicate()


def test_nothing_is_readable_at_any_moment(working: Working, sign_in: SignIn) -> None:
    assert working.readable() == []
    for word in ("write", "read", "half"):
        working.ask(word)
        assert working.readable() == [], word
    assert len(list((working.place / "out").iterdir())) == 3, "three files went out, under a password each"
    working.process.kill()
    working.process.wait()
    assert working.readable() == [], "killed while half saved"
    working.process.communicate()
    working.start()
    working.ask("read2")
    working.end()
    assert working.readable() == [], "closed"
    with sign_in("supervisor") as session:
        [card] = session.look(cases.listed, text=MARKERS[0])
        notes = [one for kind, one in session.look(cases.shown, card.number).records if kind == "note"]
        assert len(notes) == 40, "what was acknowledged is there, what was half saved is not"
        assert session.look(soundness.check).problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_planted_file_is_found(working: Working, encoding: str) -> None:
    working.ask("write")
    planted = working.place / "home" / "tmpdir" / "sheet.tmp"
    planted.write_bytes(b"\0\1" + f"… {MARKERS[2]} …".encode(encoding))
    assert working.readable() == [str(planted)]
    planted.unlink()
    planted = working.place / "home" / "xdg_cache_home" / f"{MARKERS[1]}.txt"
    planted.write_bytes(b"")
    assert working.readable() == [str(planted)]


def test_an_open_file_that_was_deleted_is_found(tmp_path: Path) -> None:
    path = tmp_path / "spill"
    with path.open("w+b") as file:
        file.write(MARKERS[0].encode())
        file.flush()
        path.unlink()
        assert any("spill" in one for one in open_files_with_markers(os.getpid()))
