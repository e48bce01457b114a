"""Scoring a screening against a versioned indicator set; the score advises, it never sets a status (§3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from victimcase.domain.reference import IndicatorSet
from victimcase.i18n import N_

STRONG, MEDIUM, WEAK = "strong", "medium", "weak"

_RECRUITMENT = ("deceptive_recruitment", "coercive_recruitment")
_RECRUITMENT_ABUSE = "recruitment_abuse_of_vulnerability"
_EXPLOITATION = "exploitation"
_COERCION = "coercion_at_destination"
_DESTINATION_ABUSE = "abuse_of_vulnerability_at_destination"
_ELEMENTS = ("act", "means", "purpose")

NOT_ENOUGH = N_("not enough for this dimension")
ONE_PRESENT = N_("at least one is present")
NONE_PRESENT = N_("none is present")


@dataclass(frozen=True)
class Arithmetic:
    """One dimension added up: what was seen, by strength, and which rule it meets.

    `unweighted` counts indicators of a set without strengths.
    """

    dimension: str
    strong: int
    medium: int
    weak: int
    positive: bool
    rule: str
    unweighted: int = 0
    seen: tuple[str, ...] = ()
    """Codes of the indicators seen, in the order of the set."""


@dataclass(frozen=True)
class Part:
    """One thing the whole needs, and the dimensions that gave it."""

    title: str
    met: bool
    by: tuple[str, ...]
    reinforced_by: tuple[str, ...] = ()
    replaced: bool = False
    """The means were not shown, but abuse of vulnerability stands in their place."""


@dataclass(frozen=True)
class Score:
    """What a set of seen indicators comes to. `indicated` is advice; only people set an outcome."""

    population: str
    version: str
    lines: tuple[Arithmetic, ...]
    parts: tuple[Part, ...]
    indicated: bool
    verified: bool
    """False: the set carries the mark “wording not verified against the source”."""
    unknown: tuple[str, ...] = ()
    """Codes seen that this version of the set does not have."""


UNVERIFIED_MARK = N_("Wording not verified against the source.")


def dimension_positive(strong: int, medium: int, weak: int) -> bool:
    """Whether a dimension is positive: 2 strong; 1 strong + 1 other; 3 medium; 2 medium + 1 weak.

    Operational indicators of trafficking in human beings, International Labour Office and European
    Commission, 2009.
    """
    return _rule(strong, medium, weak) != ""


def _rule(strong: int, medium: int, weak: int) -> str:
    """The rule a dimension meets, in words; empty when it meets none."""
    if strong >= 2:
        return N_("two strong indicators")
    if strong == 1 and medium + weak >= 1:
        return N_("one strong indicator and one other")
    if medium >= 3:
        return N_("three medium indicators")
    return N_("two medium indicators and one weak") if medium == 2 and weak >= 1 else ""


def score(indicators: IndicatorSet, seen: Iterable[str], *, child: bool = False) -> Score:
    """Add up the indicators seen, given by their codes: those answered “yes” and no others.

    `child` matters for sets without strengths: under 18 no means is needed. Child sets need exploitation
    only.
    """
    present = frozenset(seen)
    weighted = all(one.strength in (STRONG, MEDIUM, WEAK) for one in indicators.indicators)
    lines = tuple(_line(indicators, dimension, present, weighted) for dimension in indicators.dimensions)
    positive = {line.dimension: line.positive for line in lines}
    parts = _parts(indicators.population, positive, weighted, child)
    return Score(
        indicators.population,
        indicators.version,
        lines,
        parts,
        indicated=all(part.met for part in parts),
        verified=indicators.verified,
        unknown=tuple(sorted(code for code in present if indicators.get(code) is None)),
    )


def _line(indicators: IndicatorSet, dimension: str, present: frozenset[str], weighted: bool) -> Arithmetic:
    seen = [one for one in indicators.of(dimension) if one.code in present]
    codes = tuple(one.code for one in seen)
    if not weighted:
        rule = ONE_PRESENT if seen else NONE_PRESENT
        return Arithmetic(dimension, 0, 0, 0, bool(seen), rule, len(seen), codes)
    strong, medium, weak = (sum(one.strength == kind for one in seen) for kind in (STRONG, MEDIUM, WEAK))
    rule = _rule(strong, medium, weak)
    return Arithmetic(dimension, strong, medium, weak, bool(rule), rule or NOT_ENOUGH, 0, codes)


def _parts(population: str, positive: Mapping[str, bool], weighted: bool, child: bool) -> tuple[Part, ...]:
    if not weighted:
        titles = {"act": N_("Act"), "means": N_("Means"), "purpose": N_("Purpose")}
        return tuple(_part(titles[name], positive, (name,)) for name in needed(child=child))
    exploitation = _part(N_("Exploitation"), positive, (_EXPLOITATION,))
    if population.startswith("child"):
        return (exploitation,)
    return (
        _part(N_("Deceptive or coercive recruitment"), positive, _RECRUITMENT, _RECRUITMENT_ABUSE),
        exploitation,
        _part(N_("Coercion at destination"), positive, (_COERCION,), _DESTINATION_ABUSE),
    )


def _part(title: str, positive: Mapping[str, bool], names: tuple[str, ...], abuse: str = "") -> Part:
    """One part, given by its own dimensions; abuse of vulnerability reinforces or replaces them (§3)."""
    by = tuple(name for name in names if positive.get(name))
    abused = (abuse,) if abuse and positive.get(abuse) else ()
    return Part(title, bool(by or abused), by or abused, abused if by else (), bool(abused) and not by)


def needed(*, child: bool) -> tuple[str, ...]:
    """The elements that make trafficking: act and purpose under 18, with a means from 18 on.

    Palermo Protocol art. 3 (a), (c). Consent of an adult is irrelevant once a means was used (art. 3 (b)).
    """
    return ("act", "purpose") if child else _ELEMENTS


def ruled_out_by(answers: Mapping[str, str | None], *, child: bool) -> tuple[str, ...]:
    """The elements answered with a clear “no”; only they can speak against trafficking.

    `answers` maps act, means and purpose to yes, no or unknown; not known counts in favour of the person.
    """
    return tuple(element for element in needed(child=child) if answers.get(element) == "no")


def advised_outcome(answers: Mapping[str, str | None], *, child: bool) -> str:
    """The screening outcome the three elements speak for; advice only."""
    if ruled_out_by(answers, child=child):
        return "not_indicated"
    return "child_presumed" if child else "presumed"
