"""The door: what may leave, for which purpose, on which consent; everything else is withheld and named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import release_tables as by_hand
from tests.vaults import Clock, copied, new_case, prepared, save, signed_in
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import NEVER_LEAVES, OUTPUTS, PURPOSES
from victimcase.domain.purposes import ABOUT_THE_PERSON
from victimcase.domain.spec import category_of, filled
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.services import cases, door
from victimcase.services.door import Released
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.session import Session
from victimcase.services.tx import Tx

WITH_RECORDS = [name for name in by_hand.OUTPUTS if name not in by_hand.NO_RECORDS]
EVERYTHING = frozenset(Category)
AGREED: Mapping[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-01"}
CLINIC, EMBASSY, UNKNOWN = "Harbour Clinic", "Embassy", "Somewhere"


def test_the_tables_are_those_of_the_program() -> None:
    assert {name: set(one.purposes) for name, one in OUTPUTS.items()} == {
        name: set(line.split()) for name, line in by_hand.OUTPUTS.items()
    }
    assert {name: (one.consent, set(one.categories), one.to_person) for name, one in PURPOSES.items()} == {
        name: (consent, set(line.split()), person)
        for name, (consent, line, person) in by_hand.PURPOSES.items()
    }
    assert {name for name, one in OUTPUTS.items() if not one.records} == by_hand.NO_RECORDS
    assert {name: str(one.gate) for name, one in OUTPUTS.items() if one.gate} == by_hand.GATES
    for name, line in by_hand.KINDS.items():
        assert OUTPUTS[name].kinds == frozenset(line.split())


def test_what_is_said_of_perpetrators_never_stands_beside_the_person() -> None:
    for code, (_, line, _) in by_hand.PURPOSES.items():
        if "perpetrator" in line.split():
            assert not set(line.split()) & {str(one) for one in ABOUT_THE_PERSON}, code
    for code, one in OUTPUTS.items():
        assert "whistle_blower_record" not in (one.kinds or ()), code
        assert "alleged_perpetrator" not in (one.kinds or ()), code


def write(session: Session) -> str:
    """Three organisations, and a case with something in every category; its number."""
    for name, country in ((CLINIC, "TH"), (EMBASSY, "MM"), (UNKNOWN, "")):
        save(session, "office", "organisation", name=name, country=country)
    number = new_case(
        session, given_names="Thiri", health_alert="Insulin", mobile_phone="+95 9 420 123456"
    ).number
    save(session, number, "protection_claim", type="asylum", grounds="She fears her uncle.")
    save(session, number, "witness_measure", measure="anonymity", details="Another name")
    save(session, number, "shelter_stay", address="12 Lotus Lane", from_on="2026-03-01")
    save(session, number, "health_record", findings="Pregnant")
    save(session, number, "note", text="She told me.")
    save(session, number, "trafficking_event", description="A boat", note="At sea")
    save(session, number, "alleged_perpetrator", name="Quillon Marsh", alias="The Boss")
    save(session, number, "travel_document", type="passport", number="MD 443311")
    save(session, number, "immigration_status", country="TH", status="none")
    save(session, number, "relative", name="Daw Mya", relation="mother")
    save(session, number, "grant", type="livelihood", budget="300.00 USD")
    for kind, fields in (
        ("supervisor_release", {"decision": "released"}),
        ("task", {"subject": "Call", "due_on": "2026-03-20"}),
        ("flag", {"reason": "Careful"}),
        ("complaint", {"text": "They came late."}),
        ("assignment", {"user": "caseworker", "note": "Ours"}),
    ):
        save(session, number, kind, **fields)
    session.do(cases.advance, number, override="Danger to life")
    return number


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with that case, closed, and its number."""
    return prepared(tmp_path_factory.mktemp("door"), "supervisor", write)


@pytest.fixture
def session(ground: tuple[Path, str], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy of it."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def number(ground: tuple[Path, str]) -> str:
    """The number of the case."""
    return ground[1]


def agree(session: Session, number: str, purpose: str, recipient: str, **fields: Any) -> str:
    """A consent that covers everything, but for what is said otherwise."""
    said = {"categories": sorted(EVERYTHING), **AGREED, **fields}
    return save(session, number, "consent", purpose=purpose, recipient=recipient, **said).id


def release(
    session: Session,
    number: str,
    to: str,
    purpose: str,
    asked: frozenset[Category] | None = EVERYTHING,
    output: str = "referral_letter",
) -> Released:
    def decide(tx: Tx) -> Released:
        recipient = door.recipient_called(tx, to)
        return door.release(
            tx,
            [tx.case(number)],
            output=output,
            recipient=recipient,
            purpose=purpose,
            asked=asked,
            texts={EVERY: GOES},
        )

    return session.look(decide)


def told(released: Released) -> set[Category]:
    """The categories of every field that goes."""
    return {
        category_of(RECORDS[piece.kind], name)
        for content in released.contents
        for piece in content.pieces
        for name, _, _ in filled(piece.record)
    }


@pytest.mark.parametrize("purpose", by_hand.OUTPUTS["referral_letter"].split())
def test_with_a_full_consent_goes_what_the_table_says(session: Session, number: str, purpose: str) -> None:
    agree(session, number, purpose, CLINIC)
    consent, line, _ = by_hand.PURPOSES[purpose]
    possible = {Category(one) for one in line.split()}
    if purpose == "consulate":
        possible -= {Category.PROTECTION_CLAIM}
    found = release(session, number, CLINIC, purpose)
    assert found.categories == possible
    assert told(found) <= possible, "a letter is made of some kinds of records only"
    assert Category.IDENTITY in told(found)
    assert {one.what for one in found.withheld} == {CATEGORY_TITLES[one] for one in EVERYTHING - possible}
    assert consent == purpose


def test_a_case_that_is_handed_over_goes_whole(session: Session, number: str) -> None:
    agree(session, number, "case_transfer", CLINIC)
    found = release(session, number, CLINIC, "case_transfer", output="export_cases")
    assert told(found) == {Category(one) for one in by_hand.PURPOSES["case_transfer"][1].split()}


def test_inside_the_own_organisation_no_consent_is_asked_for(session: Session, number: str) -> None:
    found = release(session, number, "own", "internal", output="case_sheet")
    assert told(found) == {Category(one) for one in by_hand.PURPOSES["internal"][1].split()}
    assert Category.PERPETRATOR not in told(found)
    assert {"task", "flag", "complaint"} <= {piece.kind for piece in found.contents[0].pieces}


@pytest.mark.parametrize(("output", "purpose"), list(product(WITH_RECORDS, by_hand.PURPOSES)))
def test_an_output_serves_its_purposes_and_no_other(
    session: Session, number: str, output: str, purpose: str
) -> None:
    to = {"internal": "own", "own_copy": "person", "access": "person"}.get(purpose, CLINIC)
    if purpose in by_hand.OUTPUTS[output].split() and output in by_hand.GATES and purpose != "internal":
        with pytest.raises(Refused, match=r"This paper says that .* is done, and it is not yet"):
            release(session, number, to, purpose, output=output)
    elif purpose in by_hand.OUTPUTS[output].split():
        assert release(session, number, to, purpose, output=output).purpose.code == purpose
    else:
        with pytest.raises(Refused, match="not a purpose this paper or file can serve"):
            release(session, number, to, purpose, output=output)


@pytest.mark.parametrize(
    "purpose", ["", "media", "statistics", "research", "photograph", "nothing", "REFERRAL"]
)
def test_what_is_in_no_table_is_refused(session: Session, number: str, purpose: str) -> None:
    with pytest.raises(Refused, match="Possible purposes: case_transfer"):
        release(session, number, CLINIC, purpose)
    with pytest.raises(Refused):
        release(session, number, CLINIC, "referral", output="bundle_of_secrets")


def test_the_own_purpose_is_for_the_own_organisation_only(session: Session, number: str) -> None:
    with pytest.raises(Refused, match="does not fit this recipient"):
        release(session, number, CLINIC, "internal", output="export_cases")
    with pytest.raises(Refused, match="does not fit this recipient"):
        release(session, number, "own", "case_transfer", output="export_cases")


def test_nothing_selected_is_an_error_and_not_everything(session: Session, number: str) -> None:
    with pytest.raises(Invalid, match="Nothing was selected"):
        release(session, number, CLINIC, "referral", asked=frozenset())

    def none(tx: Tx) -> Released:
        own = door.recipient_called(tx, "own")
        return door.release(tx, [], output="export_cases", recipient=own, purpose="internal")

    with pytest.raises(Invalid, match="Nothing was selected"):
        session.look(none)


def test_an_unknown_recipient_is_refused(session: Session, number: str) -> None:
    with pytest.raises(NotFound, match=r"no organisation “Nobody”.*record save office organisation"):
        release(session, number, "Nobody", "referral")


@pytest.mark.parametrize("called", ["Harbour Clinic", "harbour clinic", "  Harbour Clinic "])
def test_a_recipient_is_called_by_its_name(session: Session, number: str, called: str) -> None:
    assert release(session, number, called, "referral").recipient.name == CLINIC


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (None, "no consent for this purpose and recipient"),
        ({"given": False}, "the person refused"),
        ({"given": ""}, "the person refused"),
        ({"expires_on": "2026-03-13"}, "the consent has expired"),
        ({"withdrawn_on": "2026-03-13"}, "the consent was withdrawn"),
        ({"given_on": "2026-03-15"}, "not in force yet"),
        ({"given_on": ""}, "not in force yet"),
        ({"categories": ["contact"]}, "does not cover it"),
        ({"categories": []}, "does not cover it"),
        ({"purpose": "services"}, "no consent for this purpose"),
        ({"recipient": EMBASSY}, "no consent for this purpose and recipient"),
        ({"recipient": ""}, "no consent for this purpose and recipient"),
        ({"given_by": "guardian"}, "of age"),
        ({"reported_by_import": True}, ""),
    ],
)
def test_a_consent_that_lacks_anything_withholds(
    session: Session, number: str, fields: Mapping[str, Any] | None, why: str
) -> None:
    if fields is not None:
        said = {"purpose": "referral", "recipient": CLINIC, **fields}
        agree(session, number, **said)
    found = release(session, number, CLINIC, "referral", frozenset({Category.IDENTITY}))
    assert found.contents[0].pieces == ()
    assert told(found) == set()
    [one] = found.withheld
    assert (one.case, one.what) == (number, "Identity")
    assert why in one.why


def test_the_day_a_consent_ends_on_still_counts(session: Session, number: str) -> None:
    agree(session, number, "referral", CLINIC, expires_on="2026-03-14", given_on="2026-03-14")
    assert told(release(session, number, CLINIC, "referral", frozenset({Category.IDENTITY}))) == {
        Category.IDENTITY
    }


def test_a_later_refusal_ends_an_earlier_consent(session: Session, number: str) -> None:
    agree(session, number, "referral", CLINIC)
    agree(session, number, "referral", CLINIC, given=False)
    assert told(release(session, number, CLINIC, "referral")) == set()
    agree(session, number, "referral", CLINIC)
    assert Category.IDENTITY in told(release(session, number, CLINIC, "referral"))


def test_only_what_was_asked_for_goes(session: Session, number: str) -> None:
    agree(session, number, "referral", CLINIC)
    found = release(session, number, CLINIC, "referral", frozenset({Category.HEALTH, Category.WITNESS}))
    assert told(found) == {Category.HEALTH}
    assert [one.what for one in found.withheld] == ["Witness measures"]
    assert all("Thiri" not in str(piece) for piece in found.contents[0].pieces)


@pytest.mark.parametrize("purpose", ["referral", "case_transfer"])
@pytest.mark.parametrize(("to", "goes"), [(CLINIC, True), (EMBASSY, False), (UNKNOWN, False)])
def test_a_claim_never_goes_to_the_country_of_origin(
    session: Session, number: str, to: str, purpose: str, goes: bool
) -> None:
    """Nor to somebody whose country is not known: benefit of the doubt is the person's."""
    agree(session, number, purpose, to)
    found = release(session, number, to, purpose)
    assert (Category.PROTECTION_CLAIM in told(found)) is goes
    assert ("protection_claim" in {piece.kind for piece in found.contents[0].pieces}) is goes


def test_a_claim_never_goes_for_a_consulate_wherever_it_sits(session: Session, number: str) -> None:
    agree(session, number, "consulate", CLINIC)
    assert Category.PROTECTION_CLAIM not in told(release(session, number, CLINIC, "consulate"))


@pytest.mark.parametrize("purpose", by_hand.OUTPUTS["referral_letter"].split())
def test_perpetrators_and_the_offices_own_business_never_travel(
    session: Session, number: str, purpose: str
) -> None:
    agree(session, number, purpose, CLINIC)
    found = release(session, number, CLINIC, purpose)
    kinds = {piece.kind for piece in found.contents[0].pieces}
    assert not kinds & (NEVER_LEAVES | {"alleged_perpetrator", "whistle_blower_record", "pattern"})
    text = str(found.contents[0].pieces)
    assert not any(secret in text for secret in ("Quillon", "Boss", "Danger to life", "They came late"))


def test_a_role_gives_out_only_what_it_reads(session: Session, number: str) -> None:
    agree(session, number, "voluntary_return", CLINIC)
    save(session, number, "consular_notification", country="MM", decision="notify")
    session.close()
    with signed_in(session.vault.folder.path, "consul", Clock()) as consul:
        found = release(consul, number, CLINIC, "voluntary_return")
    assert Category.HEALTH not in told(found) and Category.TRAVEL in told(found)
    assert {one.why for one in found.withheld if one.what == "Health"} == {"your role does not read it"}


def test_the_hash_follows_what_goes(session: Session, number: str) -> None:
    agree(session, number, "referral", CLINIC)
    one = release(session, number, CLINIC, "referral")
    assert release(session, number, CLINIC, "referral").content_hash == one.content_hash
    save(session, number, "person", given_names="Mya")
    assert release(session, number, CLINIC, "referral").content_hash != one.content_hash
    assert "person.given_names" in one.fields
    assert all("Thiri" not in field for field in one.fields)


def test_documents_go_only_when_all_they_tell_about_goes(session: Session, number: str) -> None:
    save(session, number, "document", name="Scan", type="other", tells_about=["identity", "health"])

    def goes() -> bool:
        found = release(session, number, CLINIC, "case_transfer", output="export_cases")
        return "Scan" in str(found.contents[0].pieces)

    agree(session, number, "case_transfer", CLINIC, categories=["identity", "note"])
    assert not goes()
    agree(session, number, "case_transfer", CLINIC, categories=["identity", "note", "health"])
    assert goes()


@pytest.mark.parametrize(("to", "hints"), [(CLINIC, True), (EMBASSY, False)])
def test_consents_hint_at_nothing_towards_the_country_of_origin(
    session: Session, number: str, to: str, hints: bool
) -> None:
    save(session, "office", "organisation", name="Refuge Office", country="TH")
    agree(session, number, "services", "Refuge Office", categories=["identity"], limits="Only about asylum.")
    agree(session, number, "case_transfer", to)
    found = release(session, number, to, "case_transfer", output="export_cases")
    consents = [piece.record for piece in found.contents[0].pieces if piece.kind == "consent"]
    assert len(consents) == 1 + hints
    assert ("asylum" in str(consents)) is hints
    assert ("protection_claim" in str(consents)) is hints
