"""The rules of UAX #9 inside one isolating run sequence: weak kinds (W), brackets (N0), neutrals (N1, N2)."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence as Row
from typing import NamedTuple

ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_MOST_OPEN = 63

# BidiBrackets.txt, opening and closing by turns (Unicode 15, © Unicode, Inc., see resources/fonts/README.md).
_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b"
    "\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6"
    "\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a"
    "\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db"
    "\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c"
    "\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b"
    "\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_SAME = {"\u232a": "\u3009"}  # canonical equivalents close each other's pairs (BD16)
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSERS = frozenset(_PAIRS[1::2])


class Sequence(NamedTuple):
    """One isolating run sequence: kinds (classes after overrides), classes as they were, and its edges."""

    kinds: list[str]
    classes: list[str]
    start: str
    end: str


def settle(run: Sequence, text: Row[str], embedding: str) -> list[str]:
    """Each character's kind, settled to L, R, EN or AN; `embedding` is the direction of its level."""
    kinds = _weak(run)
    _brackets(run, kinds, text, embedding)
    _neutral(run, kinds, embedding)
    return kinds


def pairs_of(text: Row[str], taking_part: Row[bool]) -> list[tuple[int, int]]:
    """The bracket pairs among the characters that take part, in the order of their openings (BD16)."""
    if _CLOSERS.isdisjoint(text):
        return []
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if not taking_part[at]:
            continue
        if closing := _CLOSING.get(character):
            if len(waiting) == _MOST_OPEN:
                break
            waiting.append((_SAME.get(closing, closing), at))
        elif character in _CLOSERS:
            wanted = _SAME.get(character, character)
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == wanted:
                    insort(found, (waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return found


def _weak(run: Sequence) -> list[str]:
    """W1 to W7."""
    kinds = _marks_and_digits(run)
    count = len(kinds)
    for at in range(1, count - 1):  # W4
        around = kinds[at - 1]
        if around == kinds[at + 1] and (
            (kinds[at] == "ES" and around == "EN") or (kinds[at] == "CS" and around in ("EN", "AN"))
        ):
            kinds[at] = around
    at = 0
    while at < count:  # W5
        end = at
        while end < count and kinds[end] == "ET":
            end += 1
        if end > at and "EN" in (kinds[at - 1] if at else "", kinds[end] if end < count else ""):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)
    strong = run.start
    for at, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _marks_and_digits(run: Sequence) -> list[str]:
    """W1 to W3: marks follow what they stand on, digits after an Arabic letter are Arabic numbers."""
    kinds = list(run.kinds)
    before = strong = run.start
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = "ON" if before in ISOLATES or before == "PDI" else before
        before = kinds[at]
        if before in ("L", "R", "AL"):
            strong = before
        elif before == "EN" and strong == "AL":
            kinds[at] = "AN"
        if kinds[at] == "AL":
            kinds[at] = "R"
    return kinds


def _brackets(run: Sequence, kinds: list[str], text: Row[str], embedding: str) -> None:
    """N0: both brackets of a pair take one direction, and the marks on them with it."""
    opposite = "L" if embedding == "R" else "R"
    for opening, closing in pairs_of(text, [kind == "ON" for kind in kinds]):
        inside = {_STRONG.get(kind) for kind in kinds[opening + 1 : closing]}
        if embedding in inside:
            direction = embedding
        elif opposite in inside:
            before = (_STRONG[kind] for kind in reversed(kinds[:opening]) if kind in _STRONG)
            direction = opposite if next(before, run.start) == opposite else embedding
        else:
            continue
        for at in (opening, closing):
            kinds[at] = direction
            after = at + 1
            while after < len(kinds) and run.classes[after] == "NSM":
                kinds[after] = direction
                after += 1


def _neutral(run: Sequence, kinds: list[str], embedding: str) -> None:
    """N1, N2: what has no direction takes that of its neighbours where they agree, else of the level."""
    count = len(kinds)
    at = 0
    while at < count:
        end = at
        while end < count and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            left = _STRONG[kinds[at - 1]] if at else run.start
            right = _STRONG[kinds[end]] if end < count else run.end
            kinds[at:end] = [left if left == right else embedding] * (end - at)
        at = max(end, at + 1)
