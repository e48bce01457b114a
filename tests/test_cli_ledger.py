"""`victimcase disclosure show` and `check`: the keys of what they print, and what a person reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import Terminal, terminal

__all__ = ["terminal"]

LINE = {
    "number", "state", "output", "recipient", "purpose", "categories", "fields", "withheld", "content_hash",
    "file_hash", "user", "prepared_at", "issued_at", "cases", "medium", "kept", "second", "whom",
}  # fmt: skip
CHECKED = {"number", "state", "paper", "issued_on", "content_hash"}


@pytest.fixture
def number(terminal: Terminal) -> str:
    """A case."""
    return str(terminal.json("case", "new", "given_names=Thiri", "citizenships=MM")["number"])


@pytest.fixture
def paper(terminal: Terminal, number: str, tmp_path: Path) -> str:
    """The number of a paper about it that was given out."""
    given = terminal.json("pdf", "case_sheet", number, str(tmp_path / "a.pdf"))
    return str(given["disclosure"])


def test_one_line_of_the_ledger(terminal: Terminal, number: str, paper: str) -> None:
    found = terminal.json("disclosure", "show", paper.lower())
    assert set(found) == LINE
    assert (found["number"], found["state"], found["cases"], found["kept"]) == (
        paper,
        "issued",
        [number],
        True,
    )
    assert all(set(one) == {"case", "what", "why", "told", "code"} for one in found["withheld"])
    assert found == terminal.json("disclosure", "list", number)[0]
    shown = terminal("disclosure", "show", paper)
    assert shown.status == 0 and f"Number: {paper}" in shown.out and "as a file" in shown.out


def test_a_paper_is_checked_without_naming_anybody(terminal: Terminal, number: str, paper: str) -> None:
    found = terminal.json("disclosure", "check", paper)
    assert set(found) == CHECKED
    assert (found["number"], found["state"], found["paper"]) == (paper, "issued", "Case sheet")
    shown = terminal("disclosure", "check", paper)
    assert "Thiri" not in shown.out and number not in shown.out
    groups = shown.out.split("Fingerprint: ")[1].split()
    assert [len(one) for one in groups] == [8] * 8 and "".join(groups) == found["content_hash"]


def test_a_number_that_is_not_ours(terminal: Terminal, paper: str) -> None:
    for word in ("show", "check"):
        asked = terminal("disclosure", word, f"{paper}0")
        assert asked.status == 1 and "may not be ours" in asked.err and not asked.out
