"""The standard written out: workbooks like the official template, and CSV that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from victimcase.domain.errors import UserError
from victimcase.exchange import limits
from victimcase.exchange.code_lists import CodeLists, Field
from victimcase.exchange.frame import SHEET_PART, Frame, frame_of
from victimcase.exchange.local_codes import COMMENT, to_standard
from victimcase.exchange.reading import Oddity, Value, letter
from victimcase.i18n import N_

_FIRST_DATA_ROW: Final = 3
_FIRST_DAY: Final = date(1900, 3, 1)  # earlier days differ from program to program
_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_RUNS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9 ]*")


@dataclass(frozen=True)
class Written:
    """How many rows went out, and what could not be said in the standard's words."""

    rows: int
    oddities: tuple[Oddity, ...] = ()


def default_fields(lists: CodeLists) -> tuple[Field, ...]:
    """The core fields, and the comment in which local codes are explained."""
    return (*lists.core, lists.fields[COMMENT])


def write_xlsx(
    stream: BinaryIO,
    rows: Iterable[Mapping[str, Value]],
    fields: Sequence[Field],
    lists: CodeLists,
    meta: Mapping[str, str] | None = None,
) -> Written:
    """Write a workbook like the official template, its hidden names and its labels agreeing.

    `rows` map field names to canonical values and are taken one at a time; no part of them is written
    anywhere but to `stream`, which need not be seekable. Days are real dates, dates known in part EDTF texts,
    several codes joined with `;`. Texts are texts, whatever they begin with. `meta` (such as recipient,
    purpose, number) stands on the sheet `about`. Local codes leave as `local_codes.to_standard` says.
    """
    frame = frame_of(fields, meta or {})
    oddities: list[Oddity] = []
    count = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in frame.parts:
            archive.writestr(_part(name), content)
        with archive.open(_part(SHEET_PART), "w") as sheet:
            sheet.write(frame.head)
            for count, values in enumerate(_standard(rows, lists, oddities), 1):
                if count > limits.SHEET_ROWS - _FIRST_DATA_ROW:
                    raise _too_many_rows()
                sheet.write(_row_markup(count, values, fields, frame, oddities).encode())
            sheet.write(frame.tail)
    return Written(count, tuple(oddities))


def write_csv(
    stream: BinaryIO, rows: Iterable[Mapping[str, Value]], fields: Sequence[Field], lists: CodeLists
) -> Written:
    """Write CSV in UTF-8 with its mark, the field names in the first row, every cell in quotation marks.

    A text that a spreadsheet program would run as a formula gets an apostrophe before it, which `htcds.read`
    takes off again (see `guard`).
    """
    oddities: list[Oddity] = []
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    out = csv.writer(text, quoting=csv.QUOTE_ALL)
    out.writerow([field.name for field in fields])
    count = 0
    for values in _standard(rows, lists, oddities):
        count += 1
        out.writerow([_csv_cell(values.get(field.name)) for field in fields])
    text.flush()
    text.detach()
    return Written(count, tuple(oddities))


def _csv_cell(value: Value | None) -> str:
    """Numbers, days and codes cannot run; texts are guarded."""
    text = _csv_text(value)
    return guard(text) if isinstance(value, str) else text


def guard(text: str) -> str:
    """A text that begins as a formula does, with an apostrophe before it; one more where there are some.

    A telephone number (+66812345678) and any plain number stay as they are: they cannot do anything.
    """
    if _RUNS.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def _part(name: str) -> zipfile.ZipInfo:
    """A packed part without the hour it was made."""
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _standard(
    rows: Iterable[Mapping[str, Value]], lists: CodeLists, oddities: list[Oddity]
) -> Iterator[Mapping[str, Value]]:
    for number, values in enumerate(rows, _FIRST_DATA_ROW):
        out, dropped = to_standard(values, lists)
        for name, codes in dropped.items():
            message = N_(
                "The standard has no code for {codes}, and no “Other” in this field; it was left out."
            )
            said = Oddity(message, values={"codes": ", ".join(codes)})
            oddities.append(said.at(number, None, lists.fields[name].label))
        yield out


def _too_many_rows() -> UserError:
    return UserError(
        N_("A workbook holds no more than {most} rows. No file was made."),
        N_("Choose fewer cases, or export them as CSV."),
        most=limits.SHEET_ROWS - _FIRST_DATA_ROW,
    )


def _row_markup(
    count: int, values: Mapping[str, Value], fields: Sequence[Field], frame: Frame, oddities: list[Oddity]
) -> str:
    number = count + _FIRST_DATA_ROW - 1
    cells = [f'<row r="{number}"><c r="A{number}"><v>{count}</v></c>']
    for place, field in enumerate(fields, 1):
        value = values.get(field.name)
        if value is None or value in ((), ""):
            continue
        at = f"{frame.letters[place]}{number}"
        if isinstance(value, bool):
            cells.append(f'<c r="{at}" t="b"><v>{int(value)}</v></c>')
        elif isinstance(value, int | float):
            cells.append(f'<c r="{at}"><v>{value!r}</v></c>')
        elif isinstance(value, date) and value >= _FIRST_DAY:
            serial = value.toordinal() - _DAY_ZERO
            cells.append(f'<c r="{at}" s="{frame.date_style}"><v>{serial}</v></c>')
        else:
            text = _cell_text(value, number, place, field, oddities)
            cells.append(f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    cells.append("</row>")
    return "".join(cells)


def _cell_text(value: Value, number: int, place: int, field: Field, oddities: list[Oddity]) -> str:
    """The text of a cell as markup; a longer one than a workbook can hold is cut, and that is said."""
    text = _UNSEEN.sub("", _csv_text(value))
    if len(text) > limits.MAX_XLSX_CELL_CHARS:
        text = text[: limits.MAX_XLSX_CELL_CHARS - 1] + "…"
        message = N_("The text is longer than a cell of a workbook can be; its end is missing there.")
        said = Oddity(message, N_("Export as CSV to have all of it."))
        oddities.append(said.at(number, letter(place), field.label))
    text = _ESCAPE.sub(r"_x005F_\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _csv_text(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case tuple():
            return ";".join(value)
        case date():
            return value.isoformat()
        case float():
            return f"{value:.7f}".rstrip("0").rstrip(".")  # degrees to a centimetre, never as 1e-05
    return str(value)
