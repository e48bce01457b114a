"""What the markup of a sheet says of its cells, seen in passing without building anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(rb"<c[\s>/]")
_PREFIXED_CELL = re.compile(rb"<\w+:c[\s>/]")
_PLAIN_CELL = b'<c r="'
_UNPLACED = re.compile(rb'<(?:\w+:)?c(?:>|/>|\s(?![^<>]*\br="))')
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[C-Z][A-Z]|[A-Z]+[0-9]{6})')
PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_FORMULA = re.compile(rb"<f[\s>/]")
_PREFIXED_FORMULA = re.compile(rb"<(?!xm:)\w+:f[\s>/]")  # xm:f belongs to a rule for typing, not to a cell
_ERROR = re.compile(rb"""\bt\s*=\s*(?:"e"|'e')""")
SHARED_START = re.compile(rb"<(?:\w+:)?sst\b[^<>]*>")
PROMISED = re.compile(rb"""[cC]ount\s*=\s*["']0*([0-9]+)""")
SHARED_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si/>")
SHARED_CELL = re.compile(rb"""\bt\s*=\s*(?:"s"|'s')""")
SHARED_USE = re.compile(rb'\bt="s"[^<>]*><v>([0-9]+)</v>')
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass
class Sheet:
    """One sheet: how far its cells reach at most, and what needs a closer look."""

    name: str = ""
    path: str = ""
    cells: int = 0
    rows: int = 0
    columns: int = 0
    unplaced: int = 0
    far: bool = False
    formulas: bool = False
    errors: bool = False


def look_at_cells(window: bytes, sheet: Sheet) -> None:
    """Count cells; those that do not say where they stand, in the usual way, are counted apart."""
    cells = len(_CELL.findall(window))
    if b":c" in window:
        cells += len(_PREFIXED_CELL.findall(window))
    sheet.cells += cells
    if cells != window.count(_PLAIN_CELL):
        sheet.unplaced += len(_UNPLACED.findall(window))
    sheet.far = sheet.far or bool(_FAR.search(window))
    if not sheet.formulas:
        sheet.formulas = bool(
            _FORMULA.search(window) or (b":f" in window and _PREFIXED_FORMULA.search(window))
        )
    if not sheet.errors and (b'"e"' in window or b"'e'" in window):
        sheet.errors = bool(_ERROR.search(window))


def number_of(column: bytes) -> int:
    """The number of a column by its letters, counted from 1."""
    number = 0
    for char in column[:5]:
        number = number * 26 + char - 64
    return number
