"""Tables of any layout, CSV or workbook, read with a mapping file."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from victimcase.domain.errors import Invalid, NotFound, UserError
from victimcase.exchange import limits
from victimcase.exchange.code_lists import CodeLists, Field
from victimcase.exchange.container import shape
from victimcase.exchange.delimited import open_table
from victimcase.exchange.evidence import Table, gather
from victimcase.exchange.header import Header
from victimcase.exchange.htcds import assumed, first_rows
from victimcase.exchange.mapping import Mapped, Target, read_mapping
from victimcase.exchange.reading import Cell, Column, Oddity, Reading, letter
from victimcase.exchange.rows import read_rows
from victimcase.exchange.sheets import SheetTable
from victimcase.exchange.source import Source
from victimcase.exchange.texts import empty, plain, tidy
from victimcase.exchange.workbook import open_workbook
from victimcase.i18n import N_


def load_map(
    place: BinaryIO | str | PathLike[str],
    lists: CodeLists,
    *,
    name: str | None = None,
    own: Mapping[str, Field] | None = None,
) -> Mapped:
    """A mapping file from a path or stream; see `mapping.read_mapping` for what it holds.

    `own` are fields beside the standard's, by `kind.field`; their values come out under that name. Raises
    `Invalid` naming the line.
    """
    shown = name or (Path(place).name if isinstance(place, str | PathLike) else "map")
    with Source(place, shown).open() as stream:
        return read_mapping(stream.read(limits.MAX_MAP_BYTES + 1), shown, lists, own)


def read(
    place: BinaryIO | str | PathLike[str],
    name: str,
    mapped: Mapped,
    lists: CodeLists,
    *,
    region: str | None = None,
) -> Reading:
    """Understand a table as its mapping file says.

    Columns the mapping does not name are left out and told. Raises `UserError` as `htcds.read` does.
    """
    source = Source(place, name)
    with source.open() as stream:
        kind = shape(stream, name)
    if kind == "text":
        known = {_key(target.heading) for target in mapped.targets}
        table = open_table(
            source,
            lambda row: sum(_key(cell) in known for cell in row),
            encoding=mapped.encoding,
            delimiter=mapped.delimiter,
        )
        reading = _reading(table, mapped, lists, region, "csv", tuple(assumed(table)))
        return replace(reading, encoding=table.encoding.name, delimiter=table.delimiter)
    book = open_workbook(source, old=kind == "xls")
    sheet = _sheet([load() for load in book.sheets], mapped, name)
    return _reading(sheet, mapped, lists, region, "xlsx", book.warnings)


def _reading(
    table: Table,
    mapped: Mapped,
    lists: CodeLists,
    region: str | None,
    layout: str,
    warnings: tuple[Oddity, ...],
) -> Reading:
    header = _header(table, mapped)
    evidence = gather(table, header, lists)
    merged = table.merged(header.last_row) if isinstance(table, SheetTable) else []
    return Reading(
        layout=layout,
        warnings=(*warnings, *header.warnings, *merged, *evidence.warnings),
        columns=tuple(column for column in header.columns if column.index not in evidence.left_out),
        total=evidence.total,
        rows=functools.partial(
            read_rows, table, header, evidence, lists, region=region, guarded=layout == "csv"
        ),
        sheet=table.sheet,
    )


def _key(text: Cell) -> str:
    return tidy(plain(text)).casefold()


def _sheet(tables: Sequence[SheetTable], mapped: Mapped, name: str) -> SheetTable:
    """The sheet the mapping names, or the one with most of its headings."""
    if mapped.sheet is not None:
        for table in tables:
            if table.sheet.casefold() == mapped.sheet.casefold():
                return table
        raise NotFound(N_("The workbook “{name}” has no sheet called “{sheet}”."),
                       N_("Write the name in the mapping file as it stands on the tab."),
                       name=name, sheet=mapped.sheet)  # fmt: skip
    if not tables:
        raise _no_heading(mapped)
    return max(tables, key=lambda table: _found(table, mapped)[0])


def _found(table: Table, mapped: Mapped) -> tuple[int, int]:
    """How many headings of the mapping the best row has, and its number."""
    known = {_key(target.heading) for target in mapped.targets}
    best = (0, 0)
    for number, cells in first_rows(table):
        count = len(known & {_key(cell) for cell in cells})
        if count > best[0] and mapped.header_row in (0, number):
            best = (count, number)
    return best


def _no_heading(mapped: Mapped) -> UserError:
    return Invalid(
        N_("No row of the file has the headings that “{name}” names. Nothing was changed."),
        N_("Compare the headings with those of the mapping file, letter by letter."),
        name=mapped.name,
    )


def _header(table: Table, mapped: Mapped) -> Header:
    count, row = _found(table, mapped)
    if not count:
        raise _no_heading(mapped)
    cells = next(cells for number, cells in first_rows(table) if number == row)
    keys = [_key(cell) for cell in cells]
    _refuse_doubled(keys, mapped)
    columns, missing = [], []
    for target in mapped.targets:
        if _key(target.heading) in keys:
            columns.append(_column(keys.index(_key(target.heading)), target))
        else:
            missing.append(_missing(target, mapped))
    fed = {column.index for column in columns}
    left_out = [
        Oddity(N_("The mapping file does not name this column; it was left out.")).at(
            row, letter(index), tidy(plain(cell))
        )
        for index, cell in enumerate(cells)
        if index not in fed and not empty(cell)
    ]
    columns.sort(key=lambda column: column.index)
    repeated = (tuple(tidy(plain(cell)) for cell in cells),)
    return Header(row, tuple(columns), (*missing, *left_out), repeated)


def _column(index: int, target: Target) -> Column:
    return Column(
        index,
        letter(index),
        target.heading,
        target.field,
        values=target.values,
        date_format=target.date_format,
    )


def _missing(target: Target, mapped: Mapped) -> Oddity:
    return Oddity(
        N_("The file has no column “{heading}”, which line {line} of “{name}” names; it will be lacking."),
        values={"heading": target.heading, "line": target.line, "name": mapped.name},
    )


def _refuse_doubled(keys: Sequence[str], mapped: Mapped) -> None:
    counts = Counter(keys)
    for target in mapped.targets:
        if counts[_key(target.heading)] > 1:
            places = [letter(index) for index, key in enumerate(keys) if key == _key(target.heading)]
            raise Invalid(
                N_("Columns {places} have the same heading “{heading}”. Nothing was changed."),
                N_("Give each its own heading in the file, and import it again."),
                places=", ".join(places),
                heading=target.heading,
            )
