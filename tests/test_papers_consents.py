"""Papers of consent: the form, blank and filled, the note, the receipt, the recall letter, the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lives_on_paper import (
    CLINIC,
    FAMILY,
    GIVEN,
    HELPER,
    LIMITS,
    MOTHER,
    NAMES,
    OWN_SCRIPT,
    POLICE,
    WITNESS,
    Lives,
    bare,
    consent,
    write,
)
from tests.people_on_paper import made, read
from tests.vaults import Clock, copied, prepared, save, signed_in
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.kinds import RECORDS
from victimcase.domain.legal_override import coverable
from victimcase.domain.outputs import NEVER_LEAVES
from victimcase.domain.spec import LongText, Text, User, specs
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category, Scope
from victimcase.services import disclosures, history, papers
from victimcase.services.compose import consent_words, own_papers
from victimcase.services.compose.access import is_others
from victimcase.services.compose.order import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx

SECRETS = ("12 Lotus Lane", "She fears her uncle", "Another name")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lives]:
    """A vault with those lives, closed."""
    return prepared(tmp_path_factory.mktemp("consents"), "supervisor", write)


@pytest.fixture
def lives(ground: tuple[Path, Lives]) -> Lives:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def session(ground: tuple[Path, Lives]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def consul(ground: tuple[Path, Lives]) -> Iterator[Session]:
    """A consular officer's session, to look only."""
    with signed_in(ground[0], "consul", Clock()) as opened:
        yield opened


def named(text: str) -> list[str]:
    """Which of the names stand in a text, in any case."""
    return [name for name in NAMES if name.casefold() in text.casefold()]


# the form


def test_the_form_says_all_of_one_consent(session: Session, lives: Lives) -> None:
    said = made(session, "consent_form", lives.adult, about=lives.police)
    for words in (f"{GIVEN} {FAMILY}", POLICE, HELPER, WITNESS, "Thumbprint", "1 September 2026", "Burmese"):
        assert words in said
    assert "You need not speak with the police" in said
    assert "The green box" in said and "+66" in said
    assert CLINIC not in said and LIMITS not in said and "None were named." in said
    assert not any(secret in said for secret in SECRETS)


def test_the_form_asks_about_what_could_go_for_its_purpose_and_ticks_what_was_agreed() -> None:
    police = consent_words.on_the_form("police", frozenset({Category.IDENTITY}))
    assert set(police) == coverable("police") - {Category.PERPETRATOR}
    assert Category.HEALTH not in police
    assert Category.HEALTH in consent_words.on_the_form("police", frozenset({Category.HEALTH}))
    assert consent_words.on_the_form("media", frozenset())


def test_every_purpose_and_category_has_its_words(session: Session) -> None:
    codes = session.look(lambda tx: [one.code for one in tx.reference.codes("purpose")])
    assert set(consent_words.WHAT_FOR) == set(codes)
    assert set(consent_words.MEANS) == set(Category) - {
        Category.PERPETRATOR,
        Category.WHISTLE_BLOWER,
        Category.RELEASE,
    }
    assert set(own_papers.QUIET) == set(consent_words.MEANS) - SEALED


def test_with_several_consents_it_has_to_be_said_which(session: Session, lives: Lives) -> None:
    with pytest.raises(Invalid) as caught:
        made(session, "consent_form", lives.adult)
    assert "which consent" in str(caught.value)
    with pytest.raises(NotFound):
        made(session, "consent_form", lives.adult, about=lives.guardians)
    assert "Aunt Maly" in made(session, "consent_form", lives.child)


def test_without_a_consent_there_is_no_form(session: Session, lives: Lives) -> None:
    with pytest.raises(Invalid) as caught:
        made(session, "consent_form", lives.empty)
    assert "Nothing was given out" in str(caught.value)


def test_limits_stand_in_their_own_words_and_for_the_person_only_once_they_were_read(
    session: Session, lives: Lives
) -> None:
    assert LIMITS in made(session, "consent_form", lives.adult, about=lives.referral)
    read_ = made(session, "consent_form", lives.adult, "person", "own_copy", about=lives.referral)
    assert LIMITS in read_
    unread = made(session, "consent_form", lives.adult, "person", "own_copy", about=lives.referral, texts={})
    assert LIMITS not in unread and "You have set limits." in unread


def test_the_person_s_form_names_nothing_sealed(session: Session, lives: Lives) -> None:
    """What could harm in a strange hand is not even an empty box."""
    inside = made(session, "consent_form", lives.adult, about=lives.referral)
    outside = made(session, "consent_form", lives.adult, "person", "own_copy", about=lives.referral)
    for category in (Category.PROTECTION_CLAIM, Category.LOCATION_OF_SHELTER):
        assert consent_words.MEANS[category] in inside
        assert consent_words.MEANS[category] not in outside
        assert CATEGORY_TITLES[category] not in outside


def test_a_refusal_and_a_withdrawal_are_said_as_they_are(session: Session, lives: Lives) -> None:
    refused = made(session, "consent_form", lives.adult, about=lives.refused)
    assert "We advise you to say no" in refused
    withdrawn = made(session, "consent_form", lives.adult, about=lives.referral)
    assert "Withdrawn on" in withdrawn and "14 March 2026" in withdrawn


def test_a_guardian_signs_beside_the_child(session: Session, lives: Lives) -> None:
    said = made(session, "consent_form", lives.child)
    assert "The guardian" in said and "Aunt Maly" in said and "The child" in said
    assert "Did the child agree too?" in said


def test_a_consul_makes_the_same_form_whatever_is_sealed(consul: Session, lives: Lives) -> None:
    for output, to, purpose in (
        ("consent_form", "own", "internal"),
        ("consent_form", "person", "own_copy"),
        ("person_note", "person", "own_copy"),
    ):
        said = [
            bare(made(consul, output, number, to, purpose), lives.plain, lives.sealed)
            for number in (lives.plain, lives.sealed)
        ]
        assert said[0] == said[1]
        assert len(said[0]) > 200


def test_the_form_in_two_languages_and_from_the_right(session: Session, lives: Lives) -> None:
    both = made(session, "consent_form", lives.adult, about=lives.police, languages=("en", "fa"))
    assert "Consent form" in both and "You can change your mind" in both
    assert GIVEN in made(session, "consent_form", lives.adult, about=lives.police, languages=("my",))


def test_a_blank_form_is_for_any_purpose_or_for_one(session: Session) -> None:
    said = made(session, "consent_form_blank", "")
    assert "Media" in said and "Who would be told" in said and "Thumbprint" in said
    one = made(
        session, "consent_form_blank", "", more={"purpose": "police", "recipient": "Police of Pak Nam"}
    )
    assert "Police of Pak Nam" in one and "You need not speak with the police" in one
    assert CATEGORY_TITLES[Category.FAMILY] not in one
    for text in (said, one):
        assert "Case KUP" not in text
        assert not any(
            consent_words.MEANS[category] in text for category in SEALED & set(consent_words.MEANS)
        )
    with pytest.raises(Invalid):
        made(session, "consent_form_blank", "", more={"purpose": "revenge"})


# the note and the receipt


def test_the_note_says_where_papers_are_in_words_that_tell_nothing(session: Session, lives: Lives) -> None:
    said = made(session, "person_note", lives.adult, "person", "own_copy")
    assert said.count(CLINIC) >= 2 and "14 March 2026" in said and "KUP-D-" in said
    assert "How I say stop" in said and "+66" in said
    assert not named(said)
    for word in ("Confidential", "traffick", "victim", "case", "Purpose", *CATEGORY_TITLES.values()):
        assert word not in said, word
    assert lives.adult not in said


def test_the_note_names_each_once_and_until_the_last_yes_ends(
    ground: tuple[Path, Lives], lives: Lives, tmp_path: Path
) -> None:
    """Two consents for one reader differ in what they are for, and that the note does not say."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as session:
        save(session, "office", "organisation", name="Night School", country="TH", city="Krung Chan")
        for to in ("Night School", POLICE):
            for purpose, until in (("services", "2026-05-03"), ("referral", "2026-04-02")):
                consent(session, lives.adult, purpose, to, ["identity"], expires_on=until)
        said = _may_be_told(session, lives.adult)
    assert "Night School 3 May 2026" in said and "2 April 2026" not in said
    assert f"{POLICE} until I say stop" in said and said.count(POLICE) == said.count("Night School") == 1


def _may_be_told(session: Session, number: str) -> str:
    """What the note says under “Who may be told something”."""
    said = made(session, "person_note", number, "person", "own_copy")
    return said.partition("Who may be told something")[2].partition("How I say stop")[0]


def test_the_note_can_be_made_without_naming_anybody(session: Session, lives: Lives) -> None:
    said = made(session, "person_note", lives.adult, "person", "own_copy", more={"names": "no"})
    assert CLINIC not in said and POLICE not in said and "KUP-D-" in said


def test_what_no_longer_counts_is_not_on_the_note_as_agreed(session: Session, lives: Lives) -> None:
    said = made(session, "person_note", lives.child, "person", "own_copy")
    assert "Nobody. No paper has gone" in said and CLINIC in said


def test_the_receipt_tells_what_is_kept_for_how_long_and_the_rights(session: Session, lives: Lives) -> None:
    said = made(session, "data_protection_receipt", lives.adult, "person", "own_copy")
    assert "your body and how you feel" in said and CLINIC in said
    assert "10 years after" in said and "The green box" in said
    assert "The mission of your country was told" in said
    assert "whether you have asked a state" not in said and "where the house is" not in said
    child = made(session, "data_protection_receipt", lives.child, "person", "own_copy")
    assert "18 years after" in child and "No mission of your country" in child


@pytest.mark.parametrize(
    ("output", "purpose"), [("data_protection_receipt", "own_copy"), ("access_request", "access")]
)
def test_a_mission_cannot_say_that_this_is_all(
    consul: Session, lives: Lives, output: str, purpose: str
) -> None:
    with pytest.raises(Refused):
        made(consul, output, lives.plain, "person", purpose)


# the recall letter


def recalled(session: Session, lives: Lives, to: str = CLINIC, **more: str) -> str:
    """The words of the letter."""
    return made(
        session,
        "recall_letter",
        lives.adult,
        to,
        "recall",
        more={"consent": lives.referral, **more},
        texts={},
    )


def test_a_recall_letter_names_papers_by_number_and_no_person(session: Session, lives: Lives) -> None:
    said = recalled(session, lives)
    lines = session.look(disclosures.listed, lives.adult)
    first, second = (one for one in lines if one.recipient == CLINIC)
    assert first.number in said and second.number not in said
    assert "14 March 2026" in said and "28 March 2026" in said and "Health" in said
    assert "Protection claim" not in said
    assert not named(said) and lives.adult not in said and "said so at" not in said and LIMITS not in said


@pytest.mark.parametrize("languages", [("fa",), ("my",), ("en", "th")])
def test_it_names_nobody_in_any_language(session: Session, lives: Lives, languages: tuple[str, ...]) -> None:
    order = {"consent": lives.referral}
    said = made(session, "recall_letter", lives.adult, CLINIC, "recall", more=order, languages=languages)
    assert CLINIC in said and not named(said)


def test_nothing_is_called_back_that_was_not_given_or_not_withdrawn(session: Session, lives: Lives) -> None:
    with pytest.raises(Invalid) as caught:
        recalled(session, lives, POLICE)
    assert CLINIC in str(caught.value)
    with pytest.raises(Invalid):
        recalled(session, lives, consent=lives.police)
    with pytest.raises(Invalid):
        recalled(session, lives, consent="")
    with pytest.raises(NotFound):
        recalled(session, lives, consent=lives.guardians)
    with pytest.raises(Invalid):
        recalled(session, lives, by="2026-03-01")
    assert "1 April 2026" in recalled(session, lives, by="2026-04-01")


def test_a_mission_calls_back_only_what_it_gave_itself(consul: Session, lives: Lives) -> None:
    with pytest.raises(Invalid) as caught:
        recalled(consul, lives)
    assert "nothing to call back" in str(caught.value)


# the access file


def test_the_file_holds_everything_but_what_is_others(session: Session, lives: Lives) -> None:
    said = made(session, "access_request", lives.adult, "person", "access")
    for words in (GIVEN, OWN_SCRIPT, "Malaria", "She fears her uncle", "12 Lotus Lane", CLINIC, "mother"):
        assert words.casefold() in said.casefold(), words
    for words in (MOTHER, "+95 9 420 111222", "111222", HELPER, WITNESS, "Another name"):
        assert words not in said, words
    assert "covered: somebody else" in said and "Your rights" in said
    assert "About you" in said and "Identification" in said and "Protection" in said


def test_texts_nobody_has_read_are_left_out_of_the_file(session: Session, lives: Lives) -> None:
    said = made(session, "access_request", lives.adult, "person", "access", texts={})
    assert "She fears her uncle" not in said and "Malaria" not in said


def test_the_file_says_who_has_looked(ground: tuple[Path, Lives], tmp_path: Path) -> None:
    from tests.vaults import copied

    folder, lives = copied(tmp_path, ground[0]), ground[1]
    with signed_in(folder, "supervisor", Clock()) as session:
        session.look(history.of_case, lives.adult)
        said = made(session, "access_request", lives.adult, "person", "access")
        assert "Read the history" in said


def test_every_text_of_every_kind_was_looked_at_for_names_of_others() -> None:
    """A new field for somebody's name fails here until it is said whose it is."""
    kinds = [
        cls for cls in RECORDS.values() if cls.scope is not Scope.OFFICE and cls.kind not in NEVER_LEAVES
    ]
    left = {
        f"{cls.kind}.{name}"
        for cls in kinds
        for name, spec in specs(cls).items()
        if isinstance(spec, Text | LongText)
        and any(word in name for word in ("name", "_by", "interpreter", "witness", "contact", "phone"))
        and not is_others(cls, name)
    }
    assert {one for one in left if not one.startswith("person.")} == {
        "document.name",
        "identity_document.issued_by",
        "identity_document.name_on_document",
        "missing_report.contacts_tried",
        "safety_plan.phone_safety",
        "testimony_arrangement.costs_by",
    }
    assert all(
        is_others(cls, name)
        for cls in kinds
        if cls.kind != "person"
        for name, spec in specs(cls).items()
        if isinstance(spec, User)
    )


def test_papers_for_the_person_are_for_nobody_else(session: Session, lives: Lives) -> None:
    for output, purpose in (("person_note", "own_copy"), ("access_request", "access")):
        with pytest.raises(Refused):
            made(session, output, lives.adult, CLINIC, purpose)
    with pytest.raises(Invalid):
        made(session, "recall_letter", lives.adult, "own", "recall", more={"consent": lives.referral})


def test_the_file_s_own_words_tell_no_name_either(session: Session, lives: Lives) -> None:
    """Title and metadata are read without opening a paper."""

    def run(tx: Tx) -> bytes:
        order = Order(lives.adult, "person", "own_copy")
        released = papers.decided(tx, "person_note", order)
        return papers.rendered("person_note", released, papers.setting_of(tx), order)

    data = session.look(run)
    assert read(data)
    assert GIVEN.encode() not in data and FAMILY.encode() not in data
