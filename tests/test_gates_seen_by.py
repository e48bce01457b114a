"""A gate result is an output: what a role sees of it tells nothing about what the role may not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import TODAY, File, adult, ago, child
from victimcase.domain import gates
from victimcase.domain.gates import GateResult
from victimcase.domain.profiles import Profile
from victimcase.domain.records.around import Task
from victimcase.domain.records.care import HealthRecord
from victimcase.domain.records.protection import (
    NeedsAssessment,
    ProtectionClaim,
    RiskAssessment,
    TestimonyArrangement,
    WitnessMeasure,
)
from victimcase.domain.records.repatriation import FitToTravel
from victimcase.domain.rights import Role, readable
from victimcase.domain.words import Category, Step
from victimcase.services.profiles import load

PROFILE: Profile = load()["default"]
CONSUL = readable({Role.CONSULAR_OFFICER})
CASEWORKER = readable({Role.CASEWORKER})
SUPERVISOR = readable({Role.SUPERVISOR})

Change = Callable[[File], File]

HIDDEN: dict[str, Change] = {
    "a protection claim": lambda file: file.add(
        "claim", ProtectionClaim(type="asylum", claimed_on=TODAY, state="pending")
    ),
    "a hold on the return": lambda file: file.change("case", return_hold=True),
    "a witness measure": lambda file: file.add("witness", WitnessMeasure(measure="new_place")),
    "testimony here": lambda file: file.add("testimony", TestimonyArrangement(presence_needed=True)),
    "an official suspected": lambda file: file.change("care_risks", officials_suspected=True),
    "unfit to travel": lambda file: file.add("unfit", FitToTravel(examined_on=TODAY, result="not_fit")),
    "a health record": lambda file: file.add("visit", HealthRecord()),
    "urgent health": lambda file: file.change("contact", health="open"),
    "needs not assessed": lambda file: file.change("needs", assessed_on=None),
    "more needs": lambda file: file.add("needs_2", NeedsAssessment(assessed_on=ago(1), medical="TB")),
    "a task about health": lambda file: file.add(
        "task", Task(subject="Visit", state="open", tells_about="health")
    ),
    "a task about a claim": lambda file: file.add(
        "claim_task", Task(subject="Write", state="open", tells_about="protection_claim")
    ),
    "no measure against a risk": lambda file: file.change("care_risk", measure=None),
    "a risk that stays high": lambda file: file.change("return_risk", residual="high"),
    "a risk not to be borne": lambda file: file.change("return_risks", conclusion="not_acceptable"),
}
"""Changes to a case that a mission must never be able to tell."""


def told(result: GateResult) -> bytes:
    """Everything a result says, as bytes."""
    said = {"holds": result.holds, "missing": [asdict(one) for one in result.missing], **asdict(result)}
    return json.dumps(said, sort_keys=True).encode()


def seen(step: Step, file: File, categories: frozenset[Category]) -> GateResult:
    """A gate as a reader sees it."""
    return gates.seen_by(gates.gate(step, file.dossier(), PROFILE), categories)


@given(
    st.sampled_from([adult, child]),
    st.sets(st.sampled_from(sorted(HIDDEN))),
    st.sampled_from(["released", "not_released", "withdrawn", None]),
)
def test_a_mission_is_told_the_same_bytes(
    whole: Callable[[], File], changes: set[str], release: str | None
) -> None:
    plain = whole().change("release", decision=release)
    hiding = plain
    for change in sorted(changes):
        hiding = HIDDEN[change](hiding)
    for step in Step:
        assert told(seen(step, hiding, CONSUL)) == told(seen(step, plain, CONSUL)), step


@pytest.mark.parametrize("change", sorted(HIDDEN))
def test_the_same_changes_are_no_secret_to_the_gates(change: str) -> None:
    """The twin: without folding, most of these would be told by the conditions or by whether the gate
    holds.
    """
    quiet = {"a protection claim", "a witness measure", "a health record", "more needs"}
    plain, hiding = adult(), HIDDEN[change](adult())
    differs = any(
        told(gates.gate(step, plain.dossier(), PROFILE)) != told(gates.gate(step, hiding.dossier(), PROFILE))
        for step in Step
    )
    assert differs == (change not in quiet | {"an official suspected"})


def test_leaving_out_hidden_conditions_is_not_enough() -> None:
    """The twin of folding: a reader of `holds` beside a filtered list would know of the hold."""
    held = gates.gate(Step.CLEARANCE, adult().change("case", return_hold=True).dossier(), PROFILE)
    visible = [one for one in held.missing if one.category in CONSUL]
    assert not held.holds and visible == []  # so there is a secret
    assert seen(Step.CLEARANCE, adult().change("case", return_hold=True), CONSUL).holds


@pytest.mark.parametrize("whole", [adult, child])
def test_the_line_stands_open_on_every_case_until_the_release(whole: Callable[[], File]) -> None:
    for release, met in (("released", True), ("withdrawn", False), (None, False)):
        for categories in (CONSUL, CASEWORKER, SUPERVISOR):
            result = seen(Step.CLEARANCE, whole().change("release", decision=release), categories)
            lines = [one for one in result.conditions if one.category is Category.RELEASE]
            assert [(one.text, one.met) for one in lines] == [(gates.RELEASE_LINE, met)]
    unasked = seen(Step.CLEARANCE, whole().without("release"), CONSUL)
    assert [one.text for one in unasked.missing] == [gates.RELEASE_LINE]


def test_a_supervisor_is_told_that_a_hold_stands() -> None:
    held = adult().change("case", return_hold=True)
    assert [one.text for one in seen(Step.CLEARANCE, held, SUPERVISOR).missing] == [gates.RELEASE_LINE]
    assert seen(Step.CLEARANCE, held, CASEWORKER).holds


def test_a_caseworker_sees_all_but_the_release() -> None:
    for step in set(Step) - {Step.CLEARANCE, Step.CLOSURE}:
        whole = gates.gate(step, adult().dossier(), PROFILE)
        assert gates.seen_by(whole, CASEWORKER).conditions == whole.conditions


def test_a_mission_sees_what_it_has_to_do() -> None:
    waiting = adult().change("nationality", result="pending").without("document")
    missing = [one.kind for one in seen(Step.CLEARANCE, waiting, CONSUL).missing]
    assert missing == ["nationality_verification", "travel_document"]


def test_the_line_at_the_end_closes_with_the_approval() -> None:
    without = adult().without("release")
    assert seen(Step.CLOSURE, without, CASEWORKER).holds
    unapproved = seen(Step.CLOSURE, without.change("closure", approved_by=None), CASEWORKER)
    assert [one.text for one in unapproved.missing][-1] == gates.RELEASE_LINE


def test_a_new_suspicion_after_the_release_asks_the_supervisor_again() -> None:
    later = adult().add("later", RiskAssessment(purpose="care", officials_suspected=True))
    assert not gates.gate(Step.CLEARANCE, later.dossier(), PROFILE).holds
    assert seen(Step.CLEARANCE, later, CONSUL) == seen(Step.CLEARANCE, adult(), CONSUL)
