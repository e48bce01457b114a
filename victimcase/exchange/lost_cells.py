"""Cells whose value a workbook does not hold: formulas never worked out, and errors in their place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from victimcase.exchange.markup import Sheet
from victimcase.exchange.source import Source

_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


def lost_cells(source: Source, sheet: Sheet) -> dict[int, dict[int, str]]:
    """By row (from 1) and column (from 0): `formula` where one has no result, or the name of the error.

    The quick reader shows both as empty cells, and a value must not vanish unseen.
    """
    found: dict[int, dict[int, str]] = {}
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        path = next(name for name in archive.namelist() if name.replace("\\", "/").lower() == sheet.path)
        with archive.open(path) as part:
            for row, column, cell in _cells(part):
                reason = _reason(cell)
                if reason:
                    found.setdefault(row, {})[column] = reason
    return found


def _reason(cell: Any) -> str | None:
    parts = {part.tag.rsplit("}", 1)[-1]: part for part in cell}
    value = parts["v"].text if "v" in parts else None
    if cell.get("t") == "e":
        return value or "#VALUE!"
    if "f" in parts and not value and not (cell.get("t") == "str" and "v" in parts):
        return "formula"
    return None


def _cells(part: Any) -> Iterator[tuple[int, int, Any]]:
    """Cells with their place; what was passed is let go, so that memory stays flat."""
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    row = column = 0
    rows: Any = None
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        tag = element.tag.rsplit("}", 1)[-1]
        if event == "start":
            if tag == "sheetData":
                rows = element
            elif tag == "row":
                row, column = int(element.get("r") or row + 1), -1
        elif tag == "c":
            place = _PLACE.fullmatch(element.get("r") or "")
            column = _number(place[1]) if place else column + 1
            yield (int(place[2]) if place else row), column, element
        elif tag == "row" and rows is not None:
            rows.clear()


def _number(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1
