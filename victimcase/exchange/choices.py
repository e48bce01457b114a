"""Choices in a cell: one or several, as codes or labels, joined in any of the ways people join them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.reading import Column, Oddity, Weight
from victimcase.i18n import N_

_STRONG = re.compile(r"[;|\n\r]")
_SHOWN: Final = 16
_MOST_PIECES: Final = 200
_MOST_JOINED: Final = 3

Resolve: TypeAlias = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The codes of a cell, each once, in the order they stand, and what was odd."""

    codes: tuple[str, ...]
    oddities: tuple[Oddity, ...] = ()


def find(text: str, column: Column, lists: CodeLists) -> Found:
    """The codes a cell holds.

    Labels of the standard themselves contain commas and semicolons, so the longest label that fits is taken
    first: the whole text, then pieces between semicolons or lines, then between commas, then codes between
    spaces.
    """
    name = "language" if column.field.kind is Kind.LANGUAGE else column.field.list

    def resolve(piece: str) -> str | None:
        if column.values:
            piece = column.values.get(piece.strip().casefold(), piece)
        return lists.code(name, piece)

    codes: dict[str, None] = {}
    oddities: list[Oddity] = []
    for piece, code in _pieces(text, resolve):
        if code is None:
            oddities.append(_unknown(name, lists))
            continue
        codes[code] = None
        if lists.tells(name, piece):
            oddities.append(_nearest(name, code, lists))
    return Found(tuple(codes), tuple(_once(oddities)))


def _once(oddities: list[Oddity]) -> list[Oddity]:
    return [oddity for place, oddity in enumerate(oddities) if oddity not in oddities[:place]]


def _pieces(text: str, resolve: Resolve) -> list[tuple[str, str | None]]:
    pieces = _STRONG.split(text)
    if len(pieces) == 1:
        return _weak(text, resolve)
    found: list[tuple[str, str | None]] = []
    for piece, code in _joined(pieces, resolve, longest_first=False):
        found.extend([(piece, code)] if code is not None else _weak(piece, resolve))
    return found


def _weak(text: str, resolve: Resolve) -> list[tuple[str, str | None]]:
    """One code, or several between commas, or between spaces as survey programs write them."""
    whole = resolve(text)
    if whole is not None:
        return [(text, whole)]
    parts = _joined(text.split(","), resolve, longest_first=True)
    if all(code is not None for _, code in parts):
        return parts
    words = [(word, resolve(word)) for word in text.split()[:_MOST_PIECES]]
    if all(code is not None for _, code in words):
        return words
    return parts


def _joined(pieces: list[str], resolve: Resolve, *, longest_first: bool) -> list[tuple[str, str | None]]:
    """Neighbouring pieces put together where a label reaches over them.

    Between commas the longest label counts, as "Congo" is a country and "Congo, Democratic Republic of the"
    another; no label of the standard begins with another one and a semicolon.
    """
    pieces = [piece for piece in pieces if piece.strip()][:_MOST_PIECES]
    found: list[tuple[str, str | None]] = []
    start = 0
    while start < len(pieces):
        ends = range(start + 1, min(len(pieces), start + _MOST_JOINED) + 1)
        for end in reversed(ends) if longest_first else ends:
            piece = " ".join(pieces[start:end])
            code = resolve(piece)
            if code is not None:
                break
        else:
            end, piece, code = start + 1, pieces[start], None
        found.append((piece, code))
        start = end
    return found


def _unknown(name: str, lists: CodeLists) -> Oddity:
    labels = lists.labels(name)
    if name == "country":
        step = N_("Write the country's name in English or its two-letter code (ISO 3166-1).")
    elif 0 < len(labels) <= _SHOWN:
        step = N_("Use one of: {choices}.")
    else:
        step = N_("Use a code or label of the list in the standard.")
    return Oddity(
        N_("A value here is not on the list of this field; it was left out."),
        step,
        weight=Weight.CELL,
        values={"choices": "; ".join(labels)} if 0 < len(labels) <= _SHOWN else {},
    )


def _nearest(name: str, code: str, lists: CodeLists) -> Oddity:
    label = next((one.label for one in lists.codes.get(name, ()) if one.code == code), code)
    return Oddity(
        N_("A value here has no exact match in the standard; it was read as “{label}”, which is close."),
        N_("Check that this says what was meant."),
        values={"label": label},
    )
