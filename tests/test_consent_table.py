"""What goes on whose word: a table by hand, and the attacks on it (case model §4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.case_files import File, adult, ago, ahead, child
from tests.vaults import SignIn, new_case, save
from victimcase.domain import consent as rules
from victimcase.domain.dossier import Kept
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Guardian
from victimcase.domain.words import Category
from victimcase.services import consents, door
from victimcase.services.session import Session
from victimcase.services.tx import Tx

NGO, NAMESAKE = "n" * 32, "m" * 32

WHO = {"adult": adult, "child": child}
GUARDIANS: dict[str, dict[str, Any]] = {
    "checked": {},
    "unchecked": {"checked": None},
    "suspected": {"suspected": True},
    "ended": {"ended_on": ago(1)},
    "later": {"ended_on": ahead(1)},
}

# Who the person is, how the guardian stands; what was said, one after the other: by whom, yes or no, and
# more; then what goes: i identity, h health. Each consent names both where it does not say.
TABLE = """
adult checked    | person:yes                                          | ih
adult checked    | person:yes:identity                                 | i
adult checked    | person:yes:none                                     | -
adult checked    | person:no                                           | -
adult checked    | person:unsaid                                       | -
adult checked    | nobody:yes                                          | ih
adult checked    | guardian:yes                                        | -
adult checked    | guardian:yes:assent                                 | -
adult checked    | assent:yes                                          | -
adult checked    | person:yes:expired                                  | -
adult checked    | person:yes:expires_today                            | ih
adult checked    | person:yes:withdrawn                                | -
adult checked    | person:yes:withdrawal_ahead                         | -
adult checked    | person:yes:ahead                                    | -
adult checked    | person:yes:undated                                  | -
adult checked    | person:yes:imported                                 | -
adult checked    | person:yes person:no                                | -
adult checked    | person:no person:yes                                | ih
adult checked    | person:no person:yes:old                            | -
adult checked    | person:no:old person:yes                            | ih
adult checked    | person:yes guardian:no                              | ih
adult checked    | person:yes person:yes:identity                      | i
adult checked    | person:yes:identity person:yes                      | ih
adult checked    | person:yes person:yes:identity:old                  | ih
adult checked    | person:yes:old person:yes:identity                  | i
adult checked    | person:yes person:yes:withdrawn                     | -
adult checked    | person:yes person:yes:expired                       | -
adult checked    | person:yes person:yes:identity:ahead                | ih
adult checked    | person:yes person:yes:identity:undated              | ih
adult checked    | person:yes person:unsaid                            | ih
adult checked    | person:yes:identity person:yes:imported             | i
child checked    | person:yes                                          | -
child checked    | assent:yes                                          | -
child checked    | guardian:yes                                        | -
child checked    | guardian:yes assent:yes                             | ih
child checked    | guardian:yes person:yes                             | ih
child checked    | assent:yes guardian:yes                             | ih
child checked    | guardian:yes:assent                                 | ih
child checked    | guardian:yes:dissent                                | -
child checked    | guardian:yes:dissent assent:yes                     | -
child checked    | guardian:yes:identity assent:yes                    | i
child checked    | guardian:yes assent:yes:identity                    | i
child checked    | guardian:yes assent:yes:none                        | ih
child checked    | guardian:yes assent:no                              | -
child checked    | guardian:yes assent:yes assent:no                   | -
child checked    | guardian:yes assent:yes person:no                   | -
child checked    | guardian:yes:assent assent:no                       | -
child checked    | guardian:yes:assent assent:no assent:yes            | ih
child checked    | assent:no guardian:yes:assent                       | ih
child checked    | guardian:no assent:yes                              | -
child checked    | guardian:yes assent:yes guardian:no                 | -
child checked    | guardian:no guardian:yes assent:yes                 | ih
child checked    | guardian:yes:expired assent:yes                     | -
child checked    | guardian:yes assent:yes:expired                     | -
child checked    | guardian:yes:withdrawn assent:yes                   | -
child checked    | guardian:yes assent:yes:withdrawn                   | -
child checked    | guardian:yes:ahead assent:yes                       | -
child checked    | guardian:yes assent:yes:undated                     | -
child checked    | guardian:yes:imported assent:yes                    | -
child checked    | guardian:yes:assent guardian:yes:identity:assent    | i
child checked    | guardian:yes:assent guardian:yes:identity:dissent   | -
child unchecked  | guardian:yes:assent                                 | -
child unchecked  | guardian:yes assent:yes                             | -
child suspected  | guardian:yes:assent                                 | -
child suspected  | guardian:yes assent:yes                             | -
child ended      | guardian:yes:assent                                 | -
child later      | guardian:yes:assent                                 | ih
"""

MORE: dict[str, dict[str, Any]] = {
    "identity": {"categories": ("identity",)},
    "none": {"categories": ()},
    "assent": {"child_assent": True},
    "dissent": {"child_assent": False},
    "expired": {"expires_on": ago(1)},
    "expires_today": {"expires_on": ago(0)},
    "withdrawn": {"withdrawn_on": ago(1)},
    "withdrawal_ahead": {"withdrawn_on": ahead(3)},
    "ahead": {"given_on": ahead(1)},
    "undated": {"given_on": None},
    "old": {"given_on": ago(20)},
    "imported": {"reported_by_import": True},
}
ANSWERS = {"yes": True, "no": False, "unsaid": None}
GIVERS = {"person": "person", "assent": "child_assent", "guardian": "guardian", "nobody": None}


def spoken(words: str) -> Consent:
    """One consent out of the words of the table."""
    giver, answer, *more = words.split(":")
    said: dict[str, Any] = {
        "purpose": "referral",
        "recipient": NGO,
        "given": ANSWERS[answer],
        "given_by": GIVERS[giver],
        "guardian": "@guardian" if giver == "guardian" else None,
        "given_on": ago(10),
        "categories": ("identity", "health"),
    }
    for word in more:
        said |= MORE[word]
    return Consent(**said)


def cases() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the table."""
    for line in TABLE.strip().splitlines():
        who, said, goes = (part.strip() for part in line.split("|"))
        person, guardian = who.split()
        yield person, guardian, said, goes


def whole(person: str, guardian: str, said: str) -> File:
    """A case with all that was said in it."""
    file = WHO[person]()
    if person == "child":
        file = file.change("guardian", **GUARDIANS[guardian])
    else:
        file = file.add("guardian", Guardian(name="Daw Mya", checked=True, suspected=False))
    for number, words in enumerate(said.split()):
        file = file.add(f"said{number}", spoken(words))
    return file


def going(file: File, recipient: str | None = NGO, purpose: str = "referral") -> str:
    """What goes, in the letters of the table."""
    dossier = file.dossier()
    found = [
        one[0] for one in ("identity", "health") if rules.basis(dossier, purpose, recipient, Category(one))
    ]
    return "".join(found) or "-"


@pytest.mark.parametrize(("person", "guardian", "said", "goes"), list(cases()))
def test_what_goes_on_whose_word(person: str, guardian: str, said: str, goes: str) -> None:
    file = whole(person, guardian, said)
    assert going(file) == goes
    assert going(file, recipient=NAMESAKE) == going(file, purpose="police") == "-"
    lacking = [rules.lack(file.dossier(), one) for one in file.dossier().all(Consent)[-len(said.split()) :]]
    valid = [state(one, file) for one in file.dossier().all(Consent)[-len(said.split()) :]]
    if goes == "-" and ":none" not in said and ":imported" not in said:
        assert all(lack for lack, holds in zip(lacking, valid, strict=True) if holds), "it is said why"
    elif goes != "-":
        assert any(not lack and holds for lack, holds in zip(lacking, valid, strict=True))


def state(one: Kept[Consent], file: File) -> bool:
    """Whether a consent is valid by itself."""
    return rules.state(one.record, file.today) is rules.State.VALID


def test_every_lack_has_words() -> None:
    assert set(rules.LACK_TITLES) == set(rules.Lack)


# The attacks, through the door of a real vault.


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A caseworker with two organisations of one name."""
    with sign_in() as opened:
        yield opened


@pytest.fixture
def ids(session: Session) -> tuple[str, str]:
    """Two organisations that are called alike."""
    one, other = (
        save(session, "office", "organisation", name="Harbour Clinic", country=country, city=city).id
        for country, city in (("TH", "Ranong"), ("MM", "Yangon"))
    )
    return one, other


def through(session: Session, number: str, to: str, purpose: str = "referral") -> set[str]:
    """The categories the door lets go."""

    def decide(tx: Tx) -> set[str]:
        recipient = door.recipient_called(tx, to)
        found = door.release(
            tx, [tx.case(number)], output="referral_letter", recipient=recipient, purpose=purpose
        )
        return {str(one) for one in found.categories}

    return session.look(decide)


def agree(session: Session, number: str, **changed: Any) -> str:
    """The person agrees."""
    said: dict[str, Any] = {
        "purpose": "referral",
        "given": True,
        "given_by": "person",
        "given_on": "2026-03-10",
        "categories": ["identity"],
    }
    return save(session, number, "consent", **said | changed).id


def test_a_namesake_gets_nothing(session: Session, ids: tuple[str, str]) -> None:
    number = new_case(session).number
    agree(session, number, recipient=ids[0])
    assert through(session, number, ids[0]) == {"identity"}
    assert through(session, number, ids[1]) == set()


@pytest.mark.parametrize("text", ["Harbour Clinic", " HARBOUR clinic ", "id"])
def test_a_name_in_words_opens_nothing_for_the_directory(
    session: Session, ids: tuple[str, str], text: str
) -> None:
    """What is noted of somebody outside the directory is not the organisation that is called so."""
    number = new_case(session).number
    agree(session, number, recipient_text=text if text != "id" else f"see {ids[0]}")
    assert through(session, number, ids[0]) == through(session, number, ids[1]) == set()


def test_a_text_beside_an_organisation_names_nobody_else(session: Session, ids: tuple[str, str]) -> None:
    number = new_case(session).number
    agree(session, number, recipient=ids[0], recipient_text=ids[1])
    assert through(session, number, ids[1]) == set()


@pytest.mark.parametrize("recipient", [None, "it"])
@pytest.mark.parametrize("purpose", ["services", "case_transfer", "referral"])
def test_what_an_import_says_goes_nowhere(
    session: Session, ids: tuple[str, str], purpose: str, recipient: str | None
) -> None:
    number = new_case(session).number
    named = {"recipient": ids[0]} if recipient else {}
    agree(session, number, purpose=purpose, reported_by_import=True, **named)
    assert through(session, number, ids[0], purpose) == set()


def test_refusing_after_a_yes_and_a_yes_brought_up_from_before(
    session: Session, ids: tuple[str, str]
) -> None:
    number = new_case(session).number
    agree(session, number, recipient=ids[0])
    agree(session, number, recipient=ids[0], given=False, given_on="2026-03-12")
    assert through(session, number, ids[0]) == set()
    agree(session, number, recipient=ids[0], given_on="2026-03-11")
    assert through(session, number, ids[0]) == set(), "an older paper typed in later"
    agree(session, number, recipient=ids[0], given_on="2026-03-13")
    assert through(session, number, ids[0]) == {"identity"}


def test_a_consent_that_was_replaced_does_not_widen_the_new_one(
    session: Session, ids: tuple[str, str]
) -> None:
    number = new_case(session, health_alert="Insulin").number
    agree(session, number, recipient=ids[0], categories=["identity", "health"])
    assert through(session, number, ids[0]) == {"identity", "health"}
    agree(session, number, recipient=ids[0])
    assert through(session, number, ids[0]) == {"identity"}
    lacks = [one.lack for one in session.look(consents.listed, number)]
    assert lacks == ["replaced", ""]


@pytest.mark.parametrize("field", ["given_on", "withdrawn_on"])
def test_a_day_to_come_is_said_to_be_none(session: Session, ids: tuple[str, str], field: str) -> None:
    number = new_case(session).number
    agree(session, number, recipient=ids[0], **{field: "2026-03-15"})
    assert through(session, number, ids[0]) == set()
