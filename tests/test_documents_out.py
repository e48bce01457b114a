"""Copies of documents: through the door, whole or not at all, noted; and their commands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Terminal, terminal
from tests.test_documents import JPEG_PLACED, PDF, PLACE, entries, stored
from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import disclosures, documents, documents_out
from victimcase.services.documents_out import Copying
from victimcase.services.session import Session
from victimcase.store.errors import DamagedBlob

__all__ = ["terminal"]

CLINIC = "Harbour Clinic"
AGREED: dict[str, Any] = {
    "purpose": "medical_exam",
    "recipient": CLINIC,
    "given": True,
    "given_by": "person",
    "given_on": "2026-03-01",
}


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A caseworker's session."""
    with sign_in() as opened:
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    """A case, and a clinic in the directory."""
    save(session, "office", "organisation", name=CLINIC, country="TH")
    return new_case(session).number


def kept(session: Session, number: str, *about: str, name: str = "x ray.pdf", data: bytes = PDF) -> str:
    """A document that tells about these categories; its id."""
    return session.do(documents.add, number, name, data, {"type": "medical", "tells_about": about}).value.id


def agree(session: Session, number: str, *categories: str) -> None:
    """The person's consent that the clinic learns of these categories for an examination."""
    save(session, number, "consent", **AGREED, categories=categories)


def to_clinic(number: str, document: str) -> Copying:
    """A copy for the clinic."""
    return Copying(number, document, CLINIC, "medical_exam")


def test_a_copy_goes_with_consent_and_is_noted(session: Session, number: str, tmp_path: Path) -> None:
    """What goes is the file, cleaned; the ledger has its hash, the history that it was opened."""
    document = kept(session, number, "health", "identity", name="arm.jpg", data=JPEG_PLACED)
    agree(session, number, "health", "identity")
    assert session.look(documents_out.foreseen, to_clinic(number, document)).goes
    assert entries(session, "view.document") == [], "to ask is not to open"
    out = tmp_path / "copy.jpg"
    given = documents_out.give(session, to_clinic(number, document), out)
    assert PLACE not in out.read_bytes()
    [line] = session.look(disclosures.listed, number)
    assert (line.state, line.output, line.recipient, line.purpose) == (
        "issued",
        "document_copy",
        CLINIC,
        "medical_exam",
    )
    assert line.file_hash == given.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert line.categories == ("health", "identity") and line.withheld == ()
    assert "document.file" in line.fields and "document.name" not in line.fields
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.jpg"]


def test_the_opening_of_a_file_for_a_copy_is_noted(session: Session, number: str, tmp_path: Path) -> None:
    """The entry that prepares the disclosure says which document was opened."""
    document = kept(session, number, "health")
    documents_out.give(session, Copying(number, document, "own"), tmp_path / "a.pdf")
    assert any(document in subject for subject in entries(session, "view.document"))


@pytest.mark.parametrize("covered", [(), ("health",), ("identity", "contact")])
def test_one_thing_without_consent_keeps_the_whole_file(
    session: Session, number: str, tmp_path: Path, covered: tuple[str, ...]
) -> None:
    """A file is never given out in part: it stays, with the reason, and no line says it went."""
    document = kept(session, number, "health", "identity")
    if covered:
        agree(session, number, *covered)
    foreseen = session.look(documents_out.foreseen, to_clinic(number, document))
    assert not foreseen.goes and foreseen.withheld
    with pytest.raises(Refused, match=r"may not go to this recipient.*consent"):
        documents_out.give(session, to_clinic(number, document), tmp_path / "a.pdf")
    assert list(tmp_path.glob("a*")) == []
    assert session.look(disclosures.listed, number) == []
    assert entries(session, "view.document") == []


def test_a_consent_withdrawn_keeps_it(session: Session, number: str, tmp_path: Path) -> None:
    """What was agreed to once does not go after it was taken back."""
    document = kept(session, number, "health")
    save(session, number, "consent", **AGREED, categories=["health"], withdrawn_on="2026-03-10")
    with pytest.raises(Refused, match="the consent was withdrawn"):
        documents_out.give(session, to_clinic(number, document), tmp_path / "a.pdf")


def test_what_can_never_go_does_not(session: Session, number: str, tmp_path: Path) -> None:
    """A purpose has its categories, whoever agreed; a file about a perpetrator does not even stay inside."""
    claim, suspect = kept(session, number, "protection_claim"), kept(session, number, "perpetrator")
    agree(session, number, "protection_claim", "perpetrator")
    for order in (to_clinic(number, claim), to_clinic(number, suspect), Copying(number, suspect, "own")):
        with pytest.raises(Refused, match="never goes to this recipient"):
            documents_out.give(session, order, tmp_path / "a.pdf")
    documents_out.give(session, Copying(number, claim, "own"), tmp_path / "a.pdf")


def test_a_purpose_must_fit_the_recipient(session: Session, number: str, tmp_path: Path) -> None:
    """The own purpose is for the own office; an unknown purpose or recipient is refused."""
    document = kept(session, number, "health")
    for order, kind in (
        (Copying(number, document, CLINIC), Refused),
        (Copying(number, document, "own", "medical_exam"), Refused),
        (Copying(number, document, CLINIC, "media"), Refused),
        (Copying(number, document, "Nobody", "medical_exam"), NotFound),
        (Copying(number, "nothing", "own"), NotFound),
    ):
        with pytest.raises(kind):
            documents_out.give(session, order, tmp_path / "a.pdf")
    (tmp_path / "there.pdf").write_bytes(b"old")
    with pytest.raises(Invalid, match="is there already"):
        documents_out.give(session, Copying(number, document, "own"), tmp_path / "there.pdf")


def test_what_is_not_for_somebody_is_not_copied(sign_in: SignIn, tmp_path: Path) -> None:
    """Who may not read what a document tells about hears the same as of one that is not there."""
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        document = kept(session, number, "witness")
    with sign_in() as session:
        for asked in (document, "nothing"):
            with pytest.raises(NotFound, match="no record"):
                session.look(documents_out.foreseen, Copying(number, asked, "own"))
            with pytest.raises(NotFound, match="no record"):
                documents_out.give(session, Copying(number, asked, "own"), tmp_path / "a.pdf")
    with sign_in("admin") as session, pytest.raises(Refused, match="needs the right"):
        documents_out.give(session, Copying(number, document, "own"), tmp_path / "a.pdf")


def test_a_damaged_file_is_not_given_out(session: Session, number: str, tmp_path: Path) -> None:
    """Nothing is numbered and nothing written where the kept file does not open."""
    document = kept(session, number, "health")
    [name] = stored(session)
    blob = session.vault.folder.blobs / name
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    with pytest.raises(DamagedBlob):
        documents_out.give(session, Copying(number, document, "own"), tmp_path / "a.pdf")
    assert session.look(disclosures.listed, number) == [] and list(tmp_path.glob("a*")) == []


DOCUMENT = {"id", "name", "type", "tells_about", "media_type", "size", "received_on", "received_from"}


def test_documents_at_the_command_line(terminal: Terminal, tmp_path: Path) -> None:
    """Kept, listed and given out; what may not go ends with status 1 and the reason."""
    number = terminal.json("case", "new", "given_names=Thiri")["number"]
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(PDF)
    files = (str(tmp_path / "one.pdf"), str(tmp_path / "two.pdf"))
    added = terminal.json("document", "add", number, *files, "--about", "health", "--kind", "medical")
    assert [set(one) >= {"id", "version", "name", "media_type", "size"} for one in added] == [True, True]
    listed = terminal.json("document", "list", number)
    assert all(set(one) >= DOCUMENT for one in listed)
    assert [(one["id"], one["type"], one["tells_about"]) for one in listed] == [
        (one["id"], "medical", ["health"]) for one in added
    ]
    out = tmp_path / "out.pdf"
    words = ("document", "get", number, added[0]["id"], str(out), "--to", "own", "--purpose", "internal")
    given = terminal.json(*words)
    assert (given["cases"], given["withheld"]) == ([number], []) and out.read_bytes() == PDF
    refused = terminal(*words)
    assert refused.status == 1 and "is there already" in refused.err
    terminal.json("record", "save", "office", "organisation", f"name={CLINIC}", "country=TH")
    asked = ("--to", CLINIC, "--purpose", "medical_exam")
    refused = terminal("document", "get", number, added[0]["id"], str(tmp_path / "no.pdf"), *asked)
    assert refused.status == 1 and "may not go" in refused.err and not (tmp_path / "no.pdf").exists()


def test_one_file_that_is_not_taken_keeps_all_of_them_out(terminal: Terminal, tmp_path: Path) -> None:
    """Nothing is kept when one is missing or is not what its name says."""
    number = terminal.json("case", "new", "given_names=Thiri")["number"]
    (tmp_path / "one.pdf").write_bytes(PDF)
    (tmp_path / "two.pdf").write_bytes(b"MZ\x90\0")
    for other in ("two.pdf", "missing.pdf"):
        files = (str(tmp_path / "one.pdf"), str(tmp_path / other))
        assert terminal("document", "add", number, *files, "--about", "health").status == 1
    assert terminal.json("document", "list", number) == []
