"""The page of a case: stage bar, gates, timeline, header, the history of a field; as each user may see it."""

from __future__ import annotations

import pytest

from tests.demo_ground import demo_vault, entered
from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.errors import Conflict, NotFound, Refused
from victimcase.domain.words import Step
from victimcase.services import case_list, case_view, cases, field_history, timelines
from victimcase.services.case_view import State
from victimcase.services.demo import Made
from victimcase.services.session import Session

__all__ = ["demo_vault"]


def state_of(session: Session, number: str, step: Step) -> State:
    """Where a step of a case stands."""
    bar = session.look(case_view.stage_bar, number)
    return next(one.state for stretch in bar for one in stretch.marks if one.step is step)


def test_the_bar_shows_what_is_done_where_the_case_is_and_what_is_missing(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        gate = session.look(case_view.gate_of, number, Step.INTAKE)
        bar = session.look(case_view.stage_bar, number)
        first = bar[0].marks[0]
        assert (first.state, first.missing) == (State.HERE, len(gate.missing))
        assert first.missing > 0 and not gate.holds and gate.open
        assert [len(stretch.marks) for stretch in bar] == [4, 2, 2, 3, 1]
        assert state_of(session, number, Step.SCREENING) is State.NOT_BEGUN
        session.do(cases.advance, number, override="for the test")
        assert state_of(session, number, Step.INTAKE) is State.DONE
        assert state_of(session, number, Step.SCREENING) is State.HERE
        assert session.look(case_view.overview, number).gate.step is Step.SCREENING  # type: ignore[union-attr]


def test_a_point_of_a_gate_names_the_record_to_open_or_the_kind_to_add(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        points = session.look(case_view.gate_of, number, Step.INTAKE).points
        contact = [one for one in points if one.kind == "contact_event"]
        assert contact and all(not one.record and one.kind_title and one.field_label for one in contact)
        made = save(session, number, "contact_event", danger="none").id
        points = session.look(case_view.gate_of, number, Step.INTAKE).points
        assert {one.record for one in points if one.kind == "contact_event"} == {made}
        assert [one.ready for one in points if one.field == "danger"] == [True]


def test_the_header_says_who_it_is_and_how_to_make_contact_safely(sign_in: SignIn) -> None:
    with sign_in() as session:
        said = {"birth": "2002-01-05", "primary_language": "mya", "interpreter_needed": True}
        safe = {"safe_contact_method": "call", "safe_contact_times": "Sundays 18–20"}
        number = new_case(session, own_script_name="သီရိ", **said).number
        found = session.look(case_view.header, number)
        assert (found.name, found.name_in_script, found.age) == ("Thiri Aung", "သီရိ", "24")
        assert (found.language, found.citizenship_names, found.child) == ("Burmese", "Myanmar", False)
        assert found.safe_contact == ()
        save(session, number, "person", safe_contact_times=safe["safe_contact_times"])
        save(session, number, "flag", type="other", what_to_do="Never call at home")
        save(session, number, "case", risk="high")
        found = session.look(case_view.header, number)
        assert found.safe_contact == ("Sundays 18–20",)
        assert [one.what_to_do for one in found.flags] == ["Never call at home"]
        assert found.risk == "high"
        notify(session, number)
    with sign_in("consul") as session:
        found = session.look(case_view.header, number)
        assert (found.risk, found.flags) == (None, ())


def test_the_timeline_is_dated_by_what_tells_most_and_says_nothing_withheld(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
        save(session, number, "contact_event", happened_on="2026-02-01", place="Pier", channel="hotline")
        save(session, number, "travel_document", type="passport", number="MA1", issued_on="2026-01-05")
        save(session, number, "health_record", note="secret-health")
        save(session, number, "protection_claim", claimed_on="2026-03-01", grounds="secret-claim")
        found = session.look(timelines.of_case, number)
        days = {one.kind: one.day for one in found}
        assert (days["contact_event"], days["travel_document"]) == ("2026-02-01", "2026-01-05")
        assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
        contact = next(one for one in found if one.kind == "contact_event")
        assert contact.sort is timelines.Sort.CONTACT and "Pier" in contact.summary
        assert not any("secret-claim" in one.summary for one in found)
        with_changes = session.look(timelines.of_case, number, changes=True)
        assert any(one.sort is timelines.Sort.CHANGE and one.user == "caseworker" for one in with_changes)
    with sign_in("consul") as session:
        for entries in (
            session.look(timelines.of_case, number),
            session.look(timelines.of_case, number, changes=True),
        ):
            kinds = {one.kind for one in entries}
            assert kinds.isdisjoint({"health_record", "protection_claim"})
            assert "Pier" not in str(entries)


def test_an_overview_of_every_case_of_the_demo_can_be_made_by_everybody(demo_vault: Made) -> None:
    for login in ("supervisor", "caseworker", "consul"):
        with entered(demo_vault, login) as session:
            for line in session.look(case_list.page, limit=25):
                found = session.look(case_view.overview, line.number)
                assert found.header.number == line.number
                assert (found.gate is None) == (not line.steps)
                assert all(one.day and one.title for one in found.timeline)


def test_a_case_that_is_not_for_the_user_has_no_page(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("consul") as session:
        for look in (case_view.overview, case_view.header, case_view.stage_bar, timelines.of_case):
            with pytest.raises(NotFound):
                session.look(look, number)


def test_a_field_gets_an_earlier_value_back(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        save(session, number, "note", id=note, text="two")
        held = session.look(field_history.field_history, number, "note", note, "text")
        assert [(one.words, one.now) for one in held] == [("two", True), ("one", False)]
        session.do(field_history.restore_field, number, "note", note, "text", held[1].key)
        held = session.look(field_history.field_history, number, "note", note, "text")
        assert [one.value for one in held] == ["one", "two", "one"]
        assert held[0].action == "Bring an earlier value back"
        with pytest.raises(NotFound):
            session.do(field_history.restore_field, number, "note", note, "text", "nobody:1")
        seen = next(one for kind, one in session.look(cases.shown, number).records if kind == "note")
        save(session, number, "note", id=note, text="three")
        with pytest.raises(Conflict):
            session.do(field_history.restore_field, number, "note", note, "text", held[1].key, base=seen)


def test_what_a_field_held_is_for_those_who_may_read_it(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
        save(session, number, "case", risk="high", note="in confidence")
        claim = save(session, number, "protection_claim", grounds="first").id
        save(session, number, "protection_claim", id=claim, grounds="second")
        card = session.look(case_list.page)[0]
        held = session.look(field_history.field_history, number, "protection_claim", claim, "grounds")
        assert [one.value for one in held] == ["second", "first"]
        session.do(field_history.restore_field, number, "protection_claim", claim, "grounds", held[1].key)
    with sign_in("consul") as session:
        for name in ("risk", "note"):
            with pytest.raises(Refused):
                session.look(field_history.field_history, number, "case", card.case_id, name)
        with pytest.raises(NotFound):
            session.look(field_history.field_history, number, "protection_claim", claim, "grounds")
        with pytest.raises((Refused, NotFound)):
            session.do(field_history.restore_field, number, "protection_claim", claim, "grounds", held[1].key)
