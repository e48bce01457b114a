"""Nothing on a paper towards the country of origin tells a claim, a witness, health or a shelter.

Two people are alike but for these. Whatever a consular officer can make of them, and whatever anybody can
make for the mission or for an organisation there, reads the same: but for numbers and what is reckoned from
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests import people_who_return
from tests.people_who_return import (
    AGENCY,
    HEALTH,
    MISSION,
    SEALED,
    Returning,
    alike,
    parts_of,
)
from tests.vaults import Clock, copied, save, signed_in
from victimcase.domain.errors import UserError
from victimcase.domain.outputs import OUTPUTS, PURPOSES
from victimcase.services import case_sheets, compose, door
from victimcase.services.session import Session

OWN_PAPERS: Final = frozenset(
    {"repatriation_file", "return_clearance", "travel_document_request", "mission_note", "handover_protocol"}
)
PAPERS: Final = [one for one in OUTPUTS.values() if one.paper and one.records]
WAYS: Final = [(one.code, purpose) for one in PAPERS for purpose in sorted(one.purposes)]
TOWARDS: Final = [(output, way) for output, way in WAYS if way in ("consulate", "voluntary_return")]


@pytest.fixture(scope="module")
def ground() -> tuple[Path, Returning]:
    """A vault with those people, closed. Look, and change nothing."""
    return people_who_return.ground()


@pytest.fixture
def people(ground: tuple[Path, Returning]) -> Returning:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def consul(ground: tuple[Path, Returning]) -> Iterator[Session]:
    """A consular officer's session, to look only."""
    with signed_in(ground[0], "consul", Clock()) as opened:
        yield opened


@pytest.fixture
def supervisor(ground: tuple[Path, Returning]) -> Iterator[Session]:
    """The session of somebody who reads everything, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


def recipient(purpose: str) -> str:
    """For whom a paper of a purpose is made here."""
    if PURPOSES[purpose].to_person:
        return door.PERSON
    return {"internal": door.OWN, "consulate": MISSION}.get(purpose, AGENCY)


def reads(session: Session, output: str, number: str, purpose: str) -> str:
    """All words of a paper, or of why there is none; without the number of the case."""
    try:
        said = alike(parts_of(session, output, number, recipient(purpose), purpose), number)
    except UserError as error:
        said = f"{type(error).__name__}: {error}".replace(number, "NUMBER")
    return re.sub(r"\b[0-9a-f]{32}\b", "ID", said)


@pytest.mark.parametrize(("output", "purpose"), WAYS)
def test_whatever_a_consul_makes_reads_the_same(
    consul: Session, people: Returning, output: str, purpose: str
) -> None:
    said = reads(consul, output, people.twin, purpose)
    assert said == reads(consul, output, people.plain, purpose)
    assert not [one for one in (*SEALED, *HEALTH) if one in said]


def test_a_consul_can_make_them_at_all(consul: Session, people: Returning) -> None:
    for output, purpose in [(output, "internal") for output in OWN_PAPERS] + [("mission_note", "consulate")]:
        assert "Thiri" in reads(consul, output, people.twin, purpose), (output, purpose)
    assert compose.composer("mission_note") is not None


@pytest.mark.parametrize(("output", "purpose"), TOWARDS)
def test_towards_the_country_of_origin_it_reads_the_same_whoever_makes_it(
    supervisor: Session, people: Returning, output: str, purpose: str
) -> None:
    said = reads(supervisor, output, people.twin, purpose)
    if not said.startswith("Refused: This paper says"):  # what holds a clearance back is told in the office
        assert said == reads(supervisor, output, people.plain, purpose)
    assert not [one for one in (*SEALED, *HEALTH, "Refugee", "RD 9", "asylum") if one in said]


def test_the_twin_what_differs_and_may_be_told_is_seen(
    ground: tuple[Path, Returning], people: Returning, tmp_path: Path
) -> None:
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as session:
        before = reads(session, "mission_note", people.twin, "consulate")
        save(
            session, people.twin, "consular_notification", country="MM", mission=MISSION,
            decision="notify", visit_wanted=True,
        )  # fmt: skip
        assert reads(session, "mission_note", people.twin, "consulate") != before


def test_a_refugees_document_is_for_those_who_read_claims(
    ground: tuple[Path, Returning], people: Returning
) -> None:
    file = ("repatriation_file", people.twin, "internal")
    with signed_in(ground[0], "supervisor", Clock()) as session:
        assert "RD 9" in reads(session, *file)
    with signed_in(ground[0], "consul", Clock()) as session:
        assert "RD 9" not in reads(session, *file)
        assert "RD 9" not in str(session.look(case_sheets.of_kinds, people.twin, ["travel_document"]))
