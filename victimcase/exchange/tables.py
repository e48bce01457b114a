"""Records of any kind as CSV tables in one archive: a file a kind, a line a record."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from victimcase.exchange.htcds_write import guard

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date every file in the archive bears: it says nothing about when somebody worked."""


@dataclass(frozen=True)
class Table:
    """One kind of record: its name, its columns in their order, and its rows of plain values by column."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Mapping[str, object]]


def write_tables(stream: BinaryIO, tables: Iterable[Table]) -> None:
    """Write an archive with `NAME.csv` for each table, in UTF-8 with its mark.

    Several codes are joined with `;`. A text that a spreadsheet program would run as a formula gets an
    apostrophe before it (`htcds_write.guard`).
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.name}.csv", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as raw:
                text = io.TextIOWrapper(raw, "utf-8-sig", newline="")
                out = csv.writer(text, quoting=csv.QUOTE_ALL)
                out.writerow(table.columns)
                out.writerows([cell(row.get(column)) for column in table.columns] for row in table.rows)
                text.flush()


def cell(value: object) -> str:
    """A plain value as one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return guard(";".join(str(item) for item in value))
    return guard(str(value))
