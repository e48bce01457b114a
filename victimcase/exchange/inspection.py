"""What a workbook asks for, counted while unpacking it in passing, before a reader is let near it."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element

from victimcase.domain.errors import Damaged, UserError
from victimcase.exchange import limits
from victimcase.exchange.container import ASK_AGAIN, SAVE_AS, too_large
from victimcase.exchange.markup import (
    DECLARES,
    PLACE,
    PROMISED,
    SHARED_CELL,
    SHARED_END,
    SHARED_START,
    SHARED_USE,
    Sheet,
    look_at_cells,
    number_of,
)
from victimcase.i18n import N_, tr

_CHUNK: Final = 1 << 18
_LONGEST_TAG: Final = 4 * limits.MIB  # no tag, and no text between two, is longer in a list of people
_NEAR_COLUMNS, _NEAR_ROWS = 78, 99_999  # as far as `_FAR` does not look
_MARKUP = (".xml", ".rels", ".vml")
_SHARED = "xl/sharedstrings.xml"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass
class Contents:
    """A workbook as known without opening it: its sheets in order, and what readers must be told."""

    sheets: list[Sheet] = field(default_factory=list)
    longest_shared: int = 0
    macros: bool = False
    mac: bool = False
    _parts: dict[str, Sheet] = field(default_factory=dict)


BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What readers of archives and markup raise on parts that are not what they should be."""


class _TooLarge(Exception):
    """The workbook asks for more than a list of people needs."""


def inspect(stream: BinaryIO, name: str) -> Contents:
    """Look through a workbook: sizes as they unpack (not as declared), reach of its cells, formulas, macros.

    Raises `Damaged` when it is broken, declares document types or asks for more than `limits` allow, and
    `UserError` when it is another kind of archive or locked with a password.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _look_through(archive, name)
    except _TooLarge as error:
        raise too_large(name) from error
    except BROKEN as error:  # fmt: skip
        raise Damaged(N_("The workbook “{name}” is broken off or damaged."), ASK_AGAIN, name=name) from error


def _look_through(archive: zipfile.ZipFile, name: str) -> Contents:
    members = archive.infolist()
    names = {_plain(member) for member in members}
    _refuse_others(names, name)
    if len(members) > limits.MAX_PARTS:
        raise _TooLarge
    if len(names) < len(members) or any(member.flag_bits & 0x1 for member in members):
        raise zipfile.BadZipFile("doubled or locked parts")
    contents = Contents(macros=any(one.endswith("vbaproject.bin") for one in names))
    unpacked = 0
    for member in members:
        size = _look_at(member, archive, contents, limits.MAX_UNPACKED_BYTES - unpacked)
        if size != member.file_size:  # the readers behind trust what is declared
            raise zipfile.BadZipFile(member.filename)
        unpacked += size
    _name_sheets(archive, contents)
    return contents


def _plain(member: zipfile.ZipInfo) -> str:
    """The readers behind look parts up without case."""
    return member.filename.replace("\\", "/").lower()


def _refuse_others(names: set[str], name: str) -> None:
    if "xl/workbook.bin" in names:
        what = N_("a binary workbook (.xlsb)")
    elif "xl/workbook.xml" in names and "[content_types].xml" in names:
        return
    elif any(one.startswith("word/") for one in names):
        what = N_("a Word document")
    elif "mimetype" in names and "content.xml" in names:
        what = N_("an OpenDocument file")
    else:
        what = N_("an archive of other files, or a workbook that is broken off")
    raise UserError(
        N_("The file “{name}” is not an Excel workbook; it looks like {what}."),
        SAVE_AS,
        name=name,
        what=tr(what),
    )


def _look_at(member: zipfile.ZipInfo, archive: zipfile.ZipFile, contents: Contents, room: int) -> int:
    """The true size of one part; on the way its cells, shared texts and declarations are noted."""
    path, size = _plain(member), 0
    sheet = Sheet(path=path)
    with archive.open(member) as stream:
        rest = b""
        while piece := stream.read(_CHUNK):
            size += len(piece)
            unlike = size > limits.RATIO_FREE_BYTES and size > limits.MAX_PACKING_RATIO * member.compress_size
            if size > room or unlike:
                raise _TooLarge
            if path.endswith(_MARKUP):
                rest = _look_at_window(rest + piece, path, sheet, contents)
    if path.endswith(_MARKUP):
        look_at_cells(rest, sheet)
        contents._parts[path] = sheet
        if sheet.far:
            sheet.rows, sheet.columns = _reach(archive, member)
        else:
            sheet.rows, sheet.columns = _NEAR_ROWS, _NEAR_COLUMNS
    return size


def _look_at_window(window: bytes, path: str, sheet: Sheet, contents: Contents) -> bytes:
    """Note what a stretch of markup says; answers the end of it that is not complete yet."""
    if b"\x00" in window or (b"<!" in window and DECLARES.search(window)):
        raise ValueError("not the markup of a workbook")
    if path == _SHARED:
        _refuse_promise(window)
        end = _look_at_shared(window, contents)
    else:
        end = max(window.rfind(b"<"), 0)
        look_at_cells(window[:end], sheet)
    if len(window) - end > _LONGEST_TAG:
        raise _TooLarge
    return window[end:]


def _refuse_promise(window: bytes) -> None:
    """The quick reader makes room for as many shared texts as the part says it has, before it reads one."""
    for tag in SHARED_START.findall(window):
        if any(int(promised[:12]) > limits.MAX_SHARED_TEXTS for promised in PROMISED.findall(tag)):
            raise _TooLarge


def _look_at_shared(window: bytes, contents: Contents) -> int:
    """Note the longest text between two ends; answers where the text that is still open begins."""
    last = 0
    for match in SHARED_END.finditer(window):
        contents.longest_shared = max(contents.longest_shared, match.end() - last)
        last = match.end()
    return last


def _reach(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that hold a cell, counted from 1."""
    rows = columns = 0
    for window in _windows(archive, member):
        for column, row in PLACE.findall(window):
            rows = max(rows, int(row[:9]))
            columns = max(columns, number_of(column))
    return rows, columns


def _windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    rest = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            window = rest + piece
            end = max(window.rfind(b"<"), 0)
            yield window[:end]
            rest = window[end:]
    yield rest


def shared_text(stream: BinaryIO, sheet: Sheet) -> int | None:
    """How much text a sheet shows with every cell a copy of its own; None when that cannot be told."""
    with zipfile.ZipFile(stream) as archive:
        by_name = {_plain(member): member for member in archive.infolist()}
        lengths: list[int] = []
        rest = b""
        for piece in _windows(archive, by_name[_SHARED]):
            last, text = 0, rest + piece
            for match in SHARED_END.finditer(text):
                lengths.append(match.end() - last)
                last = match.end()
            rest = text[last:]
        total = 0
        for window in _windows(archive, by_name[sheet.path]):
            uses = SHARED_USE.findall(window)
            if len(uses) != len(SHARED_CELL.findall(window)):
                return None
            total += sum(lengths[int(use[:9])] for use in uses if int(use[:9]) < len(lengths))
    return total


def _name_sheets(archive: zipfile.ZipFile, contents: Contents) -> None:
    """Sheets in the order of the workbook, each with the part that holds it."""
    by_name = {_plain(member): member for member in archive.infolist()}
    book = _tree(archive, by_name["xl/workbook.xml"])
    links = _tree(archive, by_name["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for settings in (*book.iter(f"{_MAIN}workbookPr"), *book.iter(f"{_STRICT}workbookPr")):
        contents.mac = settings.get("date1904") in ("1", "true", "on")
    for one in (*book.iter(f"{_MAIN}sheet"), *book.iter(f"{_STRICT}sheet")):
        link = next((value for key, value in one.items() if key.endswith("}id")), None)
        path = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/").lower()
        part = contents._parts.get(path)
        if part is None or path == _SHARED:  # a sheet kept where sheets are not counted
            raise ValueError(path)
        part.name = one.get("name", "")
        contents.sheets.append(part)


def _tree(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Element:
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    found: Element = fromstring(archive.read(member))
    return found
