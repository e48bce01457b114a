"""The lanes: what is slow never holds up a key, late answers are dropped, and what was written is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from victimcase.domain.errors import Invalid, UserError
from victimcase.gui.jobs import Jobs, Lane


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """Lanes that end with the test."""
    made = Jobs()
    yield made
    made.close()


def test_work_happens_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, jobs: Jobs) -> None:
    """A job never runs on the GUI thread; its answer is handed over on no other."""
    owner = QObject()
    seen: list[tuple[int, object]] = []
    here = threading.get_ident()

    def came(worked_on: int) -> None:
        seen.append((worked_on, QThread.currentThread()))

    for lane in Lane:
        jobs.start(lane, threading.get_ident, owner=owner, done=came)
    with qtbot.waitSignal(jobs.settled):
        pass
    assert len({worked_on for worked_on, _ in seen}) == len(Lane)
    assert here not in {worked_on for worked_on, _ in seen}
    assert {thread for _, thread in seen} == {jobs.thread()}


def test_only_the_last_question_of_a_key_is_answered(qtbot: QtBot, jobs: Jobs) -> None:
    """Somebody who types on wants no answer to what was typed before."""
    owner = QObject()
    gate = threading.Event()
    answers: list[str] = []

    def first() -> str:
        gate.wait(5)
        return "first"

    jobs.start(Lane.READ, first, owner=owner, done=answers.append, key="search")
    jobs.start(Lane.READ, partial(str, "second"), owner=owner, done=answers.append, key="search")
    jobs.start(Lane.READ, partial(str, "other"), owner=owner, done=answers.append, key="count")
    gate.set()
    with qtbot.waitSignal(jobs.settled):
        pass
    assert answers == ["second", "other"]


def test_without_a_key_every_answer_counts(qtbot: QtBot, jobs: Jobs) -> None:
    """The twin: what is not asked under a key is never dropped."""
    owner = QObject()
    answers: list[str] = []
    for word in ("first", "second"):
        jobs.start(Lane.READ, partial(str, word), owner=owner, done=answers.append)
    with qtbot.waitSignal(jobs.settled):
        pass
    assert answers == ["first", "second"]


def test_nothing_is_handed_to_an_owner_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    """A page that was closed while it waited is left in peace."""
    owner = QWidget()
    gate = threading.Event()
    answers: list[object] = []
    jobs.start(Lane.READ, lambda: gate.wait(5), owner=owner, done=answers.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    gate.set()
    with qtbot.waitSignal(jobs.settled):
        pass
    assert answers == []


def test_a_user_error_reaches_its_page_and_a_bug_does_not(qtbot: QtBot, jobs: Jobs) -> None:
    """What a person can mend goes to who asked; anything else is a bug and surfaces as one."""
    owner = QObject()
    problems: list[UserError] = []
    bugs: list[object] = []
    jobs.bug.connect(bugs.append)

    def wrong() -> None:
        raise Invalid("This is not a day.", "Type it again.")

    def broken() -> None:
        raise KeyError("x")

    jobs.start(Lane.WRITE, wrong, owner=owner, failed=problems.append)
    jobs.start(Lane.WRITE, broken, owner=owner, failed=problems.append)
    with qtbot.waitSignal(jobs.settled):
        pass
    assert [type(one) for one in problems] == [Invalid]
    assert [type(one) for one in bugs] == [KeyError]


def test_closing_carries_out_what_was_to_be_written(qtbot: QtBot) -> None:
    """A person believes that what was sent is saved; reading that nobody waits for any more is dropped."""
    jobs = Jobs()
    owner = QObject()
    gate = threading.Event()
    written: list[str] = []

    def write(word: str) -> None:
        gate.wait(5)
        written.append(word)

    jobs.start(Lane.WRITE, partial(write, "one"), owner=owner)
    jobs.start(Lane.WRITE, partial(write, "two"), owner=owner)
    jobs.start(Lane.READ, gate.wait, owner=owner)
    gate.set()
    jobs.close()
    assert written == ["one", "two"]
    jobs.start(Lane.WRITE, partial(write, "three"), owner=owner)
    assert written == ["one", "two"]
