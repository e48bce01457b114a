"""Processes that are killed: a parent of its own forks one child per order, so that starting costs nothing.

`Children` gives orders (from the test); `python -m tests.vault_child` carries them out.
"""

from __future__ import annotations

import base64
import itertools
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_WATCHED = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "shutil.copyfile"}

Order = tuple[Callable[..., None], tuple[Any, ...], int, float]


class Children:
    """Carries out functions of tests in forked processes and kills them on the way."""

    def __enter__(self) -> Children:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.vault_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.communicate()

    def killed_after(
        self, marks: int, act: Callable[..., None], *arguments: Any, later: float = 0.0
    ) -> tuple[int, list[bytes]]:
        """Run `act(*arguments)` in a child, kill it with the given mark or seconds later, and tell how
        it ended and what it marked.

        A child marks its way with `mark`. The status is negative for a child that was killed, 0 for one that
        came to its end.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        order: Order = (act, arguments, marks, later)
        self._process.stdin.write(base64.b64encode(pickle.dumps(order)) + b"\n")
        self._process.stdin.flush()
        answer: tuple[int, list[bytes]] = pickle.loads(base64.b64decode(self._process.stdout.readline()))
        return answer


def mark(data: bytes = b"") -> None:
    """In a child: tell the parent that this point was passed."""
    os.write(1, struct.pack(">B8s", len(data), data))


def acknowledge(number: int) -> None:
    """In a child: tell the parent that this save was reported as done."""
    mark(struct.pack(">Q", number))


def die_before_change(number: int) -> None:
    """In a child: be killed just before the given change of a file or folder made from Python."""
    changes = itertools.count(1)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        changing = event in _WATCHED or (
            event == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        )
        if changing and next(changes) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _carry_out(order: Order) -> tuple[int, list[bytes]]:
    """Fork, let the child go until its last mark, kill it, and gather what it told."""
    act, arguments, marks, later = order
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(writing, 1)
        try:
            act(*arguments)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    told: list[bytes] = []
    with open(reading, "rb", buffering=0) as pipe:
        while record := pipe.read(9):
            told.append(record[1 : 1 + record[0]])
            if len(told) == marks:
                select.select([], [], [], later)
                os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin.buffer:
        answer = _carry_out(pickle.loads(base64.b64decode(line)))
        sys.stdout.buffer.write(base64.b64encode(pickle.dumps(answer)) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.modules["tests.vault_child"] = sys.modules["__main__"]
    main()
