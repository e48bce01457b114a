"""A mission sees the cases it was told of; nothing there tells of a claim, a witness measure, an illness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.mission_view import everything, masked
from tests.vaults import START, Clock, SignIn, copied, new_case, notify, save, signed_in
from victimcase.domain.errors import NotFound
from victimcase.domain.words import Step
from victimcase.services import cases, records, undo
from victimcase.services.session import Session

PARTNER = "Embassy desk"
MORE_PARTNERS = ("own", PARTNER, "Night clinic")
COVERED = ["identity", "contact", "family", "travel", "administrative", "health", "legal", "account"]
CONSENT: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-01", "how": "signature"}


def in_days(days: int) -> str:
    return (START + timedelta(days=days)).date().isoformat()


def base(session: Session) -> str:
    """A case on its way home, as a caseworker writes it; alike for everybody."""
    given = {"given_names": "Thiri", "family_name": "Aung", "citizenships": ["MM"], "birth": "1996-05-17"}
    made = session.do(cases.new, {**given, "identity_number": "MM-778812"}, step=Step.CLEARANCE).value
    number = made.number
    save(session, number, "case", found_in="TH", risk="medium")
    consents: dict[str, dict[str, Any]] = {
        "consulate": {"recipient": PARTNER},
        "referral": {"recipient": PARTNER},
        "voluntary_return": {"expires_on": in_days(31)},
        "case_transfer": {"recipient": PARTNER, "expires_on": in_days(17)},
    }
    for purpose, extra in consents.items():
        save(session, number, "consent", purpose=purpose, categories=COVERED, **CONSENT, **extra)
    save(session, number, "nationality_verification", country="MM", asked_on=in_days(-70))
    save(session, number, "travel_document", type="passport", number="MD 443311", valid_until=in_days(33))
    save(session, number, "shelter_stay", from_on=in_days(-20), address="12 Lotus Lane", until_on=in_days(9))
    save(session, number, "contact_event", happened_on=in_days(-21), danger="none", health="none")
    save(session, number, "property_held", description="Phone", return_due_on=in_days(9))
    save(
        session, number, "risk_assessment", purpose="return", assessed_on=in_days(-2), conclusion="acceptable"
    )
    save(session, number, "option_decision", choice="return", protection_claim_check="asked_no_fear")
    notify(session, number)
    return number


def release(session: Session, number: str) -> None:
    """The supervisor lets the return go ahead."""
    asked = ("protection_claim", "testimony", "officials", "health")
    considered: dict[str, Any] = {f"{name}_considered": True for name in asked}
    save(session, number, "supervisor_release", decision="released", decided_on=in_days(0), **considered)


def claim(session: Session, number: str) -> None:
    save(
        session, number, "protection_claim", type="asylum", number="UN-443388", grounds="She fears her uncle."
    )


def witness(session: Session, number: str) -> None:
    save(
        session,
        number,
        "witness_measure",
        measure="new_place",
        details="Under another name.",
        reference="W-443377",
    )


def health(session: Session, number: str) -> None:
    save(session, number, "person", health_alert="Insulin")
    save(session, number, "health_record", findings="Pregnant.", follow_up_on=in_days(5), urgent=True)
    save(session, number, "psychosocial_session", self_harm=True, next_on=in_days(6))
    save(session, number, "needs_assessment", needs=["medical"], assessed_on=in_days(0))


def fear(session: Session, number: str) -> None:
    [option] = [
        one.id for kind, one in session.look(cases.shown, number).records if kind == "option_decision"
    ]
    save(session, number, "option_decision", id=option, protection_claim_check="asked_fear")


def papers(session: Session, number: str) -> None:
    save(
        session, number, "document", name="Appeal", type="other", tells_about=["identity", "protection_claim"]
    )
    save(session, number, "document", name="Scan", type="other", tells_about=["health"])
    save(session, number, "evidence_item", description="Her statement", item_number="E-443366")
    save(session, number, "note", text="She told me about the claim.")


def chores(session: Session, number: str) -> None:
    for about in ("protection_claim", "witness", "health"):
        save(session, number, "task", subject="Look at it again", due_on=in_days(4), tells_about=about)


def covered(session: Session, number: str) -> None:
    consent = next(one.id for kind, one in session.look(cases.shown, number).records if kind == "consent")
    save(session, number, "consent", id=consent, categories=[*COVERED, "protection_claim", "witness"])


def consents(session: Session, number: str) -> None:
    save(
        session,
        number,
        "consent",
        purpose="medical_exam",
        categories=["health"],
        recipient="Night clinic",
        **CONSENT,
    )


def taken_back(session: Session, number: str) -> None:
    claim(session, number)
    session.do(undo.last)
    made = save(session, number, "witness_measure", details="x").id
    session.do(records.delete, number, "witness_measure", made)


def late(session: Session, number: str) -> None:
    """After the release, which has to be looked at again without anybody being told why."""
    claim(session, number)
    save(session, number, "testimony_arrangement", presence_needed=True, how="in_person")
    save(session, number, "fit_to_travel", result="not_fit")


def hold(session: Session, number: str) -> None:
    save(session, number, "case", return_hold=True)


DIFFERENCES: Mapping[str, Callable[[Session, str], None]] = {
    one.__name__: one
    for one in (claim, witness, health, fear, papers, chores, consents, taken_back, late, hold)
}
TEXTS = (
    "Thiri",
    "MM-778812",
    "MD443311",
    "443388",
    "UN-443388",
    "443377",
    "E-443366",
    "Insulin",
    "Pregnant",
    "th",
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """For each difference, and for none: everything the mission is told of a case that is alike otherwise."""
    place, clock = tmp_path_factory.mktemp("mission"), Clock()
    folder = copied(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        with signed_in(folder, "caseworker", clock) as session:
            for name in MORE_PARTNERS[1:]:
                save(session, "office", "organisation", name=name, country="MM" if name == PARTNER else "TH")
            numbers = {name: base(session) for name in ("none", "covered", *DIFFERENCES)}
        clock.go(days=2)
        with signed_in(folder, "supervisor", clock) as session:
            for number in numbers.values():
                release(session, number)
        clock.go(days=2)
        hidden: dict[str, list[str]] = {}
        with signed_in(folder, "supervisor", clock) as session:
            before = {name: ids(session, number) for name, number in numbers.items()}
            for name, differ in DIFFERENCES.items():
                differ(session, numbers[name])
            for name, number in numbers.items():  # what both cases get: the same act, seen or not
                if name != "covered":
                    consent = ids(session, number, "consent")[0]
                    save(
                        session,
                        number,
                        "consent",
                        id=consent,
                        categories=[*COVERED, "money"],
                    )
            covered(session, numbers["covered"])
            for name, number in numbers.items():
                hidden[name] = sorted(set(ids(session, number)) - set(before[name]))[:3] or ["0" * 32]
        clock.go(days=1)
        with signed_in(folder, "caseworker", clock) as session:
            for number in numbers.values():
                save(session, number, "person", marital_status="Single")
        with signed_in(folder, "consul", clock) as session:
            yield {
                name: everything(session, number, texts=TEXTS, ids=(hidden[name] * 3)[:3], to=MORE_PARTNERS)
                for name, number in numbers.items()
            }


def ids(session: Session, number: str, kind: str = "") -> list[str]:
    """The ids of records a supervisor sees."""
    return [one.id for kind_, one in session.look(cases.shown, number).records if kind in ("", kind_)]


@pytest.mark.parametrize("name", DIFFERENCES)
def test_what_a_mission_may_not_know_changes_nothing_it_is_told(
    answers: Mapping[str, Mapping[str, str]], name: str
) -> None:
    plain, secret = answers["none"], answers[name]
    assert list(plain) == list(secret)
    different = [what for what in plain if plain[what].encode() != secret[what].encode()]
    assert different == [], f"{different[0]}: {plain[different[0]]} / {secret[different[0]]}"


def test_sealed_categories_of_a_consent_are_not_mentioned(answers: Mapping[str, Mapping[str, str]]) -> None:
    assert "protection_claim" not in answers["covered"]["consents"]
    assert "protection_claim" not in answers["covered"]["records"].replace("protection_claim_check", "")
    assert "witness" not in answers["covered"]["history"].replace('"witness": {', "")


def test_the_mission_is_told_something_at_all(answers: Mapping[str, Mapping[str, str]]) -> None:
    said = answers["none"]
    assert "Thiri" in said["records"] and "MD 443311" in said["records"]
    assert "12 Lotus Lane" not in said["records"]
    assert "Nationality or a right of permanent residence is verified" in said["gates"]
    assert "document_expiry" in said["tasks"] and "consent_expiry" in said["tasks"]
    assert said["search for Thiri"] == said["search for MM-778812"] == said["search for MD443311"] == "true"
    assert said["search for Insulin"] == said["search for 443388"] == "false"
    assert '"given_names"' in said["referral_letter for consulate to Embassy desk"]
    assert "someone else" in said["advance clearance "] or "somebody else" in said["advance clearance "]


def test_a_difference_the_mission_may_know_is_found(sign_in: SignIn) -> None:
    """The twin: two cases that differ in a travel document give different answers."""
    with sign_in() as session:
        one, two = new_case(session).number, new_case(session).number
        for number in (one, two):
            notify(session, number)
        save(session, two, "travel_document", number="MD 443311")
    with sign_in("consul") as session:
        plain, other = everything(session, one), everything(session, two)
    assert {name for name in plain if plain[name] != other[name]} >= {"records", "history"}


def test_masks_leave_words_alone() -> None:
    assert masked("KUP-A-00012-X of " + "a" * 32 + " on 2026-03-14") == "NUMBER of ID on 2026-03-14"


@pytest.mark.parametrize(
    ("decisions", "sees"),
    [
        ([], False),
        ([{"decision": "notify"}], True),
        ([{"decision": "do_not_notify"}], False),
        ([{"decision": "notify"}, {"decision": "withdraw"}], False),
        ([{"decision": "notify", "withdrawn_on": "2026-03-10"}], False),
        ([{"decision": "withdraw"}, {"decision": "notify"}], True),
        ([{"country": "KH", "decision": "notify"}, {"decision": "do_not_notify"}], True),
        ([{"note": "Not decided yet."}], False),
    ],
)
def test_a_mission_sees_a_case_only_once_it_was_told(
    sign_in: SignIn, decisions: list[dict[str, Any]], sees: bool
) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        for fields in decisions:
            save(session, number, "consular_notification", **{"country": "MM", **fields})
    with sign_in("consul") as session:
        assert [card.number for card in session.look(cases.listed)] == ([number] if sees else [])
        assert bool(session.look(cases.listed, text="Thiri")) is sees
        assert bool(session.look(cases.listed, text=number)) is sees
        if sees:
            assert session.look(cases.shown, number).card.number == number
        else:
            with pytest.raises(NotFound) as caught:
                session.look(cases.shown, number)
            with pytest.raises(NotFound) as unknown:
                session.look(cases.shown, "KUP-A-99999-X")
            assert masked(str(caught.value)) == masked(str(unknown.value))


def test_a_deleted_decision_takes_the_case_from_the_mission(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        told = notify(session, number).id
        session.do(records.delete, number, "consular_notification", told)
    with sign_in("consul") as session:
        assert session.look(cases.listed) == []
