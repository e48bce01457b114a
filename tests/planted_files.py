"""Files of every kind that say more than they show: a place, a device, a name stand hidden in each."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

import pikepdf
from PIL import Image, PngImagePlugin

PLACE, DEVICE, WRITER = "13.756331 N 100.501762 E", "Lotus X9 serial 77AA01", "Somchai Planted"
PLANTED = (PLACE, DEVICE, WRITER)
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{PLACE} {DEVICE} {WRITER}</x:xmpmeta>'.encode()


def tells(data: bytes) -> list[str]:
    """What of the planted words stands in some bytes, in one of the ways texts are written."""
    return [
        word for word in PLANTED for way in ("utf-8", "utf-16-be", "utf-16-le") if word.encode(way) in data
    ]


def _picture() -> Image.Image:
    image = Image.new("RGB", (60, 40), (30, 90, 160))
    image.paste((220, 200, 40), (5, 5, 30, 20))
    return image


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B], exif[0x0112] = DEVICE, DEVICE, WRITER, 6
    exif.get_ifd(0x8825)[29] = PLACE
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + PLACE.encode()
    exif.get_ifd(0x8769)[0xA431] = DEVICE
    return exif


@cache
def jpeg() -> bytes:
    """EXIF, GPS, XMP, IPTC, a comment, a thumbnail, and words after the end."""
    out = io.BytesIO()
    _picture().save(out, "JPEG", exif=_exif(), xmp=XMP, comment=WRITER.encode())
    data = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(WRITER) + 5) + b"\x1c\x02\x50\0"
    iptc += bytes([len(WRITER)]) + WRITER.encode()
    segment = struct.pack(">BBH", 0xFF, 0xED, len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + PLACE.encode()


@cache
def png() -> bytes:
    """EXIF, text chunks in three ways, and words after the end."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", WRITER)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add_text("Comment", PLACE, zip=False)
    out = io.BytesIO()
    _picture().save(out, "PNG", pnginfo=said, exif=_exif())
    return out.getvalue() + DEVICE.encode()


@cache
def webp() -> bytes:
    """EXIF and XMP."""
    out = io.BytesIO()
    _picture().save(out, "WEBP", exif=_exif(), xmp=XMP, lossless=True)
    return out.getvalue()


@cache
def tiff() -> bytes:
    """Camera tags, GPS, XMP, IPTC, and words where nothing leads to."""
    out = io.BytesIO()
    tags = {270: WRITER, 271: DEVICE, 272: DEVICE, 305: DEVICE, 315: WRITER, 700: XMP, 33723: WRITER.encode()}
    _picture().save(out, "TIFF", tiffinfo=tags, exif=_exif())
    return out.getvalue() + PLACE.encode()


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


PIXELS = b"these bytes stand for the picture of a telephone"


@cache
def heic() -> bytes:
    """The parts of a telephone's picture: its data, and beside them EXIF, XMP and a short film."""
    exif = b"\0\0\0\0" + DEVICE.encode() + PLACE.encode()
    items = ((1, b"hvc1", PIXELS), (2, b"Exif", exif), (3, b"mime", XMP))
    entries = b"".join(
        _box(b"infe", struct.pack(">BxxxHH4s", 2, number, 0, kind) + b"\0") for number, kind, _ in items
    )
    head = _box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(start: int) -> bytes:
        places, at = b"", start
        for number, _, data in items:
            places += struct.pack(">HHHHII", number, 0, 0, 1, at, len(data))
            at += len(data)
        iloc = struct.pack(">BxxxBBH", 1, 0x44, 0, len(items)) + places
        iinf = struct.pack(">BxxxH", 0, len(items)) + entries
        return _box(b"meta", b"\0\0\0\0" + _box(b"iinf", iinf) + _box(b"iloc", iloc))

    start = len(head) + len(meta(0)) + 8
    data = b"".join(said for _, _, said in items) + DEVICE.encode()
    return head + meta(start) + _box(b"mdat", data) + _box(b"mpvd", PLACE.encode())


@cache
def pdf() -> bytes:
    """Author, XMP, a script, an attached file, a note with its writer, and a photograph with its place."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        photo = pikepdf.Stream(made, jpeg())
        photo.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40,
                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=made.make_indirect(photo)))
        page.Contents = pikepdf.Stream(made, b"q 60 0 0 40 20 20 cm /Im0 Do Q")
        page.Metadata = pikepdf.Stream(made, XMP)
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], Contents="seen", T=WRITER
        )
        page.Annots = pikepdf.Array([made.make_indirect(note)])
        made.attachments["gps.txt"] = PLACE.encode()
        made.docinfo["/Author"], made.docinfo["/Creator"] = WRITER, DEVICE
        made.Root.Metadata = pikepdf.Stream(made, XMP)
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{PLACE}')")
        made.save(out, fix_metadata_version=False)
    return out.getvalue()


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = PLACE.encode()
    return made.getvalue()


@cache
def docx() -> bytes:
    """Author and program, the writer of a remark, and a photograph with its place."""
    written = f'<w:ins w:author="{WRITER}" w:initials="SP">Words that are shown</w:ins>'.encode()
    return _archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "docProps/core.xml": f"<dc:creator>{WRITER}</dc:creator>".encode(),
            "docProps/app.xml": f"<Application>{DEVICE}</Application>".encode(),
            "word/document.xml": written,
            "word/media/image1.jpeg": jpeg(),
        }
    )


@cache
def odt() -> bytes:
    """Author and program, and the writer of a remark."""
    remark = f"<office:annotation><dc:creator>{WRITER}</dc:creator>shown</office:annotation>".encode()
    return _archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": remark,
            "meta.xml": f"<meta:generator>{DEVICE}</meta:generator>{WRITER}".encode(),
        }
    )


PICTURES = {"a.jpg": jpeg, "a.png": png, "a.webp": webp, "a.tif": tiff, "a.heic": heic}
OTHERS = {"a.pdf": pdf, "a.docx": docx, "a.odt": odt}
