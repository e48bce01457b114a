"""Registering a group: rows checked before anything is written, one entry for all, families tied."""

from __future__ import annotations

import pytest

from tests.vaults import Clock, SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import case_list, cases, forms, group_intake, history, undo
from victimcase.services.group_intake import Member, Registered
from victimcase.services.records import OFFICE
from victimcase.services.session import Session

EVENT = {"name": "Vessel at the pier", "type": "vessel", "happened_at": "2026-03-13T14:30:00Z"}
EVENT |= {"country": "TH", "place": "Ranong pier"}
GROUP = (
    Member("Fatema", "Khatun", "ফাতেমা", "Feminine", "29", "BD", language="ben", family="A"),
    Member("Her son", "Khatun", "", "Masculine", "4", "Bangladesh", family="a", urgent_need="Milk"),
    Member("Noor", age="about 35", stateless=True),
    Member(),
)


def register(session: Session, *members: Member) -> Registered:
    """Register people of the event."""
    return session.do(group_intake.register, EVENT, members or GROUP).value


def test_each_row_becomes_a_case_of_the_event_and_families_are_tied(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        found = register(session)
        assert [one.ready for one in found.checked] == [True] * 3
        assert (len(found.opened), found.links) == (3, 2)
        lines = {one.number: one for one in session.look(case_list.page)}
        ages = [lines[one.number].age for one in found.opened]
        assert ages == ["29", "4", "about 35"]
        assert [lines[one.number].child for one in found.opened] == [False, True, False]
        shown = session.look(cases.shown, found.opened[1].number)
        kinds = {kind: one.record for kind, one in shown.records}
        assert kinds["case"].group_event == found.event  # type: ignore[attr-defined]
        assert kinds["contact_event"].health_note == "Milk"  # type: ignore[attr-defined]
        assert kinds["case_link"].other == found.opened[0].id  # type: ignore[attr-defined]
        acts = session.look(history.of_case, found.opened[2].number)
        assert {act.action for act in acts if act.kind} == {"Register a group"}
        session.do(undo.last)
        assert session.look(case_list.count) == 0


def test_problems_are_told_row_by_row_and_nothing_is_written(sign_in: SignIn) -> None:
    with sign_in() as session:
        nameless, stray = Member(gender="Feminine"), Member("A", citizenships="Nowhere")
        odd = (Member("Bishnu", age="20?x"), nameless, stray)
        found = register(session, *odd, GROUP[0])
        fields = [[problem.field for problem in one.problems] for one in found.checked]
        assert fields == [["age"], ["given_names"], ["citizenships"], []]
        assert (found.opened, found.event, session.look(case_list.count)) == ((), "", 0)
        assert all(problem.text for one in found.checked for problem in one.problems)
        assert not session.do(group_intake.register, EVENT, odd).changed.ids
        with pytest.raises(Invalid):
            register(session, Member())


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("29", "1996-03-14"),
        ("35~", "35"),
        ("16-18", "16"),
        ("1998", "1998"),
        ("130", ""),
        ("x", ""),
        ("2", "2"),
    ],
)
def test_ages_are_understood_as_people_write_them(sign_in: SignIn, typed: str, born: str) -> None:
    with sign_in() as session:
        (checked,) = session.look(group_intake.check, [Member("A", age=typed)])
        assert checked.ready is bool(born)


def test_people_known_already_are_warned_of_without_hints_at_cases_of_others(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, birth="1990-05-17", own_script_name="သီရိ").number
        rows = [Member("Thiri", "Aung", "သီရိ", age="1990-05-17", citizenships="MM")] * 2
        found = session.look(group_intake.check, rows)
        assert [one.row for one in found[0].alike] == [1, None]
        assert found[0].alike[1].number == number and found[0].ready
        save(session, number, "case", restricted=True, restricted_members="supervisor")
        assert [one.number for one in session.look(group_intake.check, rows)[0].alike] == [""]


def test_an_event_that_is_kept_takes_more_people(sign_in: SignIn) -> None:
    with sign_in() as session:
        event = register(session).event
        more = session.do(group_intake.register, event, [Member("Ayas", age="9")], number_from=4).value
        assert (more.event, len(more.opened)) == (event, 1)
    with sign_in("consul") as session, pytest.raises(Refused):
        session.do(group_intake.register, event, [Member("Ayas")])


def test_a_line_of_an_event_is_for_those_who_may_see_its_case(sign_in: SignIn) -> None:
    with sign_in() as session:
        found = register(session, Member("Fatema", "Khatun", age="29", urgent_need="Milk"))
        told = session.look(forms.read, OFFICE, "group_event", found.event).children["group_member"]
        [line] = told
        assert "Fatema" in line.words
        save(session, OFFICE, "group_member", under=found.event, given_names="Nobody yet")
    for login, names in {"consul": [], "colleague": ["Nobody yet"]}.items():
        with sign_in(login) as session:
            told = session.look(forms.read, OFFICE, "group_event", found.event).children["group_member"]
            assert [one.words for one in told] == names
            with pytest.raises(NotFound):
                session.look(forms.read, OFFICE, "group_member", line.id)
