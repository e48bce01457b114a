"""A mapping file (TOML): which column of somebody's own table feeds which field, and what its values mean."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from victimcase.domain.errors import Invalid
from victimcase.exchange import limits
from victimcase.exchange.code_lists import CodeLists, Field, Kind
from victimcase.i18n import N_

_FILE_KEYS: Final[Mapping[str, type]] = {"sheet": str, "header_row": int, "encoding": str, "delimiter": str}
_COLUMN_KEYS: Final[Mapping[str, type]] = {"to": str, "values": dict, "date_format": str}
_LISTED: Final = (Kind.CHOICE, Kind.CHOICES, Kind.LANGUAGE)
_DATE_FORMAT = re.compile(
    r"d{1,2}[-/. ]m{1,4}[-/. ]y{2,4}|m{1,4}[-/. ]d{1,2}[-/. ]y{2,4}|y{2,4}[-/. ]m{1,4}[-/. ]d{1,2}"
)
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass(frozen=True)
class Target:
    """What one column feeds; `values` by the text without case, `line` of the mapping file that says so."""

    heading: str
    field: Field
    line: int
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    date_format: str | None = None


@dataclass(frozen=True)
class Mapped:
    """A mapping file that was understood; `header_row` counts from 1 and is looked for when 0."""

    targets: tuple[Target, ...]
    name: str
    sheet: str | None = None
    header_row: int = 0
    encoding: str | None = None
    delimiter: str | None = None


def read_mapping(
    content: bytes, name: str, lists: CodeLists, own: Mapping[str, Field] | None = None
) -> Mapped:
    """Understand a mapping file.

    Table `[columns]` maps headings to a field of the standard or a `kind.field` of `own`, either as text or
    as a table with `to`, `values` (what stands in the cells = what is meant; "" leaves it out) and
    `date_format` (dd/mm/yyyy). Table `[file]` may hold `sheet`, `header_row`, `encoding`, `delimiter`. Raises
    `Invalid` naming the line.
    """
    text = _text(content, name)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(error, text, name) from error
    lines = text.splitlines()
    for key in document:
        if key not in ("file", "columns"):
            raise _wrong(
                name,
                _line(lines, None, key),
                N_("There is no table “{key}” here; [file] and [columns] are."),
                key=key,
            )
    settings = _table(document, "file", lines, name)
    for key, value in settings.items():
        if type(value) is not _FILE_KEYS.get(key):
            raise _wrong(name, _line(lines, "file", key), N_("“{key}” is not understood in [file]."), key=key)
    columns = _table(document, "columns", lines, name)
    if not columns:
        raise _wrong(name, 1, N_("The table [columns] is missing or empty."))
    targets: dict[str, Target] = {}
    for heading, told in columns.items():
        target = _target(heading, told, lines, name, {**lists.fields, **(own or {})}, lists)
        first = targets.setdefault(target.field.name, target)
        if first is not target:
            said = N_("“{field}” is fed by line {first} already; one column can feed a field.")
            raise _wrong(name, target.line, said, field=target.field.name, first=first.line)
    return Mapped(tuple(targets.values()), name, **settings)


def _text(content: bytes, name: str) -> str:
    if len(content) > limits.MAX_MAP_BYTES:
        raise _wrong(name, 1, N_("The file is far too large for a mapping."))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(name, line, N_("The file is not in UTF-8.")) from error


def _broken(error: tomllib.TOMLDecodeError, text: str, name: str) -> Invalid:
    match = _TOML_PLACE.search(str(error))
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    said = _TOML_PLACE.sub("", str(error)).strip()
    return _wrong(name, line, N_("This is not TOML ({said})."), said=said)


def _wrong(name: str, line: int, message: str, **values: object) -> Invalid:
    return Invalid(
        N_("Line {line} of “{name}”: {what} Nothing was changed."),
        N_("Correct that line and try again."),
        line=line,
        name=name,
        what=_Said(message, values),
    )


@dataclass(frozen=True)
class _Said:
    """A message inside another one, translated when it is shown."""

    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        from victimcase.i18n import tr

        return tr(self.message, **self.values)


def _table(document: Mapping[str, Any], key: str, lines: list[str], name: str) -> Mapping[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise _wrong(
            name, _line(lines, None, key), N_("“{key}” must be a table, written as [{key}]."), key=key
        )
    return table


def _target(
    heading: str, told: Any, lines: list[str], name: str, fields: Mapping[str, Field], lists: CodeLists
) -> Target:
    line = _line(lines, "columns", heading)
    table = {"to": told} if isinstance(told, str) else told
    if not isinstance(table, dict) or not isinstance(table.get("to"), str):
        raise _wrong(
            name, line, N_('“{heading}” needs the name of a field, as text or as to = "…".'), heading=heading
        )
    for key, value in table.items():
        if type(value) is not _COLUMN_KEYS.get(key):
            raise _wrong(
                name, line, N_("“{key}” is not understood for “{heading}”."), key=key, heading=heading
            )
    target = fields.get(lists.name(table["to"]) or table["to"])
    if target is None:
        raise _wrong(name, line, N_("There is no field “{field}”."), field=table["to"])
    values = _values(table.get("values", {}), target, lines, line, name, lists)
    date_format = table.get("date_format")
    if date_format is not None and (
        target.kind is not Kind.DATE or not _DATE_FORMAT.fullmatch(date_format.lower())
    ):
        said = N_("“{format}” does not say how dates are written; write dd/mm/yyyy or the like.")
        raise _wrong(name, line, said, format=date_format)
    return Target(heading, target, line, values, date_format)


def _values(
    said: Mapping[str, Any], target: Field, lines: list[str], line: int, name: str, lists: CodeLists
) -> dict[str, str]:
    values = {}
    for found, meant in said.items():
        at = max(line, _line(lines, None, found, after=line))
        text = str(meant).upper() if isinstance(meant, bool) else meant
        if not isinstance(text, str):
            raise _wrong(name, at, N_("“{found}” must stand for a text."), found=found)
        list_name = "language" if target.kind is Kind.LANGUAGE else target.list
        if text and target.kind in _LISTED and lists.code(list_name, text) is None:
            raise _wrong(
                name, at, N_("“{meant}” is not on the list of {field}."), meant=text, field=target.name
            )
        values[found.strip().casefold()] = text
    return values


def _line(lines: list[str], table: str | None, key: str, *, after: int = 1) -> int:
    """The line a key stands on, as far as that can be seen without keeping the places of a parser."""
    ways = "|".join(re.escape(way) for way in (key, f'"{key}"', f"'{key}'", json.dumps(key)))
    named = re.compile(
        rf"\s*(?:\[+\s*(?:\w+\s*\.\s*)?)?(?:{ways})\s*(?:=|\.|\])"  # alone, or as a table of its own
        rf"|.*[{{,]\s*(?:{ways})\s*="  # inside a table on one line
    )
    inside = table is None
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("[") and table is not None:
            inside = bool(re.match(rf"\s*\[+\s*{table}\b", line))
        if number >= after and inside and named.match(line):
            return number
    return after
