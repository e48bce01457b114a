"""What the command line prints: data on standard output, words for people on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from victimcase.domain.errors import UserError
from victimcase.i18n import N_, tr


def plain(value: object) -> Any:
    """A value as JSON can say it: dataclasses as objects, sets sorted, everything else by its text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def data(value: object) -> None:
    """Print a value as JSON."""
    json.dump(plain(value), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def line(text: str) -> None:
    """Print a line of words or of a table."""
    sys.stdout.write(text + "\n")


def aside(text: str) -> None:
    """Tell the person at the terminal something that is no data."""
    sys.stderr.write(text + "\n")


def table(rows: Iterable[Sequence[object]], titles: Sequence[str]) -> None:
    """Print rows under their titles, columns as wide as what stands in them."""
    shown = [[tr(title) for title in titles], *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[index]) for row in shown) for index in range(len(titles))]
    for row in shown:
        line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if len(shown) == 1:
        aside(tr(N_("Nothing to show.")))


def error(problem: UserError) -> None:
    """Tell what happened, what it means, and the next step."""
    aside(tr(problem.message, **problem.values))
    aside(tr(problem.next_step, **problem.values))


def progress() -> Callable[[int, int], None]:
    """Progress on standard error, and only on a terminal."""
    if not sys.stderr.isatty():
        return lambda done, of: None

    def show(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done:,} / {of:,}" if done < of else f"\r{' ' * 40}\r")
        sys.stderr.flush()

    return show
