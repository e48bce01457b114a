"""The bindings of Qt give None and True back once too often; the program outlives it."""

from __future__ import annotations

import subprocess
import sys

import pytest

SPEND = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
{first}
from PySide6.QtCore import QObject, Signal
class One(QObject):
    sent = Signal(bool)
one = One()
one.sent.connect(lambda _value: None)
for _ in range(max(sys.getrefcount(True), sys.getrefcount(None)) + 1000 if not {first!r} else 200_000):
    one.sent.emit(True)
    one.parent()
print("alive")
"""


def ran(first: str) -> subprocess.CompletedProcess[str]:
    """A Python that spends references to None and True as the window does."""
    return subprocess.run(
        [sys.executable, "-c", SPEND.format(first=first)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_window_outlives_what_the_bindings_give_back_too_often() -> None:
    """Two hundred thousand signals and questions later the program still runs."""
    assert ran("import victimcase.gui").stdout == "alive\n"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="these Pythons never free None")
def test_without_being_held_they_end_the_program() -> None:
    """The twin: the same without this package ends with an error of the interpreter. When this test fails
    the bindings were mended, and nothing has to be held any more.
    """
    assert "refcount" in ran("").stderr
