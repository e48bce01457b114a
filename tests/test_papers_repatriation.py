"""Papers of a return: what each says to whom, and what never stands on one towards the country of origin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import people_who_return
from tests.people_on_paper import made
from tests.people_who_return import (
    AGENCY,
    HEALTH,
    MISSION,
    OTHER_MISSION,
    SEALED,
    STORY,
    Returning,
    agree,
    parts_of,
    words,
)
from tests.vaults import Clock, copied, save, signed_in
from victimcase.domain.errors import Invalid, Refused
from victimcase.services import case_papers
from victimcase.services.compose.repatriation_file import SECTIONS
from victimcase.services.session import Session

PAPERS = (
    "repatriation_file",
    "return_clearance",
    "travel_document_request",
    "mission_note",
    "handover_protocol",
)
TO_MISSION = PAPERS[:4]
CONSULATE = (MISSION, "consulate")


@pytest.fixture(scope="module")
def ground() -> tuple[Path, Returning]:
    """A vault with those people, closed. Look, and change nothing."""
    return people_who_return.ground()


@pytest.fixture
def people(ground: tuple[Path, Returning]) -> Returning:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def session(ground: tuple[Path, Returning]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def consul(ground: tuple[Path, Returning]) -> Iterator[Session]:
    """A consular officer's session, to look only."""
    with signed_in(ground[0], "consul", Clock()) as opened:
        yield opened


@pytest.fixture
def changing(ground: tuple[Path, Returning], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy, to write in."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


# the file


def test_the_file_has_all_its_parts_in_order(session: Session, people: Returning) -> None:
    said = words(session, "repatriation_file", people.plain)
    in_order = (
        "The return", "What is still missing", "Complete", "In this file", "Given names", "Daw Mya",
        "Nationality: request and answer", "Copy of the family book", "LP 5501", "Consular notification",
        "ASEAN Convention", "Risks of the return", "Another town, another number", "Shwe Home", "Ko Zaw",
        "Legs of the journey", "T-1", "T-2", "Documents and belongings", "REC-9", "Hand-over protocol",
        "In the person's own words", "How the person is reached safely", "Sending office",
        "Desk of Shwe Home",
    )  # fmt: skip
    at = -1
    for each in in_order:
        at = said.find(each, at + 1)
        assert at >= 0, each
    assert "Accompanied" not in said and "Escorted by medical staff" in said
    assert not [one for one in SEALED if one in said]


def test_nothing_is_called_complete_by_who_does_not_see_all(ground: tuple[Path, Returning]) -> None:
    """A mission does not see every condition, and others are not told of every one."""
    folder, people = ground
    kind, cover = "repatriation_file", ("cover",)
    with signed_in(folder, "supervisor", Clock()) as session:
        assert "Complete: every condition" in words(session, kind, people.plain, parts=cover)
        agency = words(session, kind, people.plain, AGENCY, "voluntary_return", parts=cover)
    with signed_in(folder, "consul", Clock()) as session:
        mission = words(session, kind, people.plain, parts=cover)
    for said in (mission, agency):
        assert "Complete" not in said and "Nothing is missing of what is looked at here." in said
        assert "Only what this paper may tell about" in said


def test_the_cover_says_what_is_missing_and_who_has_it(session: Session, people: Returning) -> None:
    paper = parts_of(session, "repatriation_file", people.bare)
    missing = next(part for part in paper.parts if part.heading == "What is still missing")
    assert missing in paper.parts[:3], "on the first page"
    found = {str(tick.text): str(tick.note) for tick in missing.ticks}
    assert not any(tick.ticked for tick in missing.ticks)
    assert found["Nationality or a right of permanent residence is verified"].startswith("With the authority")
    assert found["Supervisor's release"] == "With the supervisor"
    assert "conditions of a safe return hold" in str(missing.paragraphs[0])


def test_to_others_the_cover_looks_only_at_what_may_be_told(session: Session, people: Returning) -> None:
    own = words(session, "repatriation_file", people.child, parts=("cover",))
    told = words(session, "repatriation_file", people.child, AGENCY, "voluntary_return", parts=("cover",))
    assert "The best interests of the child speak for the return" in own
    assert "best interests" not in told and "looked at" in told
    assert "Supervisor's release" in told


def test_parts_are_made_by_themselves(session: Session, people: Returning) -> None:
    for code, title in SECTIONS:
        said = words(session, "repatriation_file", people.plain, parts=(code,))
        assert f"Repatriation file: {title}" in said
    said = words(session, "repatriation_file", people.plain, parts=("itinerary", "handover"))
    assert "Legs of the journey" in said and "Hand-over protocol" in said and "MD 443311" not in said
    with pytest.raises(Invalid, match="no part “story”"):
        words(session, "repatriation_file", people.plain, parts=("story",))


def test_a_part_that_may_not_be_told_says_no_more_than_one_that_is_empty(
    session: Session, people: Returning
) -> None:
    told = words(session, "repatriation_file", people.plain, *CONSULATE, parts=("risk",))
    assert "Nothing that may stand on this paper is written about it." in told
    assert "Risks of the return" not in words(session, "repatriation_file", people.plain, *CONSULATE)


def test_sheets_begin_a_page_where_they_are_handed_on(session: Session, people: Returning) -> None:
    paper = parts_of(session, "repatriation_file", people.plain)
    starts = [str(part.heading) for part in paper.parts if part.new_page]
    assert "Identity" in starts and "Hand-over protocol" in starts and "The return" not in starts
    alone = parts_of(session, "repatriation_file", people.plain, parts=("handover",))
    assert not [part.heading for part in alone.parts if part.new_page]


def test_a_mission_is_not_offered_papers_of_the_own_office(ground: tuple[Path, Returning]) -> None:
    """It is no part of the office it looks into; a paper that is for that office alone stays as it is."""
    with signed_in(ground[0], "consul", Clock()) as session:
        for output in ("mission_note", "repatriation_file"):
            with pytest.raises(Invalid, match="not said for whom"):
                session.look(case_papers.usual, output, "", "")
        assert session.look(case_papers.usual, "case_sheet", "", "") == ("own", "internal")
    with signed_in(ground[0], "caseworker", Clock()) as session:
        for output in ("mission_note", "repatriation_file"):
            assert session.look(case_papers.usual, output, "", "") == ("own", "internal")


def test_a_consul_gets_what_a_consul_reads(consul: Session, people: Returning) -> None:
    own = words(consul, "repatriation_file", people.twin)
    assert "LP 5501" in own and "Daw Mya" in own
    assert not [one for one in (*STORY, *HEALTH, *SEALED) if one in own]


def test_who_is_told_less_gets_less(session: Session, people: Returning) -> None:
    mission = words(session, "repatriation_file", people.plain, *CONSULATE)
    assert not [one for one in (*STORY, *HEALTH, *SEALED) if one in mission]
    assert "Not a word to the village head." in mission, "limits in the person's own words"
    agency = words(session, "repatriation_file", people.plain, AGENCY, "voluntary_return")
    assert "Given on" in agency and "Tell the mission" in agency
    assert not [one for one in (*STORY, *SEALED) if one in agency]


def test_what_the_person_did_not_agree_to_stands_as_withheld(changing: Session, people: Returning) -> None:
    agree(changing, people.plain, "consulate", MISSION, categories=["identity", "travel"])
    paper = parts_of(changing, "repatriation_file", people.plain, *CONSULATE)
    withheld = {str(line.label) for part in paper.parts for line in part.rows if line.withheld}
    assert {"Relative", "Contact", "Family", "Administrative"} <= withheld
    said = words(changing, "repatriation_file", people.plain, *CONSULATE)
    assert "Daw Mya" not in said and "After dark" not in said and AGENCY not in said


def test_a_mission_reads_of_its_own_country_alone(changing: Session, people: Returning) -> None:
    save(
        changing,
        people.plain,
        "nationality_verification",
        country="LA",
        asked_on="2026-03-01",
        result="pending",
    )
    save(
        changing,
        people.plain,
        "consular_notification",
        country="LA",
        mission=OTHER_MISSION,
        decision="notify",
    )
    for output in TO_MISSION:
        said = words(changing, output, people.plain, *CONSULATE)
        assert "Laos" not in said and OTHER_MISSION not in said, output
    assert "Laos" in words(changing, "repatriation_file", people.plain)


# whether a mission is told at all


@pytest.mark.parametrize("output", TO_MISSION)
def test_nothing_goes_to_a_mission_that_is_not_to_be_told(
    session: Session, people: Returning, output: str
) -> None:
    with pytest.raises(Refused, match=r"not decided that this mission is told|not yet"):
        words(session, output, people.stays, *CONSULATE)
    assert words(session, output, people.plain, *CONSULATE)


def test_a_hold_is_for_the_supervisor_to_decide(
    ground: tuple[Path, Returning], people: Returning, tmp_path: Path
) -> None:
    folder = copied(tmp_path, ground[0])
    with signed_in(folder, "caseworker", Clock()) as session:
        assert words(session, "mission_note", people.plain, *CONSULATE), "nothing stands against it"
    with signed_in(folder, "supervisor", Clock()) as session:
        save(session, people.plain, "case", return_hold=True)
        assert words(session, "mission_note", people.plain, *CONSULATE)
    with signed_in(folder, "caseworker", Clock()) as session:
        for output in TO_MISSION:
            with pytest.raises(Refused, match=r"until the supervisor has decided|not yet"):
                words(session, output, people.plain, *CONSULATE)
    with signed_in(folder, "consul", Clock()) as session:
        assert words(session, "mission_note", people.plain, *CONSULATE), "a mission hears of no hold"


def test_where_the_part_of_a_mission_has_ended_it_hears_one_sentence(
    changing: Session, people: Returning
) -> None:
    save(
        changing, people.plain, "consular_notification", country="MM", mission=MISSION, decision="withdraw",
        withdrawn_on="2026-03-13", note="Her uncle works there.",
    )  # fmt: skip
    said = words(changing, "mission_note", people.plain, *CONSULATE)
    assert "The mission's part in this case has ended." in said
    assert not [one for one in ("Thiri", "uncle", "13 March", "NV-77", "visit") if one in said]
    with pytest.raises(Refused, match="not decided that this mission is told"):
        words(changing, "repatriation_file", people.plain, *CONSULATE)
    own = words(changing, "repatriation_file", people.plain, parts=("notification",))
    assert "has ended" in own and "13 March 2026" not in own


def test_the_note_says_by_which_rule_what_is_wished_and_no_story(session: Session, people: Returning) -> None:
    said = words(session, "mission_note", people.plain, *CONSULATE)
    assert "ASEAN Convention Against Trafficking in Persons art. 14(3)" in said
    assert "not checked" not in said, "what the office has not checked is its own business"
    assert "does not want a visit" in said and "neither confirms nor denies" in said
    assert "Not a word to the village head." in said, "limits in the person's own words"
    assert "NV-77" in said and "Please do not ask the person about it" in said
    assert "Soi 5" not in said and "+959420" not in said


# the request for a document


def test_the_request_says_who_and_how_soon_and_never_where_the_person_is(
    session: Session, people: Returning
) -> None:
    said = words(session, "travel_document_request", people.plain, *CONSULATE)
    for each in ("citizen of Myanmar", "20 March 2026", "Hpa-An", "Daw Mya", "MD 443311", "12/ABC(N)123456"):
        assert each in said
    assert "Not within the person's reach" in said and "xploiter" not in said
    assert "Soi 5" not in said and "Bangkok" not in said
    own = words(session, "travel_document_request", people.plain)
    assert "Exploiter" in own


def test_the_last_address_stands_where_it_is_in_that_country(changing: Session, people: Returning) -> None:
    save(changing, people.plain, "person", city="Hpa-An West", country="MM", street="Lane 4")
    said = words(changing, "travel_document_request", people.plain, *CONSULATE)
    assert "Hpa-An West" in said and "Lane 4" in said


# clearance


def test_the_certificate_is_only_for_what_is_cleared(session: Session, people: Returning) -> None:
    with pytest.raises(Refused, match="is not yet"):
        words(session, "return_clearance", people.child, AGENCY, "voluntary_return")
    draft = words(session, "return_clearance", people.child)
    assert "This return is not cleared" in draft and "[ ] The best interests" in draft
    assert "The supervisor who released the return" not in draft


def test_after_the_journey_nobody_is_told_not_to_travel(changing: Session, people: Returning) -> None:
    save(
        changing, people.child, "travel_plan", departs_on="2026-03-12", destination="Mae Sot",
        arrived_at="2026-03-12T10:00:00Z", escort="staff",
    )  # fmt: skip
    said = words(changing, "return_clearance", people.child)
    assert "The journey is over" in said and "Nobody travels" not in said


def test_who_does_not_see_everything_certifies_nothing(consul: Session, people: Returning) -> None:
    said = words(consul, "return_clearance", people.plain)
    assert "certifies nothing" in said and "The supervisor who released the return" not in said


def test_the_certificate_names_each_condition_its_basis_and_its_end(
    session: Session, people: Returning
) -> None:
    said = words(session, "return_clearance", people.plain, AGENCY, "voluntary_return")
    assert "each of them holds" in said and "[ ]" not in said
    assert "[x] A travel document is valid on the day of travel" in said
    assert "Laissez-passer, LP 5501, Embassy, 9 May 2026" in said
    assert "Myanmar, Citizen, 10 February 2026, NV-77" in said and "Agreed on 4 March 2026" in said
    assert "3 April 2026: on that day the consent to return has to be asked anew" in said
    assert "Accompanied" in said, "that it is a nurse is a matter of health"


# the hand-over


def test_the_protocol_is_blank_until_it_is_written(changing: Session, people: Returning) -> None:
    blank = parts_of(changing, "handover_protocol", people.child)
    to_write = {str(line.label) for part in blank.parts for line in part.rows if line.value is None}
    assert {"Date", "Time", "Place", "Received by", "How the person is"} <= to_write
    names = [one.name for part in blank.parts for one in part.signatures]
    assert "Mi Chan" in names and "Daw Hla" in names and "Uncle Bo" not in names
    save(
        changing, people.child, "hand_over", handed_on="2026-03-13", place="Bridge", given_by="Ma Ei",
        received_by="Ko Zaw", condition="Bandage on the left hand", documents="One envelope",
    )  # fmt: skip
    told = words(changing, "handover_protocol", people.child, AGENCY, "voluntary_return")
    assert "Bridge" in told and "13 March 2026" in told and "Bandage" not in told
    assert "Bandage" in words(changing, "handover_protocol", people.child, "person", "own_copy")


def test_the_person_takes_the_protocol_along(session: Session, people: Returning) -> None:
    said = made(session, "handover_protocol", people.plain, "person", "own_copy")
    assert "Thiri Aung" in said and "REC-9" in said and "One red bag" in said and "Thumbprint" in said
    assert not [one for one in SEALED if one in said]


# whom to call


def test_the_safe_way_stands_before_any_number_and_no_other_number(
    session: Session, people: Returning
) -> None:
    said = words(session, "repatriation_file", people.plain, parts=("contacts",))
    assert said.index("Text message") < said.index("After dark") < said.index("+959420123456")
    assert "+951555777" not in said and f"Desk of {AGENCY}" in said and "9 to 16" in said
    child = words(session, "repatriation_file", people.child, parts=("contacts",))
    assert "ask the sending office how the person is reached" in child


# every one of them


@pytest.mark.parametrize("output", ["return_clearance", "mission_note", "handover_protocol"])
def test_without_its_record_there_is_no_paper(session: Session, people: Returning, output: str) -> None:
    with pytest.raises(Invalid, match="Nothing that may go on this paper is written yet"):
        words(session, output, people.bare)


@pytest.mark.parametrize("output", TO_MISSION[1:])
def test_who_may_not_be_named_gets_no_paper(changing: Session, people: Returning, output: str) -> None:
    agree(changing, people.plain, "consulate", MISSION, categories=["travel", "administrative"])
    with pytest.raises(Invalid, match=r"Identity|written yet"):
        words(changing, output, people.plain, *CONSULATE)


@pytest.mark.parametrize("output", PAPERS)
def test_two_languages_stand_side_by_side(session: Session, people: Returning, output: str) -> None:
    said = made(session, output, people.plain, languages=("fa", "en"))
    assert "Thiri" in said and any("\u0600" <= letter <= "\u06ff" for letter in said)


@pytest.mark.parametrize("output", PAPERS)
def test_unread_texts_leave_a_paper_that_reads_well(session: Session, people: Returning, output: str) -> None:
    to: tuple[str, str] = CONSULATE if output in TO_MISSION else (AGENCY, "voluntary_return")
    paper = parts_of(session, output, people.plain, *to, texts={})
    assert all(
        part.rows or part.paragraphs or part.table or part.ticks or part.signatures for part in paper.parts
    )
