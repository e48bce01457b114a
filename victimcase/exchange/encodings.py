"""Which encoding a text file is in: by its mark, by strict UTF-8, or by the likeliest old code page."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO, Final

from victimcase.domain.errors import Damaged, UserError
from victimcase.i18n import N_

_CHUNK: Final = 1 << 18
_SAMPLE: Final = 1 << 18
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
OLD: Final = ("cp874", "cp1256", "gb18030", "big5", "cp1252")
"""Code pages of the region's older programs: Thai, Arabic, Chinese (two), Western."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding: `assumed` when nothing in the file says it, `damaged` when some bytes may not fit it."""

    name: str
    assumed: bool = False
    damaged: bool = False


def encoding_of(stream: BinaryIO, name: str, chosen: str | None = None) -> Encoding:
    """The encoding of the text, after reading it to its end.

    Raises `UserError` when `chosen` is no encoding known, and `Damaged` when the text does not fit it.
    """
    stream.seek(0)
    head = stream.read(_SAMPLE)
    if chosen:
        return _chosen(stream, name, chosen)
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return Encoding(marked, damaged=not _fits(stream, marked))
    unmarked = _unmarked_utf16(head)
    if unmarked:
        return Encoding(unmarked, assumed=True, damaged=not _fits(stream, unmarked))
    if _fits(stream, "utf-8"):
        return Encoding("utf-8")
    telling = _telling(stream)
    if _nearly_utf8(telling):
        return Encoding("utf-8", damaged=True)
    return Encoding(_likeliest(telling), assumed=True, damaged=True)


def _chosen(stream: BinaryIO, name: str, chosen: str) -> Encoding:
    try:
        known = codecs.lookup(chosen)
        if not getattr(known, "_is_text_encoding", True):
            raise LookupError(chosen)
    except LookupError as error:
        raise UserError(
            N_("There is no encoding called “{encoding}”."),
            N_("Use a name like utf-8, cp874, cp1256, gb18030 or cp1252."),
            encoding=chosen,
        ) from error
    if not _fits(stream, known.name):
        raise Damaged(
            N_("The file “{name}” is not in the encoding {encoding}."),
            N_("Leave the encoding out, so that it is found, or save the file as CSV UTF-8."),
            name=name,
            encoding=chosen,
        )
    return Encoding(known.name)


def _fits(stream: BinaryIO, name: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        while piece := stream.read(_CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _unmarked_utf16(head: bytes) -> str | None:
    """Names and labels are ASCII, so UTF-16 shows a zero in every second place of the first lines."""
    start = head[:2000]
    if len(start) < 8 or start.count(0) < len(start) * 0.3:
        return None
    return "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"


def _telling(stream: BinaryIO) -> bytes:
    """A sample of the lines that hold more than ASCII; the rest says nothing about the encoding."""
    stream.seek(0)
    sample = bytearray()
    for line in iter(lambda: stream.readline(_CHUNK), b""):
        if not line.isascii():
            sample += line
        if len(sample) > _SAMPLE:
            break
    return bytes(sample[: _SAMPLE * 2])


def _nearly_utf8(sample: bytes) -> bool:
    """A few broken bytes among many whole characters; no old code page looks like that by chance."""
    text = sample.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in text)
    whole = sum(not char.isascii() for char in text) - broken
    return whole >= 10 and broken * 20 < whole


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(OLD), threshold=0.9).best()
    return best.encoding if best is not None else "cp1252"
