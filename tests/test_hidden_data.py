"""What a file says beside what it shows leaves with no copy: places, devices, names, thumbnails, scripts."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests import planted_files as planted
from tests.vaults import SignIn, new_case
from victimcase.domain.errors import Invalid, Refused
from victimcase.services import documents, documents_out, file_kinds, hidden_data, photographs, picture_traces
from victimcase.services.documents_out import Copying

ALL = planted.PICTURES | planted.OTHERS


def inside(data: bytes) -> bytes:
    """Everything in a file, unpacked where it is packed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + archive.comment + b"".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            said = [one.read_raw_bytes() for one in streams] + [str(pdf.docinfo).encode()]
            said += [repr(one).encode() for one in pdf.objects]
            return data + b"".join(said)
    return data


@pytest.mark.parametrize("name", ALL)
def test_the_planted_words_are_there_to_be_found(name: str) -> None:
    """The twin: without cleaning each file tells."""
    assert planted.tells(inside(ALL[name]())), name


@pytest.mark.parametrize("name", ALL)
def test_no_copy_tells_more_than_the_file_shows(name: str, sign_in: SignIn, tmp_path: Path) -> None:
    content = ALL[name]()
    with sign_in() as session:
        number = new_case(session).number
        fields = {"type": "other", "tells_about": ["health"]}
        added = session.do(documents.add, number, name, content, fields).value
        assert not added.keeps_place
        out = tmp_path / name
        documents_out.give(session, Copying(number, added.id, "own"), out)
    assert planted.tells(inside(out.read_bytes())) == []
    assert file_kinds.judge(name, out.read_bytes()).media_type == added.media_type


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_the_picture_itself_is_the_same(name: str) -> None:
    content = planted.PICTURES[name]()
    clean = photographs.cleaned(content, file_kinds.judge(name, content).media_type)
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (content, clean))
    assert before.tobytes() == after.tobytes() and before.size == after.size
    assert photographs.cleaned(clean, file_kinds.judge(name, clean).media_type) == clean
    said = Image.open(io.BytesIO(clean)).getexif()
    assert set(said) - {0x0112} <= set(range(254, 340)) and not said.get_ifd(0x8825)


def test_a_heic_keeps_its_picture_at_its_place() -> None:
    content = planted.heic()
    clean = picture_traces.heic(content)
    assert len(clean) == len(content) and clean.index(planted.PIXELS) == content.index(planted.PIXELS)


@pytest.mark.parametrize("name", planted.PICTURES)
def test_damaged_pictures_are_refused_and_never_let_through_half(name: str) -> None:
    """Cut at any place a picture is refused, or what is left of it says nothing."""
    content = planted.PICTURES[name]()
    kind = file_kinds.judge(name, content).media_type
    for end in range(12, len(content) - 60, max(1, len(content) // 97)):
        try:
            clean = photographs.cleaned(content[:end], kind)
        except Invalid:
            continue
        assert planted.tells(clean) == [], end


def test_a_pdf_keeps_its_pages_and_loses_its_scripts() -> None:
    clean = hidden_data.without(planted.pdf(), "application/pdf")
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert len(pdf.pages) == 1 and "/Im0" in pdf.pages[0].Resources.XObject
        assert "/OpenAction" not in pdf.Root and "/Metadata" not in pdf.Root and not pdf.attachments
        assert "/Info" not in pdf.trailer
        assert str(pdf.pages[0].Annots[0].Contents) == "seen"
    assert hidden_data.without(clean, "application/pdf") == clean


def test_what_is_shown_in_a_document_stays() -> None:
    kind = file_kinds.judge("a.docx", planted.docx())
    clean = inside(hidden_data.without(planted.docx(), kind.media_type))
    assert b"Words that are shown" in clean and kind == file_kinds.judge(
        "a.docx", hidden_data.without(planted.docx(), kind.media_type)
    )


def locked() -> bytes:
    """A PDF behind a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(planted.pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def bomb() -> bytes:
    """A small document that unpacks to far more than any has."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
        for number in range(4):
            archive.writestr(f"word/{number}.xml", bytes(80_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.pdf", locked), ("a.pdf", lambda: b"%PDF-1.7\nbroken"), ("a.docx", bomb)],
)
def test_what_cannot_be_cleaned_stays(name: str, make: object, sign_in: SignIn, tmp_path: Path) -> None:
    content: bytes = make()  # type: ignore[operator]
    with sign_in() as session:
        number = new_case(session).number
        fields = {"type": "other", "tells_about": ["health"]}
        added = session.do(documents.add, number, name, content, fields).value
        with pytest.raises(Refused, match="what it hides"):
            documents_out.give(session, Copying(number, added.id, "own"), tmp_path / name)
        assert list(tmp_path.glob("a.*")) == []


def test_a_file_that_is_two_things_is_taken_as_one_or_not_at_all() -> None:
    """A picture with a program or an archive behind its end loses what is behind; a PDF that is an archive
    too leaves as a PDF alone."""
    tail = b"PK\x03\x04 a second file MZ" + planted.WRITER.encode()
    for name in ("a.jpg", "a.png", "a.webp", "a.tif"):
        content = planted.PICTURES[name]() + tail
        clean = photographs.cleaned(content, file_kinds.judge(name, content).media_type)
        assert tail not in clean, name
    clean = hidden_data.without(planted.pdf() + tail, "application/pdf")
    assert tail not in clean and hashlib.sha256(clean).digest() != hashlib.sha256(planted.pdf()).digest()
