"""The copy of a document: for whom and why comes first, what is in its way is said, and all is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.test_documents import PDF
from tests.vaults import SignIn, new_case, save
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle, shell_of
from tests.window_hands import take
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.copy_out import CopyOut
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.pages.case.files import show_file
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice, SavedLine
from victimcase.gui.parts.text import Label
from victimcase.gui.window import Window
from victimcase.services import directory, disclosures, documents
from victimcase.services.session import Session

__all__ = ["open_window", "qapp"]

FIELDS: dict[str, object] = {"type": "medical", "tells_about": ["health"]}


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A caseworker's session."""
    with sign_in() as opened:
        yield opened


def shown(window: Window, session: Session) -> tuple[str, Dialog]:
    """A case with a document that is shown; its number and the sheet that shows it."""
    number = new_case(session).number
    document = session.do(documents.add, number, "x ray.pdf", PDF, FIELDS).value.id
    session.do(directory.save, "organisation", {"name": "Blue House", "country": "TH"})
    page = go(window, Place("case", number, tab="documents"))
    show_file(page, shell_of(window).desk, number, document)
    settle(window)
    return number, find(window, Dialog, "preview")


def asked(window: Window, preview: Dialog) -> CopyOut:
    """The sheet that asks for whom, from the button of what is shown."""
    find(preview, Button, "preview.copy").click()
    settle(window)
    return find(window, CopyOut, "copy")


def pick(window: Window, dialog: CopyOut, name: str, words: str) -> None:
    """Choose from a list, as a person does."""
    if name == "copy.recipient":
        take(dialog, name, words)
    else:
        one = find(dialog, Pick, name)
        one.setCurrentIndex(one.findText(words))
        one.picked.emit(one.value())
    settle(window)


def test_a_copy_for_the_own_office_is_written_and_noted(
    session: Session, open_window: OpenWindow, tmp_path: Path
) -> None:
    """Nothing goes before it is said for whom; then it goes once, with a line in the ledger."""
    window = open_window(session)
    number, preview = shown(window, session)
    dialog = asked(window, preview)
    assert not find(dialog, Button, "copy.save").isEnabled()
    dialog.give(str(tmp_path / "early.pdf"))
    settle(window)
    assert list(tmp_path.glob("early*")) == []
    pick(window, dialog, "copy.recipient", "The own office")
    assert find(dialog, Button, "copy.save").isEnabled()
    assert find(dialog, Notice, "copy.warning").isVisible()
    dialog.give(str(tmp_path / "copy.pdf"))
    settle(window)
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    (line,) = session.look(disclosures.listed, number)
    assert (line.state, line.output, line.purpose) == ("issued", "document_copy", "internal")
    assert find(shell_of(window), SavedLine, "saved").isVisible()


def test_what_may_not_go_is_said_and_cannot_be_saved(session: Session, open_window: OpenWindow) -> None:
    """Without consent the reason stands there; with it the same copy may go."""
    window = open_window(session)
    number, preview = shown(window, session)
    dialog = asked(window, preview)
    pick(window, dialog, "copy.recipient", "Blue House")
    assert not find(dialog, Button, "copy.save").isEnabled(), "it was not said why"
    pick(window, dialog, "copy.purpose", "Medical examination")
    words = [one.text() for one in dialog.findChildren(Label)]
    assert "This document stays here" in words and "no consent for this purpose and recipient" in words
    assert not find(dialog, Button, "copy.save").isEnabled()
    agreed: dict[str, Any] = {
        "given": True,
        "given_by": "person",
        "given_on": "2026-03-10",
        "categories": "health",
    }
    save(session, number, "consent", purpose="medical_exam", recipient="Blue House", **agreed)
    pick(window, dialog, "copy.purpose", "Medical examination")
    assert find(dialog, Button, "copy.save").isEnabled()


def test_trouble_is_told_in_place_and_nothing_is_lost(
    session: Session, open_window: OpenWindow, tmp_path: Path
) -> None:
    """A name that is taken is refused there; the sheet stays for another."""
    window = open_window(session)
    number, preview = shown(window, session)
    dialog = asked(window, preview)
    pick(window, dialog, "copy.recipient", "The own office")
    (tmp_path / "there.pdf").write_bytes(b"old")
    dialog.give(str(tmp_path / "there.pdf"))
    settle(window)
    assert find(dialog, Notice, "copy.trouble").isVisible() and dialog.isVisible()
    assert find(dialog, Button, "copy.save").isEnabled()
    assert session.look(disclosures.listed, number) == []


def test_no_copy_is_offered_of_what_is_not_a_document(session: Session, open_window: OpenWindow) -> None:
    """A file of another record is shown, and stays."""
    window = open_window(session)
    number = new_case(session).number
    made = save(session, number, "identity_document", type="passport").id
    session.do(documents.attach, number, "identity_document", made, "scan", "x.pdf", PDF)
    page = go(window, Place("case", number, tab="documents"))
    show_file(page, shell_of(window).desk, number, made, kind="identity_document", field="scan")
    settle(window)
    preview = find(window, Dialog, "preview")
    assert preview.findChild(Button, "preview.copy") is None
