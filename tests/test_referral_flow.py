"""The way of a referral through real vaults: every step allowed and refused, what follows, who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tests.referral_ground import Ground, agree, begun, came, ground, in_state, letter, record, standing
from tests.test_referral_rules import TABLE
from tests.vaults import Clock, SignIn, notify, save
from victimcase.domain.errors import Conflict, Invalid, NotFound, Refused
from victimcase.domain.legal_override import DANGER
from victimcase.domain.records.support import Service
from victimcase.domain.referral_rules import State
from victimcase.services import (
    case_view,
    cases,
    chores,
    overrides,
    records,
    referral_flow,
    referrals,
    tasks,
    undo,
)
from victimcase.services.session import Session

TODAY = date(2026, 3, 14)

Act = Callable[[Session, Ground, str], object]

ACTS: dict[str, Act] = {
    "sent": lambda s, on, made: s.do(referral_flow.asked, on.number, made, way="in_person"),
    "accepted": lambda s, on, made: s.do(referral_flow.accepted, on.number, made),
    "rejected": lambda s, on, made: s.do(referral_flow.rejected, on.number, made, "no_place"),
    "completed": lambda s, on, made: s.do(referral_flow.completed, on.number, made, "Went well."),
    "revoked": lambda s, on, made: s.do(referral_flow.revoked, on.number, made, "no_answer"),
}
REACHED = [line for line in TABLE if line not in ("out received", "in draft", "in sent")]


@pytest.mark.parametrize("line", REACHED)
def test_every_step_is_taken_or_refused_as_the_table_says(sign_in: SignIn, tmp_path: Path, line: str) -> None:
    direction, state = line.split()
    with sign_in() as session:
        on = ground(session)
        for wanted, act in ACTS.items():
            made = in_state(session, on, direction, state, tmp_path)
            if wanted in TABLE[line].split():
                act(session, on, made)
                assert standing(session, on, made).state == wanted
            else:
                with pytest.raises(Refused, match=r"does not follow|cannot be sent"):
                    act(session, on, made)
                assert standing(session, on, made).state == state


@pytest.mark.parametrize(("direction", "state"), list(product(("in", "out"), State)))
def test_a_form_gives_no_state_out_of_order(
    sign_in: SignIn, tmp_path: Path, direction: str, state: State
) -> None:
    """Saving the record with another state, as forms, the command line and an exchange do."""
    line = f"{direction} {state.value}"
    if line not in REACHED:
        return
    with sign_in() as session:
        on = ground(session)
        made = in_state(session, on, direction, state.value, tmp_path)
        for wanted in set(State) - {state}:
            follows = wanted.value in TABLE[line].split() and wanted is not State.SENT
            if follows:
                save(session, on.number, "referral", id=made, state=wanted.value)
                session.do(undo.last)
            else:
                with pytest.raises(Refused):
                    save(session, on.number, "referral", id=made, state=wanted.value)
        save(session, on.number, "referral", id=made, state=state.value, note="The same again.")


def test_what_was_begun_is_written_on_and_nothing_else(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on, urgent=True)
        assert record(session, on, made).urgent is True
        seen = standing(session, on, made).seen
        session.do(referral_flow.edit, on.number, made, {"risks": "None seen."}, base=seen)
        with pytest.raises(Conflict):
            session.do(referral_flow.edit, on.number, made, {"risks": "Others."}, base=seen)
        for strange in ("state", "disclosure", "direction", "answered_on"):
            with pytest.raises(Invalid, match=strange):
                session.do(referral_flow.edit, on.number, made, {strange: "sent"})
        for purpose in ("media", "internal", "nonsense"):
            with pytest.raises(Refused, match="purpose"):
                session.do(referral_flow.edit, on.number, made, {"purpose": purpose})
        ACTS["sent"](session, on, made)
        with pytest.raises(Refused, match="is sent"):
            session.do(referral_flow.edit, on.number, made, {"risks": "New."})
        session.do(undo.last)
        assert standing(session, on, made).state is State.DRAFT, "nothing went out, so it is taken back"


def test_each_thing_that_is_missing_is_named(sign_in: SignIn) -> None:
    gone = {
        "needed_why": "why it is needed",
        "alternatives": "what else was considered",
        "risks_discussed": "risks",
        "categories": "what exactly may go",
        "purpose": "the purpose",
        "referred_organisation": "to whom",
    }
    with sign_in() as session:
        on = ground(session)
        for field, words in gone.items():
            made = begun(session, on, **{field: None})
            assert [one.field for one in standing(session, on, made).lacks] == [field]
            with pytest.raises(Refused, match=words):
                ACTS["sent"](session, on, made)
        empty = session.do(referral_flow.begin, on.number, {}).value.id
        with pytest.raises(Refused) as refused:
            ACTS["sent"](session, on, empty)
        assert all(words in str(refused.value) for words in gone.values())


@pytest.mark.parametrize(
    "fields",
    [
        {"given": False},
        {"withdrawn_on": "2026-03-10"},
        {"expires_on": "2026-03-13"},
        {"purpose": "services"},
        {"categories": ["health"]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_without_a_consent_that_stands_nothing_is_asked(sign_in: SignIn, fields: dict[str, object]) -> None:
    """Refused, withdrawn, expired, for another purpose, or for none of what would go."""
    with sign_in() as session:
        on = ground(session, agreed=False)
        made = begun(session, on)
        agree(session, on.number, on.partner, **fields)
        assert [one.field for one in standing(session, on, made).lacks] == ["consent"]
        with pytest.raises(Refused, match="consent"):
            ACTS["sent"](session, on, made)
        given = agree(session, on.number, on.partner)
        ACTS["sent"](session, on, made)
        assert record(session, on, made).consent == given


def test_one_for_somebody_else_does_not_count(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session, agreed=False)
        other = save(session, "office", "organisation", name="Red House", country="TH").id
        agree(session, on.number, other)
        with pytest.raises(Refused, match="consent"):
            ACTS["sent"](session, on, begun(session, on))


def test_what_was_sent_stands_in_the_ledger_and_is_not_undone(
    sign_in: SignIn, clock: Clock, tmp_path: Path
) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on, feedback_due_on="2026-04-01")
        with pytest.raises(Invalid, match="knows of no paper"):
            session.do(referral_flow.sent, on.number, made, disclosure="KUP-D-1")
        number = letter(session, on, tmp_path / "letter.pdf")
        done = session.do(referral_flow.sent, on.number, made, disclosure=f" {number}").value
        assert done.id == made
        found = record(session, on, made)
        assert (found.state, found.way, found.sent_by) == ("sent", "letter", "caseworker")
        assert str(found.outgoing_on) == "2026-03-14" and found.answer_due_on == date(2026, 3, 21)
        assert (found.disclosure or "").strip() == number
        with pytest.raises(Refused, match="cannot be undone"):
            session.do(undo.last)
        with pytest.raises(Refused, match="not deleted"):
            session.do(records.delete, on.number, "referral", made)
        clock.go(days=20)
        session.do(chores.catch_up)
        assert {"referral_answer", "referral_feedback"} <= rules_of_tasks(session)


def rules_of_tasks(session: Session) -> set[str]:
    """The rules behind the tasks that are open."""
    return {one.rule for one in session.look(tasks.between)}


def test_a_letter_to_somebody_else_proves_nothing(sign_in: SignIn, tmp_path: Path) -> None:
    """The ledger must know the paper for this case and this partner."""
    with sign_in() as session:
        on, elsewhere = ground(session), ground(session)
        made = begun(session, on)
        number = letter(session, elsewhere, tmp_path / "letter.pdf")
        with pytest.raises(Invalid, match="knows of no paper"):
            session.do(referral_flow.sent, on.number, made, disclosure=number)
        assert standing(session, on, made).state is State.DRAFT


def test_a_letter_is_not_told_by_telephone(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        for way in ("letter", "bundle", "pigeon"):
            with pytest.raises(Invalid):
                session.do(referral_flow.asked, on.number, made, way=way)


def services_of(session: Session, number: str) -> list[Service]:
    """The services of a case."""
    return [
        one.record
        for kind, one in session.look(cases.shown, number).records
        if kind == "service" and isinstance(one.record, Service)
    ]


def test_services_follow_the_referral(sign_in: SignIn) -> None:
    """Made when it is accepted, linked, settled with it; what is settled already stays as it is."""
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on, until_on="2026-05-01")
        own = save(session, on.number, "service", type="legal", referral=made, state="under_way").id
        ACTS["sent"](session, on, made)
        assert len(services_of(session, on.number)) == 1
        ACTS["accepted"](session, on, made)
        found = services_of(session, on.number)
        assert [(one.type, one.state, one.referral) for one in found] == [
            ("legal", "under_way", made),
            ("psychosocial", "agreed", made),
        ]
        assert found[1].provider == on.partner and found[1].due_on == date(2026, 5, 1)
        save(session, on.number, "service", id=own, state="refused")
        session.do(referral_flow.completed, on.number, made, "Six talks.", helped="helped_in_part")
        legal, talks = services_of(session, on.number)
        assert (legal.state, legal.done_on) == ("refused", None)
        assert (talks.state, talks.outcome, talks.done_on) == ("done", "helped_in_part", TODAY)
        assert record(session, on, made).outcome == "Six talks."
        session.do(undo.last)
        assert services_of(session, on.number)[1].state == "agreed"


def test_services_end_where_a_referral_is_declined_or_taken_back(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        for act, state in (("rejected", "not_available"), ("revoked", "stopped")):
            made = in_state(session, on, "out", "sent", Path())
            save(session, on.number, "service", type="legal", referral=made, state="asked")
            begun_ = save(session, on.number, "service", type="medical", referral=made, state="under_way")
            ACTS[act](session, on, made)
            mine = [one.state for one in services_of(session, on.number) if one.referral == made]
            assert mine == ([state, "under_way"] if act == "revoked" else [state, state])
            assert begun_


def test_taking_back_says_who_holds_what(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        number = letter(session, on, tmp_path / "letter.pdf")
        letter(session, on, tmp_path / "other.pdf")
        session.do(referral_flow.sent, on.number, made, disclosure=number)
        back = session.do(referral_flow.revoked, on.number, made, "consent_withdrawn").value
        [line] = back.holds
        assert (line.number, line.recipient) == (number, "Blue House")
        assert set(line.categories) <= {"identity", "contact"} and line.fields
        never = begun(session, on)
        assert session.do(referral_flow.revoked, on.number, never, "sent_in_error").value.holds == ()


def test_reasons_and_words_are_asked_for(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        sent = in_state(session, on, "out", "sent", Path())
        for why in ("", "because"):
            with pytest.raises(Invalid):
                session.do(referral_flow.rejected, on.number, sent, why)
            with pytest.raises(Invalid):
                session.do(referral_flow.revoked, on.number, sent, why)
        session.do(referral_flow.accepted, on.number, sent)
        with pytest.raises(Invalid):
            session.do(referral_flow.completed, on.number, sent, "  ")
        came_in = came(session, on)
        with pytest.raises(Invalid, match="still to come"):
            session.do(referral_flow.accepted, on.number, came_in, on=date(2026, 3, 20))


def test_feedback_is_asked_for_and_comes(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        on = ground(session)
        made = in_state(session, on, "out", "accepted", Path())
        with pytest.raises(Invalid, match="Neither"):
            session.do(referral_flow.feedback, on.number, made)
        session.do(referral_flow.feedback, on.number, made, due_on=date(2026, 3, 20))
        clock.go(days=7)
        session.do(chores.catch_up)
        assert "referral_feedback" in rules_of_tasks(session)
        session.do(referral_flow.feedback, on.number, made, "She goes there gladly.")
        found = record(session, on, made)
        assert (found.feedback, found.feedback_on) == ("She goes there gladly.", date(2026, 3, 21))
        assert "referral_feedback" not in rules_of_tasks(session)
        with pytest.raises(Refused, match="being written"):
            session.do(referral_flow.feedback, on.number, begun(session, on), "Too early.")


def test_who_is_responsible_stands_on_the_case(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        made = in_state(session, on, "out", "sent", Path(), hand_over=True)
        assert session.look(case_view.header, on.number).responsible == ""
        session.do(referral_flow.accepted, on.number, made)
        assert session.look(case_view.header, on.number).responsible == "Blue House"
        notify(session, on.number)
    with sign_in("consul") as session:
        assert session.look(referrals.responsible, on.number) == "", "to whom a person turned is withheld"


@pytest.mark.parametrize("login", ["caseworker", "supervisor", "consul", "admin", "colleague"])
def test_who_goes_this_way(sign_in: SignIn, login: str) -> None:
    """Caseworkers of the case and supervisors; to a mission there is no referral at all."""
    with sign_in() as session:
        on = ground(session)
        made = begun(session, on)
        notify(session, on.number)
    allowed = login in ("caseworker", "supervisor")
    tries: list[Act] = [
        lambda s, on, made: s.do(referral_flow.begin, on.number, {"purpose": "referral"}),
        lambda s, on, made: s.do(referral_flow.edit, on.number, made, {"urgent": True}),
        standing,
        ACTS["sent"],
        ACTS["accepted"],
        lambda s, on, made: s.do(referral_flow.feedback, on.number, made, "Well."),
        lambda s, on, made: s.do(
            referral_flow.receive, {"referring_organisation": on.partner}, case=on.number
        ),
        ACTS["revoked"],
    ]
    with sign_in(login) as session:
        for act in tries:
            if allowed:
                act(session, on, made)
            else:
                with pytest.raises((Refused, NotFound)):
                    act(session, on, made)
        if login == "consul":
            with pytest.raises(Refused):
                new = {"referring_organisation": on.partner}
                session.do(referral_flow.receive, new, person={"given_names": "Nur"})
            assert session.look(referrals.listed) == []
    with sign_in() as session:
        assert standing(session, on, made).state == ("revoked" if allowed else "draft")


def test_where_the_law_lets_it_go_no_consent_is_needed(sign_in: SignIn) -> None:
    """Danger to life, declared for this partner, purpose and category; it rests on no consent then."""
    with sign_in() as session:
        on = ground(session, agreed=False)
        made = begun(session, on)
        with pytest.raises(Refused, match="consent"):
            ACTS["sent"](session, on, made)
        session.do(
            overrides.declare,
            on.number,
            purpose="referral",
            recipient=on.partner,
            categories=["identity"],
            basis=DANGER,
            law="Anti-trafficking act, section 12",
            reason="Their life is in danger tonight.",
            ends_on=date(2026, 3, 20),
        )
        assert standing(session, on, made).lacks == ()
        ACTS["sent"](session, on, made)
        assert record(session, on, made).consent is None
