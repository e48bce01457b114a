"""Making, opening and closing a vault; what is refused, and that it is left as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vault_ground import (
    LOGIN,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    ROWS,
    Entries,
    Ground,
    add_entry,
    content,
    count,
    flipped,
    ground,
    two_people,
)
from victimcase.domain.errors import Conflict, Invalid, UserError
from victimcase.store import connect, founding, header, meta, roster, slots, vault, witness
from victimcase.store.canonical import encode
from victimcase.store.errors import (
    DamagedDatabase,
    DamagedHeader,
    DiskFull,
    NewerVault,
    NotAVault,
    OnlyReading,
    PlainDatabase,
    RolledBackHeader,
    VaultInUse,
    WrongPassphrase,
)
from victimcase.store.folder import PART, RESERVE, Folder
from victimcase.store.kdf import FLOOR
from victimcase.store.vault import Options, ReadOnlyReason


def test_a_new_vault_is_whole_and_opens_again(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with vault.open(mine.path, LOGIN, PASSPHRASE, mine.options) as opened:
        assert count(opened, "note") == ROWS and opened.problems() == []
        assert opened.unlocked == mine.unlocked and opened.read_only_reason is None
        assert opened.folder.reserve.stat().st_size == RESERVE
    assert sorted(os.listdir(mine.path)) == ["blobs", "lock", "reserve", "vault.db", "vault.hdr"]
    with vault.open_with_recovery(mine.path, mine.code, mine.options) as opened:
        assert opened.unlocked.recovery and count(opened, "note") == ROWS


def test_a_vault_is_created_in_an_empty_or_new_place_alone(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    taken, empty = tmp_path / "taken", tmp_path / "empty"
    taken.mkdir()
    (taken / "letter.txt").write_bytes(b"dear")
    empty.mkdir()
    for place in (taken, taken / "letter.txt", mine.path):
        with pytest.raises(Conflict):
            vault.create(place, LOGIN, PASSPHRASE, kdf=FLOOR, options=mine.options)
    with pytest.raises(Invalid):
        vault.create(empty, LOGIN, "password", kdf=FLOOR, options=mine.options)
    assert os.listdir(empty) == [] and os.listdir(taken) == ["letter.txt"]
    broken = replace(mine.options, migrations=tmp_path / "nowhere")
    with pytest.raises(Exception, match="nowhere"):
        vault.create(empty, LOGIN, PASSPHRASE, kdf=FLOOR, options=broken)
    assert os.listdir(empty) == [] and not list(tmp_path.glob(f"*{PART}"))
    opened, _ = vault.create(empty, LOGIN, PASSPHRASE, kdf=FLOOR, options=mine.options)
    opened.close()
    assert empty.stat().st_mode & 0o777 == 0o700


def test_a_second_opening_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    first = mine.enter()
    with pytest.raises(VaultInUse):
        mine.enter()
    first.close()
    first.close()
    mine.enter().close()
    with pytest.raises(RuntimeError, match="closed"):
        count(first, "note")


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


def test_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    before = content(mine.path)
    with pytest.raises(WrongPassphrase):
        vault.open(mine.path, LOGIN, OTHER_PASSPHRASE, mine.options)
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


def test_a_header_change_survives_a_transaction_that_does_not(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        standing = slots.Standing(("caseworker",), "")
        more, _ = roster.add_user(opened.header, opened.unlocked, "bo", OTHER_PASSPHRASE, standing, kdf=FLOOR)
        with pytest.raises(ZeroDivisionError), opened.write.begin() as connection:
            opened.save_header(more, connection)
            raise ZeroDivisionError
    with vault.open(mine.path, "bo", OTHER_PASSPHRASE, mine.options) as opened:
        assert opened.header == more


def test_shutting_someone_out_changes_the_key_of_the_database(tmp_path: Path) -> None:
    mine, bo = two_people(tmp_path)
    (mine.path / "vault.db.before-a0").write_bytes(b"under the old key")
    with mine.enter() as opened:
        after, ann = roster.disable_user(opened.header, opened.unlocked, bo)
        with opened.write.begin() as connection:
            opened.save_header(after, connection, ann)
        assert count(opened, "note") == ROWS  # still under the old key
        assert opened.finish_rekey() and not opened.finish_rekey()
        add_entry(opened)
        assert count(opened, "note") == ROWS and opened.problems() == []
        assert opened.unlocked.previous_key is None and opened.header.pending is None
    with pytest.raises(DamagedDatabase):
        connect.connect(mine.folder.database, mine.key)
    assert mine.folder.ways_back() == []
    with pytest.raises(WrongPassphrase):
        vault.open(mine.path, "bo", OTHER_PASSPHRASE, mine.options)
    with vault.open(mine.path, LOGIN, PASSPHRASE, mine.options) as opened:
        assert count(opened, "entry") == 4 and opened.unlocked == replace(ann, previous_key=None)


def test_a_rekey_left_undone_is_done_at_the_next_opening(tmp_path: Path) -> None:
    mine, bo = two_people(tmp_path)
    with mine.enter() as opened:
        after, ann = roster.disable_user(opened.header, opened.unlocked, bo)
        with opened.write.begin() as connection:
            opened.save_header(after, connection, ann)
    connect.connect(mine.folder.database, mine.key).close()
    with vault.open(mine.path, LOGIN, PASSPHRASE, mine.options) as opened:
        assert count(opened, "note") == ROWS and opened.header.pending is None
    with pytest.raises(DamagedDatabase):
        connect.connect(mine.folder.database, mine.key)


def test_an_older_copy_put_back_is_noticed_and_takes_no_writing(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    older = mine.path.with_name("older")
    shutil.copytree(mine.path, older)
    with mine.enter() as opened:
        add_entry(opened)
    shutil.rmtree(mine.path)
    older.rename(mine.path)
    for _ in range(2):
        with mine.enter() as opened:
            assert opened.read_only_reason is ReadOnlyReason.PUT_BACK and count(opened, "entry") == 3
            with pytest.raises(OnlyReading):
                add_entry(opened)
            assert count(opened, "entry") == 3
    with mine.enter() as opened:
        opened.allow_writing()
        add_entry(opened)
    with mine.enter() as opened:
        assert opened.read_only_reason is None and count(opened, "entry") == 4


def test_a_chain_that_forked_is_noticed_even_where_it_is_longer(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        add_entry(opened)
    connection = connect.connect(mine.folder.database, mine.key)
    connection.execute("UPDATE entry SET seal = 'other' WHERE number = 4")
    connection.execute("INSERT INTO entry VALUES (5, 'more')")
    connection.close()
    with mine.enter() as opened:
        assert opened.read_only_reason is ReadOnlyReason.PUT_BACK


def test_on_a_computer_that_never_saw_it_a_vault_opens(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        add_entry(opened)
        opened.note_head()
        assert witness.recall(opened.state, opened.id) is not None
    with mine.enter(replace(mine.options, state=tmp_path / "elsewhere")) as opened:
        assert opened.read_only_reason is None
    with mine.enter(replace(mine.options, journal=None)) as opened:
        assert opened.read_only_reason is None


def test_unfinished_files_are_swept_at_opening(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    stray = mine.folder.blobs / f"0011{PART}"
    stray.write_bytes(b"half a document")
    mine.enter().close()
    assert not stray.exists()


def test_room_is_made_and_laid_aside_again(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        opened.make_room()
        assert not mine.folder.reserve.exists()
    with mine.enter():
        assert mine.folder.reserve.stat().st_size == RESERVE


def test_a_checkpoint_empties_the_wal(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        add_entry(opened)
        wal = mine.folder.database.with_name("vault.db-wal")
        assert wal.stat().st_size > 0
        opened.checkpoint()
        assert wal.stat().st_size == 0


def test_what_the_vault_remembers_is_kept_changed_and_forgotten(tmp_path: Path) -> None:
    with ground(tmp_path).enter() as opened, opened.write.begin() as connection:
        assert meta.recall(connection, "colour") is None
        meta.remember(connection, "colour", "blue")
        meta.remember(connection, "colour", "green")
        assert meta.recall(connection, "colour") == "green"
        meta.forget(connection, "colour")
        assert meta.recall(connection, "colour") is None
        assert meta.recall(connection, meta.VAULT) == opened.id


def test_options_have_the_installations_own_folders(own_state: Path) -> None:
    from victimcase import paths

    assert Options() == Options(None, None, None, 64, False, 0.0) and paths.state_folder() == own_state
    assert Entries() is not None and Folder(own_state).ways_back() == []


@pytest.mark.parametrize("error", [DiskFull(), NotAVault("x.vault"), VaultInUse(), DamagedHeader()])
def test_every_refusal_says_what_to_do_next(error: UserError) -> None:
    assert str(error).count(". ") >= 1 and error.next_step.endswith(".")
