"""Where lines may end: ICU's rules, with its dictionaries for Thai, Khmer, Lao, Burmese and Chinese."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker

_UNSEEN = " \n\t\u200b\u2066\u2069"
_BASIC = 0xFFFF
_TOLERANCE = 0.01


def line_ends(text: str, language: str) -> list[int]:
    """Every place in `text` a line may end, its own end last."""
    return _ends(LineBreaker, text, language)


def cluster_ends(text: str, language: str) -> list[int]:
    """The end of every character as a reader counts them: a letter with its marks is one."""
    return _ends(CharacterBreaker, text, language)


def seen_end(text: str, start: int, end: int) -> int:
    """Where the visible part of a line ends: closing spaces and marks take no room."""
    while end > start and text[end - 1] in _UNSEEN:
        end -= 1
    return end


def fill(
    text: str, language: str, reach: Sequence[float], ends: Sequence[int], width: float
) -> list[tuple[int, int]]:
    """`text` cut into lines no wider than `width`; a word too long is cut between its characters.

    `reach` holds, for each place in the text, how far the characters before it reach.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = _last_fitting(text, reach, ends, start, width)
        if end is None:
            end = _forced(text, language, reach, ends, start, width)
        lines.append((start, end))
        start = end
    return lines or [(0, 0)]


def _last_fitting(
    text: str, reach: Sequence[float], ends: Sequence[int], start: int, width: float
) -> int | None:
    limit = reach[start] + width + _TOLERANCE
    first = bisect_right(ends, start)
    at = first
    while at < len(ends) and (reach[ends[at]] <= limit or reach[seen_end(text, start, ends[at])] <= limit):
        at += 1
    return ends[at - 1] if at > first else None


def _forced(
    text: str, language: str, reach: Sequence[float], ends: Sequence[int], start: int, width: float
) -> int:
    word = text[start : ends[bisect_right(ends, start)]]
    places = [start + end for end in cluster_ends(word, language)]
    fitting = [place for place in places if reach[place] - reach[start] <= width + _TOLERANCE]
    return fitting[-1] if fitting else places[0]


def _ends(breaker: type[BaseBreaker], text: str, language: str) -> list[int]:
    """ICU counts UTF-16 units; texts beyond the basic plane are counted back into characters."""
    ends = [end for _, end in breaker(text, language).segments()]
    if text.isascii() or ord(max(text, default="")) <= _BASIC:
        return ends
    units = list(accumulate((1 + (ord(character) > _BASIC) for character in text), initial=0))
    return [bisect_left(units, end) for end in ends]
