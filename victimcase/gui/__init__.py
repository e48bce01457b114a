"""The window. Only here is Qt known; everything that happens to the vault happens in services.

The bindings of Qt are built for Pythons in which None, True and False are never freed, and give them back
once too often: under Python 3.11 that ends the program after some thousand calls. So they are held here.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

HELD: Final = 1 << 40
"""References to each of them nobody ever gives back."""


def _hold(one: object) -> None:
    """Make sure something is never freed, as Python 3.12 and later do by themselves."""
    ctypes.c_ssize_t.from_address(id(one)).value += HELD


if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.getrefcount(None) < HELD:
    for _one in (None, True, False):
        _hold(_one)
