"""A workbook without its rows: names, labels, widths and looks, into which rows are streamed.

xlsxwriter makes it. Its own way of taking rows one at a time keeps them in a plain file on disk meanwhile,
and its way without files holds every row in memory (12 KiB each), so the rows are written into its sheet from
outside.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from victimcase.exchange.code_lists import Field, Kind
from victimcase.exchange.reading import letter

SHEET_PART: Final = "xl/worksheets/sheet1.xml"
_END: Final = b"</sheetData>"
_DIMENSION: Final = re.compile(rb"<dimension [^>]*/>")  # it would tell readers that there are no rows
_WIDE: Final = (Kind.LONG_TEXT, Kind.CHOICES)
_NOTICE: Final = (
    "Human Trafficking Case Data Standard 2.0, International Organization for Migration (IOM), CC BY 4.0. "
    "Not endorsed by IOM."
)


@dataclass(frozen=True)
class Frame:
    """The parts of the workbook, its sheet cut open where the rows go, and the style that shows a day."""

    parts: tuple[tuple[str, bytes], ...]
    head: bytes
    tail: bytes
    date_style: int
    letters: tuple[str, ...]


def frame_of(fields: Sequence[Field], meta: Mapping[str, str]) -> Frame:
    """A workbook with a hidden row of names, a row of labels, and a sheet `about` with `meta`."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(1980, 1, 1)})  # when somebody worked is nobody's business
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = book.add_worksheet("Case Sheet")
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 6)
    sheet.freeze_panes(2, 0)
    for place, field in enumerate(fields, 1):
        sheet.set_column(
            place, place, 34 if field.kind in _WIDE else 18, day if field.kind is Kind.DATE else None
        )
        sheet.write_string(0, place, field.name)
        sheet.write_string(1, place, field.label, heading)
    about = book.add_worksheet("about")
    about.set_column(0, 1, 40)
    about.write_string(0, 0, _NOTICE)
    for row, (name, text) in enumerate(meta.items(), 2):
        about.write_string(row, 0, name)
        about.write_string(row, 1, text)
    about.write_blank(1, 1, None, day)  # a style that no cell uses is left out of the workbook
    book.close()
    with zipfile.ZipFile(made) as archive:
        head, tail = _DIMENSION.sub(b"", archive.read(SHEET_PART)).split(_END)
        parts = tuple((name, archive.read(name)) for name in archive.namelist() if name != SHEET_PART)
    letters = tuple(letter(place) for place in range(len(fields) + 1))
    return Frame(parts, head, _END + tail, int(day.xf_index), letters)
