"""What kinds of files may be attached, told by what is in them and never by their name alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_, tr

MOST_BYTES: Final = 50 * 1024 * 1024
"""As large as one file may be: a long scan in colour; it is held in memory when it is shown."""

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT, _ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its media type, its words, and the endings its names may have."""

    media_type: str
    title: str
    endings: tuple[str, ...]
    keeps_place: bool = False
    """Whether such a file may say where and with what it was made, and cannot be cleaned of it here."""


KINDS: Final = {
    one.media_type: one
    for one in (
        FileKind("application/pdf", N_("PDF"), (".pdf",)),
        FileKind("image/png", N_("PNG picture"), (".png",)),
        FileKind("image/jpeg", N_("JPEG picture"), (".jpg", ".jpeg")),
        FileKind("image/tiff", N_("TIFF picture"), (".tif", ".tiff")),
        FileKind("image/webp", N_("WebP picture"), (".webp",)),
        FileKind("image/heic", N_("HEIC picture"), (".heic", ".heif")),
        FileKind(_DOCX, N_("Word document"), (".docx",)),
        FileKind(_XLSX, N_("Excel workbook"), (".xlsx",)),
        FileKind(_ODT, N_("OpenDocument text"), (".odt",)),
        FileKind(_ODS, N_("OpenDocument spreadsheet"), (".ods",)),
        FileKind("text/plain", N_("text"), (".txt", ".csv", ".md")),
        FileKind("audio/mpeg", N_("MP3 recording"), (".mp3",)),
        FileKind("audio/mp4", N_("M4A recording"), (".m4a",), True),
        FileKind("audio/wav", N_("WAV recording"), (".wav",)),
        FileKind("audio/ogg", N_("Ogg recording"), (".ogg", ".oga", ".opus")),
        FileKind("video/mp4", N_("MP4 film"), (".mp4", ".m4v"), True),
        FileKind("video/3gpp", N_("3GP film"), (".3gp",), True),
    )
}

_ALSO: Final = {
    "image/heif": "image/heic",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "application/ogg": "audio/ogg",
    "audio/x-m4a": "audio/mp4",
}
_BRANDS: Final = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"M4A ": "audio/mp4",
    b"mp41": "video/mp4",
    b"mp42": "video/mp4",
    b"isom": "video/mp4",
    b"iso2": "video/mp4",
    b"avc1": "video/mp4",
}
"""What the head of a file of the MP4 family calls itself; the library knows only some."""

_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"\xce\xfa\xed\xfe",
)
_HEAD: Final = 4096

WHICH: Final = N_("PDF, pictures (JPEG, PNG, TIFF, WebP, HEIC), Word and OpenDocument, text, sound and film")


def judge(name: str, content: bytes) -> FileKind:
    """The kind of a file that may be attached.

    Raises Invalid for one that is empty, too large, a program, of a kind not taken, or misnamed.
    """
    _check_size(name, len(content))
    kind = recognised(content)
    if kind is None:
        raise _not_taken(name, content)
    ending = PurePath(name).suffix.casefold()
    if ending and ending not in kind.endings:
        raise Invalid(
            N_("“{name}” is not what its name says: it is a file of the kind “{kind}”. It was not kept."),
            N_("Ask whoever sent it. If it is meant to be that, give it a name that ends with {ending}."),
            name=name,
            kind=tr(kind.title),
            ending=kind.endings[0],
        )
    return kind


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise Invalid(
            N_("“{name}” is empty, so there is nothing to keep."),
            N_("It may not have been copied to the end. Copy it again from where it came."),
            name=name,
        )
    if size > MOST_BYTES:
        raise Invalid(
            N_("“{name}” has {size} MB; a file kept here has {most} MB at most. It was not kept."),
            N_("Scan it with fewer dots, or cut it into parts, and add these."),
            name=name,
            size=size // 1024 // 1024,
            most=MOST_BYTES // 1024 // 1024,
        )


def _not_taken(name: str, content: bytes) -> Invalid:
    if content.startswith(_PROGRAMS):
        return Invalid(
            N_("“{name}” is a program, and programs are not kept here. Nothing was changed."),
            N_("Do not open it. Ask whoever sent it what it is meant to be."),
            name=name,
        )
    return Invalid(
        N_("“{name}” is of a kind that is not kept here, or locked with a password. Nothing was changed."),
        N_("Take the password off, or save or print it as PDF, and add that. What is kept: {kinds}."),
        name=name,
        kinds=tr(WHICH),
    )


def recognised(content: bytes) -> FileKind | None:
    """The kind a file is by what is in it; none when it is not one of those that are kept."""
    head = content[:_HEAD]
    if head.startswith(_PROGRAMS):
        return None
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return KINDS[_BRANDS[head[8:12]]]
    return _by_magic(head) or _text(content)


def _by_magic(head: bytes) -> FileKind | None:
    import puremagic  # its table is slow to load

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    for one in found:
        media_type = _ALSO.get(one.mime_type, one.mime_type)
        if media_type in KINDS and media_type not in (_DOCX, _XLSX, _ODT, _ODS, "text/plain"):
            return KINDS[media_type]
    return None


def _packed(content: bytes) -> FileKind | None:
    """Which document of an office program an archive is; none for other archives and for one with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {one.casefold() for one in archive.namelist()}
            stated = archive.getinfo("mimetype") if "mimetype" in names else None
            said = archive.read(stated)[:100].decode("ascii") if stated and stated.file_size < 100 else ""
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError):
        return None
    if any(one.endswith("vbaproject.bin") or one.startswith("basic/") for one in names):
        return None
    if "[content_types].xml" in names:
        for part, media_type in (("word/document.xml", _DOCX), ("xl/workbook.xml", _XLSX)):
            if part in names:
                return KINDS[media_type]
    return KINDS[said] if said in (_ODT, _ODS) and "content.xml" in names else None


def _text(content: bytes) -> FileKind | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    odd = any(sign < " " and sign not in "\t\n\r\f" for sign in text)
    return None if odd else KINDS["text/plain"]
