"""Fonts inside the file: only the glyphs used, and for every glyph exactly the text it stands for.

A Type 0 font with one CID for each (glyph, text) pair, so one glyph may stand for different texts and what
is searched or copied is what was written (ISO 32000-1, 9.7 and 9.10.3).
"""

from __future__ import annotations

import struct
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from victimcase.report.fonts import Face

_KEPT_OUT = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "DSIG",
    "name",
    "post",
    "OS/2",
    "cmap",
    "gasp",
    "vhea",
    "vmtx",
)
_AT_ONCE = 100
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Program:
    """One face as it is embedded in one document; ReportLab asks it for its objects when the file is made."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.scale = 1000 / face.units
        self._blank: int = face.font.get_nominal_glyph(ord(" ")) or 0
        self._codes: dict[tuple[int | None, str, int | None], tuple[str, int]] = {}

    def code(self, glyph: int | None, text: str, width: int | None = None) -> tuple[str, int]:
        """The code that shows this glyph (None: nothing) and stands for this text, and how far the pen moves.

        The code is four hexadecimal digits; the pen moves by thousandths of an em, `width` where it is given.
        """
        key = (glyph, text, width)
        known = self._codes.get(key)
        if known is None:
            moves = round(self.face.advance(glyph or 0) * self.scale) if width is None else width
            known = self._codes[key] = (f"{len(self._codes) + 1:04X}", moves)
        return known

    def addObjects(self, document: Any) -> None:
        """Put the font into the document's table of fonts (the name is ReportLab's protocol)."""
        outlines, places = self._subset()
        subset_name = PDFName(f"{self._tag()}+{self.face.postscript_name}")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": subset_name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, subset_name, outlines)),
                "DW": 0,
                "W": f"[1 [{' '.join(str(moves) for _, moves in self._codes.values())}]]",
                "CIDToGIDMap": document.Reference(_stream(self._glyph_map(places))),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": subset_name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode().encode("ascii"))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The face with the used glyphs only, and where each of them went."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
        for glyph in self._glyphs():
            wanted.glyph_set.add(glyph)
        for table in _KEPT_OUT:
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode("ascii"), "big"))
        plan = hb.SubsetPlan(self.face.shape, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _glyph_map(self, places: dict[int, int]) -> bytes:
        """For each code in turn, two bytes: the glyph of the subset it shows; code 0 is nothing."""
        return b"\0\0" + b"".join(places[glyph].to_bytes(2, "big") for glyph in self._glyphs())

    def _glyphs(self) -> list[int]:
        """The glyph of each code in turn."""
        return [self._blank if glyph is None else glyph for glyph, _, _ in self._codes]

    def _descriptor(self, document: Any, name: PDFName, outlines: bytes) -> Any:
        head = self.face.shape.reference_table("head").data
        box = [round(side * self.scale) for side in struct.unpack(">4h", head[36:44])]
        program = _stream(outlines)
        program.dictionary["Length1"] = len(outlines)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": PDFArray(box),
                "ItalicAngle": 0,
                "Ascent": round(self.face.ascent * 1000),
                "Descent": -round(self.face.descent * 1000),
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": document.Reference(program),
            }
        )

    def _to_unicode(self) -> str:
        """The CMap that gives back each code's text; codes that continue a character stand for nothing."""
        lines = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text, _), (code, _) in self._codes.items()
            if text
        ]
        blocks = [lines[at : at + _AT_ONCE] for at in range(0, len(lines), _AT_ONCE)]
        body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return _CMAP_HEAD + body + _CMAP_FOOT

    def _tag(self) -> str:
        """Six capitals that tell subsets of one face apart, the same for the same subset."""
        number = len(self._codes)
        for glyph in self._glyphs():
            number = (number * 31 + glyph) % 26**6
        return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _stream(content: bytes) -> Any:
    """Content as it is: `press` compresses the whole file at once."""
    return PDFStream(content=content, filters=[])
