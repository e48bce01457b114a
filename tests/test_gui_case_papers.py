"""The letter of a case: what goes is seen first, nothing is out before a place is chosen, all is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from victimcase.domain import outputs
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.parts.buttons import Button, Check
from victimcase.gui.parts.chips import Chip, Segments
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice, SavedLine
from victimcase.gui.parts.text import Label
from victimcase.gui.window import Window
from victimcase.services import directory, disclosures
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]


def consented(session: Session) -> tuple[str, str]:
    """A case whose person agreed that identity goes to a house, and that house."""
    number = new_case(session).number
    house = session.do(directory.save, "organisation", {"name": "Blue House", "country": "TH"}).value.id
    save(
        session,
        number,
        "consent",
        purpose="referral",
        recipient=house,
        given=True,
        given_by="person",
        how="spoken_witnessed",
        given_on="2026-03-10",
        expires_on="2026-06-10",
        categories="identity",
    )
    return number, house


@contextmanager
def letter(window: Window, number: str, output: str = "referral_letter") -> Iterator[PaperDialog]:
    """The dialog of a letter, settled."""
    page = go(window, Place("case", number))
    assert isinstance(page, CasePage)
    page.print_paper(output)
    settle(window)
    yield find(page, PaperDialog, "paper")


def pick(dialog: PaperDialog, window: Window, recipient: str, purpose: str) -> None:
    """Choose a recipient and a purpose as a person does."""
    dialog.choose(recipient)
    one = find(dialog, Pick, "paper.purpose")
    one.set_value(purpose)
    one.picked.emit(purpose)
    settle(window)


def words(dialog: PaperDialog) -> list[str]:
    """Every word shown."""
    return [one.text() for one in dialog.findChildren(Label) if not one.isHidden()]


def test_what_goes_and_what_not_is_told_before_anything_is_out(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number, house = consented(session)
        window = open_window(session)
        with letter(window, number) as dialog:
            assert not find(dialog, Button, "paper.save").isEnabled()
            pick(dialog, window, house, "referral")
            shown = words(dialog)
            assert "Identity" in shown and "goes" in shown
            assert any("consent does not cover it" in one for one in shown)
            assert session.look(disclosures.listed) == []
            find(dialog, Button, "paper.read").click()
            settle(window)
            assert find(dialog, Dialog, "preview").isVisible()
            assert session.look(disclosures.listed) == []
            out = tmp_path / "paper.pdf"
            dialog.give(str(out))
            settle(window)
        assert out.read_bytes().startswith(b"%PDF")
        (line,) = session.look(disclosures.listed)
        assert (line.state, line.recipient, line.categories) == ("issued", "Blue House", ("identity",))
        assert find(shell_of(window), SavedLine, "saved").isVisible()


def test_nothing_goes_where_nothing_was_agreed(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number, house = consented(session)
        window = open_window(session)
        with letter(window, number) as dialog:
            pick(dialog, window, house, "police")
            assert not find(dialog, Button, "paper.save").isEnabled()
            assert not find(dialog, Button, "paper.read").isEnabled()
            assert any("Ask the person for consent first" in one for one in words(dialog))


def test_what_is_left_out_does_not_go(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path) -> None:
    with sign_in() as session:
        number, house = consented(session)
        window = open_window(session)
        with letter(window, number) as dialog:
            pick(dialog, window, house, "referral")
            find(dialog, Chip, "paper.part.identity").click()
            settle(window)
            assert not find(dialog, Button, "paper.save").isEnabled()


def test_a_password_is_made_here_and_locks_the_file(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number, _ = consented(session)
        window = open_window(session)
        with letter(window, number, "case_sheet") as dialog:
            assert find(dialog, Button, "paper.save").isEnabled()
            find(dialog, Check, "paper.protect").setChecked(True)
            word = find(dialog, QLineEdit, "paper.password")
            password = word.text()
            assert len(password.split("-")) == 5 and word.isReadOnly()
            out = tmp_path / "sheet.pdf"
            dialog.give(str(out))
            settle(window)
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(out)
        with pypdfium2.PdfDocument(out, password=password) as document:
            assert len(document)
        assert password not in str(session.look(disclosures.listed))


def test_a_free_text_has_to_be_read_first(sign_in: SignIn, open_window: OpenWindow, tmp_path: Path) -> None:
    with sign_in() as session:
        number, house = consented(session)
        save(session, number, "relative", name="Daw Mya")
        save(session, number, "needs_assessment", wishes="To call Daw Mya in Mae Sot.")
        said: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-10"}
        told = "identity,health,account"
        save(session, number, "consent", purpose="services", recipient=house, categories=told, **said)
        window = open_window(session)
        with letter(window, number) as dialog:
            pick(dialog, window, house, "services")
            assert not find(dialog, Button, "paper.save").isEnabled()
            answer = find(dialog, Segments, "paper.text.0.answer")
            assert any("“Daw Mya”: a name" in one for one in words(dialog))
            find(answer, QWidget, "paper.text.0.answer.covered").click()  # type: ignore[attr-defined]
            settle(window)
            assert find(dialog, Button, "paper.save").isEnabled()
            out = tmp_path / "paper.pdf"
            dialog.give(str(out))
            settle(window)
        with pypdfium2.PdfDocument(out) as document:
            text = "".join(page.get_textpage().get_text_range() for page in document)
        assert "Daw" not in text and "To call" in text


def test_a_paper_for_the_person_in_two_languages(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    with sign_in() as session:
        number, _ = consented(session)
        window = open_window(session)
        with letter(window, number, "data_protection_receipt") as dialog:
            second = find(dialog, Pick, "paper.language.second")
            second.set_value("my")
            second.picked.emit("my")
            settle(window)
            assert any("Drafted by a machine" in one for one in words(dialog))
            out = tmp_path / "paper.pdf"
            dialog.give(str(out))
            settle(window)
        assert out.read_bytes().startswith(b"%PDF")
        (line,) = session.look(disclosures.listed)
        assert (line.recipient, line.purpose) == ("the person themself", "own_copy")


def test_a_file_that_is_there_is_never_written_over(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.pdf"
    out.write_text("mine", "utf-8")
    with sign_in() as session:
        number, _ = consented(session)
        window = open_window(session)
        with letter(window, number, "case_sheet") as dialog:
            dialog.give(str(out))
            settle(window)
            assert find(dialog, Notice, "paper.trouble").isVisible()
        assert out.read_text("utf-8") == "mine"
        assert session.look(disclosures.listed) == []


def test_every_paper_of_a_case_is_offered_and_says_what_it_lacks(
    sign_in: SignIn, open_window: OpenWindow
) -> None:
    with sign_in() as session:
        number, _ = consented(session)
        window = open_window(session)
        page = go(window, Place("case", number, tab="documents"))
        settle(window)
        offered = {
            one.objectName().removeprefix("case.papers.")
            for one in page.findChildren(Button)
            if one.objectName().startswith("case.papers.")
        }
        assert offered == {one.code for one in outputs.papers() if one.records}
        lacking = find(page, Button, "case.papers.reflection_certificate")
        assert not lacking.isEnabled() and "Reflection period" in lacking.toolTip()
        find(page, Button, "case.papers.consent_form").click()
        settle(window)
        assert find(page, PaperDialog, "paper").isVisible()


def test_every_paper_is_found_from_the_print_menu(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session, size=(1024, 640))
        page = go(window, Place("case", number))
        menu = find(page, QMenu, "case.print.menu")
        next(one for one in menu.actions() if one.text() == "Other papers…").trigger()
        settle(window)
        assert shell_of(window).place.tab == "documents"
        card = find(page, QWidget, "case.papers")
        assert not card.visibleRegion().isEmpty(), "the papers are below what is seen"


def test_a_form_to_fill_in_is_had_beside_the_consents(sign_in: SignIn, open_window: OpenWindow) -> None:
    with sign_in() as session:
        number, _ = consented(session)
        window = open_window(session)
        page = go(window, Place("case", number, tab="consent"))
        find(page, Button, "case.consent.blank").click()
        settle(window)
        dialog = find(page, PaperDialog, "paper")
        assert find(dialog, Button, "paper.save").isEnabled(), words(dialog)
        dialog.reject()
        settle(window)
