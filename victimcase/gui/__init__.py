"""The window. Only here is Qt known; everything that happens to the vault happens in services."""

from __future__ import annotations

import ctypes
import sys


def keep_none() -> None:
    """Let no miscount end `None`, `True` or `False`: in Python older than 3.12 each call of PySide6 6.12.0 that
    returns nothing, and each signal that carries a bool, takes one reference of it away, and after some
    thousand calls the process would end.
    """
    if sys.version_info < (3, 12):
        for one in (None, True, False):
            ctypes.c_ssize_t.from_address(id(one)).value += 1 << 40


keep_none()
