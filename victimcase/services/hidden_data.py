"""Copies without what a file says beside what it shows: authors, programs, places, scripts.

For what leaves: the file that is kept stays as it is. Nothing in a file is ever run or followed.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from victimcase.domain.errors import Refused
from victimcase.i18n import N_
from victimcase.services import photographs

_MOST_UNPACKED: Final = 300 * 1024 * 1024
"""As much as a document of an office program may be unpacked; one that holds more is made to harm."""

_XML: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY: Final = {
    "docprops/core.xml": _XML
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties"/>',
    "docprops/app.xml": _XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": _XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "word/people.xml": _XML
    + b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "meta.xml": _XML + b"<office:document-meta "
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>',
}
_WHO: Final = re.compile(rb'(\b(?:w:author|w:initials|w:lastModifiedBy|userName)=)("[^"]*"|\'[^\']*\')')
_WROTE: Final = re.compile(
    rb"(<(dc:creator|meta:creator-initials|loext:sender-initials)(?:\s[^>]*)?>)[^<]*(</\2>)"
)
_PACKED: Final = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
_PICTURES: Final = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}

_TOLD: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/OpenAction")
_ANNOTATION_TOLD: Final = ("/T", "/M", "/CreationDate", "/RC")


def without(content: bytes, media_type: str) -> bytes:
    """The file as it may leave. Sound, film and plain text are as they are.

    Raises Refused for a file so damaged or locked that what it hides cannot be taken out, Invalid for a
    damaged picture.
    """
    if media_type == "application/pdf":
        return _pdf(content)
    if media_type.startswith(_PACKED):
        return _packed(content)
    return photographs.cleaned(content, media_type)


def _stays() -> Refused:
    return Refused(
        N_("This file is damaged or locked, so what it hides cannot be taken out. Nothing was given out."),
        N_("Print or save it anew as PDF without a password, add that, and give out that one."),
    )


def _pdf(content: bytes) -> bytes:
    import pikepdf  # slow to load

    made = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for name in ("/JavaScript", "/EmbeddedFiles"):
                if "/Names" in pdf.Root and name in pdf.Root["/Names"]:
                    del pdf.Root["/Names"][name]
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    _forget(one, pikepdf)
            pdf.remove_unreferenced_resources()
            pdf.save(made, deterministic_id=True, fix_metadata_version=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        raise _stays() from None
    return made.getvalue()


def _forget(one: Any, pikepdf: Any) -> None:
    """Take out of a part of a PDF what it tells about whoever made it."""
    for name in _TOLD:
        if name in one:
            del one[name]
    kind = one.get("/Subtype")
    if "/Rect" in one and kind is not None and kind != "/Widget":
        for name in _ANNOTATION_TOLD:
            if name in one:
                del one[name]
    if kind == "/Image" and one.get("/Filter") == pikepdf.Name.DCTDecode:
        data = one.read_raw_bytes()
        one.write(photographs.cleaned(data, "image/jpeg"), filter=pikepdf.Name.DCTDecode)


def _packed(content: bytes) -> bytes:
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
            if sum(one.file_size for one in old.infolist()) > _MOST_UNPACKED:
                raise _stays()
            for one in old.infolist():
                fresh = zipfile.ZipInfo(one.filename)  # without times and remarks
                fresh.compress_type = one.compress_type
                new.writestr(fresh, _part(one.filename.casefold(), old.read(one)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _stays() from None
    return made.getvalue()


def _part(name: str, data: bytes) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name]
    if name.endswith(".xml"):
        return _WROTE.sub(rb"\1\3", _WHO.sub(rb'\1""', data))
    return photographs.cleaned(data, _PICTURES.get(name.rpartition(".")[2], ""))
