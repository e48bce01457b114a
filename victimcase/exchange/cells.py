"""Cells as canonical values: a reader for each kind of field, made once for each column."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, TypeAlias

from victimcase.exchange import choices, dates, phones
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.reading import Cell, Column, Oddity, Value, Weight
from victimcase.exchange.texts import plain, tidied, tidy, too_long
from victimcase.i18n import N_


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a cell says: its canonical value, what is odd about it, and its own text where that says more."""

    value: Value | None = None
    oddities: tuple[Oddity, ...] = ()
    written: str | None = None


Reader: TypeAlias = Callable[[Cell], Parsed]
"""Reads one cell of a column; empty cells never reach it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file writes things.

    `order` of day and month; `mac`: days count from 1904; `region` whose telephone numbers stand without a
    country; `guarded`: texts may carry the apostrophe of a CSV written for safety.
    """

    order: dates.Order | None = None
    mac: bool = False
    region: str | None = None
    guarded: bool = False


_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")  # see `guard` in htcds_write
_EXACT_DIGITS = 1e15
_WORDS: Final = {"true": True, "yes": True, "y": True, "t": True, "1": True} | {
    "false": False, "no": False, "n": False, "f": False, "0": False
}  # fmt: skip
_LAST_DEGREE = {"latitude": 90, "longitude": 180}


def reader_of(column: Column, lists: CodeLists, habits: Habits) -> Reader:
    """The reader for the cells of this column."""
    if column.option is not None:
        return _yes_no
    match column.field.kind:
        case Kind.CHOICE | Kind.CHOICES | Kind.LANGUAGE:
            return _choice_reader(column, lists)
        case Kind.YES_NO:
            return _mapped(column, _yes_no)
        case Kind.DATE:
            return _mapped(column, lambda cell: _date(cell, habits))
        case Kind.PHONE:
            return _mapped(column, lambda cell: _phone(cell, habits))
        case Kind.EMAIL:
            return _mapped(column, lambda cell: _email(cell, habits))
        case Kind.WHOLE_NUMBER:
            return _mapped(column, _whole_number)
        case Kind.DEGREES:
            most = _LAST_DEGREE["latitude" if "latitude" in column.field.name.lower() else "longitude"]
            return _mapped(column, lambda cell: _degrees(cell, most))
    return _mapped(column, lambda cell: _text(cell, habits))


def _taken(text: str, habits: Habits) -> str:
    """The text of a cell without the mark that keeps spreadsheet programs from running it."""
    return text[1:] if habits.guarded and text[:1] == "'" and _GUARDED.match(text) else text


def _refused(message: str, next_step: str, cell: Cell, **values: object) -> Parsed:
    return Parsed(
        None, (Oddity(message, next_step, weight=Weight.CELL, values=values, found=plain(cell)[:200]),)
    )


def _text(cell: Cell, habits: Habits) -> Parsed:
    found = plain(cell)
    if oddity := too_long(found):
        return Parsed(None, (oddity,))
    text, cleaned = tidied(_taken(found.strip(), habits))
    if not text:
        return Parsed()
    if isinstance(cell, float) and abs(cell) >= _EXACT_DIGITS:
        return Parsed(text, (Oddity(_ROUNDED, _ROUNDED_STEP, found=text),))
    return Parsed(text, (Oddity(_CLEANED),)) if cleaned else Parsed(text)


_ROUNDED = N_("A number of more than 15 digits: spreadsheet programs turn the last ones into zeros.")
_ROUNDED_STEP = N_("Compare it with the paper, and keep such numbers as text in the spreadsheet.")
_CLEANED = N_("Characters that cannot be shown were left out.")


def _mapped(column: Column, read: Reader) -> Reader:
    """The reader after the replacements a mapping file names; an empty one leaves the value out."""
    if not column.values:
        return read
    values = column.values

    def replaced(cell: Cell) -> Parsed:
        text = values.get(plain(cell).strip().casefold())
        return read(cell) if text is None else read(text) if text else Parsed()

    return replaced


def _choice_reader(column: Column, lists: CodeLists) -> Reader:
    known: dict[str, Parsed] = {}

    def read(cell: Cell) -> Parsed:
        if not isinstance(cell, str):
            return _choice(cell, column, lists)
        parsed = known.get(cell)
        if parsed is None:
            parsed = _choice(cell, column, lists)
            if len(known) < 10_000:  # real columns repeat a few texts; others should not fill the memory
                known[cell] = parsed
        return parsed

    return read


def _choice(cell: Cell, column: Column, lists: CodeLists) -> Parsed:
    text = tidy(plain(cell))
    if oddity := too_long(text):
        return Parsed(None, (oddity,))
    if not text or column.values.get(text.casefold()) == "":
        return Parsed()
    found = choices.find(text, column, lists)
    oddities = tuple(_with_found(oddity, text) for oddity in found.oddities)
    if column.field.kind is Kind.CHOICES:
        return Parsed(found.codes or None, oddities)
    if len(found.codes) > 1:
        return _refused(
            N_("Several values stand here, and the field takes one; none was taken."),
            N_("Keep one of them."),
            cell,
        )
    return Parsed(found.codes[0] if found.codes else None, oddities)


def _with_found(oddity: Oddity, text: str) -> Oddity:
    return Oddity(
        oddity.message, oddity.next_step, weight=oddity.weight, values=oddity.values, found=text[:200]
    )


def _yes_no(cell: Cell) -> Parsed:
    if isinstance(cell, bool):
        return Parsed(cell)
    answer = _WORDS.get(plain(cell).strip().casefold())
    if answer is None:
        return _refused(N_("This is neither yes nor no."), N_("Write TRUE or FALSE, or Yes or No."), cell)
    return Parsed(answer)


def _date(cell: Cell, habits: Habits) -> Parsed:
    if isinstance(cell, str) and len(cell) > 200:
        return _refused(N_("This could not be read as a date."), dates.WAYS, cell)
    read = dates.read(
        _taken(cell.strip(), habits) if isinstance(cell, str) else cell, habits.order, mac=habits.mac
    )
    if read.oddity is None:
        return Parsed(read.value)
    return Parsed(read.value, (_with_found(read.oddity, plain(cell)),))


def _phone(cell: Cell, habits: Habits) -> Parsed:
    parsed = _text(cell, habits)
    if not isinstance(parsed.value, str):
        return parsed
    number, oddity = phones.read(parsed.value, habits.region, typed=isinstance(cell, str))
    oddities = parsed.oddities if oddity is None else (*parsed.oddities, _with_found(oddity, parsed.value))
    return Parsed(number, oddities, parsed.value if parsed.value != number else None)


def _email(cell: Cell, habits: Habits) -> Parsed:
    parsed = _text(cell, habits)
    if not isinstance(parsed.value, str) or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parsed.value):
        return parsed
    oddity = Oddity(
        N_("This does not look like an e-mail address; it was kept as written."), found=parsed.value
    )
    return Parsed(parsed.value, (*parsed.oddities, oddity))


def _number(cell: Cell) -> float | None:
    """The number in a cell; a comma may stand for the point."""
    if isinstance(cell, bool | date | time | timedelta):
        return None
    if isinstance(cell, int | float):
        return cell if math.isfinite(cell) else None
    text = unicodedata.normalize("NFKC", str(cell)).strip().removeprefix("'").replace(",", ".")
    if len(text) > 30 or not re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        return None
    return float(text)


def _whole_number(cell: Cell) -> Parsed:
    number = _number(cell)
    if number is None or number != int(number) or not 0 <= number < 1000:
        return _refused(N_("This is not a whole number from 0 to 999."), N_("Write digits only."), cell)
    return Parsed(int(number))


def _degrees(cell: Cell, most: int) -> Parsed:
    number = _number(cell)
    if number is None or abs(number) > most:
        return _refused(
            N_("This is not a number of degrees from -{most} to {most}."),
            N_("Write it in decimal degrees, for example 13.7563."),
            cell,
            most=most,
        )
    return Parsed(float(number))
