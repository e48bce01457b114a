"""Nonsense at the commands that let something out: a kind answer, and nothing in the vault is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.command_line import Terminal, terminal
from tests.vaults import START, Clock, SignIn, new_case, save
from victimcase.services.tx import Tx

__all__ = ["terminal"]

WORDS: Final = ("", "../../etc/passwd", "'; DROP TABLE disclosure;--", "\u202egnp", "2026-99-99")
"""Nothing, a way out of the folder, a statement, a turned name, a day there is none of."""
Line = Callable[[str, str, str], list[str]]
LINES: Final[dict[str, Line]] = {
    "consent list": lambda n, w, out: [w],
    "consent withdraw": lambda n, w, out: [n, w],
    "consent holders": lambda n, w, out: [n, w],
    "consent override": lambda n, w, out: [
        n, "--purpose", w, "--to", "Clinic", "--categories", w, "--basis", w, "--law", w, "--reason", w,
        "--until", w,
    ],
    "consent confirm": lambda n, w, out: [n, w],
    "consent decline": lambda n, w, out: [n, w],
    "disclosure show": lambda n, w, out: [w],
    "disclosure check": lambda n, w, out: [w, w],
    "document add": lambda n, w, out: [n, w],
    "document get": lambda n, w, out: [n, w, out],
    "evidence add": lambda n, w, out: [n, w],
    "evidence hand-over": lambda n, w, out: [n, w, f"to_whom={w}"],
    "evidence verify": lambda n, w, out: [n, w],
    "evidence history": lambda n, w, out: [n, w],
    "evidence get": lambda n, w, out: [n, w, out, "--to", "Clinic", "--purpose", w],
    "referral pdf": lambda n, w, out: [n, out, "--to", "Clinic", "--purpose", w],
    "referral new": lambda n, w, out: [n, w],
    "referral send": lambda n, w, out: [n, w],
    "referral accept": lambda n, w, out: [n, w],
    "referral reject": lambda n, w, out: [n, w, "--why", w],
    "referral complete": lambda n, w, out: [n, w],
    "referral revoke": lambda n, w, out: [n, w, "--why", w],
    "referral feedback": lambda n, w, out: [n, w],
    "referral receive": lambda n, w, out: [f"{w}=x"],
    "pdf": lambda n, w, out: [w or "nothing", n, out],
    "pdf consent_form": lambda n, w, out: [n, out, "--about", w or "x"],
    "pdf recall_letter": lambda n, w, out: [n, out, "--to", w, "--purpose", w],
    "pdf mission_note": lambda n, w, out: [n, out, "--to", w],
    "pdf statistics_report": lambda n, w, out: [n, out, "--set", f"month={w or 'x'}"],
    "pdf case_sheet": lambda n, w, out: [n, out, "--parts", w or "x"],
    "extract": lambda n, w, out: [out, "--to", w, "--since", w],
    "export cases": lambda n, w, out: [out, "--to", w or "x", "--purpose", w, "--plain", "--reason", "x"],
    "export": lambda n, w, out: [w, out, "--to", "own", "--purpose", "internal", "--plain", "--reason", "x"],
}  # fmt: skip


@pytest.fixture
def number(terminal: Terminal, sign_in: SignIn) -> Iterator[str]:
    """A case, an organisation, and a supervisor at the terminal."""
    terminal.as_("supervisor")
    with sign_in("supervisor") as session:
        save(session, "office", "organisation", name="Clinic", country="TH")
        made = new_case(session).number
    yield made


def _acts(sign_in: SignIn) -> tuple[int, int]:
    """How many entries and lines of the ledger there are."""

    def count(tx: Tx) -> tuple[int, int]:
        asked = ("SELECT count(*) FROM entry", "SELECT count(*) FROM disclosure")
        entries, lines = (int(tx.conn.exec_driver_sql(one).scalar() or 0) for one in asked)
        return entries, lines

    with sign_in("supervisor") as session:
        return session.look(count)


@pytest.mark.parametrize("word", WORDS, ids=["nothing", "path", "statement", "turned", "day"])
def test_nonsense_is_answered_kindly_and_changes_nothing(
    terminal: Terminal, sign_in: SignIn, number: str, tmp_path: Path, word: str
) -> None:
    before, out = _acts(sign_in), tmp_path / "out.pdf"
    for command, words in LINES.items():
        answer = terminal(*command.split(), *words(number, word, str(out)))
        told = f"{command} {word!r}: {answer}"
        assert answer.status in (1, 2), told
        assert answer.err.strip() and "Traceback" not in answer.err and "bug in the program" not in answer.err
        assert not out.exists(), told
    entries, lines = _acts(sign_in)
    assert lines == before[1] and entries - before[0] <= len(LINES), "only that somebody opened the vault"


def test_bytes_that_are_no_text_are_told_as_such(terminal: Terminal, number: str) -> None:
    answer = terminal("consent", "list", "\udcff")
    assert answer.status == 2 and "no readable text" in answer.err


def test_the_twin_what_makes_sense_is_done(
    terminal: Terminal, sign_in: SignIn, number: str, tmp_path: Path
) -> None:
    before = _acts(sign_in)
    assert terminal("pdf", "case_sheet", number, str(tmp_path / "out.pdf")).status == 0
    assert _acts(sign_in)[1] == before[1] + 1 and Clock().now == START
