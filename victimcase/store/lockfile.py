"""One process holds a vault: an operating system's lock on a file, and the refusal of drives where locks
lie."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from victimcase.store.errors import NetworkShare, VaultInUse
from victimcase.store.folder import explained

_POLL_SECONDS = 0.05
_REMOTE = {
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb", "smb3",
    "smbfs", "webdav",
}  # fmt: skip


class Lock:
    """The lock of a vault, held until `release` or the end of the process, whichever way it ends.

    Raises VaultInUse where another process (or another Lock of this one) holds it for longer than `wait`
    seconds: a successor that starts while the vault is being locked waits for it. `handed` is a handle that
    `hand_over` gave the process before this one was in its place: the lock is held through it already.
    """

    def __init__(self, path: Path, wait: float = 0.0, handed: int | None = None) -> None:
        if handed is not None and _is(handed, path):
            self._handle = os.dup(handed)
            return
        with explained(path):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        until = time.monotonic() + wait
        while not _take(self._handle):
            if time.monotonic() >= until:
                os.close(self._handle)
                raise VaultInUse
            time.sleep(_POLL_SECONDS)
        with contextlib.suppress(OSError):  # only for the words “since 14:05” in another window
            os.utime(path)

    def hand_over(self) -> int | None:
        """Keep the lock and give the handle it hangs on, which a program put in this one's place inherits.

        None where the system ties a lock to its process (Windows): the successor waits for it instead.
        """
        if sys.platform == "win32":
            self.release()
            return None
        handle, self._handle = self._handle, -1
        os.set_inheritable(handle, True)
        return handle

    def release(self) -> None:
        """Let go. Doing so twice does nothing."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _is(handle: int, path: Path) -> bool:
    """Whether a handle is open, and open on this very file."""
    with contextlib.suppress(OSError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        """Lock the first byte."""
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import fcntl

    def _take(handle: int) -> bool:
        """Lock the open file, not the process: a second window in one process is refused too."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False


def refuse_network_share(path: Path, mounts: str | None = None) -> None:
    """Pass a folder on a disk of this computer. Raises NetworkShare for one that lies across a network.

    `mounts` is the table of mounted file systems (Linux: /proc/self/mounts, macOS: what `mount` prints);
    asked of the system where it is not given. Where the system tells nothing, the folder passes.
    """
    place = path.resolve()
    if sys.platform == "win32":
        remote = _is_remote_drive(place)
    else:
        remote = _kind_of(place, _mounts() if mounts is None else mounts) in _REMOTE
    if remote:
        raise NetworkShare


def _kind_of(place: Path, mounts: str) -> str:
    """The kind of the file system whose mount point is the nearest above."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        point, found = _mount(line)
        root = Path(point)
        if (
            point and place.is_relative_to(root) and len(root.parts) >= best
        ):  # the last mount hides those below
            best, kind = len(root.parts), found
    return kind


def _mount(line: str) -> tuple[str, str]:
    """Mount point and kind, from `device point kind options …` or from `device on point (kind, …)`."""
    if " on /" in line and line.endswith(")"):
        point, _, options = line.split(" on ", 1)[1].rpartition(" (")
        return point, options.rstrip(")").split(",")[0].strip()
    fields = line.split(" ")
    if len(fields) < 3:
        return "", ""
    return fields[1].encode("latin-1", "replace").decode("unicode_escape"), fields[
        2
    ]  # a space is written \040


def _mounts() -> str:
    """The system's table of mounts, or nothing."""
    if sys.platform == "darwin":
        run = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return run.stdout
    with contextlib.suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    return ""


def _is_remote_drive(place: Path) -> bool:
    """Whether Windows calls the drive remote."""
    if sys.platform != "win32":
        return False
    import ctypes

    drive_remote = 4
    return (
        place.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == drive_remote
    )
