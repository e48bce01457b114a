"""The score adds up as published, shows its sum, and only advises."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimcase.domain import indicators
from victimcase.domain.indicators import advised_outcome, dimension_positive, ruled_out_by, score
from victimcase.domain.reference import Indicator, IndicatorSet
from victimcase.services.reference import load

with (Path(__file__).parent / "data" / "indicator_rule_vectors.csv").open(encoding="utf-8") as file:
    VECTORS = [tuple(int(value) for value in row.values()) for row in csv.DictReader(file)]

COUNTS = st.integers(0, 6)


def of(population: str) -> IndicatorSet:
    """The set this program ships for a population."""
    found = load().indicator_set(population)
    assert found is not None
    return found


def some(population: str, dimension: str, strength: str, number: int) -> list[str]:
    """Codes of some indicators of one dimension and strength."""
    fitting = [one.code for one in of(population).of(dimension) if one.strength == strength]
    assert len(fitting) >= number
    return fitting[:number]


@pytest.mark.parametrize(("strong", "medium", "weak", "positive"), VECTORS)
def test_the_published_rule(strong: int, medium: int, weak: int, positive: int) -> None:
    assert dimension_positive(strong, medium, weak) is bool(positive)


def test_the_vectors_are_there() -> None:
    assert len(VECTORS) == 14
    assert {positive for *_, positive in VECTORS} == {0, 1}


@given(COUNTS, COUNTS, COUNTS)
def test_one_more_indicator_never_takes_away(strong: int, medium: int, weak: int) -> None:
    if dimension_positive(strong, medium, weak):
        assert dimension_positive(strong + 1, medium, weak)
        assert dimension_positive(strong, medium + 1, weak)
        assert dimension_positive(strong, medium, weak + 1)


@given(COUNTS)
def test_weak_ones_alone_never_suffice(weak: int) -> None:
    assert not dimension_positive(0, 0, weak)


ADULT = "adult_labour"
DECEIVED = some(ADULT, "deceptive_recruitment", "strong", 1) + some(
    ADULT, "deceptive_recruitment", "medium", 1
)
EXPLOITED = some(ADULT, "exploitation", "medium", 3)
COERCED = some(ADULT, "coercion_at_destination", "strong", 2)
COERCED_BEFORE = some(ADULT, "coercive_recruitment", "medium", 3)
ABUSED_BEFORE = some(ADULT, "recruitment_abuse_of_vulnerability", "medium", 3)
ABUSED_THERE = some(ADULT, "abuse_of_vulnerability_at_destination", "medium", 3)


@pytest.mark.parametrize(
    ("seen", "indicated"),
    [
        (DECEIVED + EXPLOITED + COERCED, True),
        (COERCED_BEFORE + EXPLOITED + COERCED, True),
        (ABUSED_BEFORE + EXPLOITED + COERCED, True),
        (DECEIVED + EXPLOITED + ABUSED_THERE, True),
        (ABUSED_BEFORE + EXPLOITED + ABUSED_THERE, True),
        (DECEIVED + EXPLOITED, False),
        (DECEIVED + COERCED, False),
        (EXPLOITED + COERCED, False),
        (EXPLOITED, False),
        ([], False),
    ],
)
def test_what_an_adult_needs(seen: list[str], indicated: bool) -> None:
    assert score(of(ADULT), seen).indicated is indicated


def test_abuse_of_vulnerability_reinforces_or_replaces() -> None:
    recruitment = score(of(ADULT), DECEIVED + ABUSED_BEFORE + EXPLOITED).parts[0]
    assert recruitment.by == ("deceptive_recruitment",)
    assert recruitment.reinforced_by == ("recruitment_abuse_of_vulnerability",)
    assert not recruitment.replaced
    replaced = score(of(ADULT), ABUSED_BEFORE).parts[0]
    assert replaced.replaced and replaced.by == ("recruitment_abuse_of_vulnerability",)


@pytest.mark.parametrize("population", ["child_labour", "child_sexual"])
def test_exploitation_suffices_for_a_child(population: str) -> None:
    exploited = some(population, "exploitation", "strong", 1) + some(population, "exploitation", "medium", 1)
    found = score(of(population), exploited)
    assert found.indicated
    assert [part.title for part in found.parts] == ["Exploitation"]
    assert not score(of(population), exploited[:1]).indicated


def test_forced_criminality_needs_one_of_each_and_has_no_score() -> None:
    known = of("forced_criminality_unodc")
    one_each = [known.of(element)[0].code for element in ("act", "means", "purpose")]
    found = score(known, one_each)
    assert found.indicated
    assert all((line.strong, line.medium, line.weak) == (0, 0, 0) for line in found.lines)
    assert [line.unweighted for line in found.lines] == [1, 1, 1]
    for left_out in one_each:
        assert not score(known, set(one_each) - {left_out}).indicated
    without_means = [one_each[0], one_each[2]]
    assert score(known, without_means, child=True).indicated


def test_the_sum_is_shown() -> None:
    lines = {line.dimension: line for line in score(of(ADULT), DECEIVED + EXPLOITED).lines}
    deceptive = lines["deceptive_recruitment"]
    assert (deceptive.strong, deceptive.medium, deceptive.weak, deceptive.positive) == (1, 1, 0, True)
    assert deceptive.rule == "one strong indicator and one other"
    assert set(deceptive.seen) == set(DECEIVED)
    assert lines["exploitation"].rule == "three medium indicators"
    assert lines["coercion_at_destination"].rule == indicators.NOT_ENOUGH


def test_the_mark_and_unknown_codes_are_told() -> None:
    assert not score(of("adult_sexual"), []).verified
    assert score(of(ADULT), ["XX-1", *EXPLOITED]).unknown == ("XX-1",)
    read = IndicatorSet("adult_labour", "2", "a source", (Indicator("A", "exploitation", "weak", "…", True),))
    assert score(read, ["A"]).verified and score(read, ["A"]).version == "2"


@given(st.sets(st.sampled_from([one.code for one in of(ADULT).indicators])))
def test_every_line_counts_what_was_seen(seen: set[str]) -> None:
    found = score(of(ADULT), seen)
    assert {code for line in found.lines for code in line.seen} == seen
    for line in found.lines:
        assert line.strong + line.medium + line.weak == len(line.seen)
        assert line.positive is dimension_positive(line.strong, line.medium, line.weak)


ANSWERS = st.sampled_from(["yes", "no", "unknown", None])


@given(ANSWERS, ANSWERS, ANSWERS, st.booleans())
def test_only_a_clear_no_speaks_against_trafficking(
    act: str | None, means: str | None, purpose: str | None, child: bool
) -> None:
    answers = {"act": act, "means": means, "purpose": purpose}
    needed = [act, purpose] if child else [act, means, purpose]
    assert bool(ruled_out_by(answers, child=child)) == ("no" in needed)
    advised = advised_outcome(answers, child=child)
    assert (advised == "not_indicated") == ("no" in needed)
    assert advised in ("not_indicated", "child_presumed" if child else "presumed")
