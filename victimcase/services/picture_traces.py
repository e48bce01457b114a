"""WebP, TIFF and HEIC pictures without what a camera or a program wrote into them.

Only what is known to be picture is let through; of everything else the bytes are left out or emptied.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

_WEBP_PICTURE: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_SAID: Final = 0x0C
"""The bits of the head that promise camera data and a description."""

_SIZES: Final[Mapping[int, int]] = dict(zip(range(1, 13), (1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8), strict=True))
_TIFF_PICTURE: Final = frozenset(
    {*range(254, 260), 262, 263, 266, 273, 274, *range(277, 280), 282, 283, 284, *range(290, 294), 296}
    | {301, *range(317, 326), 332, *range(338, 342), 347, *range(512, 522), *range(529, 533), 34675}
)
_OFFSETS: Final = {273: 279, 324: 325, 513: 514}
"""Tags that say where picture data lie, and those that say how long they are."""
_MOST_PAGES: Final = 2000

_HEIC_PICTURE: Final = frozenset({b"hvc1", b"hev1", b"av01", b"grid", b"iovl", b"iden", b"tmap", b"jpeg"})


def webp(content: bytes) -> bytes:
    """A WebP picture alone. Raises ValueError or struct.error for one that is damaged."""
    kept = bytearray(b"WEBP")
    place, end = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content):
        raise ValueError("cut short")
    while place + 8 <= end:
        name, length = struct.unpack_from("<4sI", content, place)
        after = place + 8 + length + length % 2
        part = bytearray(content[place:after])
        if name == b"VP8X":
            part[8] &= ~_WEBP_SAID & 0xFF
        if name in _WEBP_PICTURE:
            kept += part
        place = after
    return b"RIFF" + struct.pack("<I", len(kept)) + bytes(kept)


def tiff(content: bytes) -> bytes:
    """A TIFF with its picture alone, everything at its place, all else emptied. Raises as `webp`."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None:
        raise ValueError("no TIFF")
    made = bytearray(len(content))
    made[:8] = content[:8]
    (place,) = struct.unpack_from(f"{order}I", content, 4)
    for _ in range(_MOST_PAGES):
        if place == 0:
            return bytes(made)
        place = _tiff_page(content, made, place, order)
    raise ValueError("too many pages")


def _tiff_page(content: bytes, made: bytearray, place: int, order: str) -> int:
    """Copy what is picture of a page; where the next one is told, 0 behind the last."""
    (count,) = struct.unpack_from(f"{order}H", content, place)
    (following,) = struct.unpack_from(f"{order}I", content, place + 2 + 12 * count)
    entries, found = [], {}
    for index in range(count):
        at = place + 2 + 12 * index
        tag, of, many = struct.unpack_from(f"{order}HHI", content, at)
        if tag not in _TIFF_PICTURE or of not in _SIZES:
            continue
        entries.append(content[at : at + 12])
        size = _SIZES[of] * many
        where = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", content, at + 8)[0]
        if size > 4:
            _copy(content, made, where, size)
        if of in (3, 4):
            found[tag] = struct.unpack_from(f"{order}{many}{'H' if of == 3 else 'I'}", content, where)
    for offsets, lengths in _OFFSETS.items():
        for start, length in zip(found.get(offsets, ()), found.get(lengths, ()), strict=False):
            _copy(content, made, start, length)
    head = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + struct.pack(f"{order}I", following)
    made[place : place + len(head)] = head
    return int(following)


def _copy(content: bytes, made: bytearray, start: int, length: int) -> None:
    if start + length > len(content):
        raise ValueError("cut short")
    made[start : start + length] = content[start : start + length]


def heic(content: bytes) -> bytes:
    """A HEIC picture, everything at its place, what is no picture emptied. Raises as `webp`."""
    made = bytearray(content)
    kept: list[tuple[int, int]] = []
    data: list[tuple[int, int]] = []
    for name, start, end in _boxes(content, 0, len(content)):
        if name == b"meta":
            kept += _heic_picture(content, start + 4, end)
            for inner, first, last in _boxes(content, start + 4, end):
                if inner in (b"uuid", b"udta", b"xml ", b"bxml"):
                    made[first:last] = bytes(last - first)
                elif inner == b"idat":
                    data.append((first, last))
        elif name == b"mdat":
            data.append((start, end))
        elif name != b"ftyp":
            made[start:end] = bytes(end - start)
    if not kept:
        raise ValueError("no picture")
    for first, last in data:
        emptied = bytearray(last - first)
        for start, length in kept:
            low, high = max(first, start), min(last, start + length)
            if low < high:
                emptied[low - first : high - first] = content[low:high]
        made[first:last] = emptied
    return bytes(made)


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, begin and end of what is in each box."""
    while place + 8 <= end:
        size, name = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, place + 8)
            head = 16
        size = size or end - place
        if size < head or place + size > end:
            raise ValueError("cut short")
        yield name, place + head, place + size
        place += size


def _heic_picture(content: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Where the data of the picture lie: begin and length of each piece."""
    inside = {name: (first, last) for name, first, last in _boxes(content, start, end)}
    pictures = set(_items(content, *inside[b"iinf"])) if b"iinf" in inside else set()
    if b"iloc" not in inside:
        return []
    data = inside.get(b"idat", (0, 0))[0]
    return [
        (where + (data if inner else 0), length)
        for item, inner, where, length in _places(content, inside[b"iloc"][0])
        if item in pictures
    ]


def _items(content: bytes, start: int, end: int) -> Iterator[int]:
    """The numbers of the items that are picture."""
    head = 6 if content[start] == 0 else 8
    for name, first, _ in _boxes(content, start + head, end):
        version = content[first]
        if name != b"infe" or version < 2:
            continue
        layout = ">HH4s" if version == 2 else ">IH4s"
        item, _, kind = struct.unpack_from(layout, content, first + 4)
        if kind in _HEIC_PICTURE:
            yield item


def _places(content: bytes, start: int) -> Iterator[tuple[int, bool, int, int]]:
    """Item, whether it lies in the box of small data, begin and length, for each piece of each item."""
    version = content[start]
    sizes = content[start + 4], content[start + 5]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    wide = 2 if version < 2 else 4
    place = start + 6

    def number(size: int) -> int:
        nonlocal place
        if place + size > len(content):
            raise ValueError("cut short")
        found = int.from_bytes(content[place : place + size])
        place += size
        return found

    for _ in range(number(wide)):
        item = number(wide)
        way = number(2) & 15 if version else 0
        number(2)
        begin = number(base)
        for _ in range(number(2)):
            if version and index:
                number(index)
            where = number(offset)
            yield item, way == 1, begin + where, number(length)
