"""A consent taken back: nothing more goes, it is said who holds what, and each of them becomes a task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain.consent import State
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.words import Category
from victimcase.services import consents, disclosures, door, overrides, records, tasks, undo
from victimcase.services.consents import Withdrawn
from victimcase.services.disclosures import Given
from victimcase.services.released import Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx

CLINIC, SCHOOL, EMBASSY = "Harbour Clinic", "Sewing School", "Embassy of Myanmar"
DAY = date(2026, 3, 14)


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A caseworker, and three organisations."""
    with sign_in() as opened:
        for name, country in ((CLINIC, "TH"), (SCHOOL, "TH"), (EMBASSY, "MM")):
            save(opened, "office", "organisation", name=name, country=country)
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    """A case with something to say of health."""
    made = new_case(session, health_alert="Insulin").number
    save(session, made, "needs_assessment", assessed_on="2026-03-10", needs=["medical"])
    return made


def agree(session: Session, number: str, recipient: str = CLINIC, **changed: Any) -> str:
    """The person agrees to a referral."""
    said: dict[str, Any] = {
        "purpose": "referral",
        "recipient": recipient,
        "given": True,
        "given_by": "person",
        "given_on": "2026-03-10",
        "categories": ["identity", "health"],
    }
    return save(session, number, "consent", **said | changed).id


def release(session: Session, number: str, to: str = CLINIC, purpose: str = "referral") -> Released:
    """What the door lets through for a letter."""

    def decide(tx: Tx) -> Released:
        recipient = door.recipient_called(tx, to)
        card = tx.case(number)
        return door.release(tx, [card], output="referral_letter", recipient=recipient, purpose=purpose)

    return session.look(decide)


def give(session: Session, number: str, out: Path, to: str = CLINIC, purpose: str = "referral") -> Given:
    """Give a letter out."""

    def decide(tx: Tx) -> Released:
        recipient = door.recipient_called(tx, to)
        card = tx.case(number)
        return door.release(tx, [card], output="referral_letter", recipient=recipient, purpose=purpose)

    return disclosures.give(session, decide, lambda released: b"A letter.", out)


def withdraw(session: Session, number: str, consent: str, **changed: Any) -> Withdrawn:
    """The person takes it back by telephone today."""
    said: dict[str, Any] = {"on": DAY, "how": "By telephone, to Mya"}
    return session.do(consents.withdraw, number, consent, **said | changed).value


def recalls(session: Session, number: str) -> list[str]:
    """Recipients named in the tasks to call something back."""
    shown = [one for one in session.look(tasks.listed, number=number) if one.about_kind == "consent"]
    assert all(CLINIC not in one.subject and SCHOOL not in one.subject for one in shown)
    return [one.subject for one in shown]


def test_nothing_more_goes_and_it_is_said_who_holds_what(
    session: Session, number: str, tmp_path: Path, clock: Clock
) -> None:
    agreed = agree(session, number)
    other = agree(session, number, SCHOOL, categories=["identity"])
    first = give(session, number, tmp_path / "a.pdf")
    clock.go(days=1)
    second = give(session, number, tmp_path / "b.pdf")
    give(session, number, tmp_path / "c.pdf", SCHOOL)
    assert Category.HEALTH in release(session, number).categories
    done = withdraw(session, number, agreed, on=date(2026, 3, 15))
    assert (done.consent, done.on, done.referrals) == (agreed, "2026-03-15", ())
    [holder] = done.holders
    assert holder.recipient == CLINIC
    assert [(one.number, one.day, one.paper, one.case) for one in holder.disclosures] == [
        (first.disclosure, "2026-03-14", "referral_letter", number),
        (second.disclosure, "2026-03-15", "referral_letter", number),
    ]
    assert set(holder.disclosures[0].categories) == {"identity", "health"}
    assert release(session, number).categories == frozenset()
    assert release(session, number, SCHOOL).categories == {Category.IDENTITY}
    assert session.look(consents.holders, number, agreed) == done
    assert len(recalls(session, number)) == 1
    assert session.look(consents.holders, number, other).holders[0].recipient == SCHOOL
    [held] = [one for one in session.look(consents.listed, number) if one.id == agreed]
    assert (held.state, held.withdrawn_how) == (State.WITHDRAWN, "By telephone, to Mya")


def test_what_rests_on_the_consent_it_replaced_is_held_too(
    session: Session, number: str, tmp_path: Path
) -> None:
    old = agree(session, number)
    given = give(session, number, tmp_path / "a.pdf")
    new = agree(session, number, categories=["identity"])
    assert {one.id: one.lack for one in session.look(consents.listed, number)} == {old: "replaced", new: ""}
    [holder] = withdraw(session, number, new).holders
    assert [one.number for one in holder.disclosures] == [given.disclosure]
    assert release(session, number).categories == frozenset(), "the older consent does not come back"


def test_whichever_way_it_is_written_somebody_is_asked_to_call_it_back(
    session: Session, number: str, tmp_path: Path
) -> None:
    agreed = agree(session, number)
    give(session, number, tmp_path / "a.pdf")
    save(session, number, "consent", id=agreed, withdrawn_on="2026-03-14")
    assert len(recalls(session, number)) == 1
    save(session, number, "consent", id=agreed, withdrawn_on="2026-03-13")
    assert len(recalls(session, number)) == 1, "asked once"


def test_where_nobody_holds_anything_nothing_is_to_be_called_back(
    session: Session, number: str, tmp_path: Path
) -> None:
    agreed = agree(session, number)
    (tmp_path / "a.pdf").touch()
    with pytest.raises(Invalid):
        give(session, number, tmp_path / "a.pdf")
    assert withdraw(session, number, agreed).holders == ()
    assert recalls(session, number) == []


def test_a_consent_something_rests_on_is_not_deleted(session: Session, number: str, tmp_path: Path) -> None:
    agreed, unused = agree(session, number), agree(session, number, SCHOOL)
    give(session, number, tmp_path / "a.pdf")
    with pytest.raises(Refused, match="Withdraw it instead"):
        session.do(records.delete, number, "consent", agreed)
    session.do(records.delete, number, "consent", unused)
    assert [one.id for one in session.look(consents.listed, number)] == [agreed]


@pytest.mark.parametrize("changed", [{"recipient": SCHOOL}, {"purpose": "services"}])
def test_a_consent_something_rests_on_is_for_nobody_else_afterwards(
    session: Session, number: str, tmp_path: Path, changed: dict[str, str]
) -> None:
    """The ledger knows by it to whom a paper went."""
    agreed, unused = agree(session, number), agree(session, number, SCHOOL)
    give(session, number, tmp_path / "a.pdf")
    with pytest.raises(Refused, match="purpose and recipient stay"):
        save(session, number, "consent", id=agreed, **changed)
    save(session, number, "consent", id=agreed, recipient=CLINIC, purpose="referral", limits="No calls")
    save(session, number, "consent", id=unused, recipient=CLINIC)


def test_it_can_be_taken_back_like_any_change(session: Session, number: str, tmp_path: Path) -> None:
    agreed = agree(session, number)
    give(session, number, tmp_path / "a.pdf")
    withdraw(session, number, agreed)
    session.do(undo.last)
    assert recalls(session, number) == []
    assert Category.HEALTH in release(session, number).categories


def test_referrals_that_go_on_and_rest_on_it_are_named(session: Session, number: str) -> None:
    agreed = agree(session, number)
    states = ("sent", "accepted", "completed", "revoked", "rejected")
    made = {
        state: save(
            session, number, "referral", state=state, direction="out", consent=agreed,
            referred_organisation=CLINIC, services=["medical"],
        ).id
        for state in states
    }  # fmt: skip
    save(session, number, "referral", direction="out", state="sent", referred_organisation=SCHOOL)
    done = withdraw(session, number, agreed)
    assert {(one.id, one.state, one.recipient) for one in done.referrals} == {
        (made["sent"], "sent", CLINIC),
        (made["accepted"], "accepted", CLINIC),
    }


@pytest.mark.parametrize(
    ("fields", "changed", "error", "says"),
    [
        ({"given": False}, {}, Refused, "was not given"),
        ({"given": ""}, {}, Refused, "was not given"),
        ({"withdrawn_on": "2026-03-12"}, {}, Refused, "withdrawn already"),
        ({}, {"on": date(2026, 3, 15)}, Invalid, "between the day"),
        ({}, {"on": date(2026, 3, 9)}, Invalid, "between the day"),
        ({}, {"how": "  "}, Invalid, "how the person took"),
    ],
)
def test_what_cannot_be_withdrawn(
    session: Session,
    number: str,
    fields: dict[str, Any],
    changed: dict[str, Any],
    error: type[Exception],
    says: str,
) -> None:
    agreed = agree(session, number, **fields)
    with pytest.raises(error, match=says):
        withdraw(session, number, agreed, **changed)


def test_others_do_not_see_who_holds_what(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        save(session, "office", "organisation", name=CLINIC, country="TH")
        number = new_case(session).number
        agreed = agree(session, number)
        give(session, number, tmp_path / "a.pdf")
        notify(session, number)
    with sign_in("consul") as session:
        assert session.look(consents.holders, number, agreed).holders == ()
        done = withdraw(session, number, agreed)
        assert (done.holders, done.referrals, recalls(session, number)) == ((), (), [])
    with sign_in("colleague") as session, pytest.raises(NotFound):
        session.look(consents.holders, number, agreed)
    with sign_in() as session:
        assert len(recalls(session, number)) == 1, "the caseworker is asked all the same"


def test_an_override_lets_out_what_the_law_allows_and_stands_in_the_ledger(
    sign_in: SignIn, session: Session, number: str, tmp_path: Path, clock: Clock
) -> None:
    assert release(session, number).categories == frozenset()
    said: dict[str, Any] = {"basis": "danger_to_life", "law": "Art. 374", "reason": "Unconscious"}
    fields: dict[str, Any] = {
        "purpose": "referral",
        "recipient": CLINIC,
        "categories": ["identity", "health"],
    }
    made = session.do(overrides.declare, number, **fields, **said, ends_on=date(2026, 3, 30)).value
    found = release(session, number)
    assert found.categories == {Category.IDENTITY, Category.HEALTH}
    assert found.contents[0].bases[0].override == made.id
    assert release(session, number, SCHOOL).categories == frozenset()
    assert release(session, number, purpose="services").categories == frozenset()
    give(session, number, tmp_path / "a.pdf")
    basis = session.look(lambda tx: tx.conn.exec_driver_sql("SELECT basis FROM disclosure").scalar())
    assert made.id in str(basis)
    clock.go(hours=73)
    assert release(session, number).categories == frozenset(), "nobody confirmed it"


def test_what_is_told_of_a_child_and_its_guardian(session: Session, number: str) -> None:
    save(session, number, "person", birth="2012")
    guardian = save(session, number, "guardian", name="Daw Mya", checked=True, suspected=False).id
    by_guardian = agree(session, number, given_by="guardian", guardian=guardian)

    def told() -> tuple[str, bool | None, bool | None]:
        [one] = [one for one in session.look(consents.listed, number) if one.id == by_guardian]
        assert one.guardian == "Daw Mya"
        return one.lack, one.guardian_counts, one.child_assent

    assert told() == ("assent", True, None)
    save(session, number, "consent", id=by_guardian, child_assent=True)
    assert told() == ("", True, True)
    assert Category.HEALTH in release(session, number).categories
    save(session, number, "guardian", id=guardian, suspected=True)
    assert told() == ("guardian", False, True)
    assert release(session, number).categories == frozenset()
    save(session, number, "guardian", id=guardian, suspected=False)
    save(session, number, "person", birth="1990")
    assert told()[0] == "of_age"
    assert release(session, number).categories == frozenset()


def test_a_consent_that_ends_is_told_in_good_time(session: Session, number: str, clock: Clock) -> None:
    agree(session, number, expires_on="2026-04-20")

    def told() -> list[str]:
        return [
            one.due_on for one in session.look(tasks.listed, number=number) if one.rule == "consent_expiry"
        ]

    assert told() == []
    clock.go(days=30)
    save(session, number, "note", text="A new day")
    records_of = agree(session, number, SCHOOL, expires_on="2026-12-31")
    assert told() == ["2026-04-20"]
    agree(session, number, expires_on="2026-12-31")
    assert told() == [], "asked again, and agreed anew"
    session.do(records.delete, number, "consent", records_of)
