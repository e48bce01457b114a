"""Backups: made while work goes on, every byte proved, put back without losing what was there."""

from __future__ import annotations

import hashlib
import os
import random
import tarfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.vault_ground import (
    LOGIN,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    ROWS,
    Ground,
    add_entry,
    content,
    count,
    flipped,
    ground,
    two_people,
)
from victimcase.domain.errors import Conflict, UserError
from victimcase.store import archive, backup, blobs, meta, roster, rotation, slots, vault
from victimcase.store.archive import Manifest
from victimcase.store.backup import Origin
from victimcase.store.canonical import encode
from victimcase.store.errors import (
    DamagedBackup,
    DamagedBlob,
    DamagedDatabase,
    DiskTrouble,
    NewerBackup,
    OnlyReading,
    VaultInUse,
    WrongPassphrase,
)
from victimcase.store.folder import PART
from victimcase.store.keyring import new_key
from victimcase.store.vault import ReadOnlyReason
from victimcase.store.witness import Witnessed

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HEAD = Witnessed("r1", 3, f"{3:064}")


def backed_up(mine: Ground, name: str = "one.vcbackup") -> tuple[Path, Manifest]:
    """A backup of a vault beside its folder."""
    target = mine.path.with_name(name)
    with mine.enter() as opened:
        return target, backup.make(opened, target, now=NOW, program="0.1.0")


def test_a_backup_says_what_it_holds_and_is_proved(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    key, document = new_key(), os.urandom(30_000)
    ref = blobs.write_blob(mine.folder, key, document)
    shares: list[float] = []
    target = tmp_path / "one.vcbackup"
    with mine.enter() as opened:
        made = backup.make(opened, target, now=NOW, program="0.1.0", progress=shares.append)
        assert add_entry(opened) == 4
    assert shares[-1] == 1.0
    assert (made.vault, made.made_at, made.head) == (mine.header.vault, "2026-03-04T09:30:00+00:00", HEAD)
    assert [member.name for member in made.members] == ["vault.db", f"blobs/{ref.name}"]
    assert archive.peek(target) == made
    assert backup.verify(target, lambda read: slots.unlock(read, LOGIN, PASSPHRASE), tmp_path) == made
    with tarfile.open(target) as tar:  # any tar program lists it
        assert tar.getnames() == ["vault.hdr", "manifest.json", "vault.db", f"blobs/{ref.name}"]
    assert not list(tmp_path.rglob(f"*{PART}*"))
    data = target.read_bytes()
    assert b"marker-" not in data and b"Person" not in data and document[:64] not in data
    with pytest.raises(WrongPassphrase):
        backup.verify(target, lambda read: slots.unlock(read, LOGIN, OTHER_PASSPHRASE), tmp_path)


def test_damage_restore_and_compare(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    key, document = new_key(), os.urandom(30_000)
    ref = blobs.write_blob(mine.folder, key, document)
    target, made = backed_up(mine)
    with mine.enter() as opened:
        add_entry(opened)
    mine.folder.database.write_bytes(flipped(mine.folder.database.read_bytes(), 8000))
    damaged = content(mine.path)
    accepted: list[int] = []

    def remember(connection: Connection) -> None:
        accepted.append(connection.execute(text("SELECT count(*) FROM entry")).scalar_one())

    restored = backup.restore(target, mine.path, lambda _: mine.unlocked, now=NOW, on_restored=remember)
    assert restored == made and accepted == [3]
    (aside,) = tmp_path.glob("office.vault.before-restore-*")
    assert content(aside) == damaged and aside.name.endswith("-20260304T093000Z")
    with mine.enter() as opened:
        assert (count(opened, "note"), count(opened, "entry")) == (ROWS, 3)
        assert opened.problems() == [] and blobs.read_blob(opened.folder, key, ref) == document
        assert opened.read_only_reason is ReadOnlyReason.RESTORED
        with pytest.raises(OnlyReading):
            add_entry(opened)
        with opened.read.connect() as connection:
            assert backup.origin(connection) == Origin(made.made_at, HEAD)
        opened.allow_writing()
        with opened.write.begin() as connection:
            meta.forget(connection, meta.RESTORED_FROM)
            connection.execute(text("INSERT INTO entry VALUES (4, :seal)"), {"seal": f"{4:064}"})
        opened.note_head()
    with mine.enter() as opened:
        assert opened.read_only_reason is None
        with opened.read.connect() as connection:
            assert backup.origin(connection) is None
    assert not list(tmp_path.glob(f"*{PART}*"))


def test_a_backup_is_put_back_where_nothing_is(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, _ = backed_up(mine)
    place = tmp_path / "deep" / "new.vault"
    backup.restore(target, place, lambda read: slots.unlock_with_recovery(read, mine.code), now=NOW)
    with vault.open(place, LOGIN, PASSPHRASE, replace(mine.options, state=tmp_path / "other")) as opened:
        assert count(opened, "note") == ROWS and opened.read_only_reason is ReadOnlyReason.RESTORED


def test_nothing_is_replaced_by_what_cannot_be_proved(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, _ = backed_up(mine)
    target.write_bytes(target.read_bytes()[:-1])
    before = content(mine.path)
    with pytest.raises(DamagedBackup):
        backup.restore(target, mine.path, lambda _: mine.unlocked, now=NOW)
    assert content(mine.path) == before and sorted(os.listdir(tmp_path)) == [
        "office.vault",
        "one.vcbackup",
        "state",
    ]


def test_an_open_vault_is_not_replaced(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, _ = backed_up(mine)
    with mine.enter(), pytest.raises(VaultInUse):
        backup.restore(target, mine.path, lambda _: mine.unlocked, now=NOW)
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "one.txt").write_bytes(b"dear")
    with pytest.raises(Conflict):
        backup.restore(target, letters, lambda _: mine.unlocked, now=NOW)
    assert os.listdir(letters) == ["one.txt"]


def test_a_backup_made_before_someone_was_shut_out_still_opens(tmp_path: Path) -> None:
    mine, bo = two_people(tmp_path)
    target, made = backed_up(mine)
    with mine.enter() as opened:
        after, ann = roster.disable_user(opened.header, opened.unlocked, bo)
        with opened.write.begin() as connection:
            opened.save_header(after, connection, ann)
        between = backup.make(opened, tmp_path / "two.vcbackup", now=NOW, program="0.1.0")  # while pending
        opened.finish_rekey()
        backup.make(opened, tmp_path / "three.vcbackup", now=NOW, program="0.1.0")
    assert between.vault == made.vault
    for name in ("two", "three"):
        with pytest.raises(WrongPassphrase):
            backup.verify(
                tmp_path / f"{name}.vcbackup",
                lambda read: slots.unlock(read, "bo", OTHER_PASSPHRASE),
                tmp_path,
            )
    assert backup.verify(target, lambda read: slots.unlock(read, "bo", OTHER_PASSPHRASE), tmp_path) == made
    place = tmp_path / "new.vault"
    backup.restore(tmp_path / "two.vcbackup", place, lambda _: ann, now=NOW)
    with vault.enter(place, lambda _: ann, mine.options) as opened:
        assert count(opened, "note") == ROWS and opened.header.pending is None


def test_a_backup_shows_one_moment_while_work_goes_on(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        ready, done = threading.Event(), threading.Event()

        def work() -> None:
            while not done.is_set():
                with opened.write.begin() as connection:
                    connection.execute(text("INSERT INTO person VALUES (NULL, 'x')"))
                    connection.execute(text("INSERT INTO entry VALUES (NULL, 'x')"))
                ready.set()

        worker = threading.Thread(target=work)
        worker.start()
        ready.wait()
        made = backup.make(opened, tmp_path / "one.vcbackup", now=NOW, program="0.1.0")
        done.set()
        worker.join()
    place = tmp_path / "new.vault"
    backup.restore(tmp_path / "one.vcbackup", place, lambda _: mine.unlocked, now=NOW)
    with vault.enter(place, lambda _: mine.unlocked, mine.options) as opened:
        entries = count(opened, "entry")
        assert made.head is not None and entries == made.head.number
        assert count(opened, "person") - ROWS == entries - 3 and opened.problems() == []


def unnoticed_flips(target: Path, mine: Ground, runs: int, seed: int) -> int:
    """How many single flipped bits a proof of the file lets pass."""
    chance, data, passed = random.Random(seed), target.read_bytes(), 0
    damaged = target.with_name("damaged.vcbackup")
    tail = 8 * len(data)
    for run in range(runs):
        # Every other one in the first entries or the last block, where the tar itself is read.
        bit = (
            chance.randrange(tail)
            if run % 2
            else chance.choice([chance.randrange(60_000), tail - 1 - chance.randrange(90_000)])
        )
        damaged.write_bytes(flipped(data, bit))
        try:
            archive.open_proved(damaged, lambda _: mine.unlocked)
        except UserError:
            continue
        passed += 1
    return passed


def test_single_flipped_bits_in_a_backup_are_all_noticed(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, _ = backed_up(mine)
    assert unnoticed_flips(target, mine, 400, seed=6) == 0
    archive.open_proved(target, lambda _: mine.unlocked)


@pytest.mark.soak
def test_five_thousand_flipped_bits_in_a_backup_are_all_noticed(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    assert unnoticed_flips(backed_up(mine)[0], mine, 5000, seed=7) == 0


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, _ = backed_up(mine)
    data = target.read_bytes()
    for strange in (
        b"",
        b"x" * 100,
        os.urandom(50_000),
        data[:512],
        data[:4000],
        data[:-32],
        data + b"\0",
        data * 2,
    ):
        target.write_bytes(strange)
        with pytest.raises(DamagedBackup):
            archive.open_proved(target, lambda _: mine.unlocked)
    with pytest.raises(DiskTrouble):
        archive.peek(tmp_path / "nowhere.vcbackup")


def forged(mine: Ground, target: Path, manifest: object, members: dict[str, bytes]) -> Path:
    """A backup with any content, sealed rightly: what a holder of the vault key could make."""
    import hmac
    import io

    from victimcase.store import header
    from victimcase.store.keyring import backup_key

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, body in {
            "vault.hdr": header.spelt(mine.header),
            "manifest.json": encode(manifest),
            **members,
        }.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))
    key = backup_key(mine.unlocked.vault_key)
    target.write_bytes(buffer.getvalue() + hmac.digest(key, buffer.getvalue(), "sha256"))
    return target


def test_not_even_a_rightly_sealed_backup_writes_outside_its_folder(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, made = backed_up(mine)
    database = mine.folder.database.read_bytes()
    own = (archive.member("vault.db", mine.folder.database),)
    for name in ("../evil", str(tmp_path / "evil"), "blobs/../../evil", "vault.hdr.bak", "blobs/evil"):
        escaping = replace(made, members=(*own, archive.Member(name, 4, hashlib.sha256(b"evil").hexdigest())))
        forged(mine, target, escaping, {"vault.db": database, name: b"evil"})
        with pytest.raises(DamagedBackup):
            backup.restore(target, tmp_path / "new.vault", lambda _: mine.unlocked, now=NOW)
    assert not list(tmp_path.rglob("evil")) and not (tmp_path / "new.vault").exists()
    forged(mine, target, replace(made, members=own), {"vault.db": database, "extra": b"more"})
    with pytest.raises(DamagedBackup):
        backup.restore(target, tmp_path / "new.vault", lambda _: mine.unlocked, now=NOW)
    forged(mine, target, replace(made, members=own), {})
    with pytest.raises(DamagedBackup):
        backup.restore(target, tmp_path / "new.vault", lambda _: mine.unlocked, now=NOW)
    forged(mine, target, replace(made, members=own), {"vault.db": database})  # the twin
    backup.restore(target, tmp_path / "new.vault", lambda _: mine.unlocked, now=NOW)


def test_a_newer_backup_says_so(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    target, made = backed_up(mine)
    for manifest in (replace(made, version=2), {"format": archive.FORMAT, "version": 2, "other": "shape"}):
        with pytest.raises(NewerBackup):
            archive.peek(forged(mine, target, manifest, {}))
    with pytest.raises(DamagedBackup):
        archive.peek(forged(mine, target, {"format": archive.FORMAT, "version": 1}, {}))


def test_a_backup_whose_database_is_damaged_is_not_kept(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    data = mine.folder.database.read_bytes()
    mine.folder.database.write_bytes(flipped(data, 8 * (len(data) - 9000)))
    with mine.enter() as opened, pytest.raises(DamagedDatabase):
        backup.make(opened, tmp_path / "one.vcbackup", now=NOW, program="0.1.0")
    assert not list(tmp_path.rglob("*.vcbackup*")) and not list(mine.path.glob(f"*{PART}*"))


def test_a_lost_document_is_noticed_after_a_restore(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    key = new_key()
    target, _ = backed_up(mine)
    ref = blobs.write_blob(mine.folder, key, b"after the backup")
    backup.restore(target, mine.path, lambda _: mine.unlocked, now=NOW)
    assert blobs.verify(mine.folder, [ref.name]) == [ref.name]
    with pytest.raises(DamagedBlob):
        blobs.read_blob(mine.folder, key, ref)


def test_the_newest_of_each_day_week_and_month_are_kept(tmp_path: Path) -> None:
    made = {tmp_path / f"{n:03}": NOW - timedelta(hours=12 * n) for n in range(800)}
    kept = rotation.kept(made, rotation.Keep(days=7, weeks=4, months=12))
    ages = sorted((NOW - made[path]).days for path in kept)
    assert ages[:7] == [0, 0, 1, 2, 3, 4, 5] or ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert ages[-1] > 300 and len(kept) <= 7 + 4 + 12 and tmp_path / "000" in kept
    assert rotation.kept({}, rotation.Keep()) == set()
    assert len(rotation.kept(made, rotation.Keep(days=0, weeks=0, months=0))) == 1


def test_rotation_deletes_this_vaults_old_backups_alone(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    with mine.enter() as opened:
        for number in range(3):
            target = tmp_path / f"{number}.vcbackup"
            backup.make(opened, target, now=NOW + timedelta(hours=number), program="0.1.0")
    (tmp_path / "strange.vcbackup").write_bytes(b"not ours")
    assert sorted(path.name for path in rotation.listed(tmp_path, mine.header.vault)) == [
        "0.vcbackup",
        "1.vcbackup",
        "2.vcbackup",
    ]
    assert rotation.rotate(tmp_path, "f" * 32) == []
    gone = rotation.rotate(tmp_path, mine.header.vault)
    assert [path.name for path in gone] == ["0.vcbackup", "1.vcbackup"]
    assert sorted(path.name for path in tmp_path.glob("*.vcbackup")) == ["2.vcbackup", "strange.vcbackup"]
