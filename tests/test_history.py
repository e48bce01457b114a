"""The history of a case: every act, who did it, from what to what; and nothing the reader may not read."""

from __future__ import annotations

import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain.rights import Role
from victimcase.services import cases, disclosures, door, history, records, undo
from victimcase.services.history import Act
from victimcase.services.session import Session
from victimcase.services.tx import Tx


def acts(session: Session, number: str) -> list[Act]:
    return session.look(history.of_case, number)


def changes(found: list[Act], kind: str, field: str) -> list[tuple[object, object]]:
    return [(act.old, act.new) for act in found if (act.kind, act.field) == (kind, field)]


def test_each_change_names_who_did_it_when_and_what_it_was_before(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one", subject="Call").id
    clock.go(hours=2)
    with sign_in("supervisor") as session:
        save(session, number, "note", id=note, text="two", from_person=True)
        found = acts(session, number)
    assert changes(found, "note", "text") == [(None, "one"), ("one", "two")]
    assert changes(found, "note", "from_person") == [(None, True)]
    assert changes(found, "person", "citizenships") == [(None, ["MM"])]
    last = next(act for act in found if act.new == "two")
    assert (last.user, last.office, last.action) == ("supervisor", "KUP", "Save record")
    assert (last.at, last.record, last.reason) == ("2026-03-14T11:00:00.000Z", note, "")
    assert [act.at for act in found] == sorted(act.at for act in found)
    first = found[0]
    assert (first.user, first.action, first.field) == ("caseworker", "Open a new case", "")


def test_clearing_deleting_and_bringing_back_are_told(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one", subject="Call").id
        save(session, number, "note", id=note, subject="")
        session.do(records.delete, number, "note", note)
        session.do(undo.last)
        found = acts(session, number)
    assert changes(found, "note", "subject") == [(None, "Call"), ("Call", None)]
    assert changes(found, "note", "_gone") == [(None, True), (True, None)]
    assert [act.action for act in found if act.field == "_gone"] == ["Delete record", "Undo"]


def test_moving_on_and_an_override_are_told_with_the_reason(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        session.do(cases.advance, number, override="Danger to life tonight")
        notify(session, number)
        found = acts(session, number)
    assert changes(found, "case", "open_steps")[-1] == (["intake"], ["screening"])
    moved = [act for act in found if act.action == "Move case to its next step"]
    assert {act.reason for act in moved} == {"Danger to life tonight"}
    with sign_in("consul") as session:
        told = acts(session, number)
    assert {act.action for act in told} >= {"Move case to its next step"}
    assert all("tonight" not in str(act) for act in told)


def test_what_one_may_not_read_is_not_in_ones_history(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        notify(session, number)
        save(session, number, "witness_measure", details="Under another name")
        save(session, number, "protection_claim", grounds="She fears her uncle")
        save(session, number, "health_record", findings="Pregnant")
        save(session, number, "travel_document", number="MD 443311", note="By a bribe")
        save(session, number, "document", name="Scan", type="other", tells_about=["witness"])
        save(session, number, "task", subject="Ask", tells_about="witness")
        everything = acts(session, number)
    assert changes(everything, "witness_measure", "details") == [(None, "Under another name")]
    with sign_in("consul") as session:
        told = acts(session, number)
    assert {act.kind for act in told} == {"person", "case", "consular_notification", "travel_document"}
    assert changes(told, "travel_document", "number") == [(None, "MD 443311")]
    for secret in ("bribe", "uncle", "Pregnant", "another name", "return_hold", "Scan", "Ask"):
        assert not [act for act in told if secret in f"{act.field} {act.new}"]
    with sign_in() as session:
        save_own = [act.kind for act in acts(session, new_case(session).number)]
    assert set(save_own) == {"person", "case"}


def test_a_caseworker_is_not_told_of_witness_measures(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        save(session, number, "witness_measure", details="Under another name")
        save(session, number, "document", name="Order", type="other", tells_about=["witness"])
        save(session, number, "document", name="Photo", type="other", tells_about=["identity"])
    with sign_in() as session:
        told = acts(session, number)
        shown = session.look(cases.shown, number).records
    assert {act.kind for act in told if act.kind} == {"person", "case", "document"}
    assert changes(told, "document", "name") == [(None, "Photo")]
    assert [vars(one.record)["name"] for kind, one in shown if kind == "document"] == ["Photo"]


@pytest.mark.parametrize(
    ("login", "sees"),
    [("caseworker", False), ("colleague", True), ("supervisor", True), ("founder", True)],
)
def test_a_complaint_is_hidden_from_whom_it_is_about_and_their_team(
    sign_in: SignIn, login: str, sees: bool
) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "case", owner="colleague", team="north")
        complaint = save(session, number, "complaint", accused="caseworker", text="He was rude.").id
    with sign_in(login) as session:
        kinds = {kind for kind, _ in session.look(cases.shown, number).records}
        told = {act.kind for act in acts(session, number)}
        assert ("complaint" in kinds) is sees
        assert ("complaint" in told) is sees
        if not sees:
            with pytest.raises(Exception, match="no record"):
                save(session, number, "complaint", id=complaint, findings="Not so.")


def test_a_complaint_about_a_team_is_hidden_from_the_team(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        save(session, number, "complaint", accused_team="north", text="They came late.")
    with sign_in() as session:
        assert "complaint" not in {kind for kind, _ in session.look(cases.shown, number).records}


def test_reading_a_history_is_noted_and_told_to_those_who_audit(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
    with sign_in("consul") as session:
        assert not [act for act in acts(session, number) if not act.kind]
    with sign_in("supervisor") as session:
        read = [act for act in acts(session, number) if act.action == "Read the history"]
    assert [act.user for act in read] == ["consul"]


def test_papers_given_out_are_told(sign_in: SignIn) -> None:
    def prepare(tx: Tx, number: str) -> str:
        own = door.recipient_called(tx, "own")
        released = door.release(tx, [tx.case(number)], output="case_sheet", recipient=own, purpose="internal")
        return disclosures.prepare(tx, released, "a.pdf")[1].number

    with sign_in() as session:
        number = new_case(session).number
        given = session.do(prepare, number).value
        told = [act for act in acts(session, number) if act.action == "Prepare a disclosure"]
    [act] = told
    assert act.record.startswith(given)


def test_every_action_has_words(sign_in: SignIn) -> None:
    """An entry of any use case is told in words, whichever modules a command has loaded."""
    assert history.title("imports.take") == "Import a row"
    assert history.title("disclosures.settle") == "Give out"
    assert history.title("view.document") == "Opened a document"
    assert history.title("something.older") == "something.older"


def test_who_left_is_still_named(sign_in: SignIn) -> None:
    with sign_in("colleague") as session:
        number = new_case(session).number
    with sign_in("founder") as session:
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql("UPDATE member SET disabled = 1 WHERE login = 'colleague'")
        assert Role.SUPERVISOR in session.me.roles
        assert {act.user for act in acts(session, number) if act.kind} == {"colleague"}
