"""Looking into the ledger: the paper as it went, and whether a paper is ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save, signed_in
from victimcase.domain.errors import NotFound, Refused
from victimcase.services import audit, disclosures, ledger, papers
from victimcase.services.disclosures import PRINT
from victimcase.services.papers import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A supervisor's session."""
    with sign_in("supervisor") as opened:
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    """A case a mission is told of."""
    number = new_case(session, given_names="Thiri").number
    save(session, number, "health_record", findings="Pregnant")
    notify(session, number)
    return number


def text(data: bytes, password: str | None = None) -> str:
    """The words of a PDF."""
    document = pypdfium2.PdfDocument(data, password=password)
    return "".join(page.get_textpage().get_text_range() for page in document)


def given(session: Session, number: str, out: Path, password: str | None = None) -> str:
    """A case sheet that was given out; its number in the ledger."""
    order = Order(number, "own", "internal", password=password)
    return papers.give(session, "case_sheet", order, out).disclosure


def test_a_paper_is_kept_as_it_went_and_looking_at_it_is_a_viewing(
    session: Session, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    known = given(session, number, out, password="only for this test")
    save(session, number, "person", given_names="Zoya")
    kept = session.look(ledger.copy_of, known.lower())
    assert "Thiri" in text(kept.data) and "Zoya" not in text(kept.data)
    assert text(out.read_bytes(), "only for this test") == text(kept.data), "only what leaves is locked"
    seen = [one for one in session.look(audit.page).lines if "issued_paper" in str(one)]
    assert seen


def test_a_kept_paper_is_for_those_who_read_all_of_it(session: Session, number: str, tmp_path: Path) -> None:
    known = given(session, number, tmp_path / "a.pdf")
    folder = session.vault.folder.path
    session.close()
    for login in ("consul", "caseworker", "admin"):
        with signed_in(folder, login, Clock()) as other, pytest.raises((NotFound, Refused)):
            other.look(ledger.copy_of, known)


def test_whoever_holds_a_paper_can_ask_whether_it_is_ours(
    session: Session, number: str, tmp_path: Path
) -> None:
    known = given(session, number, tmp_path / "a.pdf")
    found = session.look(ledger.check, f" {known.lower()} ")
    assert (found.number, found.state, found.paper) == (known, "issued", "Case sheet")
    assert found.content_hash == session.look(ledger.line, known).content_hash
    assert "Thiri" not in str(found) and number not in str(found)
    with pytest.raises(NotFound, match="may not be ours"):
        session.look(ledger.check, "KUP-D-A-99999-9")


def test_what_is_printed_stands_in_the_ledger_too(session: Session, number: str) -> None:
    sheets: list[bytes] = []
    done = papers.printed(session, "case_sheet", Order(number, "own", "internal"), sheets.append)
    assert "Thiri" in text(sheets[0])
    [one] = session.look(disclosures.listed, number)
    assert (one.number, one.medium, one.state, one.kept) == (done.disclosure, PRINT, "issued", True)


def test_what_the_printer_did_not_take_was_not_given_out(session: Session, number: str) -> None:
    def jammed(data: bytes) -> None:
        raise Refused("The printer did not take it.", "Look at the printer.")

    with pytest.raises(Refused, match="did not take it"):
        papers.printed(session, "case_sheet", Order(number, "own", "internal"), jammed)
    [one] = session.look(disclosures.listed, number)
    assert (one.medium, one.state, one.kept) == (PRINT, "not_issued", False)


def test_a_print_the_program_did_not_survive_counts_as_given_out(session: Session, number: str) -> None:
    def begin(tx: Tx) -> None:
        released = papers.decided(tx, "case_sheet", Order(number, "own", "internal"))
        disclosures.prepare(tx, released, "", PRINT)

    session.do(begin)
    session.do(disclosures.tidy)
    [one] = session.look(disclosures.listed, number)
    assert one.state == "issued", "it may lie in the printer"
