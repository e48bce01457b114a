"""A screening question by question: answers in one entry, the arithmetic beside them, the outcome."""

from __future__ import annotations

import pytest

from tests.vaults import SignIn, new_case, notify
from victimcase.domain import indicators
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import history, screening, undo
from victimcase.services.screening import Answer


def test_the_questions_fit_the_person(sign_in: SignIn) -> None:
    with sign_in() as session:
        adult, child = new_case(session, birth="1990").number, new_case(session, birth="2012").number
        sheet = session.look(screening.sheet, adult)
        assert (sheet.population, sheet.child, sheet.screening) == ("adult_labour", False, "")
        assert {one.answer for one in sheet.questions} == {"not_asked"} and sheet.asked == 0
        assert session.look(screening.sheet, child).populations[0] == "child_labour"
        other = session.look(screening.sheet, adult, population="adult_sexual")
        assert other.questions[0].code != sheet.questions[0].code


def test_many_answers_are_one_entry_and_add_up(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, birth="1990").number
        codes = [one.code for one in session.look(screening.sheet, number).questions]
        answers = {code: Answer("yes", source="person") for code in codes[:8]}
        answers[codes[8]] = Answer("not_asked")
        before = len(session.look(history.of_case, number))
        saved = session.do(screening.answer, number, answers, fields={"act": "yes"}).value
        sheet = session.look(screening.sheet, number)
        assert (sheet.screening, sheet.asked) == (saved.id, 8)
        assert sheet.questions[8].record == ""
        live = indicators.score(sheet.indicators, codes[:8], child=sheet.child)
        assert live == sheet.score
        acts = session.look(history.of_case, number)[before:]
        assert {one.at for one in acts if one.action == "Save answers of a screening"}
        session.do(
            screening.answer,
            number,
            {codes[0]: Answer("no"), codes[1]: Answer("yes")},
            screening=saved.id,
            fields={"outcome": "presumed", "outcome_reason": "What was seen"},
        )
        sheet = session.look(screening.sheet, number)
        assert (sheet.questions[0].answer, sheet.asked, sheet.outcome) == ("no", 8, "presumed")
        session.do(undo.last)
        assert session.look(screening.sheet, number).outcome == ""


def test_saving_the_same_again_writes_nothing(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        code = session.look(screening.sheet, number).questions[0].code
        saved = session.do(screening.answer, number, {code: Answer("yes")}).value
        done = session.do(screening.answer, number, {code: Answer("yes")}, screening=saved.id)
        assert not done.changed.ids


def test_a_wrong_answer_leaves_nothing_behind(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        codes = [one.code for one in session.look(screening.sheet, number).questions]
        with pytest.raises(Invalid):
            session.do(screening.answer, number, {codes[0]: Answer("yes"), codes[1]: Answer("maybe")})
        assert session.look(screening.sheet, number).screening == ""
        with pytest.raises(NotFound):
            session.do(screening.answer, number, {}, screening="0" * 32)


def test_a_mission_is_not_shown_what_was_seen(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
    with sign_in("consul") as session:
        with pytest.raises(Refused):
            session.look(screening.sheet, number)
        with pytest.raises(Refused):
            session.do(screening.answer, number, {})
