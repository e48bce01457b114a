"""Texts as they stand in cells, and as they are kept."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from victimcase.exchange import limits
from victimcase.exchange.reading import Cell, Oddity, Weight
from victimcase.i18n import N_

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_INVISIBLE = "\u200b\ufeff\u200e\u200f\u2060"


def empty(cell: Cell) -> bool:
    """Whether a cell holds nothing a person would see."""
    return (
        cell is None or cell == "" or (isinstance(cell, str) and not cell.strip().strip(_INVISIBLE).strip())
    )


def plain(cell: Cell) -> str:
    """The text a cell shows, without case for its look: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def tidy(text: str) -> str:
    """A text in composed form (NFC), trimmed, with plain line ends and without characters nobody can see."""
    return tidied(text)[0]


def tidied(text: str) -> tuple[str, bool]:
    """The tidy text, and whether control characters were left out of it."""
    if text.isascii() and text.isprintable():
        return text.strip(), False
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROLS.sub("", text)
    trimmed, before = unicodedata.normalize("NFC", clean).strip(), ""
    while trimmed != before:
        before, trimmed = trimmed, trimmed.strip(_INVISIBLE).strip()
    return trimmed, len(clean) != len(text)


def too_long(text: str) -> Oddity | None:
    """What is said of a cell nobody typed."""
    if len(text) <= limits.MAX_CELL_CHARS:
        return None
    return Oddity(
        N_("The cell holds more than {most} characters; the row was not taken."),
        N_("Shorten the text, or keep it as a file beside the case."),
        weight=Weight.ROW,
        values={"most": limits.MAX_CELL_CHARS},
    )
