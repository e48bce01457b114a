"""A hundred thousand cases in the list: scrolling, jumping and searching never hold up the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication

from tests.vaults import SignIn
from tests.window_ground import OpenWindow, go, open_window, settle
from victimcase.gui.desk import Place
from victimcase.gui.pages.cases import CasesPage
from victimcase.gui.window import Window
from victimcase.services.bench_people import fill

__all__ = ["open_window"]

MANY = 100_000
SMOOTH = 8.0
"""Milliseconds the window may be busy at once."""
FIRST_PAINT = 150.0
"""Milliseconds from the end of typing to the first rows."""


def cases_page(window: Window) -> CasesPage:
    """The list, filled."""
    page = go(window, Place("cases"))
    assert isinstance(page, CasesPage)
    return page


def spent(act: Callable[[], object]) -> float:
    """Milliseconds of work something makes on the thread of the window; other programs do not count."""
    begin = time.thread_time()
    act()
    return (time.thread_time() - begin) * 1000


def painted(page: CasesPage) -> None:
    """Paint the rows that are seen, now."""
    page.table.viewport().repaint()


def move(page: CasesPage, at: int) -> None:
    """Scroll somewhere, and let the window paint what that uncovers."""
    page.table.verticalScrollBar().setValue(at)
    QApplication.processEvents()


def scrolled(page: CasesPage, steps: int = 200) -> list[float]:
    """What each step of the wheel costs, rows arriving included."""
    move(page, 0)
    return [spent(partial(move, page, step * 120)) for step in range(steps)]


def jumped(window: Window, page: CasesPage, jumps: int = 30) -> tuple[list[float], list[float]]:
    """What a jump to anywhere costs the window, and how long until its rows are there."""
    bar, rng = page.table.verticalScrollBar(), Random(1)
    took, waited = [], []
    for _ in range(jumps):
        at = rng.randrange(bar.maximum())
        begin = time.perf_counter()
        took.append(spent(partial(move, page, at)))
        settle(window)
        row = page.table.rowAt(10)
        assert page.model.row(row) is not None
        waited.append((time.perf_counter() - begin) * 1000)
    return took, waited


def searched(window: Window, page: CasesPage, texts: list[str]) -> list[float]:
    """Milliseconds from the end of typing to painted rows."""
    took = []
    for text in texts:
        page.bar.search.say_quietly(text)
        begin = time.perf_counter()
        with arrival(page) as arrived:
            page.bar._searched(text)
            while not arrived:
                QApplication.processEvents()
        painted(page)
        took.append((time.perf_counter() - begin) * 1000)
        settle(window)
    return took


@contextmanager
def arrival(page: CasesPage) -> Iterator[list[bool]]:
    """Holds something as soon as a list is shown anew."""
    came: list[bool] = []

    def noted() -> None:
        came.append(True)

    page.model.modelReset.connect(noted)
    try:
        yield came
    finally:
        page.model.modelReset.disconnect(noted)


def worst(took: list[float]) -> float:
    """What 95 of 100 do not pass."""
    return sorted(took)[int(len(took) * 0.95)]


@pytest.mark.soak
def test_a_hundred_thousand_cases_stay_smooth(sign_in: SignIn, open_window: OpenWindow) -> None:
    """Steps and jumps cost the window less than a frame; a search shows its first rows at once."""
    with sign_in("caseworker") as session:
        fill(session, MANY, lambda _done, _count: None)
        window = open_window(session)
        page = cases_page(window)
        assert page.model.rowCount() == MANY
        assert worst(scrolled(page)) <= SMOOTH
        jumps, waited = jumped(window, page)
        assert worst(jumps) <= SMOOTH and median(waited) <= FIRST_PAINT
        assert worst(searched(window, page, ["nguyen", "ma", "siti", "thi", "aung", "kumar"])) <= FIRST_PAINT
