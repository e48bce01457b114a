"""Delimited text (CSV) as a table: encoding, delimiter and records, with broken ones told and passed over."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, TextIO

from victimcase.exchange import limits
from victimcase.exchange.container import too_large
from victimcase.exchange.encodings import Encoding, encoding_of
from victimcase.exchange.reading import Oddity, Weight
from victimcase.exchange.source import Source
from victimcase.i18n import N_

DELIMITERS: Final = (",", ";", "\t", "|")

_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n?', re.IGNORECASE)
_BROKEN_BYTE = re.compile("[\udc80-\udcff\ufffd]")


class _Runaway(Exception):
    """A record goes on and on: a quotation mark was opened and never closed."""


@dataclass(frozen=True)
class DelimitedTable:
    """The records of a text file; `rows()` reads it anew each time and holds one record at a time."""

    source: Source
    encoding: Encoding
    delimiter: str
    width: int = 0
    sheet: str | None = None
    mac: bool = False

    def rows(self) -> Iterator[tuple[int, list[str] | Oddity]]:
        """Records by number, counted from 1 as a spreadsheet program does, or what is wrong with one."""
        with self.source.open() as stream:
            errors = "surrogateescape" if self.encoding.name.startswith("utf-8") else "replace"
            text = io.TextIOWrapper(stream, self.encoding.name, errors=errors, newline="")
            try:
                lines = _Lines(text)
                lines.skip_separator_line()
                yield from self._numbered(lines)
            finally:
                text.detach()

    def lost(self, row: int) -> dict[int, str]:
        """Text files hold no formulas."""
        return {}

    def _numbered(self, lines: _Lines) -> Iterator[tuple[int, list[str] | Oddity]]:
        for number, record in enumerate(_records(lines, self.delimiter, self.width), 1):
            if isinstance(record, list) and self.encoding.damaged and any(map(_BROKEN_BYTE.search, record)):
                yield number, _BROKEN_TEXT
            else:
                yield number, record


_BROKEN_TEXT = Oddity(
    N_("The row holds bytes that are no text in the file's encoding; it was not taken."),
    N_("Save the file as CSV UTF-8 where it was made, and import it again."),
    weight=Weight.ROW,
)


def open_table(
    source: Source,
    recognise: Callable[[list[str]], int],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> DelimitedTable:
    """A text file as a table. `recognise` counts the column names in a record; the delimiter with most wins.

    Raises `Damaged` for a file that is too large or not in the encoding asked for.
    """
    if source.size() > limits.MAX_TEXT_BYTES:
        raise too_large(source.name)
    with source.open() as stream:
        found = encoding_of(stream, source.name, encoding)
        named = delimiter or _separator(stream, found)
    tables = [DelimitedTable(source, found, one) for one in ([named] if named else DELIMITERS)]
    best = max(tables, key=lambda table: _promise(table, recognise))
    width = max((len(row) for row in _first(best) if recognise(row)), default=0)
    return DelimitedTable(source, found, best.delimiter, width)


def _first(table: DelimitedTable) -> Iterable[list[str]]:
    for number, row in table.rows():
        if number > limits.HEADER_ROWS:
            return
        if isinstance(row, list):
            yield row


def _promise(table: DelimitedTable, recognise: Callable[[list[str]], int]) -> tuple[int, int]:
    rows = list(_first(table))
    return max(map(recognise, rows), default=0), max(map(len, rows), default=0)


def _separator(stream: BinaryIO, encoding: Encoding) -> str | None:
    stream.seek(0)
    head = stream.read(64).decode(encoding.name, "replace")
    match = _SEPARATOR_LINE.match(head)
    return match[1] if match else None


class _Lines:
    """Lines that can be put back, none longer than a record may be."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()

    def next(self) -> str:
        """The next line with its end; empty at the end of the file. A line too long is cut."""
        if self._waiting:
            return self._waiting.popleft()
        line = rest = self._stream.readline(limits.MAX_RECORD_CHARS + 1)
        while len(rest) > limits.MAX_RECORD_CHARS and rest[-1] not in "\r\n":
            rest = self._stream.readline(limits.MAX_RECORD_CHARS + 1)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))

    def skip_separator_line(self) -> None:
        """`sep=;` tells a spreadsheet program how to read the file, and is not shown as a row."""
        line = self.next()
        if not _SEPARATOR_LINE.fullmatch(line):
            self.put_back([line])


def _records(lines: _Lines, delimiter: str, width: int) -> Iterator[list[str] | Oddity]:
    """Records one by one; after a broken one reading goes on at the line after the one it began on."""
    wary = 0  # lines that a broken record had swallowed: what is not as wide as the table may be part of it
    while True:
        taken: list[str] = []
        reader = csv.reader(_feed(lines, taken), delimiter=delimiter)
        while True:
            trouble = None
            try:
                record = next(reader)
            except StopIteration:
                return
            except _Runaway:
                trouble = _UNCLOSED
            except csv.Error:
                trouble = _TOO_LONG
                _finish(lines, taken)
            else:
                trouble = _swallowed(record, taken, width, delimiter)
            fragment = wary > 0 and width > 0 and trouble is None and len(record) != width
            wary = max(0, wary - 1 if trouble else wary - len(taken))
            if trouble is None:
                taken.clear()
                yield _FRAGMENT if fragment else record
                continue
            yield trouble
            swallowed = taken[1:]
            lines.put_back(swallowed)
            wary = max(wary, len(swallowed))
            break


def _feed(lines: _Lines, taken: list[str]) -> Iterator[str]:
    size = 0
    while line := lines.next():
        size = len(line) if not taken else size + len(line)
        taken.append(line)
        if len(taken) > limits.MAX_RECORD_LINES or size > limits.MAX_RECORD_CHARS:
            raise _Runaway
        yield line


def _swallowed(record: list[str], taken: list[str], width: int, delimiter: str) -> Oddity | None:
    """A record over several lines is whole when it is as wide as the table and its quotation marks pair."""
    if len(taken) > 1 and width and len(record) != width:
        return _UNCLOSED
    if "".join(taken).count('"') % 2 and (len(taken) > 1 or _open_at_end(taken[0], delimiter)):
        return _UNCLOSED
    return None


def _open_at_end(line: str, delimiter: str) -> bool:
    """Whether the last line of a file ends within quotation marks; 5" alone is no such mark."""
    try:
        list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _finish(lines: _Lines, taken: list[str]) -> None:
    """Pass over the rest of a quoted cell that was too long; where it never ends, nothing is passed over."""
    rest: list[str] = []
    quotes = "".join(taken).count('"')
    while quotes % 2 and len(rest) < limits.MAX_RECORD_LINES and (line := lines.next()):
        rest.append(line)
        quotes += line.count('"')
    if quotes % 2:
        lines.put_back(rest)


_UNCLOSED = Oddity(
    N_("A quotation mark opened in this row is not closed where it should be; the row was not taken."),
    N_("Put the text of that cell on one line or close its quotation mark, and import the row again."),
    weight=Weight.ROW,
)
_FRAGMENT = Oddity(
    N_("The row may be part of one above whose quotation mark is not closed; it was not taken."),
    N_("Close the quotation mark above, and import the file again."),
    weight=Weight.ROW,
)
_TOO_LONG = Oddity(
    N_("The cell holds more than {most} characters; the row was not taken."),
    N_("Shorten the text, or keep it as a file beside the case."),
    weight=Weight.ROW,
    values={"most": limits.MAX_CELL_CHARS},
)
