"""The look of paper: the colours of the light theme, sizes of type, and spaces, said once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor

TEXT, TEXT2, TEXT3 = HexColor("#1F2226"), HexColor("#50565E"), HexColor("#62676F")
ACCENT, ACCENT_TEXT = HexColor("#0E5E70"), HexColor("#0B5262")
LINE, BORDER, SUBTLE, PAPER = (
    HexColor("#E1DDD5"),
    HexColor("#89857C"),
    HexColor("#F9F7F4"),
    HexColor("#FFFFFF"),
)
PRIVATE, PRIVATE_SOFT = HexColor("#57398F"), HexColor("#EDE7F6")
DANGER, DANGER_SOFT = HexColor("#A0231B"), HexColor("#FBE8E5")
WATERMARK = HexColor("#F3F1ED")

PAGE = (595.28, 841.89)  # A4 in points
SIDE, TOP, BOTTOM = 51.0, 62.0, 62.0
COLUMN_GAP = 14.0
BETWEEN_PARTS, BETWEEN_FINE, BETWEEN_PARAGRAPHS = 14.0, 10.0, 4.5


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set: size and least line height in points, weight, colour."""

    size: float = 9.5
    leading: float = 13.5
    bold: bool = False
    colour: Any = TEXT

    def strong(self) -> TextStyle:
        """The same in bold."""
        return replace(self, bold=True)


BODY = TextStyle()
SECOND = TextStyle(colour=TEXT2)
LABEL = TextStyle(8.5, 13.5, colour=TEXT2)
SMALL = TextStyle(7.5, 10.5, colour=TEXT2)
HINT = TextStyle(8, 11.5, colour=TEXT3)
FINE = TextStyle(8, 11.2, colour=TEXT2)
TITLE = TextStyle(19, 25, bold=True)
TITLE_SECOND = TextStyle(13, 25, colour=TEXT2)
SECTION = TextStyle(11.5, 16, bold=True, colour=ACCENT_TEXT)
SECTION_SECOND = TextStyle(10, 16, colour=TEXT2)
HEAD = TextStyle(8.5, 12, bold=True, colour=TEXT2)
CONFIDENTIAL = TextStyle(7.5, 10, bold=True, colour=DANGER)
WITHHELD = TextStyle(8.5, 11.5, bold=True, colour=PRIVATE)
