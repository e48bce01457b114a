"""Papers of reintegration: reception, plan, grant with its balance, follow-up, closure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes_on_paper import Homes, write
from tests.lives_on_paper import AGENCY, CLINIC, EMBASSY, FAMILY, GIVEN, STORY, bare
from tests.people_on_paper import made
from tests.vaults import Clock, prepared, signed_in
from victimcase.domain.errors import Invalid, Refused
from victimcase.services.session import Session

SECRETS = ("12 Lotus Lane", "She fears her uncle", "Another name")
PAPERS = ("reception_note", "reintegration_plan", "grant_agreement", "follow_up_report", "closure_report")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Homes]:
    """A vault with those lives, closed."""
    return prepared(tmp_path_factory.mktemp("homes"), "supervisor", write)


@pytest.fixture
def homes(ground: tuple[Path, Homes]) -> Homes:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def session(ground: tuple[Path, Homes]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def consul(ground: tuple[Path, Homes]) -> Iterator[Session]:
    """A consular officer's session, to look only."""
    with signed_in(ground[0], "consul", Clock()) as opened:
        yield opened


@pytest.mark.parametrize("output", PAPERS)
def test_without_its_record_there_is_no_paper(session: Session, homes: Homes, output: str) -> None:
    with pytest.raises(Invalid) as caught:
        made(session, output, homes.empty)
    assert "Nothing was given out" in str(caught.value)


@pytest.mark.parametrize("output", PAPERS)
def test_what_is_sealed_of_others_parts_is_on_none(session: Session, homes: Homes, output: str) -> None:
    said = made(session, output, homes.adult)
    assert f"{GIVEN} {FAMILY}" in said
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize("output", PAPERS)
@pytest.mark.parametrize("languages", [("en", "fa"), ("my",)])
def test_each_is_made_in_other_languages(
    session: Session, homes: Homes, output: str, languages: tuple[str, ...]
) -> None:
    assert GIVEN in made(session, output, homes.adult, languages=languages)


def test_the_sending_office_reads_who_answers_for_the_case(session: Session, homes: Homes) -> None:
    said = made(session, "reception_note", homes.adult, AGENCY, "voluntary_return")
    for words in ("10 January 2026", "Daw Nu", AGENCY, "12 January 2026", "Tired", "we answer for the case"):
        assert words in said
    for words in ("Green House", "Glad to be home", "Family contact"):
        assert words not in said, "this purpose holds neither the shelter nor what was told"
    inside = made(session, "reception_note", homes.adult)
    assert "Green House" in inside and "Glad to be home" in inside


def test_a_partner_who_reads_less_of_the_plan_sees_withheld(session: Session, homes: Homes) -> None:
    said = made(session, "reintegration_plan", homes.adult, CLINIC, "services")
    assert "Own shop" in said and "Open a stall" in said and "withheld" in said
    for words in ("Headaches", "Mill town", "The journey"):
        assert words not in said
    with pytest.raises(Invalid):
        made(session, "reintegration_plan", homes.adult, EMBASSY, "services")
    whole = made(session, "reintegration_plan", homes.adult, AGENCY, "case_transfer")
    for words in ("Own shop", "Open a stall", "Evening school", "1 June 2026", "Mill town"):
        assert words in whole


def test_the_plan_leaves_lines_for_what_is_still_open(session: Session, homes: Homes) -> None:
    said = made(session, "reintegration_plan", homes.adult, "person", "own_copy")
    assert "Does the case manager agree?" in said and "Thumbprint" in said
    assert "I can change it at any time" in said


def test_texts_nobody_has_read_stay(session: Session, homes: Homes) -> None:
    said = made(session, "reintegration_plan", homes.adult, "person", "own_copy", texts={})
    assert "Own shop" not in said and "1 June 2026" in said


def test_the_balance_is_counted_from_the_parts(session: Session, homes: Homes) -> None:
    said = made(session, "grant_agreement", homes.adult)
    for words in ("Budget 300.00 USD", "All parts together 300.00 USD", "Paid so far 100.00 USD"):
        assert words in said
    assert "Still to pay 200.00 USD" in said and "1 of 1 parts paid" in said and "GR-7" in said
    assert "No: look at the parts again" in said, "the second grant does not add up"
    assert said.count("I have received what stands below") == 4


def test_one_of_several_grants_can_be_asked_for(session: Session, homes: Homes) -> None:
    said = made(session, "grant_agreement", homes.adult, about=homes.grant)
    assert "200.00 USD" in said and "300.00 USD" not in said
    assert "No: look at the parts again" in said and said.count("I have received what stands below") == 2


def test_money_is_withheld_from_who_may_not_read_it(session: Session, homes: Homes) -> None:
    with pytest.raises(Invalid):
        made(session, "grant_agreement", homes.adult, CLINIC, "services", asked=None)


def test_the_follow_up_says_how_it_went_and_what_is_next(session: Session, homes: Homes) -> None:
    said = made(session, "follow_up_report", homes.adult)
    for words in ("from 2 to 4", "from 3 to 3", "6 months after the return, on 10 July 2026", "Low", "Own"):
        assert words in said
    assert "Open a stall" in said and STORY in said


def test_a_partner_reads_contacts_without_money_health_and_notes(session: Session, homes: Homes) -> None:
    said = made(session, "follow_up_report", homes.adult, CLINIC, "case_transfer")
    assert "10 March 2026" in said and "6 months after the return" in said and "from 3 to 3" in said
    assert "withheld" in said and STORY not in said and "from 2 to 4" not in said
    with pytest.raises(Refused):  # that purpose never holds what the person told, which a contact is
        made(session, "follow_up_report", homes.adult, AGENCY, "voluntary_return")


def test_the_closure_tells_what_was_done_in_numbers_and_dates(session: Session, homes: Homes) -> None:
    said = made(session, "closure_report", homes.adult)
    for words in (
        "Help completed",
        "Safe and settled",
        "12 March 2036",
        "They listened.",
        "Legal hold? No",
        "Follow-up contacts 2",
        "Legal help 2 1 1 1",
        "10 January 2026",
    ):
        assert words in said, words


def test_a_closure_that_does_not_hold_is_not_given_to_others(session: Session, homes: Homes) -> None:
    with pytest.raises(Refused):
        made(session, "closure_report", homes.adult, AGENCY, "case_transfer")


@pytest.mark.parametrize("output", ["reception_note", "closure_report"])
def test_a_consul_makes_the_same_paper_whatever_is_sealed(consul: Session, homes: Homes, output: str) -> None:
    plain, sealed = (
        bare(made(consul, output, number), homes.plain, homes.sealed)
        for number in (homes.plain, homes.sealed)
    )
    assert plain == sealed
    assert "Twin Moe" in plain
