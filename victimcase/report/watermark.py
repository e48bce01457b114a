"""The recipient's name across every page, drawn as light shapes: it is seen and never mixes with the text."""

from __future__ import annotations

import math
from typing import Any

from victimcase.report import look
from victimcase.report.languages import base_direction
from victimcase.report.look import TextStyle
from victimcase.report.outlines import outline
from victimcase.report.shaping import ShapedText

_NAME = "watermark"
_LARGEST = 58.0
_PART_OF_DIAGONAL = 0.8
_HALF_HEIGHT = 0.3


class Watermark:
    """One name, made once for a document and shown on each of its pages."""

    def __init__(self, name: str, language: str) -> None:
        self.shaped = ShapedText(
            name, TextStyle(1.0, 1.0, bold=True), language, base_direction(name, language)
        )
        width, height = look.PAGE
        self.angle = math.atan2(height, width)
        self.size = min(
            _LARGEST, math.hypot(width, height) * _PART_OF_DIAGONAL / max(self.shaped.reach[-1], 0.01)
        )
        self._made = False

    def draw(self, canvas: Any) -> None:
        """Show it on the page that has just begun, below everything else."""
        if not self._made:
            canvas.beginForm(_NAME, 0, 0, *look.PAGE)
            canvas.setFillColor(look.WATERMARK)
            canvas.write(self._operators())
            canvas.endForm()
            self._made = True
        canvas.note_missing([character for _, character in self.shaped.missing], "", self.shaped.text)
        canvas.write([canvas.mark(None)])
        canvas.doForm(_NAME)
        canvas.write(["EMC"])

    def _operators(self) -> list[str]:
        cos, sin = math.cos(self.angle) * self.size, math.sin(self.angle) * self.size
        x, y = (side / 2 for side in look.PAGE)
        drawn = [f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} cm"]
        pen = -self.shaped.reach[-1] / 2
        for piece in self.shaped.pieces(0, len(self.shaped.text)):
            scale = 1 / piece.item.face.units
            for glyph in piece.glyphs:
                x, y = pen + glyph.dx * scale, glyph.dy * scale - _HALF_HEIGHT
                drawn += outline(piece.item.face, glyph.glyph, x, y, 1.0)
                pen += glyph.advance * scale
        return [*drawn, "f"]
