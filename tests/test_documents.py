"""Attached files: told by their content, cleaned, sealed, shown to those who may read them and noted."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest

from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import attached, documents, file_kinds, hidden_data, photographs, undo
from victimcase.services.session import Session
from victimcase.store.errors import DamagedBlob


def blank_pdf() -> bytes:
    """A page with nothing on it, and nothing said beside it."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.save(out)
    return hidden_data.without(out.getvalue(), "application/pdf")


PDF = blank_pdf()
FIELDS: dict[str, object] = {"type": "medical", "tells_about": ["health"]}
PLACE = b"GPSLatitude 13.75"


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXEL = chunk(b"IDAT", zlib.compress(b"\0\0"))
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + PIXEL + chunk(b"IEND", b"")
PNG_PLACED = PNG[:8] + HEAD + chunk(b"tEXt", PLACE) + PIXEL + chunk(b"IEND", b"") + b"after the end"


def part(marker: int, data: bytes) -> bytes:
    """A part of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


EXIF = part(0xE1, b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x112, 3, 1, 6, 0, 0) + PLACE)
SCAN = part(0xDB, b"table") + part(0xDA, b"head") + b"data\xff\x00more\xff\xd3end" + b"\xff\xd9"
JPEG = b"\xff\xd8" + part(0xE0, b"JFIF\0rest") + SCAN
JPEG_PLACED = b"\xff\xd8" + part(0xE0, b"JFIF\0rest") + EXIF + part(0xFE, PLACE) + SCAN + b"film" + PLACE


def packed(**parts: str) -> bytes:
    """An archive with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


DOCX = packed(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
MACROS = packed(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>", "word/vbaProject.bin": "x"})
ODT = packed(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF), ("A.PDF", PDF), ("a", PDF), ("a.png", PNG), ("a.jpg", JPEG), ("a.jpeg", JPEG),
        ("a.tif", b"II*\0\x08\0\0\0"), ("a.webp", b"RIFF\x24\0\0\0WEBPVP8 "),
        ("a.docx", DOCX), ("a.odt", ODT),
        ("a.heic", b"\0\0\0\x18ftypmif1\0\0\0\0"), ("a.txt", "Thiri – សុខា".encode()),
        ("a.m4a", b"\0\0\0\x18ftypM4A "),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt "),
    ],
)  # fmt: skip
def test_what_is_taken_is_told_by_its_content(name: str, content: bytes) -> None:
    kind = file_kinds.judge(name, content)
    assert not name[1:] or name[1:].casefold() in kind.endings


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "is empty"), ("a.pdf", PNG, "not what its name says"),
        ("a.exe", PDF, "not what its name says"),
        ("a.pdf", b"MZ\x90\0", "is a program"), ("a.txt", b"#!/bin/sh\n", "is a program"),
        ("a.zip", packed(a="x"), "kind"),
        ("a.docx", MACROS, "kind"), ("a.txt", b"\0\1\2\3", "kind"), ("a.pdf.txt", b"\x80abc", "kind"),
        ("a.html", b"<script>1</script>", "not what its name says"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_said_kindly(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        file_kinds.judge(name, content)


def test_what_is_far_too_large_is_not_taken() -> None:
    with pytest.raises(Invalid, match="50 MB at most"):
        file_kinds.judge("a.pdf", PDF + bytes(file_kinds.MOST_BYTES))


def test_pictures_lose_where_they_were_taken_and_nothing_else() -> None:
    assert photographs.cleaned(PNG_PLACED, "image/png") == PNG
    clean = photographs.cleaned(JPEG_PLACED, "image/jpeg")
    assert PLACE not in clean and clean.endswith(SCAN)
    assert clean.count(b"Exif\0\0") == 1 and photographs._orientation(clean[clean.index(b"\xff\xe1") :]) == 6
    for content, kind in (
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (clean, "image/jpeg"),
        (PDF, "application/pdf"),
    ):
        assert photographs.cleaned(content, kind) == content
    with pytest.raises(Invalid, match="damaged"):
        photographs.cleaned(PNG[:40], "image/png")
    with pytest.raises(Invalid, match="damaged"):
        photographs.cleaned(JPEG[:14], "image/jpeg")


def entries(session: Session, action: str) -> list[str]:
    """What the journal says about an action, oldest first."""
    with session.vault.read.begin() as conn:
        found = conn.exec_driver_sql("SELECT subject FROM entry WHERE action = ? ORDER BY seq", (action,))
        return [row[0] for row in found]


def stored(session: Session) -> list[str]:
    """The names of the files beside the database."""
    return sorted(path.name for path in session.vault.folder.blobs.iterdir())


def test_a_document_comes_back_and_its_opening_is_noted(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        added = session.do(documents.add, number, "x ray.pdf", PDF, FIELDS).value
        assert (added.media_type, added.size, added.cleaned) == ("application/pdf", len(PDF), False)
        (one,) = session.look(documents.listed, number)
        assert (one.id, one.name, one.has_file, one.received_on) == (
            added.id,
            "x ray.pdf",
            True,
            "2026-03-14",
        )
        assert entries(session, "view.document") == []
        found = session.look(documents.content, number, added.id)
        assert (found.name, found.media_type, found.data) == ("x ray.pdf", "application/pdf", PDF)
        assert entries(session, "view.document") == [added.id]
        assert all(PDF[:20] not in path.read_bytes() for path in session.vault.folder.blobs.iterdir())
    with sign_in() as session:
        assert len(stored(session)) == 1 and session.look(documents.content, number, added.id).data == PDF
        session.do(undo.last)
        assert session.look(documents.listed, number) == []


def test_a_photograph_is_kept_clean_and_as_it_came(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        added = session.do(documents.add, number, "face.png", PNG_PLACED, FIELDS).value
        assert added.cleaned and session.look(documents.content, number, added.id).data == PNG
        came = session.look(documents.content, number, added.id, field="untouched")
        assert came.data == PNG_PLACED
        film = session.do(documents.add, number, "a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", FIELDS).value
        assert film.keeps_place and session.look(documents.listed, number)[1].keeps_place


def test_only_those_who_may_read_it_all_know_of_it(sign_in: SignIn) -> None:
    told = {"type": "statement", "tells_about": ["witness"]}
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "case", owner="caseworker")
        added = session.do(documents.add, number, "a.pdf", PDF, told).value
        assert session.look(documents.content, number, added.id).data == PDF
        with session.vault.read.begin() as conn:
            key, digest = conn.exec_driver_sql("SELECT key, content_hash FROM blob").one()
        assert json.loads(key)["sealed"] == ["witness"] and digest == ""
    with sign_in() as session:
        assert session.look(documents.listed, number) == []
        with pytest.raises(NotFound):
            session.look(documents.content, number, added.id)
        with session.vault.read.begin() as conn:
            blob, scope = conn.exec_driver_sql("SELECT id, scope FROM blob").one()
        with pytest.raises(Refused, match="not handed"):
            session.look(attached.read, blob, scope)
        before = stored(session)
        with pytest.raises((Refused, Invalid)):
            session.do(documents.add, number, "b.pdf", PDF, told)
        assert stored(session) == before


def test_sealing_follows_what_a_document_tells(sign_in: SignIn) -> None:
    def sealed_for(session: Session) -> Any:
        with session.vault.read.begin() as conn:
            return [json.loads(key)["sealed"] for (key,) in conn.exec_driver_sql("SELECT key FROM blob")]

    with sign_in() as session:
        number = new_case(session).number
        added = session.do(documents.add, number, "a.png", PNG_PLACED, FIELDS).value
        assert sealed_for(session) == [[], []]
        save(session, number, "document", id=added.id, tells_about=["health", "protection_claim"])
        assert sealed_for(session) == [["protection_claim"]] * 2
        assert session.look(documents.content, number, added.id).data == PNG
        save(session, number, "document", id=added.id, tells_about=["health"])
        assert sealed_for(session) == [[], []]
        assert session.look(documents.content, number, added.id).data == PNG


def test_what_is_not_said_or_not_allowed_leaves_nothing(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        with pytest.raises(Invalid, match="tells about"):
            session.do(documents.add, number, "a.pdf", PDF, {"type": "medical"})
        with pytest.raises(Invalid):
            session.do(documents.add, number, "a.pdf", PDF, {**FIELDS, "no_such_field": "x"})
        assert stored(session) == [] and session.look(documents.listed, number) == []
    with sign_in("colleague") as session, pytest.raises(NotFound):
        session.do(documents.add, number, "a.pdf", PDF, FIELDS)
    with sign_in("colleague") as session, pytest.raises(NotFound):
        session.look(documents.listed, number)


def test_a_file_goes_into_any_field_made_for_one(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        permit = save(session, number, "immigration_status", country="TH", status="none").id
        args = (number, "immigration_status", permit)
        with pytest.raises(NotFound, match="no file"):
            session.look(documents.content, number, permit, kind="immigration_status", field="permit")
        session.do(documents.attach, *args, "permit", "p.jpg", JPEG_PLACED)
        found = session.look(documents.content, number, permit, kind="immigration_status", field="permit")
        assert found.name == "immigration_status-permit.jpg" and PLACE not in found.data
        session.do(documents.attach, *args, "permit", "p.pdf", PDF)
        session.do(undo.last)
        again = session.look(documents.content, number, permit, kind="immigration_status", field="permit")
        assert again == found
        with pytest.raises(Invalid, match="No file can be attached"):
            session.do(documents.attach, *args, "country", "p.pdf", PDF)
        added = session.do(documents.add, number, "a.pdf", PDF, FIELDS).value
        with pytest.raises(Refused, match="never replaced"):
            session.do(documents.attach, number, "document", added.id, "file", "b.pdf", PDF)
    with sign_in("admin") as session:
        shelf = save(session, "office", "shelf_document", name="Act", type="law").id
        session.do(documents.attach_in_directory, "shelf_document", shelf, "file", "act.pdf", PDF)
        assert session.look(documents.directory_content, "shelf_document", shelf, "file").data == PDF


def test_a_stray_of_a_crash_is_swept_and_nothing_else(sign_in: SignIn) -> None:
    class Crash(Exception):
        """The power went."""

    with sign_in() as session:
        number = new_case(session).number
        session.do(documents.add, number, "a.pdf", PDF, FIELDS)
        kept = stored(session)

        def cut(tx: Any) -> None:
            documents.add(tx, number, "b.pdf", PDF, FIELDS)
            raise Crash

        with pytest.raises(Crash):
            session.do(cut)
        assert len(stored(session)) == 2
    with sign_in() as session:
        assert stored(session) == kept and len(session.look(documents.listed, number)) == 1


def test_a_forgotten_file_opens_no_more_and_is_deleted(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        added = session.do(documents.add, number, "a.pdf", PDF, FIELDS).value
        with session.vault.write.begin() as conn:
            (scope,) = conn.exec_driver_sql("SELECT scope FROM blob").one()
            assert attached.forget(conn, "0" * 32) == 0 and attached.forget(conn, scope) == 1
        with pytest.raises(NotFound, match="erased"):
            session.look(documents.content, number, added.id)
        assert attached.sweep(session.vault) == 1 and stored(session) == []
        assert not session.look(documents.listed, number)[0].has_file


def test_a_damaged_file_is_told(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        added = session.do(documents.add, number, "a.pdf", PDF, FIELDS).value
        (path,) = session.vault.folder.blobs.iterdir()
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(DamagedBlob):
            session.look(documents.content, number, added.id)
