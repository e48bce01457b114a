"""The rarer forms of EDTF, read by the library edtf: 199X, 1998-~05, [1998,2000], 1950S2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from threading import Lock
from typing import Any, Final, Literal

import edtf

from victimcase.domain.calendars import days_in_month

SEASON: Final = "season"

# edtf writes to the standard output what it stumbles over, so only texts it can read are let through
_READABLE = re.compile(r"[-0-9X?~%.\[\]{},YES ]+", re.ASCII)
_STUMBLES = re.compile(r"-X[0-9](?![0-9])|\.\.$|^\.\.", re.ASCII)
_parser = Lock()  # the grammar keeps its memory in one place for all threads

Reading = tuple[date, date, date, date, bool, bool]


def read(text: str) -> Reading | Literal["season"] | None:
    """The six parts of a `Span`, or `SEASON`, or None for what is no date."""
    if not _READABLE.fullmatch(text) or _STUMBLES.search(text):
        return None
    try:
        with _parser:
            found: Any = edtf.parse_edtf(text)
        parts = list(_parts(found))
        if any(isinstance(part, edtf.Season) for part in parts):
            return SEASON
        strict = _days(found.lower_strict(), found.upper_strict())
        wide = _days(found.lower_fuzzy(), found.upper_fuzzy())
    except (edtf.EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None
    if strict is None or wide is None:
        return None
    both = any(getattr(part, "is_uncertain_and_approximate", False) for part in parts)
    uncertain = both or any(getattr(part, "is_uncertain", False) for part in parts)
    approximate = both or any(getattr(part, "is_approximate", False) for part in parts)
    return (*strict, *wide, approximate or (wide != strict and not uncertain), uncertain)


def _parts(found: Any) -> Iterator[Any]:
    yield found
    ends = (getattr(found, "lower", None), getattr(found, "upper", None))
    for part in (*getattr(found, "objects", ()), *ends):
        if part is not None:
            yield from _parts(part)


def _days(lower: Any, upper: Any) -> tuple[date, date] | None:
    """Two days of the library inside the years 1 to 9999; None when nothing of the span lies there."""
    first = date.min if lower == float("-inf") else _day(tuple(lower)[:3], outward=-1)
    last = date.max if upper == float("inf") else _day(tuple(upper)[:3], outward=1)
    return (first, last) if first and last and first <= last else None


def _day(parts: tuple[int, ...], outward: int) -> date | None:
    """A day of the library; beyond the years 1 to 9999 or past a month, the nearest that exists."""
    year, month, day = parts
    if year < 1:
        return date.min if outward < 0 else None
    if year > date.max.year:
        return date.max if outward > 0 else None
    return date(year, month, min(day, days_in_month(year, month)))
