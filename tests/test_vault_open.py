"""Making, opening and closing a vault; what is refused, and that it is left as it was."""

from __future__ import annotations

import os
import shutil
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
    add_entry,
    content,
    count,
    ground,
    two_people,
)
from victimcase.domain.errors import Conflict, Invalid
from victimcase.store import connect, meta, roster, slots, vault, witness
from victimcase.store.errors import (
    Busy,
    DamagedDatabase,
    OnlyReading,
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


def test_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    before = content(mine.path)
    with pytest.raises(WrongPassphrase):
        vault.open(mine.path, LOGIN, OTHER_PASSPHRASE, mine.options)
    assert content(mine.path) == before


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


def test_a_rekey_waits_for_jobs_and_says_when_it_cannot(tmp_path: Path) -> None:
    mine, bo = two_people(tmp_path)
    with mine.enter() as opened:
        after, ann = roster.disable_user(opened.header, opened.unlocked, bo)
        with opened.write.begin() as connection:
            opened.save_header(after, connection, ann)
        opened.read.pool._timeout = 0  # type: ignore[attr-defined]
        with opened.read.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM note")).scalar() == ROWS
            with pytest.raises(Busy):
                opened.finish_rekey()
        assert opened.finish_rekey() and count(opened, "note") == ROWS


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
        assert witness.recall(opened.state, opened.id, "r1") is not None
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
