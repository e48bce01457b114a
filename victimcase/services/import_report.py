"""What the report of an import says: what became of every row, and every oddity by its place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """Something the report says of a place in the file; `found` is what stood there, and only shown when
    asked.
    """

    row: int | None
    column: str
    message: str
    found: str = ""


@dataclass(frozen=True)
class Duplicate:
    """A row whose person may be known already: in which case, how alike from 0 to 1, and why in words."""

    row: int
    case: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What becomes of a row (create, update, unchanged, reject, skip), and of which case, if it is known."""

    row: int
    decision: str
    case: str = ""


@dataclass
class Report:
    """What an import did, or would do."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Note] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    layout: str = ""
    cases: list[str] = field(default_factory=list)
    """Numbers of the cases that were made, in the order of their rows."""
    decisions: list[Decision] = field(default_factory=list)
    """One for each row that says anything, in the order of the file."""
