"""Pictures without what a camera writes into them: where it was, which telephone, which program.

The picture itself is copied as it is, bit by bit: parts that hold no picture are left out, and nothing is
drawn anew. Which way up it is shown is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_
from victimcase.services import picture_traces

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT"}
_PICTURE |= {b"bKGD", b"cICP", b"acTL", b"fcTL", b"fdAT"}
_SCAN, _END, _APP0, _APP1, _APP2, _APP14, _COMMENT = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_ORIENTATION = 0x0112


def cleaned(content: bytes, media_type: str) -> bytes:
    """The picture without location and device data; any other kind of file as it is.

    Raises Invalid for a picture so damaged that what belongs to it cannot be told.
    """
    clean = _WAYS.get(media_type)
    if clean is None:
        return content
    try:
        return clean(content)
    except (struct.error, IndexError, ValueError):
        raise Invalid(
            N_("The picture is damaged, so location data cannot be taken out of it. It was not kept."),
            N_("Ask for it again, or open it in a picture program, save it under a new name, and add that."),
        ) from None


def _png(content: bytes) -> Iterator[bytes]:
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    yield _PNG
    place = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, place)
        after = place + 12 + length
        if after > len(content):
            raise ValueError("cut short")
        if name in _PICTURE:
            yield content[place:after]
        if name == b"IEND":
            return
        place = after


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The parts of a JPEG that are picture. What follows its end (a short film, often) is left out too."""
    yield content[:2]
    place, turned = 2, False
    while True:
        while content[place + 1] == 0xFF:
            place += 1
        if content[place] != 0xFF:
            raise ValueError("no marker")
        marker = content[place + 1]
        if marker == _END:
            yield content[place : place + 2]
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        after = place + 2 + length
        if length < 2 or after > len(content):
            raise ValueError("cut short")
        part = content[place:after]
        if marker == _APP1 and not turned and (way := _orientation(part)) not in (0, 1):
            yield _only_orientation(way)
            turned = True
        if _is_picture(marker, part):
            yield part
        place = after
        if marker == _SCAN:
            place = _after_scan(content, after)
            yield content[after:place]
            if place >= len(content):  # the end is missing, as in many a scan that was broken off
                return


def _is_picture(marker: int, part: bytes) -> bool:
    if marker == _APP2:
        return part[4:].startswith(b"ICC_PROFILE\0")
    if marker == _APP0:
        return part[4:].startswith(b"JFIF\0")
    return marker == _APP14 or not (_APP0 <= marker <= 0xEF or marker == _COMMENT)


def _after_scan(content: bytes, place: int) -> int:
    """Where the next marker stands behind the data of a scan, or the end of the file."""
    while (place := content.find(b"\xff", place)) != -1 and place + 1 < len(content):
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2
    return len(content)


def _orientation(part: bytes) -> int:
    """The way up that the camera's data name; 0 where they name none that can be read."""
    data = part[10:]
    if part[4:10] != b"Exif\0\0" or data[:2] not in (b"II", b"MM"):
        return 0
    order = "<" if data[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for index in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", data, start + 2 + 12 * index)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _only_orientation(way: int) -> bytes:
    """The camera's data with nothing in them but which way up the picture is shown."""
    data = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way, 0, 0)
    return struct.pack(">BBH", 0xFF, _APP1, len(data) + 2) + data


_WAYS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "image/jpeg": lambda content: b"".join(_jpeg(content)),
    "image/png": lambda content: b"".join(_png(content)),
    "image/webp": picture_traces.webp,
    "image/tiff": picture_traces.tiff,
    "image/heic": picture_traces.heic,
}
"""How each kind of picture is cleaned."""
