"""Papers of identification: what each says to whom, what never stands on it, and when there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.people_on_paper import CLINIC, NEVER, POLICE, People, made, write
from tests.vaults import Clock, copied, new_case, notify, prepared, save, signed_in
from victimcase.domain.errors import Invalid, Refused, UserError
from victimcase.domain.words import Category
from victimcase.services.session import Session

Making = Callable[..., str]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    """A vault with those people, closed. Look, and change nothing."""
    return prepared(tmp_path_factory.mktemp("identification"), "supervisor", write)


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
def consul(ground: tuple[Path, People]) -> Iterator[Session]:
    """A consular officer's session, to look only."""
    with signed_in(ground[0], "consul", Clock()) as opened:
        yield opened


PAPERS = (
    "intake_sheet",
    "screening_record",
    "presumption_note",
    "reflection_certificate",
    "identification_decision",
)


@pytest.mark.parametrize("output", PAPERS)
def test_without_its_record_there_is_no_paper(session: Session, people: People, output: str) -> None:
    with pytest.raises(Invalid) as caught:
        made(session, output, people.empty)
    assert "Nothing was given out" in str(caught.value)


@pytest.mark.parametrize("output", PAPERS)
@pytest.mark.parametrize("to", ["own", "person"])
def test_what_is_sealed_is_on_none_of_them(session: Session, people: People, output: str, to: str) -> None:
    """Not even for the own office: none of these papers needs it."""
    if (output, to) == ("screening_record", "person"):
        return  # this paper is for offices alone
    purpose = "internal" if to == "own" else "own_copy"
    number = people.decided if output == "identification_decision" else people.presumed
    said = made(session, output, number, to, purpose)
    assert "Thiri Aung" in said or "Somchai Kaew" in said
    assert not [one for one in NEVER if one in said]
    assert "asylum" not in said.casefold()


@pytest.mark.parametrize("output", PAPERS)
def test_two_languages_stand_side_by_side(session: Session, people: People, output: str) -> None:
    number = people.decided if output == "identification_decision" else people.presumed
    both = made(session, output, number, languages=("en", "fa"))
    alone = made(session, output, number)
    assert "Name" in both and ("Thiri Aung" in both or "Somchai Kaew" in both)
    assert any("\u0600" <= letter <= "\u06ff" for letter in both)
    assert not any("\u0600" <= letter <= "\u06ff" for letter in alone)


# the intake sheet


def test_the_intake_sheet_says_who_came_how_and_what_could_not_wait(session: Session, people: People) -> None:
    said = made(session, "intake_sheet", people.presumed)
    for words in ("Fish market", "Fever since Sunday", "She ran at night.", "U Ba", "Daw Mya", "Insulin"):
        assert words in said
    assert "Checked: no tie to anybody involved" in said and "Messenger" in said
    assert "The interpreter has no tie to anybody involved" in said, "what intake asks for, while it is open"
    assert "Supervisor's release" not in said.replace("Witness measures · Supervisor's release", "")


def test_an_intake_sheet_for_others_holds_what_was_agreed(session: Session, people: People) -> None:
    """Health and family were not agreed to: they say “withheld”. No gate is told outside."""
    said = made(session, "intake_sheet", people.presumed, CLINIC, "case_transfer")
    assert "Fish market" in said and "She ran at night." in said
    assert "Fever since Sunday" not in said and "Insulin" not in said and "Daw Mya" not in said
    assert said.count("withheld") >= 3
    assert "What an intake sees to" not in said


def test_the_person_takes_an_intake_sheet_along_without_suspicions(session: Session, people: People) -> None:
    said = made(session, "intake_sheet", people.presumed, "person", "own_copy")
    assert "Daw Mya" in said and "Took the money" not in said


def test_a_guardian_who_is_suspected_speaks_for_no_child(session: Session, people: People) -> None:
    said = made(session, "intake_sheet", people.child)
    assert "Aunt Maly" in said and "Mister Rith" not in said


# the screening record


def test_the_record_shows_every_question_and_how_the_answers_add_up(session: Session, people: People) -> None:
    said = made(session, "screening_record", people.presumed)
    assert "Misled about what the job is, where it is or who the employer is Strong Seen The person" in said
    assert "Misled about working conditions Medium Not asked –" in said
    assert "Deceptive recruitment 1 1 1 positive one strong indicator and one other" in said
    assert "Exploitation 0 0 0 not positive not enough for this dimension" in said
    assert "Together the indicators do not reach what this sum asks for." in said
    assert "This sum is advice" in said and "Presumed victim" in said
    assert "Wording not verified against the source." not in said


def test_a_set_that_nobody_has_compared_carries_its_mark(session: Session, people: People) -> None:
    """And for a child act and purpose are enough: what is needed names no means."""
    said = made(session, "screening_record", people.child)
    assert "Wording not verified against the source." in said
    assert "Act 1 positive at least one is present" in said and "Means 0 not positive none is present" in said
    assert "Together the indicators speak for trafficking." in said
    assert "Under 18 an act for exploitation is enough" in said
    assert "Needed There? Shown by Act Yes Act Purpose Yes Purpose" in said


def test_who_does_not_read_what_happened_sees_that_it_is_withheld(consul: Session, people: People) -> None:
    said = made(consul, "screening_record", people.presumed)
    assert "Presumed victim" in said and "withheld" in said
    assert "Misled about" not in said and "Papers were taken." not in said


def test_not_indicated_leaves_no_mark(session: Session, people: People) -> None:
    said = made(session, "screening_record", people.cleared)
    assert "leaves no mark that follows the person" in said and "Labour office" in said


# the presumption note


def test_a_clinic_reads_what_follows_from_the_presumption(session: Session, people: People) -> None:
    said = made(session, "presumption_note", people.presumed, CLINIC, "services")
    for words in ("Thiri Aung", "Presumed victim", "14 March 2026", "counts in favour", "No removal"):
        assert words in said
    assert "Papers were taken." not in said, "the note tells no story"


def test_the_presumption_is_told_where_it_may_go(session: Session, people: People) -> None:
    """The twin: nothing administrative may go to the police, so the note is no paper for them."""
    with pytest.raises(Refused, match="not a purpose this paper"):
        made(session, "presumption_note", people.presumed, POLICE, "police")


@pytest.mark.parametrize("output", ["presumption_note", "reflection_certificate", "identification_decision"])
def test_a_paper_that_certifies_names_the_person_or_is_not_made(
    session: Session, people: People, output: str
) -> None:
    number = people.decided if output == "identification_decision" else people.presumed
    with pytest.raises(Invalid, match="cannot be made without what may not go: Identity"):
        made(session, output, number, asked=frozenset({Category.ADMINISTRATIVE, Category.LEGAL}))


def test_a_child_is_presumed_by_the_rule_for_children(session: Session, people: People) -> None:
    said = made(session, "presumption_note", people.child, "person", "own_copy")
    assert "Under 18 no force, threat or deception need be shown" in said
    assert "A guardian speaks for the child" in said
    assert "treated as a child until the age is settled" in said
    adult = made(session, "presumption_note", people.presumed)
    assert "Under 18" not in adult and "A guardian speaks" not in adult


def test_nothing_is_presumed_of_somebody_decided_on_or_cleared(session: Session, people: People) -> None:
    with pytest.raises(Invalid, match="the presumption has ended"):
        made(session, "presumption_note", people.decided)
    with pytest.raises(Invalid, match="No screening says"):
        made(session, "presumption_note", people.cleared)


def test_a_mission_does_not_learn_by_a_refusal_that_there_is_a_decision(
    consul: Session, people: People
) -> None:
    """A decision is legal, and no mission reads it: the note is made, or is not, alike for both."""
    for number in (people.presumed, people.decided):
        assert "Presumed victim" in made(consul, "presumption_note", number)


# the reflection certificate


def test_the_certificate_says_how_long_and_by_which_rule(session: Session, people: People) -> None:
    said = made(session, "reflection_certificate", people.presumed, POLICE, "police")
    assert "2 March 2026" in said and "16 April 2026" in said and "Length in days 45" in said
    assert "Days by the rules of Thailand 45" in said and "Source of this figure" in said
    assert "Nobody may press the person to testify" in said and "Shelter, Medical care" in said


def test_another_language_has_its_own_digits_and_names_of_countries(session: Session, people: People) -> None:
    """In the middle of a Persian line, Latin digits and an English country look like a code."""
    said = made(session, "reflection_certificate", people.presumed, POLICE, "police", languages=("fa",))
    assert "تایلند" in said and "۴۵" in said
    assert "Thailand" not in said and " 45 " not in said
    sums = made(session, "screening_record", people.presumed, languages=("my",))
    assert " ၀ " in sums and " 0 " not in sums


def test_an_adult_can_give_it_up_in_writing_and_a_child_cannot(session: Session, people: People) -> None:
    adult = made(session, "reflection_certificate", people.decided)
    assert "gave the rest of the period up" in adult and "6 March 2026" in adult
    assert "What it protects from" not in adult
    child = made(session, "reflection_certificate", people.child)
    assert "A child cannot give the period up" in child and "What it protects from" in child


# the decision


def test_the_decision_is_the_one_that_was_made_here(session: Session, people: People) -> None:
    """An import said otherwise; a message is no decision."""
    said = made(session, "identification_decision", people.decided, "person", "own_copy")
    for words in ("Identified as a victim", "District team", "MDT-12", "A locked gate.", "The pay book."):
        assert words in said
    assert "In writing within 30 days." in said and "Appeals office" in said
    assert "Not identified" not in said and "only reported by an import" not in said


def test_unread_texts_stay_and_the_notice_still_reads_well(session: Session, people: People) -> None:
    said = made(session, "identification_decision", people.decided, POLICE, "police", texts={})
    assert "Identified as a victim" in said and "MDT-12" in said
    assert "A locked gate." not in said and "The pay book." not in said
    assert "Reasons" not in said and "Evidence relied on" not in said


def test_a_decision_only_reported_is_told_as_that_inside_and_never_outside(
    ground: tuple[Path, People], tmp_path: Path
) -> None:
    number = ground[1].presumed
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as session:
        save(session, number, "identification_decision", outcome="not_identified", imported=True)
        said = made(session, "identification_decision", number)
        assert "only reported by an import" in said and "ends no other protection" in said
        with pytest.raises(Refused, match="it is not yet"):
            made(session, "identification_decision", number, POLICE, "police")


def test_who_reads_nothing_legal_makes_no_certificate_and_no_decision(
    consul: Session, people: People
) -> None:
    for output in ("reflection_certificate", "identification_decision"):
        with pytest.raises(Invalid, match="Nothing that may go on this paper"):
            made(consul, output, people.decided)


# the mission

OF_EVERY_KIND = (*PAPERS, "support_plan", "option_decision", "offences_letter", "evidence_list")


def outcome(session: Session, output: str, number: str) -> str:
    """The words of a paper, or of the refusal, without what is different in any two cases."""
    try:
        said = made(session, output, number)
    except UserError as refused:
        return str(refused)
    return re.sub(r"[0-9a-f]{8}", "#", said.replace(number, "#"))


def alike(session: Session, *, secrets: bool) -> str:
    """A case a mission is told of; with a claim, a witness measure and health records, or without them."""
    number = new_case(session, given_names="Mya", birth="1999-01-02").number
    contact = {"happened_on": "2026-03-01", "danger": "none", "by": "caseworker"}
    hidden = {"health": "open", "health_note": "Twelfth week"} if secrets else {}
    save(session, number, "contact_event", **contact, **hidden)
    save(session, number, "screening", screened_on="2026-03-02", outcome="presumed", act="yes")
    if secrets:
        save(session, number, "protection_claim", type="asylum", grounds="She fears her uncle.")
        save(session, number, "witness_measure", measure="anonymity")
        save(session, number, "health_record", findings="Pregnant")
        save(session, number, "option_decision", protection_claim_check="asked_fear")
    notify(session, number)
    return number


def test_two_cases_that_differ_in_what_a_mission_must_not_know_give_it_the_same_papers(
    ground: tuple[Path, People], tmp_path: Path
) -> None:
    folder = copied(tmp_path, ground[0])
    with signed_in(folder, "supervisor", Clock()) as session:
        plain, secret = (alike(session, secrets=one) for one in (False, True))
        assert outcome(session, "intake_sheet", plain) != outcome(session, "intake_sheet", secret)
    with signed_in(folder, "consul", Clock()) as session:
        for output in OF_EVERY_KIND:
            assert outcome(session, output, plain) == outcome(session, output, secret), output
        assert "Presumed victim" in outcome(session, "presumption_note", secret)
