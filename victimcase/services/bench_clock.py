"""What measuring needs: two things timed in turns, and the memory a process took at its peak."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

Clock = Callable[[], float]
WALL: Clock = time.perf_counter
CPU: Clock = time.process_time
_OWN = Path("/proc/self")


@dataclass(frozen=True)
class Pair:
    """Milliseconds of ours and of the raw library beside it; none where there is nothing to compare with."""

    ours: float
    raw: float | None = None


def spent(act: Callable[[], object], clock: Clock = WALL) -> float:
    """Milliseconds an act takes."""
    start = clock()
    act()
    return (clock() - start) * 1000


def beside(
    ours: Callable[[], object],
    raw: Callable[[], object],
    *,
    rounds: int = 15,
    clock: Clock = WALL,
    pick: Callable[[Iterable[float]], float] = min,
) -> Pair:
    """The best (or what `pick` picks) of several rounds of each, in turns, as a busy machine slows both.

    One round of each goes before that is not counted.
    """
    times = [(spent(ours, clock), spent(raw, clock)) for _ in range(rounds + 1)][1:]
    return Pair(pick(one for one, _ in times), pick(other for _, other in times))


def worst(times: Sequence[float], share: float = 0.95) -> float:
    """The time that this share of them do not pass."""
    return sorted(times)[max(0, math.ceil(len(times) * share) - 1)]


def forget_peak() -> None:
    """Let the peak of memory be counted anew from here, where the system can."""
    clear = _OWN / "clear_refs"
    if clear.exists():
        clear.write_text("5")


def peak_mib() -> float | None:
    """The most memory this process held since `forget_peak`, in MiB; none where the system does not tell."""
    status = _OWN / "status"
    if not status.exists():
        return None
    for line in status.read_text("ascii", "replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def machine() -> dict[str, object]:
    """What the figures were taken on: nothing that names the machine or its owner."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "sqlalchemy": version("SQLAlchemy"),
        "reportlab": version("reportlab"),
    }
