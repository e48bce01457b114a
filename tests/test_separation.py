"""For each rule that keeps things apart: the attack that was tried, and that it stops.

What is attacked elsewhere is not repeated here: every output for every role and consent (test_every_output),
twins on papers towards home (test_papers_towards_home), what a mission is told (test_mission_sees),
restricted cases in lists (test_restricted), the second person of an override (test_overrides), names in
annexes (test_papers_region), texts changed after they were read (test_free_texts), a crash on the way
(test_disclosures).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest

from tests.surface_walk import file_texts
from tests.vaults import Clock, copied, new_case, prepared, save, signed_in
from victimcase.domain.errors import Invalid, NotFound, Refused, UserError
from victimcase.domain.words import Category
from victimcase.services import disclosures, door, exports, origin, overrides, papers, reading
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.papers import Order
from victimcase.services.session import Session

LAWYERS, HOME, NOWHERE, POLICE = "Free Legal Aid", "Shwe Home", "Somewhere Else", "City Police"
CLAIM: Final = ("UN-443388", "fears her uncle", "Asylum", "asylum")
SHELTER: Final = (
    "12 Lotus Lane",
    "House by the canal",
    "Green Gate",
    "Behind the wat",
    "Bed 9",
    "Night room",
)
BOSS: Final = ("Quillon Marsh", "The Boss")
AGREED: Final[Mapping[str, Any]] = {"given": True, "given_by": "person", "given_on": "2026-03-01"}
WHY: Final[Mapping[str, Any]] = {"law": "Act 12", "reason": "They hunt her.", "ends_on": Clock().now.date()}
EVERYTHING: Final = sorted(Category)


def write(session: Session) -> str:
    """Organisations here, at her home and nobody knows where; a case with all that is kept apart."""
    for name, country in ((LAWYERS, "TH"), (POLICE, "TH"), (HOME, "MM"), (NOWHERE, "")):
        save(session, "office", "organisation", name=name, country=country, shelter_address="Behind the wat")
    house = save(session, "office", "house", name="Green Gate", address="12 Lotus Lane").id
    number = new_case(session, given_names="Thiri").number
    save(session, number, "person", residence_status="asylum_seeker")
    claim(session, number)
    save(
        session,
        number,
        "shelter_stay",
        house=house,
        address="12 Lotus Lane",
        bed="Bed 9",
        left_to="Night room",
    )
    save(session, number, "property_held", description="Phone", kept_where="House by the canal")
    save(
        session,
        number,
        "document",
        name="Letter",
        paper_where="House by the canal",
        tells_about=["identity"],
    )
    save(
        session,
        number,
        "incident",
        type="threat",
        happened_at="2026-03-02T09:00:00+00:00",
        place="Green Gate",
    )
    save(session, number, "safety_plan", safe_place="12 Lotus Lane")
    save(session, number, "alleged_perpetrator", name=BOSS[0], alias=BOSS[1])
    save(session, number, "payment", type="debt", amount="90.00 USD", paid_to=BOSS[0], paid_by="Thiri Aung")
    save(session, number, "travel_document", type="refugee_document", number="RD 9")
    save(
        session, number, "referral", direction="out", state="sent", referred_organisation=LAWYERS,
        purpose="referral", categories=["identity", "protection_claim"],
    )  # fmt: skip
    for purpose in ("referral", "services", "case_transfer", "police", "voluntary_return"):
        for name in (LAWYERS, POLICE, HOME, NOWHERE):
            agree(session, number, purpose, name)
    return number


def claim(session: Session, number: str) -> None:
    """She asked not to be sent back."""
    save(
        session, number, "protection_claim", type="asylum", number="UN-443388", state="pending",
        grounds="She fears her uncle.",
    )  # fmt: skip


def agree(session: Session, number: str, purpose: str, to: str, **fields: Any) -> str:
    """A consent to tell somebody everything, but for what is said otherwise."""
    said = {"categories": EVERYTHING, **AGREED, **fields}
    return save(session, number, "consent", purpose=purpose, recipient=to, **said).id


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """That vault, closed, and the number of the case."""
    return prepared(tmp_path_factory.mktemp("apart"), "supervisor", write)


@pytest.fixture
def session(ground: tuple[Path, str], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy of it: who reads everything lets out the most."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def number(ground: tuple[Path, str]) -> str:
    """The number of the case."""
    return ground[1]


def paper(session: Session, out: Path, number: str, to: str, why: str, kind: str = "referral_letter") -> str:
    """The words of a paper as it leaves, of which every text was read and let go."""
    target = out / f"{len(list(out.glob('*.pdf')))}.pdf"
    papers.give(session, kind, Order(number, to, why, texts={EVERY: GOES}), target)
    with pypdfium2.PdfDocument(target) as document:
        words = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(words).split())


def exported(session: Session, out: Path, number: str, to: str, why: str = "case_transfer") -> str:
    """The words of a file of the whole case."""
    order = exports.Order(to, why, cases=(number,), plain_because="a test", texts_read=True)
    exports.give(session, "cases", order, out / f"{to}.zip")
    return "\n".join(file_texts((out / f"{to}.zip").read_bytes()))


def found(text: str, words: tuple[str, ...]) -> list[str]:
    """Which of these words a text holds."""
    return [word for word in words if word in text]


@pytest.mark.parametrize(
    "person",
    [
        {"citizenships": ["LA", "MM"]},
        {"citizenships": [], "stateless": True, "country_of_birth": "MM"},
        {"citizenships": [], "stateless": True, "permanent_residence": "MM"},
        {"citizenships": [], "country_of_birth": ""},
    ],
    ids=["two citizenships", "stateless, born there", "stateless, may live there", "nothing is known"],
)
def test_a_claim_goes_to_no_country_the_person_may_come_from(
    session: Session, number: str, tmp_path: Path, person: dict[str, Any]
) -> None:
    save(session, number, "person", **person)
    said = paper(session, tmp_path, number, LAWYERS, "referral")
    if person.get("stateless") or len(person["citizenships"]) == 2:
        assert "UN-443388" in said, "the twin: who helps her here is told"
    for to in (HOME, NOWHERE):
        said = paper(session, tmp_path, number, to, "referral") + exported(session, tmp_path, number, to)
        assert "Thiri" in said and not found(said, (*CLAIM, "RD 9"))


def test_a_country_that_was_asked_counts_whatever_the_passport_says(
    session: Session, number: str, tmp_path: Path
) -> None:
    save(session, number, "person", citizenships=["KH"])
    assert found(paper(session, tmp_path, number, HOME, "referral"), CLAIM), "the twin"
    save(session, number, "nationality_verification", country="MM")
    assert not found(paper(session, tmp_path, number, HOME, "referral"), CLAIM)


@pytest.mark.parametrize("purpose", ["referral", "services", "case_transfer", "police"])
def test_a_residence_status_tells_no_claim(
    session: Session, number: str, tmp_path: Path, purpose: str
) -> None:
    for to in (HOME, NOWHERE):
        said = paper(session, tmp_path, number, to, purpose)
        assert "Thiri" in said and not found(said, ("Asylum", "asylum", "Refugee"))
    save(session, number, "person", residence_status="overstayed")
    status = "Residence status" in paper(session, tmp_path, number, HOME, purpose)
    assert status, "the twin: any other status is told"


def test_a_file_towards_home_names_no_referral_to_somebody_else(
    session: Session, number: str, tmp_path: Path
) -> None:
    assert "protection_claim" in exported(session, tmp_path, number, LAWYERS)
    said = exported(session, tmp_path, number, HOME)
    assert "Thiri" in said and not found(said, ("protection_claim", "asylum_seeker", "refugee_document"))


def test_who_moves_to_the_country_of_origin_is_told_no_more(
    session: Session, number: str, tmp_path: Path
) -> None:
    """The address of a recipient is changed after consent, referral and override were written."""
    assert found(paper(session, tmp_path, number, LAWYERS, "referral"), CLAIM)
    bare = new_case(session, given_names="Bare").number
    claim(session, bare)
    told: dict[str, Any] = {
        "purpose": "referral",
        "recipient": LAWYERS,
        "categories": ["identity", "protection_claim"],
    }
    session.do(overrides.declare, bare, **told, basis="danger_to_life", **WHY)
    assert found(paper(session, tmp_path, bare, LAWYERS, "referral"), CLAIM)
    _move(session, LAWYERS, "MM")
    for case in (number, bare):
        said = paper(session, tmp_path, case, LAWYERS, "referral")
        assert case in said and not found(said, CLAIM)
    again = {**told, "categories": ["protection_claim"]}
    with pytest.raises(Refused, match="never goes to this recipient"):
        session.do(overrides.declare, bare, **again, basis="danger_to_life", **WHY)


def _move(session: Session, name: str, country: str, **fields: Any) -> None:
    found_id = session.look(lambda tx: door.recipient_called(tx, name)).id
    save(session, "office", "organisation", id=found_id, country=country, **fields)


def test_the_twins_without_the_guards_a_claim_is_told(
    session: Session, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PROTECTED", frozenset())
    assert "Asylum" in paper(session, tmp_path, number, HOME, "services")
    save(session, number, "person", citizenships=[], stateless=True, country_of_birth="MM")
    monkeypatch.setattr(origin, "homes", lambda tx, card: frozenset({"LA"}))
    assert "UN-443388" in paper(session, tmp_path, number, HOME, "referral")


def test_perpetrators_and_the_person_never_stand_on_one_paper(
    session: Session, number: str, tmp_path: Path
) -> None:
    letter = paper(session, tmp_path, number, POLICE, "police")
    annex = paper(session, tmp_path, number, POLICE, "financial_investigation", "financial_annex")
    assert "Thiri" in letter and not found(letter, BOSS)
    assert "90" in annex and not found(annex, ("Thiri", "Aung", number))
    signs = re.compile(r"\b(?:[A-Z]+-[A-Z0-9]+-[A-Z0-9-]+|[0-9a-f]{16,})\b")
    assert number in signs.findall(letter)
    assert not set(signs.findall(letter)) & set(signs.findall(annex)), "a number on both joins them"


@pytest.mark.parametrize("purpose", ["services", "police", "voluntary_return"])
def test_where_she_sleeps_goes_to_nobody_it_is_not_for(
    session: Session, number: str, tmp_path: Path, purpose: str
) -> None:
    said = paper(session, tmp_path, number, LAWYERS, purpose)
    assert "Thiri" in said and not found(said, SHELTER)


def test_where_she_sleeps_goes_only_to_those_she_named_it_to(
    session: Session, number: str, tmp_path: Path
) -> None:
    assert found(paper(session, tmp_path, number, LAWYERS, "referral"), SHELTER), "the twin"
    but = [one for one in EVERYTHING if one != Category.LOCATION_OF_SHELTER]
    agree(session, number, "referral", LAWYERS, categories=but)
    agree(session, number, "case_transfer", LAWYERS, categories=but)
    said = paper(session, tmp_path, number, LAWYERS, "referral") + exported(
        session, tmp_path, number, LAWYERS
    )
    assert "Thiri" in said and not found(said, SHELTER)


@pytest.mark.parametrize("kind", ["intake_sheet", "support_plan", "handover_protocol", "person_note"])
def test_what_she_carries_along_says_neither_where_she_sleeps_nor_that_she_fears_home(
    session: Session, number: str, tmp_path: Path, kind: str
) -> None:
    try:
        said = paper(session, tmp_path, number, "person", "own_copy", kind)
    except UserError as problem:
        said = str(problem)
    assert not found(said, (*SHELTER, *CLAIM, "RD 9", *BOSS))


def test_a_guessed_number_tells_a_mission_nothing(
    session: Session, number: str, ground: tuple[Path, str], tmp_path: Path
) -> None:
    """What is there and what is not is answered in the same words, before and after a notification."""
    folder = session.vault.folder.path
    session.close()
    for decision in ("do_not_notify", "notify"):
        with signed_in(folder, "supervisor", Clock()) as supervisor:
            save(supervisor, number, "consular_notification", country="MM", decision=decision)
            if decision == "notify":
                save(supervisor, number, "case", restricted=True, restricted_members="caseworker")
        with signed_in(folder, "consul", Clock()) as consul:
            answers = {_tried(consul, tmp_path, one).replace(one, "N") for one in (number, "KUP-A-99999-9")}
            assert len(answers) == 1


def _tried(session: Session, out: Path, number: str) -> str:
    said = []
    for attempt in (
        lambda: paper(session, out, number, "own", "internal", "case_sheet"),
        lambda: session.look(disclosures.listed, number),
        lambda: session.look(overrides.listed, number),
    ):
        with pytest.raises(NotFound) as told:
            attempt()
        said.append(str(told.value))
    return "\n".join(said)


def test_a_restricted_case_is_in_no_file_and_no_count_of_others(
    session: Session, number: str, tmp_path: Path
) -> None:
    def counted() -> str:
        said = paper(session, tmp_path, "", "own", "internal", "statistics_report")
        return re.sub(r"KUP-D-\S+|[0-9a-f]{16,}", "", said)

    nobody = new_case(session, given_names="Nobody").number
    before = counted()
    order = exports.Order("own", "internal", plain_because="a test")
    exports.give(session, "cases", order, tmp_path / "before.zip")
    save(session, number, "case", restricted=True, restricted_members="caseworker")
    exports.give(session, "cases", order, tmp_path / "after.zip")
    said = ["\n".join(file_texts((tmp_path / one).read_bytes())) for one in ("before.zip", "after.zip")]
    assert number in said[0] and number not in said[1] and "Thiri" not in said[1] and nobody in said[1]
    assert counted() != before
    with pytest.raises(NotFound):
        paper(session, tmp_path, number, LAWYERS, "referral")


def test_of_two_with_one_name_neither_is_taken_for_the_other(
    session: Session, number: str, tmp_path: Path
) -> None:
    """A consent for the lawyers, and an embassy that gets their name as its own, or as its short name."""
    for names in ({"name": LAWYERS}, {"name": "Embassy", "short_name": LAWYERS.upper()}):
        made = save(session, "office", "organisation", country="MM", **names).id
        with pytest.raises(Invalid, match="Several organisations are called") as told:
            paper(session, tmp_path, number, LAWYERS, "referral")
        assert made in str(told.value) and not list(tmp_path.glob("*.pdf"))
        assert "Thiri" not in paper(session, tmp_path, number, made, "referral"), "no consent is for it"
        (tmp_path / "0.pdf").unlink()
        save(session, "office", "organisation", id=made, name=f"Another {len(names)}", short_name="")


def test_a_consent_ends_with_a_guardian_who_is_suspected_later(session: Session, tmp_path: Path) -> None:
    child = new_case(session, given_names="Little", birth="2014-01-01").number
    guardian = save(
        session, child, "guardian", name="Aunt", relation="aunt_uncle", checked=True, suspected=False
    ).id
    agree(session, child, "referral", LAWYERS, given_by="guardian", guardian=guardian, child_assent=True)
    assert "Little" in paper(session, tmp_path, child, LAWYERS, "referral"), "the twin"
    save(session, child, "guardian", id=guardian, suspected=True)
    assert "Little" not in paper(session, tmp_path, child, LAWYERS, "referral")


def test_a_consent_dated_back_does_not_outlive_a_refusal(
    session: Session, number: str, tmp_path: Path
) -> None:
    agree(session, number, "referral", LAWYERS, given=False, given_on="2026-03-10")
    agree(session, number, "referral", LAWYERS, given_on="2026-03-09")
    assert "Thiri" not in paper(session, tmp_path, number, LAWYERS, "referral")
    agree(session, number, "referral", LAWYERS, given_on="2026-03-11")
    assert "Thiri" in paper(session, tmp_path, number, LAWYERS, "referral")


@pytest.mark.parametrize("where", ["file", "folder", "link", "device", "dangling"])
def test_a_place_that_is_taken_is_left_as_it_is(
    session: Session, number: str, tmp_path: Path, where: str
) -> None:
    kept, out = tmp_path / "kept.txt", tmp_path / "out.pdf"
    kept.write_text("old")
    match where:
        case "file":
            out = kept
        case "folder":
            out.mkdir()
        case "device":
            out = Path("/dev/full")
        case _:
            out.symlink_to(kept if where == "link" else tmp_path / "elsewhere.pdf")
    order = Order(number, LAWYERS, "referral", texts={EVERY: GOES})
    if where == "dangling":
        papers.give(session, "referral_letter", order, out)
        assert not (tmp_path / "elsewhere.pdf").exists(), "nothing is written through a link"
    else:
        with pytest.raises(Invalid, match="is there already"):
            papers.give(session, "referral_letter", order, out)
    states = [one.state for one in session.look(disclosures.listed, number)]
    assert states == (["issued"] if where == "dangling" else [])
    assert kept.read_text() == "old" and os.path.lexists(out)
