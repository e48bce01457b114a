"""What `make run` shows of papers: every kind has its place, what cannot be made says why, and the demo
vault stays as it was.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from installers import demo_papers
from installers.demo_papers import ELSEWHERE, FARTHEST_FIRST, NOT_OF_A_CASE, OF_THE_LEDGER, Shelf, Shown
from tests.demo_ground import demo_vault
from victimcase.domain.outputs import PURPOSES, Output, papers
from victimcase.domain.purposes import LIAISON, RECALL
from victimcase.services import door, vaults
from victimcase.services.compose.order import Order
from victimcase.services.demo import Made

__all__ = ["demo_vault"]
OF_THEIR_OWN = frozenset({RECALL, LIAISON, "statistics"})
"""Purposes of papers that are made apart."""


def unplaced(outputs: tuple[Output, ...]) -> set[str]:
    """Papers nobody would see, because no purpose they serve is among those that are shown."""
    return {
        one.code
        for one in outputs
        if one.code not in NOT_OF_A_CASE and not set(one.purposes) & set(FARTHEST_FIRST)
    }


def test_every_paper_has_its_place() -> None:
    """Each is of a case, with a purpose that is shown, or one of the few that are made apart."""
    assert unplaced(papers()) == set()
    codes = {one.code for one in papers()}
    assert codes >= NOT_OF_A_CASE | OF_THE_LEDGER
    assert set(FARTHEST_FIRST) <= set(PURPOSES)


def test_a_paper_with_a_purpose_nobody_shows_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    shown = tuple(one for one in FARTHEST_FIRST if one != "internal")
    monkeypatch.setattr("tests.test_installer_papers.FARTHEST_FIRST", shown)
    assert "case_sheet" in unplaced(papers())


def test_a_paper_that_cannot_be_made_says_why_and_one_that_can_lies_there(
    demo_vault: Made, tmp_path: Path
) -> None:
    """The demo vault itself gives nothing out and can be written to afterwards."""
    password = Path(demo_vault.password_file).read_text("utf-8").strip()
    with demo_papers.opened(Path(demo_vault.vault), tmp_path, password) as session:
        shelf = Shelf(session, tmp_path / "papers")
        shown, _ = demo_papers.chosen(session)
        number = shown[0].number
        shelf.give("one", "person_note", Order(number, door.PERSON, "own_copy"))
        none = Order("KUP-A-99999-X", door.PERSON, "own_copy")
        shelf.give("none", "person_note", none)
        shelf.give("none", "person_note", none, quietly=True)
    assert shelf.made == 1 and shelf.shown == {"person_note"}
    assert (tmp_path / "papers" / "one" / "en" / "person_note-own_copy.pdf").read_bytes()[:4] == b"%PDF"
    first, second = shelf.lines
    assert first.endswith(f"for {door.PERSON}") and "not made: " in second and "KUP-A-99999-X" in second
    how = vaults.options(tmp_path / "remembered")
    with vaults.opened(Path(demo_vault.vault), demo_papers.WHO, password, how=how) as session:
        assert session.vault.read_only_reason is None


def test_each_kind_of_case_is_shown_by_the_one_with_the_most_to_show() -> None:
    poor = Shown("child", "A", {"closure_report": "Closure"}, {})
    rich = Shown("child", "B", {}, {})
    assert rich.worth > poor.worth and ELSEWHERE not in {one.folder for one in (poor, rich)}
