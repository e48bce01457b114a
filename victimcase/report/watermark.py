"""The recipient's name across every page, drawn as light shapes: it is seen and never mixes with the text."""

from __future__ import annotations

import math
from typing import Any

import uharfbuzz as hb

from victimcase.report import look
from victimcase.report.languages import base_direction
from victimcase.report.look import TextStyle
from victimcase.report.shaping import ShapedText

_NAME = "watermark"
_LARGEST = 58.0
_PART_OF_DIAGONAL = 0.8
_OPERATORS = {"m": "%.3f %.3f m", "l": "%.3f %.3f l", "c": "%.3f %.3f %.3f %.3f %.3f %.3f c", "h": "h"}


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
                path = _Path(pen + glyph.dx * scale, glyph.dy * scale - 0.3, scale)
                piece.item.face.font.draw_glyph(glyph.glyph, _SHAPES, path)
                drawn += path.operators
                pen += glyph.advance * scale
        return [*drawn, "f"]


class _Path:
    """A glyph's outline as it is drawn."""

    def __init__(self, x: float, y: float, scale: float) -> None:
        self.x, self.y, self.scale = x, y, scale
        self.operators: list[str] = []

    def add(self, operator: str, *points: float) -> None:
        """One operator, its points moved to their place."""
        x, y, scale = self.x, self.y, self.scale
        places = [(x, y)[at & 1] + point * scale for at, point in enumerate(points)]
        self.operators.append(_OPERATORS[operator] % tuple(places))


def _shapes() -> Any:
    shapes = hb.DrawFuncs()
    shapes.set_move_to_func(lambda x, y, path: path.add("m", x, y))
    shapes.set_line_to_func(lambda x, y, path: path.add("l", x, y))
    shapes.set_cubic_to_func(lambda a, b, c, d, x, y, path: path.add("c", a, b, c, d, x, y))
    shapes.set_close_path_func(lambda path: path.add("h"))
    return shapes


_SHAPES = _shapes()
