"""The faces text is set in: where they lie, what each covers, and which one a character is drawn with."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from victimcase import paths

LATIN = "NotoSans"
_OF_SCRIPT = {
    "Latn": LATIN,
    "Grek": LATIN,
    "Cyrl": LATIN,
    "Arab": "Vazirmatn",
    "Beng": "NotoSansBengali",
    "Cakm": "NotoSansChakma",
    "Deva": "NotoSansDevanagari",
    "Gujr": "NotoSansGujarati",
    "Guru": "NotoSansGurmukhi",
    "Hani": "NotoSansSC",
    "Hira": "NotoSansSC",
    "Kana": "NotoSansSC",
    "Bopo": "NotoSansSC",
    "Khmr": "NotoSansKhmer",
    "Laoo": "NotoSansLao",
    "Mlym": "NotoSansMalayalam",
    "Mymr": "NotoSansMyanmar",
    "Rohg": "NotoSansHanifiRohingya",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Telu": "NotoSansTelugu",
    "Thai": "NotoSansThai",
    "Tibt": "NotoSerifTibetan",
}
# Noto Naskh Arabic has the Sindhi letters Vazirmatn lacks; standing last, it is rarely asked.
FAMILIES = tuple(dict.fromkeys((*_OF_SCRIPT.values(), "NotoNaskhArabic")))

_INVISIBLE = {
    *(0x00AD, 0x034F, 0x061C, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE1000),
}


class Face:
    """One TrueType face: its shapes, its measures and what it covers. Holds nothing of any text."""

    def __init__(self, family: str, bold: bool) -> None:
        file = _file(family, bold)
        self.drawn_bold = bold and file is None  # no bold of its own: painted with a thin outline
        file = file or _file(family, False)
        if file is None:
            raise FileNotFoundError(f"the installation lacks the font {family}")
        self.family = family
        self.shape = hb.Face(hb.Blob.from_file_path(file))
        self.font = hb.Font(self.shape)
        self.units: int = self.shape.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units
        self.descent: float = -extents.descender / self.units
        self.postscript_name: str = self.shape.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or family
        self._covered: dict[str, bool] = {}
        self._ink: dict[int, tuple[float, float]] = {}
        self._advance: dict[int, int] = {}

    def covers(self, character: str) -> bool:
        """Whether the face has a glyph for the character, or the character is one that is never drawn."""
        known = self._covered.get(character)
        if known is None:
            point = ord(character)
            known = point in _INVISIBLE or self.font.get_nominal_glyph(point) is not None
            self._covered[character] = known
        return known

    def ink(self, glyph: int) -> tuple[float, float]:
        """How far the glyph reaches above and below the baseline, in ems."""
        known = self._ink.get(glyph)
        if known is None:
            extents = self.font.get_glyph_extents(glyph)
            top = extents.y_bearing if extents else 0
            bottom = top + extents.height if extents else 0
            known = self._ink[glyph] = (top / self.units, -bottom / self.units)
        return known

    def advance(self, glyph: int) -> int:
        """The glyph's own width, in font units."""
        known = self._advance.get(glyph)
        if known is None:
            known = self._advance[glyph] = self.font.get_glyph_h_advance(glyph)
        return known


@lru_cache(maxsize=128)
def face(family: str, bold: bool = False) -> Face:
    """The one face of this family and weight; the regular one stands in where there is no bold."""
    return Face(family, bold)


@lru_cache(maxsize=16384)
def script_of(character: str) -> str | None:
    """The character's script (ISO 15924) by HarfBuzz's tables, or None where many scripts share it."""
    if character.isascii():
        return "Latn" if character.isalpha() else None
    try:
        buffer = hb.Buffer()
        buffer.add_str(character)
        buffer.guess_segment_properties()
    except UnicodeEncodeError:
        return None  # half of a surrogate pair: no script, and no face covers it
    script: str | None = buffer.script
    return script


def candidates(script: str, bold: bool) -> list[Face]:
    """The faces for a script, the proper one first, then every other in order of `FAMILIES`."""
    return list(_candidates(script, bold))


@lru_cache(maxsize=128)
def _candidates(script: str, bold: bool) -> tuple[Face, ...]:
    first = _OF_SCRIPT.get(script, LATIN)
    return tuple(face(family, bold) for family in dict.fromkeys((first, LATIN, *FAMILIES)))


def invisible(character: str) -> bool:
    """Whether the character is one that is never drawn (joiners, direction marks, soft hyphens)."""
    return ord(character) in _INVISIBLE


def covered(character: str) -> bool:
    """Whether any face can draw the character."""
    script = script_of(character) or "Latn"
    return any(each.covers(character) for each in _candidates(script, False))


def _file(family: str, bold: bool) -> str | None:
    weight = "700Bold" if bold else "400Regular"
    file = paths.resources() / "fonts" / f"{family}_{weight}.ttf"
    return str(file) if file.is_file() else None
