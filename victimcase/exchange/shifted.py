"""Columns that hold what belongs under another heading."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.errors import UserError
from victimcase.exchange import dates
from victimcase.exchange.choices import find
from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.reading import Column, Oddity
from victimcase.exchange.texts import empty, tidy
from victimcase.i18n import N_

NAMES: Final = frozenset({"prs_FirstName", "prs_SecondName", "prs_Email"})
"""Fields whose values are never a code."""

POSTAL: Final = "prs_MailingPostalCode"

_ENOUGH: Final = 3
_TOO_COMMON: Final = frozenset({"Other", "Education", "NGO", "Police"})


@dataclass
class Seen:
    """What a column holds: how often each text stands there, up to a limit of different ones."""

    filled: int = 0
    texts: Counter[str] = dataclasses.field(default_factory=Counter)
    numbers: int = 0
    rising: bool = True
    last: float = float("-inf")


def shifted(
    watched: Mapping[int, Column], seen: Mapping[int, Seen], lists: CodeLists
) -> tuple[frozenset[int], list[Oddity]]:
    """Columns whose values mostly belong elsewhere: one is left out, several mean that the rows slipped."""
    wrong: list[tuple[Column, str]] = []
    for index, column in watched.items():
        if column.field.name == POSTAL:
            _refuse_old_address(column, seen[index], lists)
            continue
        better = _belongs(column, seen[index], lists)
        if better:
            wrong.append((column, better))
    if len(wrong) > 1:
        raise UserError(
            N_("Columns seem to have slipped: {columns}. Nothing was changed."),
            N_("Compare the first rows with their headings, move the cells back, and import the file again."),
            columns="; ".join(f"{column.letter} ({column.label}) – {better}" for column, better in wrong),
        )  # fmt: skip
    message = N_("Most values here belong to “{other}”; the column was left out.")
    warnings = [
        Oddity(message, N_("Move the cells under their own heading."), values={"other": other}).at(
            None, column.letter, column.label
        )
        for column, other in wrong
    ]
    return frozenset(column.index for column, _ in wrong), warnings


def _refuse_old_address(column: Column, seen: Seen, lists: CodeLists) -> None:
    """Countries named as postal codes: the template's hidden names, under labels in another language.

    Those names are wrong for the whole address, and the labels that say what is what are not understood.
    """
    countries = sum(count for text, count in seen.texts.items() if lists.code("country", text))
    if countries >= max(_ENOUGH, 0.8 * seen.filled):
        raise UserError(
            N_("Column {column} ({label}) is named for postal codes but holds countries. The hidden names of"
               " the official template are wrong for the address, and the labels here are not in English."
               " Nothing was changed."),
            N_("Write the English labels over the address columns: Mailing Street, Mailing City,"
               " Mailing State/Province, Mailing Zip/Postal Code, Mailing Country."),
            column=column.letter,
            label=column.label,
        )  # fmt: skip


def _belongs(column: Column, seen: Seen, lists: CodeLists) -> str | None:
    """The label of the field most of the texts of this column belong to, when it is not this one."""
    texts = {text: count for text, count in seen.texts.items() if not empty(text) and len(text) < 300}
    filled = sum(texts.values())
    if filled < _ENOUGH or filled * 2 < seen.filled:
        return None
    own = sum(count for text, count in texts.items() if fits(text, column, lists))
    if own * 2 >= filled and column.field.name not in NAMES:
        return None
    candidates = {
        other.label: sum(
            count
            for text, count in texts.items()
            if tidy(text) not in _TOO_COMMON and fits(text, other, lists)
        )
        for other in _others(column, lists)
    }
    label, most = max(candidates.items(), key=lambda pair: pair[1], default=("", 0))
    needed = 0.8 if column.field.name in NAMES else 0.5
    return label if most >= max(_ENOUGH, filled * needed) else None


def _others(column: Column, lists: CodeLists) -> list[Column]:
    """One column for each other list, and one for dates."""
    found: dict[str, Column] = {}
    for other in lists.fields.values():
        key = other.list or ("date" if other.kind is Kind.DATE else "")
        if not key or (key in (column.field.list, "country") and column.field.name in NAMES):
            continue
        if (key != column.field.list and other.kind is not column.field.kind) or other.list:
            found.setdefault(key, Column(0, "", other.label, other))
    found.pop(column.field.list, None)
    return list(found.values())


def fits(text: str, column: Column, lists: CodeLists) -> bool:
    """Whether a text could stand in this column, leaving aside whether it is a good value."""
    match column.field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            found = find(text, column, lists)
            return bool(found.codes) and not any(oddity.rejects for oddity in found.oddities)
        case Kind.DATE:
            return dates.read(text, "dmy").value is not None or dates.read(text, "mdy").value is not None
        case Kind.YES_NO:
            return tidy(text).casefold() in ("true", "false", "yes", "no", "y", "n", "1", "0", "t", "f")
    return False
