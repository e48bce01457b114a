"""What the page of a case and of a new case ask for: records in words, history in words, people alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import NotFound, Refused
from victimcase.services import (
    case_papers,
    case_sheets,
    directory,
    disclosures,
    known_people,
    people,
    records,
)
from victimcase.services.papers import Order


def test_records_stand_in_words_with_their_rows_below(sign_in: SignIn) -> None:
    with sign_in("admin") as session:
        session.do(people.rename, "admin", "Adisa Min")
    with sign_in() as session:
        number = new_case(session).number
        plan = save(session, number, "reintegration_plan", note="sewing").id
        goal = {"goal": "A course"}
        session.do(records.save, number, "reintegration_goal", goal, parent=plan)
        (sheet,) = session.look(case_sheets.of_kinds, number, {"reintegration_plan"})
        assert sheet.title == "Reintegration plan"
        assert [one.text for one in sheet.said] == ["sewing"]
        assert [row.said[0].text for row in sheet.rows] == ["A course"]


def test_a_consul_is_told_which_fields_are_withheld_but_never_what_they_hold(sign_in: SignIn) -> None:
    with sign_in("consul") as session:
        number = new_case(session, birth="2002").number
        (sheet,) = session.look(case_sheets.of_kinds, number, {"person"})
        assert "Residence status" in sheet.withheld
        assert not session.look(case_sheets.of_kinds, number, {"interview", "health_record"})


def test_the_history_says_what_stood_before_and_since(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, given_names="Thiri").number
        session.do(records.save, number, "person", {"given_names": "Thida"})
        first = session.look(case_sheets.history_of, number)[0]
        assert (first.label, first.before, first.since) == ("Given names", "Thiri", "Thida")


def test_the_history_holds_no_login_id_or_inner_word(sign_in: SignIn) -> None:
    """Who wrote is named as colleagues name them, and what a task is about is the title of a record."""
    with sign_in("admin") as session:
        session.do(people.rename, "admin", "Adisa Min")
    with sign_in() as session:
        number = new_case(session).number
        plan = save(session, number, "safety_plan", made_on="2020-11-01").id
        about = {"about_kind": "safety_plan", "about_record": plan, "rule": "safety_plan"}
        task = {"subject": "Look again", "due_on": "2026-12-01", "assignee": "admin", **about}
        session.do(records.save, number, "task", task)
        told = {one.label: one for one in session.look(case_sheets.history_of, number) if one.what == "Task"}
        assert told["Who does it"].since == "Adisa Min"
        assert told["Kind of record it is about"].since == "Safety plan"
        assert told["Record it is about"].since == "Safety plan"
        assert told["Made by rule"].since == "a time limit"


def test_somebody_known_is_found_as_the_name_is_typed_and_nobody_out_of_sight(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, given_names="Thiri", family_name="Aung", birth="2002-05-01").number
        typed = {"given_names": "Thiri", "family_name": "Aung", "birth": "2002-05-01"}
        (found,) = session.look(known_people.alike, typed)
        assert (found.number, found.likely) == (number, True) and found.why
        hidden = {"restricted": True, "restricted_members": "caseworker"}
        session.do(records.save, number, "case", hidden)
    with sign_in("colleague") as session:
        assert session.look(known_people.alike, typed) == []


def test_what_would_go_is_seen_without_anything_going(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        number = new_case(session).number
        session.do(directory.save, "organisation", {"name": "Blue House", "country": "TH"})
        order = Order(number, "Blue House", "referral")
        seen = session.look(case_papers.foreseen, "referral_letter", order, paper=True)
        assert seen.records == 0 and seen.paper == b"" and seen.withheld
        inside = session.look(
            case_papers.foreseen, "case_sheet", Order(number, "own", "internal"), paper=True
        )
        assert inside.paper.startswith(b"%PDF") and inside.records
        assert session.look(disclosures.listed) == []
        assert [one.name for one in session.look(case_papers.addressees)] == ["Blue House"]
        with pytest.raises(NotFound):
            session.look(case_papers.foreseen, "referral_letter", Order(number, "Nobody", "referral"))
        with pytest.raises(Refused):
            session.look(case_papers.foreseen, "case_sheet", Order(number, "Blue House", "referral"))
