"""What reading a workbook costs without understanding it: openpyxl passes over every cell, read-only.

The baseline of `victimcase bench` for imports.
"""

from __future__ import annotations

from typing import BinaryIO


def pass_over(stream: BinaryIO) -> int:
    """How many cells of the first sheet hold something."""
    from openpyxl import load_workbook

    stream.seek(0)
    book = load_workbook(stream, read_only=True)
    try:
        sheet = book.worksheets[0]
        return sum(value is not None for row in sheet.iter_rows(values_only=True) for value in row)
    finally:
        book.close()
