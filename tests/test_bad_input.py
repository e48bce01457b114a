"""Bad input at the command line: a clear message with the next step, exit status 1, and nothing changed."""

from __future__ import annotations

import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests import vaults
from tests.vaults import PASSPHRASE
from victimcase.cli import app
from victimcase.store.folder import Folder
from victimcase.store.lockfile import Lock


def digest(folder: Path) -> str:
    """What lies in a vault, whatever it is."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in ("lock", "reserve"):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def command(folder: Path, secret: Path, *words: str) -> int:
    """Run a command in this process, as the caseworker."""
    place = ["--vault", str(folder), "--user", "caseworker", "--password-file", str(secret)]
    return app.main([*place, *words])


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The file with the right passphrase."""
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


def flip(path: Path, at: int) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 0x55
    path.write_bytes(bytes(data))


def plain_database(folder: Path) -> None:
    """Put a database without encryption in the place of the vault's."""
    Folder(folder).database.unlink()
    with sqlite3.connect(Folder(folder).database) as plain:
        plain.execute("CREATE TABLE person (name TEXT)")


DAMAGED: dict[str, Callable[[Path], object]] = {
    "damaged header": lambda folder: flip(Folder(folder).header, 700),
    "empty header": lambda folder: Folder(folder).header.write_bytes(b""),
    "damaged first page": lambda folder: flip(Folder(folder).database, 2000),
    "plain database": plain_database,
    "empty database": lambda folder: Folder(folder).database.write_bytes(b""),
    "foreign header": lambda folder: Folder(folder).header.write_text('{"format": "something else"}'),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_vault_that_is_none(
    what: str, vault_folder: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGED[what](vault_folder)
    before = digest(vault_folder)
    assert command(vault_folder, secret, "case", "list") == app.YOUR_TURN
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 2
    assert digest(vault_folder) == before


def test_wrong_passphrase_missing_vault_and_a_second_process(
    vault_folder: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right words at all", encoding="utf-8")
    before = digest(vault_folder)
    assert command(vault_folder, wrong, "case", "list") == app.YOUR_TURN
    assert command(tmp_path / "nowhere.vault", secret, "case", "list") == app.YOUR_TURN
    assert not (tmp_path / "nowhere.vault").exists()
    lock = Lock(Folder(vault_folder).lock)
    try:
        assert command(vault_folder, secret, "case", "list") == app.YOUR_TURN
    finally:
        lock.release()
    assert "open" in capsys.readouterr().err
    assert digest(vault_folder) == before


def people_in(folder: Path) -> set[str]:
    """Names of the people in a vault."""
    with (
        vaults.signed_in(folder, "caseworker", vaults.Clock()) as session,
        session.vault.read.begin() as conn,
    ):
        return {str(row[0]) for row in conn.exec_driver_sql("SELECT name FROM card")}


def workbook(rows: list[list[object]]) -> bytes:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than it weighs."""
    stream = io.BytesIO(workbook([["prs_FirstName"], ["Sok"]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture1.bin", b"\0" * (600 * 1024 * 1024))
    return stream.getvalue()


REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing.xlsx": lambda: b"",
    "picture.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "torn.xlsx": lambda: workbook([["prs_FirstName"], ["Sok"]])[:900],
    "bomb.xlsx": bomb,
    "doubled.xlsx": lambda: workbook([["prs_FirstName", "prs_FirstName"], ["Sok", "Chan"]]),
    "strange.csv": lambda: b"colour,size\nred,3\n",
    "zeros.csv": lambda: b"prs_FirstName\n\0\0\0\0\n" * 3,
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken(
    name: str, vault_folder: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(REFUSED[name]())
    status = command(vault_folder, secret, "import", str(file))
    said = capsys.readouterr()
    assert status == app.YOUR_TURN or "not taken: " in said.out
    assert "bug" not in said.err
    assert people_in(vault_folder) == set()


def test_one_bad_row_never_stops_the_rest(
    vault_folder: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head: list[object] = ["prs_FirstName", "prs_Birthdate", "prs_Gender", "vic_MethodsOfControl"]
    rows: list[list[object]] = [
        head,
        ["Sok", "31/02/2001", "Feminine", "Debt bondage"],
        ["x" * 200_000, "2001-01-01", "Feminine", ""],
        ["Thi", "2001-02-28", "no such gender", "no such means"],
        ["Dara", "2001-02-28", "masculine", "Debt bondage; takes earnings "],
    ]
    file = tmp_path / "mixed.xlsx"
    file.write_bytes(workbook(rows))
    assert command(vault_folder, secret, "import", str(file), "--json") == 0
    said = capsys.readouterr().out
    assert "Dara" not in said and "Sok" not in said
    assert {"Sok", "Thi", "Dara"} <= people_in(vault_folder)
