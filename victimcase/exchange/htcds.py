"""The Human Trafficking Case Data Standard read from workbooks, CSV and exports of its survey form."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import islice
from os import PathLike
from typing import BinaryIO, Final

from victimcase.domain.errors import NotFound, UserError
from victimcase.exchange import limits
from victimcase.exchange.code_lists import CodeLists
from victimcase.exchange.columns import refuse_doubled
from victimcase.exchange.container import shape
from victimcase.exchange.delimited import DelimitedTable, open_table
from victimcase.exchange.evidence import Table, gather
from victimcase.exchange.header import Header, find, recognised
from victimcase.exchange.reading import Cell, Oddity, Reading
from victimcase.exchange.rows import read_rows
from victimcase.exchange.sheets import SheetTable
from victimcase.exchange.source import Source
from victimcase.exchange.workbook import open_workbook
from victimcase.i18n import N_

_IDENTIFYING: Final = frozenset(
    {"prs_FirstName", "prs_SecondName", "prs_Birthdate", "cas_CaseOwner", "prs_Email"}
)


def read(
    place: BinaryIO | str | PathLike[str],
    name: str,
    lists: CodeLists,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    region: str | None = None,
) -> Reading:
    """Understand a file: its kind, its head, the habits of its columns; rows are read when asked for.

    `place` is a path or a binary stream that can be wound back, `name` what messages call it. `sheet`,
    `encoding` and `delimiter` settle what would be found out otherwise. `region` is the two-letter country
    whose telephone numbers may stand without it. Rows come with canonical values: codes, tuples of codes,
    days or EDTF texts, booleans, E.164.

    The official templates are read as they are: labels win over the hidden names where the two disagree.
    Raises `UserError` (`Damaged` for broken files) with what to do; nothing is written anywhere.
    """
    source = Source(place, name)
    with source.open() as stream:
        kind = shape(stream, name)
    if kind == "text":
        return _delimited(source, lists, encoding, delimiter, region)
    return _workbook(source, lists, sheet, region, old=kind == "xls")


def _workbook(
    source: Source, lists: CodeLists, sheet: str | None, region: str | None, *, old: bool
) -> Reading:
    book = open_workbook(source, old=old)
    table, header, warnings = _choose([load() for load in book.sheets], lists, source.name, sheet)
    refuse_doubled(header.columns)
    evidence = gather(table, header, lists)
    return Reading(
        layout="xlsform-xlsx" if header.survey else "htcds-xlsx",
        warnings=(
            *book.warnings,
            *warnings,
            *header.warnings,
            *table.merged(header.last_row),
            *evidence.warnings,
        ),
        columns=tuple(column for column in header.columns if column.index not in evidence.left_out),
        total=evidence.total,
        rows=functools.partial(read_rows, table, header, evidence, lists, region=region, guarded=False),
        sheet=table.sheet,
    )


def _delimited(
    source: Source, lists: CodeLists, encoding: str | None, delimiter: str | None, region: str | None
) -> Reading:
    table = open_table(source, lambda row: recognised(row, lists), encoding=encoding, delimiter=delimiter)
    header = find(first_rows(table), lists)
    if header is None:
        raise no_head(source.name)
    refuse_doubled(header.columns)
    evidence = gather(table, header, lists)
    return Reading(
        layout="xlsform-csv" if header.survey else "htcds-csv",
        warnings=(*assumed(table), *header.warnings, *evidence.warnings),
        columns=tuple(column for column in header.columns if column.index not in evidence.left_out),
        total=evidence.total,
        rows=functools.partial(read_rows, table, header, evidence, lists, region=region, guarded=True),
        encoding=table.encoding.name,
        delimiter=table.delimiter,
    )


def assumed(table: DelimitedTable) -> list[Oddity]:
    """What is said of an encoding that nothing in the file names."""
    if not table.encoding.assumed:
        return []
    message = N_("The file does not say how its letters are encoded; {encoding} was assumed.")
    step = N_(
        "Look at a few names in the preview. If they are wrong, save the file as CSV UTF-8 and import that."
    )
    return [Oddity(message, step, values={"encoding": table.encoding.name})]


def first_rows(table: Table) -> list[tuple[int, Sequence[Cell]]]:
    """The rows in which a head is looked for."""
    return [
        (number, row)
        for number, row in islice(table.rows(), limits.HEADER_ROWS)
        if not isinstance(row, Oddity)
    ]


def no_head(name: str) -> UserError:
    """What is said of a file without a name the standard knows."""
    return UserError(
        N_("No row of “{name}” names the columns as the standard (HTCDS) does. Nothing was changed."),
        N_("Use the official template, write the field names in row 1, or name the columns with --map."),
        name=name,
    )


def _choose(
    tables: Sequence[SheetTable], lists: CodeLists, name: str, wanted: str | None
) -> tuple[SheetTable, Header, list[Oddity]]:
    """The sheet with the people in it: the one that names most fields; others that could be are told."""
    if wanted is not None:
        tables = [table for table in tables if table.sheet.casefold() == wanted.casefold()]
        if not tables:
            raise NotFound(
                N_("The workbook “{name}” has no sheet called “{sheet}”."),
                N_("Write the name as it stands on the tab, or leave it out."),
                name=name,
                sheet=wanted,
            )
    heads = {table.sheet: head for table in tables if (head := find(first_rows(table), lists)) is not None}
    found = [table for table in tables if table.sheet in heads]
    if not found or {"survey", "choices"} <= {table.sheet.casefold() for table in tables}:
        raise no_head(name)
    chosen = max(
        found, key=lambda table: (_people(heads[table.sheet]), len(heads[table.sheet].columns), table.visible)
    )
    warnings = [
        Oddity(_OTHER_SHEET, _OTHER_SHEET_STEP, values={"sheet": table.sheet, "chosen": chosen.sheet})
        for table in found
        if table is not chosen and _people(heads[table.sheet])
    ]
    return chosen, heads[chosen.sheet], warnings


def _people(header: Header) -> bool:
    """Whether a sheet holds people; one of pick lists names fields, but nobody."""
    return any(column.field.name in _IDENTIFYING for column in header.columns)


_OTHER_SHEET = N_("The sheet “{sheet}” also names fields of the standard; only “{chosen}” was read.")
_OTHER_SHEET_STEP = N_("Import the other sheet on its own with --sheet.")
