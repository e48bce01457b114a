"""Small files of the standard, made in memory, for the tests of reading it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook

from tests.htcds_people import LISTS
from victimcase.exchange import htcds
from victimcase.exchange.reading import Oddity, Reading, Row


def book(rows: Sequence[Sequence[Any]], *, more: Callable[[Workbook], None] | None = None) -> BinaryIO:
    """A workbook with one sheet of these rows; `more` may change it before it is saved."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if more is not None:
        more(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream


def text(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> BinaryIO:
    """A CSV of these rows, without any quoting."""
    return io.BytesIO("".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding))


def read(stream: BinaryIO, name: str = "file", **settings: Any) -> Reading:
    """The file as the standard's lists understand it."""
    return htcds.read(stream, name, LISTS, **settings)


def rows(stream: BinaryIO, **settings: Any) -> list[Row]:
    """All rows of the file."""
    return list(read(stream, **settings))


def cell(name: str, content: Any, **settings: Any) -> tuple[Any, list[Oddity]]:
    """The value of one cell under this field name, and what was odd about it."""
    found = rows(book([["prs_FirstName", name], ["Siti", content]]), **settings)
    [row] = found
    return row.values.get(name), list(row.oddities)


def said(oddities: Sequence[Oddity]) -> str:
    """All oddities as one text."""
    return "\n".join(oddity.text() for oddity in oddities)


def repacked(stream: BinaryIO, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> BinaryIO:
    """The workbook with some parts changed, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name, old.read(name))
            if change is not None:
                new.writestr(name, change if isinstance(change, bytes) else change(old.read(name)))
        for name, content in changes.items():
            if name not in old.namelist() and isinstance(content, bytes):
                new.writestr(name, content)
    return out


SHEET = "xl/worksheets/sheet1.xml"
