"""The window. Only here is Qt known; everything that happens to the vault happens in services."""

from __future__ import annotations

import ctypes
import sys


def keep_none() -> None:
    """Let no miscount end `None`: in Python older than 3.12 each call of PySide6 6.12.0 that returns nothing
    takes one reference of it away, and after some thousand calls the process would end.
    """
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40


keep_none()
