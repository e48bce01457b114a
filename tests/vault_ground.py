"""A real vault, made once per process and copied for each test, with a small schema of its own."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

from victimcase.store import roster, vault
from victimcase.store.folder import Folder
from victimcase.store.header import Header
from victimcase.store.kdf import FLOOR
from victimcase.store.keyring import database_key
from victimcase.store.slots import Standing, Unlocked
from victimcase.store.vault import Options, Vault
from victimcase.store.witness import Witnessed

LOGIN, PASSPHRASE = "ann", "velvet-orbit-museum-carbon-drift"
OTHER_PASSPHRASE = "pencil-harvest-unusual-bishop-ladle"
ROWS = 120

FIRST_STEP = '''"""The first step."""

from alembic import op

revision, down_revision, branch_labels, depends_on = "a1", None, None, None


def upgrade():
    """Make the tables."""
    for statement in (
        "CREATE TABLE meta (key VARCHAR(40) PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, "
        "person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE)",
        "CREATE TABLE entry (number INTEGER PRIMARY KEY, seal TEXT NOT NULL)",
    ):
        op.execute(statement)
'''


class Entries:
    """The smallest journal: numbers and seals of one replica."""

    def replica(self, connection: Connection, /) -> str:
        """The only one there is."""
        return "r1"

    def head(self, connection: Connection, /) -> Witnessed | None:
        """The last entry."""
        row = connection.execute(text("SELECT number, seal FROM entry ORDER BY number DESC LIMIT 1")).first()
        return None if row is None else Witnessed("r1", row.number, row.seal)

    def holds(self, connection: Connection, head: Witnessed, /) -> bool:
        """Whether this very entry is there."""
        seal = connection.execute(
            text("SELECT seal FROM entry WHERE number = :n"), {"n": head.number}
        ).scalar()
        return head.replica == "r1" and seal == head.seal


@dataclass(frozen=True)
class Ground:
    """A copy of the vault in a folder of the test's own; `unlocked` lets in without waiting for Argon2id."""

    path: Path
    options: Options
    unlocked: Unlocked
    header: Header
    code: str

    @property
    def folder(self) -> Folder:
        """Where its files lie."""
        return Folder(self.path)

    @property
    def key(self) -> bytes:
        """The key its database is under."""
        return database_key(self.unlocked.vault_key)

    def enter(self, options: Options | None = None) -> Vault:
        """Open it."""
        return vault.enter(self.path, lambda _: self.unlocked, options or self.options)

    def copied(self, place: Path) -> Ground:
        """The same vault once more, in an empty folder."""
        shutil.copytree(self.path, place / self.path.name, copy_function=_copy)
        return replace(self, path=place / self.path.name)


def steps(place: Path, *more: str) -> Path:
    """A folder of migrations: the real env.py, the first step, and more of them."""
    real = Path(__file__).resolve().parent.parent / "migrations"
    (place / "versions").mkdir(parents=True)
    shutil.copy(real / "env.py", place)
    shutil.copy(real / "script.py.mako", place)
    for number, source in enumerate((FIRST_STEP, *more), start=1):
        (place / "versions" / f"a{number}.py").write_text(source, "utf-8")
    return place


def ground(place: Path) -> Ground:
    """A vault of the test's own: 120 people with a note each, three entries, no reserve to speak of."""
    return replace(_made().copied(place), options=replace(_made().options, state=place / "state"))


def two_people(place: Path) -> tuple[Ground, str]:
    """A vault of the test's own with a second person, Bo the caseworker (passphrase OTHER_PASSPHRASE)."""
    mine = ground(place)
    grown, bo = _with_bo()
    with mine.enter() as opened, opened.write.begin() as connection:
        opened.save_header(grown, connection)
    return replace(mine, header=grown), bo


@cache
def _with_bo() -> tuple[Header, str]:
    made, standing = _made(), Standing(("caseworker",), "north")
    return roster.add_user(made.header, made.unlocked, "bo", OTHER_PASSPHRASE, standing, kdf=FLOOR)


@cache
def _made() -> Ground:
    """The vault every copy is made of."""
    place = Path(tempfile.mkdtemp(prefix="vault-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    options = Options(migrations=steps(place / "steps"), state=place / "state", journal=Entries())
    opened, code = vault.create(place / "office.vault", LOGIN, PASSPHRASE, kdf=FLOOR, options=options)
    with opened, opened.write.begin() as connection:
        for number in range(1, ROWS + 1):
            values = {"id": number, "name": f"Person {number} " * 10, "text": f"marker-{number} " * 30}
            connection.execute(text("INSERT INTO person VALUES (:id, :name)"), values)
            connection.execute(text("INSERT INTO note VALUES (:id, :text, :id)"), values)
        for number in range(1, 4):
            connection.execute(
                text("INSERT INTO entry VALUES (:n, :seal)"), {"n": number, "seal": f"{number:064}"}
            )
    return Ground(opened.folder.path, options, opened.unlocked, opened.header, code)


def _copy(source: str, target: str) -> None:
    """Copy a file; the reserve is only linked, as nobody writes into it."""
    if Path(source).name == "reserve":
        with contextlib.suppress(OSError):
            os.link(source, target)
            return
    shutil.copyfile(source, target)


def add_entry(opened: Vault) -> int:
    """Write one entry more, and tell its number."""
    with opened.write.begin() as connection:
        number = int(connection.execute(text("SELECT coalesce(max(number), 0) + 1 FROM entry")).scalar_one())
        connection.execute(
            text("INSERT INTO entry VALUES (:n, :seal)"), {"n": number, "seal": f"{number:064}"}
        )
    return number


def count(opened: Vault, table: str) -> int:
    """How many rows a table has."""
    with opened.read.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the lock, with its bytes: to show that nothing was changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("lock", "reserve") and not path.name.endswith("-shm")
    }


def flipped(data: bytes, bit: int) -> bytes:
    """The same bytes with one bit turned over."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
