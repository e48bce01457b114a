"""The screening in the window: answered with keys, added up at once, decided by a person, kept as a draft."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from tests.vaults import SignIn, new_case, notify
from tests.window_ground import OpenWindow, find, go, open_window, settle, shell_of
from victimcase.gui.desk import Place
from victimcase.gui.pages.screening import ScreeningPage
from victimcase.gui.pages.screening.questions import ANSWER, QUESTION
from victimcase.gui.pages.screening.sheet import explained
from victimcase.gui.parts.notice import Notice
from victimcase.gui.window import Window
from victimcase.services import drafts, screening
from victimcase.services.session import Session

__all__ = ["open_window"]

Key = Qt.Key


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """The caseworker's session in a vault of the test's own."""
    with sign_in() as opened:
        yield opened


def opened(window: Window, number: str) -> ScreeningPage:
    """The screening of a case, ready to be answered."""
    page = go(window, Place("screening", number=number))
    settle(window)
    assert isinstance(page, ScreeningPage)
    return page


def press(page: ScreeningPage, *keys: Key) -> None:
    """Press keys in the questions."""
    for key in keys:
        QTest.keyClick(page.questions, key)


def codes(page: ScreeningPage, dimension: str) -> list[str]:
    """The indicators of a dimension in their order."""
    assert page.sheet is not None
    return [one.code for one in page.sheet.questions.of(dimension)]


def test_keys_answer_and_go_on(session: Session, open_window: OpenWindow) -> None:
    """Y, N and U answer, arrow down goes on, and heads of groups are passed by both ways."""
    page = opened(open_window(session), new_case(session).number)
    assert page.sheet is not None
    first = codes(page, "deceptive_recruitment")
    press(page, Key.Key_Y, Key.Key_Down, Key.Key_N, Key.Key_Down, Key.Key_U)
    assert [page.sheet.answers[code] for code in first[:3]] == ["yes", "no", "unknown"]
    for _ in first:
        press(page, Key.Key_Down)
    line = page.questions.line()
    assert line is not None and line.group == "coercive_recruitment"
    press(page, Key.Key_Backspace, *[Key.Key_Up] * 3, Key.Key_Right)
    assert page.sheet.asked == 3


def test_the_sum_follows_and_decides_nothing(session: Session, open_window: OpenWindow) -> None:
    """Each answer is added up at once; even when every part is met no outcome is chosen."""
    page = opened(open_window(session), new_case(session).number)
    assert page.sheet is not None
    assert page._is_positive("deceptive_recruitment") is False
    press(page, Key.Key_Y, Key.Key_Down, Key.Key_Y)
    assert page._is_positive("deceptive_recruitment") is True
    for code in (one.code for one in page.sheet.questions.indicators):
        page.sheet.answers[code] = "yes"
    page._add_up()
    assert page.sheet.score().indicated
    assert (page.sheet.outcome, page.outcome.value()) == ("", "")


def test_a_row_is_told_with_its_answer(session: Session, open_window: OpenWindow) -> None:
    """A screen reader says question, weight, answer and source of the row the keyboard is in."""
    page = opened(open_window(session), new_case(session).number)
    press(page, Key.Key_Y)
    page.questions.set_source("person")
    at = page.questions.currentIndex()
    aloud = page.questions.questions.data(at, Qt.ItemDataRole.AccessibleTextRole)
    words = page.questions.questions.data(at.siblingAtColumn(QUESTION))
    assert aloud == f"{words}, strong, Yes, The person"
    assert at.column() == ANSWER


def test_an_outcome_is_saved_with_all_answers(session: Session, open_window: OpenWindow) -> None:
    """One press writes answers, sources, the three parts and the outcome; the draft is gone then."""
    number = new_case(session).number
    window = open_window(session)
    page = opened(window, number)
    press(page, Key.Key_Y, Key.Key_Down, Key.Key_U)
    find(page, QRadioButton, "screening.outcome.presumed").click()
    page.outcome.reason.setPlainText("Debt, and the passport kept")
    page.keeper.keep()
    find(page, QPushButton, "screening.save").click()
    settle(window)
    found = session.look(screening.sheet, number)
    assert found.outcome == "presumed"
    assert [one.answer for one in found.questions[:3]] == ["yes", "unknown", "not_asked"]
    record = found.seen.record if found.seen else None
    assert getattr(record, "outcome_reason", "") == "Debt, and the passport kept"
    assert getattr(record, "means", "") == "unknown"
    assert session.look(drafts.read, f"screening:{number}") is None
    assert shell_of(window).place == Place("case", number=number)


def test_without_an_outcome_nothing_is_saved(session: Session, open_window: OpenWindow) -> None:
    """The page says what is missing; what was answered stays."""
    number = new_case(session).number
    window = open_window(session)
    page = opened(window, number)
    press(page, Key.Key_Y)
    find(page, QPushButton, "screening.save").click()
    settle(window)
    assert "Choose an outcome" in page.outcome.problem.text() and page.outcome.problem.isVisible()
    assert session.look(screening.sheet, number).screening == ""
    assert page.sheet is not None and page.sheet.asked == 1


def test_what_was_answered_waits_as_a_draft(session: Session, open_window: OpenWindow) -> None:
    """Pause keeps it sealed; whoever comes back goes on where they were."""
    number = new_case(session).number
    window = open_window(session)
    page = opened(window, number)
    press(page, Key.Key_Y, Key.Key_Down, Key.Key_N)
    assert page.drafts()
    find(page, QPushButton, "screening.pause").click()
    settle(window)
    kept = session.look(drafts.read, f"screening:{number}")
    assert kept is not None and len(kept.content["answers"]) == 2
    again = opened(open_window(session), number)
    assert again.sheet is not None and again.sheet.asked == 2
    assert again.questions.line() is not None


def test_a_sheet_goes_on_from_what_was_saved(session: Session, open_window: OpenWindow) -> None:
    """A saved screening opens with its answers, and saving again changes the same one."""
    number = new_case(session).number
    first = session.look(screening.sheet, number).questions[0].code
    answers = {first: screening.Answer("yes", "person")}
    fields = {"outcome": "not_indicated", "act": "no", "means": "no", "purpose": "no"}
    saved = session.do(screening.answer, number, answers, fields=fields).value
    window = open_window(session)
    page = opened(window, number)
    assert page.sheet is not None and page.sheet.answers[first] == "yes"
    assert page.sheet.answers["means"] == "no"
    find(page, QRadioButton, "screening.outcome.presumed").click()
    page.save()
    settle(window)
    now = session.look(screening.sheet, number)
    assert (now.screening, now.outcome) == (saved.id, "presumed")


def test_whom_the_account_is_withheld_from_sees_no_question(sign_in: SignIn, open_window: OpenWindow) -> None:
    """A consular officer is told why, and nothing of what was asked stands anywhere."""
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
    with sign_in("consul") as session:
        page = opened(open_window(session), number)
        assert page.sheet is None and page.questions.questions.rowCount() == 0
        assert find(page, Notice, "screening.problem").isVisible()


def test_what_would_meet_a_part_is_true(session: Session, open_window: OpenWindow) -> None:
    """“One more of any weight” is said where one more of the weakest meets it, and not before."""
    page = opened(open_window(session), new_case(session).number)
    sheet = page.sheet
    assert sheet is not None
    of = {
        strength: [
            one.code for one in sheet.questions.of("coercion_at_destination") if one.strength == strength
        ]
        for strength in ("strong", "medium", "weak")
    }

    def line() -> tuple[bool, str]:
        found = next(one for one in sheet.score().lines if one.dimension == "coercion_at_destination")
        return found.positive, explained(found, weighted=True)

    sheet.answers[of["medium"][0]] = "yes"
    assert line() == (False, "One strong or two more medium would meet it")
    sheet.answers[of["medium"][1]] = "yes"
    assert line() == (False, "One more of any weight would meet it")
    sheet.answers[of["weak"][0]] = "yes"
    assert line()[0]
