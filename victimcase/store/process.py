"""The process keeps its memory to itself: no core dumps, no reading by neighbours."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4
_NO_ERROR_BOX = 0x0001 | 0x0002 | 0x8000


def harden() -> list[str]:
    """Forbid what this system can forbid, and tell what: "core dumps", "not dumpable", "crash reports".

    On Linux other processes of the same user can then no longer read this one's memory either.
    """
    done = []
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_ERROR_BOX)
        return ["crash reports"]
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    done.append("core dumps")
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
        done.append("not dumpable")
    return done
