"""The folder of a vault: files replaced at once, one process at a time, documents, the witness outside."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vault_child import ROOT, Children
from tests.vault_ground import flipped
from victimcase.store import blobs, folder, lockfile, witness
from victimcase.store.errors import DamagedBlob, DiskFull, DiskTrouble, NetworkShare, VaultInUse
from victimcase.store.folder import PART, Folder, write_whole
from victimcase.store.keyring import new_key
from victimcase.store.lockfile import Lock
from victimcase.store.witness import Witnessed

VAULT = "0123456789abcdef" * 2


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    """An empty folder of a vault."""
    return Folder(tmp_path)


def test_a_file_is_replaced_at_once_and_its_last_content_kept(place: Folder) -> None:
    write_whole(place.header, b"one", keep=True)
    assert not place.header.with_name("vault.hdr.bak").exists()
    write_whole(place.header, b"two", keep=True)
    write_whole(place.header, b"three", keep=True)
    assert place.header.read_bytes() == b"three"
    assert place.header.with_name("vault.hdr.bak").read_bytes() == b"two"
    assert sorted(os.listdir(place.path)) == ["vault.hdr", "vault.hdr.bak"]


def write_on_a_full_disk(path: Path, room: int) -> None:
    """In a child: write 64 KiB where only so many bytes find room."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with pytest.raises(DiskFull):
        write_whole(path, b"x" * 65536, keep=True)


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX can")
def test_a_full_disk_leaves_the_file_as_it_was(place: Folder) -> None:
    write_whole(place.header, b"before")
    with Children() as children:
        assert children.killed_after(0, write_on_a_full_disk, place.header, 4096)[0] == 0
        assert (
            children.killed_after(0, write_on_a_full_disk, place.header, 1 << 20)[0] == 1
        )  # the twin: room enough
    assert place.header.read_bytes() == b"x" * 65536
    write_whole(place.header, b"before")
    with Children() as children:
        children.killed_after(0, write_on_a_full_disk, place.header, 4096)
    assert place.header.read_bytes() == b"before"
    assert not list(place.path.glob(f"*{PART}"))


def test_a_folder_that_is_none_is_told_kindly(place: Folder) -> None:
    with pytest.raises(DiskTrouble, match="lost"):
        write_whole(place.path / "gone" / "lost", b"")


def test_what_a_crash_left_is_swept_and_nothing_else(place: Folder) -> None:
    place.blobs.mkdir()
    stay = [place.header, place.database, place.blobs / ("a" * 64), place.path / "vault.db.before-a1"]
    stray = [
        place.path / f"vault.hdr{PART}",
        place.path / f"vault.db{PART}-wal",
        place.blobs / f"0011{PART}",
        place.path / f"verify{PART}" / "vault.db",
    ]
    stray[3].parent.mkdir()
    for path in stay + stray:
        path.write_bytes(b"")
    assert folder.sweep(place) == [f"0011{PART}", f"vault.db{PART}-wal", f"vault.hdr{PART}", f"verify{PART}"]
    assert all(path.exists() for path in stay) and not any(path.exists() for path in stray)
    assert folder.sweep(place) == []


def test_the_reserve_is_laid_aside_and_given_back(place: Folder) -> None:
    assert folder.keep_reserve(place) and place.reserve.stat().st_size == folder.RESERVE
    first = place.reserve.stat().st_ino
    assert folder.keep_reserve(place) and place.reserve.stat().st_ino == first
    folder.free_reserve(place)
    folder.free_reserve(place)
    assert not place.reserve.exists()


def test_one_holds_the_lock_even_within_one_process(place: Folder) -> None:
    first = Lock(place.lock)
    with pytest.raises(VaultInUse):
        Lock(place.lock)
    first.release()
    first.release()
    Lock(place.lock).release()


HOLD = """
import sys
from pathlib import Path
from victimcase.store.lockfile import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def held(path: Path) -> subprocess.Popen[bytes]:
    """Another process that holds the lock until it is told something."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    return process


def test_a_second_process_is_refused_and_a_killed_one_holds_nothing(place: Folder) -> None:
    with held(place.lock) as process:
        with pytest.raises(VaultInUse):
            Lock(place.lock)
        process.kill()
        process.wait()
        Lock(place.lock).release()


def test_a_successor_waits_until_the_lock_is_free(place: Folder) -> None:
    with held(place.lock) as process:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.close()
        Lock(place.lock, wait=30).release()
        assert process.wait() == 0


MOUNTS = r"""
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//server/docs /mnt/our\040documents cifs rw 0 0
me@host:/ /srv/far fuse.sshfs rw 0 0
tmpfs /mnt/share/local tmpfs rw 0 0
host /mnt/vm 9p rw 0 0
/dev/sdb1 /mnt/vm ext4 rw 0 0
"""
MAC_MOUNTS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@server/docs on /Volumes/docs (shared) (smbfs, nodev, nosuid, mounted by me)
"""


@pytest.mark.parametrize(
    ("mounts", "path"),
    [
        (MOUNTS, "/mnt/share/a.vault"),
        (MOUNTS, "/mnt/our documents/deep/a.vault"),
        (MOUNTS, "/srv/far/a.vault"),
        (MAC_MOUNTS, "/Volumes/docs (shared)/a.vault"),
    ],
)
def test_a_vault_on_a_network_share_is_refused(mounts: str, path: str) -> None:
    with pytest.raises(NetworkShare):
        lockfile.refuse_network_share(Path(path), mounts)


@pytest.mark.parametrize(
    ("mounts", "path"),
    [
        (MOUNTS, "/srv/a.vault"),
        (MOUNTS, "/mnt/shared/a.vault"),
        (MOUNTS, "/mnt/share/local/a.vault"),
        (MOUNTS, "/mnt/vm/a.vault"),  # a disk mounted over it
        (MAC_MOUNTS, "/Users/me/a.vault"),
        ("", "/anywhere"),
        ("strange\n\n", "/anywhere"),
    ],
)
def test_a_vault_on_a_disk_of_this_computer_passes(mounts: str, path: str) -> None:
    lockfile.refuse_network_share(Path(path), mounts)


HARDEN = """
import resource, sys
from pathlib import Path
from victimcase.store.process import harden
before = resource.getrlimit(resource.RLIMIT_CORE), Path("/proc/self/status").stat().st_uid
done = harden()
import ctypes
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
print(done, resource.getrlimit(resource.RLIMIT_CORE), dumpable)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_the_process_leaves_no_core_and_cannot_be_dumped() -> None:
    run = subprocess.run([sys.executable, "-c", HARDEN], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "['core dumps', 'not dumpable'] (0, 0) 0"


CONTENTS = [b"", b"x", os.urandom(1000), os.urandom(blobs.CHUNK), os.urandom(2 * blobs.CHUNK + 17)]


@pytest.mark.parametrize("content", CONTENTS, ids=len)
def test_a_document_comes_back_as_it_was(place: Folder, content: bytes) -> None:
    key = new_key()
    ref = blobs.write_blob(place, key, io.BytesIO(content))
    assert blobs.read_blob(place, key, ref) == content and ref.size == len(content)
    assert blobs.verify(place, [ref.name]) == [] and blobs.strays(place, [ref.name]) == []
    stored = (place.blobs / ref.name).read_bytes()
    assert len(content) < 100 or content[:100] not in stored
    again = blobs.write_blob(place, key, content)
    assert again.name != ref.name  # equal documents cannot be told to be equal
    assert blobs.strays(place, [again.name]) == [ref.name]


def test_a_changed_cut_or_foreign_document_is_refused(place: Folder) -> None:
    key, content = new_key(), os.urandom(2 * blobs.CHUNK + 17)
    ref, other = blobs.write_blob(place, key, content), blobs.write_blob(place, key, content)
    path, stored = place.blobs / ref.name, (place.blobs / ref.name).read_bytes()
    head, chunk = 40, blobs.CHUNK + 16
    swapped = (
        stored[:head] + stored[head + chunk : head + 2 * chunk] + stored[head : head + chunk] + stored[-33:]
    )
    for damaged in (
        b"",
        stored[:20],
        stored[:head],
        stored[:-1],
        stored[: head + chunk],  # cut between two chunks
        stored + b"\0",
        stored + stored[head:],
        swapped,
        (place.blobs / other.name).read_bytes()[:head] + stored[head:],
        *(
            flipped(stored, bit)
            for bit in (0, 8 * 20 + 3, 8 * 50, 8 * head + 8 * chunk + 1, 8 * len(stored) - 1)
        ),
    ):
        path.write_bytes(damaged)
        with pytest.raises(DamagedBlob):
            blobs.read_blob(place, key, ref)
        assert blobs.verify(place, [ref.name]) == [ref.name]
    path.write_bytes(stored)
    assert blobs.read_blob(place, key, ref) == content
    with pytest.raises(DamagedBlob):
        blobs.read_blob(place, new_key(), ref)
    with pytest.raises(DamagedBlob):
        blobs.read_blob(place, key, blobs.BlobRef(ref.name, ref.size - 1))


def test_a_deleted_document_is_gone(place: Folder) -> None:
    key = new_key()
    ref = blobs.write_blob(place, key, b"passport")
    blobs.delete_blob(place, ref.name)
    blobs.delete_blob(place, ref.name)
    assert list(place.blobs.iterdir()) == [] and blobs.verify(place, [ref.name]) == [ref.name]
    with pytest.raises(DamagedBlob):
        blobs.read_blob(place, key, ref)


@pytest.mark.parametrize("name", ["../vault.hdr", "", "A" * 64, "a" * 63])
def test_a_name_that_is_none_reaches_no_file(place: Folder, name: str) -> None:
    with pytest.raises(ValueError, match="64"):
        blobs.read_blob(place, new_key(), blobs.BlobRef(name, 0))
    with pytest.raises(ValueError, match="64"):
        blobs.delete_blob(place, name)


class Torn(io.BytesIO):
    """A source that breaks in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The first chunk, then trouble."""
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_document_that_cannot_be_read_to_its_end_leaves_nothing(place: Folder) -> None:
    with pytest.raises(DiskTrouble):
        blobs.write_blob(place, new_key(), Torn(bytes(3 * blobs.CHUNK)))
    assert list(place.blobs.iterdir()) == []


def test_the_witness_remembers_each_vault(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert witness.recall(state, VAULT, "r1") is None
    head = Witnessed("r1", 7, "f" * 64)
    witness.note(state, VAULT, Witnessed("r1", 6, "e" * 64))
    witness.note(state, VAULT, head)
    assert witness.recall(state, VAULT, "r1") == head and witness.recall(state, "f" * 32, "r1") is None
    assert witness.recall(state, VAULT, "r2") is None
    (file,) = (state / "witness").iterdir()
    file.write_bytes(b"strange")
    assert witness.recall(state, VAULT, "r1") is None
    with pytest.raises(ValueError):
        witness.note(state, "../elsewhere", head)
