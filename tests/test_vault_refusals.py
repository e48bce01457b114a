"""What is no sound vault is refused with a next step, and left as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vault_ground import (
    LOGIN,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    Ground,
    content,
    flipped,
    ground,
    two_people,
)
from victimcase.domain.errors import UserError
from victimcase.store import connect, founding, header, roster, slots
from victimcase.store.canonical import encode
from victimcase.store.errors import (
    DamagedDatabase,
    DamagedHeader,
    DiskFull,
    NewerVault,
    NotAVault,
    PlainDatabase,
    RolledBackHeader,
    VaultInUse,
    WrongPassphrase,
)
from victimcase.store.kdf import FLOOR


def break_nothing(mine: Ground) -> None:
    """The twin: everything as it should be."""


def no_folder(mine: Ground) -> None:
    """The folder is not there."""
    shutil.rmtree(mine.path)


def other_folder(mine: Ground) -> None:
    """A folder of something else."""
    shutil.rmtree(mine.path)
    mine.path.mkdir()
    (mine.path / "letter.txt").write_bytes(b"dear")


def no_header(mine: Ground) -> None:
    """The key slots are gone."""
    mine.folder.header.unlink()


def empty_header(mine: Ground) -> None:
    """The key slots are an empty file."""
    mine.folder.header.write_bytes(b"")


def foreign_header(mine: Ground) -> None:
    """The key slots are some other program's file."""
    mine.folder.header.write_bytes(b"\x03\xd9\xa2\x9a" + os.urandom(2000))


def flipped_header(mine: Ground) -> None:
    """One bit of the roster is turned over."""
    spelt = mine.folder.header.read_bytes()
    mine.folder.header.write_bytes(flipped(spelt, 8 * spelt.index(b'"generation"') + 8 * 13))


def newer_header(mine: Ground) -> None:
    """The key slots are a later version's."""
    mine.folder.header.write_bytes(encode({"format": header.FORMAT, "version": 2}))


def no_database(mine: Ground) -> None:
    """The database is gone."""
    mine.folder.database.unlink()


def empty_database(mine: Ground) -> None:
    """The database is an empty file."""
    mine.folder.database.write_bytes(b"")


def plain_database(mine: Ground) -> None:
    """The database is one without a key."""
    mine.folder.database.write_bytes(connect.PLAIN + bytes(4080))


def foreign_database(mine: Ground) -> None:
    """The database is noise, or another vault's."""
    mine.folder.database.write_bytes(os.urandom(81920))


def flipped_first_page(mine: Ground) -> None:
    """One bit of the first page is turned over."""
    mine.folder.database.write_bytes(flipped(mine.folder.database.read_bytes(), 8 * 1000))


def newer_database(mine: Ground) -> None:
    """The database took a step this version does not know."""
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("UPDATE alembic_version SET version_num = 'z9'")
    connection.close()


def someone_elses_database(mine: Ground) -> None:
    """The database opens, but remembers another vault."""
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("UPDATE meta SET value = 'another' WHERE key = 'vault'")
    connection.close()


def unfounded_database(mine: Ground) -> None:
    """The database opens, but never took a step of ours."""
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("DROP TABLE alembic_version")
    connection.close()


def other_administrator(mine: Ground) -> None:
    """The database remembers another first administrator."""
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'first_administrator'", ("00" * 32,))
    connection.close()


def later_roster(mine: Ground) -> None:
    """The database has seen a later roster."""
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'roster_generation'")
    connection.close()


@pytest.mark.parametrize(
    ("harm", "refusal"),
    [
        (no_folder, NotAVault),
        (other_folder, NotAVault),
        (no_header, DamagedHeader),
        (empty_header, DamagedHeader),
        (foreign_header, DamagedHeader),
        (flipped_header, DamagedHeader),
        (newer_header, NewerVault),
        (no_database, NotAVault),
        (empty_database, NotAVault),
        (plain_database, PlainDatabase),
        (foreign_database, DamagedDatabase),
        (flipped_first_page, DamagedDatabase),
        (newer_database, NewerVault),
        (unfounded_database, NotAVault),
        (someone_elses_database, RolledBackHeader),
        (other_administrator, RolledBackHeader),
        (later_roster, RolledBackHeader),
    ],
)
def test_what_is_not_right_is_refused_and_left_as_it_is(
    tmp_path: Path, harm: Callable[[Ground], None], refusal: type[UserError]
) -> None:
    mine = ground(tmp_path)
    harm(mine)
    before = content(mine.path)
    for _ in range(2):  # the lock is free again after a refusal
        with pytest.raises(refusal) as caught:
            mine.enter()
        assert caught.value.next_step and type(caught.value) is refusal
    assert content(mine.path) == before


def test_unharmed_it_opens(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    break_nothing(mine)
    before = content(mine.path)
    mine.enter().close()
    assert content(mine.path) == before


def test_a_damaged_page_is_found_by_the_check_and_when_it_is_read(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    data = mine.folder.database.read_bytes()
    mine.folder.database.write_bytes(flipped(data, 8 * (len(data) - 9000)))
    before = content(mine.path)
    with mine.enter() as opened:
        assert opened.problems()
        with pytest.raises(DamagedDatabase), opened.read.connect() as connection:
            for table in ("person", "note", "entry", "meta"):
                connection.execute(text(f"SELECT * FROM {table}")).all()
    assert content(mine.path) == before


def test_a_missing_last_page_is_refused_or_found(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    mine.folder.database.write_bytes(mine.folder.database.read_bytes()[:-4096])
    with pytest.raises(DamagedDatabase):
        mine.enter()


def test_a_damaged_header_is_mended_from_its_copy(tmp_path: Path) -> None:
    mine, _ = two_people(tmp_path)  # the copy beside it knows Ann alone
    flipped_header(mine)
    with pytest.raises(DamagedHeader):
        mine.enter()
    with pytest.raises(WrongPassphrase):
        founding.put_back_header(mine.path, lambda read: slots.unlock(read, LOGIN, OTHER_PASSPHRASE))
    founding.put_back_header(mine.path, lambda read: slots.unlock(read, LOGIN, PASSPHRASE))
    with pytest.raises(RolledBackHeader):  # it opens the database, which has seen a later roster
        mine.enter()


def test_a_damaged_header_is_mended_after_a_change_of_passphrase(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        new = "lantern-copper-twelve-basket-willow"
        changed = roster.change_passphrase(opened.header, opened.unlocked, PASSPHRASE, new, kdf=FLOOR)
        with opened.write.begin() as connection:
            opened.save_header(changed, connection)
    flipped_header(mine)
    founding.put_back_header(mine.path, lambda read: slots.unlock(read, LOGIN, PASSPHRASE))
    mine.enter().close()


@pytest.mark.parametrize("error", [DiskFull(), NotAVault("x.vault"), VaultInUse(), DamagedHeader()])
def test_every_refusal_says_what_to_do_next(error: UserError) -> None:
    assert str(error).count(". ") >= 1 and error.next_step.endswith(".")
