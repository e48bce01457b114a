"""Sharing without consent in a real vault: who may, what never goes, the second person, the alert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.legal_override import Stand
from victimcase.domain.words import Step
from victimcase.services import cases, field_history, history, overrides, records, tasks, today, undo
from victimcase.services.overrides import Declared
from victimcase.services.session import Session
from victimcase.services.today import Alert

CLINIC, EMBASSY = "Harbour Clinic", "Embassy of Myanmar"
ENDS = date(2026, 3, 21)


@pytest.fixture
def number(sign_in: SignIn) -> str:
    """A case of the north team, and two organisations."""
    with sign_in() as session:
        for name, country in ((CLINIC, "TH"), (EMBASSY, "MM")):
            save(session, "office", "organisation", name=name, country=country)
        return new_case(session).number


def declare(session: Session, number: str, **changed: Any) -> Declared:
    """Danger to life: the clinic has to know of her health."""
    said: dict[str, Any] = {
        "purpose": "referral",
        "recipient": CLINIC,
        "categories": ["identity", "health"],
        "basis": "danger_to_life",
        "law": "Penal code, section 374",
        "reason": "She is unconscious and allergic.",
        "ends_on": ENDS,
    }
    return session.do(overrides.declare, number, **said | changed).value


def only(session: Session, number: str) -> Declared:
    """The one override of the case."""
    [one] = session.look(overrides.listed, number)
    return one


def alerts(session: Session) -> list[str]:
    """What the first page says about overrides that wait."""
    found = session.look(today.today).watch
    return [one.record for one in found if one.alert is Alert.OVERRIDE]


def test_danger_counts_at_once_and_a_second_person_confirms(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        made = declare(session, number)
        assert (made.stand, made.recipient, made.categories) == (
            Stand.OPEN,
            CLINIC,
            ("identity", "health"),
        )
        assert made.confirm_until == "2026-03-17T09:00:00.000Z"
        assert (made.may_confirm, made.may_decline, made.reason) == (False, False, None)
        assert alerts(session) == [made.id]
        assert "override_confirmation" in {one.rule for one in session.look(tasks.listed, number=number)}
    with sign_in("supervisor") as session:
        assert [one.id for one in session.look(overrides.waiting)] == [made.id] == alerts(session)
        assert only(session, number).reason == "She is unconscious and allergic."
        done = session.do(overrides.confirm, number, made.id).value
        assert (done.stand, done.confirmed_by, done.may_confirm) == (Stand.CONFIRMED, "supervisor", False)
        assert session.look(overrides.waiting) == [] == alerts(session)
        with pytest.raises(Refused, match="nothing to confirm or to decline"):
            session.do(overrides.confirm, number, made.id)
        with pytest.raises(Refused, match="Confirmed by a second person"):
            session.do(overrides.decline, number, made.id)


def test_a_court_order_counts_only_once_confirmed(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        made = declare(session, number, basis="court_order", law="Order 12/2026 of 3 March")
        assert (made.stand, made.confirm_until) == (Stand.WAITING, "")
    with sign_in("supervisor") as session:
        assert session.do(overrides.confirm, number, made.id).value.stand is Stand.CONFIRMED


def test_no_is_no_at_once(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        made = declare(session, number)
    with sign_in("supervisor") as session:
        done = session.do(overrides.decline, number, made.id).value
        assert (done.stand, done.confirmed_by) == (Stand.DECLINED, "supervisor")
        assert alerts(session) == []
        with pytest.raises(Refused, match="said no"):
            session.do(overrides.confirm, number, made.id)
    with sign_in() as session:
        assert declare(session, number).stand is Stand.WAITING, "now it waits for the second person"


def test_unconfirmed_it_stops_counting_and_is_still_asked_about(
    sign_in: SignIn, clock: Clock, number: str
) -> None:
    with sign_in() as session:
        made = declare(session, number)
    clock.go(hours=73)
    with sign_in("supervisor") as session:
        one = only(session, number)
        assert (one.stand, one.may_confirm, one.may_decline) == (Stand.LAPSED, False, True)
        assert alerts(session) == [made.id]
        with pytest.raises(Refused, match="time to confirm it is over"):
            session.do(overrides.confirm, number, made.id)
        assert session.do(overrides.decline, number, made.id).value.stand is Stand.DECLINED
        assert alerts(session) == []


def test_it_ends_with_its_day(sign_in: SignIn, clock: Clock, number: str) -> None:
    with sign_in() as session:
        declare(session, number, ends_on=date(2026, 3, 15))
        clock.go(hours=24)
        assert only(session, number).stand is Stand.OPEN
        clock.go(hours=24)
        assert only(session, number).stand is Stand.ENDED


def test_nobody_is_their_own_second_person(sign_in: SignIn, number: str) -> None:
    with sign_in("supervisor") as session:
        made = declare(session, number)
        for act in (overrides.confirm, overrides.decline):
            with pytest.raises(Refused, match="their own second person"):
                session.do(act, number, made.id)
    with sign_in("founder") as session:
        assert session.do(overrides.confirm, number, made.id).value.stand is Stand.CONFIRMED


@pytest.mark.parametrize("login", ["caseworker", "colleague", "consul", "admin"])
def test_the_second_person_is_a_supervisor(sign_in: SignIn, number: str, login: str) -> None:
    with sign_in("supervisor") as session:
        made = declare(session, number)
    with sign_in(login) as session, pytest.raises((Refused, NotFound)):
        session.do(overrides.confirm, number, made.id)
    with sign_in("supervisor") as session:
        assert only(session, number).stand is Stand.OPEN


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"basis": "supervisor_decision"}, Refused, "in danger to life, or when a court orders it"),
        ({"basis": ""}, Refused, "in danger to life, or when a court orders it"),
        ({"law": " "}, Invalid, "both have to be written down"),
        ({"reason": ""}, Invalid, "both have to be written down"),
        ({"ends_on": date(2026, 3, 13)}, Invalid, "over already"),
        ({"recipient": "own"}, Invalid, "only go to an organisation of the directory"),
        ({"recipient": "Nobody"}, NotFound, "no organisation “Nobody”"),
        ({"categories": []}, Invalid, "not said what may be shared"),
        ({"categories": ["perpetrator"]}, Refused, "Alleged perpetrator"),
        ({"categories": ["identity", "whistle_blower"]}, Refused, "never goes"),
        ({"categories": ["witness"]}, Refused, "never goes"),
        ({"categories": ["release"]}, Refused, "never goes"),
        ({"categories": ["nonsense"]}, Refused, "nonsense"),
        ({"purpose": "internal"}, Refused, "never goes"),
        ({"purpose": "media"}, Refused, "never goes"),
        ({"purpose": "police"}, Refused, "Health"),
        ({"recipient": EMBASSY, "categories": ["protection_claim"]}, Refused, "Protection claim"),
    ],
)
def test_what_no_override_does(
    sign_in: SignIn, number: str, changed: dict[str, Any], error: type[Exception], says: str
) -> None:
    with sign_in() as session:
        with pytest.raises(error, match=says):
            declare(session, number, **changed)
        assert session.look(overrides.listed, number) == []


def test_a_claim_goes_to_somebody_else_than_the_country_of_origin(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        assert declare(session, number, categories=["protection_claim"]).stand is Stand.OPEN


def test_where_the_person_agreed_no_law_has_to_stand_in(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        said: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-10"}
        save(
            session, number, "consent", purpose="referral", recipient=CLINIC, categories=["identity"], **said
        )
        with pytest.raises(Refused, match="agreed to this already"):
            declare(session, number, categories=["identity"])
        assert declare(session, number).stand is Stand.OPEN, "health is not covered"


def test_a_mission_declares_nothing_and_is_told_nothing(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        notify(session, number)
    with sign_in("consul") as session:
        with pytest.raises(Refused, match="not for a mission"):
            declare(session, number, categories=["identity"])
        before = everything(session, number)
    with sign_in() as session:
        made = declare(session, number)
    with sign_in("consul") as session:
        assert everything(session, number) == before
        assert made.id not in str(session.look(history.of_case, number))
        with pytest.raises(NotFound):
            session.look(field_history.field_history, number, "override", made.id, "basis")


def everything(session: Session, number: str) -> list[object]:
    """What somebody gets to see of overrides in a case."""
    shown = session.look(cases.shown, number)
    return [
        [kind for kind, _ in shown.records if kind in ("override", "task")],
        session.look(overrides.listed, number),
        session.look(overrides.waiting),
        session.look(tasks.listed, number=number),
        session.look(today.today).watch,
    ]


def test_another_team_knows_nothing_of_it(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        declare(session, number)
    with sign_in("colleague") as session:
        assert session.look(overrides.waiting) == []
        with pytest.raises(NotFound):
            session.look(overrides.listed, number)
        with pytest.raises(NotFound):
            declare(session, number)


def ways_round(session: Session, number: str, made: str) -> Iterator[Any]:
    """Every other way to write an override."""
    fields = {"confirmed_by": "supervisor", "confirmed_at": "2026-03-14T09:00Z"}
    yield lambda: save(session, number, "override", id=made, **fields)
    yield lambda: save(session, number, "override", id=made, ends_on="2030-01-01")
    yield lambda: save(session, number, "override", of="consent", basis="danger_to_life")
    yield lambda: session.do(records.delete, number, "override", made)
    yield lambda: session.do(undo.last)
    held = session.look(field_history.field_history, number, "override", made, "ends_on")
    yield lambda: session.do(field_history.restore_field, number, "override", made, "ends_on", held[0].key)


@pytest.mark.parametrize("way", range(6))
def test_no_other_way_writes_an_override(sign_in: SignIn, number: str, way: int) -> None:
    with sign_in("supervisor") as session:
        made = declare(session, number)
        with pytest.raises(Refused):
            list(ways_round(session, number, made.id))[way]()
        assert only(session, number) == made


def test_an_override_of_a_gate_still_works_and_has_its_second_person(sign_in: SignIn, number: str) -> None:
    with sign_in("supervisor") as session:
        session.do(cases.advance, number, step=Step.INTAKE, override="Danger to life tonight")
        one = only(session, number)
        assert (one.of, one.at_step, one.stand) == ("gate", "intake", Stand.WAITING)
        assert alerts(session) == [one.id]
        with pytest.raises(Refused, match="their own second person"):
            session.do(overrides.confirm, number, one.id)
    with sign_in("founder") as session:
        assert session.do(overrides.confirm, number, one.id).value.stand is Stand.CONFIRMED
        assert session.look(overrides.waiting) == [] == alerts(session)
