"""What of a release a paper needs. The rest is taken out, so that what is hashed, listed in the ledger and
read through is what the paper says.

A paper is made again without a field: where it says the same, the field is not part of it. What is left is
enough to make the very same paper, so nothing stands on it that the ledger does not list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from victimcase.domain.spec import filled
from victimcase.report.paper import Cell, Line
from victimcase.services.released import Fact, Piece, Released

LIMITS = "consent.limits"
"""Instead of a field: the limits the person has set, which stand in what the release rests on."""


def needed(released: Released, says: Callable[[Released], object]) -> frozenset[str]:
    """The fields (`kind.name`) without which the paper of a release would say something else. `says` makes
    it, and has to give equal values for equal papers.
    """
    whole = says(released)
    every = dict.fromkeys(name for content in released.contents for name in _names(content.pieces))
    if any(content.limits for content in released.contents):
        every[LIMITS] = None
    standing = {one.field for one in _placed(whole) if not one.withheld}
    kept = set(every)
    asked = [[one for one in every if one not in standing]]
    while asked:  # most fields of a kind go together, so that halves find the few that stay soon
        names = asked.pop()
        if not names:
            continue
        if says(cut(released, frozenset(kept.difference(names)))) == whole:
            kept.difference_update(names)
        elif len(names) > 1:
            asked += [names[: len(names) // 2], names[len(names) // 2 :]]
    return frozenset(kept)


def needed_facts(released: Released, says: Callable[[Released], object]) -> dict[str, Fact]:
    """The facts without which the paper of a release would say something else."""
    whole, kept = says(released), dict(released.facts)
    for name in released.facts:
        fewer = {one: said for one, said in kept.items() if one != name}
        try:
            if says(replace(released, facts=fewer)) == whole:
                kept = fewer
        except KeyError:
            continue  # it cannot do without
    return kept


def cut(released: Released, kept: frozenset[str]) -> Released:
    """A release with these fields alone."""
    return replace(
        released,
        contents=tuple(
            replace(
                content,
                pieces=tuple(narrowed(content.pieces, kept)),
                limits=content.limits if LIMITS in kept else (),
            )
            for content in released.contents
        ),
    )


def narrowed(pieces: Iterable[Piece], kept: frozenset[str]) -> Iterator[Piece]:
    """Pieces with these fields alone, without those that then say nothing. What tells of a file stays."""
    for piece in pieces:
        if piece.tells:
            yield piece
            continue
        out = {
            name: getattr(type(piece.record)(), name)
            for name, _, _ in filled(piece.record)
            if f"{piece.kind}.{name}" not in kept
        }
        left = replace(piece, record=replace(piece.record, **out)) if out else piece  # type: ignore[type-var]
        if any(True for _ in filled(left.record)):
            yield left


def _names(pieces: Iterable[Piece]) -> Iterator[str]:
    """The fields that say something, by kind."""
    for piece in sorted(pieces, key=lambda one: one.kind):
        if not piece.tells:
            yield from (f"{piece.kind}.{name}" for name, _, _ in filled(piece.record))


def _placed(said: object) -> Iterator[Line | Cell]:
    """The lines and cells of what a paper says, however deep they stand."""
    if isinstance(said, Line | Cell):
        yield said
    elif is_dataclass(said) and not isinstance(said, type):
        for one in fields(said):
            yield from _placed(getattr(said, one.name))
    elif isinstance(said, list | tuple):
        for each in said:
            yield from _placed(each)
