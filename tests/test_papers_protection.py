"""Papers of protection: plan, option, letter on offences, evidence; to whom they say what, and never what."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.people_on_paper import BORDER, CLINIC, NEVER, POLICE, People, made, write
from tests.vaults import Clock, copied, prepared, save, signed_in
from victimcase.domain.errors import Invalid, Refused
from victimcase.services.session import Session


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    """A vault with those people, closed. Look, and change nothing."""
    return prepared(tmp_path_factory.mktemp("protection"), "supervisor", write)


@pytest.fixture
def people(ground: tuple[Path, People]) -> People:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def session(ground: tuple[Path, People]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def changing(ground: tuple[Path, People], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy, to write in."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


def place_of(people: People, output: str) -> str:
    """A case that has what the paper is made of."""
    return people.presumed if output in ("support_plan", "option_decision") else people.decided


PAPERS = ("support_plan", "option_decision", "offences_letter", "evidence_list")


@pytest.mark.parametrize("output", PAPERS)
def test_without_its_record_there_is_no_paper(session: Session, people: People, output: str) -> None:
    with pytest.raises(Invalid, match="Nothing that may go on this paper is written yet"):
        made(session, output, people.empty)


@pytest.mark.parametrize("output", PAPERS)
def test_two_languages_stand_side_by_side(session: Session, people: People, output: str) -> None:
    said = made(session, output, place_of(people, output), languages=("fa", "en"))
    assert "Office" in said and any("\u0600" <= letter <= "\u06ff" for letter in said)


@pytest.mark.parametrize("output", PAPERS)
def test_the_sealed_part_of_a_case_is_on_none_that_leaves(
    session: Session, people: People, output: str
) -> None:
    to, purpose = {
        "support_plan": (CLINIC, "services"),
        "option_decision": ("person", "own_copy"),
        "offences_letter": (POLICE, "police"),
        "evidence_list": (POLICE, "police"),
    }[output]
    said = made(session, output, place_of(people, output), to, purpose)
    assert not [one for one in (*NEVER, "Steel cupboard", "Asked, and") if one in said]
    assert "asylum" not in said.casefold() and "fear of return" not in said


# the support and safety plan


def test_the_plan_tells_needs_risks_with_measures_goals_and_services(
    session: Session, people: People
) -> None:
    said = made(session, "support_plan", people.presumed)
    for words in ("To sleep", "Rest for a week", "The foreman", "A new number", "Sew a shirt", "Thai"):
        assert words in said
    assert "Old debt" not in said, "a risk that is gone is history"
    assert "mango" in said and "Old mill house" in said and "Plan looked at again on" in said
    assert "Are officials suspected?" not in said


def test_a_clinic_gets_the_plan_without_the_agreed_sign(session: Session, people: People) -> None:
    said = made(session, "support_plan", people.presumed, CLINIC, "services")
    assert "Call the office" in said and "Learn to sew" in said
    assert "mango" not in said


def test_texts_nobody_has_read_leave_no_hole_that_says_nothing_is_recorded(
    session: Session, people: People
) -> None:
    said = made(session, "support_plan", people.presumed, CLINIC, "services", texts={})
    assert "A new number" not in said and "Sew a shirt" not in said and "They look for her" not in said
    assert "From: The foreman Medium, High – House team Low" in said
    assert "Social Care – – not recorded" not in said


def test_the_persons_own_plan_does_not_say_from_whom_danger_comes(session: Session, people: People) -> None:
    said = made(session, "support_plan", people.presumed, "person", "own_copy")
    assert "They look for her" in said and "mango" in said
    assert "Learn to sew" in said and "Thumbprint" in said
    assert "From:" not in said


def test_what_the_person_did_not_agree_to_is_withheld(changing: Session, people: People) -> None:
    """A consent for who they are and for notes: health and what happened say “withheld”."""
    fields: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-10"}
    save(
        changing, people.presumed, "consent", purpose="services", recipient=BORDER,
        categories=["identity", "note"], **fields,
    )  # fmt: skip
    said = made(changing, "support_plan", people.presumed, BORDER, "services")
    assert "Learn to sew" in said and said.count("withheld") >= 2
    assert "They look for her" not in said and "Rest for a week" not in said


# the option


def test_an_adult_decides_and_not_yet_is_an_answer(session: Session, people: People) -> None:
    said = made(session, "option_decision", people.presumed, "person", "own_copy")
    assert "Not decided yet" in said and "Burmese" in said and "To wait for the court" in said
    assert "“Not yet” is an answer too" in said and "Guardian" not in said


def test_for_a_child_the_panel_decides_after_hearing_the_child(session: Session, people: People) -> None:
    said = made(session, "option_decision", people.child)
    for words in (
        "District panel",
        "I want school",
        "More time is needed",
        "Too early to say",
        "For the panel",
    ):
        assert words in said
    assert "Aunt Maly" in said and "Mister Rith" not in said and "Lok Vuthy" in said


def test_no_option_leaves_before_it_is_chosen(changing: Session, people: People) -> None:
    """The gate: an option that somebody else decided for an adult certifies nothing to others."""
    save(
        changing, people.decided, "option_decision", choice="return", decided_by="guardian",
        decided_on="2026-03-12",
    )  # fmt: skip
    assert "Return" in made(changing, "option_decision", people.decided)
    with pytest.raises(Refused, match="it is not yet"):
        made(changing, "option_decision", people.decided, "person", "own_copy")


# the letter on offences


def test_the_letter_tells_an_authority_of_what_it_handles(session: Session, people: People) -> None:
    """Not of what lies elsewhere, is settled, is not linked, nor of a case in which the person testifies."""
    said = made(session, "offences_letter", people.decided, POLICE, "police")
    for words in (
        "Somchai Kaew",
        "Overstay",
        "OV-9",
        "133",
        "The passport was locked away.",
        "CR-1",
        "MDT-12",
    ):
        assert words in said
    for other in ("FR-2", "Online fraud", "TH-3", "Theft", "EN-4", "WIT-77", "500.00"):
        assert other not in said
    for asked in ("Principle 7", "article 14 (7)", "Waive fines", "Release the person", "answer in writing"):
        assert asked in said


def test_the_own_copy_tells_all_that_is_linked_and_nothing_else(session: Session, people: People) -> None:
    said = made(session, "offences_letter", people.decided)
    assert "OV-9" in said and "FR-2" in said and "EN-4" in said and "500.00" in said
    assert "TH-3" not in said and "WIT-77" not in said


def test_one_offence_can_be_chosen(session: Session, people: People) -> None:
    said = made(session, "offences_letter", people.decided, BORDER, "police", about=people.offence)
    assert "OV-9" in said and "FR-2" not in said


def test_no_letter_goes_to_who_handles_nothing(changing: Session, people: People) -> None:
    number = people.presumed
    save(changing, number, "offence", type="theft", country="TH", linked=False, authority=POLICE)
    with pytest.raises(Invalid, match="written as linked"):
        made(changing, "offences_letter", number)
    save(changing, number, "offence", type="overstay", country="TH", linked=True, authority=CLINIC)
    with pytest.raises(Invalid, match="lies with others than Harbour Police"):
        made(changing, "offences_letter", number, POLICE, "police")
    said = made(changing, "offences_letter", number)
    assert "Presumed victim" in said and "Release the person" not in said


# the list of evidence


def test_the_list_has_hashes_hands_and_whether_files_are_unchanged(session: Session, people: People) -> None:
    said = made(session, "evidence_list", people.decided, POLICE, "police")
    assert "EV-1" in said and "EV-2" in said and "Sergeant Dao" in said and "S-2" in said
    assert "unchanged" in said and "no file is kept by this program" in said
    assert sha256(b"12 days, no pay").hexdigest() in said.replace(" ", "")
    assert "Somchai" not in said and "Kaew" not in said


def test_a_file_that_is_no_longer_what_came_is_told(changing: Session, people: People) -> None:
    """The twin of “unchanged”: the row says another hash than the file has."""
    with changing.vault.write.begin() as conn:
        conn.exec_driver_sql("UPDATE r_evidence_item SET sha256 = ? WHERE id = ?", ("0" * 64, people.item))
    said = made(changing, "evidence_list", people.decided, about=people.item)
    assert "no longer what came" in said and "EV-2" not in said


def test_who_reads_nothing_legal_gets_no_list(ground: tuple[Path, People]) -> None:
    with signed_in(ground[0], "consul", Clock()) as session:
        for output in ("evidence_list", "offences_letter", "option_decision"):
            with pytest.raises(Invalid, match="Nothing that may go on this paper"):
                made(session, output, ground[1].decided)
