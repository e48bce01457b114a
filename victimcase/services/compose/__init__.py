"""Papers as composition: one function a paper, out of what the door let through and of nothing else.

A paper is a function that takes a `Writing` and gives a `Draft`; `@paper` registers it under its output. The
modules here hold them by part of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.words import Category
from victimcase.report.letter import Section
from victimcase.report.paper import Part, Signature, Words
from victimcase.services.compose.order import Order
from victimcase.services.compose.writing import Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

MODULES: Final = (
    "letters",
    "intake",
    "screening_paper",
    "identification",
    "protection",
    "offences",
    "evidence_list",
    "consents",
    "own_papers",
    "recall",
    "access",
    "repatriation",
    "repatriation_file",
    "reintegration",
    "grants",
    "closing",
    "region",
    "money_traces",
    "monthly",
    "extract",
)
"""Where papers are composed; the first use loads them."""

Gather = Callable[[Tx, Card | None, Order, frozenset[Category]], Mapping[str, Fact]]
"""Gives what goes besides records, for a case and the categories that may go."""


@dataclass(frozen=True)
class Draft:
    """What a paper says: its parts in order, who signs, and a title where it is not that of the output.

    `reference` puts the number of the case at its head. A `quiet` paper does not say what it is about where
    a stranger looks first: no purpose, no categories, nothing of what is withheld, no “confidential”.
    """

    parts: Sequence[Section | Part]
    signers: Sequence[Signature] = ()
    title: Words = ""
    reference: bool = True
    quiet: bool = False


@dataclass(frozen=True)
class Composer:
    """How one paper is composed.

    `needs` are kinds of records of which the paper cannot do without one. `gather` gives its facts.
    """

    output: str
    compose: Callable[[Writing], Draft]
    needs: tuple[str, ...] = ()
    gather: Gather | None = None
    sections: tuple[tuple[str, str], ...] = ()
    """Code and title of the parts it can be asked for in; empty where it is always whole."""
    by_missions: bool = True
    """Whether a mission can make it; not where it says all that is kept, of which a mission sees a part."""


COMPOSERS: Final[dict[str, Composer]] = {}
"""The papers of the modules loaded so far; ask `composer`."""


def paper(
    output: str,
    *,
    needs: tuple[str, ...] = (),
    gather: Gather | None = None,
    sections: tuple[tuple[str, str], ...] = (),
    by_missions: bool = True,
) -> Callable[[Callable[[Writing], Draft]], Callable[[Writing], Draft]]:
    """Register a function as the composition of an output."""

    def register(compose: Callable[[Writing], Draft]) -> Callable[[Writing], Draft]:
        if output in COMPOSERS or not OUTPUTS[output].paper:
            raise TypeError(f"{output} is composed already, or is no paper")
        COMPOSERS[output] = Composer(output, compose, needs, gather, sections, by_missions)
        return compose

    return register


@cache
def _load() -> None:
    for name in MODULES:
        import_module(f"{__name__}.{name}")


def composer(output: str) -> Composer | None:
    """How a paper is composed; None for what is not composed."""
    _load()
    return COMPOSERS.get(output)
