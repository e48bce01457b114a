"""Patterns and warnings from inside in the window: who sees which page, what is met, and the extract."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from tests.test_documents import entries
from tests.test_extracts import LIAISON, ROAD, text_of
from tests.test_gui_evidence import press, words
from tests.test_patterns import WARNING, case_with
from tests.vaults import SignIn, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle
from tests.window_hands import take
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.extract import ExtractDialog
from victimcase.gui.pages.inside_warnings import InsideWarningsPage
from victimcase.gui.pages.patterns import PatternsPage
from victimcase.gui.parts.inputs import SearchLine
from victimcase.services import patterns

__all__ = ["open_window", "qapp"]


def test_what_is_met_is_written_down_by_one_press(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        numbers = [case_with(session, alias="Uncle Kyaw") for _ in range(5)]
        window = open_window(session)
        page = go(window, Place("patterns"))
        settle(window)
        assert "Recruiter “Uncle Kyaw”" in words(page) and "in 5 cases" in words(page)
        assert "and 2 more" in words(page) and numbers[0] in words(page)
        press(window, page, "patterns.met.0.take")
        assert [one.cases for one in session.look(patterns.listed)] == [5]
        assert "in 5 cases" not in words(page)
        assert isinstance(page, PatternsPage) and [one.alias for one in page.rows] == ["Uncle Kyaw"]
        find(page, SearchLine, "patterns.search").setText("nobody")
        page.show_rows()
        assert "No pattern has all of this" in words(page)


def test_a_form_opens_in_place_of_the_list_and_leads_back(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        record = save(session, "office", "pattern", **ROAD).id
        window = open_window(session)
        page = go(window, Place("patterns"))
        settle(window)
        assert isinstance(page, PatternsPage)
        form = page.open_form(record)
        settle(window)
        assert form.isVisible() and form.data is not None and form.data.seen is not None
        page.leave()
        assert page.card.isVisible() and page.form is None


@pytest.mark.parametrize(
    ("login", "seen"),
    [
        ("caseworker", {"patterns"}),
        ("supervisor", {"patterns", "inside_warnings"}),
        ("consul", set()),
        ("admin", set()),
    ],
)
def test_the_directory_leads_only_where_one_may_go(
    sign_in: SignIn, open_window: OpenWindow, login: str, seen: set[str]
) -> None:
    with sign_in(login) as session:
        window = open_window(session)
        page = go(window, Place("directory"))
        settle(window)
        found = {
            name
            for name in ("patterns", "inside_warnings")
            if page.window().findChildren(QAbstractButton, f"directory.{name}")
        }
        assert found == seen


def test_a_warning_is_opened_with_a_viewing(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in("supervisor") as session:
        record = save(session, "office", "whistle_blower_record", **WARNING).id
        window = open_window(session)
        page = go(window, Place("inside_warnings"))
        settle(window)
        assert isinstance(page, InsideWarningsPage) and [one.id for one in page.rows] == [record]
        assert "Canary" not in words(page) and entries(session, "view.sealed_fields") == []
        page.open_form(record)
        settle(window)
        assert entries(session, "view.sealed_fields") == [f"whistle_blower_record {record}"]


def test_the_extract_says_what_goes_before_it_goes(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in("supervisor") as session:
        save(session, "office", "organisation", name=LIAISON, country="MM")
        save(session, "office", "pattern", **ROAD)
        window = open_window(session)
        page = go(window, Place("patterns"))
        settle(window)
        press(window, page.window(), "patterns.extract")
        dialog = find(window, ExtractDialog, "extract")
        settle(window)
        assert "1 pattern goes" in words(dialog) and "The river road" in words(dialog)
        assert not find(dialog, QAbstractButton, "extract.save").isEnabled()
        dialog.give(str(tmp_path / "early.pdf"))
        take(dialog, "extract.to", LIAISON)
        settle(window)
        dialog.give(str(tmp_path / "a.pdf"))
        settle(window)
        assert [one.name for one in tmp_path.glob("*.pdf")] == ["a.pdf"]
        assert "Uncle Kyaw" in text_of(tmp_path / "a.pdf")
