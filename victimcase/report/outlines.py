"""Glyphs as shapes: what is seen and must not be read as text."""

from __future__ import annotations

from typing import Any

import uharfbuzz as hb

from victimcase.report.fonts import Face

_OPERATORS = {"m": "%.4f %.4f m", "l": "%.4f %.4f l", "c": "%.4f %.4f %.4f %.4f %.4f %.4f c", "h": "h"}


def outline(face: Face, glyph: int, x: float, y: float, size: float) -> list[str]:
    """The operators of the glyph's path, its origin at `x`, `y`; the caller fills it."""
    path = _Path(x, y, size / face.units)
    face.font.draw_glyph(glyph, _SHAPES, path)
    return path.operators


class _Path:
    """A glyph's path as it is drawn."""

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
