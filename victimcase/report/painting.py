"""Writing shaped lines into a page: the operators that show each word's codes (ISO 32000-1, 9.4, 14.9.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from victimcase.report.embedding import Program
from victimcase.report.outlines import outline
from victimcase.report.shaping import Glyph, Piece, ShapedText
from victimcase.report.tagging import Node
from victimcase.report.wording import Shown, leftward_codes, one_by_one, texts_of, words

_OUTLINE = 0.025
_NEGLIGIBLE = 0.5


class Pen:
    """Writes the lines of one paragraph into a page, inside one text object; use it in a `with` block."""

    def __init__(self, canvas: Any, node: Node | None, size: float) -> None:
        self.canvas, self.node, self.size = canvas, node, size
        self._operators: list[str] = []
        self._gathered: list[str] = []
        self._later: list[tuple[float, float, int]] = []
        self._shapes: list[str] = []
        self._program: Program | None = None
        self._at = self._wanted = self._rise = 0.0
        self._open = False

    def __enter__(self) -> Pen:
        self._operators = ["BT"] if self.node else [self.canvas.mark(None), "BT"]
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        self._operators.append("ET" if self.node else "ET EMC")
        if self._shapes:
            self._operators += [self.canvas.mark(None), *self._shapes, "f EMC"]
        self.canvas.write(self._operators)

    def line(self, shaped: ShapedText, span: tuple[int, int], x: float, y: float, last: bool) -> None:
        """Write one line of `shaped`, its left end and baseline at `x`, `y`.

        Unless it is the `last`, it ends in the space that parts its last word from the next line's first.
        """
        left = right = x
        program: Program | None = None
        for piece in shaped.pieces(*span):
            program = self._begin(piece, right, y)
            self._write(piece, shaped.text, program)
            self._flush()
            self._shape_marks(program, right, y)
            right += piece.width
        parted = span[1] == len(shaped.text) or shaped.text[span[1] - 1] == " "
        if program and parted and not last:
            self._closing_space(program, right if shaped.rightward else left, y)

    def _begin(self, piece: Piece, x: float, y: float) -> Program:
        program: Program = self.canvas.program(piece.item.face)
        if program is not self._program:
            heavy = program.face.drawn_bold
            if heavy != (self._program is not None and self._program.face.drawn_bold):
                self._operators.append(f"2 Tr {self.size * _OUTLINE:.3f} w" if heavy else "0 Tr")
            self._operators.append(f"/{program.name} {self.size:g} Tf")
            self._program = program
        self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._at = self._wanted = 0.0
        return program

    def _closing_space(self, program: Program, x: float, y: float) -> None:
        space = program.face.font.get_nominal_glyph(ord(" "))
        if space is not None:
            self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            self._open_mark()
            self._gathered.append(program.code(space, " ")[0])
            self._flush()

    def _write(self, piece: Piece, source: str, program: Program) -> None:
        if one_by_one(piece, source):
            self._open_mark()
            self._letters(piece.glyphs, source, program)
            return
        texts = texts_of(piece, source)
        if piece.item.level % 2:
            self._open_mark()
            for shown in leftward_codes(piece, texts):
                self._show(shown, program)
            return
        for word in words(piece, source, texts):
            beside = word.broken and self.node is not None
            if beside:
                self._close()
                self._operators.append(self.canvas.mark(self.node, word.text))
                self._open = True
            else:
                self._open_mark()
            self._letters(word.glyphs, texts, program)
            if beside:
                self._close()

    def _open_mark(self) -> None:
        if self.node is not None and not self._open:
            self._operators.append(self.canvas.mark(self.node))
            self._open = True

    def _close(self) -> None:
        self._flush()
        if self._rise:
            self._operators.append("0 Ts")
            self._rise = 0.0
        if self._open:
            self._operators.append("EMC")
            self._open = False

    def _letters(self, glyphs: Sequence[Glyph], texts: str | Mapping[int, str], program: Program) -> None:
        """Glyphs from left to right; the first of each cluster stands for all its text."""
        scale, code_of = program.scale, program.code
        last = -1
        for cluster, glyph, advance, dx, dy in glyphs:
            text = "" if cluster == last else texts[cluster]
            if not text and not advance and cluster != last:
                continue
            last = cluster
            if dy != self._rise:
                self._raise(dy * scale, dy)
            code, moves = code_of(glyph, text)
            away = self._wanted + dx * scale - self._at
            if away > _NEGLIGIBLE or away < -_NEGLIGIBLE:
                self._gathered.append(f">{-away:.0f}<")
                self._at += round(away)
            self._gathered.append(code)
            self._at += moves
            self._wanted += advance * scale

    def _show(self, shown: Shown, program: Program) -> None:
        glyph = shown.glyph
        scale = program.scale
        x = self._wanted + (glyph.dx * scale if glyph else 0.0)
        if glyph and shown.apart:
            self._later.append((x, glyph.dy * scale, glyph.glyph))
            return
        code, moves = program.code(glyph and glyph.glyph, shown.text, shown.width)
        if glyph is None:
            self._gathered.append(code)
            self._at += moves
            return
        if glyph.dy != self._rise:
            self._raise(glyph.dy * scale, glyph.dy)
        if abs(x - self._at) > _NEGLIGIBLE:
            self._gathered.append(f">{self._at - x:.0f}<")
            self._at += round(x - self._at)
        self._gathered.append(code)
        self._at += moves
        self._wanted += glyph.advance * scale

    def _raise(self, thousandths: float, units: float) -> None:
        self._flush()
        self._operators.append(f"{thousandths * self.size / 1000:.2f} Ts")
        self._rise = units

    def _shape_marks(self, program: Program, x: float, y: float) -> None:
        """Marks whose letters already tell them: drawn as shapes, so that no reader reads them twice."""
        if self._rise:
            self._operators.append("0 Ts")
            self._rise = 0.0
        em = self.size / 1000
        for right, up, glyph in self._later:
            self._shapes += outline(program.face, glyph, x + right * em, y + up * em, self.size)
        self._later = []

    def _flush(self) -> None:
        if self._gathered:
            self._operators.append(f"[<{''.join(self._gathered)}>] TJ")
            self._gathered = []
