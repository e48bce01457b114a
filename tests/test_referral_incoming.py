"""A referral that comes to us: a case of its own, a further episode, or a case that is there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.referral_ground import Ground, came, ground, record, standing
from tests.test_referral_flow import TODAY, services_of
from tests.vaults import SignIn, save
from victimcase.domain.errors import Invalid, NotFound
from victimcase.domain.referral_rules import State
from victimcase.services import cases, referral_flow, referrals, undo


def test_one_that_comes_in_becomes_a_case(sign_in: SignIn) -> None:
    with sign_in() as session:
        partner = save(session, "office", "organisation", name="Border Post", country="TH").id
        given = {
            "referring_organisation": "border post",
            "services": ["shelter"],
            "urgent": True,
            "incoming_details": "Needs a bed and an interpreter.",
        }
        person = {"given_names": "Nur", "citizenships": ["ID"]}
        received = session.do(referral_flow.receive, given, person=person, contact={"country": "TH"}).value
        shown = session.look(cases.shown, received.number)
        said = {kind: one.record for kind, one in shown.records}
        assert shown.card.steps == ("intake",) and said["case"].origin == "referral"  # type: ignore[attr-defined]
        met = said["contact_event"]
        assert (met.channel, met.referred_by, met.happened_on) == ("referral", partner, TODAY)  # type: ignore[attr-defined]
        on = Ground(received.number, partner)
        found = record(session, on, received.referral)
        assert (found.direction, found.state) == ("in", "received") and received.opened
        assert found.answer_due_on == date(2026, 3, 21)
        [line] = session.look(referrals.listed, out=False)
        assert (line.with_whom, line.urgent, line.number) == ("Border Post", True, received.number)
        session.do(referral_flow.accepted, received.number, received.referral)
        [service] = services_of(session, received.number)
        assert (service.type, service.provider, service.referral) == ("shelter", None, received.referral)
        assert str(record(session, on, received.referral).incoming_on) == "2026-03-14"


def test_one_that_comes_in_joins_somebody_known(sign_in: SignIn) -> None:
    """Into a case that is there, or as a further episode of its person."""
    with sign_in() as session:
        on = ground(session)
        given = {"referring_organisation": on.partner}
        joined = session.do(referral_flow.receive, given, case=on.number).value
        assert (joined.number, joined.opened) == (on.number, False)
        again = session.do(referral_flow.receive, given, person={"gender": "female"}, same_as=on.number).value
        assert again.opened and again.number != on.number
        people = {session.look(cases.person_of, number) for number in (on.number, again.number)}
        assert len(people) == 1
        session.do(undo.last)
        with pytest.raises(NotFound):
            session.look(cases.shown, again.number)
        for wrong in ({}, {"referring_organisation": "Nobody"}, {**given, "state": "accepted"}):
            with pytest.raises(Invalid):
                session.do(referral_flow.receive, wrong, person={"given_names": "Nur"})


def test_one_that_came_in_is_declined_with_a_reason(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        made = came(session, on)
        session.do(referral_flow.rejected, on.number, made, "no_place", details="Full until June.")
        found = record(session, on, made)
        assert (found.state, found.rejected_why, found.answered_on) == ("rejected", "no_place", TODAY)
        session.do(undo.last)
        assert standing(session, on, made).state is State.RECEIVED
