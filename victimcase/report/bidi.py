"""Which way each character runs: the Unicode Bidirectional Algorithm (UAX #9), over the standard library.

The letters and digits in capitals (X5, W4, N0 …) are the rules of the annex.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from victimcase.report import bidi_rules as rules

_DEEPEST = 125
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
_ASSIGNED_LATER = (  # what DerivedBidiClass.txt gives to code points that have no character yet
    ("AL", ((0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0x10D00, 0x10D3F))),
    (
        "AL",
        ((0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F), (0x1EE00, 0x1EEFF)),
    ),
    ("R", ((0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))),
    ("ET", ((0x20A0, 0x20CF),)),
)
_ANY_BIDI = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Resolved(NamedTuple):
    """The levels of one paragraph: even runs left to right, odd runs right to left."""

    base: int
    levels: Sequence[int]
    classes: Sequence[str]
    plain: bool = False


def resolve(text: str, base: int | None = None) -> Resolved:
    """The levels of `text`, one paragraph; `base` is 0 or 1, or None: as the first letter runs."""
    if not base and not _ANY_BIDI.search(text):
        return Resolved(0, [0] * len(text), (), plain=True)
    classes = [bidi_class(character) for character in text]
    pairs = _isolate_pairs(classes)
    if base is None:
        base = _first_strong(classes, pairs, 0, len(classes)) or 0
    levels, kinds = _explicit(classes, pairs, base)
    kept = [at for at, name in enumerate(classes) if name not in _REMOVED]
    lifted = list(levels)
    for sequence in _sequences(classes, levels, kept, pairs):
        start, end = _edges(sequence, classes, levels, kept, pairs, base)
        run = rules.Sequence([kinds[at] for at in sequence], [classes[at] for at in sequence], start, end)
        settled = rules.settle(run, [text[at] for at in sequence], "R" if levels[sequence[0]] % 2 else "L")
        for at, kind in zip(sequence, settled, strict=True):
            lifted[at] += _step(levels[at], kind)
    for at, name in enumerate(classes):
        if name in _REMOVED:
            lifted[at] = lifted[at - 1] if at else base
    return Resolved(base, lifted, classes)


def direction_of(text: str) -> int | None:
    """0 or 1 as the first letter runs (P2, P3), or None where there is no letter at all."""
    classes = [bidi_class(character) for character in text]
    return _first_strong(classes, _isolate_pairs(classes), 0, len(classes))


def line_levels(resolved: Resolved, start: int, end: int) -> list[int]:
    """The levels of one line of the paragraph, its separators and closing spaces at the base (L1)."""
    levels = list(resolved.levels[start:end])
    if resolved.plain:
        return levels
    closing = True
    for at in range(end - 1, start - 1, -1):
        name = resolved.classes[at]
        if name in ("B", "S"):
            closing = True
        elif not (name in ("WS", "FSI", "LRI", "RLI", "PDI") or name in _REMOVED):
            closing = False
        if closing:
            levels[at - start] = resolved.base
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of `levels` as they stand from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        start = None
        for at, place in enumerate([*order, None]):
            if place is not None and levels[place] >= level:
                start = at if start is None else start
            elif start is not None:
                order[start:at] = order[start:at][::-1]
                start = None
    return order


@lru_cache(maxsize=8192)
def bidi_class(character: str) -> str:
    """The character's bidirectional class, by the annex's defaults where Python's tables know none."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    point = ord(character)
    for name, spans in _ASSIGNED_LATER:
        if any(first <= point <= last for first, last in spans):
            return name
    return "L"


def _isolate_pairs(classes: Sequence[str]) -> dict[int, int]:
    """Each isolate initiator that is closed, with the place of what closes it (BD9)."""
    pairs: dict[int, int] = {}
    if "PDI" not in classes:
        return pairs
    waiting: list[int] = []
    for at, name in enumerate(classes):
        if name in rules.ISOLATES:
            waiting.append(at)
        elif name == "PDI" and waiting:
            pairs[waiting.pop()] = at
    return pairs


def _first_strong(classes: Sequence[str], pairs: dict[int, int], start: int, end: int) -> int | None:
    at = start
    while at < end:
        name = classes[at]
        if name in ("L", "R", "AL"):
            return 0 if name == "L" else 1
        at = pairs.get(at, end) + 1 if name in rules.ISOLATES else at + 1
    return None


class _Stack:
    """The directional status stack of X1 to X7: (level, override, whether an isolate opened it)."""

    def __init__(self, base: int) -> None:
        self.entries: list[tuple[int, str | None, bool]] = [(base, None, False)]
        self.lost_isolates = self.lost_embeddings = self.isolates = 0

    def open(self, rightward: bool, override: str | None, isolate: bool) -> None:
        level = self.entries[-1][0]
        higher = (level + 1) | 1 if not rightward else (level + 2) & ~1
        if higher <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.entries.append((higher, override, isolate))
            self.isolates += isolate
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def close_isolate(self) -> None:
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.lost_embeddings = 0
            while not self.entries.pop()[2]:
                pass
            self.isolates -= 1

    def close_embedding(self) -> None:
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif len(self.entries) > 1 and not self.entries[-1][2]:
            self.entries.pop()


def _explicit(classes: Sequence[str], pairs: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """Levels and, where an override stands, changed classes (X1 to X8)."""
    stack = _Stack(base)
    levels, kinds = [base] * len(classes), list(classes)
    for at, name in enumerate(classes):
        if name == "PDI":
            stack.close_isolate()
        level, override, _ = stack.entries[-1]
        levels[at] = base if name == "B" else level
        if override and name not in _REMOVED and name != "B":
            kinds[at] = override
        if name in _EMBEDDINGS:
            stack.open(name[0] == "L", {"RLO": "R", "LRO": "L"}.get(name), False)
        elif name in rules.ISOLATES:
            inner = _first_strong(classes, pairs, at + 1, pairs.get(at, len(classes)))
            stack.open(name == "LRI" or (name == "FSI" and inner != 1), None, True)
        elif name == "PDF":
            stack.close_embedding()
    return levels, kinds


def _sequences(
    classes: Sequence[str], levels: Sequence[int], kept: Sequence[int], pairs: dict[int, int]
) -> list[list[int]]:
    """The isolating run sequences (X10): runs of one level, joined over what an isolate holds."""
    runs: list[list[int]] = []
    for at in kept:
        if runs and levels[runs[-1][-1]] == levels[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    by_start = {run[0]: run for run in runs}
    closers = set(pairs.values())
    sequences = []
    for run in runs:
        if run[0] in closers and classes[run[0]] == "PDI":
            continue
        sequence = list(run)
        while (closer := pairs.get(sequence[-1])) is not None and closer in by_start:
            sequence += by_start[closer]
        sequences.append(sequence)
    return sequences


def _edges(
    sequence: Sequence[int],
    classes: Sequence[str],
    levels: Sequence[int],
    kept: Sequence[int],
    pairs: dict[int, int],
    base: int,
) -> tuple[str, str]:
    """What the sequence is taken to stand between (X10: sos and eos)."""
    first, last = bisect_left(kept, sequence[0]), bisect_left(kept, sequence[-1])
    before = levels[kept[first - 1]] if first else base
    open_ended = classes[sequence[-1]] in rules.ISOLATES and sequence[-1] not in pairs
    after = base if open_ended or last + 1 == len(kept) else levels[kept[last + 1]]
    own = levels[sequence[0]]
    return ("R" if max(own, before) % 2 else "L"), ("R" if max(own, after) % 2 else "L")


def _step(level: int, kind: str) -> int:
    """How far a settled kind lifts its level (I1, I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
