"""Undo: the user's last act as a whole, as a new entry; never over somebody else's work."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.operations import first_break
from victimcase.domain.rights import Role
from victimcase.domain.values import Plain, to_plain
from victimcase.services import cases, history, keeping, people, records, undo
from victimcase.services.session import Session
from victimcase.store import journal
from victimcase.store.kdf import FLOOR


def undone(session: Session) -> undo.Undone:
    return session.do(undo.last).value


def state(session: Session, number: str) -> Mapping[str, Mapping[str, Plain]]:
    """Every field of every record of a case as this user sees it, by record."""
    found = session.look(cases.shown, number).records
    return {
        one.id: {name: to_plain(getattr(one.record, name)) for name in one.record.__dataclass_fields__}  # type: ignore[attr-defined]
        for _, one in found
    }


def entries(session: Session) -> int:
    with session.vault.read.begin() as conn:
        assert first_break(journal.chain(conn, session.me.replica)) is None
        return journal.last_number(conn, session.me.replica)[0]


def test_a_save_is_taken_back_by_a_new_entry(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        before, count = state(session, number), entries(session)
        save(session, number, "note", id=note, text="two", subject="Call")
        done = undone(session)
        assert (done.title, done.fields) == ("Save record", 2)
        assert state(session, number) == before
        assert entries(session) == count + 2
        acts = session.look(history.of_case, number)
        assert [(act.old, act.new) for act in acts if act.field == "text"][-2:] == [
            ("one", "two"),
            ("two", "one"),
        ]
        assert acts[-1].action == "Undo"


def test_undo_goes_back_act_by_act(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        states = [state(session, number)]
        note = save(session, number, "note", text="one").id
        for fields in ({"text": "two"}, {"text": "three", "subject": "x"}, {"text": ""}, {"text": "four"}):
            states.append(state(session, number))
            save(session, number, "note", id=note, **fields)
        save(session, number, "person", given_names="Mya")
        assert undone(session).fields == 1
        while states:
            undone(session)
            assert state(session, number) == states.pop()
        assert undone(session).title == "Open a new case"
        with pytest.raises(NotFound):
            session.look(cases.shown, number)
        with pytest.raises(Refused, match="nothing of yours"):
            undone(session)


def test_a_new_case_that_is_undone_is_in_no_list(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, given_names="Zarni", identity_number="MM-778812").number
        undone(session)
        assert session.look(cases.listed) == []
        assert session.look(cases.listed, text="Zarni") == []
        assert session.look(cases.listed, text="MM778812") == []
        assert session.look(cases.listed, text=number) == []
        assert new_case(session).number != number


def test_a_deletion_is_taken_back(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        before = state(session, number)
        session.do(records.delete, number, "note", note)
        assert note not in state(session, number)
        undone(session)
        assert state(session, number) == before
        undone(session)
        assert note not in state(session, number)


def test_moving_on_is_taken_back_with_its_status(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "contact_event", danger="none", health="none", interpreter_check="not_needed")
        save(
            session,
            number,
            "consent",
            purpose="interview",
            given=True,
            given_by="person",
            given_on="2026-03-01",
        )
        before = state(session, number)
        session.do(cases.advance, number)
        assert session.look(cases.shown, number).card.steps == ("screening",)
        assert undone(session).title == "Move case to its next step"
        assert session.look(cases.shown, number).card.steps == ("intake",)
        assert state(session, number) == before


def test_tasks_made_by_clocks_go_with_what_they_were_made_for(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        before = state(session, number)
        save(session, number, "property_held", description="Phone", return_due_on="2026-03-15")
        assert "task" in [kind for kind, _ in session.look(cases.shown, number).records]
        undone(session)
        assert state(session, number) == before


def test_a_hold_that_came_with_a_claim_goes_with_it(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "protection_claim", type="asylum", claimed_on="2026-03-01")
        undone(session)
    with sign_in("supervisor") as session:
        held = [
            fields["return_hold"] for fields in state(session, number).values() if "return_hold" in fields
        ]
        assert held == [None]


def test_what_somebody_wrote_since_stays(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        save(session, number, "note", id=note, text="two")
    with sign_in("supervisor") as session:
        save(session, number, "note", id=note, text="three")
    with sign_in() as session:
        before, count = state(session, number), entries(session)
        with pytest.raises(Refused, match="changed or added to since") as caught:
            undone(session)
        assert "“Note”" in str(caught.value)
        assert state(session, number) == before
        assert entries(session) == count


def test_another_field_of_the_record_is_no_obstacle(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        save(session, number, "note", id=note, text="two")
    with sign_in("supervisor") as session:
        save(session, number, "note", id=note, subject="Hers")
    with sign_in() as session:
        undone(session)
        assert state(session, number)[note]["text"] == "one"
        assert state(session, number)[note]["subject"] == "Hers"
        with pytest.raises(Refused):  # now the making of the note, which holds her subject
            undone(session)


def test_a_value_brought_back_by_undo_is_not_taken_for_ones_own(sign_in: SignIn) -> None:
    """He writes one, she writes two, he writes three and undoes it: two stands, and it is hers."""
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", subject="x").id
        save(session, number, "note", id=note, text="one")
    with sign_in("supervisor") as session:
        save(session, number, "note", id=note, text="two")
    with sign_in() as session:
        save(session, number, "note", id=note, text="three")
        undone(session)
        assert state(session, number)[note]["text"] == "two"
        with pytest.raises(Refused):
            undone(session)
        assert state(session, number)[note]["text"] == "two"


def test_a_case_in_which_others_wrote_is_not_undone(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        save(session, number, "note", text="Hers")
    with sign_in() as session, pytest.raises(Refused, match=r"“Case”|“Person”"):
        undone(session)
    with sign_in("supervisor") as session:
        undone(session)
    with sign_in() as session:
        assert undone(session).title == "Open a new case"


def test_a_record_with_rows_of_others_is_not_undone(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        above = save(session, number, "risk_assessment", purpose="care").id
    with sign_in("supervisor") as session:
        save(session, number, "risk", under=above, what="Debt")
    with sign_in() as session, pytest.raises(Refused, match="“Risk assessment”"):
        undone(session)


def test_a_task_that_others_moved_since_is_no_obstacle(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        held = save(session, number, "property_held", description="Phone", return_due_on="2026-03-15").id
    with sign_in("supervisor") as session:
        task = next(one.id for kind, one in session.look(cases.shown, number).records if kind == "task")
        save(session, number, "task", id=task, priority="high")
    with sign_in() as session:
        undone(session)
        assert held not in state(session, number)
        assert state(session, number)[task]["priority"] == "high"


def test_everybody_undoes_only_their_own(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "note", text="His")
    with sign_in("supervisor") as session:
        with pytest.raises(Refused, match="nothing of yours"):
            undone(session)
        save(session, number, "note", text="Hers")
        undone(session)
        assert [fields.get("text") for fields in state(session, number).values() if fields.get("text")] == [
            "His"
        ]


def test_what_left_the_program_or_concerns_users_is_not_undone(sign_in: SignIn) -> None:
    words = "cactus-lantern-pivot-orchid-sleet"
    with sign_in("founder") as session:
        new_case(session)
        session.do(keeping.note_backup, "backup.file")
        with pytest.raises(Refused, match="“Make a backup”, cannot be undone"):
            undone(session)
        session.do(people.add, "new", words, frozenset({Role.CASEWORKER}), kdf=FLOOR)
        with pytest.raises(Refused, match="“Add a user”, cannot be undone"):
            undone(session)


def test_an_override_is_not_undone(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        session.do(cases.advance, number, override="Danger to life; she has to leave tonight.")
        assert session.look(cases.shown, number).card.steps == ("screening",)
        with pytest.raises(Refused, match="cannot be undone"):
            undone(session)


def test_a_viewing_is_no_act_to_undo(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "note", text="one")
        session.look(history.of_case, number)
        assert undone(session).title == "Save record"


def test_saving_what_is_there_already_is_no_act(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="one").id
        count = entries(session)
        save(session, number, "note", id=note, text="one")
        save(session, number, "note", id=note)
        assert entries(session) == count
        undone(session)
        assert note not in state(session, number)


def test_a_case_that_was_closed_to_one_is_not_touched(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "note", text="one")
    with sign_in("supervisor") as session:
        save(session, number, "case", restricted=True, restricted_members="supervisor")
    with sign_in() as session, pytest.raises(Refused, match="no longer see"):
        undone(session)


def test_a_mission_does_not_take_a_case_away(sign_in: SignIn) -> None:
    with sign_in("consul") as session:
        new_case(session)
        with pytest.raises(Refused, match="cannot be undone"):
            undone(session)


def test_undo_works_after_signing_in_anew(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "note", text="one")
    with sign_in("supervisor") as session:
        notify(session, number)
    with sign_in() as session:
        assert undone(session).title == "Save record"
