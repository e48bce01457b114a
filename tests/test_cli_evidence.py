"""Evidence at the command line: kept, listed, handed over, checked, copied."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import planted_files as planted
from tests.command_line import Terminal, terminal
from tests.vaults import SignIn, new_case

__all__ = ["terminal"]

CAME = (
    "--source",
    "Her telephone",
    "--at",
    "2026-03-12T10:00",
    "--where",
    "Reception",
    "--collector",
    "Malee",
)


@pytest.fixture
def number(sign_in: SignIn) -> str:
    with sign_in() as session:
        return new_case(session).number


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "gate.jpg"
    file.write_bytes(planted.jpeg())
    return file


def test_the_whole_way(terminal: Terminal, number: str, photo: Path, tmp_path: Path) -> None:
    added = terminal.json("evidence", "add", number, str(photo), *CAME, "--kind", "photograph")
    assert added.keys() == {
        "id", "version", "name", "media_type", "size", "sha256", "working_copy", "keeps_place",
    }  # fmt: skip
    assert added["sha256"] == hashlib.sha256(planted.jpeg()).hexdigest() and added["working_copy"]
    [item] = terminal.json("evidence", "list", number)
    assert item["id"] == added["id"] and item["source"] == "Her telephone" and item["steps"] == 1
    step = terminal.json("evidence", "hand-over", number, added["id"], "--to", "Dao", "--reason", "Copy")
    assert (step["to_whom"], step["hash_matches"]) == ("Dao", True)
    wrong = terminal(
        "evidence", "hand-over", number, added["id"], "--to", "X", "--from", "Y", "--reason", "z"
    )
    assert wrong.status == 1 and "last handed to" in wrong.err
    assert terminal.json("evidence", "verify", number, added["id"])["unchanged"] is True
    out = tmp_path / "copy.jpg"
    terminal.json("evidence", "get", number, added["id"], str(out), "--to", "own", "--purpose", "internal")
    assert planted.tells(out.read_bytes()) == []
    track = terminal.json("evidence", "history", number, added["id"])
    assert len(track["steps"]) == 2 and len(track["viewings"]) == 1 and len(track["copies"]) == 1
    for words in (("list", number), ("history", number, added["id"]), ("verify", number, added["id"])):
        answer = terminal("evidence", *words)
        assert answer.status == 0 and answer.out.strip()


def test_what_is_not_said_is_asked_for(terminal: Terminal, number: str, photo: Path, tmp_path: Path) -> None:
    assert terminal("evidence", "add", number, str(photo)).status == 2
    wrong = terminal("evidence", "add", number, str(photo), *CAME[:-1], " ")
    assert wrong.status == 1 and "where it comes from" in wrong.err
    assert terminal("evidence", "add", number, str(tmp_path / "none.jpg"), *CAME).status == 1
    assert terminal.json("evidence", "list", number) == []


def test_a_changed_file_is_said_aloud(
    terminal: Terminal, number: str, photo: Path, vault_folder: Path
) -> None:
    added = terminal.json("evidence", "add", number, str(photo), *CAME)
    for path in (vault_folder / "blobs").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    answer = terminal("evidence", "verify", number, added["id"])
    assert answer.status == 1 and "not what came" in answer.err


def test_the_original_goes_to_a_proceeding_alone(
    terminal: Terminal, number: str, photo: Path, tmp_path: Path
) -> None:
    added = terminal.json("evidence", "add", number, str(photo), *CAME)
    out = tmp_path / "a.jpg"
    to_own = ("--to", "own", "--purpose", "internal", "--original")
    answer = terminal("evidence", "get", number, added["id"], str(out), *to_own)
    assert answer.status == 1 and "Only evidence for a proceeding" in answer.err and not out.exists()
